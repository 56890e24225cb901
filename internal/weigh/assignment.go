package weigh

import (
	"cmp"
	"container/heap"
	"fmt"
	"slices"
)

// homes finds where tellings belong while reports come.
type homes struct {
	bundles map[string]*bundle
	figures map[sighting][]*telling // of reports that are no copies, by the figures that they give
	waiting docQueue                // reports whose tellings may belong elsewhere
	changed []*bundle
}

// sighting is a figure given for a place and a day.
type sighting struct {
	mark
	place string
	day   int
}

func newHomes() *homes {
	return &homes{bundles: make(map[string]*bundle), figures: make(map[sighting][]*telling)}
}

// add takes the tellings of a new report in.
func (h *homes) add(d *doc) {
	for _, t := range d.tellings {
		key := t.key()
		b := h.bundles[key]
		if b == nil {
			b = newBundle(t, key)
			h.bundles[key] = b
		} else if t.compare(b.first) < 0 {
			b.first = t
			h.change(b)
		}
		t.native = b
	}
	h.relate(d)
}

// show makes the figures of a report known, or takes them back because it turned out to be a copy: copies settle nothing
// and follow what they copied.
func (h *homes) show(d *doc, shown bool) {
	for _, t := range d.tellings {
		if !t.oneDay() {
			continue
		}
		for _, m := range t.marks() {
			at := sighting{m, t.place.key, t.days.from}
			if shown {
				h.figures[at] = append(h.figures[at], t)
			} else {
				h.figures[at] = slices.DeleteFunc(h.figures[at], func(u *telling) bool { return u == t })
			}
			h.wake(at)
			at.day++
			h.wake(at)
		}
	}
}

// wake lets the reports that give a figure for their day of publication be looked at again.
func (h *homes) wake(at sighting) {
	for _, t := range h.figures[at] {
		if t.fresh {
			h.wait(t.doc)
		}
	}
}

// relate notes that a report's parents are known, or others than before.
func (h *homes) relate(d *doc) {
	if d.shown == d.copied() {
		d.shown = !d.shown
		h.show(d, d.shown)
	}
	h.wait(d)
}

func (h *homes) wait(d *doc) {
	if !d.queued && len(d.tellings) > 0 {
		d.queued = true
		heap.Push(&h.waiting, d)
	}
}

func (h *homes) change(b *bundle) {
	if b.state&bundleChanged == 0 {
		b.state |= bundleChanged
		h.changed = append(h.changed, b)
	}
}

// settle moves all tellings to where they belong, and gives the bundles that changed. Where a telling belongs depends on
// reports published before, so the earliest are looked at first.
func (h *homes) settle() []*bundle {
	for len(h.waiting) > 0 {
		d := heap.Pop(&h.waiting).(*doc)
		d.queued = false
		for i, at := range h.homesOf(d) {
			h.move(d.tellings[i], at)
		}
	}
	changed := h.changed
	h.changed = nil
	return changed
}

// move gives a telling another home, and has those looked at that go by it.
func (h *homes) move(t *telling, to home) {
	from := t.home
	if from == to {
		return
	}
	t.home = to
	if from.bundle != nil && from.bundle != to.bundle {
		from.bundle.take(t)
	}
	if from.bundle != to.bundle {
		to.bundle.put(t)
	}
	for _, b := range []*bundle{from.bundle, to.bundle} {
		if b != nil {
			h.change(b)
		}
	}
	for _, c := range t.doc.children {
		h.wait(c)
	}
	if t.fresh && t.oneDay() && (from.after == nil) != (to.after == nil) {
		for _, m := range t.marks() {
			h.wake(sighting{m, t.place.key, t.days.from + 1})
		}
	}
}

// homesOf finds where the tellings of a report belong, as far as the others are settled.
func (h *homes) homesOf(d *doc) []home {
	at := make([]home, len(d.tellings))
	for i, t := range d.tellings {
		at[i] = home{bundle: t.native, told: t.days}
	}
	if d.copied() {
		followCopies(d, at)
	} else {
		h.followFigures(d, at)
	}
	return at
}

func countIn(at []home, b *bundle) int {
	n := 0
	for i := range at {
		if at[i].bundle == b {
			n++
		}
	}
	return n
}

// followCopies puts an event that stands in copied words with the event of the report they were copied from, when kind
// and place are the same and the days are at most one apart: a copy that says "today" a day later still tells of the
// first day.
func followCopies(d *doc, at []home) {
	for _, p := range d.parents {
		if p.share <= copyShare || p.doc.order > d.order {
			continue
		}
		for i, t := range d.tellings {
			first := sameWords(t, p.doc.tellings)
			if at[i].after != nil || first == nil {
				continue
			}
			at[i].told = first.home.told
			into := first.home.bundle
			apart := countIn(at, into) > 0 && into.holdsOf(p.doc) < 2 // one report's events stay apart, unless the first's did not
			if into != at[i].bundle && !apart {
				at[i].bundle, at[i].after = into, first
				at[i].why = fmt.Sprintf("%d %% of its words stand in the other report, which tells of the same kind of event in the same place.", int(100*p.share))
			}
		}
	}
}

// sameWords finds the event of a report that its copy tells of as t: of the same kind, in the same place, on the same
// days if there is one, else at most a day apart; a copy that names no day may be of any. Bulletins that come out every
// day in the same words differ in their figures.
func sameWords(t *telling, others []*telling) *telling {
	var next *telling
	for _, o := range others {
		if t.event.Kind == "" || t.event.Kind != o.event.Kind || t.place.key != o.place.key || !t.undated && t.days.known != o.home.told.known {
			continue
		}
		switch gap := t.days.gap(o.home.told); {
		case gap == 0 && t.days.known == o.home.told.known:
			return o
		case gap <= 1 || t.undated:
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
func (h *homes) followFigures(d *doc, at []home) {
	for i, t := range d.tellings {
		if !t.fresh || !t.oneDay() {
			continue
		}
		for _, m := range t.marks() {
			seen := sighting{m, t.place.key, t.days.from}
			if slices.ContainsFunc(h.figures[seen], func(t *telling) bool { return !t.fresh }) {
				continue
			}
			seen.day--
			first := earliest(h.figures[seen], t.event.Kind)
			if first != nil && countIn(at, first.native) == 0 { // one report's events stay apart
				at[i].bundle, at[i].after = first.native, first
				at[i].why = fmt.Sprintf("It is dated to the day its report was published and gives the same figure, %s, for the same place as the other for the day before.", number(m.low))
				break
			}
		}
	}
}

// earliest is the first published telling that was not moved itself and whose kind is compatible, of the same kind if
// there is one.
func earliest(tellings []*telling, kind string) *telling {
	var first *telling
	for _, t := range tellings {
		if t.home.after != nil || kindScore(t.event.Kind, kind) == 0 {
			continue
		}
		if first == nil || cmp.Or(compareBool(first.event.Kind == kind, t.event.Kind == kind), t.compare(first)) < 0 {
			first = t
		}
	}
	return first
}

// docQueue is a heap of reports, the earliest published first.
type docQueue []*doc

func (q docQueue) Len() int           { return len(q) }
func (q docQueue) Less(i, j int) bool { return q[i].order < q[j].order }
func (q docQueue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *docQueue) Push(x any)        { *q = append(*q, x.(*doc)) }
func (q *docQueue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
