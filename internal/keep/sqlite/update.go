package sqlite

import (
	"database/sql"
	"fmt"
	"strings"

	"firsthand/internal/keep/store"
)

// writing is a transaction that writes, a [store.Tx].
type writing struct {
	view
	prepared map[string]*sql.Stmt // by their words: a batch runs the same few statements many times
}

func (w *writing) exec(query string, args ...any) (sql.Result, error) {
	statement := w.prepared[query]
	if statement == nil {
		var err error
		if statement, err = w.tx.PrepareContext(w.ctx, query); err != nil {
			return nil, translate(err)
		}
		if w.prepared == nil {
			w.prepared = make(map[string]*sql.Stmt)
		}
		w.prepared[query] = statement
	}
	result, err := statement.ExecContext(w.ctx, args...)
	return result, translate(err)
}

func (w *writing) close() {
	for _, statement := range w.prepared {
		statement.Close()
	}
}

// AddLeaf implements [store.Tx].
func (w *writing) AddLeaf(number int64, data []byte) error {
	if _, err := w.exec(`INSERT INTO leaf (number, data) VALUES ($1, $2)`, number, data); err != nil {
		return fmt.Errorf("write leaf %d: %w", number, err)
	}
	return nil
}

// AddHashes implements [store.Tx].
func (w *writing) AddHashes(first int64, hashes [][]byte) error {
	for i, hash := range hashes {
		number := first + int64(i)
		if _, err := w.exec(`INSERT INTO tree_hash (number, hash) VALUES ($1, $2)`, number, hash); err != nil {
			return fmt.Errorf("write tree hash %d: %w", number, err)
		}
	}
	return nil
}

// SetCheckpoint implements [store.Tx].
func (w *writing) SetCheckpoint(size int64, note []byte) error {
	_, err := w.exec(`INSERT INTO checkpoint (only, size, note) VALUES (1, $1, $2)
		ON CONFLICT (only) DO UPDATE SET size = excluded.size, note = excluded.note`, size, string(note))
	if err != nil {
		return fmt.Errorf("write the checkpoint: %w", err)
	}
	return nil
}

// Insert implements [store.Tx].
func (w *writing) Insert(kind store.Kind, row store.Row) error {
	t := tables[kind]
	columns := []string{"leaf", "id", "added", "salt"}
	args := []any{row.Leaf, row.ID, row.Added, row.Salt}
	if t.original != "NULL" {
		columns, args = append(columns, t.original), append(args, row.Original)
	}
	if len(row.Values) != len(t.columns) {
		return fmt.Errorf("write a %s: %d values for %d columns", kind, len(row.Values), len(t.columns))
	}
	for i, column := range t.columns {
		columns, args = append(columns, column), append(args, row.Values[i])
	}
	places := make([]string, len(columns))
	for i := range places {
		places[i] = fmt.Sprintf("$%d", i+1)
	}
	query := `INSERT INTO ` + t.name + ` (` + strings.Join(columns, ", ") + `) VALUES (` + strings.Join(places, ", ") + `)`
	if _, err := w.exec(query, args...); err != nil {
		return fmt.Errorf("write %s %s: %w", kind, row.ID, err)
	}
	return nil
}

// PutReading implements [store.Tx].
func (w *writing) PutReading(r store.Reading) (changed bool, err error) {
	result, err := w.exec(`INSERT INTO reading (leaf, version, sum, json) VALUES ($1, $2, $3, $4)
		ON CONFLICT (leaf) DO UPDATE SET version = excluded.version, sum = excluded.sum, json = excluded.json
		WHERE reading.version <> excluded.version OR reading.sum <> excluded.sum OR reading.json <> excluded.json`,
		r.Leaf, r.Version, r.Sum, string(r.JSON))
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// Bump implements [store.Tx].
func (w *writing) Bump() error {
	if _, err := w.exec(`UPDATE change SET number = number + 1 WHERE only = 1`); err != nil {
		return fmt.Errorf("count the change: %w", err)
	}
	return nil
}
