package when

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/read/core/segment"
)

// vocabulary is every word of the lexicon with what stands around such words.
var vocabulary = func() []string {
	words := strings.Fields(`12 27 30 31 2016 1999 1438 0430 7:30 GMT+3 EST ET Eastern Time local UTC since until between from said 99:99 10:30 a.m. p.m. GMT o'clock ago earlier later from in of at on by to and . , - / " ( ) Monday's 8-month-old
		mid-1996 2016-11-27 11/27/2016 27.11.2016 1990s 27th T10:00 7pm will said people days, بعد 1/2 half couple`)
	for w := range lexicon {
		words = append(words, w, strings.ToUpper(w[:1])+w[1:])
	}
	slices.Sort(words)
	return words
}()

// The shapes of EDTF that this package writes: a date with its mark, a date and time, an interval, one of a set.
var (
	edtfShape = regexp.MustCompile(`^(` + edtfDate + `|\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:00(Z|[+-]\d\d:\d\d)?|` + edtfDate + `/` + edtfDate + `|\[\.\.\d{4}-\d\d-\d\d\]|\[\d{4}-\d\d-\d\d\.\.\])$`)

	intervalShape = regexp.MustCompile(`^(\.\.|` + edtfDate + `)/(\.\.|` + edtfDate + `)$`)
)

const edtfDate = `(\d{4}|XXXX|\d{3}X|\d\dXX)(-(\d\d|XX)(-(\d\d|XX))?)?~?`

// check holds what must be true of every reading of every text.
func check(t interface {
	Helper()
	Fatalf(string, ...any)
}, text, published string) {
	t.Helper()
	s := segment.Split(text)
	times := Find(s, published)
	if diff := cmp.Diff(times, Find(s, published)); diff != "" {
		t.Fatalf("two readings differ: %s", diff)
	}
	end := 0
	for _, tm := range times {
		if !tm.Valid(text) || tm.Start < end {
			t.Fatalf("span %v after %d in a text of %d bytes", tm.Span, end, len(text))
		}
		end = tm.End
		if tm.Type != Date && tm.Type != Time && tm.Type != Duration && tm.Type != Set {
			t.Fatalf("type %q", tm.Type)
		}
		if !wellFormed(tm.Value) {
			t.Fatalf("%q has the value %q", tm.In(text), tm.Value)
		}
		if tm.Precision == "" || tm.EDTF != "" && !edtfShape.MatchString(tm.EDTF) {
			t.Fatalf("%q has the precision %q and the EDTF %q", tm.In(text), tm.Precision, tm.EDTF)
		}
		if tm.Interval != "" && !intervalShape.MatchString(tm.Interval) {
			t.Fatalf("%q bounds %q", tm.In(text), tm.Interval)
		}
		if from, to, ok := strings.Cut(tm.Interval, "/"); ok && from != ".." && to != ".." && !before(from, to) {
			t.Fatalf("%q bounds %q, which ends before it begins", tm.In(text), tm.Interval)
		}
		if days, ok := Day(tm); ok && tm.Type == Date && tm.Precision == "day" && strings.TrimSuffix(tm.EDTF, "~") != days.Start {
			t.Fatalf("%q is %s in TIMEX3 and %s in EDTF", tm.In(text), days.Start, tm.EDTF)
		}
		if days, ok := Day(tm); ok && (days.Start > days.End || len(days.Start) != 10 || len(days.End) != 10) {
			t.Fatalf("%q lasts from %s to %s", tm.Value, days.Start, days.End)
		}
	}
}

func TestEveryReadingHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom(vocabulary), 1, 40).Draw(t, "words")
		glue := rapid.SampledFrom([]string{" ", "", "-", ", ", "\n\n"}).Draw(t, "glue")
		published := rapid.SampledFrom([]string{"", "2016-12-13", "0001-01-01", "9999-12-31", "2016-02-29", "1600-01-01T00:00:00Z"}).Draw(t, "published")
		check(t, strings.Join(words, glue), published)
	})
}

func TestHostileTextsAreRead(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("a", 1<<20), strings.Repeat("9", 1<<20), strings.Repeat("Monday ", 1<<16), strings.Repeat("12/", 1<<18), strings.Repeat("2016-", 1<<17),
		strings.Repeat("two-", 1<<17), "2016-12-13T10" + strings.Repeat(":00", 1<<17), strings.Repeat("the end of ", 1<<15), strings.Repeat("the ", 1<<17), strings.Repeat("last next ", 1<<15),
		strings.Repeat("hundred thousand ", 1<<15) + "years", strings.Repeat("كانون", 1<<16), strings.Repeat("كانون ", 1<<16), "\x00\x01\xff\xfe Monday\xf0\x28", strings.Repeat("a.m. ", 1<<16),
	} {
		check(t, text, published)
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"The buses left at 7 a.m. Tuesday, two days later than planned.", "In mid-November 2016, on 30 February, 5/6/2016 and 2016-12-13T10:00:00+03:00.", "مساء أمس 12 كانون الأول",
		"10^400 years ago", "the third quarter of 1990s", "nineteen ninety-six", "\xff\xfeMonday", "the week of March 6", "every other 2 1/2 days",
	} {
		f.Add(seed, "2016-12-13")
	}
	f.Add("yesterday", "")
	f.Add("the quarter", "0")
	f.Fuzz(func(t *testing.T, text, published string) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "\ufffd") // reports are valid UTF-8 by the time they are read
		}
		check(t, text, published)
	})
}
