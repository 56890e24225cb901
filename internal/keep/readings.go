package keep

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"iter"

	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// PutReadings keeps readings, all or none, each in the place of an older one of the same report. ErrNotFound where the
// ledger has no such report. Readings are not sealed: they follow from the report and can be made again.
func (l *Ledger) PutReadings(ctx context.Context, readings []report.Reading) error {
	if len(readings) == 0 {
		return nil
	}
	err := l.update(ctx, func(tx store.Tx) error {
		changed := false
		for _, r := range readings {
			put, err := putReading(tx, r)
			if err != nil {
				return fmt.Errorf("reading of %s: %w", shown(r.ID), err)
			}
			changed = changed || put
		}
		if !changed {
			return nil
		}
		return tx.Bump()
	})
	if err != nil {
		return fmt.Errorf("put readings: %w", err)
	}
	return nil
}

// putReading tells whether it changed anything: the same reading over an intact row does not.
func putReading(tx store.Tx, r report.Reading) (changed bool, err error) {
	text, err := json.Marshal(r)
	if err != nil {
		return false, fmt.Errorf("encode it: %w", err)
	}
	leaf, err := tx.LeafOf(store.Reports, r.ID)
	if notFound(err) {
		return false, ErrNotFound
	}
	if err != nil {
		return false, err
	}
	sum := readingSum(r.ID, r.Reader.Version, text)
	return tx.PutReading(store.Reading{Leaf: leaf, Version: r.Reader.Version, Sum: sum[:], JSON: text})
}

// readingSum is the checksum of a row of table reading. It takes in the report and the version, so that a reading that
// was moved to another report or given another version does not fit it.
func readingSum(id, version string, text []byte) (sum report.Digest) {
	h := sha256.New()
	fmt.Fprintf(h, "firsthand reading 1\n%s\n%s\n", id, version)
	h.Write(text)
	h.Sum(sum[:0])
	return sum
}

// Reading is the reading of the report of that ID: ErrNotFound where there is none, ErrDamaged where the row does not
// fit its checksum. Damage to a reading is mended by reading its report again and putting the result.
func (l *Ledger) Reading(ctx context.Context, id string) (report.Reading, error) {
	var row store.Reading
	err := l.view(ctx, func(v store.View) (err error) {
		row, err = v.Reading(id)
		return err
	})
	if err != nil {
		return report.Reading{}, fmt.Errorf("reading of %s: %w", shown(id), err)
	}
	return readingOf(row)
}

// Readings are all readings, in the order of their reports. One that is damaged comes as an ErrDamaged that names its
// report, and those after it follow; any other error ends them. The ledger may be used in any way meanwhile.
func (l *Ledger) Readings(ctx context.Context) iter.Seq2[report.Reading, error] {
	return l.ReadingsAfter(ctx, -1)
}

// ReadingsAfter are the readings of the reports behind a leaf. It goes on like [Ledger.Readings].
func (l *Ledger) ReadingsAfter(ctx context.Context, leaf int64) iter.Seq2[report.Reading, error] {
	return func(yield func(report.Reading, error) bool) {
		page := func(v store.View, after int64, n int) ([]store.Reading, error) {
			return v.Readings(max(after, leaf), n)
		}
		for row, err := range walk(ctx, l, page, readingLeaf) {
			if err == nil {
				err = Translate(row.Err)
			}
			if err != nil {
				yield(report.Reading{}, err)
				return
			}
			if !yield(readingOf(row)) {
				return
			}
		}
	}
}

// readingOf checks a row against its checksum and decodes it.
func readingOf(row store.Reading) (r report.Reading, err error) {
	if got := readingSum(row.Report, row.Version, row.JSON); string(got[:]) != string(row.Sum) {
		return r, Damaged("the reading of %s does not fit its checksum", shown(row.Report))
	}
	if err := json.Unmarshal(row.JSON, &r); err != nil {
		return report.Reading{}, Damaged("the reading of %s is of another form", shown(row.Report))
	}
	return r, nil
}
