package where

import (
	"strconv"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
)

// contained reads a state or country right after the name and a comma. It settles that both are places, and which.
func (f *finder) contained(at int) (float64, bool) {
	m := &f.mentions[at]
	if at+1 >= len(f.mentions) {
		return 0, false
	}
	n := &f.mentions[at+1]
	gap := n.first - m.last
	if gap == 0 && f.g.Flags(m.name)&gazetteer.Given != 0 && m.words == 1 {
		return 0, false
	}
	if gap < 0 || gap > 1 || gap == 1 && !cursor.OneOf(f.t.Word(m.last), ",", "،", "(") {
		return 0, false
	}
	for i := range f.g.Places(n.name) {
		outer, own := f.g.Place(n.name, i)
		if k := f.g.Kind(outer); k != gazetteer.Country && k != gazetteer.Admin1 && !(k == gazetteer.Admin2 && n.words > 1) || !own || gap == 0 && i > 0 {
			continue
		}
		for j := range f.g.Places(m.name) {
			if e, _ := f.g.Place(m.name, j); f.lies(e, outer) {
				m.within = outer
				if gap == 0 {
					return 2, true
				}
				return 4, true
			}
		}
	}
	return 0, false
}

// placed reads the division or country that follows with "in": "Shajara in southern Daraa province", "Tripoli in
// Lebanon".
func (f *finder) placed(at int) {
	m := &f.mentions[at]
	i := m.last
	if f.Is(i, ",") {
		i++
	}
	if at+1 >= len(f.mentions) {
		return
	}
	n := &f.mentions[at+1]
	if !f.Is(i, "in") {
		f.beside(m, n, mentionOf(at+2))
		return
	}
	for i++; f.Is(i, "the", "rural") || f.roleAt(i)&direction != 0; i++ {
	}
	if n.first != i || f.t.Tokens[i].Sentence != f.t.Tokens[m.first].Sentence {
		return
	}
	if k := f.g.Kind(f.first(n.name)); k == gazetteer.Country || k == gazetteer.Admin1 || f.roleAt(n.last)&division != 0 {
		m.outer = mentionOf(at + 2)
	}
}

// beside reads the place behind m that it lies beside: "Bureij northeast of Aleppo", "Jayrud, 60 kilometres (35 miles)
// northeast of Damascus".
func (f *finder) beside(m, n *mention, outer mentionOf) {
	const most = 10 // tokens between
	i := n.first - 1
	if n.first-m.last > most || !f.Is(i, "of") || f.t.Tokens[i].Sentence != f.t.Tokens[m.first].Sentence {
		return
	}
	if _, ok := bearings[f.t.Fold(i-1)]; !ok {
		return
	}
	for j := m.last; j < i-1; j++ {
		if k := f.t.Tokens[j].Kind; k != segment.Number && k != segment.Punct && lengths[f.t.Fold(j)] == 0 && !f.Is(j, "about", "some", "just", "to", "the", "lying", "located") {
			return
		}
	}
	m.outer, m.beside = outer, besideKm
	for j := m.last; j < i-1; j++ {
		if km := lengths[f.t.Fold(j)]; km > 0 && j > m.last {
			if n, err := strconv.ParseFloat(f.t.Word(j-1), 64); err == nil && n*km < 20_000 {
				m.beside = max(m.beside, 1.5*n*km)
			}
		}
	}
}

// besideKm is how far apart two places are at most of which one is said to lie north or south of the other, where the
// words give no greater distance.
const besideKm = 150

// within tells whether e lies in a division or country, or beside a place, that the mention behind m may stand for.
func (f *finder) within(e gazetteer.Entry, m *mention) bool {
	n := &f.mentions[m.outer-1]
	for i := range min(f.g.Places(n.name), namesakes) {
		o, own := f.g.Place(n.name, i)
		if own && m.beside == 0 && f.lies(e, o) || m.beside > 0 && e != o && f.apart(e, o) <= m.beside {
			return true
		}
	}
	return false
}

// lies tells whether e is inside outer.
func (f *finder) lies(e, outer gazetteer.Entry) bool {
	if e == outer {
		return false
	}
	switch f.g.Kind(outer) {
	case gazetteer.Country:
		return f.g.CountryOf(e) == f.g.CountryOf(outer) && f.g.Kind(e) != gazetteer.Country
	case gazetteer.Admin1:
		return f.g.Admin1(e) == outer && f.g.Kind(e) != gazetteer.Admin1
	case gazetteer.Admin2:
		return f.g.Admin2(e) == outer
	}
	return false
}
