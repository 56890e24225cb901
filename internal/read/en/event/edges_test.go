package event

import (
	"fmt"
	"math"
	"testing"

	"firsthand/internal/report"
	"firsthand/internal/report/exact"
)

// What follows stands at the edges of the distances that docs/method-figures-events.md names.
func TestPlacesThatAgree(t *testing.T) {
	const degree = 6371 * math.Pi / 180 // of latitude, in kilometres
	lat, lon, off := 36.0, 37.0, 0.0
	at := func(km float64) *float64 {
		l := lat + km/degree
		return &l
	}
	town := report.Place{Name: "A", Admin1: "P", Country: "SY", Precision: report.City, Lat: &lat, Lon: &lon}
	other := func(km float64, change func(p *report.Place)) report.Place {
		p := report.Place{Name: "B", Admin1: "P", Country: "SY", Precision: report.City, Lat: at(km), Lon: &lon}
		if change != nil {
			change(&p)
		}
		return p
	}
	quarter := func(p *report.Place) { p.Precision = report.Neighbourhood }
	district := func(p *report.Place) { p.Precision, p.Admin1 = report.Region, "Q" }
	capital := func(p *report.Place) { p.Name = "P" }
	abroad := func(p *report.Place) { p.Country = "LB" }
	for _, tt := range []struct {
		name   string
		b      report.Place
		agrees bool
	}{
		{"a suburb at 11.9 km", other(11.9, nil), true},
		{"a town at 12.1 km", other(12.1, nil), false},
		{"a village at 34.9 km of the city that its province is called after", other(34.9, capital), true},
		{"one at 35.1 km", other(35.1, capital), false},
		{"a quarter at 29.9 km", other(29.9, quarter), true},
		{"a quarter at 30.1 km", other(30.1, quarter), false},
		{"another province's district at 29.9 km", other(29.9, district), true},
		{"another province's district at 30.1 km", other(30.1, district), false},
		{"a town abroad at 2 km", other(2, abroad), false},
		{"a town nobody can place", report.Place{Name: "B", Country: "SY", Precision: report.City}, false},
		{"a quarter nobody can place", report.Place{Name: "B", Country: "SY", Precision: report.Neighbourhood, Lon: &off}, true},
		{"the country", report.Place{Name: "Syria", Country: "SY", Precision: report.Country}, true},
		{"another country", report.Place{Name: "Lebanon", Country: "LB", Precision: report.Country}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := &reader{in: Input{Places: []report.Place{town, tt.b}}}
			if r.agree(0, 1) != tt.agrees || r.agree(1, 0) != tt.agrees {
				t.Errorf("agree: %v and %v, want %v", r.agree(0, 1), r.agree(1, 0), tt.agrees)
			}
		})
	}
	if got := fmt.Sprintf("%.1f", exact.Kilometres(36.2, 37.16, 33.51, 36.29)); got != "309.5" { // Aleppo to Damascus
		t.Errorf("distance %s km", got)
	}
}
