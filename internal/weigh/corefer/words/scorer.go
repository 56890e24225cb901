package words

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"

	"firsthand/internal/report/exact"
)

// Scorer gives a pair of subjects the probability that they are one event: the sum of what its trees say, put through
// the logistic function.
type Scorer struct {
	Corpus    string  `json:"corpus"`    // what it was fitted on
	Threshold float64 `json:"threshold"` // the least average probability at which two groups become one
	Base      float64 `json:"base"`      // log odds before any feature is looked at
	Trees     []Tree  `json:"trees"`
}

// Tree is a decision tree over the features of a pair: a leaf where it names no feature.
type Tree struct {
	On   string  `json:"on,omitempty"`  // the name of a feature,
	Most float64 `json:"most"`          // up to which value, inclusive,
	Low  *Tree   `json:"low,omitempty"` // this branch holds,
	High *Tree   `json:"high,omitempty"`
	Adds float64 `json:"adds"` // what a leaf adds to the log odds

	feature int
}

//go:embed scorer.json
var fitted []byte

// Fitted is the scorer that the program comes with.
var Fitted = func() *Scorer {
	s, err := ParseScorer(fitted)
	if err != nil {
		panic(err) // the file is part of the program, and a test reads it
	}
	return s
}()

// ParseScorer reads the weights of a scorer from JSON.
func ParseScorer(b []byte) (*Scorer, error) {
	s := new(Scorer)
	if err := json.Unmarshal(b, s); err != nil {
		return nil, fmt.Errorf("parse scorer: %w", err)
	}
	if s.Threshold <= 0 || s.Threshold > 1 {
		return nil, fmt.Errorf("parse scorer: threshold %v is no probability", s.Threshold)
	}
	for i := range s.Trees {
		if err := s.Trees[i].resolve(); err != nil {
			return nil, fmt.Errorf("parse scorer: tree %d: %w", i, err)
		}
	}
	return s, nil
}

// resolve finds the features that the tree names.
func (t *Tree) resolve() error {
	if t.On == "" {
		return nil
	}
	t.feature = slices.Index(featureNames[:], t.On)
	switch {
	case t.feature < 0:
		return fmt.Errorf("there is no feature %q", t.On)
	case t.Low == nil || t.High == nil:
		return fmt.Errorf("the branch on %q lacks a side", t.On)
	}
	if err := t.Low.resolve(); err != nil {
		return err
	}
	return t.High.resolve()
}

// Probability is how probable it is that a pair with these features is one event.
func (s *Scorer) Probability(f *Features) float64 {
	odds := s.Base
	for i := range s.Trees {
		t := &s.Trees[i]
		for t.On != "" {
			if f[t.feature] <= t.Most {
				t = t.Low
			} else {
				t = t.High
			}
		}
		odds += t.Adds
	}
	return 1 / (1 + exact.Exp(-odds))
}
