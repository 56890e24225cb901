package label

import (
	_ "embed"
	"fmt"
	"sync"

	"firsthand/internal/read/core/neural"
	"firsthand/internal/read/core/syntax"
)

//go:embed weights.bin
var packed string

// Weights are the bytes of the model that is compiled in.
func Weights() string { return packed }

var embedded = sync.OnceValue(func() *Model {
	m, err := Decode(packed)
	if err != nil { // the file is compiled in and a test decodes it
		panic(fmt.Sprintf("decode the labeller's embedded weights: %v", err))
	}
	return m
})

// format is the first line of a file of weights.
const format = "firsthand labels 2"

// Model is a trained labeller.
type Model struct {
	narrow *neural.Linear // what the networks below make of a token, in fewer numbers
	told   [features]table
	window *neural.BiLSTM
	score  *neural.Linear
	chain  *neural.Chain
	rels   [syntax.Rels]int // the number that a relation has in the weights
}

// table gives each value of a feature a vector, of scale neural.HiddenScale.
type table struct {
	vectors string
	width   int
}

// Decode reads a file of weights as the program that trains them writes it. It refuses anything that is not whole.
func Decode(raw string) (*Model, error) {
	w, err := neural.Open(raw, format)
	if err != nil {
		return nil, err
	}
	m := &Model{narrow: w.Linear("narrow", neural.HiddenScale), window: w.BiLSTM("window", neural.HiddenScale), score: w.Linear("score", neural.HiddenScale)}
	wide := 0
	for i, name := range []string{"position", "branch", "place", "kind"} {
		m.told[i].vectors, m.told[i].width = w.Rows(name)
		wide += m.told[i].width
		if rows := len(m.told[i].vectors) / m.told[i].width; rows != values[i] {
			w.Fail("%s has %d values, want %d", name, rows, values[i])
		}
	}
	m.chain = w.Chain("follow", labels)
	if len(w.Labels["rels"]) > int(syntax.Rels) {
		w.Fail("%d relations", len(w.Labels["rels"]))
	}
	for i, name := range w.Labels["rels"] {
		if r, ok := syntax.ParseRel(name); ok && w.Err() == nil {
			m.rels[r] = i
		} else {
			w.Fail("no relation is called %q", name)
		}
	}
	if w.Err() == nil && (m.window.In() != m.narrow.Out()+wide || m.score.In() != m.window.Out() || m.score.Out() != labels) {
		w.Fail("the layers do not fit together")
	}
	if err := w.Err(); err != nil {
		return nil, err
	}
	return m, nil
}
