package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// fullDisk is standard output on a disk that is full.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// A verb whose answer nobody could read has not succeeded.
func TestAFullDiskIsNoSuccess(t *testing.T) {
	ledger := t.TempDir() + "/ledger"
	for _, args := range [][]string{
		{"version"}, {"decide", "side", "the government", "SANA", "--by", "M. Kerr", "--reason", "Organ."}, {"decide"}, {"verify", "--quick"}, {"export"}, {"help"},
	} {
		var complaints bytes.Buffer
		a := &app{stdin: strings.NewReader(""), stdout: fullDisk{}, stderr: &complaints, getenv: func(string) string { return ledger }}
		if args[0] == "version" {
			whole := &app{stdin: strings.NewReader("Shells hit the road, said a nurse in Aleppo."), stdout: &bytes.Buffer{}, stderr: &bytes.Buffer{}, getenv: a.getenv}
			if code := whole.run(t.Context(), []string{"add", "-"}); code != exitDone {
				t.Fatal(code)
			}
		}
		if code := a.run(t.Context(), args); code != exitFailed || !strings.Contains(complaints.String(), "no space left") {
			t.Errorf("%v: code %d, %s", args, code, complaints.String())
		}
	}
}
