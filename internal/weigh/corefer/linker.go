package corefer

import (
	"slices"

	"firsthand/internal/weigh/corefer/words"
)

// Linker finds out which events are one while reports come. It goes in four steps, each of which passes on to the next
// no more than what a new report changed: copies, assignments, clusters, unions. What each holds depends on the reports
// alone and not on the order in which they came.
type Linker struct {
	Docs        []*Document // in order of publication
	byID        map[string]*Document
	copies      CopyFinder
	assignments *assigner
	joiner      *joiner
	uniter      *uniter
}

// CopyFinder finds the reports that share words, while they come.
type CopyFinder interface {
	// Add takes a report in, and gives all whose parents changed by that.
	Add(d *Document) (changed []*Document)
	// Turn finds out anew which of two reports that share words had them from the other, for all pairs that a report is
	// one of, since whom it names is not what it was. It gives all whose parents changed by that.
	Turn(d *Document) (changed []*Document)
}

func NewLinker(scorer *words.Scorer, copies CopyFinder) *Linker {
	return &Linker{
		byID: make(map[string]*Document), copies: copies, assignments: newAssigner(), joiner: newJoiner(), uniter: newUniter(scorer),
	}
}

// Add takes new reports in, which come in order of publication. It gives the unions that are new, those that are gone,
// and the reports that have their words from elsewhere than was known.
func (l *Linker) Add(docs []*Document) (made, gone []*Union, recopied []*Document) {
	l.Insert(docs)
	for _, d := range docs {
		l.byID[d.ID] = d
		recopied = append(recopied, l.copies.Add(d)...)
		l.assignments.add(d)
	}
	slices.SortFunc(recopied, func(d, e *Document) int { return d.Compare(e) })
	recopied = slices.Compact(recopied)
	for _, d := range recopied {
		l.assignments.relate(d)
	}
	fresh, lost := l.joiner.join(l.assignments.settle())
	touched := l.uniter.add(docs)
	made, gone = l.uniter.unite(fresh, lost, touched)
	return made, gone, recopied
}

// apart is the room that is left between the orders of two reports for those that come later and belong between them.
const apart = 1 << 20

// Insert puts reports in their order among the others.
func (l *Linker) Insert(docs []*Document) {
	if len(docs) == 0 {
		return
	}
	n := len(l.Docs)
	if n == 0 || l.Docs[n-1].Compare(docs[0]) < 0 {
		l.Docs = append(l.Docs, docs...)
		last := int64(0)
		if n > 0 {
			last = l.Docs[n-1].Order
		}
		for i, d := range docs {
			d.Order = last + int64(i+1)*apart
		}
		return
	}
	if len(docs) > 1 {
		l.Docs = append(l.Docs, docs...)
		slices.SortFunc(l.Docs, (*Document).Compare)
		l.number()
		return
	}
	d := docs[0]
	at, _ := slices.BinarySearchFunc(l.Docs, d, (*Document).Compare)
	l.Docs = slices.Insert(l.Docs, at, d)
	low, high := int64(0), l.Docs[at+1].Order
	if at > 0 {
		low = l.Docs[at-1].Order
	}
	if d.Order = low + (high-low)/2; d.Order == low {
		l.number()
	}
}

// number gives all reports orders that leave room between them.
func (l *Linker) number() {
	for i, d := range l.Docs {
		d.Order = int64(i+1) * apart
	}
}
