package provenance

import (
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/inorder"
	"firsthand/internal/weigh/registry"
)

// refused finds the decision by which an analyst rejected an edge of the incident.
func (c *Trace) refused(from, to string) (report.Reason, bool) {
	d, ok := c.Judged.OnTheEdge(c.edge(from, to), c.Names)
	if !ok || d.Act != report.Reject {
		return report.Reason{}, false
	}
	return registry.Say("rejected", d.By), true
}

// edge is the edge between two nodes as decisions name it. It is noted that what the incident comes to depends on them.
func (c *Trace) edge(from, to string) registry.EdgeEnds {
	ends := registry.EdgeEnds{From: string(ref.NodeID(from).Plain()), To: string(ref.NodeID(to).Plain())}
	if c.Edges == nil {
		c.Edges = make(map[registry.EdgeEnds]bool)
	}
	c.Edges[ends] = true
	return ends
}

// Accepted finds the decision by which an analyst accepted an edge.
func (c *Trace) Accepted(from, to string) report.Reason {
	d, ok := c.Judged.OnTheEdge(c.edge(from, to), c.Names)
	if !ok || d.Act != report.Accept {
		return report.Reason{}
	}
	return registry.Say("accepted", d.By)
}

// refuseCopies leaves out the copies that an analyst says are none: both reports then speak for themselves.
func (c *Trace) refuseCopies() {
	for _, d := range c.Docs {
		up := c.copies[d]
		if up == nil {
			continue
		}
		if why, no := c.refused(ref.ReportPrefix+up.from.ID, ref.ReportPrefix+d.ID); no {
			evidence := []report.StatementRef{{Report: d.ID, Span: up.Longest}}
			c.Rejected = append(c.Rejected, report.Edge{
				From: ref.ReportPrefix + up.from.ID, To: ref.ReportPrefix + d.ID, Kind: edgeCopy, Evidence: evidence, Share: up.share, Judged: why,
			})
			delete(c.copies, d)
		}
	}
}

// cutRefused cuts every trail at the first edge that an analyst rejected: what lies behind it is not counted, and
// whoever passed the words on answers for them. A report that loses all its trails so speaks for itself.
func (t *tracer) cutRefused() {
	var kept []*trail
	lost := make(map[*corefer.Document]bool)
	for _, tr := range t.trails {
		to := ref.ReportPrefix + tr.doc.ID
		for i, s := range tr.steps {
			if why, no := t.refused(s.key, to); no && s.kind != edgeOwnVoice {
				t.reject(report.Edge{From: s.key, To: to, Kind: s.kind, Evidence: s.evidence, Judged: why})
				tr.steps = tr.steps[:i]
				tr.hand = report.UnknownHand
				break
			}
			to = s.key
		}
		if len(tr.steps) > 0 {
			kept = append(kept, tr)
		} else {
			lost[tr.doc] = true
		}
	}
	if len(lost) == 0 {
		t.trails = kept
		return
	}
	for _, tr := range kept {
		delete(lost, tr.doc)
	}
	t.trails = kept
	for _, d := range t.Docs {
		if lost[d] && t.copies[d] == nil {
			t.ownVoice(d)
		}
	}
}

// reject notes an edge that is left out, once with all its evidence.
func (t *tracer) reject(e report.Edge) {
	for i := range t.Rejected {
		if k := &t.Rejected[i]; k.From == e.From && k.To == e.To && k.Kind == e.Kind {
			k.Evidence = inorder.Refs(append(slices.Clone(k.Evidence), e.Evidence...))
			return
		}
	}
	e.Evidence = inorder.Refs(slices.Clone(e.Evidence))
	t.Rejected = append(t.Rejected, e)
}
