package read_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"firsthand/internal/read/core/lexicon"
)

// Every list of words has a rule that looks it up. That every rule finds its list is held when the program starts.
func TestEveryListIsLookedUp(t *testing.T) {
	lists, err := filepath.Glob("en/*/sets.txt")
	if err != nil {
		t.Fatal(err)
	}
	deeper, err := filepath.Glob("en/*/lexicon/sets.txt")
	if lists = append(lists, deeper...); err != nil || len(lists) < 5 {
		t.Fatalf("found %d files of lists, %v", len(lists), err)
	}
	for _, file := range lists {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.Dir(file)
		if filepath.Base(folder) == "lexicon" {
			folder = filepath.Dir(folder)
		}
		rules := goFiles(t, folder)
		for name := range lexicon.MustSets(string(raw)) {
			if !strings.Contains(rules, `sets.Of("`+name+`")`) {
				t.Errorf("%s: no rule looks up the list %q", file, name)
			}
		}
	}
}

// goFiles is all Go of a folder.
func goFiles(t *testing.T, folder string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(raw)
	}
	return all.String()
}
