// Package ref holds the names by which decisions, graphs and addresses refer to things: incidents, sources, reports and
// words of reports. A name is parsed once, where it comes in; what goes on from there is a [Ref].
package ref

import (
	"fmt"
	"strconv"
	"strings"

	"firsthand/internal/report"
)

// What names of each kind begin with. Incidents and decisions have bare hexadecimal digits for names.
const (
	SourcePrefix    = "source:"
	UnnamedPrefix   = "unnamed:"
	ReportPrefix    = "report:"
	statementPrefix = "statement:"
	figurePrefix    = "figure:"
	witnessSuffix   = "/witness"
)

// Kind says what sort of thing a reference is to.
type Kind string

// The kinds of thing.
const (
	Incident  Kind = "incident"
	Source    Kind = "source" // also words that name nobody
	Report    Kind = "report"
	Statement Kind = "statement"
	Figure    Kind = "figure"
	Decided   Kind = "decision"
	Unknown   Kind = "" // malformed: no name of anything
)

// The lengths of the names that are bare hexadecimal digits.
const (
	incidentDigits = 16
	decisionDigits = 32
)

// Ref is a reference to one thing.
type Ref struct {
	Kind Kind
	ID   string      // of the incident, the source with what it begins with, the report, or the decision; of words that of their report
	Span report.Span // of a statement or a figure
}

// ToReport refers to a report.
func ToReport(id string) Ref { return Ref{Kind: Report, ID: id} }

// ToStatement refers to a statement of a report by the words that are its content.
func ToStatement(id string, s report.Statement) Ref {
	return Ref{Statement, id, report.Hull(s.Content())}
}

// ToFigure refers to a figure of a report.
func ToFigure(id string, f report.Figure) Ref { return Ref{Figure, id, f.Span} }

// Parse reads a name. What names nothing is a reference of kind [Unknown].
func Parse(name string) Ref {
	switch {
	case begins(name, SourcePrefix), begins(name, UnnamedPrefix):
		return Ref{Kind: Source, ID: name}
	case begins(name, ReportPrefix):
		if id := name[len(ReportPrefix):]; hexadecimal(id, decisionDigits) {
			return Ref{Kind: Report, ID: id}
		}
	case begins(name, statementPrefix):
		return parseWords(Statement, name)
	case begins(name, figurePrefix):
		return parseWords(Figure, name)
	case hexadecimal(name, incidentDigits):
		return Ref{Kind: Incident, ID: name}
	case hexadecimal(name, decisionDigits):
		return Ref{Kind: Decided, ID: name}
	}
	return Ref{}
}

func begins(name, prefix string) bool {
	return len(name) > len(prefix) && strings.HasPrefix(name, prefix)
}

func hexadecimal(s string, digits int) bool {
	return len(s) == digits && strings.Trim(s, "0123456789abcdef") == ""
}

// parseWords reads the name of a statement or a figure: the kind, the report, and the place of the words.
func parseWords(kind Kind, name string) Ref {
	id, place, _ := strings.Cut(name[len(kind)+1:], "/")
	from, to, _ := strings.Cut(place, "-")
	start, err1 := strconv.ParseUint(from, 10, 31)
	end, err2 := strconv.ParseUint(to, 10, 31)
	r := Ref{kind, id, report.Span{Start: int(start), End: int(end)}}
	if err1 != nil || err2 != nil || r.Span.Empty() || !hexadecimal(id, decisionDigits) || r.String() != name {
		return Ref{}
	}
	return r
}

// String is the name that [Parse] reads.
func (r Ref) String() string {
	switch r.Kind {
	case Report:
		return ReportPrefix + r.ID
	case Statement, Figure:
		return fmt.Sprintf("%s:%s/%d-%d", r.Kind, r.ID, r.Span.Start, r.Span.End)
	}
	return r.ID
}

// Report is the ID of the report that the reference is to, or to words of which it is; "" for any other.
func (r Ref) Report() string {
	switch r.Kind {
	case Report, Statement, Figure:
		return r.ID
	}
	return ""
}

// NodeID names a node of an origins graph. What a source says of its own seeing stands there apart from what it passes
// on.
type NodeID string

// ReportNode is the node of a report.
func ReportNode(id string) NodeID { return NodeID(ReportPrefix + id) }

// Plain is the node without the difference between what its source saw and what it passes on.
func (n NodeID) Plain() NodeID { return NodeID(strings.TrimSuffix(string(n), witnessSuffix)) }

// Witness is the node of what a source says it saw itself.
func (n NodeID) Witness() NodeID { return n + witnessSuffix }

// Named reports whether the node is a source that has a name.
func (n NodeID) Named() bool { return strings.HasPrefix(string(n), SourcePrefix) }

// Unnamed reports whether the node is the end of a trail in nobody who could be asked.
func (n NodeID) Unnamed() bool { return strings.HasPrefix(string(n), UnnamedPrefix) }

// Report is the ID of the report that the node is, "" for a source.
func (n NodeID) Report() string {
	if id, ok := strings.CutPrefix(string(n), ReportPrefix); ok {
		return id
	}
	return ""
}

// Valid reports whether the name is one of a node.
func (n NodeID) Valid() bool { return n.Named() || n.Unnamed() || n.Report() != "" }

// Source is the entry of the registry that the node stands for: of a trail without a name, the words that end it.
func (n NodeID) Source() string {
	plain := string(n.Plain())
	if n.Unnamed() {
		return UnnamedPrefix + plain[strings.LastIndexAny(plain, "/:")+1:]
	}
	return plain
}
