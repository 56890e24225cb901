package neural

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// exactly is one direction of an LSTM in float64, with the functions of package math, over the same weights. What it
// gives out is not rounded; what it feeds back is rounded to a byte.
func exactly(l *LSTM, x []int8, n int, backward bool) [][]float64 {
	hidden := l.hidden
	h, c := make([]float64, hidden), make([]float64, hidden)
	sigmoid := func(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
	weight := func(m *Linear, o, i int) float64 {
		return float64(m.weights[(o/lanes*m.groups+i/group)*line+o%lanes*group+i%group]) * float64(m.factor[o])
	}
	rows := make([][]float64, n)
	for step := range n {
		at := step
		if backward {
			at = n - 1 - step
		}
		z := make([]float64, 4*hidden)
		for o := range z {
			z[o] = float64(l.input.bias[o])
			for i := range l.input.in {
				z[o] += weight(l.input, o, i) * float64(x[at*l.input.in+i])
			}
			for i := range hidden {
				z[o] += weight(l.recurrent, o, i) * math.RoundToEven(h[i]*127)
			}
		}
		for j := range hidden {
			c[j] = sigmoid(z[hidden+j])*c[j] + sigmoid(z[j])*math.Tanh(z[2*hidden+j])
		}
		for j := range hidden {
			h[j] = sigmoid(z[3*hidden+j]) * math.Tanh(c[j])
		}
		rows[at] = slices.Clone(h)
	}
	return rows
}

func TestLSTMIsCloseToItsDefinition(t *testing.T) {
	tests := []struct {
		name          string
		hidden, in, n int
	}{
		{"one cell", 1, 3, 5},
		{"cells that are no whole vector", 13, 10, 9},
		{"one row", 16, 16, 1},
		{"a sentence", 64, 80, 25},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			onEach(t, func(t *testing.T) {
				r := source(3)
				b := randomBiLSTM(r, tt.hidden, tt.in)
				x := randomBytes(r, tt.n*tt.in)
				dst := make([]int8, tt.n*b.Out())
				var s Scratch
				b.Run(dst, x, tt.n, &s)
				forward, backward := exactly(b.forward, x, tt.n, false), exactly(b.backward, x, tt.n, true)
				for row := range tt.n {
					for j, want := range append(forward[row], backward[row]...) {
						if got := float64(dst[row*b.Out()+j]) / 127; math.Abs(got-want) > 0.02 {
							t.Fatalf("row %d, output %d is %.4f, want about %.4f", row, j, got, want)
						}
					}
				}
			})
		})
	}
}

func TestOneDirectionAloneIsHalfOfBoth(t *testing.T) {
	r := source(4)
	b, n := randomBiLSTM(r, 24, 40), 12
	x := randomBytes(r, n*b.In())
	both, alone := make([]int8, n*b.Out()), make([]int8, n*24)
	var s Scratch
	b.Run(both, x, n, &s)
	b.forward.Run(alone, x, n, &s)
	for row := range n {
		if !slices.Equal(both[row*48:][:24], alone[row*24:][:24]) {
			t.Fatalf("row %d differs", row)
		}
	}
}

func TestNoRowsAreNoOutputs(t *testing.T) {
	var s Scratch
	randomBiLSTM(source(5), 8, 8).Run(nil, nil, 0, &s)
}

func TestEveryKernelRunsAlike(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hidden, in, n := rapid.IntRange(1, 40).Draw(t, "hidden"), rapid.IntRange(1, 50).Draw(t, "in"), rapid.IntRange(1, 9).Draw(t, "rows")
		r := source(rapid.Uint64().Draw(t, "seed"))
		b := randomBiLSTM(r, hidden, in)
		x := randomBytes(r, n*in)
		var s Scratch
		want := make([]int8, n*b.Out())
		with(plain, func() { b.Run(want, x, n, &s) })
		for _, k := range kernels() {
			dst := make([]int8, len(want)+1)
			dst[len(want)] = 99
			with(k, func() { b.Run(dst, x, n, &s) })
			if !slices.Equal(dst[:len(want)], want) || dst[len(want)] != 99 {
				t.Fatalf("kernel %v differs from plain Go", k)
			}
		}
	})
}

