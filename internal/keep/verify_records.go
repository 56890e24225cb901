package keep

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// sealedRow is a row of a kind with the leaf that seals it.
type sealedRow struct {
	kind seal.Kind
	store.Sealed
}

// records recomputes the leaf of every report, decision and list of places from its row, and names the leaves that have
// no row.
func (c *check) records() {
	c.rows(seal.ReportKind, store.Reports)
	c.rows(seal.DecisionKind, store.Decisions)
	c.rows(seal.PlacesKind, store.Places)
	c.withoutRow()
}

func (c *check) rows(kind seal.Kind, rows store.Kind) {
	page := func(after int64, n int) ([]store.Sealed, error) { return c.view.SealedRows(rows, after, n) }
	for row, err := range pages(page, sealedLeaf) {
		switch {
		case err != nil:
			c.unreadable("table "+string(kind), err)
		case row.Err != nil && row.ID != "":
			c.find(Finding{Problem: Unreadable, Thing: Thing(kind), Which: shown(row.ID), Detail: row.Err.Error()})
		case row.Err != nil:
			c.unreadable("table "+string(kind), row.Err)
		default:
			c.row(sealedRow{kind, row})
		}
		c.step()
	}
}

// row compares a row with its leaf, field by field.
func (c *check) row(row sealedRow) {
	thing := Thing(row.kind)
	hash, doubtful := c.doubtful[row.Leaf]
	switch {
	case doubtful:
		c.rowByHash(row, hash)
		return
	case row.Data == nil:
		c.find(Finding{Problem: Unsealed, Thing: thing, Which: shown(row.ID), Detail: fmt.Sprintf("there is no leaf %d", row.Leaf)})
		return
	}
	record, err := seal.Parse(row.Data)
	if err != nil {
		c.find(Finding{Problem: Altered, Thing: LeafRow, Which: strconv.FormatInt(row.Leaf, 10), Detail: err.Error()})
		return
	}
	if record.Kind != row.kind {
		c.find(Finding{Problem: Unsealed, Thing: thing, Which: shown(row.ID), Detail: fmt.Sprintf("leaf %d seals a %s", row.Leaf, record.Kind)})
		return
	}
	which := record.ID
	if which == "" {
		which = row.ID
		if !isOf(record, row.Row) {
			which = fmt.Sprintf("of leaf %d", row.Leaf)
		}
	}
	c.names(record.Original)

	differs := func(field, expected, found string) {
		c.find(Finding{Problem: Altered, Thing: thing, Which: which, Field: field, Expected: expected, Found: found})
	}
	if record.ID != "" && row.ID != record.ID {
		differs("ID", record.ID, shown(row.ID))
	}
	if added := record.Added.Format(seal.TimeLayout); row.Added != added {
		found := "no time"
		if t, err := time.Parse(seal.TimeLayout, row.Added); err == nil {
			found = t.Format(seal.TimeLayout)
		}
		differs("time of adding", added, found)
	}
	if !record.Original.IsZero() && string(row.Original) != string(record.Original[:]) {
		differs("original", record.Original.String(), fmt.Sprintf("%x", row.Original))
	}
	if found := report.DigestOf(row.Salt); found != record.Salt {
		// Without the salt nothing else of the row can be checked.
		differs("salt", record.Salt.String(), found.String())
		return
	}
	c.closed(row, record, differs)
	newest := seal.Fields(row.kind)
	for i, field := range seal.FieldsOf(row.kind, record.Form) {
		if found := seal.Commit(seal.Salt(row.Salt), field, row.Values[i]); found != record.Commitments[i] {
			differs(field, record.Commitments[i].String(), found.String())
		}
	}
	// What the record's form did not know of yet was never sealed, so nothing may stand there.
	for i := len(seal.FieldsOf(row.kind, record.Form)); i < len(newest); i++ {
		if row.Values[i] != "" {
			differs(newest[i], "nothing", fmt.Sprintf("%d bytes", len(row.Values[i])))
		}
	}
}

