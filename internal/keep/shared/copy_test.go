package shared_test

import (
	"context"
	"errors"
	"testing"

	"firsthand/internal/keep"
	"firsthand/internal/keep/shared"
	"firsthand/internal/report"
)

// A copy that is cut off is no ledger, and the same command takes it up; one to a place that has another ledger is
// refused. Once the key is handed over the one can be written and the other read.
func TestACopyThatIsCutOff(t *testing.T) {
	for name, address := range addresses(t) {
		t.Run(name, func(t *testing.T) {
			ctx, at, to := t.Context(), address(), address()
			from, err := shared.Init(ctx, at, patient)
			if err != nil {
				t.Fatal(err)
			}
			defer from.Close()
			added, err := from.Add(ctx, []keep.Item{item("one"), item("two"), item("three")})
			if err != nil {
				t.Fatal(err)
			}
			if err := from.PutReadings(ctx, []report.Reading{{ID: added[1].ID, Reader: report.Reader{Version: "1"}}}); err != nil {
				t.Fatal(err)
			}
			public, err := from.PublicKey()
			if err != nil {
				t.Fatal(err)
			}
			cut := errors.New("cut off")
			copyTo := func(then error) error {
				return shared.Receive(ctx, to, public+"\n", func(ctx context.Context, parts keep.Parts) error {
					copied, err := from.CopyTo(ctx, parts, nil)
					if err == nil && copied != (keep.Copied{Records: 3, Originals: 3, Readings: 1}) {
						t.Errorf("copied %+v", copied)
					}
					return errors.Join(err, then)
				})
			}
			if err := copyTo(cut); !errors.Is(err, cut) {
				t.Fatal(err)
			}
			if _, err := shared.Open(ctx, to, patient); !errors.Is(err, keep.ErrNotLedger) {
				t.Errorf("a copy that was cut off opens: %v", err)
			}
			if err := copyTo(nil); err != nil {
				t.Fatal(err)
			}
			if err := copyTo(nil); !errors.Is(err, keep.ErrExists) {
				t.Errorf("copied over a ledger: %v", err)
			}
			private := shared.PrivateKey(at)
			if err := errors.Join(private.Err, shared.PutPrivateKey(to, private.Text, public+"\n"), shared.RemovePrivateKey(at)); err != nil {
				t.Fatal(err)
			}
			copied, err := shared.Open(ctx, to, patient)
			if err != nil {
				t.Fatal(err)
			}
			defer copied.Close()
			if _, err := copied.Add(ctx, []keep.Item{item("four")}); err != nil {
				t.Errorf("the copy does not go on: %v", err)
			}
			before, err := from.Checkpoint(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if found, err := copied.Verify(ctx, nil, before); err != nil || !found.Clean() {
				t.Errorf("%v\n%v", err, found)
			}
			old, err := shared.Open(ctx, at, patient)
			if err != nil {
				t.Fatal(err)
			}
			defer old.Close()
			if _, err := old.Add(ctx, []keep.Item{item("four")}); !errors.Is(err, keep.ErrDamaged) {
				t.Errorf("what was copied goes on: %v", err)
			}
		})
	}
}

// A copy has the key of what was copied.
func TestACopyHasTheSameKey(t *testing.T) {
	for name, address := range addresses(t) {
		t.Run(name, func(t *testing.T) {
			ctx := t.Context()
			at, to := address(), address()
			from, err := shared.Init(ctx, at, patient)
			if err != nil {
				t.Fatal(err)
			}
			defer from.Close()
			public, err := from.PublicKey()
			if err != nil {
				t.Fatal(err)
			}
			_, strange, err := keep.NewKeys()
			if err != nil {
				t.Fatal(err)
			}
			if strange == public+"\n" {
				t.Fatal("two ledgers have one key")
			}
			err = shared.Receive(ctx, to, strange, func(ctx context.Context, parts keep.Parts) error {
				_, err := from.CopyTo(ctx, parts, nil)
				return err
			})
			if !errors.Is(err, keep.ErrInvalid) {
				t.Errorf("a copy with another key: %v", err)
			}
			if _, err := shared.Open(ctx, to, patient); !errors.Is(err, keep.ErrNotLedger) {
				t.Errorf("what is left of it opens: %v", err)
			}
		})
	}
}
