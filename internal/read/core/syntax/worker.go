package syntax

import (
	"strings"

	"firsthand/internal/read/core/neural"
	"firsthand/internal/read/core/segment"
)

// worker holds the memory in which one text after another is read.
type worker struct {
	m       *Model
	known   map[string]int32 // where in rows the inputs of a word stand that was met before
	rows    []int8
	x, y    []int8 // inputs and outputs of a layer
	scores  []float32
	more    []float32
	bytes   []int8
	scratch neural.Scratch
	tree    tree
	names   *neural.Chain
	found   []uint8
}

// mostKnown is how many words a worker remembers before it begins anew.
const mostKnown = 1 << 13

func (w *worker) use(m *Model) {
	if w.m != m {
		*w = worker{m: m, known: map[string]int32{}, names: m.names.Clone()}
	}
}

// room is s, or a new slice where s is too short for n entries. Its values are left as they are.
func room[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n+n/2)
	}
	return s[:n]
}

// encode runs the layers over the tokens [lo, hi) of one sentence.
func (w *worker) encode(t *segment.Text, g *Grammar, lo, hi int) {
	n, wide := hi-lo, 0
	for _, l := range w.m.layers {
		wide = max(wide, l.In(), l.Out())
	}
	w.x, w.y = room(w.x, n*wide), room(w.y, n*wide)
	in := w.m.layers[0].In()
	for i := range n {
		copy(w.x[i*in:(i+1)*in], w.input(t.Word(lo+i)))
	}
	for k, l := range w.m.layers {
		if k == len(w.m.layers)-1 {
			l.Run(g.sentence[lo*l.Out():hi*l.Out()], w.x, n, &w.scratch)
			return
		}
		l.Run(w.y, w.x, n, &w.scratch)
		w.x, w.y = w.y, w.x
	}
}

// input is the row of inputs of a word: its vector in each table, one after another.
func (w *worker) input(word string) []int8 {
	width := w.m.layers[0].In()
	if at, ok := w.known[word]; ok {
		return w.rows[at : int(at)+width]
	}
	if len(w.known) >= mostKnown {
		clear(w.known)
		w.rows = w.rows[:0]
	}
	at := len(w.rows)
	if len(word) <= longest {
		w.known[strings.Clone(word)] = int32(at)
	}
	f := FormOf(word)
	for i, key := range [tableCount]string{f.Word, f.Word, f.Ending, f.Last, f.Start, f.Shape} {
		t := &w.m.tables[i]
		row := t.at[key]
		if i == fixed && row == 0 {
			row = t.nearest(key)
		}
		for _, b := range []byte(t.vectors[int(row)*t.width : (int(row)+1)*t.width]) {
			w.rows = append(w.rows, int8(b))
		}
	}
	return w.rows[at : at+width]
}

// nearest is the row of a word of which the table has only a part: the last one after a hyphen, or what a handle or a
// hashtag names; 0 where it has none.
func (t *table) nearest(word string) int32 {
	if i := strings.LastIndexByte(strings.TrimRight(word, "-"), '-'); i >= 0 {
		if row := t.at[strings.TrimRight(word, "-")[i+1:]]; row != 0 {
			return row
		}
	}
	if len(word) > 1 && (word[0] == '@' || word[0] == '#') {
		return t.at[word[1:]]
	}
	return 0
}
