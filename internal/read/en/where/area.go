package where

import (
	"math"
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
	"firsthand/internal/report/exact"
)

// bearings are the compass points in degrees from north, clockwise.
var bearings = map[string]float64{
	"north": 0, "northeast": 45, "north-east": 45, "east": 90, "southeast": 135, "south-east": 135, "south": 180, "southwest": 225, "south-west": 225, "west": 270,
	"northwest": 315, "north-west": 315,
	"northern": 0, "northeastern": 45, "north-eastern": 45, "eastern": 90, "southeastern": 135, "south-eastern": 135, "southern": 180, "southwestern": 225, "south-western": 225,
	"western": 270, "northwestern": 315, "north-western": 315,
}

// lengths are units of length in kilometres.
var lengths = map[string]float64{
	"km": 1, "kms": 1, "kilometer": 1, "kilometers": 1, "kilometre": 1, "kilometres": 1, "mile": 1.609344, "miles": 1.609344, "m": 0.001, "meters": 0.001, "metres": 0.001, "كم": 1, "كيلومتر": 1, "كيلومترا": 1,
}

// farthest is the greatest distance in kilometres that is taken for one: beyond it the words are about a journey, not a
// place.
const farthest = 100

// area reads the words around a resolved name that mean other ground than the whole of the place. Where they move the
// point they move it along the great circle.
func (f *finder) area(m *mention, p *report.Place) {
	i := m.first - 1
	if i < 0 || f.t.Tokens[i].Sentence != f.t.Tokens[m.first].Sentence || m.span.Start > f.t.Tokens[m.first].Start {
		f.countryside(m, p)
		return
	}
	w := f.t.Fold(i)
	_, points := bearings[w]
	switch {
	case f.Is(i, "of", "from", "شمال", "جنوب", "شرق", "غرب") && f.offset(m, p):
	case cursor.OneOf(w, "of", "in"):
		f.noun(m, p, i-1)
	case cursor.OneOf(w, "rural", "ريف"):
		f.mark(p, i, report.Rural)
	case points || roles[w]&direction != 0 && f.Is(i, "central", "downtown", "upper", "lower", "inner", "outer", "besieged", "rebel-held", "government-held", "opposition-held", "occupied", "north", "south", "east", "west"):
		if f.Is(i-1, "besieged", "rebel-held", "government-held", "opposition-held", "rural") && f.t.Tokens[i-1].Sentence == f.t.Tokens[i].Sentence {
			i--
		}
		if p.Precision == report.Country || p.Precision == report.Region || p.Precision == report.City {
			f.mark(p, i, report.PartOf)
		}
	case f.Is(i, "near", "outside", "around", "nearby", "قرب"):
		f.mark(p, i, report.Around)
	default:
		f.countryside(m, p)
	}
}

// noun reads "the outskirts of", "parts of", "the east of" before the name; token i is the noun.
func (f *finder) noun(m *mention, p *report.Place, i int) {
	if i < 0 || f.t.Tokens[i].Sentence != f.t.Tokens[m.first].Sentence {
		return
	}
	var kind report.AreaKind
	switch {
	case f.Is(i, "outskirts", "edge", "edges", "suburbs", "suburb", "vicinity", "entrance", "entrances", "surroundings"):
		kind = report.Around
	case f.Is(i, "countryside"):
		kind = report.Rural
	case f.Is(i, "parts", "part", "half", "areas", "area", "districts", "district", "neighbourhoods", "neighborhoods", "neighbourhood", "neighborhood", "quarter", "quarters", "center", "centre", "pockets", "pocket", "corner", "most", "much"):
		kind = report.PartOf
	default:
		if _, ok := bearings[f.t.Fold(i)]; !ok || f.Is(m.first-1, "in") {
			return
		}
		kind = report.PartOf
	}
	if f.Is(m.first-1, "in") && kind != report.Around {
		return
	}
	for range 2 { // "the northern outskirts of", "besieged parts of"
		if i > 0 && f.t.Tokens[i-1].Sentence == f.t.Tokens[i].Sentence && f.roleAt(i-1)&direction != 0 {
			i--
		}
	}
	f.mark(p, i, kind)
}

// countryside reads "the Aleppo countryside" and "Aleppo's eastern outskirts" behind the name.
func (f *finder) countryside(m *mention, p *report.Place) {
	j := m.last
	if j < len(f.t.Tokens) && isClitic(f.t.Word(j)) {
		j++
	}
	for range 2 {
		if f.roleAt(j)&direction != 0 {
			j++
		}
	}
	if j >= len(f.t.Tokens) || f.t.Tokens[j].Sentence != f.t.Tokens[m.first].Sentence {
		return
	}
	kind := report.Rural
	switch {
	case f.Is(j, "countryside"):
	case f.Is(j, "outskirts", "suburbs", "surroundings"):
		kind = report.Around
	default:
		return
	}
	p.Area = &report.Span{Start: m.span.Start, End: f.t.Tokens[j].End}
	f.reason(p, kind)
}

// mark makes the words from token i to the end of the name the place's area.
func (f *finder) mark(p *report.Place, i int, kind report.AreaKind) {
	p.Area = &report.Span{Start: f.t.Tokens[i].Start, End: p.End}
	f.reason(p, kind)
}

// reach is how far from the middle of a town its outskirts and its countryside are looked for, in kilometres.
const reach = 15

