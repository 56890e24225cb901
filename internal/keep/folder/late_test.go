package folder_test

import (
	"bytes"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/folder"
	"firsthand/internal/report"
)

// noCheckpoint is a disk on which the checkpoint file cannot be replaced.
type noCheckpoint struct{ durable.OS }

func (d noCheckpoint) Rename(from, to string) error {
	if filepath.Base(to) == "checkpoint" {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: syscall.ENOSPC}
	}
	return d.OS.Rename(from, to)
}

var aDecision = report.Decision{By: "desk two", Act: "accept", On: []string{"x"}, Reason: "two photographs agree"}

// What was committed is sealed, also where the checkpoint file cannot be written afterwards. That is a warning, and the
// next command makes good for it.
func TestALateCheckpointIsAWarning(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	if l, err := folder.Init(t.Context(), dir); err != nil {
		t.Fatal(err)
	} else if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	l, err := folder.OpenWith(t.Context(), dir, folder.Options{Disk: noCheckpoint{}, Log: slog.New(slog.NewTextHandler(&said, nil))})
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := l.Decide(t.Context(), aDecision, keep.AnyVersion)
	if err != nil {
		t.Fatalf("it is sealed, and Decide says: %v", err)
	}
	if _, err := l.Sealed(t.Context(), sealed.ID); err != nil {
		t.Error(err)
	}
	if !strings.Contains(said.String(), "level=WARN") || !strings.Contains(said.String(), "seal/checkpoint") || strings.Contains(said.String(), dir) {
		t.Errorf("it warned: %s", &said)
	}
	l.Close()

	file := filepath.Join(dir, "seal", "checkpoint")
	for _, look := range []bool{true, false} {
		l, err := folder.OpenWith(t.Context(), dir, folder.Options{Look: look})
		if err != nil {
			t.Fatal(err)
		}
		newest, err := l.Checkpoint(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if published, err := os.ReadFile(file); err != nil || bytes.Equal(published, newest) == look {
			t.Errorf("look %v: the file is the newest checkpoint: %v, %v", look, bytes.Equal(published, newest), err)
		}
		if found, err := l.Verify(t.Context(), nil); err != nil || !found.Clean() {
			t.Errorf("look %v: %v %v", look, found, err)
		}
		l.Close()
	}
}

// A checkpoint file that says another history than the database is evidence. Opening the ledger leaves it.
func TestACheckpointOfAnotherHistoryIsLeftAsItIs(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l, err := folder.Init(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	other, err := folder.Init(t.Context(), filepath.Join(t.TempDir(), "other"))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	strange, err := other.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "seal", "checkpoint")
	if err := os.WriteFile(file, strange, 0o600); err != nil {
		t.Fatal(err)
	}
	l, err = folder.Open(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if now, err := os.ReadFile(file); err != nil || !bytes.Equal(now, strange) {
		t.Errorf("the file was replaced: %v", err)
	}
	if _, err := l.Decide(t.Context(), aDecision, keep.AnyVersion); !errors.Is(err, keep.ErrDamaged) {
		t.Errorf("deciding: %v, want ErrDamaged", err)
	}
}
