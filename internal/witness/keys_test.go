package witness_test

import (
	"context"
	"crypto/rand"
	"errors"
	"net/http/httptest"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"firsthand/internal/ask"
	"firsthand/internal/keep"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/seal"
	"firsthand/internal/witness"
)

func rekey(t testing.TB, l *keep.Ledger) seal.KeyChange {
	t.Helper()
	k, err := l.ChangeKey(t.Context(), seal.KeyStolen, "M. Kerr", "The laptop is gone.")
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// keyed is what a ledger asks a witness that knows an older key.
func keyed(t testing.TB, l *keep.Ledger, old int64) witness.KeyRequest {
	t.Helper()
	checkpoint, _, proof, changes, err := l.GrowthAndKeys(t.Context(), old)
	if err != nil {
		t.Fatal(err)
	}
	return witness.KeyRequest{Changes: changes, Request: witness.Request{Old: old, Proof: proof, Checkpoint: checkpoint}}
}

// A witness takes a new key by the record of its change, over the network, and knows it when it is started again.
func TestAWitnessFollowsAChangeOfKeys(t *testing.T) {
	l := newLedger(t, 3)
	w, again, _ := newWitness(t, false, l)
	if _, err := w.Cosign(t.Context(), request(t, l, 0)); err != nil {
		t.Fatal(err)
	}
	rekey(t, l)
	rekey(t, l)
	grow(t, l, "after")
	if _, err := w.Cosign(t.Context(), request(t, l, 3)); !errors.Is(err, witness.ErrUnsigned) {
		t.Fatalf("without the record: %v", err)
	}
	server := httptest.NewServer(w)
	defer server.Close()
	client := ask.Client{Tries: 1, Changed: func(old int64) (witness.KeyRequest, int64, error) {
		size, err := l.Size(t.Context())
		return keyed(t, l, old), size, err
	}}
	growth := func(old int64) ([]byte, int64, []string, error) { return l.Growth(context.Background(), old) }
	if _, lines, err := client.Cosign(t.Context(), server.URL, 0, growth); err != nil || len(lines) == 0 { // it does not know what was signed last
		t.Fatalf("%q, %v", lines, err)
	}
	grow(t, l, "more")
	if _, err := w.Cosign(t.Context(), request(t, l, 8)); err != nil {
		t.Errorf("afterwards: %v", err)
	}
	grow(t, l, "yet more")
	if _, err := again().Cosign(t.Context(), request(t, l, 9)); err != nil {
		t.Errorf("started again: %v", err)
	}
}

// Whoever has no record that the old key signed, or has one that is not in the log, gets no signature, and changes
// nothing.
func TestAWitnessTakesNoOtherKey(t *testing.T) {
	dir := t.TempDir()
	l, err := folder.Init(t.Context(), dir+"/one")
	if err != nil {
		t.Fatal(err)
	}
	grow(t, l, "common")
	w, _, _ := newWitness(t, false, l)
	if _, err := w.Cosign(t.Context(), request(t, l, 0)); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	copyDir(t, dir+"/one", dir+"/thief") // with the key
	copyDir(t, dir+"/one", dir+"/old")
	open := func(name string) *keep.Ledger {
		l, err := folder.Open(t.Context(), dir+"/"+name)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		return l
	}
	l, thief, old := open("one"), open("thief"), open("old")
	k := rekey(t, l)
	grow(t, l, "after")
	whole := keyed(t, l, 1)
	private, public, _ := note.GenerateKey(rand.Reader, k.Origin)
	forger, _ := note.NewSigner(private)
	forged := k
	forged.New = public
	if forged, err = seal.SignKeyChange(forged, forger, forger); err != nil {
		t.Fatal(err)
	}
	change := func(f func(*witness.KeyRequest)) witness.KeyRequest {
		r := whole
		r.Changes = append([]seal.Inclusion{}, whole.Changes...)
		f(&r)
		return r
	}
	for name, r := range map[string]witness.KeyRequest{
		"a key that the old one did not name": change(func(r *witness.KeyRequest) { r.Changes[0].Record = forged.Encode() }),
		"a record that is not in the log":     change(func(r *witness.KeyRequest) { r.Changes[0].Proof = r.Changes[0].Proof[1:] }),
		"a record of another place":           change(func(r *witness.KeyRequest) { r.Changes[0].Leaf++ }),
		"words":                               change(func(r *witness.KeyRequest) { r.Changes[0].Record = []byte("take this key") }),
	} {
		if _, err := w.CosignChanged(t.Context(), r); !errors.Is(err, witness.ErrUnsigned) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.CosignChanged(t.Context(), whole); err != nil {
		t.Fatalf("the record itself: %v", err)
	}
	// The thief of the old key comes too late: neither what it signs nor another change is taken.
	grow(t, old, "a word of the thief")
	if _, err := w.Cosign(t.Context(), request(t, old, 1)); err == nil {
		t.Error("what the old key signs is cosigned")
	}
	rekey(t, thief)
	grow(t, thief, "a word of the thief")
	if _, err := w.CosignChanged(t.Context(), keyed(t, thief, 1)); err == nil {
		t.Error("a second change of the same key is taken")
	}
	grow(t, l, "last")
	if _, err := w.Cosign(t.Context(), request(t, l, 4)); err != nil {
		t.Errorf("after all that: %v", err)
	}
}

// A key that the old one signed away at an earlier place than it signed at later is a lie about one of the two.
func TestAWitnessSignsNoChangeBehindItsBack(t *testing.T) {
	dir := t.TempDir()
	l, err := folder.Init(t.Context(), dir+"/one")
	if err != nil {
		t.Fatal(err)
	}
	grow(t, l, "common")
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	copyDir(t, dir+"/one", dir+"/two")
	l, err = folder.Open(t.Context(), dir+"/one")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for range 9 {
		grow(t, l, string(rune('a'+int(must64(l.Size(t.Context()))))))
	}
	w, _, _ := newWitness(t, false, l)
	if _, err := w.Cosign(t.Context(), request(t, l, 0)); err != nil {
		t.Fatal(err)
	}
	two, err := folder.Open(t.Context(), dir+"/two")
	if err != nil {
		t.Fatal(err)
	}
	defer two.Close()
	rekey(t, two)
	for range 9 {
		grow(t, two, string(rune('A'+int(must64(two.Size(t.Context()))))))
	}
	if _, err := w.CosignChanged(t.Context(), keyed(t, two, 10)); !errors.Is(err, witness.ErrFork) {
		t.Errorf("%v, want a fork", err)
	}
}

func must64(n int64, err error) int64 {
	if err != nil {
		panic(err)
	}
	return n
}

func FuzzParseKeyRequest(f *testing.F) {
	f.Add([]byte(`{"changes":[{"leaf":1,"record":"firsthand key 1\n","path":[]}],"request":"old 0\n\na\n1\nb\n"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		if r, err := witness.ParseKeyRequest(body); err == nil {
			if _, err := witness.ParseKeyRequest(r.Encode()); err != nil {
				t.Errorf("what was read of %q is not read again: %v", body, err)
			}
		}
	})
}
