package decide

import (
	"maps"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// Changes are what decisions on reports and on words of reports do to what is weighed.
type Changes struct {
	out map[string]report.Decision   // reports that were rejected, by ID
	on  map[string][]report.Decision // decisions on words of a report, by its ID, in order
}

// ChangesOf gathers the changes of decisions that stand, in the order in which they are given: a later one on the same
// words overrules an earlier one. Decisions on anything else are left to weighing.
func ChangesOf(standing []report.Decision) Changes {
	c := Changes{out: make(map[string]report.Decision), on: make(map[string][]report.Decision)}
	for _, d := range standing {
		if len(d.On) != 1 || d.Act != Accept && d.Act != Reject && d.Act != Correct {
			continue
		}
		id := ReportOf(d.On[0])
		switch kind := KindOf(d.On[0]); {
		case kind == Report && d.Act == Reject:
			c.out[id] = d
		case kind == Report:
			delete(c.out, id)
		case id != "":
			c.on[id] = append(c.on[id], d)
		}
	}
	return c
}

// Left tells whether a report was rejected, and by which decision. It is then not weighed at all.
func (c Changes) Left(id string) (report.Decision, bool) {
	d, ok := c.out[id]
	return d, ok
}

// Differ lists the reports that others leave out, or change otherwise, in order of ID.
func (c Changes) Differ(others Changes) []string {
	ids := make(map[string]bool)
	note := func(a, b Changes) {
		for id := range a.out {
			if _, both := b.out[id]; !both {
				ids[id] = true
			}
		}
		for id, on := range a.on {
			if !slices.EqualFunc(on, b.on[id], sameChange) {
				ids[id] = true
			}
		}
	}
	note(c, others)
	note(others, c)
	return slices.Sorted(maps.Keys(ids))
}

func sameChange(a, b report.Decision) bool {
	return a.ID == b.ID && a.Act == b.Act && a.Value == b.Value && slices.Equal(a.On, b.On)
}

// Reading is a reading with the changes carried out. The reading that was given is not changed.
func (c Changes) Reading(r report.Reading) report.Reading {
	decisions := c.on[r.ID]
	if len(decisions) == 0 {
		return r
	}
	r = ownCopy(r)
	type verdict struct {
		name        string
		corrections []report.Decision
		rejected    bool
	}
	var verdicts []*verdict
	for _, d := range decisions {
		i := slices.IndexFunc(verdicts, func(v *verdict) bool { return v.name == d.On[0] })
		if i < 0 {
			i = len(verdicts)
			verdicts = append(verdicts, &verdict{name: d.On[0]})
		}
		switch v := verdicts[i]; d.Act {
		case Accept: // the reader is right, whatever was decided before
			v.corrections, v.rejected = nil, false
		case Correct:
			v.corrections, v.rejected = append(v.corrections, d), false
		case Reject:
			v.rejected = true
		}
	}
	for _, v := range verdicts {
		for _, d := range v.corrections {
			correct(&r, d)
		}
	}
	for _, v := range verdicts {
		if v.rejected {
			reject(&r, v.name)
		}
	}
	return r
}

// ownCopy is a reading whose statements, figures, events, calls and states can be changed.
func ownCopy(r report.Reading) report.Reading {
	r.Statements, r.Figures = slices.Clone(r.Statements), slices.Clone(r.Figures)
	r.Events, r.Calls, r.States = slices.Clone(r.Events), slices.Clone(r.Calls), slices.Clone(r.States)
	for i := range r.Statements {
		r.Statements[i].Hops = slices.Clone(r.Statements[i].Hops)
	}
	for i := range r.Events {
		e := &r.Events[i]
		e.Figures, e.Statements, e.AccusedBy = slices.Clone(e.Figures), slices.Clone(e.Statements), slices.Clone(e.AccusedBy)
		for j := range e.AccusedBy {
			e.AccusedBy[j].Statements = slices.Clone(e.AccusedBy[j].Statements)
		}
	}
	return r
}

// statementAt finds the statement that a name means: the one with exactly these words; else, since a better reader may
// draw its bounds a little otherwise, the one that shares most of them, if that is more than half of either.
func statementAt(r *report.Reading, name string) int {
	_, span, _ := Words(name)
	return nearest(span, len(r.Statements), func(i int) report.Span { return hull(r.Statements[i]) })
}

func figureAt(r *report.Reading, name string) int {
	_, span, _ := Words(name)
	return nearest(span, len(r.Figures), func(i int) report.Span { return r.Figures[i].Span })
}

func nearest(span report.Span, n int, at func(int) report.Span) int {
	best, shared := -1, 0
	for i := range n {
		s := at(i)
		if s == span {
			return i
		}
		both := min(s.End, span.End) - max(s.Start, span.Start)
		if both > shared && 2*both > s.Len() && 2*both > span.Len() {
			best, shared = i, both
		}
	}
	return best
}

// StatementOf finds the statement of a reading that a decision's name means; nil where the reading has none there.
func StatementOf(r *report.Reading, name string) *report.Statement {
	if i := statementAt(r, name); KindOf(name) == Statement && i >= 0 {
		return &r.Statements[i]
	}
	return nil
}

// FigureOf finds the figure of a reading that a decision's name means; nil where the reading has none there.
func FigureOf(r *report.Reading, name string) *report.Figure {
	if i := figureAt(r, name); KindOf(name) == Figure && i >= 0 {
		return &r.Figures[i]
	}
	return nil
}

// reject takes a statement's chain away, so that its words are the report's own; or takes a figure out.
func reject(r *report.Reading, name string) {
	if KindOf(name) == Figure {
		if i := figureAt(r, name); i >= 0 {
			gone := r.Figures[i]
			r.Figures = slices.Delete(r.Figures, i, i+1)
			eachFigure(r, func(f *report.Figure) {
				if f.Of == gone.ID {
					f.Of = ""
				}
			})
			for j := range r.Events {
				r.Events[j].Figures = slices.DeleteFunc(r.Events[j].Figures, func(f report.Figure) bool { return sameFigure(f, gone) })
			}
		}
		return
	}
	i := statementAt(r, name)
	if i < 0 {
		return
	}
	id := r.Statements[i].ID
	r.Statements = slices.Delete(r.Statements, i, i+1)
	is := func(s string) bool { return s == id }
	eachFigure(r, func(f *report.Figure) {
		if f.Statement == id {
			f.Statement = ""
		}
	})
	for j := range r.Events {
		e := &r.Events[j]
		e.Statements = slices.DeleteFunc(e.Statements, is)
		for k := range e.AccusedBy {
			if a := &e.AccusedBy[k]; slices.Contains(a.Statements, id) {
				if a.Statements = slices.DeleteFunc(a.Statements, is); len(a.Statements) == 0 {
					a.OwnVoice = true
				}
			}
		}
	}
	r.Calls = slices.DeleteFunc(r.Calls, func(c report.Call) bool { return c.Statement == id })
	for j := range r.States {
		if s := &r.States[j]; s.Statement == id {
			s.Statement, s.AnnouncedBy, s.ObservedBy = "", "", ""
		}
	}
}

// correct puts the analyst's word in the place of the reader's.
func correct(r *report.Reading, d report.Decision) {
	name := d.On[0]
	if KindOf(name) == Figure {
		if i := figureAt(r, name); i >= 0 {
			low, high, bound, ok := parseFigure(d.Value)
			if was := r.Figures[i]; ok {
				eachFigure(r, func(f *report.Figure) {
					if sameFigure(*f, was) {
						f.Low, f.High, f.Bound = low, high, bound
					}
				})
			}
		}
		return
	}
	i := statementAt(r, name)
	if i < 0 || len(r.Statements[i].Hops) == 0 {
		return
	}
	s := &r.Statements[i]
	if hand, ok := strings.CutPrefix(d.Value, toHand); ok {
		s.Hand, s.HandWhy = report.Hand(hand), nil
		return
	}
	who, ok := strings.CutPrefix(d.Value, toOrigin)
	if !ok {
		return
	}
	was := s.Origin()
	last := &s.Hops[len(s.Hops)-1]
	last.Role, last.Of = "", ""
	if who = strings.TrimSpace(who); who == "" {
		last.Kind, last.Named, last.SourceID = report.Unnamed, false, ""
	} else {
		last.Name, last.SourceID, last.Named = who, report.SourceID(who), true
		if last.Kind == report.Unnamed {
			last.Kind = report.Speaker
		}
	}
	for j := range r.Calls {
		if c := &r.Calls[j]; c.Statement == s.ID && c.Who == was.Name {
			c.Who = last.Name
		}
	}
	for j := range r.States {
		t := &r.States[j]
		if t.Statement != s.ID {
			continue
		}
		for _, by := range []*string{&t.AnnouncedBy, &t.ObservedBy} {
			if *by == was.Name {
				*by = last.Name
			}
		}
	}
}

// eachFigure visits every figure of a reading, also where events repeat them.
func eachFigure(r *report.Reading, visit func(*report.Figure)) {
	for i := range r.Figures {
		visit(&r.Figures[i])
	}
	for i := range r.Events {
		for j := range r.Events[i].Figures {
			visit(&r.Events[i].Figures[j])
		}
	}
}

// sameFigure tells whether an event repeats a figure.
func sameFigure(a, b report.Figure) bool { return a.Span == b.Span && a.ID == b.ID }
