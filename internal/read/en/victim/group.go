package victim

import (
	"slices"
	"strconv"
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// group is who is told of in one breath: "the mayor, his driver and two bodyguards".
type group struct {
	measure  string
	sentence int
	n        int64    // how many they are, with whoever was added to them
	parts    []member // whom they add up from
	span     report.Span
}

// member is one of the figures that a sum adds up: one of the report's, by index, or one found here.
type member struct {
	found bool
	index int
}

// sum is a figure that adds up others.
type sum struct {
	figure report.Figure
	parts  []member
}

// mostHeads is how many people joined by "and" are looked at; no honest sentence comes near.
const mostHeads = 16

// count counts the persons named or described at the heads and beside them, of whom the word at token i says what
// befell them: "Ilona Brandt and her driver", "the mayor".
func (f *finder) count(i int, heads []int, measure string) {
	heads = f.listed(f.joined(i, heads))
	s := f.Sentence(i)
	g := group{measure: measure, sentence: f.x.Tokens[i].Sentence}
	n := int64(0)
	var hull, named []report.Span
	known := true // whether all of them are counted
	for _, h := range heads {
		if k, ok := f.at[h]; ok {
			if q := &f.figures[k]; q.Measure == measure && !q.Total && !q.Former && !slices.Contains(g.parts, member{false, k}) {
				known = known && !q.Part && q.High != nil && *q.High == q.Low
				g.n += q.Low
				g.parts = append(g.parts, member{false, k})
				hull = append(hull, q.Span)
			}
			continue
		}
		key, span, ok := f.one(h)
		if m := f.several(h); !ok && m > 0 && len(g.parts)+int(n) > 0 && !f.figured(heads, f.spanOf(h), measure) {
			n += m
			hull, named = append(hull, f.spanOf(h)), append(named, f.spanOf(h))
			continue
		}
		if !ok {
			known = false
			continue
		}
		key = measure + " " + key + " " + strconv.Itoa(f.x.Sentences[f.x.Tokens[h].Sentence].Paragraph)
		if f.counted[key] && !f.namesake(h, key) || len(g.parts) == 0 && f.figured(heads, span, measure) {
			known = false
			continue
		}
		f.counted[key] = true
		if name, ok := f.persons[h]; ok && name.Hi-name.Lo > 1 && !styles[strings.TrimSuffix(f.x.Fold(name.Lo), ".")] {
			f.counted[key+" "+f.x.Fold(name.Lo)] = true
			f.firsts[key] = f.x.Fold(name.Lo)
		}
		n++
		hull, named = append(hull, span), append(named, span)
	}
	if n > 0 {
		high := n
		f.found = append(f.found, report.Figure{
			Span: report.Hull(named), Measure: measure, Low: n, High: &high, Bound: report.ExactBound,
			Sentence: report.Span{Start: s.Start, End: s.End},
		})
		g.parts = append(g.parts, member{true, len(f.found) - 1})
		g.n += n
	}
	if len(g.parts) == 0 {
		return
	}
	g.span = report.Hull(hull)
	f.addUp(&g, i, known)
}

// namesake reports whether the person at token h is another than whoever was counted by that key: both have their first
// names, and those differ.
func (f *finder) namesake(h int, key string) bool {
	name, ok := f.persons[h]
	if !ok || name.Hi-name.Lo < 2 || styles[strings.TrimSuffix(f.x.Fold(name.Lo), ".")] {
		return false
	}
	first := key + " " + f.x.Fold(name.Lo)
	if f.counted[first] {
		return false
	}
	return f.firsts[key] != "" && f.firsts[key] != f.x.Fold(name.Lo)
}

// styles stand before a name and are no first name.
var styles = sets.Of("styles")

func (f *finder) spanOf(i int) report.Span {
	return report.Span{Start: f.x.Tokens[i].Start, End: f.x.Tokens[i].End}
}

// joined is the heads with whoever is joined to them: by "and", or by "along with".
func (f *finder) joined(i int, heads []int) []int {
	for n := 0; n < len(heads) && len(heads) < mostHeads; n++ {
		f.children(heads[n], syntax.Conj, func(c int) {
			if !slices.Contains(heads, c) {
				heads = append(heads, c)
			}
		})
	}
	for _, rel := range [...]syntax.Rel{syntax.Obl, syntax.Nmod} {
		f.children(i, rel, func(c int) {
			if f.accompanies(c) {
				heads = append(heads, c)
			}
		})
	}
	return heads
}

// accompanies reports whether the noun at token c is led by "along with", "together with" or "as well as".
func (f *finder) accompanies(c int) bool {
	const before = 6 // tokens
	s := f.Sentence(c)
	for k := c - 1; k > s.First && k >= c-before; k-- {
		switch f.x.Fold(k) {
		case "with":
			w := f.x.Fold(k - 1)
			return cursor.OneOf(w, "along", "together")
		case "as":
			return f.x.Fold(k-1) == "well"
		}
	}
	return false
}

// one is the one person that the noun at token h names or describes: what to know it again by, and its words.
func (f *finder) one(h int) (key string, span report.Span, ok bool) {
	if f.included(h) {
		return "", span, false
	}
	if name, named := f.persons[h]; named {
		return f.x.Fold(name.Hi - 1), report.Span{Start: f.x.Tokens[name.Lo].Start, End: f.x.Tokens[name.Hi-1].End}, true
	}
	if name, ok := f.titled(h); ok {
		return f.x.Fold(name.Hi - 1), report.Span{Start: f.x.Tokens[h].Start, End: f.x.Tokens[name.Hi-1].End}, true
	}
	w, known := harms.Word(f.x.Fold(h))
	if !known || w.shape != one {
		return "", span, false
	}
	lo, hi := h, h+1
	determined := false
	for c, rel := range f.Below(h) {
		switch {
		case rel == syntax.Nummod || c < h-8:
			return "", span, false
		case (rel == syntax.Det || rel == syntax.Nmod) && c < h:
			determined = determined || !f.Is(c, "no", "any")
			lo = min(lo, c)
		case rel == syntax.Flat || rel == syntax.Appos:
			if name, named := f.persons[c]; named { // "the mayor, Ilona Brandt", "driver Piet Maas"
				return f.x.Fold(name.Hi - 1), report.Span{Start: f.x.Tokens[lo].Start, End: f.x.Tokens[name.Hi-1].End}, true
			}
		}
	}
	if head, rel := f.g.Arc(h); !determined && rel == syntax.Conj && head >= 0 && head < h { // "his bodyguard and driver"
		determined = f.determined(head)
	}
	if !determined {
		return "", span, false
	}
	return f.x.Fold(h), report.Span{Start: f.x.Tokens[lo].Start, End: f.x.Tokens[hi-1].End}, true
}

// determined reports whether an article or an owner stands before the noun at token h.
func (f *finder) determined(h int) bool {
	for c, rel := range f.Below(h) {
		if c < h && (rel == syntax.Det || rel == syntax.Nmod) {
			return !f.Is(c, "no", "any")
		}
	}
	return false
}

// titled is the person's name right behind the noun at token h: "presidential hopeful Piet Maas", "Magistrate Rosa
// Lind".
func (f *finder) titled(h int) (syntax.Name, bool) {
	const behind = 2 // tokens
	if f.g.Tags[h].String() == "NNS" {
		return syntax.Name{}, false
	}
	for k := h + 1; k < min(f.Sentence(h).Last, h+1+behind); k++ {
		if name, ok := f.persons[k]; ok && name.Lo == k {
			return name, true
		}
		if tag := f.g.Tags[k].String(); !cursor.OneOf(tag, "NNP", "NN") {
			break
		}
	}
	return syntax.Name{}, false
}

// included reports whether the person at token h is named as one of those counted before: "three dead, among them Ilona
// Brandt".
func (f *finder) included(h int) bool {
	const before = 5 // tokens
	s := f.Sentence(h)
	for k := h - 1; k >= s.First && k >= h-before; k-- {
		switch f.x.Fold(k) {
		case "including", "includes", "included", "among":
			return true
		case ",", "and":
			return false
		}
	}
	return false
}

// figured reports whether a figure of the measure in the same sentence stands so close that it counts whoever is named:
// "two men, Brandt and Maas". One of those joined to them counts others.
func (f *finder) figured(heads []int, span report.Span, measure string) bool {
	const near = 2 // figures on either side
	k, _ := slices.BinarySearchFunc(f.figures, span.Start, func(g report.Figure, at int) int { return g.Start - at })
	for j := max(0, k-near); j < min(len(f.figures), k+near); j++ {
		g := &f.figures[j]
		if g.Measure != measure || !g.Sentence.Covers(span) || f.beside(g) {
			continue
		}
		joined := slices.ContainsFunc(heads, func(h int) bool { at, ok := f.at[h]; return ok && at == j })
		if !joined {
			return true
		}
	}
	return false
}

// beside reports whether the words of a figure, or those around its verb, say that it counts others than those told of
// before: "two members of his escort were also killed".
func (f *finder) beside(g *report.Figure) bool {
	const after = 8 // tokens
	if g.New {
		return true
	}
	at := f.x.TokenAt(g.End - 1)
	for k := at; k >= 0 && k < min(len(f.x.Tokens), at+after); k++ {
		switch f.x.Fold(k) {
		case "also", "too":
			return true
		case ".", ";", ",":
			return false
		}
	}
	return false
}

// addUp adds up a group: in itself, where all of it is known and it adds up from several figures, and with the group
// told of before, where it is said to be harmed as well.
func (f *finder) addUp(g *group, i int, known bool) {
	const back = 4 // sentences
	last := f.last
	switch {
	case known && len(g.parts) > 1 && f.mixed(g):
		f.sum(g, g.parts)
	case known && last != nil && last.measure == g.measure && g.sentence-last.sentence <= back && f.also(i) && len(g.parts) == 1 && len(last.parts) > 0:
		g.n += last.n
		f.sum(g, slices.Concat(last.parts, g.parts))
		g.parts = slices.Concat(last.parts, g.parts)
		if len(g.parts) > mostHeads {
			g.parts = nil
		}
	}
	if known || g.n > 0 && last == nil {
		f.last = g
	}
}

// also reports whether the verb at token i is said of its people as well as of others.
func (f *finder) also(i int) bool {
	found := false
	f.children(i, syntax.Advmod, func(c int) { found = found || f.Is(c, "also", "too") })
	return found
}

// mixed reports whether a group adds up whoever was found here, single persons that the report's figures hold, and one
// figure of several at most: what several of those add up to is known already, where it can be.
func (f *finder) mixed(g *group) bool {
	found, several := 0, 0
	for _, p := range g.parts {
		switch {
		case p.found:
			found++
		case f.figures[p.index].Low > 1:
			several++
		}
	}
	return found > 0 && several <= 1
}

// enemies reports whether the parts hold both sides of a fight.
func (f *finder) enemies(parts []member) bool {
	soldiers, fighters := false, false
	for _, p := range parts {
		if !p.found {
			soldiers = soldiers || f.figures[p.index].Who == "soldiers"
			fighters = fighters || f.figures[p.index].Who == "fighters"
		}
	}
	return soldiers && fighters
}

// sum enters the figure that adds parts up.
func (f *finder) sum(g *group, parts []member) {
	const people = 10_000_000_000 // more than live on Earth
	if g.n > people || f.enemies(parts) {
		return
	}
	high := g.n
	s := f.x.Sentences[g.sentence]
	f.sums = append(f.sums, sum{report.Figure{
		Span: g.span, Measure: g.measure, Low: g.n, High: &high, Bound: report.ExactBound,
		Sentence: report.Span{Start: s.Start, End: s.End},
	}, slices.Clone(parts)})
}

// number gives all figures their IDs in the order of the text and points their references at them.
func number(all []report.Figure, renamed map[string]string) {
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
}
