package syntax

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"firsthand/internal/read/core/neural"
	"firsthand/internal/read/core/tag"
)

//go:embed weights.bin
var packed string

// Weights are the bytes of the model that is compiled in.
func Weights() string { return packed }

// embedded is the model that is compiled in.
var embedded = sync.OnceValue(func() *Model {
	m, err := Decode(packed)
	if err != nil { // the file is compiled in and a test decodes it
		panic(fmt.Sprintf("decode the embedded weights of syntax: %v", err))
	}
	return m
})

// format is the first line of a file of weights.
const format = "firsthand syntax 1"

// Model is a trained network.
type Model struct {
	tables [tableCount]table
	layers []*neural.BiLSTM // over a sentence
	text   *neural.BiLSTM   // over a text

	upos, xpos, name          *neural.Linear
	dependent, bent, governor *neural.Linear // of arcs
	arcScale                  [3]float32     // of what these three give
	rootArc                   []int8         // the root's row among the governors
	labelDependent            *neural.Linear
	labelGovernor             *neural.Linear
	rootLabel                 []float32 // what labelGovernor gives of the root
	label                     *neural.Linear
	labelScale                float32
	names                     *neural.Chain
	cue                       *neural.Linear

	uposes []tag.UPOS // of each output
	xposes []tag.Tag
	rels   []Rel
	kinds  []NameKind // of each output of name: outside, then beginning and going on of each kind
}

// table gives each key a vector.
type table struct {
	width   int
	at      map[string]int32 // row; 0 is the row of all other keys
	vectors string           // rows of width int8
}

// The tables of vectors, in the order in which a token's row of inputs holds them.
const (
	fixed = iota // GloVe
	words
	endings
	lasts
	starts
	shapes
	tableCount
)

// inputScale is what one unit of an input stands for.
const inputScale = 2.0 / 127

// Decode reads a file of weights as the programs in internal/read/train write it. It keeps parts of the string. It
// refuses anything that is not whole.
func Decode(raw string) (*Model, error) {
	w, err := neural.Open(raw, format)
	if err != nil {
		return nil, err
	}
	m := &Model{}
	for i, name := range []string{"fixed", "words", "endings", "lasts", "starts", "shapes"} {
		m.tables[i] = tableOf(w, name)
	}
	for i := 0; i == 0 || w.Has(fmt.Sprintf("layer%d.forward.input", i)); i++ {
		scale := neural.HiddenScale
		if i == 0 {
			scale = inputScale
		}
		m.layers = append(m.layers, w.BiLSTM(fmt.Sprintf("layer%d", i), scale))
	}
	m.text = w.BiLSTM("text", neural.HiddenScale)
	for name, l := range map[string]**neural.Linear{"upos": &m.upos, "xpos": &m.xpos, "name": &m.name, "dependent": &m.dependent, "governor": &m.governor,
		"label.dependent": &m.labelDependent, "label.governor": &m.labelGovernor, "cue": &m.cue} {
		*l = w.Linear(name, neural.HiddenScale)
	}
	m.arcScale = [3]float32{w.Scales["dependent"], w.Scales["bent"], w.Scales["governor"]}
	m.labelScale = w.Scales["label"]
	m.bent, m.label = w.Linear("bent", m.arcScale[0]), w.Linear("label", m.labelScale)
	m.rootArc, m.rootLabel = w.Int8s("root.arc"), w.Floats("root.label")
	m.readLabels(w)
	m.names = w.Chain("name.follow", len(m.kinds))
	if w.Err() == nil {
		m.check(w)
	}
	if err := w.Err(); err != nil {
		return nil, err
	}
	return m, nil
}

func tableOf(w *neural.Weights, name string) table {
	keys := w.Bytes(name+".keys", "text")
	vectors, width := w.Rows(name + ".vectors")
	t := table{width: width, vectors: vectors, at: make(map[string]int32, len(vectors)/width)}
	row := int32(1)
	for key := range strings.SplitSeq(keys, "\n") {
		t.at[key] = row
		row++
	}
	if int(row) != len(vectors)/width {
		w.Fail("%s has %d keys for %d rows", name, row-1, len(vectors)/width)
	}
	return t
}

// readLabels reads what the outputs stand for.
func (m *Model) readLabels(w *neural.Weights) {
	for _, s := range w.Labels["upos"] {
		u, ok := tag.ParseUPOS(s)
		if !ok {
			w.Fail("no part of speech is called %q", s)
		}
		m.uposes = append(m.uposes, u)
	}
	for _, s := range w.Labels["xpos"] {
		t, ok := tag.Parse(s)
		if !ok {
			t = tag.Punct // marks, and what only treebanks have
		}
		m.xposes = append(m.xposes, t)
	}
	for _, s := range w.Labels["rels"] {
		r, ok := ParseRel(s)
		if !ok {
			w.Fail("no relation is called %q", s)
		}
		m.rels = append(m.rels, r)
	}
	for _, s := range w.Labels["names"] {
		place, kind, _ := strings.Cut(s, "-")
		k := nameKinds[kind]
		if i := len(m.kinds); (place == "B") != (i%2 == 1) || (i == 0) != (k == 0) || i > 0 && place == "I" && k != m.kinds[i-1] {
			w.Fail("output %d of names is %q", i, s)
		}
		m.kinds = append(m.kinds, k)
	}
}

// check tells whether the layers fit together.
func (m *Model) check(w *neural.Weights) {
	in := 0
	for _, t := range m.tables {
		in += t.width
	}
	for _, l := range m.layers {
		if l.In() != in {
			w.Fail("a layer has %d inputs, want %d", l.In(), in)
		}
		in = l.Out()
	}
	for _, l := range []*neural.Linear{m.upos, m.xpos, m.name, m.dependent, m.governor, m.labelDependent, m.labelGovernor} {
		if l.In() != in {
			w.Fail("a layer above the sentences has %d inputs, want %d", l.In(), in)
		}
	}
	for _, scale := range append(m.arcScale[:], m.labelScale) {
		if !(scale > 0) {
			w.Fail("a scale is %v", scale)
		}
	}
	for _, c := range []struct {
		what      string
		got, want int
	}{
		{"inputs over the text", m.text.In(), in + flagCount},
		{"inputs of cues", m.cue.In(), m.text.Out()},
		{"outputs of cues", m.cue.Out(), 1},
		{"kinds of names", m.name.Out(), len(m.kinds)},
		{"universal parts of speech", m.upos.Out(), len(m.uposes)},
		{"parts of speech", m.xpos.Out(), len(m.xposes)},
		{"relations", m.label.Out(), len(m.rels)},
		{"dependents", m.bent.In(), m.dependent.Out()},
		{"governors", m.governor.Out(), m.bent.Out()},
		{"the root", len(m.rootArc), m.governor.Out()},
		{"the root's labels", len(m.rootLabel), m.labelGovernor.Out()},
		{"labels", m.labelDependent.Out(), m.labelGovernor.Out()},
		{"inputs of labels", m.label.In(), m.labelGovernor.Out()},
	} {
		if c.got != c.want {
			w.Fail("%s: %d, want %d", c.what, c.got, c.want)
		}
	}
}
