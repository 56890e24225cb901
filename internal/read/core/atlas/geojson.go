package atlas

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"firsthand/internal/read/core/gazetteer"
)

// feature is a feature of a GeoJSON FeatureCollection (RFC 7946).
type feature struct {
	ID         any            `json:"id"`
	Properties map[string]any `json:"properties"`
	Geometry   *struct {
		Type        string          `json:"type"`
		Coordinates json.RawMessage `json:"coordinates"`
	} `json:"geometry"`
}

// parseGeoJSON reads a FeatureCollection, a feature at a time, so that each fault has its line.
func parseGeoJSON(data []byte) (List, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	c := newCollector(GeoJSON)
	line, counted := 1, 0
	at := func() int { // the line of the next value
		from := min(int(d.InputOffset()), len(data))
		from += len(data[from:]) - len(bytes.TrimLeft(data[from:], " \t\r\n,:"))
		line += bytes.Count(data[counted:from], []byte("\n"))
		counted = from
		return line
	}
	broken := func(err error) (List, error) {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		c.fault(at(), "read JSON: %w", err)
		return c.done()
	}
	if _, err := d.Token(); err != nil { // the brace that was seen already
		return List{}, ErrFormat
	}
	found := false
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return broken(err)
		}
		if key != "features" {
			var skip json.RawMessage
			if err := d.Decode(&skip); err != nil {
				return broken(err)
			}
			continue
		}
		found = true
		if t, err := d.Token(); err != nil || t != json.Delim('[') {
			return List{}, &LineError{at(), fmt.Errorf("features is not a list")}
		}
		for d.More() {
			begins := at()
			var f feature
			if err := d.Decode(&f); err != nil {
				return broken(err)
			}
			if !c.feature(begins, &f) {
				return c.done()
			}
		}
		if _, err := d.Token(); err != nil {
			return broken(err)
		}
	}
	if _, err := d.Token(); err != nil {
		return broken(err)
	}
	if !found {
		return List{}, ErrFormat
	}
	return c.done()
}

// feature adds the place of a feature. It tells whether reading should go on.
func (c *collector) feature(line int, f *feature) bool {
	get := func(keys ...string) string {
		for _, k := range keys {
			switch v := f.Properties[k].(type) {
			case string:
				if v != "" {
					return v
				}
			case float64:
				return fmt.Sprint(v)
			}
		}
		return ""
	}
	if f.Geometry == nil {
		return c.fault(line, "the feature has no geometry")
	}
	lat, lon, err := middleOf(f.Geometry.Type, f.Geometry.Coordinates)
	if err != nil {
		return c.fault(line, "%w", err)
	}
	p := gazetteer.Addition{Lat: lat, Lon: lon, Country: get("country", "iso_a2", "country_code", "admin0Pcode")}
	for _, k := range []string{"name", "Name", "NAME", "name_en", "name:en", "NAME_EN", "name_ar", "name:ar", "NAME_AR"} {
		p.Names = append(p.Names, get(k))
	}
	for _, k := range []string{"alt_name", "altname", "aliases", "other_names", "alternates"} {
		p.Names = append(p.Names, alternates(get(k))...)
	}
	if strings.Join(p.Names, "") == "" {
		return c.fault(line, "the feature has no property called name")
	}
	p.Kind = kindOf(get("kind", "type", "place"))
	switch id := get("pcode", "PCODE", "admin4Pcode", "admin3Pcode"); {
	case id != "":
		p.ID = "pcode:" + id
	case f.ID != nil:
		p.ID = fmt.Sprintf("desk:%v", f.ID)
	default:
		p.ID = idOf(strings.TrimSpace(strings.Join(p.Names[:2], " ")), lat, lon)
	}
	return c.add(line, p)
}

// middleOf is the position of a Point, or the centre of the largest outer ring of a Polygon or MultiPolygon. Longitude
// comes first in GeoJSON.
func middleOf(kind string, coordinates json.RawMessage) (lat, lon float64, err error) {
	var rings [][][]float64
	switch kind {
	case "Point":
		var p []float64
		if err := json.Unmarshal(coordinates, &p); err != nil || len(p) < 2 {
			return 0, 0, fmt.Errorf("the point has no two coordinates")
		}
		return p[1], p[0], nil
	case "Polygon":
		var polygon [][][]float64
		if err := json.Unmarshal(coordinates, &polygon); err != nil || len(polygon) == 0 {
			return 0, 0, fmt.Errorf("the polygon has no ring of positions")
		}
		rings = polygon[:1]
	case "MultiPolygon":
		var polygons [][][][]float64
		if err := json.Unmarshal(coordinates, &polygons); err != nil || len(polygons) == 0 {
			return 0, 0, fmt.Errorf("the multipolygon has no ring of positions")
		}
		for _, p := range polygons {
			if len(p) > 0 {
				rings = append(rings, p[0])
			}
		}
	default:
		return 0, 0, fmt.Errorf("its geometry is a %.20q: only Point, Polygon and MultiPolygon are places", kind)
	}
	most := -1.0
	for _, ring := range rings {
		y, x, area, err := centre(ring)
		if err != nil {
			return 0, 0, err
		}
		if area > most {
			lat, lon, most = y, x, area
		}
	}
	if most < 0 {
		return 0, 0, fmt.Errorf("the multipolygon has no ring of positions")
	}
	return lat, lon, nil
}

// centre is the centroid of a ring by the shoelace formula, taken about its first corner so that small rings far from
// 0, 0 keep their digits. A ring without area gives the mean of its corners.
func centre(ring [][]float64) (lat, lon, area float64, err error) {
	if len(ring) < 4 {
		return 0, 0, 0, fmt.Errorf("a ring has %d positions, fewer than 4", len(ring))
	}
	var x, y, sx, sy float64
	for i, p := range ring {
		if len(p) < 2 {
			return 0, 0, 0, fmt.Errorf("a position has no two coordinates")
		}
		if p[1] < -90 || p[1] > 90 || p[0] < -180 || p[0] > 180 {
			return 0, 0, 0, fmt.Errorf("a corner lies at latitude %v, longitude %v, which is not on earth", p[1], p[0])
		}
		sx, sy = sx+p[0], sy+p[1]
		if i == 0 {
			continue
		}
		ax, ay := ring[i-1][0]-ring[0][0], ring[i-1][1]-ring[0][1]
		bx, by := p[0]-ring[0][0], p[1]-ring[0][1]
		cross := float64(ax*by) - float64(bx*ay)
		area += cross
		x, y = x+float64((ax+bx)*cross), y+float64((ay+by)*cross)
	}
	if math.Abs(area) < 1e-12 {
		n := float64(len(ring))
		return sy / n, sx / n, 0, nil
	}
	return ring[0][1] + y/(3*area), ring[0][0] + x/(3*area), math.Abs(area), nil
}
