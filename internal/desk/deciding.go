package desk

import (
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"firsthand/internal/decide"
	"firsthand/internal/report"
)

// decisionsPath is where decisions are listed and, with POST, taken down.
const decisionsPath = "/decisions"

// keyCookie holds the key of this run in the analyst's browser. It is sent with no request that another site's page makes, no
// script can read it, and it goes when the browser does.
const keyCookie = "firsthand-desk"

// mostForm bounds what a form may send, in bytes.
const mostForm = 64 << 10

// admit answers GET /as/{key}: whoever knows the key decides with this browser from now on.
func (d *desk) admit(w http.ResponseWriter, r *http.Request) error {
	if !d.knows(r.PathValue("key")) {
		return notFound("this address is not the one that the desk gave when it was started")
	}
	http.SetCookie(w, &http.Cookie{Name: keyCookie, Value: r.PathValue("key"), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// knows tells whether a key is that of this run, in a time that says nothing about it.
func (d *desk) knows(key string) bool {
	sum := sha256.Sum256([]byte(key))
	return d.decide != nil && subtle.ConstantTimeCompare(sum[:], d.key[:]) == 1
}

// analystOf is who decides with the browser that asks; "" where nobody does.
func (d *desk) analystOf(r *http.Request) string {
	if c, err := r.Cookie(keyCookie); err == nil && d.knows(c.Value) {
		return d.analyst
	}
	return ""
}

// takeDecision answers POST /decisions. A form sends
//
//	choice  the act, and behind a colon what its value is or begins with: "reject", "grade:fair", "correct:origin="
//	value   the value, or the rest of it where the choice ends in "="
//	on      what the decision is about, once for each; empty ones and repeated ones do not count
//	reason  why
//	back    the page to return to
//
// Who decides is not asked: it is the analyst for whom the desk was started.
func (d *desk) takeDecision(w http.ResponseWriter, r *http.Request) error {
	analyst := d.analystOf(r)
	if analyst == "" {
		return &fault{status: http.StatusForbidden, told: "this browser decides nothing here: open the address that the desk gave when it was started"}
	}
	r.Body = http.MaxBytesReader(w, r.Body, mostForm)
	if err := r.ParseForm(); err != nil {
		return &fault{status: http.StatusBadRequest, told: "the form could not be read"}
	}
	s, err := d.weighed.get(r.Context())
	if err != nil {
		return err
	}
	known, err := d.decisions(r.Context())
	if err != nil {
		return err
	}
	world := decide.World{Weighing: &s.weighing, Decisions: known.all, Reading: func(id string) (report.Reading, error) {
		return d.ledger.Reading(r.Context(), id)
	}}
	decision := decisionOf(r.PostForm, world)
	decision.By = analyst
	if err := world.Check(decision); err != nil {
		return &fault{status: http.StatusUnprocessableEntity, told: "nothing was decided: " + err.Error() + ". Your browser’s way back leads to the form with what you wrote"}
	}
	sealed, err := d.decide(r.Context(), decision)
	if err != nil {
		return broken("the decision could not be sealed; nothing was decided", fmt.Errorf("decide: %w", err))
	}
	http.Redirect(w, r, d.wayBack(r, s, r.PostForm.Get("back"), sealed), http.StatusSeeOther)
	return nil
}

// decisionOf reads a form.
func decisionOf(form url.Values, w decide.World) report.Decision {
	choice, value, _ := strings.Cut(form.Get("choice"), ":")
	act := report.Act(choice)
	given := strings.TrimSpace(form.Get("value"))
	if strings.HasSuffix(value, "=") || act == decide.Grade || act == decide.Side {
		value += given
	}
	d := report.Decision{Act: act, Value: value, Reason: strings.ReplaceAll(strings.TrimSpace(form.Get("reason")), "\r\n", "\n")}
	seen := map[string]bool{"": true}
	for _, name := range form["on"] {
		name = strings.TrimSpace(name)
		if u, err := url.Parse(name); err == nil && strings.Contains(name, "/incidents/") { // the address of a page, pasted
			name = u.Path[strings.LastIndexByte(u.Path, '/')+1:]
		}
		if decide.KindOf(name) == decide.Unknown && name != "" {
			if found := w.Find(name); found != "" {
				name = found
			}
		}
		if !seen[name] {
			seen[name] = true
			d.On = append(d.On, name)
		}
	}
	return d
}

// wayBack is the page that shows what came of a decision: the one it was made on; where that is an incident that has another
// name now, the incident that has its first event.
func (d *desk) wayBack(r *http.Request, before *snapshot, back string, sealed report.Decision) string {
	to, err := url.Parse(back)
	if err != nil || !strings.HasPrefix(to.Path, "/") || strings.HasPrefix(to.Path, "//") || to.Host != "" || to.Scheme != "" {
		return decisionsPath + "#d-" + sealed.ID
	}
	to.Fragment = "decisions"
	if strings.HasPrefix(to.Path, decisionsPath) {
		to.Fragment = "d-" + sealed.ID
	}
	rest, ok := strings.CutPrefix(to.Path, "/incidents/")
	if !ok {
		return to.String()
	}
	id, _, _ := strings.Cut(rest, "/")
	after, err := d.weighed.get(r.Context())
	was := before.incidents[id]
	if err != nil || was == nil || after.incidents[id] != nil || len(was.Events) == 0 {
		return to.String()
	}
	for i := range after.weighing.Incidents {
		in := &after.weighing.Incidents[i]
		for _, e := range in.Events {
			if e == was.Events[0] {
				return incidentHref(in.ID) + "#decisions"
			}
		}
	}
	return decisionsPath + "#d-" + sealed.ID
}
