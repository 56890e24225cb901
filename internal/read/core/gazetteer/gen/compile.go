package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"firsthand/internal/read/core/gazetteer"
)

// builder gathers places and words, then lays them out.
type builder struct {
	places   []*place
	byID     map[string]*place
	hand     map[*place][]string // names that are taken as they are, however short
	common   map[string]bool     // everyday English words, lower case
	given    map[string]bool     // given names
	demonyms map[string]string   // word to country
	never    []string            // folded names that are of no place
	keys     map[string]*key
}

// key is one folded name with the places that bear it.
type key struct {
	flags  gazetteer.Flags
	longer int // most words of a key that begins with this one
	places map[int]bool
	main   map[int]bool
}

func newBuilder() *builder {
	return &builder{byID: map[string]*place{}, hand: map[*place][]string{}, common: map[string]bool{}, given: map[string]bool{}, demonyms: map[string]string{}, keys: map[string]*key{}}
}

func (b *builder) add(p *place) {
	b.places = append(b.places, p)
	b.byID[p.id] = p
}

// compile lays everything out as the package gazetteer reads it; gazetteer.go describes the layout.
func (b *builder) compile() []byte {
	b.unite()
	b.centre()
	b.places = slices.DeleteFunc(b.places, func(p *place) bool { return p.lat == 0 && p.lon == 0 })
	slices.SortStableFunc(b.places, func(p, q *place) int {
		return cmp.Or(cmp.Compare(p.country, q.country), cmp.Compare(p.admin1, q.admin1), cmp.Compare(p.kind, q.kind), cmp.Compare(q.population, p.population), cmp.Compare(p.id, q.id))
	})
	index := map[string]int{}
	for i, p := range b.places {
		index[p.id] = i
	}
	for i, p := range b.places {
		b.name(i, p)
	}
	b.bareCounties()
	for _, n := range b.never {
		if k := b.keys[n]; k != nil {
			k.places, k.flags = nil, k.flags|gazetteer.Common
		}
	}
	b.flagWords()

	var out bytes.Buffer
	out.WriteString(gazetteer.Magic)
	section := func(data []byte) {
		out.Write(binary.AppendUvarint(nil, uint64(len(data))))
		out.Write(data)
	}
	var names, ids []string
	var kinds, countries, admin1, admin2, lats, lons, populations []byte
	lat, lon := int64(0), int64(0)
	for _, p := range b.places {
		names = append(names, p.name)
		ids = append(ids, strings.TrimPrefix(p.id, "geonames:"))
		kinds = append(kinds, byte(p.kind))
		countries = append(countries, (p.country + "  ")[:2]...)
		admin1 = binary.AppendUvarint(admin1, ref(index, "admin1:"+p.admin1))
		admin2 = binary.AppendUvarint(admin2, ref(index, "admin2:"+p.admin2))
		la, lo := int64(math.Round(p.lat*gazetteer.Degree)), int64(math.Round(p.lon*gazetteer.Degree))
		lats, lons = binary.AppendVarint(lats, la-lat), binary.AppendVarint(lons, lo-lon)
		lat, lon = la, lo
		populations = binary.AppendUvarint(populations, uint64(p.population))
	}
	section([]byte(strings.Join(names, "\n") + "\n"))
	section([]byte(strings.Join(ids, "\n") + "\n"))
	for _, column := range [][]byte{kinds, countries, admin1, admin2, lats, lons, populations} {
		section(column)
	}

	var flags, longer, counts, postings []byte
	sorted := make([]string, 0, len(b.keys))
	for k := range b.keys {
		sorted = append(sorted, k)
	}
	sort.Strings(sorted)
	for _, s := range sorted {
		k := b.keys[s]
		flags, longer = append(flags, byte(k.flags)), append(longer, byte(k.longer))
		list := b.ranked(k)
		counts = binary.AppendUvarint(counts, uint64(len(list)))
		for _, i := range list {
			v := uint64(i) << 1
			if k.main[i] {
				v |= 1
			}
			postings = binary.AppendUvarint(postings, v)
		}
	}
	section([]byte(strings.Join(sorted, "\n") + "\n"))
	for _, column := range [][]byte{flags, longer, counts, postings} {
		section(column)
	}
	var demonyms []string
	for w, c := range b.demonyms {
		demonyms = append(demonyms, string(gazetteer.AppendFold(nil, w))+"\t"+c)
	}
	sort.Strings(demonyms)
	section([]byte(strings.Join(demonyms, "\n") + "\n"))
	return out.Bytes()
}

