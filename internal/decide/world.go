package decide

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

// World is what a decision is held against: what the ledger holds and what it came to.
type World struct {
	Weighing  *report.Weighing
	Decisions []report.Decision // all, in the order in which they were taken down
	Reading   func(reportID string) (report.Reading, error)
}

// Check tells what is wrong with a decision, beyond what [Check] says of its form: whether the things that it is about
// are there, and whether it would change anything. Only sources may be unknown, and only where a side is set: a desk
// knows who is on whose side before anybody speaks.
func (w World) Check(d report.Decision) error {
	if err := Check(d); err != nil {
		return err
	}
	for _, name := range d.On {
		if err := w.known(d.Act, name); err != nil {
			return err
		}
	}
	if err := w.checkNew(d); err != nil {
		return err
	}
	first, rest := d.On[0], d.On[1:]
	switch {
	case d.Act == Withdraw:
		return w.checkWithdrawal(first)
	case d.Act == Split && KindOf(first) == Incident:
		return checkSplit(w.incident(first), rest)
	case d.Act == Split:
		return w.checkParting(first, rest)
	case (d.Act == Accept || d.Act == Reject) && len(d.On) > 1 && !onTwoSources(d) && !onTwoIncidents(d):
		return w.checkEdge(d.On)
	}
	return nil
}

// onTwoSources tells whether a decision is on two sources being one.
func onTwoSources(d report.Decision) bool {
	return len(d.On) == 2 && d.Value != OnEdge && KindOf(d.On[0]) == Source && KindOf(d.On[1]) == Source
}

// onTwoIncidents tells whether a decision is on two incidents being one.
func onTwoIncidents(d report.Decision) bool {
	return len(d.On) == 2 && KindOf(d.On[0]) == Incident && KindOf(d.On[1]) == Incident
}

// checkNew tells whether the same person decided the same of the same things already, and nothing else of them since.
func (w World) checkNew(d report.Decision) error {
	if d.Act == Withdraw {
		return nil
	}
	for _, old := range slices.Backward(Standing(w.Decisions)) {
		if !slices.Equal(old.On, d.On) || question(old.Act) != question(d.Act) {
			continue
		}
		if old.Act == d.Act && old.Value == d.Value && old.By == d.By && old.ID != d.ID {
			return fmt.Errorf("%s decided the same already, on %s: nothing would change", old.By, old.At.UTC().Format("2 January 2006"))
		}
		return nil
	}
	return nil
}

// question is what an act answers: to accept, correct and reject are answers to one.
func question(a report.Act) report.Act {
	switch a {
	case Accept, Correct, Reject:
		return Accept
	}
	return a
}

// known tells whether a thing is there.
func (w World) known(act report.Act, name string) error {
	switch KindOf(name) {
	case Incident:
		if w.incident(name) == nil {
			return fmt.Errorf("there is no incident %s; it may have been merged with another since", name)
		}
	case Source:
		if act == Merge && w.source(name) == nil || act == Split && w.source(name) == nil {
			return fmt.Errorf("there is no source %s", name)
		}
	case Report, Statement, Figure:
		reading, err := w.Reading(ReportOf(name))
		switch {
		case err != nil:
			return fmt.Errorf("there is no report %s that was read", ReportOf(name))
		case KindOf(name) == Statement && StatementOf(&reading, name) == nil:
			return errors.New("the report has no statement in these words")
		case KindOf(name) == Figure && FigureOf(&reading, name) == nil:
			return errors.New("the report has no figure in these words")
		}
	}
	return nil
}

func (w World) incident(id string) *report.Incident {
	for i := range w.Weighing.Incidents {
		if w.Weighing.Incidents[i].ID == id {
			return &w.Weighing.Incidents[i]
		}
	}
	return nil
}

// source finds a source by its name or by one that was merged into it.
func (w World) source(id string) *report.Source {
	for i := range w.Weighing.Sources {
		if s := &w.Weighing.Sources[i]; s.ID == id || slices.Contains(s.Merged, id) {
			return s
		}
	}
	return nil
}

func (w World) checkWithdrawal(id string) error {
	known := slices.ContainsFunc(w.Decisions, func(d report.Decision) bool { return d.ID == id })
	if !known {
		return fmt.Errorf("there is no decision %s", id)
	}
	if by, gone := Withdrawn(w.Decisions)[id]; gone {
		return fmt.Errorf("%s took it back already", by.By)
	}
	return nil
}

// checkSplit tells whether a split leaves something on both sides.
func checkSplit(in *report.Incident, reports []string) error {
	leave := make(map[string]bool)
	for _, id := range reports {
		leave[id] = true
	}
	stay := make(map[string]bool)
	for _, e := range in.Events {
		if !leave[e.Report] {
			stay[e.Report] = true
		}
		leave[e.Report] = false
	}
	for id, gone := range leave {
		if gone {
			return fmt.Errorf("report %s does not tell of this incident", id)
		}
	}
	if len(stay) == 0 {
		return errors.New("no report would stay with the incident")
	}
	return nil
}

// checkParting tells whether sources were merged at all.
func (w World) checkParting(first string, rest []string) error {
	s := w.source(first)
	for _, name := range rest {
		if w.source(name) != s {
			return fmt.Errorf("%s and %s were not merged", first, name)
		}
	}
	return nil
}

// checkEdge tells whether there is an edge between two nodes, in the incident where one is named.
func (w World) checkEdge(on []string) error {
	incident := ""
	if len(on) == 3 {
		incident, on = on[0], on[1:]
	}
	ends := func(e report.Edge) bool { return Node(e.From) == on[0] && Node(e.To) == on[1] }
	for i := range w.Weighing.Incidents {
		in := &w.Weighing.Incidents[i]
		if incident != "" && in.ID != incident {
			continue
		}
		if slices.ContainsFunc(in.Graph.Edges, ends) || slices.ContainsFunc(in.Graph.Rejected, ends) {
			return nil
		}
	}
	return errors.New("no edge runs between these two")
}

// Node is the name that a decision uses for a node of an origins graph: what a source says of its own seeing stands in
// the graph apart from what it passes on, and is the same source.
func Node(id string) string { return string(ref.NodeID(id).Plain()) }

// Find is the name of the source that people call by a name, where there is exactly one; "" where there is none or
// several.
func (w World) Find(called string) string {
	found := ""
	id := report.SourceID(called)
	for i := range w.Weighing.Sources {
		s := &w.Weighing.Sources[i]
		if !ref.NodeID(s.ID).Named() || report.SourceID(s.Name) != id && !slices.ContainsFunc(s.Others, func(n string) bool { return report.SourceID(n) == id }) {
			continue
		}
		if found != "" {
			return ""
		}
		found = s.ID
	}
	return found
}

// Called is what people call the thing of a name, in plain words: an incident by its title, a source by its name. Of a
// thing that is no longer there it is the name itself.
func (w World) Called(name string) string {
	switch KindOf(name) {
	case Incident:
		if in := w.incident(name); in != nil {
			return in.Title
		}
		return "incident " + name
	case Source:
		if s := w.source(name); s != nil && s.ID == name {
			return s.Name
		}
		_, words, _ := strings.Cut(name, ":")
		return words
	case Report:
		return "report " + ReportOf(name)
	case Statement, Figure:
		id, span, _ := Words(name)
		return fmt.Sprintf("the %s at %d to %d of report %s", KindOf(name), span.Start, span.End, id)
	case Decided:
		for _, d := range w.Decisions {
			if d.ID == name {
				return "decision " + name
			}
		}
		return "report " + name
	}
	return name
}
