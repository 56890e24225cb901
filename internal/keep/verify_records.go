package keep

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/report"
)

// sealedRow is a row of table report or decision with the leaf that seals it.
type sealedRow struct {
	leaf     int64
	data     []byte // of the leaf, nil where there is none
	kind     seal.Kind
	id       string
	added    string
	original []byte
	salt     []byte
	values   []string
}

// records recomputes the leaf of every report and decision from its row, and names the leaves that have no row.
func (c *check) records() {
	c.rows(seal.ReportKind, `SELECT r.leaf, l.data, r.id, r.added, r.original, r.salt,
			r.title, r.publisher, r.author, r.published, r.url, r.lang, r.media_type, r.name, r.text
		FROM report r LEFT JOIN leaf l ON l.number = r.leaf WHERE r.leaf > $1 ORDER BY r.leaf LIMIT $2`)
	c.rows(seal.DecisionKind, `SELECT d.leaf, l.data, d.id, d.added, NULL, d.salt,
			d.at, d.analyst, d.act, d.subjects, d.value, d.reason
		FROM decision d LEFT JOIN leaf l ON l.number = d.leaf WHERE d.leaf > $1 ORDER BY d.leaf LIMIT $2`)
	c.withoutRow()
}

func (c *check) rows(kind seal.Kind, query string) {
	scan := func(rows *sql.Rows) (int64, sealedRow, error, error) {
		row := sealedRow{kind: kind, values: make([]string, len(seal.Fields(kind)))}
		into := []any{&row.leaf, &row.data, &row.id, &row.added, &row.original, &row.salt}
		for i := range row.values {
			into = append(into, &row.values[i])
		}
		err := rows.Scan(into...)
		return row.leaf, row, err, nil
	}
	for row, err := range pages(c.ctx, c.tx, query, scan) {
		switch {
		case err != nil && row.id != "":
			c.find(Finding{Problem: Unreadable, Thing: Thing(kind), Which: shown(row.id), Detail: err.Error()})
		case err != nil:
			c.unreadable("table "+string(kind), err)
		default:
			c.row(row)
		}
		c.step()
	}
}

// row compares a row with its leaf, field by field.
func (c *check) row(row sealedRow) {
	thing := Thing(row.kind)
	hash, doubtful := c.doubtful[row.leaf]
	switch {
	case doubtful:
		c.rowByHash(row, hash)
		return
	case row.data == nil:
		c.find(Finding{Problem: Unsealed, Thing: thing, Which: shown(row.id), Detail: fmt.Sprintf("there is no leaf %d", row.leaf)})
		return
	}
	record, err := seal.Parse(row.data)
	if err != nil {
		c.find(Finding{Problem: Altered, Thing: LeafRow, Which: strconv.FormatInt(row.leaf, 10), Detail: err.Error()})
		return
	}
	if record.Kind != row.kind {
		c.find(Finding{Problem: Unsealed, Thing: thing, Which: shown(row.id), Detail: fmt.Sprintf("leaf %d seals a %s", row.leaf, record.Kind)})
		return
	}
	if record.Kind == seal.ReportKind {
		c.originals[record.Original] = true
	}

	differs := func(field, expected, found string) {
		c.find(Finding{Problem: Altered, Thing: thing, Which: record.ID, Field: field, Expected: expected, Found: found})
	}
	if row.id != record.ID {
		differs("ID", record.ID, shown(row.id))
	}
	if added := record.Added.Format(seal.TimeLayout); row.added != added {
		found := "no time"
		if t, err := time.Parse(seal.TimeLayout, row.added); err == nil {
			found = t.Format(seal.TimeLayout)
		}
		differs("time of adding", added, found)
	}
	if row.kind == seal.ReportKind && string(row.original) != string(record.Original[:]) {
		differs("original", record.Original.String(), fmt.Sprintf("%x", row.original))
	}
	if found := report.DigestOf(row.salt); found != record.Salt {
		// Without the salt nothing else of the row can be checked.
		differs("salt", record.Salt.String(), found.String())
		return
	}
	for i, field := range seal.Fields(row.kind) {
		if found := seal.Commit(seal.Salt(row.salt), field, row.values[i]); found != record.Commitments[i] {
			differs(field, record.Commitments[i].String(), found.String())
		}
	}
}

