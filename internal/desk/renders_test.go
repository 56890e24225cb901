package desk_test

import (
	"context"
	"io"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"firsthand/internal/desk"
	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// readingSlowly is a ledger of long reports that counts how many readings are looked up at once: a page is being made
// of each.
type readingSlowly struct {
	*desktest.Ledger
	text    string
	entered chan struct{}
	goOn    chan struct{}
}

func (l readingSlowly) Report(ctx context.Context, id string) (report.Report, error) {
	r, err := l.Ledger.Report(ctx, id)
	r.Text = l.text
	return r, err
}

func (l readingSlowly) Reading(context.Context, string) (report.Reading, error) {
	l.entered <- struct{}{}
	<-l.goOn
	return report.Reading{}, nil
}

// Of many who ask for the longest of reports at once, few are served at a time, all are in the end, and who goes while
// waiting holds up nobody.
func TestFewLongPagesAreMadeAtOnce(t *testing.T) {
	l, w := desktest.Example()
	var id string
	for r := range l.Reports(t.Context()) {
		id = r.ID
		break
	}
	slow := readingSlowly{l, strings.Repeat("a miller waited. ", 200_000), make(chan struct{}, 12), make(chan struct{})}
	h, err := desk.New(desk.Config{Ledger: slow, Weigh: func(context.Context) (report.Weighing, error) { return w, nil }})
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 11 {
		wait.Go(func() {
			res := get(t, h, "/reports/"+id)
			if _, err := io.Copy(io.Discard, res.Body); err != nil || res.StatusCode != 200 {
				t.Errorf("%v %v", res.Status, err)
			}
		})
	}
	<-slow.entered
	gone, leave := context.WithCancel(t.Context())
	leave()
	r := httptest.NewRequestWithContext(gone, "GET", "/reports/"+id, nil)
	r.Host = "127.0.0.1:8750"
	h.ServeHTTP(httptest.NewRecorder(), r) // returns, though no page can be made now
	if n := len(slow.entered); n > 0 {
		t.Errorf("%d more pages are made beside the first", n)
	}
	close(slow.goOn)
	wait.Wait()
}
