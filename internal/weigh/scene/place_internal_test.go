package scene

import (
	"math"
	"testing"

	"firsthand/internal/report"
)

// What follows stands at the edges of the distances and days that docs/method-weighing.md names in 1.2 and 1.3.

func TestPlacesThatFit(t *testing.T) {
	const degree = 6371 * math.Pi / 180 // of latitude, in kilometres
	at := func(name, id string, precision report.Precision, km float64) Place {
		lat, lon := 36+km/degree, 37.0
		return NewPlace(report.Where{Name: name, ID: id, Precision: precision, Lat: &lat, Lon: &lon, Country: "SY"})
	}
	for _, tt := range []struct {
		name string
		p, q Place
		want float64
	}{
		{"exact places at 0.99 km", at("A", "1", report.Exact, 0), at("B", "2", report.Exact, .99), .8},
		{"exact places at 1.01 km", at("A", "1", report.Exact, 0), at("B", "2", report.Exact, 1.01), 0},
		{"quarters at 1.99 km", at("A", "1", report.Neighbourhood, 0), at("B", "2", report.Neighbourhood, 1.99), .8},
		{"quarters at 2.01 km", at("A", "1", report.Neighbourhood, 0), at("B", "2", report.Neighbourhood, 2.01), 0},
		{"an exact place and a quarter at 1.99 km", at("A", "1", report.Exact, 0), at("B", "2", report.Neighbourhood, 1.99), .8},
		{"a quarter and a city at 9.99 km", at("A", "1", report.Neighbourhood, 0), at("B", "2", report.City, 9.99), .8},
		{"a quarter and a city at 10.01 km", at("A", "1", report.Neighbourhood, 0), at("B", "2", report.City, 10.01), 0},
		{"two entries of one name at 9.99 km", at("A", "1", report.City, 0), at("A", "2", report.City, 9.99), .8},
		{"two entries of one name at 10.01 km", at("A", "1", report.City, 0), at("A", "2", report.City, 10.01), 0},
		{"two entries at 2.99 km, which are spellings of one town", at("A", "1", report.City, 0), at("B", "2", report.City, 2.99), .8},
		{"two cities at 3.01 km", at("A", "1", report.City, 0), at("B", "2", report.City, 3.01), 0},
		{"two regions at no distance", at("A", "1", report.Region, 0), at("B", "2", report.Region, 0), 0},
		{"the same", at("A", "1", report.City, 0), at("A", "1", report.City, 0), 1},
		{"the same name, one of them not in the gazetteer", at("A", "1", report.City, 0), NewPlace(report.Where{Name: "A", Country: "SY"}), .9},
		{"another country's", at("A", "1", report.City, 0), NewPlace(report.Where{Name: "A", Country: "LB"}), 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, back := PlaceScore(tt.p, tt.q), PlaceScore(tt.q, tt.p); got != tt.want || back != tt.want {
				t.Errorf("scores %g and %g, want %g", got, back, tt.want)
			}
		})
	}
}
