package corefer

import (
	"cmp"
	"container/heap"
	"firsthand/internal/weigh/inorder"
	"firsthand/internal/weigh/scene"
	"slices"
)

// assigner finds where mentions belong while reports come.
type assigner struct {
	buckets map[string]*bucket
	named   map[string]*bucket      // by their IDs
	figures map[sighting][]*Mention // of reports that are no copies, by the figures that they give
	told    map[sighting][]*Mention // of such reports, those that name a day, by place and day
	undated map[sighting][]*Mention // those that name none, by place and day of publication
	waiting documentQueue           // reports whose mentions may belong elsewhere
	changed []*bucket
}

// sighting is a figure given for a place and a day.
type sighting struct {
	mark
	place string
	day   int
}

func newAssigner() *assigner {
	return &assigner{buckets: make(map[string]*bucket), named: make(map[string]*bucket), figures: make(map[sighting][]*Mention),
		told: make(map[sighting][]*Mention), undated: make(map[sighting][]*Mention)}
}

// add takes the mentions of a new report in.
func (h *assigner) add(d *Document) {
	for _, t := range d.Mentions {
		key := t.key()
		b := h.buckets[key]
		if b == nil {
			b = newBucket(t, key)
			h.buckets[key], h.named[b.id] = b, b
		} else {
			b.natives = append(b.natives, t)
			if t.compare(b.first) < 0 {
				b.first = t
				h.change(b)
			}
		}
		t.native = b
		if t.Undated && t.oneDay() {
			at := sighting{place: t.Place.Key, day: t.Days.From}
			h.undated[at] = append(h.undated[at], t)
		}
	}
	h.relate(d)
}

// show makes the figures of a report known, or takes them back because it turned out to be a copy: copies settle
// nothing and follow what they copied.
func (h *assigner) show(d *Document, shown bool) {
	for _, t := range d.Mentions {
		if !t.oneDay() {
			continue
		}
		for _, m := range t.marks() {
			at := sighting{m, t.Place.Key, t.Days.From}
			if shown {
				h.figures[at] = append(h.figures[at], t)
			} else {
				h.figures[at] = slices.DeleteFunc(h.figures[at], func(u *Mention) bool { return u == t })
			}
			h.wake(at)
			at.day++
			h.wake(at)
		}
		if !t.Undated {
			h.tell(t, shown)
		}
	}
}

// tell makes known what a report tells of a day that it names, or takes it back, and lets the reports be looked at
// again that were published within [storyDays] of it, tell of its place and name no day.
func (h *assigner) tell(t *Mention, shown bool) {
	at := sighting{place: t.Place.Key, day: t.Days.From}
	if shown {
		h.told[at] = append(h.told[at], t)
	} else {
		h.told[at] = slices.DeleteFunc(h.told[at], func(u *Mention) bool { return u == t })
	}
	for range storyDays + 1 {
		for _, u := range h.undated[at] {
			h.wait(u.Doc)
		}
		at.day++
	}
}

// wake lets the reports that give a figure for their day of publication be looked at again.
func (h *assigner) wake(at sighting) {
	for _, t := range h.figures[at] {
		if t.fresh {
			h.wait(t.Doc)
		}
	}
}

// relate notes that a report's parents are known, or others than before.
func (h *assigner) relate(d *Document) {
	if d.shown == d.Copied() {
		d.shown = !d.shown
		h.show(d, d.shown)
	}
	h.wait(d)
}

func (h *assigner) wait(d *Document) {
	if !d.queued && len(d.Mentions) > 0 {
		d.queued = true
		heap.Push(&h.waiting, d)
	}
}

func (h *assigner) change(b *bucket) {
	if b.state&bucketChanged == 0 {
		b.state |= bucketChanged
		h.changed = append(h.changed, b)
	}
}

// settle moves all mentions to where they belong, and gives the buckets that changed. Where a mention belongs depends
// on reports published before, so the earliest are looked at first.
func (h *assigner) settle() []*bucket {
	for len(h.waiting) > 0 {
		d := heap.Pop(&h.waiting).(*Document)
		d.queued = false
		for i, at := range h.assignmentsOf(d) {
			h.move(d.Mentions[i], at)
		}
	}
	changed := h.changed
	h.changed = nil
	return changed
}

// move gives a mention another assignment, and has those looked at that go by it.
func (h *assigner) move(t *Mention, to assignment) {
	from := t.assigned
	if from == to {
		return
	}
	t.assigned = to
	if from.bucket != nil && from.bucket != to.bucket {
		from.bucket.take(t)
	}
	if from.bucket != to.bucket {
		to.bucket.put(t)
	}
	for _, b := range []*bucket{from.bucket, to.bucket} {
		if b != nil {
			h.change(b)
		}
	}
	for _, c := range t.Doc.Children {
		h.wait(c)
	}
	if t.fresh && t.oneDay() && (from.after == nil) != (to.after == nil) {
		for _, m := range t.marks() {
			h.wake(sighting{m, t.Place.Key, t.Days.From + 1})
		}
	}
}

// assignmentsOf finds where the mentions of a report belong, as far as the others are settled.
func (h *assigner) assignmentsOf(d *Document) []assignment {
	at := make([]assignment, len(d.Mentions))
	for i, t := range d.Mentions {
		at[i] = assignment{bucket: t.native, told: t.Days}
	}
	if d.Copied() {
		followCopies(d, at)
	} else {
		h.followFigures(d, at)
		h.followStory(d, at)
	}
	return at
}

