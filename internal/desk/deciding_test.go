package desk_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"firsthand/internal/decide"
	"firsthand/internal/desk"
	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// key is what a browser has to know to decide, and withKey the header of one that does.
const key = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

var withKey = []string{"Cookie", "firsthand-desk=" + key}

// deciding is a desk on which M. Kerr decides.
func deciding(t testing.TB, l *desktest.Ledger, w report.Weighing) http.Handler {
	t.Helper()
	h, err := desk.New(desk.Config{
		Ledger: l, Weigh: func(context.Context) (report.Weighing, error) { return w, nil },
		Decide: l.Decide, Analyst: "M. Kerr", Key: key,
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// decided lists what a ledger has taken down.
func decided(t testing.TB, l *desktest.Ledger) []report.Decision {
	t.Helper()
	var all []report.Decision
	for d, err := range l.Decisions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	return all
}

// post sends a form as a browser does that shows a page of the desk, changed by header.
func post(h http.Handler, form url.Values, header ...string) *http.Response {
	r := httptest.NewRequest(http.MethodPost, "/decisions", strings.NewReader(form.Encode()))
	r.Host = "127.0.0.1:8750"
	for i, set := 0, append([]string{"Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin"}, header...); i+1 < len(set); i += 2 {
		if set[i] == "Host" {
			r.Host = set[i+1]
		} else {
			r.Header.Set(set[i], set[i+1])
		}
	}
	return ask(h, r)
}

// graded is the form that grades the market's incident.
func graded() url.Values {
	return url.Values{"choice": {"grade"}, "value": {"confirmed"}, "on": {desktest.MarketID}, "reason": {"We rang the hospital."}, "back": {"/incidents/" + desktest.MarketID}}
}

func TestADecisionIsTakenDownAndShown(t *testing.T) {
	l, w := desktest.Example()
	h := deciding(t, l, w)
	r := post(h, graded(), withKey...)
	if r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/incidents/"+desktest.MarketID+"#decisions" {
		t.Fatalf("%s, on to %q", r.Status, r.Header.Get("Location"))
	}
	made := decided(t, l)
	if len(made) != 1 || made[0].By != "M. Kerr" || made[0].Act != decide.Grade || made[0].Value != "confirmed" || made[0].Reason != "We rang the hospital." {
		t.Fatalf("taken down: %+v", made)
	}
	for _, path := range []string{"/incidents/" + desktest.MarketID, "/decisions"} {
		shown := words(byID(t, page(t, h, path), "d-"+made[0].ID))
		if want := "M. Kerr graded Shelling of the grain market in Tell Zahra as confirmed"; !strings.Contains(shown, want) || !strings.Contains(shown, "We rang the hospital.") {
			t.Errorf("%s shows %q, want %q and why", path, shown, want)
		}
	}
	back := url.Values{"choice": {"withdraw"}, "on": {made[0].ID}, "reason": {"It was another hospital."}, "back": {"/decisions"}}
	if r := post(h, back, withKey...); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("taking back: %s\n%s", r.Status, body(t, r))
	}
	entry := byID(t, page(t, h, "/decisions", withKey...), "d-"+made[0].ID)
	if shown := words(entry); !hasClass(entry, "gone") || !strings.Contains(shown, "Taken back by M. Kerr") || !strings.Contains(shown, "It was another hospital.") {
		t.Errorf("after it was taken back: %q", shown)
	}
	if len(all(entry, "<form")) != 0 {
		t.Error("what was taken back can be taken back again")
	}
	if r := post(h, back, withKey...); r.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("taking back twice: %s, want 422", r.Status)
	}
	if n := len(decided(t, l)); n != 2 {
		t.Errorf("%d decisions, want 2", n)
	}
	api := decode[struct {
		Decisions []struct {
			ID          string
			WithdrawnBy string `json:"withdrawn_by"`
		}
	}](t, get(t, h, "/api/decisions.json"))
	if len(api.Decisions) != 2 || api.Decisions[0].WithdrawnBy != api.Decisions[1].ID {
		t.Errorf("as JSON: %+v", api)
	}
}

