package keep_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
)

// hint is the advice that an error of package keep carries.
func hint(err error) string {
	var h interface{ Hint() string }
	if errors.As(err, &h) {
		return h.Hint()
	}
	return ""
}

func TestInitMakesALedgerThatOnlyItsOwnerCanRead(t *testing.T) {
	_, dir := newLedger(t)
	want := map[string]fs.FileMode{
		".":               fs.ModeDir | 0o700,
		"format":          0o600,
		"incoming":        fs.ModeDir | 0o700,
		"ledger.db":       0o600,
		"lock":            0o600,
		"originals":       fs.ModeDir | 0o700,
		"seal":            fs.ModeDir | 0o700,
		"seal/checkpoint": 0o600,
		"seal/key":        0o600,
		"seal/key.pub":    0o600,
	}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := filepath.ToSlash(must(filepath.Rel(dir, path))(t))
		if name == "ledger.db-wal" || name == "ledger.db-shm" { // SQLite's, while the ledger is open
			want[name] = 0o600
		}
		mode, expected := want[name]
		if info := must(entry.Info())(t); !expected || info.Mode() != mode {
			t.Errorf("%s has mode %v, want %v", name, info.Mode(), mode)
		}
		delete(want, name)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for name := range want {
		t.Errorf("there is no %s", name)
	}
}

func TestInitRefusesAFolderThatHoldsSomething(t *testing.T) {
	ctx := t.Context()
	_, ledger := newLedger(t)
	occupied := t.TempDir()
	if err := os.WriteFile(filepath.Join(occupied, "letters.txt"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	for dir, says := range map[string]string{ledger: "is a ledger", occupied: "not empty"} {
		_, err := folder.Init(ctx, dir)
		if !errors.Is(err, keep.ErrExists) || !strings.Contains(err.Error(), says) || hint(err) == "" {
			t.Errorf("error %v (hint %q), want ErrExists saying %q", err, hint(err), says)
		}
	}
	if entries := must(os.ReadDir(occupied))(t); len(entries) != 1 {
		t.Errorf("the folder now holds %v", entries)
	}
}

func TestInitTakesAnEmptyFolder(t *testing.T) {
	l, err := folder.Init(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
}

// Of many that make a ledger in one place at once, one succeeds.
func TestInitOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	results := make(chan error)
	for range 8 {
		go func() {
			l, err := folder.Init(t.Context(), dir)
			if err == nil {
				err = l.Close()
			} else if !errors.Is(err, keep.ErrExists) {
				err = fmt.Errorf("another error than ErrExists: %w", err)
			}
			results <- err
		}()
	}
	made := 0
	for range 8 {
		switch err := <-results; {
		case err == nil:
			made++
		case !errors.Is(err, keep.ErrExists):
			t.Error(err)
		}
	}
	if made != 1 {
		t.Errorf("%d ledgers were made in one folder", made)
	}
	l := must(folder.Open(t.Context(), dir))(t)
	defer l.Close()
	if found := must(l.Verify(t.Context(), nil))(t); len(found) > 0 {
		t.Error(found)
	}
}

func TestOpenSaysWhatAFolderIsNot(t *testing.T) {
	write := func(name, text string) func(t *testing.T, dir string) {
		return func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := map[string]struct {
		change func(t *testing.T, dir string)
		want   error
	}{
		"no folder":             {func(t *testing.T, dir string) { os.RemoveAll(dir) }, keep.ErrNotLedger},
		"no format file":        {func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "format")) }, keep.ErrNotLedger},
		"another format file":   {write("format", "somebody's diary 1\n"), keep.ErrNotLedger},
		"a format of no number": {write("format", "firsthand ledger one\n"), keep.ErrNotLedger},
		"a format zero":         {write("format", "firsthand ledger 0\n"), keep.ErrNotLedger},
		"a format cut short":    {write("format", "firsthand ledger 1"), keep.ErrNotLedger},
		"a later format":        {write("format", "firsthand ledger 5\n"), keep.ErrNewer},
		"a later schema": {func(t *testing.T, dir string) {
			edit(t, dir, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, 1)`)
		}, keep.ErrNewer},
		"no database":         {func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "ledger.db")) }, keep.ErrDamaged},
		"an empty database":   {write("ledger.db", ""), keep.ErrDamaged},
		"a database of words": {write("ledger.db", strings.Repeat("not a database ", 1000)), keep.ErrDamaged},
		"a schema undone": {func(t *testing.T, dir string) {
			edit(t, dir, `UPDATE goose_db_version SET is_applied = 0`)
		}, keep.ErrDamaged},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "ledger")
			filled(t, dir, 1)
			test.change(t, dir)
			l, err := folder.Open(t.Context(), dir)
			if err == nil {
				l.Close()
			}
			if !errors.Is(err, test.want) {
				t.Fatalf("error %v, want %v", err, test.want)
			}
			if hint(err) == "" {
				t.Errorf("no hint with %v", err)
			}
			if strings.Contains(err.Error(), dir) {
				t.Errorf("error %v names a folder of the machine", err)
			}
		})
	}
}

func TestAFolderOfAnyName(t *testing.T) {
	for _, name := range []string{"with spaces", "100%25", "what?mode=ro", "sharp#mi", "دفتر", "semi;colon&and"} {
		dir := filepath.Join(t.TempDir(), name)
		ids := filled(t, dir, 2)
		l := must(folder.Open(t.Context(), dir))(t)
		if r := must(l.Report(t.Context(), ids[1]))(t); r.Text != item(1).Report.Text {
			t.Errorf("%s: another text", name)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(filepath.Join(dir, "ledger.db")); err != nil {
			t.Errorf("%s: the database is elsewhere: %v", name, err)
		}
	}
}

func TestVersionGrowsWithEveryChangeAndOnlyThen(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	last := must(l.Version(ctx))(t)
	step := func(name string, grows bool, do func() error) {
		t.Helper()
		if err := do(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		now := must(l.Version(ctx))(t)
		if (now > last) != grows || now < last {
			t.Errorf("%s: version from %d to %d", name, last, now)
		}
		last = now
	}
	var id string
	add := func() error {
		added, err := l.Add(ctx, items(0, 3))
		if err == nil {
			id = added[0].ID
		}
		return err
	}
	step("adding", true, add)
	step("adding the same again", false, add)
	step("a reading", true, func() error { return l.PutReadings(ctx, readings(id, "1")) })
	step("the same reading", false, func() error { return l.PutReadings(ctx, readings(id, "1")) })
	step("a later reading", true, func() error { return l.PutReadings(ctx, readings(id, "2")) })
	step("a decision", true, func() error { _, err := l.Decide(ctx, decision(id), keep.AnyVersion); return err })
	step("verifying", false, func() error { _, err := l.Verify(ctx, nil); return err })
}
