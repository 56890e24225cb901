package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"firsthand/internal/read/core/gazetteer"
)

// place is one entry of the gazetteer while it is built.
type place struct {
	id         string // "geonames:170063", "iso3166:SY", "admin1:SY.09"
	name       string
	kind       gazetteer.Kind
	country    string
	admin1     string // "SY.09"
	admin2     string // "SY.09.172081"
	lat, lon   float64
	population int
	names      []string // every other name
	sum        [4]float64
}

// arabic are the countries whose places are spelt in many ways in Latin letters, so that all their names are kept and
// skeletons are made.
var arabic = set("SY IQ LB JO PS EG YE LY TN DZ MA SA AE QA KW BH OM SD")

// kept are more countries of which every spelling is kept.
var kept = set("IL TR IR AF PK UA SO")

// seats is how many people are taken to live in the seat of a division of which GeoNames does not say it. Of Syria that
// is most of its district towns; without a number they would count like hamlets. Only the choice among namesakes, and
// whether a name is a place at all, ask for it.
var seats = map[string]int{"PPLA": 50_000, "PPLA2": 30_000, "PPLA3": 10_000}

// manyNames is the population from which every spelling of a place elsewhere is kept.
const manyNames = 15000

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

func (b *builder) readAdmin1(r io.Reader) error {
	return readCodes(r, func(code, name string) {
		b.add(&place{id: "admin1:" + code, name: name, kind: gazetteer.Admin1, country: code[:2], admin1: code})
	})
}

func (b *builder) readAdmin2(r io.Reader) error {
	return readCodes(r, func(code, name string) {
		parts := strings.SplitN(code, ".", 3)
		b.add(&place{id: "admin2:" + code, name: name, kind: gazetteer.Admin2, country: parts[0], admin1: parts[0] + "." + parts[1], admin2: code})
	})
}

func readCodes(r io.Reader, add func(code, name string)) error {
	var rows []struct{ Code, Name string }
	if err := json.NewDecoder(r).Decode(&rows); err != nil {
		return err
	}
	for _, x := range rows {
		if len(x.Code) < 4 || x.Name == "" {
			return fmt.Errorf("code %q, name %q", x.Code, x.Name)
		}
		add(x.Code, x.Name)
	}
	return nil
}

// readCities reads GeoNames' table: id, name, ASCII name, other names, latitude, longitude, feature class and code,
// country, …, admin1, admin2, …, population.
func (b *builder) readCities(r io.Reader) error {
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		c := strings.Split(s.Text(), "\t")
		if len(c) < 15 || c[7] == "PPLW" || c[7] == "PPLH" || c[7] == "PPLQ" || c[7] == "PPLCH" { // destroyed, historical, abandoned
			continue
		}
		lat, err := strconv.ParseFloat(c[4], 64)
		if err != nil {
			return fmt.Errorf("latitude of %s: %w", c[0], err)
		}
		lon, err := strconv.ParseFloat(c[5], 64)
		if err != nil {
			return fmt.Errorf("longitude of %s: %w", c[0], err)
		}
		population, _ := strconv.Atoi(c[14])
		p := &place{id: "geonames:" + c[0], name: c[1], kind: gazetteer.City, country: c[8], lat: lat, lon: lon, population: population}
		if population == 0 && (arabic[c[8]] || kept[c[8]]) {
			p.population = seats[c[7]]
		}
		if c[7] == "PPLX" {
			p.kind = gazetteer.Section
		}
		if c[10] != "" && c[10] != "00" {
			p.admin1 = c[8] + "." + c[10]
			if c[11] != "" {
				p.admin2 = p.admin1 + "." + c[11]
			}
		}
		all := arabic[c[8]] || kept[c[8]] || population >= manyNames || c[7] == "PPLC" || c[7] == "PPLA"
		p.names = append(p.names, c[2])
		for _, n := range strings.Split(c[3], ",") {
			if n != "" && (all || isArabic(n)) && usable(n) {
				p.names = append(p.names, n)
			}
		}
		b.add(p)
	}
	return s.Err()
}

