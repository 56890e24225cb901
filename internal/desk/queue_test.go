package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"firsthand/internal/decide"
	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// asked is the example with open questions: two sources and two incidents that may be one.
func asked() (*desktest.Ledger, report.Weighing) {
	l, w := desktest.Example()
	w.Sources = append(w.Sources, report.Source{ID: "source:amber", Name: "Amber Post", Reports: []string{"1", "2"}}, report.Source{ID: "source:ap", Name: "A. Post", Reports: []string{"3"}})
	w.Hints = []report.MergeHint{
		{A: "source:amber", B: "source:ap", Reason: report.InWords("Alike.")},
		{A: desktest.RasdID, B: "source:amber", Reason: report.InWords("Judged."), Judged: report.InWords("Rejected by N.")},
	}
	for i := range w.Incidents {
		if w.Incidents[i].ID == desktest.PostID { // beside the market now, and a day later
			w.Incidents[i].Where.Name, w.Incidents[i].Where.Country = "Tell Zahra", "SY"
			w.Incidents[i].When = report.Days{Start: "2017-03-04", End: "2017-03-04"}
		}
	}
	return l, w
}

func TestTheQueueAsksOneThingAtATime(t *testing.T) {
	l, w := asked()
	h := deciding(t, l, w)
	doc := page(t, h, "/queue", withKey...)
	if got := words(doc); !strings.Contains(got, "2 open questions") || len(all(doc, "card")) != 2 {
		t.Fatalf("the queue shows %s", got)
	}
	first := words(byID(t, doc, "asks"))
	later := ""
	for _, a := range all(doc, "<a") {
		if attr(a, "data-key") == " " {
			later = attr(a, "href")
		}
	}
	doc = page(t, h, later, withKey...)
	if second := words(byID(t, doc, "asks")); second == first {
		t.Errorf("%q is asked twice", first)
	}
}

func TestAnAnswerOfTheQueueIsDecided(t *testing.T) {
	l, w := asked()
	h := deciding(t, l, w)
	answer := func(form url.Values) string {
		t.Helper()
		form.Set("back", "/queue")
		r := post(h, form, withKey...)
		if text := body(t, r); r.StatusCode != http.StatusSeeOther {
			return text
		}
		return r.Header.Get("Location")
	}
	apart := url.Values{"choice": {"reject"}, "on": {desktest.PostID, desktest.MarketID}, "reason": {"The places differ.", "See the map."}}
	if to := answer(apart); to != "/queue" {
		t.Fatalf("answered with %s", to)
	}
	all := decided(t, l)
	if len(all) != 1 || all[0].Act != decide.Reject || all[0].Reason != "The places differ. See the map." {
		t.Errorf("taken down: %+v", all)
	}
	text := words(page(t, h, "/queue", withKey...))
	for _, want := range []string{"1 open question", "Is this one source?", "decided that Explosion near the north gate and Shelling of the grain market in Tell Zahra are two incidents"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in %s", want, text)
		}
	}
	if told := answer(apart); !strings.Contains(told, "decided the same already") {
		t.Errorf("the same decision again: %s", told)
	}
	if to := answer(url.Values{"choice": {"withdraw"}, "on": {all[0].ID}, "reason": {"Undone."}}); to != "/queue" {
		t.Errorf("undoing: %s", to)
	}
	if text := words(page(t, h, "/queue", withKey...)); !strings.Contains(text, "2 open questions") {
		t.Errorf("after undoing: %s", text)
	}
}

func TestIncidentsOfDifferentKindsAreMergedWhenThatIsMeant(t *testing.T) {
	l, w := asked()
	h := deciding(t, l, w)
	form := url.Values{"choice": {"merge"}, "on": {desktest.MarketID, desktest.PostID}, "reason": {"One attack."}}
	r := post(h, form, withKey...)
	if text := body(t, r); r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(text, "of different kinds, shelling and explosion") {
		t.Errorf("%s: %s", r.Status, text)
	}
	form.Set("sure", "yes")
	if r := post(h, form, withKey...); r.StatusCode != http.StatusSeeOther {
		t.Errorf("%s: %s", r.Status, body(t, r))
	}
}

func TestAnIncidentSaysWhatMayBeTheSame(t *testing.T) {
	l, w := asked()
	h, _ := open(t, l, w)
	if got := words(page(t, h, "/incidents/"+desktest.PostID)); !strings.Contains(got, "Shelling of the grain market in Tell Zahra: Both in Tell Zahra, a day apart") {
		t.Errorf("the page says %s", got)
	}
}

func TestTheQueueOfADeskThatOnlyShows(t *testing.T) {
	l, w := asked()
	h, _ := open(t, l, w)
	doc := page(t, h, "/queue")
	if text := words(doc); !strings.Contains(text, "This desk only shows") || len(all(doc, "answer-it")) != 0 {
		t.Errorf("shows %s", text)
	}
	l, w = desktest.Example()
	w.Hints = nil
	h, _ = open(t, l, w)
	if text := words(page(t, h, "/queue")); !strings.Contains(text, "Nothing to decide") {
		t.Errorf("shows %s", text)
	}
}
