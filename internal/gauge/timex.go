package gauge

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"firsthand/internal/report"
)

// openTimex reads a folder of TimeML files, *.tml, as TempEval-3 has them (UzZaman et al., SemEval 2013): news with
// each expression of time marked in place.
func openTimex(path string) (contents, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, fmt.Errorf("read folder: %w", err)
	}
	c := &timex{}
	for _, e := range entries { // in the order of their names
		if filepath.Ext(e.Name()) != ".tml" || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		d, err := readTimeML(filepath.Join(path, e.Name()))
		if err != nil {
			return nil, err
		}
		d.ID = e.Name()
		c.documents = append(c.documents, d)
	}
	if len(c.documents) == 0 {
		return nil, fmt.Errorf("%s: there is no file *.tml in this folder", path)
	}
	return c, nil
}

// timed is a document with its expressions of time.
type timed struct {
	Input
	times []timeMark
}

// timeMark is an expression and its value, as TIMEX3 writes it: "2016-12-13", "P2D".
type timeMark struct {
	report.Span
	value string
}

// readTimeML reads one file: what is marked as TIMEX3 in its TEXT, and the day it was written, which the TIMEX3 in its
// DCT has.
func readTimeML(path string) (timed, error) {
	var d timed
	raw, err := readText(path)
	if err != nil {
		return d, err
	}
	in := xml.NewDecoder(strings.NewReader(raw))
	in.Entity = xml.HTMLEntity
	in.CharsetReader = alreadyUTF8
	if err := d.parse(in); err != nil {
		line, _ := in.InputPos()
		return d, fmt.Errorf("%s:%d: %w", path, line, err)
	}
	return d, nil
}

func (d *timed) parse(in *xml.Decoder) error {
	var text strings.Builder
	var open []timeMark
	inText, read := false, false
	inDCT := false
	for {
		token, err := in.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return fmt.Errorf("parse TimeML: %w", err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Local == "TEXT" && !read:
				inText, read = true, true
			case t.Name.Local == "DCT":
				inDCT = true
			case t.Name.Local == "TIMEX3" && inText:
				open = append(open, timeMark{report.Span{Start: text.Len()}, attribute(t, "value")})
			case t.Name.Local == "TIMEX3" && inDCT && d.Published == "":
				d.Published = day(attribute(t, "value"))
			}
		case xml.CharData:
			if inText {
				text.Write(t)
			}
		case xml.EndElement:
			switch {
			case t.Name.Local == "TEXT":
				inText = false
			case t.Name.Local == "DCT":
				inDCT = false
			case t.Name.Local == "TIMEX3" && inText:
				mark := open[len(open)-1] // the decoder holds that what ends has begun
				open = open[:len(open)-1]
				if mark.End = text.Len(); !mark.Empty() { // a time that no word says cannot be found in words
					d.times = append(d.times, mark)
				}
			}
		}
	}
	if !read {
		return errors.New("parse TimeML: there is no TEXT in it")
	}
	d.Text = text.String()
	return nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// alreadyUTF8 passes over the encoding that a file names: [readText] has seen that it is UTF-8.
func alreadyUTF8(_ string, r io.Reader) (io.Reader, error) { return r, nil }

type timex struct{ documents []timed }

func (c *timex) inputs() []Input {
	var out []Input
	for _, d := range c.documents {
		out = append(out, d.Input)
	}
	return out
}

// score compares extents, exactly and loosely, and the values of those that overlap, as TempEval-3 does. Each
// expression of the gold takes, in its order, the expression that shares most bytes with it of those that no other has
// taken.
func (c *timex) score(answers Answers, s *Scores) {
	var strict, relaxed, value count
	for _, d := range c.documents {
		found := answers.Readings[d.ID].Times
		n := count{found: len(found), there: len(d.times)}
		n.right = sameExtents(d.times, found)
		strict.add(n)

		taken := make([]bool, len(found))
		n.right = 0
		values := 0
		for _, mark := range d.times {
			j := longestShared(mark.Span, found, taken)
			if j < 0 {
				continue
			}
			taken[j] = true
			n.right++
			if found[j].Value == mark.value {
				values++
			}
		}
		relaxed.add(n)
		n.right = values
		value.add(n)
	}
	s.agree(strict.agreement("extent, strict"))
	s.agree(relaxed.agreement("extent, relaxed"))
	s.agree(value.agreement("extent relaxed and value"))
}

// sameExtents is how many different spans are in both.
func sameExtents(gold []timeMark, found []report.Time) int {
	marked := map[report.Span]bool{}
	for _, m := range gold {
		marked[m.Span] = true
	}
	n := 0
	for _, f := range found {
		if marked[f.Span] {
			delete(marked, f.Span)
			n++
		}
	}
	return n
}

// longestShared is the expression that is not taken and shares most bytes with s, the first of equals; -1 where none
// shares any.
func longestShared(s report.Span, found []report.Time, taken []bool) int {
	best, most := -1, 0
	for j, f := range found {
		if shared := min(s.End, f.End) - max(s.Start, f.Start); !taken[j] && shared > most {
			best, most = j, shared
		}
	}
	return best
}
