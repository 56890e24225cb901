package desk

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"firsthand/internal/desk/find"
	"firsthand/internal/report"
)

// searchPage is what the template "search" shows: everything that a ledger holds in which the words stand.
type searchPage struct {
	frame
	Filter     filter
	Asked      bool
	Incidents  []quotedRow
	Situations []incidentName
	Calls      []incidentName
	Sources    []incidentName
	Decisions  []decisionView
	More       map[string]moreOf // by the name of the list
	Reports    []foundReport
	Pager      pager
	Publishers []choice
	Total      string // what was looked through
}

// moreOf is how many of a kind were found and where all of them stand.
type moreOf struct {
	Total int
	Href  string
}

// foundReport is a report in which the words stand.
type foundReport struct {
	reportName
	Otherwise bool // a name in it is spelled otherwise
	Excerpts  []excerptView
	Incidents []incidentName
}

// excerptView is a stretch of a report with the words marked.
type excerptView struct {
	Pieces []find.Piece
	Href   string
}

// How many of each kind a search shows beside the reports, how many stretches of a report, and how many reports a page
// has.
const (
	foundOfKind = 6
	excerptsOf  = 2
)

// search answers GET /search: reports by all their words, and everything else by its names.
func (d *desk) search(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	known, err := d.decisions(r.Context())
	if err != nil {
		return err
	}
	f := parseFilter(r.URL.Query())
	f.Kind, f.Grade, f.Many, f.Work, f.Sort = "", "", "", "", ""
	p := searchPage{frame: d.frame(r, "Search", "search"), Filter: f, Asked: !f.words.Empty(), More: map[string]moreOf{},
		Total: count(s.weighing.Reports, "report") + ", " + count(len(s.rows), "incident") + ", " + count(len(s.weighing.Sources), "source")}
	if p.Asked {
		t := d.texts(r.Context())
		p.names(s, f, t)
		p.decided(s, known, f)
		found, err := s.findReports(r.Context(), f)
		if err != nil {
			return broken("the ledger cannot be searched", err)
		}
		p.Publishers = publishersOf(s, found)
		if f.Publisher != "" {
			found = slices.DeleteFunc(found, func(h find.Hit) bool { return s.heads[h.ID].Publisher != f.Publisher })
		}
		from, to, pager := f.turn("/search", len(found))
		p.Pager = pager
		for _, h := range found[from:to] {
			p.Reports = append(p.Reports, s.foundReport(h, f, t))
		}
		if t.failed != nil {
			d.note(r, &fault{http.StatusOK, "a text that was found cannot be read", t.failed})
		}
	}
	return d.pages.render(w, http.StatusOK, part(r, "search", "search-results"), p)
}

// findReports finds the reports of the snapshot that pass f.
func (s *snapshot) findReports(ctx context.Context, f filter) ([]find.Hit, error) {
	hits, err := s.index.Search(ctx, f.words)
	if err != nil {
		return nil, fmt.Errorf("find reports: %w", err)
	}
	return slices.DeleteFunc(hits, func(h find.Hit) bool {
		head := s.heads[h.ID]
		if head == nil {
			return true
		}
		day := head.Day()
		return f.From != "" && (day == "" || day < f.From) || f.To != "" && (day == "" || day > f.To)
	}), nil
}

// publishersOf counts the publishers of what was found, those of most reports first.
func publishersOf(s *snapshot, found []find.Hit) []choice {
	at := map[string]int{}
	var out []choice
	for _, h := range found {
		name := s.heads[h.ID].Publisher
		if name == "" {
			continue
		}
		i, known := at[name]
		if !known {
			i = len(out)
			at[name] = i
			out = append(out, choice{Name: name, Label: name})
		}
		out[i].Count++
	}
	slices.SortStableFunc(out, func(a, b choice) int { return b.Count - a.Count })
	return out[:min(len(out), perPage)]
}

func (s *snapshot) foundReport(h find.Hit, f filter, t *texts) foundReport {
	out := foundReport{reportName: s.reportName(h.ID), Otherwise: h.Otherwise, Incidents: namesOf(s.heads[h.ID].incidents)}
	if t.graphic(h.ID) { // covered until asked for
		return out
	}
	for _, e := range f.words.Excerpts(t.of(h.ID), excerptsOf) {
		out.Excerpts = append(out.Excerpts, excerptView{e.Pieces, wordsHref(report.StatementRef{Report: h.ID, Span: report.Span{Start: e.Start, End: e.End}})})
	}
	return out
}

