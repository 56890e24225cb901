// Package where finds the places that a report names and says which places on earth they are.
//
// A claim is about somewhere, and reports are compared by where. Names are found by longest match against the embedded
// [gazetteer], then two questions are asked of each. Is it a place at all here, or a person, or a plain word that
// begins a sentence? And which of its namesakes? Both are answered from the words around it and from the other places
// of the report, by weights that are written down in evidence.go and resolve.go and explained in
// docs/method-when-where.md. Demonyms ("Syrian") are no places; they count as a hint at a country.
package where

import (
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// Find gives the places that t names, in order and without overlaps, each resolved to an entry of the gazetteer that
// Firsthand carries. The span is the name alone: of "eastern Aleppo" and "20 km north of Homs" it is "Aleppo" and
// "Homs"; the area is the rest.
func Find(t *segment.Text) []report.Place { return Among(gazetteer.Load(), t) }

// Among is [Find] with another gazetteer, one that has a desk's own places too.
func Among(g *gazetteer.Gazetteer, t *segment.Text) []report.Place {
	f := finder{Cursor: cursor.On(t), t: t, g: g, persons: map[gazetteer.Name]bool{}, hints: map[gazetteer.Name]bool{}, answers: map[question]answer{}}
	f.scan()
	f.guess()
	if len(f.mentions) == 0 {
		return nil
	}
	f.weigh()
	f.heads()
	f.gather()
	f.agree()
	out := make([]report.Place, 0, len(f.mentions))
	for i := range f.mentions {
		m := &f.mentions[i]
		if a := f.resolve(m); a.place != gazetteer.None && m.score+a.fit >= threshold {
			p := f.place(m, a.place)
			f.area(m, &p)
			out = append(out, p)
		}
	}
	spell(t.Raw, out)
	return out
}

// mention is a stretch of tokens that spells a name of the gazetteer.
type mention struct {
	first, last int         // tokens [first, last)
	span        report.Span // the name in the text: those tokens, or a part of one of them
	name        gazetteer.Name
	words       int
	score       float64         // evidence that it is a place here
	within      gazetteer.Entry // the state or country named right after it: "Paris, Texas"
	division    bool            // the words around it ask for a division: "Idlib province", "rural Damascus"
	only        gazetteer.Entry // of a guess: the one place it can be; None for a name
	cut         int             // bytes of the last token that are no part of the name
	outer       mentionOf       // the division or country that the words behind it put it in: "Shajara in Daraa province"
	beside      float64         // outer is a place that it lies within so many kilometres of, rather than in; 0 for in
	hint        float64         // evidence in the word itself: the "in" of an Arabic "in Idlib"
	sure        bool            // the words around it leave no doubt that it is a place
}

// mentionOf is the index of a mention plus one; 0 for none.
type mentionOf int

// finder works on one text.
type finder struct {
	cursor.Cursor
	t        *segment.Text
	g        *gazetteer.Gazetteer
	mentions []mention
	persons  map[gazetteer.Name]bool // names that are borne by a person somewhere in the text
	hints    map[gazetteer.Name]bool // demonyms
	answers  map[question]answer
	unknown  []int // capitalised tokens that spell no name
	votes    votes
	buf      []byte
	key      []byte
}

// place is a resolved mention as a report has it.
func (f *finder) place(m *mention, e gazetteer.Entry) report.Place {
	lat, lon := f.g.Position(e)
	la, lo := float64(lat)/gazetteer.Degree, float64(lon)/gazetteer.Degree
	p := report.Place{
		Span: m.span,
		Name: f.g.Name(e), ID: f.g.ID(e), Lat: &la, Lon: &lo, Country: f.g.CountryOf(e),
	}
	if a := f.g.Admin1(e); a != gazetteer.None {
		p.Admin1 = f.g.Name(a)
	}
	switch f.g.Kind(e) {
	case gazetteer.City:
		p.Precision = report.City
	case gazetteer.Neighbourhood, gazetteer.Section:
		p.Precision = report.Neighbourhood
	case gazetteer.Admin2, gazetteer.Admin1, gazetteer.Region:
		p.Precision = report.Region
	case gazetteer.Country:
		p.Precision = report.Country
	}
	return p
}
