package calendar

import (
	"strings"
	"testing"
	"time"
)

func TestDaysAndMonthsAreInOrder(t *testing.T) {
	if len(Weekdays) != 7 || len(Months) != 12 {
		t.Fatalf("%d weekdays and %d months", len(Weekdays), len(Months))
	}
	for i, w := range Weekdays {
		if want := strings.ToLower(time.Weekday((i + 1) % 7).String()); w != want || !Day(w) || Month(w) {
			t.Errorf("weekday %d is %q, want %q", i+1, w, want)
		}
	}
	for i, w := range Months {
		if want := strings.ToLower(time.Month(i + 1).String()); w != want || !Month(w) || Day(w) {
			t.Errorf("month %d is %q, want %q", i+1, w, want)
		}
	}
	if !Day("yesterday") || !Month("sept") || Month("mar") || Day("week") {
		t.Error("what stands for a day, and the short months, are not what they should be")
	}
}
