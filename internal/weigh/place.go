package weigh

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"firsthand/internal/report"
	"firsthand/internal/report/exact"
)

// place is where an event happened, made comparable.
type place struct {
	key       string // the same for the same entry of the gazetteer, or the same name in the same country; "" when no place is known
	where     report.Where
	name      string // lower case, without marks on letters, "eastern", "besieged" and the like
	side      string // "east" of "eastern Aleppo"; "" for the whole
	lat, lon  float64
	located   bool
	precision report.Precision
}

func newPlace(w report.Where) place {
	if w.IsZero() {
		return place{}
	}
	p := place{where: w, name: foldName(w.Name), precision: w.Precision}
	if p.precision == "" {
		p.precision = report.City
	}
	if !p.coarse() {
		p.name, p.side = bareName(w.Name)
	}
	if w.Lat != nil && w.Lon != nil && math.Abs(*w.Lat) <= 90 && math.Abs(*w.Lon) <= 180 {
		p.lat, p.lon, p.located = *w.Lat, *w.Lon, true
	}
	p.key = w.ID
	if p.key == "" {
		p.key = strings.Join([]string{"name:" + p.name, report.SourceID(w.Admin1), w.Country}, "|")
	}
	if p.side != "" {
		p.key += "/" + p.side
	}
	return p
}

// sides are the words that tell one part of a city from another. Two different sides are two places.
var sides = map[string]string{
	"east": "east", "eastern": "east", "west": "west", "western": "west",
	"north": "north", "northern": "north", "south": "south", "southern": "south",
}

// qualifiers are other words before a place's name that do not make another place of it.
var qualifiers = []string{"besieged", "central", "city", "of", "the", "town", "village", "rebel-held", "government-held", "opposition-held"}

// bareName makes the names of cities and what is smaller comparable: "besieged eastern Aleppo" is the east side of "aleppo".
func bareName(name string) (bare, side string) {
	words := strings.Fields(strings.ToLower(name))
	for len(words) > 1 {
		switch {
		case side == "" && sides[words[0]] != "":
			side = sides[words[0]]
		case !slices.Contains(qualifiers, words[0]):
			return foldName(strings.Join(words, " ")), side
		}
		words = words[1:]
	}
	return foldName(strings.Join(words, " ")), side
}

// foldName makes spellings of a name comparable that differ in marks on letters, apostrophes and a leading article.
func foldName(name string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), name)
	if err != nil {
		plain = name
	}
	plain = strings.NewReplacer("ʿ", "", "ʾ", "", "‘", "", "`", "", "ı", "i", "ł", "l", "ø", "o", "đ", "d").Replace(strings.ToLower(plain))
	id := report.SourceID(plain)
	for _, article := range []string{"al-", "ad-", "an-", "ar-", "as-", "at-", "az-", "el-"} {
		if rest, ok := strings.CutPrefix(id, article); ok && len(rest) > 3 {
			return rest
		}
	}
	return id
}

// fine tells whether the place is smaller than a city.
func (p place) fine() bool {
	return p.precision == report.Exact || p.precision == report.Neighbourhood
}

// coarse tells whether the place is larger than a city.
func (p place) coarse() bool {
	return p.precision == report.Region || p.precision == report.Country
}

// The scores of two places.
const (
	samePlace = 1.0
	sameName  = 0.9  // the same name, one of them not found in the gazetteer
	inside    = 0.8  // one is a part of the other
	near      = 0.8  // closer than their precision can tell apart
	around    = 0.65 // one is the province or district that the other lies in
)

// reach is the greatest distance, in kilometres, at which two places may be one event's: it grows with how coarsely they
// are known. Two cities of different names are never one place, however near.
const (
	reachExact    = 1.0
	reachFine     = 2.0
	reachSpelling = 3.0 // two entries of the gazetteer are then taken for spellings of one town
	reachCity     = 10.0
)

