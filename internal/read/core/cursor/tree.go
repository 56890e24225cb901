package cursor

import (
	"iter"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
)

// Tree looks at the tokens of a text, their tags, and the trees of its sentences. It is not safe for use by more than
// one goroutine.
type Tree struct {
	Cursor
	grammar *syntax.Grammar
	first   []int32 // of each token the first that hangs on it, and one more: 0 for none
	next    []int32 // of each token the one after it that hangs on the same, in the same way
	grown   []bool  // of each sentence: these are there
}

// In is a cursor on the tokens and trees of a text.
func In(t *segment.Text, g *syntax.Grammar) Tree {
	return Tree{
		Cursor: On(t), grammar: g,
		first: make([]int32, len(t.Tokens)), next: make([]int32, len(t.Tokens)), grown: make([]bool, len(t.Sentences)),
	}
}

// grow writes down what hangs on each token of a sentence.
func (t *Tree) grow(sentence int) {
	t.grown[sentence] = true
	s := t.text.Sentences[sentence]
	for i := s.Last - 1; i >= s.First; i-- {
		if head, _ := t.grammar.Arc(i); head >= 0 {
			t.next[i], t.first[head] = t.first[head], int32(i+1)
		}
	}
}

// Below goes through the tokens that hang on token i, from the left, each with how it does. They are few, whatever the
// text: a sentence has at most 400 tokens and is parsed in pieces of 120, so that each of them may look at all of them.
func (t *Tree) Below(i int) iter.Seq2[int, syntax.Rel] {
	return func(yield func(int, syntax.Rel) bool) {
		if n := t.text.Tokens[i].Sentence; !t.grown[n] {
			t.grow(n)
		}
		for k := t.first[i]; k > 0; k = t.next[k-1] {
			if _, rel := t.grammar.Arc(int(k - 1)); !yield(int(k-1), rel) {
				return
			}
		}
	}
}

// Verb reports whether token i is a form of a verb that is no modal.
func (t *Tree) Verb(i int) bool { return t.grammar.Tags[i].Verb() }

// Name reports whether token i is part of a name.
func (t *Tree) Name(i int) bool { return t.grammar.Tags[i].Name() }

// Led reports whether one of some words stands before the noun at token i as its preposition, or behind it as its "'s".
func (t *Tree) Led(i int, words ...string) bool {
	for c, rel := range t.Below(i) {
		if rel == syntax.Case && t.Is(c, words...) {
			return true
		}
	}
	return false
}

// Case is the preposition of the noun at token i, the nearest where it has several: "" where it has none.
func (t *Tree) Case(i int) string {
	led := ""
	for c, rel := range t.Below(i) {
		if rel == syntax.Case && c < i {
			led = t.Fold(c)
		}
	}
	return led
}

// Helped reports whether one of some words is an auxiliary of the verb at token i.
func (t *Tree) Helped(i int, words ...string) bool {
	for c, rel := range t.Below(i) {
		if rel == syntax.Aux && t.Is(c, words...) {
			return true
		}
	}
	return false
}

// Subject is the main word of the subject of the verb at token i, -1 where it has none.
func (t *Tree) Subject(i int) int {
	for c, rel := range t.Below(i) {
		if rel == syntax.Nsubj {
			return c
		}
	}
	return -1
}
