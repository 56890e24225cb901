package call

import (
	_ "embed"
	"slices"
	"sync"

	"firsthand/internal/read/core/plea"
	"firsthand/internal/read/core/segment"
)

// The labels of the classifiers beside the needs.
const (
	Asks  = "asks"  // asks for help
	There = "there" // who writes was there
)

// Needs are the labels of what is asked for that are learned.
var Needs = []string{"medical", "rescue", "water", "food", "shelter", "clothing", "money"}

var (
	//go:embed weights.bin
	weights []byte

	model = sync.OnceValue(func() judge { return mustLoad(weights) }) // when first used, so that the program that fits them starts without
)

// judge is the classifiers with the place of each label.
type judge struct {
	m           *plea.Model
	asks, there int
	needs       []int // of Needs
}

func mustLoad(b []byte) judge {
	m, err := plea.Load(b)
	if err != nil {
		panic(err)
	}
	j := judge{m: m, asks: m.Label(Asks), there: m.Label(There)}
	for _, n := range Needs {
		j.needs = append(j.needs, m.Label(n))
	}
	return j
}

// verdict is what the classifiers make of some words.
type verdict struct {
	asks, there float64 // margins: above zero where they do and were
	needs       []bool  // of Needs
}

// of judges the tokens [first, last).
func (j judge) of(x *segment.Text, first, last int) verdict {
	m := j.m.Margins(Features(x, first, last))
	v := verdict{asks: m[j.asks], there: m[j.there], needs: make([]bool, len(Needs))}
	for i, l := range j.needs {
		v.needs[i] = m[l] > 0
	}
	return v
}

// agree keeps those of the needs in words that the classifiers find too, and those that they do not know.
func (v verdict) agree(words []string) []string {
	var out []string
	for _, n := range words {
		if i := slices.Index(Needs, n); i < 0 || v.needs[i] {
			out = append(out, n)
		}
	}
	return out
}

// Weights are the weights of the classifiers, as they are built in.
func Weights() string { return string(weights) }
