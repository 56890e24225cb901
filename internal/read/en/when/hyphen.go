package when

import "strings"

// hyphened reads an expression that is one token: "two-year", "8-month-old", "mid-1996", "third-quarter",
// "year-earlier", "day-long".
func (f *finder) hyphened(i int) (match, bool) {
	s := f.t.Fold(i)
	head, rest, ok := strings.Cut(s, "-")
	if !ok || len(s) > 40 {
		return match{}, false
	}
	m := match{start: i, end: i + 1}
	switch head {
	case "mid", "early", "late", "pre", "post":
		d, ok := f.inWord(i, rest)
		m.date = d
		return m, ok
	}
	tail, _, _ := strings.Cut(rest, "-")
	if strings.HasSuffix(s, "-old") || tail == "quarters" { // ages are of people, "three-quarters" is a share
		return match{}, false
	}
	h := lexicon[head]
	if h.class == none && head[0] >= '0' && head[0] <= '9' {
		if n, err := digits(head); err == nil && n < 1e6 {
			if u := lexicon[tail]; u.class == unit {
				m.kind, m.value = Duration, length(units[u.n], quantity{n: n})
				return f.withPeriod(m), true
			}
		}
		return match{}, false
	}
	u := lexicon[tail]
	switch h.class {
	case cardinal, vague, article:
		if h.class == cardinal && u.class == cardinal { // "twenty-four-hour"
			next, _, _ := strings.Cut(rest[min(len(tail)+1, len(rest)):], "-")
			h.n += u.n
			u = lexicon[next]
		}
		if u.class != unit {
			return match{}, false
		}
		n := int(h.n)
		if h.class == vague {
			n = unknownCount
		}
		m.kind, m.value = Duration, length(units[u.n], quantity{n: n})
		return f.withPeriod(m), true
	case ordinal:
		if u.class == unit && u.n == quarterUnit && h.n <= 4 {
			return f.partOfYear(i, i+1, quarter, int(h.n)), true
		}
		if u.class == unit && u.n == centuryUnit && h.n >= 2 && h.n <= 22 {
			m.date = date{grain: century, year: (int(h.n) - 1) * 100}
			return m, true
		}
	case unit:
		return f.unitWord(i, h, tail)
	}
	return match{}, false
}

// withPeriod takes the noun into "a two-year period".
func (f *finder) withPeriod(m match) match {
	if f.Is(m.end, "period") {
		m.end++
	}
	return m
}

// inWord reads the second half of "mid-November", "mid-1996", "late-1990s".
func (f *finder) inWord(i int, s string) (date, bool) {
	if n, err := digits(s); err == nil {
		return date{grain: year, year: n}, len(s) == 4 && n >= 1000 && n <= 2100
	}
	w := lexicon[s]
	if w.class == none && s != "" && s[0] >= '0' && s[0] <= '9' {
		w = digitWord(s)
	}
	switch w.class {
	case monthName:
		return date{grain: month, year: f.yearOf(i, int(w.n), 0), n: int(w.n)}, !w.short
	case weekName:
		return f.resolveWeekday(int(w.n), f.tense(i) == future), !w.short && !w.plural
	case seasonal:
		return f.shiftSeason(int(w.n), 0), !w.short
	case decadeName:
		return date{grain: decade, year: int(w.n)}, !w.short
	}
	return date{}, false
}

// unitWord reads a word that begins with a unit: "year-earlier", "year-end", "decades-long".
func (f *finder) unitWord(i int, u word, tail string) (match, bool) {
	m := match{start: i, end: i + 1}
	switch tail {
	case "ago", "earlier":
		q := quantity{n: 1}
		f.ago(&m, units[u.n], q, -1, false)
		if f.Is(i+1, "quarter", "period") {
			m.end++
		}
		return m, m.value != ""
	case "end":
		if u.n != yearUnit {
			return match{}, false
		}
		m.date = date{grain: year, year: unknown}
		if f.dated {
			m.date.year = f.now.Year()
		}
		return m, true
	case "long":
		m.kind = Duration
		m.value = length(units[u.n], quantity{n: 1})
		if u.plural {
			m.value = "P" + units[u.n].loose
		}
		return m, true
	}
	return match{}, false
}
