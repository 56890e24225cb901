package main

import (
	"fmt"
	"io"
	"strings"

	"firsthand/internal/report"
)

// readingTable prints readings for people: for each statement the chain, the hand and the words; then figures, places
// and events.
type readingTable struct {
	out   io.Writer
	ink   ink
	width int
	some  bool // a reading was printed before
}

// print writes one reading and the report it was read from.
func (t *readingTable) print(r report.Report, g report.Reading) error {
	var b strings.Builder
	if t.some {
		b.WriteString("\n")
	}
	t.some = true
	t.head(&b, r)
	if g.Unread != nil {
		b.WriteString(wrapped("not read: "+g.Unread.Words, "  ", t.width) + "\n")
	}
	if g.Unread == nil || len(g.Statements) > 0 {
		t.statements(&b, r.Text, g.Statements)
	}
	t.figures(&b, g)
	t.list(&b, "stances", stances(g))
	t.list(&b, "states", states(g))
	t.list(&b, "credits", credits(g))
	t.list(&b, "places", places(g))
	t.list(&b, "events", events(g))
	_, err := io.WriteString(t.out, b.String())
	return err
}

func (t *readingTable) head(b *strings.Builder, r report.Report) {
	title := r.Title
	if title == "" {
		title = "(no title)"
	}
	b.WriteString(t.ink.bold(wrapped(title, "", t.width)) + "\n")
	about := []string{r.Publisher, r.Published, r.Name}
	if r.Publisher == "" {
		about[0] = "publisher not known"
	}
	if r.Published == "" {
		about[1] = "day not known"
	}
	b.WriteString(t.ink.dim(wrapped(strings.Join(nonEmpty(about), " · "), "", t.width)) + "\n\n")
}

// The columns of a statement: its ID, its hand, then the chain with the words below it.
const (
	idColumn   = 5
	handColumn = 9
	wordsAt    = 2 + idColumn + handColumn
)

func (t *readingTable) statements(b *strings.Builder, text string, all []report.Statement) {
	if len(all) == 0 {
		b.WriteString("  no statement was found\n")
	}
	indent := strings.Repeat(" ", wordsAt)
	for _, s := range all {
		chain := strings.TrimLeft(wrapped(chainOf(s), indent, t.width), " ")
		b.WriteString("  " + padded(s.ID, idColumn) + t.ink.blue(padded(string(s.Hand), handColumn)) + t.ink.bold(chain) + "\n")
		b.WriteString(wrapped(wordsOf(text, s), indent, t.width) + "\n")
	}
}

// chainOf writes the hops of a statement from the publisher's own source inwards.
func chainOf(s report.Statement) string {
	var hops []string
	for _, h := range s.Hops {
		name := h.Name
		if name == "" {
			name = "unnamed"
		}
		if h.Kind != report.Speaker {
			name += " (" + string(h.Kind) + ")"
		}
		hops = append(hops, name)
	}
	return strings.Join(hops, " → ")
}

// wordsOf is the content of a statement, with dots where words between its parts belong to the chain.
func wordsOf(text string, s report.Statement) string {
	var parts []string
	for _, span := range s.Content() {
		parts = append(parts, strings.TrimSpace(span.In(text)))
	}
	return strings.Join(parts, " … ")
}

func (t *readingTable) figures(b *strings.Builder, g report.Reading) {
	var rows []string
	for _, f := range g.Figures {
		row := f.Measure + ": " + numberOf(f)
		if f.Who != "" {
			row += " " + f.Who
		}
		if f.Part {
			row += ", part of another figure"
		}
		if f.AsOf != "" {
			row += ", as of " + f.AsOf
		}
		if f.Statement != "" {
			row += " (" + f.Statement + ")"
		}
		rows = append(rows, row)
	}
	t.list(b, "figures", rows)
}

// list writes rows under a label, or nothing where there are none.
func (t *readingTable) list(b *strings.Builder, label string, rows []string) {
	if len(rows) == 0 {
		return
	}
	b.WriteString("\n")
	for i, row := range rows {
		if i > 0 {
			label = ""
		}
		first := "  " + t.ink.dim(padded(label, wordsAt-2))
		b.WriteString(first + strings.TrimLeft(wrapped(row, strings.Repeat(" ", wordsAt), t.width), " ") + "\n")
	}
}

func stances(g report.Reading) []string {
	var rows []string
	for _, s := range g.Stances {
		rows = append(rows, s.Who+": "+s.Stance)
	}
	return rows
}

func states(g report.Reading) []string {
	var rows []string
	for _, s := range g.States {
		rows = append(rows, strings.Join(nonEmpty([]string{s.Situation + " " + s.State, s.Where, s.Day}), ", "))
	}
	return rows
}

func credits(g report.Reading) []string {
	var rows []string
	for _, c := range g.Credits {
		rows = append(rows, c.Name+" ("+c.Kind+")")
	}
	return rows
}

// places names each place once, however often the report does.
func places(g report.Reading) []string {
	seen := make(map[string]bool)
	var names []string
	for _, p := range g.Places {
		name := p.Name
		if p.Country != "" {
			name += " (" + p.Country + ")"
		}
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	return []string{strings.Join(names, ", ")}
}

func events(g report.Reading) []string {
	var rows []string
	for _, e := range g.Events {
		row := strings.Join(nonEmpty([]string{e.Kind, e.Where.Name, daysOf(e.When)}), ", ")
		if e.Main {
			row += " (main)"
		}
		rows = append(rows, row)
	}
	return rows
}

// numberOf writes the number of a figure for people: "at least 82", "15,000 to 40,000".
func numberOf(f report.Figure) string {
	low := grouped(f.Low)
	switch {
	case f.High == nil && f.Bound == report.About:
		return "about " + low
	case f.High == nil:
		return "at least " + low
	case f.Bound == report.AtMost:
		return "at most " + grouped(*f.High)
	case *f.High != f.Low:
		return low + " to " + grouped(*f.High)
	case f.Bound == report.About:
		return "about " + low
	}
	return low
}

func daysOf(d report.Days) string {
	if d.Start == d.End {
		return d.Start
	}
	return fmt.Sprintf("%s to %s", d.Start, d.End)
}

func nonEmpty(words []string) []string {
	var kept []string
	for _, w := range words {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}
