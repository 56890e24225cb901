package when

import (
	"strings"
	"time"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
)

// dayed reads an expression that begins with a month, a weekday or a word such as "yesterday", and the clock time or
// part of the day after it.
func (f *finder) dayed(i int) (match, bool) {
	d, clock, end, ok := f.day(i)
	if !ok {
		return match{}, false
	}
	m := match{start: i, end: end, date: d, clock: clock}
	if clock == "" && d.grain == day {
		m.clock, m.end = f.hourAfter(end)
	}
	if d.grain == day && f.words[i].class == weekName && f.words[i].plural {
		return match{start: i, end: end, kind: Set, value: "XXXX-WXX-" + string(rune('0'+f.words[i].n))}, true
	}
	return m, true
}

// day reads a date that begins at token i; clock is a part of the day that belongs to the word itself ("tonight").
func (f *finder) day(i int) (d date, clock string, end int, ok bool) {
	switch w := f.word(i); w.class {
	case deictic:
		return f.fromNow(int(w.n)), "", i + 1, true
	case tonight:
		return f.fromNow(0), dayParts[night], i + 1, true
	case weekName:
		d, end, ok = f.weekday(i)
		return d, "", end, ok
	case monthName:
		d, end, ok = f.month(i)
		return d, "", end, ok
	case cardinal, ordinal:
		d, end, ok = f.dayFirst(i)
		if !ok && w.class == ordinal {
			if m, ok := f.bareDay(i); ok {
				return m.date, m.clock, m.end, true
			}
		}
		return d, "", end, ok
	}
	return d, "", i, false
}

// fromNow is the day n days after publication.
func (f *finder) fromNow(n int) date {
	if !f.dated {
		return date{grain: day, year: unknown}
	}
	return dayOf(f.now.AddDate(0, 0, n))
}

// weekday reads "Friday", "Friday, Oct. 13" and "Wed 05 Apr 2017". A weekday alone is the last one up to the day of
// publication, or the next one where the words around it speak of the future.
func (f *finder) weekday(i int) (date, int, bool) {
	w := f.words[i]
	next := i + 1
	if f.Is(next, ".") && w.short {
		next++
	}
	if f.Is(next, ",", "،", "(") && !f.sentenceEnds(next) {
		next++
	}
	if f.SameSentence(next, i) {
		switch f.words[next].class {
		case monthName:
			if d, end, ok := f.month(next); ok && d.grain == day {
				return d, end, true
			}
		case cardinal, ordinal:
			if d, end, ok := f.dayFirst(next); ok {
				return d, end, true
			}
		}
	}
	if w.short {
		return date{}, i, false
	}
	if w.plural {
		return date{grain: day, year: unknown, weekday: int(w.n)}, i + 1, true
	}
	return f.resolveWeekday(int(w.n), f.ahead(i)), i + 1, true
}

// ahead tells whether the weekday at token i is one to come: after "until" and "by", before a deadline, where the tense
// of the clause looks ahead, and, since nobody calls the day six days ago by its name alone, wherever it is the day
// after publication.
func (f *finder) ahead(i int) bool {
	j := i - 1
	for range 6 { // "until 9 a.m. EST Tuesday"
		if c := f.word(j).class; c != cardinal && c != clockWord && c != clockText && c != article && !f.zoned(j) && !f.Is(j, "a.m.", "p.m.", "late", "early") {
			break
		}
		j--
	}
	if f.Is(j, "until", "till") || f.Is(i+1, "deadline") {
		return true
	}
	if f.tomorrow(int(f.words[i].n)) {
		said := i - 1
		if f.Is(said, "on") {
			said--
		}
		return !f.Is(said, "said", "told", "announced", "reported", "added", "wrote")
	}
	if f.Is(i+1, "'s", "’s") { // "Wednesday's ruling" has been, whatever will be done about it
		return false
	}
	return f.tense(i) == future
}

// tomorrow tells whether the day after publication is the weekday n.
func (f *finder) tomorrow(n int) bool { return f.dated && isoWeekday(f.now)%7+1 == n }

// resolveWeekday is the last such weekday up to the day of publication, or the first one from it on.
func (f *finder) resolveWeekday(n int, ahead bool) date {
	if !f.dated {
		return date{grain: day, year: unknown, weekday: n}
	}
	back := (isoWeekday(f.now) - n + 7) % 7
	if ahead {
		return dayOf(f.now.AddDate(0, 0, (7-back)%7))
	}
	return dayOf(f.now.AddDate(0, 0, -back))
}

// sentenceEnds tells whether token i is the last of its sentence.
func (f *finder) sentenceEnds(i int) bool {
	return i+1 >= len(f.words) || f.t.Tokens[i].Sentence != f.t.Tokens[i+1].Sentence
}