func (f *finder) reason(p *report.Place, kind report.AreaKind) {
	p.Reason = kind
	if (kind == report.Around || kind == report.Rural) && (p.Precision == report.City || p.Precision == report.Neighbourhood) {
		p.Radius = reach
	}
}

// offset reads "20 km north of" and "20 km from" before the name.
func (f *finder) offset(m *mention, p *report.Place) bool {
	i := m.first - 2
	s := f.t.Sentences[f.t.Tokens[m.first].Sentence].First
	bearing, toward, side := 0.0, false, false
	if i >= s && f.Is(m.first-1, "of") {
		if i > s && f.Is(i, "the") {
			i--
		}
		if bearing, toward = bearings[f.t.Fold(i)]; !toward {
			return false
		}
		i--
		if side = i >= s && f.Is(i, "the"); side || i >= s && f.Is(i, "to") { // "the east of Manbij" is a part of it, "east of Manbij" is not
			i--
		}
		if i >= s && f.Is(i, "to") {
			i--
		}
	} else if !f.Is(m.first-1, "from") {
		return false
	}
	if i >= s && f.Is(i, "away") {
		i--
	}
	km, first, ok := f.length(i, s)
	if !ok {
		if !toward {
			return false
		}
		if side {
			f.mark(p, i+1, report.PartOf)
		} else {
			f.mark(p, i+1, report.Around)
		}
		return true
	}
	if p.Lat == nil || p.Precision == report.Country || km > farthest {
		return false
	}
	if !toward {
		f.mark(p, first, report.Somewhere)
		p.Radius = math.Round(10*km) / 10
		return true
	}
	f.mark(p, first, report.Offset)
	lat, lon := move(*p.Lat, *p.Lon, bearing, km)
	p.Lat, p.Lon, p.Radius = &lat, &lon, math.Max(1, math.Round(10*km/4)/10) // an eighth of the circle to each side, and a rounded number
	return true
}

// length reads a number and a unit of length that end at token i, in kilometres, and gives the first token of both.
func (f *finder) length(i, least int) (km float64, first int, ok bool) {
	if i > least && f.Is(i, ")") { // "20 kilometres (12 miles) north of": the first number
		for j := i - 1; j >= least && j > i-5; j-- {
			if f.Is(j, "(") {
				i = j - 1
				break
			}
		}
	}
	if i <= least {
		return 0, 0, false
	}
	unit, isUnit := lengths[f.t.Fold(i)]
	if !isUnit {
		return 0, 0, false
	}
	if f.t.Tokens[i-1].Kind == segment.Number {
		n, ok := decimal(f.t.Word(i - 1))
		return n * unit, i - 1, ok && n > 0
	}
	n, first := f.spelt(i-1, least)
	return n * unit, first, n > 0
}

// spelt reads a number in words that ends at token i: "twenty", "twenty-five", "twenty five", "a hundred", "a". It is 0
// where none stands there.
func (f *finder) spelt(i, least int) (n float64, first int) {
	one := func(w string) float64 {
		tens, ones, compound := strings.Cut(w, "-")
		if !compound {
			return numbers[w]
		}
		if a, b := numbers[tens], numbers[ones]; a >= 20 && a < 100 && b >= 1 && b < 10 {
			return a + b
		}
		return 0
	}
	n, first = one(f.t.Fold(i)), i
	if i == least || n == 0 {
		return n, first
	}
	switch before := one(f.t.Fold(i - 1)); {
	case n == 100 && before >= 1 && before < 10:
		return before * n, i - 1
	case n < 10 && before >= 20 && before < 100 && !f.Is(i, "a", "an"):
		return before + n, i - 1
	}
	return n, first
}

// numbers are the words of numbers up to a hundred. An article is one: "a mile north of".
var numbers = func() map[string]float64 {
	m := map[string]float64{"a": 1, "an": 1, "hundred": 100}
	for i, w := range strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") {
		m[w] = float64(i + 1)
	}
	for i, w := range strings.Fields("thirty forty fifty sixty seventy eighty ninety") {
		m[w] = float64(10 * (i + 3))
	}
	return m
}()

// decimal reads "20", "1,200" and "2.5".
func decimal(s string) (float64, bool) {
	n, scale := 0.0, 0.0
	if len(s) > 7 {
		return 0, false
	}
	for _, c := range strings.ReplaceAll(s, ",", "") {
		switch {
		case c == '.' && scale == 0:
			scale = 1
		case c < '0' || c > '9':
			return 0, false
		default:
			if n = float64(n*10) + float64(c-'0'); scale > 0 {
				scale *= 10
			}
		}
	}
	return n / math.Max(scale, 1), true
}

// move gives the point that lies km kilometres from another in the direction bearing, on a sphere, to the gazetteer's
// resolution.
func move(lat, lon, bearing, km float64) (float64, float64) {
	const radius = 6371
	d, b, y := km/radius, bearing*math.Pi/180, lat*math.Pi/180
	north := exact.Asin(float64(exact.Sin(y)*exact.Cos(d)) + float64(exact.Cos(y)*exact.Sin(d)*exact.Cos(b)))
	east := exact.Atan2(exact.Sin(b)*exact.Sin(d)*exact.Cos(y), exact.Cos(d)-float64(exact.Sin(y)*exact.Sin(north)))
	lon = math.Mod(lon+east*180/math.Pi+540, 360) - 180
	round := func(x float64) float64 { return math.Round(x*gazetteer.Degree) / gazetteer.Degree }
	return round(north * 180 / math.Pi), round(lon)
}
