package mention

import (
	_ "embed"
	"fmt"
	"sync"

	"firsthand/internal/read/core/neural"
	"firsthand/internal/report"
)

//go:embed weights.bin
var packed string

// Weights are the bytes of the model that is compiled in.
func Weights() string { return packed }

var embedded = sync.OnceValue(func() *Model {
	m, err := Decode(packed)
	if err != nil { // the file is compiled in and a test decodes it
		panic(fmt.Sprintf("decode the embedded weights of mentions: %v", err))
	}
	return m
})

// Format is the first line of a file of weights.
const Format = "firsthand mentions 1"

// Model is a trained model of mentions. It may be used by many goroutines at once.
type Model struct {
	token, kind, realis *classifier
	kinds               []string // of each output
	realises            []report.Realis
}

// Kinds are the kinds of mentions that the model knows.
func (m *Model) Kinds() []string { return m.kinds }

// classifier scores classes by features, hashed into a table, and by what the network makes of a token.
type classifier struct {
	table   string // rows of one byte for each class
	classes int
	scale   float32        // what one unit in the table stands for
	dense   *neural.Linear // nil where the network is not asked
}

// Decode reads a file of weights as the program in the folder train writes it. It refuses anything that is not whole.
func Decode(raw string) (*Model, error) {
	w, err := neural.Open(raw, Format)
	if err != nil {
		return nil, err
	}
	m := &Model{token: readClassifier(w, "token", int(Labels)), kinds: w.Labels["kinds"]}
	for _, r := range w.Labels["realis"] {
		m.realises = append(m.realises, report.Realis(r))
	}
	m.kind, m.realis = readClassifier(w, "kind", len(m.kinds)), readClassifier(w, "realis", len(m.realises))
	if err := w.Err(); err != nil {
		return nil, err
	}
	return m, nil
}

func readClassifier(w *neural.Weights, name string, classes int) *classifier {
	table, width := w.Rows(name + ".table")
	c := &classifier{table: table, classes: classes, scale: w.Scales[name]}
	if width != classes || !(c.scale > 0 && c.scale < 1e6) {
		w.Fail("%s has %d classes and the scale %v, want %d classes", name, width, c.scale, classes)
	}
	if w.Has(name + ".dense") {
		c.dense = w.Linear(name+".dense", neural.HiddenScale)
		if c.dense != nil && c.dense.Out() != classes {
			w.Fail("%s has %d classes over the network, want %d", name, c.dense.Out(), classes)
		}
	}
	return c
}

// scores are those of each class, given the features of something and what the network makes of its token.
func (c *classifier) scores(features []uint32, row []int8) []float32 {
	sums := make([]int32, c.classes)
	rows := uint32(len(c.table) / c.classes)
	for _, f := range features {
		at := int(f%rows) * c.classes
		for k := range sums {
			sums[k] += int32(int8(c.table[at+k]))
		}
	}
	out := make([]float32, c.classes)
	if c.dense != nil {
		c.dense.Apply(out, row, 1)
	}
	for k, s := range sums {
		out[k] += float32(float32(s) * c.scale) // rounded before it is added, on every machine
	}
	return out
}
