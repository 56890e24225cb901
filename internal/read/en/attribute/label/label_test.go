package label

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
)

func find(text string) (*segment.Text, *Found) {
	t := segment.Split(text)
	return t, Find(t, syntax.Find(t))
}

// shown writes a link as "source | cue | content", runs parted by "…".
func shown(t *segment.Text, l Link) string {
	words := func(rs []Run) string {
		var out []string
		for _, r := range rs {
			out = append(out, t.Raw[t.Tokens[r.Lo].Start:t.Tokens[r.Hi-1].End])
		}
		return strings.Join(out, " … ")
	}
	return fmt.Sprintf("%s | %s | %s", words(l.Source), t.Word(l.Cue), words(l.Content))
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"a clause after its cue", "The mayor said the bridges were closed.", []string{"The mayor | said | the bridges were closed"}},
		{"a quotation before its cue", "“The bridges are closed,” the mayor said.", []string{"the mayor | said | “The bridges are closed,”"}},
		{"a verb that no list of cues holds", "The council lamented the loss of the bridges.", []string{"The council | lamented | the loss of the bridges"}},
		{"nothing attributed", "The bridges fell on Monday.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			x, f := find(c.in)
			var got []string
			for _, l := range f.Links() {
				got = append(got, shown(x, l))
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

const corpus = `{"text":"The mayor said it rained. Rain fell.","attributions":[{"source":[[0,9]],"cue":[[10,14]],"content":[[15,24]]}]}
{"text":"“It rained,” the mayor said. Rain fell.","attributions":[{"source":[[13,22]],"cue":[[23,27]],"content":[[0,12]]}]}
`

func TestWeightsThatAreNotWholeAreRefused(t *testing.T) {
	for name, b := range map[string]string{"empty": "", "of another format": "weights", "cut short": packed[:len(packed)/2]} {
		if _, err := Decode(b); err == nil {
			t.Errorf("%s: decoded", name)
		}
	}
}

// holds checks what must be true of the links of any text.
func holds(t interface{ Fatalf(string, ...any) }, text string) {
	x, f := find(text)
	if len(f.Scores) != len(x.Tokens) {
		t.Fatalf("%d scores for %d tokens", len(f.Scores), len(x.Tokens))
	}
	for _, l := range f.Links() {
		if l.Cue < 0 || l.Cue >= len(x.Tokens) || len(l.Content) == 0 {
			t.Fatalf("link %+v", l)
		}
		for _, rs := range [][]Run{l.Source, l.Content} {
			at := 0
			for _, r := range rs {
				if r.Lo < at || r.Hi <= r.Lo || r.Hi > len(x.Tokens) || r.Lo <= l.Cue && l.Cue < r.Hi {
					t.Fatalf("run %+v of link %+v", r, l)
				}
				at = r.Hi
			}
		}
	}
}

func TestAnyText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"he", "said", "that", "The army", "told", "“", "”", "\"", ",", ".", "\n\n", "was", "82", "accused", "of", "قال", "\u202e", "—"})
	rapid.Check(t, func(t *rapid.T) { holds(t, strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), " ")) })
}

func FuzzFind(f *testing.F) {
	f.Add("“Who?” asked Dr. A. Salem. “I,” he said.\n\nShe told\xff\x00")
	f.Fuzz(func(t *testing.T, text string) { holds(t, text) })
}

func FuzzReadPolNeAR(f *testing.F) {
	f.Add(corpus)
	f.Add(`{"text":"a","attributions":[{"cue":[[5,2]],"content":[[-1,9]]}]}`)
	f.Fuzz(func(t *testing.T, in string) {
		documents, err := ReadPolNeAR(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, d := range documents {
			for _, g := range d.Gold {
				for _, r := range append(g.Source, g.Content...) {
					if r.Lo < 0 || r.Hi > len(d.Text.Tokens) || r.Lo >= r.Hi {
						t.Fatalf("run %+v of %d tokens", r, len(d.Text.Tokens))
					}
				}
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	x := segment.Split(strings.Repeat("The agency said on Monday that “82 people” had been killed in the city’s east, citing medical teams. Rain fell all night and the road was cut.\n\n", 400))
	tags := syntax.Find(x)
	Find(x, tags)
	b.ReportAllocs()
	for b.Loop() {
		Find(x, tags).Links()
	}
	b.ReportMetric(float64(len(x.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
