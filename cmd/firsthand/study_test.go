package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"

	"firsthand/internal/read"
)

// docs/study-fa-kes.md and its picture are what the program makes of the corpus today, where the corpus is there and
// the reader is the one that the page names.
func TestTheStudyIsWhatTheProgramCounts(t *testing.T) {
	const corpus, page, picture = "../../../shared/data/fa-kes/dev.jsonl", "../../docs/study-fa-kes.md", "../../docs/img/study-fa-kes.svg"
	if testing.Short() {
		t.Skip("skipped: 505 reports are left out with -short")
	}
	lines, err := os.ReadFile(corpus)
	if err != nil {
		t.Skip("skipped: the corpus is not here:", err)
	}
	doc, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := read.With()
	if err != nil {
		t.Fatal(err)
	}
	if m := regexp.MustCompile(`(?m)^Counted with reader (.*)\.$`).FindSubmatch(doc); m == nil {
		t.Fatal("the page does not say which reader it was counted with: make study")
	} else if string(m[1]) != reader.Version() {
		t.Skipf("skipped: the page was counted with reader %s, and this is %s: make study", m[1], reader.Version())
	}
	dir := t.TempDir()
	ledger, copied, drawn := filepath.Join(dir, "ledger"), filepath.Join(dir, "study.md"), filepath.Join(dir, "study.svg")
	if err := os.WriteFile(copied, doc, 0o600); err != nil {
		t.Fatal(err)
	}
	add := exec.CommandContext(t.Context(), "firsthand", "add", "--ledger", ledger, "-")
	add.Stdin = bytes.NewReader(regexp.MustCompile(`(?m)^(\{"id": "[^"]*", )"outlet":`).ReplaceAll(lines, []byte(`$1"publisher":`)))
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("add: %v\n%s", err, out)
	}
	firsthand(t, "study", "--ledger", ledger, "--doc", copied, "--svg", drawn)
	for made, kept := range map[string]string{copied: page, drawn: picture} {
		got, err := os.ReadFile(made)
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(kept)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the program counts today: make study", kept)
		}
	}
}
