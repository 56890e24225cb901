package desk

import (
	"fmt"
	"strings"

	"firsthand/internal/desk/picture"
	"firsthand/internal/report"
)

// drawn is an origins picture ready for the template: boxes and curves with what they mean and where they lead.
type drawn struct {
	Class         string // "wide" or "narrow"; the style sheet shows the one that fits
	Width, Height float64
	Boxes         []drawnBox
	Curves        []drawnCurve
}

type drawnBox struct {
	At picture.Placed
	sketchBox
}

// Says is what a screen reader says of a box: the words in it, as they stand there, and what it is.
func (b drawnBox) Says() string {
	var words []string
	for _, l := range b.At.Label {
		words = append(words, l.Words)
	}
	for _, l := range b.At.Note {
		words = append(words, l.Words)
	}
	what := b.Name
	if kind, _, ok := strings.Cut(b.Name, ":"); ok && kind != "Report" { // a report's title stands nowhere in its box
		what = kind
	}
	return strings.Join(words, " ") + ". " + what
}

type drawnCurve struct {
	Path string
	sketchCurve
}

// sketch is an origins picture before it is laid out.
type sketch struct {
	Boxes  []sketchBox
	Curves []sketchCurve
	Folded int // reports that stand behind a box for many
}

type sketchBox struct {
	Label, Note string
	Class       string // "origin", "relay", "report" or "many", and with it "witness", "unnamed", "copy" where they hold
	Href        string
	Name        string // what a screen reader says, and a pointer shows
}

type sketchCurve struct {
	From, To int
	Class    string // "unnamed", "copy" where they hold
	Href     string
	Name     string
}

// The picture folds reports together when there are many, so that it stays a picture: reports that have it from the
// same places in the same way beyond this many show their first few and a box for the rest …
const (
	siblings      = 6
	firstSiblings = 3
	// … past this many boxes they show only the box …
	crowded = 60
	// … and past this many, all reports that have it first from the same place share one.
	packed = 120
)

// sketchOf draws an incident's graph without places. whole asks for every report, however many.
func sketchOf(g *graph, whole bool) sketch {
	g = g.joined()
	if whole {
		return g.sketch(nil)
	}
	var folds [][]int
	shape := func(i int) string { return g.shape(i) }
	first := func(i int) string {
		if len(g.into[i]) == 0 {
			return ""
		}
		return g.edges[g.into[i][0]].From
	}
	for _, step := range []struct {
		limit, most, keep int
		by                func(int) string
	}{{0, siblings, firstSiblings, shape}, {crowded, 1, 0, shape}, {packed, 1, 0, first}} {
		boxes := len(g.nodes)
		for _, f := range folds {
			boxes -= len(f) - 1
		}
		if boxes > step.limit {
			folds = g.fold(step.by, step.most, step.keep)
		}
	}
	return g.sketch(folds)
}

// fold groups the reports that nobody has it from by what by says of them. Of each group of more than most it keeps the
// first few as they are and folds the rest. The groups come in the order of their first report.
func (g *graph) fold(by func(int) string, most, keep int) [][]int {
	groups := map[string][]int{}
	var keys []string
	for i, n := range g.nodes {
		if n.Kind != report.ReportNode || len(g.outof[i]) > 0 {
			continue
		}
		key := by(i)
		if groups[key] == nil {
			keys = append(keys, key)
		}
		groups[key] = append(groups[key], i)
	}
	var folds [][]int
	for _, key := range keys {
		if group := groups[key]; len(group) > most {
			folds = append(folds, group[keep:])
		}
	}
	return folds
}

// sketch draws the graph with folds, each as one box in the place of its reports.
func (g *graph) sketch(folds [][]int) sketch {
	var s sketch
	box := make([]int, len(g.nodes)) // the box that shows each node
	folded := make([]bool, len(g.nodes))
	for _, f := range folds {
		s.Folded += len(f)
		for _, i := range f {
			folded[i] = true
		}
	}
	for i := range g.nodes {
		if !folded[i] {
			box[i] = len(s.Boxes)
			s.Boxes = append(s.Boxes, g.box(i))
		}
	}
	for _, f := range folds {
		for _, i := range f {
			box[i] = len(s.Boxes)
		}
		s.Boxes = append(s.Boxes, sketchBox{
			Label: count(len(f), "more report"), Note: "had it the same way", Class: "many", Href: "#reports",
			Name: count(len(f), "more report") + " that had it the same way; see the list of reports",
		})
	}
	drawn := map[[2]int]int{} // the curve between two boxes: one, whatever ties them
	for _, e := range g.edges {
		from, to := g.index[e.From], g.index[e.To]
		pair := [2]int{box[from], box[to]}
		at, ok := drawn[pair]
		if ok && e.Kind != "copy" {
			continue
		}
		if !ok {
			at = len(s.Curves)
			drawn[pair] = at
			s.Curves = append(s.Curves, sketchCurve{})
		}
		c := g.curve(e)
		c.From, c.To = pair[0], pair[1]
		if folded[to] {
			c.Href, c.Name = "#reports", s.Boxes[pair[1]].Label+" had it from "+g.name(from)
		}
		s.Curves[at] = c
	}
	return s
}

