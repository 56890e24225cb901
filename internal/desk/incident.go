package desk

import (
	"net/http"
	"slices"
	"strings"

	"firsthand/internal/decide"
	"firsthand/internal/desk/picture"
	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

// incidentPage is what the template "incident" shows, in the order in which an analyst asks.
type incidentPage struct {
	frame
	ID, Kind    string
	When, Where string
	Within      string
	Lead        []clause     // what is known, in a few sentences
	Figures     []figureLine // the same as figures alone
	Parts       partsView    // who says which part of it
	Grade       gradeView    // how firmly
	Basis       string       // by whom: "12 reports by 10 publishers rest on 3 origins."
	Depth       string
	Origins     []originView
	Pictures    []drawn
	Spills      bool   // the narrow picture is wider than a telephone
	Folded      int    // reports that the picture shows as one box
	Whole       string // address of the picture with every report; "" when it is that already
	Trails      []*trail
	Tallies     []tallyView
	Stances     []stanceView
	States      []stateView
	Situations  []situationRow // that its changes of state belong to
	Reports     []reportRow
	Shown       []reportRow // the first of them, and those that are folded away
	Hidden      []reportRow
	Links       []linkView
	Rejected    []rejectedView
	Taken       []retractionView
	MayBe       []mayBe // other incidents that may be the same
	Decisions   []decisionView
	Grades      []string       // that an analyst can give
	Others      []incidentName // that it could be merged with, by ID, the likeliest first; only for an analyst
}

// gradeView is a grade, and beside a person's grade the one that the rules give.
type gradeView struct {
	Value, Reason string
	ByRule        *gradeView // nil where nobody graded the incident
	Before        string     // "before it was merged with …"; "" where nothing came after the grade
}

func newGradeView(g report.Grade) gradeView {
	if g.ByRule == nil {
		return gradeView{Value: g.Value, Reason: sentence(g.Reason.Bare().String())}
	}
	byRule := newGradeView(*g.ByRule)
	return gradeView{Value: g.Value, Reason: sentence("graded by " + g.By + ": " + g.Why), ByRule: &byRule}
}

// originView is where trails end, in the answer at the top.
type originView struct {
	Name   string
	Via    string // of an unnamed one
	Class  string // "witness", "named" or "unnamed"
	Hand   string
	Behind string // "behind 11 of 12 reports"
	Side   string // in the conflict, where people or the list of well-known sources set one
	Since  string // what became of its words: "taken back since"
	Href   string // its own words
}

// showIncident answers GET /incidents/{id}.
func (d *desk) showIncident(w http.ResponseWriter, r *http.Request) error {
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
		if whole := known.mergedInto(s, r.PathValue("id")); whole != nil {
			http.Redirect(w, r, incidentHref(whole.ID), http.StatusSeeOther)
			return nil
		}
		return notFound("no incident has this name; it may have been merged with another")
	}
	t := d.texts(r.Context())
	p := s.incidentPage(in, t, r.URL.Query().Get("picture") == "whole")
	if t.failed != nil { // the page is worth showing without some of its quotations
		d.note(r, &fault{http.StatusOK, "a text that an incident quotes cannot be read", t.failed})
	}
	p.frame = d.frame(r, in.Title, "incidents")
	p.Decisions = p.open(known.about(s, s.namesIn(in, known)...))
	p.MayBe = s.mayBe(in, known)
	p.Grade.Before = known.gradedBefore(s, in)
	if p.Analyst != "" {
		p.Grades, p.Others = decide.Grades(), s.othersLike(in)
	}
	return d.pages.render(w, http.StatusOK, "incident", p)
}

