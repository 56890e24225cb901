package provenance

import (
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

// Retraction is words that somebody took back or corrected, and everything that rests on them.
type Retraction struct {
	Who    string
	Stance string          // report.Retracted or report.Corrected
	On     string          // ID of the report that says so
	Roots  map[string]bool // IDs of nodes whose own words they are
	Below  map[string]bool // IDs of reports' nodes that rest on them
}

// Known is what finding retractions needs to know of a ledger beside the incident.
type Known struct {
	Report func(id string) (publisher, published string, ok bool)
	Others func(source string) []string // other names of a source
}

// Retractions finds what was taken back or corrected in an incident. Whoever takes words back is found among the
// sources of the graph and among the publishers of its reports; what rests on them is every report that the trail from
// there leads to. A correction does not touch the report that makes it, nor those published after it, which may have it
// right; one of the same day is marked, since a warning too many costs a look and one too few costs more.
func Retractions(in *report.Incident, known Known) []*Retraction {
	var list []*Retraction
	down := make(map[string][]string)
	for _, e := range in.Graph.Edges {
		if e.From != e.To {
			down[e.From] = append(down[e.From], e.To)
		}
	}
	for _, st := range in.Stances {
		if st.Stance.Stance != report.Retracted && st.Stance.Stance != report.Corrected {
			continue
		}
		i := slices.IndexFunc(list, func(t *Retraction) bool { return t.Who == st.Who && t.Stance == st.Stance.Stance })
		if i < 0 {
			i = len(list)
			list = append(list, &Retraction{
				Who: st.Who, Stance: st.Stance.Stance, On: st.Report, Roots: make(map[string]bool), Below: make(map[string]bool),
			})
		}
		list[i].follow(in, st, down, known)
	}
	return slices.DeleteFunc(list, func(t *Retraction) bool { return len(t.Roots)+len(t.Below) == 0 })
}

// follow marks what a stance is about and what rests on that.
func (t *Retraction) follow(in *report.Incident, st report.IncidentStance, down map[string][]string, known Known) {
	nodes := make(map[string]report.Node, len(in.Graph.Nodes))
	var queue []string
	for _, n := range in.Graph.Nodes {
		nodes[n.ID] = n
		if known.isOf(n, st) && !t.spared(n, st, known) {
			t.Roots[n.ID] = true
			queue = append(queue, n.ID)
		}
	}
	seen := make(map[string]bool)
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		if seen[id] {
			continue
		}
		seen[id] = true
		for _, next := range down[id] {
			n, ok := nodes[next]
			if !ok || t.spared(n, st, known) {
				continue
			}
			if n.Kind == report.ReportNode && !t.Roots[n.ID] {
				t.Below[n.ID] = true
			}
			queue = append(queue, next)
		}
	}
}

// spared reports whether a node is left out because a correction cannot touch it, see [Retractions].
func (t *Retraction) spared(n report.Node, st report.IncidentStance, known Known) bool {
	if n.Report == "" || t.Stance == report.Retracted && n.Report != st.Report {
		return false
	}
	_, published, ok := known.Report(n.Report)
	_, said, saidOK := known.Report(st.Report)
	return n.Report == st.Report || ok && saidOK && published > said
}

// isOf reports whether a node is whoever takes a stance: the source itself under one of its names, or a report that it
// published.
func (k Known) isOf(n report.Node, st report.IncidentStance) bool {
	same := func(name string) bool {
		id := report.SourceID(name)
		return id != "" && (id == st.SourceID || id == report.SourceID(st.Who))
	}
	if n.Kind == report.ReportNode {
		publisher, _, ok := k.Report(n.Report)
		return ok && same(publisher)
	}
	if !n.Named {
		return false
	}
	if same(n.Name) || st.SourceID != "" && n.ID == ref.SourcePrefix+st.SourceID {
		return true
	}
	return slices.ContainsFunc(k.Others(string(ref.NodeID(n.ID).Plain())), same)
}
