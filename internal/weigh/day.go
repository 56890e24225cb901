package weigh

import (
	"fmt"
	"time"

	"firsthand/internal/report"
)

// days is a closed interval of calendar days, counted from 1 January 1970.
type days struct {
	from, to int
	known    bool
}

const dayLength = 24 * time.Hour

func parseDay(s string) (int, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, false
	}
	return int(t.Unix() / int64(dayLength/time.Second)), true
}

// parseDays reads an interval. One that lacks an end, or whose ends do not follow each other, is unknown.
func parseDays(d report.Days) days {
	from, ok := parseDay(d.Start)
	to, ok2 := parseDay(d.End)
	if !ok || !ok2 || to < from {
		return days{}
	}
	return days{from, to, true}
}

func (d days) report() report.Days {
	if !d.known {
		return report.Days{}
	}
	return report.Days{Start: isoDay(d.from), End: isoDay(d.to)}
}

func isoDay(day int) string { return dayTime(day).Format(time.DateOnly) }

func dayTime(day int) time.Time { return time.Unix(0, 0).UTC().AddDate(0, 0, day) }

// gap is the number of days between two intervals, 0 where they touch the same day.
func (d days) gap(e days) int { return max(0, e.from-d.to, d.from-e.to) }

func (d days) length() int { return d.to - d.from + 1 }

// hull is the smallest interval over both.
func (d days) hull(e days) days {
	switch {
	case !d.known:
		return e
	case !e.known:
		return d
	}
	return days{min(d.from, e.from), max(d.to, e.to), true}
}

// String writes the days for people: "12 December 2016", "14–16 December 2016".
func (d days) String() string {
	if !d.known {
		return ""
	}
	a, b := dayTime(d.from), dayTime(d.to)
	switch {
	case d.from == d.to:
		return a.Format("2 January 2006")
	case a.Year() != b.Year():
		return a.Format("2 January 2006") + " – " + b.Format("2 January 2006")
	case a.Month() != b.Month():
		return a.Format("2 January") + " – " + b.Format("2 January 2006")
	}
	return fmt.Sprintf("%d–%s", a.Day(), b.Format("2 January 2006"))
}

// sayDay writes one ISO day for people, and leaves what is not a day as it is.
func sayDay(iso string) string {
	if d, ok := parseDay(iso); ok {
		return days{d, d, true}.String()
	}
	return iso
}
