// Package sketch makes the sketches that tell which reports share their words.
//
// A sketch is a bottom-k MinHash (Broder, "On the resemblance and containment of documents", 1997; Cohen and Kaplan,
// "Summarizing data using bottom-k sketches", 2007): every run of five words, a 5-gram, is hashed to 32 bits, and the
// [Size] smallest distinct hashes are kept in ascending order. A text of up to [Size] different 5-grams, about 260
// words, is kept whole, so what is told of two such texts is exact but for collisions of the hash. Of longer texts the
// sketch is a fair sample: below the smaller of two sketches' largest values both hold every hash of their text, and
// there the share of common hashes estimates the share of common 5-grams. The bottom-k form is used, and not one
// minimum for each of k permutations, because it needs one hash for each word, and because it estimates containment as
// well as resemblance: a short report that stands whole inside a long one is found.
//
// It is a package of its own so that the reader, which fills [report.Reading.Sketch], and the weighing, which compares
// sketches, can share it without knowing of each other.
package sketch

import (
	"encoding/binary"
	"iter"
	"slices"
	"sort"

	"firsthand/internal/report"
)

const (
	// Words is how many words make one gram.
	Words = 5
	// Size is the greatest number of hashes in a sketch; each takes four bytes.
	Size = 256
)

// Of makes the sketch of a text. It is nil for a text of fewer than [Words] words. Case, punctuation and apostrophes do
// not matter to it.
func Of(text string) report.Sketch {
	var (
		buf   [2 * Size]uint32
		kept  = buf[:0]
		limit = ^uint32(0)
	)
	for hash := range Grams(text) {
		if hash > limit {
			continue
		}
		kept = append(kept, hash)
		if len(kept) == cap(kept) {
			kept = smallest(kept)
			if len(kept) == Size {
				limit = kept[Size-1]
			}
		}
	}
	kept = smallest(kept)
	if len(kept) == 0 {
		return nil
	}
	s := make(report.Sketch, 0, 4*len(kept))
	for _, h := range kept {
		s = binary.LittleEndian.AppendUint32(s, h)
	}
	return s
}

// smallest sorts hashes and keeps the Size smallest different ones.
func smallest(hashes []uint32) []uint32 {
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return hashes[:min(len(hashes), Size)]
}

// Len is the number of hashes in a sketch. Bytes beyond a multiple of four are not part of it.
func Len(s report.Sketch) int { return len(s) / 4 }

// At is the i-th smallest hash of a sketch, 0 <= i < Len(s).
func At(s report.Sketch, i int) uint32 { return binary.LittleEndian.Uint32(s[4*i:]) }

// All yields the hashes of a sketch in ascending order.
func All(s report.Sketch) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for i := range Len(s) {
			if !yield(At(s, i)) {
				return
			}
		}
	}
}

// Overlap is what two sketches have in common in the range of hashes that both hold completely.
type Overlap struct {
	A, B   int // hashes of each sketch in that range
	Shared int // of those, how many both have
}

// Compare counts what two sketches have in common.
func Compare(a, b report.Sketch) Overlap {
	limit := min(top(a), top(b))
	a, b = a[:4*upTo(a, limit)], b[:4*upTo(b, limit)]
	o := Overlap{A: len(a) / 4, B: len(b) / 4}
	// Which hash is the smaller is as good as random, so the step is reckoned and not branched on.
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := uint64(binary.LittleEndian.Uint32(a[i:])), uint64(binary.LittleEndian.Uint32(b[j:]))
		below, above := (x-y)>>63, (y-x)>>63 // 1 where x < y, and where y < x
		o.Shared += int(1 - below - above)
		i += int(4 - 4*above)
		j += int(4 - 4*below)
	}
	return o
}

// upTo is how many hashes of a sketch do not exceed a limit.
func upTo(s report.Sketch, limit uint32) int {
	return sort.Search(Len(s), func(i int) bool { return At(s, i) > limit })
}

// top is the greatest hash up to which a sketch holds every hash of its text.
func top(s report.Sketch) uint32 {
	if n := Len(s); n >= Size {
		return At(s, n-1)
	}
	return ^uint32(0)
}

// Resemblance estimates, from 0 to 1, which part of the 5-grams of two texts together stands in both (the Jaccard
// index).
func (o Overlap) Resemblance() float64 {
	return part(o.Shared, o.A+o.B-o.Shared)
}

// AInB estimates, from 0 to 1, which part of the first text's 5-grams stands in the second.
func (o Overlap) AInB() float64 { return part(o.Shared, o.A) }

// BInA estimates, from 0 to 1, which part of the second text's 5-grams stands in the first.
func (o Overlap) BInA() float64 { return part(o.Shared, o.B) }

func part(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// Resemblance estimates the Jaccard index of two texts' 5-grams from their sketches. With full sketches its standard
// error is about sqrt(r(1-r)/Size), at most 0.03.
func Resemblance(a, b report.Sketch) float64 { return Compare(a, b).Resemblance() }

// Containment estimates which part of a's 5-grams stands in b. It rests on the hashes of a that both sketches cover,
// see [Compare]: fewer, and so less certain, the shorter a is and the longer b.
func Containment(a, b report.Sketch) float64 { return Compare(a, b).AInB() }
