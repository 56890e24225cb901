package claim

import (
	"slices"

	"firsthand/internal/report"
)

// inside finds the statement around words. Statements come in the order of their contents, so that a search goes back only as
// far as any content still reaches.
type inside struct {
	statements []report.Statement
	starts     []int // first byte of each content
	reach      []int // how far the contents of this statement and all before it go
}

func newInside(statements []report.Statement) *inside {
	in := &inside{statements: statements}
	for i, st := range statements {
		hull := report.Hull(st.Content())
		reach := hull.End
		if i > 0 {
			reach = max(reach, in.reach[i-1])
		}
		in.starts = append(in.starts, hull.Start)
		in.reach = append(in.reach, reach)
	}
	return in
}

// at is the statement whose content holds words: of several the one with the longest chain, then the shortest content; nil
// where none does.
func (in *inside) at(words report.Span) *report.Statement {
	var best *report.Statement
	last, _ := slices.BinarySearch(in.starts, words.End)
	for j := last - 1; j >= 0 && in.reach[j] > words.Start; j-- {
		st := &in.statements[j]
		holds := slices.ContainsFunc(st.Content(), func(c report.Span) bool { return c.Overlaps(words) })
		if holds && (best == nil || tighter(st, best)) {
			best = st
		}
	}
	return best
}

// tighter reports whether a is closer to the words than b.
func tighter(a, b *report.Statement) bool {
	if len(a.Hops) != len(b.Hops) {
		return len(a.Hops) > len(b.Hops)
	}
	return report.Hull(a.Content()).Len() < report.Hull(b.Content()).Len()
}
