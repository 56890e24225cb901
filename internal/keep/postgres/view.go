package postgres

import (
	"context"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"

	"firsthand/internal/keep/store"
)

// view is a transaction that looks things up, a [store.View].
type view struct {
	ctx    context.Context
	c      *conn
	before func() error // sends what was written and is not sent yet; nil in a transaction that only reads
	failed error        // the last error of the server or of the way to it
}

// table says where rows of a kind stand.
type table struct {
	name          string
	sealsOriginal bool
	columns       []string
}

// tables have the columns of each kind in the order of its record's fields.
var tables = map[store.Kind]table{
	store.Reports: {"report", true, []string{
		"title", "publisher", "author", "published", "url", "lang", "media_type", "name", "text",
		"part", "captured_at", "captured_tool", "captured_version", "captured_by", "captured_from", "captured_final", "captured_headers"}},
	store.Decisions: {"decision", false, []string{"at", "analyst", "act", "subjects", "value", "reason"}},
	store.Places:    {"place_list", true, []string{"name"}},
}

// selected are the columns that rowOf reads.
func (t table) selected() string {
	original := "NULL::bytea"
	if t.sealsOriginal {
		original = "r.original"
	}
	list := "r.leaf, r.id, r.added, " + original + ", r.salt"
	for _, c := range t.columns {
		list += ", r." + c
	}
	return list
}

// rowOf reads the selected columns, which what follows them stands behind.
func (t table) rowOf(r row) store.Row {
	one := store.Row{Leaf: r.int(0), ID: r.text(1), Added: r.text(2), Original: r.bytes(3), Salt: r.bytes(4), Values: make([]string, len(t.columns))}
	for i := range one.Values {
		one.Values[i] = r.text(5 + i)
	}
	return one
}

// fail notes an error of the server and gives it the meaning that a store's errors have.
func (v *view) fail(err error) error {
	if err != nil {
		v.failed = err
	}
	return translate(err)
}

// ask runs a query after all that was written before it.
func (v *view) ask(query string, f func(row) error, args ...any) (pgconn.CommandTag, error) {
	if v.before != nil {
		if err := v.before(); err != nil {
			return pgconn.CommandTag{}, err
		}
	}
	tag, err := v.c.each(v.ctx, query, f, args...)
	return tag, v.fail(err)
}

// find runs a query of one row; store.ErrNotFound where there is none.
func (v *view) find(query string, f func(row), args ...any) error {
	return single(f, func(g func(row) error) error {
		_, err := v.ask(query, g, args...)
		return err
	})
}

// list gives the rows of a query.
func list[T any](v *view, query string, of func(row) T, args ...any) (all []T, err error) {
	_, err = v.ask(query, func(r row) error {
		all = append(all, of(r))
		return nil
	}, args...)
	return all, err
}

// Checkpoint implements [store.View].
func (v *view) Checkpoint() (size int64, note []byte, err error) {
	err = v.find(`SELECT size, note FROM checkpoint WHERE one = 1`, func(r row) { size, note = r.int(0), r.bytes(1) })
	return size, note, err
}

// End implements [store.View].
func (v *view) End() (end int64, err error) {
	err = v.find(`SELECT coalesce(max(number) + 1, 0) FROM leaf`, func(r row) { end = r.int(0) })
	return end, err
}

// LeafRange implements [store.View].
func (v *view) LeafRange(start, end int64) (map[int64][]byte, error) {
	return v.stretch(`SELECT number, data FROM leaf WHERE number >= $1 AND number < $2`, start, end)
}

// HashRange implements [store.View].
func (v *view) HashRange(start, end int64) (map[int64][]byte, error) {
	return v.stretch(`SELECT number, hash FROM tree_hash WHERE number >= $1 AND number < $2`, start, end)
}

func (v *view) stretch(query string, start, end int64) (map[int64][]byte, error) {
	all := make(map[int64][]byte)
	_, err := v.ask(query, func(r row) error {
		all[r.int(0)] = r.bytes(1)
		return nil
	}, start, end)
	return all, err
}

// Outside implements [store.View].
func (v *view) Outside(of store.Log, end int64) ([]int64, error) {
	query := `SELECT number FROM leaf WHERE number < 0 OR number >= $1 ORDER BY number`
	if of == store.Hashes {
		query = `SELECT number FROM tree_hash WHERE number < 0 OR number >= $1 ORDER BY number`
	}
	return list(v, query, func(r row) int64 { return r.int(0) }, end)
}

