// Package atlas reads the lists of places that a desk brings along: its own neighbourhoods, a country's villages.
//
// Three shapes are in common use and are told apart by their bytes: a country dump of GeoNames (19 columns, tabs), a
// table of p-codes as OCHA and its partners publish them (comma-separated, or a sheet of an XLSX workbook, with one
// header line), and a GeoJSON FeatureCollection. [Parse] is a function of bytes. It takes a list whole or not at all:
// what is wrong is told with its line, so that a person can mend the file, and a desk never works with half a list that
// it takes for a whole one.
package atlas

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/core/gazetteer"
)

// The limits of one list.
const (
	MaxBytes  = 64 << 20
	MaxPlaces = 200_000
	MaxNames  = 100 // of one place
	MaxName   = 200 // bytes of one name
)

// The shapes of a list.
const (
	GeoNames = "GeoNames dump"
	PCodes   = "p-code table"
	Workbook = "p-code workbook"
	GeoJSON  = "GeoJSON"
)

// ErrFormat is that of bytes which are none of the three shapes.
var ErrFormat = errors.New("neither a GeoNames dump, a p-code table nor a GeoJSON FeatureCollection")

// LineError says what is wrong with one line of a list.
type LineError struct {
	Line int // from 1
	Err  error
}

func (e *LineError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap gives what is wrong.
func (e *LineError) Unwrap() error { return e.Err }

// List is a list of places as it was read.
type List struct {
	Format  string
	Places  []gazetteer.Addition
	Skipped int // rows that are well-formed and name no place of ours: rivers, roads, mountains
}

// mostErrors is how many faults of one list are told.
const mostErrors = 10

// Parse reads a list. The error joins one [LineError] for each line that is wrong, up to ten of them, or is
// [ErrFormat].
func Parse(data []byte) (List, error) {
	if len(data) > MaxBytes {
		return List{}, fmt.Errorf("the file has %d MB, more than the %d MB that are read", len(data)>>20, MaxBytes>>20)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch head := bytes.TrimLeft(data, " \t\r\n"); {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return parseWorkbook(data)
	case !utf8.Valid(data):
		return List{}, fmt.Errorf("it is not UTF-8 text: save it as UTF-8")
	case bytes.HasPrefix(head, []byte("{")):
		return parseGeoJSON(data)
	}
	line, _, _ := bytes.Cut(data, []byte("\n"))
	switch {
	case bytes.Count(line, []byte("\t")) == geoNamesColumns-1:
		return parseGeoNames(data)
	case len(bytes.TrimSpace(line)) > 0:
		return parseTable(data)
	}
	return List{}, ErrFormat
}

// collector gathers the places of a list and what is wrong with it.
type collector struct {
	list   List
	faults []error
	seen   map[string]int // line of each ID
}

func newCollector(format string) *collector {
	return &collector{list: List{Format: format}, seen: map[string]int{}}
}

// fault notes what is wrong with a line. It tells whether reading should go on.
func (c *collector) fault(line int, format string, args ...any) bool {
	c.faults = append(c.faults, &LineError{line, fmt.Errorf(format, args...)})
	return len(c.faults) < mostErrors
}

// add checks a place and adds it. It tells whether reading should go on.
func (c *collector) add(line int, p gazetteer.Addition) bool {
	switch {
	case math.IsNaN(p.Lat) || p.Lat < -90 || p.Lat > 90:
		return c.fault(line, "latitude %v is not between -90 and 90", p.Lat)
	case math.IsNaN(p.Lon) || p.Lon < -180 || p.Lon > 180:
		return c.fault(line, "longitude %v is not between -180 and 180", p.Lon)
	case p.Lat == 0 && p.Lon == 0:
		return c.fault(line, "the position is 0, 0, which is in the sea: fill it in or take the row out")
	}
	names := p.Names[:0:0]
	for _, n := range p.Names {
		n = strings.Join(strings.Fields(n), " ")
		switch {
		case n == "" || containsFold(names, n):
			continue
		case len(n) > MaxName:
			return c.fault(line, "a name has %d bytes, more than %d", len(n), MaxName)
		case strings.ContainsFunc(n, unicode.IsControl):
			return c.fault(line, "a name holds a control character")
		}
		names = append(names, n)
	}
	switch {
	case len(names) == 0:
		return c.fault(line, "it has no name")
	case len(names) > MaxNames:
		return c.fault(line, "it has %d names, more than %d", len(names), MaxNames)
	case p.ID == "" || len(p.ID) > MaxName || strings.ContainsFunc(p.ID, unicode.IsControl):
		return c.fault(line, "its ID is empty, too long or holds a control character")
	case len(c.list.Places) == MaxPlaces:
		c.fault(line, "there are more than %d places", MaxPlaces)
		return false
	}
	if before, twice := c.seen[p.ID]; twice {
		return c.fault(line, "the ID %s stands in line %d already", p.ID, before)
	}
	c.seen[p.ID] = line
	p.Names = names
	if !isCountry(p.Country) {
		p.Country = ""
	}
	c.list.Places = append(c.list.Places, p)
	return true
}

// done gives the list, or everything that is wrong with it.
func (c *collector) done() (List, error) {
	if len(c.faults) > 0 {
		return List{}, errors.Join(c.faults...)
	}
	if len(c.list.Places) == 0 {
		return List{}, fmt.Errorf("it holds no place")
	}
	return c.list, nil
}

func containsFold(list []string, s string) bool {
	for _, t := range list {
		if strings.EqualFold(s, t) {
			return true
		}
	}
	return false
}

// isCountry tells whether s has the form of an ISO 3166-1 alpha-2 code.
func isCountry(s string) bool {
	return len(s) == 2 && 'A' <= s[0] && s[0] <= 'Z' && 'A' <= s[1] && s[1] <= 'Z'
}

// alternates splits a cell of several names.
func alternates(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == '|' || r == ',' || r == '،' })
}

// kindOf is the kind of place that a word of a table or a GeoJSON means; a neighbourhood where it says nothing, because
// that is what desks bring.
func kindOf(word string) gazetteer.Kind {
	switch strings.ToLower(strings.TrimSpace(word)) {
	case "city", "town", "village", "hamlet", "community", "locality", "settlement", "camp", "populated place":
		return gazetteer.City
	case "district", "subdistrict", "county", "admin2", "admin3":
		return gazetteer.Admin2
	case "region", "area", "governorate", "province", "admin1", "countryside":
		return gazetteer.Region
	}
	return gazetteer.Neighbourhood
}

// idOf is the ID of a place that brings none: its name and where it lies, so that the same place has the same ID in the
// next version of the file.
func idOf(name string, lat, lon float64) string {
	slug := strings.ReplaceAll(string(gazetteer.AppendFold(nil, name)), " ", "-")
	return fmt.Sprintf("desk:%s@%.4f,%.4f", cmp.Or(slug, "place"), lat, lon)
}
