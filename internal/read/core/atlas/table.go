package atlas

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"firsthand/internal/read/core/gazetteer"
)

// columns says which column of a table holds what; -1 where none does.
type columns struct {
	lat, lon, id, kind, country int
	names                       []int // the first is the main one
	more                        []int // cells of several names
	level                       int   // of the division that the rows are: admin0 to admin5; -1 where they are none
}

// level reads the headers of OCHA's tables: admin2Name_en, ADM2_EN, admin2Pcode, ADM3_PCODE.
var level = regexp.MustCompile(`^adm(?:in)?([0-5])_?(name|altname|pcode|ref|[a-z]{2})?(?:_?([a-z]{2}|alt.*))?$`)

// parseTable reads a table with a header line. It needs a column of latitudes and one of longitudes, and a column of
// names.
func parseTable(data []byte) (List, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = -1, true, true
	line, _, _ := bytes.Cut(data, []byte("\n"))
	for _, sep := range ";\t" {
		if bytes.ContainsRune(line, sep) && bytes.Count(line, []byte(string(sep))) > bytes.Count(line, []byte{byte(r.Comma)}) {
			r.Comma = sep
		}
	}
	header, err := r.Read()
	if err != nil {
		return List{}, ErrFormat
	}
	col, err := readHeader(header)
	if err != nil {
		return List{}, err
	}
	c := newCollector(PCodes)
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return c.done()
		}
		if err != nil {
			var at *csv.ParseError
			if errors.As(err, &at) {
				c.fault(at.Line, "%w", at.Err)
			}
			return c.done()
		}
		at, _ := r.FieldPos(0)
		if strings.HasPrefix(row[0], "#") || strings.TrimSpace(strings.Join(row, "")) == "" { // the row of HXL hashtags; an empty one
			continue
		}
		if !c.row(at, row, col) {
			return c.done()
		}
	}
}

// readHeader finds the columns by their names.
func readHeader(header []string) (columns, error) {
	col := columns{lat: -1, lon: -1, id: -1, kind: -1, country: -1, level: -1}
	names := make([]string, len(header))
	levels := make([][]string, len(header))
	for i, h := range header {
		names[i] = strings.ToLower(strings.TrimSpace(h))
		if m := level.FindStringSubmatch(names[i]); m != nil && !col.fixed(i, names[i]) {
			levels[i] = m
			col.level = max(col.level, int(m[1][0]-'0'))
		}
	}
	for i, name := range names {
		switch m := levels[i]; {
		case m == nil:
			if !col.fixed(i, name) {
				col.named(i, name)
			}
		case int(m[1][0]-'0') == col.level && !hasPlainName(header):
			col.division(i, m)
		}
	}
	switch {
	case col.lat < 0 || col.lon < 0:
		return col, fmt.Errorf("%w: the first line of a table must name the columns of latitude and longitude (lat, lon)", ErrFormat)
	case len(col.names) == 0:
		return col, fmt.Errorf("%w: the first line of a table must name a column of names (name, name_en, admin4Name_en …)", ErrFormat)
	}
	return col, nil
}

// fixed takes a column whose name says what is in it and that there is only one of.
func (c *columns) fixed(i int, name string) bool {
	switch name {
	case "lat", "latitude", "latitude_y", "y", "point_y", "lat_dd", "y_coord", "lat_y":
		c.lat = i
	case "lon", "long", "lng", "longitude", "longitude_x", "x", "point_x", "lon_dd", "x_coord", "long_x":
		c.lon = i
	case "kind", "type", "place_type", "fclass":
		c.kind = i
	case "iso2", "country_code", "iso_a2", "admin0pcode", "adm0_pcode":
		c.country = i
	default:
		return false
	}
	return true
}

// division takes a column of the finest divisions: "admin4Name_en", "ADM3_PCODE".
func (c *columns) division(i int, m []string) {
	switch {
	case m[2] == "pcode":
		c.id = i
	case m[2] == "altname" || strings.HasPrefix(m[3], "alt"):
		c.more = append(c.more, i)
	case m[2] == "ref":
	case m[3] == "en" || m[2] == "en":
		c.names = append([]int{i}, c.names...)
	default:
		c.names = append(c.names, i)
	}
}

// named takes a column of names or IDs of the places themselves.
func (c *columns) named(i int, name string) {
	switch name {
	case "name_en", "nameen", "name:en":
		c.names = append([]int{i}, c.names...)
	case "name", "name_ar", "namear", "name:ar", "community", "neighbourhood", "neighborhood", "place":
		c.names = append(c.names, i)
	case "altname", "alt_name", "alternates", "aliases", "other_names", "spellings":
		c.more = append(c.more, i)
	case "pcode", "p-code", "p_code", "id", "code":
		if c.id < 0 || name == "pcode" {
			c.id = i
		}
	}
}

// hasPlainName tells whether the rows have a name of their own beside those of the divisions they lie in.
func hasPlainName(header []string) bool {
	for _, h := range header {
		switch strings.ToLower(strings.TrimSpace(h)) {
		case "name", "name_en", "nameen", "name:en", "community", "neighbourhood", "neighborhood", "place":
			return true
		}
	}
	return false
}

// row adds the place of a row. It tells whether reading should go on.
func (c *collector) row(line int, row []string, col columns) bool {
	cell := func(i int) string {
		if i < 0 || i >= len(row) {
			return ""
		}
		return strings.TrimSpace(row[i])
	}
	lat, e1 := degrees(cell(col.lat))
	lon, e2 := degrees(cell(col.lon))
	if e1 != nil || e2 != nil {
		return c.fault(line, "latitude %.20q and longitude %.20q are not two numbers", cell(col.lat), cell(col.lon))
	}
	p := gazetteer.Addition{Lat: lat, Lon: lon, Kind: kindOf(cell(col.kind))}
	for _, i := range col.names {
		p.Names = append(p.Names, cell(i))
	}
	for _, i := range col.more {
		p.Names = append(p.Names, alternates(cell(i))...)
	}
	if id := cell(col.id); id != "" {
		p.ID = "pcode:" + id
		if len(id) > 2 && isCountry(id[:2]) {
			p.Country = id[:2]
		}
	} else if name := strings.Join(p.Names, ""); name != "" {
		p.ID = idOf(p.Names[0], lat, lon)
	} else {
		return c.fault(line, "it has no name")
	}
	if s := cell(col.country); isCountry(s) {
		p.Country = s
	}
	if cell(col.kind) == "" {
		switch col.level {
		case 1:
			p.Kind = gazetteer.Region
		case 2, 3:
			p.Kind = gazetteer.Admin2
		case 4:
			p.Kind = gazetteer.City
		}
	}
	return c.add(line, p)
}

// degrees reads a number with a point or, as some tables have it, a comma.
func degrees(s string) (float64, error) {
	return strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
}
