package desk

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

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
		return notFound("no line of this incident’s picture runs between these two")
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
			k := edgeKind{How: edgeWords(e.Kind), Judged: e.Judged, Rejected: i == 1}
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

// namesIn are the names under which decisions on an incident are found: its own; splits that made it what it is; its reports, their
// words, and the edges of its picture.
func (s *snapshot) namesIn(in *report.Incident, k *decided) []string {
	names := []string{in.ID}
	for _, id := range reportsOf(in) {
		names = append(names, decide.OnReport(id))
	}
	for _, d := range k.all {
		if d.Act == decide.Split && len(d.On) > 1 && decide.KindOf(d.On[0]) == decide.Incident && madeBy(d, in) {
			names = append(names, d.On[0])
		}
	}
	return names
}

// madeBy tells whether a split may have made an incident: all its reports are among those that left.
func madeBy(d report.Decision, in *report.Incident) bool {
	return len(in.Events) > 0 && !slices.ContainsFunc(in.Events, func(e report.EventRef) bool { return !slices.Contains(d.On[1:], e.Report) })
}

// mostOthers is how many incidents a form offers.
const mostOthers = 40

// othersLike lists the incidents that one could be merged with: those of its place first, then of its country, the nearest days first.
// Href holds the ID.
func (s *snapshot) othersLike(in *report.Incident) []incidentName {
	type near struct {
		incidentName
		place, days int
	}
	var list []near
	for i := range s.weighing.Incidents {
		x := &s.weighing.Incidents[i]
		if x.ID == in.ID {
			continue
		}
		n := near{incidentName: incidentName{x.Title, x.ID}, place: 2, days: apart(in.When.Start, x.When.Start)}
		switch {
		case x.Where.Name != "" && x.Where.Name == in.Where.Name:
			n.place = 0
		case x.Where.Country != "" && x.Where.Country == in.Where.Country:
			n.place = 1
		}
		list = append(list, n)
	}
	slices.SortStableFunc(list, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.place*10+min(a.days, 30), b.place*10+min(b.days, 30)), strings.Compare(a.Title, b.Title))
	})
	var out []incidentName
	for _, n := range list[:min(len(list), mostOthers)] {
		out = append(out, n.incidentName)
	}
	return out
}

// apart is how many days lie between two; many where one is not known.
func apart(a, b string) int {
	x, err1 := time.Parse(time.DateOnly, a)
	y, err2 := time.Parse(time.DateOnly, b)
	if err1 != nil || err2 != nil {
		return 1000
	}
	return int(x.Sub(y).Abs().Hours() / 24)
}
