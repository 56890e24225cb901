package neural

import "testing"

const benchRows = 25 // tokens in a sentence

// go test -bench . ./internal/read/core/neural gives ns/row for each kernel, side by side. Bytes per second are
// products of a weight and an input; for Update and Quantize, numbers.
func BenchmarkLinear512x256(b *testing.B) {
	r := source(1)
	l := randomLinear(r, 512, 256, HiddenScale, true)
	x, y := randomBytes(r, benchRows*256), make([]float32, benchRows*512)
	benchEach(b, 512*256, func() { l.Apply(y, x, benchRows) })
}

func BenchmarkLinear21x256(b *testing.B) {
	r := source(1)
	l := randomLinear(r, 21, 256, HiddenScale, true)
	x, y := randomBytes(r, benchRows*256), make([]float32, benchRows*21)
	benchEach(b, 21*256, func() { l.Apply(y, x, benchRows) })
}

func BenchmarkBiLSTM160to128(b *testing.B) {
	r := source(1)
	l := randomBiLSTM(r, 128, 160)
	x, y := randomBytes(r, benchRows*160), make([]int8, benchRows*256)
	var s Scratch
	benchEach(b, 2*512*(160+128), func() { l.Run(y, x, benchRows, &s) })
}

func BenchmarkUpdate128(b *testing.B) {
	r := source(1)
	h, state, gates := make([]int8, 128), randomFloats(r, 128, 1), randomFloats(r, 512, 3)
	benchEach(b, 512, func() {
		for range benchRows {
			update(h, state, gates)
		}
	})
}

func BenchmarkQuantize256(b *testing.B) {
	src, dst := randomFloats(source(1), benchRows*256, 3), make([]int8, benchRows*256)
	benchEach(b, 256, func() { Quantize(dst, src, 0.01) })
}

// benchEach measures something that is done to benchRows rows, with each kernel.
func benchEach(b *testing.B, bytesPerRow int64, do func()) {
	onEach(b, func(b *testing.B) {
		b.SetBytes(bytesPerRow * benchRows)
		for b.Loop() {
			do()
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/benchRows, "ns/row")
	})
}
