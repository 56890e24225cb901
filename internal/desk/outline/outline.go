// Package outline draws the outline of the world for a part of it: coasts and borders as paths of SVG, from a map that
// is embedded, so that a map on the desk asks nothing of any other machine.
package outline

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
)

//go:embed countries-50m.json.gz
var packed []byte

// Area is a part of the world, in degrees.
type Area struct{ West, South, East, North float64 }

// The farthest north and south that a map shows: the projection stretches without end towards the poles.
const farthest = 84

// Valid reports whether the area is one.
func (a Area) Valid() bool {
	ok := func(v, most float64) bool { return !math.IsNaN(v) && math.Abs(v) <= most }
	return ok(a.West, 180) && ok(a.East, 180) && ok(a.South, 90) && ok(a.North, 90) && a.West < a.East && a.South < a.North
}

// Holds reports whether a place lies in the area.
func (a Area) Holds(lat, lon float64) bool {
	return lat >= a.South && lat <= a.North && lon >= a.West && lon <= a.East
}

// String writes the area as an address holds it: "35.1,31.9,42.4,37.3".
func (a Area) String() string {
	out := make([]string, 4)
	for i, v := range []float64{a.West, a.South, a.East, a.North} {
		out[i] = strconv.FormatFloat(math.Round(v*1000)/1000, 'f', -1, 64)
	}
	return strings.Join(out, ",")
}

// Parse reads what [Area.String] writes.
func Parse(s string) (Area, bool) {
	parts := strings.Split(s, ",")
	if len(parts) != 4 || len(s) > 64 {
		return Area{}, false
	}
	var v [4]float64
	for i, p := range parts {
		var err error
		if v[i], err = strconv.ParseFloat(p, 64); err != nil {
			return Area{}, false
		}
	}
	a := Area{v[0], v[1], v[2], v[3]}
	return a, a.Valid()
}

// View is an area on a sheet of so many units.
type View struct {
	Area          Area // what the sheet shows: at least what was asked for
	Width, Height float64

	left, top, scale float64
}

// NewView fits an area into a sheet, in the middle.
func NewView(a Area, width, height float64) View {
	x0, x1 := a.West, a.East
	y0, y1 := up(a.North), up(a.South)
	scale := math.Min(width/math.Max(x1-x0, 1e-6), height/math.Max(y1-y0, 1e-6))
	v := View{Width: width, Height: height, scale: scale}
	v.left = (x0+x1)/2 - width/scale/2
	v.top = (y0+y1)/2 - height/scale/2
	v.Area = Area{
		West: math.Max(-180, v.left), East: math.Min(180, v.left+width/scale),
		North: down(v.top), South: down(v.top + height/scale),
	}
	return v
}

// up is a latitude on the sheet, in degrees of the equator and downwards; down is the way back.
func up(lat float64) float64 {
	lat = math.Max(-farthest, math.Min(farthest, lat))
	return -math.Log(math.Tan(math.Pi/4+lat*math.Pi/360)) * 180 / math.Pi
}

func down(y float64) float64 {
	lat := math.Atan(math.Exp(-y*math.Pi/180))*360/math.Pi - 90
	return math.Max(-farthest, math.Min(farthest, lat))
}

// At is where a place stands on the sheet.
func (v View) At(lat, lon float64) (x, y float64) {
	return (lon - v.left) * v.scale, (up(lat) - v.top) * v.scale
}

// Zoomed is the area that the view shows when it is so many times as near, its middle moved by parts of its width and
// height.
func (v View) Zoomed(times, right, down_ float64) Area {
	w, h := v.Width/v.scale, v.Height/v.scale
	cx, cy := v.left+w/2+right*w, v.top+h/2+down_*h
	w, h = math.Min(w/times, 360), h/times
	west := math.Max(-180, math.Min(cx-w/2, 180-w))
	return Area{West: west, East: west + w, North: down(cy - h/2), South: down(cy + h/2)}
}

// finest is how many units of the sheet a line may be off, to be drawn with fewer points.
const finest = 1.2

// specks are outlines smaller than so many units; they are left out.
const specks = 2.0

