package weigh

import (
	"cmp"
	"firsthand/internal/report"
	"slices"
)

// account is what an incident comes to, while it is written down.
type account struct{ *Trace }

// finish finds who had it from whom and writes the incident down.
func finish(c *incident) { c.written = account{traceOf(c)}.weigh() }

// weigh writes down what the incident comes to.
func (c account) weigh() report.Incident {
	in := report.Incident{
		ID:      c.id,
		Kind:    c.kind,
		When:    c.days.report(),
		Where:   c.place.where,
		Events:  make([]report.EventRef, 0, len(c.mentions)),
		Counts:  count(c.origins, c.docs),
		Origins: c.origins,
		Graph:   c.graph.report(),
		Stances: c.stances,
		Links:   c.links,
	}
	for i, e := range in.Graph.Edges {
		in.Graph.Edges[i].Judged = c.accepted(e.From, e.To)
	}
	slices.SortFunc(c.rejected, func(a, b report.Edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Kind, b.Kind))
	})
	in.Graph.Rejected = c.rejected
	in.Title = title(c.kind, in.Where.Name, c.days)
	var inside []string
	for _, t := range c.mentions {
		in.Events = append(in.Events, t.ref())
		inside = append(inside, t.event.Where.Within...)
		if t.place.fine() && t.place.name != c.place.name {
			inside = append(inside, t.place.where.Name)
		}
	}
	slices.Sort(inside)
	in.Where.Within = slices.Compact(inside)
	in.Tallies = tallies(c.Trace)
	in.States = c.orderedStates()
	in.Grade = c.grade()
	c.parts(&in)
	if in.Stances == nil {
		in.Stances = []report.IncidentStance{}
	}
	if in.Links == nil {
		in.Links = []report.Link{}
	}
	slices.SortFunc(in.Links, func(a, b report.Link) int {
		return cmp.Or(compareEvents(a.A, b.A), compareEvents(a.B, b.B))
	})
	return in
}

func compareEvents(a, b report.EventRef) int {
	return cmp.Or(cmp.Compare(a.Report, b.Report), cmp.Compare(a.Event, b.Event))
}

// orderedStates lists the incident's changes of state by day, those of unknown day last, with who says so.
func (c account) orderedStates() []report.IncidentState {
	list := make([]report.IncidentState, 0, len(c.states))
	for _, s := range c.states {
		list = append(list, report.IncidentState{State: s.State, Report: s.doc.id, By: c.attributedTo(s.doc, s.Statement).name})
	}
	slices.SortFunc(list, func(a, b report.IncidentState) int {
		return cmp.Or(
			compareBool(a.Day == "", b.Day == ""),
			cmp.Compare(a.Day, b.Day),
			cmp.Compare(a.Report, b.Report),
			cmp.Compare(a.Start, b.Start),
			cmp.Compare(a.End, b.End),
			cmp.Compare(a.State.State, b.State.State),
		)
	})
	return list
}
