package desk

import (
	"net/http"
	"slices"

	"firsthand/internal/report"
)

// sourceRow is a source in the list.
type sourceRow struct {
	ID                     string
	Name, Href, Kind, Side string
	Reports, Incidents     int
	Days                   string // first and last heard
	Silent                 bool
	Named                  bool // a name, and not words for nobody in particular
}

func (s *snapshot) sourceRow(x *report.Source) sourceRow {
	return sourceRow{
		ID: x.ID, Name: x.Name, Href: s.sourceHref(x.ID), Kind: x.Kind, Side: x.Side, Reports: len(x.Reports), Incidents: len(x.Incidents),
		Days: days(report.Days{Start: x.First, End: x.Last}), Silent: s.silences[x.ID] != nil,
		Named: x.Kind != report.KindGroup,
	}
}

// hintView is two sources that may be one.
type hintView struct {
	A, B   sourceRow
	Reason string
	Judged string
}

// Other is the name of the source that is not the one of that ID.
func (h hintView) Other(id string) string {
	if h.A.ID == id {
		return h.B.Name
	}
	return h.A.Name
}

func (s *snapshot) hintView(h *report.MergeHint) (hintView, bool) {
	a, b := s.sources[h.A], s.sources[h.B]
	if a == nil || b == nil {
		return hintView{}, false
	}
	return hintView{s.sourceRow(a), s.sourceRow(b), h.Reason.String(), h.Judged.String()}, true
}

// sourcesPage is what the template "sources" shows.
type sourcesPage struct {
	frame
	Filter filter
	Pager  pager
	Rows   []sourceRow
	Kinds  []string
	Hints  []hintView
	Hinted int // pairs that may be one, also those not listed
	Empty  bool
	All    string
	Total  string
}

// listSources answers GET /sources. Without a kind it lists sources with a name: words for nobody in particular
// ("activists") are shown where they are asked for.
func (d *desk) listSources(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	f := onlyKind(parseFilter(r.URL.Query()))
	list, pager := s.pickSources(f)
	p := sourcesPage{frame: d.frame(r, "Sources", "sources"), Filter: f, Pager: pager, All: "/sources", Empty: len(s.weighing.Sources) == 0}
	for _, x := range list {
		p.Rows = append(p.Rows, s.sourceRow(x))
	}
	named := 0
	for i := range s.weighing.Sources {
		kind := s.weighing.Sources[i].Kind
		if kind != report.KindGroup {
			named++
		}
		if kind != "" {
			p.Kinds = append(p.Kinds, kind)
		}
	}
	slices.Sort(p.Kinds)
	p.Kinds = slices.Compact(p.Kinds)
	p.Total = count(named, "source") + " with a name, " + count(len(s.weighing.Sources)-named, "word") + " for people nobody names"
	for i := range s.weighing.Hints {
		if h := &s.weighing.Hints[i]; h.Judged.IsZero() {
			if p.Hinted++; len(p.Hints) < perPage {
				if v, ok := s.hintView(h); ok {
					p.Hints = append(p.Hints, v)
				}
			}
		}
	}
	return d.pages.render(w, http.StatusOK, part(r, "sources", "sources-results"), p)
}

// pickSources finds the sources that pass f and cuts out its page.
func (s *snapshot) pickSources(f filter) ([]*report.Source, pager) {
	var found []*report.Source
	for i := range s.weighing.Sources {
		x := &s.weighing.Sources[i]
		switch {
		case f.Kind == "" && x.Kind == report.KindGroup, f.Kind != "" && f.Kind != x.Kind:
			continue
		case f.finds(s.sourceKeys[i]):
			found = append(found, x)
		}
	}
	from, to, p := f.turn("/sources", len(found))
	return found[from:to], p
}

// sourcePage is what the template "source" shows.
type sourcePage struct {
	frame
	sourceRow
	KindWhy, SideWhy string
	Of               string
	Others, Voices   []string
	Merged           []string
	Published        int
	Silence          string
	Unnamed          bool
	Words            []quotation
	InIncidents      []incidentName
	MoreIncidents    int
	LastReports      []reportName // newest first
	MoreReports      int
	Hints            []hintView
	Decisions        []decisionView
	Sides, Names     []string // that forms offer
}

// offered is how many names a form offers.
const offered = 500

// offers lists the sides that sources of the ledger have, and the names of sources other than x.
func (s *snapshot) offers(x *report.Source) (sides, names []string) {
	for i := range s.weighing.Sources {
		other := &s.weighing.Sources[i]
		if other.Side != "" {
			sides = append(sides, other.Side)
		}
		if other.ID != x.ID && other.Kind != report.KindGroup && len(names) < offered {
			names = append(names, other.Name)
		}
	}
	slices.Sort(sides)
	slices.Sort(names)
	return slices.Compact(sides), slices.Compact(names)
}

// showSource answers GET /sources/{id}.
func (d *desk) showSource(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	x := s.sources[r.PathValue("id")]
	if x == nil {
		return notFound("no source has this name; it may have been merged with another")
	}
	known, err := d.decisions(r.Context())
	if err != nil {
		return err
	}
	t := d.texts(r.Context())
	p := s.sourcePage(x, t)
	if t.failed != nil {
		d.note(r, &fault{http.StatusOK, "a text of a source cannot be read", t.failed})
	}
	p.frame = d.frame(r, x.Name, "sources")
	p.Decisions = p.open(known.about(s, append([]string{x.ID}, x.Merged...)...))
	if p.Analyst != "" {
		p.Sides, p.Names = s.offers(x)
	}
	return d.pages.render(w, http.StatusOK, "source", p)
}

func (s *snapshot) sourcePage(x *report.Source, t *texts) sourcePage {
	p := sourcePage{
		sourceRow: s.sourceRow(x), KindWhy: x.KindWhy.String(), SideWhy: x.SideWhy.String(), Of: x.Of, Others: x.Others, Voices: x.Voices,
		Merged: x.Merged, Published: x.Published, Unnamed: x.Kind == report.KindGroup,
	}
	if silence := s.silences[x.ID]; silence != nil {
		p.Silence = silence.Reason.String()
	}
	for _, ref := range x.Words {
		p.Words = append(p.Words, s.quotation(ref, t))
	}
	for _, id := range x.Incidents {
		if in := s.incidents[id]; in != nil && len(p.InIncidents) < perPage {
			p.InIncidents = append(p.InIncidents, incidentName{in.Title, incidentHref(id)})
		}
	}
	p.MoreIncidents = len(x.Incidents) - len(p.InIncidents)
	for _, id := range slices.Backward(x.Reports) {
		if len(p.LastReports) == perPage {
			break
		}
		p.LastReports = append(p.LastReports, s.reportName(id))
	}
	p.MoreReports = len(x.Reports) - len(p.LastReports)
	for _, h := range s.hints[x.ID] {
		if v, ok := s.hintView(h); ok {
			p.Hints = append(p.Hints, v)
		}
	}
	return p
}
