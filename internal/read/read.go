// Package read turns the text of one report into a reading: who says what, when, where, how many, what happened.
//
// [Read] is a pure function. It opens no file, no connection and no clock; the same report gives the same reading on any machine. It
// calls its parts in order, and each part has one narrow door:
//
//	segment    paragraphs, sentences, tokens, quotation marks
//	syntax     parts of speech, the tree of each sentence, names
//	when       expressions of time
//	where      places
//	attribute  statements with their chains, credits
//	figure     how many of whom
//	event      what happened, stances, states, calls for help
//
// docs/method.md lists every rule, docs/reading.md every field of what comes out.
package read

import (
	"slices"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/en/attribute"
	"firsthand/internal/read/en/claim"
	"firsthand/internal/read/en/event"
	"firsthand/internal/read/en/figure"
	"firsthand/internal/read/en/when"
	"firsthand/internal/read/en/where"
	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/report/terms"
)

// Version names the rules of this reader. It changes with every change of a rule, a lexicon or the gazetteer that can change a reading, so that
// readings of an older reader can be told and made anew. Weights name themselves; see [Reader.Version].
const Version = "0.3.0"

// Read reads one report. The slices of the reading are never nil.
func (reader *Reader) Read(r report.Report) report.Reading {
	text := segment.Split(r.Text)
	grammar := syntax.Find(text)
	times := when.Find(text, r.Day())
	places := where.Among(reader.places(), text)
	found := attribute.Find(text, grammar, r.Publisher)
	figures := figure.Find(text, times)
	carry(figures, found.Statements)
	in := event.Input{Text: text, Title: r.Title, Published: r.Published, Publisher: r.Publisher,
		Statements: found.Statements, Times: times, Places: places, Figures: figures}
	events := event.Find(in)
	stances := event.Stances(in)
	mark(found.Statements, events, stances)
	states, calls := event.States(in), event.Calls(in)
	claims := claim.Find(claim.Input{Text: text, Grammar: grammar, Statements: found.Statements, Figures: figures,
		Events: events, Stances: stances, States: states, Calls: calls})
	return report.Reading{
		ID:         r.ID,
		Reader:     report.Reader{Version: reader.Version()},
		Report:     report.Head{Publisher: r.Publisher, Published: r.Published, Title: r.Title, URL: r.URL},
		Voice:      found.Voice,
		Statements: listed(found.Statements),
		Times:      listed(times),
		Places:     listed(places),
		Figures:    listed(figures),
		Events:     listed(events),
		Claims:     claims,
		Stances:    listed(stances),
		Credits:    listed(found.Credits),
		Calls:      listed(calls),
		States:     listed(states),
		Sketch:     sketch.Of(r.Text),
		Terms:      terms.Of(r),
	}
}

// carry gives each figure the statement that carries it: of those whose content holds it, the one with the longest chain, then the shortest content.
// Statements come in the order of their contents, so that the search goes back only as far as any content still reaches.
func carry(figures []report.Figure, statements []report.Statement) {
	reach := make([]int, len(statements)) // how far the contents of this statement and all before it go
	for j, st := range statements {
		reach[j] = report.Hull(st.Content()).End
		if j > 0 {
			reach[j] = max(reach[j], reach[j-1])
		}
	}
	for i := range figures {
		f := &figures[i]
		best := -1
		last, _ := slices.BinarySearchFunc(statements, f.End, func(st report.Statement, end int) int { return st.Content()[0].Start - end })
		for j := last - 1; j >= 0 && reach[j] > f.Start; j-- {
			if holds(statements[j].Content(), f.Span) && (best < 0 || tighter(statements[j], statements[best])) {
				best = j
			}
		}
		if best >= 0 {
			f.Statement = statements[best].ID
		}
	}
}

func holds(content []report.Span, s report.Span) bool {
	for _, c := range content {
		if c.Overlaps(s) {
			return true
		}
	}
	return false
}

func tighter(a, b report.Statement) bool {
	if len(a.Hops) != len(b.Hops) {
		return len(a.Hops) > len(b.Hops)
	}
	return report.Hull(a.Content()).Len() < report.Hull(b.Content()).Len()
}

// mark writes on each statement the kind of the event it tells of and the stance its content takes.
func mark(statements []report.Statement, events []report.Event, stances []report.Stance) {
	kinds := map[string]string{}
	for _, e := range events {
		for _, id := range e.Statements {
			if kinds[id] == "" {
				kinds[id] = e.Kind
			}
		}
	}
	for i := range statements {
		st := &statements[i]
		st.Kind = kinds[st.ID]
		for _, s := range stances {
			if st.Stance == "" && holds(st.Content(), s.Span) {
				st.Stance = s.Stance
			}
		}
	}
}

// listed is s, or an empty list where there is none, because the contract has no null lists.
func listed[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
