package durable_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"firsthand/internal/keep/durable"
)

var disk durable.OS

func TestWriteReplacesTheWholeFile(t *testing.T) {
	dir, temp := t.TempDir(), t.TempDir()
	path := filepath.Join(dir, "checkpoint")
	for _, text := range []string{"a long first content", "short"} {
		if err := durable.Write(disk, temp, path, []byte(text), 0o400); err != nil {
			t.Fatal(err)
		}
		if err := disk.SyncDir(dir); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != text {
			t.Errorf("read %q, %v, want %q", got, err, text)
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode() != 0o400 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left %v behind, %v", left, err)
	}
}

// What cannot be put in its place leaves the old file and no temporary one.
func TestAFailedWriteLeavesNothing(t *testing.T) {
	temp := t.TempDir()
	inTheWay := filepath.Join(t.TempDir(), "directory")
	if err := os.MkdirAll(filepath.Join(inTheWay, "with something in it"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := durable.Write(disk, temp, inTheWay, []byte("text"), 0o600); err == nil {
		t.Error("a directory was replaced by a file")
	}
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("left %v behind, %v", left, err)
	}
}

func TestMissingFolders(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	if err := durable.Write(disk, missing, filepath.Join(t.TempDir(), "f"), nil, 0o600); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("write: %v", err)
	}
	if err := disk.SyncDir(missing); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("sync: %v", err)
	}
}
