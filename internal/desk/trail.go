package desk

import (
	"firsthand/internal/report"
)

// trail is the origins picture as a list, for those who cannot see it and for those who want every word of its
// evidence: an origin, who had it from there, who had it from them, down to the reports.
type trail struct {
	Anchor string // the id of its entry; "" where the node was listed before
	Box    sketchBox
	Have   string // how it had it from its parent: "quotes"; "" for an origin
	Share  string // of a copy: "97 %"
	Words  []quotation
	More   int    // pieces of evidence that are not quoted
	Edge   string // address of the page with all of them; "" for an origin
	Next   []*trail
}

// quotation is words of a report with the way to them.
type quotation struct {
	Words   string // "" where the text could not be had
	Covered bool   // until asked for: the report warns that it is graphic
	Href    string
	From    string // the publisher
	Day     string
}

// quotesPerEdge is how many pieces of evidence the list quotes for each edge.
const quotesPerEdge = 2

// trails lists the graph from its origins on. A node that several have it from is told of in full once, and named after
// that.
func (g *graph) trails(s *snapshot, t *texts) []*trail {
	told := make([]bool, len(g.nodes))
	var follow func(i int) *trail
	follow = func(i int) *trail {
		e := &trail{Box: g.box(i)}
		if told[i] {
			return e
		}
		told[i] = true
		e.Anchor = g.anchors[g.nodes[i].ID]
		for _, out := range g.outof[i] {
			edge := g.edges[out]
			next := follow(g.index[edge.To])
			next.Have = g.how(edge)
			next.Edge = edgeHref(g.incident, edge)
			if edge.Share > 0 {
				next.Share = percent(edge.Share)
			}
			for n, ref := range edge.Evidence {
				if n == quotesPerEdge {
					next.More = len(edge.Evidence) - n
					break
				}
				next.Words = append(next.Words, s.quotation(ref, t))
			}
			e.Next = append(e.Next, next)
		}
		return e
	}
	var roots []*trail
	for i := range g.nodes {
		if len(g.into[i]) == 0 {
			roots = append(roots, follow(i))
		}
	}
	for i := range g.nodes { // only a graph with a cycle has any left
		if !told[i] {
			roots = append(roots, follow(i))
		}
	}
	return roots
}

// quotation cites what ref points at.
func (s *snapshot) quotation(ref report.StatementRef, t *texts) quotation {
	q := quotation{Words: t.words(ref), Covered: t.graphic(ref.Report), Href: wordsHref(ref)}
	if h := s.heads[ref.Report]; h != nil {
		q.From, q.Day = h.Publisher, day(h.Day())
	}
	return q
}
