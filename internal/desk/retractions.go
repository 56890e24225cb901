package desk

import (
	"slices"
	"strings"

	"firsthand/internal/report"
)

// taken is words that somebody took back or corrected, and everything that rests on them.
type taken struct {
	Who    string
	Stance string          // report.Retracted or report.Corrected
	On     string          // the report that says so
	roots  map[string]bool // IDs of nodes whose own words they are
	below  map[string]bool // IDs of reports' nodes that rest on them
}

// takenBack finds what was taken back or corrected in an incident. Whoever takes words back is found among the sources of the graph and
// among the publishers of its reports; what rests on them is every report that the trail from there leads to. A correction does not touch
// the report that makes it, nor those published after it, which may have it right; one of the same day is marked, since a warning too many
// costs a look and one too few costs more.
func (s *snapshot) takenBack(in *report.Incident, g *graph) []*taken {
	var list []*taken
	for _, st := range in.Stances {
		if st.Stance.Stance != report.Retracted && st.Stance.Stance != report.Corrected {
			continue
		}
		i := slices.IndexFunc(list, func(t *taken) bool { return t.Who == st.Who && t.Stance == st.Stance.Stance })
		if i < 0 {
			i = len(list)
			list = append(list, &taken{Who: st.Who, Stance: st.Stance.Stance, On: st.Report, roots: map[string]bool{}, below: map[string]bool{}})
		}
		s.follow(list[i], st, g)
	}
	return slices.DeleteFunc(list, func(t *taken) bool { return len(t.roots)+len(t.below) == 0 })
}

// follow marks what a stance is about and what rests on that.
func (s *snapshot) follow(t *taken, st report.IncidentStance, g *graph) {
	said := s.heads[st.Report]
	spared := func(n report.Node) bool {
		if n.Report == "" || t.Stance == report.Retracted && n.Report != st.Report {
			return false
		}
		h := s.heads[n.Report]
		return n.Report == st.Report || h != nil && said != nil && h.Published > said.Published
	}
	var queue []int
	for i, n := range g.nodes {
		if !s.isOf(n, st) || spared(n) {
			continue
		}
		t.roots[n.ID] = true
		queue = append(queue, i)
	}
	seen := make([]bool, len(g.nodes))
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		if seen[i] {
			continue
		}
		seen[i] = true
		for _, e := range g.outof[i] {
			next := g.index[g.edges[e].To]
			if spared(g.nodes[next]) {
				continue
			}
			if n := g.nodes[next]; n.Kind == report.ReportNode && !t.roots[n.ID] {
				t.below[n.ID] = true
			}
			queue = append(queue, next)
		}
	}
}

// isOf tells whether a node is whoever takes a stance: the source itself under one of its names, or a report that it published.
func (s *snapshot) isOf(n report.Node, st report.IncidentStance) bool {
	same := func(name string) bool {
		id := report.SourceID(name)
		return id != "" && (id == st.SourceID || id == report.SourceID(st.Who))
	}
	if n.Kind == report.ReportNode {
		h := s.heads[n.Report]
		return h != nil && same(h.Publisher)
	}
	if !n.Named {
		return false
	}
	if same(n.Name) || st.SourceID != "" && n.ID == "source:"+st.SourceID {
		return true
	}
	x := s.sources[strings.TrimSuffix(n.ID, "/witness")]
	return x != nil && slices.ContainsFunc(x.Others, same)
}

// What may have become of words.
const (
	backSince     = "taken back since"
	restsOnBack   = "rests on words taken back"
	beforeSince   = "from before a correction"
	restsOnBefore = "rests on words from before a correction"
)

// since says in a few words what became of a node's words: "taken back since", "rests on words from before a correction"; "" for nothing. Which words
// a correction means is seldom said so that a program could tell, so nothing is called corrected that only came before one.
func since(list []*taken, id string) string {
	for _, stance := range []string{report.Retracted, report.Corrected} { // the graver first
		for _, t := range list {
			switch {
			case t.Stance != stance:
			case t.roots[id] && stance == report.Retracted:
				return backSince
			case t.roots[id]:
				return beforeSince
			case t.below[id] && stance == report.Retracted:
				return restsOnBack
			case t.below[id]:
				return restsOnBefore
			}
		}
	}
	return ""
}

// takenView is the warning at the top of an incident.
type takenView struct {
	Who, Did  string
	Rest      string // "3 reports rest on it."
	Quotation quotation
}

func (s *snapshot) takenViews(in *report.Incident, list []*taken, t *texts) []takenView {
	var out []takenView
	for _, x := range list {
		v := takenView{Who: x.Who, Did: "took words of this back"}
		n := len(x.below) + reports(x.roots)
		v.Rest = count(n, "report") + " of this incident rest on them and are marked."
		if n == 1 {
			v.Rest = "1 report of this incident rests on them and is marked."
		}
		if x.Stance == report.Corrected {
			v.Did = "corrected earlier words of this"
			v.Rest = "Which, its own words say. What rests on words from before is marked: " + count(n, "report") + " of this incident."
		}
		for _, st := range in.Stances {
			if st.Who == x.Who && st.Stance.Stance == x.Stance && st.Report == x.On {
				v.Quotation = s.quotation(report.StatementRef{Report: st.Report, Span: st.Span}, t)
				break
			}
		}
		out = append(out, v)
	}
	return out
}

// reports counts the nodes that are reports.
func reports(ids map[string]bool) int {
	n := 0
	for id := range ids {
		if strings.HasPrefix(id, "report:") {
			n++
		}
	}
	return n
}
