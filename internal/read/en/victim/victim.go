// Package victim counts people whom a report names where it says what befell them: "Ilona Brandt and her driver Piet Maas were
// killed" counts two, without a number among its words. A court needs them counted like any other figure, and reports on one
// killing often hold no number at all.
//
// Who is named again is not counted again, and where the report gives a greater figure of the same measure, the named are a
// share of it. docs/method-figures-events.md gives the rules in plain words.
package victim

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// shape says where the victim stands beside a word.
type shape uint8

const (
	passive shape = iota + 1
	subject
	deed
)

// harm is what a word says befell somebody.
type harm struct {
	measure string
	shape   shape
}

var (
	//go:embed words.txt
	wordList string
	harms    = load()
)

func load() *lexicon.Table[harm] {
	shapes := map[string]shape{"passive": passive, "subject": subject, "deed": deed}
	t := &lexicon.Table[harm]{}
	for _, e := range lexicon.Must(wordList, 1) {
		measure, where, _ := strings.Cut(e.Fields[0], " ")
		if shapes[where] == 0 {
			panic(fmt.Sprintf("words of victims: line %d: no shape %q", e.Line, where))
		}
		for _, form := range e.Forms {
			t.Add(form, harm{measure, shapes[where]})
		}
	}
	return t
}

// Add gives the figures of a report with those of the people it names, in the order of the text and with new IDs "f1", "f2" …
func Add(x *segment.Text, g *syntax.Grammar, figures []report.Figure) []report.Figure {
	f := &finder{x: x, g: g, figures: figures, persons: make(map[int]syntax.Name), counted: make(map[string]bool)}
	for _, n := range g.Names() {
		if n.Kind == syntax.Person {
			for i := n.Lo; i < n.Hi; i++ {
				f.persons[i] = n
			}
		}
	}
	for i := range x.Tokens {
		if h, ok := harms.Word(x.Fold(i)); ok {
			f.look(i, h)
		}
	}
	return f.merged()
}

type finder struct {
	x       *segment.Text
	g       *syntax.Grammar
	figures []report.Figure
	persons map[int]syntax.Name // the name that each token of a person's name is of
	counted map[string]bool     // measure and last word of a name, lower case
	found   []report.Figure
	unnamed []report.Figure // of whoever is only "he" or "she"
}

// look counts whoever the word at token i says something befell.
func (f *finder) look(i int, h harm) {
	if f.denied(i) {
		return
	}
	tag := f.g.Tags[i].String()
	verb := strings.HasPrefix(tag, "VB")
	for c := f.sentence(i).First; c < f.sentence(i).Last; c++ {
		head, rel := f.g.Arc(c)
		if head != i {
			continue
		}
		befell := false
		switch h.shape {
		case passive:
			befell = verb && (rel == syntax.Obj || rel == syntax.Nsubj && f.suffered(i, tag))
		case subject:
			befell = verb && rel == syntax.Nsubj
		case deed:
			befell = !verb && rel == syntax.Nmod && f.owner(c)
		}
		switch {
		case befell && (f.x.Fold(c) == "he" || f.x.Fold(c) == "she"):
			f.somebody(c, h.measure)
		case befell:
			f.count(c, h.measure)
		}
	}
	if head, rel := f.g.Arc(i); h.shape == passive && tag == "VBN" && rel == syntax.Acl && head >= 0 {
		f.count(head, h.measure) // "Maas, killed on Monday"
	}
}

// suffered reports whether the verb at token i tells what was done to its subject.
func (f *finder) suffered(i int, tag string) bool {
	if tag != "VBN" && tag != "VBD" {
		return false
	}
	s := f.sentence(i)
	for j := s.First; j < s.Last; j++ {
		if head, rel := f.g.Arc(j); head == i && rel == syntax.Aux {
			switch f.x.Fold(j) {
			case "was", "were", "been", "being", "is", "are", "got":
				return true
			}
		}
	}
	return false
}

// owner reports whether the noun at token i stands behind "of", or owns what follows it.
func (f *finder) owner(i int) bool {
	s := f.sentence(i)
	for j := s.First; j < s.Last; j++ {
		if head, rel := f.g.Arc(j); head == i && rel == syntax.Case {
			switch f.x.Fold(j) {
			case "of", "'s", "’s":
				return true
			}
		}
	}
	return false
}

