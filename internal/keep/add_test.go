package keep_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/report"
)

// kept is an item's report as the ledger gives it back.
func kept(it keep.Item) report.Report {
	r := it.Report
	r.Original = report.DigestOf(it.Original)
	r.ID = report.NewID(r.Original, r.Publisher, r.URL, r.Part)
	return r
}

// all are the reports of a ledger.
func all(t testing.TB, l *keep.Ledger) (reports []report.Report) {
	t.Helper()
	for r, err := range l.Reports(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		reports = append(reports, r)
	}
	return reports
}

func TestWhatIsAddedComesBackInOrder(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	var want []report.Report
	for first := 0; first < 90; first += 30 { // more than one page of rows, more than one batch
		added := must(l.Add(ctx, items(first, 30)))(t)
		for i, a := range added {
			r := kept(item(first + i))
			want = append(want, r)
			if wanted := (keep.Added{ID: r.ID, Leaf: int64(first + i), New: true}); a != wanted {
				t.Errorf("added %+v, want %+v", a, wanted)
			}
		}
	}
	if diff := cmp.Diff(want, all(t, l)); diff != "" {
		t.Error(diff)
	}
	for i, r := range want {
		if got := must(l.Report(ctx, r.ID))(t); !cmp.Equal(got, r) {
			t.Errorf("report %d: %s", i, cmp.Diff(r, got))
		}
		if got := must(l.Original(ctx, r.Original))(t); string(got) != string(item(i).Original) {
			t.Errorf("original %d is %q", i, got)
		}
	}
	if size := must(l.Size(ctx))(t); size != 90 {
		t.Errorf("the log has %d leaves", size)
	}
}

func TestAddingAgainAddsNothing(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	must(l.Add(ctx, items(0, 3)))(t)

	again := items(0, 3)
	again[1].Report.Name = "the-same-under-another-name.html"
	again[2].Report.ID = "whatever the caller calls it"
	added := must(l.Add(ctx, append(again, item(3), item(3))))(t)
	for i, a := range added {
		want := keep.Added{ID: kept(item(min(i, 3))).ID, Leaf: int64(min(i, 3)), New: i == 3}
		if a != want {
			t.Errorf("item %d: %+v, want %+v", i, a, want)
		}
	}
	if got := all(t, l); len(got) != 4 || got[1].Name != item(1).Report.Name {
		t.Errorf("%d reports, the second named %s", len(got), got[1].Name)
	}
}

func TestAddingAgainPutsALostOriginalBack(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	filled(t, dir, 1)
	l := must(folder.Open(t.Context(), dir))(t)
	defer l.Close()
	original := originalPath(dir, kept(item(0)).Original)
	if err := os.Remove(original); err != nil {
		t.Fatal(err)
	}
	if _, err := l.Original(t.Context(), kept(item(0)).Original); !errors.Is(err, keep.ErrNotFound) {
		t.Errorf("a lost original: %v", err)
	}
	must(l.Add(t.Context(), items(0, 1)))(t)
	if found := must(l.Verify(t.Context(), nil))(t); len(found) > 0 {
		t.Error(found)
	}
}

func originalPath(dir string, d report.Digest) string {
	s := d.String()
	return filepath.Join(dir, "originals", s[:2], s[2:4], s)
}

func TestADamagedOriginalIsAnErrorAndNotAnAnswer(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ledger")
	filled(t, dir, 1)
	l := must(folder.Open(t.Context(), dir))(t)
	defer l.Close()
	flip(t, originalPath(dir, kept(item(0)).Original), 3)
	_, err := l.Original(t.Context(), kept(item(0)).Original)
	if !errors.Is(err, keep.ErrDamaged) || !strings.Contains(hint(err), "verify") {
		t.Errorf("read: %v (hint %q)", err, hint(err))
	}
	if _, err := l.Add(t.Context(), items(0, 1)); !errors.Is(err, keep.ErrDamaged) {
		t.Errorf("added again: %v", err)
	}
}

