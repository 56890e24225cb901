// Package event finds what a report says happened, and what is claimed around it: stances, changes of state and pleas.
//
// An event is what several sentences tell of one thing: a kind, a place, days, who is accused, figures. The rules work
// on word lists (the .txt files beside this one) and on what other parts of reading found: times, places, figures,
// statements. docs/method-figures-events.md gives each rule in plain words and maps the kinds onto ACLED and PLOVER.
package event

import (
	"slices"
	"strconv"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/mention"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/why"
	"firsthand/internal/report"
)

// Input is what the rules of this package read. Times, Places and Figures are in the order of the text. Any of them may
// be nil, and so may Statements: less is then found.
type Input struct {
	Text       *segment.Text
	Title      string
	Published  string // ISO day, or RFC 3339
	Publisher  string
	Statements []report.Statement
	Times      []report.Time
	Places     []report.Place
	Titled     []report.Place // those that the title names; their spans mean nothing
	Figures    []report.Figure
	Entities   []report.Entity
	Mentions   []report.EventMention // in the order of the text; where they are known, so is Grammar
	Grammar    *syntax.Grammar
	Odds       []mention.Odds // of Mentions, where notes are taken
	Log        *why.Log       // for notes of what each event rests on; may be nil
}

// Find returns the events of a report in the order of their first sentence, with the IDs "e1", "e2" …
//
// At most one event is Main, and one is wherever there is any that is no background. Its figures, like those of every
// event, begin with the one that stands for it; the others follow in the order of the text. Find writes into in.Figures
// where each figure counts, and into in.Mentions of which event each is a mention. Every event has a When: where no
// sentence gives it one, it is the day of publication, and the zero value where that is not known either. Find runs in
// time linear in the text.
func Find(in Input) []report.Event {
	r := &reader{Cursor: cursor.On(in.Text), in: in, x: in.Text, tags: look(in.Text), title: readTitle(in.Title), here: -1}
	r.item = r.items()
	r.section = r.sections()
	r.months()
	r.entryOf = r.heads()
	r.itemise()
	r.published, _ = between(report.Days{Start: day(in.Published), End: day(in.Published)})
	r.doubtful = r.dated()
	r.title.day = r.titleDay()
	r.home = r.homeland()
	r.entitle()
	r.locate()
	if in.Grammar != nil {
		r.trees = cursor.In(in.Text, in.Grammar)
		r.framed()
	}
	r.weighMentions()
	r.scenes()
	r.drafts = slices.DeleteFunc(r.drafts, func(d draft) bool {
		return !d.firm && len(d.accused) == 0 && !r.crowded(&d) || r.idle(&d)
	})
	r.mishaps()
	r.unite()
	r.ungrounded()
	if len(r.drafts) == 0 {
		return nil
	}
	head := r.main()
	statements := r.statements()
	out := make([]report.Event, 0, len(r.drafts))
	for i := range r.drafts {
		d := &r.drafts[i]
		when, undated := d.day, false
		if when.none() {
			when, undated = r.inherited(d)
		}
		e := report.Event{
			ID:         "e" + strconv.Itoa(i+1),
			Kind:       kinds[d.kind()],
			Main:       i == head,
			When:       when.report(),
			Undated:    undated && !when.none(),
			Where:      r.where(r.settled(d)),
			Accused:    d.names(),
			Figures:    r.figures(d),
			AccusedBy:  d.accused,
			Background: r.background(d, i == head),
			Entry:      r.inEntry(d),
			Victims:    r.victims(d),
			Evidence:   make([]report.Span, 0, len(d.sentences)),
		}
		if t := d.target(); t != noTarget {
			e.Target = targetNames[t]
			if d.kind().generic() {
				e.Kind = targetKinds[t]
			}
		}
		for _, s := range d.sentences {
			e.Evidence = append(e.Evidence, r.spanOf(s))
			e.Statements = append(e.Statements, statements[s]...)
		}
		e.Statements = distinct(e.Statements)
		r.note(d, &e)
		out = append(out, e)
	}
	r.attach(out)
	return out
}

// day is the calendar day of a published time.
func day(published string) string { return report.Report{Published: published}.Day() }

// statements gives the IDs of the statements whose content lies at least partly in each sentence.
func (r *reader) statements() map[int][]string {
	m := make(map[int][]string, len(r.in.Statements))
	for i := range r.in.Statements {
		st := &r.in.Statements[i]
		for _, c := range st.Content() {
			for s := max(0, r.x.SentenceAt(c.Start)); s < len(r.x.Sentences) && r.x.Sentences[s].Start < c.End; s++ {
				m[s] = append(m[s], st.ID)
			}
		}
	}
	return m
}

// distinct drops what stands in ids a second time.
func distinct(ids []string) []string {
	seen := make(map[string]bool, len(ids))
	out := ids[:0]
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}
