package keep

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/shelf"
	"firsthand/internal/keep/store"
)

// Witness is somebody who remembers what a ledger signed, and is asked to sign it too.
type Witness struct {
	Key string // public, as c2sp.org/tlog-cosignature writes it
	URL string // where it answers

	verifier note.Verifier
}

// Name is what the witness calls itself.
func (w Witness) Name() string { return w.verifier.Name() }

// id tells witnesses apart on the shelf.
func (w Witness) id() string { return fmt.Sprintf("%08x", w.verifier.KeyHash()) }

// Cosigned is a checkpoint of the ledger that a witness signed too.
type Cosigned struct {
	Witness Witness
	Size    int64
	Note    []byte    // with both signatures
	At      time.Time // when the witness saw it, by its clock
	Err     error     // why it shows nothing
}

// Names on the shelf.
const (
	witnessPrefix = "witness."
	cosignPrefix  = "cosigned."
)

func cosignedName(w Witness, size int64) string {
	return fmt.Sprintf("%s%s.%012d", cosignPrefix, w.id(), size)
}

// PutWitness has the ledger know a witness, in the place of what it knew of one with that key.
func (l *Ledger) PutWitness(ctx context.Context, w Witness) error {
	v, err := seal.NewWitness(w.Key)
	if err != nil || strings.ContainsAny(w.URL, " \n") || w.URL == "" {
		return fmt.Errorf("know a witness: %w: it needs a public key and an address", ErrInvalid)
	}
	w.verifier = v
	if err := l.shelf.Put(ctx, witnessPrefix+w.id(), []byte(w.Key+"\n"+w.URL+"\n")); err != nil {
		return fmt.Errorf("know a witness: %w", Translate(err))
	}
	return nil
}

// Witnesses are those that the ledger knows.
func (l *Ledger) Witnesses(ctx context.Context) ([]Witness, error) {
	names, err := l.shelf.Names(ctx)
	if err != nil {
		return nil, fmt.Errorf("list witnesses: %w", err)
	}
	var known []Witness
	for _, name := range names {
		if !strings.HasPrefix(name, witnessPrefix) {
			continue
		}
		data, err := l.shelf.Get(ctx, name)
		if err != nil {
			return nil, fmt.Errorf("list witnesses: %w", err)
		}
		lines := strings.Split(string(data), "\n")
		v, err := seal.NewWitness(lines[0])
		if err != nil || len(lines) != 3 || fmt.Sprintf("%s%08x", witnessPrefix, v.KeyHash()) != name {
			return nil, Damaged("%s does not hold the key of a witness", name)
		}
		known = append(known, Witness{Key: lines[0], URL: lines[1], verifier: v})
	}
	return known, nil
}

// Cosigned is the newest checkpoint that a witness signed and that holds; ErrNotFound where there is none.
func (l *Ledger) Cosigned(ctx context.Context, w Witness) (Cosigned, error) {
	names, err := l.shelf.Names(ctx)
	if err != nil {
		return Cosigned{}, fmt.Errorf("list cosignatures: %w", err)
	}
	newest := ""
	for _, name := range names { // in the order of sizes
		if strings.HasPrefix(name, cosignPrefix+w.id()+".") {
			newest = name
		}
	}
	if newest == "" {
		return Cosigned{Witness: w}, ErrNotFound
	}
	var c Cosigned
	err = l.view(ctx, func(v store.View) error {
		c = l.openCosigned(ctx, v, w, newest)
		return nil
	})
	return c, errors.Join(err, c.Err)
}

// openCosigned checks the cosigned checkpoint of that name on the shelf.
func (l *Ledger) openCosigned(ctx context.Context, v store.View, w Witness, name string) (c Cosigned) {
	c.Witness = w
	if c.Note, c.Err = l.shelf.Get(ctx, name); c.Err != nil {
		return c
	}
	if c.Size, c.Err = l.ownNote(v, c.Note); c.Err != nil {
		return c
	}
	var keys ring
	if keys, c.Err = l.ring(v); c.Err == nil {
		_, c.At, c.Err = seal.OpenCosigned(c.Note, keys.Of(c.Note), w.verifier)
	}
	if c.Err == nil && name != cosignedName(w, c.Size) {
		c.Err = Damaged("what a witness signed over %d leaves has another name", c.Size)
	}
	return c
}

// Growth is what a witness is shown: the newest checkpoint, and the proof that it goes on from an older size. From 0
// there is nothing to prove.
func (l *Ledger) Growth(ctx context.Context, old int64) (note []byte, size int64, proof []string, err error) {
	note, size, proof, _, err = l.growth(ctx, old, false)
	return note, size, proof, err
}

// GrowthAndKeys is Growth with the records that changed the key, each with its path to that checkpoint, for a witness
// that knows an older key.
func (l *Ledger) GrowthAndKeys(ctx context.Context, old int64) (note []byte, size int64, proof []string, changes []seal.Inclusion, err error) {
	return l.growth(ctx, old, true)
}

func (l *Ledger) growth(ctx context.Context, old int64, keyed bool) (note []byte, size int64, proof []string, changes []seal.Inclusion, err error) {
	err = l.view(ctx, func(v store.View) error {
		if size, note, err = readCheckpoint(v); err != nil {
			return err
		}
		if old > size {
			return fmt.Errorf("%w: the log has %d leaves and never had %d", ErrNotFound, size, old)
		}
		if keyed {
			if changes, err = l.provenChanges(v, size); err != nil {
				return err
			}
		}
		if old == 0 || old == size {
			return nil
		}
		hashes, err := tlog.ProveTree(size, old, storedHashes{v})
		for _, h := range hashes {
			proof = append(proof, base64.StdEncoding.EncodeToString(h[:]))
		}
		return err
	})
	if err != nil {
		return nil, 0, nil, nil, fmt.Errorf("prove that the log grew: %w", err)
	}
	return note, size, proof, changes, nil
}

