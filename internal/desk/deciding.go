package desk

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"firsthand/internal/decide"
	"firsthand/internal/report"
)

// decisionsPath is where decisions are listed and, with POST, taken down.
const decisionsPath = "/decisions"

// keyCookie holds the key of this run in the analyst's browser. It is sent with no request that another site's page
// makes, no script can read it, and it goes when the browser does.
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
//	reason  why; where there are several, all of them
//	sure    "yes" where incidents of different kinds are merged and that is meant
//	back    the page to return to
//	id      of the decision, made with the page: a form that is sent twice decides once
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
	if id := r.PostForm.Get("id"); id != "" && !isID(id) {
		return &fault{status: http.StatusBadRequest, told: "the form names its decision in a way that no page of the desk does"}
	}
	sealed, s, err := d.settle(r, analyst)
	if err != nil {
		return err
	}
	http.Redirect(w, r, d.wayBack(r, s, r.PostForm.Get("back"), sealed), http.StatusSeeOther)
	return nil
}

// mostTries is how often a decision is held against the ledger anew because somebody else wrote to it meanwhile.
const mostTries = 5

// settle holds the decision of a form against the ledger and has it sealed. Decisions of one desk take turns; one that
// another process came before is looked at again, since what it says may no longer hold.
func (d *desk) settle(r *http.Request, analyst string) (report.Decision, *snapshot, error) {
	d.turn.Lock()
	defer d.turn.Unlock()
	for range mostTries {
		s, err := d.weighed.get(r.Context())
		if err != nil {
			return report.Decision{}, nil, err
		}
		known, err := d.decisions(r.Context())
		if err != nil {
			return report.Decision{}, nil, err
		}
		if known.version != s.version {
			continue
		}
		world := decide.World{Weighing: &s.weighing, Decisions: known.all, Reading: func(id string) (report.Reading, error) {
			return d.ledger.Reading(r.Context(), id)
		}}
		decision := decisionOf(r.PostForm, world)
		decision.By = analyst
		if held := known.withID(decision.ID); held != nil {
			return *held, s, sameForm(*held, decision)
		}
		err = world.Check(decision)
		if err == nil {
			err = checkKinds(r.PostForm, decision, s)
		}
		if err != nil {
			return report.Decision{}, nil, &fault{status: http.StatusUnprocessableEntity, told: "nothing was decided: " + err.Error() + ". Your browser’s way back leads to the form with what you wrote"}
		}
		sealed, err := d.decide(r.Context(), decision, s.version)
		switch {
		case err == nil:
			return sealed, s, nil
		case errors.Is(err, ErrUnknown):
			return report.Decision{}, nil, broken("it is not known whether the decision was sealed. Go back and send the same form again: it is not sealed twice", fmt.Errorf("decide: %w", err))
		case errors.Is(err, ErrInvalid):
			return report.Decision{}, nil, &fault{status: http.StatusUnprocessableEntity, told: "nothing was decided: something in the form cannot be sealed, a control character perhaps. Your browser’s way back leads to the form with what you wrote"}
		case !errors.Is(err, ErrMoved):
			return report.Decision{}, nil, broken("the decision could not be sealed; nothing was decided", fmt.Errorf("decide: %w", err))
		}
	}
	return report.Decision{}, nil, &fault{status: http.StatusServiceUnavailable, told: "nothing was decided: others keep writing to the ledger. Go back and send the form again"}
}

// withID finds a decision by its ID; nil where there is none.
func (k *decided) withID(id string) *report.Decision {
	for i := range k.all {
		if id != "" && k.all[i].ID == id {
			return &k.all[i]
		}
	}
	return nil
}

// sameForm reports, as an error, that a form came again and says something else than the first time.
func sameForm(held, again report.Decision) error {
	if held.By == again.By && held.Act == again.Act && held.Value == again.Value && held.Reason == again.Reason && slices.Equal(held.On, again.On) {
		return nil
	}
	return &fault{status: http.StatusConflict, told: "nothing was decided: this form was sent before, and said something else then. Open its page anew"}
}

// decisionOf reads a form.
func decisionOf(form url.Values, w decide.World) report.Decision {
	choice, value, _ := strings.Cut(form.Get("choice"), ":")
	act := report.Act(choice)
	given := strings.TrimSpace(form.Get("value"))
	if strings.HasSuffix(value, "=") || act == decide.Grade || act == decide.Side {
		value += given
	}
	d := report.Decision{ID: form.Get("id"), Act: act, Value: value, Reason: reasonOf(form)}
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

// reasonOf joins the reasons of a form: one that was chosen, and words of one's own.
func reasonOf(form url.Values) string {
	var parts []string
	for _, part := range form["reason"] {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, strings.ReplaceAll(part, "\r\n", "\n"))
		}
	}
	return strings.Join(parts, " ")
}

// checkKinds asks again before incidents of different kinds are merged.
func checkKinds(form url.Values, d report.Decision, s *snapshot) error {
	if d.Act != decide.Merge || form.Get("sure") == yes {
		return nil
	}
	var kinds []string
	for _, name := range d.On {
		if in := s.incidents[name]; in != nil && !slices.Contains(kinds, in.Kind) {
			kinds = append(kinds, in.Kind)
		}
	}
	if len(kinds) < 2 {
		return nil
	}
	return fmt.Errorf("the incidents are of different kinds, %s. If they are one event all the same, tick that in the form", strings.Join(kinds, " and "))
}

// wayBack is the page that shows what came of a decision: the one it was made on; where that is an incident that has
// another name now, the incident that has its first event.
func (d *desk) wayBack(r *http.Request, before *snapshot, back string, sealed report.Decision) string {
	to, err := url.Parse(back)
	if err != nil || !strings.HasPrefix(to.Path, "/") || strings.HasPrefix(to.Path, "//") || to.Host != "" || to.Scheme != "" {
		return decisionsPath + "#d-" + sealed.ID
	}
	to.Fragment = "decisions"
	if to.Path == "/queue" {
		to.Fragment = ""
	}
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

// newID is the ID of the decision that a form makes when it is sent.
func newID() string {
	var id [16]byte
	rand.Read(id[:]) // never fails
	return hex.EncodeToString(id[:])
}

// isID reports whether s has the form of such an ID.
func isID(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 16 && strings.ToLower(s) == s
}
