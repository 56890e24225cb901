package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// firsthand eval reads a corpus as firsthand read --ndjson does, and scores it as the scorer does that lies beside the
// checkout: the same lines, from another program. Where neither it nor the corpora are there, the test says so and
// skips.
func TestEvalPrintsWhatTheOtherScorerPrints(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: it reads whole corpora")
	}
	shared := filepath.Join("..", "..", "..", "shared")
	script := filepath.Join(shared, "tools", "score.py")
	if _, err := os.Stat(script); err != nil {
		t.Skip("skipped: the other scorer is not beside the checkout (../shared)")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("skipped: there is no python3 to run the other scorer")
	}
	for _, corpus := range []struct{ kind, path string }{
		{"seeds", "gold/seeds.json"},
		{"polnear", "data/polnear/dev.jsonl"},
		{"fa-kes", "data/fa-kes/dev.jsonl"},
		{"timex", "data/tempeval3/AQUAINT"},
		{"geo", "data/geoparsing/lgl.xml"},
	} {
		t.Run(corpus.kind, func(t *testing.T) {
			gold := filepath.Join(shared, filepath.FromSlash(corpus.path))
			if _, err := os.Stat(gold); err != nil {
				t.Skip("skipped: this corpus is not beside the checkout")
			}
			inputs, err := exec.Command(python, script, "inputs", corpus.kind, gold).Output()
			if err != nil {
				t.Fatalf("print the corpus: %v", err)
			}
			readings, _ := runFirsthand(t, inputs, "read", "--ndjson")
			file := filepath.Join(t.TempDir(), "readings")
			if err := os.WriteFile(file, readings, 0o600); err != nil {
				t.Fatal(err)
			}
			want, err := exec.Command(python, script, corpus.kind, gold, file).Output()
			if err != nil {
				t.Fatalf("run the other scorer: %v", err)
			}
			got, code := runFirsthand(t, nil, "eval", corpus.kind, gold)
			if d := cmp.Diff(string(want), string(got)); d != "" || code != exitDone {
				t.Errorf("exit code %d: %s", code, d)
			}
		})
	}
}

// Whole ledgers too: the other scorer is given this very program, and adds and exports each world with it.
func TestEvalWorldsPrintsWhatTheOtherScorerPrints(t *testing.T) {
	if testing.Short() || runtime.GOOS == "windows" {
		t.Skip("skipped: it makes ledgers, and needs symbolic links")
	}
	script := filepath.Join("..", "..", "..", "shared", "tools", "score_worlds.py")
	if _, err := os.Stat(script); err != nil {
		t.Skip("skipped: the other scorer is not beside the checkout (../shared)")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("skipped: there is no python3 to run the other scorer")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "firsthand") // under which name the test's binary is the program
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	worlds := filepath.Join("..", "..", "internal", "gauge", "testdata", "worlds")
	want, err := exec.Command(python, script, program, worlds).Output()
	if err != nil {
		t.Fatalf("run the other scorer: %v", err)
	}
	got, code := runFirsthand(t, nil, "eval", "worlds", worlds)
	if d := cmp.Diff(string(want), string(got)); d != "" || code != exitDone {
		t.Errorf("exit code %d: %s", code, d)
	}
	if !strings.Contains(string(got), "events found") {
		t.Errorf("nothing was scored: %q", got)
	}
}

// runFirsthand runs the program in this process.
func runFirsthand(t *testing.T, stdin []byte, args ...string) (stdout []byte, code int) {
	t.Helper()
	var out, complaints bytes.Buffer
	a := &app{stdin: bytes.NewReader(stdin), stdout: &out, stderr: &complaints, getenv: func(string) string { return "" }}
	code = a.run(t.Context(), args)
	return out.Bytes(), code
}
