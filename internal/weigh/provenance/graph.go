package provenance

import (
	"cmp"
	"slices"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/inorder"
	"firsthand/internal/weigh/registry"
)

// graph is the origins graph while it is built.
type graph struct {
	Nodes map[string]*node
	edges map[edgeKey]*edge
	up    map[string][]*edge // edges into a node, once settled

	rootsOf map[string][]string // what roots found
}

type node struct {
	report.Node
	via    string            // of an unnamed trail: the key of the last named source that passes it on
	label  string            // the name of that source, or of the report where nobody passes it on
	family string            // of well-known bodies
	bodies map[string]bool   // of the family, as named in the incident
	called map[string]string // what reports call each body
}

type edgeKey struct{ from, to, kind string }

type edge struct {
	report.Edge
	reports map[string]int64 // the reports that show it, with their order of publication
}

func newGraph() *graph {
	return &graph{Nodes: make(map[string]*node), edges: make(map[edgeKey]*edge), rootsOf: make(map[string][]string)}
}

func (g *graph) addReport(d *corefer.Document) {
	g.Nodes[ref.ReportPrefix+d.ID] = &node{Node: report.Node{
		ID: ref.ReportPrefix + d.ID, Kind: report.ReportNode, Name: d.Label(), Named: true, Report: d.ID,
	}}
}

// addSource makes a named source known. Called is what the report at hand calls it, "" where that is not known. Of
// several names for one the fullest is shown: the longest, and of those the first in the alphabet.
func (g *graph) addSource(s registry.Source, h report.Hop, called string) {
	if called == h.Name {
		called = ""
	}
	n := g.Nodes[s.Key]
	if n == nil {
		n = &node{Node: report.Node{ID: s.Key, Named: true}, family: s.Family, bodies: make(map[string]bool), called: make(map[string]string)}
		g.Nodes[s.Key] = n
	}
	if s.Family != "" {
		n.bodies[s.Body] = true
		n.called[s.Body] = registry.Fuller(n.called[s.Body], called)
		n.Name = registry.FamilyName(n.family, n.bodies)
		n.Name = cmp.Or(n.called[n.Name], n.Name)
		return
	}
	name := cmp.Or(s.Name, h.Name)
	if called != "" {
		name = strings.Replace(name, h.Name, called, 1)
	}
	n.Name = registry.Fuller(n.Name, name)
}

// unnamed makes the node where a trail ends in nobody who could be asked. Two trails are one when the same source
// passes on the same words.
func (g *graph) unnamed(relay string, d *corefer.Document, h report.Hop) string {
	words, name := registry.TrailWords(h)
	key := ref.UnnamedPrefix + cmp.Or(relay, ref.ReportPrefix+d.ID) + "/" + words
	n := g.Nodes[key]
	if n == nil {
		n = &node{Node: report.Node{ID: key}, via: relay}
		g.Nodes[key] = n
	}
	n.Name = registry.Fuller(n.Name, name)
	if via := g.Nodes[relay]; via != nil {
		n.label = registry.Fuller(n.label, via.Name)
	} else {
		n.label = registry.Fuller(n.label, d.Label())
	}
	return key
}

// witness makes the node of what a relay says it saw itself.
func (g *graph) witness(key string) string {
	n := g.Nodes[key]
	w := *n
	w.ID = string(ref.NodeID(key).Witness())
	g.Nodes[w.ID] = &w
	return w.ID
}

// addTrail draws the edges of a trail, from its end to the report.
func (g *graph) addTrail(t *trail) {
	to := ref.ReportPrefix + t.doc.ID
	for _, s := range t.steps {
		g.addEdge(s.key, to, s.kind, s.evidence, t.doc.Order)
		to = s.key
	}
	end := g.Nodes[to]
	end.Hand = Stronger(end.Hand, t.hand)
}

func (g *graph) addEdge(from, to, kind string, evidence []report.StatementRef, order int64) *edge {
	key := edgeKey{from, to, kind}
	e := g.edges[key]
	if e == nil {
		e = &edge{Edge: report.Edge{From: from, To: to, Kind: kind}, reports: make(map[string]int64)}
		g.edges[key] = e
	}
	e.Evidence = append(e.Evidence, evidence...)
	for _, ref := range evidence {
		e.reports[ref.Report] = order
	}
	return e
}

// used is the nodes that are already part of a trail.
func (g *graph) used() map[string]bool {
	used := make(map[string]bool)
	for k := range g.edges {
		used[k.from] = true
	}
	return used
}

// Hands from the one that says least.
var Hands = []report.Hand{"", report.UnknownHand, report.Relayed, report.Told, report.Witness}

func Stronger(a, b report.Hand) report.Hand {
	if slices.Index(Hands, b) > slices.Index(Hands, a) {
		return b
	}
	return a
}

