package when

import "firsthand/internal/read/core/segment"

// articled reads what "the" and "a" begin: "a year ago", "the week", "the day after tomorrow", "the future".
func (f *finder) articled(i int) (match, bool) {
	if !f.Is(i, "the") {
		return f.span(i)
	}
	j := i + 1
	if !f.SameSentence(j, i) {
		return match{}, false
	}
	if f.Is(j, "future") && !f.Is(j+1, "of") {
		return match{start: i, end: j + 1, kind: Date, value: "FUTURE_REF"}, true
	}
	if f.Is(j, "fiscal", "full", "calendar") && f.Is(j+1, "year") {
		j++
	}
	w := f.words[j]
	if w.class != unit || w.plural {
		return match{}, false
	}
	m := match{start: i, end: j + 1}
	switch w.n {
	case dayUnit:
		return f.theDay(i, j)
	case weekUnit:
		return f.theWeek(i, j)
	case weekendUnit:
		m.date = f.weekendNow(i)
	case monthUnit:
		m.date = date{grain: month, year: unknown}
		if f.dated {
			m.date = monthOf(f.now)
		}
	case quarterUnit:
		m.date = f.quarterNow()
	case yearUnit:
		if y, after, ok := f.yearAfter(j + 1); ok {
			return match{start: i, end: after, date: date{grain: year, year: y}}, true
		}
		if f.Is(i-1, "of", "in", "during", "end", "throughout") && f.dated {
			m.date = date{grain: year, year: f.now.Year()}
			break
		}
		m.kind, m.value = Duration, "P1Y"
	default:
		return match{}, false
	}
	return m, true
}

// theDay reads "earlier in the day" and "the day before Friday": token j is "day".
func (f *finder) theDay(i, j int) (match, bool) {
	if f.Is(i-1, "in") && f.Is(i-2, "earlier", "later", "late", "early") {
		return match{start: i, end: j + 1, date: f.today()}, true
	}
	sign := 0
	if f.Is(j+1, "before") {
		sign = -1
	} else if f.Is(j+1, "after") {
		sign = 1
	}
	if sign == 0 {
		return match{}, false
	}
	if d, after, ok := f.dayBeside(j + 2); ok && d.known() {
		return match{start: i, end: after, date: d.add(sign)}, true
	}
	if f.SameSentence(j+2, i) && f.t.Tokens[j+2].Kind != segment.Punct || f.ref.grain != day || !f.ref.known() {
		return match{}, false
	}
	return match{start: i, end: j + 2, date: f.ref.add(sign)}, true
}

// theWeek reads "the week of 12 December" and "the week": token j is "week".
func (f *finder) theWeek(i, j int) (match, bool) {
	if f.Is(j+1, "of") {
		if d, after, ok := f.dayBeside(j + 2); ok && d.known() {
			from, _, _ := d.bounds()
			return match{start: i, end: after, date: weekOf(from, week)}, true
		}
		return match{}, false
	}
	m := match{start: i, end: j + 1, date: date{grain: week, year: unknown}}
	if f.dated {
		m.date = weekOf(f.now, week)
	}
	return m, true
}

// weekendNow is the weekend of publication, the last one on a weekday, the coming one where the words look ahead.
func (f *finder) weekendNow(i int) date {
	if !f.dated {
		return date{grain: weekend, year: unknown}
	}
	if isoWeekday(f.now) >= 6 || f.tense(i) == future {
		return weekOf(f.now, weekend)
	}
	return weekOf(f.now.AddDate(0, 0, -7), weekend)
}
