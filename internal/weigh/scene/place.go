package scene

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"firsthand/internal/report"
	"firsthand/internal/report/exact"
)

// Place is where an event happened, made comparable.
type Place struct {
	Key       string // the same for the same entry of the gazetteer, or the same name where it has none; "" when no place is known
	Where     report.Where
	Name      string // lower case, without marks on letters, "eastern", "besieged" and the like
	side      string // "east" of "eastern Aleppo"; "" for the whole
	Lat, Lon  float64
	Located   bool
	Precision report.Precision
}

func NewPlace(w report.Where) Place {
	if w.IsZero() {
		return Place{}
	}
	p := Place{Where: w, Name: foldName(w.Name), Precision: w.Precision}
	if p.Precision == "" {
		p.Precision = report.City
	}
	if !p.Coarse() {
		p.Name, p.side = BareName(w.Name)
	}
	if w.Lat != nil && w.Lon != nil && math.Abs(*w.Lat) <= 90 && math.Abs(*w.Lon) <= 180 {
		p.Lat, p.Lon, p.Located = *w.Lat, *w.Lon, true
	}
	p.Key = w.ID
	if p.Key == "" {
		p.Key = "name:" + p.Name // the country of a place that no list knows is only what else the report speaks of
	}
	if p.side != "" {
		p.Key += "/" + p.side
	}
	return p
}

