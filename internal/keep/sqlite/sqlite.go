// Package sqlite keeps a ledger's records in a SQLite database, one file.
//
// SQLite's write lock orders the writers of all processes: a second one waits for it as long as [Options.Busy] says.
// Readers never wait (WAL). A commit is on the disk when it returns (synchronous=FULL).
//
// The queries are written by hand. A generator (sqlc) was weighed: its input would be these thirty statements, which
// run on PostgreSQL as they stand because they take $1 placeholders and only what both engines know; its output would
// be types of one table each, which would then be copied into those of package store, with a code generator to install
// and a second description of the schema to keep in step.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	engine "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"firsthand/internal/keep/store"
)

// Options change how a database is used. The zero Options are what a ledger uses.
type Options struct {
	// Busy is how long a writer waits for another process to finish its transaction; 10 seconds where it is zero. A
	// batch of a hundred reports takes a tenth of a second.
	Busy time.Duration
	// AsItIs opens a database of an older schema as a copy, and not by changing it.
	AsItIs bool
}

func (o Options) busy() time.Duration {
	if o.Busy == 0 {
		return 10 * time.Second
	}
	return o.Busy
}

// DB is a [store.Store].
type DB struct {
	path     string
	file     os.FileInfo // of the file at path when it was opened; nil where it does not matter
	readOnly bool
	copied   string // a folder with a copy of the database that is used instead; "" where there is none

	writer *sql.DB // one connection, so that writers of this process queue in database/sql and not in SQLite's lock
	reader *sql.DB
}

// Create makes the tables of a new ledger in the file at path, which must exist and be empty, and opens it.
func Create(ctx context.Context, path string, o Options) (*DB, error) {
	db, err := pools(path, o)
	if err != nil {
		return nil, err
	}
	if err := Up(ctx, db.writer); err != nil {
		db.Close()
		return nil, translate(err)
	}
	return db, nil
}

// Open opens the database of a ledger and brings it to the schema of this program: store.ErrNewer where a newer one
// made it, store.ErrBusy where another process holds it to itself, store.ErrDamaged where it cannot be read or is of
// something else. The file must exist.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	file, err := os.Stat(path)
	if err != nil {
		return nil, withoutPath(err)
	}
	db, err := pools(path, o)
	if err != nil {
		return nil, err
	}
	db.file = file
	if version, err := Version(ctx, db.reader); o.AsItIs && err == nil && version < Latest() {
		db.Close()
		return openCopy(ctx, path, Options{Busy: o.Busy})
	}
	if err := db.migrate(ctx); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// migrate brings the database to the schema of this program.
func (db *DB) migrate(ctx context.Context) error {
	version, err := Version(ctx, db.reader)
	if err == nil && version < Latest() {
		if err = Up(ctx, db.writer); err == nil {
			version, err = Version(ctx, db.reader)
		}
	}
	switch {
	case isSQLError(err):
		return notALedger(err)
	case err != nil:
		return translate(err)
	case version < Latest():
		return fmt.Errorf("%w: it says that it lacks tables that it has", store.ErrDamaged)
	}
	return nil
}

func notALedger(err error) error {
	return fmt.Errorf("%w: it does not have the tables of a ledger: %w", store.ErrDamaged, err)
}

// pools opens one connection that writes and several that read beside it.
func pools(path string, o Options, more ...string) (*DB, error) {
	extra := func(of url.Values) url.Values {
		for i := 0; i+1 < len(more); i += 2 {
			of[more[i]] = []string{more[i+1]}
		}
		return of
	}
	writer, err := sql.Open("sqlite", dsn(path, o, extra(url.Values{"_txlock": {"immediate"}})))
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	reader, err := sql.Open("sqlite", dsn(path, o, extra(url.Values{"_query_only": {"1"}})))
	if err != nil {
		writer.Close()
		return nil, fmt.Errorf("open database: %w", err)
	}
	writer.SetMaxOpenConns(1)
	readers := max(4, runtime.GOMAXPROCS(0))
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	return &DB{path: path, writer: writer, reader: reader}, nil
}

