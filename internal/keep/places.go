package keep

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"slices"

	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// OldList is a list of places that an older version kept in a file of its own, unsealed.
type OldList struct {
	File string // for people
	Data []byte
}

// PutPlaces seals a list of places under the name of the file it came from. It stands in the place of what was put
// under that name before, which is kept; what stands already is not sealed again. Places decide how a report is read,
// so whoever could move one unseen could move an incident.
func (l *Ledger) PutPlaces(ctx context.Context, name string, data []byte) error {
	if err := l.putPlaces(ctx, name, data); err != nil {
		return fmt.Errorf("keep places: %w", err)
	}
	return nil
}

func (l *Ledger) putPlaces(ctx context.Context, name string, data []byte) error {
	if err := checkValues(seal.Fields(seal.PlacesKind), []string{name}); err != nil {
		return err
	}
	if len(data) == 0 {
		return fmt.Errorf("%w: the list is empty", ErrInvalid)
	}
	digest := report.DigestOf(data)
	if err := l.blobs.Put(ctx, []blob.Blob{{Digest: digest, Data: data}}); err != nil {
		return Translate(err)
	}
	sealed := false
	err := l.update(ctx, func(tx store.Tx) error {
		newest, err := newestLists(tx)
		if err != nil {
			return err
		}
		if held, known := newest[name]; known && string(held.Original) == string(digest[:]) {
			return nil
		}
		var salt seal.Salt
		rand.Read(salt[:]) // never fails
		record, err := seal.NewRecord(seal.PlacesKind, NewDecisionID(), l.now(), digest, salt, []string{name})
		if err != nil {
			return err
		}
		leaf, err := l.seal(ctx, tx, []seal.Record{record})
		if err != nil {
			return err
		}
		err = tx.Insert(store.Places, store.Row{Leaf: leaf, ID: record.ID, Added: record.Added.Format(seal.TimeLayout),
			Original: digest[:], Salt: salt[:], Values: []string{name}})
		if err != nil {
			return err
		}
		sealed = true
		return tx.Bump()
	})
	if err != nil {
		return err
	}
	if sealed {
		l.publish(context.WithoutCancel(ctx))
	}
	return nil
}

// newestLists are the rows of the lists that stand, by name.
func newestLists(v store.View) (map[string]store.Row, error) {
	newest := make(map[string]store.Row)
	page := func(after int64, n int) ([]store.Row, error) { return v.Rows(store.Places, after, n) }
	for row, err := range pages(page, rowLeaf) {
		if err == nil {
			err = row.Err
		}
		if err != nil {
			return nil, err
		}
		if len(row.Original) != len(report.Digest{}) {
			return nil, Damaged("a list of places names its original by %d bytes", len(row.Original))
		}
		newest[row.Values[0]] = row
	}
	return newest, nil
}

// Places are the lists that stand, in the order of their names, and then those that an older version kept and nobody
// sealed since. ErrDamaged where one is not what was sealed.
func (l *Ledger) Places(ctx context.Context) ([][]byte, error) {
	var newest map[string]store.Row
	err := l.view(ctx, func(v store.View) (err error) {
		newest, err = newestLists(v)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read places: %w", err)
	}
	var lists [][]byte
	for _, name := range slices.Sorted(maps.Keys(newest)) {
		data, err := blob.Read(ctx, l.blobs, report.Digest(newest[name].Original))
		if err != nil {
			return nil, fmt.Errorf("read places: %w", Translate(err))
		}
		lists = append(lists, data)
	}
	old, err := l.oldLists(newest)
	for _, list := range old {
		lists = append(lists, list.Data)
	}
	return lists, err
}

// UnsealedPlaces are the lists that an older version kept and nobody sealed since.
func (l *Ledger) UnsealedPlaces(ctx context.Context) (lists []OldList, err error) {
	err = l.view(ctx, func(v store.View) error {
		newest, err := newestLists(v)
		if err != nil {
			return err
		}
		lists, err = l.oldLists(newest)
		return err
	})
	return lists, err
}

func (l *Ledger) oldLists(sealed map[string]store.Row) ([]OldList, error) {
	if l.oldPlaces == nil {
		return nil, nil
	}
	lists, err := l.oldPlaces(slices.Collect(maps.Keys(sealed)))
	if err != nil {
		return nil, fmt.Errorf("read places: %w", err)
	}
	return lists, nil
}
