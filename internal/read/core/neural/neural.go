// Package neural runs small neural networks whose weights are bytes: linear layers ([Linear]) and a bidirectional LSTM
// ([BiLSTM]), for the parts of reading that must know a word by the words around it.
//
// Reading is a pure function: two machines give the same reading of a report, to the last bit. The usual libraries for
// neural networks do not promise that. They add floating-point numbers in whatever order suits a processor, fuse a
// product with a sum where the processor can, and so a score that is close to another may fall to either side. Here
// every sum of many terms is a sum of integers, which has one value in any order: weights and activations are int8,
// their products are added in int32, and no sum can overflow (see [MaxIn]). What is left in floating point is a fixed
// sequence of single additions, multiplications and divisions for each number, in float32, none of them fused. IEEE 754
// gives each of them one result. A golden test holds all processors to the same bits.
//
// Bytes are also a quarter of the weights to carry in the program and to load from memory, and processors multiply more
// of them at once. That costs some precision: see Jacob et al., "Quantization and Training of Neural Networks for
// Efficient Integer-Arithmetic-Only Inference" (CVPR 2018), which this follows with a scale for each row of weights,
// one for each input, and no zero points.
//
// It is code of our own because we found no library for Go that runs layers of bytes, needs no cgo, and states that its
// results are the same on every processor. Those for ONNX Runtime and TensorFlow Lite call a library in C or C++,
// through cgo or loaded at run time; spaGO computes in floating point. GoMLX comes closest: one of its backends is
// plain Go and multiplies matrices of integers, but it is made to be portable rather than fast, as its authors say, and
// promises no equal bits.
//
// On amd64 there are kernels in assembly for processors with AVX-512 VNNI and with AVX2, chosen when the program
// starts; everywhere else, or with the build tag purego, the same is computed in plain Go. All give the same bits.
//
// Nothing here is changed by use but a [Scratch]: layers may be used by many goroutines at once, each with a Scratch of
// its own.
package neural

import (
	"errors"
	"fmt"
	"math"
	"unsafe"
)

// Limits of a layer. A product of two int8 is 1<<14 at most, so that a sum of MaxIn of them is 1<<26 at most: far from
// overflow.
const (
	MaxIn  = 1 << 12 // inputs
	MaxOut = 1 << 16 // outputs
)

// Weights are laid out for the kernels in blocks: a block holds lanes outputs, and for each group of inputs of these,
// the weights of all its outputs side by side. What lies beyond the last output or input is 0.
const (
	lanes = 16
	group = 4
	line  = lanes * group // weights of one block for one group of inputs, which fill a cache line
)

// Linear is a layer of a network: each output is a weighted sum of all inputs, and a bias.
type Linear struct {
	in, out int
	groups  int // of inputs
	blocks  int // of outputs
	inScale float32
	biased  bool

	weights []int8    // blocks × groups × lanes × group
	offset  []int32   // for each output, -128 times the sum of its weights: see linear_vnni_amd64.s
	factor  []float32 // for each output, the scale of its weights times that of the inputs
	bias    []float32 // for each output; each of these is as long as blocks × lanes
}