// Every form on a page names the decision that it will make. Sent twice, by a double click or after a page that never
// came, it decides once; with other words, it is refused.
func TestAFormDecidesOnce(t *testing.T) {
	l, w := desktest.Example()
	h := deciding(t, l, w)
	ids := map[string]bool{}
	doc := page(t, h, "/incidents/"+desktest.MarketID, withKey...)
	forms := all(doc, "<form")
	for _, f := range forms {
		if attr(f, "action") != "/decisions" {
			continue
		}
		for _, in := range all(f, "<input") {
			if attr(in, "name") == "id" && len(attr(in, "value")) == 32 {
				ids[attr(in, "value")] = true
			}
		}
	}
	if len(ids) < 3 {
		t.Fatalf("%d forms name their decision", len(ids))
	}
	form := graded()
	for id := range ids {
		form.Set("id", id)
	}
	for range 2 {
		if r := post(h, form, withKey...); r.StatusCode != http.StatusSeeOther {
			t.Fatalf("%s\n%s", r.Status, body(t, r))
		}
	}
	if made := decided(t, l); len(made) != 1 || made[0].ID != form.Get("id") {
		t.Fatalf("taken down: %+v", made)
	}
	form.Set("value", "weak")
	if r := post(h, form, withKey...); r.StatusCode != http.StatusConflict {
		t.Errorf("with other words: %s, want 409", r.Status)
	}
	form.Set("id", "../../x")
	if r := post(h, form, withKey...); r.StatusCode != http.StatusBadRequest {
		t.Errorf("with an ID that is none: %s, want 400", r.Status)
	}
}

// The page says which of three things is so: sealed, not sealed, not known.
func TestThreeAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		err    error
		status int
		says   string
	}{
		"not sealed":      {errors.New("the disk is full"), http.StatusInternalServerError, "nothing was decided"},
		"not known":       {fmt.Errorf("%w: the disk broke", desk.ErrUnknown), http.StatusInternalServerError, "it is not known whether the decision was sealed"},
		"others go first": {desk.ErrMoved, http.StatusServiceUnavailable, "nothing was decided: others keep writing"},
	} {
		l, w := desktest.Example()
		h, err := desk.New(desk.Config{
			Ledger: l, Weigh: func(context.Context) (report.Weighing, error) { return w, nil }, Analyst: "M. Kerr", Key: key,
			Decide: func(context.Context, report.Decision, int64) (report.Decision, error) {
				return report.Decision{}, c.err
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		r := post(h, graded(), withKey...)
		told := body(t, r)
		if r.StatusCode != c.status || !strings.Contains(strings.ToLower(told), c.says) || name == "not known" && strings.Contains(strings.ToLower(told), "nothing was decided") {
			t.Errorf("%s: %s\n%s", name, r.Status, told)
		}
	}
}

// An address that was noted before a merge leads to the incident that it is part of now, as long as the merge stands.
func TestTheAddressOfAMergedIncidentLeadsOn(t *testing.T) {
	l, w := desktest.Example()
	merged := url.Values{"choice": {"merge"}, "on": {desktest.MarketID, desktest.PostID}, "reason": {"One attack."}, "sure": {"yes"}, "back": {"/incidents/" + desktest.PostID}}
	if r := post(deciding(t, l, w), merged, withKey...); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", r.Status, body(t, r))
	}
	w.Incidents = slices.DeleteFunc(w.Incidents, func(in report.Incident) bool { return in.ID == desktest.PostID }) // what weighing makes of it
	h := deciding(t, l, w)
	if r := get(t, h, "/incidents/"+desktest.PostID); r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/incidents/"+desktest.MarketID {
		t.Errorf("%s, on to %q", r.Status, r.Header.Get("Location"))
	}
	if r := post(h, url.Values{"choice": {"withdraw"}, "on": {decided(t, l)[0].ID}, "reason": {"Two after all."}}, withKey...); r.StatusCode != http.StatusSeeOther {
		t.Fatalf("%s\n%s", r.Status, body(t, r))
	}
	if r := get(t, h, "/incidents/"+desktest.PostID); r.StatusCode != http.StatusNotFound {
		t.Errorf("after it was taken back: %s", r.Status)
	}
}