// BareName makes the names of cities and what is smaller comparable: "besieged eastern Aleppo" is the east side of
// "aleppo".
func BareName(name string) (bare, side string) {
	words := strings.Fields(strings.ToLower(name))
	for len(words) > 1 {
		switch {
		case side == "" && known.sides[words[0]] != "":
			side = known.sides[words[0]]
		case !known.qualifiers[words[0]]:
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

// Fine tells whether the place is smaller than a city.
func (p Place) Fine() bool {
	return p.Precision == report.Exact || p.Precision == report.Neighbourhood
}

// Coarse tells whether the place is larger than a city.
func (p Place) Coarse() bool {
	return p.Precision == report.Region || p.Precision == report.Country
}

// The scores of two places.
const (
	SamePlace = 1.0
	SameName  = 0.9  // the same name, one of them not found in the gazetteer
	inside    = 0.8  // one is a part of the other
	near      = 0.8  // closer than their precision can tell apart
	Around    = 0.65 // one is the province or district that the other lies in
)

// reach is the greatest distance, in kilometres, at which two places may be one event's: it grows with how coarsely
// they are known. Two cities of different names are never one place, however near.
const (
	reachExact    = 1.0
	reachFine     = 2.0
	reachSpelling = 3.0 // two entries of the gazetteer are then taken for spellings of one town
	reachCity     = 10.0
)

// PlaceScore says how well two places can be one event's, 0 for not at all.
func PlaceScore(p, q Place) float64 {
	switch {
	case p.Key == "" || q.Key == "":
		return 0
	case p.Key == q.Key:
		return SamePlace
	case p.Name == q.Name && p.side != "" && q.side != "" && p.side != q.side:
		return 0
	case p.Where.ID != "" && p.Where.ID == q.Where.ID:
		return SameName
	case Contains(p, q) || Contains(q, p):
		return inside
	case surrounds(p, q) || surrounds(q, p):
		return Around
	case p.Where.ID != "" && q.Where.ID != "":
		return byDistance(p, q)
	case p.Name == q.Name && agree(p.Where.Country, q.Where.Country) && agree(p.Where.Admin1, q.Where.Admin1):
		return SameName
	}
	return byDistance(p, q)
}

// byDistance judges two different entries of the gazetteer, or places without a name in common.
func byDistance(p, q Place) float64 {
	if !p.Located || !q.Located || p.Coarse() || q.Coarse() {
		return 0
	}
	limit := reachFine
	switch {
	case p.Precision == report.Exact && q.Precision == report.Exact:
		limit = reachExact
	case p.Precision == report.City && q.Precision == report.City:
		limit = reachSpelling
		if p.Name == q.Name {
			limit = reachCity
		}
	case p.Precision == report.City || q.Precision == report.City:
		limit = reachCity
	}
	if distance(p, q) > limit {
		return 0
	}
	return near
}

// TwoTowns reports whether two places are towns of different names, however near: who names both means two.
func TwoTowns(p, q Place) bool {
	return p.Precision == report.City && q.Precision == report.City && p.Where.ID != q.Where.ID && p.Name != q.Name && !Contains(p, q) && !Contains(q, p)
}

// SayPlaces tells people why two places can be one event's.
func SayPlaces(p, q Place) report.Reason {
	switch {
	case p.Where.Name == q.Where.Name:
		return report.Because("link.where", p.Where.Name)
	case Contains(p, q):
		return report.Because("link.part", q.Where.Name, p.Where.Name)
	case Contains(q, p):
		return report.Because("link.part", p.Where.Name, q.Where.Name)
	case p.Name == q.Name || !p.Located || !q.Located:
		return report.Because("link.wheres", p.Where.Name, q.Where.Name)
	}
	return report.Because("link.apart", p.Where.Name, q.Where.Name, strconv.FormatFloat(distance(p, q), 'f', 1, 64))
}

// Contains tells whether the report that names p also names q as lying inside it.
func Contains(p, q Place) bool {
	return q.Fine() && slices.ContainsFunc(p.Where.Within, func(name string) bool {
		bare, _ := BareName(name)
		return bare == q.Name
	})
}

// surrounds reports whether p is the province or district that q lies in.
func surrounds(p, q Place) bool {
	if p.Precision != report.Region || q.Coarse() || !agree(p.Where.Country, q.Where.Country) {
		return false
	}
	admin := foldName(q.Where.Admin1)
	return admin != "" && (admin == p.Name || admin == foldName(p.Where.Admin1))
}

// agree tells whether two values are the same or one of them is not said.
func agree(a, b string) bool { return a == "" || b == "" || strings.EqualFold(a, b) }

const (
	earthRadius = 6371.0 // km
	kmPerDegree = earthRadius * math.Pi / 180
)

// distance is the great-circle distance in kilometres.
func distance(p, q Place) float64 {
	return exact.Kilometres(p.Lat, p.Lon, q.Lat, q.Lon)
}

// Within reports whether two places are known to lie no more than some kilometres apart.
func Within(p, q Place, km float64) bool {
	return p.Located && q.Located && !p.Coarse() && !q.Coarse() && distance(p, q) <= km
}

// cellSize is the side, in degrees, of the squares by which candidates are looked up.
const cellSize = 0.1

// Cell is one square of the grid; its columns run around the globe.
type Cell struct{ row, column int }

const columns = int(360 / cellSize)

func CellAt(lat, lon float64) Cell {
	return Cell{int(math.Floor(lat / cellSize)), wrap(int(math.Floor(lon / cellSize)))}
}

func wrap(column int) int { return ((column % columns) + columns) % columns }

// CellsNear lists the squares in which a place within reachCity of p can lie.
func CellsNear(p Place) []Cell {
	dLat := reachCity / kmPerDegree
	dLon := 180.0
	if c := exact.Cos((math.Abs(p.Lat) + dLat) * math.Pi / 180); c > 0.01 {
		dLon = min(180, dLat/c)
	}
	low, high := int(math.Floor((p.Lat-dLat)/cellSize)), int(math.Floor((p.Lat+dLat)/cellSize))
	first := int(math.Floor((p.Lon - dLon) / cellSize))
	width := min(columns, int(math.Floor((p.Lon+dLon)/cellSize))-first+1)
	cells := make([]Cell, 0, (high-low+1)*width)
	for row := low; row <= high; row++ {
		for i := range width {
			cells = append(cells, Cell{row, wrap(first + i)})
		}
	}
	return cells
}