// Gates and states of any size, also such that a network would hardly have.
func TestEveryKernelUpdatesAlike(t *testing.T) {
	number := rapid.OneOf(rapid.Float32Range(-8, 8), rapid.Float32Range(-1e30, 1e30))
	rapid.Check(t, func(t *rapid.T) {
		hidden := rapid.IntRange(1, 70).Draw(t, "hidden")
		gates := rapid.SliceOfN(number, 4*hidden, 4*hidden).Draw(t, "gates")
		before := rapid.SliceOfN(number, hidden, hidden).Draw(t, "state")
		wantState, wantH := slices.Clone(before), make([]int8, hidden)
		with(plain, func() { update(wantH, wantState, gates) })
		for _, k := range kernels() {
			state, h := slices.Clone(before), make([]int8, hidden)
			with(k, func() { update(h, state, gates) })
			if !same(state, wantState) || !slices.Equal(h, wantH) {
				t.Fatalf("kernel %v differs from plain Go", k)
			}
		}
	})
}

// golden is the digest of what a network of made-up weights gives. It is the same on every processor; if it changes,
// readings change.
const golden = "164e61facdf5995b02f1c70a158982c2be2428cd95fdfae6c66b05417532b216"

func TestTheSameBitsOnEveryMachine(t *testing.T) {
	onEach(t, func(t *testing.T) {
		r := source(2016)
		const n = 23
		lower, upper, last := randomBiLSTM(r, 20, 50), randomBiLSTM(r, 16, 40), randomLinear(r, 21, 32, HiddenScale, true)
		x := make([]int8, n*50)
		Quantize(x, randomFloats(r, len(x), 4), 1.0/32)
		var s Scratch
		h1, h2, y := make([]int8, n*40), make([]int8, n*32), make([]float32, n*21)
		lower.Run(h1, x, n, &s)
		upper.Run(h2, h1, n, &s)
		last.Apply(y, h2, n)
		LeakyReLU(y, 0.1)
		digest := sha256.New()
		for _, values := range []any{x, h1, h2, y} {
			if err := binary.Write(digest, binary.LittleEndian, values); err != nil {
				t.Fatal(err)
			}
		}
		if got := fmt.Sprintf("%x", digest.Sum(nil)); got != golden {
			t.Errorf("the digest is %s, want %s", got, golden)
		}
	})
}

func TestRunAllocatesNothing(t *testing.T) {
	onEach(t, func(t *testing.T) {
		r := source(6)
		b, last, n := randomBiLSTM(r, 18, 21), randomLinear(r, 5, 36, HiddenScale, true), 10
		x, h, y := randomBytes(r, n*b.In()), make([]int8, n*b.Out()), make([]float32, n*5)
		var s Scratch
		b.Run(h, x, n, &s)
		if allocs := testing.AllocsPerRun(5, func() { b.Run(h, x, n, &s); last.Apply(y, h, n) }); allocs != 0 {
			t.Errorf("%v allocations", allocs)
		}
	})
}

func TestRunRefusesShortSlices(t *testing.T) {
	b := randomBiLSTM(source(8), 8, 5)
	tests := []struct {
		name   string
		dst, x int
	}{
		{"outputs", 3*16 - 1, 3 * 5},
		{"inputs", 3 * 16, 3*5 - 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("went on")
				}
			}()
			var s Scratch
			b.Run(make([]int8, tt.dst, 100), make([]int8, tt.x), 3, &s)
		})
	}
}

func TestLayersThatDoNotFit(t *testing.T) {
	r := source(7)
	linear := func(out, in int, scale float32, biased bool) *Linear { return randomLinear(r, out, in, scale, biased) }
	tests := []struct {
		name             string
		input, recurrent *Linear
	}{
		{"a recurrent matrix with too few gates", linear(24, 5, 1, true), linear(24, 8, HiddenScale, false)},
		{"an input matrix with too few gates", linear(24, 5, 1, true), linear(32, 8, HiddenScale, false)},
		{"another scale than what is fed back has", linear(32, 5, 1, true), linear(32, 8, 0.01, false)},
		{"two biases", linear(32, 5, 1, true), linear(32, 8, HiddenScale, true)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := NewLSTM(tt.input, tt.recurrent); err == nil {
				t.Error("made an LSTM")
			}
		})
	}
	t.Run("directions of different sizes", func(t *testing.T) {
		if _, err := NewBiLSTM(randomLSTM(r, 8, 5), randomLSTM(r, 12, 5)); err == nil {
			t.Error("made a BiLSTM")
		}
	})
	t.Run("directions over different inputs", func(t *testing.T) {
		if _, err := NewBiLSTM(randomLSTM(r, 8, 5), randomLSTM(r, 8, 6)); err == nil {
			t.Error("made a BiLSTM")
		}
	})
}
