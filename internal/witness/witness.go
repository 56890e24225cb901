// Package witness cosigns the checkpoints of ledgers that it knows (c2sp.org/tlog-witness, c2sp.org/tlog-cosignature).
//
// A witness is what a ledger cannot be to itself: somebody else who remembers. It signs a checkpoint only where that is
// proved to go on from everything it signed before, and keeps what it signed. So whoever has a checkpoint with the
// signature of a witness that he trusts knows that nobody else was ever shown another history of that log with that
// signature. Two groups that distrust each other can each run one for the other. No record and no word ever comes to a
// witness: sizes and hashes do.
package witness

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/shelf"
)

// maxRequest is the most bytes of a request that are read: a proof has at most 63 hashes, a checkpoint a few
// signatures.
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

	turn       sync.Mutex
	remembered bool                  // what is kept was read
	logs       map[string]seal.Chain // the keys of each, by origin
	groups     map[string][]string   // by origin, what the names of its checkpoints on the shelf begin with
}

// New is a witness that signs with signer, knows the logs of these keys (each log's origin is the name of its key; of
// two of one log the last counts) and what records changed them since, and keeps what it signed on a shelf.
func New(signer note.Signer, logs []note.Verifier, kept shelf.Shelf, log *slog.Logger) *Witness {
	w := &Witness{signer: signer, kept: kept, log: log, logs: make(map[string]seal.Chain), groups: make(map[string][]string)}
	for _, v := range logs {
		w.logs[v.Name()] = seal.NewChain(v)
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
	w.turn.Lock()
	defer w.turn.Unlock()
	chain, err := w.chainOf(ctx, r)
	if err != nil {
		return nil, err
	}
	return w.sign(ctx, chain, r)
}

// sign is Cosign under the keys that the log has had.
func (w *Witness) sign(ctx context.Context, chain seal.Chain, r Request) ([]byte, error) {
	proof, err := hashes(r.Proof)
	if err != nil {
		return nil, err
	}
	c, err := chain.Open(r.Checkpoint)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsigned, err)
	}
	if r.Old > c.Size {
		return nil, ErrMalformed
	}
	last, err := w.last(ctx, chain)
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
	both, err := seal.WithSignatures(ownSignature(r.Checkpoint, chain.Of(r.Checkpoint)), lines)
	if err != nil {
		return nil, err
	}
	if err := w.kept.Put(ctx, name(chain, c.Size), both); err != nil {
		return nil, fmt.Errorf("keep what was cosigned: %w", err)
	}
	if group := groupOf(chain); !slices.Contains(w.groups[c.Origin], group) {
		w.groups[c.Origin] = append(w.groups[c.Origin], group)
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

const logPrefix = "log."

// groupOf is what the names of a log's checkpoints begin with: by its first key, which stays.
func groupOf(chain seal.Chain) string {
	return fmt.Sprintf("%s%08x.", logPrefix, chain.At(0).KeyHash())
}

// name is that of a cosigned checkpoint on the shelf: in the order of sizes.
func name(chain seal.Chain, size int64) string { return fmt.Sprintf("%s%019d", groupOf(chain), size) }

// last is the newest checkpoint of a log that the witness signed, whichever key the log had then; the empty one where
// there is none.
func (w *Witness) last(ctx context.Context, chain seal.Chain) (seal.Checkpoint, error) {
	newest := seal.Checkpoint{Origin: chain.Newest().Name()}
	names, err := w.kept.Names(ctx)
	if err != nil {
		return newest, err
	}
	for _, group := range w.groups[newest.Origin] {
		last := ""
		for _, n := range names { // in order
			if strings.HasPrefix(n, group) {
				last = n
			}
		}
		signed, err := w.kept.Get(ctx, last)
		if err != nil {
			return newest, err
		}
		c, err := chain.Open(signed)
		var hash uint32
		if _, scan := fmt.Sscanf(group, logPrefix+"%x.", &hash); err != nil && scan == nil {
			if other, ok := own(signed, hash, chain); ok {
				c, err = other, nil
			}
		}
		if err != nil || fmt.Sprintf("%s%019d", group, c.Size) != last {
			return newest, errors.New("what was cosigned last is damaged: nothing is signed until it is whole again")
		}
		if c.Size > newest.Size {
			newest = c
		}
	}
	return newest, nil
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

// answer is the answer to a request for one of the two addresses.
func (w *Witness) answer(ctx context.Context, path string, body []byte) ([]byte, error) {
	if path == "/add-key" {
		r, err := ParseKeyRequest(body)
		if err != nil {
			return nil, err
		}
		return w.CosignChanged(ctx, r)
	}
	r, err := ParseRequest(body)
	if err != nil {
		return nil, err
	}
	return w.Cosign(ctx, r)
}

// ServeHTTP answers POST /add-checkpoint and POST /add-key.
func (w *Witness) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/add-checkpoint" && r.URL.Path != "/add-key" {
		http.NotFound(rw, r)
		return
	}
	if r.Method != http.MethodPost {
		rw.Header().Set("Allow", http.MethodPost)
		http.Error(rw, "only POST", http.StatusMethodNotAllowed)
		return
	}
	most := int64(maxRequest)
	if r.URL.Path == "/add-key" {
		most = maxKeyRequest
	}
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, most))
	if err != nil {
		http.Error(rw, "the request cannot be read", http.StatusBadRequest)
		return
	}
	lines, err := w.answer(r.Context(), r.URL.Path, body)
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
