package where

import (
	"cmp"
	"slices"
	"strings"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// Read gives the places that a report names: those that the gazetteer knows, less what the network and the words around
// them make of something else ([Placed]), and those that it does not know ([Named]).
func Read(g *gazetteer.Gazetteer, t *segment.Text, title string, names []Name) []report.Place {
	return Named(g, t, title, Placed(g, t, Among(g, t), names), names)
}

// Named adds to the places that the gazetteer knows those that the report names and the gazetteer does not: villages,
// camps and quarters are too many for any list. Names with capitals are weighed by the words around all their mentions,
// in the text and in the title, and by what the network takes them for ([surveyor.weigh]). A name that is a place
// counts wherever it stands, without coordinates and with the division and country that its sentence puts it in, or
// those that most other places of the report lie in. The places come back in the order of the text and apart.
func Named(g *gazetteer.Gazetteer, t *segment.Text, title string, known []report.Place, names []Name) []report.Place {
	v := survey(g, t, known, names)
	found := v.weigh(title)
	if len(found) == 0 {
		return known
	}
	mentions := v.mentions(found)
	where := make(map[string]report.Place, len(found))
	for _, m := range mentions {
		p := where[m.key]
		written := strings.TrimPrefix(strings.Join(strings.Fields(v.in(m)), " "), "#")
		if p.Name == "" || !properly(p.Name) && properly(written) {
			p.Name = written
		}
		if p.Admin1 == "" {
			span := report.Span{Start: t.Tokens[m.first].Start, End: t.Tokens[m.last-1].End}
			if admin1, country := beside(t, known, span); admin1 != "" || p.Country == "" {
				p.Admin1, p.Country = admin1, country
			}
		}
		where[m.key] = p
	}
	admin1, country := home(known)
	for key, p := range where {
		if p.Country == "" || p.Admin1 == "" && p.Country == country {
			p.Admin1, p.Country = admin1, country
		}
		if capitals(p.Name) {
			p.Name = lowered(p.Name)
		}
		where[key] = p
	}
	out := slices.Clone(known)
	for _, m := range mentions {
		p := where[m.key]
		p.Span = report.Span{Start: t.Tokens[m.first].Start, End: t.Tokens[m.last-1].End}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b report.Place) int { return a.Start - b.Start })
	return out
}

// mentions are all the stretches of the text that bear one of the names, also in capitals or in a longer run of names.
func (v *surveyor) mentions(found map[string]bool) []candidate {
	heads := make(map[string][][]string)
	for key := range found {
		words := strings.Fields(key)
		heads[words[0]] = append(heads[words[0]], words)
	}
	const most = 20 // names that begin with the same word
	for word, h := range heads {
		slices.SortFunc(h, func(a, b []string) int { return cmp.Or(len(b)-len(a), slices.Compare(a, b)) })
		heads[word] = h[:min(len(h), most)]
	}
	var out []candidate
	for i := 0; i < len(v.t.Tokens); i++ {
		if tag := tagWords(v.t.Word(i)); tag != nil && v.place[i] == 0 {
			for _, key := range []string{strings.ToLower(strings.Join(tag, " ")), strings.ToLower(strings.Join(tag, "-"))} {
				if found[key] {
					out = append(out, candidate{first: i, last: i + 1, key: key, kind: v.kind[i]})
					break
				}
			}
			continue
		}
		if !v.names(i) {
			continue
		}
		for _, words := range heads[v.t.Fold(i)] {
			if c, ok := v.spells(i, words); ok {
				out = append(out, c)
				i = c.last - 1
				break
			}
		}
	}
	return out
}

// spells reads the words of a name at token i. A longer name of somebody else is no mention of it: "Alibeyli Kerimov".
func (v *surveyor) spells(i int, words []string) (candidate, bool) {
	last := i + len(words)
	if last > len(v.t.Tokens) {
		return candidate{}, false
	}
	for j, w := range words {
		if v.t.Fold(i+j) != w || v.place[i+j] > 0 || v.t.Tokens[i+j].Sentence != v.t.Tokens[i].Sentence {
			return candidate{}, false
		}
	}
	if v.kind[i] == OfPerson && (i > 0 && v.name[i-1] == v.name[i] || last < len(v.t.Tokens) && v.name[last] == v.name[i]) {
		return candidate{}, false
	}
	return candidate{first: i, last: last, key: strings.Join(words, " "), kind: v.kind[i]}, true
}

// beside is the division or country that the sentence of a name puts it in: that of the nearest place the gazetteer
// knows, those that follow first ("Alibeyli, in the north of Tovuz district").
func beside(t *segment.Text, known []report.Place, n report.Span) (admin1, country string) {
	s := t.Sentences[t.Tokens[t.TokenAt(n.Start)].Sentence]
	next, _ := slices.BinarySearchFunc(known, n.End, func(p report.Place, at int) int { return p.Start - at })
	best := -1
	if next < len(known) && known[next].Start < s.End && known[next].Start-n.End < aheadBytes {
		best = next
	} else if next > 0 && known[next-1].Start >= s.Start {
		best = next - 1
	} else if next < len(known) && known[next].Start < s.End {
		best = next
	}
	if best < 0 {
		return "", ""
	}
	return divisionOf(known[best])
}

// aheadBytes is how far the place may follow that a name is put in before one that precedes it is nearer.
const aheadBytes = 60

// divisionOf is the division and country of a place; a division is its own.
func divisionOf(p report.Place) (admin1, country string) {
	if p.Precision == report.Region && p.Admin1 == "" {
		return p.Name, p.Country
	}
	return p.Admin1, p.Country
}

// home is the division and country that most of the known places of a report lie in; the division is "" where no two
// agree on one or less than half do.
func home(known []report.Place) (admin1, country string) {
	type ground struct{ admin1, country string }
	counts, countries := make(map[ground]int), make(map[string]int)
	all := 0
	for _, p := range known {
		if p.Precision == report.Country {
			continue
		}
		a, c := divisionOf(p)
		counts[ground{a, c}]++
		countries[c]++
		all++
	}
	var best ground
	for _, p := range known { // in order, so that the first of equals wins
		if p.Precision == report.Country {
			continue
		}
		a, c := divisionOf(p)
		if countries[c] > countries[country] {
			country = c
		}
		if g := (ground{a, c}); counts[g] > counts[best] {
			best = g
		}
	}
	if n := counts[best]; n < 2 || 2*n < all {
		return "", country
	}
	return best.admin1, best.country
}
