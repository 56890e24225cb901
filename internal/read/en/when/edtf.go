package when

import (
	"strconv"
	"strings"
	"time"

	"firsthand/internal/report"
)

// This file says a date once more, in EDTF (Library of Congress, now part of ISO 8601-2), level 2. EDTF has what TIMEX3
// leaves to attributes: "~" for what is approximate, intervals, one of a set. It has no weeks, so that a week is the
// interval of its days, and no durations and no parts of the day.

// third is a part of an interval: "early", "mid", "late".
type third uint8

const (
	whole third = iota
	early
	middle
	late
)

// grainNames are the precisions of [report.Time], by grain.
var grainNames = [...]string{century: "century", decade: "decade", year: "year", half: "half-year", quarter: "quarter", season: "season", month: "month", week: "week", weekend: "weekend", day: "day"}

// codes of the parts of a year in EDTF: seasons that do not say of which hemisphere, quarters, halves.
const (
	seasonCode  = 21
	quarterCode = 33
	halfCode    = 40
)

// edtf is d in EDTF, "" where EDTF cannot say it: a weekday or week of an unknown year. A part is the third of d's days
// that "early", "mid" and "late" mean; as nobody can say where it ends, both its ends are approximate.
func (d date) edtf(part third, about bool) string {
	if part != whole {
		if a, b, ok := d.third(part); ok {
			return a + "~/" + b + "~"
		}
	}
	mark := ""
	if about || d.lunar {
		mark = "~"
	}
	y := "XXXX"
	if d.year != unknown {
		y = pad4(d.year)
	}
	switch d.grain {
	case century:
		return y[:2] + "XX" + mark
	case decade:
		return y[:3] + "X" + mark
	case year:
		return y + mark
	case half:
		return code(y, halfCode+d.n-1) + mark
	case quarter:
		if d.n == 0 {
			return y + mark
		}
		return code(y, quarterCode+d.n-1) + mark
	case season:
		return code(y, seasonCode+d.n) + mark
	case month:
		return y + "-" + pad(d.n) + mark
	case week, weekend:
		from, to, ok := d.bounds()
		if !ok {
			return ""
		}
		return iso(from) + mark + "/" + iso(to) + mark
	case day:
		if d.weekday == 0 {
			return y + "-" + pad(d.n) + "-" + pad(d.d) + mark
		}
	}
	return ""
}

func code(y string, n int) string { return y + "-" + strconv.Itoa(n) }

// third gives the first and the last day of a part of d, as coarse as days would claim too much: years of a decade,
// months of a year.
func (d date) third(part third) (first, last string, ok bool) {
	from, to, ok := d.bounds()
	if !ok || d.grain == day || d.grain == weekend {
		return "", "", false
	}
	n := int(to.Sub(from).Hours()/24) + 1
	unit := func(i int) string { return iso(from.AddDate(0, 0, i)) }
	switch {
	case d.grain <= decade:
		n = to.Year() - from.Year() + 1
		unit = func(i int) string { return pad4(from.Year() + i) }
	case d.grain <= season:
		n = (to.Year()-from.Year())*12 + int(to.Month()-from.Month()) + 1
		unit = func(i int) string { return from.AddDate(0, i, 0).Format("2006-01") }
	}
	switch part {
	case early:
		return unit(0), unit(n/3 - 1), true
	case late:
		return unit(n - n/3), unit(n - 1), true
	}
	return unit(n / 3), unit(n - n/3 - 1), true
}

func iso(t time.Time) string { return t.Format(time.DateOnly) }

// pad4 prints a year.
func pad4(y int) string {
	s := strconv.Itoa(y)
	return "0000"[min(len(s), 4):] + s
}

// describe gives t, the expression of m that begins at token start, its EDTF, precision and zone.
func (f *finder) describe(t *report.Time, m *match, start int) {
	switch {
	case m.edtf != "":
		t.EDTF, t.Precision = m.edtf, grainNames[m.date.grain]
	case m.date.grain != noGrain:
		part, about := f.vagueness(start, m)
		t.EDTF, t.Precision = m.date.edtf(part, about), grainNames[m.date.grain]
		if m.clock != "" {
			f.describeClock(t, m)
		}
	case strings.HasSuffix(m.value, "_REF"):
		t.Precision = "vague"
		if f.dated {
			switch now := iso(f.now); m.value {
			case "PAST_REF":
				t.EDTF = "[.." + now + "]"
			case "FUTURE_REF":
				t.EDTF = "[" + now + "..]"
			default:
				t.EDTF = now + "~"
			}
		}
	default:
		t.Precision = unitOf(m.value)
	}
}

// describeClock adds a clock time to the EDTF of its day.
func (f *finder) describeClock(t *report.Time, m *match) {
	if len(m.clock) < len("T07") || m.clock[1] > '9' {
		t.Precision = "part of day"
		return
	}
	hours := m.clock[1:3]
	minutes := "00"
	t.Precision = "hour"
	if len(m.clock) == len("T07:15") {
		if minutes = m.clock[4:]; minutes != "00" {
			t.Precision = "minute"
		}
	}
	d := m.date
	t.Zone = f.zoneOf(d)
	if d.grain != day || !d.known() {
		return
	}
	if hours == "24" { // midnight at the end of the day is the beginning of the next
		hours, d = "00", d.add(1)
	}
	if d.year > 9999 {
		return
	}
	t.EDTF = d.edtf(whole, false) + "T" + hours + ":" + minutes + ":00"
	if t.Zone != "local" {
		t.EDTF += t.Zone
	}
}

// unitOf is the precision of the value of a duration or a set: the smallest unit it counts.
func unitOf(value string) string {
	if !strings.HasPrefix(value, "P") {
		v, clock, timed := strings.Cut(value, "T")
		if timed && clock != "" {
			if clock[0] > '9' {
				return "part of day"
			}
			return "hour"
		}
		if d, ok := parseDate(v); ok {
			return grainNames[d.grain]
		}
		return "vague"
	}
	_, clock, timed := strings.Cut(value, "T")
	switch value[len(value)-1] {
	case 'S':
		return "second"
	case 'H':
		return "hour"
	case 'M':
		if timed && strings.HasSuffix(clock, "M") {
			return "minute"
		}
		return "month"
	case 'I':
		return "part of day"
	case 'D':
		return "day"
	case 'W':
		return "week"
	case 'Q':
		return "quarter"
	case 'Y':
		return "year"
	case 'C':
		return "century"
	}
	switch {
	case strings.HasSuffix(value, "WE"):
		return "weekend"
	case strings.HasSuffix(value, "XE"):
		return "decade"
	}
	return "vague"
}

// vagueness reads what the words before a date make of it: a third of it ("early March", "mid-2013", "the end of the
// year") or an estimate ("about 1850").
func (f *finder) vagueness(start int, m *match) (part third, about bool) {
	if head, _, ok := strings.Cut(f.t.Fold(m.start), "-"); ok {
		part = thirdOf(head)
	}
	for i := start; i < m.start; i++ {
		w := f.t.Fold(i)
		switch w {
		case "about", "around", "roughly", "approximately", "nearly", "almost":
			about = true
		default:
			if p := thirdOf(w); p != whole {
				part = p
			}
		}
	}
	return part, about || f.Is(m.start-1, "circa")
}

func thirdOf(w string) third {
	switch w {
	case "early", "beginning", "start":
		return early
	case "mid", "middle":
		return middle
	case "late", "end":
		return late
	}
	return whole
}
