package witness_test

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	cosig "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"firsthand/internal/ask"
	"firsthand/internal/keep"
	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/folder"
	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/shelfdir"
	"firsthand/internal/report"
	"firsthand/internal/witness"
)

// newLedger is a ledger with n reports.
func newLedger(t testing.TB, n int) *keep.Ledger {
	t.Helper()
	l, err := folder.Init(t.Context(), t.TempDir()+"/ledger")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	for i := range n {
		grow(t, l, strings.Repeat("x", i+1))
	}
	return l
}

func grow(t testing.TB, l *keep.Ledger, text string) {
	t.Helper()
	if _, err := l.Add(t.Context(), []keep.Item{{Original: []byte(text), Report: report.Report{Text: text}}}); err != nil {
		t.Fatal(err)
	}
}

func verifier(t testing.TB, l *keep.Ledger) note.Verifier {
	t.Helper()
	key, err := l.PublicKey()
	if err != nil {
		t.Fatal(err)
	}
	v, err := note.NewVerifier(key)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// newWitness is a witness for ledgers, its folder, and its public key.
func newWitness(t testing.TB, lattice bool, ledgers ...*keep.Ledger) (w *witness.Witness, again func() *witness.Witness, public string) {
	t.Helper()
	private, public, err := note.GenerateKey(rand.Reader, "witness.example")
	if err == nil {
		public, err = cosig.VKeyToCosignatureV1(public)
	}
	if lattice {
		private, public, err = cosig.GenerateMLDSAKey("witness.example")
	}
	if err != nil {
		t.Fatal(err)
	}
	signer, err := cosig.NewSignerForCosignatureV1(private)
	if err != nil {
		t.Fatal(err)
	}
	var logs []note.Verifier
	for _, l := range ledgers {
		logs = append(logs, verifier(t, l))
	}
	dir := t.TempDir()
	again = func() *witness.Witness {
		return witness.New(signer, logs, shelfdir.New(durable.OS{}, dir, dir), slog.New(slog.DiscardHandler))
	}
	return again(), again, public
}

// request is what a ledger asks a witness that signed old leaves last.
func request(t testing.TB, l *keep.Ledger, old int64) witness.Request {
	t.Helper()
	checkpoint, _, proof, err := l.Growth(t.Context(), old)
	if err != nil {
		t.Fatal(err)
	}
	return witness.Request{Old: old, Proof: proof, Checkpoint: checkpoint}
}

func TestAWitnessSignsWhatGoesOn(t *testing.T) {
	for name, lattice := range map[string]bool{"Ed25519": false, "ML-DSA-44": true} {
		t.Run(name, func(t *testing.T) {
			l := newLedger(t, 3)
			w, again, public := newWitness(t, lattice, l)
			v, err := seal.NewWitness(public)
			if err != nil {
				t.Fatal(err)
			}
			for _, step := range []struct {
				old int64
				w   *witness.Witness
			}{{0, w}, {3, w}, {3, again()}} { // the last is the witness started again: it remembers
				r := request(t, l, step.old)
				lines, err := step.w.Cosign(t.Context(), r)
				if err != nil {
					t.Fatal(err)
				}
				both, err := seal.WithSignatures(r.Checkpoint, lines)
				if err != nil {
					t.Fatal(err)
				}
				if _, at, err := seal.OpenCosigned(both, verifier(t, l), v); err != nil || time.Since(at) > time.Minute {
					t.Errorf("%v at %v", err, at)
				}
			}
			grow(t, l, "a fourth")
			grow(t, l, "a fifth")
			if _, err := again().Cosign(t.Context(), request(t, l, 3)); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAWitnessRefuses(t *testing.T) {
	l := newLedger(t, 3)
	stranger := newLedger(t, 3)
	w, _, _ := newWitness(t, false, l)
	ctx := t.Context()
	if _, err := w.Cosign(ctx, request(t, l, 0)); err != nil {
		t.Fatal(err)
	}
	grow(t, l, "a fourth")
	whole := request(t, l, 3)
	change := func(f func(*witness.Request)) witness.Request {
		r := whole
		f(&r)
		return r
	}
	other := request(t, stranger, 0)
	for name, tt := range map[string]struct {
		r    witness.Request
		want error
	}{
		"another log":          {other, witness.ErrUnknown},
		"another's signature":  {change(func(r *witness.Request) { r.Checkpoint = resign(r.Checkpoint, other.Checkpoint) }), witness.ErrUnsigned},
		"no signature":         {change(func(r *witness.Request) { r.Checkpoint = r.Checkpoint[:len(r.Checkpoint)-40] }), witness.ErrUnsigned},
		"no proof":             {change(func(r *witness.Request) { r.Proof = nil }), witness.ErrFork},
		"another proof":        {change(func(r *witness.Request) { r.Proof = append(r.Proof[:0:0], r.Proof[1:]...) }), witness.ErrFork},
		"a proof of no hashes": {change(func(r *witness.Request) { r.Proof = []string{"x"} }), witness.ErrMalformed},
		"an older size":        {request(t, l, 2), witness.Conflict{Size: 3}},
		"from nothing":         {request(t, l, 0), witness.Conflict{Size: 3}},
		"a size to come":       {change(func(r *witness.Request) { r.Old = 9 }), witness.ErrMalformed},
	} {
		_, err := w.Cosign(ctx, tt.r)
		if conflict, ok := tt.want.(witness.Conflict); ok {
			var got witness.Conflict
			if !errors.As(err, &got) || got != conflict {
				t.Errorf("%s: %v", name, err)
			}
		} else if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	if _, err := w.Cosign(ctx, whole); err != nil {
		t.Errorf("after all that it does not sign what goes on: %v", err)
	}
}

// resign gives one note the signature of another.
func resign(a, b []byte) []byte {
	text, _, _ := strings.Cut(string(a), "\n\n")
	return append([]byte(text+"\n\n"), seal.Signatures(b)...)
}

// Of a ledger that has parted in two, one half gets signatures and the other never does, however many ask at once.
func TestAForkIsNeverSigned(t *testing.T) {
	dir := t.TempDir()
	l, err := folder.Init(t.Context(), dir+"/one")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	grow(t, l, "common")
	w, _, public := newWitness(t, false, l)
	if _, err := w.Cosign(t.Context(), request(t, l, 0)); err != nil {
		t.Fatal(err)
	}
	l.Close()
	copyDir(t, dir+"/one", dir+"/two")
	var halves []*keep.Ledger
	for i, name := range []string{"one", "two"} {
		half, err := folder.Open(t.Context(), dir+"/"+name)
		if err != nil {
			t.Fatal(err)
		}
		defer half.Close()
		grow(t, half, strings.Repeat("half ", i+1))
		halves = append(halves, half)
	}
	server := httptest.NewServer(w)
	defer server.Close()
	var wait sync.WaitGroup
	var mu sync.Mutex
	signed, forked := map[int]int{}, 0
	for n := range 20 {
		wait.Go(func() {
			half := halves[n%2]
			_, lines, err := ask.Client{Tries: 1}.Cosign(context.Background(), server.URL, 1, func(old int64) ([]byte, int64, []string, error) { return half.Growth(context.Background(), old) })
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil && len(lines) > 0:
				signed[n%2]++
			case errors.Is(err, ask.ErrForked):
				forked++
			default:
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if len(signed) != 1 || forked != 10 {
		t.Errorf("signed %v, refused %d", signed, forked)
	}
	if _, err := seal.NewWitness(public); err != nil {
		t.Error(err)
	}
}

func TestTheHandler(t *testing.T) {
	l := newLedger(t, 2)
	w, _, _ := newWitness(t, false, l)
	for name, tt := range map[string]struct {
		method, path, body string
		want               int
	}{
		"another address": {"POST", "/", "", 404},
		"a GET":           {"GET", "/add-checkpoint", "", 405},
		"words":           {"POST", "/add-checkpoint", "cosign this, please", 400},
		"too long":        {"POST", "/add-checkpoint", "old 0\n\n" + strings.Repeat("x", 1<<20), 400},
		"a request":       {"POST", "/add-checkpoint", string(request(t, l, 0).Encode()), 200},
		"an unknown log":  {"POST", "/add-checkpoint", string(request(t, newLedger(t, 1), 0).Encode()), 404},
	} {
		rw := httptest.NewRecorder()
		w.ServeHTTP(rw, httptest.NewRequest(tt.method, tt.path, strings.NewReader(tt.body)))
		if rw.Code != tt.want {
			t.Errorf("%s: %d %s, want %d", name, rw.Code, http.StatusText(rw.Code), tt.want)
		}
	}
}

func FuzzParseRequest(f *testing.F) {
	f.Add([]byte("old 3\nAAAA\n\na\n1\nb\n"))
	f.Add([]byte("old 0\n\n"))
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := witness.ParseRequest(body)
		if err == nil && string(r.Encode()) != string(body) {
			t.Errorf("read %q, wrote %q", body, r.Encode())
		}
	})
}

func copyDir(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}