// closed compares the ID and the original of a row with the commitments of a closed record, and notes that original.
func (c *check) closed(row sealedRow, record seal.Record, differs func(field, expected, found string)) {
	if !seal.Closed(record.Kind, record.Form) {
		return
	}
	c.mu.Lock()
	c.closedOne = true
	c.mu.Unlock()
	n := len(seal.FieldsOf(record.Kind, record.Form))
	if found := seal.Commit(seal.Salt(row.Salt), seal.IDName, row.ID); found != record.Commitments[n] {
		differs("ID", record.Commitments[n].String(), found.String())
	}
	found := seal.Commit(seal.Salt(row.Salt), seal.OriginalName, fmt.Sprintf("%x", row.Original))
	if found != record.Commitments[n+1] {
		differs("original", record.Commitments[n+1].String(), found.String())
		return
	}
	c.namesOf(row)
}

// namesOf notes the original that a row names, whose record has been found to commit to it.
func (c *check) namesOf(row sealedRow) {
	if len(row.Original) == len(report.Digest{}) {
		c.names(report.Digest(row.Original))
	}
}

// names notes an original that a record names.
func (c *check) names(original report.Digest) {
	if !original.IsZero() {
		c.originals[original] = true
	}
}

// rowByHash compares a row with the stored hash of its leaf, where the leaf's data cannot be trusted. It can tell that
// something was altered, not what.
func (c *check) rowByHash(row sealedRow, sealed tlog.Hash) {
	err := fmt.Errorf("leaf %d is damaged and the row does not have its hash", row.Leaf)
	for form := seal.Newest(row.kind); form > 0; form-- {
		record, broken := row.record(form)
		if broken != nil {
			err = broken
			break
		}
		if tlog.RecordHash(record.Encode()) == sealed {
			c.namesOf(row)
			return
		}
	}
	c.find(Finding{Problem: Altered, Thing: Thing(row.kind), Which: shown(row.ID), Detail: err.Error(), Expected: hexHash(sealed)})
}

// record is the record of that form that seals the row as it stands.
func (row sealedRow) record(form int) (seal.Record, error) {
	added, err := time.Parse(seal.TimeLayout, row.Added)
	if err != nil {
		return seal.Record{}, err
	}
	var original report.Digest
	if len(row.Salt) != len(seal.Salt{}) || row.kind != seal.DecisionKind && len(row.Original) != len(original) {
		return seal.Record{}, errors.New("its salt or original is of another length")
	}
	copy(original[:], row.Original)
	values := row.Values[:len(seal.FieldsOf(row.kind, form))]
	return seal.NewRecordOf(row.kind, form, row.ID, added, original, seal.Salt(row.Salt), values)
}

// withoutRow names the leaves whose row is gone.
func (c *check) withoutRow() {
	for l, err := range pages(c.view.Unclaimed, leafNumber) {
		if err != nil {
			c.unreadable("table leaf", err)
			return
		}
		if seal.IsKeyChange(l.Data) {
			continue // it needs no row; keyChanges has looked at it
		}
		detail := fmt.Sprintf("leaf %d seals it", l.Number)
		record, err := seal.Parse(l.Data)
		if err != nil {
			c.find(Finding{Problem: Missing, Thing: LeafRow, Which: strconv.FormatInt(l.Number, 10), Detail: "what it seals is missing and its data does not say what that was"})
			continue
		}
		c.names(record.Original)
		which := record.ID
		if which == "" {
			which, detail = fmt.Sprintf("of leaf %d", l.Number), "only its record is left, which does not show its ID"
		}
		c.find(Finding{Problem: Missing, Thing: Thing(record.Kind), Which: which, Detail: detail})
	}
}

// readings sums up every reading.
func (c *check) readings() {
	for g, err := range pages(c.view.AllReadings, readingLeaf) {
		c.step()
		if err == nil {
			err = g.Err
		}
		if err != nil {
			c.unreadable("table reading", err)
			continue
		}
		if g.Orphan {
			c.find(Finding{Problem: Unsealed, Thing: ReadingRow, Which: fmt.Sprintf("at leaf %d", g.Leaf), Detail: "there is no such report"})
			continue
		}
		want := readingSum(g.Report, g.Version, g.JSON)
		if !slices.Equal(want[:], g.Sum) {
			c.find(Finding{Problem: Altered, Thing: ReadingRow, Which: shown(g.Report),
				Detail: "it does not have its checksum; it can be made again from the report", Expected: fmt.Sprintf("%x", g.Sum), Found: want.String()})
		}
	}
}
