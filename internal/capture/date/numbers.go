package date

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	digitsForm = regexp.MustCompile(`^(?:/?date\()?(-?\d{5,17})(?:\.\d{1,9})?(?:[+\-]\d{4})?(?:\)/?)?$`)
	ordinalDay = regexp.MustCompile(`^(\d{4})-(\d{3})$`)
	weekDay    = regexp.MustCompile(`^(\d{4})-?w(\d{2})-?([1-7])$`)
	compact    = regexp.MustCompile(`^(?:d:)?(\d{4})(\d{2})(\d{2})(?:[t ]?(\d{2})(\d{2})(\d{2})?)?(?:\.\d+)?(z|[+\-]\d{2}'?:?\d{2}'?)?$`)
	exifForm   = regexp.MustCompile(`^(\d{4}):(\d{2}):(\d{2})( .*)?$`)
	dateGroup  = regexp.MustCompile(`^(\d{2})(\d{2})(\d{2})z ?([a-z]{3}) ?(\d{2}|\d{4})$`)
)

// The numbers that are taken for counts of seconds, milliseconds and microseconds since 1970, and of days since 1900 as
// spreadsheets count: those from 1990 to 2100, so that a day written without signs is never one of them.
const (
	firstSecond, lastSecond = 631152000, 4102444800
	firstSerial, lastSerial = 32874, 73050
)

// parseNumber reads a date that is one number. It is not ok for anything else.
func parseNumber(s string) (value string, ok bool, err error) {
	m := digitsForm.FindStringSubmatch(s)
	if m == nil {
		return "", false, nil
	}
	n, err := strconv.ParseInt(m[1], 10, 64)
	if err != nil {
		return "", true, ErrUnreadable
	}
	wrapped := strings.Contains(s, "date(")
	for _, unit := range []int64{1, 1_000, 1_000_000} {
		if n >= firstSecond*unit && n <= lastSecond*unit {
			return time.Unix(n/unit, 0).UTC().Format(time.RFC3339), true, nil
		}
	}
	switch {
	case wrapped:
		return time.UnixMilli(n).UTC().Format(time.RFC3339), true, nil
	case len(m[1]) == 5 && n >= firstSerial && n <= lastSerial:
		// Spreadsheets count a 29 February 1900 that never was; from March on this is the same as counting from 30
		// December 1899.
		return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(n)).Format(time.DateOnly), true, nil
	case len(m[1]) == 8 && m[1] == s:
		return "", false, nil
	case n == 0:
		return "", true, ErrEpoch
	}
	if compact.MatchString(s) {
		return "", false, nil
	}
	return "", true, ErrUnreadable
}

// parseCompact reads the forms of machines that have no signs between year, month and day, or signs of their own.
func parseCompact(s string) (value string, ok bool, err error) {
	if m := ordinalDay.FindStringSubmatch(s); m != nil {
		n := number(m[2])
		t := time.Date(number(m[1]), 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n-1)
		if n < 1 || t.Year() != number(m[1]) {
			return "", true, ErrUnreadable
		}
		return whole(t.Year(), int(t.Month()), t.Day())
	}
	if m := weekDay.FindStringSubmatch(s); m != nil {
		return dayOfWeek(number(m[1]), number(m[2]), number(m[3]))
	}
	if m := dateGroup.FindStringSubmatch(s); m != nil {
		mon, isMonth := names.months[m[4]]
		if !isMonth {
			return "", true, ErrUnreadable
		}
		year := number(m[5])
		if year < 100 {
			year += 2000
		}
		value, _, err := whole(year, mon.number, number(m[1]))
		if err != nil {
			return "", true, err
		}
		value, err = clock{said: true, hour: number(m[2]), minute: number(m[3]), zone: "z"}.at(value)
		return value, true, err
	}
	if m := exifForm.FindStringSubmatch(s); m != nil {
		value, err := (Reader{}).parse(m[1] + "-" + m[2] + "-" + m[3] + m[4])
		return value, true, err
	}
	if m := compact.FindStringSubmatch(s); m != nil {
		value, _, err := whole(number(m[1]), number(m[2]), number(m[3]))
		if err != nil || m[4] == "" {
			return value, true, err
		}
		c := clock{said: true, hour: number(m[4]), minute: number(m[5]), second: number(m[6]), zone: strings.ReplaceAll(m[7], "'", "")}
		value, err = c.at(value)
		return value, true, err
	}
	return "", false, nil
}

// whole is a day with all its parts, checked.
func whole(y, m, d int) (value string, ok bool, err error) {
	y, err = gregorianYear(y)
	if err != nil {
		return "", true, err
	}
	found := day{y, m, d}
	if !found.valid() {
		return "", true, ErrUnreadable
	}
	return found.String(), true, nil
}

// dayOfWeek is a day by its week (ISO 8601).
func dayOfWeek(year, week, weekday int) (value string, ok bool, err error) {
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC) // always in the first week
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7)
	t := monday.AddDate(0, 0, 7*(week-1)+weekday-1)
	if y, w := t.ISOWeek(); y != year || w != week {
		return "", true, ErrUnreadable
	}
	return whole(t.Year(), int(t.Month()), t.Day())
}

// interval is an EDTF interval; a day alone where both ends are one.
func interval(from, to string) (string, error) {
	if len(from) != len(to) || from > to {
		return "", ErrUnreadable
	}
	if from == to {
		return from, nil
	}
	return fmt.Sprintf("%s/%s", from, to), nil
}
