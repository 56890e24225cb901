// Package date reads the times of publication that people and programs write.
package date

import (
	"errors"
	"regexp"
	"strings"
	"time"
)

// ErrUnreadable is the error of a time of publication that cannot be read.
var ErrUnreadable = errors.New("not a date that can be read")

// ErrAmbiguous is the error of a day in figures of which the order cannot be told.
var ErrAmbiguous = errors.New("a day whose order of day and month cannot be told")

// Order is the order of day and month in dates that are written in figures alone.
type Order int

// The orders.
const (
	Unknown Order = iota
	DayFirst
	MonthFirst
)

// Reader reads dates in the light of what is known of where they come from.
type Reader struct {
	Order Order
}

// dateForm takes a written time apart: weekday, day, clock, half of the day, offset. What stands in the parts is checked after.
var dateForm = regexp.MustCompile(`^(?:(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?` +
	`(.*?\d)` +
	`(?:(?:T|,? (?:at )?)(\d{1,2}:\d\d(?::\d\d(?:[.,]\d{1,9})?)?)(?: ?([AaPp]\.?[Mm]\.?))?` +
	` ?(Z|[A-Z]{2,5}|(?:GMT|UTC)?[+-]\d\d:?(?:\d\d)?)?)?$`)

// yearLast is the form of C's ctime and of some networks' interfaces, the year after the clock.
var yearLast = regexp.MustCompile(`^((?i:mon|tue|wed|thu|fri|sat|sun)) ([A-Z][a-z]{2} \d{1,2}) (\d\d:\d\d:\d\d)(?: ([A-Z]{2,5}|[+-]\d{4}))? (\d{4})$`)

// dayLayouts are the forms of a day. The month is in letters or the year comes first: 12/13/2016 and 13/12/2016 cannot be told
// apart on most days of a year, so neither is read.
var dayLayouts = []string{
	"2006-1-2", "2006/1/2", "2006.1.2", "20060102", "2 January 2006", "2 Jan 2006", "January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006",
	"January 2 2006", "Jan 2 2006",
}

// Parse writes a time of publication as an ISO 8601 date, or as an RFC 3339 date and time where both the time and its offset
// are known; "" for "". The offset stays as it was written, for the day of a publication is its publisher's day. A time without an offset,
// or with one of the zone names that several countries use, gives the day alone.
func (r Reader) Parse(s string) (string, error) {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		return "", nil
	}
	if len(s) > 100 {
		return "", ErrUnreadable
	}
	if m := yearLast.FindStringSubmatch(s); m != nil {
		s = m[2] + " " + m[5] + " " + m[3] + " " + m[4]
		s = strings.TrimSpace(s)
	}
	m := dateForm.FindStringSubmatch(s)
	if m == nil {
		return "", ErrUnreadable
	}
	day, err := parseDay(m[1])
	if err != nil || m[2] == "" {
		return day, err
	}
	clock, err := parseClock(m[2], m[3])
	if err != nil {
		return "", err
	}
	offset, known := parseOffset(m[4])
	if !known {
		return day, nil
	}
	moment := day + "T" + clock + offset
	if _, err := time.Parse(time.RFC3339, moment); err != nil {
		return "", ErrUnreadable
	}
	return moment, nil
}

func parseDay(s string) (string, error) {
	for _, layout := range dayLayouts {
		if t, err := time.Parse(layout, s); err == nil && t.Year() >= 1000 {
			return t.Format(time.DateOnly), nil
		}
	}
	return "", ErrUnreadable
}

func parseClock(s, half string) (string, error) {
	layout := "15:4:5"
	if strings.Count(s, ":") == 1 {
		layout = "15:4"
	}
	if half != "" {
		layout = strings.Replace(layout, "15", "3", 1) + "PM"
		s += strings.ToUpper(strings.ReplaceAll(half, ".", ""))
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		return "", ErrUnreadable
	}
	return t.Format(time.TimeOnly), nil
}

// parseOffset reads an offset from universal time, as RFC 3339 writes it.
func parseOffset(s string) (offset string, known bool) {
	if s == "Z" || s == "GMT" || s == "UTC" {
		return "Z", true
	}
	s = strings.TrimPrefix(strings.TrimPrefix(s, "GMT"), "UTC")
	if s == "" || s[0] != '+' && s[0] != '-' {
		return "", false
	}
	digits := strings.ReplaceAll(s[1:], ":", "") + "00"
	return s[:1] + digits[:2] + ":" + digits[2:4], true
}

// Best picks the time of publication from the ones that a page gives, the most trustworthy first: the first that can be read,
// or the same moment with the publisher's own offset where a later one gives that.
func (r Reader) Best(candidates []string) string {
	best := ""
	for _, c := range candidates {
		switch date, err := r.Parse(c); {
		case err != nil:
		case best == "":
			best = date
		case strings.HasSuffix(best, "Z") || strings.HasSuffix(best, "+00:00"):
			if sameMoment(best, date) {
				best = date
			}
		}
	}
	return best
}

func sameMoment(a, b string) bool {
	t, err := time.Parse(time.RFC3339, a)
	if err != nil {
		return false
	}
	u, err := time.Parse(time.RFC3339, b)
	return err == nil && t.Equal(u)
}
