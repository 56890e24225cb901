package casefile

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"strings"
)

// Checker is verify.html: a page that checks a packet in any browser, from disk and without a network.
//
//go:embed verify.html
var Checker string

//go:embed readme.txt
var readme string

//go:embed page.html
var pageSource string

var pageTemplate = template.Must(template.New("page").Parse(pageSource))

// shownPage is what the template of page.html shows.
type shownPage struct {
	Case    caseData
	Titles  []string
	Shown   []shownReport
	Decided []shownFields
}

type shownReport struct {
	Of      caseReport
	In      shownFields
	Heading string
	Text    []string
	Closed  string
}

type shownFields struct {
	Name   string
	Leaf   int64
	Fields []shownField
}

type shownField struct{ Name, Value string }

// shown is the packet for people: what is open of each record.
func (p *packet) shown() shownPage {
	s := shownPage{Case: p.data}
	for _, in := range p.c.Incidents {
		s.Titles = append(s.Titles, in.Title)
	}
	for i, o := range p.openings {
		f := shownFields{Name: p.names[i], Leaf: o.Leaf}
		text, heading := "", ""
		for _, field := range o.Fields {
			switch {
			case p.hides(field, o), field.Value == "":
			case field.Name == "text" && o.Kind == "report":
				text = field.Value
			case field.Name == "title":
				heading = field.Value
			default:
				f.Fields = append(f.Fields, shownField{field.Name, field.Value})
			}
		}
		if o.Kind != "report" {
			s.Decided = append(s.Decided, f)
			continue
		}
		var closed []string
		for _, name := range p.data.Withheld {
			if field, ok := strings.CutPrefix(name, f.Name+"."); ok {
				closed = append(closed, field)
			}
		}
		s.Shown = append(s.Shown, shownReport{p.data.Reports[len(s.Shown)], f, heading, strings.Split(text, "\n"), strings.Join(closed, ", ")})
	}
	return s
}

func page(s shownPage) ([]byte, error) {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, s); err != nil {
		return nil, fmt.Errorf("write the page: %w", err)
	}
	return b.Bytes(), nil
}
