//go:build unix

package capture

import (
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Nobody may ever write into a pipe that is named; to wait for that would be for ever.
func TestWalkDoesNotWaitForPipes(t *testing.T) {
	folder(t, map[string]string{"in/a.txt": "a"})
	for _, name := range []string{"pipe", "in/pipe", "in/format"} {
		if err := syscall.Mkfifo(name, 0o600); err != nil {
			t.Skip("this file system has no pipes:", err)
		}
	}
	texts, errs := collect(Walk(t.Context(), []string{"pipe", "/dev/zero", "in"}, strings.NewReader(""), "", Meta{}, DefaultLimits()))
	if diff := cmp.Diff([]string{"a"}, texts); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	want := []string{"pipe: a pipe, socket or device, and no file", "/dev/zero: a pipe, socket or device, and no file"}
	if diff := cmp.Diff(want, errs); diff != "" {
		t.Errorf("errors (-want +got):\n%s", diff)
	}
}
