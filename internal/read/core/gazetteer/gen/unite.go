package main

import (
	"math"
	"slices"
	"strings"

	"firsthand/internal/read/core/gazetteer"
)

// uniteKm is how far apart two entries may lie that are one town: the tables written by hand give a place to a few
// kilometres.
const uniteKm = 8

// unite makes one entry of a town that the list of cities and the tables written by hand both have, so that one town
// has one ID however a report spells it. The list's entry stays and takes over the names written by hand.
func (b *builder) unite() {
	type bearer struct{ country, name string }
	listed := make(map[bearer][]*place)
	for _, p := range b.places {
		if p.kind == gazetteer.City && strings.HasPrefix(p.id, "geonames:") {
			for name := range likenesses(p) {
				listed[bearer{p.country, name}] = append(listed[bearer{p.country, name}], p)
			}
		}
	}
	b.places = slices.DeleteFunc(b.places, func(p *place) bool {
		if p.kind != gazetteer.City || !strings.HasPrefix(p.id, "firsthand:") {
			return false
		}
		for name := range likenesses(p) {
			for _, q := range listed[bearer{p.country, name}] {
				if apart(p, q) <= uniteKm {
					b.hand[q] = append(append(b.hand[q], p.name), p.names...)
					q.population = max(q.population, p.population)
					delete(b.byID, p.id)
					return true
				}
			}
		}
		return false
	})
}

// likenesses are the forms under which a place's names are the same as another's: folded, and for the Arab world their
// consonants.
func likenesses(p *place) map[string]bool {
	forms := make(map[string]bool)
	for _, name := range append([]string{p.name}, p.names...) {
		folded := gazetteer.AppendFold(nil, name)
		if len(folded) == 0 {
			continue
		}
		forms[string(folded)] = true
		if arabic[p.country] {
			if s := gazetteer.Skeleton(nil, folded); len(s) > 0 {
				forms["~"+string(s)] = true
			}
		}
	}
	return forms
}

// apart is the distance of two places in kilometres, on a plane: they are near each other or it does not matter.
func apart(p, q *place) float64 {
	const perDegree = 111.2
	lat := (p.lat - q.lat) * perDegree
	lon := (p.lon - q.lon) * perDegree * math.Cos(p.lat*math.Pi/180)
	return math.Hypot(lat, lon)
}