// month reads "November", "Nov. 27", "November 27, 2016", "November 2016" and "November last year".
func (f *finder) month(i int) (d date, end int, ok bool) {
	m := int(f.words[i].n)
	next, dotted := f.afterMonth(i)
	if d, ok := f.glued(next, m); ok && next < len(f.words) {
		return d, next + 1, true
	}
	if n := f.word(next); f.dayOfMonth(next) && !(n.class == cardinal && f.counts(next) && f.Is(i-1, "in", "since")) {
		return f.dayIn(i, next)
	}
	if y, after, named := f.monthsYear(next); named {
		return date{grain: month, year: y, n: m}, after, true
	}
	if f.Is(next, "of") {
		next = i + 1
	}
	if f.words[i].short && !dotted || !f.monthAlone(i) {
		return d, i, false
	}
	end = i + 1
	if next < len(f.words) && (dotted || next > end) {
		end = next
	}
	return date{grain: month, year: f.yearOf(i, m, 0), n: m}, end, true
}

// afterMonth is the token after the name of a month at token i, its full stop and an article; past all tokens where the
// sentence ends there. dotted tells whether a stop stands right behind the name.
func (f *finder) afterMonth(i int) (next int, dotted bool) {
	next = i + 1
	if raw := f.Word(i); cursor.OneOf(raw, "كانون", "تشرين") { // of two words
		next++
	}
	dotted = f.Is(next, ".") && f.t.Tokens[next].Start == f.t.Tokens[next-1].End
	if dotted && f.SameSentence(next+1, i) {
		next++
	}
	if !f.SameSentence(next, i) {
		next = len(f.words)
	}
	if f.Is(next, "the") && f.word(next+1).class == ordinal {
		next++
	}
	return next, dotted
}

// dayIn reads the day at token next of the month at token i, with its year.
func (f *finder) dayIn(i, next int) (d date, end int, ok bool) {
	m, n := int(f.words[i].n), int(f.words[next].n)
	y, after, named := f.yearAfter(next + 1)
	if !named {
		y = f.yearOf(i, m, n)
	}
	if !exists(y, m, n) {
		f.void = after
		return d, i, false
	}
	return date{grain: day, year: y, n: m, d: n}, after, true
}

// monthsYear reads the year behind the name of a month: "2016", "of 2016", "last year".
func (f *finder) monthsYear(next int) (y, end int, ok bool) {
	if y, after, named := f.yearAfter(next); named {
		return y, after, true
	}
	if f.Is(next, "of") {
		return f.yearAfter(next + 1)
	}
	if f.dated && f.Is(next, "last", "this", "next") && f.Is(next+1, "year") {
		return f.now.Year() + int(f.words[next].n), next + 2, true
	}
	return 0, next, false
}

// dayOfMonth tells whether token i can be the day of a month: "27", "27th".
func (f *finder) dayOfMonth(i int) bool {
	n := f.word(i)
	return (n.class == cardinal && f.t.Tokens[i].Kind == segment.Number || n.class == ordinal) && n.n >= 1 && n.n <= 31
}

// monthAlone tells whether a month's name without a number is a month: "May" and "March" only after a word that leads
// to a date, any other not inside a name ("June Carter").
func (f *finder) monthAlone(i int) bool {
	led := f.Is(i-1, "in", "since", "until", "by", "of", "from", "during", "through", "before", "after", "last", "next", "this", "early", "late", "mid", "every", "each", "and", "to", "for", "between", "throughout", "till") && f.SameSentence(i-1, i)
	switch f.t.Fold(i) {
	case "may", "march", "mar", "jan", "dec":
		if f.Is(i-1, "the") && f.Small(i+1) && !f.Is(i+1, "on", "of", "to", "in", "for", "and", "was", "from") {
			return true
		}
		return led && !(f.Is(i-1, "and", "to", "of", "for", "this", "after", "by") && f.Small(i+1))
	case "june", "april", "august", "آب":
		if led {
			return true
		}
	}
	if f.t.Tokens[i].Kind == segment.Word && f.Word(i)[0] >= 0x80 {
		return true
	}
	if f.SameSentence(i+1, i) && f.t.Tokens[i+1].Kind == segment.Word && f.t.Capital(i+1) && f.words[i+1].class == none && !led {
		return false
	}
	return true
}

