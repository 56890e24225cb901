package label

import (
	"math"
	"math/rand/v2"
	"slices"

	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
)

// Document is a text with its attributions, in tokens.
type Document struct {
	Text *segment.Text
	Tags []tag.Tag
	Gold []Link // Score is not used
}

// The course of training; chosen on the dev part of PolNeAR.
const (
	cueRounds  = 4
	spanRounds = 5
	nounCount  = 2    // a word that is no verb is a candidate once it was a cue more often than this
	cueRate    = 0.05 // AdaGrad (Duchi, Hazan and Singer 2011)
	cueDecay   = 1e-3
	levels     = 2000 // steps of a weight on either side of zero
)

// Train fits a model to documents. The same documents and seed give the same model.
func Train(documents []Document, seed uint64) *Model {
	m := newModel()
	count := map[uint32]int{}
	views := make([]*view, len(documents))
	for i, d := range documents {
		views[i] = newView(d.Text, d.Tags)
		for _, g := range d.Gold {
			views[i].cue[g.Cue] = true
			if !d.Tags[g.Cue].Verb() {
				count[views[i].word[g.Cue]]++
			}
		}
	}
	for h, n := range count {
		if n > nounCount {
			m.nouns[h] = true
		}
	}
	random := rand.New(rand.NewPCG(seed, 1))
	m.trainCues(views, random)
	m.trainSpans(views, documents, random)
	return m
}

func (m *Model) trainCues(views []*view, random *rand.Rand) {
	weight, seen := make([]float64, cueTable), make([]float64, cueTable)
	var rows [cueWidth]uint32
	order := random.Perm(len(views))
	for range cueRounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, d := range order {
			v := views[d]
			for i := range v.word {
				if !m.candidate(v, i) {
					continue
				}
				cueFeatures(v, i, &rows)
				sum := 0.0
				for _, r := range rows {
					sum += weight[r]
				}
				miss := -1 / (1 + math.Exp(-sum))
				if v.cue[i] {
					miss++
				}
				for _, r := range rows {
					g := miss - cueDecay*weight[r]
					seen[r] += g * g
					weight[r] += cueRate * g / (math.Sqrt(seen[r]) + 1e-2)
				}
			}
		}
	}
	largest := 0.0
	for _, x := range weight {
		largest = max(largest, math.Abs(x))
	}
	if largest == 0 {
		return
	}
	for r, x := range weight {
		m.cue[r] = int16(math.Round(x * levels / largest))
	}
	m.cueScale = float32(largest / levels)
}

// example is one cue of one document with the labels that it should have.
type example struct {
	v    *view
	cue  int
	gold []uint8
}

func (m *Model) trainSpans(views []*view, documents []Document, random *rand.Rand) {
	var examples []example
	var w worker
	for i, d := range documents {
		for _, g := range d.Gold {
			w.window(views[i], g.Cue)
			gold := make([]uint8, w.hi-w.lo)
			paint(gold, g.Source, beginSource, &w)
			paint(gold, g.Content, beginContent, &w)
			examples = append(examples, example{views[i], g.Cue, gold})
		}
	}
	a := newAverager(m)
	for range spanRounds {
		random.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for _, e := range examples {
			w.window(e.v, e.cue)
			a.learn(&w, e.gold)
		}
	}
	a.finish(m)
}

// paint labels the runs that lie in the window. A run that another label has begun already stays as it is; the cue's word stays outside.
func paint(gold []uint8, runs []Run, begin uint8, w *worker) {
	for _, r := range runs {
		first := true
		for i := max(r.Lo, w.lo); i < min(r.Hi, w.hi); i++ {
			if i == w.cue || gold[i-w.lo] != outside {
				first = true
				continue
			}
			gold[i-w.lo] = begin + 1
			if first {
				gold[i-w.lo] = begin
			}
			first = false
		}
	}
}

// averager holds the weights while they are learnt, in the units of the model that guesses with them, and their sums over all steps.
type averager struct {
	guess     *Model
	spanTotal [][labels]int64
	stepTotal [][labels * labels]int64
	now       int64
}

func newAverager(like *Model) *averager {
	g := newModel()
	g.nouns = like.nouns
	return &averager{guess: g, spanTotal: make([][labels]int64, spanTable), stepTotal: make([][labels * labels]int64, stepTable)}
}

// learn labels one example as the model would, and mends the weights where it is wrong. Totals hold now × change, from which the mean over all steps
// follows in the end (Daumé 2006).
func (a *averager) learn(w *worker, gold []uint8) {
	a.now++
	a.guess.label(w)
	if slices.Equal(w.out, gold) {
		return
	}
	var plain [plainWidth]uint32
	var near [nearWidth]uint32
	var step [stepWidth]uint32
	for k := range gold {
		i := w.lo + k
		right, wrong := gold[k], w.out[k]
		if right != wrong {
			plainFeatures(w.v, i, &plain)
			w.nearFeatures(i, &near)
			for _, rows := range [][]uint32{plain[:], near[:]} {
				for _, r := range rows {
					a.span(r, right, 1)
					a.span(r, wrong, -1)
				}
			}
		}
		if k > 0 && (right != wrong || gold[k-1] != w.out[k-1]) {
			w.stepFeatures(i, &step)
			for _, r := range step {
				a.step(r, gold[k-1]*labels+right, 1)
				a.step(r, w.out[k-1]*labels+wrong, -1)
			}
		}
	}
}

func (a *averager) span(r uint32, l uint8, by int16) {
	a.guess.span[r][l] += by
	a.spanTotal[r][l] += a.now * int64(by)
}

func (a *averager) step(r uint32, l uint8, by int16) {
	a.guess.step[r][l] += by
	a.stepTotal[r][l] += a.now * int64(by)
}

// finish writes the mean of the weights over all steps into m, scaled so that the largest has as many levels as there are.
func (a *averager) finish(m *Model) {
	n := float64(a.now + 1)
	spanMean := func(r, l int) float64 {
		return float64(a.guess.span[r][l]) - float64(a.spanTotal[r][l])/n
	}
	stepMean := func(r, l int) float64 {
		return float64(a.guess.step[r][l]) - float64(a.stepTotal[r][l])/n
	}
	largest := 0.0
	for r := range a.guess.span {
		for l := range labels {
			largest = max(largest, math.Abs(spanMean(r, l)))
		}
	}
	for r := range a.guess.step {
		for l := range labels * labels {
			largest = max(largest, math.Abs(stepMean(r, l)))
		}
	}
	if largest == 0 {
		return
	}
	scale := levels / largest
	for r := range m.span {
		for l := range labels {
			m.span[r][l] = int16(math.Round(spanMean(r, l) * scale))
		}
	}
	for r := range m.step {
		for l := range labels * labels {
			m.step[r][l] = int16(math.Round(stepMean(r, l) * scale))
		}
	}
}
