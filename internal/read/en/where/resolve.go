package where

import (
	"math"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/report/exact"
)

// votes is what all names of a report together say about where it plays.
//
// A name that few places bear says more than one that many bear: with K namesakes spread over about as many regions as
// there are, that one of them lies in a given region by chance has the probability K/regions, and the weight of the
// vote is the logarithm of its inverse, scaled so that a name of one place only has weight 1.
type votes struct {
	country map[string]float64
	admin1  map[gazetteer.Entry]float64
	admin2  map[gazetteer.Entry]float64
	cell    map[int32]float64
	trust   map[gazetteer.Name]float64 // the names that have voted, and how far each is trusted to be of a place: 0.2 to 1
}

const (
	namesakes = 40 // how many places of one name are looked at
	cells     = 80 // blocks of three by three square degrees in a large country
	divisions = 60 // divisions of a large country
)

// rarity is the weight of a vote of k namesakes over so many regions.
func rarity(k int, regions float64) float64 {
	return math.Max(0.1, 1-exact.Log(float64(k))/exact.Log(regions))
}

// cellOf is the square degree of a position.
func cellOf(lat, lon int32) int32 {
	return (lat/gazetteer.Degree+90)*360 + (lon/gazetteer.Degree + 180)
}

// gather lets every name vote once, however often it stands in the report.
func (f *finder) gather() {
	f.votes = votes{country: map[string]float64{}, admin1: map[gazetteer.Entry]float64{}, admin2: map[gazetteer.Entry]float64{}, cell: map[int32]float64{}, trust: map[gazetteer.Name]float64{}}
	for n := range f.hints {
		f.votes.country[f.g.DemonymOf(n)] += 0.3
	}
	for _, contained := range []bool{true, false} { // "Paris, Texas" speaks for every Paris of the report
		for i := range f.mentions {
			m := &f.mentions[i]
			if m.score < threshold-1.5 || contained != (m.within != gazetteer.None) {
				continue
			}
			if _, voted := f.votes.trust[m.name]; voted {
				continue
			}
			f.votes.trust[m.name] = clamp(m.score/threshold, 0.2, 1)
			f.vote(m)
		}
	}
}

