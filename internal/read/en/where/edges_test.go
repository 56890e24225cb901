package where

import (
	"testing"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// What follows stands at the edges of the distances that docs/method-when-where.md names.
func TestDistancesFromAPlace(t *testing.T) {
	for _, tt := range []struct {
		text   string
		reason report.AreaKind
		radius float64
	}{
		{"Shells fell 100 km north of Homs on Monday.", report.Offset, 25},
		{"Shells fell 100 km from Homs on Monday.", report.Somewhere, 100},
		{"Shells fell 101 km from Homs on Monday.", "", 0}, // a journey, not a place
		{"Shells fell 8 km north of Homs on Monday.", report.Offset, 2},
		{"Shells fell 4 km north of Homs on Monday.", report.Offset, 1},
		{"Shells fell 2 km north of Homs on Monday.", report.Offset, 1}, // never less than 1
		{"Shells fell on the outskirts of Homs on Monday.", report.Around, 15},
		{"Shells fell in rural Manbij on Monday.", report.Rural, 15},
		{"Shells fell in eastern Homs on Monday.", report.PartOf, 0},
	} {
		t.Run(tt.text, func(t *testing.T) {
			found := Find(segment.Split(tt.text))
			if len(found) != 1 {
				t.Fatalf("%d places", len(found))
			}
			if p := found[0]; p.Reason != tt.reason || p.Radius != tt.radius {
				t.Errorf("%q, radius %g; want %q, %g", p.Reason, p.Radius, tt.reason, tt.radius)
			}
		})
	}
}

// Beyond 100 km the point stays the place's own.
func TestAFarPlaceIsNotMoved(t *testing.T) {
	for text, moved := range map[string]bool{"Shells fell 100 km north of Homs on Monday.": true, "Shells fell 101 km north of Homs on Monday.": false} {
		found := Find(segment.Split(text))
		if len(found) != 1 || found[0].Lat == nil {
			t.Fatalf("%q: %d places", text, len(found))
		}
		if got := *found[0].Lat > 35; got != moved { // Homs lies at 34.7 degrees north
			t.Errorf("%q lies at %g", text, *found[0].Lat)
		}
	}
}