// A refused batch leaves the ledger as it was, says which item is at fault, and shows no word of it.
func TestARefusedBatchAddsNothing(t *testing.T) {
	const secret = "the baker Umm Karim"
	change := func(f func(*keep.Item)) keep.Item {
		it := item(0)
		f(&it)
		return it
	}
	tests := map[string]struct {
		bad  keep.Item
		want error
		says string
	}{
		"another text under the same ID":        {change(func(i *keep.Item) { i.Report.Text = secret }), keep.ErrConflict, "text"},
		"another author under the same ID":      {change(func(i *keep.Item) { i.Report.Author = secret }), keep.ErrConflict, "author"},
		"no original":                           {change(func(i *keep.Item) { i.Original = nil; i.Report.Author = secret }), keep.ErrInvalid, "original"},
		"an original that is not the one named": {change(func(i *keep.Item) { i.Report.Original = report.DigestOf([]byte(secret)) }), keep.ErrInvalid, "original"},
		"text that is not UTF-8":                {change(func(i *keep.Item) { i.Report.Text = secret + "\xff" }), keep.ErrInvalid, "text"},
		"a NUL in the publisher":                {change(func(i *keep.Item) { i.Report.Publisher = secret + "\x00" }), keep.ErrInvalid, "publisher"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			l, dir := newLedger(t)
			ctx := t.Context()
			must(l.Add(ctx, items(0, 1)))(t)
			before := must(l.Checkpoint(ctx))(t)

			_, err := l.Add(ctx, []keep.Item{item(1), test.bad, item(2)})
			var at *keep.ItemError
			if !errors.Is(err, test.want) || !errors.As(err, &at) {
				t.Fatalf("error %v, want an ItemError with %v", err, test.want)
			}
			if at.Index != 1 || len(at.ID) != 32 || !strings.Contains(err.Error(), at.ID) || !strings.Contains(err.Error(), test.says) {
				t.Errorf("error %v of item %d, report %s", err, at.Index, at.ID)
			}
			if strings.Contains(err.Error(), "Umm") || strings.Contains(err.Error(), dir) {
				t.Errorf("error %v says too much", err)
			}
			if after := must(l.Checkpoint(ctx))(t); string(after) != string(before) {
				t.Error("the log has grown")
			}
			if found := must(l.Verify(ctx, nil))(t); len(found) > 0 {
				t.Errorf("left behind: %v", found)
			}
		})
	}
}

func TestTwoReportsOfOneIDInABatch(t *testing.T) {
	l, _ := newLedger(t)
	other := item(0)
	other.Report.Title = "Another title"
	_, err := l.Add(t.Context(), []keep.Item{item(0), other})
	var at *keep.ItemError
	if !errors.Is(err, keep.ErrConflict) || !errors.As(err, &at) || at.Index != 1 {
		t.Errorf("error %v, want ErrConflict of the second item", err)
	}
	if size := must(l.Size(t.Context()))(t); size != 0 {
		t.Errorf("the log has %d leaves", size)
	}
}

func TestTheSameWordsFromTwoPublishersAreTwoReportsWithOneOriginal(t *testing.T) {
	l, dir := newLedger(t)
	other := item(0)
	other.Report.Publisher = "The Upper Mill Gazette"
	added := must(l.Add(t.Context(), []keep.Item{item(0), other}))(t)
	if added[0].ID == added[1].ID || !added[1].New {
		t.Errorf("added %+v", added)
	}
	if found := must(l.Verify(t.Context(), nil))(t); len(found) > 0 {
		t.Error(found)
	}
	if err := os.Remove(originalPath(dir, report.DigestOf(other.Original))); err != nil {
		t.Fatal(err)
	}
	if found := must(l.Verify(t.Context(), nil))(t); len(found) != 1 {
		t.Errorf("one file lost: %v", found)
	}
}

func TestAddingNothing(t *testing.T) {
	l, _ := newLedger(t)
	if added, err := l.Add(t.Context(), nil); err != nil || len(added) > 0 {
		t.Errorf("added %v, %v", added, err)
	}
}

func TestAddIsCalledOff(t *testing.T) {
	l, _ := newLedger(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Add(ctx, items(0, 2)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
	if size := must(l.Size(t.Context()))(t); size != 0 {
		t.Errorf("the log has %d leaves", size)
	}
}

// Text of every script, of any length and with every character that is allowed comes back as it was.
func TestTextOfAnyKind(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	for i, text := range []string{"", "\n", "سقطت قذيفتان قرب الطاحونة", "e\u0301 is not é", "\ufeffwith a mark", "\u202eturned", "'); DROP TABLE report; --", strings.Repeat("long ", 1<<20)} {
		it := item(i)
		it.Report.Text = text
		added := must(l.Add(ctx, []keep.Item{it}))(t)
		if got := must(l.Report(ctx, added[0].ID))(t); !cmp.Equal(got, kept(it)) {
			t.Errorf("%.20q came back as %.20q", text, got.Text)
		}
	}
	if found := must(l.Verify(ctx, nil))(t); len(found) > 0 {
		t.Error(found)
	}
}

func TestThereIsNoSuchThing(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	const words = "Umm Karim said so"
	for name, err := range map[string]error{
		"report":   last(l.Report(ctx, words)),
		"reading":  last(l.Reading(ctx, words)),
		"original": last(l.Original(ctx, report.DigestOf([]byte(words)))),
		"seal":     last(l.Sealed(ctx, words)),
		"proof":    last(l.InclusionProof(ctx, 0)),
		"root":     last(l.Root(ctx, 1)),
		"history":  last(l.ConsistencyProof(ctx, 1, 2)),
		"put":      l.PutReadings(ctx, readings(words, "1")),
	} {
		if !errors.Is(err, keep.ErrNotFound) {
			t.Errorf("%s: %v, want ErrNotFound", name, err)
		}
		if strings.Contains(err.Error(), words) {
			t.Errorf("%s: %v repeats what it was asked for", name, err)
		}
	}
}

func last[T any](_ T, err error) error { return err }