// Find implements [store.View].
func (v *view) Find(kind store.Kind, id string) (one store.Row, err error) {
	t := tables[kind]
	err = v.find(`SELECT `+t.selected()+` FROM `+t.name+` r WHERE r.id = $1`, func(r row) { one = t.rowOf(r) }, id)
	return one, err
}

// LeafOf implements [store.View].
func (v *view) LeafOf(kind store.Kind, id string) (leaf int64, err error) {
	err = v.find(`SELECT leaf FROM `+tables[kind].name+` WHERE id = $1`, func(r row) { leaf = r.int(0) }, id)
	return leaf, err
}

// Rows implements [store.View].
func (v *view) Rows(kind store.Kind, after int64, n int) ([]store.Row, error) {
	t := tables[kind]
	return list(v, `SELECT `+t.selected()+` FROM `+t.name+` r WHERE r.leaf > $1 ORDER BY r.leaf LIMIT $2`, t.rowOf, after, n)
}

// Unread implements [store.View].
func (v *view) Unread(version string, after int64, n int) ([]store.Row, error) {
	t := tables[store.Reports]
	return list(v, `SELECT `+t.selected()+` FROM report r WHERE r.leaf > $1
		AND NOT EXISTS (SELECT 1 FROM reading WHERE reading.leaf = r.leaf AND reading.version = $3)
		ORDER BY r.leaf LIMIT $2`, t.rowOf, after, n, version)
}

// SealedRows implements [store.View].
func (v *view) SealedRows(kind store.Kind, after int64, n int) ([]store.Sealed, error) {
	t := tables[kind]
	query := `SELECT ` + t.selected() + `, l.data FROM ` + t.name + ` r LEFT JOIN leaf l ON l.number = r.leaf
		WHERE r.leaf > $1 ORDER BY r.leaf LIMIT $2`
	return list(v, query, func(r row) store.Sealed {
		return store.Sealed{Row: t.rowOf(r), Data: r.bytes(5 + len(t.columns))}
	}, after, n)
}

// Unclaimed implements [store.View].
func (v *view) Unclaimed(after int64, n int) ([]store.Leaf, error) {
	query := `SELECT l.number, l.data FROM leaf l WHERE l.number > $1`
	for _, kind := range slices.Sorted(maps.Keys(tables)) {
		name := tables[kind].name
		query += ` AND NOT EXISTS (SELECT 1 FROM ` + name + ` WHERE ` + name + `.leaf = l.number)`
	}
	return list(v, query+` ORDER BY l.number LIMIT $2`, func(r row) store.Leaf { return store.Leaf{Number: r.int(0), Data: r.bytes(1)} }, after, n)
}

const readingColumns = `g.leaf, r.id, g.version, g.sum, g.json`

// readingOf reads readingColumns.
func readingOf(r row) store.Reading {
	return store.Reading{Leaf: r.int(0), Report: r.text(1), Orphan: r[1] == nil, Version: r.text(2), Sum: r.bytes(3), JSON: r.bytes(4)}
}

// Reading implements [store.View].
func (v *view) Reading(id string) (g store.Reading, err error) {
	err = v.find(`SELECT `+readingColumns+` FROM reading g JOIN report r ON r.leaf = g.leaf WHERE r.id = $1`,
		func(r row) { g = readingOf(r) }, id)
	return g, err
}

// Readings implements [store.View].
func (v *view) Readings(after int64, n int) ([]store.Reading, error) {
	return v.readings(`JOIN`, after, n)
}

// AllReadings implements [store.View].
func (v *view) AllReadings(after int64, n int) ([]store.Reading, error) {
	return v.readings(`LEFT JOIN`, after, n)
}

func (v *view) readings(join string, after int64, n int) ([]store.Reading, error) {
	return list(v, `SELECT `+readingColumns+` FROM reading g `+join+` report r ON r.leaf = g.leaf
		WHERE g.leaf > $1 ORDER BY g.leaf LIMIT $2`, readingOf, after, n)
}

// Count implements [store.View].
func (v *view) Count() (c store.Counts, err error) {
	err = v.find(`SELECT (SELECT count(*) FROM leaf), (SELECT count(*) FROM report), (SELECT count(*) FROM decision),
		(SELECT count(*) FROM place_list), (SELECT count(*) FROM reading)`, func(r row) {
		c = store.Counts{Leaves: int(r.int(0)), Reports: int(r.int(1)), Decisions: int(r.int(2)), Places: int(r.int(3)), Readings: int(r.int(4))}
	})
	return c, err
}

// Version implements [store.View].
func (v *view) Version() (number int64, err error) {
	err = v.find(`SELECT number FROM change WHERE one = 1`, func(r row) { number = r.int(0) })
	return number, err
}