// box says how a node is drawn.
func (g *graph) box(i int) sketchBox {
	n := g.nodes[i]
	b := sketchBox{Label: g.name(i), Class: string(n.Kind)}
	origin := len(g.into[i]) == 0 && n.Kind != report.ReportNode
	switch {
	case n.Kind == report.ReportNode:
		b.Class, b.Href = "report", reportHref(n.Report)
		when := ""
		if h := g.heads[n.Report]; h != nil {
			when = day(h.Day())
			b.Name = fmt.Sprintf("Report: %s, %s, %s", b.Label, when, h.heading)
		} else {
			b.Name = "Report: " + b.Label
		}
		b.Note = when
		if g.relays[n.ID] {
			b.Class += " relay"
			b.Note = strings.TrimPrefix(when+" · passes it on", " · ")
			b.Name += ", passes it on"
		}
		for _, e := range g.into[i] {
			if g.edges[e].Kind == "copy" {
				b.Class += " copy"
				b.Note = strings.TrimPrefix(when+" · copy", " · ")
				b.Name += ", copied"
				break
			}
		}
	case origin:
		b.Class, b.Note = "origin", handNote(n.Hand)
		b.Name = fmt.Sprintf("Origin: %s, %s", b.Label, handWords(n.Hand))
		if n.Hand == report.Witness {
			b.Class += " witness"
		}
	default:
		b.Class, b.Note = "relay", "passes it on"
		b.Name = "Relay: " + b.Label + ", passes it on"
	}
	if !n.Named && n.Kind != report.ReportNode {
		b.Class += " unnamed"
		if origin {
			b.Note = "nobody named"
			b.Name = fmt.Sprintf("Unnamed origin: %s; the trail ends here", b.Label)
		}
	}
	if words := since(g.retractions, n.ID); words != "" {
		b.Class += " taken"
		b.Note = strings.TrimSuffix(shortSince[words]+" · "+b.Note, " · ")
		b.Name += ", " + words
	}
	if b.Href == "" {
		b.Href = "#" + g.anchors[n.ID]
	}
	return b
}

// shortSince is what a box has room for of what became of its words.
var shortSince = map[string]string{
	backSince: "taken back", restsOnBack: "rests on words taken back", beforeSince: "before a correction", restsOnBefore: "before a correction",
}

// curve says how an edge is drawn and where its evidence is.
func (g *graph) curve(e report.Edge) sketchCurve {
	from, to := g.index[e.From], g.index[e.To]
	c := sketchCurve{Name: g.name(to) + " " + g.how(e) + " " + g.name(from), Href: "#" + g.anchors[e.To]}
	if e.Share > 0 {
		c.Name += " (" + percent(e.Share) + " of its words)"
	}
	if len(e.Evidence) > 0 {
		c.Href = wordsHref(e.Evidence[0])
	}
	var classes []string
	if e.Kind == "copy" {
		classes = append(classes, "copy")
	}
	if !g.nodes[from].Named && g.nodes[from].Kind != report.ReportNode {
		classes = append(classes, "unnamed")
	}
	c.Class = strings.Join(classes, " ")
	return c
}

// draw lays the sketch out in one style.
func (s sketch) draw(class string, style picture.Style) drawn {
	boxes := make([]picture.Box, len(s.Boxes))
	for i, b := range s.Boxes {
		boxes[i] = picture.Box{Label: b.Label, Note: b.Note}
	}
	links := make([]picture.Link, len(s.Curves))
	for i, c := range s.Curves {
		links[i] = picture.Link{From: c.From, To: c.To}
	}
	p := picture.Lay(boxes, links, style)
	d := drawn{Class: class, Width: p.Width, Height: p.Height}
	for _, b := range p.Boxes {
		d.Boxes = append(d.Boxes, drawnBox{b, s.Boxes[b.Box]})
	}
	for _, c := range p.Curves {
		d.Curves = append(d.Curves, drawnCurve{c.Path, s.Curves[c.Link]})
	}
	return d
}
