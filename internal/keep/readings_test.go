package keep_test

import (
	"errors"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/report"
)

// stale are the IDs of the reports left to read.
func stale(t testing.TB, l *keep.Ledger, version string) (ids []string) {
	t.Helper()
	for r, err := range l.Stale(t.Context(), version) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, r.ID)
	}
	return ids
}

func TestAReadingComesBackWhole(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	id := must(l.Add(ctx, items(0, 1)))(t)[0].ID
	want := reading(id, "1")
	high := int64(40)
	want.Figures = []report.Figure{{Measure: "killed", Low: 31, High: &high, Bound: report.Range}}
	want.Sketch = report.Sketch{1, 2, 3, 255}
	if err := l.PutReadings(ctx, []report.Reading{want}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, must(l.Reading(ctx, id))(t)); diff != "" {
		t.Error(diff)
	}
	want.Figures[0].Low = 33
	if err := l.PutReadings(ctx, []report.Reading{want}); err != nil {
		t.Fatal(err)
	}
	if got := must(l.Reading(ctx, id))(t); got.Figures[0].Low != 33 {
		t.Error("a second reading did not take the place of the first")
	}
}

// The work that is left follows from what the ledger holds, also when the work is done while it is gone through.
func TestStaleReportsAreThoseWithoutAReadingOfThisVersion(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	var ids []string
	for _, a := range must(l.Add(ctx, items(0, 80)))(t) {
		ids = append(ids, a.ID)
	}
	if got := stale(t, l, "1"); !slices.Equal(got, ids) {
		t.Fatalf("%d of %d reports are stale in a new ledger", len(got), len(ids))
	}
	for r, err := range l.Stale(ctx, "1") {
		if err != nil {
			t.Fatal(err)
		}
		if err := l.PutReadings(ctx, readings(r.ID, "1")); err != nil {
			t.Fatal(err)
		}
	}
	if got := stale(t, l, "1"); len(got) > 0 {
		t.Errorf("%d reports are stale after all were read", len(got))
	}
	if got := stale(t, l, "2"); !slices.Equal(got, ids) {
		t.Errorf("%d of %d reports are stale for the next reader", len(got), len(ids))
	}
	if err := l.PutReadings(ctx, readings(ids[7], "2")); err != nil {
		t.Fatal(err)
	}
	if got := stale(t, l, "2"); len(got) != 79 || slices.Contains(got, ids[7]) {
		t.Errorf("%d reports are stale after one was read", len(got))
	}
}

func TestReadingsOfABatchArePutAllOrNone(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	id := must(l.Add(ctx, items(0, 1)))(t)[0].ID
	err := l.PutReadings(ctx, []report.Reading{reading(id, "1"), reading(kept(item(1)).ID, "1")})
	if !errors.Is(err, keep.ErrNotFound) {
		t.Errorf("error %v, want ErrNotFound", err)
	}
	if _, err := l.Reading(ctx, id); !errors.Is(err, keep.ErrNotFound) {
		t.Errorf("the first reading was put: %v", err)
	}
}

func TestReadingsFollowTheOrderOfTheirReports(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	var ids []string
	for _, a := range must(l.Add(ctx, items(0, 70)))(t) {
		ids = append(ids, a.ID)
	}
	for _, id := range slices.Backward(ids) {
		if err := l.PutReadings(ctx, readings(id, "1")); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for r, err := range l.Readings(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r.ID)
	}
	if diff := cmp.Diff(ids, got); diff != "" {
		t.Error(diff)
	}
}

// One damaged reading does not hide the others, and reading its report again mends it.
func TestADamagedReadingIsMendedByReadingAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	ids := filled(t, dir, 3)
	edit(t, dir, `UPDATE reading SET json = replace(json, 'witness', 'unknown') WHERE leaf = 1`)
	l := must(folder.Open(t.Context(), dir))(t)
	defer l.Close()
	ctx := t.Context()
	if _, err := l.Reading(ctx, ids[1]); !errors.Is(err, keep.ErrDamaged) {
		t.Errorf("error %v, want ErrDamaged", err)
	}
	var whole, damaged int
	for _, err := range l.Readings(ctx) {
		switch {
		case err == nil:
			whole++
		case errors.Is(err, keep.ErrDamaged):
			damaged++
		default:
			t.Error(err)
		}
	}
	if whole != 2 || damaged != 1 {
		t.Errorf("%d readings are whole, %d damaged", whole, damaged)
	}
	if err := l.PutReadings(ctx, readings(ids[1], "1")); err != nil {
		t.Fatal(err)
	}
	if found := must(l.Verify(ctx, nil))(t); len(found) > 0 {
		t.Error(found)
	}
}
