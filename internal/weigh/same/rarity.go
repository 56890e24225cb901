package same

import (
	"math/bits"

	"firsthand/internal/report/terms"
)

// rarities says how rare each term is among the subjects at hand.
type rarities struct {
	n     int
	count map[uint32]int32
}

func count(subjects []*Subject) rarities {
	r := rarities{n: len(subjects), count: make(map[uint32]int32)}
	for _, s := range subjects {
		for _, t := range s.terms {
			r.count[t.Hash()]++
		}
	}
	return r
}

// of is how many halvings lead from all subjects to those that have the term: 0 where more than half have it. Both numbers are rounded to powers of
// two, so that one more report leaves nearly all rarities as they are.
func (r rarities) of(t terms.Term) int {
	return max(0, bits.Len(uint(r.n))-bits.Len(uint(r.count[t.Hash()])))
}
