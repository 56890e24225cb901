package neural

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// source makes numbers that are the same on every machine.
func source(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0)) }

// randomBytes is n numbers from -127 to 127.
func randomBytes(r *rand.Rand, n int) []int8 {
	b := make([]int8, n)
	for i := range b {
		b[i] = int8(r.IntN(255) - 127)
	}
	return b
}

// randomFloats is n numbers up to ±reach, each a whole number divided by a power of two.
func randomFloats(r *rand.Rand, n int, reach float32) []float32 {
	f := make([]float32, n)
	for i := range f {
		f[i] = float32(r.IntN(1<<16+1)-1<<15) / (1 << 15) * reach
	}
	return f
}

// scalesOf is n scales such that an output of a layer is up to about 4, mostly.
func scalesOf(r *rand.Rand, n, in int, inScale float32) []float32 {
	s := make([]float32, n)
	for i := range s {
		s[i] = (0.5 + float32(r.IntN(1<<10))/(1<<10)) / (2048 * inScale * float32(1+in/16))
	}
	return s
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func randomLinear(r *rand.Rand, out, in int, inScale float32, biased bool) *Linear {
	var bias []float32
	if biased {
		bias = randomFloats(r, out, 1)
	}
	return must(NewLinear(out, in, randomBytes(r, out*in), scalesOf(r, out, in, inScale), bias, inScale))
}

func randomLSTM(r *rand.Rand, hidden, in int) *LSTM {
	return must(NewLSTM(randomLinear(r, 4*hidden, in, 1.0/32, true), randomLinear(r, 4*hidden, hidden, HiddenScale, false)))
}

func randomBiLSTM(r *rand.Rand, hidden, in int) *BiLSTM {
	return must(NewBiLSTM(randomLSTM(r, hidden, in), randomLSTM(r, hidden, in)))
}

// with does something with one kernel in use.
func with(k kernel, do func()) {
	before := active
	active = k
	defer func() { active = before }()
	do()
}

// onEach runs a test, or a benchmark, for each kernel that this machine has.
func onEach[T interface {
	*testing.T | *testing.B
	Run(string, func(T)) bool
}](t T, do func(T)) {
	for _, k := range kernels() {
		t.Run(fmt.Sprint(k), func(t T) { with(k, func() { do(t) }) })
	}
}
