package keep

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"net/url"
	"path/filepath"
	"runtime"
	"strconv"
	"time"
)

// busyTimeout is how long a writer waits for another process to finish its transaction. A batch of a hundred reports takes
// a tenth of a second. Only tests change it.
var busyTimeout = 10 * time.Second

// openDatabase opens the two pools of a ledger's database: one connection that writes, so that writers of this process
// queue in database/sql and not in SQLite's lock, and several that read beside it. The file must exist.
func openDatabase(path string) (writer, reader *sql.DB, err error) {
	writer, err = sql.Open("sqlite", dsn(path, url.Values{"_txlock": {"immediate"}}))
	if err != nil {
		return nil, nil, fmt.Errorf("open database: %w", err)
	}
	reader, err = sql.Open("sqlite", dsn(path, url.Values{"_query_only": {"1"}}))
	if err != nil {
		writer.Close()
		return nil, nil, fmt.Errorf("open database: %w", err)
	}
	writer.SetMaxOpenConns(1)
	readers := max(4, runtime.GOMAXPROCS(0))
	reader.SetMaxOpenConns(readers)
	reader.SetMaxIdleConns(readers)
	return writer, reader, nil
}

// dsn names the database at path with the settings that every connection has: a commit is on the disk when it returns
// (FULL), readers do not wait for the writer (WAL), references are checked, and nothing that the schema of an altered
// file could name is run as if it were ours (trusted_schema, defensive).
func dsn(path string, more url.Values) string {
	query := url.Values{
		"mode":          {"rw"}, // never make one: a missing database is damage
		"_busy_timeout": {strconv.FormatInt(busyTimeout.Milliseconds(), 10)},
		"_journal_mode": {"WAL"},
		"_synchronous":  {"FULL"},
		"_foreign_keys": {"1"},
		"_defensive":    {"1"},
		"_dqs":          {"0"},
		"_pragma":       {"trusted_schema(0)", "cell_size_check(1)"},
	}
	for key, values := range more {
		query[key] = values
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: query.Encode()}
	return u.String()
}

// querier is what reading needs of a *sql.DB or a *sql.Tx.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// write runs f in a transaction that holds SQLite's write lock from its first moment, and commits what it did unless it
// returns an error.
func (l *Ledger) write(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := l.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin to write: %w", translate(err))
	}
	defer tx.Rollback() // does nothing after a commit
	if err := f(tx); err != nil {
		return translate(err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", translate(err))
	}
	return nil
}

// snapshot runs f in a transaction that only reads and sees the ledger as it was at its first query, whatever is written
// meanwhile.
func (l *Ledger) snapshot(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := l.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("begin to read: %w", translate(err))
	}
	defer tx.Rollback()
	return translate(f(tx))
}

// pageSize is how many rows are held in memory at a time while a table is gone through.
const pageSize = 32

// pages goes through rows in ledger order. It asks for a page at a time and holds no connection while its consumer works,
// so the consumer may read and write the ledger as it likes; rows added meanwhile come at the end.
//
// query must order by leaf, and take the leaf to start after as $1 and the number of rows as $2; args begin at $3. scan
// returns an error of the row in err and one that ends the walk in broken.
func pages[T any](ctx context.Context, db querier, query string, scan func(*sql.Rows) (leaf int64, v T, err, broken error), args ...any) iter.Seq2[T, error] {
	type row struct {
		v   T
		err error
	}
	page := func(after int64) (got []row, last int64, err error) {
		rows, err := db.QueryContext(ctx, query, append([]any{after, pageSize}, args...)...)
		if err != nil {
			return nil, 0, err
		}
		defer rows.Close()
		for rows.Next() {
			leaf, v, err, broken := scan(rows)
			if broken != nil {
				return nil, 0, broken
			}
			got, last = append(got, row{v, err}), leaf
		}
		return got, last, rows.Err()
	}
	return func(yield func(T, error) bool) {
		for after := int64(-1); ; {
			got, last, err := page(after)
			if err != nil {
				var none T
				yield(none, translate(err))
				return
			}
			for _, r := range got {
				if !yield(r.v, r.err) {
					return
				}
			}
			if len(got) < pageSize {
				return
			}
			after = last
		}
	}
}
