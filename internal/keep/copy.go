package keep

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/blob"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// Copied is what was copied.
type Copied struct {
	Records   int64
	Originals int
	Readings  int
	Outside   int // things that others said of the log
}

// CopyTo writes everything that the ledger holds at this moment into the parts of an empty one, whatever engines both
// stand on: the same leaves, hashes and checkpoint, so that every proof, stamp and cosignature holds there too. The
// parts have the ledger's public key; the private one need not be there, and then only this ledger goes on. Then all
// that was written is read again and verified, against this ledger's checkpoint; ErrDamaged where it is not what was
// sealed.
//
// progress, unless nil, is told how many of how many records, originals and readings are written.
func (l *Ledger) CopyTo(ctx context.Context, to Parts, progress func(done, total int)) (Copied, error) {
	c := &copying{ctx: ctx, from: l, to: to, progress: progress}
	if err := c.run(); err != nil {
		return c.copied, fmt.Errorf("copy the ledger: %w", Translate(err))
	}
	return c.copied, nil
}

// copying is one run of CopyTo.
type copying struct {
	ctx      context.Context
	from     *Ledger
	to       Parts
	view     store.View // of what is copied
	note     []byte
	counts   store.Counts
	copied   Copied
	done     int
	progress func(done, total int)
}

func (c *copying) run() error {
	target := New(c.to)
	if c.from.keys.verifier == nil {
		return c.from.keyErr
	}
	if target.keys.public != c.from.keys.public {
		return fmt.Errorf("%w: what is copied to has another public key", ErrInvalid)
	}
	if old, err := c.from.UnsealedPlaces(c.ctx); err != nil || len(old) > 0 {
		return errors.Join(err, WithHint("run `firsthand places` on it once: that seals them", "an older version left lists of places in it that nothing seals"))
	}
	err := c.from.view(c.ctx, func(v store.View) error {
		c.view = v
		return c.write()
	})
	if err != nil {
		return err
	}
	if err := c.to.Anchor.Publish(c.ctx, c.note); err != nil {
		return err
	}
	if err := c.outside(target); err != nil {
		return err
	}
	return c.verify(target)
}

func (c *copying) tick(n int) {
	c.done += n
	if c.progress != nil {
		total := c.counts.Leaves + c.counts.Reports + c.counts.Places + c.counts.Readings
		c.progress(min(c.done, total), total)
	}
}

// write copies originals first, as adding does, and then everything that stands in the database, in one transaction.
func (c *copying) write() (err error) {
	if c.copied.Records, c.note, err = readCheckpoint(c.view); err != nil {
		return err
	}
	if c.counts, err = c.view.Count(); err != nil {
		return err
	}
	c.copied.Readings = c.counts.Readings
	if err := c.originals(); err != nil {
		return err
	}
	return c.to.Store.Update(c.ctx, func(tx store.Tx) error {
		end, err := tx.End()
		if err != nil {
			return err
		}
		if _, note, err := tx.Checkpoint(); err == nil && bytes.Equal(note, c.note) {
			return nil // a copy that ended on its way had come so far
		}
		if end > 0 {
			return WithHint("copy to an empty place", "%w: there are other records where it should be copied to", ErrExists)
		}
		c.done = c.copied.Originals // it may run again
		for _, step := range []func(store.Tx) error{c.log, c.rows, c.readings} {
			if err := step(tx); err != nil {
				return err
			}
		}
		return errors.Join(tx.SetCheckpoint(c.copied.Records, c.note), tx.Bump())
	})
}

// batchOf is how many bytes of originals are held in memory at a time.
const batchOf = 16 << 20

