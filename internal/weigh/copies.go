package weigh

import (
	"cmp"
	"math"
	"slices"

	"firsthand/internal/report/sketch"
)

const (
	copyMin   = 8   // 5-grams a report must have before it can be called a copy: two short messages agree by chance
	copyBasis = 8   // hashes an estimate must rest on where there are no texts
	doubt     = 3.5 // standard deviations by which an estimate must fall short before the texts are not compared

	foremost         = 64 // earliest reports with one fingerprint that others are held against: the later of two copies only needs one earlier
	fingerprintShare = 5  // one of so many fingerprints of the report that has fewer must be common to both
	passageMin       = 4  // 5-grams in a row, eight words, before words count as a copied passage
)

// copyFinder finds for every report those that share its words, earlier and later ones, while reports come. It never
// compares all pairs: reports meet where they have a fingerprint in common; of a fingerprint that many have, only with the [foremost]
// that were published first. So the work grows with the number of reports, and which pairs are found depends on the
// reports and not on the order in which they came.
type copyFinder struct {
	docs  []*document // by doc.at
	index fingerprints
	hits  []int32 // by doc.at: fingerprints common with the report that is added
	grams gramCache
}

func newCopyFinder() *copyFinder { return &copyFinder{index: fingerprints{at: make(map[uint32]int32)}} }

// Add takes a report in, and gives all whose parents changed by that.
func (f *copyFinder) Add(d *document) (changed []*document) {
	d.at = int32(len(f.docs))
	f.docs = append(f.docs, d)
	f.hits = append(f.hits, 0)
	if sketch.Len(d.sketch) < copyMin {
		return nil
	}
	own := fingerprintsOf(d)
	d.fingerprints = int32(len(own))
	var (
		met  []int32
		gone []crowded
	)
	for _, p := range own {
		list, rank := f.index.put(p, d, f.docs)
		hit := list[:min(rank, foremost)]
		if rank < foremost {
			hit = list // the others have it for a head
			if len(list) >= foremost {
				gone = append(gone, crowded{f.docs[list[foremost-1]], p})
			}
		}
		for _, j := range hit {
			if f.hits[j] == 0 {
				met = append(met, j)
			}
			f.hits[j]++
		}
	}
	for _, j := range met {
		if o := f.docs[j]; enough(int(f.hits[j]), d, o) {
			if later := f.compare(d, o); later != nil && later != d {
				changed = append(changed, later)
			}
		}
		f.hits[j] = 0
	}
	if len(d.parents) > 0 {
		changed = append(changed, d)
	}
	for _, c := range gone {
		changed = append(changed, f.recount(c)...)
	}
	return changed
}

// enough tells whether two reports have so many fingerprints in common that one may be a copy of the other.
func enough(hits int, a, b *document) bool {
	return hits > 0 && hits*fingerprintShare >= int(min(a.fingerprints, b.fingerprints))
}

// crowded is a report that is no head of a fingerprint any more, because an earlier one came.
type crowded struct {
	doc         *document
	fingerprint uint32
}

// recount lets go of what was found through a fingerprint alone for which a report is no head any more.
func (f *copyFinder) recount(c crowded) (changed []*document) {
	for _, o := range slices.Concat(c.doc.children, parentsOf(c.doc)) {
		if o.order < c.doc.order || !slices.Contains(fingerprintsOf(o), c.fingerprint) || enough(f.common(c.doc, o), c.doc, o) {
			continue
		}
		later, earlier := o, c.doc
		if !later.has(earlier) {
			later, earlier = earlier, later
		}
		later.parents = slices.DeleteFunc(later.parents, func(p parent) bool { return p.doc == earlier })
		earlier.children = slices.DeleteFunc(earlier.children, func(d *document) bool { return d == later })
		changed = append(changed, later)
	}
	return changed
}

func parentsOf(d *document) []*document {
	list := make([]*document, len(d.parents))
	for i, p := range d.parents {
		list[i] = p.doc
	}
	return list
}

// common counts the fingerprints by which the later of two reports finds the earlier one.
func (f *copyFinder) common(earlier, later *document) int {
	n := 0
	theirs := fingerprintsOf(later)
	for _, p := range fingerprintsOf(earlier) {
		if _, both := slices.BinarySearch(theirs, p); both && f.index.rank(p, earlier, f.docs) < foremost {
			n++
		}
	}
	return n
}

