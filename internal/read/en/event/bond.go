package event

import "firsthand/internal/read/core/syntax"

// bond is how far apart in the tree of their sentence the token k, which begins a place or a time, and the trigger at
// token `at` stand: 0 where the place is the trigger's own, more for each clause between them. Without a grammar it is
// 0.
func (r *reader) bond(at, k int) int {
	const most = 24 // steps up
	if r.in.Grammar == nil || r.x.Tokens[at].Sentence != r.x.Tokens[k].Sentence {
		return 0
	}
	var up [most]int
	var cost [most]int
	n, sum := 0, 0
	for i := at; i >= 0 && n < most; n++ {
		up[n], cost[n] = i, sum
		head, rel := r.in.Grammar.Arc(i)
		sum += climb(rel)
		i = head
	}
	sum = 0
	for i, steps := k, 0; i >= 0 && steps < most; steps++ {
		for j := range n {
			if up[j] == i {
				return sum + cost[j]
			}
		}
		head, rel := r.in.Grammar.Arc(i)
		sum += climb(rel)
		i = head
	}
	return sum
}

// climb is what a step from a word to what it depends on adds to a bond.
func climb(rel syntax.Rel) int {
	switch rel {
	case syntax.Acl:
		return 6 // "soldiers who died on Tuesday were buried in Dori"
	case syntax.Parataxis, syntax.Conj:
		return 3
	case syntax.Advcl, syntax.Csubj:
		return 2
	case syntax.Ccomp:
		return 1
	}
	return 0
}
