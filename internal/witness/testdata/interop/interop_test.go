// Package interop holds ledger and witness against implementations of others, in both directions. It is a module of its
// own, so that what those need stays out of the program's: (cd internal/witness/testdata/interop && go test ./...), as
// .ci/run does.
package interop

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"filippo.io/torchwood"
	cosig "github.com/transparency-dev/formats/note"
	theirclient "github.com/transparency-dev/witness/client/http"
	"github.com/transparency-dev/witness/persistence/inmemory"
	their "github.com/transparency-dev/witness/witness"
	"golang.org/x/mod/sumdb/note"

	"firsthand/internal/ask"
	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/shelfdir"
	"firsthand/internal/report"
	"firsthand/internal/witness"
)

func newLedger(t *testing.T) (*keep.Ledger, note.Verifier) {
	t.Helper()
	l, err := folder.Init(t.Context(), t.TempDir()+"/ledger")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	key, err := l.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(key)
	if err != nil {
		t.Fatal(err)
	}
	return l, v
}

func grow(t *testing.T, l *keep.Ledger, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if _, err := l.Add(t.Context(), []keep.Item{{Original: []byte(text), Report: report.Report{Text: text}}}); err != nil {
			t.Fatal(err)
		}
	}
}

// Our ledger asks the witness of transparency-dev.
func TestOurLedgerTheirWitness(t *testing.T) {
	l, v := newLedger(t)
	private, public, err := note.GenerateKey(rand.Reader, "witness.example")
	if err != nil {
		t.Fatal(err)
	}
	if public, err = cosig.VKeyToCosignatureV1(public); err != nil {
		t.Fatal(err)
	}
	signer, err := cosig.NewSignerForCosignatureV1(private)
	if err != nil {
		t.Fatal(err)
	}
	w, err := their.New(t.Context(), their.Opts{Persistence: inmemory.New(), Signers: []note.Signer{signer},
		VerifierForLog: func(_ context.Context, origin string) (note.Verifier, bool, error) { return v, origin == v.Name(), nil }})
	if err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/add-checkpoint", their.NewHTTPHandler(w).AddCheckpoint)
	server := httptest.NewServer(mux)
	defer server.Close()
	if err := l.PutWitness(t.Context(), keep.Witness{Key: public, URL: server.URL}); err != nil {
		t.Fatal(err)
	}
	known, err := l.Witnesses(t.Context())
	if err != nil || len(known) != 1 {
		t.Fatal(known, err)
	}
	for _, old := range []int64{0, 1, 1, 0} { // the last two do not know what the witness signed last
		grow(t, l, strings.Repeat("x", int(old)+1), t.Name()+rand.Text())
		checkpoint, lines, err := ask.Client{Tries: 1}.Cosign(t.Context(), server.URL, old, func(old int64) ([]byte, int64, []string, error) { return l.Growth(t.Context(), old) })
		if err != nil {
			t.Fatal(err)
		}
		if _, err := l.PutCosignature(t.Context(), known[0], checkpoint, lines); err != nil {
			t.Fatal(err)
		}
	}
	if found, err := l.Verify(t.Context(), nil); err != nil || len(found) > 0 {
		t.Errorf("%v %v", found, err)
	}
	stranger, _ := newLedger(t)
	grow(t, stranger, "a stranger")
	if _, _, err := (ask.Client{Tries: 1}).Cosign(t.Context(), server.URL, 0, func(old int64) ([]byte, int64, []string, error) { return stranger.Growth(t.Context(), old) }); !errors.Is(err, ask.ErrStranger) {
		t.Errorf("a ledger that it does not know: %v", err)
	}
}

// Their client asks our witness, and torchwood, a third implementation, verifies what it signed.
func TestTheirLogOurWitness(t *testing.T) {
	l, v := newLedger(t)
	seed, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	third, err := torchwood.NewCosignatureSigner("witness.example", key)
	if err != nil {
		t.Fatal(err)
	}
	_ = seed
	skey := "PRIVATE+KEY+witness.example+00000000+" + base64.StdEncoding.EncodeToString(append([]byte{1}, key.Seed()...))
	signer, err := cosig.NewSignerForCosignatureV1(skey)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	server := httptest.NewServer(witness.New(signer, []note.Verifier{v}, shelfdir.New(durable.OS{}, dir, dir), slog.New(slog.DiscardHandler)))
	defer server.Close()
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	client := theirclient.NewWitness(u, http.DefaultClient)
	update := func(old int64) ([]byte, uint64, error) {
		checkpoint, _, proof, err := l.Growth(t.Context(), old)
		if err != nil {
			t.Fatal(err)
		}
		var hashes [][]byte
		for _, line := range proof {
			b, err := base64.StdEncoding.DecodeString(line)
			if err != nil {
				t.Fatal(err)
			}
			hashes = append(hashes, b)
		}
		lines, size, err := client.Update(t.Context(), uint64(old), checkpoint, hashes)
		if err == nil {
			n, err := note.Open(append(bytes.Clone(checkpoint), lines...), note.VerifierList(third.Verifier()))
			if err != nil || len(n.Sigs) != 1 {
				t.Errorf("torchwood does not take the signature: %v", err)
			}
		}
		return lines, size, err
	}
	grow(t, l, "one", "two", "three")
	if _, _, err := update(0); err != nil {
		t.Fatal(err)
	}
	grow(t, l, "four", "five")
	if _, size, err := update(2); !errors.Is(err, their.ErrCheckpointStale) || size != 3 {
		t.Errorf("from a size that it did not sign last: %v, %d", err, size)
	}
	if _, _, err := update(3); err != nil {
		t.Error(err)
	}
}