// names finds what is found by its names: incidents, situations, calls and sources.
func (p *searchPage) names(s *snapshot, f filter, t *texts) {
	f.Page = 1
	rows, pager := s.pick(f)
	p.More["incidents"] = moreOf{pager.Total, f.href("/", 1)}
	for _, row := range rows[:min(len(rows), foundOfKind)] {
		p.Incidents = append(p.Incidents, quotedRow{row, s.quote(s.incidents[row.ID], t)})
	}
	situations, pager := s.pickSituations(f)
	p.More["situations"] = moreOf{pager.Total, f.href("/situations", 1)}
	for _, x := range situations[:min(len(situations), foundOfKind)] {
		p.Situations = append(p.Situations, incidentName{x.Title, situationHref(x.ID)})
	}
	calls, pager := s.pickCalls(f)
	p.More["calls"] = moreOf{pager.Total, f.href("/calls", 1)}
	for _, c := range calls[:min(len(calls), foundOfKind)] {
		name := c.Who
		if c.Where.Name != "" {
			name += ", " + c.Where.Name
		}
		p.Calls = append(p.Calls, incidentName{name, onlyQuery(f).href("/calls", 1) + "#call-" + c.ID})
	}
	sources, pager := s.pickSources(f)
	p.More["sources"] = moreOf{pager.Total, f.href("/sources", 1)}
	for _, x := range sources[:min(len(sources), foundOfKind)] {
		p.Sources = append(p.Sources, incidentName{x.Name, s.sourceHref(x.ID)})
	}
}

// decided finds decisions by who decided, what and why.
func (p *searchPage) decided(s *snapshot, known *decided, f filter) {
	for i := len(known.all) - 1; i >= 0; i-- {
		d := known.all[i]
		if !f.finds(searchKey(d.By, string(d.Act), d.Value, d.Reason)) {
			continue
		}
		m := p.More["decisions"]
		m.Total++
		m.Href = decisionsPath
		p.More["decisions"] = m
		if len(p.Decisions) < foundOfKind {
			v := known.view(s, i)
			v.Aside = true
			p.Decisions = append(p.Decisions, v)
		}
	}
}

// foundJSON is a report in the answer of /api/search.json.
type foundJSON struct {
	ID        string        `json:"id"`
	Title     string        `json:"title,omitempty"`
	Publisher string        `json:"publisher,omitempty"`
	Published string        `json:"published,omitempty"`
	Otherwise bool          `json:"otherwise,omitempty"` // a name in it is spelled otherwise
	Words     []report.Span `json:"words"`               // where what was looked for stands first
	Incidents []string      `json:"incidents"`           // IDs
	Excerpts  []string      `json:"excerpts"`
}

// searchJSON answers GET /api/search.json: the reports in which words stand.
func (d *desk) searchJSON(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	f := parseFilter(r.URL.Query())
	found, err := s.findReports(r.Context(), f)
	if err != nil {
		return broken("the ledger cannot be searched", err)
	}
	if f.Publisher != "" {
		found = slices.DeleteFunc(found, func(h find.Hit) bool { return s.heads[h.ID].Publisher != f.Publisher })
	}
	from, to, pager := f.turn("/search", len(found))
	t := d.texts(r.Context())
	var list []*foundJSON
	for _, h := range found[from:to] {
		head := s.heads[h.ID]
		out := &foundJSON{ID: h.ID, Title: head.Title, Publisher: head.Publisher, Published: head.Published, Otherwise: h.Otherwise,
			Words: []report.Span{}, Incidents: []string{}, Excerpts: []string{}}
		for _, in := range head.incidents {
			out.Incidents = append(out.Incidents, in.ID)
		}
		for _, e := range f.words.Excerpts(t.of(h.ID), excerptsOf) {
			words := ""
			for _, piece := range e.Pieces {
				words += piece.Text
			}
			out.Words = append(out.Words, report.Span{Start: e.Start, End: e.End})
			out.Excerpts = append(out.Excerpts, words)
		}
		list = append(list, out)
	}
	return sendList(w, list, pager)
}