// Who may decide: only a browser that has the key, from a page of this desk, under a name of this desk, on a desk that
// was started for it. Nothing else leaves a trace.
func TestWhoMayNotDecide(t *testing.T) {
	for _, c := range []struct {
		name   string
		header []string
		want   int
	}{
		{"a browser without the key", nil, 403},
		{"a browser with another key", []string{"Cookie", "firsthand-desk=ABCDEFGHIJKLMNOPQRSTUVWXYY"}, 403},
		{"an empty key", []string{"Cookie", "firsthand-desk="}, 403},
		{"a page of another site", append([]string{"Sec-Fetch-Site", "cross-site"}, withKey...), 403},
		{"a page on another port of this machine", append([]string{"Sec-Fetch-Site", "same-site"}, withKey...), 403},
		{"an old browser on a page of another site", append([]string{"Sec-Fetch-Site", "", "Origin", "http://attacker.example"}, withKey...), 403},
		{"a name that was made to point here", append([]string{"Host", "desk.attacker.example:8750"}, withKey...), 421},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, w := desktest.Example()
			r := post(deciding(t, l, w), graded(), c.header...)
			if r.StatusCode != c.want {
				t.Errorf("%s, want %d", r.Status, c.want)
			}
			if all := decided(t, l); len(all) != 0 {
				t.Errorf("taken down: %+v", all)
			}
		})
	}
	l, w := desktest.Example()
	h, _ := open(t, l, w)
	if r := post(h, graded(), withKey...); r.StatusCode != http.StatusMethodNotAllowed || len(decided(t, l)) != 0 {
		t.Errorf("a desk that only shows: %s, want 405", r.Status)
	}
	if r := get(t, h, "/as/"); r.StatusCode != http.StatusNotFound {
		t.Errorf("a desk that only shows lets a browser in: %s", r.Status)
	}
	h = deciding(t, l, w)
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch} {
		r := httptest.NewRequest(method, "/decisions", nil)
		r.Host = "localhost"
		if got := ask(h, r).StatusCode; got != http.StatusMethodNotAllowed {
			t.Errorf("%s /decisions: %d, want 405", method, got)
		}
	}
	r := httptest.NewRequest(http.MethodPost, "/incidents/"+desktest.MarketID, nil)
	r.Host = "localhost"
	if got := ask(h, r).StatusCode; got != http.StatusMethodNotAllowed {
		t.Errorf("POST to a page: %d, want 405", got)
	}
}

func TestTheKeyIsGivenToTheBrowserThatOpensItsAddress(t *testing.T) {
	l, w := desktest.Example()
	h := deciding(t, l, w)
	if r := get(t, h, "/as/ABCDEFGHIJKLMNOPQRSTUVWXYY"); r.StatusCode != http.StatusNotFound || r.Header["Set-Cookie"] != nil {
		t.Errorf("another key: %s, %q", r.Status, r.Header["Set-Cookie"])
	}
	r := get(t, h, "/as/"+key)
	if got, want := r.Header.Get("Set-Cookie"), "firsthand-desk="+key+"; Path=/; HttpOnly; SameSite=Strict"; r.StatusCode != http.StatusSeeOther || r.Header.Get("Location") != "/" || got != want {
		t.Errorf("%s, on to %q, %q; want %q", r.Status, r.Header.Get("Location"), got, want)
	}
	forms := func(header ...string) int {
		return len(all(page(t, h, "/incidents/"+desktest.MarketID, header...), "act"))
	}
	if forms(withKey...) == 0 || forms() != 0 {
		t.Errorf("%d forms with the key and %d without", forms(withKey...), forms())
	}
	for _, path := range []string{"/", "/incidents/" + desktest.MarketID, "/decisions"} {
		if strings.Contains(body(t, get(t, h, path, withKey...)), key) {
			t.Errorf("%s shows the key", path)
		}
	}
}