// dsn names the database at path with the settings that every connection has: a commit is on the disk when it returns
// (FULL), readers do not wait for the writer (WAL), references are checked, and nothing that the schema of an altered
// file could name is run as if it were ours (trusted_schema, defensive).
func dsn(path string, o Options, more url.Values) string {
	query := url.Values{
		"mode":          {"rw"}, // never make one: a missing database is damage
		"_busy_timeout": {strconv.FormatInt(o.busy().Milliseconds(), 10)},
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_foreign_keys": {"1"},
		"_defensive":    {"1"},
		"_dqs":          {"0"},
		"_pragma":       {"trusted_schema(0)", "cell_size_check(1)"},
	}
	for key, values := range more {
		if query[key] = values; values[0] == "" {
			delete(query, key)
		}
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: query.Encode()}
	return u.String()
}

// Close implements [store.Store]. The writer goes last: the connection that closes last moves the write-ahead log into
// the database.
func (db *DB) Close() error {
	err := errors.Join(db.reader.Close(), db.writer.Close())
	if db.copied != "" {
		err = errors.Join(err, os.RemoveAll(db.copied))
	}
	return err
}

// ReadOnly implements [store.Store].
func (db *DB) ReadOnly() bool { return db.readOnly }

// stillThere looks whether the file that was opened is still the one at its path: a backup that is put in the place of
// an open ledger gets another file, and what is written to the old one is lost.
func (db *DB) stillThere() error {
	if db.file == nil {
		return nil
	}
	now, err := os.Stat(db.path)
	if err != nil || !os.SameFile(db.file, now) {
		return store.ErrReplaced
	}
	return nil
}

// Update implements [store.Store] with a transaction that holds SQLite's write lock from its first moment.
func (db *DB) Update(ctx context.Context, f func(store.Tx) error) error {
	if db.readOnly {
		return store.ErrReadOnly
	}
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin to write: %w", translate(err))
	}
	defer tx.Rollback() // does nothing after a commit
	if err := db.stillThere(); err != nil {
		return err
	}
	t := &writing{view: view{ctx, tx}}
	defer t.close()
	if err := f(t); err != nil {
		return err
	}
	if err := db.stillThere(); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", commitError(err))
	}
	return nil
}

// View implements [store.Store].
func (db *DB) View(ctx context.Context, f func(store.View) error) error {
	tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin to read: %w", translate(err))
	}
	defer tx.Rollback()
	if err := db.stillThere(); err != nil {
		return err
	}
	return f(view{ctx, tx})
}

// commitError is a failed commit as the store's errors have it. A busy or full database, or a context that is done,
// left the transaction to be rolled back. After a failed write or sync of the log nobody can tell: its last page may be
// on the disk, and the next to open the database then takes the transaction for committed.
func commitError(err error) error {
	var failed *engine.Error
	if errors.As(err, &failed) && leavesOpen(failed.Code()) {
		return fmt.Errorf("%w: %w", store.ErrUnknown, translate(err))
	}
	return translate(err)
}

// leavesOpen reports whether a commit that failed with that code may have happened all the same.
func leavesOpen(code int) bool {
	switch code & 0xff {
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED, codes.SQLITE_FULL, codes.SQLITE_CONSTRAINT:
		return false
	}
	return true
}

// translate gives errors of SQLite the meaning that a store's errors have.
func translate(err error) error {
	var failed *engine.Error
	switch {
	case err == nil, errors.Is(err, store.ErrBusy), errors.Is(err, store.ErrDamaged):
		return err
	case errors.Is(err, sql.ErrNoRows):
		return store.ErrNotFound
	case errors.Is(err, ErrNewer):
		return fmt.Errorf("%w: %w", store.ErrNewer, err)
	case !errors.As(err, &failed):
		return err
	}
	switch failed.Code() & 0xff {
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return fmt.Errorf("%w: %w", store.ErrBusy, err)
	case codes.SQLITE_CORRUPT, codes.SQLITE_NOTADB:
		return fmt.Errorf("%w: it cannot be read: %w", store.ErrDamaged, err)
	case codes.SQLITE_CONSTRAINT:
		// No statement of ours breaks a constraint on tables that are as they should be.
		return fmt.Errorf("%w: it refuses what belongs in it: %w", store.ErrDamaged, err)
	}
	return err
}

// isSQLError tells whether the engine found a statement wrong, which for statements of ours means that a table is not
// what it should be.
func isSQLError(err error) bool {
	var failed *engine.Error
	return errors.As(err, &failed) && failed.Code()&0xff == codes.SQLITE_ERROR
}