func (c *copying) originals() error {
	var batch []blob.Blob
	size := 0
	flush := func() error {
		err := c.to.Blobs.Put(c.ctx, batch)
		c.tick(len(batch))
		batch, size = nil, 0
		return err
	}
	known := make(map[report.Digest]bool)
	for _, kind := range []store.Kind{store.Reports, store.Places} {
		page := func(after int64, n int) ([]store.Row, error) { return c.view.Rows(kind, after, n) }
		for row, err := range pages(page, rowLeaf) {
			if err = errors.Join(err, row.Err); err != nil {
				return err
			}
			if len(row.Original) != len(report.Digest{}) {
				return Damaged("%s names its original by %d bytes", shown(row.ID), len(row.Original))
			}
			digest := report.Digest(row.Original)
			if known[digest] {
				continue
			}
			known[digest] = true
			data, err := blob.Read(c.ctx, c.from.blobs, digest)
			if err != nil {
				return err
			}
			batch = append(batch, blob.Blob{Digest: digest, Data: data})
			c.copied.Originals++
			if size += len(data); size >= batchOf || len(batch) == pageSize {
				if err := flush(); err != nil {
					return err
				}
			}
		}
	}
	return flush()
}

// stretchOf is how many leaves or hashes are asked for at a time.
const stretchOf = 512

func (c *copying) log(tx store.Tx) error {
	for start := int64(0); start < c.copied.Records; start += stretchOf {
		leaves, err := c.view.LeafRange(start, min(start+stretchOf, c.copied.Records))
		if err != nil {
			return err
		}
		for number := start; number < min(start+stretchOf, c.copied.Records); number++ {
			data, ok := leaves[number]
			if !ok {
				return Damaged("leaf %d is missing", number)
			}
			if err := tx.AddLeaf(number, data); err != nil {
				return err
			}
		}
		c.tick(len(leaves))
	}
	count := tlog.StoredHashCount(c.copied.Records)
	for start := int64(0); start < count; start += stretchOf {
		hashes, err := c.view.HashRange(start, min(start+stretchOf, count))
		if err != nil {
			return err
		}
		var run [][]byte
		for number := start; number < min(start+stretchOf, count); number++ {
			hash, ok := hashes[number]
			if !ok {
				return Damaged("tree hash %d is missing", number)
			}
			run = append(run, hash)
		}
		if err := tx.AddHashes(start, run); err != nil {
			return err
		}
	}
	return nil
}

func (c *copying) rows(tx store.Tx) error {
	for _, kind := range store.Kinds {
		page := func(after int64, n int) ([]store.Row, error) { return c.view.Rows(kind, after, n) }
		for row, err := range pages(page, rowLeaf) {
			if err = errors.Join(err, row.Err); err != nil {
				return err
			}
			if err := tx.Insert(kind, row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *copying) readings(tx store.Tx) error {
	for g, err := range pages(c.view.Readings, func(g store.Reading) int64 { return g.Leaf }) {
		if err = errors.Join(err, g.Err); err != nil {
			return err
		}
		if _, err := tx.PutReading(g); err != nil {
			return err
		}
		c.tick(1)
	}
	return nil
}

// outside copies what others said of the log.
func (c *copying) outside(target *Ledger) error {
	names, err := c.from.shelf.Names(c.ctx)
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := c.from.shelf.Get(c.ctx, name)
		if err != nil {
			return err
		}
		if err := target.shelf.Put(c.ctx, name, data); err != nil {
			return err
		}
		c.copied.Outside++
	}
	return nil
}

// verify reads everything again that was written.
func (c *copying) verify(target *Ledger) error {
	found, err := target.Verify(c.ctx, nil, c.note)
	if err != nil {
		return err
	}
	for _, f := range found {
		if !f.Harmless() {
			return Damaged("what was written is not what was sealed: %v", f)
		}
	}
	note, err := target.Checkpoint(c.ctx)
	if err != nil {
		return err
	}
	var counts store.Counts
	err = target.view(c.ctx, func(v store.View) (err error) {
		counts, err = v.Count()
		return err
	})
	if err == nil && (counts != c.counts || !bytes.Equal(note, c.note)) {
		return Damaged("what was written is less or more than what was read")
	}
	return err
}
