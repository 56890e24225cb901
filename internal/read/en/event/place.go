package event

import (
	"math"
	"strings"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
	"firsthand/internal/report/exact"
)

// spot is where something happened: a place of the reading and the neighbourhoods named with it, as indices into
// Input.Places. place is -1 for nowhere.
type spot struct {
	place  int
	within []int // neighbourhoods named beside it
}

var nowhere = spot{place: -1}

// grade orders precisions for choosing where an event was: a city says most to people, a country next to nothing.
func grade(p report.Precision) int {
	switch p {
	case report.City, report.Exact, "": // what the gazetteer does not know is a town or a part of one
		return 4
	case report.Neighbourhood:
		return 3
	case report.Region:
		return 2
	case report.Country:
		return 1
	}
	return 2
}

// spotOf is where sentence s says that what its trigger at token `at` tells of happened: the place that stands best, of
// the finest that is a city, with the neighbourhoods named beside it. Violence did not happen where those who fled from
// it went.
func (r *reader) spotOf(s *segment.Sentence, at int, violent bool) spot {
	best, most := -1, math.MinInt
	var within []int
	for i := r.place; i < len(r.in.Places) && r.in.Places[i].Start < s.End; i++ {
		p := &r.in.Places[i]
		k := r.x.TokenAt(p.Start)
		if k >= s.Last {
			continue
		}
		score := r.standing(s, k, p)
		if score < 0 || r.abroad(p) && p.Precision != report.Country && r.parted(at, k) {
			continue
		}
		if r.meanwhile(at, k) || violent && r.destination(s, k) {
			continue
		}
		if p.Precision == report.Neighbourhood {
			within = append(within, i)
		}
		score += 8*grade(p.Precision) - min(max(k-at, at-k), 24)/3 - r.bond(at, k)
		if score > most {
			best, most = i, score
		}
	}
	if best < 0 {
		return nowhere
	}
	return spot{place: best, within: r.inside(best, within)}
}

// destination reports whether the place at token k is where somebody went or was brought: "fled towards Gorom-Gorom",
// "taken to a hospital in Homs".
func (r *reader) destination(s *segment.Sentence, k int) bool {
	const reach, gap = 9, 6 // tokens
	for j := k - 1; j >= s.First && j >= k-gap; j-- {
		switch r.x.Fold(j) {
		case "to", "toward", "towards", "for", "into":
			for i := j - 1; i >= s.First && i >= j-reach; i-- {
				if motions[r.x.Fold(i)] {
					return true
				}
				if r.tags[i].role == act || r.tags[i].role == stop || r.x.Tokens[i].Kind >= segment.Punct {
					return false
				}
			}
			return false
		}
		if t := r.tags[j].role; t == act || t == say || t == stop || r.x.Tokens[j].Kind >= segment.Punct {
			return false
		}
	}
	return false
}

// motions are verbs of going and bringing.
var motions = sets.Of("motions")

// parted tells whether another clause begins between a trigger and a place after it: "the shelling came as talks began
// in Geneva".
func (r *reader) parted(at, k int) bool {
	const most = 40 // tokens
	for j := at + 1; j < min(k, at+most); j++ {
		switch r.x.Fold(j) {
		case "as", "while", "after", "before", "when", "which", "who", "whose":
			return true
		}
	}
	return false
}

// meanwhile tells whether a place stands in a clause of its own after what its sentence tells of: "killed 12 as troops
// closed in on Homs".
func (r *reader) meanwhile(at, k int) bool {
	const most = 40 // tokens
	for j := at + 2; j < min(k-1, at+most); j++ {
		if !r.Is(j, "as", "while") {
			continue
		}
		switch r.x.Fold(j - 1) {
		case "such", "well", "known", "as", "far":
			continue
		}
		switch r.x.Fold(j + 1) {
		case "they", "he", "she", "it", "part", "well", "a", "trying": // it goes on about the same people
			continue
		}
		return true
	}
	return false
}

// standing scores how the place at token k stands in its sentence: after "in" it is where, in a dateline, an adjective
// or an outlet's name it is not. A negative score refuses it.
func (r *reader) standing(s *segment.Sentence, k int, p *report.Place) int {
	if p.End < len(r.x.Raw) && r.x.Raw[p.End] == '-' {
		return -1 // "London-based"
	}
	if r.inHead(k) {
		if at := r.placeUnder(r.x.Tokens[k].Sentence); at >= 0 && p.Start != r.in.Places[at].Start {
			return -1 // the district of "Sarmin (Idlib): …"
		}
		return locates
	}
	next := r.x.TokenAt(p.End)
	if next < s.Last && r.tags[next].role == say && !r.onTheSpot(s, k, p) {
		return -1 // the place stands for a government that speaks
	}
	if r.label(s, k) || r.dateline(s, k, next) || r.addressed(s, k) {
		return -1
	}
	score := r.lead(s, k)
	if next < s.Last && meetings[r.x.Fold(next)] {
		return -1 // "the Geneva talks"
	}
	if p.Precision == report.Country {
		if r.standsForCountry(s, next, p, score) {
			return -1
		}
	} else if r.abroad(p) && (score <= 0 || next < s.Last && bearers[r.x.Fold(next)]) {
		return -1 // "Moscow has said", "the Jerusalem hospital" of another city
	}
	return score
}

