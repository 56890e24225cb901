// Package date reads the times of publication that people and programs write, in the languages that reports come in.
//
// A wrong day does more harm than none: it moves a report in time, and with it the events that it tells of. So a form
// is read only where it can mean one thing. A day in figures alone (05/04/2018) is read where a number over 12, the
// weekday beside it, the language or country it comes from, or the user tells the order; a weekday that does not fit
// its day, or a year of a calendar that is not named, gives no day. Nothing is asked of the clock: the same words give
// the same day.
package date

import (
	"errors"
	"strings"
	"time"
)

// Why a time of publication cannot be read.
var (
	ErrUnreadable = errors.New("not a date that can be read")
	ErrAmbiguous  = errors.New("a day whose order of day and month cannot be told")
	ErrRelative   = errors.New("a day told from a moment that is not known")
	ErrCalendar   = errors.New("a day of another calendar")
	ErrWeekday    = errors.New("a day that is not the weekday beside it")
	ErrNoYear     = errors.New("a day without a year")
	ErrEpoch      = errors.New("1 January 1970, which programs write for a day they do not know")
)

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
	Order    Order
	Captured time.Time // when the page or message was captured: "2 days ago" is told from here; zero where not known
}

// maxDate is the most bytes of a written date.
const maxDate = 160

// Parse writes a time of publication as an ISO 8601 day, or as an RFC 3339 day and time where both the time and its
// offset are known; as an EDTF month, year or interval where no more is said; "" for what says that no day is known
// ("-", "N/A"). The offset stays as it was written, for the day of a publication is its publisher's day. A time without
// an offset, or with one of the zone names that several countries use, gives the day alone.
func (r Reader) Parse(s string) (string, error) {
	if len(s) > maxDate {
		return "", ErrUnreadable
	}
	value, err := s, error(nil)
	if !inNormalForm(s) {
		s = fold(s)
		if noDay[s] {
			return "", nil
		}
		value, err = r.parse(s)
	}
	switch {
	case err != nil:
		return "", err
	case strings.HasPrefix(value, "1970-01-01") && (len(value) == 10 || strings.Contains(value, "T00:00:00")):
		return "", ErrEpoch
	}
	return value, nil
}

// inNormalForm reports whether s is a day or a moment as Parse would write it, which most are.
func inNormalForm(s string) bool {
	layout := time.DateOnly
	switch {
	case len(s) == len("2006-01-02T15:04:05Z") && s[19] == 'Z', len(s) == len(time.RFC3339):
		layout = time.RFC3339
	case len(s) != len(layout):
		return false
	}
	t, err := time.Parse(layout, s)
	return err == nil && t.Year() >= firstYear && t.Year() <= lastYear
}

// noDay are the words, folded, by which people and programs say that they know no day.
var noDay = map[string]bool{
	"": true, "-": true, "--": true, "?": true, ".": true, "n/a": true, "na": true, "n.a.": true, "none": true, "null": true, "nil": true,
	"nan": true, "nat": true, "unknown": true, "undated": true, "no date": true, "n.d.": true, "nd": true, "0": true,
	"0000-00-00": true, "0000-00-00 00:00:00": true, "0001-01-01t00:00:00z": true, "0001-01-01t00:00:00": true,
	"undefined": true, "tbd": true, "keine": true, "inconnu": true, "desconocido": true, "нет": true, "غير معروف": true,
}

func (r Reader) parse(s string) (string, error) {
	for _, form := range []func(string) (string, bool, error){parseNumber, parseCompact, r.parseRelative, r.parseBoth, r.parseInterval} {
		if value, ok, err := form(s); ok {
			return value, err
		}
	}
	rest, clock := cutClock(s)
	day, err := r.parseDay(rest)
	if err != nil && !clock.said {
		if again, dotted, ok := cutDottedClock(s); ok {
			if found, second := r.parseDay(again); second == nil {
				day, clock, err = found, dotted, nil
			}
		}
	}
	if err != nil {
		return "", err
	}
	return clock.at(day)
}

// parseBoth reads a day that is given in two calendars: "14 … 1438, corresponding to 13 December 2016".
func (r Reader) parseBoth(s string) (string, bool, error) {
	for _, word := range []string{"الموافق", "corresponding to", "برابر با"} {
		first, second, ok := strings.Cut(s, word)
		if !ok {
			continue
		}
		for _, half := range []string{second, first} {
			if value, err := r.parse(strings.Trim(half, " ,()/-")); err == nil {
				return value, true, nil
			}
		}
		return "", true, ErrCalendar
	}
	return "", false, nil
}

// Best picks the time of publication from the ones that a page gives, the most trustworthy first: the first that can be
// read as a day, or the same moment with the publisher's own offset, or the publisher's own day of it, where a later
// one gives that; a month or a year only where no day is given.
func (r Reader) Best(candidates []string) string {
	best, vague := "", ""
	for _, c := range candidates {
		value, err := r.Parse(c)
		switch {
		case err != nil || value == "":
		case !isDay(value):
			if vague == "" {
				vague = value
			}
		case best == "":
			best = value
		case len(value) == len(time.DateOnly) && strings.HasPrefix(best, value):
			return best // the publisher's own day is that of universal time
		case strings.HasSuffix(best, "Z") || strings.HasSuffix(best, "+00:00"):
			if sameMoment(best, value) || dayOf(best, value) {
				best = value
			}
		}
	}
	if best == "" {
		return vague
	}
	return best
}

// isDay reports whether a value is that of a single day.
func isDay(value string) bool {
	const form = "2006-01-02"
	return len(value) == len(form) || len(value) > len(form) && value[len(form)] == 'T'
}

// dayOf reports whether day, written without a time, can be the day on the publisher's own clock of a moment that is
// written in universal time: the day before or after, where the moment is near enough to midnight.
func dayOf(moment, day string) bool {
	t, err := time.Parse(time.RFC3339, moment)
	if err != nil || len(day) != len(time.DateOnly) || day == moment[:len(time.DateOnly)] {
		return false
	}
	return t.Add(-12*time.Hour).Format(time.DateOnly) == day || t.Add(14*time.Hour).Format(time.DateOnly) == day
}

func sameMoment(a, b string) bool {
	t, err := time.Parse(time.RFC3339, a)
	if err != nil {
		return false
	}
	u, err := time.Parse(time.RFC3339, b)
	return err == nil && t.Equal(u)
}
