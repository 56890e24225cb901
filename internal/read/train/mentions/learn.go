package main

import (
	"math"
	"math/rand/v2"
)

// example is what is seen of one thing, and what it is. Where dense is nil, the network is not asked.
type example struct {
	sparse []uint32
	dense  []int8
	gold   int
}

// How the classifiers learn.
const (
	rate  = 0.1  // of the weights of features; a third of it for those of the network
	decay = 1e-5 // towards 0
	drop  = 0.2  // share of the features that an example goes without, others each time
)

// learner is a linear classifier over hashed features and over what the network makes of a token, trained by gradient
// descent on the likelihood with a rate of its own for each weight (AdaGrad: Duchi, Hazan and Singer 2011).
type learner struct {
	classes, rows, wide int
	sparse, sparseSq    []float64
	dense, denseSq      []float64
	scores              []float64
}

func newLearner(classes, rows, wide int) *learner {
	return &learner{classes: classes, rows: rows, wide: wide, scores: make([]float64, classes),
		sparse: make([]float64, classes*rows), sparseSq: make([]float64, classes*rows), dense: make([]float64, classes*wide), denseSq: make([]float64, classes*wide)}
}

func (l *learner) score(e *example) []float64 {
	for c := range l.classes {
		l.scores[c] = 0
	}
	for _, f := range e.sparse {
		row := l.sparse[int(f)%l.rows*l.classes:][:l.classes]
		for c, w := range row {
			l.scores[c] += w
		}
	}
	for c := 0; c < l.classes && l.wide > 0; c++ {
		row, sum := l.dense[c*l.wide:(c+1)*l.wide], 0.0
		for k, x := range e.dense {
			sum += row[k] * float64(x)
		}
		l.scores[c] += sum / 127
	}
	return l.scores
}

func (l *learner) fit(examples []*example, rounds int) {
	r := rand.New(rand.NewPCG(seed, 1))
	order := make([]*example, len(examples))
	copy(order, examples)
	kept := make([]uint32, 0, 256)
	for range rounds {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, e := range order {
			kept = kept[:0]
			for _, f := range e.sparse {
				if r.Float64() >= drop {
					kept = append(kept, f)
				}
			}
			l.step(&example{sparse: kept, dense: e.dense, gold: e.gold})
		}
	}
}

func (l *learner) step(e *example) {
	s := l.score(e)
	softmax(s)
	for c, p := range s {
		if c == e.gold {
			p--
		}
		if math.Abs(p) >= 1e-3 {
			l.move(e, c, p)
		}
	}
}

func softmax(s []float64) {
	top, sum := math.Inf(-1), 0.0
	for _, x := range s {
		top = max(top, x)
	}
	for c := range s {
		s[c] = math.Exp(s[c] - top)
		sum += s[c]
	}
	for c := range s {
		s[c] /= sum
	}
}

// move moves the weights of class c against the slope g of the loss.
func (l *learner) move(e *example, c int, g float64) {
	for _, f := range e.sparse {
		at := int(f)%l.rows*l.classes + c
		d := g + decay*l.sparse[at]
		l.sparseSq[at] += d * d
		l.sparse[at] -= rate * d / math.Sqrt(l.sparseSq[at]+1e-6)
	}
	row, sq := l.dense[c*l.wide:(c+1)*l.wide], l.denseSq[c*l.wide:(c+1)*l.wide]
	for k, x := range e.dense {
		if x == 0 {
			continue
		}
		d := g*float64(x)/127 + decay*row[k]
		sq[k] += d * d
		row[k] -= rate / 3 * d / math.Sqrt(sq[k]+1e-6)
	}
}