// addressed reports whether the place at token k is a government or an outlet that words are addressed to or come from.
func (r *reader) addressed(s *segment.Sentence, k int) bool {
	if k <= s.First {
		return false
	}
	switch r.tags[k-1].role {
	case blame: // "accused Damascus": its government
		return true
	case say: // "told Sana": an outlet of that name
		return true
	}
	return k-1 > s.First && r.x.Fold(k-1) == "to" && r.x.Fold(k-2) == "according"
}

// standsForCountry reports whether the name of a country that ends before token next says who or which, and not where.
func (r *reader) standsForCountry(s *segment.Sentence, next int, p *report.Place, score int) bool {
	if score < locates && r.abroad(p) {
		return true // "the foreign minister of Norway"
	}
	if next < s.Last && (borders[r.x.Fold(next)] || r.tags[next].role.trigger()) {
		return true // "at the Turkey border", "in a US air strike"
	}
	return score <= 0 || next < s.Last && (r.tags[next].role == actor || r.x.Capital(next)) // "Russia agreed", "the Turkish army", "Russian President"
}

// onTheSpot reports whether the place at token k only says where somebody is who works there and speaks of what
// happened there: "the hospital in Khashuri said", not "the ministry in Baku said".
func (r *reader) onTheSpot(s *segment.Sentence, k int, p *report.Place) bool {
	if k-2 < s.First || r.tags[k-1].role != locative || p.Precision == report.Country || r.abroad(p) {
		return false
	}
	return locals[r.x.Fold(k-2)]
}

// locals are those who speak of what happened where they are.
var locals = sets.Of("locals")

// label reports whether token k stands in the label of who speaks, at the beginning of a paragraph of a transcript: "MR
// ABEBE (Gondar): …".
func (r *reader) label(s *segment.Sentence, k int) bool {
	const longest = 10 // tokens
	if k >= s.First+longest || s.First > 0 && r.x.Sentences[r.x.Tokens[s.First-1].Sentence].Paragraph == s.Paragraph {
		return false
	}
	if !shouted(r.x.Word(s.First)) {
		return false
	}
	for i := s.First; i < min(s.Last, s.First+longest); i++ {
		switch r.x.Word(i) {
		case ":":
			return i > k
		case ".", ",", ";", "/", "–", "—":
			if i > s.First+1 {
				return false
			}
		}
	}
	return false
}

// locates is what a word that says where something is adds to the score of a place.
const locates = 12

// lead scores the words before the place at token k.
func (r *reader) lead(s *segment.Sentence, k int) int {
	const joins = 4
	score := 0
	for j, n := k-1, 0; j >= s.First && n < 4; j, n = j-1, n+1 {
		switch r.tags[j].role {
		case locative:
			if j > s.First && r.spoken(j-1) {
				return -1
			}
			return score + locates
		case ground:
			if r.origin(s, j-1) {
				return -1
			}
			return score + locates
		case of:
			score += joins
		case by, from:
			return score
		case determiner, and, inside:
		case plain:
			if r.x.Tokens[j].Kind == segment.Punct || !r.x.Capital(j) {
				return score
			}
		default:
			return score
		}
	}
	return score
}