// rowByHash compares a row with the stored hash of its leaf, where the leaf's data cannot be trusted. It can tell that
// something was altered, not what.
func (c *check) rowByHash(row sealedRow, sealed tlog.Hash) {
	record, err := row.record()
	if err == nil {
		found := tlog.RecordHash(record.Encode())
		if found == sealed {
			if row.kind == seal.ReportKind {
				c.originals[record.Original] = true
			}
			return
		}
		err = fmt.Errorf("leaf %d is damaged and the row does not have its hash", row.leaf)
	}
	c.find(Finding{Problem: Altered, Thing: Thing(row.kind), Which: shown(row.id), Detail: err.Error(), Expected: hexHash(sealed)})
}

// record is the record that seals the row as it stands.
func (row sealedRow) record() (seal.Record, error) {
	added, err := time.Parse(seal.TimeLayout, row.added)
	if err != nil {
		return seal.Record{}, err
	}
	var original report.Digest
	if len(row.salt) != len(seal.Salt{}) || row.kind == seal.ReportKind && len(row.original) != len(original) {
		return seal.Record{}, errors.New("its salt or original is of another length")
	}
	copy(original[:], row.original)
	return seal.NewRecord(row.kind, row.id, added, original, seal.Salt(row.salt), row.values)
}

// withoutRow names the leaves whose report or decision is gone.
func (c *check) withoutRow() {
	type leafRow struct {
		number int64
		data   []byte
	}
	query := `SELECT l.number, l.data FROM leaf l LEFT JOIN report r ON r.leaf = l.number LEFT JOIN decision d ON d.leaf = l.number
		WHERE l.number > $1 AND r.leaf IS NULL AND d.leaf IS NULL ORDER BY l.number LIMIT $2`
	scan := func(rows *sql.Rows) (int64, leafRow, error, error) {
		var l leafRow
		err := rows.Scan(&l.number, &l.data)
		return l.number, l, nil, err
	}
	for l, err := range pages(c.ctx, c.tx, query, scan) {
		if err != nil {
			c.unreadable("table leaf", err)
			return
		}
		detail := fmt.Sprintf("leaf %d seals it", l.number)
		record, err := seal.Parse(l.data)
		if err != nil {
			c.find(Finding{Problem: Missing, Thing: LeafRow, Which: strconv.FormatInt(l.number, 10), Detail: "what it seals is missing and its data does not say what that was"})
			continue
		}
		if record.Kind == seal.ReportKind {
			c.originals[record.Original] = true
		}
		c.find(Finding{Problem: Missing, Thing: Thing(record.Kind), Which: record.ID, Detail: detail})
	}
}

// readings sums up every reading.
func (c *check) readings() {
	type readingRow struct {
		leaf      int64
		id        sql.NullString
		version   string
		sum, json []byte
	}
	query := `SELECT g.leaf, r.id, g.version, g.sum, g.json FROM reading g LEFT JOIN report r ON r.leaf = g.leaf
		WHERE g.leaf > $1 ORDER BY g.leaf LIMIT $2`
	scan := func(rows *sql.Rows) (int64, readingRow, error, error) {
		var g readingRow
		err := rows.Scan(&g.leaf, &g.id, &g.version, &g.sum, &g.json)
		return g.leaf, g, err, nil
	}
	for g, err := range pages(c.ctx, c.tx, query, scan) {
		c.step()
		if err != nil {
			c.unreadable("table reading", err)
			continue
		}
		if !g.id.Valid {
			c.find(Finding{Problem: Unsealed, Thing: ReadingRow, Which: fmt.Sprintf("at leaf %d", g.leaf), Detail: "there is no such report"})
			continue
		}
		want := readingSum(g.id.String, g.version, g.json)
		if !slices.Equal(want[:], g.sum) {
			c.find(Finding{Problem: Altered, Thing: ReadingRow, Which: shown(g.id.String),
				Detail: "it does not have its checksum; it can be made again from the report", Expected: fmt.Sprintf("%x", g.sum), Found: want.String()})
		}
	}
}
