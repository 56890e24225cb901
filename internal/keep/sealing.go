package keep

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/durable"
	"firsthand/internal/keep/seal"
)

// seal appends records to the log inside the transaction that writes what they seal: leaves, tree hashes and a newly signed
// checkpoint. It returns the number of the first leaf; the others follow it.
//
// It refuses to extend a log that is not the one last signed, so a key never signs two histories that part.
func (l *Ledger) seal(ctx context.Context, tx *sql.Tx, records []seal.Record) (first int64, err error) {
	if l.keyErr != nil {
		return 0, l.keyErr
	}
	frontier, err := l.resume(ctx, tx)
	if err != nil {
		return 0, err
	}
	first = frontier.Size()

	addLeaf, err := tx.PrepareContext(ctx, `INSERT INTO leaf (number, data) VALUES ($1, $2)`)
	if err != nil {
		return 0, fmt.Errorf("write leaves: %w", err)
	}
	defer addLeaf.Close()
	addHash, err := tx.PrepareContext(ctx, `INSERT INTO tree_hash (number, hash) VALUES ($1, $2)`)
	if err != nil {
		return 0, fmt.Errorf("write tree hashes: %w", err)
	}
	defer addHash.Close()
	for _, r := range records {
		data := r.Encode()
		number := frontier.Size()
		if _, err := addLeaf.ExecContext(ctx, number, data); err != nil {
			return 0, fmt.Errorf("write leaf %d: %w", number, err)
		}
		hashes, err := frontier.Append(tlog.RecordHash(data))
		if err != nil {
			return 0, err
		}
		at := tlog.StoredHashIndex(0, number)
		for i, hash := range hashes {
			if _, err := addHash.ExecContext(ctx, at+int64(i), hash[:]); err != nil {
				return 0, fmt.Errorf("write tree hash %d: %w", at+int64(i), err)
			}
		}
	}

	root, err := frontier.Root()
	if err != nil {
		return 0, err
	}
	signed, err := seal.Sign(seal.Checkpoint{Origin: l.keys.signer.Name(), Size: frontier.Size(), Root: root}, l.keys.signer)
	if err != nil {
		return 0, err
	}
	if _, err := tx.ExecContext(ctx, `UPDATE checkpoint SET size = $1, note = $2 WHERE only = 1`, frontier.Size(), string(signed)); err != nil {
		return 0, fmt.Errorf("write the checkpoint: %w", err)
	}
	return first, nil
}

// resume takes up the log where it was last signed. It fails with ErrDamaged unless the stored tree is the one signed in
// the database and extends the one signed in the checkpoint file.
func (l *Ledger) resume(ctx context.Context, tx *sql.Tx) (*seal.Frontier, error) {
	inDatabase, err := readCheckpoint(ctx, tx)
	if err != nil {
		return nil, err
	}
	last, err := seal.OpenCheckpoint(inDatabase, l.keys.verifier)
	if err != nil {
		return nil, damaged("the checkpoint in its database: %v", err)
	}
	var leaves int64
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(number) + 1, 0) FROM leaf`).Scan(&leaves); err != nil {
		return nil, fmt.Errorf("count leaves: %w", err)
	}
	if leaves != last.Size {
		return nil, damaged("it signed %d leaves and has %d", last.Size, leaves)
	}
	stored := storedHashes{ctx, tx}
	frontier, err := seal.ResumeFrontier(leaves, stored)
	if err != nil {
		return nil, translate(err)
	}
	root, err := frontier.Root()
	if err != nil {
		return nil, err
	}
	if root != last.Root {
		return nil, damaged("the stored hashes of its %d leaves do not give the root it signed", leaves)
	}

	inFile, err := os.ReadFile(l.path(checkpointFile))
	if err != nil {
		return nil, damaged("its file %s cannot be read: %v", checkpointFile, withoutPath(err))
	}
	if bytes.Equal(inFile, inDatabase) {
		return frontier, nil
	}
	before, err := seal.OpenCheckpoint(inFile, l.keys.verifier)
	if err != nil {
		return nil, damaged("its file %s: %v", checkpointFile, err)
	}
	if before.Size > leaves {
		return nil, damaged("its file %s is signed for %d leaves, the database has %d", checkpointFile, before.Size, leaves)
	}
	root, err = tlog.TreeHash(before.Size, stored)
	if err != nil {
		return nil, translate(err)
	}
	if root != before.Root {
		return nil, damaged("its first %d leaves are not those signed in its file %s", before.Size, checkpointFile)
	}
	return frontier, nil
}

// publish writes the newest checkpoint of the database to its file, after the commit that made it. A crash in between leaves
// the file behind the database, which is as it should be: the next commit brings it up. The file is never ahead, so a
// database that has fewer leaves than the file says has lost some.
//
// Writing under the database's write lock keeps two processes from putting an older checkpoint over a newer one.
func (l *Ledger) publish(ctx context.Context) error {
	tx, err := l.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("write the checkpoint file: %w", translate(err))
	}
	defer tx.Rollback() // nothing was written
	signed, err := readCheckpoint(ctx, tx)
	if err != nil {
		return fmt.Errorf("write the checkpoint file: %w", translate(err))
	}
	// The directory is not synced: were the new name lost, the whole older file would stand there, see above.
	if err := durable.Write(l.path(incomingDir), l.path(checkpointFile), signed, 0o600); err != nil {
		return fmt.Errorf("write the checkpoint file: %w", withoutPath(err))
	}
	return nil
}

func readCheckpoint(ctx context.Context, db querier) ([]byte, error) {
	var signed string
	err := db.QueryRowContext(ctx, `SELECT note FROM checkpoint WHERE only = 1`).Scan(&signed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, damaged("its database has no checkpoint")
	}
	if err != nil {
		return nil, fmt.Errorf("read the checkpoint: %w", err)
	}
	return []byte(signed), nil
}

// bump counts one more transaction that changed the ledger, see [Ledger.Version].
func bump(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `UPDATE change SET number = number + 1 WHERE only = 1`); err != nil {
		return fmt.Errorf("count the change: %w", err)
	}
	return nil
}

// storedHashes reads the stored hashes of the tree.
type storedHashes struct {
	ctx context.Context
	db  querier
}

// ReadHashes implements tlog.HashReader.
func (s storedHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		var b []byte
		err := s.db.QueryRowContext(s.ctx, `SELECT hash FROM tree_hash WHERE number = $1`, index).Scan(&b)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return nil, damaged("tree hash %d is missing", index)
		case err != nil:
			return nil, fmt.Errorf("read tree hash %d: %w", index, err)
		case len(b) != tlog.HashSize:
			return nil, damaged("tree hash %d has %d bytes", index, len(b))
		}
		hashes[i] = tlog.Hash(b)
	}
	return hashes, nil
}

// readBlobs reads a stretch of numbered blobs: leaves or hashes.
func readBlobs(ctx context.Context, db querier, query string, start, end int64) (map[int64][]byte, error) {
	rows, err := db.QueryContext(ctx, query, start, end)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	blobs := make(map[int64][]byte)
	for rows.Next() {
		var number int64
		var blob []byte
		if err := rows.Scan(&number, &blob); err != nil {
			return nil, err
		}
		blobs[number] = blob
	}
	return blobs, rows.Err()
}
