package desk

import (
	"net/http"
	"net/url"
	"slices"

	"firsthand/internal/decide"
	"firsthand/internal/report"
)

// edgeHref is the address of a line of an incident's origins picture.
func edgeHref(incident string, e report.Edge) string {
	return incidentHref(incident) + "/edge?" + url.Values{"from": {decide.Node(e.From)}, "to": {decide.Node(e.To)}}.Encode()
}

// edgePage is what the template "edge" shows: who had it from whom, and every piece of evidence.
type edgePage struct {
	frame
	Incident   incidentName
	IncidentID string
	From, To   string // names
	Ends       [2]string
	FromPage   string // address of the source or report; "" where it has none
	ToPage     string
	Kinds      []edgeKind
	Decisions  []decisionView
	Sources    bool // both ends are sources
}

// edgeKind is one way in which one end has it from the other.
type edgeKind struct {
	How      string
	Share    string
	Judged   string
	Rejected bool
	Words    []quotation
}

// showEdge answers GET /incidents/{id}/edge.
func (d *desk) showEdge(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	known, err := d.decisions(r.Context())
	if err != nil {
		return err
	}
	in := s.incidents[r.PathValue("id")]
	if in == nil {
		return notFound("no incident has this name; it may have been merged with another")
	}
	t := d.texts(r.Context())
	t.most = wholeQuote
	from, to := r.URL.Query().Get("from"), r.URL.Query().Get("to")
	p := s.edgePage(in, from, to, t)
	if len(p.Kinds) == 0 {
		return notFound("no line of this incident’s picture runs between these two now. What came to the ledger since may have moved a report to another incident, or told whom else it has its words from: the page of the incident has its picture as it is")
	}
	if t.failed != nil {
		d.note(r, &fault{http.StatusOK, "a text that an edge quotes cannot be read", t.failed})
	}
	p.frame = d.frame(r, p.To+" had it from "+p.From, "incidents")
	p.Decisions = p.open(known.onEdge(s, in, from, to))
	return d.pages.render(w, http.StatusOK, "edge", p)
}

func (s *snapshot) edgePage(in *report.Incident, from, to string, t *texts) edgePage {
	g := newGraph(in, s.heads)
	p := edgePage{
		Incident: incidentName{in.Title, incidentHref(in.ID)}, IncidentID: in.ID, Ends: [2]string{from, to},
		From: s.nodeIn(g, from), To: s.nodeIn(g, to), FromPage: s.pageOf(from).Href, ToPage: s.pageOf(to).Href,
		Sources: decide.KindOf(from) == decide.Source && decide.KindOf(to) == decide.Source,
	}
	for i, edges := range [][]report.Edge{in.Graph.Edges, in.Graph.Rejected} {
		for _, e := range edges {
			if decide.Node(e.From) != from || decide.Node(e.To) != to {
				continue
			}
			k := edgeKind{How: edgeWords(e.Kind), Judged: e.Judged.String(), Rejected: i == 1}
			if e.Share > 0 {
				k.Share = percent(e.Share)
			}
			for _, ref := range e.Evidence {
				k.Words = append(k.Words, s.quotation(ref, t))
			}
			p.Kinds = append(p.Kinds, k)
		}
	}
	return p
}

// nodeIn is what a node is called in an incident; one that was cut out of the picture, by its name in the ledger.
func (s *snapshot) nodeIn(g *graph, id string) string {
	for i, n := range g.nodes {
		if decide.Node(n.ID) == id {
			return g.name(i)
		}
	}
	return s.nodeName(id)
}

// onEdge lists the decisions on one edge, in this incident or in all.
func (k *decided) onEdge(s *snapshot, in *report.Incident, from, to string) []decisionView {
	var out []decisionView
	for i, d := range slices.Backward(k.all) {
		if (d.Act == decide.Accept || d.Act == decide.Reject) && edgeOf(d, in.ID) == [2]string{from, to} {
			out = append(out, k.view(s, i))
		}
	}
	return out
}

// edgeOf is the edge that a decision is about, where it is about one of that incident or of all.
func edgeOf(d report.Decision, incident string) [2]string {
	on := d.On
	if len(on) == 3 && on[0] == incident {
		on = on[1:]
	}
	sources := len(on) == 2 && decide.KindOf(on[0]) == decide.Source && decide.KindOf(on[1]) == decide.Source
	if len(on) != 2 || sources && d.Value != decide.OnEdge && len(d.On) == 2 {
		return [2]string{}
	}
	return [2]string{on[0], on[1]}
}