// Land is the path of all countries that the view shows, each closed.
func (v View) Land() string {
	w := world()
	var b strings.Builder
	for _, r := range w.rings {
		if r.box.North < v.Area.South || r.box.South > v.Area.North {
			continue
		}
		x0, y0 := v.At(r.box.North, r.box.West)
		x1, y1 := v.At(r.box.South, r.box.East)
		if x1-x0 < specks && y1-y0 < specks {
			continue
		}
		for _, turn := range []float64{-360, 0, 360} { // what crosses the date line lies at both ends of the sheet
			if r.box.East+turn >= v.left && r.box.West+turn <= v.left+v.Width/v.scale {
				v.draw(&b, r.points, turn)
			}
		}
	}
	return b.String()
}

// draw writes an outline, turned round the earth by so many degrees.
func (v View) draw(b *strings.Builder, points []point, turn float64) {
	var lastX, lastY float64
	n := 0
	for i, p := range points {
		x, y := v.At(p.lat, p.lon+turn)
		x, y = math.Max(-9999, math.Min(9999, x)), math.Max(-9999, math.Min(9999, y))
		if i > 0 && math.Abs(x-lastX) < finest && math.Abs(y-lastY) < finest {
			continue
		}
		if n == 0 {
			b.WriteByte('M')
		} else {
			b.WriteByte('L')
		}
		fmt.Fprintf(b, "%.1f %.1f", x, y)
		lastX, lastY = x, y
		n++
	}
	if n > 0 {
		b.WriteByte('Z')
	}
}

// point is a place of an outline.
type point struct{ lat, lon float64 }

// ring is the outline of a country, or of one island of it.
type ring struct {
	points []point
	box    Area
}

// earth is the map, ready to be drawn.
type earth struct{ rings []ring }

// world is the map. A test reads the embedded file, so it is there.
var world = sync.OnceValue(func() *earth {
	w, err := read(packed)
	if err != nil {
		panic("outline: " + err.Error())
	}
	return w
})

// topology is a file of TopoJSON: borders that two countries share stand in it once.
type topology struct {
	Arcs      [][][2]float64
	Transform struct{ Scale, Translate [2]float64 }
	Objects   map[string]struct {
		Geometries []struct {
			Type string
			Arcs json.RawMessage
		}
	}
}

func read(packed []byte) (*earth, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("unpack the map: %w", err)
	}
	var t topology
	if err := json.NewDecoder(z).Decode(&t); err != nil {
		return nil, fmt.Errorf("read the map: %w", err)
	}
	w := &earth{}
	for _, g := range t.Objects["countries"].Geometries {
		var polygons [][][]int
		switch g.Type {
		case "Polygon":
			var one [][]int
			err = json.Unmarshal(g.Arcs, &one)
			polygons = [][][]int{one}
		case "MultiPolygon":
			err = json.Unmarshal(g.Arcs, &polygons)
		default:
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read a country of the map: %w", err)
		}
		for _, rings := range polygons {
			for _, arcs := range rings {
				r, err := t.ring(arcs)
				if err != nil {
					return nil, err
				}
				w.rings = append(w.rings, r)
			}
		}
	}
	return w, nil
}

// ring joins arcs to an outline. The number of an arc that runs backwards is the complement of its own.
func (t *topology) ring(arcs []int) (ring, error) {
	r := ring{box: Area{West: 180, South: 90, East: -180, North: -90}}
	for _, i := range arcs {
		back := i < 0
		if back {
			i = ^i
		}
		if i >= len(t.Arcs) {
			return r, fmt.Errorf("the map has no arc %d", i)
		}
		points := t.points(i)
		for j := range points {
			p := points[j]
			if back {
				p = points[len(points)-1-j]
			}
			if n := len(r.points); n > 0 { // over the date line, and on
				p.lon -= 360 * math.Round((p.lon-r.points[n-1].lon)/360)
			}
			r.points = append(r.points, p)
			r.box = Area{math.Min(r.box.West, p.lon), math.Min(r.box.South, p.lat), math.Max(r.box.East, p.lon), math.Max(r.box.North, p.lat)}
		}
	}
	return r, nil
}

// points decodes an arc, whose points stand in it as steps from the one before.
func (t *topology) points(arc int) []point {
	var x, y float64
	out := make([]point, len(t.Arcs[arc]))
	for i, d := range t.Arcs[arc] {
		x, y = x+d[0], y+d[1]
		out[i] = point{lat: float64(y*t.Transform.Scale[1]) + t.Transform.Translate[1], lon: float64(x*t.Transform.Scale[0]) + t.Transform.Translate[0]}
	}
	return out
}
