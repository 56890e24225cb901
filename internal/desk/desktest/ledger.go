// Package desktest helps to test the desk: a ledger in memory, an invented story to fill it, and a browser that walks
// through a desk as an analyst would and complains about what would hinder one.
//
// It is used by tests only; nothing here is linked into the program.
package desktest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"firsthand/internal/report"
)

// Ledger is a ledger in memory. It satisfies the desk's Ledger interface. Fill it before it is served from: it has no
// lock.
type Ledger struct {
	reports   []report.Report
	readings  map[string]report.Reading
	originals map[report.Digest][]byte
	decisions []report.Decision

	// Fault, when set, is what every method answers instead of doing its work.
	Fault error
}

// errNone is the answer to a name that the ledger does not know.
var errNone = errors.New("not in this ledger")

// Add puts a report into the ledger with its reading and the bytes it was captured from.
func (l *Ledger) Add(r report.Report, reading report.Reading, original []byte) {
	if l.readings == nil {
		l.readings = map[string]report.Reading{}
		l.originals = map[report.Digest][]byte{}
	}
	l.reports = append(l.reports, r)
	l.readings[r.ID] = reading
	l.originals[r.Original] = original
}

// AddUnread puts a report into the ledger that nobody has read, and whose original is lost.
func (l *Ledger) AddUnread(r report.Report) { l.reports = append(l.reports, r) }

// Corrupt changes the stored bytes of an original without changing its name.
func (l *Ledger) Corrupt(d report.Digest) { l.originals[d] = append([]byte("x"), l.originals[d]...) }

// Version grows with every report and every decision.
func (l *Ledger) Version(context.Context) (int64, error) {
	return int64(len(l.reports) + len(l.decisions)), l.Fault
}

// Decide takes a decision down, at any version, with an ID that counts them where it has none.
func (l *Ledger) Decide(_ context.Context, d report.Decision, _ int64) (report.Decision, error) {
	if d.ID == "" {
		d.ID = fmt.Sprintf("%032x", len(l.decisions)+1)
	}
	d.At = time.Date(2017, 3, 9, 12, len(l.decisions), 0, 0, time.UTC)
	l.decisions = append(l.decisions, d)
	return d, l.Fault
}

// Decisions yields every decision in the order of deciding.
func (l *Ledger) Decisions(context.Context) iter.Seq2[report.Decision, error] {
	return func(yield func(report.Decision, error) bool) {
		for _, d := range l.decisions {
			if !yield(d, l.Fault) || l.Fault != nil {
				return
			}
		}
	}
}

// Reports yields every report in the order of adding.
func (l *Ledger) Reports(context.Context) iter.Seq2[report.Report, error] {
	return func(yield func(report.Report, error) bool) {
		if l.Fault != nil {
			yield(report.Report{}, l.Fault)
			return
		}
		for _, r := range l.reports {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// ReportsAfter yields the reports behind the one of a number.
func (l *Ledger) ReportsAfter(ctx context.Context, leaf int64) iter.Seq2[report.Placed, error] {
	return func(yield func(report.Placed, error) bool) {
		at := int64(0)
		for r, err := range l.Reports(ctx) {
			if (at > leaf || err != nil) && !yield(report.Placed{Leaf: at, Report: r}, err) {
				return
			}
			at++
		}
	}
}

// Report finds a report by its ID.
func (l *Ledger) Report(_ context.Context, id string) (report.Report, error) {
	for _, r := range l.reports {
		if r.ID == id {
			return r, l.Fault
		}
	}
	return report.Report{}, errNone
}

// Reading finds the reading of a report.
func (l *Ledger) Reading(_ context.Context, id string) (report.Reading, error) {
	r, ok := l.readings[id]
	if !ok {
		return r, errNone
	}
	return r, l.Fault
}

// Original finds the bytes that d names.
func (l *Ledger) Original(_ context.Context, d report.Digest) ([]byte, error) {
	b, ok := l.originals[d]
	if !ok {
		return nil, errNone
	}
	return b, l.Fault
}
