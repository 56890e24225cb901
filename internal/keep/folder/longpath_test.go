package folder_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/report"
)

// A ledger is made and opened at the longest path that is taken, and at a longer one it is said why not.
func TestALongPath(t *testing.T) {
	parent := t.TempDir()
	at := func(bytes int) string {
		dir := parent
		for bytes-len(dir) > 201 {
			dir = filepath.Join(dir, strings.Repeat("d", 100))
		}
		return filepath.Join(dir, strings.Repeat("e", bytes-len(dir)-1))
	}
	longest := at(504 - len("/.making/ledger.db"))
	l, err := folder.Init(t.Context(), longest)
	if err != nil {
		t.Fatalf("at %d bytes: %v", len(longest), err)
	}
	if _, err := l.Add(t.Context(), []keep.Item{{Original: []byte("words"), Report: report.Report{Text: "words"}}}); err != nil {
		t.Error(err)
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	for _, bytes := range []int{len(longest) + 1, 1000, 3600} {
		if _, err := folder.Init(t.Context(), at(bytes)); err == nil || !strings.Contains(err.Error(), "bytes long") {
			t.Errorf("at %d bytes: %v", bytes, err)
		}
	}
	moved := at(495)
	if err := os.Rename(longest, moved); err != nil {
		t.Fatal(err)
	}
	if _, err := folder.Open(t.Context(), moved); err == nil || !strings.Contains(err.Error(), "its path is 495 bytes long") {
		t.Errorf("opened at 495 bytes: %v", err)
	}
	if err := os.Rename(moved, at(494)); err != nil {
		t.Fatal(err)
	}
	l, err = folder.Open(t.Context(), at(494))
	if err != nil {
		t.Fatalf("at 494 bytes: %v", err)
	}
	l.Close()
}
