package weigh

import (
	"slices"

	"firsthand/internal/report/ref"
)

// attributed is who stands behind words: a node of the graph, and its name for people.
type attributed struct {
	node string
	name string
}

// attributedTo finds who stands behind a statement of a report, or behind its own voice where statement is "". It is the origin
// where that is clear, else the last source of the trail, else the report.
func (c *Trace) attributedTo(d *document, statement string) attributed {
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
	return c.voice(ref.ReportPrefix + d.id)
}

// namedEnd finds the source that a statement names last, for statements whose own trail was left out because their words
// are copied.
func (c *Trace) namedEnd(d *document, statement string) []string {
	s := d.statement(statement)
	if s == nil || len(s.Hops) == 0 || !named(s.Origin()) {
		return nil
	}
	if key := d.hop(s.Origin()).key; c.graph.nodes[key] != nil {
		return []string{key}
	}
	return nil
}

func (c *Trace) rootsOf(nodes []string) []string {
	var roots []string
	for _, n := range nodes {
		roots = append(roots, c.graph.roots(n)...)
	}
	slices.Sort(roots)
	return slices.Compact(roots)
}

func (c *Trace) voice(key string) attributed {
	n := c.graph.nodes[key]
	name := n.Name
	if via := c.graph.viaName(n); !n.Named && via != "" {
		name += " via " + via
	}
	return attributed{key, name}
}
