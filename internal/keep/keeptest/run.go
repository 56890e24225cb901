package keeptest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"firsthand/internal/keep"
	"firsthand/internal/keep/anchor"
	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// Engines are what a ledger stands on.
type Engines struct {
	Store  store.Store
	Blobs  blob.Blobs
	Anchor anchor.Anchor
}

// Open opens the engines of one place. The first call finds it empty; later ones find what the earlier ones left, as
// another process would. Where the engines write, they ask the faults.
type Open func(*Faults) Engines

// Run holds engines to the whole suite. place makes a new, empty place.
func Run(t *testing.T, place func(t *testing.T) Open) {
	t.Run("store", func(t *testing.T) { testStore(t, place) })
	t.Run("blobs", func(t *testing.T) { testBlobs(t, place) })
	t.Run("anchor", func(t *testing.T) { testAnchor(t, place) })
	t.Run("ledger", func(t *testing.T) { testLedger(t, place) })
	t.Run("faults", func(t *testing.T) { testFaults(t, place) })
}

// bench is a ledger on engines that can be made to fail.
type bench struct {
	t       *testing.T
	open    Open
	faults  *Faults
	private string
	public  string
	*keep.Ledger
}

// newBench makes a ledger in a new place.
func newBench(t *testing.T, place func(t *testing.T) Open) *bench {
	t.Helper()
	b := &bench{t: t, open: place(t), faults: &Faults{}}
	var err error
	if b.private, b.public, err = keep.NewKeys(); err != nil {
		t.Fatal(err)
	}
	parts := b.parts()
	if err := keep.Create(t.Context(), parts); err != nil {
		t.Fatal(err)
	}
	b.Ledger = keep.New(parts)
	return b
}

// parts opens the place anew.
func (b *bench) parts() keep.Parts {
	e := b.open(b.faults)
	b.t.Cleanup(func() { e.Store.Close() })
	return keep.Parts{Store: faultyStore{e.Store, b.faults}, Blobs: e.Blobs, Anchor: e.Anchor,
		Keys: func() (private, public keep.KeyFile) {
			return keep.KeyFile{Name: "key", Text: b.private}, keep.KeyFile{Name: "key.pub", Text: b.public}
		}}
}

// item is the n-th report of an endless supply.
func item(n int) keep.Item {
	text := fmt.Sprintf("The mill stood still for the %dth day, said a miller.", n)
	return keep.Item{Original: []byte("<p>" + text), Report: report.Report{Title: fmt.Sprint("Day ", n), Publisher: "The Millstone Tidings",
		Published: "2016-12-13", URL: fmt.Sprintf("https://tidings.example/%d", n), Text: text, MediaType: "text/html"}}
}

func items(first, count int) (batch []keep.Item) {
	for n := range count {
		batch = append(batch, item(first+n))
	}
	return batch
}

func decision(id string) report.Decision {
	return report.Decision{ID: strings.Repeat("0", 32-len(id)) + id, By: "desk two", Act: "accept", On: []string{"x"}, Reason: "two photographs agree",
		At: time.Date(2016, 12, 13, 9, 0, 0, 0, time.UTC)}
}

// whole fails the test unless the ledger is what was sealed, and opens nothing but what is harmless.
func (b *bench) whole(when string) {
	b.t.Helper()
	found, err := b.Verify(context.Background(), nil)
	if err != nil || !found.Clean() {
		b.t.Errorf("%s: %v\n%v", when, err, found)
	}
}

func testLedger(t *testing.T, place func(t *testing.T) Open) {
	b := newBench(t, place)
	ctx := t.Context()
	added, err := b.Add(ctx, items(0, 40))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Decide(ctx, decision("1"), keep.AnyVersion); err != nil {
		t.Fatal(err)
	}
	if err := b.PutReadings(ctx, []report.Reading{{ID: added[3].ID, Reader: report.Reader{Version: "1"}}}); err != nil {
		t.Fatal(err)
	}
	b.whole("after the first")

	again := keep.New(b.parts()) // as another process has it open
	if more, err := again.Add(ctx, items(39, 2)); err != nil || more[0].New || !more[1].New {
		t.Errorf("added %+v, %v", more, err)
	}
	var held int
	for r, err := range b.Reports(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		want := item(held)
		if got, err := b.Original(ctx, r.Original); err != nil || !bytes.Equal(got, want.Original) || r.Text != want.Report.Text {
			t.Errorf("report %d is another: %v", held, err)
		}
		held++
	}
	stale := 0
	for range b.Stale(ctx, "1") {
		stale++
	}
	if size, err := b.Size(ctx); held != 41 || stale != 40 || size != 42 || err != nil {
		t.Errorf("%d reports, %d of them stale, %d leaves, %v", held, stale, size, err)
	}
	b.whole("at the end")
}

// deed is something that is done to a ledger, and may be done again.
type deed struct {
	name string
	do   func(context.Context, *bench) error
	held func(context.Context, *bench) (int, error) // how many of its records the ledger holds
	most int                                        // how many there are
}

