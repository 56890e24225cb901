package when

import (
	"strings"
	"time"

	"firsthand/internal/read/core/segment"
)

// glued reads the day and year behind the month m where token i runs them together, as pages do that set no blank or lost the comma: "Nov 02,2017", "Nov 022017".
func (f *finder) glued(i, m int) (date, bool) {
	if i >= len(f.words) || f.t.Tokens[i].Kind != segment.Number {
		return date{}, false
	}
	raw := f.raw(i)
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

// numeric reads dates in digits: ISO 8601, day.month.year, and with slashes wherever only one order of day and month can be meant.
func (f *finder) numeric(i int) (d date, end int, ok bool) {
	k := f.t.Tokens[i]
	if k.Kind != segment.Number {
		return d, i, false
	}
	raw := f.raw(i)
	if strings.Count(raw, ".") == 2 {
		p := strings.Split(raw, ".")
		dd, e1 := digits(p[0])
		m, e2 := digits(p[1])
		y, e3 := digits(p[2])
		if len(raw) == len("07.05.24") && len(p[0]) == 2 && len(p[2]) == 2 && f.stamped(i) {
			if y += 2000; y > f.latest() {
				y -= 100
			}
		} else if len(p[2]) != 4 {
			return d, i, false
		}
		if e1 != nil || e2 != nil || e3 != nil || y < 1000 || y > 2100 || !exists(y, m, dd) {
			return d, i, false
		}
		return date{grain: day, year: y, n: m, d: dd}, i + 1, true
	}
	sep := f.raw(i + 1)
	if i+4 >= len(f.words) || sep != "-" && sep != "/" || f.raw(i+3) != sep || !f.touching(i, i+5) {
		return d, i, false
	}
	a, b, c := int(f.words[i].n), int(f.words[i+2].n), int(f.words[i+4].n)
	tail := f.raw(i + 4)
	if f.t.Tokens[i+4].Kind == segment.Word && len(tail) > 2 && (tail[2] == 'T' || tail[2] == 't') { // 2016-12-13T10:00
		n, err := digits(tail[:2])
		if err != nil {
			return d, i, false
		}
		c = n
	} else if f.t.Tokens[i+4].Kind != segment.Number {
		return d, i, false
	}
	y, m, dd := 0, 0, 0
	switch {
	case f.isYear(i):
		y, m, dd = a, b, c
	case !f.isYear(i + 4):
		return d, i, false
	case a > 12 || sep == "-":
		y, m, dd = c, b, a
	case b > 12 || a == b:
		y, m, dd = c, a, b
	case f.lately(date{grain: day, year: c, n: b, d: a}) && !f.lately(date{grain: day, year: c, n: a, d: b}):
		y, m, dd = c, b, a
	case f.lately(date{grain: day, year: c, n: a, d: b}) && !f.lately(date{grain: day, year: c, n: b, d: a}):
		y, m, dd = c, a, b
	default:
		return d, i, false // 5/6/2016: nobody can tell
	}
	if f.words[i+2].class != cardinal || !exists(y, m, dd) {
		return d, i, false
	}
	return date{grain: day, year: y, n: m, d: dd}, i + 5, true
}

// touching tells whether no white space stands between the tokens [i, j).
func (f *finder) touching(i, j int) bool {
	for ; i+1 < j; i++ {
		if i+1 >= len(f.words) || f.t.Tokens[i].End != f.t.Tokens[i+1].Start {
			return false
		}
	}
	return true
}

// lately reports whether a day lies in the weeks before publication: of two orders of day and month it is the likely one.
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

// stamped reports whether token i begins the stamp of a message, in a bracket or at the beginning of its paragraph: "[07.05.24 06:02]", "07.05.24, 06:02 -".
func (f *finder) stamped(i int) bool {
	k := f.t.Tokens[i]
	if i > 0 && f.raw(i-1) == "[" {
		return true
	}
	s := f.t.Sentences[k.Sentence]
	if i != s.First || k.Sentence > 0 && f.t.Sentences[k.Sentence-1].Paragraph == s.Paragraph {
		return false
	}
	next := f.raw(i + 1)
	return next == "," || strings.Contains(next, ":") || i+1 < len(f.words) && f.t.Tokens[i+1].Kind == segment.Number
}
