package read

import (
	"strings"
	"testing"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/report"
)

// A fault of the reader becomes a reading that says so, so that a report on which it fails does not end every run.
func TestAttemptOfAReaderThatFails(t *testing.T) {
	broken := &Reader{places: func() *gazetteer.Gazetteer { panic("no places") }}
	r := report.Report{ID: "a", Text: "The council said that nobody was inside.", Publisher: "Halden Wire"}
	g, err := broken.Attempt(r)
	if err == nil || !strings.Contains(err.Error(), "read report a") || strings.Contains(err.Error(), "council") {
		t.Errorf("error %v", err)
	}
	if g.Unread == nil || g.Unread.Why != report.Failed || g.ID != "a" || g.Reader.Version != broken.Version() || g.Statements == nil || len(g.Terms) == 0 {
		t.Errorf("reading %+v", g)
	}
	if g, err := standard.Attempt(r); err != nil || g.Unread != nil || len(g.Statements) != 1 {
		t.Errorf("a reader that does not fail: %+v, %v", g, err)
	}
}