// compare decides whether two reports share their words and who had them from whom: the later from the earlier; of two
// whose times do not tell, the one that credits the other; else the one that sorts later. It gives the one that has the
// words from the other.
func (f *copyFinder) compare(a, b *document) *document {
	later, earlier := a, b
	if later.order < earlier.order {
		later, earlier = earlier, later
	}
	if !earlier.published.before(later.published) && earlier.leansOn(later) && !later.leansOn(earlier) {
		later, earlier = earlier, later
	}
	share, back, sure := f.overlap(later, earlier)
	if !sure || max(share, back) <= copyShare {
		return nil
	}
	p := parent{doc: earlier, share: share}
	at, _ := slices.BinarySearchFunc(later.parents, p, func(a, b parent) int {
		return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.doc.order, b.doc.order))
	})
	later.parents = slices.Insert(later.parents, at, p)
	earlier.children = append(earlier.children, later)
	return later
}

// overlap is the part of a's 5-grams that is in b, and of b's that is in a. It is exact where the sketches hold both texts
// whole or the texts are at hand; else an estimate, and not sure where that rests on too little.
func (f *copyFinder) overlap(a, b *document) (ofA, ofB float64, sure bool) {
	o := sketch.Compare(a.sketch, b.sketch)
	ofA, ofB = o.AInB(), o.BInA()
	if sketch.Len(a.sketch) < sketch.Size && sketch.Len(b.sketch) < sketch.Size {
		return ofA, ofB, true
	}
	if a.text == "" || b.text == "" {
		return ofA, ofB, min(o.A, o.B) >= copyBasis
	}
	if a.text == b.text {
		return 1, 1, true
	}
	if most(ofA, o.A) <= copyShare && most(ofB, o.B) <= copyShare {
		return ofA, ofB, true
	}
	ofA, ofB = overlap(f.grams.of(a), f.grams.of(b))
	return ofA, ofB, true
}

// most is how great a share may be of which a sample of n says that it is that great.
func most(share float64, n int) float64 {
	if n == 0 {
		return 1
	}
	return share + float64(doubt*math.Sqrt(copyShare*(1-copyShare)/float64(n)))
}

// gramCache keeps the 5-grams of the texts compared last: copies of one text come together.
type gramCache struct {
	texts map[*document][]uint32
	ring  []*document
	next  int
}

const cached = 2048 // texts

func (c *gramCache) of(d *document) []uint32 {
	if g, ok := c.texts[d]; ok {
		return g
	}
	var g []uint32
	for h := range sketch.Grams(d.text) {
		g = append(g, h)
	}
	slices.Sort(g)
	g = slices.Clip(slices.Compact(g))
	if c.texts == nil {
		c.texts, c.ring = make(map[*document][]uint32), make([]*document, cached)
	}
	delete(c.texts, c.ring[c.next])
	c.texts[d], c.ring[c.next] = g, d
	c.next = (c.next + 1) % cached
	return g
}

// overlap is the part of a's grams that is in b, and of b's that is in a. Both are sorted and distinct.
func overlap(a, b []uint32) (ofA, ofB float64) {
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			shared, i, j = shared+1, i+1, j+1
		}
	}
	if len(a) == 0 || len(b) == 0 {
		return 0, 0
	}
	return float64(shared) / float64(len(a)), float64(shared) / float64(len(b))
}

// copying is one report of an incident that has its words from another of it.
type copying struct {
	from, to *document
	share    float64
	*passages
}

// copiesWithin finds, for each of an incident's reports that copies another of them, the one it is closest to.
func copiesWithin(docs []*document) map[*document]*copying {
	member := make(map[*document]bool, len(docs))
	for _, d := range docs {
		member[d] = true
	}
	chosen := make(map[*document]*copying)
	for _, d := range docs {
		for i := range d.parents {
			if p := &d.parents[i]; member[p.doc] {
				if p.words == nil {
					p.words = sharedPassages(p.doc, d)
				}
				chosen[d] = &copying{p.doc, d, p.share, p.words}
				break
			}
		}
	}
	breakCopyCycles(docs, chosen)
	return chosen
}

// breakCopyCycles lets the earliest report of a cycle of copies be the original. Cycles can only arise among reports of one
// day that credit each other.
func breakCopyCycles(docs []*document, chosen map[*document]*copying) {
	done := make(map[*document]bool, len(chosen))
	for _, d := range docs {
		onPath := make(map[*document]bool)
		at := d
		for at != nil && !done[at] && !onPath[at] {
			onPath[at] = true
			if c := chosen[at]; c != nil {
				at = c.from
			} else {
				at = nil
			}
		}
		if at != nil && onPath[at] {
			first := at
			for next := chosen[at].from; next != at; next = chosen[next].from {
				if next.order < first.order {
					first = next
				}
			}
			delete(chosen, first)
		}
		for p := range onPath {
			done[p] = true
		}
	}
}
