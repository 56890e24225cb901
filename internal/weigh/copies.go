package weigh

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
)

const (
	copyShare = 0.6  // of one report's 5-grams must stand in the other
	copyMin   = 8    // 5-grams a report must have before it can be called a copy: two short messages agree by chance
	maybeCopy = 0.45 // what the sketches must estimate before the texts are compared
	copyBasis = 8    // hashes an estimate must rest on where there are no texts

	indexed    = 64 // hashes of each sketch by which others find it
	postings   = 64 // earliest reports kept for one hash: the later of two copies only needs one earlier
	maxParents = 8  // reports that one may have its words from; an incident uses the best that belongs to it
	sharedHits = 3  // common hashes before two sketches are compared
	passageMin = 4  // 5-grams in a row, eight words, before words count as a copied passage
)

// parent is one report from which another may have its words.
type parent struct {
	doc   *doc
	share float64 // part of the later report's 5-grams that stand in this one
}

// copied holds, for each report that shares its words with an earlier one, where it may have them from, best first.
type copied map[*doc][]parent

// copies tells whether the greater part of a report's words stands in an earlier one.
func (c copied) copies(d *doc) bool {
	return len(c[d]) > 0 && c[d][0].share > copyShare
}

// findCopies compares every report with the earlier ones that share hashes with it. It never compares all pairs: each
// hash leads to at most [postings] reports, so the work grows with the number of reports. The reports come in order of
// publication.
func findCopies(docs []*doc) copied {
	f := &finder{
		docs:  docs,
		index: make(map[uint32][]int32),
		hits:  make([]int32, len(docs)),
		twins: make(map[string][]int32),
		grams: make(map[*doc][]uint32),
		found: make(copied),
	}
	for i := range docs {
		f.add(int32(i))
	}
	for d := range f.found {
		parents := f.found[d]
		slices.SortFunc(parents, func(a, b parent) int {
			return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.doc.order, b.doc.order))
		})
		f.found[d] = parents[:min(len(parents), maxParents)]
	}
	return f.found
}

type finder struct {
	docs  []*doc
	index map[uint32][]int32 // hash to the earliest reports that have it
	hits  []int32            // common hashes with the report being added
	twins map[string][]int32 // sketch to the reports that have exactly it
	grams map[*doc][]uint32  // exact 5-grams of texts already compared
	found copied
}

// add finds the reports before i that share its words, then lets later ones find it.
func (f *finder) add(i int32) {
	d := f.docs[i]
	if sketch.Len(d.sketch) < copyMin {
		return
	}
	twins := f.twins[string(d.sketch)]
	f.twins[string(d.sketch)] = append(twins, i)
	if len(twins) > 0 {
		for _, j := range twins[:min(len(twins), maxParents)] {
			f.compare(d, f.docs[j])
		}
		return
	}

	var touched []int32
	for h := range sketch.All(d.sketch) {
		for _, j := range f.index[h] {
			if f.hits[j] == 0 {
				touched = append(touched, j)
			}
			f.hits[j]++
		}
	}
	for _, j := range touched {
		if f.hits[j] >= sharedHits {
			same := f.twins[string(f.docs[j].sketch)]
			for _, k := range same[:min(len(same), maxParents)] {
				f.compare(d, f.docs[k])
			}
		}
		f.hits[j] = 0
	}
	for n := range min(sketch.Len(d.sketch), indexed) {
		hash := sketch.At(d.sketch, n)
		if list := f.index[hash]; len(list) < postings {
			f.index[hash] = append(list, i)
		}
	}
}

// compare decides whether two reports share their words and who had them from whom: the later from the earlier; of two
// whose times do not tell, the one that credits the other; else the one that sorts later.
func (f *finder) compare(later, earlier *doc) {
	if !earlier.published.before(later.published) && earlier.leansOn(later) && !later.leansOn(earlier) {
		later, earlier = earlier, later
	}
	o := sketch.Compare(later.sketch, earlier.sketch)
	if max(o.AInB(), o.BInA()) < maybeCopy {
		return
	}
	share, back := o.AInB(), o.BInA()
	if later.text != "" && earlier.text != "" {
		share, back = overlap(f.gramsOf(later), f.gramsOf(earlier))
	} else if min(o.A, o.B) < copyBasis {
		return
	}
	if max(share, back) > copyShare {
		f.found[later] = append(f.found[later], parent{earlier, share})
	}
}

