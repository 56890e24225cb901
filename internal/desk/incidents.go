package desk

import (
	"cmp"
	"maps"
	"math/bits"
	"net/http"
	"slices"
	"strings"

	"firsthand/internal/desk/find"
	"firsthand/internal/report"
)

// row is an incident as the list shows it. All of it is worked out once for each snapshot.
type row struct {
	ID, Title, Kind string
	Name            string // the title without the day, which stands beside it
	Start, End      string // ISO days, "" when not known
	When            string // for people
	Where           report.Where
	Killed          float64 // the best figure of the dead, else the least; what the map sizes a mark by
	About           string  // kind and place, as far as the title does not tell them
	Figures         []figureLine
	MoreFigures     int // figures that the row has no room for
	Grade           report.Grade
	Counts          report.Counts
	Basis           string // "12 reports · 3 origins"
	Attention       int    // how much a look may repay; see attention
	Depth           string // who saw it, and what ends in fog: a sentence
	Thumbnail       thumbnail
	key             find.Key // what a search looks in
}

// figureLine is a tally in one line: the best figure first, and what its rivals say.
type figureLine struct {
	Range   string // the best figure, or the only one with its bound: "34", "about 400"; without either what all say: "31–34"
	Measure string // "civilians killed"
	Best    string // "" where no rule gives one
	Others  string // "others say 31–34", "no best figure"; "" where all say the same
	Short   string // the same for a row of a list: "rivals 31–34"
	Day     string // "" where the figures do not differ by day
}

// figuresInRow is how many tallies a row of the list shows.
const figuresInRow = 1

