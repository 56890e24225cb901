package bind

import (
	"slices"

	"firsthand/internal/report"
)

// Inside finds the statement around words. Statements come in the order of their contents, so that a search goes back
// only as far as any content still reaches.
type Inside struct {
	statements []report.Statement
	starts     []int // first byte of each content
	reach      []int // how far the contents of this statement and all before it go
}

// NewInside indexes the statements of a report, in the order of their contents.
func NewInside(statements []report.Statement) *Inside {
	in := &Inside{statements: statements}
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

// At is the statement whose content holds words: of several the one with the longest chain, then the shortest content;
// nil where none does.
func (in *Inside) At(words report.Span) *report.Statement {
	var best *report.Statement
	last, _ := slices.BinarySearch(in.starts, words.End)
	for j := last - 1; j >= 0 && in.reach[j] > words.Start; j-- {
		st := &in.statements[j]
		if holds(st.Content(), words) && (best == nil || tighter(*st, *best)) {
			best = st
		}
	}
	return best
}
