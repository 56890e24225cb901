package keep_test

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/report"
)

// contents is all that a ledger says.
type contents struct {
	Reports   []report.Report
	Readings  []report.Reading
	Decisions []report.Decision
	Roots     []string
}

// read is everything in a ledger, or the error that reading it gave.
func read(t *testing.T, l *keep.Ledger) (c contents, err error) {
	t.Helper()
	ctx := t.Context()
	for r, err := range l.Reports(ctx) {
		if err != nil {
			return c, err
		}
		c.Reports = append(c.Reports, r)
	}
	for r, err := range l.Readings(ctx) {
		if err != nil {
			return c, err
		}
		c.Readings = append(c.Readings, r)
	}
	for d, err := range l.Decisions(ctx) {
		if err != nil {
			return c, err
		}
		c.Decisions = append(c.Decisions, d)
	}
	size, err := l.Size(ctx)
	if err != nil {
		return c, err
	}
	for n := range size + 1 {
		root, err := l.Root(ctx, n)
		if err != nil {
			return c, err
		}
		c.Roots = append(c.Roots, root.String())
	}
	return c, nil
}

// unnoticed opens the ledger in dir after a byte of its files was changed, and fails the test unless the change was
// refused by Open, named by Verify, or changes nothing that the ledger says: SQLite leaves bytes on its pages that mean
// nothing.
func unnoticed(t *testing.T, dir string, at string, want contents) (named bool) {
	t.Helper()
	l, err := folder.Open(t.Context(), dir)
	if err != nil {
		return true
	}
	defer l.Close()
	if found := must(l.Verify(t.Context(), nil))(t); !found.Clean() {
		return true
	}
	got, err := read(t, l)
	if err != nil {
		t.Errorf("%s: Verify is clean, and reading fails: %v", at, err)
	} else if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: Verify is clean, and the ledger says something else:\n%s", at, diff)
	}
	return false
}

// Bits of the database file are changed at random, as a failing disk would.
func TestAnyByteOfTheDatabase(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	filled(t, dir, 6)
	want := contentsOf(t, dir)
	path := filepath.Join(dir, "ledger.db")
	whole := must(os.ReadFile(path))(t)
	rounds := 200
	if testing.Short() {
		rounds = 40
	}
	random := rand.New(rand.NewPCG(1, uint64(len(whole))))
	named := 0
	for range rounds {
		// Half of the pages of a small database are nearly empty: aim at bytes that hold something.
		at := random.IntN(len(whole))
		for whole[at] == 0 && random.IntN(20) > 0 {
			at = random.IntN(len(whole))
		}
		touched := bytes.Clone(whole)
		touched[at] ^= 1 << random.IntN(8)
		replace(t, path, touched)
		if unnoticed(t, dir, "a byte of ledger.db", want) {
			named++
		}
	}
	t.Logf("%d of %d changes were named, the others changed nothing that the ledger says", named, rounds)
	if named < rounds/2 {
		t.Errorf("only %d of %d changes were named", named, rounds)
	}
}

// Bits of the write-ahead log are changed at random, and it is cut short. SQLite then goes back to an older state
// without a word; the checkpoint file is what tells.
func TestAnyByteOfTheWriteAheadLog(t *testing.T) {
	l, dir := newLedger(t)
	for i := range 4 {
		must(l.Add(t.Context(), items(i, 1)))(t)
		must(l.Decide(t.Context(), decision("x"), keep.AnyVersion))(t)
	}
	want := must(read(t, l))(t)
	// A copy of the folder while the ledger is open is what a power cut would leave.
	crashed := filepath.Join(t.TempDir(), "crashed")
	if err := os.CopyFS(crashed, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(crashed, "ledger.db-wal")
	database := must(os.ReadFile(filepath.Join(crashed, "ledger.db")))(t)
	whole := must(os.ReadFile(path))(t)
	if len(whole) == 0 {
		t.Fatal("there is no write-ahead log to damage")
	}
	rounds := 60
	if testing.Short() {
		rounds = 15
	}
	random := rand.New(rand.NewPCG(2, uint64(len(whole))))
	named := 0
	for round := range rounds {
		replace(t, filepath.Join(crashed, "ledger.db"), database)
		touched := bytes.Clone(whole)
		if round%3 == 0 {
			touched = touched[:random.IntN(len(whole))]
		} else {
			touched[random.IntN(len(whole))] ^= 1 << random.IntN(8)
		}
		os.Remove(filepath.Join(crashed, "ledger.db-shm"))
		if err := os.WriteFile(path, touched, 0o600); err != nil {
			t.Fatal(err)
		}
		if unnoticed(t, crashed, "a byte of ledger.db-wal", want) {
			named++
		}
	}
	t.Logf("%d of %d changes were named, the others changed nothing that the ledger says", named, rounds)
	if named == 0 {
		t.Error("no change was named")
	}
}

func contentsOf(t *testing.T, dir string) contents {
	t.Helper()
	l := must(folder.Open(t.Context(), dir))(t)
	defer l.Close()
	c := must(read(t, l))(t)
	if slices.ContainsFunc([]int{len(c.Reports), len(c.Readings), len(c.Decisions)}, func(n int) bool { return n == 0 }) {
		t.Fatal("the ledger lacks something to damage")
	}
	return c
}

// replace puts a database in the place of another and takes away what SQLite keeps beside it.
func replace(t *testing.T, path string, content []byte) {
	t.Helper()
	for _, beside := range []string{"-wal", "-shm"} {
		os.Remove(path + beside)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}
