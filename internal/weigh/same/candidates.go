package same

import (
	"cmp"
	"slices"

	"firsthand/internal/report/terms"
)

const (
	posting    = 64 // subjects that may have a term by which others are found; what more have is not rare
	keys       = 40 // terms of a subject by which others are found
	candidates = 40 // others that a subject is compared with
)

// pair is two subjects by their places in the list, a < b.
type pair struct{ a, b int32 }

// key is a term by which a subject is found.
type key struct {
	hash   uint32
	weight int32
}

// find lists the pairs of subjects that are worth comparing: for each subject those with which it shares most of its
// rarest terms. A subject meets at most keys × posting others, however many there are.
func (r rarities) find(subjects []*Subject) []pair {
	index := make(map[uint32][]int32)
	of := make([][]key, len(subjects))
	for i, s := range subjects {
		of[i] = r.keys(s)
		for _, k := range of[i] {
			index[k.hash] = append(index[k.hash], int32(i))
		}
	}
	var (
		found   []pair
		met     []int32
		weights = make([]int32, len(subjects)) // of what the subject at hand shares with each other one
	)
	for i := range subjects {
		met = met[:0]
		for _, k := range of[i] {
			for _, j := range index[k.hash] {
				if int(j) == i {
					continue
				}
				if weights[j] == 0 {
					met = append(met, j)
				}
				weights[j] += k.weight
			}
		}
		for _, j := range heaviest(met, weights) {
			found = append(found, pair{min(int32(i), j), max(int32(i), j)})
		}
		for _, j := range met {
			weights[j] = 0
		}
	}
	slices.SortFunc(found, func(p, q pair) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) })
	return slices.Compact(found)
}

// heaviest gives, of the subjects met, those of the greatest weights, [candidates] at most. Most were met by a single term, so the few
// that weigh enough are found by counting, and only they are sorted.
func heaviest(met, weights []int32) []int32 {
	if len(met) > candidates {
		var having [256]int // subjects of each weight, the last of that weight and more
		for _, j := range met {
			having[min(weights[j], 255)]++
		}
		least, n := int32(255), having[255]
		for n < candidates && least > 0 {
			least--
			n += having[least]
		}
		met = slices.DeleteFunc(slices.Clone(met), func(j int32) bool { return weights[j] < least })
	}
	slices.SortFunc(met, func(a, b int32) int { return cmp.Or(cmp.Compare(weights[b], weights[a]), cmp.Compare(a, b)) })
	return met[:min(len(met), candidates)]
}

// keys are the rarest terms of a subject that another has too; a name counts half as much again as a word.
func (r rarities) keys(s *Subject) []key {
	all := make([]key, 0, len(s.terms))
	for _, t := range s.terms {
		if n := r.count[t.Hash()]; n < 2 || n > posting {
			continue
		}
		w := int32(2 * r.of(t))
		if t.Kind() == terms.Name || t.Kind() == terms.Pair {
			w += w / 2
		}
		if w > 0 {
			all = append(all, key{t.Hash(), w})
		}
	}
	slices.SortFunc(all, func(a, b key) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.hash, b.hash)) })
	return slices.Clone(all[:min(len(all), keys)])
}
