package event

import (
	"slices"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// extent says what ground a figure counts over.
type extent uint8

const (
	noPlace      extent = iota // its words name none
	onePlace                   // they name one, or places that lie within each other
	manyPlaces                 // they name places that cannot be one: "in Aleppo and Homs"
	wholeCountry               // they speak of all of one: "across the country"
)

// footing is where the words around a figure put it.
type footing struct {
	extent extent
	place  int // the finest of the places, as an index into Input.Places; -1 for none
}

// locate finds the ground of every figure and writes its place into Input.Figures.
//
// The places that follow a figure up to the next one that counts the same are its own; where there are none, those
// before it that no other figure took; where there are none of these either, those of the figure before it.
func (r *reader) locate() {
	r.grounds = make([]footing, len(r.in.Figures))
	r.holder = make([]int, len(r.in.Figures))
	places, from := 0, 0 // the first place of the sentence, and the first that no figure took
	var s *segment.Sentence
	for i := range r.in.Figures {
		f := &r.in.Figures[i]
		if s == nil || f.Start >= s.End {
			at := r.x.SentenceAt(f.Start)
			if at < 0 {
				r.grounds[i].place = -1
				continue
			}
			s = &r.x.Sentences[at]
			for places < len(r.in.Places) && r.in.Places[places].Start < s.Start {
				places++
			}
			from = places
		}
		g, next := r.groundOf(s, max(from, places), f.End, r.nextAlike(i, s))
		if g.extent == noPlace {
			g, _ = r.groundOf(s, from, s.Start, f.Start)
		} else {
			from = next
		}
		switch {
		case g.extent == noPlace && i > 0 && r.in.Figures[i-1].Start >= s.Start:
			g = r.grounds[i-1]
		case g.extent == noPlace && r.wide(s):
			g.extent = wholeCountry
		}
		r.grounds[i] = g
		if g.place >= 0 {
			f.Where = r.in.Places[g.place].Name
		}
	}
}

// nextAlike is the byte where the next figure after i begins that counts people of the same measure and is no share, or
// where the sentence ends.
func (r *reader) nextAlike(i int, s *segment.Sentence) int {
	const most = 8 // figures looked at
	f := &r.in.Figures[i]
	for j := i + 1; j < min(len(r.in.Figures), i+most); j++ {
		g := &r.in.Figures[j]
		if g.Start >= s.End {
			break
		}
		if !g.Part && g.Measure == f.Measure && g.Start >= f.End && r.placedBetween(s, f.End, g.Start) {
			return g.Start
		}
	}
	return s.End
}

// placedBetween tells whether a place lies in the bytes [from, to).
func (r *reader) placedBetween(s *segment.Sentence, from, to int) bool {
	i, _ := slices.BinarySearchFunc(r.in.Places, from, func(p report.Place, at int) int { return p.Start - at })
	return i < len(r.in.Places) && r.in.Places[i].Start < min(to, s.End)
}

// groundOf is the ground that the places from index i on that begin in the bytes [from, to) make, and the index after
// them.
func (r *reader) groundOf(s *segment.Sentence, i, from, to int) (g footing, next int) {
	const most = 16 // places of a sentence
	g.place = -1
	for n := 0; i < len(r.in.Places) && r.in.Places[i].Start < to && n < most; i, n = i+1, n+1 {
		p := &r.in.Places[i]
		k := r.x.TokenAt(p.Start)
		if p.Start < from || k >= s.Last || p.Precision == report.Country || p.Precision == report.Neighbourhood && g.place >= 0 || r.standing(s, k, p) < 0 {
			continue
		}
		switch {
		case g.place >= 0 && r.precision(g.place) != report.Neighbourhood && !r.agree(g.place, i):
			g.extent = manyPlaces
		case g.place < 0 || r.precision(g.place) == report.Neighbourhood: // cities have neighbourhoods of the same names
			g.place = i
			g.extent = max(g.extent, onePlace)
		case grade(p.Precision) > grade(r.precision(g.place)):
			g.place = i
		}
	}
	return g, i
}

// wide tells whether the sentence speaks of a whole country: "across the country".
func (r *reader) wide(s *segment.Sentence) bool {
	for k := s.First; k+1 < s.Last; k++ {
		switch r.x.Fold(k) {
		case "nationwide":
			return true
		case "across", "throughout":
			if r.x.Fold(k+1) == "the" && k+2 < s.Last && r.x.Fold(k+2) == "country" {
				return true
			}
		}
	}
	return false
}
