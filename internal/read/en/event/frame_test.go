package event

import (
	"strings"
	"testing"

	"firsthand/internal/read/core/lexicon"
)

func TestAFrameThatIsMalformedIsRefused(t *testing.T) {
	for _, c := range []struct{ name, frame, want string }{
		{"a kind that there is not", "air raid; agent air", "no kind"},
		{"a class that no line defines", "air strike; agent zeppelins", "no class"},
		{"a role that there is not", "air strike; victim people", "no role"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := parseFrame(c.frame, frameClasses); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q in it", err, c.want)
			}
		})
	}
}

// Every class is asked for by a frame, and every frame asks for something beside its verb.
func TestEveryFrameIsOfUse(t *testing.T) {
	asked := placeClass | weaponClasses
	for _, e := range lexicon.Must(frameList, 2) {
		if e.Fields[0] != "verb" {
			continue
		}
		f, err := parseFrame(e.Fields[1], frameClasses)
		if err != nil {
			t.Fatalf("line %d: %v", e.Line, err)
		}
		asked |= f.agent | f.patient | f.to
		if f.agent|f.patient|f.to == 0 && len(f.with) == 0 {
			for _, form := range e.Forms {
				if !strings.Contains(form, " ") {
					t.Errorf("line %d: %q alone is a word for the list of triggers", e.Line, form)
				}
			}
		}
	}
	for name, c := range frameClasses {
		if asked&c == 0 {
			t.Errorf("no frame asks for the class %s", name)
		}
	}
}