// row works out an incident's row.
func (s *snapshot) row(in *report.Incident) row {
	where := place(in.Where)
	r := row{
		ID: in.ID, Title: in.Title, Name: undatedTitle(in), Kind: in.Kind, Start: in.When.Start, End: cmp.Or(in.When.End, in.When.Start),
		When: days(in.When), Where: in.Where, About: untold(in.Title, in.Kind, in.Where.Name, in.Where.Admin1),
		Grade: in.Grade, Counts: in.Counts, Basis: basis(in.Counts), Depth: depth(in.Counts), Thumbnail: thumbnailOf(in),
		Figures: figureLines(in.Tallies), Attention: attention(in), Killed: killed(in.Tallies),
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

// undatedTitle is the title of an incident without the days at its end, where the row says them beside it.
func undatedTitle(in *report.Incident) string {
	i := strings.LastIndex(in.Title, ", ")
	if i <= 0 || len(in.When.Start) < len("2006") {
		return in.Title
	}
	if end := in.Title[i+2:]; strings.HasSuffix(end, in.When.Start[:4]) && end[0] >= '0' && end[0] <= '9' {
		return in.Title[:i]
	}
	return in.Title
}

// attention says how much a look at an incident may repay, to bring those first that do: it doubles its reports, its
// figures are rivals, it is contested or denied, and nobody has graded it.
func attention(in *report.Incident) int {
	n := bits.Len(uint(max(in.Counts.Reports, 0)))
	for _, t := range in.Tallies {
		if _, same := onlyFigure(t.Rivals); !same {
			n++
			break
		}
	}
	if in.Grade.Value == report.GradeContested {
		n += 2
	}
	if len(in.Denied) > 0 {
		n++
	}
	if in.Grade.By != "" {
		n -= 3
	}
	return n
}

// killed is the best figure of the dead, the least where there is none; 0 where nobody gives one.
func killed(tallies []report.Tally) float64 {
	for _, t := range tallies {
		if t.Measure == "killed" && t.Best != nil {
			return float64(*t.Best)
		}
	}
	for _, t := range tallies {
		if t.Measure == "killed" {
			return float64(t.Low)
		}
	}
	return 0
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
		l.Short = "rivals " + strings.ReplaceAll(reach(t), " or more", "+")
	default:
		l.Range = reach(t)
		l.Others, l.Short = "no best figure", "no best"
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

// onlyFigure is the one figure that all rivals give which were not replaced; a lone figure keeps its bound: "about
// 400".
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
	Rows   []quotedRow
	Kinds  []choice // of event, that occur
	Grades []choice
	Works  []choice
	Sorts  any
	Empty  bool   // the ledger has no incident at all
	All    string // address of the list without a filter
	At     string // where the form leads: "/" or "/map"
	OnMap  string // the same incidents on the map, and in the list
	OnList string
	HandOn handOn
	Total  string // what the ledger holds, in words
}

// choice is one value that a filter can take, with how many incidents it would leave.
type choice struct {
	Name, Label string
	Count       int
}

// quotedRow is a row with a sentence of its reports.
type quotedRow struct {
	*row
	Quote marked
}

// How many runes a row quotes before and behind the words that matter in it.
const (
	quoteBefore = 40
	quoteAfter  = 140
)

// quote cites what a row says: the sentence with the best figure, else the first that says that it happened.
func (s *snapshot) quote(in *report.Incident, t *texts) marked {
	at, ok := telling(in)
	if !ok || t.graphic(at.Report) {
		return marked{}
	}
	m := t.sentence(at)
	if r := []rune(m.Before); m.Words != "" && len(r) > quoteBefore {
		from := len(r) - quoteBefore
		for from < len(r) && r[from-1] != ' ' {
			from++
		}
		m.Before = "… " + string(r[from:])
	}
	m.Before, m.After = shorten(m.Before, quoteBefore+quoteAfter), shorten(m.After, quoteAfter)
	return m
}

// telling points at the words that tell most of an incident in one sentence.
func telling(in *report.Incident) (report.StatementRef, bool) {
	for _, t := range in.Tallies {
		for _, r := range t.Rivals {
			if isBest(t, r.Figure) && !r.Replaced {
				return report.StatementRef{Report: r.Report, Span: r.Figure.Span}, true
			}
		}
	}
	for _, x := range in.Claims.Occurrence {
		if len(x.Words) > 0 {
			return x.Words[0], true
		}
	}
	for _, o := range in.Origins {
		if len(o.Words) > 0 {
			return o.Words[0], true
		}
	}
	return report.StatementRef{}, false
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
	t := d.texts(r.Context())
	p := s.incidentsPage("/", f, t)
	p.frame = d.frame(r, "Incidents", "incidents")
	if t.failed != nil {
		d.note(r, &fault{http.StatusOK, "a text that the list quotes cannot be read", t.failed})
	}
	return d.pages.render(w, http.StatusOK, part(r, "incidents", "incidents-results"), p)
}

// incidentsPage is the list of the incidents that a filter keeps, on the page at path.
func (s *snapshot) incidentsPage(path string, f filter, t *texts) incidentsPage {
	p := incidentsPage{
		Filter: f, Sorts: sorts, All: path, At: path, Empty: len(s.rows) == 0,
		Total: count(len(s.rows), "incident") + " from " + count(s.weighing.Reports, "report") + publishers(s.weighing.Publishers),
	}
	var rows []*row
	rows, p.Pager = s.pickAt(path, f)
	for _, row := range rows {
		p.Rows = append(p.Rows, quotedRow{row, s.quote(s.incidents[row.ID], t)})
	}
	p.Kinds, p.Grades, p.Works = s.choices(f)
	p.OnMap, p.OnList, p.HandOn = f.href("/map", 1), f.href("/", 1), f.handOn()
	return p
}

// publishers says by how many reports were published, nothing where none is known.
func publishers(n int) string {
	if n == 0 {
		return ""
	}
	return " by " + count(n, "publisher")
}

// choices counts what each value of a filter would leave, the others as they are.
func (s *snapshot) choices(f filter) (kinds, graded, work []choice) {
	anyKind, anyGrade, anyWork := f, f, f
	anyKind.Kind, anyGrade.Grade, anyWork.Work = "", "", ""
	byKind, byGrade, byWork := map[string]int{}, map[string]int{}, map[string]int{}
	for i := range s.rows {
		r := &s.rows[i]
		byKind[r.Kind] += first(anyKind.keeps(r))
		byGrade[r.Grade.Value] += first(anyGrade.keeps(r))
		if anyWork.keeps(r) {
			byWork[map[bool]string{true: "graded", false: "open"}[r.Grade.By != ""]]++
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(byKind)) {
		kinds = append(kinds, choice{kind, kind, byKind[kind]})
	}
	for _, g := range grades {
		graded = append(graded, choice{g, g, byGrade[g]})
	}
	for _, w := range works {
		work = append(work, choice{w.Name, w.Label, byWork[w.Name]})
	}
	return kinds, graded, work
}

// pick finds the rows that pass f, in its order, and cuts out its page.
func (s *snapshot) pick(f filter) ([]*row, pager) { return s.pickAt("/", f) }

// pickAt does so for the page at path.
func (s *snapshot) pickAt(path string, f filter) ([]*row, pager) {
	rows := s.kept(f)
	from, to, p := f.turn(path, len(rows))
	return rows[from:to], p
}

// part picks the template: the whole page, or the part of it that htmx asks for.
func part(r *http.Request, whole, part string) string {
	if r.Header.Get("HX-Request") == "true" {
		return part
	}
	return whole
}
