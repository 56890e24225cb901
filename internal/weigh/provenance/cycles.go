package provenance

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
)

// breakCycles takes edges away until nobody has words from themselves. Of a cycle ("two monitors who cite each other")
// the edge goes that fewest reports show; of those the one shown latest; of those the last by the IDs of its ends. The
// sources of the cycle stay linked by the rest, so they do not become several origins.
func (g *graph) breakCycles() {
	for {
		cycle := g.cycle()
		if len(cycle) == 0 {
			return
		}
		weakest := slices.MinFunc(cycle, func(a, b *edge) int {
			return cmp.Or(
				cmp.Compare(len(a.reports), len(b.reports)),
				cmp.Compare(b.firstShown(), a.firstShown()),
				cmp.Compare(b.From, a.From),
				cmp.Compare(b.To, a.To),
				cmp.Compare(b.Kind, a.Kind),
			)
		})
		delete(g.edges, edgeKey{weakest.From, weakest.To, weakest.Kind})
	}
}

// firstShown is the order of publication of the earliest report that shows the edge.
func (e *edge) firstShown() int64 {
	first := int64(-1)
	for _, order := range e.reports {
		if first < 0 || order < first {
			first = order
		}
	}
	return first
}

// cycle lists all edges between nodes that can reach each other (the strongly connected components of more than one
// node, Tarjan 1972), of the component that holds the smallest ID; none where there is no cycle.
func (g *graph) cycle() []*edge {
	down := make(map[string][]string)
	keys := make([]string, 0, len(g.Nodes))
	for k, n := range g.Nodes {
		if n.Kind != report.ReportNode { // no source has words from a report's node
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	for _, e := range g.edges {
		if g.Nodes[e.To].Kind != report.ReportNode {
			down[e.From] = append(down[e.From], e.To)
		}
	}

	index, low := make(map[string]int), make(map[string]int)
	onStack := make(map[string]bool)
	var stack []string
	var found map[string]bool
	var smallest string
	var visit func(string)
	visit = func(k string) {
		index[k] = len(index) + 1
		low[k] = index[k]
		stack = append(stack, k)
		onStack[k] = true
		for _, next := range down[k] {
			if index[next] == 0 {
				visit(next)
				low[k] = min(low[k], low[next])
			} else if onStack[next] {
				low[k] = min(low[k], index[next])
			}
		}
		if low[k] != index[k] {
			return
		}
		at := slices.Index(stack, k)
		component := stack[at:]
		if first := slices.Min(component); len(component) > 1 && (found == nil || first < smallest) {
			found, smallest = make(map[string]bool), first
			for _, c := range component {
				found[c] = true
			}
		}
		for _, c := range component {
			onStack[c] = false
		}
		stack = stack[:at]
	}
	for _, k := range keys {
		if index[k] == 0 {
			visit(k)
		}
	}
	var edges []*edge
	for _, e := range g.edges {
		if found[e.From] && found[e.To] {
			edges = append(edges, e)
		}
	}
	return edges
}
