package neural

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestActivationsAreClose(t *testing.T) {
	tests := []struct {
		name  string
		ours  func(float32) float32
		exact func(float64) float64
		error float64
		least float32
	}{
		{"tanh", tanh, math.Tanh, 2e-5, -1},
		{"sigmoid", sigmoid, func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }, 1e-5, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for i := -20000; i <= 20000; i++ {
				x := float32(i) / 1000
				y := tt.ours(x)
				if d := math.Abs(float64(y) - tt.exact(float64(x))); !(d <= tt.error) || y < tt.least || y > 1 {
					t.Fatalf("%s(%v) = %v, which is off by %v", tt.name, x, y, d)
				}
			}
			for _, x := range []float32{math.MaxFloat32, -math.MaxFloat32, float32(math.Inf(1)), float32(math.Inf(-1))} {
				if y := tt.ours(x); !(math.Abs(float64(y)-tt.exact(float64(x))) <= tt.error) {
					t.Errorf("%s(%v) = %v", tt.name, x, y)
				}
			}
		})
	}
}

func TestQuantize(t *testing.T) {
	inf := float32(math.Inf(1))
	tests := []struct {
		name  string
		in    float32
		scale float32
		want  int8
	}{
		{"nothing", 0, 0.5, 0},
		{"whole", 3, 0.5, 6},
		{"half, to even below", 1.25, 0.5, 2},
		{"half, to even above", 1.75, 0.5, 4},
		{"half of a negative", -1.25, 0.5, -2},
		{"a half, to 0", 0.25, 0.5, 0},
		{"the largest", 63.5, 0.5, 127},
		{"rounded down to the largest", 63.7, 0.5, 127},
		{"too large", 64, 0.5, 127},
		{"too small", -64, 0.5, -127},
		{"without end", inf, 0.5, 127},
		{"without end below", -inf, 0.5, -127},
		{"larger than an integer of any size", 1e30, 0.5, 127},
		{"no number", inf - inf, 0.5, 127},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			onEach(t, func(t *testing.T) {
				for n := range 70 { // so that it stands in every place that a kernel can have
					dst := make([]int8, n+2)
					dst[n+1] = 99
					Quantize(dst, slices.Repeat([]float32{tt.in}, n+1), tt.scale)
					if !slices.Equal(dst[:n+1], slices.Repeat([]int8{tt.want}, n+1)) || dst[n+1] != 99 {
						t.Fatalf("%v in steps of %v, %d times: %v, want %d", tt.in, tt.scale, n+1, dst, tt.want)
					}
				}
			})
		})
	}
}

func TestQuantizeRefusesAShortSlice(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("went on")
		}
	}()
	Quantize(make([]int8, 9, 100), make([]float32, 10), 1)
}

func TestEveryKernelQuantizesAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := rapid.SliceOf(rapid.Custom(func(t *rapid.T) float32 {
			if rapid.Bool().Draw(t, "any bits") {
				return math.Float32frombits(rapid.Uint32().Draw(t, "bits"))
			}
			return rapid.Float32Range(-3, 3).Draw(t, "number")
		})).Draw(t, "numbers")
		scale := rapid.Float32Range(1e-6, 4).Draw(t, "scale")
		want := make([]int8, len(src))
		for i, v := range src {
			want[i] = nearest(v / scale)
		}
		for _, k := range kernels() {
			dst := make([]int8, len(src))
			with(k, func() { Quantize(dst, src, scale) })
			if !slices.Equal(dst, want) {
				t.Fatalf("kernel %v: %v, want %v", k, dst, want)
			}
		}
	})
}

func TestLeakyReLU(t *testing.T) {
	v := []float32{-4, -0.5, 0, 0.5, 4}
	LeakyReLU(v, 0.25)
	if want := []float32{-1, -0.125, 0, 0.5, 4}; !slices.Equal(v, want) {
		t.Errorf("%v, want %v", v, want)
	}
	LeakyReLU(v, 0)
	if want := []float32{0, 0, 0, 0.5, 4}; !slices.Equal(v, want) {
		t.Errorf("without a slope %v, want %v", v, want)
	}
}
