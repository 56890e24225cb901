package keeptest

import (
	"context"
	"fmt"

	"firsthand/internal/keep/store"
)

// faultyStore is a store whose transactions can be made to fail at every step of writing.
type faultyStore struct {
	store.Store
	faults *Faults
}

// Update implements store.Store. A commit fails in two ways: it is refused, and it happens and nobody is told.
func (s faultyStore) Update(ctx context.Context, f func(store.Tx) error) error {
	if err := s.faults.At("begin"); err != nil {
		return err
	}
	err := s.Store.Update(ctx, func(tx store.Tx) error {
		if err := f(faultyTx{tx, s.faults}); err != nil {
			return err
		}
		return s.faults.At("commit, refused")
	})
	if err != nil {
		return err
	}
	if err := s.faults.At("commit, done and not told"); err != nil {
		return fmt.Errorf("%w: %w", store.ErrUnknown, err)
	}
	return nil
}

// View implements store.Store.
func (s faultyStore) View(ctx context.Context, f func(store.View) error) error {
	if err := s.faults.At("begin to read"); err != nil {
		return err
	}
	return s.Store.View(ctx, f)
}

type faultyTx struct {
	store.Tx
	faults *Faults
}

func (t faultyTx) Checkpoint() (int64, []byte, error) {
	if err := t.faults.At("read the checkpoint"); err != nil {
		return 0, nil, err
	}
	return t.Tx.Checkpoint()
}

func (t faultyTx) HashRange(start, end int64) (map[int64][]byte, error) {
	if err := t.faults.At("read hashes"); err != nil {
		return nil, err
	}
	return t.Tx.HashRange(start, end)
}

func (t faultyTx) AddLeaf(number int64, data []byte) error {
	if err := t.faults.At("write a leaf"); err != nil {
		return err
	}
	return t.Tx.AddLeaf(number, data)
}

func (t faultyTx) AddHashes(first int64, hashes [][]byte) error {
	if err := t.faults.At("write hashes"); err != nil {
		return err
	}
	return t.Tx.AddHashes(first, hashes)
}

func (t faultyTx) SetCheckpoint(size int64, note []byte) error {
	if err := t.faults.At("write the checkpoint"); err != nil {
		return err
	}
	return t.Tx.SetCheckpoint(size, note)
}

func (t faultyTx) Insert(kind store.Kind, row store.Row) error {
	if err := t.faults.At("write a row"); err != nil {
		return err
	}
	return t.Tx.Insert(kind, row)
}

func (t faultyTx) PutReading(r store.Reading) (bool, error) {
	if err := t.faults.At("write a reading"); err != nil {
		return false, err
	}
	return t.Tx.PutReading(r)
}

func (t faultyTx) Bump() error {
	if err := t.faults.At("count the change"); err != nil {
		return err
	}
	return t.Tx.Bump()
}
