// Package postgres keeps a ledger's records in a PostgreSQL database, for a ledger that several machines write: in the
// schema that a connection begins in (search_path), so that one database can hold several.
//
// One row orders the writers of all machines: who writes locks the row of table change first and holds it to the
// commit. Under that lock every statement sees all that was committed before (read committed), so no two writers ever
// extend the same log, and none is turned back with a serialisation failure. Readers see one moment and wait for nobody
// (repeatable read).
//
// It speaks to the server through pgconn, the lower half of pgx: thirty statements with numbers, texts and bytes need
// none of the conversions of the upper half, which are three megabytes of program. For the same reason the steps of the
// schema are applied here and not by goose, which would need package database/sql beside it: PostgreSQL makes and
// changes tables inside a transaction, so that all steps and the number of the last are one.
package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"firsthand/internal/keep/store"
)

// Options change how a database is used. The zero Options are what a ledger uses.
type Options struct {
	// Patience is how long a writer waits for another to finish, and how long a server is waited for that cannot be
	// reached for now, as while it restarts or another takes over; 10 seconds where it is zero.
	Patience time.Duration
	// Look opens the database to be read: it is not brought to a newer schema and Update fails.
	Look bool
}

func (o Options) patience() time.Duration { return cmp.Or(o.Patience, 10*time.Second) }

// DB is a [store.Store].
type DB struct {
	pool     *pool
	patience time.Duration
	readOnly bool
	tables   int64         // the number that the server gave the table of leaves: another is another ledger
	turn     chan struct{} // held by the one goroutine of this process that writes
}

// ErrNone means that the database, or its schema, has no ledger in it.
var ErrNone = errors.New("there is no ledger in the database")

// Open opens the database at a connection string of libpq, brought to the schema of this program: ErrNone where there
// is no ledger, store.ErrNewer where a newer program made it, store.ErrDamaged where it is not one.
func Open(ctx context.Context, connection string, o Options) (*DB, error) {
	db, err := connect(connection, o)
	if err != nil {
		return nil, err
	}
	if err := db.begin(ctx, o); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// Create makes the tables of a new ledger where there are none, and opens it. It is no error where they are there.
func Create(ctx context.Context, connection string, o Options) (*DB, error) {
	db, err := connect(connection, o)
	if err != nil {
		return nil, err
	}
	err = db.with(ctx, func(c *conn) error { return c.up(ctx) })
	if err == nil {
		err = db.begin(ctx, o)
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func connect(connection string, o Options) (*DB, error) {
	config, err := pgconn.ParseConfig(connection)
	if err != nil {
		return nil, errors.New("the address of the database is malformed") // what is wrong would show what it holds
	}
	for name, value := range map[string]string{
		"application_name": "firsthand",
		"client_encoding":  "UTF8",
		// A machine that vanished must not hold the writers' lock until the network notices.
		"tcp_keepalives_idle": "15", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3",
	} {
		if config.RuntimeParams[name] == "" {
			config.RuntimeParams[name] = value
		}
	}
	if config.ConnectTimeout == 0 || config.ConnectTimeout > 2*time.Minute {
		config.ConnectTimeout = 10 * time.Second
	}
	return &DB{pool: newPool(config, max(8, runtime.GOMAXPROCS(0))), patience: o.patience(), turn: make(chan struct{}, 1)}, nil
}

// begin looks at what is there: the version of its schema and whether it can be written.
func (db *DB) begin(ctx context.Context, o Options) error {
	return db.with(ctx, func(c *conn) error {
		version, err := c.version(ctx)
		if err != nil {
			return err
		}
		var standby, writable bool
		err = c.one(ctx, `SELECT pg_is_in_recovery(), has_table_privilege('leaf', 'INSERT')`, func(r row) { standby, writable = r.bool(0), r.bool(1) })
		if err != nil {
			return fmt.Errorf("look at the database: %w", translate(err))
		}
		db.readOnly = o.Look || standby || !writable
		if version < Latest() {
			if db.readOnly {
				return fmt.Errorf("%w: its tables are those of an older version; open it once to write", store.ErrReadOnly)
			}
			if err := c.up(ctx); err != nil {
				return err
			}
		}
		db.tables, err = c.number(ctx, `SELECT 'leaf'::regclass::oid::bigint`)
		return translate(err)
	})
}

// with runs f on a connection outside any transaction of a store, and again on another one while the server cannot be
// reached.
func (db *DB) with(ctx context.Context, f func(*conn) error) error {
	return db.persist(ctx, func() (again bool, err error) {
		c, err := db.pool.take(ctx)
		if err != nil {
			return passes(err), translate(err)
		}
		defer db.pool.put(c)
		err = f(c)
		return err != nil && passes(err), translate(err)
	})
}

// persist runs f again while it says so, with pauses, as long as the patience lasts.
func (db *DB) persist(ctx context.Context, f func() (again bool, err error)) error {
	end := time.Now().Add(db.patience)
	for pause := 5 * time.Millisecond; ; pause = min(2*pause, 500*time.Millisecond) {
		again, err := f()
		if err != nil && ctx.Err() != nil && !errors.Is(err, store.ErrUnknown) {
			return errors.Join(ctx.Err(), err)
		}
		if !again || time.Now().Add(pause).After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

// ReadOnly implements [store.Store].
func (db *DB) ReadOnly() bool { return db.readOnly }

// Close implements [store.Store].
func (db *DB) Close() error {
	db.pool.close()
	return nil
}

// View implements [store.Store].
func (db *DB) View(ctx context.Context, f func(store.View) error) error {
	var c *conn
	err := db.persist(ctx, func() (again bool, err error) {
		if c, err = db.pool.take(ctx); err == nil {
			var tables int64
			tables, err = c.simple(ctx, `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 'leaf'::regclass::oid`)
			if err == nil && tables != db.tables {
				err = store.ErrReplaced
			}
			if err != nil {
				db.pool.put(c)
			}
		}
		return err != nil && passes(err), err
	})
	if err != nil {
		return fmt.Errorf("begin to read: %w", translate(err))
	}
	defer db.pool.put(c) // which ends the transaction
	return f(&view{ctx: ctx, c: c})
}

// Alone keeps every other process from making a ledger in the schema until release is called. store.ErrBusy where
// another is at it for longer than the patience.
func Alone(ctx context.Context, connection string, o Options) (release func(), err error) {
	db, err := connect(connection, o)
	if err != nil {
		return nil, err
	}
	var c *conn
	err = db.persist(ctx, func() (again bool, err error) {
		if c, err = db.pool.take(ctx); err != nil {
			return passes(err), err
		}
		if _, err = c.simple(ctx, fmt.Sprintf(lockMaking, db.patience.Milliseconds())); err != nil {
			db.pool.put(c)
		}
		return err != nil && passes(err), err
	})
	if err != nil {
		db.Close()
		return nil, fmt.Errorf("make a ledger alone: %w", translate(err))
	}
	return c.drop, nil // the lock ends with the connection
}

const lockMaking = `SET lock_timeout = %d; SELECT pg_advisory_lock(hashtextextended('firsthand makes ' || current_schema(), 0))`
