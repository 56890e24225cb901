// Package victim counts people whom a report names where it says what befell them: "Ilona Brandt and her driver Piet
// Maas were killed" counts two, without a number among its words. A court needs them counted like any other figure, and
// reports on one killing often hold no number at all.
//
// Whoever is told of by what they are is counted with them: "the mayor", "his driver". Who is named again is not
// counted again, and where the report gives a greater figure of the same measure, the named are a share of it. Who is
// killed in one breath, or "also", is added up. docs/method-figures-events.md gives the rules in plain words.
package victim

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/why"
	"firsthand/internal/report"
)

// shape says where the victim stands beside a word.
type shape uint8

const (
	passive shape = iota + 1
	subject
	deed
	one // no harm: a word for one person
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
	shapes := map[string]shape{"passive": passive, "subject": subject, "deed": deed, "one": one}
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

// Add gives the figures of a report with those of the people it names, in the order of the text and with new IDs "f1",
// "f2" …
func Add(x *segment.Text, g *syntax.Grammar, figures []report.Figure) []report.Figure {
	return Explain(x, g, figures, nil)
}

// Explain is [Add], and notes what each figure that it adds rests on.
func Explain(x *segment.Text, g *syntax.Grammar, figures []report.Figure, log *why.Log) []report.Figure {
	f := &finder{Tree: cursor.In(x, g), log: log, x: x, g: g, figures: figures, persons: make(map[int]syntax.Name), counted: make(map[string]bool), firsts: make(map[string]string), at: make(map[int]int)}
	for _, n := range g.Names() {
		if n.Kind == syntax.Person {
			for i := n.Lo; i < n.Hi; i++ {
				f.persons[i] = n
			}
		}
	}
	f.place()
	for i := range x.Tokens {
		if h, ok := harms.Word(x.Fold(i)); ok && h.shape != one && f.told(i) {
			f.look(i, h)
		}
	}
	return f.merged()
}

type finder struct {
	cursor.Tree
	log     *why.Log
	x       *segment.Text
	g       *syntax.Grammar
	figures []report.Figure
	persons map[int]syntax.Name // the name that each token of a person's name is of
	at      map[int]int         // of each token that a figure covers, its index among figures
	counted map[string]bool     // measure and last word of a name, lower case
	firsts  map[string]string   // of each of them, the first name it was counted with
	found   []report.Figure
	unnamed []report.Figure // of whoever is only "he" or "she"
	sums    []sum

	last *group // the people told of last whom more may be added to
}

// children visits the children of token i that have the relation, from the left.
func (f *finder) children(i int, rel syntax.Rel, visit func(c int)) {
	for c, r := range f.Below(i) {
		if r == rel {
			visit(c)
		}
	}
}

// place finds the figures that cover each token.
func (f *finder) place() {
	for i := range f.figures {
		g := &f.figures[i]
		if len(g.Sum) > 0 {
			continue
		}
		for k := max(0, f.x.TokenAt(g.Start)); k < len(f.x.Tokens) && f.x.Tokens[k].Start < g.End; k++ {
			f.at[k] = i
		}
	}
}

// told reports whether the word at token i says that somebody is dead also where it says it only with the words after
// it: "shot to death", "found dead".
func (f *finder) told(i int) bool {
	switch f.x.Fold(i) {
	case "lives", "life":
		return f.taken(i)
	case "shot", "stabbed", "beaten", "hacked", "burned", "found", "left":
	default:
		return true
	}
	for k := i + 1; k < min(len(f.x.Tokens), i+4); k++ {
		switch f.x.Fold(k) {
		case "dead", "death", "murdered":
			return true
		}
	}
	return false
}

// taken reports whether a verb that takes lives stands right before the word for them at token i: "claimed the lives
// of".
func (f *finder) taken(i int) bool {
	const before = 3 // tokens
	for k := max(f.Sentence(i).First, i-before); k < i; k++ {
		switch f.x.Fold(k) {
		case "claimed", "claim", "claiming", "claims", "took", "taken", "cost", "costing":
			return true
		}
	}
	return false
}

// look counts whoever the word at token i says something befell.
func (f *finder) look(i int, h harm) {
	if f.denied(i) {
		return
	}
	tag := f.g.Tags[i].String()
	verb := f.Verb(i)
	var heads []int
	befell := func(c int) {
		switch f.x.Fold(c) {
		case "he", "she":
			f.somebody(c, h.measure)
		case "who", "whom", "that":
			if head, rel := f.g.Arc(i); rel == syntax.Acl && head >= 0 {
				heads = append(heads, head)
			}
		default:
			heads = append(heads, c)
		}
	}
	switch h.shape {
	case passive:
		if verb {
			f.children(i, syntax.Obj, befell)
			if f.suffered(i, tag) {
				f.children(i, syntax.Nsubj, befell)
			}
		}
	case subject:
		if verb {
			f.children(i, syntax.Nsubj, befell)
		}
	case deed:
		if tag == "VBG" { // "suspected of killing Piet Maas"
			f.children(i, syntax.Obj, befell)
		}
		if !verb {
			f.children(i, syntax.Nmod, func(c int) {
				if f.owner(c) {
					befell(c)
				}
			})
		}
	}
	if head, rel := f.g.Arc(i); h.shape == passive && tag == "VBN" && rel == syntax.Acl && head >= 0 && len(heads) == 0 {
		heads = append(heads, head) // "Maas, killed on Monday"
	}
	if h.shape == passive && tag == "VBN" && !f.anybody(heads) {
		if c := f.before(i); c >= 0 {
			heads = []int{c}
		}
	}
	if len(heads) > 0 {
		f.count(i, heads, h.measure)
	}
}

// anybody reports whether one of the heads is somebody who is named, described or counted.
func (f *finder) anybody(heads []int) bool {
	for _, h := range heads {
		if _, counted := f.at[h]; counted {
			return true
		}
		if _, _, ok := f.one(h); ok {
			return true
		}
	}
	return false
}

// before is a token of the person whose name stands before "was" and the participle at token i, where the tree,
// confused by what a sentence begins with, has nobody: "Bogota, 10 Oct (Cadena 2) – Ilona Brandt, manager of the shop,
// was killed". It is -1 for none.
func (f *finder) before(i int) int {
	const reach = 30 // tokens
	s := f.Sentence(i)
	k := i - 1
	for ; k > s.First && k > i-4; k-- {
		if f.Is(k, "was", "were") {
			break
		}
	}
	if k <= s.First {
		return -1 // nothing stands before the participle, or before its "was"
	}
	if !f.Is(k, "was", "were") {
		return -1
	}
	best := -1
	for j := k - 1; j >= s.First && j > k-reach; j-- {
		name, ok := f.persons[j]
		if ok && name.Hi == j+1 {
			if j == k-1 {
				return j
			}
			if f.x.Word(k-1) == "," && f.x.Word(j+1) == "," {
				best = j
			}
			continue
		}
		if tag := f.g.Tags[j].String(); cursor.OneOf(tag, "VBD", "VBZ", "VBP") {
			break
		}
	}
	return best
}

// suffered reports whether the verb at token i tells what was done to its subject.
func (f *finder) suffered(i int, tag string) bool {
	return cursor.OneOf(tag, "VBN", "VBD") && f.Helped(i, "was", "were", "been", "being", "is", "are", "got")
}

// owner reports whether the noun at token i stands behind "of", or owns what follows it.
func (f *finder) owner(i int) bool { return f.Led(i, "of", "'s", "’s") }

// denied reports whether what the word at token i says did not happen, or may or will.
func (f *finder) denied(i int) bool {
	const before = 4 // tokens
	s := f.Sentence(i)
	for j := max(s.First, i-before); j < i; j++ {
		switch f.x.Fold(j) {
		case "not", "n't", "n’t", "never", "no", "nobody", "none", "will", "would", "could", "may", "might", "should", "if", "to", "attempted", "allegedly":
			return true
		}
	}
	return false
}

// somebody counts one person of whom the words only say "he" or "she": where nothing else in the report counts what
// befell them, it befell one.
func (f *finder) somebody(i int, measure string) {
	one, s := int64(1), f.Sentence(i)
	f.unnamed = append(f.unnamed, report.Figure{
		Span: report.Span{Start: f.x.Tokens[i].Start, End: f.x.Tokens[i].End}, Measure: measure, Low: one, High: &one,
		Bound: report.ExactBound, Sentence: report.Span{Start: s.Start, End: s.End},
	})
}

// merged is all figures in order.
func (f *finder) merged() []report.Figure {
	for _, u := range f.unnamed {
		same := func(g report.Figure) bool { return g.Measure == u.Measure }
		if !slices.ContainsFunc(f.figures, same) && !slices.ContainsFunc(f.found, same) {
			f.found = append(f.found, u)
		}
	}
	if len(f.found) == 0 && len(f.sums) == 0 {
		return f.figures
	}
	for i := range f.found {
		f.found[i].ID = "v" + strconv.Itoa(i+1)
	}
	sums := make([]report.Figure, 0, len(f.sums))
	most := make(map[string]int64) // the greatest figure of each measure
	for _, u := range f.sums {
		g := u.figure
		for _, p := range u.parts {
			if p.found {
				g.Sum = append(g.Sum, f.found[p.index].ID)
			} else {
				g.Sum = append(g.Sum, f.figures[p.index].ID)
			}
		}
		g.ID = "sum" + strconv.Itoa(len(sums)+1)
		sums = append(sums, g)
	}
	for _, g := range slices.Concat(f.figures, sums) {
		if !g.Part && !g.Total {
			most[g.Measure] = max(most[g.Measure], g.Low)
		}
	}
	for i := range f.found {
		f.found[i].Part = most[f.found[i].Measure] > f.found[i].Low
	}
	all := slices.Concat(sums, f.figures, f.found)
	slices.SortStableFunc(all, func(a, b report.Figure) int { return a.Start - b.Start })
	renamed := make(map[string]string)
	number(all, renamed)
	for i := range f.found {
		f.log.Add(why.Note{Of: f.found[i].ID, Rule: "named victim", Words: f.found[i].Span, Says: f.found[i].Measure})
	}
	for _, g := range sums {
		f.log.Add(why.Note{Of: g.ID, Rule: "added up", Words: g.Span, Says: "the sum of the figures that it names"})
	}
	f.log.Rename(renamed)
	return all
}
