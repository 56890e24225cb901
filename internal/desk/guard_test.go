package desk_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"firsthand/internal/desk"
	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// everyKind is one address of every kind of answer.
func everyKind(t *testing.T) (h http.Handler, paths map[string]int) {
	l, w := desktest.Example()
	h, _ = open(t, l, w)
	rep := reportCalled(t, l, "Evening news")
	r, err := l.Report(t.Context(), strings.TrimPrefix(rep, "/reports/"))
	if err != nil {
		t.Fatal(err)
	}
	return h, map[string]int{
		"/":                                 200,
		"/?q=nothing":                       200,
		"/incidents/" + desktest.MarketID:   200,
		"/incidents/none":                   404,
		"/reports":                          200,
		rep:                                 200,
		rep + "?s=s1":                       200,
		"/reports/none":                     404,
		"/originals/" + r.Original.String(): 200,
		"/originals/none":                   404,
		"/static/desk.css":                  200,
		"/static/none.css":                  404,
		"/api/incidents.json":               200,
		"/api/incidents/" + desktest.MarketID + ".json":  200,
		"/api/incidents/none.json":                       404,
		"/api/" + strings.TrimPrefix(rep, "/") + ".json": 200,
		"/nowhere": 404,
	}
}

func TestEveryAnswerCarriesTheGuards(t *testing.T) {
	h, paths := everyKind(t)
	for path, status := range paths {
		r := get(t, h, path)
		if r.StatusCode != status {
			t.Errorf("GET %s: %s, want %d", path, r.Status, status)
		}
		csp := "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
		cache := "no-store"
		switch {
		case strings.HasPrefix(path, "/originals/") && status == 200:
			csp = "default-src 'none'; frame-ancestors 'none'; sandbox"
		case strings.HasPrefix(path, "/static/") && status == 200:
			cache = "no-cache"
		}
		for name, want := range map[string]string{
			"Content-Security-Policy":      csp,
			"X-Content-Type-Options":       "nosniff",
			"Referrer-Policy":              "no-referrer",
			"Cross-Origin-Opener-Policy":   "same-origin",
			"Cross-Origin-Embedder-Policy": "require-corp",
			"Cross-Origin-Resource-Policy": "same-origin",
			"Cache-Control":                cache,
			"X-Robots-Tag":                 "noindex, nofollow",
		} {
			if got := r.Header.Get(name); got != want {
				t.Errorf("GET %s: %s is %q, want %q", path, name, got, want)
			}
		}
		if got := r.Header.Get("Content-Type"); got == "" {
			t.Errorf("GET %s: no Content-Type", path)
		}
		if got := r.Header["Set-Cookie"]; got != nil {
			t.Errorf("GET %s sets a cookie: %q", path, got)
		}
	}
}

func TestPagesCanOnlyBeRead(t *testing.T) {
	h, paths := everyKind(t)
	for path := range paths {
		for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodOptions, http.MethodTrace, "BREW"} {
			r := httptest.NewRequest(method, path, nil)
			r.Host = "localhost:8750"
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %d, Allow %q; want 405 and GET, HEAD", method, path, w.Code, w.Header().Get("Allow"))
			}
		}
	}
}

