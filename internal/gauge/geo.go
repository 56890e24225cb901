package gauge

import (
	"encoding/xml"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"firsthand/internal/report"
)

// near is the distance, in kilometres, within which a place counts as found: 100 miles, as most papers on geoparsing
// have it (Gritta et al. 2020).
const near = 161

// openGeo reads articles with their toponyms as LGL has them (Lieberman, Samet and Sankaranarayanan, ICDE 2010), in
// XML; the elements of GeoVirus (Gritta et al. 2018) are known as well.
func openGeo(path string) (contents, error) {
	raw, err := readText(path)
	if err != nil {
		return nil, err
	}
	return parseGeo(raw, path)
}

func parseGeo(raw, path string) (*geo, error) {
	in := xml.NewDecoder(strings.NewReader(raw))
	in.CharsetReader = alreadyUTF8
	c := &geo{}
	for {
		token, err := in.Token()
		if err == io.EOF {
			break
		}
		start, opens := token.(xml.StartElement)
		if err == nil && opens && start.Name.Local == "article" {
			var e element
			if err = in.DecodeElement(&e, &start); err == nil {
				err = c.add(e)
			}
		}
		if err != nil {
			line, _ := in.InputPos()
			return nil, fmt.Errorf("%s:%d: read article %d: %w", path, line, len(c.articles)+1, err)
		}
	}
	if len(c.articles) == 0 {
		return nil, fmt.Errorf("%s: there is no article in it", path)
	}
	return c, nil
}

// element is an XML element with all that is in it.
type element struct {
	XMLName xml.Name
	Text    string    `xml:",chardata"`
	Inside  []element `xml:",any"`
}

// child is the text of the first element of that name right below e, "" where there is none.
func (e element) child(name string) string {
	for _, c := range e.Inside {
		if c.XMLName.Local == name {
			return c.Text
		}
	}
	return ""
}

// each calls f on every element of that name below e, in the order of the file.
func (e element) each(name string, f func(element)) {
	for _, c := range e.Inside {
		if c.XMLName.Local == name {
			f(c)
		}
		c.each(name, f)
	}
}

// number is the number in the first element below e that has the name.
func (e element) number(name string) (n float64, ok bool) {
	first := true
	e.each(name, func(c element) {
		if first {
			v, err := strconv.ParseFloat(strings.TrimSpace(c.Text), 64)
			n, ok, first = v, err == nil, false
		}
	})
	return n, ok
}

// article is a report with its toponyms.
type article struct {
	Input
	toponyms []toponym
}

// toponym is the words of a place and where it lies, at nil where the annotators do not say.
type toponym struct {
	report.Span
	at     *position
	beyond bool // past the end of the text, as some of the corpus are: it is there, and cannot be found
}

// position is WGS 84, in degrees.
type position struct{ lat, lon float64 }

func (c *geo) add(e element) error {
	a := article{Input: Input{ID: strconv.Itoa(len(c.articles)), Text: e.child("text"), Published: day(e.child("dltime"))}}
	at := byteOffsets(a.Text)
	var broken error
	add := func(t element) {
		start, err1 := strconv.Atoi(strings.TrimSpace(t.child("start")))
		end, err2 := strconv.Atoi(strings.TrimSpace(t.child("end")))
		if err1 != nil || err2 != nil { // a toponym that stands nowhere in the text
			return
		}
		p := toponym{at: positionOf(t), beyond: end >= len(at)}
		if !p.beyond {
			if p.Span, err1 = bytesOf(at, start, end); err1 != nil && broken == nil {
				broken = fmt.Errorf("toponym %d: %w", len(a.toponyms)+1, err1)
			}
		}
		a.toponyms = append(a.toponyms, p)
	}
	e.each("toponym", add)
	e.each("location", add)
	if broken == nil {
		c.articles = append(c.articles, a)
	}
	return broken
}

func positionOf(t element) *position {
	lat, ok := t.number("lat")
	lon, ok2 := t.number("lon")
	if !ok || !ok2 {
		lat, ok = t.number("latitude")
		lon, ok2 = t.number("longitude")
	}
	if !ok || !ok2 {
		return nil
	}
	return &position{lat, lon}
}

type geo struct{ articles []article }

func (c *geo) inputs() []Input {
	var out []Input
	for _, a := range c.articles {
		out = append(out, a.Input)
	}
	return out
}

// score asks of each toponym whether a place was found that overlaps it, and of the first such place, where both have a
// position, whether they are near each other. Places found where the corpus has none count against precision, although
// LGL leaves out some that are there.
func (c *geo) score(answers Answers, s *Scores) {
	var n count
	resolved := Share{Name: "within 161 km"}
	for _, a := range c.articles {
		places := answers.Readings[a.ID].Places
		n.found += len(places)
		n.there += len(a.toponyms)
		for _, t := range a.toponyms {
			p := firstOverlapping(t, places)
			if p == nil {
				continue
			}
			n.right++
			if t.at != nil && p.Lat != nil && p.Lon != nil {
				resolved.count(kilometres(*t.at, position{*p.Lat, *p.Lon}) <= near)
			}
		}
	}
	s.agree(n.agreement("toponyms, overlapping"))
	s.Shares = []Share{resolved}
	s.line("within 161 km: %.1f%% of the %d found and resolved", resolved.percent(), resolved.Of)
}

func firstOverlapping(t toponym, places []report.Place) *report.Place {
	for i := range places {
		if !t.beyond && places[i].Overlaps(t.Span) {
			return &places[i]
		}
	}
	return nil
}

// kilometres is the length of the great circle between two positions, by the haversine formula on a sphere of the
// Earth's mean radius.
func kilometres(a, b position) float64 {
	const diameter = 12742
	radians := func(degrees float64) float64 { return degrees * math.Pi / 180 }
	hav := func(angle float64) float64 { s := math.Sin(angle / 2); return s * s }
	h := hav(radians(b.lat)-radians(a.lat)) + math.Cos(radians(a.lat))*math.Cos(radians(b.lat))*hav(radians(b.lon)-radians(a.lon))
	return diameter * math.Asin(min(1, math.Sqrt(h)))
}
