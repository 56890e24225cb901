package folder

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"firsthand/internal/keep"
)

// Whatever an Init that ended on its way has left, the next one takes up, and what it makes is whole.
func TestInitTakesUpWhatAKillHasLeft(t *testing.T) {
	steps := map[string]func(t *testing.T, dir string){
		"the lock and nothing else": func(t *testing.T, dir string) { touch(t, dir, lockFile) },
		"an empty folder inside":    func(t *testing.T, dir string) { mkdir(t, dir, makingDir) },
		"half a ledger inside": func(t *testing.T, dir string) {
			whole(t, dir)
			for _, name := range []string{formatFile, keyFile, databaseFile} {
				if err := os.Remove(below(below(dir, makingDir), name)); err != nil {
					t.Fatal(err)
				}
			}
		},
	}
	for i := range moved {
		steps["a whole one inside, and so much of it moved: "+moved[i]] = func(t *testing.T, dir string) {
			whole(t, dir)
			for _, name := range moved[:i] {
				if err := os.Rename(below(below(dir, makingDir), name), below(dir, name)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for name, leave := range steps {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ledger")
			mkdir(t, dir, "")
			leave(t, dir)
			if _, err := Open(t.Context(), dir); !errors.Is(err, keep.ErrNotLedger) {
				t.Fatalf("half a ledger opens: %v", err)
			}
			l, err := Init(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			wholeLedger(t, l, dir)
		})
	}
}

// All is in place, and what it was made in is still there: it is a ledger.
func TestOpenTidiesUpAfterAKill(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l, err := Init(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	mkdir(t, dir, makingDir)
	if l, err = Open(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	wholeLedger(t, l, dir)
}

// Many that make a ledger in one place at once, by threads that know nothing of each other: one makes it, and for all
// of them there is one afterwards.
func TestManyFirstsAtOnce(t *testing.T) {
	for range 5 {
		dir := filepath.Join(t.TempDir(), "ledger")
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				l, err := Init(context.Background(), dir)
				if errors.Is(err, keep.ErrExists) {
					l, err = Open(context.Background(), dir)
				}
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := l.Decide(context.Background(), decision, keep.AnyVersion); err != nil {
					t.Error(err)
				}
				l.Close()
			})
		}
		wg.Wait()
		l, err := Open(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if size, err := l.Size(t.Context()); size != 6 || err != nil {
			t.Errorf("%d of 6 decisions are sealed, %v", size, err)
		}
		wholeLedger(t, l, dir)
	}
}

// whole makes a whole ledger in the folder inside dir.
func whole(t *testing.T, dir string) {
	t.Helper()
	private, public, err := keep.NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	if err := makeAside(t.Context(), below(dir, makingDir), map[string]string{verifierFile: public, keyFile: private}, keep.Create); err != nil {
		t.Fatal(err)
	}
}

func wholeLedger(t *testing.T, l *keep.Ledger, dir string) {
	t.Helper()
	defer l.Close()
	if found, err := l.Verify(t.Context(), nil); err != nil || !found.Clean() {
		t.Errorf("%v %v", found, err)
	}
	if isThere(dir, makingDir) {
		t.Error("what it was made in is still there")
	}
}

func mkdir(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.MkdirAll(below(dir, name), 0o700); err != nil {
		t.Fatal(err)
	}
}

func touch(t *testing.T, dir, name string) {
	t.Helper()
	if err := os.WriteFile(below(dir, name), nil, 0o600); err != nil {
		t.Fatal(err)
	}
}