// placeScore says how well two places can be one event's, 0 for not at all.
func placeScore(p, q place) float64 {
	switch {
	case p.key == "" || q.key == "":
		return 0
	case p.key == q.key:
		return samePlace
	case p.name == q.name && p.side != "" && q.side != "" && p.side != q.side:
		return 0
	case p.where.ID != "" && p.where.ID == q.where.ID:
		return sameName
	case contains(p, q) || contains(q, p):
		return inside
	case surrounds(p, q) || surrounds(q, p):
		return around
	case p.where.ID != "" && q.where.ID != "":
		return byDistance(p, q)
	case p.name == q.name && agree(p.where.Country, q.where.Country) && agree(p.where.Admin1, q.where.Admin1):
		return sameName
	}
	return byDistance(p, q)
}

// byDistance judges two different entries of the gazetteer, or places without a name in common.
func byDistance(p, q place) float64 {
	if !p.located || !q.located || p.coarse() || q.coarse() {
		return 0
	}
	limit := reachFine
	switch {
	case p.precision == report.Exact && q.precision == report.Exact:
		limit = reachExact
	case p.precision == report.City && q.precision == report.City:
		limit = reachSpelling
		if p.name == q.name {
			limit = reachCity
		}
	case p.precision == report.City || q.precision == report.City:
		limit = reachCity
	}
	if distance(p, q) > limit {
		return 0
	}
	return near
}

// sayPlaces tells people why two places can be one event's.
func sayPlaces(p, q place) string {
	switch {
	case p.where.Name == q.where.Name:
		return "in " + p.where.Name
	case contains(p, q):
		return q.where.Name + " being part of " + p.where.Name
	case contains(q, p):
		return p.where.Name + " being part of " + q.where.Name
	case p.name == q.name || !p.located || !q.located:
		return "in " + p.where.Name + " and in " + q.where.Name
	}
	return fmt.Sprintf("in %s and in %s, %.1f km apart", p.where.Name, q.where.Name, distance(p, q))
}

// contains tells whether the report that names p also names q as lying inside it.
func contains(p, q place) bool {
	return q.fine() && slices.ContainsFunc(p.where.Within, func(name string) bool {
		bare, _ := bareName(name)
		return bare == q.name
	})
}

// surrounds reports whether p is the province or district that q lies in.
func surrounds(p, q place) bool {
	if p.precision != report.Region || q.coarse() || !agree(p.where.Country, q.where.Country) {
		return false
	}
	admin := foldName(q.where.Admin1)
	return admin != "" && (admin == p.name || admin == foldName(p.where.Admin1))
}

// agree tells whether two values are the same or one of them is not said.
func agree(a, b string) bool { return a == "" || b == "" || strings.EqualFold(a, b) }

const (
	earthRadius = 6371.0 // km
	kmPerDegree = earthRadius * math.Pi / 180
)

// distance is the great-circle distance in kilometres.
func distance(p, q place) float64 {
	return exact.Kilometres(p.lat, p.lon, q.lat, q.lon)
}

// cellSize is the side, in degrees, of the squares by which candidates are looked up.
const cellSize = 0.1

// cell is one square of the grid; its columns run around the globe.
type cell struct{ row, column int }

const columns = int(360 / cellSize)

func cellAt(lat, lon float64) cell {
	return cell{int(math.Floor(lat / cellSize)), wrap(int(math.Floor(lon / cellSize)))}
}

func wrap(column int) int { return ((column % columns) + columns) % columns }

// cellsNear lists the squares in which a place within reachCity of p can lie.
func cellsNear(p place) []cell {
	dLat := reachCity / kmPerDegree
	dLon := 180.0
	if c := exact.Cos((math.Abs(p.lat) + dLat) * math.Pi / 180); c > 0.01 {
		dLon = min(180, dLat/c)
	}
	low, high := int(math.Floor((p.lat-dLat)/cellSize)), int(math.Floor((p.lat+dLat)/cellSize))
	first := int(math.Floor((p.lon - dLon) / cellSize))
	width := min(columns, int(math.Floor((p.lon+dLon)/cellSize))-first+1)
	cells := make([]cell, 0, (high-low+1)*width)
	for row := low; row <= high; row++ {
		for i := range width {
			cells = append(cells, cell{row, wrap(first + i)})
		}
	}
	return cells
}