func deeds() []deed {
	return []deed{
		{"add", func(ctx context.Context, b *bench) error {
			_, err := b.Add(ctx, append(items(10, 3), item(1)))
			return err
		}, func(ctx context.Context, b *bench) (n int, err error) {
			for r, err := range b.Reports(ctx) {
				if err != nil {
					return n, err
				}
				if !strings.HasPrefix(r.Title, "Day 1") || r.Title == "Day 1" {
					continue
				}
				if _, err := b.Original(ctx, r.Original); err != nil {
					return n, fmt.Errorf("a report without its original: %w", err)
				}
				n++
			}
			return n, nil
		}, 3},
		{"decide", func(ctx context.Context, b *bench) error {
			_, err := b.Decide(ctx, decision("2"), keep.AnyVersion)
			return err
		}, func(ctx context.Context, b *bench) (n int, err error) {
			for d, err := range b.Decisions(ctx) {
				if err != nil {
					return n, err
				}
				if d.ID == decision("2").ID {
					n++
				}
			}
			return n, nil
		}, 1},
		{"put places", func(ctx context.Context, b *bench) error {
			return b.PutPlaces(ctx, "quarters.geojson", []byte("places"))
		}, func(ctx context.Context, b *bench) (int, error) {
			lists, err := b.Places(ctx)
			return len(lists), err
		}, 1},
		{"put readings", func(ctx context.Context, b *bench) error {
			var readings []report.Reading
			for r, err := range b.Reports(ctx) {
				if err != nil {
					return err
				}
				readings = append(readings, report.Reading{ID: r.ID, Reader: report.Reader{Version: "2"}})
			}
			return b.PutReadings(ctx, readings)
		}, func(ctx context.Context, b *bench) (n int, err error) {
			for g, err := range b.Readings(ctx) {
				if err != nil {
					return n, err
				}
				if g.Reader.Version == "2" {
					n++
				}
			}
			return n, nil
		}, 2},
	}
}

// mostSteps bounds a sweep that never comes to its end.
const mostSteps = 200

// Every step of every deed fails once, and then it and every step after it, with the errors of a broken and of a full
// disk. The deed says one of three things: it is done; it is not; nobody knows. The first two are true. Whatever it
// says, the ledger is whole, and doing the same again when the disk is well does it, once.
func testFaults(t *testing.T, place func(t *testing.T) Open) {
	for _, d := range deeds() {
		for _, failure := range []struct {
			name    string
			err     error
			forGood bool
		}{{"once", syscall.EIO, false}, {"a full disk", syscall.ENOSPC, true}} {
			t.Run(d.name+", "+failure.name, func(t *testing.T) {
				var steps []string
				for n := range mostSteps {
					fired := sweep(t, place, d, n, failure.err, failure.forGood)
					if fired == "" {
						t.Logf("%d steps failed: %s", n, strings.Join(steps, ", "))
						if n == 0 {
							t.Error("no step failed: this test tests nothing")
						}
						return
					}
					steps = append(steps, fired)
				}
				t.Errorf("there are more than %d steps", mostSteps)
			})
		}
	}
	t.Run("a slow disk", func(t *testing.T) { testSlow(t, place) })
}

// sweep does a deed in a new ledger whose n-th step fails, and says which that was; "" where there are not so many.
func sweep(t *testing.T, place func(t *testing.T) Open, d deed, n int, failure error, forGood bool) string {
	t.Helper()
	ctx := t.Context()
	b := newBench(t, place)
	if _, err := b.Add(ctx, items(0, 2)); err != nil {
		t.Fatal(err)
	}
	b.faults.Arm(n, failure, forGood)
	err := d.do(ctx, b)
	fired := b.faults.Disarm()
	if fired == "" {
		if err != nil {
			t.Errorf("nothing failed, and still: %v", err)
		}
		return ""
	}
	check := func(when string, least, most int) {
		t.Helper()
		held, err := d.held(ctx, b)
		if err != nil || held < least || held > most || held != 0 && held != d.most {
			t.Errorf("step %d (%s), %s: %d of %d are held, want %d to %d: %v", n, fired, when, held, d.most, least, most, err)
		}
		b.whole(fmt.Sprintf("step %d (%s), %s", n, fired, when))
	}
	switch {
	case err == nil:
		check("done", d.most, d.most)
	case errors.Is(err, keep.ErrUnknown):
		check("nobody knows", 0, d.most)
	case !errors.Is(err, failure):
		t.Errorf("step %d (%s): the error does not say what failed: %v", n, fired, err)
	default:
		check("not done", 0, 0)
	}
	// The process ends without a word, and another goes on where the disk is well.
	b.Ledger = keep.New(b.parts())
	b.whole(fmt.Sprintf("step %d (%s), opened again", n, fired))
	if err := b.CatchUp(ctx); err != nil {
		t.Errorf("step %d (%s): %v", n, fired, err)
	}
	if err := d.do(ctx, b); err != nil {
		t.Errorf("step %d (%s): done again: %v", n, fired, err)
	}
	check("done again", d.most, d.most)
	return fired
}

// On a slow disk readers do not wait for a writer, and what they see is whole.
func testSlow(t *testing.T, place func(t *testing.T) Open) {
	b := newBench(t, place)
	ctx := t.Context()
	if _, err := b.Add(ctx, items(0, 2)); err != nil {
		t.Fatal(err)
	}
	b.faults.Slow(5 * time.Millisecond)
	var writer sync.WaitGroup
	done := make(chan struct{})
	writer.Go(func() {
		defer close(done)
		if _, err := b.Add(ctx, items(10, 5)); err != nil {
			t.Error(err)
		}
	})
	look := keep.New(b.parts())
	for looking := true; looking; {
		select {
		case <-done:
			looking = false
		default:
		}
		size, err := look.Size(ctx)
		if err != nil || size != 2 && size != 7 {
			t.Errorf("%d leaves, %v", size, err)
		}
	}
	writer.Wait()
	b.faults.Disarm()
	b.whole("after a slow batch")
}
