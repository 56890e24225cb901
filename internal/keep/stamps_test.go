package keep_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/stamp"
	"firsthand/internal/keep/stamp/stamptest"
)

// stampedBy has an authority stamp the newest checkpoint of a ledger.
func stampedBy(t *testing.T, l *keep.Ledger, a *stamptest.Authority, name string) keep.Stamped {
	t.Helper()
	note, err := l.Checkpoint(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	question, err := stamp.Request(note, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := a.Answer(question)
	if err != nil {
		t.Fatal(err)
	}
	s, err := l.PutStamp(t.Context(), name, note, answer)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAStampShowsWhatExistedBefore(t *testing.T) {
	a := stamptest.New(t)
	l, dir := newLedger(t)
	ctx := t.Context()
	if err := l.PutAuthority(ctx, keep.Authority{Name: "millstone", URL: "http://tsa.example/", Roots: a.Root}); err != nil {
		t.Fatal(err)
	}
	if _, missing, err := l.Unstamped(ctx); err != nil || len(missing) != 0 {
		t.Errorf("an empty log waits for stamps: %v, %v", missing, err)
	}
	add(t, l, items(0, 3)...)
	if _, missing, err := l.Unstamped(ctx); err != nil || len(missing) != 1 {
		t.Errorf("it waits for %v, %v", missing, err)
	}
	first := stampedBy(t, l, a, "millstone")
	add(t, l, items(3, 2)...)
	second := stampedBy(t, l, a, "millstone")
	if _, missing, err := l.Unstamped(ctx); err != nil || len(missing) != 0 {
		t.Errorf("it waits for %v, %v", missing, err)
	}
	for leaf, want := range map[int64]keep.Stamped{0: first, 2: first, 3: second, 4: second} {
		got, found, err := l.Before(ctx, leaf)
		if err != nil || !found || got.Size != want.Size || !got.Before().Equal(want.Before()) {
			t.Errorf("leaf %d existed before %v (%d leaves), %v %v; want %v", leaf, got.Before(), got.Size, found, err, want.Before())
		}
	}
	if _, found, err := l.Before(ctx, 5); err != nil || found {
		t.Errorf("a leaf that no stamp covers: %v %v", found, err)
	}
	wantClean(t, l)

	// Read only, and from another process: the same.
	again, err := folder.OpenWith(ctx, dir, folder.Options{Look: true})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	all, err := again.Stamps(ctx)
	if err != nil || len(all) != 2 || all[0].Err != nil || all[0].By != "millstone" || all[0].Size != 3 || all[1].Size != 5 {
		t.Errorf("stamps %+v, %v", all, err)
	}
}

func TestWhatIsNoStampOfThisLedger(t *testing.T) {
	a, stranger := stamptest.New(t), stamptest.New(t)
	l, _ := newLedger(t)
	ctx := t.Context()
	add(t, l, items(0, 3)...)
	note, err := l.Checkpoint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	answer := func(a *stamptest.Authority, message []byte) []byte {
		question, err := stamp.Request(message, nil)
		if err != nil {
			t.Fatal(err)
		}
		b, err := a.Answer(question)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if _, err := l.PutStamp(ctx, "millstone", note, answer(a, note)); !errors.Is(err, keep.ErrNotFound) {
		t.Errorf("by nobody it knows: %v", err)
	}
	if err := l.PutAuthority(ctx, keep.Authority{Name: "millstone", Roots: a.Root}); err != nil {
		t.Fatal(err)
	}
	other, _ := newLedger(t)
	add(t, other, items(0, 3)...)
	foreign, err := other.Checkpoint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.PutStamp(ctx, "millstone", note, answer(stranger, note)); !errors.Is(err, stamp.ErrUntrusted) {
		t.Errorf("by a stranger: %v", err)
	}
	if _, err := l.PutStamp(ctx, "millstone", note, answer(a, foreign)); !errors.Is(err, stamp.ErrOther) {
		t.Errorf("over another note: %v", err)
	}
	if _, err := l.PutStamp(ctx, "millstone", foreign, answer(a, foreign)); !errors.Is(err, keep.ErrDamaged) {
		t.Errorf("over another ledger's note: %v", err)
	}
	if all, err := l.Stamps(ctx); err != nil || len(all) != 0 {
		t.Errorf("it kept %v, %v", all, err)
	}
	for name, bad := range map[string]keep.Authority{
		"a name with a slash": {Name: "a/b", Roots: a.Root}, "no name": {Roots: a.Root}, "no roots": {Name: "a"},
		"a line break in its address": {Name: "a", URL: "http://x\n-----BEGIN", Roots: a.Root},
	} {
		if err := l.PutAuthority(ctx, bad); !errors.Is(err, keep.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever is done to the files of a stamp, verify says it, and says which.
func TestVerifyNamesWhatBecameOfAStamp(t *testing.T) {
	a, stranger := stamptest.New(t), stamptest.New(t)
	l, dir := newLedger(t)
	ctx := t.Context()
	if err := l.PutAuthority(ctx, keep.Authority{Name: "millstone", Roots: a.Root}); err != nil {
		t.Fatal(err)
	}
	add(t, l, items(0, 3)...)
	stampedBy(t, l, a, "millstone")
	wantClean(t, l)
	outside := filepath.Join(dir, "seal", "outside")
	one := func(pattern string) string {
		names, err := filepath.Glob(filepath.Join(outside, pattern))
		if err != nil || len(names) != 1 {
			t.Fatalf("%s: %v %v", pattern, names, err)
		}
		return names[0]
	}
	tests := []struct {
		name, file string
		change     func([]byte) []byte
		problem    keep.Problem
		thing      keep.Thing
	}{
		{"a byte of the signature", "stamp.*.tsr", func(b []byte) []byte { b[len(b)-3] ^= 1; return b }, keep.Altered, keep.StampThing},
		{"a byte of the checkpoint", "note.*", func(b []byte) []byte { return bytes.Replace(b, []byte("\n3\n"), []byte("\n2\n"), 1) }, keep.Altered, keep.CheckpointNote},
		{"another certificate", "authority.millstone", func([]byte) []byte { return append([]byte("\n"), stranger.Root...) }, keep.Untrusted, keep.StampThing},
		{"the checkpoint is gone", "note.*", nil, keep.Missing, keep.CheckpointNote},
		{"the authority is gone", "authority.millstone", nil, keep.Untrusted, keep.StampThing},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := one(tt.file)
			before, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if tt.change == nil {
				err = os.Remove(path)
			} else {
				err = os.WriteFile(path, tt.change(bytes.Clone(before)), 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			found, err := l.Verify(ctx, nil)
			if err != nil || len(found) != 1 || found[0].Problem != tt.problem || found[0].Thing != tt.thing || found.Clean() || found[0].Means() == "" {
				t.Errorf("found %v, %v", found, err)
			}
			if _, covered, err := l.Before(ctx, 0); err != nil || covered {
				t.Errorf("what it covers is still said to have existed before: %v %v", covered, err)
			}
			if err := os.WriteFile(path, before, 0o600); err != nil {
				t.Fatal(err)
			}
		})
	}
	wantClean(t, l)
}

func add(t *testing.T, l *keep.Ledger, batch ...keep.Item) {
	t.Helper()
	if _, err := l.Add(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
}

func wantClean(t *testing.T, l *keep.Ledger) {
	t.Helper()
	if found, err := l.Verify(t.Context(), nil); err != nil || len(found) != 0 {
		t.Errorf("found %v, %v", found, err)
	}
}
