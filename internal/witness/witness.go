// Package witness cosigns the checkpoints of ledgers that it knows (c2sp.org/tlog-witness, c2sp.org/tlog-cosignature).
//
// A witness is what a ledger cannot be to itself: somebody else who remembers. It signs a checkpoint only where that is proved to go on
// from everything it signed before, and keeps what it signed. So whoever has a checkpoint with the signature of a witness that he trusts
// knows that nobody else was ever shown another history of that log with that signature. Two groups that distrust each other can
// each run one for the other. No record and no word ever comes to a witness: sizes and hashes do.
package witness

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/shelf"
)

// maxRequest is the most bytes of a request that are read: a proof has at most 63 hashes, a checkpoint a few signatures.
const maxRequest = 16 << 10

// maxProof is how many lines a proof can have.
const maxProof = 63

// Why a witness refuses; ask with errors.Is. Each is an HTTP status of its own.
var (
	ErrMalformed = errors.New("it is no request to cosign a checkpoint")
	ErrUnknown   = errors.New("the log is not one that this witness knows")
	ErrUnsigned  = errors.New("the checkpoint is not signed by the log's key")
	ErrFork      = errors.New("the checkpoint does not go on from what this witness signed before")
)

// Conflict is the answer to who does not know what the witness signed last: the size of that.
type Conflict struct{ Size int64 }

func (c Conflict) Error() string { return fmt.Sprintf("this witness signed %d leaves last", c.Size) }

// Witness cosigns. All its methods may be called by many goroutines at once; only one process may use its shelf.
type Witness struct {
	signer note.Signer
	kept   shelf.Shelf
	log    *slog.Logger

	turn sync.Mutex
	logs map[string]note.Verifier // by origin
}

// New is a witness that signs with signer, knows the logs of these keys (each log's origin is the name of its key), and keeps what it
// signed on a shelf.
func New(signer note.Signer, logs []note.Verifier, kept shelf.Shelf, log *slog.Logger) *Witness {
	w := &Witness{signer: signer, kept: kept, log: log, logs: make(map[string]note.Verifier)}
	for _, v := range logs {
		w.logs[v.Name()] = v
	}
	return w
}

// Request is what a log asks of a witness.
type Request struct {
	Old        int64    // what the log believes that the witness signed last; 0 for nothing
	Proof      []string // that the checkpoint goes on from it: hashes in base64
	Checkpoint []byte   // a signed note
}

// Encode is the request as c2sp.org/tlog-witness writes it.
func (r Request) Encode() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "old %d\n", r.Old)
	for _, line := range r.Proof {
		b.WriteString(line + "\n")
	}
	return append([]byte(b.String()+"\n"), r.Checkpoint...)
}

// ParseRequest reads what Encode writes.
func ParseRequest(body []byte) (Request, error) {
	head, checkpoint, parted := strings.Cut(string(body), "\n\n")
	lines := strings.Split(head, "\n")
	size, named := strings.CutPrefix(lines[0], "old ")
	old, err := strconv.ParseInt(size, 10, 64)
	if !parted || !named || err != nil || old < 0 || strconv.FormatInt(old, 10) != size || len(lines) > maxProof+1 {
		return Request{}, ErrMalformed
	}
	return Request{Old: old, Proof: lines[1:], Checkpoint: []byte(checkpoint)}, nil
}

// Cosign gives the lines with the witness's signature on a checkpoint, once it is kept that it signs it.
func (w *Witness) Cosign(ctx context.Context, r Request) ([]byte, error) {
	proof, err := hashes(r.Proof)
	if err != nil {
		return nil, err
	}
	origin, _, _ := strings.Cut(string(r.Checkpoint), "\n")
	v, known := w.logs[origin]
	if !known {
		return nil, ErrUnknown
	}
	c, err := seal.OpenCheckpoint(r.Checkpoint, v)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsigned, err)
	}
	if r.Old > c.Size {
		return nil, ErrMalformed
	}
	w.turn.Lock()
	defer w.turn.Unlock()
	last, err := w.last(ctx, v)
	if err != nil {
		return nil, err
	}
	switch {
	case r.Old != last.Size, last.Size == c.Size && last.Size > 0 && last.Root != c.Root:
		return nil, Conflict{last.Size}
	case r.Old == 0 && len(proof) > 0:
		return nil, ErrMalformed
	case r.Old > 0:
		if err := tlog.CheckTree(proof, c.Size, c.Root, last.Size, last.Root); err != nil {
			return nil, ErrFork
		}
	}
	text, _, _ := strings.Cut(string(r.Checkpoint), "\n\n")
	signed, err := note.Sign(&note.Note{Text: text + "\n"}, w.signer)
	if err != nil {
		return nil, fmt.Errorf("cosign: %w", err)
	}
	lines := seal.Signatures(signed)
	both, err := seal.WithSignatures(ownSignature(r.Checkpoint, v), lines)
	if err != nil {
		return nil, err
	}
	if err := w.kept.Put(ctx, name(v, c.Size), both); err != nil {
		return nil, fmt.Errorf("keep what was cosigned: %w", err)
	}
	return lines, nil
}