// denied reports whether what the word at token i says did not happen, or may or will.
func (f *finder) denied(i int) bool {
	const before = 4 // tokens
	s := f.sentence(i)
	for j := max(s.First, i-before); j < i; j++ {
		switch f.x.Fold(j) {
		case "not", "n't", "n’t", "never", "no", "will", "would", "could", "may", "might", "should", "if", "to", "attempted", "allegedly":
			return true
		}
	}
	return false
}

func (f *finder) sentence(i int) segment.Sentence { return f.x.Sentences[f.x.Tokens[i].Sentence] }

// count counts the persons named at token i and beside it: "Ilona Brandt and Piet Maas".
func (f *finder) count(i int, measure string) {
	heads := []int{i}
	s := f.sentence(i)
	for j := i + 1; j < s.Last; j++ {
		if head, rel := f.g.Arc(j); rel == syntax.Conj && slices.Contains(heads, head) {
			heads = append(heads, j)
		}
	}
	n := int64(0)
	var hull []report.Span
	for _, h := range heads {
		name, ok := f.persons[h]
		if !ok {
			continue
		}
		key := measure + " " + f.x.Fold(name.Hi-1)
		span := report.Span{Start: f.x.Tokens[name.Lo].Start, End: f.x.Tokens[name.Hi-1].End}
		if f.counted[key] || f.figured(span, measure) {
			continue
		}
		f.counted[key] = true
		n++
		hull = append(hull, span)
	}
	if n == 0 {
		return
	}
	high := n
	f.found = append(f.found, report.Figure{
		Span: report.Hull(hull), Measure: measure, Low: n, High: &high, Bound: report.ExactBound,
		Sentence: report.Span{Start: s.Start, End: s.End},
	})
}

// somebody counts one person of whom the words only say "he" or "she": where nothing else in the report counts what befell
// them, it befell one.
func (f *finder) somebody(i int, measure string) {
	one, s := int64(1), f.sentence(i)
	f.unnamed = append(f.unnamed, report.Figure{
		Span: report.Span{Start: f.x.Tokens[i].Start, End: f.x.Tokens[i].End}, Measure: measure, Low: one, High: &one,
		Bound: report.ExactBound, Sentence: report.Span{Start: s.Start, End: s.End},
	})
}

// figured reports whether a figure of the measure in the same sentence stands so close that it counts whoever is named:
// "two men, Brandt and Maas".
func (f *finder) figured(span report.Span, measure string) bool {
	k, _ := slices.BinarySearchFunc(f.figures, span.Start, func(g report.Figure, at int) int { return g.Start - at })
	for j := max(0, k-2); j < min(len(f.figures), k+2); j++ {
		if g := f.figures[j]; g.Measure == measure && g.Sentence.Covers(span) {
			return true
		}
	}
	return false
}

// merged is all figures in order.
func (f *finder) merged() []report.Figure {
	for _, u := range f.unnamed {
		same := func(g report.Figure) bool { return g.Measure == u.Measure }
		if !slices.ContainsFunc(f.figures, same) && !slices.ContainsFunc(f.found, same) {
			f.found = append(f.found, u)
		}
	}
	if len(f.found) == 0 {
		return f.figures
	}
	most := make(map[string]int64) // the greatest figure of each measure
	for _, g := range f.figures {
		if !g.Part {
			most[g.Measure] = max(most[g.Measure], g.Low)
		}
	}
	for i := range f.found {
		f.found[i].Part = most[f.found[i].Measure] > f.found[i].Low
	}
	renamed := make(map[string]string)
	all := slices.Concat(f.figures, f.found)
	slices.SortStableFunc(all, func(a, b report.Figure) int { return a.Start - b.Start })
	for i := range all {
		id := "f" + strconv.Itoa(i+1)
		if all[i].ID != "" {
			renamed[all[i].ID] = id
		}
		all[i].ID = id
	}
	for i := range all {
		if all[i].Of != "" {
			all[i].Of = renamed[all[i].Of]
		}
		for j, id := range all[i].Sum {
			all[i].Sum[j] = renamed[id]
		}
	}
	return all
}
