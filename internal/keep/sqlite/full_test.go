package sqlite

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	engine "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"firsthand/internal/keep/store"
)

// newDB is the database of a new ledger.
func newDB(t *testing.T) *DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := Create(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// SQLite itself says that the disk is full, at one page after another: of a transaction that fails nothing is left, and
// it goes through once there is room.
func TestAFullDatabase(t *testing.T) {
	ctx := context.Background()
	failed := 0
	for room := range 60 {
		db := newDB(t)
		var pages int
		if err := db.writer.QueryRowContext(ctx, `PRAGMA page_count`).Scan(&pages); err != nil {
			t.Fatal(err)
		}
		limit := func(pages int) {
			if _, err := db.writer.ExecContext(ctx, fmt.Sprintf(`PRAGMA max_page_count = %d`, pages)); err != nil {
				t.Fatal(err)
			}
		}
		fill := func(tx store.Tx) error {
			for leaf := range int64(40) {
				if err := tx.AddLeaf(leaf, bytes.Repeat([]byte("leaf "), 900)); err != nil {
					return err
				}
			}
			return tx.Bump()
		}
		limit(pages + room)
		err := db.Update(ctx, fill)
		if err == nil {
			if failed < 40 {
				t.Errorf("only %d of the transactions found the disk full", failed)
			}
			return
		}
		failed++
		var full *engine.Error
		if !errors.As(err, &full) || full.Code() != codes.SQLITE_FULL || errors.Is(err, store.ErrUnknown) {
			t.Errorf("with room for %d pages: %v", room, err)
		}
		if n := count(t, db); n != (store.Counts{}) {
			t.Errorf("with room for %d pages %+v is left", room, n)
		}
		limit(1 << 30)
		if err := db.Update(ctx, fill); err != nil {
			t.Errorf("once there is room: %v", err)
		}
		if n := count(t, db); n.Leaves != 40 {
			t.Errorf("%d leaves once there is room", n.Leaves)
		}
		for f := range db.SelfCheck(ctx) {
			t.Errorf("found %+v", f)
		}
	}
	t.Error("there was never room enough")
}

func count(t *testing.T, db *DB) (n store.Counts) {
	t.Helper()
	err := db.View(context.Background(), func(v store.View) (err error) {
		n, err = v.Count()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// A commit that failed while it was written to the disk may be found there by the next to open the database, and says
// so. One that was refused was not made.
func TestWhatAFailedCommitSays(t *testing.T) {
	if err := commitError(context.Canceled); errors.Is(err, store.ErrUnknown) {
		t.Errorf("called off: %v", err)
	}
	for code, unknown := range map[int]bool{
		codes.SQLITE_BUSY: false, codes.SQLITE_FULL: false, codes.SQLITE_CONSTRAINT: false,
		codes.SQLITE_IOERR: true, codes.SQLITE_IOERR_FSYNC: true, codes.SQLITE_IOERR_WRITE: true,
	} {
		if got := leavesOpen(code); got != unknown {
			t.Errorf("code %d: unknown is %v", code, got)
		}
	}
}
