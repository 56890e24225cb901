package when

import (
	"strings"

	"firsthand/internal/report"
)

// intervals gives the expressions that bound a period its EDTF interval: both ends of "between 2011 and 2013", the open
// one of "since November 27".
func (f *finder) intervals() {
	for i := range f.out {
		if !f.dates(i) {
			continue
		}
		a, start, end := &f.out[i], f.where[i].start, f.where[i].end
		if i+1 < len(f.out) && f.dates(i+1) && f.t.Tokens[f.where[i+1].start].Sentence == f.t.Tokens[start].Sentence && f.joined(start, end, f.where[i+1].start) {
			b := &f.out[i+1]
			f.order(i)
			if from, to := ends(a.EDTF, true), ends(b.EDTF, false); from != "" && to != "" && before(from, to) {
				a.Interval = from + "/" + to
				b.Interval = a.Interval
			}
			continue
		}
		if a.Interval != "" {
			continue
		}
		switch {
		case f.Is(start-1, "since", "منذ"), f.Is(start-1, "from", "من") && f.Is(end, "on", "onward", "onwards", "فصاعدا"):
			if from := ends(a.EDTF, true); from != "" {
				a.Interval = from + "/.."
			}
		case f.Is(start-1, "until", "till", "through", "حتى", "وحتى"):
			if to := ends(a.EDTF, false); to != "" {
				a.Interval = "../" + to
			}
		}
	}
}

// dates tells whether the i-th expression is a certain date or time.
func (f *finder) dates(i int) bool {
	t := &f.out[i]
	return (t.Type == Date || t.Type == Time) && t.EDTF != "" && t.EDTF[0] != '[' && t.EDTF[0] != 'X' && t.Precision != "vague"
}

// joined tells whether the words make one period of the expression at the tokens [start, end) and the one that begins
// at next: "between A and B", "from A to B", "A–B".
func (f *finder) joined(start, end, next int) bool {
	gap := next - end
	if gap == 2 && f.Is(end, "to", "until", "through") && f.Is(end+1, "the") {
		gap--
	}
	switch {
	case gap == 0: // "بين 2011 و2013"
		return f.Is(start-1, "بين")
	case gap != 1:
		return false
	case f.Is(end, "-", "–", "—"):
		return true
	case f.Is(end, "and", "و"):
		return f.Is(start-1, "between", "بين") || f.Is(start-2, "between") && f.Is(start-1, "the")
	case f.Is(end, "to", "until", "till", "through", "إلى", "حتى"):
		return true
	}
	return false
}

// order repairs "from Monday to Wednesday" where each weekday alone is the last one: the days of one period follow each
// other.
func (f *finder) order(i int) {
	a, b := &f.out[i], &f.out[i+1]
	if !f.dated || !f.bareWeekday(i) || !f.bareWeekday(i+1) || len(a.Value) != len("2016-12-12") || len(b.Value) != len(a.Value) {
		return
	}
	tense := f.tense(f.where[i].start)
	if tense == past && b.Value > iso(f.now) {
		shiftDay(b, -7)
	}
	switch {
	case a.Value <= b.Value:
	case tense == future:
		shiftDay(b, 7)
	default:
		shiftDay(a, -7)
	}
}

// shiftDay moves a day by so many days, within the calendar's years.
func shiftDay(t *report.Time, days int) {
	if d, ok := parseDate(t.Value); ok && d.grain == day {
		if d = d.add(days); d.year >= 1 && d.year <= 9999 {
			t.Value, t.EDTF = d.String(), d.edtf(whole, false)
		}
	}
}

// bareWeekday tells whether the i-th expression is the name of a weekday and nothing more.
func (f *finder) bareWeekday(i int) bool {
	s := f.where[i]
	return s.end == s.start+1 && f.words[s.start].class == weekName
}

// ends is the first or the last end of an EDTF date or interval, in days or coarser: without its clock time.
func ends(edtf string, first bool) string {
	if a, b, ok := strings.Cut(edtf, "/"); ok {
		if edtf = b; first {
			edtf = a
		}
	}
	edtf, _, _ = strings.Cut(edtf, "T")
	return edtf
}

// before tells whether the period from one EDTF date to another is one, as far as both tell.
func before(from, to string) bool {
	n := min(len(from), len(to), len("2016-12-12"))
	return from[:n] <= to[:n]
}

// reach gives a match the interval of "the past seven days" and "the next two weeks", counted from the day of
// publication.
func (f *finder) reach(m *match, steps int, k unitKind, q quantity) {
	if !f.dated || q.n < 1 || q.n > 10_000 || k.clock || steps == 0 {
		return
	}
	n := q.n * steps
	other := f.now.AddDate(0, 0, n*k.days)
	if k.months > 0 {
		other = civil(f.now.Year(), f.now.Month(), f.now.Day()).AddDate(0, n*k.months, 0)
	}
	if other.Year() < 1 || other.Year() > 9999 {
		return
	}
	if m.interval = iso(other) + "/" + iso(f.now); steps > 0 {
		m.interval = iso(f.now) + "/" + iso(other)
	}
}

// tokens are a half-open range of tokens.
type tokens struct{ start, end int }

// roles gives every date its role.
func (f *finder) roles() {
	for i := range f.out {
		if t := &f.out[i]; f.dates(i) && !(t.Interval != "" && strings.Contains(t.Interval, "..")) {
			t.Role = f.role(f.where[i].start, f.where[i].end)
		}
	}
}
