package casefile_test

import (
	"bytes"
	"testing"
	"time"

	"firsthand/internal/casefile"
	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/stamp"
	"firsthand/internal/keep/stamp/stamptest"
	"firsthand/internal/report"
)

// ledger is a ledger with three reports, a decision, and time stamps where openssl is there to make them.
type ledger struct {
	*keep.Ledger
	ids       []string
	decisions []string
	authority *stamptest.Authority
}

func newLedger(t testing.TB) ledger {
	t.Helper()
	l, err := folder.Init(t.Context(), t.TempDir()+"/ledger")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	made := ledger{Ledger: l, authority: stamptest.New(t)}
	if err := l.PutAuthority(t.Context(), keep.Authority{Name: "millstone", Roots: made.authority.Root}); err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"a baker", "a miller", "a driver"} {
		text := "Two shells fell on the mill, said " + who + "."
		added, err := l.Add(t.Context(), []keep.Item{{Original: []byte("<p>" + text), Report: report.Report{
			Title: "Two shells", Publisher: "The Millstone Tidings", Author: "N. Underhill", URL: "https://tidings.example/" + who[2:], Text: text}}})
		if err != nil {
			t.Fatal(err)
		}
		made.ids = append(made.ids, added[0].ID)
		made.stamp(t)
	}
	d, err := l.Decide(t.Context(), report.Decision{By: "M. Kerr", Act: report.Accept, On: []string{"report:" + made.ids[0]}, Reason: "Two photographs agree."}, keep.AnyVersion)
	if err != nil {
		t.Fatal(err)
	}
	made.decisions = []string{d.ID}
	return made
}

func (l ledger) stamp(t testing.TB) {
	t.Helper()
	note, err := l.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	question, err := stamp.Request(note, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := l.authority.Answer(question)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.PutStamp(t.Context(), "millstone", note, answer); err != nil {
		t.Fatal(err)
	}
}

// packet makes a packet about the ledger's first two reports.
func (l ledger) packet(t testing.TB, withhold ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	c := casefile.Case{
		Incidents: []report.Incident{{ID: "0123456789abcdef", Title: "Shelling, the mill", Origins: []report.Origin{{Name: "a baker"}}}},
		Reports:   l.ids[:2], Decisions: l.decisions, Withhold: withhold, By: "M. Kerr", Reason: "For the registry.",
		Readings: map[string]report.Reading{l.ids[0]: {ID: l.ids[0], Reader: report.Reader{Version: "1"}}},
		Made:     time.Date(2026, 11, 28, 1, 2, 3, 0, time.UTC), Program: "firsthand test",
	}
	if err := casefile.Write(t.Context(), &out, l.Ledger, c); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func check(t testing.TB, packet []byte, o casefile.Options) casefile.Result {
	t.Helper()
	r, err := casefile.Check(bytes.NewReader(packet), int64(len(packet)), o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func broken(r casefile.Result) (things []string) {
	for _, f := range r.Findings {
		if !f.Holds {
			things = append(things, f.Thing)
		}
	}
	return things
}
