package segment

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func words(t *Text) (out []string) {
	for i := range t.Tokens {
		out = append(out, t.Word(i))
	}
	return out
}

func TestTokens(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"hyphens stay inside a word", "pro-government forces, a 7-year-old, mid-evacuation", "pro-government|forces|,|a|7-year-old|,|mid-evacuation"},
		{"what leans on a word is cut off", "The city’s wells don't work; we’re dry", "The|city|’s|wells|do|n't|work|;|we|’re|dry"},
		{"separators stay inside a number", "15,000 to 40,000 by 10:30, or 3.5.", "15,000|to|40,000|by|10:30|,|or|3.5|."},
		{"initials keep their stops", "the U.N. at 7 a.m. today", "the|U.N.|at|7|a.m.|today"},
		{"accounts and topics are one word", "@aid_worker wrote #Aleppo", "@aid_worker|wrote|#Aleppo"},
		{"an address is one word and leaves the full stop", "see https://example.org/a?b=1.", "see|https://example.org/a?b=1|."},
		{"Arabic letters and digits", "قتل ٨٢ مدنيا في حلب.", "قتل|٨٢|مدنيا|في|حلب|."},
		{"a name with an article", "Karm al-Jabal and Mr_Sender", "Karm|al-Jabal|and|Mr_Sender"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(words(Split(c.in)), "|"); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"titles and initials do not end one", "Dr. A. Salem spoke. Nobody answered.", []string{"Dr. A. Salem spoke.", "Nobody answered."}},
		{"a question inside a quotation goes on with its speaker", "“Who is left?” she asked. No one.", []string{"“Who is left?” she asked.", "No one."}},
		{"closing marks belong to the sentence they end", "He said: “We stay.” Then he left.", []string{"He said: “We stay.”", "Then he left."}},
		{"a blank line always ends one", "A heading\n\nthe text goes on", []string{"A heading", "the text goes on"}},
		{"a short line ends one", "A heading\nThe text.", []string{"A heading", "The text."}},
		{"a long line that was only wrapped does not", "The convoy was to leave at dawn but was held up by the\nfighters at the crossing.", []string{"The convoy was to leave at dawn but was held up by the\nfighters at the crossing."}},
		{"Arabic question mark", "من بقي؟ لا أحد.", []string{"من بقي؟", "لا أحد."}},
		{"nothing", " \n\t ", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := Split(c.in)
			var got []string
			for _, s := range x.Sentences {
				got = append(got, x.Raw[s.Start:s.End])
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestQuotes(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"curly", "“We stay,” he said. “All of us.”", []string{"We stay,", "All of us."}},
		{"straight", `"We stay," he said. "All of us."`, []string{"We stay,", "All of us."}},
		{"guillemets", "«Nous restons», dit-il", []string{"Nous restons"}},
		{"a quotation in a quotation", "“He told me ‘go’ and I went.”", []string{"He told me ‘go’ and I went.", "go"}},
		{"an apostrophe closes nothing", "the people’s houses", nil},
		{"left open, it ends with its paragraph", "“We stay\n\nand that is all", []string{"We stay"}},
		{"each paragraph opens anew and only the last closes", "“We stay\n\n“and wait”", []string{"We stay", "and wait"}},
		{"a closing mark with nothing open is only a mark", "We stay” he said", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := Split(c.in)
			var got []string
			for _, q := range x.Quotes {
				got = append(got, x.Raw[q.Start:q.End])
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestQuotedFindsTheInnermostAfterManySiblings(t *testing.T) {
	x := Split("“a " + strings.Repeat("‘b’ ", 50) + "c” d")
	at := func(w string) int {
		for i := range x.Tokens {
			if x.Word(i) == w {
				return x.Quoted(i)
			}
		}
		return -2
	}
	if got := at("c"); got != 0 {
		t.Errorf("c lies in quotation %d, want 0", got)
	}
	if got := at("d"); got != -1 {
		t.Errorf("d lies in quotation %d, want none", got)
	}
}

// holds checks what must be true of any text.
func holds(t interface{ Fatalf(string, ...any) }, text string) {
	x := Split(text)
	if len(x.Lower) != len(text) {
		t.Fatalf("folding changed the length from %d to %d", len(text), len(x.Lower))
	}
	at := 0
	for i, k := range x.Tokens {
		if k.Start < at || k.End <= k.Start || k.End > len(text) {
			t.Fatalf("token %d is [%d,%d) after %d", i, k.Start, k.End, at)
		}
		if utf8.ValidString(text) && !utf8.ValidString(x.Word(i)) {
			t.Fatalf("token %d is cut inside a rune", i)
		}
		if s := x.Sentences[k.Sentence]; i < s.First || i >= s.Last {
			t.Fatalf("token %d is not in its sentence", i)
		}
		if q := x.Quoted(i); q >= 0 && (x.Quotes[q].Open > i || x.over(x.Quotes[q], i)) {
			t.Fatalf("token %d is not in its quotation", i)
		}
		at = k.End
	}
	first := 0
	for i, s := range x.Sentences {
		if s.First != first || s.Last <= s.First {
			t.Fatalf("sentence %d holds tokens [%d,%d), want them to begin at %d", i, s.First, s.Last, first)
		}
		first = s.Last
	}
	if first != len(x.Tokens) {
		t.Fatalf("%d tokens lie in no sentence", len(x.Tokens)-first)
	}
	for _, q := range x.Quotes {
		if q.Start > q.End || q.Close <= q.Open {
			t.Fatalf("quotation %+v", q)
		}
	}
}

func TestAnyText(t *testing.T) {
	piece := rapid.SampledFrom([]string{"word", "U.N.", "“", "”", "‘", "’", "\"", ".", "...", "?", " ", "\n", "\n\n", "15,000", "٨٢", "حلب", "İ", "-", "'s", "n’t", "@a", "http://x", "(", ")", "\u202e", "\x00", "\xff"})
	rapid.Check(t, func(t *rapid.T) {
		holds(t, strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), ""))
	})
}

func FuzzSplit(f *testing.F) {
	f.Add("“Who?” asked Dr. A. Salem.\n\nU.N. 15,000")
	f.Add("\"\"\"'''‘’“”«»„\xff\xfe\x00")
	f.Fuzz(func(t *testing.T, text string) { holds(t, text) })
}

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("The agency said on Monday that “82 people” had been killed in the city’s east, citing medical teams. ", 2000)
	n := len(Split(text).Tokens)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Split(text)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
