package provenance

import (
	"cmp"
	"math"
	"slices"

	"firsthand/internal/report/sketch"
	"firsthand/internal/weigh/corefer"
)

const (
	copyMin   = 8   // 5-grams a report must have before it can be called a copy: two short messages agree by chance
	copyBasis = 8   // hashes an estimate must rest on where there are no texts
	doubt     = 3.5 // standard deviations by which an estimate must fall short before the texts are not compared

	foremost         = 64 // earliest reports with one fingerprint that others are held against: the later of two copies only needs one earlier
	fingerprintShare = 5  // one of so many fingerprints of the report that has fewer must be common to both
	passageMin       = 4  // 5-grams in a row, eight words, before words count as a copied passage
)

// CopyFinder finds for every report those that share its words, earlier and later ones, while reports come. It never
// compares all pairs: reports meet where they have a fingerprint in common; of a fingerprint that many have, only with
// the [foremost] that were published first. So the work grows with the number of reports, and which pairs are found
// depends on the reports and not on the order in which they came.
type CopyFinder struct {
	docs  []*corefer.Document // by doc.at
	index fingerprints
	hits  []int32 // by doc.at: fingerprints common with the report that is added
	grams gramCache
}

func NewCopyFinder() *CopyFinder { return &CopyFinder{index: fingerprints{at: make(map[uint32]int32)}} }

// Add takes a report in, and gives all whose parents changed by that.
func (f *CopyFinder) Add(d *corefer.Document) (changed []*corefer.Document) {
	d.At = int32(len(f.docs))
	f.docs = append(f.docs, d)
	f.hits = append(f.hits, 0)
	if sketch.Len(d.Sketch) < copyMin {
		return nil
	}
	own := fingerprintsOf(d)
	d.Fingerprints = int32(len(own))
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
	if len(d.Parents) > 0 {
		changed = append(changed, d)
	}
	for _, c := range gone {
		changed = append(changed, f.recount(c)...)
	}
	return changed
}

// enough tells whether two reports have so many fingerprints in common that one may be a copy of the other.
func enough(hits int, a, b *corefer.Document) bool {
	return hits > 0 && hits*fingerprintShare >= int(min(a.Fingerprints, b.Fingerprints))
}

// crowded is a report that is no head of a fingerprint any more, because an earlier one came.
type crowded struct {
	doc         *corefer.Document
	fingerprint uint32
}

// recount lets go of what was found through a fingerprint alone for which a report is no head any more.
func (f *CopyFinder) recount(c crowded) (changed []*corefer.Document) {
	for _, o := range slices.Concat(c.doc.Children, parentsOf(c.doc)) {
		if o.Order < c.doc.Order || !slices.Contains(fingerprintsOf(o), c.fingerprint) || enough(f.common(c.doc, o), c.doc, o) {
			continue
		}
		later, earlier := o, c.doc
		if !later.Has(earlier) {
			later, earlier = earlier, later
		}
		unlink(later, earlier)
		changed = append(changed, later)
	}
	return changed
}

func parentsOf(d *corefer.Document) []*corefer.Document {
	list := make([]*corefer.Document, len(d.Parents))
	for i, p := range d.Parents {
		list[i] = p.Doc
	}
	return list
}

// common counts the fingerprints by which the later of two reports finds the earlier one.
func (f *CopyFinder) common(earlier, later *corefer.Document) int {
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
func (f *CopyFinder) compare(a, b *corefer.Document) *corefer.Document {
	later, earlier := a, b
	if later.Order < earlier.Order {
		later, earlier = earlier, later
	}
	if !earlier.Published.Before(later.Published) && earlier.LeansOn(later) && !later.LeansOn(earlier) {
		later, earlier = earlier, later
	}
	share, back, sure := f.overlap(later, earlier)
	if !sure || max(share, back) <= corefer.CopyShare {
		return nil
	}
	p := corefer.Parent{Doc: earlier, Share: share}
	at, _ := slices.BinarySearchFunc(later.Parents, p, func(a, b corefer.Parent) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(a.Doc.Order, b.Doc.Order))
	})
	later.Parents = slices.Insert(later.Parents, at, p)
	earlier.Children = append(earlier.Children, later)
	return later
}

// overlap is the part of a's 5-grams that is in b, and of b's that is in a. It is exact where the sketches hold both
// texts whole or the texts are at hand; else an estimate, and not sure where that rests on too little.
func (f *CopyFinder) overlap(a, b *corefer.Document) (ofA, ofB float64, sure bool) {
	o := sketch.Compare(a.Sketch, b.Sketch)
	ofA, ofB = o.AInB(), o.BInA()
	if sketch.Len(a.Sketch) < sketch.Size && sketch.Len(b.Sketch) < sketch.Size {
		return ofA, ofB, true
	}
	if a.Text == "" || b.Text == "" {
		return ofA, ofB, min(o.A, o.B) >= copyBasis
	}
	if a.Text == b.Text {
		return 1, 1, true
	}
	if most(ofA, o.A) <= corefer.CopyShare && most(ofB, o.B) <= corefer.CopyShare {
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
	return share + float64(doubt*math.Sqrt(corefer.CopyShare*(1-corefer.CopyShare)/float64(n)))
}

// gramCache keeps the 5-grams of the texts compared last: copies of one text come together.
type gramCache struct {
	texts map[*corefer.Document][]uint32
	ring  []*corefer.Document
	next  int
}

const cached = 2048 // texts

func (c *gramCache) of(d *corefer.Document) []uint32 {
	if g, ok := c.texts[d]; ok {
		return g
	}
	var g []uint32
	for h := range sketch.Grams(d.Text) {
		g = append(g, h)
	}
	slices.Sort(g)
	g = slices.Clip(slices.Compact(g))
	if c.texts == nil {
		c.texts, c.ring = make(map[*corefer.Document][]uint32), make([]*corefer.Document, cached)
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
	from, to *corefer.Document
	share    float64
	*corefer.Passages
}

// copiesWithin finds, for each of an incident's reports that copies another of them, the one it is closest to.
func copiesWithin(docs []*corefer.Document) map[*corefer.Document]*copying {
	member := make(map[*corefer.Document]bool, len(docs))
	for _, d := range docs {
		member[d] = true
	}
	chosen := make(map[*corefer.Document]*copying)
	for _, d := range docs {
		for i := range d.Parents {
			if p := &d.Parents[i]; member[p.Doc] {
				if p.Words == nil {
					p.Words = sharedPassages(p.Doc, d)
				}
				chosen[d] = &copying{p.Doc, d, p.Share, p.Words}
				break
			}
		}
	}
	breakCopyCycles(docs, chosen)
	return chosen
}

// breakCopyCycles lets the earliest report of a cycle of copies be the original. Cycles can only arise among reports of
// one day that credit each other.
func breakCopyCycles(docs []*corefer.Document, chosen map[*corefer.Document]*copying) {
	done := make(map[*corefer.Document]bool, len(chosen))
	for _, d := range docs {
		onPath := make(map[*corefer.Document]bool)
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
				if next.Order < first.Order {
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