// origin tells whether the words up to token k make a place one that something came from: "from the besieged towns of".
func (r *reader) origin(s *segment.Sentence, k int) bool {
	const most = 7 // tokens
	for n := 0; k >= s.First && n < most; k, n = k-1, n+1 {
		switch r.tags[k].role {
		case from:
			return true
		case determiner, plain, hint, inside, locative:
			if r.x.Tokens[k].Kind != segment.Word || r.tags[k].role == locative && r.tags[k+1].role == determiner {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// spoken tells whether what stands at token k makes "in" and a place say where words were spoken: "said in Beirut",
// "told reporters in Geneva".
func (r *reader) spoken(k int) bool {
	if r.tags[k].role == say {
		return true
	}
	switch r.x.Fold(k) {
	case "reporters", "journalists", "speaking", "interview", "speech", "conference", "briefing", "statement", "meeting", "talks", "office":
		return true
	}
	return false
}

// homeland is the country that the report is about: the one that most of its places lie in, ISO 3166-1 alpha-2, the
// first to be named where several tie, "" where none is known. Places in the title, and those that a word for where
// stands before, count twice, and countries only then: elsewhere they stand for governments.
func (r *reader) homeland() string {
	named := map[string]int{}
	best := ""
	for i := range r.in.Places {
		p := &r.in.Places[i]
		if p.Country == "" {
			continue
		}
		weight := 1
		if r.titled(i) {
			weight = 2
		} else if k := r.x.TokenAt(p.Start); k > 0 && (r.tags[k-1].role == locative || r.tags[k-1].role == ground || r.tags[k-1].role == of) {
			weight = 2
		} else if p.Precision == report.Country {
			continue
		}
		named[p.Country] += weight
	}
	for i := range r.in.Places {
		if c := r.in.Places[i].Country; named[c] > named[best] {
			best = c
		}
	}
	return best
}

// abroad tells whether a place lies outside of the country that the report is about, so that it needs better words
// around it to be where something happened. The country of a place that the gazetteer does not know is a guess.
func (r *reader) abroad(p *report.Place) bool {
	return p.Country != "" && r.home != "" && p.Country != r.home && (p.Lat != nil || p.ID != "" || p.Precision == report.Country)
}

// dateline tells whether the place in the tokens [k, next) is where a report was written: it opens the report in
// capitals, or after a date, or before a bracket or a dash.
func (r *reader) dateline(s *segment.Sentence, k, next int) bool {
	const head = 16 // tokens
	if next >= s.Last {
		return false
	}
	if r.item[r.x.Tokens[k].Sentence] >= 0 {
		return false // the head of an item says where it was
	}
	if k == s.First {
		switch r.x.Word(next) {
		case "(", "—", "–", "-", "/", ":":
			return true
		}
	}
	if r.x.Word(next) == "(" && next+2 < s.Last && r.x.Capital(next+1) && r.x.Word(next+2) == ")" && shouted(r.x.Word(k)) {
		return true // "GENEVA (Agency)", wherever it stands
	}
	if k > head || k > s.First && (r.tags[k-1].role == locative || r.tags[k-1].role == of || r.tags[k-1].role == ground) {
		return false
	}
	if shouted(r.x.Word(k)) {
		return true
	}
	return k > 0 && r.x.Tokens[k-1].Kind == segment.Number && r.x.Capital(next)
}

// shouted tells whether a word is all capitals.
func shouted(w string) bool { return strings.ToUpper(w) == w && strings.ToLower(w) != w }

// inside keeps the neighbourhoods that can lie in the place best; a neighbourhood that is itself the best is left out.
func (r *reader) inside(best int, within []int) []int {
	out := within[:0]
	for _, i := range within {
		if i != best && r.near(i, best, neighbourhoodKm) {
			out = append(out, i)
		}
	}
	return out
}

var (
	// meetings bear the name of where they are held, which is not where anything they speak of happened.
	meetings = sets.Of("meetings")
	// borders are on two countries' ground.
	borders = sets.Of("borders")
	// bearers are called after far cities.
	bearers = sets.Of("bearers")
)

// neighbourhoodKm is how far from a city's centre its neighbourhoods and edges are looked for.
const neighbourhoodKm = 30

// near tells whether two places are at most km apart; places the gazetteer does not know are near everything.
func (r *reader) near(i, j int, km float64) bool {
	a, b := &r.in.Places[i], &r.in.Places[j]
	if a.Lat == nil || b.Lat == nil || a.Lon == nil || b.Lon == nil {
		return true
	}
	return exact.Kilometres(*a.Lat, *a.Lon, *b.Lat, *b.Lon) <= km
}

// agree tells whether two places can be where one event happened: the same one, one inside the other, or one of them
// unknown or a whole country.
func (r *reader) agree(i, j int) bool {
	if i < 0 || j < 0 || i == j {
		return true
	}
	a, b := &r.in.Places[i], &r.in.Places[j]
	if a.Name == b.Name || a.ID != "" && a.ID == b.ID {
		return true
	}
	if a.Precision == report.Country || b.Precision == report.Country {
		return a.Country == "" || b.Country == "" || a.Country == b.Country
	}
	if a.Precision == report.Region || b.Precision == report.Region {
		if a.Precision != report.Region {
			a, b = b, a
		}
		if a.Lat != nil && b.Lat != nil && r.near(i, j, neighbourhoodKm) {
			return true // a district around a city that belongs to another province
		}
		return b.Admin1 == "" || strings.EqualFold(a.Name, b.Admin1) || a.Admin1 != "" && strings.EqualFold(a.Admin1, b.Admin1)
	}
	if a.Precision == report.Neighbourhood || b.Precision == report.Neighbourhood {
		return r.near(i, j, neighbourhoodKm)
	}
	if a.Lat == nil || b.Lat == nil || a.Country != b.Country {
		return false
	}
	return r.near(i, j, suburbKm) || a.Admin1 == b.Admin1 && (a.Name == a.Admin1 || b.Name == b.Admin1) && r.near(i, j, landKm)
}

// landKm is how far from a city a village can lie that a report still calls by the city's name where the province has
// that name too.
const landKm = 35

// suburbKm is how far apart two towns can lie that are one place to a report: a city and its suburbs.
const suburbKm = 12

// where gives the place of an event as the report shows it.
func (r *reader) where(s spot) report.Where {
	if s.place < 0 {
		return report.Where{}
	}
	p := &r.in.Places[s.place]
	w := report.Where{Name: p.Name, ID: p.ID, Lat: p.Lat, Lon: p.Lon, Admin1: p.Admin1, Country: p.Country, Precision: p.Precision}
	for _, i := range s.within {
		name := r.in.Places[i].Name
		known := name == w.Name
		for _, other := range w.Within {
			known = known || other == name
		}
		if !known {
			w.Within = append(w.Within, name)
		}
	}
	return w
}
