package keep

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode"

	"firsthand/internal/report"

	"firsthand/internal/keep/seal"
)

// Decide appends a decision and seals it, and returns it as it is kept: with an ID if it had none (32 random hexadecimal
// digits) and a time, in UTC, if that was zero. When it returns nil the decision is on the disk.
//
// A decision that is held already under the same ID is returned and not appended again, so a caller that chooses the ID can
// safely try twice. ErrConflict where another decision has that ID; ErrInvalid without an act or a reason, with an ID
// of another form, or with text that is not UTF-8 or has a NUL.
func (l *Ledger) Decide(ctx context.Context, d report.Decision) (report.Decision, error) {
	d, err := l.decide(ctx, d)
	if err != nil {
		return d, fmt.Errorf("decide: %w", err)
	}
	return d, nil
}

func (l *Ledger) decide(ctx context.Context, d report.Decision) (report.Decision, error) {
	if d.ID == "" {
		var id [16]byte
		rand.Read(id[:]) // never fails
		d.ID = hex.EncodeToString(id[:])
	}
	timed := !d.At.IsZero()
	if !timed {
		d.At = l.now()
	}
	d.At = d.At.UTC().Round(0) // without the monotonic clock
	if err := checkDecision(d); err != nil {
		return report.Decision{}, err
	}
	appended := false
	err := l.write(ctx, func(tx *sql.Tx) error {
		row := tx.QueryRowContext(ctx, `SELECT `+decisionColumns+` FROM decision WHERE id = $1`, d.ID)
		held, err := scanDecision(row.Scan)
		if err == nil {
			if !timed {
				d.At = held.At
			}
			if fields := differ(seal.Fields(seal.DecisionKind), decisionValues(held), decisionValues(d)); len(fields) > 0 {
				return fmt.Errorf("decision %s: %w", d.ID, conflict(fields))
			}
			d = held
			return nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		appended = true
		return l.append(ctx, tx, d)
	})
	if err != nil {
		return report.Decision{}, err
	}
	if !appended {
		return d, nil
	}
	return d, l.publish(context.WithoutCancel(ctx))
}

func checkDecision(d report.Decision) error {
	switch {
	case !seal.ValidID(d.ID):
		return fmt.Errorf("%w: its ID is not 32 lower-case hexadecimal digits", ErrInvalid)
	case d.At.Year() < 1 || d.At.Year() > 9999:
		return fmt.Errorf("%w: its year is not between 1 and 9999", ErrInvalid)
	case strings.TrimSpace(d.Act) == "":
		return fmt.Errorf("%w: it has no act", ErrInvalid)
	case strings.TrimSpace(d.Reason) == "":
		return fmt.Errorf("%w: it gives no reason", ErrInvalid)
	}
	for _, subject := range d.On {
		if subject == "" || strings.ContainsFunc(subject, unicode.IsControl) {
			return fmt.Errorf("%w: what it is about is empty or has a control character", ErrInvalid)
		}
	}
	return checkValues(seal.Fields(seal.DecisionKind), decisionValues(d))
}

// append seals one decision and writes its row.
func (l *Ledger) append(ctx context.Context, tx *sql.Tx, d report.Decision) error {
	var salt seal.Salt
	rand.Read(salt[:]) // never fails
	record, err := seal.NewRecord(seal.DecisionKind, d.ID, l.now(), report.Digest{}, salt, decisionValues(d))
	if err != nil {
		return err
	}
	leaf, err := l.seal(ctx, tx, []seal.Record{record})
	if err != nil {
		return err
	}
	args := []any{leaf, record.Added.Format(seal.TimeLayout), salt[:], d.ID}
	for _, v := range decisionValues(d) {
		args = append(args, v)
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO decision (leaf, added, salt, `+decisionColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`, args...)
	if err != nil {
		return fmt.Errorf("write decision %s: %w", d.ID, err)
	}
	return bump(ctx, tx)
}

// Decisions are all decisions in the order they were taken down. They go on like [Ledger.Reports].
func (l *Ledger) Decisions(ctx context.Context) iter.Seq2[report.Decision, error] {
	return pages(ctx, l.reader, `SELECT leaf, `+decisionColumns+` FROM decision WHERE leaf > $1 ORDER BY leaf LIMIT $2`,
		func(rows *sql.Rows) (leaf int64, d report.Decision, err, broken error) {
			d, broken = scanDecision(rows.Scan, &leaf)
			return leaf, d, nil, broken
		})
}

// decisionColumns are the columns of table decision that make a [report.Decision]: the ID and then the fields of its record in
// the order of seal.Fields. "by" and "on" are words of SQL, so two of them have other names.
const decisionColumns = `id, at, analyst, act, subjects, value, reason`

// decisionValues are the values of a decision's sealed fields, in the order of seal.Fields.
func decisionValues(d report.Decision) []string {
	return []string{d.At.Format(time.RFC3339Nano), d.By, d.Act, strings.Join(d.On, "\n"), d.Value, d.Reason}
}

// scanDecision reads decisionColumns, after the columns that go into before.
func scanDecision(scan func(...any) error, before ...any) (report.Decision, error) {
	var d report.Decision
	var at, on string
	if err := scan(slices.Concat(before, []any{&d.ID, &at, &d.By, &d.Act, &on, &d.Value, &d.Reason})...); err != nil {
		return report.Decision{}, err
	}
	t, err := time.Parse(time.RFC3339Nano, at)
	if err != nil {
		return report.Decision{}, damaged("the time of decision %s is not a time", shown(d.ID))
	}
	d.At = t.UTC()
	if on != "" {
		d.On = strings.Split(on, "\n")
	}
	return d, nil
}
