package keep

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// Opening is a record of the log with everything that opens it. It leaves the ledger only as far as somebody means to
// show it: each field's key opens that field and no other.
type Opening struct {
	Sealed
	Form   int
	Closed bool // the record shows neither ID nor original: they are fields too
	Fields []OpenField
}

// OpenField is the value of a field and the key by which a record's commitment to it is checked, see [seal.OpenField].
type OpenField struct {
	Name, Value string
	Key         report.Digest
}

// Opening gives the record of a report, a decision or a list of places with what opens it; ErrNotFound where there is
// none of that ID, ErrDamaged where the record is not what its row says.
func (l *Ledger) Opening(ctx context.Context, id string) (Opening, error) {
	o := Opening{Sealed: Sealed{ID: id}}
	var row store.Row
	err := l.view(ctx, func(v store.View) (err error) {
		o.Leaf, o.Record, row, err = sealOf(v, id)
		return err
	})
	if err != nil {
		return Opening{}, fmt.Errorf("open the record of %s: %w", shown(id), err)
	}
	record, err := seal.Parse(o.Record)
	if err != nil || !isOf(record, row) {
		return Opening{}, Damaged("leaf %d is not the record of %s", o.Leaf, shown(id))
	}
	o.Kind, o.Form, o.Added, o.Closed = string(record.Kind), record.Form, record.Added, seal.Closed(record.Kind, record.Form)
	values := append(row.Values[:len(seal.FieldsOf(record.Kind, record.Form)):len(seal.FieldsOf(record.Kind, record.Form))], row.ID, fmt.Sprintf("%x", row.Original))
	for i, name := range seal.CommittedOf(record.Kind, record.Form) {
		f := OpenField{Name: name, Value: values[i], Key: seal.FieldKey(seal.Salt(row.Salt), name)}
		if seal.OpenField(f.Key, f.Value) != record.Commitments[i] {
			return Opening{}, Damaged("the %s of %s is not what was sealed", name, shown(id))
		}
		o.Fields = append(o.Fields, f)
	}
	return o, nil
}

// Proven is what shows a stranger that records stand in the log and that it begins with what it was at earlier sizes,
// all against one checkpoint.
type Proven struct {
	Checkpoint   []byte
	Size         int64
	Inclusions   map[int64]tlog.RecordProof // by leaf
	Consistences map[int64]tlog.TreeProof   // by size
}

// Prove proves leaves and earlier sizes against the newest checkpoint.
func (l *Ledger) Prove(ctx context.Context, leaves, sizes []int64) (p Proven, err error) {
	p = Proven{Inclusions: make(map[int64]tlog.RecordProof), Consistences: make(map[int64]tlog.TreeProof)}
	err = l.view(ctx, func(v store.View) (err error) {
		if p.Size, p.Checkpoint, err = readCheckpoint(v); err != nil {
			return err
		}
		for _, leaf := range leaves {
			if leaf < 0 || leaf >= p.Size {
				return fmt.Errorf("%w: the log has %d leaves", ErrNotFound, p.Size)
			}
			if p.Inclusions[leaf], err = tlog.ProveRecord(p.Size, leaf, storedHashes{v}); err != nil {
				return err
			}
		}
		for _, size := range sizes {
			if size < 1 || size > p.Size {
				return fmt.Errorf("%w: the log never had %d leaves", ErrNotFound, size)
			}
			if p.Consistences[size], err = tlog.ProveTree(p.Size, size, storedHashes{v}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Proven{}, fmt.Errorf("prove: %w", err)
	}
	return p, nil
}