// provenChanges are the changes of the key with their paths to the root of that size.
func (l *Ledger) provenChanges(v store.View, size int64) (all []seal.Inclusion, err error) {
	keys, err := l.ring(v)
	if err != nil {
		return nil, err
	}
	for _, k := range keys.Changes() {
		path, err := tlog.ProveRecord(size, k.Leaf, storedHashes{v})
		if err != nil {
			return nil, err
		}
		all = append(all, seal.Inclusion{Leaf: k.Leaf, Record: k.Encode(), Proof: path})
	}
	return all, nil
}

// PutCosignature keeps a checkpoint of this ledger with the signature that a witness gave, after checking both.
func (l *Ledger) PutCosignature(ctx context.Context, w Witness, checkpoint, lines []byte) (Cosigned, error) {
	c := Cosigned{Witness: w}
	both, err := seal.WithSignatures(checkpoint, lines)
	if err == nil {
		err = l.view(ctx, func(v store.View) error {
			keys, err := l.ring(v)
			if err == nil {
				_, c.At, err = seal.OpenCosigned(both, keys.Of(both), w.verifier)
			}
			if err == nil {
				c.Size, err = l.ownNote(v, both)
			}
			return err
		})
	}
	if err != nil {
		return Cosigned{}, fmt.Errorf("keep a cosignature: %w", err)
	}
	c.Note = both
	return c, Translate(l.shelf.Put(ctx, cosignedName(w, c.Size), both))
}

// WithCosignatures is the newest checkpoint with the signatures of every witness that signed exactly that.
func (l *Ledger) WithCosignatures(ctx context.Context) ([]byte, error) {
	signed, err := l.Checkpoint(ctx)
	if err != nil {
		return nil, err
	}
	return l.CosignaturesOn(ctx, signed)
}

// CosignaturesOn is a checkpoint of this ledger with the signatures of every witness that signed exactly that.
func (l *Ledger) CosignaturesOn(ctx context.Context, signed []byte) ([]byte, error) {
	var keys ring
	err := l.view(ctx, func(v store.View) (err error) {
		keys, err = l.ring(v)
		return err
	})
	if err != nil {
		return nil, err
	}
	return l.cosignaturesOn(ctx, keys, signed)
}

func (l *Ledger) cosignaturesOn(ctx context.Context, keys ring, signed []byte) ([]byte, error) {
	known, err := l.Witnesses(ctx)
	if err != nil {
		return nil, err
	}
	c, err := keys.Open(signed)
	if err != nil {
		return nil, Damaged("%v", err)
	}
	for _, w := range known {
		kept, err := l.shelf.Get(ctx, cosignedName(w, c.Size))
		if errors.Is(err, shelf.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("read a cosignature: %w", err)
		}
		if same, _, err := seal.OpenCosigned(kept, keys.Of(kept), w.verifier); err != nil || same != c {
			continue // verify names it
		}
		for line := range strings.Lines(string(seal.Signatures(kept))) {
			if strings.HasPrefix(line, "— "+w.Name()+" ") {
				signed = append(signed[:len(signed):len(signed)], line...)
			}
		}
	}
	return signed, nil
}

// cosignMarks are the checkpoints that witnesses saw: the log must still begin with each.
func (c *check) cosignMarks() []signedMark {
	names, err := c.l.shelf.Names(c.ctx)
	if err != nil {
		return nil // stampMarks has said so
	}
	var marks []signedMark
	for _, name := range names {
		if !strings.HasPrefix(name, cosignPrefix) {
			continue
		}
		signed, err := c.l.shelf.Get(c.ctx, name)
		if err != nil {
			c.find(Finding{Problem: Unreadable, Thing: CheckpointNote, Which: name, Detail: err.Error()})
			continue
		}
		marks = append(marks, signedMark{name, signed})
	}
	return marks
}

// cosignatures checks the signatures of witnesses.
func (c *check) cosignatures() {
	known, err := c.l.Witnesses(c.ctx)
	if err != nil {
		c.find(Finding{Problem: Altered, Thing: WitnessThing, Which: "keys", Detail: err.Error()})
		return
	}
	names, err := c.l.shelf.Names(c.ctx)
	if err != nil {
		return // stampMarks has said so
	}
	for _, name := range names {
		rest, cosigned := strings.CutPrefix(name, cosignPrefix)
		if !cosigned {
			continue
		}
		id, size, _ := strings.Cut(rest, ".")
		_, err := strconv.ParseInt(size, 10, 64)
		found := err != nil
		for _, w := range known {
			if w.id() != id {
				continue
			}
			found = true
			switch err := c.l.openCosigned(c.ctx, c.view, w, name).Err; {
			case err == nil, errors.Is(err, ErrDamaged): // the mark says so
			default:
				c.find(Finding{Problem: Altered, Thing: WitnessThing, Which: name, Detail: err.Error()})
			}
		}
		if !found {
			c.find(Finding{Problem: Untrusted, Thing: WitnessThing, Which: name, Detail: "the ledger knows no witness of that key"})
		}
	}
}
