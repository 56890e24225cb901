package desk

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// situationRow is a situation in the list.
type situationRow struct {
	Name, Href, Kind string
	Within           string
	Now              []stepView // the newest state and its rivals
	Day, Age         string
	Steps            int
}

// stepView is one state of one day with everybody who says so.
type stepView struct {
	Day    string
	State  string
	Rivals string // "violated"
	Claims []claimView
}

// claimView is one source's word on a state.
type claimView struct {
	By, Href, Via string
	How           string // "announced by", "observed by"
	Undated       bool   // the day is that of publication
	Quotation     quotation
	Same          []quotation // without their words
}

// situationHref is the address of a situation.
func situationHref(id string) string { return "/situations/" + url.PathEscape(id) }

// sourceHref is the address of a source; "" for none.
func (s *snapshot) sourceHref(id string) string {
	if s.sources[id] == nil {
		return ""
	}
	return "/sources/" + url.PathEscape(id)
}

func (s *snapshot) situationRow(x *report.Situation) situationRow {
	r := situationRow{
		Name: x.Title, Href: situationHref(x.ID), Kind: x.Kind, Within: strings.Join(x.Where.Within, ", "), Day: day(x.Day), Age: ageWords(x.Age),
		Steps: len(x.Steps),
	}
	r.Now = s.stepsNow(x)
	return r
}

// stepsNow is the newest state of a situation and those of the same day that contradict it, without quotations.
func (s *snapshot) stepsNow(x *report.Situation) []stepView {
	var now []stepView
	for _, state := range x.Now {
		for _, step := range x.Steps {
			if step.Day == x.Day && step.State == state {
				now = append(now, s.stepView(x.Kind, step, nil))
			}
		}
	}
	return now
}

// stepView shows a step; t is nil where nothing is quoted.
func (s *snapshot) stepView(kind string, step report.Step, t *texts) stepView {
	v := stepView{Day: day(step.Day), State: stateWords(kind, step.State)}
	for i, rival := range step.Rivals {
		if i > 0 {
			v.Rivals += ", "
		}
		v.Rivals += stateWords(kind, rival)
	}
	for _, c := range step.Claims {
		cv := claimView{By: c.By, Href: s.sourceHref(c.Source), Via: c.Via, How: c.How + " by", Undated: !c.Dated && step.Day != ""}
		if cv.By == "" {
			cv.By = "somebody not named"
		}
		if t != nil {
			cv.Quotation = s.quotation(c.Words, t)
			for _, same := range c.Same {
				q := quotation{Href: wordsHref(same)}
				if h := s.heads[same.Report]; h != nil {
					q.From, q.Day = h.Publisher, day(h.Day())
				}
				cv.Same = append(cv.Same, q)
			}
		}
		v.Claims = append(v.Claims, cv)
	}
	return v
}

// stateWords says a state as people do of such a situation. Who holds a place, its words tell.
func stateWords(kind, state string) string {
	if kind == "control" {
		switch state {
		case report.NotTaken:
			return "not taken"
		case "ended":
			return "lost"
		}
	}
	return state
}

// ageWords says how long ago the newest state was told, by the newest report and not by the clock.
func ageWords(age *int) string {
	switch {
	case age == nil:
		return ""
	case *age == 0:
		return "on the day of the newest report"
	}
	return count(*age, "day") + " before the newest report"
}

// situationsPage is what the template "situations" shows.
type situationsPage struct {
	frame
	Filter filter
	Pager  pager
	Rows   []situationRow
	Kinds  []string
	Empty  bool
	All    string
	Total  string
}

// listSituations answers GET /situations.
func (d *desk) listSituations(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	f := onlyKind(parseFilter(r.URL.Query()))
	list, pager := s.pickSituations(f)
	p := situationsPage{frame: d.frame(r, "Situations", "situations"), Filter: f, Pager: pager, All: "/situations", Empty: len(s.weighing.Situations) == 0, Total: count(len(s.weighing.Situations), "situation")}
	for _, x := range list {
		p.Rows = append(p.Rows, s.situationRow(x))
	}
	for i := range s.weighing.Situations {
		p.Kinds = append(p.Kinds, s.weighing.Situations[i].Kind)
	}
	slices.Sort(p.Kinds)
	p.Kinds = slices.Compact(p.Kinds)
	return d.pages.render(w, http.StatusOK, part(r, "situations", "situations-results"), p)
}

// pickSituations finds the situations that pass f and cuts out its page.
func (s *snapshot) pickSituations(f filter) ([]*report.Situation, pager) {
	var found []*report.Situation
	for i := range s.weighing.Situations {
		x := &s.weighing.Situations[i]
		if (f.Kind == "" || f.Kind == x.Kind) && f.finds(s.situationKeys[i]) {
			found = append(found, x)
		}
	}
	from, to, p := f.turn("/situations", len(found))
	return found[from:to], p
}

// onlyKind keeps of a filter what lists without grades and orders know.
func onlyKind(f filter) filter {
	return filter{Query: f.Query, words: f.words, Kind: f.Kind, Page: f.Page}
}

// situationPage is what the template "situation" shows.
type situationPage struct {
	frame
	situationRow
	Where     string
	Timeline  []stepView
	Incidents []incidentName
}

// showSituation answers GET /situations/{id}.
func (d *desk) showSituation(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	x := s.situations[r.PathValue("id")]
	if x == nil {
		return notFound("no situation has this name")
	}
	t := d.texts(r.Context())
	p := situationPage{frame: d.frame(r, x.Title, "situations"), situationRow: s.situationRow(x), Where: place(x.Where)}
	for _, step := range x.Steps {
		p.Timeline = append(p.Timeline, s.stepView(x.Kind, step, t))
	}
	for _, id := range x.Incidents {
		if in := s.incidents[id]; in != nil {
			p.Incidents = append(p.Incidents, incidentName{in.Title, incidentHref(id)})
		}
	}
	if t.failed != nil {
		d.note(r, &fault{http.StatusOK, "a text that a situation quotes cannot be read", t.failed})
	}
	return d.pages.render(w, http.StatusOK, "situation", p)
}
