package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	engine "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// NotWritable reports whether a database could not be opened because nothing can be written where it lies: SQLite needs
// files beside it even to read. [OpenReadOnly] may do.
func NotWritable(err error) bool {
	var failed *engine.Error
	if !errors.As(err, &failed) {
		return false
	}
	switch failed.Code() & 0xff {
	case codes.SQLITE_READONLY, codes.SQLITE_CANTOPEN, codes.SQLITE_PERM, codes.SQLITE_FULL, codes.SQLITE_IOERR:
		return true
	}
	return false
}

// OpenReadOnly opens the database of a ledger without writing anything beside it, as one whose file does not change.
//
// Where the file alone is not the whole of it (a write-ahead log with commits lies beside it, as a crash leaves it) or
// it must be brought to a newer schema, a copy in a temporary folder is opened instead, until Close.
func OpenReadOnly(ctx context.Context, path string, o Options) (*DB, error) {
	log, err := os.Stat(path + "-wal")
	if err == nil && log.Size() > 0 {
		return openCopy(ctx, path, o)
	}
	db, err := pools(path, o, "mode", "ro", "immutable", "1", "_journal_mode", "")
	if err != nil {
		return nil, err
	}
	db.readOnly = true
	version, err := Version(ctx, db.reader)
	if err == nil && version == Latest() {
		return db, nil
	}
	db.Close()
	if err == nil {
		return openCopy(ctx, path, o)
	}
	if isSQLError(err) {
		return nil, notALedger(err)
	}
	return nil, translate(err)
}

// openCopy copies a database and its write-ahead log to a temporary folder and opens them there.
func openCopy(ctx context.Context, path string, o Options) (_ *DB, err error) {
	dir, err := os.MkdirTemp("", "firsthand-read-")
	if err != nil {
		return nil, fmt.Errorf("read a copy of the database: %w", withoutPath(err))
	}
	defer func() {
		if err != nil {
			os.RemoveAll(dir)
		}
	}()
	to := filepath.Join(dir, "ledger.db")
	for _, part := range []string{"", "-wal"} {
		if err := copyFile(path+part, to+part); err != nil && !(part != "" && errors.Is(err, fs.ErrNotExist)) {
			return nil, fmt.Errorf("read a copy of the database: %w", withoutPath(err))
		}
	}
	db, err := Open(ctx, to, o)
	if err != nil {
		return nil, err
	}
	db.readOnly, db.copied = true, dir
	return db, nil
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// withoutPath takes the path out of an error of package os.
func withoutPath(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
