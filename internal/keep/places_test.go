package keep_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/keep/folder"
)

func TestPlacesAreKeptByTheNameOfTheirFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	l, err := folder.Init(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if lists, err := l.Places.List(); err != nil || len(lists) != 0 {
		t.Fatalf("%d lists in a new ledger, %v", len(lists), err)
	}
	for _, put := range [][2]string{{"b.csv", "first"}, {"a.csv", "second"}, {"b.csv", "third"}, {"../../حي.csv", "fourth"}, {"B.csv", "fifth"}} {
		if err := l.Places.Put(put[0], []byte(put[1])); err != nil {
			t.Fatal(err)
		}
	}
	// What a crash left is not read, and nothing is written outside of the folder.
	if err := os.WriteFile(filepath.Join(dir, "places", "123.part"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	lists, err := l.Places.List()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, list := range lists {
		got[string(list)] = true
	}
	if diff := cmp.Diff(map[string]bool{"second": true, "third": true, "fourth": true, "fifth": true}, got); diff != "" {
		t.Error(diff)
	}
	if found, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), "*.json")); found != nil {
		t.Errorf("%v lies outside of the ledger", found)
	}
}
