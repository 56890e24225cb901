// Package bind ties what the parts of reading found to each other: figures to the statements that carry them,
// statements to the kinds of event that they tell of and the stances that they take. It looks at spans alone and knows
// of no language.
package bind

import "firsthand/internal/report"

// Figures gives each figure the statement that carries it: of those whose content holds it, the one with the longest
// chain, then the shortest content. Statements come in the order of their contents, so that the search goes back only
// as far as any content still reaches.
func Figures(figures []report.Figure, statements []report.Statement) {
	in := NewInside(statements)
	for i := range figures {
		if st := in.At(figures[i].Span); st != nil {
			figures[i].Statement = st.ID
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
