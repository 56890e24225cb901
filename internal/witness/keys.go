package witness

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/shelf"
)

// A log changes its key by a record that the key before signed. A witness takes the new key by that record alone, where
// it stands in a checkpoint that goes on from all that was cosigned before; or by its operator's word, see [Known].
// Requests with such records are ours, POST /add-key: the protocol of c2sp.org/tlog-witness knows of none.

// maxKeyRequest is the most bytes of a request with changes of keys that are read, and maxChanges how many it can have.
const (
	maxKeyRequest = 128 << 10
	maxChanges    = 32
)

// KeyRequest is what a log asks of a witness that knows an older key of it.
type KeyRequest struct {
	Changes []seal.Inclusion // the records, in order, each with its path to the checkpoint of the request
	Request Request
}

// keyRequest is a KeyRequest as JSON.
type keyRequest struct {
	Changes []keyChange `json:"changes"`
	Request string      `json:"request"`
}

type keyChange struct {
	Leaf   int64    `json:"leaf"`
	Record string   `json:"record"`
	Path   []string `json:"path"`
}

// Encode is the request as a witness reads it.
func (r KeyRequest) Encode() []byte {
	out := keyRequest{Request: string(r.Request.Encode())}
	for _, p := range r.Changes {
		c := keyChange{Leaf: p.Leaf, Record: string(p.Record)}
		for _, h := range p.Proof {
			c.Path = append(c.Path, base64.StdEncoding.EncodeToString(h[:]))
		}
		out.Changes = append(out.Changes, c)
	}
	b, err := json.Marshal(out)
	if err != nil { // strings and numbers always marshal
		panic(err)
	}
	return b
}

// ParseKeyRequest reads what Encode writes.
func ParseKeyRequest(body []byte) (KeyRequest, error) {
	var in keyRequest
	d := json.NewDecoder(strings.NewReader(string(body)))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil || d.More() || len(in.Changes) == 0 || len(in.Changes) > maxChanges {
		return KeyRequest{}, ErrMalformed
	}
	var out KeyRequest
	for _, c := range in.Changes {
		path, err := hashes(c.Path)
		if err != nil || len(path) > maxProof {
			return KeyRequest{}, ErrMalformed
		}
		out.Changes = append(out.Changes, seal.Inclusion{Leaf: c.Leaf, Record: []byte(c.Record), Proof: tlog.RecordProof(path)})
	}
	var err error
	out.Request, err = ParseRequest([]byte(in.Request))
	return out, err
}

// CosignChanged is Cosign for a log whose key was changed since the witness saw it. It remembers the new key where it
// signs.
func (w *Witness) CosignChanged(ctx context.Context, r KeyRequest) ([]byte, error) {
	w.turn.Lock()
	defer w.turn.Unlock()
	chain, err := w.chainOf(ctx, r.Request)
	if err != nil {
		return nil, err
	}
	last, err := w.last(ctx, chain)
	if err != nil {
		return nil, err
	}
	before := len(chain.Changes())
	var changes []seal.KeyChange
	for _, p := range r.Changes {
		k, err := seal.ParseKeyChange(p.Record)
		if err != nil || k.Leaf != p.Leaf {
			return nil, fmt.Errorf("%w: a record changes no key", ErrUnsigned)
		}
		changes = append(changes, k)
	}
	if chain, err = chain.FollowAll(changes); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsigned, err)
	}
	c, err := chain.Open(r.Request.Checkpoint)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsigned, err)
	}
	for _, k := range chain.Changes()[before:] {
		if k.Leaf < last.Size || k.Leaf == last.Size && last.Size > 0 && k.Root != last.Root {
			return nil, ErrFork // the key before signed more than it says it did
		}
	}
	for _, p := range r.Changes {
		if tlog.CheckRecord(p.Proof, c.Size, c.Root, p.Leaf, tlog.RecordHash(p.Record)) != nil {
			return nil, fmt.Errorf("%w: a record does not stand in the log", ErrUnsigned)
		}
	}
	lines, err := w.sign(ctx, chain, r.Request)
	if err != nil {
		return nil, err
	}
	if err := Known(ctx, w.kept, chain, before); err != nil {
		return nil, err
	}
	w.logs[c.Origin] = chain
	return lines, nil
}

// Known has a witness with that shelf know the changes of a log's keys from number from on, as its operator gives them
// or a record shows them.
func Known(ctx context.Context, kept shelf.Shelf, chain seal.Chain, from int) error {
	for _, k := range chain.Changes()[from:] {
		if err := kept.Put(ctx, changeName(chain, k), k.Encode()); err != nil {
			return fmt.Errorf("keep the new key of a log: %w", err)
		}
	}
	return nil
}

const changePrefix = "key."

// changeName is that of a change of keys on the shelf: in the order of the log.
func changeName(chain seal.Chain, k seal.KeyChange) string {
	return fmt.Sprintf("%s%08x.%019d", changePrefix, chain.At(0).KeyHash(), k.Leaf)
}

// chainOf is what the witness knows of the keys of the log that asks.
func (w *Witness) chainOf(ctx context.Context, r Request) (seal.Chain, error) {
	if err := w.remember(ctx); err != nil {
		return seal.Chain{}, err
	}
	origin, _, _ := strings.Cut(string(r.Checkpoint), "\n")
	chain, known := w.logs[origin]
	if !known {
		return chain, ErrUnknown
	}
	return chain, nil
}

// remember reads the shelf, once: the changes of keys, and under which names the checkpoints of each log lie.
func (w *Witness) remember(ctx context.Context) error {
	if w.remembered {
		return nil
	}
	names, err := w.kept.Names(ctx)
	if err != nil {
		return err
	}
	newest := make(map[string]string) // by what their names begin with
	for _, n := range names {         // in order
		group, _, _ := strings.Cut(strings.TrimPrefix(n, logPrefix), ".")
		if strings.HasPrefix(n, logPrefix) {
			newest[logPrefix+group+"."] = n
		}
		if !strings.HasPrefix(n, changePrefix) {
			continue
		}
		data, err := w.kept.Get(ctx, n)
		if err != nil {
			return err
		}
		k, err := seal.ParseKeyChange(data)
		if err != nil {
			return errors.New("the key of a log that was kept is damaged: nothing is signed until it is whole again")
		}
		chain, known := w.logs[k.Origin]
		if !known || changeName(chain, k) != n {
			continue // of a log that is known no more, or by another key
		}
		if w.logs[k.Origin], err = chain.Follow(k); err != nil {
			return errors.New("the keys of a log that were kept do not follow each other: nothing is signed until they do")
		}
	}
	for group, n := range newest {
		signed, err := w.kept.Get(ctx, n)
		if err != nil {
			return err
		}
		origin, _, _ := strings.Cut(string(signed), "\n")
		w.groups[origin] = append(w.groups[origin], group)
	}
	w.remembered = true
	return nil
}

// own is what the witness signed, which another key of the log signed than those that are known now: its operator gave
// another. The memory holds all the same.
func own(signed []byte, hash uint32, chain seal.Chain) (seal.Checkpoint, bool) {
	if chain.At(0).KeyHash() == hash {
		return seal.Checkpoint{}, false
	}
	n, err := note.Open(signed, note.VerifierList())
	var unverified *note.UnverifiedNoteError
	if errors.As(err, &unverified) {
		n, err = unverified.Note, nil
	}
	if err != nil {
		return seal.Checkpoint{}, false
	}
	c, err := seal.ParseCheckpoint(n.Text)
	return c, err == nil
}
