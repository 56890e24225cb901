// Package bind ties what the parts of reading found to each other: figures to the statements that carry them, statements to the kinds of event that they
// tell of and the stances that they take. It looks at spans alone and knows of no language.
package bind

import (
	"slices"

	"firsthand/internal/report"
)

// Figures gives each figure the statement that carries it: of those whose content holds it, the one with the longest chain, then the shortest content.
// Statements come in the order of their contents, so that the search goes back only as far as any content still reaches.
func Figures(figures []report.Figure, statements []report.Statement) {
	reach := make([]int, len(statements)) // how far the contents of this statement and all before it go
	for j, st := range statements {
		reach[j] = report.Hull(st.Content()).End
		if j > 0 {
			reach[j] = max(reach[j], reach[j-1])
		}
	}
	for i := range figures {
		f := &figures[i]
		best := -1
		last, _ := slices.BinarySearchFunc(statements, f.End, func(st report.Statement, end int) int { return st.Content()[0].Start - end })
		for j := last - 1; j >= 0 && reach[j] > f.Start; j-- {
			if holds(statements[j].Content(), f.Span) && (best < 0 || tighter(statements[j], statements[best])) {
				best = j
			}
		}
		if best >= 0 {
			f.Statement = statements[best].ID
		}
	}
}

func holds(content []report.Span, s report.Span) bool {
	for _, c := range content {
		if c.Overlaps(s) {
			return true
		}
	}
	return false
}

func tighter(a, b report.Statement) bool {
	if len(a.Hops) != len(b.Hops) {
		return len(a.Hops) > len(b.Hops)
	}
	return report.Hull(a.Content()).Len() < report.Hull(b.Content()).Len()
}

// Statements writes on each statement the kind of the event it tells of and the stance its content takes.
func Statements(statements []report.Statement, events []report.Event, stances []report.Stance) {
	kinds := map[string]string{}
	for _, e := range events {
		for _, id := range e.Statements {
			if kinds[id] == "" {
				kinds[id] = e.Kind
			}
		}
	}
	for i := range statements {
		st := &statements[i]
		st.Kind = kinds[st.ID]
		for _, s := range stances {
			if st.Stance == "" && holds(st.Content(), s.Span) {
				st.Stance = s.Stance
			}
		}
	}
}
