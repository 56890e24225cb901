package mention

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// find finds mentions without the lists of any language.
func find(text string) (*segment.Text, []Mention) {
	t := segment.Split(text)
	n := len(t.Tokens)
	return t, Find(t, syntax.Find(t), Hints{Triggers: make([]Hint, n), Moods: make([]Hint, n)})
}

func TestWithoutAnyWordListMentionsAreFound(t *testing.T) {
	x, ms := find("Three people were killed on Monday when a shell hit a bakery.")
	var got []string
	for _, m := range ms {
		got = append(got, x.Raw[x.Tokens[m.Lo].Start:x.Tokens[m.Hi-1].End]+" "+m.Kind+" "+string(m.Realis))
	}
	want := "killed killing happened"
	if len(got) == 0 || got[0] != want {
		t.Errorf("got %q, want %q first", got, want)
	}
}

func TestWeightsThatAreNotWholeAreRefused(t *testing.T) {
	for name, b := range map[string]string{"empty": "", "of another format": "weights", "cut short": packed[:len(packed)/2],
		"another number of kinds": strings.Replace(packed, `"attack on aid"`, `"attack","aid"`, 1)} {
		if _, err := Decode(b); err == nil {
			t.Errorf("%s: decoded", name)
		}
	}
}

// holds checks what must be true of the mentions of any text.
func holds(t interface{ Fatalf(string, ...any) }, text string) {
	x, ms := find(text)
	at := 0
	for _, m := range ms {
		if m.Lo < at || m.Hi <= m.Lo || m.Hi > len(x.Tokens) || x.Tokens[m.Lo].Sentence != x.Tokens[m.Hi-1].Sentence {
			t.Fatalf("mention %+v behind token %d of %d", m, at, len(x.Tokens))
		}
		at = m.Hi
		switch m.Realis {
		case report.Happened, report.NotSo, report.Possible, report.Planned, report.General:
		default:
			t.Fatalf("realis %q", m.Realis)
		}
		if m.Kind == "" {
			t.Fatalf("mention %+v is of no kind", m)
		}
	}
}

func TestAnyText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"he", "was", "killed", "no", "attack", "opened", "fire", "“", "”", ",", ".", "\n\n", "82", "could", "shelling", "قال", "\u202e", "—", "air", "strikes"})
	rapid.Check(t, func(t *rapid.T) { holds(t, strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), " ")) })
}

func FuzzFind(f *testing.F) {
	f.Add("No attack. They opened fire,\xff killing two; a strike “could follow”.\n\nSiege")
	f.Fuzz(func(t *testing.T, text string) { holds(t, text) })
}

func BenchmarkFind(b *testing.B) {
	x := segment.Split(strings.Repeat("The agency said on Monday that 82 people had been killed in the city’s east, citing medical teams. Rain fell all night and the road was cut.\n\n", 400))
	n := len(x.Tokens)
	g, hints := syntax.Find(x), Hints{Triggers: make([]Hint, n), Moods: make([]Hint, n)}
	Find(x, g, hints)
	b.ReportAllocs()
	for b.Loop() {
		Find(x, g, hints)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
