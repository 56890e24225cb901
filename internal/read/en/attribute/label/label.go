// Package label finds, by a network trained on PolNeAR (Newell, Margolin and Ruths, LREC 2018), which words of a text
// attribute something, and for each of them which words are the source and which are what is attributed.
//
// Cues are scored by the network that reads the text's grammar; see package syntax. Here, for each cue, a smaller one
// labels the words around it as source, content, cue or neither: a bidirectional LSTM over the cue's window, told of
// each word where it lies, seen from the cue, in the sentence, the tree and the quotations, as labellers of semantic
// roles are told of their predicate (He, Lee, Lewis and Zettlemoyer 2017); the best sequence of labels is found with
// Viterbi's algorithm (1967). docs/model-card-attribution.md says from what it was trained, and how well it does.
package label

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
)

// Run is the tokens [Lo, Hi).
type Run struct{ Lo, Hi int }

// Link is a cue with its source and content. Source is empty where the words leave it implicit; Content is never empty.
type Link struct {
	Cue     int     // token of the cue's main word
	Score   float32 // log-odds that it is a cue
	Words   []Run   // all words of the cue
	Source  []Run
	Content []Run
}

// Threshold is the log-odds above which a word is taken for a cue: where precision and recall of content balance on
// PolNeAR's dev part.
const Threshold = -0.5

// Found is what the model sees in a text. It is not safe for use by more than one goroutine.
type Found struct {
	Scores []float32 // log-odds of each token to be the main word of a cue
	model  *Model
	worker worker
}

// Find looks for cues in a text with the given grammar. What belongs to each is labelled when [Found.Link] is asked for
// it.
func Find(t *segment.Text, g *syntax.Grammar) *Found {
	return &Found{Scores: g.Cues, model: embedded(), worker: worker{t: t, g: g}}
}

// Link labels the source and content of the cue at token i; ok is false where nothing is attributed there.
func (f *Found) Link(i int) (l Link, ok bool) {
	f.worker.label(f.model, i)
	l = Link{Cue: i, Score: f.Scores[i], Words: f.worker.runs(beginCue), Source: f.worker.runs(beginSource), Content: f.worker.runs(beginContent)}
	return l, len(l.Content) > 0
}

// Links are those of all cues above [Threshold], in order.
func (f *Found) Links() []Link {
	var out []Link
	for i, score := range f.Scores {
		if score <= Threshold || f.worker.t.Tokens[i].Kind > segment.Number {
			continue
		}
		if l, ok := f.Link(i); ok {
			out = append(out, l)
		}
	}
	return out
}
