package desk

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// row is an incident as the list shows it. All of it is worked out once for each snapshot.
type row struct {
	ID, Title, Kind string
	Start           string // ISO day, "" when not known
	When            string // for people
	About           string // kind and place, as far as the title does not tell them
	Figures         []figureLine
	MoreFigures     int // figures that the row has no room for
	Grade           report.Grade
	Counts          report.Counts
	Basis           string // "12 reports · 10 publishers · 3 origins"
	Depth           string // who saw it, and what ends in fog: a sentence
	Thumbnail       thumbnail
	key             string // what a search looks in
}

// figureLine is a tally in one line: the best figure first, and what its rivals say.
type figureLine struct {
	Range   string // the best figure, or the only one with its bound: "34", "about 400"; without either what all say: "31–34"
	Measure string // "civilians killed"
	Best    string // "" where no rule gives one
	Others  string // "others say 31–34", "no best figure"; "" where all say the same
	Day     string // "" where the figures do not differ by day
}

// figuresInRow is how many tallies a row of the list shows.
const figuresInRow = 2

// row works out an incident's row.
func (s *snapshot) row(in *report.Incident) row {
	where := place(in.Where)
	r := row{
		ID: in.ID, Title: in.Title, Kind: in.Kind, Start: in.When.Start, When: days(in.When), About: untold(in.Title, in.Kind, where),
		Grade: in.Grade, Counts: in.Counts, Basis: basis(in.Counts), Depth: depth(in.Counts), Thumbnail: thumbnailOf(in),
		Figures: figureLines(in.Tallies),
	}
	if len(r.Figures) > figuresInRow {
		r.MoreFigures = len(r.Figures) - figuresInRow
		r.Figures = r.Figures[:figuresInRow]
	}
	for i := range r.Figures {
		r.Figures[i] = r.Figures[i].on(in)
	}
	parts := []string{in.Title, in.Kind, where, in.When.Start, in.When.End}
	parts = append(parts, in.Where.Within...)
	for _, o := range in.Origins {
		parts = append(parts, o.Name, o.Via)
	}
	for _, id := range reportsOf(in) {
		if h := s.heads[id]; h != nil {
			parts = append(parts, h.Publisher, h.Title)
		}
	}
	r.key = searchKey(parts...)
	return r
}

// untold joins those of parts that title does not contain.
func untold(title string, parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" && !strings.Contains(fold(title), fold(p)) {
			out = append(out, p)
		}
	}
	return strings.Join(out, " · ")
}

// figureLines puts every tally in a line.
func figureLines(tallies []report.Tally) []figureLine {
	var out []figureLine
	for _, t := range tallies {
		out = append(out, lineOf(t))
	}
	return out
}

// lineOf puts a tally in a line.
func lineOf(t report.Tally) figureLine {
	l := figureLine{Day: day(t.Day)}
	alone, same := onlyFigure(t.Rivals)
	switch {
	case same:
		l.Range = figure(alone)
	case t.Best != nil:
		l.Range = num(*t.Best)
		l.Others = "others say " + reach(t)
	default:
		l.Range = reach(t)
		l.Others = "no best figure"
	}
	if t.Best != nil {
		l.Best = num(*t.Best)
	}
	l.Measure = measure(l.Range, t.Measure, t.Who)
	if t.Total {
		l.Measure += " in all"
	}
	return l
}

// on leaves the day out where it is the incident's own and goes without saying.
func (l figureLine) on(in *report.Incident) figureLine {
	if in.When.Start == in.When.End && l.Day == day(in.When.Start) {
		l.Day = ""
	}
	return l
}

// onlyFigure is the one figure that all rivals give which were not replaced; a lone figure keeps its bound: "about 400".
func onlyFigure(rivals []report.Rival) (only report.Figure, same bool) {
	seen := map[string]bool{}
	for _, r := range rivals {
		if !r.Replaced || len(rivals) == 1 {
			only = r.Figure
			seen[figure(r.Figure)] = true
		}
	}
	return only, len(seen) == 1
}

// reach is what the figures of a tally come to together: "31–34", "14–19 or more".
func reach(t report.Tally) string {
	if t.High != nil {
		return span(t.Low, t.High)
	}
	top := t.Low
	for _, r := range t.Rivals {
		if r.Replaced {
			continue
		}
		top = max(top, r.Figure.Low)
		if r.Figure.High != nil {
			top = max(top, *r.Figure.High)
		}
	}
	if top == t.Low {
		return span(t.Low, nil)
	}
	return span(t.Low, &top) + " or more"
}

// place writes where: "Tell Zahra, Zahra".
func place(w report.Where) string {
	if w.Admin1 == "" || w.Admin1 == w.Name {
		return w.Name
	}
	return strings.TrimPrefix(w.Name+", "+w.Admin1, ", ")
}

// depth says in a sentence or two who saw it and what ends in fog.
func depth(c report.Counts) string {
	return strings.TrimSpace(sentence(sight(c)) + " " + sentence(fog(c)))
}

// incidentsPage is what the template "incidents" shows.
type incidentsPage struct {
	frame
	Filter filter
	Pager  pager
	Rows   []*row
	Kinds  []string // of event, that occur
	Grades []string
	Sorts  any
	Empty  bool   // the ledger has no incident at all
	All    string // address of the list without a filter
	Total  string // what the ledger holds, in words
}

// grades are the five grades, firmest first.
var grades = []string{report.GradeConfirmed, report.GradeFair, report.GradeWeak, report.GradeContested, report.GradeDiscounted}

// listIncidents answers GET /. To htmx, which asks as the reader types, it sends the results alone.
func (d *desk) listIncidents(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	f := parseFilter(r.URL.Query())
	p := incidentsPage{
		frame: d.frame(r, "Incidents", "incidents"), Filter: f, Grades: grades, Sorts: sorts, All: "/",
		Empty: len(s.rows) == 0,
		Total: count(len(s.rows), "incident") + " from " + count(s.weighing.Reports, "report") + " by " + count(s.weighing.Publishers, "publisher"),
	}
	p.Rows, p.Pager = s.pick(f)
	for i := range s.rows {
		p.Kinds = append(p.Kinds, s.rows[i].Kind)
	}
	slices.SortFunc(p.Kinds, cmp.Compare)
	p.Kinds = slices.Compact(p.Kinds)
	return d.pages.render(w, http.StatusOK, part(r, "incidents", "incidents-results"), p)
}

// pick finds the rows that pass f, in its order, and cuts out its page.
func (s *snapshot) pick(f filter) ([]*row, pager) {
	var rows []*row
	for i := range s.rows {
		if f.keeps(&s.rows[i]) {
			rows = append(rows, &s.rows[i])
		}
	}
	f.order(rows)
	from, to, p := f.turn("/", len(rows))
	return rows[from:to], p
}

// part picks the template: the whole page, or the part of it that htmx asks for.
func part(r *http.Request, whole, part string) string {
	if r.Header.Get("HX-Request") == "true" {
		return part
	}
	return whole
}
