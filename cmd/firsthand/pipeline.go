package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"firsthand/internal/capture"
	"firsthand/internal/keep"
	"firsthand/internal/kept"
	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// This file is the way of a report through the house, in order: takeIn captures and keeps, readStale reads, weighAll
// weighs. Nothing remembers what is still to do; it is asked of the ledger, so that a run that was cut off is taken up
// by the next.

const (
	batchReports = 128      // so many reports are sealed in one transaction,
	batchBytes   = 16 << 20 // or fewer, once their originals come to this much
)

// intake is what came of adding.
type intake struct {
	added   int // reports that are new to the ledger
	known   int // reports that it held already
	refused int // inputs and reports that could not be read or kept

	undated     int // of those added, without a day,
	unpublished int // without a publisher,
	untitled    int // or without a title
}

// takeIn captures every item of the walk and keeps it, a batch at a time. What cannot be captured or kept is told on
// standard error and counted; the rest goes on. Each batch is sealed on the disk before the next begins, whatever
// happens after.
func (a *app) takeIn(ctx context.Context, l *keep.Ledger, walk iter.Seq2[capture.Item, error]) (intake, error) {
	var (
		done  intake
		batch []keep.Item
		size  int
		last  report.Digest
	)
	doubts := a.newDoubts()
	defer doubts.close()
	tick, wipe := a.progress("adding", -1)
	defer wipe()
	flush := func() error {
		n, err := a.keepBatch(ctx, l, batch)
		tick(len(batch))
		done.added += n.added
		done.known += n.known
		done.refused += n.refused
		done.undated += n.undated
		done.unpublished += n.unpublished
		done.untitled += n.untitled
		batch, size = batch[:0], 0
		return err
	}
	for item, err := range walk {
		if ctx.Err() != nil {
			return done, ctx.Err()
		}
		if err != nil {
			done.refused++
			a.refuse(err)
			continue
		}
		doubts.tell(item.Warnings, 0)
		batch = append(batch, keep.Item{Report: captured(item.Report), Original: item.Original})
		size += len(item.Report.Text)
		if item.Report.Original != last { // many reports of one file share its bytes
			size += len(item.Original)
			last = item.Report.Original
		}
		if len(batch) == batchReports || size >= batchBytes {
			if err := flush(); err != nil {
				return done, err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return done, err
	}
	return done, flush()
}

// captureTool is what this program calls itself in what it captures.
const captureTool = "firsthand"

// captured says by what, and when, a report was captured.
func captured(r report.Report) report.Report {
	if r.Capture.At.IsZero() {
		r.Capture.At = time.Now().UTC().Truncate(time.Second)
	}
	r.Capture.Tool, r.Capture.Version = captureTool, programBuild()
	return r
}

// count takes in a report that is new to the ledger.
func (i *intake) count(r report.Report) {
	i.added++
	if r.Day() == "" {
		i.undated++
	}
	if r.Publisher == "" {
		i.unpublished++
	}
	if r.Title == "" && r.Part == "" { // messages and rows have none
		i.untitled++
	}
}

// keepBatch keeps a batch. A batch is kept whole or not at all, so an item that is refused is taken out and the rest
// tried again.
func (a *app) keepBatch(ctx context.Context, l *keep.Ledger, batch []keep.Item) (intake, error) {
	var done intake
	for len(batch) > 0 {
		added, err := l.Add(ctx, batch)
		var fault *keep.ItemError
		if errors.As(err, &fault) {
			done.refused++
			a.refuse(fmt.Errorf("%s: %w", batch[fault.Index].Report.Name, fault))
			batch = append(batch[:fault.Index:fault.Index], batch[fault.Index+1:]...)
			continue
		}
		for i, r := range added {
			if r.New {
				done.count(batch[i].Report)
			} else {
				done.known++
			}
		}
		return done, a.aboutLedger(err)
	}
	return done, nil
}

// openWeighed opens the ledger, reads what is not read, and weighs all of it. Whoever calls it closes the ledger.
func (a *app) openWeighed(ctx context.Context) (*keep.Ledger, report.Weighing, error) {
	l, err := a.openLedger(ctx)
	if err != nil {
		return nil, report.Weighing{}, err
	}
	if _, _, err = a.readStale(ctx, l); err == nil {
		var w report.Weighing
		if w, err = a.weighAll(ctx, l); err == nil {
			return l, w, nil
		}
	}
	l.Close()
	return nil, report.Weighing{}, err
}

// readStale reads every report of the ledger whose reading is missing or was made by another reader, and keeps the
// readings. It gives the number of reports read; those on which the reader itself failed are told on standard error and
// counted in failed too; their readings say so.
func (a *app) readStale(ctx context.Context, l *keep.Ledger) (done, failed int, err error) {
	if l.ReadOnly() { // weighAll reads what it needs, and keeps nothing of it
		return 0, 0, nil
	}
	if err := a.sealOldPlaces(ctx, l); err != nil {
		return 0, 0, err
	}
	reader, err := a.readerOf(ctx, l)
	if err != nil {
		return 0, 0, err
	}
	tick, wipe := a.progress("reading", -1)
	defer wipe()

	var batch []report.Reading
	size := 0 // of their texts
	flush := func() error {
		if err := l.PutReadings(ctx, batch); err != nil {
			return a.aboutLedger(err)
		}
		done += len(batch)
		tick(len(batch))
		batch, size = batch[:0], 0
		return nil
	}
	var broken error
	stale := func(yield func(result) bool) {
		for r, err := range l.Stale(ctx, reader.Version()) {
			if err != nil {
				broken = err
				return
			}
			if !yield(result{report: r}) {
				return
			}
		}
	}
	for r := range inOrder(ctx, stale, readWith(reader)) {
		if r.err != nil {
			failed++
			a.refuse(r.err)
		}
		size += len(r.report.Text)
		if batch = append(batch, r.reading); len(batch) == batchReports || size >= batchBytes {
			if err := flush(); err != nil {
				return done, failed, err
			}
		}
	}
	if err := errors.Join(ctx.Err(), broken); err != nil {
		return done, failed, a.aboutLedger(err)
	}
	return done, failed, flush()
}

// weighAll weighs everything that the ledger holds.
func (a *app) weighAll(ctx context.Context, l *keep.Ledger) (report.Weighing, error) {
	return a.weighed(l).Weigh(ctx)
}

// weighed is what a ledger comes to, kept from one time that it is asked for to the next.
func (a *app) weighed(l *keep.Ledger) *kept.Weighed { return kept.Of(source{a, l}) }

// source is a ledger as [kept.Weighed] asks for it.
type source struct {
	app    *app
	ledger *keep.Ledger
}

// Reader is the version of the reader at hand.
func (s source) Reader(ctx context.Context) (string, error) {
	reader, err := s.app.readerOf(ctx, s.ledger)
	if err != nil {
		return "", err
	}
	return reader.Version(), nil
}

// After gives the reports behind a leaf with their readings. One that is damaged or missing is made again, which gives
// the same as before.
func (s source) After(ctx context.Context, leaf int64) ([]weigh.Item, int64, error) {
	reader, err := s.app.readerOf(ctx, s.ledger)
	if err != nil {
		return nil, leaf, err
	}
	readings := make(map[string]report.Reading)
	for g, err := range s.ledger.ReadingsAfter(ctx, leaf) {
		if errors.Is(err, keep.ErrDamaged) {
			s.app.log.Warn("a kept reading is damaged and is made again", "error", err)
			continue
		}
		if err != nil {
			return nil, leaf, s.app.aboutLedger(err)
		}
		if g.Reader.Version == reader.Version() { // what another made is made anew, whoever that was
			readings[g.ID] = g
		}
	}
	var items []weigh.Item
	var mended []report.Reading
	for r, err := range s.ledger.ReportsAfter(ctx, leaf) {
		if err != nil {
			return nil, leaf, s.app.aboutLedger(err)
		}
		g, ok := readings[r.Report.ID]
		if !ok {
			if g, err = safely(reader, r.Report); err != nil {
				s.app.log.Warn("a report could not be read", "error", err)
			}
			mended = append(mended, g)
		}
		items, leaf = append(items, weigh.Item{Report: r.Report, Reading: g}), r.Leaf
	}
	if err := s.ledger.PutReadings(ctx, mended); err != nil && !errors.Is(err, keep.ErrReadOnly) {
		return nil, leaf, s.app.aboutLedger(err)
	}
	return items, leaf, nil
}

// Decisions gives all decisions of the ledger.
func (s source) Decisions(ctx context.Context) (all []report.Decision, err error) {
	for d, err := range s.ledger.Decisions(ctx) {
		if err != nil {
			return nil, s.app.aboutLedger(err)
		}
		all = append(all, d)
	}
	return all, nil
}
