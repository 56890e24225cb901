// Package plea holds linear classifiers over hashed features, small enough to be part of the program: they tell
// messages that ask for help from others, what is needed, and whether who writes was there.
//
// It knows no language. Which features a text has is the business of a language's own package; here they are numbers.
// Scoring adds up small integers, so that a text has the same scores on every machine; [Fit] makes weights from
// examples, and the same examples give the same weights.
package plea

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// Bits is how many bits of a feature's hash are kept.
const Bits = 15

const (
	buckets = 1 << Bits
	magic   = "plea2"
	most    = 64 // labels of a model
)

// Model is a set of classifiers, one a label, over the same features.
type Model struct {
	labels  []string
	cuts    []float64 // what the score of each label has to exceed
	weights []int8    // of bucket b and label l at b*len(labels)+l
}

// Load reads a model as [Model.Bytes] writes it.
func Load(b []byte) (*Model, error) {
	if len(b) < len(magic)+1 || string(b[:len(magic)]) != magic {
		return nil, errors.New("load classifiers: not a model")
	}
	n := int(b[len(magic)])
	b = b[len(magic)+1:]
	if n == 0 || n > most {
		return nil, fmt.Errorf("load classifiers: %d labels", n)
	}
	m := &Model{}
	for range n {
		if len(b) < 1 || len(b) < 1+int(b[0])+4 {
			return nil, errors.New("load classifiers: cut off in the labels")
		}
		end := 1 + int(b[0])
		m.labels = append(m.labels, string(b[1:end]))
		m.cuts = append(m.cuts, float64(math.Float32frombits(binary.LittleEndian.Uint32(b[end:]))))
		b = b[end+4:]
	}
	if len(b) != buckets*n {
		return nil, fmt.Errorf("load classifiers: %d weights, want %d", len(b), buckets*n)
	}
	m.weights = make([]int8, len(b))
	for i, w := range b {
		m.weights[i] = int8(w)
	}
	return m, nil
}

// Bytes is the model in the form that [Load] reads.
func (m *Model) Bytes() []byte {
	out := append([]byte(magic), byte(len(m.labels)))
	for i, l := range m.labels {
		out = append(out, byte(len(l)))
		out = append(out, l...)
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(float32(m.cuts[i])))
	}
	for _, w := range m.weights {
		out = append(out, byte(w))
	}
	return out
}

// Label is the index of a label, -1 where the model has none of that name.
func (m *Model) Label(name string) int { return slices.Index(m.labels, name) }

// Labels are the names of the classifiers, in their order.
func (m *Model) Labels() []string { return slices.Clone(m.labels) }

// Margins says for each label how far a text with these features lies beyond the label's cut: it has the label where
// the margin is above zero. The unit is a label's own. A feature that stands in the list several times counts once.
func (m *Model) Margins(features []uint32) []float64 {
	own := distinct(features)
	sums := make([]int64, len(m.labels))
	for _, b := range own {
		row := m.weights[int(b)*len(sums):]
		for l := range sums {
			sums[l] += int64(row[l])
		}
	}
	length := math.Sqrt(float64(max(1, len(own))))
	out := make([]float64, len(sums))
	for l, s := range sums {
		score := float64(s) / length
		out[l] = score - m.cuts[l]
	}
	return out
}

// Feature is the hash of a feature's name (FNV-1a).
func Feature(name string) uint32 {
	h := uint32(2166136261)
	for i := range len(name) {
		h = (h ^ uint32(name[i])) * 16777619
	}
	return h
}

// distinct is the buckets of the features, each once, in ascending order.
func distinct(features []uint32) []uint32 {
	out := make([]uint32, len(features))
	for i, f := range features {
		out[i] = (f ^ f>>Bits) & (buckets - 1)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
