// Package parse finds the syntax of sentences: which word each word depends on, and how, in the relations of Universal Dependencies.
//
// It is a greedy arc-hybrid parser (Kuhlmann, Gómez-Rodríguez and Satta 2011) with an averaged perceptron that was trained with a dynamic
// oracle (Goldberg and Nivre 2013): from left to right, two steps a word, each chosen by features of the words around and of the part of
// the tree that stands already. Its weights are trained by the program in the folder train; docs/model-card-parse.md says from what, how
// well it does, and why reading does not call it yet.
package parse

import (
	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
)

// Arc is what a token depends on.
type Arc struct {
	Head  int32 // index of a token of the same sentence, -1 for the root of the sentence
	Label Label
}

// Find parses each sentence of t, whose tokens have the given tags (see [tag.FindBoth]): one arc a token, in order. The arcs of a sentence
// are always a tree with one root.
func Find(t *segment.Text, tags []tag.Tag, upos []tag.UPOS) []Arc {
	return embedded().Find(t, tags, upos)
}

// Find parses a text with this model; see the function [Find].
func (m *Model) Find(t *segment.Text, tags []tag.Tag, upos []tag.UPOS) []Arc {
	out := make([]Arc, len(t.Tokens))
	var w worker
	for _, s := range t.Sentences {
		w.view.fill(t, s.First, s.Last, tags, upos)
		m.parse(&w)
		for i, n := range w.state.nodes[1:] {
			arc := Arc{Head: -1, Label: n.label}
			if n.head != nobody {
				arc.Head = n.head - 1 + int32(s.First)
			}
			out[s.First+i] = arc
		}
	}
	return out
}
