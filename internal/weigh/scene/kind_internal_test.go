package scene

import (
	"strings"
	"testing"

	"firsthand/internal/report"
)

func TestKindsTableIsWhole(t *testing.T) {
	for pair := range alike {
		for _, kind := range pair {
			if RankKind(kind) == len(kinds) {
				t.Errorf("%q is in the table of likeness and has no rank", kind)
			}
		}
		if Lasting(pair[0]) != Lasting(pair[1]) {
			t.Errorf("%q and %q are alike, but only one of them lasts", pair[0], pair[1])
		}
	}
}

func TestDistance(t *testing.T) {
	p := Place{Lat: 36.20, Lon: 37.16}
	q := Place{Lat: 33.51, Lon: 36.29}
	if d := distance(p, q); d < 305 || d > 315 {
		t.Errorf("Aleppo to Damascus %.1f km, want about 310", d)
	}
}

func TestCellsNearReachAcrossTheDateLineAndThePole(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b [2]float64
	}{
		{"date line", [2]float64{-17, 179.98}, [2]float64{-17, -179.99}},
		{"far north", [2]float64{78.2, 15.6}, [2]float64{78.22, 15.9}},
		{"pole", [2]float64{89.99, 0}, [2]float64{89.99, 180}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := Place{Lat: c.a[0], Lon: c.a[1], Located: true}
			q := Place{Lat: c.b[0], Lon: c.b[1], Located: true}
			if d := distance(p, q); d > reachCity {
				t.Fatalf("%.1f km apart", d)
			}
			for _, near := range CellsNear(p) {
				if near == CellAt(q.Lat, q.Lon) {
					return
				}
			}
			t.Error("the other place is in none of the squares near")
		})
	}
}

func TestEveryKindHasItsWords(t *testing.T) {
	for _, kind := range append([]string{""}, kinds...) {
		if said := SayKind(kind); said.String() == said.Code {
			t.Errorf("the catalogue has no words for the kind %q", kind)
		}
	}
	for _, kind := range append([]string{"", "control"}, kinds...) {
		if said := Title(kind, "", report.Days{}).String(); strings.Contains(said, ".") {
			t.Errorf("the catalogue has no title for the kind %q: %q", kind, said)
		}
	}
}

func TestEveryWordIsOfAKind(t *testing.T) {
	for _, h := range known.heads {
		if RankKind(h.kind) == len(kinds) || len(h.stems) == 0 {
			t.Errorf("words.tsv has %q for the kind %q", h.stems, h.kind)
		}
	}
	if len(known.sides) != 8 || len(known.qualifiers) == 0 || !known.qualifiers["besieged"] {
		t.Errorf("sides %v, qualifiers %v", known.sides, known.qualifiers)
	}
}

func TestTitle(t *testing.T) {
	day := report.Days{Start: "2016-12-12", End: "2016-12-12"}
	for _, c := range []struct {
		kind, where string
		when        report.Days
		want        string
	}{
		{"killing", "Aleppo", day, "Killing, Aleppo, 12 December 2016"},
		{"air strike", "", day, "Air strike, 12 December 2016"},
		{"siege", "Aleppo", report.Days{}, "Siege, Aleppo"},
		{"", "", report.Days{}, "Event"},
		{"attack on aid", "Aleppo", report.Days{Start: "2016-11-30", End: "2016-12-02"}, "Attack on aid, Aleppo, 30 November – 2 December 2016"},
	} {
		if got := Title(c.kind, c.where, c.when).String(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
