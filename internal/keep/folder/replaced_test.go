package folder

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"firsthand/internal/keep"
	"firsthand/internal/keep/sqlite"
	"firsthand/internal/report"
)

var decision = report.Decision{By: "desk two", Act: "accept", On: []string{"x"}, Reason: "two photographs agree"}

// filled is the folder of a ledger with one decision, and a copy of it from before.
func filled(t *testing.T) (dir, backup string) {
	t.Helper()
	dir, backup = filepath.Join(t.TempDir(), "ledger"), filepath.Join(t.TempDir(), "backup")
	l, err := Init(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	copyFolder(t, dir, backup)
	if _, err := l.Decide(t.Context(), decision, keep.AnyVersion); err != nil {
		t.Fatal(err)
	}
	return dir, backup
}

// copyFolder copies a ledger, modes and all.
func copyFolder(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(below(to, keyFile), 0o600); err != nil {
		t.Fatal(err)
	}
}

// A backup is put in the place of a ledger that a desk has open. The desk says so and writes nothing, neither to the
// old ledger nor to the one that stands there now, which goes on.
func TestABackupPutInThePlaceOfAnOpenLedger(t *testing.T) {
	for name, restore := range map[string]func(t *testing.T, dir, backup string){
		"the folder is another": func(t *testing.T, dir, backup string) {
			if err := errors.Join(os.Rename(dir, dir+".old"), os.Rename(backup, dir)); err != nil {
				t.Fatal(err)
			}
		},
		"each file is another": func(t *testing.T, dir, backup string) {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
			copyFolder(t, backup, dir)
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir, backup := filled(t)
			desk, err := Open(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			defer desk.Close()
			if _, err := desk.Decide(t.Context(), decision, keep.AnyVersion); err != nil {
				t.Fatal(err)
			}
			restore(t, dir, backup)

			if _, err := desk.Decide(t.Context(), decision, keep.AnyVersion); !errors.Is(err, keep.ErrReplaced) {
				t.Errorf("deciding: %v, want ErrReplaced", err)
			}
			if _, err := desk.Version(t.Context()); !errors.Is(err, keep.ErrReplaced) {
				t.Errorf("asking for its version: %v, want ErrReplaced", err)
			}
			restored, err := Open(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := restored.Decide(t.Context(), decision, keep.AnyVersion); err != nil {
				t.Errorf("the restored ledger does not go on: %v", err)
			}
			wholeLedger(t, restored, dir)
		})
	}
}

// The lock of a ledger cannot be had alone while anybody has it open, and the ledger cannot be opened while somebody
// has.
func TestTheLockTellsWhetherALedgerIsOpen(t *testing.T) {
	dir, _ := filled(t)
	path := below(dir, lockFile)
	alone := func() bool {
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		held, err := tryLock(f, true)
		if err != nil {
			t.Fatal(err)
		}
		return held
	}
	if !alone() {
		t.Error("nobody has it open, and the lock cannot be had")
	}
	first, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	second, err := Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	first.Close()
	if alone() {
		t.Error("somebody has it open, and the lock can be had")
	}
	second.Close()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if held, err := tryLock(f, true); !held || err != nil {
		t.Fatalf("nobody has it open any more: %v %v", held, err)
	}
	if l, err := OpenWith(t.Context(), dir, Options{SQLite: sqlite.Options{Busy: 50 * time.Millisecond}}); !errors.Is(err, keep.ErrBusy) {
		if err == nil {
			l.Close()
		}
		t.Errorf("opened while somebody holds all of it: %v", err)
	}
}
