package claim

import (
	_ "embed"
	"fmt"
	"strings"

	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// class says what a word tells of a statement.
type class uint8

const (
	none class = iota
	react
	demand
	modal
	feeling
	value
	scene
)

var classes = map[string]class{"react": react, "demand": demand, "modal": modal, "feeling": feeling, "value": value, "scene": scene}

var (
	//go:embed comment.txt
	commentList  string
	commentWords = loadComments()
)

func loadComments() *lexicon.Table[class] {
	t := &lexicon.Table[class]{}
	for _, e := range lexicon.Must(commentList, 1) {
		c, ok := classes[e.Fields[0]]
		if !ok {
			panic(fmt.Sprintf("words of comments: line %d: no class %q", e.Line, e.Fields[0]))
		}
		for _, form := range e.Forms {
			t.Add(form, c)
		}
	}
	return t
}

// assessor tells claims from comments.
type assessor struct {
	x *segment.Text
	g *syntax.Grammar
}

func newAssessor(x *segment.Text, g *syntax.Grammar) assessor { return assessor{x, g} }

// asserts reports whether a statement that mentions an event claims that it took place. It does unless it takes it for
// known: its cue is one of reaction or demand, or the mention is a noun with a definite article in words that say how
// somebody feels about it, judge it, or say what should be done.
func (a assessor) asserts(st *report.Statement, mention report.Span) bool {
	if st.Hand == report.Witness {
		return true
	}
	switch a.cue(st) {
	case react, demand:
		return false
	}
	first, last := a.tokens(mention)
	for i := first; i < last; i++ {
		if a.verb(i) {
			return !a.notYet(i)
		}
	}
	if !a.definite(first, last) {
		return true
	}
	return !a.holds(st, modal, feeling, value)
}

// cue is the class of the words that attribute a statement to its origin.
func (a assessor) cue(st *report.Statement) class {
	for _, cue := range st.Origin().Cue {
		first, last := a.tokens(cue)
		for i := first; i < last; i++ {
			if c, n := commentWords.Match(a.x, i, min(last+1, len(a.x.Tokens))); n > 0 && (c == react || c == demand) {
				return c
			}
		}
	}
	return none
}

// holds reports whether the content of a statement has a word of one of the classes.
func (a assessor) holds(st *report.Statement, want ...class) bool {
	for _, content := range st.Content() {
		first, last := a.tokens(content)
		for i := first; i < last; i++ {
			c, n := commentWords.Match(a.x, i, last)
			for _, w := range want {
				if n > 0 && c == w {
					return true
				}
			}
		}
	}
	return false
}

// verb reports whether token i is a verb.
func (a assessor) verb(i int) bool {
	return strings.HasPrefix(a.g.Tags[i].String(), "VB")
}

// notYet reports whether the verb at token i has an auxiliary of what is not yet, or an infinitive's "to".
func (a assessor) notYet(i int) bool {
	s := a.x.Sentences[a.x.Tokens[i].Sentence]
	for j := max(s.First, i-3); j < i; j++ {
		if c, ok := commentWords.Word(a.x.Fold(j)); ok && c == modal || a.x.Fold(j) == "to" && j == i-1 {
			return true
		}
	}
	return false
}

// definite reports whether a noun phrase around tokens [first, last) points at something known: "the attack", "this
// crime".
func (a assessor) definite(first, last int) bool {
	if first >= len(a.x.Tokens) {
		return false
	}
	s := a.x.Sentences[a.x.Tokens[first].Sentence]
	for j := first; j >= max(s.First, first-4); j-- {
		switch a.x.Fold(j) {
		case "the", "this", "that", "these", "those", "such", "his", "her", "their", "its", "our", "'s", "’s":
			return true
		case "a", "an", "another", "several", "two", "three":
			return false
		}
	}
	return false
}

// tokens is the range [first, last) of the tokens that overlap a span.
func (a assessor) tokens(s report.Span) (first, last int) {
	first = a.x.TokenAt(s.Start)
	for last = first; last < len(a.x.Tokens) && a.x.Tokens[last].Start < s.End; last++ {
	}
	return first, last
}
