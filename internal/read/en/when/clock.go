package when

import (
	"fmt"
	"strings"

	"firsthand/internal/read/core/segment"
)

// clocked reads a clock time and the day that follows it: "10 p.m. Wednesday", "noon", "5 p.m. EST, Nov. 6", "4 in the
// morning".
func (f *finder) clocked(i int) (match, bool) {
	clock, end, ok := f.clock(i)
	if !ok {
		return match{}, false
	}
	m := match{start: i, end: end, clock: clock, date: f.today()}
	if d, after, ok := f.dayBeside(end); ok {
		m.date, m.end = d, after
	}
	return m, true
}

// today is the day that a time without one belongs to: the day spoken of in the same report, else the day of
// publication.
func (f *finder) today() date {
	if f.ref.grain == day && f.ref.weekday == 0 {
		return f.ref
	}
	return f.fromNow(0)
}

// dayBeside reads a day right after token i−1, a comma or "on" between them.
func (f *finder) dayBeside(i int) (date, int, bool) {
	j := i
	if f.Is(j, ",", "،") {
		j++
	}
	if f.Is(j, "on", "of") {
		j++
	}
	if !f.SameSentence(j, i-1) && !f.afterHour(j) {
		return date{}, i, false
	}
	if f.Is(j, "the") && f.word(j+1).class == ordinal {
		j++
	}
	switch w := f.words[j]; w.class {
	case weekName, monthName, deictic, cardinal, ordinal:
		if d, _, end, ok := f.day(j); ok && d.grain == day {
			return d, end, true
		}
	case shift:
		if f.word(j+1).class == weekName && !f.words[j+1].plural {
			m, ok := f.shifted(j)
			return m.date, m.end, ok && m.date.grain == day
		}
	}
	return date{}, i, false
}

// afterHour tells whether a sentence was cut before token i only because of the full stop in "a.m." or "p.m.".
func (f *finder) afterHour(i int) bool {
	return i < len(f.words) && (f.Is(i-1, "a.m.", "p.m.") || f.zoned(i-1) && f.Is(i-2, "a.m.", "p.m."))
}

// hourAfter reads a clock time or a part of the day that follows a day: "Monday at 7 a.m.", "yesterday evening". It
// gives "" and i where there is none.
func (f *finder) hourAfter(i int) (string, int) {
	if f.word(i).class == partOfDay && f.SameSentence(i, i-1) {
		if f.words[i].short || f.t.Fold(i) == "overnight" {
			return dayParts[night], i + 1
		}
		return dayParts[f.words[i].n], i + 1
	}
	if f.Is(i, "night", "nights") && f.SameSentence(i, i-1) {
		return dayParts[night], i + 1
	}
	j := i
	if f.Is(j, ",") {
		j++
	}
	if f.Is(j, "at") {
		j++
		if f.Is(j, "about", "around") {
			j++
		}
	}
	if j < len(f.words) && f.SameSentence(j, i-1) {
		switch f.words[j].class {
		case cardinal, clockText, clockWord:
			if clock, end, ok := f.clock(j); ok {
				return clock, end
			}
		}
	}
	return "", i
}

// clock reads a time of day at token i as the tail of a TIMEX3 value: "T19:15".
func (f *finder) clock(i int) (value string, end int, ok bool) {
	w := f.words[i]
	switch w.class {
	case clockWord:
		return fmt.Sprintf("T%02d:00", w.n), i + 1, true
	case clockText:
		return f.clockText(i)
	}
	h, m, colon, ok := hourMinute(f.Word(i))
	if !ok {
		if w.class != cardinal || w.n < 0 {
			return "", i, false
		}
		h, m = int(w.n), 0
	}
	if h, m, end, ok = f.halfOfDay(i, h, m, colon); !ok || m > 59 || h > 24 {
		return "", i, false
	}
	if p, after, ok := f.inThe(end); ok && colon {
		h, end = hourOf(h, p), after
	}
	if f.Is(end, "(") && f.zoned(end+1) && f.Is(end+2, ")") { // "10:00 (GMT)"
		f.readZone(end + 1)
		end += 3
	} else if f.SameSentence(end, i) || f.afterHour(end) {
		end = f.readZone(end)
	}
	return fmt.Sprintf("T%02d:%02d", h, m), end, true
}

