package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"firsthand/internal/keep/store"
)

// Update implements [store.Store]. Where the server goes away before the commit, or turns the transaction back, f runs
// again on another connection: nothing of the first time happened.
func (db *DB) Update(ctx context.Context, f func(store.Tx) error) error {
	if db.readOnly {
		return store.ErrReadOnly
	}
	wait := time.NewTimer(db.patience)
	defer wait.Stop()
	select {
	case db.turn <- struct{}{}:
		defer func() { <-db.turn }()
	case <-ctx.Done():
		return ctx.Err()
	case <-wait.C:
		return fmt.Errorf("begin to write: %w", store.ErrBusy)
	}
	return db.persist(ctx, func() (again bool, err error) { return db.updateOnce(ctx, f) })
}

// beginWriting takes the lock that orders all writers before anything is read, and reads under it. A server that need
// not wait for its disk at a commit is told to. One whose client stands still gives the lock back after two minutes.
const beginWriting = `BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE;
	SET LOCAL lock_timeout = %d;
	SET LOCAL idle_in_transaction_session_timeout = 120000;
	SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') IN ('off', 'local');
	SELECT 'leaf'::regclass::oid FROM change WHERE one = 1 FOR UPDATE`

func (db *DB) updateOnce(ctx context.Context, f func(store.Tx) error) (again bool, err error) {
	c, err := db.pool.connect(ctx)
	if err != nil {
		return passes(err), fmt.Errorf("begin to write: %w", translate(err))
	}
	defer db.pool.put(c) // which rolls back what was not committed
	tables, err := c.simple(ctx, fmt.Sprintf(beginWriting, db.patience.Milliseconds()))
	switch {
	case err != nil:
		return passes(err), fmt.Errorf("begin to write: %w", translate(err))
	case tables == 0:
		return false, fmt.Errorf("begin to write: %w: the row that orders its writers is gone", store.ErrDamaged)
	case tables != db.tables:
		return false, store.ErrReplaced
	}
	w := &writing{view: view{ctx: ctx, c: c}}
	w.before = w.flush
	if err := f(w); err != nil {
		return w.failed != nil && passes(w.failed), err
	}
	if err := w.flush(); err != nil {
		return passes(w.failed), err
	}
	if err := c.commit(ctx); err != nil {
		err := commitError(err)
		code := codeOf(err)
		return code == serializationFailure || code == deadlock || pgconn.SafeToRetry(err), fmt.Errorf("commit: %w", err)
	}
	return false, nil
}

// commitWait is how long the answer to a commit is waited for, whoever has lost interest in it.
const commitWait = 30 * time.Second

func (c *conn) commit(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitWait)
	defer cancel()
	results, err := c.pg.Exec(ctx, `COMMIT`).ReadAll()
	if err != nil {
		return err
	}
	if len(results) != 1 || results[0].CommandTag.String() != "COMMIT" {
		return &pgconn.PgError{Severity: "ERROR", Code: "40000", Message: "a statement failed, and the transaction was rolled back"}
	}
	return nil
}

// writing is a transaction that writes, a [store.Tx]. What it writes goes to the server many statements at a time,
// before the next question is asked or the transaction ends.
type writing struct {
	view
	batch *pgconn.Batch
	rows  int // in the batch,
	size  int // and their bytes
}

const (
	batchRows  = 500
	batchBytes = 4 << 20
)

// exec puts a statement into the batch.
func (w *writing) exec(query string, args ...any) error {
	name, err := w.c.prepared[query], error(nil)
	if name == "" {
		if err := w.flush(); err != nil {
			return err
		}
		if name, err = w.c.statement(w.ctx, query); err != nil {
			return w.fail(err)
		}
	}
	if w.batch == nil {
		w.batch = &pgconn.Batch{}
	}
	values := bind(args)
	w.batch.ExecPrepared(name, values, binaryFormat, binaryFormat)
	w.rows++
	for _, v := range values {
		w.size += len(v)
	}
	if w.rows < batchRows && w.size < batchBytes {
		return nil
	}
	return w.flush()
}

// flush sends the batch.
func (w *writing) flush() error {
	if w.batch == nil {
		return nil
	}
	batch := w.batch
	w.batch, w.rows, w.size = nil, 0, 0
	if err := w.c.pg.ExecBatch(w.ctx, batch).Close(); err != nil {
		return fmt.Errorf("write rows: %w", w.fail(err))
	}
	return nil
}

// AddLeaf implements [store.Tx].
func (w *writing) AddLeaf(number int64, data []byte) error {
	return w.exec(`INSERT INTO leaf (number, data) VALUES ($1, $2)`, number, data)
}

// AddHashes implements [store.Tx].
func (w *writing) AddHashes(first int64, hashes [][]byte) error {
	for i, hash := range hashes {
		if err := w.exec(`INSERT INTO tree_hash (number, hash) VALUES ($1, $2)`, first+int64(i), hash); err != nil {
			return err
		}
	}
	return nil
}

// SetCheckpoint implements [store.Tx].
func (w *writing) SetCheckpoint(size int64, note []byte) error {
	return w.exec(`INSERT INTO checkpoint (one, size, note) VALUES (1, $1, $2)
		ON CONFLICT (one) DO UPDATE SET size = excluded.size, note = excluded.note`, size, string(note))
}

// Insert implements [store.Tx].
func (w *writing) Insert(kind store.Kind, row store.Row) error {
	t := tables[kind]
	if len(row.Values) != len(t.columns) {
		return fmt.Errorf("write a %s: %d values for %d columns", kind, len(row.Values), len(t.columns))
	}
	columns := []string{"leaf", "id", "added", "salt"}
	args := []any{row.Leaf, row.ID, row.Added, row.Salt}
	if t.sealsOriginal {
		columns, args = append(columns, "original"), append(args, row.Original)
	}
	for i, column := range t.columns {
		columns, args = append(columns, column), append(args, row.Values[i])
	}
	places := make([]string, len(columns))
	for i := range places {
		places[i] = fmt.Sprintf("$%d", i+1)
	}
	return w.exec(`INSERT INTO `+t.name+` (`+strings.Join(columns, ", ")+`) VALUES (`+strings.Join(places, ", ")+`)`, args...)
}

// PutReading implements [store.Tx].
func (w *writing) PutReading(r store.Reading) (changed bool, err error) {
	tag, err := w.ask(`INSERT INTO reading (leaf, version, sum, json) VALUES ($1, $2, $3, $4)
		ON CONFLICT (leaf) DO UPDATE SET version = excluded.version, sum = excluded.sum, json = excluded.json
		WHERE reading.version <> excluded.version OR reading.sum <> excluded.sum OR reading.json <> excluded.json`,
		nil, r.Leaf, r.Version, r.Sum, string(r.JSON))
	return tag.RowsAffected() > 0, err
}

// Bump implements [store.Tx].
func (w *writing) Bump() error {
	return w.exec(`UPDATE change SET number = number + 1 WHERE one = 1`)
}
