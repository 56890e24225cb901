package neural

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// naive is the definition of a layer, computed as it is written.
func naive(x, weights []int8, scales, bias []float32, inScale float32, rows int) []float32 {
	in := len(weights) / len(scales)
	var y []float32
	for r := range rows {
		for o, scale := range scales {
			var sum int64
			for i := range in {
				sum += int64(x[r*in+i]) * int64(weights[o*in+i])
			}
			if sum != int64(int32(sum)) {
				panic("overflow")
			}
			v := float32(float32(sum) * float32(scale*inScale))
			if bias != nil {
				v += bias[o]
			}
			y = append(y, v)
		}
	}
	return y
}

// same compares bits, so that 0 and -0 differ.
func same(a, b []float32) bool {
	return slices.EqualFunc(a, b, func(x, y float32) bool { return math.Float32bits(x) == math.Float32bits(y) })
}

func TestLayersOfManyShapes(t *testing.T) {
	tests := []struct {
		name          string
		out, in, rows int
	}{
		{"one number", 1, 1, 1},
		{"no rows", 16, 4, 0},
		{"inputs that are no whole group", 16, 5, 3},
		{"fewer inputs than a group, and many rows", 16, 1, 9},
		{"a block and one output", 17, 64, 5},
		{"four blocks and four rows", 64, 64, 4},
		{"four blocks, a part of one, and five rows", 67, 63, 5},
		{"an output layer", 5, 256, 31},
		{"gates", 512, 160, 7},
		{"as many inputs as there may be", 18, MaxIn, 2},
		{"almost as many", 3, MaxIn - 1, 6},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			onEach(t, func(t *testing.T) {
				r := source(1)
				x, w := randomBytes(r, tt.rows*tt.in), randomBytes(r, tt.out*tt.in)
				scales, bias := scalesOf(r, tt.out, tt.in, 0.25), randomFloats(r, tt.out, 2)
				l := must(NewLinear(tt.out, tt.in, w, scales, bias, 0.25))
				dst := make([]float32, tt.rows*tt.out+3)
				guard := []float32{7, 8, 9}
				copy(dst[tt.rows*tt.out:], guard)
				l.Apply(dst, x, tt.rows)
				if want := naive(x, w, scales, bias, 0.25, tt.rows); !same(dst[:tt.rows*tt.out], want) {
					t.Errorf("%d×%d, %d rows: not what the definition gives", tt.out, tt.in, tt.rows)
				}
				if !same(dst[tt.rows*tt.out:], guard) {
					t.Error("wrote behind the last row")
				}
			})
		})
	}
}

func TestLayersOfExtremes(t *testing.T) {
	for _, in := range []int{1, 7, 64, 129, MaxIn} {
		for _, w := range []int8{-128, -127, 127} {
			for _, x := range []int8{-128, -127, 127} {
				t.Run(fmt.Sprintf("%d inputs of %d with weights of %d", in, x, w), func(t *testing.T) {
					onEach(t, func(t *testing.T) {
						l := must(NewLinear(19, in, slices.Repeat([]int8{w}, 19*in), slices.Repeat([]float32{1}, 19), nil, 1))
						dst := make([]float32, 5*19)
						l.Apply(dst, slices.Repeat([]int8{x}, 5*in), 5)
						want := float32(in * int(x) * int(w))
						if i := slices.IndexFunc(dst, func(y float32) bool { return y != want }); i >= 0 {
							t.Errorf("output %d is %v, want %v", i, dst[i], want)
						}
					})
				})
			}
		}
	}
}

func TestEveryKernelGivesWhatTheDefinitionGives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		out, in, rows := rapid.IntRange(1, 150).Draw(t, "out"), rapid.IntRange(1, 300).Draw(t, "in"), rapid.IntRange(0, 11).Draw(t, "rows")
		r := source(rapid.Uint64().Draw(t, "seed"))
		x, w := randomBytes(r, rows*in), randomBytes(r, out*in)
		for range rapid.IntRange(0, 20).Draw(t, "extremes") {
			if len(x) > 0 {
				x[r.IntN(len(x))] = -128
			}
			w[r.IntN(len(w))] = -128
		}
		inScale := rapid.Float32Range(1e-6, 10).Draw(t, "scale of the input")
		scales := rapid.SliceOfN(rapid.Float32Range(-10, 10), out, out).Draw(t, "scales")
		var bias []float32
		if rapid.Bool().Draw(t, "biased") {
			bias = rapid.SliceOfN(rapid.Float32Range(-1000, 1000), out, out).Draw(t, "bias")
		}
		want := naive(x, w, scales, bias, inScale, rows)
		l := must(NewLinear(out, in, w, scales, bias, inScale))
		for _, k := range kernels() {
			dst := make([]float32, rows*out)
			with(k, func() { l.Apply(dst, x, rows) })
			for i := range dst {
				if dst[i] != want[i] || math.IsNaN(float64(dst[i])) { // without a bias the definition can give -0 where a kernel adds 0
					t.Fatalf("kernel %v, number %d: %v, want %v", k, i, dst[i], want[i])
				}
			}
		}
	})
}

func TestNewLinearRefuses(t *testing.T) {
	inf := float32(math.Inf(1))
	tests := []struct {
		name           string
		out, in        int
		weights        int
		scales, biases []float32
		inScale        float32
	}{
		{"no inputs", 1, 0, 0, []float32{1}, nil, 1},
		{"too many inputs", 1, MaxIn + 1, MaxIn + 1, []float32{1}, nil, 1},
		{"no outputs", 0, 1, 0, nil, nil, 1},
		{"too many outputs", MaxOut + 1, 1, MaxOut + 1, make([]float32, MaxOut+1), nil, 1},
		{"a weight missing", 2, 3, 5, []float32{1, 1}, nil, 1},
		{"a scale missing", 2, 3, 6, []float32{1}, nil, 1},
		{"a bias missing", 2, 3, 6, []float32{1, 1}, []float32{1}, 1},
		{"a scale without end", 1, 1, 1, []float32{inf}, nil, 1},
		{"a scale that is no number", 1, 1, 1, []float32{inf - inf}, nil, 1},
		{"a bias that is no number", 1, 1, 1, []float32{1}, []float32{inf - inf}, 1},
		{"a scale that could overflow", 1, 1, 1, []float32{1e35}, nil, 1},
		{"an input's scale that is no number", 1, 1, 1, []float32{1}, nil, inf - inf},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if l, err := NewLinear(tt.out, tt.in, make([]int8, tt.weights), tt.scales, tt.biases, tt.inScale); err == nil {
				t.Errorf("made a layer of %d×%d", l.Out(), l.In())
			}
		})
	}
}

func TestApplyRefusesShortSlices(t *testing.T) {
	l := randomLinear(source(1), 20, 10, 1, true)
	tests := []struct {
		name        string
		dst, x, row int
	}{
		{"outputs", 59, 30, 3},
		{"inputs", 60, 29, 3},
		{"rows", 60, 30, -1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("went on")
				}
			}()
			l.Apply(make([]float32, tt.dst, 100), make([]int8, tt.x, 100), tt.row)
		})
	}
}