// yearAfter reads ", 2016" or "2016" at token i.
func (f *finder) yearAfter(i int) (y, end int, ok bool) {
	j := i
	if f.Is(j, ",", "،") {
		j++
	}
	if i > 0 && f.SameSentence(j, i-1) && f.isYear(j) {
		return int(f.words[j].n), j + 1, true
	}
	if i > 0 && f.SameSentence(i, i-1) && f.words[i].class == cardinal {
		if m, ok := f.spokenYear(i); ok {
			return m.date.year, m.end, true
		}
	}
	return 0, i, false
}

// isYear tells whether token i is four digits that can be a year.
func (f *finder) isYear(i int) bool {
	w := f.word(i)
	return w.class == cardinal && w.short && w.n >= 1000 && w.n <= 2100
}

// counts tells whether the number at token i counts something: "March 20 protesters".
func (f *finder) counts(i int) bool {
	return f.SameSentence(i+1, i) && strings.HasSuffix(f.Word(i+1), "s") && f.Small(i+1) && f.words[i+1].class == none && len(f.Word(i+1)) > 3 && !f.Is(i+1, "as", "was", "has", "his", "this", "its", "says")
}

// yearOf is the year of a month, or of a day d of it, that is named without one: the year that brings it nearest to the
// day of publication. Only where the words look back is a date more than nearMonths ahead taken for last year's, and
// the other way round.
func (f *finder) yearOf(i, m, d int) int {
	const nearMonths = 3
	if !f.dated {
		return unknown
	}
	y := f.now.Year()
	ahead := m - int(f.now.Month()) // months, −11 to 11
	if ahead < 0 && f.Is(i-1, "by", "through", "until", "till") && (ahead+12 <= nearMonths || f.tense(i) != past) {
		return y + 1
	}
	if ahead == 0 || ahead > 0 && ahead <= nearMonths || ahead < 0 && ahead >= -nearMonths {
		return y
	}
	if ahead+12 <= nearMonths && f.tense(i) != past {
		return y + 1
	}
	if ahead-12 >= -nearMonths && f.tense(i) != future {
		return y - 1
	}
	switch f.tense(i) {
	case future:
		if ahead < 0 {
			return y + 1
		}
	case past:
		if ahead > 0 {
			return y - 1
		}
	default:
		if ahead > 6 {
			return y - 1
		}
	}
	return y
}

// dayFirst reads "27 November 2016", "the 27th of November", "2016-11-27", "27.11.2016" and "13/12/2016".
func (f *finder) dayFirst(i int) (d date, end int, ok bool) {
	if d, end, ok = f.numeric(i); ok {
		return d, end, true
	}
	w := f.words[i]
	if w.n < 1 || w.n > 31 || w.class == cardinal && f.t.Tokens[i].Kind != segment.Number {
		return d, i, false
	}
	j := i + 1
	if f.Is(j, "of") && w.class == ordinal {
		j++
	}
	if f.SameSentence(j, i) && f.words[j].class == hijriName {
		return f.hijriDay(int(w.n), j)
	}
	if !f.SameSentence(j, i) || f.word(j).class != monthName {
		return d, i, false
	}
	m := int(f.words[j].n)
	next := j + 1
	if raw := f.Word(j); cursor.OneOf(raw, "كانون", "تشرين") {
		next++
	}
	if f.Is(next, ".") && f.words[j].short && f.SameSentence(next+1, i) {
		next++
	}
	y, after, named := f.yearAfter(next)
	if !named {
		// "31 May be": a month's name that is also a verb needs a year or a stop.
		if f.Is(j, "may", "march") && !f.t.Capital(j) && f.Small(j+1) && !f.Is(j+1, "in", "at", "and", "to", "by", "after", "when", "for", "on") {
			return d, i, false
		}
		y, after = f.yearOf(i, m, int(w.n)), next
		if f.Is(next-1, ".") && f.sentenceEnds(next-1) {
			after = next - 1
		}
	}
	if !exists(y, m, int(w.n)) {
		f.void = after
		return d, i, false
	}
	return date{grain: day, year: y, n: m, d: int(w.n)}, after, true
}

// holiday reads a day with a name of its own.
func (f *finder) holiday(i int) (match, bool) {
	h := holidays[f.words[i].n]
	end := i + 1
	if f.Is(end, "day") {
		end++
	} else if f.Is(end, "eve") {
		h.day--
		end++
	}
	y, after, named := f.yearAfter(end)
	if !named {
		y, after = f.yearOf(i, h.month, h.day), end
	}
	d := date{grain: day, year: y, n: h.month, d: h.day}
	if h.nth > 0 && y != unknown {
		t := civil(y, time.Month(h.month), 1)
		t = t.AddDate(0, 0, (h.weekday-isoWeekday(t)+7)%7+7*(h.nth-1))
		d = dayOf(t)
	}
	return match{start: i, end: after, date: d}, true
}
