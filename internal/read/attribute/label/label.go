// Package label finds, by a model trained on PolNeAR (Newell, Margolin and Ruths, LREC 2018), which words of a text attribute something, and for each of
// them which words are the source and which are what is attributed.
//
// It goes in two steps. A logistic regression tells cues from other words. Then, for each cue, a structured perceptron (Collins
// 2002) labels the words around it as source, content or neither. Both look at words, parts of speech, marks and quotations only; all features are hashed
// (Weinberger et al. 2009). The program in the folder train rebuilds the weights; docs/model-card.md says from what, and how well they do.
package label

import (
	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
)

// Run is the tokens [Lo, Hi).
type Run struct{ Lo, Hi int }

// Link is a cue with its source and content. Source is empty where the words leave it implicit; Content is never empty.
type Link struct {
	Cue     int     // token of the cue's main word
	Score   float32 // log-odds that it is a cue
	Source  []Run
	Content []Run
}

// Found is what the model sees in a text. It is not safe for use by more than one goroutine.
type Found struct {
	Scores []float32 // log-odds of each token to be a cue; very small for those that are never one
	model  *Model
	worker worker
}

// never is the score of a token that is no candidate.
const never = -1e6

// Find looks for cues in a text whose tokens have the given tags. What belongs to each is labelled when [Found.Link] is asked for it.
func Find(t *segment.Text, tags []tag.Tag) *Found { return embedded().Find(t, tags) }

// Find looks for cues with this model; see the function [Find].
func (m *Model) Find(t *segment.Text, tags []tag.Tag) *Found {
	v := newView(t, tags)
	f := &Found{Scores: m.cues(v), model: m, worker: worker{v: v}}
	for i, score := range f.Scores {
		v.cue[i] = score > Threshold
	}
	return f
}

// Link labels the source and content of the cue at token i; ok is false where nothing is attributed there.
func (f *Found) Link(i int) (l Link, ok bool) {
	f.worker.window(f.worker.v, i)
	f.model.label(&f.worker)
	l = Link{Cue: i, Score: f.Scores[i], Source: f.worker.runs(beginSource), Content: f.worker.runs(beginContent)}
	return l, len(l.Content) > 0
}

// Links are those of all cues above [Threshold], in order.
func (f *Found) Links() []Link {
	var out []Link
	for i, score := range f.Scores {
		if score <= Threshold {
			continue
		}
		if l, ok := f.Link(i); ok {
			out = append(out, l)
		}
	}
	return out
}
