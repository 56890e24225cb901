//go:build !purego

package neural

import "golang.org/x/sys/cpu"

// kernels are those that this machine has, the best one last.
func kernels() []kernel {
	found := []kernel{plain}
	if cpu.X86.HasAVX2 {
		found = append(found, avx2)
	}
	if cpu.X86.HasAVX2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512VNNI {
		found = append(found, vnni)
	}
	return found
}

// rows computes the layer for some rows, with whole groups of inputs in x, in tiles of some rows and some blocks.
func (l *Linear) rows(dst []float32, x []int8, rows int, bias []float32) {
	if active == plain {
		l.rowsPlain(dst, x, rows, bias)
		return
	}
	manyRows, manyBlocks := 4, 4
	if active == avx2 {
		manyRows, manyBlocks = 2, 1
	}
	whole := l.out / lanes
	for b := 0; b < whole; {
		blocks := 1
		if whole-b >= manyBlocks {
			blocks = manyBlocks
		}
		for r := 0; r < rows; {
			n := 1
			if rows-r >= manyRows {
				n = manyRows
			}
			l.tile(&dst[r*l.out+b*lanes], l.out, &x[r*l.in], n, b, blocks, bias)
			r += n
		}
		b += blocks
	}
	if whole < l.blocks {
		l.edge(dst, x, rows, manyRows, bias)
	}
}

// edge is rows for the last block, where it is not whole: a tile always writes whole blocks, so it must write them
// elsewhere.
func (l *Linear) edge(dst []float32, x []int8, rows, manyRows int, bias []float32) {
	var tile [4 * lanes]float32
	first := (l.blocks - 1) * lanes
	for r := 0; r < rows; {
		n := 1
		if rows-r >= manyRows {
			n = manyRows
		}
		l.tile(&tile[0], lanes, &x[r*l.in], n, l.blocks-1, 1, bias)
		for i := range n {
			copy(dst[(r+i)*l.out+first:(r+i+1)*l.out], tile[i*lanes:])
		}
		r += n
	}
}

// tile computes some rows of some blocks, from block b on. dst and x are where the first row begins; stride is from one
// row of dst to the next.
func (l *Linear) tile(dst *float32, stride int, x *int8, rows, b, blocks int, bias []float32) {
	w, offset, factor, add := &l.weights[b*l.groups*line], &l.offset[b*lanes], &l.factor[b*lanes], &bias[b*lanes]
	switch {
	case active == avx2 && rows == 2:
		tileAVX2x2(dst, stride, x, l.in, w, l.groups, factor, add)
	case active == avx2:
		tileAVX2x1(dst, x, w, l.groups, factor, add)
	case rows == 4 && blocks == 4:
		tileVNNI4x4(dst, stride, x, l.in, w, l.groups, offset, factor, add)
	case rows == 4:
		tileVNNI4x1(dst, stride, x, l.in, w, l.groups, offset, factor, add)
	case blocks == 4:
		tileVNNI1x4(dst, x, w, l.groups, offset, factor, add)
	default:
		tileVNNI1x1(dst, x, w, l.groups, offset, factor, add)
	}
}

// A tile of 4 rows and 4 blocks. See linear_vnni_amd64.s.
//
//go:noescape
func tileVNNI4x4(dst *float32, stride int, x *int8, in int, w *int8, groups int, offset *int32, factor, bias *float32)

// A tile of 4 rows and one block.
//
//go:noescape
func tileVNNI4x1(dst *float32, stride int, x *int8, in int, w *int8, groups int, offset *int32, factor, bias *float32)

// A tile of one row and 4 blocks.
//
//go:noescape
func tileVNNI1x4(dst *float32, x *int8, w *int8, groups int, offset *int32, factor, bias *float32)

// A tile of one row and one block.
//
//go:noescape
func tileVNNI1x1(dst *float32, x *int8, w *int8, groups int, offset *int32, factor, bias *float32)

// A tile of 2 rows and one block. See linear_avx2_amd64.s.
//
//go:noescape
func tileAVX2x2(dst *float32, stride int, x *int8, in int, w *int8, groups int, factor, bias *float32)

// A tile of one row and one block.
//
//go:noescape
func tileAVX2x1(dst *float32, x *int8, w *int8, groups int, factor, bias *float32)

// wide is how many numbers the functions below do at once. They must be given a multiple of it.
const wide = 8

// constants is what the functions below calculate with: a vector for each number.
type constants [12][wide]float32

// activation has the constants in the order in which activation_avx2_amd64.s names them.
var activation = spread(tanhEnd, -tanhEnd, tanhP0, tanhP1, tanhP2, tanhQ1, tanhQ2, tanhQ3, 1, 0.5, 127, -127)

func spread(values ...float32) *constants {
	c := new(constants)
	for i, v := range values {
		for j := range c[i] {
			c[i][j] = v
		}
	}
	return c
}

// quantizeFast says how many numbers it has done.
func quantizeFast(dst []int8, src []float32, scale float32) int {
	n := len(src) / wide * wide
	if active == plain || n == 0 {
		return 0
	}
	quantizeAVX2(&dst[0], &src[0], n, activation, scale)
	return n
}

// updateFast says how many cells it has done.
func updateFast(h []int8, state, gates []float32) int {
	n := len(h) / wide * wide
	if active == plain || n == 0 {
		return 0
	}
	updateAVX2(&h[0], &state[0], &gates[0], len(h), n, activation)
	return n
}

// quantizeAVX2 stores n numbers as bytes. See activation_avx2_amd64.s.
//
//go:noescape
func quantizeAVX2(dst *int8, src *float32, n int, c *constants, scale float32)

// updateAVX2 goes one step with the first n of all hidden cells.
//
//go:noescape
func updateAVX2(h *int8, state, gates *float32, hidden, n int, c *constants)
