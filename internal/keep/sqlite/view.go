package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"

	"firsthand/internal/keep/store"
)

// view is a transaction that looks things up, a [store.View].
type view struct {
	ctx context.Context
	tx  *sql.Tx
}

// table says where rows of a kind stand.
type table struct {
	name     string
	original string // the column of that name, or NULL
	columns  []string
}

// tables have the columns of each kind in the order of its record's fields. "by" and "on" are words of SQL, so two
// columns of decisions have other names.
var tables = map[store.Kind]table{
	store.Reports: {"report", "original", []string{
		"title", "publisher", "author", "published", "url", "lang", "media_type", "name", "text",
		"part", "captured_at", "captured_tool", "captured_version", "captured_by", "captured_from", "captured_final", "captured_headers"}},
	store.Decisions: {"decision", "NULL", []string{"at", "analyst", "act", "subjects", "value", "reason"}},
	store.Places:    {"place_list", "original", []string{"name"}},
}

// selected are the columns that scan reads.
func (t table) selected() string {
	list := "r.leaf, r.id, r.added, " + t.dot(t.original) + ", r.salt"
	for _, c := range t.columns {
		list += ", r." + c
	}
	return list
}

func (table) dot(column string) string {
	if column == "NULL" {
		return column
	}
	return "r." + column
}

// scan reads a row of selected columns and what follows them. An error of this row alone stands in Err.
func (t table) scan(scan func(...any) error, more ...any) store.Row {
	row := store.Row{Values: make([]string, len(t.columns))}
	into := []any{&row.Leaf, &row.ID, &row.Added, &row.Original, &row.Salt}
	for i := range row.Values {
		into = append(into, &row.Values[i])
	}
	row.Err = scan(append(into, more...)...)
	return row
}

// Checkpoint implements [store.View].
func (v view) Checkpoint() (size int64, note []byte, err error) {
	err = v.tx.QueryRowContext(v.ctx, `SELECT size, note FROM checkpoint WHERE only = 1`).Scan(&size, &note)
	return size, note, translate(err)
}

// End implements [store.View].
func (v view) End() (end int64, err error) {
	err = v.tx.QueryRowContext(v.ctx, `SELECT coalesce(max(number) + 1, 0) FROM leaf`).Scan(&end)
	return end, translate(err)
}

// LeafRange implements [store.View].
func (v view) LeafRange(start, end int64) (map[int64][]byte, error) {
	return v.stretch(`SELECT number, data FROM leaf WHERE number >= $1 AND number < $2`, start, end)
}

// HashRange implements [store.View].
func (v view) HashRange(start, end int64) (map[int64][]byte, error) {
	return v.stretch(`SELECT number, hash FROM tree_hash WHERE number >= $1 AND number < $2`, start, end)
}

func (v view) stretch(query string, start, end int64) (map[int64][]byte, error) {
	rows, err := v.tx.QueryContext(v.ctx, query, start, end)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	blobs := make(map[int64][]byte)
	for rows.Next() {
		var number int64
		var data []byte
		if err := rows.Scan(&number, &data); err != nil {
			return nil, translate(err)
		}
		blobs[number] = data
	}
	return blobs, translate(rows.Err())
}

// Outside implements [store.View].
func (v view) Outside(of store.Log, end int64) ([]int64, error) {
	query := `SELECT number FROM leaf WHERE number < 0 OR number >= $1 ORDER BY number`
	if of == store.Hashes {
		query = `SELECT number FROM tree_hash WHERE number < 0 OR number >= $1 ORDER BY number`
	}
	return list(v, query, func(rows *sql.Rows) (n int64, err error) { return n, rows.Scan(&n) }, end)
}

// list gives the rows of a query.
func list[T any](v view, query string, scan func(*sql.Rows) (T, error), args ...any) (all []T, err error) {
	rows, err := v.tx.QueryContext(v.ctx, query, args...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, translate(err)
		}
		all = append(all, one)
	}
	return all, translate(rows.Err())
}

// Find implements [store.View].
func (v view) Find(kind store.Kind, id string) (store.Row, error) {
	t := tables[kind]
	row := t.scan(v.tx.QueryRowContext(v.ctx, `SELECT `+t.selected()+` FROM `+t.name+` r WHERE r.id = $1`, id).Scan)
	if row.Err != nil {
		return store.Row{}, translate(row.Err)
	}
	return row, nil
}

// LeafOf implements [store.View].
func (v view) LeafOf(kind store.Kind, id string) (leaf int64, err error) {
	err = v.tx.QueryRowContext(v.ctx, `SELECT leaf FROM `+tables[kind].name+` WHERE id = $1`, id).Scan(&leaf)
	return leaf, translate(err)
}

