package where

import (
	"slices"
	"strings"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// Placed leaves out of the places that the gazetteer finds what the network sees as something else and the words around
// it do not contradict: somebody's surname ("Amadou Togo"), a body or outlet called like a place of another country
// ("Red Cross", "Savannah Wire"), who speaks in a transcript ("BELLEVUE:").
func Placed(g *gazetteer.Gazetteer, t *segment.Text, known []report.Place, names []Name) []report.Place {
	if len(known) == 0 {
		return known
	}
	v := survey(g, t, known, names)
	_, country := home(known)
	surnames := v.persons()
	return slices.DeleteFunc(slices.Clone(known), func(p report.Place) bool { return v.mistaken(p, country, surnames) })
}

// mistaken reports whether a place is none, in a report about a country.
func (v *surveyor) mistaken(p report.Place, country string, surnames map[string]bool) bool {
	first, last := v.t.TokenAt(p.Start), v.t.TokenAt(p.End-1)+1
	if first > 0 && v.t.Tokens[first-1].Sentence == v.t.Tokens[first].Sentence && signs[v.t.Fold(first-1)]&(signInside|signAround|signThere|signSettlement) != 0 {
		return false
	}
	abroad := p.Country != "" && country != "" && p.Country != country && p.Precision != report.Country
	if abroad && capitals(p.In(v.t.Raw)) && opensLine(v.t, v.t.Tokens[first].Start) && strings.HasPrefix(v.t.Raw[p.End:], ":") {
		return true
	}
	begins := first == 0 || v.name[first-1] != v.name[first]
	ends := last == len(v.t.Tokens) || v.name[last] != v.name[last-1]
	switch v.kind[first] {
	case OfPerson:
		return !begins && ends && v.t.Capital(first-1) && v.place[first-1] == 0 && roles[v.t.Fold(first-1)] == 0 &&
			v.flags(first-1)&(gazetteer.Common|gazetteer.Demonym) == 0
	case OfBody:
		return abroad && begins && (ends && last-first > 1 || !ends && outlets[v.t.Fold(last)])
	}
	return surnames[v.t.Fold(first)] && last-first == 1 && p.Precision != report.Country && last < len(v.t.Tokens) &&
		signs[v.t.Fold(last)]&signHuman != 0
}

// outlets end the names of agencies and papers, and of armed groups.
var outlets = sets.Of("outlets")
