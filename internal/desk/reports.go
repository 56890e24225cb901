package desk

import (
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"firsthand/internal/decide"
	"firsthand/internal/report"
)

// reportsPage is what the template "reports" shows.
type reportsPage struct {
	frame
	Filter filter
	Pager  pager
	Rows   []headRow
	Empty  bool
	All    string
	Total  string
}

// headRow is a report in the list of all reports.
type headRow struct {
	reportName
	Incidents []incidentName
}

// incidentName is an incident in a few words.
type incidentName struct{ Title, Href string }

func namesOf(incidents []*report.Incident) []incidentName {
	var out []incidentName
	for _, in := range incidents {
		out = append(out, incidentName{in.Title, incidentHref(in.ID)})
	}
	return out
}

// listReports answers GET /reports.
func (d *desk) listReports(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	f := onlyQuery(parseFilter(r.URL.Query()))
	var found []*head
	for _, h := range s.reports {
		if f.finds(h.key) {
			found = append(found, h)
		}
	}
	p := reportsPage{frame: d.frame(r, "Reports", "reports"), Filter: f, All: "/reports", Empty: len(s.reports) == 0, Total: count(len(s.reports), "report")}
	from, to, pager := f.turn("/reports", len(found))
	p.Pager = pager
	for _, h := range found[from:to] {
		p.Rows = append(p.Rows, headRow{s.reportName(h.ID), namesOf(h.incidents)})
	}
	return d.pages.render(w, http.StatusOK, part(r, "reports", "reports-results"), p)
}

// reportPage is what the template "report" shows.
type reportPage struct {
	frame
	Report     report.Report
	Heading    string
	Published  string
	Incidents  []incidentName
	Paragraphs []paragraph
	Statements []statementView
	Chain      *statementView // the selected statement; nil when none is
	Picked     *marked        // words that ?at= marks, when no statement is selected
	Figures    []figureView
	Places     []placeView
	Times      []timeView
	Graphic    bool   // covered until asked for
	Asked      bool   // a statement or words of it were asked for
	Before     string // before when it existed, by whose word outside; "" where nobody has given theirs
	Unread     string // why it was not read, or not to its end; "" where it was
	Original   string
	Digest     string
	On         string // its name in a decision
	Left       *decisionView
	Decisions  []decisionView
}

// graphic finds a report's own warning of what its text tells.
var graphic = regexp.MustCompile(`(?i)graphic\s+(content|images?|video|footage|description|detail)|viewer\s+discretion|(contains|warning:?)\s+graphic|محتوى\s+(صادم|حساس|قاس)|مشاهد\s+(قاسية|صادمة)`)

// warningReach is how many bytes of a text's beginning are searched for a warning. Further in, the words are part of
// the story.
const warningReach = 300

// warns tells whether a report itself warns that its words are graphic.
func warns(r report.Report) bool {
	return graphic.MatchString(r.Title) || graphic.MatchString(r.Text[:min(len(r.Text), warningReach)])
}

// showReport answers GET /reports/{id}. To htmx, which asks when another statement is selected, it sends text and chain
// alone.
func (d *desk) showReport(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	known, err := d.decisions(r.Context())
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	h := s.heads[id]
	if h == nil {
		return notFound("no report has this name")
	}
	rep, err := d.ledger.Report(r.Context(), id)
	if err != nil {
		return broken("the report cannot be read", fmt.Errorf("report %s: %w", id, err))
	}
	weight := min(int64(len(rep.Text)), maxRenders)
	if err := d.renders.Acquire(r.Context(), weight); err != nil {
		return err // whoever asked is gone
	}
	defer d.renders.Release(weight)
	reading, err := d.ledger.Reading(r.Context(), id)
	if err != nil { // the text is worth showing without its marks
		reading = report.Reading{}
		d.note(r, &fault{http.StatusOK, "a reading is missing", fmt.Errorf("reading of %s: %w", id, err)})
	}
	q := r.URL.Query()
	p := newReportPage(rep, reading, selection{statement: q.Get("s"), words: parseSpan(q.Get("at"))})
	p.frame = d.frame(r, p.Heading, "reports")
	p.decide(s, known)
	p.Incidents, p.Unread = namesOf(h.incidents), unread(reading, err)
	if p.Chain != nil {
		p.Chain.Incidents = p.Incidents
	}
	if d.before != nil {
		if p.Before, err = d.before(r.Context(), id); err != nil {
			d.note(r, &fault{http.StatusOK, "a time stamp cannot be read", fmt.Errorf("time stamps of %s: %w", id, err)})
		}
	}
	return d.pages.render(w, http.StatusOK, part(r, "report", "reading"), p)
}

