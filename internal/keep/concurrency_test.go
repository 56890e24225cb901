package keep_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/sqlite"
	"firsthand/internal/report"
)

// Readers see whole batches while a writer adds, each state extends the one before, and none waits for another.
func TestReadersWhileAWriterAdds(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	const batches, size = 20, 7
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(done)
		for n := range batches {
			added, err := l.Add(ctx, items(n*size, size))
			if err != nil {
				t.Error(err)
				return
			}
			if err := l.PutReadings(ctx, readings(added[0].ID, "1")); err != nil {
				t.Error(err)
			}
		}
	})
	running := func() bool {
		select {
		case <-done:
			return false
		default:
			return true
		}
	}
	for range 3 {
		wg.Go(func() {
			var before int
			for running() {
				size, err := l.Size(ctx)
				if err != nil {
					t.Error(err)
					return
				}
				if size%7 != 0 {
					t.Errorf("the log has %d leaves: part of a batch", size)
				}
				count := 0
				for r, err := range l.Reports(ctx) {
					if err != nil {
						t.Error(err)
						return
					}
					if !cmp.Equal(r, kept(item(count))) {
						t.Errorf("report %d is another", count)
					}
					count++
				}
				if count < before {
					t.Errorf("%d reports, and before that %d", count, before)
				}
				before = count
			}
		})
	}
	wg.Go(func() {
		for running() {
			if found, err := l.Verify(ctx, nil); err != nil || !found.Clean() {
				t.Errorf("verified while it was written: %v\n%s", err, lines(found))
			}
		}
	})
	wg.Wait()
	if found := must(l.Verify(ctx, nil))(t); len(found) > 0 {
		t.Error(lines(found))
	}
}

// Writers of one process and of two ledgers open on one folder take turns; every record is sealed once.
func TestManyWriters(t *testing.T) {
	l, dir := newLedger(t)
	other := must(folder.Open(t.Context(), dir))(t)
	defer other.Close()
	var wg sync.WaitGroup
	for w := range 4 {
		wg.Go(func() {
			ledger := []*keep.Ledger{l, other}[w%2]
			for n := range 10 {
				if _, err := ledger.Add(t.Context(), items(w/2*30+3*n, 3)); err != nil { // two writers each add the same
					t.Error(err)
				}
				if _, err := ledger.Decide(t.Context(), decision("x"), keep.AnyVersion); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := len(all(t, l)); got != 60 {
		t.Errorf("%d reports, want 60", got)
	}
	if size := must(other.Size(t.Context()))(t); size != 100 {
		t.Errorf("%d leaves, want 100", size)
	}
	if found := must(l.Verify(t.Context(), nil))(t); len(found) > 0 {
		t.Error(lines(found))
	}
}

// A writer waits for another that is nearly done. One that waits for too long says who is in its way, or stops waiting
// when it is called off, and nothing was added.
func TestAWriterWaitsForItsTurn(t *testing.T) {
	first, dir := newLedger(t)
	first.Close()
	l := must(folder.OpenWith(t.Context(), dir, folder.Options{SQLite: sqlite.Options{Busy: 300 * time.Millisecond}}))(t)
	defer l.Close()
	ctx := t.Context()
	db := must(sql.Open("sqlite", "file:"+filepath.ToSlash(filepath.Join(dir, "ledger.db"))+"?_txlock=immediate"))(t)
	defer db.Close()

	lock := must(db.Begin())(t)
	_, err := l.Add(ctx, items(0, 1))
	if !errors.Is(err, keep.ErrBusy) || hint(err) == "" {
		t.Errorf("add: %v, want ErrBusy", err)
	}
	if _, err := l.Decide(ctx, decision("x"), keep.AnyVersion); !errors.Is(err, keep.ErrBusy) {
		t.Errorf("decide: %v, want ErrBusy", err)
	}
	if got := all(t, l); len(got) > 0 {
		t.Errorf("%d reports were added", len(got))
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := l.Decide(cancelled, decision("x"), keep.AnyVersion); !errors.Is(err, context.Canceled) {
		t.Errorf("called off: %v", err)
	}

	added := make(chan error)
	go func() {
		_, err := l.Add(ctx, items(0, 1))
		added <- err
	}()
	if err := lock.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-added; err != nil {
		t.Error(err)
	}
}

// The ledger may be used in any way inside a loop over it, by as many loops as one likes.
func TestLoopsInsideLoops(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	must(l.Add(ctx, items(0, 40)))(t)
	var nest func(depth int)
	nest = func(depth int) {
		for r, err := range l.Reports(ctx) {
			if err != nil {
				t.Fatal(err)
			}
			if depth > 0 {
				nest(depth - 1)
			}
			if _, err := l.Original(ctx, r.Original); err != nil {
				t.Fatal(err)
			}
			if err := l.PutReadings(ctx, []report.Reading{reading(r.ID, "1")}); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	nest(20)
}

func TestAClosedLedgerSaysSo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	filled(t, dir, 1)
	l := must(folder.Open(t.Context(), dir))(t)
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Size(t.Context()); err == nil {
		t.Error("it still tells its size")
	}
	if _, err := l.Add(t.Context(), items(9, 1)); err == nil {
		t.Error("it still takes reports")
	}
	for _, err := range l.Reports(t.Context()) {
		if err == nil {
			t.Error("it still gives reports")
		}
	}
	if err := l.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}
