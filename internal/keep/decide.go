package keep

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"
	"unicode"

	"firsthand/internal/keep/seal"
	"firsthand/internal/keep/store"
	"firsthand/internal/report"
)

// Decide appends a decision and seals it, and returns it as it is kept: with an ID if it had none (32 random
// hexadecimal digits) and a time, in UTC, if that was zero. When it returns nil the decision is on the disk.
//
// What a decision says was held against the ledger as it was at one version, and is true of that one alone: the same
// thing cannot be taken back twice. So ifVersion is that version, and ErrMoved means that the ledger is at another by
// now: look again and decide again. AnyVersion is for decisions that hold whatever else was decided.
//
// A decision that is held already under the same ID is returned and not appended again, at any version, so a caller
// that chooses the ID can safely try twice. ErrConflict where another decision has that ID; ErrInvalid without an act
// or a reason, with an ID of another form, or with text that is not UTF-8 or has a NUL. After any of these it is not
// sealed. ErrUnknown where the disk failed in the moment of the commit: the same decision with the same ID, sent again,
// gets the answer.
func (l *Ledger) Decide(ctx context.Context, d report.Decision, ifVersion int64) (report.Decision, error) {
	d, err := l.decide(ctx, d, ifVersion)
	if err != nil {
		return d, fmt.Errorf("decide: %w", err)
	}
	return d, nil
}

func (l *Ledger) decide(ctx context.Context, d report.Decision, ifVersion int64) (report.Decision, error) {
	if d.ID == "" {
		d.ID = NewDecisionID()
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
	err := l.update(ctx, func(tx store.Tx) error {
		held, err := decisionByID(tx, d.ID)
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
		if !errors.Is(err, ErrNotFound) {
			return err
		}
		version, err := tx.Version()
		if err != nil {
			return err
		}
		if ifVersion != AnyVersion && version != ifVersion {
			return ErrMoved
		}
		appended = true
		return l.append(ctx, tx, d)
	})
	if err != nil {
		return report.Decision{}, err
	}
	if appended {
		l.publish(context.WithoutCancel(ctx))
	}
	return d, nil
}

// AnyVersion is the version of a ledger for whom it does not matter.
const AnyVersion int64 = -1

// NewDecisionID is an ID that no decision has: 32 random hexadecimal digits.
func NewDecisionID() string {
	var id [16]byte
	rand.Read(id[:]) // never fails
	return hex.EncodeToString(id[:])
}

func checkDecision(d report.Decision) error {
	switch {
	case !seal.ValidID(d.ID):
		return fmt.Errorf("%w: its ID is not 32 lower-case hexadecimal digits", ErrInvalid)
	case d.At.Year() < 1 || d.At.Year() > 9999:
		return fmt.Errorf("%w: its year is not between 1 and 9999", ErrInvalid)
	case strings.TrimSpace(string(d.Act)) == "":
		return fmt.Errorf("%w: it has no act", ErrInvalid)
	case strings.TrimSpace(d.Reason) == "":
		return fmt.Errorf("%w: it gives no reason", ErrInvalid)
	}
	if strings.ContainsFunc(d.By, report.Commands) {
		return fmt.Errorf("%w: the name of who decided has a control character, or one that turns the direction of words", ErrInvalid)
	}
	for _, subject := range d.On {
		if subject == "" || strings.ContainsFunc(subject, unicode.IsControl) {
			return fmt.Errorf("%w: what it is about is empty or has a control character", ErrInvalid)
		}
	}
	return checkValues(seal.Fields(seal.DecisionKind), decisionValues(d))
}

// append seals one decision and writes its row.
func (l *Ledger) append(ctx context.Context, tx store.Tx, d report.Decision) error {
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
	err = tx.Insert(store.Decisions, store.Row{Leaf: leaf, ID: d.ID, Added: record.Added.Format(seal.TimeLayout), Salt: salt[:],
		Values: decisionValues(d)})
	if err != nil {
		return err
	}
	return tx.Bump()
}

// Decisions are all decisions in the order they were taken down. They go on like [Ledger.Reports].
func (l *Ledger) Decisions(ctx context.Context) iter.Seq2[report.Decision, error] {
	return func(yield func(report.Decision, error) bool) {
		page := func(v store.View, after int64, n int) ([]store.Row, error) { return v.Rows(store.Decisions, after, n) }
		for row, err := range walk(ctx, l, page, rowLeaf) {
			var d report.Decision
			if err == nil {
				d, err = decisionOf(row)
			}
			if !yield(d, err) || err != nil {
				return
			}
		}
	}
}

// decisionValues are the values of a decision's sealed fields, in the order of seal.Fields.
func decisionValues(d report.Decision) []string {
	return []string{d.At.Format(time.RFC3339Nano), d.By, string(d.Act), strings.Join(d.On, "\n"), d.Value, d.Reason}
}

// decisionByID is the decision of that ID; ErrNotFound where there is none.
func decisionByID(v store.View, id string) (report.Decision, error) {
	row, err := v.Find(store.Decisions, id)
	if err != nil {
		return report.Decision{}, Translate(err)
	}
	return decisionOf(row)
}

// decisionOf takes decisionValues apart.
func decisionOf(row store.Row) (report.Decision, error) {
	if row.Err != nil {
		return report.Decision{}, row.Err
	}
	v := row.Values
	d := report.Decision{ID: row.ID, By: v[1], Act: report.Act(v[2]), Value: v[4], Reason: v[5]}
	at, err := time.Parse(time.RFC3339Nano, v[0])
	if err != nil {
		return report.Decision{}, Damaged("the time of decision %s is not a time", shown(row.ID))
	}
	d.At = at.UTC()
	if v[3] != "" {
		d.On = strings.Split(v[3], "\n")
	}
	return d, nil
}