func TestOtherSitesAreTurnedAway(t *testing.T) {
	h := example(t)
	for _, c := range []struct {
		name   string
		header []string
		want   int
	}{
		{"this machine by number", []string{"Host", "127.0.0.1:8750"}, 200},
		{"this machine by another of its numbers", []string{"Host", "127.5.5.5"}, 200},
		{"this machine by number, version 6", []string{"Host", "[::1]:8750"}, 200},
		{"this machine by name", []string{"Host", "localhost:8750"}, 200},
		{"this machine by name, shouted", []string{"Host", "LOCALHOST"}, 200},
		{"a name that was made to point here", []string{"Host", "desk.attacker.example:8750"}, 421},
		{"a name that begins like this machine", []string{"Host", "localhost.attacker.example"}, 421},
		{"a name that begins with its number", []string{"Host", "127.0.0.1.attacker.example"}, 421},
		{"another machine's number", []string{"Host", "192.0.2.7"}, 421},
		{"no name", []string{"Host", ""}, 421},
		{"a link from elsewhere", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, 200},
		{"a picture on a page elsewhere", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors", "Sec-Fetch-Dest", "image"}, 403},
		{"a frame on a page elsewhere", []string{"Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}, 403},
		{"a script of another port", []string{"Sec-Fetch-Site", "same-site", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty"}, 403},
		{"a script of this desk", []string{"Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "cors", "Sec-Fetch-Dest", "empty"}, 200},
		{"an address typed in", []string{"Sec-Fetch-Site", "none", "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, 200},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := get(t, h, "/", c.header...)
			if r.StatusCode != c.want {
				t.Errorf("%s, want %d", r.Status, c.want)
			}
			if c.want != 200 && strings.Contains(body(t, r), "Tell Zahra") {
				t.Error("the answer shows an incident")
			}
		})
	}
}

func TestAnOperatorCanGiveMoreNames(t *testing.T) {
	l, w := desktest.Example()
	h, err := desk.New(desk.Config{
		Ledger: l, Hosts: []string{"Desk.Office.example"},
		Weigh: func(context.Context) (report.Weighing, error) { return w, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	for host, want := range map[string]int{"desk.office.example": 200, "desk.office.example:8750": 200, "other.office.example": 421} {
		if r := get(t, h, "/", "Host", host); r.StatusCode != want {
			t.Errorf("Host %s: %s, want %d", host, r.Status, want)
		}
	}
}

func TestNothingMayBeSent(t *testing.T) {
	h := example(t)
	r := httptest.NewRequest(http.MethodGet, "/", strings.NewReader("hello"))
	r.Host = "localhost"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("GET with a body: %d, want 413", w.Code)
	}
}

func TestNoPathLeavesTheFolder(t *testing.T) {
	h := example(t)
	for _, path := range []string{
		"/static/../desk.go", "/static/%2e%2e/desk.go", "/static/..%2fdesk.go", "/static/%2e%2e%2fdesk.go", "/static/..%5cdesk.go",
		"/static/", "/static", "/static/desk.css/", "/static/%00", "/originals/../../etc/passwd", "/originals/..%2f..%2fetc%2fpasswd",
		"/reports/..%2f..", "/incidents/%2e%2e", "//attacker.example/", "/api/reports/..%2f.json", "/api/incidents/.json",
	} {
		r := get(t, h, path)
		text := body(t, r)
		switch {
		case r.StatusCode >= 300 && r.StatusCode < 400: // the address is tidied, never led to another host
			if to := r.Header.Get("Location"); !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") {
				t.Errorf("GET %s leads to %q", path, to)
			}
		case r.StatusCode != http.StatusNotFound:
			t.Errorf("GET %s: %s, want 404", path, r.Status)
		}
		if strings.Contains(text, "package desk") || strings.Contains(text, "root:") {
			t.Errorf("GET %s shows a file", path)
		}
	}
}

// A fault is told in general words on the page and in full only in the log, tied together by a reference.
func TestFaultsKeepTheirCauseToTheLog(t *testing.T) {
	secret := "surgeon known to us as Bluebird, /srv/ledger/originals/ab"
	for _, path := range []string{"/", "/reports", "/incidents/" + desktest.MarketID, "/api/incidents.json", "/api/reports/x.json"} {
		l, w := desktest.Example()
		l.Fault = errors.New(secret)
		h, log := open(t, l, w)
		r := get(t, h, path+"?q=Bluebird")
		text := body(t, r)
		if r.StatusCode != http.StatusInternalServerError {
			t.Errorf("GET %s: %s, want 500", path, r.Status)
		}
		if strings.Contains(text, "Bluebird") || strings.Contains(text, "/srv") {
			t.Errorf("GET %s tells the cause:\n%s", path, text)
		}
		if !strings.Contains(log.String(), secret) {
			t.Errorf("GET %s: the log does not have the cause: %s", path, log)
		}
		if strings.Contains(log.String(), "q=") {
			t.Errorf("GET %s: the log has what was searched for: %s", path, log)
		}
		reference := ""
		for f := range strings.FieldsSeq(log.String()) {
			if v, ok := strings.CutPrefix(f, "reference="); ok {
				reference = v
			}
		}
		if len(reference) != 8 || !strings.Contains(text, reference) {
			t.Errorf("GET %s: page and log do not share the reference %q", path, reference)
		}
	}
}

func TestAPanicIsAFault(t *testing.T) {
	l, _ := desktest.Example()
	h, err := desk.New(desk.Config{Ledger: l, Weigh: func(context.Context) (report.Weighing, error) { panic("bad arithmetic") }})
	if err != nil {
		t.Fatal(err)
	}
	r := get(t, h, "/")
	if text := body(t, r); r.StatusCode != http.StatusInternalServerError || strings.Contains(text, "arithmetic") {
		t.Errorf("%s\n%s", r.Status, text)
	}
}

func TestADeskNeedsALedger(t *testing.T) {
	if _, err := desk.New(desk.Config{}); err == nil {
		t.Error("no error")
	}
}
