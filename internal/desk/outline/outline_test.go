package outline

import (
	"math"
	"strings"
	"testing"
)

func TestTheEmbeddedMap(t *testing.T) {
	w, err := read(packed)
	if err != nil {
		t.Fatal(err)
	}
	if len(w.rings) < 1000 {
		t.Errorf("the map has %d outlines", len(w.rings))
	}
	in := func(lat, lon float64) bool { // an odd number of outlines to the east
		inside := false
		for _, r := range w.rings {
			for i, p := range r.points {
				q := r.points[(i+len(r.points)-1)%len(r.points)]
				if (p.lat > lat) != (q.lat > lat) && lon < (q.lon-p.lon)*(lat-p.lat)/(q.lat-p.lat)+p.lon {
					inside = !inside
				}
			}
		}
		return inside
	}
	if !in(36.2, 37.2) || !in(48.7, 37.6) || in(0, -30) || in(34, 33.9) {
		t.Error("Aleppo or Kramatorsk lies in the sea, or the sea on land")
	}
}

func TestAViewShowsItsArea(t *testing.T) {
	syria := Area{35.5, 32.3, 42.4, 37.4}
	v := NewView(syria, 1200, 600)
	for _, c := range [][2]float64{{32.3, 35.5}, {37.4, 42.4}, {35, 38}} {
		x, y := v.At(c[0], c[1])
		if x < -0.5 || y < -0.5 || x > 1200.5 || y > 600.5 {
			t.Errorf("%v stands at %.1f, %.1f", c, x, y)
		}
		if !v.Area.Holds(c[0], c[1]) && c[0] != 32.3 && c[0] != 37.4 {
			t.Errorf("%v is not in %v", c, v.Area)
		}
	}
	if x1, y1 := v.At(36, 37); x1 > 600 || y1 > 300 {
		t.Errorf("the north-west stands at %.0f, %.0f", x1, y1)
	}
	nearer := v.Zoomed(2, 0, 0)
	if got := (v.Area.East - v.Area.West) / (nearer.East - nearer.West); math.Abs(got-2) > 0.01 {
		t.Errorf("twice as near shows a %.2fth", got)
	}
	if east := v.Zoomed(1, 0.5, 0); east.West <= v.Area.West {
		t.Error("to the east is not east")
	}
	if world := NewView(Area{-180, -60, 180, 80}, 1200, 600).Zoomed(0.5, 0, 0); !world.Valid() {
		t.Errorf("farther than the world: %v", world)
	}
	land := v.Land()
	if !strings.HasPrefix(land, "M") || len(land) > 60_000 || strings.Contains(land, "NaN") {
		t.Errorf("land of %d bytes: %.60s", len(land), land)
	}
	if all := NewView(Area{-180, -60, 180, 80}, 1200, 600).Land(); len(all) > 260_000 {
		t.Errorf("the world takes %d bytes", len(all))
	}
}

func TestAreasInAddresses(t *testing.T) {
	a := Area{35.5, 32.25, 42.4, 37.4}
	if got, ok := Parse(a.String()); !ok || got != a {
		t.Errorf("%s came back as %v", a, got)
	}
	for _, s := range []string{"", "1,2,3", "a,b,c,d", "4,3,2,1", "NaN,0,1,1", "0,0,Inf,1", "-500,0,1,1", strings.Repeat("1,", 100)} {
		if a, ok := Parse(s); ok {
			t.Errorf("%q is the area %v", s, a)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("35.5,32.25,42.4,37.4")
	f.Add("-180,-90,180,90")
	f.Fuzz(func(t *testing.T, s string) {
		a, ok := Parse(s)
		if !ok {
			return
		}
		v := NewView(a, 1200, 600)
		if land := v.Land(); strings.Contains(land, "NaN") || strings.Contains(land, "Inf") {
			t.Errorf("%v: no numbers", a)
		}
		if z := v.Zoomed(2, 0, 0); strings.Contains(z.String(), "NaN") {
			t.Errorf("%v: nearer is %v", a, z)
		}
	})
}
