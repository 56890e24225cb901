package weigh

import (
	"strings"
	"testing"

	"firsthand/internal/report"
)

func TestIdentifySource(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"UN", "source:united-nations"},
		{"the U.N.", "source:united-nations"},
		{"UN envoy for the region", "source:united-nations"},
		{"OHCHR", "source:united-nations"},
		{"Unity Press", "source:unity-press"},
		{"White Helmets", "source:syria-civil-defence"},
		{"AFP", "source:agence-france-presse"},
		{"the Guardian", "source:the-guardian"},
		{"Lantern Group", "source:lantern-group"},
		{"", ""},
	} {
		want := strings.Replace(c.want, "the-guardian", report.SourceID("The Guardian"), 1)
		if got := identifySource(c.name, "").key; got != want {
			t.Errorf("%q is %q, want %q", c.name, got, want)
		}
	}
}

func TestBodiesFileErrors(t *testing.T) {
	if _, err := parseBodies(bodiesFile); err != nil {
		t.Errorf("the embedded file: %v", err)
	}
	for _, c := range []struct{ name, file, want string }{
		{"a column is missing", "A\tB", "line 1 has 2 columns, want 3"},
		{"an empty name", "# names\nA\tB\tc; ;d", "line 2 has an empty name"},
		{"a name stands twice", "A\tA\tx\nB\tB\tThe X", `line 2: "The X" stands in two places`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := parseBodies(c.file); err == nil || err.Error() != c.want {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestTrailWords(t *testing.T) {
	for _, c := range []struct{ words, key string }{
		{"", "reports"}, {"unnamed", "reports"}, {"deeply disturbing reports", "reports"}, {"its own sources", "reports"},
		{"activists", "activists"}, {"medical teams in the city", "medical-teams-in-the-city"},
	} {
		if key, name := trailWords(report.Hop{Name: c.words}); key != c.key || name == "" {
			t.Errorf("%q: key %q and name %q, want key %q", c.words, key, name, c.key)
		}
	}
}

func TestKindsTableIsWhole(t *testing.T) {
	for pair := range alike {
		for _, kind := range pair {
			if rankKind(kind) == len(kinds) {
				t.Errorf("%q is in the table of likeness and has no rank", kind)
			}
		}
		if situation(pair[0]) != situation(pair[1]) {
			t.Errorf("%q and %q are alike, but only one of them lasts", pair[0], pair[1])
		}
	}
}

func TestDistance(t *testing.T) {
	p := place{lat: 36.20, lon: 37.16}
	q := place{lat: 33.51, lon: 36.29}
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
			p := place{lat: c.a[0], lon: c.a[1], located: true}
			q := place{lat: c.b[0], lon: c.b[1], located: true}
			if d := distance(p, q); d > reachCity {
				t.Fatalf("%.1f km apart", d)
			}
			for _, near := range cellsNear(p) {
				if near == cellAt(q.lat, q.lon) {
					return
				}
			}
			t.Error("the other place is in none of the squares near")
		})
	}
}

func TestSourcesFileErrors(t *testing.T) {
	if _, err := parseSources(sourcesFile); err != nil {
		t.Errorf("the embedded file: %v", err)
	}
	for _, c := range []struct{ name, file, want string }{
		{"a column is missing", "name\tmonitor", "line 1 has 2 columns, want 3"},
		{"a kind nobody knows", "# kinds\nname\tpoet\tA", `line 2: "poet" is no kind of source`},
		{"an empty name", "name\tmonitor\tA; ;B", "line 1 has an empty name"},
		{"about nothing known", "age\tmonitor\tA", `line 1 is about "age", want name, of or word`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := parseSources(c.file); err == nil || err.Error() != c.want {
				t.Errorf("error %v, want %s", err, c.want)
			}
		})
	}
}
