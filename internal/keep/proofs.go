package keep

import (
	"context"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
)

// Sealed is where in the log a report or a decision stands.
type Sealed struct {
	ID     string
	Kind   string // "report", "decision" or "places"
	Leaf   int64  // from 0
	Added  time.Time
	Record []byte // the leaf's data: digests only, see package seal
}

// Sealed says where the report or decision of that ID stands in the log; ErrNotFound where there is none.
func (l *Ledger) Sealed(ctx context.Context, id string) (Sealed, error) {
	s := Sealed{ID: id}
	var row store.Row
	err := l.view(ctx, func(v store.View) (err error) {
		s.Leaf, s.Record, row, err = sealOf(v, id)
		return err
	})
	if err != nil {
		return Sealed{}, fmt.Errorf("seal of %s: %w", shown(id), err)
	}
	record, err := seal.Parse(s.Record)
	if err != nil || !isOf(record, row) {
		return Sealed{}, Damaged("leaf %d is not the record of %s", s.Leaf, shown(id))
	}
	s.Kind, s.Added = string(record.Kind), record.Added
	return s, nil
}

// sealOf finds the leaf of the record of that ID, and its row.
func sealOf(v store.View, id string) (leaf int64, data []byte, row store.Row, err error) {
	err = store.ErrNotFound
	for _, kind := range store.Kinds {
		if row, err = v.Find(kind, id); !notFound(err) {
			break
		}
	}
	if err != nil {
		return 0, nil, row, err
	}
	if row.Err != nil {
		return 0, nil, row, row.Err
	}
	data, err = leafData(v, row.Leaf)
	return row.Leaf, data, row, err
}

// isOf reports whether a record is of the row's ID.
func isOf(record seal.Record, row store.Row) bool {
	if record.ID != "" {
		return record.ID == row.ID
	}
	n := len(seal.FieldsOf(record.Kind, record.Form))
	return len(row.Salt) == len(seal.Salt{}) && seal.Commit(seal.Salt(row.Salt), seal.IDName, row.ID) == record.Commitments[n]
}

// leafData is the data of one leaf; ErrNotFound where it is missing.
func leafData(v store.View, leaf int64) ([]byte, error) {
	found, err := v.LeafRange(leaf, leaf+1)
	if err != nil {
		return nil, err
	}
	if found[leaf] == nil {
		return nil, ErrNotFound
	}
	return found[leaf], nil
}

// Size is the number of leaves in the log: of reports and decisions.
func (l *Ledger) Size(ctx context.Context) (size int64, err error) {
	err = l.view(ctx, func(v store.View) error {
		size, _, err = v.Checkpoint()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("size of the log: %w", err)
	}
	return size, nil
}

// Checkpoint is the newest signed root of the log, a signed note (c2sp.org/tlog-checkpoint). Kept by somebody else, it
// is what a rewritten ledger can be found out by: give it to [Ledger.Verify] later.
func (l *Ledger) Checkpoint(ctx context.Context) ([]byte, error) {
	var signed []byte
	err := l.view(ctx, func(v store.View) (err error) {
		_, signed, err = readCheckpoint(v)
		return err
	})
	return signed, err
}

// InclusionProof shows that a leaf stands in the log, against the newest checkpoint; ErrNotFound beyond its end.
func (l *Ledger) InclusionProof(ctx context.Context, leaf int64) (seal.Inclusion, error) {
	p := seal.Inclusion{Leaf: leaf}
	err := l.view(ctx, func(v store.View) error {
		size, signed, err := readCheckpoint(v)
		if err != nil {
			return err
		}
		if leaf < 0 || leaf >= size {
			return fmt.Errorf("%w: the log has %d leaves", ErrNotFound, size)
		}
		p.Checkpoint = signed
		keys, err := l.ring(v)
		if err != nil {
			return err
		}
		p.Keys = keys.Changes()
		if p.Record, err = leafData(v, leaf); err != nil {
			return err
		}
		p.Proof, err = tlog.ProveRecord(size, leaf, storedHashes{v})
		return err
	})
	if err != nil {
		return seal.Inclusion{}, fmt.Errorf("prove leaf %d: %w", leaf, err)
	}
	return p, nil
}

// ConsistencyProof shows that the log of newer leaves begins with the log of older leaves, 1 <= older <= newer; check
// it with tlog.CheckTree. ErrNotFound where newer is beyond the log's end, ErrInvalid where the sizes are in no such
// order.
func (l *Ledger) ConsistencyProof(ctx context.Context, older, newer int64) (tlog.TreeProof, error) {
	var proof tlog.TreeProof
	err := l.view(ctx, func(v store.View) error {
		size, _, err := readCheckpoint(v)
		switch {
		case err != nil:
			return err
		case older < 1 || newer < older:
			return fmt.Errorf("%w: there is no proof between those sizes", ErrInvalid)
		case newer > size:
			return fmt.Errorf("%w: the log has %d leaves", ErrNotFound, size)
		}
		proof, err = tlog.ProveTree(newer, older, storedHashes{v})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("prove that %d leaves begin with %d: %w", newer, older, err)
	}
	return proof, nil
}

// Root is the root of the log when it had size leaves; ErrNotFound where it never had so many.
func (l *Ledger) Root(ctx context.Context, size int64) (tlog.Hash, error) {
	var root tlog.Hash
	err := l.view(ctx, func(v store.View) error {
		now, _, err := readCheckpoint(v)
		if err != nil {
			return err
		}
		if size < 0 || size > now {
			return fmt.Errorf("%w: the log has %d leaves", ErrNotFound, now)
		}
		root, err = tlog.TreeHash(size, storedHashes{v})
		return err
	})
	if err != nil {
		return root, fmt.Errorf("root of %d leaves: %w", size, err)
	}
	return root, nil
}