// settle breaks cycles, drops sources that no trail needs, and gives every node its kind and depth.
func (g *graph) settle() {
	g.breakCycles()
	g.up = make(map[string][]*edge)
	linked := make(map[string]bool)
	for _, e := range g.sorted() {
		g.up[e.To] = append(g.up[e.To], e)
		linked[e.From], linked[e.To] = true, true
	}
	for key, n := range g.Nodes {
		switch {
		case !linked[key] && n.Kind != report.ReportNode:
			delete(g.Nodes, key)
		case n.Kind == report.ReportNode:
		case len(g.up[key]) == 0:
			n.Kind = report.OriginNode
			n.Hand = cmp.Or(n.Hand, report.UnknownHand)
		default:
			n.Kind, n.Hand = report.RelayNode, report.Relayed
		}
	}
	depth := make(map[string]int)
	var deep func(key string) int
	deep = func(key string) int {
		if d, ok := depth[key]; ok {
			return d
		}
		d := 0
		for _, e := range g.up[key] {
			d = max(d, deep(e.From)+1)
		}
		depth[key] = d
		return d
	}
	for key, n := range g.Nodes {
		n.Depth = deep(key)
	}
}

// sorted lists the edges by their ends and kind.
func (g *graph) sorted() []*edge {
	list := make([]*edge, 0, len(g.edges))
	for _, e := range g.edges {
		list = append(list, e)
	}
	slices.SortFunc(list, func(a, b *edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To), cmp.Compare(a.Kind, b.Kind))
	})
	return list
}

// roots are the origins from which the words of a node come, sorted.
func (g *graph) roots(key string) []string {
	if known, ok := g.rootsOf[key]; ok {
		return known
	}
	var found []string
	for _, e := range g.up[key] {
		found = append(found, g.roots(e.From)...)
	}
	if len(g.up[key]) == 0 {
		found = []string{key}
	}
	slices.Sort(found)
	found = slices.Compact(found)
	g.rootsOf[key] = found
	return found
}

// origins lists where the incident's trails end: named ones first, those with the strongest hand and most reports
// first. A report belongs to the origins of its own trails, a copy to those of what it copied as well; documentOrigins
// holds these by report, sorted.
func (g *graph) origins(c *Trace, trails []*trail) (origins []report.Origin, documentOrigins map[*corefer.Document][]string) {
	byNode := make(map[string]*report.Origin)
	for key, n := range g.Nodes {
		if n.Kind == report.OriginNode {
			byNode[key] = &report.Origin{Node: key, Name: n.Name, Named: n.Named, Via: g.viaName(n), Hand: n.Hand}
		}
	}
	documentOrigins = make(map[*corefer.Document][]string, len(c.Docs))
	for _, t := range trails {
		documentOrigins[t.doc] = append(documentOrigins[t.doc], g.roots(t.steps[len(t.steps)-1].key)...)
		for _, s := range t.steps { // only the last can be an origin, unless a cycle was broken
			if o := byNode[s.key]; o != nil {
				o.Words = append(o.Words, t.words)
				documentOrigins[t.doc] = append(documentOrigins[t.doc], s.key)
			}
		}
	}
	c.inherit(documentOrigins)
	for _, d := range c.Docs {
		for _, root := range documentOrigins[d] {
			byNode[root].Reports = append(byNode[root].Reports, d.ID)
		}
	}
	for _, o := range byNode {
		o.Words = inorder.Refs(o.Words)
		slices.Sort(o.Reports)
		origins = append(origins, *o)
	}
	slices.SortFunc(origins, func(a, b report.Origin) int {
		return cmp.Or(
			inorder.Bools(b.Named, a.Named),
			cmp.Compare(slices.Index(Hands, b.Hand), slices.Index(Hands, a.Hand)),
			cmp.Compare(len(b.Reports), len(a.Reports)),
			cmp.Compare(a.Name, b.Name),
			cmp.Compare(a.Node, b.Node),
		)
	})
	return origins, documentOrigins
}

// inherit adds to every copy the origins of what it copied, and of what that copied, and puts them in order.
func (c *Trace) inherit(documentOrigins map[*corefer.Document][]string) {
	done := make(map[*corefer.Document]bool, len(c.Docs))
	for _, d := range c.Docs {
		var line []*corefer.Document // from the copy back to the first that is done, or to the original
		for at := d; at != nil && !done[at]; {
			line = append(line, at)
			done[at] = true
			if up := c.copies[at]; up != nil {
				at = up.from
			} else {
				at = nil
			}
		}
		for _, at := range slices.Backward(line) {
			if up := c.copies[at]; up != nil {
				documentOrigins[at] = append(documentOrigins[at], documentOrigins[up.from]...)
			}
			slices.Sort(documentOrigins[at])
			documentOrigins[at] = slices.Compact(documentOrigins[at])
		}
	}
}

// viaName is who passes an unnamed trail on, for people.
func (g *graph) viaName(n *node) string {
	if v := g.Nodes[n.via]; v != nil {
		return v.Name
	}
	return n.label
}

// Report writes the graph down: nodes by depth, then origins before relays before reports, then by ID; edges by their
// ends.
func (g *graph) Report() report.Graph {
	out := report.Graph{Nodes: make([]report.Node, 0, len(g.Nodes)), Edges: make([]report.Edge, 0, len(g.edges))}
	for _, n := range g.Nodes {
		out.Nodes = append(out.Nodes, n.Node)
	}
	slices.SortFunc(out.Nodes, func(a, b report.Node) int {
		return cmp.Or(cmp.Compare(a.Depth, b.Depth), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	for _, e := range g.sorted() {
		e.Evidence = inorder.Refs(e.Evidence)
		out.Edges = append(out.Edges, e.Edge)
	}
	return out
}
