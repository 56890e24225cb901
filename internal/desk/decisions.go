package desk

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"

	"firsthand/internal/decide"
	"firsthand/internal/report"
)

// decidedCache keeps the decisions of a ledger until its version changes.
type decidedCache struct{ latest atomic.Pointer[decided] }

// decided is all decisions at one version of the ledger.
type decided struct {
	version int64
	all     []report.Decision          // in the order in which they were taken down
	gone    map[string]report.Decision // which decision took one back, by its ID
	on      map[string][]int           // places in all by what the decision is about; words are also under their report
	changes decide.Changes
}

// decisions lists what was decided.
func (d *desk) decisions(ctx context.Context) (*decided, error) {
	version, err := d.ledger.Version(ctx)
	if err != nil {
		return nil, broken("the ledger cannot be read", fmt.Errorf("version: %w", err))
	}
	if known := d.decided.latest.Load(); known != nil && known.version == version {
		return known, nil
	}
	known := &decided{version: version, on: map[string][]int{}}
	for x, err := range d.ledger.Decisions(ctx) {
		if err != nil {
			return nil, broken("the decisions cannot be read", fmt.Errorf("list decisions: %w", err))
		}
		for _, name := range x.On {
			known.on[name] = append(known.on[name], len(known.all))
			if id := decide.ReportOf(name); id != "" && name != decide.OnReport(id) {
				known.on[decide.OnReport(id)] = append(known.on[decide.OnReport(id)], len(known.all))
			}
		}
		known.all = append(known.all, x)
	}
	known.gone = decide.Withdrawn(known.all)
	known.changes = decide.ChangesOf(decide.Standing(known.all))
	d.decided.latest.Store(known)
	return known, nil
}

// decisionView is a decision for people.
type decisionView struct {
	ID, By, At string
	Did        string // "merged A with B"
	Reason     string
	Pages      []incidentName // of what it is about
	Aside      bool           // the page has it elsewhere too, and there its name
	Withdrawal bool           // it takes another back
	Gone       bool           // it was taken back
	Back       string         // the page that a form to take it back returns to; "" where this browser decides nothing
	GoneBy     string
	GoneAt     string
	GoneWhy    string
}

// open lets decisions be taken back from a page.
func (f frame) open(decisions []decisionView) []decisionView {
	if f.Analyst != "" {
		for i := range decisions {
			decisions[i].Back = f.Path
		}
	}
	return decisions
}

// view describes the decision at place i.
func (k *decided) view(s *snapshot, i int) decisionView {
	d := k.all[i]
	v := decisionView{ID: d.ID, By: d.By, At: d.At.UTC().Format("2 Jan 2006, 15:04 UTC"), Reason: d.Reason, Withdrawal: d.Act == decide.Withdraw}
	v.Did = decide.Say(d, func(name string) string { return s.called(name, k) })
	for _, name := range d.On {
		if p := s.pageOf(name); p.Href != "" && !slices.Contains(v.Pages, p) {
			v.Pages = append(v.Pages, p)
		}
	}
	if by, ok := k.gone[d.ID]; ok {
		v.Gone, v.GoneBy, v.GoneAt, v.GoneWhy = true, by.By, by.At.UTC().Format("2 Jan 2006, 15:04 UTC"), by.Reason
	}
	return v
}

// about lists the decisions on any of some names, newest first. Takings back stand with what they took back and not
// here.
func (k *decided) about(s *snapshot, names ...string) []decisionView {
	var places []int
	for _, name := range names {
		places = append(places, k.on[name]...)
	}
	slices.Sort(places)
	var out []decisionView
	for _, i := range slices.Backward(slices.Compact(places)) {
		if k.all[i].Act != decide.Withdraw {
			out = append(out, k.view(s, i))
		}
	}
	return out
}

// called is what people call what a decision is about.
func (s *snapshot) called(name string, k *decided) string {
	switch decide.KindOf(name) {
	case decide.Incident:
		if in := s.incidents[name]; in != nil {
			return in.Title
		}
		return "incident " + name
	case decide.Source:
		return s.nodeName(name)
	case decide.Report:
		return s.sayReport(decide.ReportOf(name))
	case decide.Statement, decide.Figure:
		return "a " + string(decide.KindOf(name)) + " of " + s.sayReport(decide.ReportOf(name))
	case decide.Decided:
		if s.heads[name] != nil {
			return s.sayReport(name)
		}
		for i := range k.all {
			if k.all[i].ID == name {
				return "what " + k.all[i].By + " decided: " + decide.Say(k.all[i], func(n string) string { return s.called(n, &decided{}) })
			}
		}
	}
	return name
}

