package desk

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
)

// fault is an error with two faces: what the reader of a page may be told, and the cause, which only the log hears. A
// cause may name a file or a source; an error page is read over shoulders and sent on as a screenshot.
type fault struct {
	status int
	told   string // a sentence part for people: no names, no paths
	cause  error  // nil where there is nothing more to say
}

func (f *fault) Error() string {
	if f.cause == nil {
		return f.told
	}
	return f.told + ": " + f.cause.Error()
}

func (f *fault) Unwrap() error { return f.cause }

func notFound(told string) error { return &fault{status: http.StatusNotFound, told: told} }

func broken(told string, cause error) error {
	return &fault{status: http.StatusInternalServerError, told: told, cause: cause}
}

// asFault finds the fault in err, or makes one that tells nothing.
func asFault(err error) *fault {
	if f, ok := errors.AsType[*fault](err); ok {
		return f
	}
	return &fault{status: http.StatusInternalServerError, told: "something went wrong here", cause: err}
}

// page makes a handler of h whose errors become a page.
func (d *desk) page(h func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			d.fail(w, r, asFault(err))
		}
	})
}

// data makes a handler of h whose errors become JSON: {"error": "…", "reference": "…"}.
func (d *desk) data(h func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		if err == nil {
			return
		}
		f := asFault(err)
		out := struct {
			Error     string `json:"error"`
			Reference string `json:"reference,omitempty"`
		}{f.told, d.note(r, f)}
		b, err := json.Marshal(out)
		if err != nil { // two strings always marshal
			panic(err)
		}
		send(w, f.status, "application/json", append(b, '\n'))
	})
}

// errorPage is what the template "error" shows.
type errorPage struct {
	frame
	Status    int
	Told      string
	Reference string // the same as in the log; "" when nothing was logged
}

// fail answers with the page of a fault.
func (d *desk) fail(w http.ResponseWriter, r *http.Request, f *fault) {
	title := http.StatusText(f.status)
	switch f.status {
	case http.StatusUnprocessableEntity:
		title = "Nothing was decided"
	case http.StatusServiceUnavailable:
		title = "Too much at once"
	}
	p := errorPage{frame: d.frame(r, title, ""), Status: f.status, Told: sentence(f.told), Reference: d.note(r, f)}
	if err := d.pages.render(w, f.status, "error", p); err != nil {
		http.Error(w, http.StatusText(f.status), f.status)
	}
}

// note writes a fault of our own to the log and returns the reference that ties page and log together. The log gets the
// route, not the address: an address may hold what somebody searched for.
func (d *desk) note(r *http.Request, f *fault) string {
	if f.cause == nil {
		return ""
	}
	var b [4]byte
	if _, err := rand.Read(b[:]); err != nil { // documented never to fail
		panic(err)
	}
	ref := hex.EncodeToString(b[:])
	level := slog.LevelError
	if r.Context().Err() != nil {
		level = slog.LevelInfo // the reader went away, and that is why
	}
	d.log.Log(r.Context(), level, f.told, "reference", ref, "route", r.Pattern, "status", f.status, "cause", f.cause)
	return ref
}