// NewLinear makes a layer of in inputs, 1 to [MaxIn], and out outputs, 1 to [MaxOut]. The weights are those of the
// first output, then those of the second, and so on: output o has weights[o*in : (o+1)*in], and a weight w stands for
// w*scales[o]. An input x stands for x*inScale. The bias, one number for each output, may be nil. All slices are
// copied.
//
// It fails if a length is wrong, or if a scale or bias is such that an output could be no finite number.
func NewLinear(out, in int, weights []int8, scales, bias []float32, inScale float32) (*Linear, error) {
	switch {
	case in < 1 || in > MaxIn:
		return nil, fmt.Errorf("a linear layer of %d inputs: want 1 to %d", in, MaxIn)
	case out < 1 || out > MaxOut:
		return nil, fmt.Errorf("a linear layer of %d outputs: want 1 to %d", out, MaxOut)
	case len(weights) != out*in:
		return nil, fmt.Errorf("a linear layer of %d×%d has %d weights", out, in, len(weights))
	case len(scales) != out:
		return nil, fmt.Errorf("a linear layer of %d outputs has %d scales", out, len(scales))
	case bias != nil && len(bias) != out:
		return nil, fmt.Errorf("a linear layer of %d outputs has %d biases", out, len(bias))
	}
	l := &Linear{in: in, out: out, groups: (in + group - 1) / group, blocks: (out + lanes - 1) / lanes, inScale: inScale, biased: bias != nil}
	l.offset = make([]int32, l.blocks*lanes)
	l.factor = make([]float32, l.blocks*lanes)
	l.bias = make([]float32, l.blocks*lanes)
	copy(l.bias, bias)
	for o, scale := range scales {
		l.factor[o] = scale * inScale
		if largest := float64(math.Abs(float64(l.factor[o]))*MaxIn*128*128) + math.Abs(float64(l.bias[o])); !(largest <= math.MaxFloat32) {
			return nil, fmt.Errorf("output %d of a linear layer could overflow: scale %v, scale of the input %v, bias %v", o, scale, inScale, l.bias[o])
		}
	}
	l.pack(weights)
	return l, nil
}

// pack lays the weights out for the kernels and sums them up.
func (l *Linear) pack(weights []int8) {
	l.weights = cacheLines(l.blocks * l.groups * line)
	for o := range l.out {
		block, lane := o/lanes, o%lanes
		for i, w := range weights[o*l.in : (o+1)*l.in] {
			l.weights[(block*l.groups+i/group)*line+lane*group+i%group] = w
			l.offset[o] -= 128 * int32(w)
		}
	}
}

// cacheLines makes a slice that begins where a cache line does, so that no load of a whole line touches two.
func cacheLines(n int) []int8 {
	b := make([]int8, n+line-1)
	skip := -uintptr(unsafe.Pointer(unsafe.SliceData(b))) % line
	return b[skip:][:n:n]
}

// In is the number of inputs.
func (l *Linear) In() int { return l.in }

// Out is the number of outputs.
func (l *Linear) Out() int { return l.out }

// Apply computes the layer for several rows. Row r has its inputs at x[r*in : (r+1)*in] and gets its outputs at
// dst[r*out : (r+1)*out]; output o of it is
//
//	float32(sum of weight*input, as an int32) * (scales[o]*inScale) + bias[o]
//
// with each operation rounded to float32. Weights are loaded once for several rows, so few calls with many rows are
// faster than many with few. It panics if a slice is too short. dst and x must not overlap.
func (l *Linear) Apply(dst []float32, x []int8, rows int) {
	l.apply(dst, exact(x, rows*l.in), rows, l.bias)
}

var errShort = errors.New("neural: a slice is too short for its rows")

// exact is the first n of a slice. Unlike s[:n], it panics if there are fewer, even if there is room for more behind
// them.
func exact[T any](s []T, n int) []T {
	if n < 0 || n > len(s) {
		panic(errShort)
	}
	return s[:n]
}

// apply is Apply with another bias, which must be as long as all blocks. x may be longer than its rows: the kernels
// load whole groups of inputs, and may load what lies behind a row, but not behind x.
func (l *Linear) apply(dst []float32, x []int8, rows int, bias []float32) {
	if rows < 0 || len(x) < rows*l.in || len(dst) < rows*l.out || len(bias) < l.blocks*lanes {
		panic(errShort)
	}
	inside := rows
	for inside > 0 && (inside-1)*l.in+l.groups*group > len(x) {
		inside--
	}
	l.rows(dst, x, inside, bias)
	if inside < rows {
		l.lastRows(dst[inside*l.out:], x[inside*l.in:], rows-inside, bias)
	}
}

// lastRows is apply for the few rows that have no whole group behind them: each is copied to where it has.
func (l *Linear) lastRows(dst []float32, x []int8, rows int, bias []float32) {
	var row [MaxIn]int8
	for r := range rows {
		copy(row[:], x[r*l.in:(r+1)*l.in])
		l.rows(dst[r*l.out:], row[:], 1, bias)
	}
}