// ownSignature is a checkpoint with the log's signature alone: what others wrote beside it is nobody's business here.
func ownSignature(checkpoint []byte, v note.Verifier) []byte {
	text, sigs, _ := strings.Cut(string(checkpoint), "\n\n")
	kept := text + "\n\n"
	for line := range strings.Lines(sigs) {
		if strings.HasPrefix(line, "— "+v.Name()+" ") {
			kept += line
		}
	}
	return []byte(kept)
}

// name is that of a cosigned checkpoint on the shelf: in the order of sizes.
func name(v note.Verifier, size int64) string {
	return fmt.Sprintf("log.%08x.%019d", v.KeyHash(), size)
}

// last is the newest checkpoint of a log that the witness signed; the empty one where there is none.
func (w *Witness) last(ctx context.Context, v note.Verifier) (seal.Checkpoint, error) {
	names, err := w.kept.Names(ctx)
	if err != nil {
		return seal.Checkpoint{}, err
	}
	newest := ""
	for _, n := range names { // in order
		if strings.HasPrefix(n, fmt.Sprintf("log.%08x.", v.KeyHash())) {
			newest = n
		}
	}
	if newest == "" {
		return seal.Checkpoint{Origin: v.Name()}, nil
	}
	signed, err := w.kept.Get(ctx, newest)
	if err != nil {
		return seal.Checkpoint{}, err
	}
	c, err := seal.OpenCheckpoint(signed, v)
	if err != nil || name(v, c.Size) != newest {
		return seal.Checkpoint{}, errors.New("what was cosigned last is damaged: nothing is signed until it is whole again")
	}
	return c, nil
}

func hashes(lines []string) (tlog.TreeProof, error) {
	proof := make(tlog.TreeProof, len(lines))
	for i, line := range lines {
		b, err := base64.StdEncoding.DecodeString(line)
		if err != nil || len(b) != tlog.HashSize {
			return nil, ErrMalformed
		}
		proof[i] = tlog.Hash(b)
	}
	return proof, nil
}

// ServeHTTP answers POST /add-checkpoint.
func (w *Witness) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/add-checkpoint" {
		http.NotFound(rw, r)
		return
	}
	if r.Method != http.MethodPost {
		rw.Header().Set("Allow", http.MethodPost)
		http.Error(rw, "only POST", http.StatusMethodNotAllowed)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxRequest))
	if err != nil {
		http.Error(rw, "the request cannot be read", http.StatusBadRequest)
		return
	}
	request, err := ParseRequest(body)
	var lines []byte
	if err == nil {
		lines, err = w.Cosign(r.Context(), request)
	}
	var conflict Conflict
	switch {
	case err == nil:
		rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
		rw.Write(lines)
	case errors.As(err, &conflict):
		rw.Header().Set("Content-Type", "text/x.tlog.size")
		rw.WriteHeader(http.StatusConflict)
		fmt.Fprintf(rw, "%d\n", conflict.Size)
	case errors.Is(err, ErrMalformed):
		http.Error(rw, err.Error(), http.StatusBadRequest)
	case errors.Is(err, ErrUnknown):
		http.Error(rw, err.Error(), http.StatusNotFound)
	case errors.Is(err, ErrUnsigned):
		http.Error(rw, ErrUnsigned.Error(), http.StatusForbidden)
	case errors.Is(err, ErrFork):
		w.log.Error("refused: a log was asked to be cosigned that does not go on from what was cosigned before")
		http.Error(rw, err.Error(), http.StatusUnprocessableEntity)
	default:
		w.log.Error("a checkpoint could not be cosigned", "error", err)
		http.Error(rw, "it cannot be cosigned now", http.StatusInternalServerError)
	}
}
