package neural

import "math"

// HiddenScale is the scale of what an LSTM gives out and feeds back: 1/127, since it lies between -1 and 1.
const HiddenScale float32 = 1.0 / 127

// tanh is approximated by a rational function of its argument, x*P(x²)/Q(x²), with coefficients that keep the largest
// error small (Remez's criterion, by reweighted least squares). Beyond ±tanhEnd it is taken as constant. The error is
// below 2e-5 everywhere, and the result between -1 and 1.
const (
	tanhEnd float32 = 6
	tanhP0  float32 = 9.99971156e-01
	tanhP1  float32 = 1.14472765e-01
	tanhP2  float32 = 1.49555625e-03
	tanhQ1  float32 = 4.47714137e-01
	tanhQ2  float32 = 1.74874214e-02
	tanhQ3  float32 = 5.51862026e-05
)

// Every product below that is added to something is converted to float32, which it is already: by the specification of
// Go, a compiler must then round it, and may not fuse the two operations. The kernels do the same operations in the
// same order.

// tanh is the hyperbolic tangent, within 2e-5.
func tanh(x float32) float32 {
	if tanhEnd < x {
		x = tanhEnd
	}
	if -tanhEnd > x {
		x = -tanhEnd
	}
	y := x * x
	p := float32(float32(float32(float32(tanhP2*y)+tanhP1)*y)+tanhP0) * x
	q := float32(float32(float32(float32(float32(float32(tanhQ3*y)+tanhQ2)*y)+tanhQ1)*y) + 1)
	return p / q
}

// sigmoid is 1/(1+exp(-x)), within 1e-5.
func sigmoid(x float32) float32 {
	return float32(0.5*tanh(float32(0.5*x))) + 0.5
}

// nearest rounds half to even and clips to ±127. What is no number becomes 127, on every machine.
func nearest(v float32) int8 {
	if !(v < 127) {
		v = 127
	}
	if !(v > -127) {
		v = -127
	}
	return int8(math.RoundToEven(float64(v)))
}

// Quantize stores numbers as bytes: dst[i] becomes src[i]/scale, rounded half to even and clipped to ±127. A NaN
// becomes 127. The scale should be above 0. It panics if dst is shorter than src.
func Quantize(dst []int8, src []float32, scale float32) {
	dst = exact(dst, len(src))
	done := quantizeFast(dst, src, scale)
	for i, v := range src[done:] {
		dst[done+i] = nearest(v / scale)
	}
}

// LeakyReLU multiplies every negative number by slope. With slope 0 it is the usual rectifier. No branch depends on the
// numbers, which are of either sign as often as not.
func LeakyReLU(v []float32, slope float32) {
	factor := [2]float32{1, slope}
	for i, x := range v {
		v[i] = x * factor[math.Float32bits(x)>>31]
	}
}

// Tanh takes the hyperbolic tangent of every number, within 2e-5.
func Tanh(v []float32) {
	for i, x := range v {
		v[i] = tanh(x)
	}
}
