// Package cursor looks at what stands at and around a token, in the text and in its trees. What attributes, counts and
// tells of events asks the same questions of tokens; here they have one answer each.
package cursor

import (
	"firsthand/internal/read/core/segment"
)

// Cursor looks at the tokens of a text. Its methods take the index of a token, which may lie beyond the ends of the
// text where they do not say otherwise.
type Cursor struct{ text *segment.Text }

// On is a cursor on the tokens of a text.
func On(t *segment.Text) Cursor { return Cursor{t} }

// Has reports whether there is a token i.
func (c Cursor) Has(i int) bool { return i >= 0 && i < len(c.text.Tokens) }

// Word is token i as it is written, "" beyond the ends of the text.
func (c Cursor) Word(i int) string {
	if !c.Has(i) {
		return ""
	}
	return c.text.Word(i)
}

// Fold is token i in lower case, "" beyond the ends of the text.
func (c Cursor) Fold(i int) string {
	if !c.Has(i) {
		return ""
	}
	return c.text.Fold(i)
}

// Is reports whether token i is one of some words, which are in lower case.
func (c Cursor) Is(i int, words ...string) bool {
	return c.Has(i) && OneOf(c.text.Fold(i), words...)
}

// OneOf reports whether a word is one of a list: for a few words, where a set would be slower.
func OneOf(word string, list ...string) bool {
	for _, w := range list {
		if w == word {
			return true
		}
	}
	return false
}

// Kind is what sort of token i is. There must be such a token.
func (c Cursor) Kind(i int) segment.Kind { return c.text.Tokens[i].Kind }

// Small reports whether token i begins with a lower-case ASCII letter.
func (c Cursor) Small(i int) bool {
	w := c.Word(i)
	return w != "" && w[0] >= 'a' && w[0] <= 'z'
}

// Touching reports whether no white space stands between the tokens [i, end).
func (c Cursor) Touching(i, end int) bool {
	for ; i+1 < end; i++ {
		if !c.Has(i) || !c.Has(i+1) || c.text.Tokens[i].End != c.text.Tokens[i+1].Start {
			return false
		}
	}
	return true
}

// Sentence is the sentence in which token i stands. There must be such a token.
func (c Cursor) Sentence(i int) segment.Sentence { return c.text.Sentences[c.text.Tokens[i].Sentence] }

// SameSentence reports whether there is a token i in the sentence of token j. There must be a token j.
func (c Cursor) SameSentence(i, j int) bool {
	return c.Has(i) && c.text.Tokens[i].Sentence == c.text.Tokens[j].Sentence
}

// After is the first of a few tokens behind token i in its sentence that is one of some words, -1 where none is.
func (c Cursor) After(i, reach int, words ...string) int {
	if !c.Has(i) {
		return -1
	}
	last := min(c.Sentence(i).Last, i+1+reach)
	for k := i + 1; k < last; k++ {
		if OneOf(c.text.Fold(k), words...) {
			return k
		}
	}
	return -1
}

// Before is the last of a few tokens before token i in its sentence that is one of some words, -1 where none is.
func (c Cursor) Before(i, reach int, words ...string) int {
	if !c.Has(i) {
		return -1
	}
	first := max(c.Sentence(i).First, i-reach)
	for k := i - 1; k >= first; k-- {
		if OneOf(c.text.Fold(k), words...) {
			return k
		}
	}
	return -1
}
