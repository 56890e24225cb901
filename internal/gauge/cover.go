package gauge

import (
	"slices"
	"sort"

	"firsthand/internal/report"
)

// cover is a set of bytes of a text: spans in order that are not empty and do not touch each other.
type cover []report.Span

// coverOf is the bytes that lie in at least one of the spans.
func coverOf(spans ...report.Span) cover {
	sorted := slices.Clone(spans)
	slices.SortFunc(sorted, func(a, b report.Span) int { return a.Start - b.Start })
	var c cover
	for _, s := range sorted {
		switch last := len(c) - 1; {
		case s.Empty():
		case last >= 0 && s.Start <= c[last].End:
			c[last].End = max(c[last].End, s.End)
		default:
			c = append(c, s)
		}
	}
	return c
}

// size is the number of bytes in c.
func (c cover) size() int {
	n := 0
	for _, s := range c {
		n += s.Len()
	}
	return n
}

// has tells whether the byte is in c.
func (c cover) has(at int) bool {
	i := sort.Search(len(c), func(i int) bool { return c[i].End > at })
	return i < len(c) && c[i].Start <= at
}

// shared is the number of bytes in both.
func (c cover) shared(d cover) int {
	n := 0
	for i, j := 0, 0; i < len(c) && j < len(d); {
		n += max(0, min(c[i].End, d[j].End)-max(c[i].Start, d[j].Start))
		if c[i].End < d[j].End {
			i++
		} else {
			j++
		}
	}
	return n
}

// overlap is the share of the bytes of either that are bytes of both (Jaccard 1912): 1 for the same bytes, 0 where none
// is shared. Two empty sets are the same.
func (c cover) overlap(d cover) float64 {
	both := c.shared(d)
	either := c.size() + d.size() - both
	if either == 0 {
		return 1
	}
	return float64(both) / float64(either)
}

// pair is one of the annotated things and one of the found ones.
type pair struct{ gold, found int }

// match pairs annotated with found things, each with at most one of the other, best first: of all pairs that score at
// least as much as asked for, the one with the highest score is taken, then the highest of those whose two are both
// still free, and so on. Among equals the earlier annotated thing goes first, then the earlier found one. The pairs
// come in the order in which they were taken.
//
// Least must be above 0.
func match(gold, found int, score func(gold, found int) float64, least float64) []pair {
	type scored struct {
		pair
		score float64
	}
	var candidates []scored
	for i := range gold {
		for j := range found {
			if s := score(i, j); s >= least {
				candidates = append(candidates, scored{pair{i, j}, s})
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b scored) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return 0
	})
	takenGold, takenFound := make([]bool, gold), make([]bool, found)
	var pairs []pair
	for _, c := range candidates {
		if !takenGold[c.gold] && !takenFound[c.found] {
			takenGold[c.gold], takenFound[c.found] = true, true
			pairs = append(pairs, c.pair)
		}
	}
	return pairs
}
