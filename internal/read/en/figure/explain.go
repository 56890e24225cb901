package figure

import (
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/why"
	"firsthand/internal/report"
)

// ruled notes which rule gave the quantities of the sentence a measure that had none before.
func (r *reader) ruled(rule string) {
	for i := range r.q {
		if q := &r.q[i]; q.measure != 0 && q.rule == "" {
			q.rule = rule
		}
	}
}

// note writes down what a figure rests on: its number, the word that tells what befell the people, and what makes it a
// share or a toll of more than one event.
func (r *reader) note(q *quantity, f *report.Figure) {
	if !r.log.On() {
		return
	}
	span := func(from, to int) report.Span {
		return report.Span{Start: r.x.Tokens[from].Start, End: r.x.Tokens[to-1].End}
	}
	if q.self {
		r.log.Add(why.Note{Of: f.ID, Rule: "one person", Words: span(q.first, q.np), Says: "a noun of people with an article counts one"})
	} else {
		r.log.Add(why.Note{Of: f.ID, Rule: "number", Words: span(q.first, max(q.next, q.first+1)), Says: string(f.Bound)})
	}
	n := why.Note{Of: f.ID, Rule: q.rule, Says: f.Measure}
	if q.by >= 0 {
		n.Words = span(q.by, q.by+max(1, int(r.tags[q.by].n)))
	}
	r.log.Add(n)
	switch {
	case f.Part && !cursor.OneOf(q.rule, "share", "breakdown"):
		r.log.Add(why.Note{Of: f.ID, Rule: "share", Says: "a part of another figure"})
	case f.Total:
		r.log.Add(why.Note{Of: f.ID, Rule: "toll over time", Says: "counts more than this event"})
	}
}