// Rows implements [store.View].
func (v view) Rows(kind store.Kind, after int64, n int) ([]store.Row, error) {
	t := tables[kind]
	return v.rows(t, `SELECT `+t.selected()+` FROM `+t.name+` r WHERE r.leaf > $1 ORDER BY r.leaf LIMIT $2`, after, n)
}

// Unread implements [store.View].
func (v view) Unread(version string, after int64, n int) ([]store.Row, error) {
	t := tables[store.Reports]
	return v.rows(t, `SELECT `+t.selected()+` FROM report r WHERE r.leaf > $1
		AND NOT EXISTS (SELECT 1 FROM reading WHERE reading.leaf = r.leaf AND reading.version = $3)
		ORDER BY r.leaf LIMIT $2`, after, n, version)
}

func (v view) rows(t table, query string, args ...any) ([]store.Row, error) {
	return list(v, query, func(rows *sql.Rows) (store.Row, error) { return t.scan(rows.Scan), nil }, args...)
}

// SealedRows implements [store.View].
func (v view) SealedRows(kind store.Kind, after int64, n int) ([]store.Sealed, error) {
	t := tables[kind]
	query := `SELECT ` + t.selected() + `, l.data FROM ` + t.name + ` r LEFT JOIN leaf l ON l.number = r.leaf
		WHERE r.leaf > $1 ORDER BY r.leaf LIMIT $2`
	return list(v, query, func(rows *sql.Rows) (s store.Sealed, err error) {
		s.Row = t.scan(rows.Scan, &s.Data)
		return s, nil
	}, after, n)
}

// Unclaimed implements [store.View].
func (v view) Unclaimed(after int64, n int) ([]store.Leaf, error) {
	query := `SELECT l.number, l.data FROM leaf l WHERE l.number > $1`
	for _, kind := range slices.Sorted(maps.Keys(tables)) {
		name := tables[kind].name
		query += ` AND NOT EXISTS (SELECT 1 FROM ` + name + ` WHERE ` + name + `.leaf = l.number)`
	}
	return list(v, query+` ORDER BY l.number LIMIT $2`, func(rows *sql.Rows) (l store.Leaf, err error) {
		return l, rows.Scan(&l.Number, &l.Data)
	}, after, n)
}

const readingColumns = `g.leaf, r.id, g.version, g.sum, g.json`

// scanReading reads readingColumns.
func scanReading(scan func(...any) error) store.Reading {
	var g store.Reading
	var id sql.NullString
	g.Err = scan(&g.Leaf, &id, &g.Version, &g.Sum, &g.JSON)
	g.Report, g.Orphan = id.String, !id.Valid
	return g
}

// Reading implements [store.View].
func (v view) Reading(id string) (store.Reading, error) {
	g := scanReading(v.tx.QueryRowContext(v.ctx, `SELECT `+readingColumns+` FROM reading g
		JOIN report r ON r.leaf = g.leaf WHERE r.id = $1`, id).Scan)
	if g.Err != nil {
		return store.Reading{}, translate(g.Err)
	}
	return g, nil
}

// Readings implements [store.View].
func (v view) Readings(after int64, n int) ([]store.Reading, error) {
	return v.readings(`JOIN`, after, n)
}

// AllReadings implements [store.View].
func (v view) AllReadings(after int64, n int) ([]store.Reading, error) {
	return v.readings(`LEFT JOIN`, after, n)
}

func (v view) readings(join string, after int64, n int) ([]store.Reading, error) {
	query := `SELECT ` + readingColumns + ` FROM reading g ` + join + ` report r ON r.leaf = g.leaf
		WHERE g.leaf > $1 ORDER BY g.leaf LIMIT $2`
	return list(v, query, func(rows *sql.Rows) (store.Reading, error) { return scanReading(rows.Scan), nil }, after, n)
}

// Count implements [store.View].
func (v view) Count() (c store.Counts, err error) {
	for _, one := range []struct {
		table string
		into  *int
	}{{"leaf", &c.Leaves}, {"report", &c.Reports}, {"decision", &c.Decisions}, {"place_list", &c.Places}, {"reading", &c.Readings}} {
		if err := v.tx.QueryRowContext(v.ctx, `SELECT count(*) FROM `+one.table).Scan(one.into); err != nil {
			return c, fmt.Errorf("count rows of %s: %w", one.table, translate(err))
		}
	}
	return c, nil
}

// Version implements [store.View].
func (v view) Version() (number int64, err error) {
	err = v.tx.QueryRowContext(v.ctx, `SELECT number FROM change WHERE only = 1`).Scan(&number)
	return number, translate(err)
}
