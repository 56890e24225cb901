package desk

import (
	"net/http"
	"strings"

	"firsthand/internal/report"
)

// callView is a plea for help, and what later reports tell.
type callView struct {
	ID         string
	Who, Href  string
	Where, Day string
	Needs, Via string
	Quotations []quotation
	More       int // reports of it that are not quoted
	After      []sequelView
	Since      string // "Nothing heard since 13 Dec 2016."; "" where something was
}

// sequelView is what a later report tells of a caller or a place.
type sequelView struct {
	Kind, Day, By string
	Quotation     quotation
}

// quotedOfCall is how many reports of one call are quoted.
const quotedOfCall = 3

func (s *snapshot) callView(c *report.OpenCall, t *texts) callView {
	v := callView{
		ID: c.ID, Who: c.Who, Href: s.sourceHref(c.Source), Where: place(c.Where), Day: day(c.Day), Needs: strings.Join(c.Needs, ", "), Via: c.Via,
		More: max(0, len(c.Words)-quotedOfCall),
	}
	for _, ref := range c.Words[:min(len(c.Words), quotedOfCall)] {
		v.Quotations = append(v.Quotations, s.quotation(ref, t))
	}
	for _, a := range c.After {
		v.After = append(v.After, sequelView{sequelWords(a.Kind), day(a.Day), a.By, s.quotation(a.Words, t)})
	}
	switch {
	case len(v.After) > 0:
	case c.Day == "":
		v.Since = "When the call was made is not known, so nothing can be said to have come after it."
	case s.newest <= c.Day:
		v.Since = "The ledger ends there: no report in it is newer than the call."
	default:
		v.Since = "Nothing heard since " + v.Day + ", up to " + day(s.newest) + ", where the ledger ends."
	}
	return v
}

// sequelWords says what a sequel is. None of them says that help came.
func sequelWords(kind string) string {
	switch kind {
	case report.SpokeAgain:
		return "The caller was heard again"
	case report.EvacuatedOf:
		return "An evacuation of the place is told of"
	case report.AidDelivered:
		return "Aid for the place is told of"
	}
	return kind
}

// silenceView is a source that has stopped speaking.
type silenceView struct {
	Name, Href, Kind string
	Reason           string
	Last             quotation
}

// callsPage is what the template "calls" shows.
type callsPage struct {
	frame
	Filter   filter
	Pager    pager
	Calls    []callView
	Silences []silenceView
	Silent   int // sources that have fallen silent, also those not listed
	Empty    bool
	All      string
	Total    string
}

// listCalls answers GET /calls. The silences stand below the first page of all calls.
func (d *desk) listCalls(w http.ResponseWriter, r *http.Request) error {
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	f := onlyQuery(parseFilter(r.URL.Query()))
	t := d.texts(r.Context())
	p := callsPage{
		frame: d.frame(r, "Calls for help", "calls"), Filter: f, All: "/calls", Empty: len(s.weighing.Calls) == 0 && len(s.weighing.Silences) == 0,
		Total: count(len(s.weighing.Calls), "call") + ", " + count(len(s.weighing.Silences), "silence"), Silent: len(s.weighing.Silences),
	}
	list, pager := s.pickCalls(f)
	p.Pager = pager
	for _, c := range list {
		p.Calls = append(p.Calls, s.callView(c, t))
	}
	for i := range s.weighing.Silences[:min(len(s.weighing.Silences), perPage)] {
		x := &s.weighing.Silences[i]
		p.Silences = append(p.Silences, silenceView{x.Name, s.sourceHref(x.Source), x.Kind, x.Reason.String(), s.quotation(x.Words, t)})
	}
	if t.failed != nil {
		d.note(r, &fault{http.StatusOK, "a text that a call quotes cannot be read", t.failed})
	}
	return d.pages.render(w, http.StatusOK, part(r, "calls", "calls-results"), p)
}

// pickCalls finds the calls that pass f and cuts out its page.
func (s *snapshot) pickCalls(f filter) ([]*report.OpenCall, pager) {
	var found []*report.OpenCall
	for i := range s.weighing.Calls {
		c := &s.weighing.Calls[i]
		if f.finds(s.callKeys[i]) {
			found = append(found, c)
		}
	}
	from, to, p := f.turn("/calls", len(found))
	return found[from:to], p
}
