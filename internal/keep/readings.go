package keep

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"firsthand/internal/report"
)

// PutReadings keeps readings, all or none, each in the place of an older one of the same report. ErrNotFound where the
// ledger has no such report. Readings are not sealed: they follow from the report and can be made again.
func (l *Ledger) PutReadings(ctx context.Context, readings []report.Reading) error {
	if len(readings) == 0 {
		return nil
	}
	err := l.write(ctx, func(tx *sql.Tx) error {
		changed := false
		for _, r := range readings {
			put, err := putReading(ctx, tx, r)
			if err != nil {
				return fmt.Errorf("reading of %s: %w", shown(r.ID), err)
			}
			changed = changed || put
		}
		if !changed {
			return nil
		}
		return bump(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("put readings: %w", err)
	}
	return nil
}

// putReading tells whether it changed anything: the same reading over an intact row does not.
func putReading(ctx context.Context, tx *sql.Tx, r report.Reading) (changed bool, err error) {
	text, err := json.Marshal(r)
	if err != nil {
		return false, fmt.Errorf("encode it: %w", err)
	}
	var leaf int64
	err = tx.QueryRowContext(ctx, `SELECT leaf FROM report WHERE id = $1`, r.ID).Scan(&leaf)
	if errors.Is(err, sql.ErrNoRows) {
		return false, ErrNotFound
	}
	if err != nil {
		return false, err
	}
	sum := readingSum(r.ID, r.Reader.Version, text)
	result, err := tx.ExecContext(ctx, `INSERT INTO reading (leaf, version, sum, json) VALUES ($1, $2, $3, $4)
		ON CONFLICT (leaf) DO UPDATE SET version = excluded.version, sum = excluded.sum, json = excluded.json
		WHERE reading.version <> excluded.version OR reading.sum <> excluded.sum OR reading.json <> excluded.json`,
		leaf, r.Reader.Version, sum[:], string(text))
	if err != nil {
		return false, err
	}
	n, err := result.RowsAffected()
	return n > 0, err
}

// readingSum is the checksum of a row of table reading. It takes in the report and the version, so that a reading that was
// moved to another report or given another version does not fit it.
func readingSum(id, version string, text []byte) (sum report.Digest) {
	h := sha256.New()
	fmt.Fprintf(h, "firsthand reading 1\n%s\n%s\n", id, version)
	h.Write(text)
	h.Sum(sum[:0])
	return sum
}

// Reading is the reading of the report of that ID: ErrNotFound where there is none, ErrDamaged where the row does not fit its
// checksum. Damage to a reading is mended by reading its report again and putting the result.
func (l *Ledger) Reading(ctx context.Context, id string) (report.Reading, error) {
	row := l.reader.QueryRowContext(ctx, `SELECT r.id, g.version, g.sum, g.json FROM reading g
		JOIN report r ON r.leaf = g.leaf WHERE r.id = $1`, id)
	r, err, broken := scanReading(row.Scan)
	switch {
	case errors.Is(broken, sql.ErrNoRows):
		return report.Reading{}, fmt.Errorf("reading of %s: %w", shown(id), ErrNotFound)
	case broken != nil:
		return report.Reading{}, fmt.Errorf("reading of %s: %w", shown(id), translate(broken))
	}
	return r, err
}

// Readings are all readings, in the order of their reports. One that is damaged comes as an ErrDamaged that names its report,
// and those after it follow; any other error ends them. The ledger may be used in any way meanwhile.
func (l *Ledger) Readings(ctx context.Context) iter.Seq2[report.Reading, error] {
	return pages(ctx, l.reader, `SELECT g.leaf, r.id, g.version, g.sum, g.json FROM reading g
		JOIN report r ON r.leaf = g.leaf WHERE g.leaf > $1 ORDER BY g.leaf LIMIT $2`,
		func(rows *sql.Rows) (leaf int64, r report.Reading, err, broken error) {
			r, err, broken = scanReading(rows.Scan, &leaf)
			return leaf, r, err, broken
		})
}

// scanReading reads a report's ID, version, sum and JSON, after the columns that go into before. An err is of this one
// reading, broken of the query.
func scanReading(scan func(...any) error, before ...any) (r report.Reading, err, broken error) {
	var id, version string
	var sum, text []byte
	if err := scan(append(before, &id, &version, &sum, &text)...); err != nil {
		return r, nil, err
	}
	if got := readingSum(id, version, text); string(got[:]) != string(sum) {
		return r, damaged("the reading of %s does not fit its checksum", shown(id)), nil
	}
	if err := json.Unmarshal(text, &r); err != nil {
		return report.Reading{}, damaged("the reading of %s is of another form", shown(id)), nil
	}
	return r, nil, nil
}
