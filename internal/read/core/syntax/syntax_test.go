package syntax

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read/core/segment"
)

func find(text string) (*segment.Text, *Grammar) {
	t := segment.Split(text)
	return t, Find(t)
}

func TestPartsOfSpeech(t *testing.T) {
	for _, c := range []struct{ name, in, penn, universal string }{
		{"a report of a report", "The agency said on Monday six people had been killed.",
			"DT NN VBD IN NNP CD NNS VBD VBN VBN PUNCT", "DET NOUN VERB ADP PROPN NUM NOUN AUX AUX VERB PUNCT"},
		{"a speaker after the words", "“We stay,” said the doctor.",
			"PUNCT PRP VBP PUNCT PUNCT VBD DT NN PUNCT", "PUNCT PRON VERB PUNCT PUNCT VERB DET NOUN PUNCT"},
		{"a verb that could be a noun", "The monitor reports two attacks.", "DT NN VBZ CD NNS PUNCT", "DET NOUN VERB NUM NOUN PUNCT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, g := find(c.in)
			var penn, universal []string
			for i := range g.Tags {
				penn, universal = append(penn, g.Tags[i].String()), append(universal, g.UPOS()[i].String())
			}
			if d := cmp.Diff([]string{c.penn, c.universal}, []string{strings.Join(penn, " "), strings.Join(universal, " ")}); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestTrees(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"who said what", "The agency said that rebels left the town.",
			[]string{"agency nsubj said", "said root", "that mark left", "rebels nsubj left", "left ccomp said", "town obj left"}},
		{"a passive", "Six people were killed by soldiers.", []string{"people nsubj killed", "were aux killed", "soldiers obl killed", "killed root"}},
		{"an apposition", "The spokesman, Omar Rahal, left.", []string{"spokesman nsubj left", "Omar appos spokesman"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			x, g := find(c.in)
			got := map[string]bool{}
			for i := range x.Tokens {
				h, rel := g.Arc(i)
				arc := x.Word(i) + " " + rel.String()
				if h >= 0 {
					arc += " " + x.Word(h)
				}
				got[arc] = true
			}
			for _, want := range c.want {
				if !got[want] {
					t.Errorf("no arc %q among %v", want, got)
				}
			}
		})
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"a person, a body and a place", "Maria Lopez, a doctor for the World Health Organization, left Damascus on Friday.",
			[]string{"person Maria Lopez", "organization World Health Organization", "place Damascus"}},
		{"none", "Two doctors said that the road was closed.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			x, g := find(c.in)
			var got []string
			for _, n := range g.Names() {
				got = append(got, fmt.Sprintf("%v %s", n.Kind, x.Raw[x.Tokens[n.Lo].Start:x.Tokens[n.Hi-1].End]))
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestCues(t *testing.T) {
	x, g := find("The mayor said the bridges were closed. Rain fell on Monday. “They are gone,” a farmer added.")
	for i := range x.Tokens {
		if cue := x.Fold(i) == "said" || x.Fold(i) == "added"; cue != (g.Cues[i] > 0) {
			t.Errorf("%q has log-odds %.1f of being a cue", x.Word(i), g.Cues[i])
		}
	}
}

func TestWeightsThatAreNotWholeAreRefused(t *testing.T) {
	for name, raw := range map[string]string{"empty": "", "of another format": "firsthand labels 2\n\x02\x00\x00\x00{}", "only a header": packed[:len(format)+5], "cut short": packed[:len(packed)/2],
		"a header of nothing": format + "\n\x02\x00\x00\x00{}"} {
		if _, err := Decode(raw); err == nil {
			t.Errorf("%s: decoded", name)
		}
	}
}

// holds checks what must be true of any text: every sentence is one tree, what is found lies in it, and the same text
// gives the same.
func holds(t interface{ Fatalf(string, ...any) }, text string) {
	x, g := find(text)
	for n, s := range x.Sentences {
		roots := 0
		for i := s.First; i < s.Last; i++ {
			head, _ := g.Arc(i)
			if head < 0 {
				roots++
			} else if head < s.First || head >= s.Last {
				t.Fatalf("token %d of sentence %d depends on token %d", i, n, head)
			}
			for at, steps := i, 0; at >= 0; at, _ = g.Arc(at) {
				if steps++; steps > s.Last-s.First+1 {
					t.Fatalf("token %d of %q stands in a cycle", i, text)
				}
			}
		}
		if roots != 1 {
			t.Fatalf("sentence %d of %q has %d roots", n, text, roots)
		}
	}
	at := 0
	for _, n := range g.Names() {
		if n.Lo < at || n.Hi <= n.Lo || n.Hi > len(x.Tokens) || x.Tokens[n.Lo].Sentence != x.Tokens[n.Hi-1].Sentence || n.Kind < Person || n.Kind > Place {
			t.Fatalf("name %+v in %q", n, text)
		}
		at = n.Hi
	}
	_, again := find(text)
	if d := cmp.Diff(g.Tags, again.Tags) + cmp.Diff(g.Cues, again.Cues) + cmp.Diff(g.sentence, again.sentence); d != "" {
		t.Fatalf("%q gave two results: %s", text, d)
	}
}

func TestAnyText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"he", "said", "that", "The army", "Aleppo", "told", "“", "”", "\"", ",", ".", "\n\n", "was", "82", "and", "of", "قال", "\u202e", "—", "@a-b", "x-", strings.Repeat("long", 40)})
	rapid.Check(t, func(t *rapid.T) { holds(t, strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), " ")) })
}

func TestASentenceThatIsCutInPiecesStaysOneTree(t *testing.T) {
	holds(t, strings.Repeat("the army and the rebels left the town because ", 3*longestPiece/8))
}

func FuzzFind(f *testing.F) {
	f.Add("“Who?” asked Dr. A. Salem. “I,” he said.\n\nShe told\xff\x00")
	f.Fuzz(func(t *testing.T, text string) { holds(t, text) })
}

func TestForms(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Form
	}{
		{"a name", "Aleppo", Form{"aleppo", "ppo", "po", "ale", "Xxx"}},
		{"a contraction with a typographic apostrophe", "n’t", Form{"n't", "n't", "'t", "n't", "x’x"}},
		{"a number", "15,000", Form{"15,000", "000", "00", "15,", "dd,dd"}},
		{"another script", "حلب", Form{"حلب", "حلب", "لب", "حلب", "xx"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, FormOf(c.in)); d != "" {
				t.Error(d)
			}
		})
	}
}

func BenchmarkFind(b *testing.B) {
	x := segment.Split(strings.Repeat("The agency said on Monday that “82 people” had been killed in the city’s east, citing medical teams. Rain fell all night and the road was cut.\n\n", 200))
	Find(x)
	b.ReportAllocs()
	for b.Loop() {
		Find(x)
	}
	b.ReportMetric(float64(len(x.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