// unread says why a report was not read, or not to its end; "" where it was.
func unread(reading report.Reading, err error) string {
	switch {
	case err != nil:
		return "This report has not been read yet."
	case reading.Unread != nil:
		return "Not read: " + reading.Unread.Words + "."
	}
	return ""
}

// decide adds what was decided about the report and its words.
func (p *reportPage) decide(s *snapshot, known *decided) {
	p.On = decide.OnReport(p.Report.ID)
	p.Decisions = p.open(known.about(s, p.On, p.Report.ID))
	if by, left := known.changes.Left(p.Report.ID); left {
		for _, v := range p.Decisions {
			if v.ID == by.ID {
				p.Left = &v
			}
		}
	}
	for i := range p.Statements {
		v := &p.Statements[i]
		v.Decisions = p.open(known.about(s, v.On))
		for j := range v.Decisions {
			v.Decisions[j].Aside = true
		}
		if p.Analyst != "" {
			v.Back = p.Path
		}
	}
}

// selection is what a report's address asks to be shown.
type selection struct {
	statement string
	words     report.Span
}

// parseSpan reads "120-180"; anything else is the empty span.
func parseSpan(s string) report.Span {
	from, to, _ := strings.Cut(s, "-")
	start, err1 := strconv.Atoi(from)
	end, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || start < 0 || end <= start {
		return report.Span{}
	}
	return report.Span{Start: start, End: end}
}

func newReportPage(rep report.Report, reading report.Reading, sel selection) reportPage {
	p := reportPage{
		Report: rep, Heading: titleOf(rep), Published: published(rep.Published),
		Digest: rep.Original.String(),
		Places: placeViews(rep.Text, reading), Times: timeViews(rep.Text, reading), Figures: figureViews(rep.Text, reading),
		Graphic: warns(rep),
	}
	if p.Digest != "" {
		p.Original = "/originals/" + p.Digest
	}
	for i, st := range reading.Statements {
		v := newStatementView(rep, reading, i)
		v.Current = st.ID == sel.statement
		p.Statements = append(p.Statements, v)
	}
	for i := range p.Statements {
		if p.Statements[i].Current {
			p.Chain = &p.Statements[i]
			sel.words = report.Span{}
			if i > 0 {
				p.Chain.Previous = p.Statements[i-1].Href
			}
			if i+1 < len(p.Statements) {
				p.Chain.Next = p.Statements[i+1].Href
			}
		}
	}
	if sel.words.Valid(rep.Text) {
		p.Picked = &marked{Words: sel.words.In(rep.Text)}
	}
	p.Asked = p.Chain != nil || p.Picked != nil
	p.Paragraphs = markUp(rep, reading, p.Statements, sel)
	return p
}

// published writes a date, or a date and time, for people.
func published(iso string) string {
	t, err := time.Parse(time.RFC3339, iso)
	if err != nil {
		return day(iso)
	}
	if _, offset := t.Zone(); offset == 0 {
		return t.UTC().Format("2 Jan 2006, 15:04 UTC")
	}
	return t.Format("2 Jan 2006, 15:04 -07:00")
}
