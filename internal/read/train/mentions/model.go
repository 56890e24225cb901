package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math"
	"slices"

	"firsthand/internal/read/core/mention"
	"firsthand/internal/read/core/neural"
)

// How many rows the tables of features have, and how often each example is seen.
const (
	tokenRows, tokenRounds   = 1 << 17, 10
	kindRows, kindRounds     = 1 << 14, 10
	realisRows, realisRounds = 1 << 14, 20

	unreal = 6   // times a mention of what did not happen is seen for once that one of what did is: there are nine times as many of these
	lean   = 0.7 // what speaks for a mention beyond its score: precision and recall are closer with it
)

type model struct {
	token, kind, realis *learner
	bytes               *mention.Model // what reading has of it, once somebody asked
}

func learn(docs []*document) *model {
	var tokens, ks, rs []*example
	for _, d := range docs {
		before := mention.Outside
		for i, l := range d.labels {
			if before != mention.Outside || l != mention.Outside || d.v.Candidate(i) {
				tokens = append(tokens, &example{slices.Clone(d.v.Token(i, before)), slices.Clone(d.v.Row(i)), int(l)})
			}
			before = l
		}
		all := runs(d.gold)
		d.v.Tell(all)
		for k, m := range d.gold {
			ks = append(ks, &example{slices.Clone(d.v.Kind(m.Run, mention.Beside(all, k))), slices.Clone(d.v.Row(m.Lo)), m.kind})
			e := &example{sparse: slices.Clone(d.v.Realis(m.Run)), gold: m.realis}
			rs = append(rs, e)
			for n := 1; m.realis != 0 && n < unreal; n++ {
				rs = append(rs, e)
			}
		}
	}
	wide := len(tokens[0].dense)
	m := &model{token: newLearner(int(mention.Labels), tokenRows, wide), kind: newLearner(len(kinds), kindRows, wide), realis: newLearner(len(realises), realisRows, 0)}
	m.token.fit(tokens, tokenRounds)
	m.kind.fit(ks, kindRounds)
	m.realis.fit(rs, realisRounds)
	return m
}

// find is what the model as bytes, which reading has, makes of a report.
func (m *model) find(d *document) []found {
	var out []found
	for _, o := range m.decoded().Look(d.v) {
		out = append(out, found{mention.Run{Lo: o.Lo, Hi: o.Hi}, index(kinds, o.Kind), index(realises, string(o.Realis))})
	}
	return out
}

func (m *model) decoded() *mention.Model {
	if m.bytes == nil {
		b, err := mention.Decode(string(m.encode()))
		if err != nil { // just written
			panic(err)
		}
		m.bytes = b
	}
	return m.bytes
}

// encode writes the model as mention.Decode reads it.
func (m *model) encode() []byte {
	w := &weights{Labels: map[string][]string{"kinds": kinds, "realis": realises}, Scales: map[string]float32{}, Tensors: map[string]neural.Tensor{}}
	w.learner("token", m.token)
	w.learner("kind", m.kind)
	w.learner("realis", m.realis)
	header, err := json.Marshal(w)
	if err != nil { // plain maps
		panic(err)
	}
	out := append([]byte(mention.Format), '\n')
	out = binary.LittleEndian.AppendUint32(out, uint32(len(header)))
	return append(append(out, header...), w.data.Bytes()...)
}

// weights is a file under way, in the form of neural.Weights.
type weights struct {
	Labels  map[string][]string
	Scales  map[string]float32
	Tensors map[string]neural.Tensor
	data    bytes.Buffer
}

func (w *weights) put(name, kind string, shape []int, raw []byte) {
	w.Tensors[name] = neural.Tensor{Type: kind, Shape: shape, At: w.data.Len(), Size: len(raw)}
	w.data.Write(raw)
}

func (w *weights) learner(name string, l *learner) {
	raw, scale := quantise(l.sparse)
	w.put(name+".table", "i8", []int{l.rows, l.classes}, raw)
	w.Scales[name] = scale
	if l.wide == 0 {
		if name == "token" {
			panic("tokens lean on the network")
		}
		return
	}
	var bytes, scales []byte
	for c := range l.classes {
		row, scale := quantise(l.dense[c*l.wide : (c+1)*l.wide])
		bytes, scales = append(bytes, row...), appendFloat(scales, scale)
	}
	w.put(name+".dense", "i8", []int{l.classes, l.wide}, bytes)
	w.put(name+".dense.scale", "f32", []int{l.classes}, scales)
	var bias []byte
	for c := range l.classes {
		b := float32(0)
		if name == "token" && c == int(mention.Outside) {
			b = -lean
		}
		bias = appendFloat(bias, b)
	}
	w.put(name+".dense.bias", "f32", []int{l.classes}, bias)
}

func appendFloat(to []byte, x float32) []byte {
	return binary.LittleEndian.AppendUint32(to, math.Float32bits(x))
}

// quantise gives weights as bytes, and what one of their units stands for.
func quantise(ws []float64) ([]byte, float32) {
	largest := 1e-6
	for _, w := range ws {
		largest = max(largest, math.Abs(w))
	}
	scale := largest / 127
	out := make([]byte, len(ws))
	for k, w := range ws {
		out[k] = byte(int8(math.Round(w / scale)))
	}
	return out, float32(scale)
}
