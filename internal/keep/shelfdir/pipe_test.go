//go:build unix

package shelfdir_test

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/shelfdir"
)

// A pipe in the place of a file is not waited for.
func TestAPipeIsNotRead(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "a"), 0o600); err != nil {
		t.Skip("no pipes here:", err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := shelfdir.New(durable.OS{}, dir, dir).Get(t.Context(), "a")
		done <- err
	}()
	select {
	case err := <-done:
		if err == nil {
			t.Error("a pipe was read")
		}
	case <-time.After(30 * time.Second):
		t.Fatal("it waits for a pipe")
	}
}
