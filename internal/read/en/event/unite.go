package event

import (
	"math"
	"slices"

	"firsthand/internal/report"
)

// unite makes one draft of those that tell of one event: violence of one day at one place is one event, though a report
// calls it a strike, an attack and a killing. Two drafts that each have figures of their own, of one measure and
// different, stay two: the report tells them apart.
func (r *reader) unite() {
	kept := r.drafts[:0]
	for i := range r.drafts {
		d := r.drafts[i]
		whole := -1
		for j := len(kept) - 1; j >= max(0, len(kept)-lookBack); j-- {
			if r.one(&kept[j], &d) {
				whole = j
			}
		}
		if whole < 0 {
			kept = append(kept, d)
			continue
		}
		kept[whole].take(&d)
	}
	r.drafts = kept
}

// one reports whether two drafts tell of one event.
func (r *reader) one(a, b *draft) bool {
	if !a.joins(b) && !b.joins(a) || a.past != b.past || a.unlike(b.kind()) {
		return false
	}
	p, q := r.settled(a).place, r.settled(b).place
	if p < 0 || q < 0 || !r.samePlace(p, q) {
		return false
	}
	dayA, dayB := a.day, b.day
	if dayA.none() {
		dayA, _ = r.inherited(a)
	}
	if dayB.none() {
		dayB, _ = r.inherited(b)
	}
	return dayA.meets(dayB) && !dayA.long() && !dayB.long() && !r.toldApart(a, b)
}

// joins reports whether what b tells can be part of a: violence of violence, and what came of a protest of the protest.
func (d *draft) joins(b *draft) bool {
	return b.family == violence && (d.family == violence || d.family == crowd && b.kind().generic())
}

// samePlace reports whether two places are one entry of the gazetteer, or one name.
func (r *reader) samePlace(i, j int) bool {
	a, b := &r.in.Places[i], &r.in.Places[j]
	return a.ID == b.ID && a.Name == b.Name
}

// toldApart reports whether two drafts each have a whole figure of one measure and group, and different ones.
func (r *reader) toldApart(a, b *draft) bool {
	const most = 16 // figures of each
	for _, i := range a.figures[:min(most, len(a.figures))] {
		for _, j := range b.figures[:min(most, len(b.figures))] {
			f, g := &r.in.Figures[i], &r.in.Figures[j]
			if f.Measure == g.Measure && f.Who == g.Who && f.Low != g.Low && !f.Part && !g.Part && !f.Total && !g.Total {
				return true
			}
		}
	}
	return false
}

// take adds all of another draft to d.
func (d *draft) take(o *draft) {
	if o.family == crowd {
		d.family = crowd
	}
	for k := range d.votes {
		d.votes[k] = uint8(min(int(d.votes[k])+int(o.votes[k]), math.MaxUint8))
	}
	for t := range d.targets {
		d.targets[t] = uint8(min(int(d.targets[t])+int(o.targets[t]), math.MaxUint8))
	}
	switch {
	case d.day.none():
		d.day = o.day
	case !o.day.none() && d.day.meets(o.day):
		d.day = days{max(d.day.from, o.day.from), min(d.day.to, o.day.to)}
	}
	if d.spot.place < 0 {
		d.spot.place = o.spot.place
	}
	d.own, d.firm, d.done = d.own || o.own, d.firm || o.firm, d.done || o.done
	if len(d.spot.within) < mostNames {
		d.spot.within = append(d.spot.within, o.spot.within...)
	}
	d.sentences = append(d.sentences, o.sentences...)
	slices.Sort(d.sentences)
	d.sentences = slices.Compact(d.sentences)
	d.figures = append(d.figures, o.figures...)
	slices.Sort(d.figures)
	d.figures = slices.Compact(d.figures)
	for _, a := range o.accused {
		if len(d.accused) < mostNames && !slices.ContainsFunc(d.accused, func(x report.Accusation) bool { return x.Who == a.Who }) {
			d.accused = append(d.accused, a)
		}
	}
}
