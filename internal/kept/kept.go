// Package kept holds what a ledger comes to while a program runs, so that a new report or a decision costs what it
// touches and not what the whole ledger weighs.
//
// [Weighed] knows three things of a ledger: what reports lie behind a leaf, with their readings; by which reader these
// are; and what was decided. What it gives is, to the byte, what weighing all of that at once gives: the property tests
// of this package and of weigh hold it. It keeps nothing on a disk.
package kept

import (
	"context"
	"reflect"
	"sync"

	"firsthand/internal/decide"
	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// Ledger is what a ledger has to tell.
type Ledger interface {
	// Reader is the version of the reader that made the readings. Where it is another than before, all is asked for
	// again.
	Reader(context.Context) (string, error)
	// After gives the reports behind a leaf, with their readings by that reader, and the last leaf of a report; -1
	// stands before all.
	After(ctx context.Context, leaf int64) ([]weigh.Item, int64, error)
	// Decisions gives all decisions in the order in which they were taken down.
	Decisions(context.Context) ([]report.Decision, error)
}

// Weighed is what a ledger comes to. Many goroutines may ask it; they take turns.
type Weighed struct {
	ledger Ledger

	turn    sync.Mutex
	reader  string
	leaf    int64
	items   map[string]weigh.Item // as they were read, by ID of the report
	all     []report.Decision     // as they were taken down
	changes decide.Changes        // on reports and words, by those that stand
	weigher *weigh.Weigher        // nil where nothing was weighed yet, or the last time failed half-way
	latest  report.Weighing
}

// Of gives what a ledger comes to. It asks the ledger nothing yet.
func Of(l Ledger) *Weighed { return &Weighed{ledger: l} }

// Weigh gives what the ledger comes to now. What it gives is not changed by what comes later, nor may the caller change
// it.
func (w *Weighed) Weigh(ctx context.Context) (report.Weighing, error) {
	w.turn.Lock()
	defer w.turn.Unlock()
	if err := w.follow(ctx); err != nil {
		return report.Weighing{}, err
	}
	return w.latest, nil
}

// follow takes in what came to the ledger since it was asked last.
func (w *Weighed) follow(ctx context.Context) error {
	reader, err := w.ledger.Reader(ctx)
	if err != nil {
		return err
	}
	if w.weigher == nil || reader != w.reader {
		w.weigher, w.reader, w.leaf = nil, reader, -1
		w.items, w.all, w.changes = make(map[string]weigh.Item), nil, decide.ChangesOf(nil)
	}
	items, leaf, err := w.ledger.After(ctx, w.leaf)
	if err != nil {
		return err
	}
	all, err := w.ledger.Decisions(ctx)
	if err != nil {
		return err
	}
	weigher := w.weigher
	w.weigher = nil // until all is taken in
	fresh := weigher == nil
	if fresh {
		weigher = weigh.NewWeigher(nil)
	}
	changed := w.decide(weigher, all)
	for _, it := range items {
		w.items[it.Report.ID] = it
	}
	if now := w.effective(items); len(now) > 0 {
		weigher.Add(now...)
		changed = true
	}
	w.leaf, w.weigher = leaf, weigher
	if changed || fresh {
		w.latest = weigher.Weighing()
	}
	return nil
}

// decide takes the decisions of a ledger in. It reports whether they changed anything.
func (w *Weighed) decide(weigher *weigh.Weigher, all []report.Decision) bool {
	if reflect.DeepEqual(all, w.all) {
		return false
	}
	standing := decide.Standing(all)
	before, changes := w.changes, decide.ChangesOf(standing)
	w.all, w.changes = all, changes
	var out []string
	var revised, back []weigh.Item
	for _, id := range before.Differ(changes) {
		it, known := w.items[id]
		if !known {
			continue
		}
		_, was := before.Left(id)
		_, is := changes.Left(id)
		it.Reading = changes.Reading(it.Reading)
		switch {
		case is && !was:
			out = append(out, id)
		case was && !is:
			back = append(back, it)
		case !is:
			revised = append(revised, it)
		}
	}
	if len(out) > 0 {
		weigher.Remove(out...)
	}
	if len(revised) > 0 {
		weigher.Revise(revised...)
	}
	if len(back) > 0 {
		weigher.Add(back...)
	}
	weigher.Decide(standing)
	return true
}

// effective gives what is weighed of some items: those that were not rejected, with readings as they were corrected.
func (w *Weighed) effective(items []weigh.Item) []weigh.Item {
	left := make([]weigh.Item, 0, len(items))
	for _, it := range items {
		if _, out := w.changes.Left(it.Report.ID); !out {
			it.Reading = w.changes.Reading(it.Reading)
			left = append(left, it)
		}
	}
	return left
}
