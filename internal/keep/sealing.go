package keep

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
)

// seal appends records to the log inside the transaction that writes what they seal: leaves, tree hashes and a newly
// signed checkpoint. It returns the number of the first leaf; the others follow it.
//
// It refuses to extend a log that is not the one last signed, so a key never signs two histories that part.
func (l *Ledger) seal(ctx context.Context, tx store.Tx, records []seal.Record) (first int64, err error) {
	r, err := l.signing(tx)
	if err != nil {
		return 0, err
	}
	frontier, err := l.resume(ctx, tx)
	if err != nil {
		return 0, err
	}
	first = frontier.Size()
	for _, record := range records {
		if err := extend(tx, frontier, record.Encode()); err != nil {
			return 0, err
		}
	}
	return first, signRoot(tx, frontier, r.signer)
}

// signRoot signs the log as it has grown.
func signRoot(tx store.Tx, frontier *seal.Frontier, signer note.Signer) error {
	root, err := frontier.Root()
	if err != nil {
		return err
	}
	signed, err := seal.Sign(seal.Checkpoint{Origin: signer.Name(), Size: frontier.Size(), Root: root}, signer)
	if err != nil {
		return err
	}
	return tx.SetCheckpoint(frontier.Size(), signed)
}

// resume takes up the log where it was last signed. It fails with ErrDamaged unless the stored tree is the one signed
// in the database and extends the one signed in the checkpoint file.
func (l *Ledger) resume(ctx context.Context, tx store.Tx) (*seal.Frontier, error) {
	_, inDatabase, err := readCheckpoint(tx)
	if err != nil {
		return nil, err
	}
	keys, err := l.ring(tx)
	if err != nil {
		return nil, err
	}
	last, err := keys.Open(inDatabase)
	if err != nil {
		return nil, Damaged("the checkpoint in its database: %v", err)
	}
	leaves, err := tx.End()
	if err != nil {
		return nil, fmt.Errorf("count leaves: %w", err)
	}
	if seen := l.seen.Load(); leaves < seen {
		return nil, WithHint("end this program and start it again", "%w: it had %d leaves and has %d", ErrReplaced, seen, leaves)
	}
	if leaves != last.Size {
		return nil, Damaged("it signed %d leaves and has %d", last.Size, leaves)
	}
	stored := storedHashes{tx}
	frontier, err := seal.ResumeFrontier(leaves, stored)
	if err != nil {
		return nil, Translate(err)
	}
	root, err := frontier.Root()
	if err != nil {
		return nil, err
	}
	if root != last.Root {
		return nil, Damaged("the stored hashes of its %d leaves do not give the root it signed", leaves)
	}

	inFile, err := l.anchor.Read(ctx)
	if err != nil {
		return nil, Damaged("its file %s cannot be read: %v", l.anchor.Name(), err)
	}
	if bytes.Equal(inFile, inDatabase) {
		return frontier, nil
	}
	before, err := keys.Open(inFile)
	if err != nil {
		return nil, Damaged("its file %s: %v", l.anchor.Name(), err)
	}
	if before.Size > leaves {
		return nil, Damaged("its file %s is signed for %d leaves, the database has %d", l.anchor.Name(), before.Size, leaves)
	}
	root, err = tlog.TreeHash(before.Size, stored)
	if err != nil {
		return nil, Translate(err)
	}
	if root != before.Root {
		return nil, Damaged("its first %d leaves are not those signed in its file %s", before.Size, l.anchor.Name())
	}
	return frontier, nil
}

// publish puts the newest checkpoint of the store at the anchor, after the commit that made it. What was committed is
// sealed whatever happens here, so a failure is only logged: the anchor is then behind the store, as a crash in between
// leaves it, and the next to open the ledger or to write to it brings it up. It is never ahead, so a store that has
// fewer leaves than the anchor says has lost some.
//
// Writing under the store's write lock keeps two processes from putting an older checkpoint over a newer one.
func (l *Ledger) publish(ctx context.Context) {
	err := l.store.Update(ctx, func(tx store.Tx) error {
		size, signed, err := readCheckpoint(tx)
		if err != nil {
			return err
		}
		l.seen.Store(size)
		return l.anchor.Publish(ctx, signed)
	})
	if err != nil {
		l.log.Warn("it is sealed; the checkpoint could not be published, and will be by the next command", "where", l.anchor.Name(), "error", err)
	}
}

// CatchUp publishes the newest checkpoint where the anchor is behind the store, as a crash or a full disk leaves it. It
// publishes nothing where the two do not agree: [Ledger.Verify] names that.
func (l *Ledger) CatchUp(ctx context.Context) error {
	if l.keyErr != nil {
		return nil
	}
	published, err := l.anchor.Read(ctx)
	if err != nil {
		return nil // it is gone, which is for Verify to say
	}
	newest, err := l.Checkpoint(ctx)
	if err != nil || bytes.Equal(published, newest) {
		return nil
	}
	err = l.update(ctx, func(tx store.Tx) error {
		if _, err := l.resume(ctx, tx); err != nil {
			return err
		}
		_, signed, err := readCheckpoint(tx)
		if err != nil {
			return err
		}
		return l.anchor.Publish(ctx, signed)
	})
	if err != nil && !errors.Is(err, ErrDamaged) {
		return fmt.Errorf("publish the newest checkpoint: %w", err)
	}
	return nil
}

// readCheckpoint is the newest signed note that the store holds, and the size that stands beside it.
func readCheckpoint(v store.View) (size int64, signed []byte, err error) {
	size, signed, err = v.Checkpoint()
	if notFound(err) {
		return 0, nil, Damaged("its database has no checkpoint")
	}
	if err != nil {
		return 0, nil, fmt.Errorf("read the checkpoint: %w", err)
	}
	return size, signed, nil
}

// storedHashes reads the stored hashes of the tree.
type storedHashes struct{ view store.View }

// ReadHashes implements tlog.HashReader.
func (s storedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found, err := s.view.HashRange(index, index+1)
		b := found[index]
		switch {
		case err != nil:
			return nil, fmt.Errorf("read tree hash %d: %w", index, err)
		case b == nil:
			return nil, Damaged("tree hash %d is missing", index)
		case len(b) != tlog.HashSize:
			return nil, Damaged("tree hash %d has %d bytes", index, len(b))
		}
		hashes[i] = tlog.Hash(b)
	}
	return hashes, nil
}
