package words

import (
	"maps"
	"slices"

	"firsthand/internal/report"
)

// Recount takes other figures of a subject's event in, and gives all whose bonds, or the reasons for them, may have
// changed.
func (n *Net) Recount(s *Subject, event *report.Event) []*Subject {
	killed := killedIn(event)
	if killed == s.killed {
		return nil
	}
	s.killed = killed
	var pairs []pair
	for _, c := range s.near {
		pairs = append(pairs, pair{min(s.at, c.other), max(s.at, c.other)})
	}
	for _, j := range s.in {
		pairs = append(pairs, pair{min(s.at, j), max(s.at, j)})
	}
	slices.SortFunc(pairs, pair.compare)
	touched := n.compare(slices.Compact(pairs))
	for _, b := range s.bonds { // if not the bonds, then the reasons for them
		touched[s], touched[n.list[b.other]] = true, true
	}
	return slices.Collect(maps.Keys(touched))
}
