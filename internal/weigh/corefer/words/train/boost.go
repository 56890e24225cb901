package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"firsthand/internal/weigh/corefer/words"
)

// example is a pair of reports with the answer.
type example struct {
	features words.Features
	same     bool
}

// boosting fits trees one after the other, each on what those before it left over: gradient boosting of the logistic
// loss with Newton steps (Friedman, Hastie and Tibshirani 2000; Chen and Guestrin 2016 for the gain and its penalty).
type boosting struct {
	rounds int
	depth  int
	rate   float64
}

const (
	mostCuts  = 36  // values of a feature at which a tree may part
	penalty   = 3.0 // on the size of a leaf's answer, so that few examples cannot make a large one
	leastLeaf = 1.0 // curvature that a leaf must rest on
	leastGain = 1e-3
)

// fitting is the state of one fit.
type fitting struct {
	boosting
	examples  []example
	cuts      [][]float64 // of each feature, ascending
	bins      [][]uint8   // of each feature, for each example: how many cuts lie below its value
	gradient  []float64
	curvature []float64
	score     []float64 // log odds so far
}

func (b boosting) fit(examples []example) *words.Scorer {
	f := &fitting{
		boosting: b, examples: examples,
		gradient: make([]float64, len(examples)), curvature: make([]float64, len(examples)), score: make([]float64, len(examples)),
	}
	for i := range words.FeatureNames() {
		f.cut(i)
	}
	s := &words.Scorer{Base: round(f.base())}
	for i := range f.score {
		f.score[i] = s.Base
	}
	everything := make([]int, len(examples))
	for i := range everything {
		everything[i] = i
	}
	for range b.rounds {
		f.differentiate()
		s.Trees = append(s.Trees, *f.grow(everything, b.depth))
	}
	return s
}

// base is the log odds of the answer before anything is asked.
func (f *fitting) base() float64 {
	n := 0
	for _, e := range f.examples {
		if e.same {
			n++
		}
	}
	return math.Log((float64(n) + 0.5) / (float64(len(f.examples)-n) + 0.5))
}

// cut chooses the values at which trees may part a feature: its quantiles, finer at the top, where the few pairs lie
// that are one event.
func (f *fitting) cut(feature int) {
	values := make([]float64, len(f.examples))
	for i, e := range f.examples {
		values[i] = e.features[feature]
	}
	slices.Sort(values)
	var cuts []float64
	for k := 1; k < mostCuts; k++ {
		q := float64(k) / 32
		if k >= 32 {
			q = 1 - math.Pow(0.5, float64(k-26))
		}
		if c := round(values[int(q*float64(len(values)))]); len(cuts) == 0 || c > cuts[len(cuts)-1] {
			cuts = append(cuts, c)
		}
	}
	bins := make([]uint8, len(f.examples))
	for i, e := range f.examples {
		n, _ := slices.BinarySearch(cuts, e.features[feature])
		bins[i] = uint8(n)
	}
	f.cuts, f.bins = append(f.cuts, cuts), append(f.bins, bins)
}

func (f *fitting) differentiate() {
	for i, e := range f.examples {
		p := 1 / (1 + math.Exp(-f.score[i]))
		f.gradient[i] = -p
		if e.same {
			f.gradient[i] = 1 - p
		}
		f.curvature[i] = p * (1 - p)
	}
}

// grow makes a tree for some of the examples and adds its answers to their scores.
func (f *fitting) grow(some []int, depth int) *words.Tree {
	var g, h float64
	for _, i := range some {
		g += f.gradient[i]
		h += f.curvature[i]
	}
	feature, at := -1, 0
	if depth > 0 {
		feature, at = f.part(some, g, h)
	}
	if feature < 0 {
		leaf := &words.Tree{Adds: round(f.rate * g / (h + penalty))}
		for _, i := range some {
			f.score[i] += leaf.Adds
		}
		return leaf
	}
	var low, high []int
	for _, i := range some {
		if int(f.bins[feature][i]) <= at {
			low = append(low, i)
		} else {
			high = append(high, i)
		}
	}
	return &words.Tree{
		On: words.FeatureNames()[feature], Most: f.cuts[feature][at],
		Low: f.grow(low, depth-1), High: f.grow(high, depth-1),
	}
}

// part finds the feature and the cut that gain most; the feature is -1 where none gains anything.
func (f *fitting) part(some []int, g, h float64) (feature, at int) {
	best := leastGain
	feature = -1
	for k, cuts := range f.cuts {
		var gs, hs [mostCuts + 1]float64
		for _, i := range some {
			bin := f.bins[k][i]
			gs[bin] += f.gradient[i]
			hs[bin] += f.curvature[i]
		}
		var gLow, hLow float64
		for c := range cuts {
			gLow += gs[c]
			hLow += hs[c]
			if hLow < leastLeaf || h-hLow < leastLeaf {
				continue
			}
			gain := gLow*gLow/(hLow+penalty) + (g-gLow)*(g-gLow)/(h-hLow+penalty) - g*g/(h+penalty)
			if gain > best {
				best, feature, at = gain, k, c
			}
		}
	}
	return feature, at
}

// round keeps five digits after the point, so that the weights can be read.
func round(x float64) float64 { return math.Round(x*1e5) / 1e5 }

// encode writes a scorer with a line for each tree.
func encode(s *words.Scorer) ([]byte, error) {
	var b bytes.Buffer
	corpus, err := json.Marshal(s.Corpus)
	if err != nil {
		return nil, fmt.Errorf("encode scorer: %w", err)
	}
	fmt.Fprintf(&b, "{\n\"corpus\": %s,\n\"threshold\": %v,\n\"base\": %v,\n\"trees\": [\n", corpus, s.Threshold, s.Base)
	for i, t := range s.Trees {
		line, err := json.Marshal(t)
		if err != nil {
			return nil, fmt.Errorf("encode scorer: %w", err)
		}
		b.Write(line)
		if i < len(s.Trees)-1 {
			b.WriteByte(',')
		}
		b.WriteByte('\n')
	}
	b.WriteString("]}\n")
	return b.Bytes(), nil
}
