package words

import (
	"cmp"
	"slices"

	"firsthand/internal/report/terms"
)

const (
	posting    = 32 // subjects that may have a term by which others are found; what more have is not rare
	candidates = 40 // others that a subject is compared with
)

// candidate is another subject, with the weight of the rare terms that both have.
type candidate struct{ other, weight int32 }

// keyWeight is what a term counts when candidates are looked for; a name counts half as much again as a word.
func keyWeight(r rarity, name bool) int32 {
	w := int32(r.halvings() * r.halvings() / 2)
	if name {
		w += w / 2
	}
	return w
}

// finder lists those with which a subject shares most of its rare terms. A subject meets at most [posting] others for
// each term, however many subjects there are.
type finder struct {
	weight  []int32 // by place in the net: of what the subject at hand shares with it, as the subject sees it
	seen    []int32 // and as the other sees it: a word for the one can be a name for the other
	met     []int32
	nearest []candidate
}

// meet adds up what a subject shares with each other one.
func (n *Net) meet(s *Subject) {
	f := &n.finder
	for len(f.weight) < len(n.list) {
		f.weight, f.seen = append(f.weight, 0), append(f.seen, 0)
	}
	for _, j := range f.met {
		f.weight[j], f.seen[j] = 0, 0
	}
	f.met = f.met[:0]
	for i := range s.rarity {
		t := terms.At(s.terms, i)
		mine, plain, name := keyWeight(s.rarity[i], isName(t)), keyWeight(s.rarity[i], false), keyWeight(s.rarity[i], true)
		if mine == 0 {
			continue
		}
		n.shelf.holders(t.Hash(), func(h holder) {
			j := h.subject()
			if j == s.at {
				return
			}
			if f.weight[j] == 0 {
				f.met = append(f.met, j)
			}
			f.weight[j] += mine
			if h.name() {
				f.seen[j] += name
			} else {
				f.seen[j] += plain
			}
		})
	}
}

// heaviest gives, of the subjects met, those of the greatest weights, [candidates] at most. Most were met by a single
// term, so the few that weigh enough are found by counting, and only they are sorted.
func (n *Net) heaviest() []candidate {
	f := &n.finder
	least := int32(0)
	if len(f.met) > candidates {
		var having [256]int // subjects of each weight, the last of that weight and more
		for _, j := range f.met {
			having[min(f.weight[j], 255)]++
		}
		least = 255
		for sum := having[255]; sum < candidates && least > 0; sum += having[least] {
			least--
		}
	}
	f.nearest = f.nearest[:0]
	for _, j := range f.met {
		if f.weight[j] >= least {
			f.nearest = append(f.nearest, candidate{j, f.weight[j]})
		}
	}
	slices.SortFunc(f.nearest, n.nearer)
	return f.nearest[:min(len(f.nearest), candidates)]
}

// nearer puts the candidate of the greater weight first.
func (n *Net) nearer(a, b candidate) int {
	return cmp.Or(cmp.Compare(b.weight, a.weight), n.list[a.other].compare(n.list[b.other]))
}
