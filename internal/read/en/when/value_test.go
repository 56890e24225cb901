package when

import (
	"regexp"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/report"
)

func TestDay(t *testing.T) {
	for _, c := range []struct {
		kind, value string
		want        report.Days
	}{
		{Date, "2016-12-12", report.Days{Start: "2016-12-12", End: "2016-12-12"}},
		{Time, "2016-12-12TEV", report.Days{Start: "2016-12-12", End: "2016-12-12"}},
		{Time, "2016-12-12T19:15", report.Days{Start: "2016-12-12", End: "2016-12-12"}},
		{Date, "2016-W50", report.Days{Start: "2016-12-12", End: "2016-12-18"}},
		{Date, "2016-W50-WE", report.Days{Start: "2016-12-17", End: "2016-12-18"}},
		{Date, "2015-W01", report.Days{Start: "2014-12-29", End: "2015-01-04"}},
		{Date, "2016-02", report.Days{Start: "2016-02-01", End: "2016-02-29"}},
		{Date, "2016-Q3", report.Days{Start: "2016-07-01", End: "2016-09-30"}},
		{Date, "2016-H1", report.Days{Start: "2016-01-01", End: "2016-06-30"}},
		{Date, "2016-SU", report.Days{Start: "2016-06-01", End: "2016-08-31"}},
		{Date, "2015-WI", report.Days{Start: "2015-12-01", End: "2016-02-29"}},
		{Date, "2016", report.Days{Start: "2016-01-01", End: "2016-12-31"}},
		{Date, "199", report.Days{Start: "1990-01-01", End: "1999-12-31"}},
		{Date, "19", report.Days{Start: "1900-01-01", End: "1999-12-31"}},
	} {
		got, ok := Day(report.Time{Value: c.value, Type: c.kind})
		if diff := cmp.Diff(c.want, got); diff != "" || !ok {
			t.Errorf("%s: ok %v\n%s", c.value, ok, diff)
		}
	}
}

func TestDayRefusesWhatIsNoDay(t *testing.T) {
	for _, tm := range []report.Time{
		{Value: "P4Y", Type: Duration}, {Value: "P1D", Type: Set}, {Value: "PRESENT_REF", Type: Date}, {Value: "XXXX-12-12", Type: Date},
		{Value: "XXXX-WXX-1", Type: Date}, {Value: "2016-WXX", Type: Date}, {Value: "2016-02-30", Type: Date}, {Value: "2016-13", Type: Date},
		{Value: "", Type: Date}, {Value: "2016-12-12", Type: Duration}, {Value: "20161212", Type: Date}, {Value: "2016-12-12-12", Type: Date}, {Value: "2016-", Type: Date},
		{Value: "2016-W54", Type: Date}, {Value: "2016-Q5", Type: Date}, {Value: "-5", Type: Date},
	} {
		if days, ok := Day(tm); ok {
			t.Errorf("%q (%s) gave %v", tm.Value, tm.Type, days)
		}
	}
}

// values are the shapes that this package writes.
var values = regexp.MustCompile(`^(PAST_REF|PRESENT_REF|FUTURE_REF|P(\d+(WE|[YMWDQ])(6M|15D|T12H)?|T\d+(NI|[HMS])(30[MS])?|X(WE|[YMWDQEC])|TX(NI|[HMS]))|` +
	`\d\d|\d{3}|XX|XXX|(\d{4}|XXXX)(-(Q[1-4X]|QXX|H[12]|SP|SU|FA|WI|W(\d\d|XX)(-WE|-[1-7])?|(\d\d|XX)(-(\d\d|XX))?))?(T(MO|AF|EV|NI|DT|\d\d(:\d\d)?))?)$`)

func wellFormed(value string) bool { return values.MatchString(value) }

func TestEveryDayIsItsOwnInterval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(rapid.IntRange(1, 9999).Draw(t, "year"), 1, rapid.IntRange(1, 366).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		if day.Year() > 9999 {
			t.Skip()
		}
		iso := day.Format(time.DateOnly)
		got, ok := Day(report.Time{Value: dayOf(day).String(), Type: Date})
		if !ok || got.Start != iso || got.End != iso {
			t.Fatalf("%s: %v %v", iso, got, ok)
		}
		week, ok := Day(report.Time{Value: weekOf(day, week).String(), Type: Date})
		if day.Year() > 1 && day.Year() < 9999 && (!ok || week.Start > iso || iso > week.End) {
			t.Fatalf("%s is not in its week %v", iso, week)
		}
	})
}

func TestAddAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(rapid.IntRange(1000, 3000).Draw(t, "year"), 1, rapid.IntRange(1, 366).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		n := rapid.IntRange(-500, 500).Draw(t, "steps")
		for _, d := range []date{dayOf(day), weekOf(day, week), monthOf(day), quarterOf(day), {grain: year, year: day.Year()}} {
			if back := d.add(n).add(-n); back != d {
				t.Fatalf("%s plus and minus %d is %s", d, n, back)
			}
		}
	})
}
