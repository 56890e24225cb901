package when

import (
	"strings"
	"time"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
)

// glued reads the day and year behind the month m where token i runs them together, as pages do that set no blank or
// lost the comma: "Nov 02,2017", "Nov 022017".
func (f *finder) glued(i, m int) (date, bool) {
	if i >= len(f.words) || f.t.Tokens[i].Kind != segment.Number {
		return date{}, false
	}
	raw := f.Word(i)
	cut := len(raw) - len("2017")
	if cut < 1 {
		return date{}, false
	}
	y, e1 := digits(raw[cut:])
	d, e2 := digits(strings.TrimSuffix(raw[:cut], ","))
	if e1 != nil || e2 != nil || cut > len("02,") || y < 1900 || y > 2099 || !exists(y, m, d) {
		return date{}, false
	}
	return date{grain: day, year: y, n: m, d: d}, true
}

// numeric reads dates in digits: ISO 8601, day.month.year, and with slashes wherever only one order of day and month
// can be meant.
func (f *finder) numeric(i int) (d date, end int, ok bool) {
	if f.t.Tokens[i].Kind != segment.Number {
		return d, i, false
	}
	if strings.Count(f.Word(i), ".") == 2 {
		if d, ok = f.dotted(i); !ok {
			return d, i, false
		}
		return d, i + 1, true
	}
	sep := f.Word(i + 1)
	if i+4 >= len(f.words) || !cursor.OneOf(sep, "-", "/") || f.Word(i+3) != sep || !f.Touching(i, i+5) {
		return d, i, false
	}
	last, ok := f.beforeTime(i + 4)
	if !ok || f.words[i+2].class != cardinal {
		return d, i, false
	}
	d, ok = f.inOrder(i, last, sep)
	if !ok || !exists(d.year, d.n, d.d) {
		return date{}, i, false
	}
	return d, i + 5, true
}

// dotted reads a day, month and year with dots between them, which are one token: "13.12.2016".
func (f *finder) dotted(i int) (date, bool) {
	raw := f.Word(i)
	p := strings.Split(raw, ".")
	d, e1 := digits(p[0])
	m, e2 := digits(p[1])
	y, e3 := digits(p[2])
	switch {
	case len(raw) == len("07.05.24") && len(p[0]) == 2 && len(p[2]) == 2 && f.stamped(i):
		if y += 2000; y > f.latest() {
			y -= 100
		}
	case len(p[2]) != 4:
		return date{}, false
	}
	if e1 != nil || e2 != nil || e3 != nil || y < 1000 || y > 2100 || !exists(y, m, d) {
		return date{}, false
	}
	return date{grain: day, year: y, n: m, d: d}, true
}

// beforeTime is the number that token i is, or begins with where a time follows it without a blank: "13T10:00".
func (f *finder) beforeTime(i int) (int, bool) {
	raw := f.Word(i)
	if f.t.Tokens[i].Kind == segment.Word && len(raw) > 2 && (raw[2] == 'T' || raw[2] == 't') {
		n, err := digits(raw[:2])
		return n, err == nil
	}
	return int(f.words[i].n), f.t.Tokens[i].Kind == segment.Number
}

// inOrder is the day that the numbers at the tokens i and i+2 and a last number name, with sep between them. It need
// not exist.
func (f *finder) inOrder(i, c int, sep string) (date, bool) {
	a, b := int(f.words[i].n), int(f.words[i+2].n)
	dayFirst, monthFirst := date{grain: day, year: c, n: b, d: a}, date{grain: day, year: c, n: a, d: b}
	switch {
	case f.isYear(i):
		return date{grain: day, year: a, n: b, d: c}, true
	case !f.isYear(i + 4):
		return date{}, false
	case a > 12 || sep == "-":
		return dayFirst, true
	case b > 12 || a == b:
		return monthFirst, true
	}
	switch first, second := f.lately(dayFirst), f.lately(monthFirst); {
	case first && !second:
		return dayFirst, true
	case second && !first:
		return monthFirst, true
	}
	return date{}, false // 5/6/2016: nobody can tell
}

// lately reports whether a day lies in the weeks before publication: of two orders of day and month it is the likely
// one.
func (f *finder) lately(d date) bool {
	const weeks = 40 * 24 * time.Hour
	if !f.dated || !exists(d.year, d.n, d.d) {
		return false
	}
	from, _, ok := d.bounds()
	return ok && !from.After(f.now.Add(24*time.Hour)) && f.now.Sub(from) <= weeks
}

// latest is the last year that a year of two digits can be: that of publication, else one that lies before long.
func (f *finder) latest() int {
	if f.dated {
		return f.now.Year()
	}
	return 2050
}

// stamped reports whether token i begins the stamp of a message, in a bracket or at the beginning of its paragraph:
// "[07.05.24 06:02]", "07.05.24, 06:02 -".
func (f *finder) stamped(i int) bool {
	k := f.t.Tokens[i]
	if i > 0 && f.Word(i-1) == "[" {
		return true
	}
	s := f.t.Sentences[k.Sentence]
	if i != s.First || k.Sentence > 0 && f.t.Sentences[k.Sentence-1].Paragraph == s.Paragraph {
		return false
	}
	next := f.Word(i + 1)
	return next == "," || strings.Contains(next, ":") || i+1 < len(f.words) && f.t.Tokens[i+1].Kind == segment.Number
}