// halfOfDay reads what tells which half of the day the hour h:m at token i is in: "7 p.m.", "seven o'clock in the
// evening", "1430 GMT". An hour with a colon needs nothing, any other does.
func (f *finder) halfOfDay(i, h, m int, colon bool) (hour, minute, end int, ok bool) {
	w := f.words[i]
	end = i + 1
	if h >= 1 && h <= 12 {
		switch {
		case f.Is(end, "a.m.", "am", "a.m"):
			return h % 12, m, end + 1, true
		case f.Is(end, "p.m.", "pm", "p.m"):
			return h%12 + 12, m, end + 1, true
		case f.Is(end, "a", "p") && f.Is(end+1, ".") && f.Is(end+2, "m") && f.Touching(end, end+3):
			if h %= 12; f.Is(end, "p") {
				h += 12
			}
			return h, m, end + 3, true
		case f.Is(end, "o'clock", "o’clock"):
			end++
			if p, after, ok := f.inThe(end); ok {
				h, end = hourOf(h, p), after
			}
			return h, m, end, true
		}
	}
	switch {
	case f.zoned(end) && w.class == cardinal && w.short && !colon && w.n <= 2359 && w.n%100 < 60: // 1430 GMT
		return int(w.n) / 100, int(w.n) % 100, end, true
	case colon && h <= 24 && f.t.Tokens[i].Kind == segment.Number && !strings.Contains(f.Word(i)[3:], ":"):
		return h, m, end, true
	}
	p, after, ok := f.inThe(end)
	if !ok || h < 1 || h > 12 || w.class != cardinal {
		return h, m, end, false
	}
	return hourOf(h, p), m, after, true
}

// clockText reads "7pm" and "7:30pm".
func (f *finder) clockText(i int) (string, int, bool) {
	s := f.t.Fold(i)
	pm := strings.HasSuffix(s, "pm")
	s = s[:len(s)-2]
	h, m, _, ok := hourMinute(s)
	if !ok {
		n, err := digits(s)
		if err != nil {
			return "", i, false
		}
		h, m = n, 0
	}
	if h < 1 || h > 12 || m > 59 {
		return "", i, false
	}
	if h %= 12; pm {
		h += 12
	}
	return fmt.Sprintf("T%02d:%02d", h, m), i + 1, true
}

// hourMinute reads "7:30" or, before a.m. and p.m., "7.30".
func hourMinute(s string) (h, m int, colon, ok bool) {
	head, tail, found := strings.Cut(s, ":")
	colon = found
	if !found {
		head, tail, found = strings.Cut(s, ".")
	}
	if !found || len(tail) < 2 || len(head) > 2 {
		return 0, 0, false, false
	}
	h, e1 := digits(head)
	m, e2 := digits(tail[:2])
	return h, m, colon, e1 == nil && e2 == nil && (len(tail) == 2 || tail[2] == ':')
}

// inThe reads "in the morning" and "at night" at token i.
func (f *finder) inThe(i int) (part, end int, ok bool) {
	if f.Is(i, "in") && f.Is(i+1, "the") && f.word(i+2).class == partOfDay {
		return int(f.words[i+2].n), i + 3, true
	}
	if f.Is(i, "at") && f.Is(i+1, "night") {
		return night, i + 2, true
	}
	return 0, i, false
}

// hourOf is the hour 0–23 of h o'clock in a part of the day.
func hourOf(h, part int) int {
	switch {
	case part == morning || part == night && (h == 12 || h < 5):
		return h % 12
	case h < 12:
		return h + 12
	}
	return h
}

// zoned tells whether token i is the letters of a time zone.
func (f *finder) zoned(i int) bool {
	_, ok := zones[f.Word(i)]
	return ok
}

// parted reads a part of the day: "mid-afternoon yesterday", "the night of Nov. 27", "overnight", and in Arabic "مساء
// أمس".
func (f *finder) parted(i int) (match, bool) {
	w := f.words[i]
	m := match{start: i, end: i + 1, clock: dayParts[w.n], date: f.today()}
	if d, after, ok := f.dayBeside(i + 1); ok {
		m.date, m.end = d, after
		return m, true
	}
	if f.Is(i, "overnight") && f.Is(i+1, "from", "into", "to", "on") {
		if _, _, ok := f.dayBeside(i + 2); ok {
			return match{}, false // the days say which night
		}
	}
	if f.Is(i-1, "mid", "early", "late") || f.Is(i-1, "the") && w.n != night || w.short {
		return m, true
	}
	return match{}, false
}