func (f *finder) gramsOf(d *doc) []uint32 {
	if g, ok := f.grams[d]; ok {
		return g
	}
	var g []uint32
	for h := range sketch.Grams(d.text) {
		g = append(g, h)
	}
	slices.Sort(g)
	g = slices.Compact(g)
	f.grams[d] = g
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
	from, to *doc
	share    float64
	exact    bool          // both texts were there to compare
	passages []report.Span // of to: the words that stand in from as well, eight in a row or more
	longest  report.Span   // of to
	source   report.Span   // the longest passage where it stands in from
}

// within finds, for each of an incident's reports that copies another of them, the one it is closest to.
func (c copied) within(docs []*doc) map[*doc]*copying {
	member := make(map[*doc]bool, len(docs))
	for _, d := range docs {
		member[d] = true
	}
	chosen := make(map[*doc]*copying)
	for _, d := range docs {
		for _, p := range c[d] {
			if member[p.doc] {
				chosen[d] = &copying{from: p.doc, to: d, share: p.share}
				break
			}
		}
	}
	uncircle(docs, chosen)
	for _, c := range chosen {
		c.measure()
	}
	return chosen
}

// uncircle lets the earliest report of a circle of copies be the original. Circles can only arise among reports of one
// day that credit each other.
func uncircle(docs []*doc, chosen map[*doc]*copying) {
	done := make(map[*doc]bool, len(chosen))
	for _, d := range docs {
		onPath := make(map[*doc]bool)
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

// measure finds the passages that two texts share.
func (c *copying) measure() {
	if c.from.text == "" || c.to.text == "" {
		return
	}
	c.exact = true
	fromHashes, fromSpans := gramList(c.from.text)
	toHashes, toSpans := gramList(c.to.text)
	at := make(map[uint32][]int, len(fromHashes))
	for i, h := range fromHashes {
		at[h] = append(at[h], i)
	}
	best := 0
	for i := 0; i < len(toHashes); {
		n := 0
		for i+n < len(toHashes) && at[toHashes[i+n]] != nil {
			n++
		}
		if n >= passageMin {
			passage := report.Span{Start: toSpans[i].Start, End: toSpans[i+n-1].End}
			c.passages = append(c.passages, passage)
			if n > best {
				best, c.longest = n, passage
				c.source = whereStands(toHashes[i:i+n], fromHashes, fromSpans, at)
			}
		}
		i += max(n, 1)
	}
}

func gramList(text string) ([]uint32, []report.Span) {
	var hashes []uint32
	var spans []report.Span
	for h, s := range sketch.Grams(text) {
		hashes, spans = append(hashes, h), append(spans, s)
	}
	return hashes, spans
}

// starts bounds how many places of a repeated phrase are tried, so that a text that says one thing a thousand times
// costs no more.
const starts = 16

// whereStands finds the longest part of a run of grams that stands in one piece in another text, beginning where the run
// begins.
func whereStands(run, hashes []uint32, spans []report.Span, at map[uint32][]int) report.Span {
	var best report.Span
	longest := 0
	places := at[run[0]]
	for _, i := range places[:min(len(places), starts)] {
		n := 0
		for n < len(run) && i+n < len(hashes) && hashes[i+n] == run[n] {
			n++
		}
		if n > longest {
			longest, best = n, report.Span{Start: spans[i].Start, End: spans[i+n-1].End}
		}
	}
	return best
}

// covers tells whether most of the words of spans stand in the report they were copied from. Without texts the whole of
// a report that is a copy for the greater part is taken to be copied.
func (c *copying) covers(spans []report.Span) bool {
	if !c.exact {
		return c.share > copyShare
	}
	all, in := 0, 0
	for _, s := range spans {
		all += s.Len()
		for _, p := range c.passages {
			in += max(0, min(s.End, p.End)-max(s.Start, p.Start))
		}
	}
	return all > 0 && 2*in >= all
}