func TestWhatIsNotTakenDown(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(url.Values)
		want   int
		say    string
	}{
		{"no reason", func(f url.Values) { f.Set("reason", " ") }, 422, "it gives no reason"},
		{"no such grade", func(f url.Values) { f.Set("value", "likely") }, 422, "a grade is one of"},
		{"no such incident", func(f url.Values) { f.Set("on", "0000000000000000") }, 422, "there is no incident"},
		{"no such act", func(f url.Values) { f.Set("choice", "delete") }, 422, "nothing that can be decided"},
		{"a form that is too large", func(f url.Values) { f.Set("reason", strings.Repeat("x", 70<<10)) }, 400, "could not be read"},
		{"somebody else's name", func(f url.Values) { f.Set("by", "T. Osei"); f.Set("By", "T. Osei") }, 303, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, w := desktest.Example()
			form := graded()
			c.change(form)
			r := post(deciding(t, l, w), form, withKey...)
			if text := body(t, r); r.StatusCode != c.want || !strings.Contains(text, c.say) {
				t.Errorf("%s, want %d and %q:\n%s", r.Status, c.want, c.say, text)
			}
			for _, d := range decided(t, l) {
				if c.want != 303 || d.By != "M. Kerr" {
					t.Errorf("taken down: %+v", d)
				}
			}
		})
	}
}

// However the form says to come back, a decision leads to a page of the desk.
func TestTheWayBackStaysOnTheDesk(t *testing.T) {
	for _, back := range []string{"", "//attacker.example/", "https://attacker.example/", "/\\attacker.example", "javascript:alert(1)", "%zz", "/incidents/../../x",
		"////attacker.example/", "/%2Fattacker.example/"} {
		l, w := desktest.Example()
		form := graded()
		form.Set("back", back)
		to := post(deciding(t, l, w), form, withKey...).Header.Get("Location")
		if strings.Contains(back, "/attacker") && !strings.HasPrefix(to, "/decisions#d-") {
			t.Errorf("back to %q leads to %q, and not to the decision", back, to)
		}
		if u, err := url.Parse(to); err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsRune(to, '\\') {
			t.Errorf("back to %q leads to %q", back, to)
		}
	}
}

// Every form of every page, filled in, is taken down: none sends what the desk would refuse for its form.
func TestEveryFormSendsADecision(t *testing.T) {
	l, w := desktest.Example()
	w.Sources = append(w.Sources, report.Source{ID: "source:a", Name: "Amber Post", Merged: []string{"source:amber"}}, report.Source{ID: "source:b", Name: "Amber Daily"})
	w.Hints = append(w.Hints, report.MergeHint{A: "source:a", B: "source:b", Reason: report.InWords("Alike.")})
	edge := w.Incidents[0].Graph.Edges[0]
	h := deciding(t, l, w)
	pages := []string{
		"/queue", "/incidents/" + w.Incidents[0].ID, "/sources/source:a", reportCalled(t, l, "Shelling of grain market kills dozens, monitor says") + "?s=s1",
		"/incidents/" + w.Incidents[0].ID + "/edge?" + url.Values{"from": {edge.From}, "to": {edge.To}}.Encode(),
	}
	sent := 0
	for _, path := range pages {
		for _, form := range all(page(t, h, path, withKey...), "<form") {
			if attr(form, "method") != "post" {
				continue
			}
			sent++
			values, err := fill(form)
			if err != nil {
				t.Errorf("%s: form %q: %v", path, attr(form, "aria-label"), err)
				continue
			}
			r := post(h, values, withKey...)
			if text := body(t, r); r.StatusCode != http.StatusSeeOther {
				t.Errorf("%s: form %q sends %v: %s\n%s", path, attr(form, "aria-label"), values, r.Status, text)
			}
			if to, anchor, ok := strings.Cut(r.Header.Get("Location"), "#"); ok && r.StatusCode == http.StatusSeeOther {
				byID(t, page(t, h, to, withKey...), anchor)
			}
		}
	}
	if sent < 10 {
		t.Errorf("only %d forms were found", sent)
	}
}

