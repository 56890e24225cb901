package when

import (
	"strconv"
	"time"

	"firsthand/internal/read/core/segment"
)

// quantity is a number of units as the words give it.
type quantity struct {
	n     int  // −1: unknown ("several")
	half  bool // and a half
	end   int
	digit bool // written in digits
}

const unknownCount = -1

// quantity reads a number at token i: "four", "15", "2 1/2", "two hundred", "a couple of", "several", "12 to 18".
func (f *finder) quantity(i int) (quantity, bool) {
	w := f.words[i]
	switch w.class {
	case vague:
		return quantity{n: unknownCount, end: i + 1}, true
	case article:
		return f.oneOf(i)
	case cardinal:
		return f.numbered(i)
	}
	return quantity{n: int(w.n), end: i + 1}, false
}

// oneOf reads a number that begins with an article: "a", "a couple of", "a further".
func (f *finder) oneOf(i int) (quantity, bool) {
	if f.Is(i, "the") {
		return quantity{n: int(f.words[i].n), end: i + 1}, false
	}
	q := quantity{n: 1, end: i + 1}
	switch {
	case f.Is(i+1, "couple"):
		q.n, q.end = 2, i+2
		if f.Is(q.end, "of") {
			q.end++
		}
	case f.Is(i+1, "few"):
		q.n, q.end = unknownCount, i+2
	case f.Is(i+1, "hundred"):
		q.n, q.end = 100, i+2
	case f.Is(i+1, "further", "additional", "full", "whole", "single"):
		q.end++
	}
	return q, true
}

// numbered reads a number in digits or words.
func (f *finder) numbered(i int) (quantity, bool) {
	w := f.words[i]
	q := quantity{n: int(w.n), end: i + 1, digit: f.t.Tokens[i].Kind == segment.Number}
	if q.digit && w.n < 0 {
		n, ok := wholeNumber(f.Word(i))
		if !ok {
			return quantity{n: q.n, end: q.end}, false
		}
		q.n = n
	}
	if u := f.word(q.end); q.n >= 20 && q.n <= 90 && q.n%10 == 0 && !q.digit && u.class == cardinal && u.n >= 1 && u.n <= 9 && f.t.Tokens[q.end].Kind == segment.Word {
		q.n, q.end = q.n+int(u.n), q.end+1 // "twenty four"
	}
	for range 3 { // two hundred and ten thousand
		s := f.word(q.end)
		if s.class != scale || q.n > 1e6 {
			break
		}
		q.n *= int(s.n)
		q.end++
	}
	if f.Is(q.end, "1") && f.Is(q.end+1, "/") && f.Is(q.end+2, "2") || f.Is(q.end, "and") && f.Is(q.end+1, "a") && f.Is(q.end+2, "half") {
		q.half, q.end = true, q.end+3
	}
	// "12 to 18 months", "three or four days": the first number counts
	if f.Is(q.end, "to", "or", "-", "–") && f.word(q.end+1).class == cardinal && f.word(q.end+2).class == unit {
		q.end += 2
	}
	return q, true
}

