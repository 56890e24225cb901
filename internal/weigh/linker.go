package weigh

import (
	"slices"

	"firsthand/internal/weigh/corefer/words"
)

// linker finds out which events are one while reports come. It goes in four steps, each of which passes on to the next no
// more than what a new report changed: copies, assignments, clusters, unions. What each holds depends on the reports alone and
// not on the order in which they came.
type linker struct {
	docs        []*document // in order of publication
	byID        map[string]*document
	copies      CopyFinder
	assignments *assigner
	joiner      *joiner
	uniter      *uniter
}

// CopyFinder finds the reports that share words, while they come.
type CopyFinder interface {
	// Add takes a report in, and gives all whose parents changed by that.
	Add(d *document) (changed []*document)
}

func newLinker(scorer *words.Scorer, copies CopyFinder) *linker {
	return &linker{
		byID: make(map[string]*document), copies: copies, assignments: newAssigner(), joiner: newJoiner(), uniter: newUniter(scorer),
	}
}

// add takes new reports in, which come in order of publication. It gives the unions that are new, those that are gone, and
// the reports that have their words from elsewhere than was known.
func (l *linker) add(docs []*document) (made, gone []*union, recopied []*document) {
	l.insert(docs)
	for _, d := range docs {
		l.byID[d.id] = d
		recopied = append(recopied, l.copies.Add(d)...)
		l.assignments.add(d)
	}
	slices.SortFunc(recopied, func(d, e *document) int { return d.compare(e) })
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

// insert puts reports in their order among the others.
func (l *linker) insert(docs []*document) {
	if len(docs) == 0 {
		return
	}
	n := len(l.docs)
	if n == 0 || l.docs[n-1].compare(docs[0]) < 0 {
		l.docs = append(l.docs, docs...)
		last := int64(0)
		if n > 0 {
			last = l.docs[n-1].order
		}
		for i, d := range docs {
			d.order = last + int64(i+1)*apart
		}
		return
	}
	if len(docs) > 1 {
		l.docs = append(l.docs, docs...)
		slices.SortFunc(l.docs, (*document).compare)
		l.number()
		return
	}
	d := docs[0]
	at, _ := slices.BinarySearchFunc(l.docs, d, (*document).compare)
	l.docs = slices.Insert(l.docs, at, d)
	low, high := int64(0), l.docs[at+1].order
	if at > 0 {
		low = l.docs[at-1].order
	}
	if d.order = low + (high-low)/2; d.order == low {
		l.number()
	}
}

// number gives all reports orders that leave room between them.
func (l *linker) number() {
	for i, d := range l.docs {
		d.order = int64(i+1) * apart
	}
}