// sayReport names a report in a sentence.
func (s *snapshot) sayReport(id string) string {
	n := s.reportName(id)
	return "“" + n.Title + "”" + strings.TrimSuffix(" ("+strings.Trim(n.Publisher+", "+n.Day, ", ")+")", " ()")
}

// pageOf is the page of what a decision is about.
func (s *snapshot) pageOf(name string) incidentName {
	switch decide.KindOf(name) {
	case decide.Incident:
		if in := s.incidents[name]; in != nil {
			return incidentName{in.Title, incidentHref(name)}
		}
	case decide.Source:
		if x := s.sources[name]; x != nil {
			return incidentName{x.Name, s.sourceHref(name)}
		}
	case decide.Report, decide.Statement, decide.Figure, decide.Decided:
		id := decide.ReportOf(name)
		if id == "" {
			id = name
		}
		if s.heads[id] == nil {
			return incidentName{}
		}
		href := reportHref(id)
		if _, span, ok := decide.Words(name); ok {
			href = wordsHref(report.StatementRef{Report: id, Span: span})
		}
		return incidentName{s.reportName(id).Title, href}
	}
	return incidentName{}
}

// namesIn are the names under which decisions on an incident are found: its own; splits that made it what it is; its
// reports, their words, and the edges of its picture.
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

// gradedBefore says what an incident was merged with after somebody graded it: the grade was given to less than stands
// there.
func (k *decided) gradedBefore(s *snapshot, in *report.Incident) string {
	if in.Grade.By == "" {
		return ""
	}
	graded, what := false, ""
	for i, d := range k.all {
		_, gone := k.gone[d.ID]
		switch {
		case gone || !slices.Contains(d.On, in.ID):
		case d.Act == decide.Grade:
			graded, what = true, ""
		case d.Act == decide.Merge && graded:
			what = "The grade was given before: " + k.view(s, i).By + " " + k.view(s, i).Did + " after it."
		}
	}
	return what
}

// mergedInto finds the incident of which another is a part by decision; nil where there is none.
func (k *decided) mergedInto(s *snapshot, id string) *report.Incident {
	for _, i := range slices.Backward(k.on[id]) {
		d := k.all[i]
		if _, gone := k.gone[d.ID]; gone || d.Act != decide.Merge {
			continue
		}
		for _, other := range d.On {
			if in := s.incidents[other]; in != nil {
				return in
			}
		}
	}
	return nil
}

// decisionsPage is what the template "decisions" shows.
type decisionsPage struct {
	frame
	Pager pager
	Rows  []decisionView
	Total string
	Empty bool
}

// listDecisions answers GET /decisions.
func (d *desk) listDecisions(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	known, err := d.decisions(r.Context())
	if err != nil {
		return err
	}
	f := filter{Page: parseFilter(r.URL.Query()).Page}
	p := decisionsPage{frame: d.frame(r, "Decisions", "decisions"), Empty: len(known.all) == 0, Total: count(len(known.all), "decision")}
	from, to, pager := f.turn(decisionsPath, len(known.all))
	p.Pager = pager
	for i := from; i < to; i++ {
		p.Rows = append(p.Rows, known.view(s, len(known.all)-1-i))
	}
	p.Rows = p.open(p.Rows)
	return d.pages.render(w, http.StatusOK, "decisions", p)
}

// apiDecision is a decision with what became of it.
type apiDecision struct {
	report.Decision
	WithdrawnBy string `json:"withdrawn_by,omitempty"` // ID of the decision that took it back
}

// decisionsJSON answers GET /api/decisions.json: all decisions, in the order in which they were taken down.
func (d *desk) decisionsJSON(w http.ResponseWriter, r *http.Request) error {
	known, err := d.decisions(r.Context())
	if err != nil {
		return err
	}
	out := make([]apiDecision, 0, len(known.all))
	for _, x := range known.all {
		out = append(out, apiDecision{x, known.gone[x.ID].ID})
	}
	return sendJSON(w, struct {
		Decisions []apiDecision `json:"decisions"`
	}{out})
}
