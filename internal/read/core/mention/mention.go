// Package mention finds the words of a text that mention something that happened, or that might: which kind of event,
// and whether it did.
//
// What took place is learned, not only listed. Three linear classifiers stand on the network that reads the text's
// grammar (package syntax) and on features of the words, the tree and the word lists of a language: one says which
// tokens begin or go on with a mention, one says of which kind of event, one whether it happened, is denied, possible,
// planned or general. They hold numbers and no words: a language brings its lists as [Hints].
//
// All weights are bytes, and all sums of many terms are sums of integers, so that all machines find the same; see
// package neural.
//
// The program in internal/read/train/mentions makes the weights from annotated reports; docs/model-card-events.md says
// from which, what was tried and how well it does.
package mention

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/why"
	"firsthand/internal/report"
)

// Hint is what a word list says of a token: a number that the list gives.
type Hint uint8

// Hints are what a language's word lists say of each token of a text: which kind of event it may tell of, and which
// mood it sets. 0 stands for words that they do not hold.
type Hints struct{ Triggers, Moods []Hint }

// Mention is the tokens [Lo, Hi) of one sentence, which mention something.
type Mention struct {
	Lo, Hi int
	Kind   string // as the annotated reports name it; see [Model.Kinds]
	Realis report.Realis
}

// Find finds the mentions of a text with the model that is compiled in, in order and apart.
func Find(t *segment.Text, g *syntax.Grammar, hints Hints) []Mention {
	return embedded().Find(t, g, hints)
}

// Find finds the mentions of a text with this model. It takes time linear in the tokens.
func (m *Model) Find(t *segment.Text, g *syntax.Grammar, hints Hints) []Mention {
	return m.Look(NewView(t, g, hints))
}

// Look is Find for a text that was looked at before.
func (m *Model) Look(v *View) []Mention {
	out, _ := m.look(v, false)
	return out
}

// Odds is how sure a model is of a mention: the probabilities that it gives to its kind and to whether it happened.
type Odds struct{ Kind, Realis float64 }

// Explain is [Find], with how sure the model is of each mention.
func Explain(t *segment.Text, g *syntax.Grammar, hints Hints) ([]Mention, []Odds) {
	return embedded().look(NewView(t, g, hints), true)
}

func (m *Model) look(v *View, explain bool) ([]Mention, []Odds) {
	spans := m.spans(v)
	v.Tell(spans)
	out := make([]Mention, len(spans))
	var odds []Odds
	for k, s := range spans {
		kinds := m.kind.scores(v.Kind(s, Beside(spans, k)), v.Row(s.Lo))
		realises := m.realis.scores(v.Realis(s), v.Row(s.Lo))
		kind, realis := best(kinds), best(realises)
		out[k] = Mention{Lo: s.Lo, Hi: s.Hi, Kind: m.kinds[kind], Realis: m.realises[realis]}
		if explain {
			odds = append(odds, Odds{Kind: why.OfScores(kinds, kind), Realis: why.OfScores(realises, realis)})
		}
	}
	return out, odds
}

// spans are the mentions, token by token from the left.
func (m *Model) spans(v *View) []Run {
	var out []Run
	for _, s := range v.t.Sentences {
		before := Outside
		for i := s.First; i < s.Last; i++ {
			if before == Outside && !v.Candidate(i) {
				continue
			}
			scores := m.token.scores(v.Token(i, before), v.Row(i))
			if before == Outside {
				scores = scores[:GoesOn]
			}
			before = Label(best(scores))
			switch before {
			case Begins:
				out = append(out, Run{i, i + 1})
			case GoesOn:
				out[len(out)-1].Hi = i + 1
			}
		}
	}
	return out
}

// Beside are the mentions next to the one at place k, those of its sentence among them: at most eight before and eight
// behind it.
func Beside(all []Run, k int) []Run { return all[max(0, k-8):min(len(all), k+9)] }

// best is the place of the highest score, the first of several.
func best(scores []float32) int {
	b := 0
	for k, s := range scores {
		if s > scores[b] {
			b = k
		}
	}
	return b
}
