package gazetteer

import (
	"bytes"
	"math"
	"slices"
	"strings"

	"firsthand/internal/report/exact"
)

// Addition is a place that a desk brings along.
type Addition struct {
	ID         string // "geonames:170063", "pcode:SY0200"; where the list has it already, its names are added to that place
	Names      []string
	Lat, Lon   float64 // degrees of WGS 84
	Kind       Kind
	Country    string // ISO 3166-1 alpha-2; "" for that of the nearest place of the list
	Admin1     string // ID of the division it lies in, "admin1:SY.09"; "" for that of the nearest place
	Population int
}

// arabCountries are those whose names are also kept without article and as skeletons, because they are written in many
// ways in Latin letters.
const arabCountries = "SY IQ LB JO PS EG YE LY TN DZ MA SA AE QA KW BH OM SD"

// The most words and bytes of a folded name.
const (
	mostWords = 6
	mostBytes = 60
)

// With gives a list that has the additions as well; g itself stays as it is. It costs about as much time and memory as
// decoding g. Where a name is borne by both, an addition comes before the list's own places, for the desk knows its
// ground, but not before a country, a division or a town of 50,000.
func (g *Gazetteer) With(additions []Addition) *Gazetteer {
	if len(additions) == 0 {
		return g
	}
	x := *g
	known := g.find(additions)
	near := g.around(additions)
	e := extension{g: g, bearers: map[Name][]uint32{}, index: map[string]int{}, longer: map[string]int{}}
	var names, ids, kinds, countries strings.Builder
	x.admin1, x.admin2 = slices.Clip(g.admin1), slices.Clip(g.admin2)
	x.lat, x.lon, x.population = slices.Clip(g.lat), slices.Clip(g.lon), slices.Clip(g.population)
	next := Entry(g.Len())
	for i := range additions {
		a := &additions[i]
		at, ok := known[a.ID]
		if !ok {
			at = next
			next++
			known[a.ID] = at
			lat, lon := int32(math.Round(a.Lat*Degree)), int32(math.Round(a.Lon*Degree))
			country, admin1, admin2 := near.nearest(g, lat, lon, a.Country)
			if id, ok := known[a.Admin1]; ok && a.Admin1 != "" {
				if admin1 != id {
					admin2 = None
				}
				admin1 = id
			}
			names.WriteString(a.Names[0] + "\n")
			ids.WriteString(strings.TrimPrefix(a.ID, "geonames:") + "\n")
			kinds.WriteByte(byte(a.Kind))
			countries.WriteString((country + "  ")[:2])
			x.admin1, x.admin2 = append(x.admin1, int32(admin1)), append(x.admin2, int32(admin2))
			x.lat, x.lon = append(x.lat, lat), append(x.lon, lon)
			x.population = append(x.population, uint32(min(max(a.Population, 0), math.MaxInt32)))
			e.arab = strings.Contains(arabCountries, country) && country != ""
		} else {
			e.arab = strings.Contains(arabCountries, a.Country) && a.Country != ""
		}
		for j, n := range a.Names {
			e.enter(n, at, j == 0)
		}
	}
	x.names, x.ids = x.names.and(names.String()), x.ids.and(ids.String())
	x.kinds += kinds.String()
	x.countries += countries.String()
	e.lay(&x)
	x.index()
	return &x
}

// and gives l with more lines.
func (l lines) and(text string) lines {
	start := slices.Clip(l.start)
	at := len(l.text)
	for line := range strings.Lines(text) {
		at += len(line)
		start = append(start, uint32(at))
	}
	return lines{l.text + text, start}
}

// find gives the entries that additions name by their IDs, their divisions' among them.
func (g *Gazetteer) find(additions []Addition) map[string]Entry {
	wanted := make(map[string]bool, len(additions))
	for i := range additions {
		wanted[strings.TrimPrefix(additions[i].ID, "geonames:")] = true
		wanted[additions[i].Admin1] = true
	}
	found := make(map[string]Entry)
	for i := range g.Len() {
		if wanted[g.ids.at(i)] {
			found[g.ID(Entry(i))] = Entry(i)
		}
	}
	return found
}

// neighbours are the towns of the list by square degree, as far as they are asked for.
type neighbours map[[2]int32][]Entry

func degreeOf(lat, lon int32) [2]int32 {
	return [2]int32{int32(math.Floor(float64(lat) / Degree)), int32(math.Floor(float64(lon) / Degree))}
}

// around gathers the towns in the square degrees of the additions and next to them.
func (g *Gazetteer) around(additions []Addition) neighbours {
	near := make(neighbours)
	for i := range additions {
		c := degreeOf(int32(additions[i].Lat*Degree), int32(additions[i].Lon*Degree))
		for dy := int32(-1); dy <= 1; dy++ {
			for dx := int32(-1); dx <= 1; dx++ {
				near[[2]int32{c[0] + dy, c[1] + dx}] = nil
			}
		}
	}
	for i := range g.Len() {
		c := degreeOf(g.lat[i], g.lon[i])
		if list, wanted := near[c]; wanted && Kind(g.kinds[i]) <= Section {
			near[c] = append(list, Entry(i))
		}
	}
	return near
}

