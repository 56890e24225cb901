package keep_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/report"
)

func TestMain(m *testing.M) {
	if os.Getenv(adderEnv) != "" {
		addForever() // this process is the child of TestKillAtAnyMoment
		return
	}
	goleak.VerifyTestMain(m)
}

// item is the n-th report of an endless supply. Every fourth has no publisher, and they differ in everything else.
func item(n int) keep.Item {
	var body strings.Builder
	for i := range 8 {
		fmt.Fprintf(&body, "Shells fell near the mill for the %dth night, said a baker, who counted %d from his roof. ", n%9+i, n+i)
	}
	r := report.Report{
		Title:     fmt.Sprintf("Night %d at the mill", n),
		Author:    fmt.Sprintf("Correspondent %d", n%7),
		Published: fmt.Sprintf("2016-12-%02d", n%28+1),
		URL:       fmt.Sprintf("https://tidings.example/%d", n),
		Lang:      "en",
		Text:      body.String(),
		MediaType: "text/html",
		Name:      fmt.Sprintf("mill-%d.html", n),
	}
	if n%2 == 1 {
		r.Part = fmt.Sprintf("message %d", n)
		r.Capture = report.Capture{At: time.Date(2016, 12, 14, 9, n%60, 0, 5, time.UTC), Tool: "browser", Version: "7", Operator: "desk two",
			From: fmt.Sprintf("https://t.example/%d", n), Final: r.URL, Headers: []string{"Content-Type: text/html", "Server: mill"}}
	}
	if n%4 != 0 {
		r.Publisher = fmt.Sprintf("The Millstone Tidings %d", n%3)
	}
	return keep.Item{Report: r, Original: []byte("<html><h1>" + r.Title + "</h1><p>" + r.Text + "</html>\n")}
}

// items are the reports from first to first+count-1.
func items(first, count int) []keep.Item {
	batch := make([]keep.Item, count)
	for i := range batch {
		batch[i] = item(first + i)
	}
	return batch
}

// reading is a reading of the report of that ID.
func reading(id, version string) report.Reading {
	return report.Reading{
		ID:     id,
		Reader: report.Reader{Version: version},
		Report: report.Head{Publisher: "The Millstone Tidings", Published: "2016-12-13"},
		Statements: []report.Statement{{ID: "s1", Hand: report.Witness, Sentence: report.Span{Start: 0, End: 12},
			Hops: []report.Hop{{Kind: report.Speaker, Name: "a baker", Content: []report.Span{{Start: 0, End: 12}}}}}},
	}
}

// decision is a decision about the report of that ID.
func decision(about string) report.Decision {
	return report.Decision{By: "desk two", Act: "accept", On: []string{about}, Reason: "two photographs show the same wall"}
}

// newLedger makes a ledger that is closed when the test ends, and returns its folder too.
func newLedger(t testing.TB) (*keep.Ledger, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "ledger")
	l, err := folder.Init(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l, dir
}

// filled makes a ledger in dir with reports, two decisions between them, and a reading of every report, and closes it.
func filled(t testing.TB, dir string, reports int) (ids []string) {
	t.Helper()
	ctx := context.Background()
	l, err := folder.Init(ctx, dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range reports {
		ids = append(ids, must(l.Add(ctx, items(i, 1)))(t)[0].ID)
		if i == 1 || i == 3 {
			must(l.Decide(ctx, decision(ids[i]), keep.AnyVersion))(t)
		}
		if err := l.PutReadings(ctx, []report.Reading{reading(ids[i], "1")}); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	return ids
}

// must is for calls that a test does not expect to fail: must(f())(t) is f's result.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func readings(id, version string) []report.Reading { return []report.Reading{reading(id, version)} }

// edit changes the database of a closed ledger as somebody could who knows SQLite well: past the triggers, references
// and checks, which stand again afterwards as if nothing had happened.
func edit(t testing.TB, dir, statement string, args ...any) {
	t.Helper()
	db := must(sql.Open("sqlite", filepath.Join(dir, "ledger.db")))(t)
	defer db.Close()
	db.SetMaxOpenConns(1)
	type trigger struct{ name, definition string }
	var triggers []trigger
	rows := must(db.Query(`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'`))(t)
	defer rows.Close()
	for rows.Next() {
		var tr trigger
		if err := rows.Scan(&tr.name, &tr.definition); err != nil {
			t.Fatal(err)
		}
		triggers = append(triggers, tr)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	run := func(statement string, args ...any) {
		t.Helper()
		if _, err := db.Exec(statement, args...); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	run(`PRAGMA foreign_keys = 0`)
	run(`PRAGMA ignore_check_constraints = 1`)
	for _, tr := range triggers {
		run(`DROP TRIGGER ` + tr.name)
	}
	run(statement, args...)
	for _, tr := range triggers {
		run(tr.definition)
	}
	run(`PRAGMA wal_checkpoint(TRUNCATE)`)
}
