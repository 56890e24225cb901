package terms_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firsthand/internal/report"
	"firsthand/internal/report/terms"
)

// shared lists the terms that two reports have in common.
func shared(a, b report.Report) (both []terms.Term) {
	other := make(map[uint32]bool)
	for t := range terms.All(terms.Of(b)) {
		other[t.Hash()] = true
	}
	for t := range terms.All(terms.Of(a)) {
		if other[t.Hash()] {
			both = append(both, t)
		}
	}
	return both
}

func text(s string) report.Report { return report.Report{Text: s} }

func TestWhatIsKeptOfAWord(t *testing.T) {
	for _, c := range []struct {
		name   string
		a, b   report.Report
		common int
		kind   terms.Kind // of the common term, where there is one
	}{
		{"forms of one word", text("they were charging"), text("the charges"), 1, terms.Word},
		{"a name in the possessive", text("where Orlin's car stood"), text("saw Orlin there"), 1, terms.Name},
		{"a word that a sentence begins with is no name", text("Rubble lay there."), text("rubble"), 1, terms.Word},
		{"a name beside a name", text("where Ada Orlin lived"), text("a friend of Ada Orlin"), 3, terms.Name},
		{"the same names, not beside each other", text("where Ada Orlin lived"), text("both Ada and Orlin"), 2, terms.Name},
		{"an initial stands between", text("where Ada Q. Orlin lived"), text("a friend of Ada Orlin"), 2, terms.Name},
		{"an age, however it is said", text("Orlin, 27, was"), text("a 27-year-old"), 2, terms.Number},
		{"a number that is no age", text("27 trucks"), text("Orlin, 27, was"), 1, terms.Number},
		{"the commonest words", text("they had been there after it"), text("they had been there after it"), 0, 0},
		{"the words of an address", report.Report{URL: "https://courier.example/2016/12/13/bridge-at-umber-lane-closed.html"}, text("bridge closed"), 2, terms.Word},
		{"what an address has before its words", report.Report{URL: "https://courier.example/2016/12/13/a-b-c"}, text("courier example 2016"), 0, 0},
		{"Arabic", text("قال السكان إن القصف لم يتوقف"), text("القصف"), 1, terms.Word},
		{"two Chinese characters", text("救援人员"), text("救援"), 1, terms.Word},
		{"nothing", text(""), text(" . "), 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := shared(c.a, c.b)
			if len(got) != c.common {
				t.Fatalf("%d terms in common, want %d", len(got), c.common)
			}
			if len(got) > 0 && !slices.ContainsFunc(got, func(t terms.Term) bool { return t.Kind() == c.kind }) {
				t.Errorf("no common term is of kind %d", c.kind)
			}
		})
	}
}

func TestWhereATermStandsAndHowOften(t *testing.T) {
	r := report.Report{Title: "Bridge closed", Text: "The bridge is closed. " + strings.Repeat("and then ", terms.Lead) + "Engineers " + strings.Repeat("engineers ", 20)}
	find := func(word string) terms.Term {
		t.Helper()
		both := shared(r, text(word))
		if len(both) != 1 {
			t.Fatalf("%q is there %d times", word, len(both))
		}
		return both[0]
	}
	if b := find("bridge"); !b.InTitle() || !b.InLead() || b.Count() != 2 {
		t.Errorf("bridge: title %v, lead %v, count %d; want both, twice", b.InTitle(), b.InLead(), b.Count())
	}
	if e := find("engineer"); e.InTitle() || e.InLead() || e.Count() != terms.MostCount {
		t.Errorf("engineer: title %v, lead %v, count %d; want neither, %d times", e.InTitle(), e.InLead(), e.Count(), terms.MostCount)
	}
}

func TestTermsAreSortedDistinctAndBounded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := report.Report{
			Title: rapid.String().Draw(t, "title"),
			Text:  strings.Join(rapid.SliceOfN(rapid.StringMatching(`[A-Ca-c0-9é水]{1,4}[ .,]`), 0, 3000).Draw(t, "words"), ""),
		}
		all := slices.Collect(terms.All(terms.Of(r)))
		if len(all) > terms.Most {
			t.Fatalf("%d terms, want at most %d", len(all), terms.Most)
		}
		for i := 1; i < len(all); i++ {
			if all[i-1].Hash() >= all[i].Hash() {
				t.Fatalf("the hash of term %d is not greater than that before it", i)
			}
		}
	})
}

// FuzzOf holds that any bytes can be a report's words, and that any bytes can stand for terms.
func FuzzOf(f *testing.F) {
	f.Add("Ada Q. Orlin, 27, of Umber Lane", "https://courier.example/a-b-c", []byte{1, 2, 3, 4, 5})
	f.Add("\xff’\xfe 水水 e\u0301", "http://[", []byte{})
	f.Fuzz(func(t *testing.T, words, address string, packed []byte) {
		for term := range terms.All(terms.Of(report.Report{Text: words, URL: address})) {
			if c := term.Count(); c < 1 || c > terms.MostCount {
				t.Fatalf("count %d", c)
			}
		}
		for term := range terms.All(packed) {
			if c := term.Count(); c < 1 || c > terms.MostCount || term.Kind() > terms.Number {
				t.Fatalf("%#x: count %d, kind %d", uint32(term), c, term.Kind())
			}
		}
	})
}

func BenchmarkOf(b *testing.B) {
	r := text(strings.Repeat("Rescue workers of the Umber Lane brigade said on Monday that 27 people, among them Ada Orlin, 31, were pulled from the rubble. ", 30))
	n := len(strings.Fields(r.Text))
	b.SetBytes(int64(len(r.Text)))
	b.ReportAllocs()
	for b.Loop() {
		terms.Of(r)
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
