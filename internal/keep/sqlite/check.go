package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"

	"firsthand/internal/keep/store"
)

// SelfCheck implements [store.Store]: SQLite checks its own file, and the schema is compared with the one that this
// program makes.
func (db *DB) SelfCheck(ctx context.Context) iter.Seq[store.Finding] {
	return func(yield func(store.Finding) bool) {
		c := &checking{ctx: ctx, yield: yield}
		tx, err := db.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
		if err != nil {
			c.unreadable("all of it", err)
			return
		}
		defer tx.Rollback()
		c.tx = tx
		c.pragma("pages and indexes", `PRAGMA integrity_check`, func(rows *sql.Rows) (string, error) {
			var message string
			err := rows.Scan(&message)
			if message == "ok" {
				message = ""
			}
			return message, err
		})
		c.pragma("references", `PRAGMA foreign_key_check`, func(rows *sql.Rows) (string, error) {
			var table, parent string
			var row, key sql.NullInt64
			err := rows.Scan(&table, &row, &parent, &key)
			return fmt.Sprintf("row %d of table %s refers to a row of table %s that is not there", row.Int64, table, parent), err
		})
		var counters int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM change WHERE only = 1`).Scan(&counters); err != nil || counters != 1 {
			c.find(store.Finding{Problem: store.Missing, Part: "counter of changes"})
		}
		c.schema()
	}
}

// checking is one run of SelfCheck.
type checking struct {
	ctx   context.Context
	tx    *sql.Tx
	yield func(store.Finding) bool
	done  bool // the consumer wants no more
}

func (c *checking) find(f store.Finding) {
	if !c.done && c.ctx.Err() == nil {
		c.done = !c.yield(f)
	}
}

func (c *checking) unreadable(part string, err error) {
	c.find(store.Finding{Problem: store.Unreadable, Part: part, Detail: err.Error()})
}

// pragma runs one of SQLite's checks and makes a finding of every line it answers.
func (c *checking) pragma(part, query string, line func(*sql.Rows) (string, error)) {
	rows, err := c.tx.QueryContext(c.ctx, query)
	if err != nil {
		c.unreadable(part, err)
		return
	}
	defer rows.Close()
	for rows.Next() {
		message, err := line(rows)
		if err != nil {
			c.unreadable(part, err)
			return
		}
		if message != "" {
			c.find(store.Finding{Problem: store.Altered, Part: part, Detail: message})
		}
	}
	if err := rows.Err(); err != nil {
		c.unreadable(part, err)
	}
}

// schema names every table, index and trigger that is not as the migrations make it. A trigger that somebody added
// could change rows as they are written, before they are sealed.
func (c *checking) schema() {
	want, err := freshSchema()
	if err != nil {
		c.unreadable("schema to compare with", err)
		return
	}
	got, err := readSchema(c.ctx, c.tx)
	if err != nil {
		c.unreadable("schema", err)
		return
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		switch definition, ok := got[name]; {
		case !ok:
			c.find(store.Finding{Problem: store.Missing, Part: "schema", Detail: "there is no " + name})
		case definition != want[name]:
			c.find(store.Finding{Problem: store.Altered, Part: "schema", Detail: "another definition of " + name})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[name]; !ok {
			c.find(store.Finding{Problem: store.Extra, Part: "schema", Detail: "no ledger has a " + name})
		}
	}
}

// freshSchema is the schema of a new ledger. It is the same for as long as the program runs.
var freshSchema = sync.OnceValues(func() (map[string]string, error) {
	ctx := context.Background()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // each connection would have a database of its own
	if err := Up(ctx, db); err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	return readSchema(ctx, tx)
})

// readSchema gives the definition of every table, index and trigger by its kind and name.
func readSchema(ctx context.Context, tx *sql.Tx) (map[string]string, error) {
	rows, err := tx.QueryContext(ctx, `SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	schema := make(map[string]string)
	for rows.Next() {
		var name, definition string
		if err := rows.Scan(&name, &definition); err != nil {
			return nil, err
		}
		schema[name] = definition
	}
	return schema, rows.Err()
}
