package corefer

import (
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/weigh/scene"
)

// Doc is the report of an ID; nil where there is none.
func (l *Linker) Doc(id string) *Document { return l.byID[id] }

// UnionOf is the union that answers to the ID of an incident, by which a decision finds it; nil where there is none.
func (l *Linker) UnionOf(id string) *Union {
	b := l.assignments.named[id]
	if b == nil || b.in == nil {
		return nil
	}
	return b.in.union
}

// Revise gives reports other readings, or the same ones after sources were merged or parted, and gives what
// [Linker.Add] gives. Each reading has to be [Akin] to the one that the report had.
func (l *Linker) Revise(docs []*Document, reading func(*Document) *report.Reading) (made, gone []*Union, recopied []*Document) {
	if len(docs) == 0 {
		return nil, nil, nil
	}
	for _, d := range docs {
		l.assignments.remove(d)
	}
	for _, d := range docs {
		d.take(reading(d))
	}
	for _, d := range docs {
		recopied = append(recopied, l.copies.Turn(d)...)
	}
	for _, d := range docs {
		l.assignments.add(d)
	}
	recopied = append(recopied, descendants(docs)...)
	slices.SortFunc(recopied, func(d, e *Document) int { return d.Compare(e) })
	recopied = slices.Compact(recopied)
	for _, d := range recopied {
		l.assignments.relate(d)
	}
	fresh, lost := l.joiner.join(l.assignments.settle())
	touched := l.uniter.revise(docs)
	made, gone = l.uniter.unite(fresh, lost, touched)
	return made, gone, recopied
}

// descendants lists the reports that may have their words from some, by whatever way: their voice is that of the first.
func descendants(docs []*Document) []*Document {
	var found []*Document
	seen := make(map[*Document]bool)
	for queue := slices.Clone(docs); len(queue) > 0; queue = queue[1:] {
		for _, c := range queue[0].Children {
			if !seen[c] {
				seen[c] = true
				found, queue = append(found, c), append(queue, c)
			}
		}
	}
	return found
}

// Akin reports whether two readings of a report differ in nothing but what an analyst can correct: its statements and
// figures, and what leans on these. The words by which it is compared with others are then the same.
func Akin(a, b *report.Reading) bool {
	if a.ID != b.ID || a.Report != b.Report || len(a.Events) != len(b.Events) {
		return false
	}
	if !slices.Equal(a.Sketch, b.Sketch) || !slices.Equal(a.Terms, b.Terms) || !slices.Equal(a.Places, b.Places) {
		return false
	}
	for i := range a.Events {
		x, y := &a.Events[i], &b.Events[i]
		if x.ID != y.ID || x.Kind != y.Kind || x.Main != y.Main || x.Realis != y.Realis || x.When != y.When || x.Where.Name != y.Where.Name || x.Where.ID != y.Where.ID {
			return false
		}
	}
	return true
}

// remove takes the mentions of a report out, so that others can be added.
func (h *assigner) remove(d *Document) {
	d.queued = true // nothing else may have it looked at meanwhile
	for _, t := range d.Mentions {
		if t.Undated && t.oneDay() {
			at := sighting{place: t.Place.Key, day: t.Days.From}
			h.undated[at] = slices.DeleteFunc(h.undated[at], func(u *Mention) bool { return u == t })
		}
	}
	if d.shown {
		d.shown = false
		h.show(d, false)
	}
	for _, t := range d.Mentions {
		if b := t.assigned.bucket; b != nil {
			b.take(t)
			h.change(b)
		}
		h.forget(t)
	}
	for _, c := range d.Children {
		h.wait(c)
	}
	d.queued = false
}

// forget lets the bucket of a mention's own place, days and kind know nothing of it any more.
func (h *assigner) forget(t *Mention) {
	b := t.native
	b.natives = slices.DeleteFunc(b.natives, func(u *Mention) bool { return u == t })
	switch {
	case len(b.natives) == 0:
		delete(h.buckets, b.key)
		delete(h.named, b.id)
	case b.first == t:
		b.first = slices.MinFunc(b.natives, (*Mention).compare)
		h.change(b)
	}
}

// revise gives the subjects of reports their new mentions, and gives those to which or from which words may lead
// otherwise now.
func (u *uniter) revise(docs []*Document) (touched []*Mention) {
	for _, d := range docs {
		if d.subject == nil {
			continue
		}
		u.of[d.subject] = d.Main
	}
	for _, d := range docs {
		if d.subject == nil || scene.Lasting(d.Main.Event.Kind) {
			continue
		}
		for _, s := range u.net.Recount(d.subject, d.Main.Event) {
			touched = append(touched, u.of[s])
		}
	}
	return touched
}
