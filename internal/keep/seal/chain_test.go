package seal_test

import (
	"bytes"
	"crypto/rand"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"firsthand/internal/keep/seal"
)

// changed is a log's first key and a change of it.
func changed(t testing.TB) (first string, k seal.KeyChange) {
	t.Helper()
	old, first, err := seal.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	before, err := note.NewSigner(old)
	if err != nil {
		t.Fatal(err)
	}
	private, public, err := seal.NextKey(rand.Reader, before.Name())
	if err != nil {
		t.Fatal(err)
	}
	next, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	k, err = seal.SignKeyChange(seal.KeyChange{Added: time.Date(2026, 11, 28, 17, 30, 0, 1000, time.UTC), Origin: before.Name(), Leaf: 17,
		Old: first, New: public, Reason: seal.KeyStolen, Decision: "00112233445566778899aabbccddeeff"}, before, next)
	if err != nil {
		t.Fatal(err)
	}
	return first, k
}

// No byte of a chain can be another: what is read of it is then an error, or the key that it was.
func TestNoByteOfAChain(t *testing.T) {
	first, k := changed(t)
	key, err := seal.ParseKey(first)
	if err != nil {
		t.Fatal(err)
	}
	chain, err := seal.NewChain(key).Follow(k)
	if err != nil {
		t.Fatal(err)
	}
	text := chain.Encode(first)
	for i := range text {
		bent := bytes.Clone(text)
		bent[i] ^= 1
		if got, err := seal.ParseChain(bent); err == nil && (len(got.Changes()) != 1 || !bytes.Equal(got.Changes()[0].Encode(), k.Encode())) {
			t.Errorf("byte %d: read as %d changes", i, len(got.Changes()))
		}
	}
	for size, want := range map[int64]uint32{0: key.KeyHash(), 17: key.KeyHash(), 18: chain.Newest().KeyHash(), 1 << 40: chain.Newest().KeyHash()} {
		if chain.At(size).KeyHash() != want {
			t.Errorf("at %d leaves another key signs", size)
		}
	}
}

func FuzzParseChain(f *testing.F) {
	first, k := changed(f)
	f.Add([]byte(first + "\n"))
	f.Add(append([]byte(first+"\n\n"), k.Encode()...))
	f.Fuzz(func(t *testing.T, text []byte) {
		if c, err := seal.ParseChain(text); err == nil && c.Newest() == nil {
			t.Error("a chain without a key")
		}
		if k, err := seal.ParseKeyChange(text); err == nil && !bytes.Equal(k.Encode(), text) {
			t.Errorf("%q is written as %q", text, k.Encode())
		}
	})
}
