package atlas

import (
	"bytes"
	"strconv"
	"strings"

	"firsthand/internal/read/core/gazetteer"
)

// The columns of a GeoNames dump that are read, as its readme.txt has them.
const (
	colID         = 0
	colName       = 1
	colASCII      = 2
	colAlternates = 3
	colLat        = 4
	colLon        = 5
	colClass      = 6
	colCode       = 7
	colCountry    = 8
	colAdmin1     = 10
	colPeople     = 14

	geoNamesColumns = 19
)

// parseGeoNames reads a country dump: SY.txt out of SY.zip. Towns, divisions, areas and named spots are taken; water,
// roads, mountains and woods are skipped.
func parseGeoNames(data []byte) (List, error) {
	c := newCollector(GeoNames)
	line := 0
	for row := range bytes.Lines(data) {
		line++
		row = bytes.TrimRight(row, "\r\n")
		if len(row) == 0 {
			continue
		}
		f := strings.Split(string(row), "\t")
		if len(f) != geoNamesColumns {
			if !c.fault(line, "it has %d columns, not %d", len(f), geoNamesColumns) {
				break
			}
			continue
		}
		kind, ok := geoNamesKind(f[colClass], f[colCode])
		if !ok {
			c.list.Skipped++
			continue
		}
		lat, e1 := strconv.ParseFloat(f[colLat], 64)
		lon, e2 := strconv.ParseFloat(f[colLon], 64)
		if e1 != nil || e2 != nil {
			if !c.fault(line, "latitude %.20q and longitude %.20q are not two numbers", f[colLat], f[colLon]) {
				break
			}
			continue
		}
		if n, err := strconv.ParseUint(f[colID], 10, 32); err != nil || n == 0 {
			if !c.fault(line, "%.20q is no GeoNames ID", f[colID]) {
				break
			}
			continue
		}
		people, _ := strconv.ParseUint(f[colPeople], 10, 31) // empty where nobody counted
		p := gazetteer.Addition{
			ID: "geonames:" + f[colID], Lat: lat, Lon: lon, Kind: kind, Country: f[colCountry], Population: int(people),
			Names: append([]string{f[colName], f[colASCII]}, strings.Split(f[colAlternates], ",")...),
		}
		p.Names = spellings(p.Names)
		if f[colCountry] != "" && f[colAdmin1] != "" && kind != gazetteer.Region {
			p.Admin1 = "admin1:" + f[colCountry] + "." + f[colAdmin1]
		}
		if !c.add(line, p) {
			break
		}
	}
	return c.done()
}

// spots are the codes of buildings and sites that reports name as places; hotels, houses of prayer, wells and the like
// only make namesakes.
var spots = map[string]bool{
	"AIRP": true, "AIRB": true, "AIRF": true, "HSP": true, "HSPC": true, "CMP": true, "CMPRF": true, "CMPQ": true, "PRN": true, "MKT": true, "UNIV": true,
	"PS": true, "DAM": true, "BDG": true, "CSTL": true, "ANS": true, "BDRP": true, "CSTM": true, "MILB": true, "FT": true,
}

// geoNamesKind is the kind of a feature class and code; ok is false for what is no place of ours. Historical and
// abandoned places are skipped.
func geoNamesKind(class, code string) (gazetteer.Kind, bool) {
	if strings.HasSuffix(code, "H") && (class == "A" || class == "P") {
		return 0, false
	}
	switch class {
	case "P":
		if code == "PPLX" {
			return gazetteer.Section, true
		}
		return gazetteer.City, true
	case "A":
		switch code {
		case "ADM2", "ADM3", "ADM4", "ADM5":
			return gazetteer.Admin2, true
		case "PCLI", "ADM1": // the list has them
			return 0, false
		}
		return gazetteer.Region, true
	case "L":
		return gazetteer.Region, true
	case "S":
		return gazetteer.Neighbourhood, spots[code]
	}
	return 0, false
}

// spellings leaves out codes of airports and addresses of pages, which GeoNames has among the alternate names, and what
// is beyond the limit.
func spellings(names []string) []string {
	kept := names[:0]
	for _, n := range names {
		if n == "" || strings.Contains(n, "://") || len(n) <= 3 && n == strings.ToUpper(n) && n[0] < 0x80 {
			continue
		}
		if kept = append(kept, n); len(kept) == MaxNames {
			break
		}
	}
	return kept
}
