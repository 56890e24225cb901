package provenance

import (
	"cmp"
	"slices"

	"firsthand/internal/report/sketch"
	"firsthand/internal/weigh/corefer"
)

// window is how many 5-grams in a row leave at least one fingerprint.
const window = 5

// manyHashes is how many hashes a sketch may have before only the smaller ones are taken for fingerprints; see
// [fingerprintsOf].
const manyHashes = 64

// fingerprintsOf gives the fingerprints of a report: some of its 5-grams, chosen so that two texts with nine words in a
// row in common have one of them in common, by winnowing (Schleimer, Wilkerson and Aiken, "Winnowing: local algorithms
// for document fingerprinting", 2003). Of a text that is not at hand they are the hashes of its sketch, of a large one
// only those that a text of twice the length would have kept too.
func fingerprintsOf(d *corefer.Document) []uint32 {
	var list []uint32
	if d.Text == "" {
		n := sketch.Len(d.Sketch)
		for h := range sketch.All(d.Sketch) {
			if n <= manyHashes || len(list) < manyHashes || h < 1<<30 {
				list = append(list, h)
			}
		}
		return list
	}
	var last [window]uint32 // the last grams, in a ring
	n, least := 0, -1       // grams so far; the number of the last fingerprint
	for h := range sketch.Grams(d.Text) {
		last[n%window] = h
		n++
		if n < window {
			continue
		}
		best := n - 1 // the smallest of the window, of equals the last
		for i := n - 2; i >= n-window; i-- {
			if last[i%window] < last[best%window] {
				best = i
			}
		}
		if best != least {
			least = best
			list = append(list, last[best%window])
		}
	}
	slices.Sort(list)
	return slices.Clip(slices.Compact(list))
}

// fingerprints finds the reports that have a fingerprint.
type fingerprints struct {
	at   map[uint32]int32 // the only report, by doc.at; or, as -1-i, the place of its list
	many [][]int32        // in order of publication
}

// put puts a report under a fingerprint. It gives those that have it already, in order of publication, and how many of
// them were published before. What it gives holds until the next call.
func (x *fingerprints) put(p uint32, d *corefer.Document, docs []*corefer.Document) (others []int32, rank int) {
	at, known := x.at[p]
	switch {
	case !known:
		x.at[p] = d.At
		return nil, 0
	case at >= 0:
		x.at[p] = int32(-1 - len(x.many))
		pair := []int32{at, d.At}
		if docs[at].Order > d.Order {
			pair[0], pair[1] = pair[1], pair[0]
			x.many = append(x.many, pair)
			return pair[1:], 0
		}
		x.many = append(x.many, pair)
		return pair[:1], 1
	}
	list := x.many[-1-at]
	rank = rankIn(list, d, docs)
	others = list
	if rank < len(list) {
		others = slices.Clone(list)
	}
	x.many[-1-at] = slices.Insert(list, rank, d.At)
	return others, rank
}

// rank is how many reports with a fingerprint were published before one that has it.
func (x *fingerprints) rank(p uint32, d *corefer.Document, docs []*corefer.Document) int {
	at, known := x.at[p]
	if !known || at >= 0 {
		return 0
	}
	return rankIn(x.many[-1-at], d, docs)
}

// rankIn is where a report belongs in a list in order of publication.
func rankIn(list []int32, d *corefer.Document, docs []*corefer.Document) int {
	if n := len(list); n == 0 || docs[list[n-1]].Order < d.Order {
		return n
	}
	at, _ := slices.BinarySearchFunc(list, d, func(i int32, d *corefer.Document) int { return cmp.Compare(docs[i].Order, d.Order) })
	return at
}