// nearest gives the country and the divisions of the town of the list that lies nearest to a position, in country where
// that is given; None where there is no town within a degree.
func (near neighbours) nearest(g *Gazetteer, lat, lon int32, country string) (string, Entry, Entry) {
	best, least := None, math.Inf(1)
	shrink := exact.Cos(float64(lat) / Degree * math.Pi / 180)
	c := degreeOf(lat, lon)
	for dy := int32(-1); dy <= 1; dy++ {
		for dx := int32(-1); dx <= 1; dx++ {
			for _, e := range near[[2]int32{c[0] + dy, c[1] + dx}] {
				if country != "" && g.CountryOf(e) != country {
					continue
				}
				if d := exact.Hypot(float64(g.lat[e]-lat), float64(g.lon[e]-lon)*shrink); d < least {
					best, least = e, d
				}
			}
		}
	}
	if best == None || least > Degree {
		return country, None, None
	}
	return g.CountryOf(best), g.Admin1(best), g.Admin2(best)
}

// extension gathers the names of additions.
type extension struct {
	g       *Gazetteer
	arab    bool              // the place in hand lies in an Arab country
	bearers map[Name][]uint32 // additions that bear a name of the list
	keys    []string          // names that the list lacks
	places  [][]uint32        // and who bears them
	index   map[string]int    // their index in both
	longer  map[string]int    // the most words of a name that begins with this word
}

// enter enters one name of a place under its folded form and, for the Arab world, without its article, with the other
// way of writing a tied t, with every article as "al" and as a skeleton.
func (e *extension) enter(name string, at Entry, own bool) {
	name, _, _ = strings.Cut(name, " (")
	folded := AppendFold(nil, name)
	if len(folded) == 0 || len(folded) > mostBytes || bytes.Count(folded, []byte(" ")) >= mostWords || len([]rune(string(folded))) < 3 {
		return
	}
	v := uint32(at) << 1
	mark := v
	if own {
		mark |= 1
	}
	e.put(string(folded), mark)
	if !e.arab {
		return
	}
	if n := ArticleLen(folded); n > 0 && len(folded)-n >= 4 {
		e.put(string(folded[n:]), v)
	}
	if t := AppendTied(nil, folded); len(t) > 0 {
		e.put(string(t), v)
		if n := ArticleLen(t); n > 0 && len(t)-n >= 4 {
			e.put(string(t[n:]), v)
		}
	}
	if k := AppendArticles(nil, folded); len(k) > 0 {
		e.put(string(k), mark)
	}
	if s := Skeleton([]byte("~"), folded); len(s) > 1 {
		e.put(string(s), v)
	}
}

// put lets a place bear a folded name; where it does so already, it at most becomes its own name.
func (e *extension) put(key string, v uint32) {
	if n := e.g.Lookup([]byte(key)); n != NoName {
		e.bearers[n] = bear(e.bearers[n], v)
	} else {
		i := e.key(key)
		e.places[i] = bear(e.places[i], v)
	}
	if first, _, more := strings.Cut(key, " "); more {
		e.longer[first] = max(e.longer[first], strings.Count(key, " ")+1)
		if e.g.Lookup([]byte(first)) == NoName {
			e.key(first)
		}
	}
}

func (e *extension) key(key string) int {
	i, ok := e.index[key]
	if !ok {
		i = len(e.keys)
		e.index[key] = i
		e.keys, e.places = append(e.keys, key), append(e.places, nil)
	}
	return i
}

func bear(list []uint32, v uint32) []uint32 {
	for i := range list {
		if list[i]>>1 == v>>1 {
			list[i] |= v & 1
			return list
		}
	}
	return append(list, v)
}

// lay writes the names into x, whose places are complete.
func (e *extension) lay(x *Gazetteer) {
	g := e.g
	old := len(g.flags)
	longer := append([]byte(g.longer), make([]byte, len(e.keys))...)
	for word, n := range e.longer {
		i := e.index[word]
		if name := g.Lookup([]byte(word)); name != NoName {
			i = int(name)
		} else {
			i += old
		}
		longer[i] = max(longer[i], byte(n))
	}
	x.longer = string(longer)
	x.flags += string(make([]byte, len(e.keys)))
	if len(e.keys) > 0 {
		x.keys = g.keys.and(strings.Join(e.keys, "\n") + "\n")
	}
	x.first = make([]uint32, 1, old+len(e.keys)+1)
	x.places = make([]uint32, 0, len(g.places)+len(g.places)/16)
	for n := range Name(old) {
		own, more := g.places[g.first[n]:g.first[n+1]], e.bearers[n]
		if len(more) > 0 {
			own, more = slices.DeleteFunc(slices.Clone(own), func(v uint32) bool {
				return slices.ContainsFunc(more, func(w uint32) bool { return v>>1 == w>>1 })
			}), slices.Clone(more)
		}
		if len(own) > 0 && len(more) > 0 && g.great(Entry(own[0]>>1)) {
			x.places = append(x.places, own[0])
			own = own[1:]
		}
		x.places = append(append(x.places, more...), own...)
		x.first = append(x.first, uint32(len(x.places)))
	}
	for _, list := range e.places {
		x.places = append(x.places, list...)
		x.first = append(x.first, uint32(len(x.places)))
	}
}

// great tells whether a place is not to be put behind a desk's own of the same name.
func (g *Gazetteer) great(e Entry) bool {
	return g.Kind(e) >= Admin1 || g.Population(e) >= 50_000
}
