package when

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"firsthand/internal/report"
)

// grain is how much of the calendar a date stands for, coarse to fine.
type grain uint8

const (
	noGrain grain = iota
	century
	decade
	year
	half
	quarter
	season
	month
	week
	weekend
	day
)

// unknown stands for a year that neither the words nor the day of publication tell; it prints as XXXX.
const unknown = -1

// date is one calendar interval. Which of the fields count depends on the grain:
//
//	century, decade   year: its first year
//	half, quarter     year, n: 1–2, 1–4
//	season            year, n: index into seasons
//	month             year, n: 1–12
//	week, weekend     year, n: ISO 8601 year and week; n 0 where the week is not known
//	day               year, n: month (0: not known), d: day of the month (0: not known), or weekday: 1–7 where only that is known
type date struct {
	grain   grain
	year    int
	n       int
	d       int
	weekday int
	lunar   bool // turned from a calendar of the moon: right to a day
}

var seasons = [...]string{"SP", "SU", "FA", "WI"}

// seasonStart is the first month of each season: the meteorological seasons of the northern hemisphere.
var seasonStart = [...]time.Month{time.March, time.June, time.September, time.December}

// part is the number of a half or a quarter of a year, X where it is not known which.
func part(n int) string {
	if n == 0 {
		return "X"
	}
	return strconv.Itoa(n)
}

// String is the date as a TIMEX3 value.
func (d date) String() string {
	y := "XXXX"
	if d.year != unknown {
		y = fmt.Sprintf("%04d", d.year)
	}
	switch d.grain {
	case century:
		return y[:2]
	case decade:
		return y[:3]
	case year:
		return y
	case half:
		return y + "-H" + part(d.n)
	case quarter:
		return y + "-Q" + part(d.n)
	case season:
		return y + "-" + seasons[d.n]
	case month:
		return y + "-" + pad(d.n)
	case week, weekend:
		v := y + "-W" + pad(d.n)
		if d.grain == weekend {
			v += "-WE"
		}
		return v
	}
	if d.weekday > 0 {
		return y + "-WXX-" + strconv.Itoa(d.weekday)
	}
	return y + "-" + pad(d.n) + "-" + pad(d.d)
}

// pad prints n with two digits, 0 as XX.
func pad(n int) string {
	if n == 0 {
		return "XX"
	}
	return fmt.Sprintf("%02d", n)
}

// known tells whether d is a certain interval of the calendar.
func (d date) known() bool {
	if d.grain == noGrain || d.year == unknown || d.weekday > 0 {
		return false
	}
	return d.n > 0 && (d.grain != day || d.d > 0) || d.grain <= year || d.grain == season
}

func dayOf(t time.Time) date {
	return date{grain: day, year: t.Year(), n: int(t.Month()), d: t.Day()}
}

func weekOf(t time.Time, g grain) date {
	y, w := t.ISOWeek()
	return date{grain: g, year: y, n: w}
}

func monthOf(t time.Time) date { return date{grain: month, year: t.Year(), n: int(t.Month())} }

func quarterOf(t time.Time) date {
	return date{grain: quarter, year: t.Year(), n: (int(t.Month())-1)/3 + 1}
}

// exists tells whether the month m of year y has a day d; with an unknown year, whether any year does.
func exists(y, m, d int) bool {
	if m < 1 || m > 12 || d < 1 {
		return false
	}
	if y == unknown {
		y = 2000 // a leap year
	}
	return d <= civil(y, time.Month(m)+1, 0).Day()
}