func (s *snapshot) incidentPage(in *report.Incident, t *texts, whole bool) incidentPage {
	g := newGraph(in, s.heads)
	g.retractions = s.retractionsOf(in)
	sk := sketchOf(g, whole)
	p := incidentPage{
		Taken: s.retractionViews(in, g.retractions, t),
		ID:    in.ID, Kind: in.Kind, When: days(in.When), Where: place(in.Where), Within: strings.Join(in.Where.Within, ", "),
		Figures: figureLines(in.Tallies), Grade: newGradeView(in.Grade), Basis: restsOn(in.Counts), Depth: depth(in.Counts),
		Origins:  s.originViews(in, g),
		Pictures: []drawn{sk.draw("wide", picture.Wide), sk.draw("narrow", picture.Narrow)},
		Folded:   sk.Folded,
		Trails:   g.trails(s, t),
		Reports:  s.reportRows(in, g),
	}
	for i := range p.Figures {
		p.Figures[i] = p.Figures[i].on(in)
	}
	p.Parts = s.partsView(in, t)
	p.Lead = lead(in, p.Parts)
	n := min(len(p.Reports), shownReports)
	p.Shown, p.Hidden = p.Reports[:n], p.Reports[n:]
	p.Spills = p.Pictures[1].Width > picture.Narrow.Room
	if sk.Folded > 0 {
		p.Whole = incidentHref(in.ID) + "?picture=whole#origins"
	}
	for _, tally := range in.Tallies {
		p.Tallies = append(p.Tallies, s.tallyView(tally, g.retractions, t))
	}
	p.Stances = s.stanceViews(in.Stances, t)
	p.States = s.stateViews(in.States, t)
	for _, x := range s.under[in.ID] {
		p.Situations = append(p.Situations, s.situationRow(x))
	}
	for _, e := range in.Graph.Rejected {
		v := rejectedView{From: s.nodeName(e.From), To: s.nodeName(e.To), How: edgeWords(e.Kind), Judged: e.Judged.String(), Href: edgeHref(in.ID, e)}
		if len(e.Evidence) > 0 {
			v.Quotation = s.quotation(e.Evidence[0], t)
		}
		p.Rejected = append(p.Rejected, v)
	}
	for _, l := range in.Links {
		p.Links = append(p.Links, linkView{A: s.reportName(l.A.Report), B: s.reportName(l.B.Report), Score: percent(l.Score), Reason: l.Reason.String()})
	}
	return p
}

// shownReports is how many reports of an incident a page lists before the rest are folded away.
const shownReports = 40

// restsOn is the answer's first sentence.
func restsOn(c report.Counts) string {
	verb := "rest"
	if c.Reports == 1 {
		verb = "rests"
	}
	out := count(c.Reports, "report") + publishers(c.Publishers)
	if c.Distinct == 0 {
		return out + ". Where they have it from could not be made out."
	}
	return out + " " + verb + " on " + count(c.Distinct, "distinct origin") + "."
}

// originViews lists where the trails end.
func (s *snapshot) originViews(in *report.Incident, g *graph) []originView {
	var out []originView
	for _, o := range in.Origins {
		v := originView{Side: s.sideOf(o.Node), Since: since(g.retractions, o.Node), Name: o.Name, Hand: handWords(o.Hand), Class: "named", Href: "#origins"}
		switch {
		case !o.Named:
			v.Class, v.Via, v.Hand = "unnamed", o.Via, "nobody who could be asked"
		case o.Hand == report.Witness:
			v.Class = "witness"
		}
		if v.Name == "" {
			v.Name = "not named"
		}
		if len(o.Words) > 0 {
			v.Href = wordsHref(o.Words[0])
		}
		v.Behind = "behind " + num(int64(len(o.Reports))) + " of " + count(in.Counts.Reports, "report")
		out = append(out, v)
	}
	return out
}

// stanceView is a position somebody takes on what was said, with the words of everybody who carries it.
type stanceView struct {
	Who, Stance string
	Quotations  []quotation
}

// stanceViews joins what several reports carry alike: a copy is no second denial.
func (s *snapshot) stanceViews(stances []report.IncidentStance, t *texts) []stanceView {
	var out []stanceView
	for _, st := range stances {
		q := s.quotation(report.StatementRef{Report: st.Report, Span: st.Span}, t)
		i := slices.IndexFunc(out, func(v stanceView) bool { return v.Who == st.Who && v.Stance == st.Stance.Stance })
		if i < 0 {
			i = len(out)
			out = append(out, stanceView{Who: st.Who, Stance: st.Stance.Stance})
		}
		out[i].Quotations = append(out[i].Quotations, q)
	}
	return out
}

