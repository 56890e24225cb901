package keep_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
)

// spoil overwrites one stored hash of the tree.
func spoil(t *testing.T, dir string, level int, number int64) {
	t.Helper()
	edit(t, dir, fmt.Sprintf("UPDATE tree_hash SET hash = zeroblob(32) WHERE number = %d", tlog.StoredHashIndex(level, number)))
}

// refusesToSign holds that nothing is sealed on top of the ledger in dir, by any verb that seals, and that no other
// checkpoint is signed.
func refusesToSign(t *testing.T, dir string) {
	t.Helper()
	file := filepath.Join(dir, "seal", "checkpoint")
	published := must(os.ReadFile(file))(t)
	l := must(folder.Open(t.Context(), dir))(t)
	defer l.Close()
	before := must(l.Checkpoint(t.Context()))(t)
	if _, err := l.Add(t.Context(), items(7, 1)); !errors.Is(err, keep.ErrDamaged) {
		t.Errorf("adding: %v, want ErrDamaged", err)
	}
	if _, err := l.Decide(t.Context(), decision("x"), keep.AnyVersion); !errors.Is(err, keep.ErrDamaged) {
		t.Errorf("deciding: %v, want ErrDamaged", err)
	}
	if after := must(l.Checkpoint(t.Context()))(t); !bytes.Equal(before, after) {
		t.Error("another checkpoint is signed in the database")
	}
	if after := must(os.ReadFile(file))(t); !bytes.Equal(published, after) {
		t.Error("another checkpoint was published")
	}
}

// A key never signs a tree whose hashes do not give the root that it signed last. Of six leaves the root rests on the
// hash over the first four and that over the last two.
func TestATreeWithAnotherRootIsNotExtended(t *testing.T) {
	for _, node := range []struct {
		level  int
		number int64
	}{{2, 0}, {1, 2}} {
		dir := filepath.Join(t.TempDir(), "ledger")
		filled(t, dir, 4) // six leaves, with the decisions
		spoil(t, dir, node.level, node.number)
		refusesToSign(t, dir)
	}
}

// Nor does it sign a tree that does not begin with what the checkpoint file is signed for, where that lags behind the
// database.
func TestATreeThatDoesNotBeginAsPublishedIsNotExtended(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l := must(folder.Init(t.Context(), dir))(t)
	must(l.Add(t.Context(), items(0, 3)))(t)
	published := must(l.Checkpoint(t.Context()))(t)
	must(l.Add(t.Context(), items(3, 3)))(t)
	l.Close()
	if err := os.WriteFile(filepath.Join(dir, "seal", "checkpoint"), published, 0o600); err != nil {
		t.Fatal(err)
	}
	spoil(t, dir, 0, 2) // part of the root over three leaves, and no longer of that over six
	refusesToSign(t, dir)
}
