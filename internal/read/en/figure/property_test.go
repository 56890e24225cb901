package figure

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/en/when"
	"firsthand/internal/report"
)

// holds checks what must be true of the figures of any text.
func holds(t fataler, text string) {
	x := segment.Split(text)
	times := when.Find(x, "2017-06-09")
	figures := Find(x, times)
	byID := map[string]report.Figure{}
	for _, f := range figures {
		byID[f.ID] = f
	}
	if len(byID) != len(figures) {
		t.Fatalf("IDs are not unique: %v", show(text, figures))
	}
	at := 0
	for _, f := range figures {
		if f.Start < at {
			t.Fatalf("figure %s begins at %d, before the one it follows", f.ID, f.Start)
		}
		at = f.Start
		if !validUnless(text, f.Span) || !f.Sentence.Covers(f.Span) {
			t.Fatalf("figure %s spans %v in sentence %v", f.ID, f.Span, f.Sentence)
		}
		holdsNumbers(t, f)
		holdsParts(t, f, byID)
	}
	if d := cmp.Diff(figures, Find(segment.Split(text), times)); d != "" {
		t.Fatalf("the same text reads differently: %s", d)
	}
}

type fataler interface{ Fatalf(string, ...any) }

// holdsNumbers checks the numbers of a figure, and what it counts.
func holdsNumbers(t fataler, f report.Figure) {
	if f.Low < 0 || f.Low > mostPeople || f.High != nil && (*f.High < f.Low || *f.High > mostPeople) {
		t.Fatalf("figure %s counts from %d to %v", f.ID, f.Low, f.High)
	}
	fits := true
	switch f.Bound {
	case report.AtLeast:
		fits = f.High == nil
	case report.AtMost:
		fits = f.High != nil && f.Low == 0
	case report.ExactBound, report.About:
		fits = f.High != nil && *f.High == f.Low
	case report.Range:
		fits = f.High != nil && *f.High > f.Low
	}
	if !fits {
		t.Fatalf("figure %s is bound %q from %d to %v", f.ID, f.Bound, f.Low, f.High)
	}
	if f.Measure == "" || f.Statement != "" {
		t.Fatalf("figure %s has measure %q, statement %q", f.ID, f.Measure, f.Statement)
	}
}

// holdsParts checks of which other figures a figure is the sum or a share.
func holdsParts(t fataler, f report.Figure, byID map[string]report.Figure) {
	for _, id := range f.Sum {
		if a, ok := byID[id]; !ok || a.Measure != f.Measure || a.Part || len(a.Sum) > 0 || !f.Covers(a.Span) {
			t.Fatalf("figure %s is a sum of %q", f.ID, id)
		}
	}
	if f.Of == "" {
		if f.Disputed {
			t.Fatalf("figure %s is disputed and a share of nothing", f.ID)
		}
		return
	}
	whole, ok := byID[f.Of]
	if !ok || !f.Part || f.Of == f.ID {
		t.Fatalf("figure %s is a part of %q", f.ID, f.Of)
	}
	if more := whole.High != nil && f.Low > *whole.High; more && !f.Disputed {
		t.Fatalf("figure %s is %d of %d", f.ID, f.Low, *whole.High)
	}
}

// validUnless tells whether a span is valid in text, whose runes may themselves be broken.
func validUnless(text string, s report.Span) bool {
	return s.Valid(text) || s.Start >= 0 && s.End <= len(text) && !s.Empty() && strings.ToValidUTF8(text, "") != text
}

func TestAnyText(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"12", "1,200", "2.3", "15,000 to 40,000", "99999999999999999999", "0", "1", "seven", "twenty", "hundred", "million", "billion", "a dozen", "dozens of", "hundreds",
		"at least", "more than", "up to", "about", "between", "and", "or", "to", "-", ",", ".", "(", ")", "from", "of", "of them", "of the dead", "the", "a", "another",
		"people", "civilians", "children", "rebels", "members of the Front", "rockets", "villages", "killed", "were killed", "killing", "dead", "wounded", "left", "died",
		"missing", "trapped", "evacuated", "death toll", "rose to", "bringing", "including", "among", "among those", "who", "were", "have been", "could", "not", "to kill",
		"since 2011", "as of Monday", "Monday", "2012", "said", "with", "in Aleppo", "claimed", "lives", "another", "others", "more", "women", "a mother and her child", "three-quarters of", "aged", "estimated", "the number of", "at", "\n\n", "“", "”", "\xff", "٨٢", "%", "$", "^",
	})
	rapid.Check(t, func(t *rapid.T) {
		holds(t, strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), " "))
	})
}

func FuzzFind(f *testing.F) {
	f.Add("At least 12 people, including 3 children, were killed and dozens wounded; the toll rose from 9 to 12.")
	f.Add("10^400 dead, 2 to 3 million fled, between 5 and 9 of them children.")
	f.Add("hundred hundred hundred million billion billion killed \xff\xfe 99,99,999 dead")
	f.Fuzz(func(t *testing.T, text string) { holds(t, text) })
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("At least 82 civilians, including 13 children, were killed in the city’s east on Monday, the agency said, and some 15,000 to 40,000 people are trapped. The market had been open since early morning. ", 500)
	x := segment.Split(text)
	times := when.Find(x, "2017-06-09")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(x, times)
	}
	b.ReportMetric(float64(len(x.Tokens))*float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkHostile(b *testing.B) {
	for _, c := range []struct{ name, unit string }{
		{"numbers", "1 1 1 killed "}, {"joined", "12 civilians killed and "}, {"shares", "3 of them children dead, "}, {"tolls", "death toll to 5 "}, {"words", "hundred "}, {"since", "since 2011 9 dead "},
	} {
		b.Run(c.name, func(b *testing.B) {
			x := segment.Split(strings.Repeat(c.unit, 40_000) + "were killed")
			b.ReportAllocs()
			for b.Loop() {
				Find(x, nil)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(x.Tokens)), "ns/token")
		})
	}
}
