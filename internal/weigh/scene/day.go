package scene

import (
	"time"

	"firsthand/internal/report"
)

// Days is a closed interval of calendar days, counted from 1 January 1970.
type Days struct {
	From, To int
	Known    bool
}

const DayLength = 24 * time.Hour

func ParseDay(s string) (int, bool) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, false
	}
	return int(t.Unix() / int64(DayLength/time.Second)), true
}

// ParseDays reads an interval. One that lacks an end, or whose ends do not follow each other, is unknown.
func ParseDays(d report.Days) Days {
	from, ok := ParseDay(d.Start)
	to, ok2 := ParseDay(d.End)
	if !ok || !ok2 || to < from {
		return Days{}
	}
	return Days{from, to, true}
}

func (d Days) Report() report.Days {
	if !d.Known {
		return report.Days{}
	}
	return report.Days{Start: IsoDay(d.From), End: IsoDay(d.To)}
}

func IsoDay(day int) string { return dayTime(day).Format(time.DateOnly) }

func dayTime(day int) time.Time { return time.Unix(0, 0).UTC().AddDate(0, 0, day) }

// Gap is the number of days between two intervals, 0 where they touch the same day.
func (d Days) Gap(e Days) int { return max(0, e.From-d.To, d.From-e.To) }

func (d Days) Length() int { return d.To - d.From + 1 }

// Hull is the smallest interval over both.
func (d Days) Hull(e Days) Days {
	switch {
	case !d.Known:
		return e
	case !e.Known:
		return d
	}
	return Days{min(d.From, e.From), max(d.To, e.To), true}
}

// String is what a program tells two intervals apart by: "2016-12-12/2016-12-14".
func (d Days) String() string {
	if !d.Known {
		return ""
	}
	return IsoDay(d.From) + "/" + IsoDay(d.To)
}
