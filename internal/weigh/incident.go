package weigh

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// incident is one group being weighed. What is needed only while it is, is let go of by [incident.finish].
type incident struct {
	*group
	written report.Incident // what it came to

	docs   []*document // in order of publication
	byDoc  map[*document][]*mention
	judged *verdicts
	copies map[*document]*copying // of reports that have their words from another of the incident
	kind   string
	place  place
	days   days // of those mentions whose report names a day

	graph           *graph
	ends            map[documentStatement][]string // the nodes where the trails of a statement end; those of the report as a whole under ""
	origins         []report.Origin
	documentOrigins map[*document][]string // the nodes of each report's origins
	rejected        []report.Edge          // that an analyst rejected
	stances         []report.IncidentStance
	states          []placedState
}

// documentStatement is a statement of one report.
type documentStatement struct {
	doc       *document
	statement string
}

// gather finds what the incident is called, and takes its mentions in.
func (c *incident) gather() {
	c.docs = nil
	for _, t := range c.mentions {
		t.in = c
		if n := len(c.docs); n == 0 || c.docs[n-1] != t.doc {
			c.docs = append(c.docs, t.doc)
		}
	}
	c.kind = kindOf(c.mentions)
	c.place = mostSaid(c.mentions, func(t *mention) string { return t.place.key }, func(a, b *mention) int {
		return cmp.Compare(a.place.key, b.place.key)
	}).place
	c.days = c.when()
}

// finish finds who had it from whom, writes the incident down and lets go of what that needed.
func (c *incident) finish() {
	c.byDoc = make(map[*document][]*mention, len(c.docs))
	for _, t := range c.mentions {
		c.byDoc[t.doc] = append(c.byDoc[t.doc], t)
	}
	c.copies = copiesWithin(c.docs)
	c.refuseCopies()
	c.trace()
	c.written = c.weigh()
	c.byDoc, c.copies, c.graph, c.ends, c.origins, c.documentOrigins, c.rejected = nil, nil, nil, nil, nil, nil, nil
}

// tells lists what a report tells of the incident.
func (c *incident) tells(d *document) iter.Seq[*mention] {
	return func(yield func(*mention) bool) {
		for _, t := range d.mentions {
			if t.in == c && !yield(t) {
				return
			}
		}
	}
}

// mostSaid finds a mention of the value that most mentions share, the first of them; where two are shared by as many,
// tie decides.
func mostSaid(mentions []*mention, value func(*mention) string, tie func(a, b *mention) int) *mention {
	votes := make(map[string]int)
	first := make(map[string]*mention)
	for _, t := range mentions {
		v := value(t)
		votes[v]++
		if first[v] == nil {
			first[v] = t
		}
	}
	var best *mention
	for v, t := range first {
		if best == nil || votes[v] > votes[value(best)] || votes[v] == votes[value(best)] && tie(t, best) < 0 {
			best = t
		}
	}
	return best
}

// when is the days of the incident: of a situation all days that are told of, of anything else the days that most
// reports give. Reports that name no day have a say only where none names one, and those that were moved here from another day
// have none.
func (c *incident) when() days {
	var dated []*mention
	for _, t := range c.mentions {
		if !t.undated && t.assigned.after == nil {
			dated = append(dated, t)
		}
	}
	if len(dated) == 0 {
		for _, t := range c.mentions {
			if t.event.Undated && t.assigned.after == nil {
				dated = append(dated, t)
			}
		}
	}
	if len(dated) == 0 {
		return days{}
	}
	if situation(c.kind) {
		var all days
		for _, t := range dated {
			all = all.hull(t.days)
		}
		return all
	}
	return mostSaid(dated, func(t *mention) string { return t.days.String() }, func(a, b *mention) int {
		return cmp.Or(cmp.Compare(a.days.length(), b.days.length()), cmp.Compare(a.days.from, b.days.from))
	}).days
}

// weigh writes down what the incident comes to.
func (c *incident) weigh() report.Incident {
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
	in.Tallies = c.tallies()
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

// title names an incident for people: "Killing, Aleppo, 12 December 2016".
func title(kind, where string, when days) string {
	parts := []string{"Event"}
	if kind != "" {
		parts[0] = strings.ToUpper(kind[:1]) + kind[1:]
	}
	if where != "" {
		parts = append(parts, where)
	}
	if when.known {
		parts = append(parts, when.String())
	}
	return strings.Join(parts, ", ")
}
