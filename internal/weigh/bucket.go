package weigh

import (
	"slices"
)

// bucket is the mentions that agree in place, days and kind, and those that were moved to one of them.
type bucket struct {
	key      string
	place    place
	days     days
	kind     string
	first    *mention   // the earliest that agrees, wherever it belongs
	mentions []*mention // in order of publication

	id    string // an incident named after it is called so
	links []link // other buckets that may be one event with it
	spots []spot // under which others find it
	in    *cluster
	state bucketState
}

type bucketState uint8

const (
	bucketChanged bucketState = 1 << iota // its mentions changed
	bucketLooked                          // its links were looked up since
)

func newBucket(t *mention, key string) *bucket {
	return &bucket{key: key, place: t.place, days: t.days, kind: t.event.Kind, first: t, id: identify("incident", key)}
}

// put adds a mention.
func (b *bucket) put(t *mention) {
	at, _ := slices.BinarySearchFunc(b.mentions, t, (*mention).compare)
	b.mentions = slices.Insert(b.mentions, at, t)
}

// take removes a mention.
func (b *bucket) take(t *mention) {
	if at, ok := slices.BinarySearchFunc(b.mentions, t, (*mention).compare); ok {
		b.mentions = slices.Delete(b.mentions, at, at+1)
	}
}

// settle notes what the mentions say about the place.
func (b *bucket) settle() {
	b.place = b.first.place
	b.place.where.Within = within(b.mentions)
}

// withinReports is how many mentions of a bucket are asked which places lie in its place.
const withinReports = 64

// within gathers the places that reports name as lying in the place of their event.
func within(mentions []*mention) []string {
	var names []string
	for _, t := range mentions[:min(len(mentions), withinReports)] {
		names = append(names, t.event.Where.Within...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// holdsOf counts the events of a report that belong to the bucket.
func (b *bucket) holdsOf(d *document) int {
	n := 0
	for _, t := range d.mentions {
		if t.assigned.bucket == b {
			n++
		}
	}
	return n
}

// sharesReport tells whether one report has different events in both buckets. A situation that a report tells of on
// several days is one, not two.
func (b *bucket) sharesReport(c *bucket) bool {
	if situation(b.kind) && b.kind == c.kind && b.place.key == c.place.key {
		return false
	}
	few, other := b, c
	if len(few.mentions) > len(other.mentions) {
		few, other = other, few
	}
	return slices.ContainsFunc(few.mentions, func(t *mention) bool {
		return len(t.doc.mentions) > 1 && other.holdsOf(t.doc) > 0
	})
}

// oneDay tells whether the mention is of one day in a known place, and of no situation.
func (t *mention) oneDay() bool {
	return t.days.known && t.days.from == t.days.to && t.place.key != "" && !situation(t.event.Kind)
}
