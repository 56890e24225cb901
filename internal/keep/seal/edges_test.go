package seal

import (
	"crypto/rand"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A log without leaves has a checkpoint too: size 0, and the hash of nothing.
func TestACheckpointOfNothing(t *testing.T) {
	root, err := tlog.TreeHash(0, tlog.HashReaderFunc(func([]int64) ([]tlog.Hash, error) { return nil, nil }))
	if err != nil {
		t.Fatal(err)
	}
	want := Checkpoint{Origin: "firsthand/0011223344556677", Size: 0, Root: root}
	if got, err := ParseCheckpoint(want.Text()); err != nil || got != want {
		t.Errorf("got %v, error %v", got, err)
	}
	if _, err := ParseCheckpoint(strings.Replace(want.Text(), "\n0\n", "\n-1\n", 1)); err == nil {
		t.Error("a size below nothing was read")
	}
}

// A log's name has 16 random digits, and what another log's key signed is refused in words that say so.
func TestKeysOfTwoLogs(t *testing.T) {
	key := func() (note.Signer, note.Verifier) {
		private, public, err := NewKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		signer, err := note.NewSigner(private)
		if err != nil {
			t.Fatal(err)
		}
		verifier, err := note.NewVerifier(public)
		if err != nil {
			t.Fatal(err)
		}
		return signer, verifier
	}
	signer, verifier := key()
	_, other := key()
	if name := signer.Name(); !regexp.MustCompile(`^firsthand/[0-9a-f]{16}$`).MatchString(name) || name == other.Name() {
		t.Errorf("a log is called %q, the next %q", name, other.Name())
	}
	signed, err := Sign(Checkpoint{Origin: signer.Name(), Size: 1}, signer)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := OpenCheckpoint(signed, verifier); err != nil || got.Size != 1 {
		t.Errorf("got %v, error %v", got, err)
	}
	if _, err := OpenCheckpoint(signed, other); err == nil || !strings.Contains(err.Error(), "not signed by this ledger's key") {
		t.Errorf("error %v", err)
	}
}

// An ID is 32 lower-case hexadecimal digits, no more and no less.
func TestIDs(t *testing.T) {
	const id = "0123456789abcdef0123456789abcdef"
	for s, want := range map[string]bool{id: true, id[1:]: false, id + "0": false, "": false, strings.ToUpper(id): false, "/" + id[1:]: false, ":" + id[1:]: false,
		"`" + id[1:]: false, "g" + id[1:]: false} {
		if ValidID(s) != want {
			t.Errorf("%q is an ID: %v", s, !want)
		}
	}
}