// candidates calls yield with every place that a mention may stand for.
func (f *finder) candidates(m *mention, yield func(e gazetteer.Entry, own bool)) int {
	count := 0
	if m.only != gazetteer.None {
		if yield != nil {
			yield(m.only, true)
		}
		return 1
	}
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

// vote gives each place that a mention may stand for the mention's vote.
func (f *finder) vote(m *mention) {
	k := f.candidates(m, nil)
	if k == 0 {
		return
	}
	trust := f.votes.trust[m.name]
	whole := f.g.Kind(f.first(m.name)) >= gazetteer.Admin1 && m.within == gazetteer.None
	cell, admin := trust*rarity(k, cells), trust*rarity(k, divisions)
	lastCell, lastAdmin1, lastCountry := int32(-1), gazetteer.None, ""
	f.candidates(m, func(e gazetteer.Entry, own bool) {
		s := 1.0
		if !own {
			s = 0.3
		}
		if whole && f.g.Kind(e) < gazetteer.Admin1 { // Russia is the country before it is a village in Ohio
			s *= 0.15
		}
		if c := f.g.CountryOf(e); c != lastCountry {
			f.votes.country[c] += float64(s * admin)
			lastCountry = c
		}
		if a := f.g.Admin1(e); a != gazetteer.None && a != lastAdmin1 {
			f.votes.admin1[a] += float64(s * admin)
			lastAdmin1 = a
		}
		if a := f.g.Admin2(e); a != gazetteer.None {
			f.votes.admin2[a] += float64(s * cell)
		}
		if f.g.Kind(e) <= gazetteer.Admin2 {
			if c := cellOf(f.g.Position(e)); c != lastCell {
				f.votes.cell[c] += float64(s * cell)
				lastCell = c
			}
		}
	})
}

// agree lets mentions help each other: a name that is surely a place once is likelier one elsewhere in the report, and
// so is a name in a list beside another ("Binnish, Taftanaz and Sarmin").
func (f *finder) agree() {
	best := make(map[gazetteer.Name]float64, len(f.mentions))
	for i := range f.mentions {
		m := &f.mentions[i]
		best[m.name] = math.Max(best[m.name], m.score)
	}
	for i := range f.mentions {
		m := &f.mentions[i]
		if m.score > -1 && m.score < threshold && best[m.name] > threshold {
			m.score += math.Min(1.5, best[m.name]-threshold+0.5)
		}
		if i > 0 && m.score > 0 && f.listed(&f.mentions[i-1], m) {
			a, b := f.mentions[i-1].score, m.score
			if a >= threshold {
				m.score += 0.6
			} else if b >= threshold && a > 0 {
				f.mentions[i-1].score += 0.6
			}
		}
	}
}

// listed tells whether only a comma or "and" stands between two mentions.
func (f *finder) listed(a, b *mention) bool {
	switch b.first - a.last {
	case 1:
		return f.Is(a.last, ",", "and", "or", "/", "و", "،")
	case 2:
		return f.Is(a.last, ",") && f.Is(a.last+1, "and", "or")
	}
	return false
}

// lonely is what a country loses against its namesakes where nothing else in the report speaks of it.
const lonely = 1.0

// question is what the choice among namesakes depends on; the same question has the same answer all over a report.
type question struct {
	name     gazetteer.Name
	within   gazetteer.Entry
	only     gazetteer.Entry
	outer    gazetteer.Name // of the division that the words put it in, or the place beside it
	beside   float64
	division bool
}

// answer is the place chosen, and how well the choice agrees with the rest of the report, on the scale of the evidence.
type answer struct {
	place gazetteer.Entry
	fit   float64
}

// resolve chooses among the places that a mention may stand for.
func (f *finder) resolve(m *mention) answer {
	q := question{m.name, m.within, m.only, gazetteer.NoName, m.beside, m.division}
	if m.outer > 0 {
		q.outer = f.mentions[m.outer-1].name
	}
	a, ok := f.answers[q]
	if !ok {
		a = f.choose(m)
		f.answers[q] = a
	}
	return a
}

func (f *finder) choose(m *mention) answer {
	best := answer{place: gazetteer.None}
	top := math.Inf(-1)
	out := false // the words put it somewhere that the best place does not lie in
	k := f.candidates(m, nil)
	home := 0.0 // how much the report speaks of the country that it speaks of most
	for _, v := range f.votes.country {
		home = math.Max(home, v)
	}
	f.candidates(m, func(e gazetteer.Entry, own bool) {
		s, agree := f.support(m, e, k)
		s += f.weight(e, own)
		if k > 1 && home >= 1 && f.g.Kind(e) == gazetteer.Country && f.votes.country[f.g.CountryOf(e)]-f.votes.trust[m.name] < 0.1 {
			s -= lonely // Georgia beside Atlanta
		}
		if m.division == (f.g.Kind(e) == gazetteer.Admin1) {
			s += 0.8
			if m.division {
				s += 4
			}
		}
		inside := m.outer > 0 && f.within(e, m)
		if inside {
			s += 4
		}
		if s > top {
			best, top = answer{e, agree}, s
			out = m.outer > 0 && !inside
		}
	})
	switch {
	case best.place == gazetteer.None:
	case out && f.small(best.place): // the village that is meant is in no list
		best.place = gazetteer.None
	case f.astray(m, best.place, home):
		best.fit -= 1.5
	}
	return best
}

// apart is the distance between two places in kilometres, on a plane: good enough for some hundred of them.
func (f *finder) apart(a, b gazetteer.Entry) float64 {
	lat1, lon1 := f.g.Position(a)
	lat2, lon2 := f.g.Position(b)
	y := float64(lat1-lat2) / gazetteer.Degree
	x := float64(lon1-lon2) / gazetteer.Degree * exact.Cos(float64(lat1)/gazetteer.Degree*math.Pi/180)
	return exact.Hypot(x, y) * 111.2
}

// small tells whether a place is a town that few outside its surroundings know.
func (f *finder) small(e gazetteer.Entry) bool {
	const known = 100_000
	return f.g.Kind(e) <= gazetteer.Admin2 && f.g.Population(e) < known
}

// astray tells whether a small place lies in a country that nothing else in the report speaks of, while the report
// plays in another: a village of that name in the report's own country, which the list lacks, is likelier.
func (f *finder) astray(m *mention, e gazetteer.Entry, home float64) bool {
	if !f.small(e) || m.within != gazetteer.None || m.outer > 0 {
		return false
	}
	return home >= 2.5 && f.votes.country[f.g.CountryOf(e)]-f.votes.trust[m.name] < 0.3
}

// weight is how likely a place is meant when nothing else is said: more people, more likely.
func (f *finder) weight(e gazetteer.Entry, own bool) float64 {
	s := exact.Log10(float64(f.g.Population(e)) + 10)
	switch f.g.Kind(e) {
	case gazetteer.Country:
		s += 1.5
	case gazetteer.Admin2, gazetteer.Section:
		s -= 1.5
	case gazetteer.Neighbourhood:
		s += 2
	}
	if !own && f.g.Population(e) < 100_000 {
		s--
	}
	return s
}

// support is what the other names of the report say for a place: those of the same county, the same state, the same
// country, the same and the neighbouring square degrees. Its own vote is left out.
func (f *finder) support(m *mention, e gazetteer.Entry, k int) (score, fit float64) {
	v := &f.votes
	trust := v.trust[m.name]
	ownCell, ownAdmin := float64(trust*rarity(k, cells)), float64(trust*rarity(k, divisions))
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
	score = exact.Log1p(2*country) + float64(2*exact.Log1p(2*admin1)) + exact.Log1p(3*admin2) + float64(1.5*exact.Log1p(2*near))
	fit = clamp(float64(0.6*near)+float64(0.5*admin1), 0, 1.5)
	return score, fit
}
