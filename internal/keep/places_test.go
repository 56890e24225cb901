package keep_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/report"
)

// places are the lists of a ledger, as text.
func places(t *testing.T, l *keep.Ledger) (lists []string) {
	t.Helper()
	for _, list := range must(l.Places(t.Context()))(t) {
		lists = append(lists, string(list))
	}
	return lists
}

func TestPlacesAreSealedByTheNameOfTheirFile(t *testing.T) {
	l, dir := newLedger(t)
	ctx := t.Context()
	if lists := places(t, l); len(lists) != 0 {
		t.Fatalf("a new ledger has %q", lists)
	}
	for _, put := range [][2]string{{"b.csv", "first"}, {"a.csv", "second"}, {"b.csv", "third"}, {"../../حي.csv", "fourth"}, {"B.csv", "fifth"}, {"a.csv", "second"}} {
		if err := l.PutPlaces(ctx, put[0], []byte(put[1])); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"fourth", "fifth", "second", "third"}, places(t, l)); diff != "" {
		t.Error(diff)
	}
	if size := must(l.Size(ctx))(t); size != 5 { // what stands already is not sealed again
		t.Errorf("%d leaves", size)
	}
	// What was replaced is kept, and may come back.
	if err := l.PutPlaces(ctx, "b.csv", []byte("first")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"fourth", "fifth", "second", "first"}, places(t, l)); diff != "" {
		t.Error(diff)
	}
	if found := must(l.Verify(ctx, nil))(t); len(found) > 0 {
		t.Error(lines(found))
	}
	if err := l.PutPlaces(ctx, "c.csv", nil); !errors.Is(err, keep.ErrInvalid) {
		t.Errorf("an empty list: %v", err)
	}

	// A changed coordinate is named, and no reader gets it.
	d := report.DigestOf([]byte("third"))
	flip(t, originalPath(dir, report.DigestOf([]byte("second"))), 0)
	if _, err := l.Places(ctx); !errors.Is(err, keep.ErrDamaged) {
		t.Errorf("a changed list: %v, want ErrDamaged", err)
	}
	flip(t, originalPath(dir, d), 0)
	found := must(l.Verify(ctx, nil))(t)
	if !names(found, report.DigestOf([]byte("second")).String(), "") || !names(found, d.String(), "") {
		t.Errorf("two lists are changed, one of them replaced since:\n%s", lines(found))
	}
}

// An older version kept lists in files of their own. They are read, said to be outside of the seal, and no more once
// one of their name is sealed.
func TestPlacesOfAnOlderVersion(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	filled(t, dir, 1)
	const old = "quarters-geojson-0cee82c6.json"
	write("places/"+old, "old places")(t, dir)
	write("places/123.part", "half")(t, dir)
	l := must(folder.Open(t.Context(), dir))(t)
	defer l.Close()
	if diff := cmp.Diff([]string{"old places"}, places(t, l)); diff != "" {
		t.Error(diff)
	}
	found := must(l.Verify(t.Context(), nil))(t)
	if len(found) != 1 || found[0].Problem != keep.Unprotected || found[0].Which != "places/"+old || !found.Clean() {
		t.Error(lines(found))
	}
	if err := l.PutPlaces(t.Context(), "quarters.geojson", []byte("old places")); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"old places"}, places(t, l)); diff != "" {
		t.Error(diff)
	}
	if found := must(l.Verify(t.Context(), nil))(t); len(found) != 0 {
		t.Error(lines(found))
	}
	if _, err := os.Stat(filepath.Join(dir, "places", old)); err != nil {
		t.Errorf("the old file is evidence and stays: %v", err)
	}
}
