package desk_test

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"firsthand/internal/desk"
	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// More than a desk can answer at once are told so, in a page for people and in JSON for programs, with when to ask
// again; whoever is inside is answered, and afterwards everything is as before.
func TestADeskSaysWhenItIsAskedTooMuch(t *testing.T) {
	t.Parallel()
	l, w := desktest.Example()
	var id string
	for r := range l.Reports(t.Context()) {
		id = r.ID
		break
	}
	slow := readingSlowly{l, "a miller waited.", make(chan struct{}), make(chan struct{})}
	h, err := desk.New(desk.Config{Ledger: slow, Weigh: func(context.Context) (report.Weighing, error) { return w, nil },
		Decide:  func(context.Context, report.Decision, int64) (report.Decision, error) { panic("decided") },
		Analyst: "M. Kerr", Key: "0123456789abcdef"})
	if err != nil {
		t.Fatal(err)
	}
	var inside, late sync.WaitGroup
	for range 64 {
		inside.Go(func() {
			if res := get(t, h, "/reports/"+id); res.StatusCode != http.StatusOK {
				t.Errorf("inside: %s", res.Status)
			}
		})
	}
	for range 64 {
		<-slow.entered
	}
	var atOnce atomic.Int64
	for range 300 { // of these some wait for a place, in vain
		late.Go(func() {
			start := time.Now()
			if res := get(t, h, "/reports"); res.StatusCode != http.StatusServiceUnavailable {
				t.Errorf("beyond the bound: %s", res.Status)
			}
			if time.Since(start) < 4*time.Second {
				atOnce.Add(1)
			}
		})
	}
	late.Wait()
	if n := atOnce.Load(); n < 300-256 {
		t.Errorf("%d were told at once that the desk is full, want %d", n, 300-256)
	}
	res := get(t, h, "/")
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") != "5" || res.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("beyond the bound: %s, %v", res.Status, res.Header)
	}
	if told := body(t, res); !strings.Contains(told, "Too much at once") || !strings.Contains(told, "sk again in a few seconds") {
		t.Errorf("people are told %s", told)
	}
	res = get(t, h, "/api/incidents.json")
	if told := body(t, res); res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Content-Type") != "application/json" || !strings.Contains(told, `{"error":"`) {
		t.Errorf("programs: %s, %s", res.Status, told)
	}
	if told := body(t, post(h, graded())); !strings.Contains(told, "othing was decided") {
		t.Errorf("whoever decides is told %s", told)
	}
	close(slow.goOn)
	inside.Wait()
	if res := get(t, h, "/reports"); res.StatusCode != http.StatusOK {
		t.Errorf("afterwards: %s", res.Status)
	}
}

func TestNoTitleTurnsTheWordsAfterIt(t *testing.T) {
	h, paths := hostileDesk(t)
	for _, path := range paths {
		res := get(t, h, path)
		if strings.HasPrefix(res.Header.Get("Content-Type"), "text/plain") {
			continue // the bytes as they were captured
		}
		if page := body(t, res); strings.ContainsAny(page, "\u202d\u202e") {
			t.Errorf("%s has an override raw", path)
		}
	}
}
