package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// explained is a reading with what it rests on, as JSON.
type explained struct {
	Reading report.Reading `json:"reading"`
	Notes   []read.Note    `json:"notes"`
}

// explainWith gives the function that reads one report and keeps what everything in it rests on.
func explainWith(reader *read.Reader) func(result) result {
	return func(r result) result {
		if r.err != nil {
			return r
		}
		if r.err = underWay.Acquire(context.Background(), tokensOf(r.report)); r.err != nil {
			return r // does not happen: nothing ends that context
		}
		defer underWay.Release(tokensOf(r.report))
		r.reading, r.notes, r.err = reader.Explain(r.report)
		return r
	}
}

func listed(notes []read.Note) []read.Note {
	if notes == nil {
		return []read.Note{}
	}
	return notes
}

// explain prints what each statement, figure and event of a reading rests on: the rule, its words, what a list makes of
// them, and how sure a trained model is.
func (t *readingTable) explain(text string, g report.Reading, notes []read.Note) error {
	of := make(map[string][]read.Note, len(notes))
	for _, n := range notes {
		of[n.Of] = append(of[n.Of], n)
	}
	var b strings.Builder
	b.WriteString("\n" + t.ink.bold("why it was read so") + "\n")
	for _, s := range g.Statements {
		t.notes(&b, text, s.ID, report.Hull(s.Content()).In(text), of[s.ID])
	}
	for _, f := range g.Figures {
		t.notes(&b, text, f.ID, f.In(text), of[f.ID])
	}
	for _, e := range g.Events {
		t.notes(&b, text, e.ID, strings.Join(nonEmpty([]string{e.Kind, e.Where.Name, e.When.Start}), ", "), of[e.ID])
	}
	_, err := io.WriteString(t.out, b.String())
	return err
}

// longestQuoted is how many bytes of a note's words are shown.
const longestQuoted = 60

// notes prints the notes of one thing below its ID and what it is.
func (t *readingTable) notes(b *strings.Builder, text, id, what string, notes []read.Note) {
	fmt.Fprintf(b, "\n  %-4s %s\n", id, t.ink.dim(shortened(printable(what), t.width-8)))
	for _, n := range notes {
		line := n.Rule
		if !n.Words.Empty() {
			line += ": “" + shortened(printable(n.Words.In(text)), longestQuoted) + "”"
		}
		if n.Says != "" {
			line += " → " + printable(n.Says)
		}
		switch p := 100 * n.Probability; {
		case p >= 99.5:
			line += " (over 99 %)"
		case p > 0:
			line += fmt.Sprintf(" (%.0f %%)", p)
		}
		b.WriteString(wrapped(line, "       ", t.width) + "\n")
	}
}

// shortened is the beginning of some words, of at most so many characters.
func shortened(words string, most int) string {
	words = strings.Join(strings.Fields(words), " ")
	if r := []rune(words); len(r) > max(most, 1) {
		return string(r[:max(most, 1)-1]) + "…"
	}
	return words
}