// ref is one more than the index of a place, 0 where there is none.
func ref(index map[string]int, id string) uint64 {
	if i, ok := index[id]; ok {
		return uint64(i) + 1
	}
	return 0
}

// centre gives countries and divisions the middle of the square quarter degrees that hold one of their towns, and the
// sum of their people. A country in the table of centres keeps that.
func (b *builder) centre() {
	type square struct {
		id       string
		lat, lon int
	}
	seen := map[square]bool{}
	for _, p := range b.places {
		if p.kind != gazetteer.City || strings.HasPrefix(p.id, "firsthand:") {
			continue
		}
		for _, id := range []string{"iso3166:" + p.country, "admin1:" + p.admin1, "admin2:" + p.admin2} {
			a := b.byID[id]
			if a == nil {
				continue
			}
			a.population += p.population
			if q := (square{id, int(math.Floor(p.lat * 4)), int(math.Floor(p.lon * 4))}); !seen[q] {
				seen[q] = true
				a.sum[0]++
				a.sum[1] += p.lat
				a.sum[2] += math.Cos(p.lon * math.Pi / 180)
				a.sum[3] += math.Sin(p.lon * math.Pi / 180)
			}
		}
	}
	for _, p := range b.places {
		if p.sum[0] > 0 && p.lat == 0 && p.lon == 0 {
			p.lat, p.lon = p.sum[1]/p.sum[0], math.Atan2(p.sum[3], p.sum[2])*180/math.Pi
		}
	}
}

// divisionWords are the words for a division that are left out of its second name.
var divisionWords = []string{" Governorate", " Province", " Region", " Oblast", " Prefecture", " Republic", " Krai", " Kray", " State", " Department", " Canton", " Emirate", " County"}

// name enters every name of place i.
func (b *builder) name(i int, p *place) {
	b.enter(i, p, p.name, true, false)
	for j, n := range p.names {
		b.enter(i, p, n, j == 0 && p.kind <= gazetteer.Section || strings.HasPrefix(p.id, "firsthand:"), false)
	}
	if p.kind == gazetteer.Admin1 {
		for _, w := range divisionWords {
			if n, ok := strings.CutSuffix(p.name, w); ok && w != " County" {
				b.enter(i, p, n, true, false)
			}
		}
		if n, ok := strings.CutPrefix(p.name, "Province of "); ok {
			b.enter(i, p, n, true, false)
		}
	}
	for _, n := range b.hand[p] {
		b.enter(i, p, n, true, true)
	}
}

// bareCounties lets a county of the United States go by its name alone where no other place has that name: "Avoyelles"
// for Avoyelles Parish.
func (b *builder) bareCounties() {
	bare := map[string][]int{}
	for i, p := range b.places {
		if p.kind != gazetteer.Admin2 || p.country != "US" {
			continue
		}
		for _, w := range []string{" County", " Parish"} {
			if n, ok := strings.CutSuffix(p.name, w); ok {
				f := string(gazetteer.AppendFold(nil, n))
				bare[f] = append(bare[f], i)
			}
		}
	}
	for f, list := range bare {
		if k := b.keys[f]; k != nil && len(k.places) > 0 {
			continue
		}
		for _, i := range list {
			b.put(f, i, false)
		}
	}
}

