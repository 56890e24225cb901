package main

import "fmt"

// scores are how well a linking agrees with the gold: precision and recall of B-cubed (Bagga and Baldwin 1998) and of
// the pairs of reports, each from 0 to 1.
type scores struct{ cubedP, cubedR, pairsP, pairsR float64 }

func (s scores) plus(t scores) scores {
	return scores{s.cubedP + t.cubedP, s.cubedR + t.cubedR, s.pairsP + t.pairsP, s.pairsR + t.pairsR}
}

func (s scores) times(x float64) scores {
	return scores{s.cubedP * x, s.cubedR * x, s.pairsP * x, s.pairsR * x}
}

func (s scores) String() string {
	f := func(p, r float64) float64 { return 200 * p * r / max(p+r, 1e-9) }
	return fmt.Sprintf("B-cubed P %5.1f R %5.1f F %5.2f   pairs P %5.1f R %5.1f F %5.2f",
		100*s.cubedP, 100*s.cubedR, f(s.cubedP, s.cubedR), 100*s.pairsP, 100*s.pairsR, f(s.pairsP, s.pairsR))
}

// score compares two namings of the same reports.
func score(gold, ours []string) scores {
	golds, own, both := make(map[string]int), make(map[string]int), make(map[[2]string]int)
	for i := range gold {
		golds[gold[i]]++
		own[ours[i]]++
		both[[2]string{gold[i], ours[i]}]++
	}
	var s scores
	for k, n := range both {
		s.cubedP += float64(n*n) / float64(own[k[1]]) / float64(len(gold))
		s.cubedR += float64(n*n) / float64(golds[k[0]]) / float64(len(gold))
	}
	agreed := pairsOf(both)
	s.pairsP, s.pairsR = agreed/max(pairsOf(own), 1), agreed/max(pairsOf(golds), 1)
	return s
}

// pairsOf counts the pairs of reports within the groups.
func pairsOf[K comparable](groups map[K]int) float64 {
	n := 0
	for _, size := range groups {
		n += size * (size - 1) / 2
	}
	return float64(n)
}
