package bind

import (
	"testing"

	"firsthand/internal/report"
)

// statement is one with so many hops, all around the same content.
func statement(id string, hops int, content ...report.Span) report.Statement {
	st := report.Statement{ID: id}
	for range hops {
		st.Hops = append(st.Hops, report.Hop{Content: content})
	}
	return st
}

// A figure is carried by the statement that says it, not by one that passes that one on or only stands around it.
func TestFiguresAreCarriedByTheTightestStatement(t *testing.T) {
	span := func(start, end int) report.Span { return report.Span{Start: start, End: end} }
	for _, tt := range []struct {
		name       string
		statements []report.Statement
		want       string
	}{
		{"the longer chain", []report.Statement{statement("s1", 1, span(0, 90)), statement("s2", 2, span(10, 90))}, "s2"},
		{"the longer chain, though its content is longer", []report.Statement{statement("s1", 3, span(0, 90)), statement("s2", 1, span(40, 60))}, "s1"},
		{"of equals, the shorter content", []report.Statement{statement("s1", 1, span(0, 90)), statement("s2", 1, span(40, 90))}, "s2"},
		{"of equals, the shorter content, though it comes first", []report.Statement{statement("s1", 1, span(30, 60)), statement("s2", 1, span(40, 90))}, "s1"},
		{"a content that ends where the figure begins", []report.Statement{statement("s1", 1, span(0, 50))}, ""},
		{"a content that begins where the figure ends", []report.Statement{statement("s1", 1, span(52, 90))}, ""},
		{"a content of two pieces", []report.Statement{statement("s1", 1, span(0, 10), span(51, 60))}, "s1"},
		{"the gap between two pieces", []report.Statement{statement("s1", 1, span(0, 10), span(60, 70))}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			figures := []report.Figure{{Span: span(50, 52)}}
			Figures(figures, tt.statements)
			if got := figures[0].Statement; got != tt.want {
				t.Errorf("carried by %q, want %q", got, tt.want)
			}
		})
	}
}
