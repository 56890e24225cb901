package corefer

import (
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/weigh/registry"
)

// Decide applies what analysts decided about incidents, in order of time. A decision names incidents by ID and finds
// them by any name they answer to. One whose incidents are gone changes nothing.
//
//   - merge: On holds two or more incidents; they become one.
//   - split: On holds one incident and one or more reports; their events leave it and become an incident together.
//   - grade: On holds an incident and Value one of the five grades; the last decision holds.
func Decide(groups []*Group, decisions []report.Decision) []*Group {
	if len(decisions) == 0 {
		return groups
	}
	byName := make(map[string]*Group)
	for _, g := range groups {
		for _, n := range g.Names {
			byName[n] = g
		}
	}
	for _, d := range registry.InOrder(decisions) {
		var on []*Group
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
				groups = slices.DeleteFunc(groups, func(h *Group) bool { return h == g })
				for _, n := range g.Names {
					byName[n] = on[0]
				}
			}
		case report.Split:
			if part := on[0].split(others, d); part != nil {
				groups = append(groups, part)
				byName[part.ID] = part
			}
		case report.Regrade:
			if isGrade(d.Value) {
				on[0].Graded = &d
			}
		}
	}
	return groups
}

// merge takes another group in. The group that was published first gives its ID.
func (g *Group) merge(other *Group, d report.Decision) {
	a, b := g.Mentions[0], other.Mentions[0]
	if b.Doc.Order < a.Doc.Order || b.Doc.Order == a.Doc.Order && b.Event.ID < a.Event.ID {
		g.ID = other.ID
	}
	g.Links = append(append(g.Links, other.Links...), report.Link{
		A: a.Ref(), B: b.Ref(), Score: 1, Reason: registry.Say("merged", d),
	})
	g.Names = append(g.Names, other.Names...)
	g.buckets = append(g.buckets, other.buckets...)
	g.Mentions = append(g.Mentions, other.Mentions...)
	g.sort()
	if g.Graded == nil {
		g.Graded = other.Graded
	}
}

// split takes the events of some reports out of the group. It is nil when that would leave nothing on one side.
func (g *Group) split(reports []string, d report.Decision) *Group {
	var stay, leave []*Mention
	for _, t := range g.Mentions {
		if slices.Contains(reports, t.Doc.ID) {
			leave = append(leave, t)
		} else {
			stay = append(stay, t)
		}
	}
	if len(stay) == 0 || len(leave) == 0 {
		return nil
	}
	part := &Group{ID: Identify("split", g.ID, leave[0].Doc.ID), Mentions: leave, buckets: g.buckets}
	part.Names = []string{part.ID}
	gone := make(map[report.EventRef]bool)
	for _, t := range leave {
		gone[t.Ref()] = true
	}
	reason := registry.Say("split", d)
	part.Links = chain(leave, slices.DeleteFunc(slices.Clone(g.Links), func(l report.Link) bool { return !gone[l.A] || !gone[l.B] }), reason)
	g.Links = chain(stay, slices.DeleteFunc(g.Links, func(l report.Link) bool { return gone[l.A] || gone[l.B] }), reason)
	g.Mentions = stay
	return part
}

// chain adds the links that are missing for every mention to be tied to the first.
func chain(mentions []*Mention, links []report.Link, reason report.Reason) []report.Link {
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
		if a, b := find(mentions[0].Ref()), find(t.Ref()); a != b {
			root[b] = a
			links = append(links, report.Link{A: mentions[0].Ref(), B: t.Ref(), Score: 1, Reason: reason})
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
