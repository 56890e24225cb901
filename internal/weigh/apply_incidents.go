package weigh

import (
	"slices"

	"firsthand/internal/report"
)

// onEdge is the value of a decision that means the edge between two sources and not the two as one.
const onEdge = "edge"

// decide applies what analysts decided about incidents, in order of time. A decision names incidents by ID and finds
// them by any name they answer to. One whose incidents are gone changes nothing.
//
//   - merge: On holds two or more incidents; they become one.
//   - split: On holds one incident and one or more reports; their events leave it and become an incident together.
//   - grade: On holds an incident and Value one of the five grades; the last decision holds.
func decide(groups []*group, decisions []report.Decision) []*group {
	if len(decisions) == 0 {
		return groups
	}
	byName := make(map[string]*group)
	for _, g := range groups {
		for _, n := range g.names {
			byName[n] = g
		}
	}
	for _, d := range inOrder(decisions) {
		var on []*group
		var others []string
		for _, id := range d.On {
			if g := byName[id]; g == nil {
				others = append(others, id)
			} else if !slices.Contains(on, g) {
				on = append(on, g)
			}
		}
		if len(on) == 0 {
			continue
		}
		switch d.Act {
		case report.Merge:
			for _, g := range on[1:] {
				on[0].merge(g, d)
				groups = slices.DeleteFunc(groups, func(h *group) bool { return h == g })
				for _, n := range g.names {
					byName[n] = on[0]
				}
			}
		case report.Split:
			if part := on[0].split(others, d); part != nil {
				groups = append(groups, part)
				byName[part.id] = part
			}
		case report.Regrade:
			if isGrade(d.Value) {
				on[0].graded = &d
			}
		}
	}
	return groups
}

// merge takes another group in. The group that was published first gives its ID.
func (g *group) merge(other *group, d report.Decision) {
	a, b := g.mentions[0], other.mentions[0]
	if b.doc.order < a.doc.order || b.doc.order == a.doc.order && b.event.ID < a.event.ID {
		g.id = other.id
	}
	g.links = append(append(g.links, other.links...), report.Link{
		A: a.ref(), B: b.ref(), Score: 1, Reason: sayDecision("Merged", d),
	})
	g.names = append(g.names, other.names...)
	g.buckets = append(g.buckets, other.buckets...)
	g.mentions = append(g.mentions, other.mentions...)
	g.sort()
	if g.graded == nil {
		g.graded = other.graded
	}
}

// split takes the events of some reports out of the group. It is nil when that would leave nothing on one side.
func (g *group) split(reports []string, d report.Decision) *group {
	var stay, leave []*mention
	for _, t := range g.mentions {
		if slices.Contains(reports, t.doc.id) {
			leave = append(leave, t)
		} else {
			stay = append(stay, t)
		}
	}
	if len(stay) == 0 || len(leave) == 0 {
		return nil
	}
	part := &group{id: identify("split", g.id, leave[0].doc.id), mentions: leave, buckets: g.buckets}
	part.names = []string{part.id}
	gone := make(map[report.EventRef]bool)
	for _, t := range leave {
		gone[t.ref()] = true
	}
	reason := sayDecision("Left together when this incident was split", d)
	part.links = chain(leave, slices.DeleteFunc(slices.Clone(g.links), func(l report.Link) bool { return !gone[l.A] || !gone[l.B] }), reason)
	g.links = chain(stay, slices.DeleteFunc(g.links, func(l report.Link) bool { return gone[l.A] || gone[l.B] }), reason)
	g.mentions = stay
	return part
}

// chain adds the links that are missing for every mention to be tied to the first.
func chain(mentions []*mention, links []report.Link, reason string) []report.Link {
	root := make(map[report.EventRef]report.EventRef)
	var find func(r report.EventRef) report.EventRef
	find = func(r report.EventRef) report.EventRef {
		if up, ok := root[r]; ok && up != r {
			root[r] = find(up)
			return root[r]
		}
		return r
	}
	for _, l := range links {
		root[find(l.B)] = find(l.A)
	}
	for _, t := range mentions[1:] {
		if a, b := find(mentions[0].ref()), find(t.ref()); a != b {
			root[b] = a
			links = append(links, report.Link{A: mentions[0].ref(), B: t.ref(), Score: 1, Reason: reason})
		}
	}
	return links
}

func isGrade(value string) bool {
	switch value {
	case report.GradeConfirmed, report.GradeFair, report.GradeWeak, report.GradeContested, report.GradeDiscounted:
		return true
	}
	return false
}
