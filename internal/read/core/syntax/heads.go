package syntax

import (
	"firsthand/internal/read/core/neural"
)

// slope is that of the leaky rectifiers below 0.
const slope = 0.1

// tag gives the tokens [lo, hi) their parts of speech.
func (w *worker) tag(g *Grammar, lo, hi int) {
	m := w.m
	for i, best := range w.best(m.xpos, g.sentence[lo*m.Width():hi*m.Width()], hi-lo) {
		g.Tags[lo+i] = m.xposes[best]
	}
}

// best is the output with the highest score of each of n rows, the first of several.
func (w *worker) best(l *neural.Linear, x []int8, n int) []int {
	w.scores = room(w.scores, n*l.Out())
	l.Apply(w.scores, x, n)
	out := make([]int, n)
	for i := range out {
		row := w.scores[i*l.Out() : (i+1)*l.Out()]
		for k, s := range row {
			if s > row[out[i]] {
				out[i] = k
			}
		}
	}
	return out
}

// parse gives the tokens [lo, hi) their heads and relations.
func (w *worker) parse(g *Grammar, lo, hi int) {
	m, n := w.m, hi-lo
	rows := g.sentence[lo*m.Width() : hi*m.Width()]
	w.arcs(rows, n)
	heads := w.tree.best(w.scores, n)
	w.relations(g, lo, heads, rows)
}

// arcs scores each token of n as a dependent of each other and of the root: scores[i*(n+1)+h] is that of head h-1, and
// of the root where h is 0.
func (w *worker) arcs(rows []int8, n int) {
	m := w.m
	width := m.governor.Out()
	w.more = room(w.more, n*max(width, m.dependent.Out()))
	w.bytes = room(w.bytes, 3*(n+1)*max(width, m.dependent.Out()))

	dependents := w.rectified(m.dependent, rows, n, m.arcScale[0], w.bytes)
	bent := w.bytes[len(dependents):][:n*m.bent.Out()]
	m.bent.Apply(w.more, dependents, n)
	neural.Quantize(bent, w.more[:len(bent)], m.arcScale[1])

	governors := w.bytes[len(dependents)+len(bent):][:(n+1)*width]
	copy(governors, m.rootArc)
	w.rectified(m.governor, rows, n, m.arcScale[2], governors[width:])
	scale := make([]float32, n+1)
	for i := range scale {
		scale[i] = m.arcScale[2]
	}
	pairs, err := neural.NewLinear(n+1, width, governors, scale, nil, m.arcScale[1])
	if err != nil { // the lengths are those just made, and the scales were checked when the model was decoded
		panic(err)
	}
	w.scores = room(w.scores, n*(n+1))
	pairs.Apply(w.scores, bent, n)
}

// rectified writes a layer of n rows through a leaky rectifier as bytes of the given scale to out, and gives the part
// of out that it filled.
func (w *worker) rectified(l *neural.Linear, rows []int8, n int, scale float32, out []int8) []int8 {
	values := w.more[:n*l.Out()]
	l.Apply(values, rows, n)
	neural.LeakyReLU(values, slope)
	neural.Quantize(out[:len(values)], values, scale)
	return out[:len(values)]
}

// relations gives each token from lo on its head, where 0 stands for the root, and the relation that fits it best: root
// is that of the root's dependent and of no other.
func (w *worker) relations(g *Grammar, lo int, heads []int32, rows []int8) {
	m, n := w.m, len(heads)
	width := m.labelGovernor.Out()
	w.scores, w.more = room(w.scores, n*width), room(w.more, n*width)
	w.bytes = room(w.bytes, n*width)
	m.labelDependent.Apply(w.scores, rows, n)
	m.labelGovernor.Apply(w.more, rows, n)
	for i, h := range heads {
		governor := m.rootLabel
		if h > 0 {
			governor = w.more[int(h-1)*width : int(h)*width]
		}
		sum := w.scores[i*width : (i+1)*width]
		for k, v := range governor {
			sum[k] += v
		}
	}
	neural.LeakyReLU(w.scores[:n*width], slope)
	neural.Quantize(w.bytes, w.scores[:n*width], m.labelScale)
	labels := m.label.Out()
	w.scores = room(w.scores, n*labels)
	m.label.Apply(w.scores, w.bytes, n)
	for i, h := range heads {
		if h == 0 {
			g.heads[lo+i], g.rels[lo+i] = -1, Root
			continue
		}
		g.heads[lo+i] = int32(lo) + h - 1
		row, best := w.scores[i*labels:(i+1)*labels], -1
		for k, s := range row {
			if m.rels[k] != Root && (best < 0 || s > row[best]) {
				best = k
			}
		}
		g.rels[lo+i] = m.rels[best]
	}
}