// civil is the day y-m-d at midnight UTC, normalised as [time.Date] does.
func civil(y int, m time.Month, d int) time.Time {
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// first is the first day of the ISO week w of year y.
func firstOfWeek(y, w int) time.Time {
	jan4 := civil(y, time.January, 4) // always in week 1
	return jan4.AddDate(0, 0, -int(isoWeekday(jan4)-1)+(w-1)*7)
}

// isoWeekday is 1 for Monday to 7 for Sunday.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// bounds are the first and the last day of d; ok is false where d is not a certain interval.
func (d date) bounds() (from, to time.Time, ok bool) {
	if !d.known() {
		return from, to, false
	}
	switch d.grain {
	case century:
		from, to = civil(d.year, 1, 1), civil(d.year+99, 12, 31)
	case decade:
		from, to = civil(d.year, 1, 1), civil(d.year+9, 12, 31)
	case year:
		from, to = civil(d.year, 1, 1), civil(d.year, 12, 31)
	case half:
		from, to = civil(d.year, time.Month(d.n*6-5), 1), civil(d.year, time.Month(d.n*6+1), 0)
	case quarter:
		from, to = civil(d.year, time.Month(d.n*3-2), 1), civil(d.year, time.Month(d.n*3+1), 0)
	case season:
		m := seasonStart[d.n]
		from, to = civil(d.year, m, 1), civil(d.year, m+3, 0)
	case month:
		from, to = civil(d.year, time.Month(d.n), 1), civil(d.year, time.Month(d.n+1), 0)
	case week:
		from = firstOfWeek(d.year, d.n)
		to = from.AddDate(0, 0, 6)
	case weekend:
		from = firstOfWeek(d.year, d.n).AddDate(0, 0, 5)
		to = from.AddDate(0, 0, 1)
	case day:
		from = civil(d.year, time.Month(d.n), d.d)
		to = from
	}
	return from, to, true
}

// add moves d by n of its own grain: the month after next, the quarter before. Underspecified dates stay as they are.
func (d date) add(n int) date {
	from, _, ok := d.bounds()
	if !ok {
		return d
	}
	switch d.grain {
	case century:
		d.year += 100 * n
	case decade:
		d.year += 10 * n
	case year, season:
		d.year += n
	case half:
		h := d.year*2 + d.n - 1 + n
		d.year, d.n = h/2, h%2+1
	case quarter:
		q := d.year*4 + d.n - 1 + n
		d.year, d.n = q/4, q%4+1
	case month:
		m := d.year*12 + d.n - 1 + n
		d.year, d.n = m/12, m%12+1
	case week, weekend:
		return weekOf(from.AddDate(0, 0, 7*n), d.grain)
	case day:
		return dayOf(from.AddDate(0, 0, n))
	}
	return d
}

// parseDate reads the value of a DATE, or of a TIME without its part of the day; ok is false for values
// that name no calendar interval, such as PRESENT_REF or P4Y.
func parseDate(v string) (d date, ok bool) {
	y := v
	rest := ""
	if i := strings.IndexByte(v, '-'); i >= 0 {
		y, rest = v[:i], v[i+1:]
		if rest == "" {
			return d, false
		}
	}
	n, err := digits(y)
	if err != nil && y != "XXXX" {
		return d, false
	}
	if rest == "" {
		switch len(y) {
		case 2:
			return date{grain: century, year: n * 100}, err == nil
		case 3:
			return date{grain: decade, year: n * 10}, err == nil
		case 4:
			if err != nil {
				n = unknown
			}
			return date{grain: year, year: n}, true
		}
		return d, false
	}
	if len(y) != 4 {
		return d, false
	}
	if err != nil {
		n = unknown
	}
	d.year = n
	return d, d.parseRest(rest)
}

// parseRest reads what follows the year and its hyphen.
func (d *date) parseRest(rest string) bool {
	for i, s := range seasons {
		if rest == s {
			d.grain, d.n = season, i
			return true
		}
	}
	num := func(s string, most int) (int, bool) {
		if strings.Trim(s, "X") == "" {
			return 0, s != "" && len(s) <= 2
		}
		n, err := digits(s)
		return n, err == nil && n >= 1 && n <= most
	}
	head, tail, more := strings.Cut(rest, "-")
	var ok bool
	switch head[:min(len(head), 1)] {
	case "Q":
		d.grain = quarter
		d.n, ok = num(head[1:], 4)
		return ok && !more
	case "H":
		d.grain = half
		d.n, ok = num(head[1:], 2)
		return ok && !more
	case "W":
		d.grain = week
		if d.n, ok = num(head[1:], 53); !ok || len(head) != 3 {
			return false
		}
		switch {
		case !more:
		case tail == "WE":
			d.grain = weekend
		case d.n == 0:
			d.grain = day
			d.weekday, ok = num(tail, 7)
			return ok && d.weekday > 0
		default:
			return false
		}
		return true
	}
	d.grain = month
	if d.n, ok = num(head, 12); !ok || len(head) != 2 {
		return false
	}
	if !more {
		return true
	}
	d.grain = day
	if d.d, ok = num(tail, 31); !ok || len(tail) != 2 {
		return false
	}
	return d.n == 0 || d.d == 0 || exists(d.year, d.n, d.d)
}

// digits reads a short run of ASCII digits and nothing else.
func digits(s string) (int, error) {
	if s == "" || len(s) > 9 {
		return 0, strconv.ErrSyntax
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, strconv.ErrSyntax
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, nil
}

// Day is the closed interval of calendar days that a DATE or TIME stands for: a week gives Monday to Sunday, a month, a
// quarter, a year its first to its last day, a season three whole months (northern spring begins in March; winter is
// named by the year it begins in). ok is false for durations, sets, references such as PRESENT_REF, and values whose
// year or day is not known.
func Day(tm report.Time) (days report.Days, ok bool) {
	if tm.Type != Date && tm.Type != Time {
		return days, false
	}
	v, _, _ := strings.Cut(tm.Value, "T")
	d, ok := parseDate(v)
	if !ok {
		return days, false
	}
	from, to, ok := d.bounds()
	if !ok {
		return days, false
	}
	return report.Days{Start: from.Format(time.DateOnly), End: to.Format(time.DateOnly)}, true
}
