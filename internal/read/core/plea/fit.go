package plea

import (
	"fmt"
	"math"
	"slices"
)

// Example is a text as its features, and the labels that it has.
type Example struct {
	Features []uint32
	Has      []bool    // one a label, in the order of the labels
	Weight   []float64 // how much it counts for each label; nil counts once everywhere, 0 not at all
}

// Settings say how classifiers are fitted.
type Settings struct {
	Cost  float64 // of an example on the wrong side, against weights that are large
	Folds int     // parts of the examples that take turns in being held back to find the cut; 5 where it is 0
}

// Fit makes the classifiers of labels from examples: support vector machines with squared hinge loss, by dual
// coordinate descent (Hsieh et al. 2008), always in the same order. The cut of each label is the one that gives the
// best F over examples held back in turn.
func Fit(labels []string, examples []Example, s Settings) (*Model, error) {
	if len(labels) == 0 || len(labels) > most {
		return nil, fmt.Errorf("fit classifiers: %d labels", len(labels))
	}
	if s.Folds == 0 {
		s.Folds = 5
	}
	m := &Model{labels: slices.Clone(labels), cuts: make([]float64, len(labels)), weights: make([]int8, buckets*len(labels))}
	rows := make([][]uint32, len(examples))
	for i, e := range examples {
		if len(e.Has) != len(labels) || e.Weight != nil && len(e.Weight) != len(labels) {
			return nil, fmt.Errorf("fit classifiers: example %d does not have %d labels", i, len(labels))
		}
		rows[i] = distinct(e.Features)
	}
	for l := range labels {
		scores := heldBack(rows, examples, l, s)
		cut := bestCut(scores, examples, l)
		w, bias := machine(rows, examples, l, s, -1)
		largest := 0.0
		for _, v := range w {
			largest = max(largest, math.Abs(v))
		}
		if largest == 0 {
			return nil, fmt.Errorf("fit classifiers: nothing tells label %q", labels[l])
		}
		unit := largest / 127
		for b, v := range w {
			m.weights[b*len(labels)+l] = int8(math.RoundToEven(v / unit))
		}
		m.cuts[l] = float64(float32((cut - bias) / unit))
	}
	return m, nil
}

// heldBack is the score of every example by a machine that did not see it.
func heldBack(rows [][]uint32, examples []Example, l int, s Settings) []float64 {
	out := make([]float64, len(rows))
	for fold := range s.Folds {
		w, bias := machine(rows, examples, l, s, fold)
		for i := fold; i < len(rows); i += s.Folds {
			out[i] = score(w, bias, rows[i])
		}
	}
	return out
}

// machine fits one classifier to all examples but those of the fold that is held back; -1 holds none back.
func machine(rows [][]uint32, examples []Example, l int, s Settings, back int) (w []float64, bias float64) {
	const rounds, enough = 60, 1e-3
	w = make([]float64, buckets)
	alpha := make([]float64, len(rows))
	order := make([]int, 0, len(rows))
	for i := range rows {
		if (back < 0 || i%s.Folds != back) && weight(examples[i], l) > 0 {
			order = append(order, i)
		}
	}
	for round := range rounds {
		shuffle(order, uint64(round+1))
		moved := 0.0
		for _, i := range order {
			y := side(examples[i].Has[l])
			ridge := 0.5 / (s.Cost * weight(examples[i], l))
			gradient := float64(y*score(w, bias, rows[i])) - 1 + float64(ridge*alpha[i])
			if alpha[i] == 0 && gradient >= 0 {
				continue
			}
			moved = max(moved, math.Abs(gradient))
			before := alpha[i]
			alpha[i] = max(0, before-gradient/(2+ridge)) // a row has length 1, and the bias is one feature more
			step := float64((alpha[i] - before) * y)
			bias += step
			step /= math.Sqrt(float64(max(1, len(rows[i]))))
			for _, b := range rows[i] {
				w[b] += step
			}
		}
		if moved < enough {
			break
		}
	}
	return w, bias
}

func score(w []float64, bias float64, row []uint32) float64 {
	sum := 0.0
	for _, b := range row {
		sum += w[b]
	}
	return sum/math.Sqrt(float64(max(1, len(row)))) + bias
}

func weight(e Example, l int) float64 {
	if e.Weight == nil {
		return 1
	}
	return e.Weight[l]
}

func side(has bool) float64 {
	if has {
		return 1
	}
	return -1
}

// bestCut is the score above which the examples that have the label are told best, by F.
func bestCut(scores []float64, examples []Example, l int) float64 {
	order := make([]int, 0, len(scores))
	have := 0
	for i := range scores {
		if weight(examples[i], l) == 0 {
			continue
		}
		order = append(order, i)
		if examples[i].Has[l] {
			have++
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case scores[a] > scores[b]:
			return -1
		case scores[a] < scores[b]:
			return 1
		}
		return 0
	})
	cut, best, hit := 0.0, -1.0, 0
	for k, i := range order {
		if examples[i].Has[l] {
			hit++
		}
		if f := 2 * float64(hit) / float64(k+1+have); f > best {
			best = f
			cut = scores[i] - 1e-6
			if k+1 < len(order) {
				cut = (scores[i] + scores[order[k+1]]) / 2
			}
		}
	}
	return cut
}

// shuffle brings order into a new order that depends on nothing but the seed (Fisher and Yates, xorshift).
func shuffle(order []int, seed uint64) {
	x := seed * 0x9E3779B97F4A7C15
	for i := len(order) - 1; i > 0; i-- {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		j := int(x % uint64(i+1))
		order[i], order[j] = order[j], order[i]
	}
}
