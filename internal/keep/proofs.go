package keep

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
)

// Sealed is where in the log a report or a decision stands.
type Sealed struct {
	ID     string
	Kind   string // "report" or "decision"
	Leaf   int64  // from 0
	Added  time.Time
	Record []byte // the leaf's data: digests only, see package seal
}

// Sealed says where the report or decision of that ID stands in the log; ErrNotFound where there is none.
func (l *Ledger) Sealed(ctx context.Context, id string) (Sealed, error) {
	s := Sealed{ID: id}
	err := l.reader.QueryRowContext(ctx, `SELECT number, data FROM leaf WHERE number IN
		(SELECT leaf FROM report WHERE id = $1 UNION ALL SELECT leaf FROM decision WHERE id = $2)
		ORDER BY number LIMIT 1`, id, id).Scan(&s.Leaf, &s.Record)
	if errors.Is(err, sql.ErrNoRows) {
		return Sealed{}, fmt.Errorf("seal of %s: %w", shown(id), ErrNotFound)
	}
	if err != nil {
		return Sealed{}, fmt.Errorf("seal of %s: %w", shown(id), translate(err))
	}
	record, err := seal.Parse(s.Record)
	if err != nil || record.ID != id {
		return Sealed{}, damaged("leaf %d is not the record of %s", s.Leaf, shown(id))
	}
	s.Kind, s.Added = string(record.Kind), record.Added
	return s, nil
}

// Size is the number of leaves in the log: of reports and decisions.
func (l *Ledger) Size(ctx context.Context) (int64, error) {
	size, err := signedSize(ctx, l.reader)
	if err != nil {
		return 0, fmt.Errorf("size of the log: %w", translate(err))
	}
	return size, nil
}

func signedSize(ctx context.Context, db querier) (size int64, err error) {
	err = db.QueryRowContext(ctx, `SELECT size FROM checkpoint WHERE only = 1`).Scan(&size)
	return size, err
}

// Checkpoint is the newest signed root of the log, a signed note (c2sp.org/tlog-checkpoint). Kept by somebody else, it is
// what a rewritten ledger can be found out by: give it to [Ledger.Verify] later.
func (l *Ledger) Checkpoint(ctx context.Context) ([]byte, error) {
	signed, err := readCheckpoint(ctx, l.reader)
	return signed, translate(err)
}

// InclusionProof shows that a leaf stands in the log, against the newest checkpoint; ErrNotFound beyond its end.
func (l *Ledger) InclusionProof(ctx context.Context, leaf int64) (seal.Inclusion, error) {
	p := seal.Inclusion{Leaf: leaf}
	err := l.snapshot(ctx, func(tx *sql.Tx) error {
		size, err := signedSize(ctx, tx)
		if err != nil {
			return err
		}
		if leaf < 0 || leaf >= size {
			return fmt.Errorf("%w: the log has %d leaves", ErrNotFound, size)
		}
		if p.Checkpoint, err = readCheckpoint(ctx, tx); err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, `SELECT data FROM leaf WHERE number = $1`, leaf).Scan(&p.Record); err != nil {
			return err
		}
		p.Proof, err = tlog.ProveRecord(size, leaf, storedHashes{ctx, tx})
		return err
	})
	if err != nil {
		return seal.Inclusion{}, fmt.Errorf("prove leaf %d: %w", leaf, err)
	}
	return p, nil
}

// ConsistencyProof shows that the log of newer leaves begins with the log of older leaves, 1 <= older <= newer; check it with
// tlog.CheckTree. ErrNotFound where newer is beyond the log's end, ErrInvalid where the sizes are in no such order.
func (l *Ledger) ConsistencyProof(ctx context.Context, older, newer int64) (tlog.TreeProof, error) {
	var proof tlog.TreeProof
	err := l.snapshot(ctx, func(tx *sql.Tx) error {
		size, err := signedSize(ctx, tx)
		switch {
		case err != nil:
			return err
		case older < 1 || newer < older:
			return fmt.Errorf("%w: there is no proof between those sizes", ErrInvalid)
		case newer > size:
			return fmt.Errorf("%w: the log has %d leaves", ErrNotFound, size)
		}
		proof, err = tlog.ProveTree(newer, older, storedHashes{ctx, tx})
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
	err := l.snapshot(ctx, func(tx *sql.Tx) error {
		now, err := signedSize(ctx, tx)
		if err != nil {
			return err
		}
		if size < 0 || size > now {
			return fmt.Errorf("%w: the log has %d leaves", ErrNotFound, now)
		}
		root, err = tlog.TreeHash(size, storedHashes{ctx, tx})
		return err
	})
	if err != nil {
		return root, fmt.Errorf("root of %d leaves: %w", size, err)
	}
	return root, nil
}