// usable tells whether an alternate name is one that a report may use: in Latin letters with a capital and no airport
// code, or in Arabic script.
func usable(n string) bool {
	if isArabic(n) {
		return true
	}
	letters, capitals := 0, 0
	for i, r := range n {
		if r >= 0x250 && (r < 0x1e00 || r >= 0x1f00) && r != '’' && r != '‘' && r != 'ʼ' {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.IsUpper(r) {
			capitals++
		}
		if i == 0 && !unicode.IsUpper(r) {
			return false
		}
	}
	return letters >= 4 && capitals < letters
}

func isArabic(n string) bool {
	for _, r := range n {
		if unicode.IsLetter(r) {
			return unicode.Is(unicode.Arabic, r)
		}
	}
	return false
}

func (b *builder) readWords(r io.Reader) error {
	var words []string
	if err := json.NewDecoder(r).Decode(&words); err != nil {
		return err
	}
	for _, w := range words {
		b.common[w] = true
	}
	return nil
}

func (b *builder) readGiven(r io.Reader) error {
	s := bufio.NewScanner(r)
	for s.Scan() {
		b.given[strings.TrimSpace(s.Text())] = true
	}
	return s.Err()
}

// readHand reads the tables of the folder hand; hand/README.md describes them.
func (b *builder) readHand(dir string) error {
	b.addCountries()
	tables := []struct {
		file    string
		columns int
		row     func([]string) error
	}{
		{"places.tsv", 9, b.handPlace},
		{"never.tsv", 1, func(c []string) error {
			for _, n := range strings.Split(c[0], "|") {
				b.never = append(b.never, string(gazetteer.AppendFold(nil, n)))
			}
			return nil
		}},
		{"centres.tsv", 3, func(c []string) error {
			p := cmp.Or(b.byID["iso3166:"+c[0]], b.byID["admin1:"+c[0]])
			if p == nil {
				return fmt.Errorf("no country or division %q", c[0])
			}
			var err error
			if p.lat, err = strconv.ParseFloat(c[1], 64); err != nil {
				return err
			}
			p.lon, err = strconv.ParseFloat(c[2], 64)
			return err
		}},
		{"display.tsv", 2, b.handDisplay},
		{"names.tsv", 2, b.handNames},
		{"demonyms.tsv", 2, func(c []string) error {
			for _, w := range strings.Fields(c[1]) {
				b.demonyms[w] = c[0]
			}
			return nil
		}},
		{"given.tsv", 1, func(c []string) error {
			for _, w := range strings.Fields(c[0]) {
				b.given[w] = true
			}
			return nil
		}},
	}
	for _, t := range tables {
		data, err := os.ReadFile(filepath.Join(dir, t.file))
		if err != nil {
			return fmt.Errorf("read the hand-written places: %w", err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			c := strings.Split(line, "\t")
			if len(c) < t.columns {
				return fmt.Errorf("%s:%d: %d columns, want %d", t.file, i+1, len(c), t.columns)
			}
			if err := t.row(c); err != nil {
				return fmt.Errorf("%s:%d: %w", t.file, i+1, err)
			}
		}
	}
	return nil
}

// addCountries adds every country that a city lies in, with its English and Arabic names from CLDR.
func (b *builder) addCountries() {
	english, arabicNames := display.English.Regions(), display.Regions(language.Arabic)
	seen := map[string]bool{}
	for _, p := range b.places {
		if p.kind != gazetteer.City || seen[p.country] {
			continue
		}
		seen[p.country] = true
		region, err := language.ParseRegion(p.country)
		if err != nil {
			continue
		}
		b.add(&place{id: "iso3166:" + p.country, name: english.Name(region), kind: gazetteer.Country, country: p.country, names: []string{arabicNames.Name(region)}})
	}
}

func (b *builder) handPlace(c []string) error {
	kinds := map[string]gazetteer.Kind{"neighbourhood": gazetteer.Neighbourhood, "city": gazetteer.City, "region": gazetteer.Region}
	kind, ok := kinds[c[2]]
	if !ok {
		return fmt.Errorf("kind %q", c[2])
	}
	lat, e1 := strconv.ParseFloat(c[5], 64)
	lon, e2 := strconv.ParseFloat(c[6], 64)
	population, e3 := strconv.Atoi(c[7])
	if e1 != nil || e2 != nil || e3 != nil {
		return fmt.Errorf("coordinates or population of %q", c[1])
	}
	p := &place{id: "firsthand:" + c[0], name: c[1], kind: kind, lat: lat, lon: lon, population: population}
	if c[3] != "-" {
		p.country = c[3]
	}
	if c[4] != "-" {
		p.admin1 = c[4]
	}
	p.names = strings.Split(c[8], "|")
	b.add(p)
	return nil
}

func (b *builder) handDisplay(c []string) error {
	p := b.byID["admin1:"+c[0]]
	if p == nil {
		return fmt.Errorf("no division %q", c[0])
	}
	p.names = append(p.names, p.name)
	p.name = c[1]
	return nil
}

func (b *builder) handNames(c []string) error {
	what, id, _ := strings.Cut(c[0], " ")
	p := b.byID[map[string]string{"country": "iso3166:", "admin1": "admin1:", "city": "geonames:"}[what]+id]
	if p == nil {
		return fmt.Errorf("nothing to give the names of %q to", c[0])
	}
	b.hand[p] = append(b.hand[p], strings.Split(c[1], "|")...)
	return nil
}
