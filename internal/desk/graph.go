package desk

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// graph is an incident's graph with its edges by index. Edges whose ends it lacks are left out.
type graph struct {
	incident    string // its ID
	retractions []*weigh.Retraction
	heads       map[string]*head
	nodes       []report.Node
	edges       []report.Edge
	index       map[string]int    // of a node by its ID
	into, outof [][]int           // edges by the node they end and start at
	anchors     map[string]string // where the list of trails tells of a node, by its ID
	relays      map[string]bool   // IDs of reports that also stand for their publisher, see joined
}

func newGraph(in *report.Incident, heads map[string]*head) *graph {
	g := &graph{incident: in.ID, heads: heads, anchors: map[string]string{}}
	for i, n := range in.Graph.Nodes {
		g.anchors[n.ID] = fmt.Sprintf("trail-%d", i+1)
	}
	g.connect(in.Graph.Nodes, in.Graph.Edges)
	return g
}

func (g *graph) connect(nodes []report.Node, edges []report.Edge) {
	g.nodes, g.index = nodes, map[string]int{}
	for i, n := range nodes {
		g.index[n.ID] = i
	}
	g.into, g.outof = make([][]int, len(nodes)), make([][]int, len(nodes))
	for _, e := range edges {
		from, ok1 := g.index[e.From]
		to, ok2 := g.index[e.To]
		if !ok1 || !ok2 || from == to {
			continue
		}
		g.outof[from] = append(g.outof[from], len(g.edges))
		g.into[to] = append(g.into[to], len(g.edges))
		g.edges = append(g.edges, e)
	}
}

// joined is the graph with every relay that publishes one report of the incident, and no other, drawn as that report:
// what others have from an agency and the agency's one report of the event are one box in the picture. The list of
// trails keeps them apart.
func (g *graph) joined() *graph {
	into := map[string]string{} // the report that stands for a relay
	for i, n := range g.nodes {
		if own := g.ownReports(i); n.Kind == report.RelayNode && n.Named && len(own) == 1 && !g.another(i, own[0]) {
			into[n.ID] = g.nodes[own[0]].ID
		}
	}
	out := &graph{incident: g.incident, retractions: g.retractions, heads: g.heads, anchors: g.anchors, relays: map[string]bool{}}
	var nodes []report.Node
	for _, n := range g.nodes {
		if r, ok := into[n.ID]; ok {
			out.relays[r] = true
			continue
		}
		nodes = append(nodes, n)
	}
	edges := slices.Clone(g.edges)
	for i, e := range edges {
		edges[i].From = cmp.Or(into[e.From], e.From)
		edges[i].To = cmp.Or(into[e.To], e.To)
	}
	out.connect(nodes, edges)
	return out
}

// ownReports lists the reports that node i publishes itself.
func (g *graph) ownReports(i int) []int {
	var own []int
	for _, e := range g.outof[i] {
		if to := g.index[g.edges[e].To]; g.publishes(i, to) && !slices.Contains(own, to) {
			own = append(own, to)
		}
	}
	return own
}

// publishes tells whether node to is a report that node from publishes.
func (g *graph) publishes(from, to int) bool {
	a, b := g.nodes[from], g.nodes[to]
	return a.Kind != report.ReportNode && b.Kind == report.ReportNode && a.Named &&
		report.SourceID(a.Name) == report.SourceID(g.name(to)) && a.Name != ""
}

// another tells whether a trail leads from one node to another by more than the edge between them.
func (g *graph) another(from, to int) bool {
	seen := make([]bool, len(g.nodes))
	queue := []int{from}
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		for _, e := range g.outof[i] {
			next := g.index[g.edges[e].To]
			if next == to && i != from {
				return true
			}
			if next != to && !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return false
}

// name is what people call a node: a source by its name, a report by its publisher.
func (g *graph) name(i int) string {
	n := g.nodes[i]
	if n.Kind == report.ReportNode {
		if h := g.heads[n.Report]; h != nil && h.Publisher != "" {
			return h.Publisher
		}
	}
	return cmp.Or(n.Name, "not named")
}

// how says what an edge's end has to do with its start: "quotes".
func (g *graph) how(e report.Edge) string {
	if g.publishes(g.index[e.From], g.index[e.To]) {
		return edgeWords("own voice")
	}
	return edgeWords(e.Kind)
}

// shape tells apart reports that have it from different places or in different ways.
func (g *graph) shape(i int) string {
	var parts []string
	for _, e := range g.into[i] {
		parts = append(parts, g.edges[e].From+"\x00"+g.edges[e].Kind)
	}
	slices.Sort(parts)
	return strings.Join(parts, "\x01")
}
