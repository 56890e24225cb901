package keep_test

import (
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/report"
)

func decisions(t testing.TB, l *keep.Ledger) (all []report.Decision) {
	t.Helper()
	for d, err := range l.Decisions(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d)
	}
	return all
}

func TestDecisionsAreAppendedAndSealed(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	var want []report.Decision
	for i := range 40 {
		d := decision("an incident")
		d.Value = strings.Repeat("fair ", i)
		if i%2 == 0 {
			d.At = time.Date(2016, 12, 13, 9, 0, i, 5, time.FixedZone("UTC+2", 2*60*60))
			d.On = []string{"a", "b", "c"}
		}
		got := must(l.Decide(ctx, d, keep.AnyVersion))(t)
		if len(got.ID) != 32 || got.At.IsZero() || got.At.Location() != time.UTC {
			t.Errorf("decision %+v has no ID or time of its own", got)
		}
		if i%2 == 0 && !got.At.Equal(d.At) {
			t.Errorf("its time was %v, is %v", d.At, got.At)
		}
		want = append(want, got)
	}
	if diff := cmp.Diff(want, decisions(t, l)); diff != "" {
		t.Error(diff)
	}
	if size := must(l.Size(ctx))(t); size != 40 {
		t.Errorf("the log has %d leaves", size)
	}
	sealed := must(l.Sealed(ctx, want[3].ID))(t)
	if sealed.Kind != "decision" || sealed.Leaf != 3 {
		t.Errorf("sealed as %+v", sealed)
	}
	if strings.Contains(string(sealed.Record), "desk two") {
		t.Error("the record shows who decided")
	}
}

func TestADecisionCanBeSentTwice(t *testing.T) {
	l, _ := newLedger(t)
	ctx := t.Context()
	d := decision("an incident")
	d.ID = strings.Repeat("0a", 16)
	first := must(l.Decide(ctx, d, keep.AnyVersion))(t)
	if again := must(l.Decide(ctx, d, keep.AnyVersion))(t); !cmp.Equal(first, again) {
		t.Error(cmp.Diff(first, again))
	}
	if got := decisions(t, l); len(got) != 1 {
		t.Errorf("%d decisions", len(got))
	}
	d.Reason = "for another reason"
	_, err := l.Decide(ctx, d, keep.AnyVersion)
	if !errors.Is(err, keep.ErrConflict) || !strings.Contains(err.Error(), d.ID) || strings.Contains(err.Error(), "another reason") {
		t.Errorf("error %v, want ErrConflict that names the ID and not the words", err)
	}
}

func TestADecisionNeedsAnActAndAReason(t *testing.T) {
	l, _ := newLedger(t)
	for name, change := range map[string]func(*report.Decision){
		"no act":                  func(d *report.Decision) { d.Act = " " },
		"no reason":               func(d *report.Decision) { d.Reason = "" },
		"an ID of another form":   func(d *report.Decision) { d.ID = "D-17" },
		"a year of five digits":   func(d *report.Decision) { d.At = time.Date(12016, 1, 1, 0, 0, 0, 0, time.UTC) },
		"about nothing":           func(d *report.Decision) { d.On = []string{""} },
		"about two things in one": func(d *report.Decision) { d.On = []string{"a\nb"} },
		"a reason with a NUL":     func(d *report.Decision) { d.Reason = "because\x00" },
		"an analyst not UTF-8":    func(d *report.Decision) { d.By = "\xff" },
	} {
		d := decision("an incident")
		change(&d)
		if _, err := l.Decide(t.Context(), d, keep.AnyVersion); !errors.Is(err, keep.ErrInvalid) {
			t.Errorf("%s: error %v, want ErrInvalid", name, err)
		}
	}
	if size := must(l.Size(t.Context()))(t); size != 0 {
		t.Errorf("the log has %d leaves", size)
	}
}

// What a decision rests on was looked at in one version of the ledger. Of many that rest on the same, one is sealed.
func TestADecisionIsOfOneVersion(t *testing.T) {
	l, dir := newLedger(t)
	ctx := t.Context()
	other := must(folder.Open(ctx, dir))(t)
	defer other.Close()
	version := must(l.Version(ctx))(t)
	var wg sync.WaitGroup
	var sealed, moved atomic.Int64
	for i := range 40 {
		wg.Go(func() {
			switch _, err := []*keep.Ledger{l, other}[i%2].Decide(ctx, decision("the same thing"), version); {
			case err == nil:
				sealed.Add(1)
			case errors.Is(err, keep.ErrMoved):
				moved.Add(1)
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := decisions(t, l); len(got) != 1 || sealed.Load() != 1 || moved.Load() != 39 {
		t.Errorf("%d decisions; %d were told that theirs is sealed, %d that the ledger changed", len(got), sealed.Load(), moved.Load())
	}
	// Who asks again with the ID of what was sealed gets it, at any version.
	held := decisions(t, l)[0]
	if again := must(l.Decide(ctx, held, version))(t); !cmp.Equal(again, held) {
		t.Error(cmp.Diff(held, again))
	}
}
