// Package find finds reports by their words, and says where in a text they stand.
//
// The index is SQLite's own (FTS5), in memory and made anew by each run: it holds nothing that the ledger does not, and
// a ledger never has to be believed because of it. Names are found in every spelling by what their spellings have in
// common, also from one script to the other; see [Skeleton].
package find

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	_ "modernc.org/sqlite" // the engine
)

// Index is an index of reports. Many goroutines may search it at once.
type Index struct {
	db  *sql.DB
	ids []string       // by row, from 1
	row map[string]int // by ID
}

// New makes an empty index.
func New() (*Index, error) {
	db, err := sql.Open("sqlite", "file::memory:?_pragma=temp_store(2)")
	if err != nil {
		return nil, fmt.Errorf("open the index: %w", err)
	}
	db.SetMaxOpenConns(1) // the memory belongs to the connection
	db.SetMaxIdleConns(1)
	db.SetConnMaxIdleTime(0)
	db.SetConnMaxLifetime(0)
	if _, err := db.Exec(`CREATE VIRTUAL TABLE words USING fts5(body, names, content='', tokenize="unicode61 remove_diacritics 0")`); err != nil {
		return nil, fmt.Errorf("make the index: %w", err)
	}
	return &Index{db: db, row: map[string]int{}}, nil
}

// Close lets the memory go.
func (x *Index) Close() error { return x.db.Close() }

// Doc is a report as it is found: by its text and by the words of its head.
type Doc struct {
	ID, Head, Text string
}

// Has reports whether the index holds a report. A report never changes, so it is indexed once.
func (x *Index) Has(id string) bool { return x.row[id] != 0 }

// Add indexes reports, all or none. It must not be called twice at once, nor while [Index.Has] is.
func (x *Index) Add(ctx context.Context, docs []Doc) error {
	ctx = context.WithoutCancel(ctx) // as in match
	tx, err := x.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("index reports: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after the commit
	put, err := tx.PrepareContext(ctx, `INSERT INTO words (rowid, body, names) VALUES (?, ?, ?)`)
	if err != nil {
		return fmt.Errorf("index reports: %w", err)
	}
	for i, d := range docs {
		words := d.Head + "\n" + d.Text
		if _, err := put.ExecContext(ctx, len(x.ids)+i+1, strings.Join(strings.Fields(Fold(words)), " "), skeletons(words)); err != nil {
			return fmt.Errorf("index a report: %w", err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("index reports: %w", err)
	}
	for _, d := range docs {
		x.ids = append(x.ids, d.ID)
		x.row[d.ID] = len(x.ids)
	}
	return nil
}

// Hit is a report that was found.
type Hit struct {
	ID        string
	Otherwise bool // only by a name that it spells otherwise
}

// Most is how many reports a search finds at most.
const Most = 10_000

// Search finds the reports of a query, the best first (of very many the last added), and behind them those in which a
// name is spelled otherwise.
func (x *Index) Search(ctx context.Context, q Query) ([]Hit, error) {
	var hits []Hit
	seen := map[string]bool{}
	for _, spelled := range []bool{false, true} {
		e := q.expression(spelled)
		if e == "" || spelled && e == q.expression(false) {
			continue
		}
		ids, err := x.match(ctx, e)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if !seen[id] {
				seen[id] = true
				hits = append(hits, Hit{id, spelled})
			}
		}
	}
	return hits, nil
}

// ranked is how many reports are put in order of how well they fit. Where more do, the words say little, and those that
// came last stand first: that costs a twentieth.
const ranked = 2000

func (x *Index) match(ctx context.Context, expression string) ([]string, error) {
	ids, err := x.rows(ctx, `SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?`, expression, Most)
	if err != nil || len(ids) > ranked || len(ids) < 2 {
		return ids, err
	}
	return x.rows(ctx, `SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?`, expression, Most)
}

// rows are the IDs of the reports that a query finds.
func (x *Index) rows(ctx context.Context, query string, args ...any) ([]string, error) {
	// A query that is given up could cost the connection, and with it the index.
	rows, err := x.db.QueryContext(context.WithoutCancel(ctx), query, args...)
	if err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	defer rows.Close()
	var ids []string
	for rows.Next() {
		var row int
		if err := rows.Scan(&row); err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		if row > 0 && row <= len(x.ids) {
			ids = append(ids, x.ids[row-1])
		}
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("search: %w", err)
	}
	return ids, nil
}