func countIn(at []assignment, b *bucket) int {
	n := 0
	for i := range at {
		if at[i].bucket == b {
			n++
		}
	}
	return n
}

// followCopies puts an event that stands in copied words with the event of the report they were copied from, when kind
// and place are the same and the days are at most one apart: a copy that says "today" a day later still tells of the
// first day.
func followCopies(d *Document, at []assignment) {
	for _, p := range d.Parents {
		if p.Share <= CopyShare || p.Doc.Order > d.Order {
			continue
		}
		for i, t := range d.Mentions {
			first := sameWords(t, p.Doc.Mentions)
			if at[i].after != nil || first == nil {
				continue
			}
			at[i].told = first.assigned.told
			into := first.assigned.bucket
			apart := countIn(at, into) > 0 && into.holdsOf(p.Doc) < 2 // one report's events stay apart, unless the first's did not
			if into != at[i].bucket && !apart {
				at[i].bucket, at[i].after = into, first
				at[i].why = moved{code: movedByCopy, figure: int64(100 * p.Share)}
			}
		}
	}
}

// sameWords finds the event of a report that its copy tells of as t: of the same kind, in the same place, on the same
// days if there is one, else at most a day apart; a copy that names no day may be of any. Bulletins that come out every
// day in the same words differ in their figures.
func sameWords(t *Mention, others []*Mention) *Mention {
	var next *Mention
	for _, o := range others {
		if t.Event.Kind == "" || t.Event.Kind != o.Event.Kind || t.Place.Key != o.Place.Key || !t.Undated && t.Days.Known != o.assigned.told.Known {
			continue
		}
		switch gap := t.Days.Gap(o.assigned.told); {
		case gap == 0 && t.Days.Known == o.assigned.told.Known:
			return o
		case gap <= 1 || t.Undated:
			a, b := t.marks(), o.marks()
			if next == nil && (len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(m mark) bool { return slices.Contains(b, m) })) {
				next = o
			}
		}
	}
	return next
}

// followFigures puts an event that its report dates to its own day of publication with an event of the day before, when
// both give the same telltale figure in the same place, and no later report gives that figure for the later day.
func (h *assigner) followFigures(d *Document, at []assignment) {
	for i, t := range d.Mentions {
		if !t.fresh || !t.oneDay() {
			continue
		}
		for _, m := range t.marks() {
			seen := sighting{m, t.Place.Key, t.Days.From}
			if slices.ContainsFunc(h.figures[seen], func(t *Mention) bool { return !t.fresh }) {
				continue
			}
			seen.day--
			first := earliest(h.figures[seen], t.Event.Kind)
			if first != nil && countIn(at, first.native) == 0 { // one report's events stay apart
				at[i].bucket, at[i].after = first.native, first
				at[i].why = moved{code: movedByFigure, figure: m.low}
				break
			}
		}
	}
}

// storyDays is for how many days after it happened a report that names no day is taken to tell of it still.
const storyDays = 10

// followStory puts an event whose report names no day with the last event of its place and sort that another report
// dates, where that lies at most [storyDays] before the report was published: a list of names that comes out two days
// later, a debate, a correction. Where both count the same and their numbers lie far apart, they are taken for two.
func (h *assigner) followStory(d *Document, at []assignment) {
	for i, t := range d.Mentions {
		if !t.Undated || !t.oneDay() || at[i].after != nil {
			continue
		}
		seen := sighting{place: t.Place.Key, day: t.Days.From}
		for gap := 0; gap <= storyDays; gap, seen.day = gap+1, seen.day-1 {
			first := earliest(h.told[seen], t.Event.Kind)
			if first == nil || first.Doc == d {
				continue
			}
			if gap > 0 && !t.differs(first) && countIn(at, first.native) == 0 {
				at[i].bucket, at[i].after = first.native, first
				at[i].why = moved{code: movedByStory, published: t.Doc.Published.Day, days: first.Days}
			}
			break
		}
	}
}

// differs reports whether two mentions count the same, and every number of the one is more than twice one of the other:
// a toll that rises or is corrected stays within that.
func (t *Mention) differs(u *Mention) bool {
	found := false
	for _, m := range t.marks() {
		for _, n := range u.marks() {
			if m.measure != n.measure || m.who != n.who {
				continue
			}
			if m.low <= 2*n.low && n.low <= 2*m.low {
				return false
			}
			found = true
		}
	}
	return found
}

// earliest is the first published mention that was not moved itself and whose kind is compatible, of the same kind if
// there is one.
func earliest(mentions []*Mention, kind string) *Mention {
	var first *Mention
	for _, t := range mentions {
		if t.assigned.after != nil || scene.KindScore(t.Event.Kind, kind) == 0 {
			continue
		}
		if first == nil || cmp.Or(inorder.Bools(first.Event.Kind == kind, t.Event.Kind == kind), t.compare(first)) < 0 {
			first = t
		}
	}
	return first
}

// documentQueue is a heap of reports, the earliest published first.
type documentQueue []*Document

func (q documentQueue) Len() int           { return len(q) }
func (q documentQueue) Less(i, j int) bool { return q[i].Order < q[j].Order }
func (q documentQueue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *documentQueue) Push(x any)        { *q = append(*q, x.(*Document)) }
func (q *documentQueue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