// wholeNumber reads digits with commas, up to nine of them.
func wholeNumber(s string) (int, bool) {
	n := 0
	count := 0
	for _, r := range s {
		if r == ',' || r == '٬' {
			continue
		}
		d, ok := digitOf(r)
		if count++; !ok || count > 9 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

// counted reads an expression that begins with a number: a date, a clock time, a duration, "two days ago", a quarter, a
// century, a year.
func (f *finder) counted(i int) (match, bool) {
	w := f.words[i]
	if w.class == cardinal || w.class == ordinal {
		if m, ok := f.whole(i); ok {
			return m, true
		}
	}
	if w.class == ordinal {
		if m, ok := f.bareDay(i); ok {
			return m, true
		}
		return f.nth(i)
	}
	if w.class == cardinal {
		if m, ok := f.clocked(i); ok {
			return m, true
		}
		if m, ok := f.spokenYear(i); ok {
			return m, true
		}
	}
	if m, ok := f.span(i); ok {
		return m, true
	}
	if w.class == cardinal && f.yearAlone(i) {
		return f.yearly(i), true
	}
	return match{}, false
}

// whole reads a date that begins with its day or year, and the first half of "3-5 April", "between 3 and 5 April".
func (f *finder) whole(i int) (match, bool) {
	d, end, ok := f.dayFirst(i)
	if ok {
		m := match{start: i, end: end, date: d}
		if raw := f.Word(end - 1); end-i == 5 && len(raw) > 2 && (raw[2] == 'T' || raw[2] == 't') { // 2016-12-13T10:00
			if f.Is(end, ":") && f.Touching(end-1, end+2) { // the minutes and seconds are the next token
				m.end = end + 2
			}
			from := f.t.Tokens[end-1].Start + 2
			m.clock = isoClock(f.t.Raw[from:f.t.Tokens[m.end-1].End])
			if f.Is(m.end, "+") && f.Touching(m.end-1, m.end+2) { // and the offset from UTC one more
				m.end += 2
			}
			f.zone = isoZone(f.t.Raw[from:f.t.Tokens[m.end-1].End])
			return m, true
		}
		m.clock, m.end = f.hourAfter(end)
		return m, true
	}
	w := f.words[i]
	if w.class == cardinal && w.n >= 1 && w.n <= 31 && f.Is(i+1, "-", "–", "and", "to") && f.word(i+2).class == cardinal && f.words[i+2].n > w.n {
		if to, _, ok := f.dayFirst(i + 2); ok && to.grain == day && f.word(i+3).class == monthName {
			if from := (date{grain: day, year: to.year, n: to.n, d: int(w.n)}); exists(from.year, from.n, from.d) {
				return match{start: i, end: i + 1, date: from}, true
			}
		}
	}
	return match{}, false
}

// isoClock keeps hours and minutes of "T10:00:00Z"; what is no clock time is left out.
func isoClock(s string) string {
	if len(s) < 3 {
		return ""
	}
	s = "T" + s[1:min(len(s), 9)]
	h, err := digits(s[1:3])
	if err != nil || h > 24 {
		return ""
	}
	if len(s) >= 6 && s[3] == ':' {
		if m, err := digits(s[4:6]); err == nil && m < 60 {
			return s[:6]
		}
	}
	return s[:3]
}

// span reads a duration and what makes a date of it: "four years", "two days ago", "a week later".
func (f *finder) span(i int) (match, bool) {
	q, ok := f.quantity(i)
	if !ok {
		return match{}, false
	}
	j := q.end
	if f.Is(j, "more", "full", "whole", "consecutive", "straight", "additional", "long", "trading", "working", "business", "successive", "further", "calendar") {
		j++
	}
	u := f.word(j)
	if f.Is(j, "second") { // "a second" is an ordinal unless a number counts it
		return match{}, false
	}
	if u.class != unit || !f.SameSentence(j, i) {
		return match{}, false
	}
	k := units[u.n]
	end := j + 1
	if f.Is(end, "and") && f.Is(end+1, "a") && f.Is(end+2, "half") {
		q.half, end = true, end+3
	}
	m := match{start: i, end: end, kind: Duration, value: length(k, q)}
	if f.words[i].class == vague && f.Is(i, "recent", "coming") {
		m.kind, m.value = Date, "PAST_REF"
		if f.Is(i, "coming") {
			m.value = "FUTURE_REF"
		}
		return m, true
	}
	if f.Is(end, "or") && f.Is(end+1, "so", "two", "more") {
		end += 2
	}
	if m, ok := f.dayAfter(i, end, k, q); ok {
		return m, true
	}
	switch {
	case f.Is(end, "ago"):
		m.end = end + 1
		f.ago(&m, k, q, -1, true)
	case f.Is(end, "earlier", "before") && (f.Is(end, "earlier") || f.sentenceEnds(end) || f.t.Tokens[end+1].Kind == segment.Punct):
		m.end = end + 1
		f.ago(&m, k, q, -1, false)
	case f.Is(end, "later", "afterward", "afterwards"):
		m.end = end + 1
		f.ago(&m, k, q, 1, false)
	case f.Is(end, "from") && f.Is(end+1, "now", "today"):
		m.end = end + 2
		f.ago(&m, k, q, 1, true)
	case f.Is(end, "old", "of") && (f.Is(end, "old") || f.Is(end+1, "age")), f.words[i].class == article && !f.lasts(i, j):
		return match{}, false
	}
	return m, true
}

// lasts tells whether "a year" at token i is a length of time: not a rate ("two flights a week"), nor a share ("a
// quarter"), nor a day like others ("a day off").
func (f *finder) lasts(i, j int) bool {
	if f.words[j].n == quarterUnit || f.Is(j+1, "off", "of", "'s", "’s", "when", "that") {
		return false
	}
	return f.word(i-1).class == approx || f.words[j].plural || f.Is(i-1, "for", "in", "within", "over", "after", "than", "least", "most", "lasted", "last", "take", "takes", "took", "spent", "only", "barely", "just", "half", "nearly", "to", "of", "within", "every", "is", "was", "lasting")
}

// length is the TIMEX3 value of a duration.
func length(k unitKind, q quantity) string {
	t := ""
	if k.clock {
		t = "T"
	}
	if q.n == unknownCount {
		return "P" + k.loose
	}
	v := "P" + t + strconv.Itoa(q.n*k.times) + k.code
	if !q.half {
		return v
	}
	switch k.code { // a half in the next smaller unit
	case "Y":
		if k.times == 1 {
			return v + "6M"
		}
		return "P" + strconv.Itoa(q.n*k.times+k.times/2) + "Y"
	case "H":
		return v + "30M"
	case "M":
		if k.clock {
			return v + "30S"
		}
		return v + "15D"
	case "D":
		return v + "T12H"
	}
	return v
}

// ago turns a duration into the date that lies so far before or after the day of publication, or after the date spoken
// of last. A date is as fine as the unit that counts.
func (f *finder) ago(m *match, k unitKind, q quantity, sign int, fromNow bool) {
	open := "PAST_REF"
	if sign > 0 {
		open = "FUTURE_REF"
	}
	m.kind = Date
	if q.n == unknownCount || q.n*max(k.months, k.days, 1) > 12*3000 {
		m.value = open
		return
	}
	from, known := f.now, f.dated
	m.aside = true
	if !fromNow || k.grain == year && f.ref.grain == quarter {
		// "a year earlier", and "a year ago" beside a quarter: the same interval of another year
		if f.ref.known() && (k.grain == year || f.ref.grain >= k.grain) {
			if k.grain == year && f.ref.grain != day {
				d := f.ref
				d.year += sign * q.n * k.times
				if d.year > 0 && d.year < 9999 {
					m.value, m.date = d.String(), d
					return
				}
			}
			from, _, known = f.ref.bounds()
		}
	}
	if !known || k.clock && k.code != units[nightUnit].code {
		m.value = open
		if k.clock && known {
			m.value = length(k, q)
			m.kind = Duration
		}
		return
	}
	n := sign * q.n
	var d date
	switch k.grain {
	case day:
		d = dayOf(from.AddDate(0, 0, n))
	case week, weekend:
		d = weekOf(from.AddDate(0, 0, n*k.days), week)
	case month:
		d = monthOf(civil(from.Year(), from.Month()+time.Month(n), 1))
		d.grain = month
	case quarter:
		d = quarterOf(civil(from.Year(), from.Month()+time.Month(3*n), 1))
	default:
		d = date{grain: year, year: from.Year() + n*k.times}
		if k.grain == century {
			d = date{grain: century, year: (from.Year() + n*100) / 100 * 100}
		}
	}
	if d.year < 1 || d.year > 9999 {
		m.value = open
		return
	}
	m.value, m.date = d.String(), d
}

// yearAlone tells whether the four digits at token i are a year by themselves.
func (f *finder) yearAlone(i int) bool {
	if !f.isYear(i) || f.Is(i-1, "$", "€", "£", "#", "no", "number", "/", "+", "×") || f.Is(i+1, "%", "percent", "°", "/", "+") {
		return false
	}
	if f.Is(i-1, "-", "–") && f.Touching(i-1, i+1) && !f.isYear(i-2) || f.Is(i+1, "-") && f.Touching(i, i+2) && !f.isYear(i+2) && f.word(i+2).class == cardinal && len(f.Word(i+2)) != 2 {
		return false
	}
	n := f.words[i].n
	led := f.SameSentence(i-1, i) && f.Is(i-1, "in", "since", "of", "by", "until", "from", "to", "during", "before", "after", "between", "and", "year", "early", "late", "mid", "through", "the", "till", "around", "fiscal", "circa", "(")
	if n < 1900 || n >= 2100 {
		return led && f.Is(i-1, "in", "since", "year", "circa") && !f.counts(i) && !(f.Small(i+1) && f.words[i+1].class == none && !f.Is(i+1, "and", "to", "when", "as", "after", "by", "the", "but", "he", "she", "it", "they", "with", "for", "at", "on", "in"))
	}
	if f.counts(i) && !led || f.Is(i+1, "people", "men", "women", "children", "troops", "civilians", "fighters") {
		return false
	}
	return f.word(i+1).class != unit || f.Is(i+1, "quarter")
}

// yearly reads a year and the quarter or period of it that follows: "the 1988 third quarter".
func (f *finder) yearly(i int) match {
	m := match{start: i, end: i + 1, date: date{grain: year, year: int(f.words[i].n)}}
	switch n := f.word(i + 1); {
	case n.class == ordinal && n.n <= 4 && f.Is(i+2, "quarter"):
		m.date.grain, m.date.n, m.end = quarter, int(n.n), i+3
	case f.Is(i+1, "period", "quarter") && f.ref.grain == quarter:
		m.date.grain, m.date.n, m.end = quarter, f.ref.n, i+2
		m.aside = true
	}
	return m
}

// spokenYear reads years as they are spoken: "nineteen ninety-six", "the year two thousand".
func (f *finder) spokenYear(i int) (match, bool) {
	w, next := f.words[i], f.word(i+1)
	if f.t.Tokens[i].Kind == segment.Number {
		return match{}, false
	}
	if (w.n == 18 || w.n == 19 || w.n == 20) && next.class == cardinal && next.n >= 10 && next.n <= 99 && f.t.Tokens[i+1].Kind == segment.Word && f.word(i+2).class != unit {
		return match{start: i, end: i + 2, date: date{grain: year, year: int(w.n)*100 + int(next.n)}}, true
	}
	if w.n == 2 && f.Is(i+1, "thousand") && f.Is(i-1, "year", "in") && f.word(i+2).class != unit && (f.Is(i-1, "year") || !f.Small(i+2)) {
		return match{start: i, end: i + 2, date: date{grain: year, year: 2000}}, true
	}
	return match{}, false
}

// decade reads "1990s", "the '90s", "the nineties".
func (f *finder) decade(i int) (match, bool) {
	w := f.words[i]
	y := int(w.n)
	if w.short {
		apostrophe := f.Is(i-1, "'", "’", "‘")
		if !apostrophe && !f.Is(i-1, "the", "early", "late", "mid") {
			return match{}, false
		}
		y += 1900
		if y < 1930 {
			y += 100
		}
		if apostrophe && f.last < i {
			return match{start: i - 1, end: i + 1, date: date{grain: decade, year: y}}, true
		}
	}
	return match{start: i, end: i + 1, date: date{grain: decade, year: y}}, true
}
