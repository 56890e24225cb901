package when

import "firsthand/internal/read/core/segment"

// bareDay reads a day that is named by its number alone, and the month where the words name it by "this" or "last": "on
// the 12th", "the 13th and 14th", "the 13th of this month". It is the last such day up to publication, or the next one
// where the words look ahead.
func (f *finder) bareDay(i int) (match, bool) {
	w := f.words[i]
	if !f.dated || w.n < 1 || w.n > 31 || f.Word(i)[0] < '0' || f.Word(i)[0] > '9' {
		return match{}, false
	}
	named := f.Is(i+1, "of") && f.Is(i+2, "this", "the", "last") && f.Is(i+3, "month")
	second := f.Is(i-1, "and", "to", "-", "–", "&") && f.last == i-1 && len(f.out) > 0 && f.out[len(f.out)-1].Type == Date
	if !second && !named && !(f.Is(i-1, "the") && f.Is(i-2, "on", "of", "since", "until", "till", "by", "from", "before", "after", "to", "and", "between", "into", "dated", "for")) {
		return match{}, false
	}
	m := match{start: i, end: i + 1}
	months := 0
	switch {
	case f.Is(i+1, "instant", "inst"):
		m.end++
	case named:
		m.end += 3
		if f.Is(i+2, "last") {
			months = -1
		}
	case !f.closes(i + 1):
		return match{}, false
	}
	d := date{grain: day, year: f.now.Year(), n: int(f.now.Month()), d: int(w.n)}
	ahead := f.Is(i-2, "until", "till", "by") || f.tense(i) == future
	switch {
	case named:
	case !ahead && d.d > f.now.Day()+1:
		months = -1
	case ahead && d.d < f.now.Day():
		months = 1
	}
	month := monthOf(f.now).add(months)
	d.year, d.n = month.year, month.n
	if !exists(d.year, d.n, d.d) {
		return match{}, false
	}
	m.date = d
	m.clock, m.end = f.hourAfter(m.end)
	return m, true
}

// closes reports whether nothing that an ordinal would count begins at token i: "the 6th floor", "the 19th century".
func (f *finder) closes(i int) bool {
	if i >= len(f.words) || !f.SameSentence(i, i-1) || f.t.Tokens[i].Kind != segment.Word {
		return !f.Is(i, "-", "–") || f.word(i+1).class == ordinal
	}
	return f.Is(i, "and", "at", "in", "by", "with", "when", "after", "before", "to", "as", "was", "were", "but", "while", "for", "from", "until", "near", "about", "around", "because", "that", "where", "who",
		"had", "has", "is", "are", "according")
}

// dayAfter reads "a day after" and "two days before" where a day was spoken of just before and what follows is no day:
// the words tell of something that lies so far from it ("said on Monday, a day after it tore across the coast").
func (f *finder) dayAfter(i, end int, k unitKind, q quantity) (match, bool) {
	sign := 0
	switch {
	case f.Is(end, "after"):
		sign = -1
	case f.Is(end, "before"):
		sign = 1
	}
	if sign == 0 || q.n == unknownCount || q.half || k.days == 0 || q.n*k.days > 60 || f.ref.grain != day || !f.ref.known() || f.refAt != f.t.Tokens[i].Sentence || !f.SameSentence(end+1, i) {
		return match{}, false
	}
	for j := end + 1; j < end+4; j++ {
		if _, _, ok := f.dayBeside(j); ok {
			return match{}, false
		}
	}
	return match{start: i, end: end + 1, kind: Date, date: f.ref.add(sign * q.n * k.days), aside: true}, true
}
