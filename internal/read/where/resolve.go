package where

import (
	"math"

	"firsthand/internal/read/where/gazetteer"
)

// votes is what all names of a report together say about where it plays.
//
// A name that few places bear says more than one that many bear: with K namesakes spread over about as many regions as there are, that one of them lies
// in a given region by chance has the probability K/regions, and the weight of the vote is the logarithm of its inverse, scaled so that a
// name of one place only has weight 1.
type votes struct {
	country map[string]float64
	admin1  map[gazetteer.Entry]float64
	admin2  map[gazetteer.Entry]float64
	cell    map[int32]float64
}

const (
	namesakes = 40 // how many places of one name are looked at
	cells     = 80 // blocks of three by three square degrees in a large country
	divisions = 60 // divisions of a large country
)

// rarity is the weight of a vote of k namesakes over so many regions.
func rarity(k int, regions float64) float64 {
	return math.Max(0.1, 1-math.Log(float64(k))/math.Log(regions))
}

// cellOf is the square degree of a position.
func cellOf(lat, lon int32) int32 {
	return (lat/gazetteer.Degree+90)*360 + (lon/gazetteer.Degree + 180)
}

// gather lets every name vote once, however often it stands in the report.
func (f *finder) gather() {
	f.votes = votes{country: map[string]float64{}, admin1: map[gazetteer.Entry]float64{}, admin2: map[gazetteer.Entry]float64{}, cell: map[int32]float64{}}
	for _, n := range f.hints {
		if c := f.g.DemonymOf(n); c != "" {
			f.votes.country[c] += 0.3
		}
	}
	seen := make(map[gazetteer.Name]int, len(f.mentions))
	for i := range f.mentions {
		m := &f.mentions[i]
		if m.score < threshold-1.5 {
			continue
		}
		if m.within == gazetteer.None {
			if seen[m.name]++; seen[m.name] > 1 {
				continue
			}
		}
		f.vote(m, 1)
	}
}

// candidates calls yield with every place that a mention may stand for.
func (f *finder) candidates(m *mention, yield func(e gazetteer.Entry, own bool)) int {
	count := 0
	for i := range min(f.g.Places(m.name), namesakes) {
		e, own := f.g.Place(m.name, i)
		if m.within != gazetteer.None && !f.lies(e, m.within) {
			continue
		}
		count++
		if yield != nil {
			yield(e, own)
		}
	}
	return count
}

// vote gives each place that a mention may stand for the mention's vote, or takes it away again where sign is −1.
func (f *finder) vote(m *mention, sign float64) {
	k := f.candidates(m, nil)
	if k == 0 {
		return
	}
	trust := sign * clamp(m.score/threshold, 0.2, 1)
	cell, admin := trust*rarity(k, cells), trust*rarity(k, divisions)
	lastCell, lastAdmin1, lastCountry := int32(-1), gazetteer.None, ""
	f.candidates(m, func(e gazetteer.Entry, own bool) {
		s := 1.0
		if !own {
			s = 0.3
		}
		if c := f.g.CountryOf(e); c != lastCountry {
			f.votes.country[c] += s * admin
			lastCountry = c
		}
		if a := f.g.Admin1(e); a != gazetteer.None && a != lastAdmin1 {
			f.votes.admin1[a] += s * admin
			lastAdmin1 = a
		}
		if a := f.g.Admin2(e); a != gazetteer.None {
			f.votes.admin2[a] += s * cell
		}
		if f.g.Kind(e) <= gazetteer.Admin2 {
			if c := cellOf(f.g.Position(e)); c != lastCell {
				f.votes.cell[c] += s * cell
				lastCell = c
			}
		}
	})
}

// resolve chooses among the namesakes of mention i. Fit is how well the choice agrees with the rest of the report, on the scale of the evidence.
func (f *finder) resolve(i int) (best gazetteer.Entry, fit float64) {
	m := &f.mentions[i]
	best = gazetteer.None
	top := math.Inf(-1)
	n := min(f.g.Places(m.name), namesakes)
	k := max(1, f.candidates(m, nil))
	for j := range n {
		e, own := f.g.Place(m.name, j)
		s, agree := f.support(m, e, k)
		s += f.weight(e, own)
		if m.within != gazetteer.None && f.lies(e, m.within) {
			s += 8
		}
		if m.division == (f.g.Kind(e) == gazetteer.Admin1) {
			s += 0.8
			if m.division {
				s += 4
			}
		}
		if s > top {
			best, top, fit = e, s, agree
		}
	}
	return best, fit
}

// weight is how likely a place is meant when nothing else is said: more people, more likely.
func (f *finder) weight(e gazetteer.Entry, own bool) float64 {
	s := math.Log10(float64(f.g.Population(e)) + 10)
	switch f.g.Kind(e) {
	case gazetteer.Country:
		s += 1.5
	case gazetteer.Admin2, gazetteer.Section:
		s -= 1.5
	case gazetteer.Neighbourhood:
		s += 2
	}
	if !own {
		s--
	}
	return s
}

// support is what the other names of the report say for a place: those of the same county, the same state, the same country, the same and the neighbouring
// square degrees. Its own vote is left out.
func (f *finder) support(m *mention, e gazetteer.Entry, k int) (score, fit float64) {
	v := &f.votes
	trust := clamp(m.score/threshold, 0.2, 1)
	ownCell, ownAdmin := trust*rarity(k, cells), trust*rarity(k, divisions)
	near := 0.0
	if f.g.Kind(e) <= gazetteer.Admin2 {
		lat, lon := f.g.Position(e)
		for dy := int32(-1); dy <= 1; dy++ {
			for dx := int32(-1); dx <= 1; dx++ {
				near += v.cell[cellOf(lat+dy*gazetteer.Degree, lon+dx*gazetteer.Degree)]
			}
		}
		near = math.Max(0, near-ownCell)
	}
	admin1, admin2 := 0.0, 0.0
	if a := f.g.Admin1(e); a != gazetteer.None {
		admin1 = math.Max(0, v.admin1[a]-ownAdmin)
	}
	if a := f.g.Admin2(e); a != gazetteer.None {
		admin2 = math.Max(0, v.admin2[a]-ownCell)
	}
	country := math.Max(0, v.country[f.g.CountryOf(e)]-ownAdmin)
	score = 1.0*math.Log1p(2*country) + 1.5*math.Log1p(2*admin1) + 1.0*math.Log1p(3*admin2) + 2.0*math.Log1p(2*near)
	fit = clamp(0.4*near+0.3*admin1, 0, 1)
	return score, fit
}
