package label

import (
	"firsthand/internal/read/core/neural"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
)

// The labels of a token, seen from a cue. Each that begins something is followed by the one that goes on with it.
const (
	outside = iota
	beginSource
	inSource
	beginContent
	inContent
	beginCue
	inCue
	labels
)

// worker labels the windows of one text, one after another; its slices are kept so that little is allocated.
type worker struct {
	t       *segment.Text
	g       *syntax.Grammar
	model   *Model
	lo      int
	narrow  []int8 // of each token of the text, once made
	told    [][features]int
	in, out []int8
	scores  []float32
	found   []uint8
	scratch neural.Scratch
	chain   *neural.Chain
}

// label finds the best labels of the window around a cue.
func (w *worker) label(m *Model, cue int) {
	if w.model != m {
		w.model, w.chain = m, m.chain.Clone()
	}
	if w.narrow == nil {
		w.narrowAll()
	}
	lo, hi := Window(w.t, cue)
	w.lo = lo
	n, in, narrow := hi-lo, m.window.In(), m.narrow.Out()
	w.describe(lo, hi, cue)
	w.in, w.out = room(w.in, n*in), room(w.out, n*m.window.Out())
	for k := range n {
		row := w.in[k*in : (k+1)*in]
		copy(row, w.narrow[(lo+k)*narrow:(lo+k+1)*narrow])
		at := narrow
		for f, value := range w.told[k] {
			t := &m.told[f]
			for j := range t.width {
				row[at+j] = int8(t.vectors[value*t.width+j])
			}
			at += t.width
		}
	}
	m.window.Run(w.out, w.in, n, &w.scratch)
	w.scores = room(w.scores, n*labels)
	m.score.Apply(w.scores, w.out, n)
	w.found = room(w.found, n)
	w.chain.Best(w.found, w.scores, n)
}

// narrowAll makes the narrow rows of all tokens.
func (w *worker) narrowAll() {
	n := len(w.t.Tokens)
	in, out := w.model.narrow.In(), w.model.narrow.Out()
	w.narrow = make([]int8, n*out)
	const step = 64
	row, values := make([]int8, step*in), make([]float32, step*out)
	for lo := 0; lo < n; lo += step {
		hi := min(lo+step, n)
		for i := lo; i < hi; i++ {
			r := row[(i-lo)*in : (i-lo+1)*in]
			copy(r[copy(r, w.g.Sentence(i)):], w.g.Text(i))
		}
		w.model.narrow.Apply(values, row, hi-lo)
		neural.Tanh(values[:(hi-lo)*out])
		neural.Quantize(w.narrow[lo*out:hi*out], values[:(hi-lo)*out], neural.HiddenScale)
	}
}

// runs are the stretches that begin with the label begin and go on with the one after it.
func (w *worker) runs(begin uint8) []Run {
	var out []Run
	for k := 0; k < len(w.found); k++ {
		if w.found[k] != begin {
			continue
		}
		end := k + 1
		for end < len(w.found) && w.found[end] == begin+1 {
			end++
		}
		out = append(out, Run{w.lo + k, w.lo + end})
		k = end - 1
	}
	return out
}

// room is s, or a new slice where s is too short for n entries. Its values are left as they are.
func room[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/2)
	}
	return s[:n]
}
