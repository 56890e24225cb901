package weigh

import (
	"cmp"
	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/inorder"
	"firsthand/internal/weigh/provenance"
	"firsthand/internal/weigh/scene"
	"firsthand/internal/weigh/tally"
	"slices"
)

// account is what an incident comes to, while it is written down.
type account struct{ *provenance.Trace }

// finish finds who had it from whom and writes the incident down.
func finish(c *corefer.Incident) {
	c.Edges = nil
	c.Written = account{provenance.Of(c)}.weigh()
}

// weigh writes down what the incident comes to.
func (c account) weigh() report.Incident {
	in := report.Incident{
		ID:      c.ID,
		Kind:    c.Kind,
		When:    c.Days.Report(),
		Where:   c.Place.Where,
		Events:  make([]report.EventRef, 0, len(c.Mentions)),
		Counts:  count(c.Origins, c.Docs),
		Origins: c.Origins,
		Graph:   c.Graph.Report(),
		Stances: c.Stances,
		Links:   c.Links,
	}
	for i, e := range in.Graph.Edges {
		in.Graph.Edges[i].Judged = c.Accepted(e.From, e.To)
	}
	slices.SortFunc(c.Rejected, func(a, b report.Edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Kind, b.Kind))
	})
	in.Graph.Rejected = c.Rejected
	in.Title = scene.Title(c.Kind, in.Where.Name, c.Days.Report()).String()
	var inside []string
	for _, t := range c.Mentions {
		in.Events = append(in.Events, t.Ref())
		inside = append(inside, t.Event.Where.Within...)
		if t.Place.Fine() && t.Place.Name != c.Place.Name {
			inside = append(inside, t.Place.Where.Name)
		}
	}
	slices.Sort(inside)
	in.Where.Within = slices.Compact(inside)
	in.Tallies = tally.Of(c.Trace)
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
	list := make([]report.IncidentState, 0, len(c.States))
	for _, s := range c.States {
		list = append(list, report.IncidentState{State: s.State, Report: s.Doc.ID, By: c.AttributedTo(s.Doc, s.Statement).Name})
	}
	slices.SortFunc(list, func(a, b report.IncidentState) int {
		return cmp.Or(
			inorder.Bools(a.Day == "", b.Day == ""),
			cmp.Compare(a.Day, b.Day),
			cmp.Compare(a.Report, b.Report),
			cmp.Compare(a.Start, b.Start),
			cmp.Compare(a.End, b.End),
			cmp.Compare(a.State.State, b.State.State),
		)
	})
	return list
}
