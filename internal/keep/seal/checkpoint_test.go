package seal_test

import (
	"bytes"
	"crypto/rand"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
)

func newPair(t testing.TB) (note.Signer, note.Verifier) {
	t.Helper()
	private, public, err := seal.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(public)
	if err != nil {
		t.Fatal(err)
	}
	return s, v
}

func TestCheckpointIsTheStandardText(t *testing.T) {
	c := seal.Checkpoint{Origin: "firsthand/0011223344556677", Size: 20852163, Root: tlog.RecordHash(nil)}
	want := "firsthand/0011223344556677\n20852163\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n"
	if got := c.Text(); got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if got, err := seal.ParseCheckpoint(want); err != nil || got != c {
		t.Errorf("read back %+v, %v", got, err)
	}
}

func TestEveryKeyIsOfAnotherLog(t *testing.T) {
	a, v := newPair(t)
	b, _ := newPair(t)
	if a.Name() == b.Name() {
		t.Errorf("two logs of the name %q", a.Name())
	}
	if a.Name() != v.Name() || !strings.HasPrefix(v.Name(), "firsthand/") {
		t.Errorf("names %q and %q", a.Name(), v.Name())
	}
}

func TestParseCheckpointRefuses(t *testing.T) {
	root := tlog.RecordHash(nil).String()
	for name, text := range map[string]string{
		"nothing":                "",
		"no origin":              "\n3\n" + root + "\n",
		"no size":                "o\n\n" + root + "\n",
		"a size below zero":      "o\n-1\n" + root + "\n",
		"a size with a sign":     "o\n+1\n" + root + "\n",
		"a size with zeros":      "o\n007\n" + root + "\n",
		"a size beyond 63 bits":  "o\n9223372036854775808\n" + root + "\n",
		"a short root":           "o\n3\nAAAA\n",
		"a root with stray bits": "o\n3\n" + strings.Replace(root, "0=", "1=", 1) + "\n",
		"a root with a newline":  "o\n3\n" + root[:8] + "\r" + root[8:] + "\n",
		"no last newline":        "o\n3\n" + root,
		"a line more":            "o\n3\n" + root + "\nmore\n",
	} {
		if c, err := seal.ParseCheckpoint(text); err == nil {
			t.Errorf("%s: read %+v", name, c)
		}
	}
}

// A signed checkpoint opens with its own key, and no byte of it can be changed. Several keys are tried because the last
// byte of a signature can be written in different ways for some signatures only.
func TestASignedCheckpointCannotBeChanged(t *testing.T) {
	for range 8 {
		s, v := newPair(t)
		c := seal.Checkpoint{Origin: s.Name(), Size: 17, Root: tlog.RecordHash([]byte("x"))}
		signed, err := seal.Sign(c, s)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := seal.OpenCheckpoint(signed, v); err != nil || got != c {
			t.Fatalf("opened %+v, %v", got, err)
		}
		for i := range signed {
			for bit := range 8 {
				touched := bytes.Clone(signed)
				touched[i] ^= 1 << bit
				if got, err := seal.OpenCheckpoint(touched, v); err == nil {
					t.Errorf("bit %d of byte %d changed, opened %+v", bit, i, got)
				}
			}
		}
	}
}

func TestACheckpointOfAnotherLogDoesNotOpen(t *testing.T) {
	s, v := newPair(t)
	other, _ := newPair(t)
	if _, err := seal.Sign(seal.Checkpoint{Origin: other.Name()}, s); err == nil {
		t.Error("signed a checkpoint of another log")
	}
	signed, err := seal.Sign(seal.Checkpoint{Origin: other.Name()}, other)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := seal.OpenCheckpoint(signed, v); err == nil {
		t.Errorf("opened %+v of another log", c)
	}
	// The right key over a text with another origin.
	forged, err := note.Sign(&note.Note{Text: seal.Checkpoint{Origin: other.Name()}.Text()}, s)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := seal.OpenCheckpoint(forged, v); err == nil {
		t.Errorf("opened %+v with the origin of another log", c)
	}
}

func TestWitnessesMaySignBesides(t *testing.T) {
	s, v := newPair(t)
	witness, _ := newPair(t)
	c := seal.Checkpoint{Origin: s.Name(), Size: 2, Root: tlog.RecordHash(nil)}
	signed, err := note.Sign(&note.Note{Text: c.Text()}, s, witness)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := seal.OpenCheckpoint(signed, v); err != nil || got != c {
		t.Errorf("opened %+v, %v", got, err)
	}
}

func TestInclusionIsCheckedWithThePublicKeyAlone(t *testing.T) {
	s, v := newPair(t)
	var f seal.Frontier
	var store hashes
	for n := range int64(11) {
		stored, err := f.Append(leaf(n))
		if err != nil {
			t.Fatal(err)
		}
		store = append(store, stored...)
	}
	root, err := f.Root()
	if err != nil {
		t.Fatal(err)
	}
	signed, err := seal.Sign(seal.Checkpoint{Origin: s.Name(), Size: f.Size(), Root: root}, s)
	if err != nil {
		t.Fatal(err)
	}
	proof, err := tlog.ProveRecord(11, 4, store)
	if err != nil {
		t.Fatal(err)
	}
	p := seal.Inclusion{Leaf: 4, Record: []byte("leaf 4"), Proof: proof, Checkpoint: signed}
	if err := p.Check(seal.NewChain(v)); err != nil {
		t.Error(err)
	}
	p.Record = []byte("leaf 5")
	if err := p.Check(seal.NewChain(v)); err == nil {
		t.Error("another record was taken for the one that was proved")
	}
}

func FuzzParseCheckpoint(f *testing.F) {
	f.Add("firsthand/0011223344556677\n3\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n")
	f.Add("\n\n\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := seal.ParseCheckpoint(text)
		if err == nil && c.Text() != text {
			t.Errorf("read %q, wrote %q", text, c.Text())
		}
	})
}
