package corefer

import (
	"fmt"
	"math"
	"testing"

	"firsthand/internal/report"
	"firsthand/internal/weigh/scene"
)

// What follows stands at the edges of the days that docs/method-weighing.md names in 1.3.

func TestDaysThatFit(t *testing.T) {
	on := func(kind, from, to string) *bucket {
		return &bucket{kind: kind, days: scene.ParseDays(report.Days{Start: from, End: to})}
	}
	for _, tt := range []struct {
		kind                     string
		from, to, after, through string
		want                     float64
	}{
		{report.Killing, "2016-12-12", "2016-12-12", "2016-12-12", "2016-12-12", 1},
		{report.Killing, "2016-12-12", "2016-12-14", "2016-12-14", "2016-12-15", .8},
		{report.Killing, "2016-12-12", "2016-12-12", "2016-12-13", "2016-12-13", 0},
		{report.Siege, "2016-12-12", "2016-12-12", "2016-12-13", "2016-12-13", 1 - .03},
		{report.Siege, "2016-12-12", "2016-12-12", "2016-12-19", "2016-12-19", 1 - .03*7},
		{report.Siege, "2016-12-12", "2016-12-12", "2016-12-20", "2016-12-20", 0},
		{report.Siege, "2016-12-12", "2016-12-14", "2016-12-14", "2016-12-15", .8},
	} {
		t.Run(fmt.Sprint(tt.kind, tt.after), func(t *testing.T) {
			a, b := on(tt.kind, tt.from, tt.to), on(tt.kind, tt.after, tt.through)
			if got, back := dayScore(a, b), dayScore(b, a); math.Abs(got-tt.want) > 1e-9 || got != back {
				t.Errorf("scores %g and %g, want %g", got, back, tt.want)
			}
		})
	}
	if got := dayScore(on(report.Siege, "2016-12-12", "2016-12-12"), on(report.Killing, "2016-12-13", "2016-12-13")); got != 0 {
		t.Errorf("a siege and what happens at one moment, a day apart: %g", got)
	}
}