// enter enters one name of place i under its folded form and, for the Arab world, without its article and as a
// skeleton.
func (b *builder) enter(i int, p *place, name string, main, byHand bool) {
	byHand = byHand || p.kind == gazetteer.Country || strings.HasPrefix(p.id, "firsthand:")
	name, _, _ = strings.Cut(name, " (")
	folded := string(gazetteer.AppendFold(nil, name))
	letters := len([]rune(folded))
	if folded == "" || strings.Count(folded, " ") > 5 || len(folded) > 60 || letters < 3 && !byHand {
		return
	}
	if byHand {
		switch {
		case name[0] == ',':
			b.put(","+strings.ToLower(name[1:]), i, true)
			return
		case strings.HasSuffix(name, ".") && strings.Count(name, ".") == 1:
			b.put(folded+".", i, true)
			return
		}
	}
	b.put(folded, i, main)
	if !arabic[p.country] {
		return
	}
	if n := gazetteer.ArticleLen([]byte(folded)); n > 0 && len(folded)-n >= 4 {
		b.put(folded[n:], i, false)
	}
	if k := gazetteer.AppendArticles(nil, []byte(folded)); len(k) > 0 {
		b.put(string(k), i, main)
	}
	if v := gazetteer.AppendTied(nil, []byte(folded)); len(v) > 0 {
		b.put(string(v), i, false)
		if n := gazetteer.ArticleLen(v); n > 0 && len(v)-n >= 4 {
			b.put(string(v[n:]), i, false)
		}
	}
	if s := gazetteer.Skeleton(nil, []byte(folded)); len(s) > 0 {
		b.put("~"+string(s), i, false)
	}
}

func (b *builder) put(folded string, i int, main bool) {
	k := b.key(folded)
	if k.places == nil {
		k.places, k.main = map[int]bool{}, map[int]bool{}
	}
	k.places[i] = true
	if main {
		k.main[i] = true
	}
}

func (b *builder) key(folded string) *key {
	k := b.keys[folded]
	if k == nil {
		k = &key{}
		b.keys[folded] = k
		if first, _, more := strings.Cut(folded, " "); more {
			f := b.key(first)
			f.longer = max(f.longer, strings.Count(folded, " ")+1)
		}
	}
	return k
}

// flagWords marks the names that are also everyday words, and enters those words, given names and demonyms, which say
// what stands beside a name.
func (b *builder) flagWords() {
	for w := range b.common {
		if f := string(gazetteer.AppendFold(nil, w)); len(f) > 2 && !strings.Contains(f, " ") {
			b.key(f).flags |= gazetteer.Common
		}
	}
	for w := range b.given {
		if f := string(gazetteer.AppendFold(nil, w)); len(f) >= 2 && !strings.Contains(f, " ") {
			b.key(f).flags |= gazetteer.Given
		}
	}
	for w := range b.demonyms {
		b.key(string(gazetteer.AppendFold(nil, w))).flags |= gazetteer.Demonym
	}
}

// most is how many namesakes are kept, the most populous first.
const most = 60

// ranked is the places of a key, the likeliest first: those whose own name it is, then by weight.
func (b *builder) ranked(k *key) []int {
	list := make([]int, 0, len(k.places))
	for i := range k.places {
		list = append(list, i)
	}
	slices.SortFunc(list, func(i, j int) int {
		return cmp.Or(cmp.Compare(b.weight(k, j), b.weight(k, i)), cmp.Compare(i, j))
	})
	return list[:min(len(list), most)]
}

func (b *builder) weight(k *key, i int) float64 {
	p := b.places[i]
	w := math.Log10(float64(p.population) + 10)
	if k.main[i] {
		w++
	}
	switch p.kind {
	case gazetteer.Country:
		w += 3
	case gazetteer.Admin2, gazetteer.Section:
		w--
	}
	if id, ok := strings.CutPrefix(p.id, "firsthand:"); ok && id != "" {
		w++
	}
	if _, err := strconv.Atoi(strings.TrimPrefix(p.id, "geonames:")); err != nil && p.kind == gazetteer.City {
		w += 0.5
	}
	return w
}
