package decide

import (
	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

// Kind says what sort of thing a name names.
type Kind = ref.Kind

// The kinds of thing that a decision can be about.
const (
	Incident  = ref.Incident
	Source    = ref.Source
	Report    = ref.Report
	Statement = ref.Statement
	Figure    = ref.Figure
	Decided   = ref.Decided
	Unknown   = ref.Unknown
)

// KindOf tells what a name names, by its form alone.
func KindOf(name string) Kind { return ref.Parse(name).Kind }

// OnReport names a report.
func OnReport(id string) string { return ref.ToReport(id).String() }

// OnStatement names a statement of a report by the words that are its content.
func OnStatement(id string, s report.Statement) string { return ref.ToStatement(id, s).String() }

// OnFigure names a figure of a report.
func OnFigure(id string, f report.Figure) string { return ref.ToFigure(id, f).String() }

func hull(s report.Statement) report.Span { return report.Hull(s.Content()) }

// ReportOf is the ID of the report that a name of kind [Report], [Statement] or [Figure] is about; "" for any other.
func ReportOf(name string) string { return ref.Parse(name).Report() }

// Words takes the name of a statement or a figure apart.
func Words(name string) (id string, s report.Span, ok bool) {
	r := ref.Parse(name)
	if r.Kind != Statement && r.Kind != Figure {
		return "", report.Span{}, false
	}
	return r.ID, r.Span, true
}
