package parse

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
	"firsthand/internal/read/treebank"
)

func parsed(text string) (*segment.Text, []Arc) {
	t := segment.Split(text)
	tags, upos := tag.FindBoth(t)
	return t, Find(t, tags, upos)
}

// show writes each word with its relation and its head.
func show(t *segment.Text, arcs []Arc) string {
	var out []string
	for i, a := range arcs {
		if t.Tokens[i].Kind != segment.Word {
			continue
		}
		head := "."
		if a.Head >= 0 {
			head = t.Word(int(a.Head))
		}
		out = append(out, fmt.Sprintf("%s:%s:%s", t.Word(i), a.Label, head))
	}
	return strings.Join(out, " ")
}

func TestFind(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a report of a report", "The agency said that six people had been killed.",
			"The:det:agency agency:nsubj:said said:root:. that:mark:killed six:nummod:people people:nsubj:pass:killed had:aux:killed been:aux:pass:killed killed:ccomp:said"},
		{"a phrase with a preposition", "A resident of Aleppo called us.",
			"A:det:resident resident:nsubj:called of:case:Aleppo Aleppo:nmod:resident called:root:. us:obj:called"},
		{"two sentences", "They left. We stayed.", "They:nsubj:left left:root:. We:nsubj:stayed stayed:root:."},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(parsed(c.in)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// holds checks what must be true of the arcs of any text.
func holds(t interface{ Fatalf(string, ...any) }, text string) {
	x, arcs := parsed(text)
	if len(arcs) != len(x.Tokens) {
		t.Fatalf("%d arcs for %d tokens", len(arcs), len(x.Tokens))
	}
	for _, s := range x.Sentences {
		roots := 0
		for i := s.First; i < s.Last; i++ {
			a := arcs[i]
			if a.Label >= countLabels || (a.Head < 0) != (a.Label == Root) {
				t.Fatalf("token %d: %+v", i, a)
			}
			if a.Head < 0 {
				roots++
			} else if int(a.Head) < s.First || int(a.Head) >= s.Last {
				t.Fatalf("token %d of [%d,%d) depends on %d", i, s.First, s.Last, a.Head)
			}
			steps := 0
			for at := int32(i); at >= 0; at = arcs[at].Head {
				if steps++; steps > s.Last-s.First {
					t.Fatalf("token %d depends on itself", i)
				}
			}
		}
		if roots != 1 {
			t.Fatalf("a sentence with %d roots", roots)
		}
	}
	if _, again := parsed(text); cmp.Diff(arcs, again) != "" {
		t.Fatalf("a second reading differs")
	}
}

func TestAnyText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"the", "agency", "said", "that", "killed", "U.N.", "“", "”", "\"", ".", ",", "and", "to", "?", "\n\n", "15,000", "حلب", "-", "n’t", "@a", "(", ")", "\xff", "\x00"})
	rapid.Check(t, func(t *rapid.T) {
		holds(t, strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), " "))
	})
}

func TestLongSentences(t *testing.T) {
	for name, piece := range map[string]string{"one word": "word ", "openings": "“ ", "chains": "said that he was told by "} {
		t.Run(name, func(t *testing.T) { holds(t, strings.Repeat(piece, 3000)) })
	}
}

func FuzzFind(f *testing.F) {
	f.Add("“Who?” asked Dr. A. Salem, a resident of the city.\xff\x00")
	f.Fuzz(func(t *testing.T, text string) { holds(t, text) })
}

// From any state the oracle's cheapest actions lose exactly as many arcs as it says, and from the start of a tree without crossing arcs
// they lose none.
func TestOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "words")
		var s state
		s.begin(n)
		for !s.over() { // any derivation makes a tree without crossing arcs
			var can []action
			for a := range actions {
				if s.may(a) {
					can = append(can, a)
				}
			}
			s.do(rapid.SampledFrom(can).Draw(t, "action"), Dep)
		}
		heads := make([]int32, n+1)
		for i := 1; i <= n; i++ {
			heads[i] = s.nodes[i].head
		}
		var o oracle
		o.learn(heads)
		wander := rapid.IntRange(0, 2*n).Draw(t, "steps off the path")
		lost := 0
		s.begin(n)
		for !s.over() {
			cost := o.costs(&s)
			best := shift
			for a := range actions {
				if cost[a] < cost[best] {
					best = a
				}
			}
			if cost[best] != 0 {
				t.Fatalf("no free action: %v", cost)
			}
			if wander > 0 {
				wander--
				var can []action
				for a := range actions {
					if s.may(a) {
						can = append(can, a)
					}
				}
				best = rapid.SampledFrom(can).Draw(t, "any action")
			}
			lost += cost[best]
			s.do(best, Dep)
		}
		wrong := 0
		for i := 1; i <= n; i++ {
			if s.nodes[i].head != heads[i] {
				wrong++
			}
		}
		if wrong != lost {
			t.Fatalf("%d wrong heads, and the oracle counted %d", wrong, lost)
		}
	})
}

func TestTrainingIsRepeatable(t *testing.T) {
	in := "1\tGuns\tgun\tNOUN\tNNS\t_\t2\tnsubj\t_\t_\n2\tspeak\tspeak\tVERB\tVBP\t_\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n"
	s, err := treebank.Read(strings.NewReader(strings.Repeat(in, 5)))
	if err != nil {
		t.Fatal(err)
	}
	var examples []Example
	for _, x := range treebank.Variants(s) {
		tags, upos := tag.FindBoth(x.Text)
		examples = append(examples, Example{x, tags, upos})
	}
	var a, b bytes.Buffer
	if err := Train(examples, 3, 7, nil).Encode(&a); err != nil {
		t.Fatal(err)
	}
	if err := Train(examples, 3, 7, nil).Encode(&b); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("the same sentences and seed gave two models")
	}
	m, err := Decode(&a)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := m.Score(examples), (Score{15, 15, 15, 15}); got != want {
		t.Errorf("after training on them: %+v, want %+v", got, want)
	}
}

func TestWeightsThatAreNotWholeAreRefused(t *testing.T) {
	for name, b := range map[string][]byte{"empty": nil, "not packed": []byte("weights"), "cut short": packed[:len(packed)/2]} {
		if _, err := Decode(bytes.NewReader(b)); err == nil {
			t.Errorf("%s: decoded", name)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	x := segment.Split(strings.Repeat("The agency said on Monday that “82 people” had been killed in the city’s east, citing medical teams. ", 500))
	tags, upos := tag.FindBoth(x)
	Find(x, tags, upos)
	b.ReportAllocs()
	for b.Loop() {
		tags, upos := tag.FindBoth(x)
		Find(x, tags, upos)
	}
	b.ReportMetric(float64(len(x.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
