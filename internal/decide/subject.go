package decide

import (
	"fmt"
	"strconv"
	"strings"

	"firsthand/internal/report"
)

// What the names of things begin with.
const (
	sourcePrefix    = "source:"
	unnamedPrefix   = "unnamed:"
	reportPrefix    = "report:"
	statementPrefix = "statement:"
	figurePrefix    = "figure:"
)

// Kind says what sort of thing a name names.
type Kind string

// The kinds of thing that a decision can be about.
const (
	Incident  Kind = "incident"
	Source    Kind = "source" // also words that name nobody
	Report    Kind = "report"
	Statement Kind = "statement"
	Figure    Kind = "figure"
	Decided   Kind = "decision"
	Unknown   Kind = "" // no name of anything
)

// lengths of the names that are bare hexadecimal digits.
const (
	incidentDigits = 16
	decisionDigits = 32
)

// KindOf tells what a name names, by its form alone.
func KindOf(name string) Kind {
	switch {
	case strings.HasPrefix(name, sourcePrefix) && len(name) > len(sourcePrefix), strings.HasPrefix(name, unnamedPrefix) && len(name) > len(unnamedPrefix):
		return Source
	case strings.HasPrefix(name, reportPrefix) && hexadecimal(name[len(reportPrefix):], decisionDigits):
		return Report
	case strings.HasPrefix(name, statementPrefix), strings.HasPrefix(name, figurePrefix):
		if _, _, ok := Words(name); !ok {
			return Unknown
		}
		return Kind(name[:strings.IndexByte(name, ':')])
	case hexadecimal(name, incidentDigits):
		return Incident
	case hexadecimal(name, decisionDigits):
		return Decided
	}
	return Unknown
}

func hexadecimal(s string, digits int) bool {
	return len(s) == digits && strings.Trim(s, "0123456789abcdef") == ""
}

// OnReport names a report.
func OnReport(id string) string { return reportPrefix + id }

// OnStatement names a statement of a report by the words that are its content.
func OnStatement(report string, s report.Statement) string {
	return onWords(statementPrefix, report, hull(s))
}

// OnFigure names a figure of a report.
func OnFigure(report string, f report.Figure) string { return onWords(figurePrefix, report, f.Span) }

func onWords(prefix, id string, s report.Span) string {
	return fmt.Sprintf("%s%s/%d-%d", prefix, id, s.Start, s.End)
}

func hull(s report.Statement) report.Span { return report.Hull(s.Content()) }

// ReportOf is the ID of the report that a name of kind [Report], [Statement] or [Figure] is about; "" for any other.
func ReportOf(name string) string {
	switch KindOf(name) {
	case Report:
		return name[len(reportPrefix):]
	case Statement, Figure:
		id, _, _ := Words(name)
		return id
	}
	return ""
}

// Words takes the name of a statement or a figure apart.
func Words(name string) (id string, s report.Span, ok bool) {
	rest, found := strings.CutPrefix(name, statementPrefix)
	if !found {
		if rest, found = strings.CutPrefix(name, figurePrefix); !found {
			return "", report.Span{}, false
		}
	}
	id, place, _ := strings.Cut(rest, "/")
	from, to, _ := strings.Cut(place, "-")
	start, err1 := strconv.ParseUint(from, 10, 31)
	end, err2 := strconv.ParseUint(to, 10, 31)
	s = report.Span{Start: int(start), End: int(end)}
	if err1 != nil || err2 != nil || s.Empty() || !hexadecimal(id, decisionDigits) || onWords("", id, s) != rest {
		return "", report.Span{}, false
	}
	return id, s, true
}
