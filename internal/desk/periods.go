package desk

import (
	"time"
)

// periodsOf counts days by periods, none left out between the first and the last. A period is named by the first so
// many letters of its days: ten for a day, seven for a month, four for a year.
func periodsOf(byDay map[string]int, length int) []period {
	var first, last time.Time
	counts := map[string]int{}
	for day, n := range byDay {
		t, err := time.Parse(time.DateOnly, day)
		if err != nil {
			continue
		}
		if first.IsZero() || t.Before(first) {
			first = t
		}
		if t.After(last) {
			last = t
		}
		counts[day[:length]] += n
	}
	if first.IsZero() {
		return nil
	}
	var out []period
	for t := first; ; {
		from, next := periodAround(t, length)
		if from.After(last) || len(out) > 10*mostBars && length > 4 {
			return out
		}
		out = append(out, period{from.Format(time.DateOnly), next.AddDate(0, 0, -1).Format(time.DateOnly), counts[from.Format(time.DateOnly)[:length]]})
		t = next
	}
}

// periodAround is the first day of the period of a day, and of the next.
func periodAround(t time.Time, length int) (from, next time.Time) {
	switch length {
	case 7:
		from = time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(0, 1, 0)
	case 4:
		from = time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		return from, from.AddDate(1, 0, 0)
	}
	from = time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	return from, from.AddDate(0, 0, 1)
}
