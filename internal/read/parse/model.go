package parse

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"sync"

	"firsthand/internal/read/perceptron"
)

const format = "firsthand parser 1\n"

// Model is a trained parser.
type Model struct {
	bits    int
	actions []uint64 // 1<<bits rows of four lanes of 16 bits: the weight of each action plus bias, so that whole rows can be added
	labels  *perceptron.Model
}

// A weight of an action lies between -bias and bias. The sum of a lane over all features stays below 1<<16, so no lane runs into the next.
const bias = 255

const _ = uint16(actionWidth * 2 * bias) // does not compile when it would

//go:embed weights.bin.gz
var packed []byte

var embedded = sync.OnceValue(func() *Model {
	m, err := Decode(bytes.NewReader(packed))
	if err != nil { // the file is compiled in and a test decodes it
		panic(fmt.Sprintf("decode the parser's embedded weights: %v", err))
	}
	return m
})

const noWeights = bias | bias<<16 | bias<<32

// sums adds up the weights of each action.
func (m *Model) sums(rows *[actionWidth]uint64) (sum [actions]int32) {
	var at [actionWidth]uint32
	for k, v := range rows {
		at[k] = perceptron.Row(v+uint64(k)*salt, m.bits)
	}
	all := uint64(0)
	for _, r := range at {
		all += m.actions[r]
	}
	for a := range sum {
		sum[a] = int32(all >> (16 * a) & 0xffff)
	}
	return sum
}

// label is the best label for an arc.
func (m *Model) label(features *[labelWidth]uint64) Label {
	var rows [labelWidth]uint32
	for k, v := range features {
		rows[k] = m.labels.Row(v + uint64(k)*salt)
	}
	var sums perceptron.Sums
	m.labels.Add(rows[:], &sums)
	best := Label(0)
	for l := range countLabels {
		if l != Root && sums[l] > sums[best] {
			best = l
		}
	}
	return best
}

// worker is the scratch space for parsing.
type worker struct {
	view  view
	state state
	act   [actionWidth]uint64
	lab   [labelWidth]uint64
}

// parse builds the tree of the sentence in w.view.
func (m *Model) parse(w *worker) {
	s := &w.state
	s.begin(len(w.view.looks) - 1)
	for !s.over() {
		w.view.actionFeatures(s, &w.act)
		sums := m.sums(&w.act)
		best := actions
		for a := range actions {
			if s.may(a) && (best == actions || sums[a] > sums[best]) {
				best = a
			}
		}
		label := Root
		if best != shift {
			head, dependent := s.arc(best)
			w.view.labelFeatures(s, head, dependent, &w.lab)
			label = m.label(&w.lab)
		}
		s.do(best, label)
	}
	for i := range s.nodes[1:] {
		if n := &s.nodes[i+1]; n.head == nobody {
			n.label = Root
		}
	}
}

// Encode writes the model as [Decode] reads it: gzip of the format's name, the size of the table of actions, which rows of it are not
// empty, their weights action by action, and the labels' weights.
func (m *Model) Encode(w io.Writer) error {
	z, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	b := append([]byte(format), byte(m.bits))
	used := make([]byte, len(m.actions)/8)
	for r, v := range m.actions {
		if v != noWeights {
			used[r/8] |= 1 << (r % 8)
		}
	}
	b = append(b, used...)
	for a := range actions {
		for _, v := range m.actions {
			if v != noWeights {
				b = binary.AppendVarint(b, int64(v>>(16*a)&0xffff)-bias)
			}
		}
	}
	if _, err := z.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(b)))); err != nil {
		return fmt.Errorf("write parser: %w", err)
	}
	if _, err := z.Write(b); err != nil {
		return fmt.Errorf("write parser: %w", err)
	}
	if err := m.labels.Encode(z); err != nil {
		return fmt.Errorf("write parser: %w", err)
	}
	return z.Close()
}

// Decode reads what Encode wrote. It refuses anything that is not whole.
func Decode(r io.Reader) (*Model, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("open parser: %w", err)
	}
	var size [4]byte
	if _, err := io.ReadFull(z, size[:]); err != nil {
		return nil, fmt.Errorf("read parser: %w", err)
	}
	n := binary.LittleEndian.Uint32(size[:])
	if n > 1<<27 {
		return nil, fmt.Errorf("read parser: %d bytes of actions", n)
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(z, b); err != nil {
		return nil, fmt.Errorf("read parser: %w", err)
	}
	b, ok := bytes.CutPrefix(b, []byte(format))
	if !ok || len(b) < 1 || b[0] < 3 || b[0] > 24 || len(b) < 1+1<<b[0]/8 {
		return nil, fmt.Errorf("read parser: not of this format")
	}
	m := &Model{bits: int(b[0]), actions: make([]uint64, 1<<b[0])}
	used, b := b[1:1+len(m.actions)/8], b[1+len(m.actions)/8:]
	for a := range actions {
		for r := range m.actions {
			v := int64(0)
			if used[r/8]>>(r%8)&1 != 0 {
				var n int
				if v, n = binary.Varint(b); n <= 0 || v < -bias || v > bias {
					return nil, fmt.Errorf("read parser: no weight of action %d for row %d", a, r)
				}
				b = b[n:]
			}
			m.actions[r] |= uint64(v+bias) << (16 * a)
		}
	}
	if len(b) > 0 {
		return nil, fmt.Errorf("read parser: %d bytes too many", len(b))
	}
	if m.labels, err = perceptron.Decode(z, int(countLabels)); err != nil {
		return nil, fmt.Errorf("read parser: %w", err)
	}
	if rest, err := io.Copy(io.Discard, z); err != nil || rest > 0 {
		return nil, fmt.Errorf("read parser: %d bytes too many: %v", rest, err)
	}
	return m, nil
}
