package date

import (
	"fmt"
	"time"
)

// day is a date of the Gregorian calendar; its month or day is 0 where none is said.
type day struct{ year, month, day int }

// The years that are taken for years of the Gregorian calendar. Those before the first are of the Persian or the Hijri
// calendar in our time, those after the last of the Thai.
const (
	firstYear = 1500
	lastYear  = 2299
	thaiAhead = 543
)

// gregorianYear is a written year as one of the Gregorian calendar.
func gregorianYear(y int) (int, error) {
	switch {
	case y >= firstYear && y <= lastYear:
		return y, nil
	case y-thaiAhead >= 1900 && y-thaiAhead <= 2150:
		return y - thaiAhead, nil
	case y >= 1300 && y < firstYear:
		return 0, ErrCalendar
	}
	return 0, ErrUnreadable
}

// valid reports whether there is such a day.
func (d day) valid() bool {
	if d.month < 1 || d.month > 12 || d.day < 1 {
		return false
	}
	return d.day <= time.Date(d.year, time.Month(d.month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func (d day) weekday() time.Weekday {
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Weekday()
}

// String is the day in ISO 8601, or the month or year alone.
func (d day) String() string {
	switch {
	case d.month == 0:
		return fmt.Sprintf("%04d", d.year)
	case d.day == 0:
		return fmt.Sprintf("%04d-%02d", d.year, d.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.year, d.month, d.day)
}

// fromPersian turns a day of the Persian calendar into one of the Gregorian, by the leap years of the 33-year cycle,
// which is right for the years 1244 to 1472 (1865 to 2093).
func fromPersian(y, m, d int) (day, error) {
	if y < 1244 || y > 1472 || m < 1 || m > 12 || d < 1 || d > persianMonth(y, m) {
		return day{}, ErrUnreadable
	}
	y -= 979
	days := 365*y + y/33*8 + (y%33+3)/4
	for i := 1; i < m; i++ {
		days += persianMonth(0, i) // the last month alone has a leap day
	}
	start := time.Date(1600, 3, 19, 0, 0, 0, 0, time.UTC) // the day before 1 Farvardin 979
	t := start.AddDate(0, 0, days+d)
	return day{t.Year(), int(t.Month()), t.Day()}, nil
}

// persianMonth is how many days a month of the Persian calendar has.
func persianMonth(y, m int) int {
	switch {
	case m <= 6:
		return 31
	case m <= 11:
		return 30
	}
	for _, leap := range []int{1, 5, 9, 13, 17, 22, 26, 30} {
		if y%33 == leap {
			return 30
		}
	}
	return 29
}
