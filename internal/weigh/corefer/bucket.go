package corefer

import (
	"firsthand/internal/weigh/scene"
	"slices"
)

// bucket is the mentions that agree in place, days and kind, and those that were moved to one of them.
type bucket struct {
	key      string
	place    scene.Place
	days     scene.Days
	kind     string
	first    *Mention   // the earliest that agrees, wherever it belongs
	natives  []*Mention // all that agree
	Mentions []*Mention // in order of publication

	marks   []mark          // figures by which its event can be known again, of all its mentions
	targets map[string]bool // what was attacked, as its mentions say
	undated bool            // none of its mentions names a day

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

func newBucket(t *Mention, key string) *bucket {
	return &bucket{key: key, place: t.Place, days: t.Days, kind: t.Event.Kind, first: t, natives: []*Mention{t}, id: Identify("incident", key)}
}

// put adds a mention.
func (b *bucket) put(t *Mention) {
	at, _ := slices.BinarySearchFunc(b.Mentions, t, (*Mention).compare)
	b.Mentions = slices.Insert(b.Mentions, at, t)
}

// take removes a mention.
func (b *bucket) take(t *Mention) {
	if at, ok := slices.BinarySearchFunc(b.Mentions, t, (*Mention).compare); ok {
		b.Mentions = slices.Delete(b.Mentions, at, at+1)
	}
}

// settle notes what the mentions say about the place.
func (b *bucket) settle() {
	b.place = b.first.Place
	b.place.Where.Within = within(b.Mentions)
	b.marks, b.targets, b.undated = nil, make(map[string]bool), true
	for _, t := range b.Mentions[:min(len(b.Mentions), withinReports)] {
		b.marks = append(b.marks, t.marks()...)
		b.undated = b.undated && t.Undated
		if t.Event.Target != "" {
			b.targets[t.Event.Target] = true
		}
	}
}

// agreement is what the figures of two buckets say of their being one event.
type agreement int8

const (
	differ agreement = iota - 1 // both count the same thing and no number is the same
	silent                      // nothing that could be compared
	agreed                      // one number is the same
)

// figures compares the telltale figures of two buckets.
func (b *bucket) figures(c *bucket) agreement {
	found := silent
	for _, m := range b.marks {
		for _, n := range c.marks {
			switch {
			case m == n:
				return agreed
			case m.measure == n.measure:
				found = differ
			}
		}
	}
	return found
}

// sharesTarget reports whether both buckets tell of one sort of target: two schools hit in one night are rare.
func (b *bucket) sharesTarget(c *bucket) bool {
	for target := range b.targets {
		if c.targets[target] {
			return true
		}
	}
	return false
}

// withinReports is how many mentions of a bucket are asked which places lie in its place.
const withinReports = 64

// within gathers the places that reports name as lying in the place of their event.
func within(mentions []*Mention) []string {
	var names []string
	for _, t := range mentions[:min(len(mentions), withinReports)] {
		names = append(names, t.Event.Where.Within...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// holdsOf counts the events of a report that belong to the bucket.
func (b *bucket) holdsOf(d *Document) int {
	n := 0
	for _, t := range d.Mentions {
		if t.assigned.bucket == b {
			n++
		}
	}
	return n
}

// sharesReport reports whether one report has events in both buckets that it tells apart. A situation that a report
// tells of on several days is one, not two.
func (b *bucket) sharesReport(c *bucket) bool {
	if scene.Lasting(b.kind) && b.kind == c.kind && b.place.Key == c.place.Key {
		return false
	}
	few, other := b, c
	if len(few.Mentions) > len(other.Mentions) {
		few, other = other, few
	}
	return slices.ContainsFunc(few.Mentions, func(t *Mention) bool {
		return len(t.Doc.Mentions) > 1 && slices.ContainsFunc(t.Doc.Mentions, func(u *Mention) bool {
			return u != t && u.assigned.bucket == other && t.toldApart(u)
		})
	})
}

// toldApart reports whether a report tells of two of its events as two: it gives figures of both, or different days, or
// it puts them in places that do not contain each other. One that only repeats in other words what was said before
// tells of nothing new.
func (t *Mention) toldApart(u *Mention) bool {
	if len(t.Event.Figures) > 0 && len(u.Event.Figures) > 0 {
		return true
	}
	return !t.Undated && !u.Undated && t.Days.Gap(u.Days) > 0 || scene.PlaceScore(t.Place, u.Place) == 0 || scene.TwoTowns(t.Place, u.Place)
}

// oneDay tells whether the mention is of one day in a known place, and of no situation.
func (t *Mention) oneDay() bool {
	return t.Days.Known && t.Days.From == t.Days.To && t.Place.Key != "" && !scene.Lasting(t.Event.Kind)
}
