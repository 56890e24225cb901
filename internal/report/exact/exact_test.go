package exact_test

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"testing"

	"firsthand/internal/report/exact"
)

// near reports whether two results differ by no more than so many units in the last place of the greater one, or of 1.
func near(a, b float64, units float64) bool {
	if a == b || math.IsNaN(a) && math.IsNaN(b) {
		return true
	}
	return math.Abs(a-b) <= units*0x1p-52*max(1, math.Abs(a), math.Abs(b))
}

func TestAgreesWithPackageMath(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		wide := math.Ldexp(r.Float64(), r.IntN(120)-60)
		angle := (r.Float64() - 0.5) * 8 * math.Pi
		sine := r.Float64()*2 - 1
		x, y := (r.Float64()-0.5)*1e3, (r.Float64()-0.5)*1e3
		for _, c := range []struct {
			name      string
			in        float64
			got, want float64
		}{
			{"Log", wide, exact.Log(wide), math.Log(wide)},
			{"Log2", wide, exact.Log2(wide), math.Log2(wide)},
			{"Log10", wide, exact.Log10(wide), math.Log10(wide)},
			{"Log1p", wide, exact.Log1p(wide), math.Log1p(wide)},
			{"Exp", angle, exact.Exp(angle), math.Exp(angle)},
			{"Sin", angle, exact.Sin(angle), math.Sin(angle)},
			{"Cos", angle, exact.Cos(angle), math.Cos(angle)},
			{"Asin", sine, exact.Asin(sine), math.Asin(sine)},
			{"Atan2", x, exact.Atan2(y, x), math.Atan2(y, x)},
			{"Hypot", x, exact.Hypot(x, y), math.Hypot(x, y)},
		} {
			units := 8.0
			if c.name == "Asin" {
				units = 64 // package math loses some near ±1
			}
			if !near(c.got, c.want, units) {
				t.Fatalf("%s(%v) = %v, want %v", c.name, c.in, c.got, c.want)
			}
		}
	}
}

func TestEdges(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"Log(0)", exact.Log(0), math.Inf(-1)},
		{"Log(-1)", exact.Log(-1), math.NaN()},
		{"Log(+Inf)", exact.Log(math.Inf(1)), math.Inf(1)},
		{"Log(1)", exact.Log(1), 0},
		{"Log2(1024)", exact.Log2(1024), 10},
		{"Log2(1)", exact.Log2(1), 0},
		{"Exp(0)", exact.Exp(0), 1},
		{"Exp(1000)", exact.Exp(1000), math.Inf(1)},
		{"Exp(-1000)", exact.Exp(-1000), 0},
		{"Sin(0)", exact.Sin(0), 0},
		{"Cos(0)", exact.Cos(0), 1},
		{"Asin(1)", exact.Asin(1), math.Pi / 2},
		{"Asin(-1)", exact.Asin(-1), -math.Pi / 2},
		{"Asin(2)", exact.Asin(2), math.NaN()},
		{"Atan2(0, -1)", exact.Atan2(0, -1), math.Pi},
		{"Atan2(1, 0)", exact.Atan2(1, 0), math.Pi / 2},
		{"Atan2(0, 0)", exact.Atan2(0, 0), 0},
	} {
		if c.got != c.want && !(math.IsNaN(c.got) && math.IsNaN(c.want)) {
			t.Errorf("%s = %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestKilometres(t *testing.T) {
	for _, c := range []struct {
		name                           string
		lat1, lon1, lat2, lon2, metres float64
	}{
		{"nowhere", 36.2, 37.16, 36.2, 37.16, 0},
		{"a degree of the meridian", 0, 0, 1, 0, 111_195},
		{"pole to pole", 90, 0, -90, 0, 20_015_087},
		{"across the date line", 0, 179.5, 0, -179.5, 111_195},
	} {
		if got := exact.Kilometres(c.lat1, c.lon1, c.lat2, c.lon2) * 1000; math.Abs(got-c.metres) > 1 {
			t.Errorf("%s: %v m, want %v", c.name, got, c.metres)
		}
	}
}

// The bits of many results, which have to be these on every processor: "make fingerprint-arm64" runs this test on
// another.
func TestTheSameBitsEverywhere(t *testing.T) {
	h := fnv.New64a()
	put := func(v float64) {
		bits := math.Float64bits(v)
		var b [8]byte
		for i := range b {
			b[i] = byte(bits >> (8 * i))
		}
		_, _ = h.Write(b[:]) // a hash takes everything
	}
	for i := range 20_000 {
		x := float64(i)/1000 + 0.001
		put(exact.Log(x))
		put(exact.Log2(x))
		put(exact.Log10(x))
		put(exact.Log1p(x))
		put(exact.Exp(x))
		put(exact.Sin(x))
		put(exact.Cos(x))
		put(exact.Asin(1 - x/11))
		put(exact.Atan2(x-10, x-7))
		put(exact.Hypot(x, 3))
		put(exact.Kilometres(x, x+1, 40-x, x+7))
	}
	if got, want := h.Sum64(), uint64(0x912a588cfb585086); got != want {
		t.Errorf("the results have the sum %#x, want %#x", got, want)
	}
}