// fill fills a form in as a person would: the last choice of every list, one tick, words for the rest.
func fill(form *html.Node) (url.Values, error) {
	values := url.Values{}
	ticked := false
	for n := range form.Descendants() {
		if n.Type != html.ElementNode || attr(n, "name") == "" {
			continue
		}
		name := attr(n, "name")
		switch {
		case n.Data == "textarea":
			values.Add(name, "Because of the street.")
		case n.Data == "select":
			options := all(n, "<option")
			if len(options) == 0 {
				return nil, errors.New("a list without a choice")
			}
			o := options[0]
			for _, x := range options {
				if attr(x, "value") != "" && attr(o, "value") == "" && len(all(n, "<option")) > 1 {
					o = x
				}
			}
			value := attr(o, "value")
			if value == "" {
				value = strings.TrimSpace(text(o))
			}
			values.Add(name, value)
		case n.Data == "button":
			if !values.Has(name) {
				values.Add(name, attr(n, "value"))
			}
		case attr(n, "type") == "hidden":
			values.Add(name, attr(n, "value"))
		case attr(n, "type") == "checkbox":
			if !ticked {
				values.Add(name, attr(n, "value"))
			}
			ticked = true
		case attr(n, "inputmode") == "numeric":
			values.Add(name, "30-40")
		case attr(n, "list") == "names":
			values.Add(name, "Amber Daily")
		case attr(n, "list") == "sides":
			values.Add(name, "the government")
		}
	}
	return values, nil
}

func TestADeskThatDecidesNeedsANameAndAKey(t *testing.T) {
	l, w := desktest.Example()
	for _, cfg := range []desk.Config{{Analyst: "", Key: key}, {Analyst: "M. Kerr", Key: "short"}} {
		cfg.Ledger, cfg.Decide = l, l.Decide
		cfg.Weigh = func(context.Context) (report.Weighing, error) { return w, nil }
		if _, err := desk.New(cfg); err == nil {
			t.Errorf("a desk for %q with the key %q is made", cfg.Analyst, cfg.Key)
		}
	}
}

func TestAPersonsGradeStandsBesideTheOneByRule(t *testing.T) {
	l, w := desktest.Example()
	rule := report.Grade{Value: "weak", Reason: report.Led("weak", report.InWords("all twelve reports rest on two named origins."))}
	w.Incidents[0].Grade = report.Grade{Value: "confirmed", By: "M. Kerr", Why: "we rang the hospital", ByRule: &rule}
	h, _ := open(t, l, w)
	firm := words(all(page(t, h, "/incidents/"+w.Incidents[0].ID), "firm")[0])
	for _, want := range []string{"confirmed Graded by M. Kerr: we rang the hospital.", "By rule it is weak All twelve reports rest on two named origins."} {
		if !strings.Contains(firm, want) {
			t.Errorf("the grade reads %q, want %q in it", firm, want)
		}
	}
}

// What cannot be sealed as it stands is the form's fault and no fault of the desk: nothing was decided, and why.
func TestAFormThatCannotBeSealed(t *testing.T) {
	l, w := desktest.Example()
	h, err := desk.New(desk.Config{Ledger: l, Weigh: func(context.Context) (report.Weighing, error) { return w, nil }, Analyst: "M. Kerr", Key: key,
		Decide: func(context.Context, report.Decision, int64) (report.Decision, error) {
			return report.Decision{}, fmt.Errorf("%w: a control character", desk.ErrInvalid)
		}})
	if err != nil {
		t.Fatal(err)
	}
	r := post(h, graded(), withKey...)
	if told := body(t, r); r.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(told, "othing was decided") || !strings.Contains(told, "control character") {
		t.Errorf("%s: %s", r.Status, told)
	}
}