// stateView is a step of a situation, with the words of everybody who tells of it.
type stateView struct {
	Day, Situation, State, Where, By string
	Quotations                       []quotation
}

// stateViews joins what several reports tell alike of a step.
func (s *snapshot) stateViews(states []report.IncidentState, t *texts) []stateView {
	var out []stateView
	for _, st := range states {
		v := stateView{Day: day(st.Day), Situation: st.Situation, State: st.State.State, Where: st.Where, By: st.By}
		q := s.quotation(report.StatementRef{Report: st.Report, Statement: st.Statement, Span: st.Span}, t)
		if n := len(out); n > 0 && out[n-1].Day == v.Day && out[n-1].Situation == v.Situation && out[n-1].State == v.State && out[n-1].By == v.By && out[n-1].Where == v.Where {
			out[n-1].Quotations = append(out[n-1].Quotations, q)
			continue
		}
		v.Quotations = []quotation{q}
		out = append(out, v)
	}
	return out
}

// rejectedView is an edge that an analyst took out of the picture.
type rejectedView struct {
	From, To, How, Judged, Href string
	Quotation                   quotation
}

// nodeName is what a node is called that need not be in the graph.
func (s *snapshot) nodeName(id string) string {
	if x := s.sources[id]; x != nil {
		return x.Name
	}
	if report := ref.NodeID(id).Report(); report != "" {
		if h := s.heads[report]; h != nil && h.Publisher != "" {
			return h.Publisher
		}
	}
	if _, words, ok := strings.Cut(id, ":"); ok {
		return words
	}
	return id
}

// linkView is why two reports were taken to tell of the same.
type linkView struct {
	A, B   reportName
	Score  string
	Reason string
}

// reportName is a report in a few words.
type reportName struct{ Publisher, Title, Day, Href, Lang string }

func (s *snapshot) reportName(id string) reportName {
	n := reportName{Href: reportHref(id)}
	if h := s.heads[id]; h != nil {
		n.Publisher, n.Title, n.Day, n.Lang = h.Publisher, h.heading, day(h.Day()), h.Lang
	}
	return n
}

// longestHeading is how many runes of a text's first line may stand for a title.
const longestHeading = 110

// titleOf is what a report is called: where it has no title, by the first line of its text.
func titleOf(r report.Report) string {
	line, _, _ := strings.Cut(strings.TrimSpace(r.Text), "\n")
	switch {
	case strings.TrimSpace(r.Title) != "":
		return r.Title
	case strings.TrimSpace(line) != "":
		return shorten(strings.TrimSpace(line), longestHeading)
	case r.Publisher != "":
		return "Untitled, " + r.Publisher
	}
	return "Untitled report"
}

// reportRow is a report of an incident, with where it had it from.
type reportRow struct {
	reportName
	ID     string
	Digest string // of the original, for paper
	Had    []hadFrom
	Since  string // what became of its words: "rests on words taken back"
	Tells  bool   // it tells of the incident itself, and does not only stand behind one that does
}

// hadFrom is one edge that ends in a report.
type hadFrom struct{ How, Name, Share, Href, Edge string }

func (s *snapshot) reportRows(in *report.Incident, g *graph) []reportRow {
	had := map[string][]hadFrom{}
	for i, n := range g.nodes {
		if n.Kind != report.ReportNode {
			continue
		}
		for _, e := range g.into[i] {
			edge := g.edges[e]
			h := hadFrom{How: g.how(edge), Name: g.name(g.index[edge.From]), Href: g.curve(edge).Href, Edge: edgeHref(in.ID, edge)}
			if edge.Share > 0 {
				h.Share = percent(edge.Share)
			}
			had[n.Report] = append(had[n.Report], h)
		}
	}
	var rows []reportRow
	for _, id := range reportsOf(in) {
		row := reportRow{reportName: s.reportName(id), ID: id, Had: had[id], Since: since(g.retractions, string(ref.ReportNode(id)))}
		row.Tells = slices.ContainsFunc(in.Events, func(e report.EventRef) bool { return e.Report == id })
		if h := s.heads[id]; h != nil {
			row.Digest = h.Original.String()
		}
		rows = append(rows, row)
	}
	return rows
}
