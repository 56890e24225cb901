package weigh

import (
	"slices"
)

// bundle is the tellings that agree in place, days and kind, and those that were moved to one of them.
type bundle struct {
	key      string
	place    place
	days     days
	kind     string
	first    *telling   // the earliest that agrees, wherever it belongs
	tellings []*telling // in order of publication

	id    string // an incident named after it is called so
	links []link // other bundles that may be one event with it
	spots []spot // under which others find it
	in    *cluster
	state bundleState
}

type bundleState uint8

const (
	bundleChanged bundleState = 1 << iota // its tellings changed
	bundleLooked                          // its links were looked up since
)

func newBundle(t *telling, key string) *bundle {
	return &bundle{key: key, place: t.place, days: t.days, kind: t.event.Kind, first: t, id: identify("incident", key)}
}

// put adds a telling.
func (b *bundle) put(t *telling) {
	at, _ := slices.BinarySearchFunc(b.tellings, t, (*telling).compare)
	b.tellings = slices.Insert(b.tellings, at, t)
}

// take removes a telling.
func (b *bundle) take(t *telling) {
	if at, ok := slices.BinarySearchFunc(b.tellings, t, (*telling).compare); ok {
		b.tellings = slices.Delete(b.tellings, at, at+1)
	}
}

// settle notes what the tellings say about the place.
func (b *bundle) settle() {
	b.place = b.first.place
	b.place.where.Within = within(b.tellings)
}

// withinReports is how many tellings of a bundle are asked which places lie in its place.
const withinReports = 64

// within gathers the places that reports name as lying in the place of their event.
func within(tellings []*telling) []string {
	var names []string
	for _, t := range tellings[:min(len(tellings), withinReports)] {
		names = append(names, t.event.Where.Within...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// holdsOf counts the events of a report that belong to the bundle.
func (b *bundle) holdsOf(d *doc) int {
	n := 0
	for _, t := range d.tellings {
		if t.home.bundle == b {
			n++
		}
	}
	return n
}

// sharesReport tells whether one report has different events in both bundles. A situation that a report tells of on
// several days is one, not two.
func (b *bundle) sharesReport(c *bundle) bool {
	if situation(b.kind) && b.kind == c.kind && b.place.key == c.place.key {
		return false
	}
	few, other := b, c
	if len(few.tellings) > len(other.tellings) {
		few, other = other, few
	}
	return slices.ContainsFunc(few.tellings, func(t *telling) bool {
		return len(t.doc.tellings) > 1 && other.holdsOf(t.doc) > 0
	})
}

// oneDay tells whether the telling is of one day in a known place, and of no situation.
func (t *telling) oneDay() bool {
	return t.days.known && t.days.from == t.days.to && t.place.key != "" && !situation(t.event.Kind)
}
