package provenance

import (
	"slices"

	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/registry"
)

// Attributed is who stands behind words: a node of the graph, and its name for people.
type Attributed struct {
	Node string
	Name string
}

// AttributedTo finds who stands behind a statement of a report, or behind its own voice where statement is "". It is
// the origin where that is clear, else the last source of the trail, else the report.
func (c *Trace) AttributedTo(d *corefer.Document, statement string) Attributed {
	ends := c.ends[documentStatement{d, statement}]
	if len(ends) == 0 {
		ends = c.namedEnd(d, statement)
	}
	if len(ends) > 0 {
		roots := c.rootsOf(ends)
		if len(roots) == 1 {
			return c.voice(roots[0])
		}
		if ends = slices.Compact(slices.Sorted(slices.Values(ends))); len(ends) == 1 {
			return c.voice(ends[0])
		}
	}
	if own := c.documentOrigins[d]; len(own) == 1 {
		return c.voice(own[0])
	}
	return c.voice(ref.ReportPrefix + d.ID)
}

// namedEnd finds the source that a statement names last, for statements whose own trail was left out because their
// words are copied.
func (c *Trace) namedEnd(d *corefer.Document, statement string) []string {
	s := d.Statement(statement)
	if s == nil || len(s.Hops) == 0 || !registry.Named(s.Origin()) {
		return nil
	}
	if key := d.Hop(s.Origin()).Key; c.Graph.Nodes[key] != nil {
		return []string{key}
	}
	return nil
}

func (c *Trace) rootsOf(nodes []string) []string {
	var roots []string
	for _, n := range nodes {
		roots = append(roots, c.Graph.roots(n)...)
	}
	slices.Sort(roots)
	return slices.Compact(roots)
}

func (c *Trace) voice(key string) Attributed {
	n := c.Graph.Nodes[key]
	name := n.Name
	if via := c.Graph.viaName(n); !n.Named && via != "" {
		name += " via " + via
	}
	return Attributed{key, name}
}
