// Package exact has the functions of package math that reading and weighing need, with the same bits on every
// processor.
//
// Package math promises no such thing: it has assembly for some processors, and on others the compiler fuses its
// multiplications with the additions around them, which rounds once where two instructions round twice. A reading is
// compared byte for byte years later, on other machines, so nothing that can change it may depend on that. Here every
// product that is added to something is converted to float64, which it is already: by the specification of Go a
// compiler must then round it. The same holds for the code that calls these functions; "make fused" lists where it does
// not.
//
// The functions are within a few units in the last place of package math, for the arguments that distances, populations
// and counts have. What package math rounds correctly by IEEE 754 (Sqrt, Round, Mod, Abs, Max) is exact already.
package exact

import "math"

const (
	ln2 = math.Ln2

	// π/2 in two parts: multiples of the first are exact for small whole numbers.
	halfPiHigh = 1.57079632673412561417e+00
	halfPiLow  = 6.07710050650619224932e-11
)

// Log is the natural logarithm: ±Inf and NaN as in package math.
func Log(x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case x < 0:
		return math.NaN()
	case x == 0:
		return math.Inf(-1)
	}
	frac, exp := math.Frexp(x)
	if frac < math.Sqrt2/2 {
		frac *= 2
		exp--
	}
	// log(frac) = 2 artanh(s), and |s| < 0.172.
	s := (frac - 1) / (frac + 1)
	sum, square := 0.0, s*s
	for n := 21; n >= 3; n -= 2 {
		sum = float64((sum + 1/float64(n)) * square)
	}
	return float64(float64(exp)*ln2) + float64(2*s) + float64(float64(2*s)*sum)
}

// Log2 is the logarithm to base 2. It is exact for powers of two.
func Log2(x float64) float64 {
	frac, exp := math.Frexp(x)
	if frac == 0.5 {
		return float64(exp - 1)
	}
	return Log(frac)/ln2 + float64(exp)
}

// Log10 is the logarithm to base 10.
func Log10(x float64) float64 { return Log(x) / math.Ln10 }

// Log1p is the logarithm of 1+x, for x that are not so small that 1+x loses them.
func Log1p(x float64) float64 { return Log(1 + float64(x)) } // x may be a product where this is inlined

// Exp is e to the power of x.
func Exp(x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 1):
		return x
	case x > 710:
		return math.Inf(1)
	case x < -746:
		return 0
	}
	k := math.Round(x / ln2)
	const ln2High, ln2Low = 6.93147180369123816490e-01, 1.90821492927058770002e-10
	r := x - float64(k*ln2High) - float64(k*ln2Low) // |r| < 0.35
	sum := 1.0
	for n := 18.0; n >= 1; n-- {
		sum = 1 + float64(sum*(r/n))
	}
	return math.Ldexp(sum, int(k))
}

// Sin is the sine of x radians, for x of a few turns.
func Sin(x float64) float64 {
	r, quarter := reduce(x)
	return ofQuarter(r, quarter)
}

// Cos is the cosine of x radians, for x of a few turns.
func Cos(x float64) float64 {
	r, quarter := reduce(x)
	return ofQuarter(r, quarter+1)
}

// reduce gives x as r + quarter·π/2, with |r| ≤ π/4.
func reduce(x float64) (r float64, quarter int) {
	k := math.Round(x / (math.Pi / 2))
	return x - float64(k*halfPiHigh) - float64(k*halfPiLow), int(math.Mod(k, 4))
}

// ofQuarter is the sine of r + quarter·π/2, by Taylor's series.
func ofQuarter(r float64, quarter int) float64 {
	square := r * r
	sum := 0.0
	if quarter&1 == 0 {
		for n := 18.0; n >= 2; n -= 2 {
			sum = float64((1 - sum) * square / (n * (n + 1)))
		}
		sum = r - float64(r*sum)
	} else {
		for n := 17.0; n >= 1; n -= 2 {
			sum = float64((1 - sum) * square / (n * (n + 1)))
		}
		sum = 1 - sum
	}
	if quarter&2 != 0 {
		return -sum
	}
	return sum
}

// Asin is the arcsine of x in radians; NaN beyond ±1.
func Asin(x float64) float64 {
	if x < -1 || x > 1 {
		return math.NaN()
	}
	return Atan2(x, math.Sqrt(float64((1-x)*(1+x))))
}

// Atan2 is the angle of the point (x, y) in radians, in [-π, π].
func Atan2(y, x float64) float64 {
	switch {
	case math.IsNaN(x) || math.IsNaN(y):
		return math.NaN()
	case x == 0 && y == 0:
		return 0
	case math.Abs(y) > math.Abs(x):
		return math.Copysign(math.Pi/2, y) - atan(x/y)
	case x < 0:
		return math.Copysign(math.Pi, y) + atan(y/x)
	}
	return atan(y / x)
}

// atan is the arctangent for |t| ≤ 1: two half-angles, then the series.
func atan(t float64) float64 {
	for range 2 {
		t /= 1 + math.Sqrt(1+float64(t*t))
	}
	square, sum := t*t, 0.0 // |t| < 0.2
	for n := 23.0; n >= 3; n -= 2 {
		sum = float64((1/n - sum) * square)
	}
	return float64(4 * (t - float64(t*sum)))
}

// Hypot is the length of the vector (x, y), for lengths whose square is a float64.
func Hypot(x, y float64) float64 { return math.Sqrt(float64(x*x) + float64(y*y)) }

// earthRadius is the Earth's mean radius in kilometres.
const earthRadius = 6371

// Kilometres is the great-circle distance of two points given in degrees, on a sphere (haversine).
func Kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const radian = math.Pi / 180
	half := func(degrees float64) float64 {
		s := Sin(degrees * radian / 2)
		return float64(s * s)
	}
	h := half(lat2-lat1) + float64(Cos(lat1*radian)*Cos(lat2*radian)*half(lon2-lon1))
	return 2 * earthRadius * Asin(math.Sqrt(min(1, h)))
}
