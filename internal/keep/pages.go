package keep

import (
	"context"
	"iter"

	"firsthand/internal/keep/store"
)

// view runs f on the store as it is at one moment.
func (l *Ledger) view(ctx context.Context, f func(store.View) error) error {
	return Translate(l.store.View(ctx, f))
}

// update runs f in a transaction that writes.
func (l *Ledger) update(ctx context.Context, f func(store.Tx) error) error {
	return Translate(l.store.Update(ctx, f))
}

// pageSize is how many rows are held in memory at a time while a table is gone through.
const pageSize = 32

// pages goes through rows in ledger order, asking for a page at a time.
func pages[T any](page func(after int64, n int) ([]T, error), leaf func(T) int64) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for after := int64(-1); ; {
			got, err := page(after, pageSize)
			if err != nil {
				var none T
				yield(none, Translate(err))
				return
			}
			for _, row := range got {
				if !yield(row, nil) {
					return
				}
				after = leaf(row)
			}
			if len(got) < pageSize {
				return
			}
		}
	}
}

// walk is pages with a transaction for each page: it holds none while its consumer works, so the consumer may read and
// write the ledger as it likes; rows added meanwhile come at the end.
func walk[T any](ctx context.Context, l *Ledger, page func(v store.View, after int64, n int) ([]T, error), leaf func(T) int64) iter.Seq2[T, error] {
	return pages(func(after int64, n int) (got []T, err error) {
		err = l.store.View(ctx, func(v store.View) error {
			got, err = page(v, after, n)
			return err
		})
		return got, err
	}, leaf)
}

func rowLeaf(r store.Row) int64         { return r.Leaf }
func sealedLeaf(s store.Sealed) int64   { return s.Leaf }
func readingLeaf(g store.Reading) int64 { return g.Leaf }
func leafNumber(l store.Leaf) int64     { return l.Number }
