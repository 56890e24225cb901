package desktest

import (
	"fmt"

	"firsthand/internal/report"
)

// evacuationIncident is a situation that changes three times in as many days.
func evacuationIncident(l *Ledger) report.Incident {
	const (
		agreed    = "an evacuation of the old harbour had been agreed"
		begun     = "the first buses left on Tuesday morning"
		suspended = "the evacuation was suspended after shots were fired at a bus"
	)
	a := tell(wire, "2017-03-06", "Evacuation agreed", "Mediators said that "+agreed+" on Monday.")
	aRef := a.says(agreed, report.Told, "", link{kind: report.Speaker, name: "mediators", source: "Mediators", cue: "said that"})
	b := tell("Radio Safina", "2017-03-07", "Buses leave the old harbour", "A Red Crescent coordinator said that "+begun+", with 400 people aboard. “I watched them go,” she said.")
	bRef := b.says(begun, report.Witness, "“I watched them go,”", link{kind: report.Speaker, name: "a Red Crescent coordinator", source: "A Red Crescent coordinator", cue: "said that", of: "Red Crescent"})
	moved := b.figure("400 people", "with 400 people aboard", "evacuated", 400, 400, report.About, "")
	c := tell("Kestrel News", "2017-03-08", "Evacuation stops", "On Wednesday "+suspended+", the Red Crescent said. Each side blamed the other.")
	cRef := c.says(suspended, report.Told, "", link{kind: report.Speaker, name: "Red Crescent", source: "the Red Crescent", cue: "said"})
	var events []report.EventRef
	for _, s := range []*story{a, b, c} {
		s.into(l)
		events = append(events, report.EventRef{Report: s.report.ID, Event: "e1"})
	}
	state := func(s *story, words, state, day, by string) report.IncidentState {
		return report.IncidentState{Report: s.report.ID, By: by, State: report.State{Span: s.at(words), Situation: "evacuation", State: state, Day: day, Where: "old harbour"}}
	}
	return report.Incident{
		ID: EvacuationID, Title: "Evacuation of the old harbour", Kind: report.Evacuation,
		When: report.Days{Start: "2017-03-06", End: "2017-03-08"}, Where: report.Where{Name: "old harbour", Admin1: "Zahra"},
		Events: events, Counts: report.Counts{Reports: 3, Publishers: 3, Named: 2, Witnesses: 1, Unnamed: 1, Distinct: 3},
		Origins: []report.Origin{
			{Node: "source:coordinator", Name: "a Red Crescent coordinator", Named: true, Hand: report.Witness, Words: []report.StatementRef{bRef}, Reports: []string{b.report.ID}},
			{Node: "source:crescent", Name: "Red Crescent", Named: true, Hand: report.Told, Words: []report.StatementRef{cRef}, Reports: []string{c.report.ID}},
			{Node: "unnamed:mediators", Name: "mediators", Via: wire, Hand: report.UnknownHand, Words: []report.StatementRef{aRef}, Reports: []string{a.report.ID}},
		},
		Graph: report.Graph{
			Nodes: []report.Node{
				{ID: "source:coordinator", Kind: report.OriginNode, Name: "a Red Crescent coordinator", Named: true, Hand: report.Witness},
				{ID: "source:crescent", Kind: report.OriginNode, Name: "Red Crescent", Named: true, Hand: report.Told},
				{ID: "unnamed:mediators", Kind: report.OriginNode, Name: "mediators", Hand: report.UnknownHand},
				{ID: a.node(), Kind: report.ReportNode, Name: wire, Named: true, Report: a.report.ID, Depth: 1},
				{ID: b.node(), Kind: report.ReportNode, Name: "Radio Safina", Named: true, Report: b.report.ID, Depth: 1},
				{ID: c.node(), Kind: report.ReportNode, Name: "Kestrel News", Named: true, Report: c.report.ID, Depth: 1},
			},
			Edges: []report.Edge{
				{From: "unnamed:mediators", To: a.node(), Kind: string(report.Speaker), Evidence: []report.StatementRef{aRef}},
				{From: "source:coordinator", To: b.node(), Kind: string(report.Speaker), Evidence: []report.StatementRef{bRef}},
				{From: "source:crescent", To: c.node(), Kind: string(report.Speaker), Evidence: []report.StatementRef{cRef}},
			},
		},
		Tallies: []report.Tally{{
			Measure: "evacuated", Low: 400, High: moved.High, Best: moved.High, Rule: report.InWords("The only figure there is."),
			Rivals: []report.Rival{{Figure: moved, Report: b.report.ID, Origin: "a Red Crescent coordinator", Node: "source:coordinator", Day: "2017-03-07"}},
		}},
		States: []report.IncidentState{
			state(a, agreed, "agreed", "2017-03-06", "mediators"),
			state(b, begun, "begun", "2017-03-07", "a Red Crescent coordinator"),
			state(c, suspended, "suspended", "2017-03-08", "Red Crescent"),
		},
		Stances: []report.IncidentStance{{Report: c.report.ID, Stance: report.Stance{Span: c.at("Each side blamed the other."), Who: "each side", Stance: report.BlameEach}}},
		Grade:   report.Grade{Value: report.GradeFair, Reason: report.InWords("A witness and an organisation on the spot agree; nobody denies it.")},
		Links:   []report.Link{{A: events[0], B: events[1], Score: 0.72, Reason: report.InWords("Same place and kind, one day apart.")}},
	}
}

// postIncident is one report with no figure and nobody behind it.
func postIncident(l *Ledger) report.Incident {
	const heard = "an explosion was heard near the north gate police post"
	s := tell("Northgate Herald", "2017-03-06", "Blast heard", "Residents said on Monday that "+heard+". There was no word on casualties.")
	ref := s.says(heard, report.UnknownHand, "", link{kind: report.Unnamed, name: "residents", source: "Residents", cue: "said"})
	s.into(l)
	return report.Incident{
		ID: PostID, Title: "Explosion near the north gate", Kind: report.Explosion,
		When: report.Days{Start: "2017-03-06", End: "2017-03-06"}, Where: report.Where{Name: "north gate"},
		Events:  []report.EventRef{{Report: s.report.ID, Event: "e1"}},
		Counts:  report.Counts{Reports: 1, Publishers: 1, Unnamed: 1, Distinct: 1},
		Origins: []report.Origin{{Node: "unnamed:residents", Name: "residents", Via: "Northgate Herald", Hand: report.UnknownHand, Words: []report.StatementRef{ref}, Reports: []string{s.report.ID}}},
		Graph: report.Graph{
			Nodes: []report.Node{
				{ID: "unnamed:residents", Kind: report.OriginNode, Name: "residents", Hand: report.UnknownHand},
				{ID: s.node(), Kind: report.ReportNode, Name: "Northgate Herald", Named: true, Report: s.report.ID, Depth: 1},
			},
			Edges: []report.Edge{{From: "unnamed:residents", To: s.node(), Kind: string(report.Unnamed), Evidence: []report.StatementRef{ref}}},
		},
		Grade: report.Grade{Value: report.GradeWeak, Reason: report.InWords("One report, and nobody behind it who could be asked.")},
	}
}

// Crowd is one incident of n reports: every third has it from a monitor, the others from the wire that has it from the
// monitor.
func Crowd(n int) (*Ledger, report.Weighing) {
	l := &Ledger{}
	const says = "nine shells fell on the town"
	origin := report.Node{ID: "source:rasd", Kind: report.OriginNode, Name: rasd, Named: true, Hand: report.Told}
	relay := report.Node{ID: "source:wire", Kind: report.RelayNode, Name: wire, Named: true, Hand: report.Relayed, Depth: 1}
	in := report.Incident{
		ID: "crowd", Title: "Shelling that everybody reported", Kind: report.Shelling, When: report.Days{Start: "2017-03-03", End: "2017-03-03"},
		Counts: report.Counts{Reports: n, Publishers: n, Named: 1, Distinct: 1},
		Graph:  report.Graph{Nodes: []report.Node{origin, relay}},
		Grade:  report.Grade{Value: report.GradeWeak, Reason: report.InWords("One origin, however many reports.")},
	}
	var reports []string
	for i := range n {
		s := tell(fmt.Sprintf("Valley Paper %d", i+1), "2017-03-04", fmt.Sprintf("Shells, edition %d", i+1), "The Rasd Monitoring Group said that "+says+".")
		ref := s.says(says, report.Told, "", link{kind: report.Speaker, name: rasd, source: "The Rasd Monitoring Group", cue: "said that"})
		s.into(l)
		edge := report.Edge{From: relay.ID, To: s.node(), Kind: string(report.Outlet), Evidence: []report.StatementRef{ref}}
		if i%3 == 0 {
			edge.From, edge.Kind = origin.ID, string(report.Speaker)
		}
		if i == 0 {
			in.Graph.Edges = append(in.Graph.Edges, report.Edge{From: origin.ID, To: relay.ID, Kind: string(report.Speaker), Evidence: []report.StatementRef{ref}})
		}
		in.Graph.Edges = append(in.Graph.Edges, edge)
		in.Graph.Nodes = append(in.Graph.Nodes, report.Node{ID: s.node(), Kind: report.ReportNode, Name: s.report.Publisher, Named: true, Report: s.report.ID, Depth: 2})
		in.Events = append(in.Events, report.EventRef{Report: s.report.ID, Event: "e1"})
		reports = append(reports, s.report.ID)
	}
	in.Origins = []report.Origin{{Node: origin.ID, Name: rasd, Named: true, Hand: report.Told, Reports: reports}}
	return l, report.Weighing{
		Incidents: []report.Incident{in}, Reports: n, Publishers: n,
		Origins: report.Counts{Reports: n, Publishers: n, Named: 1, Distinct: 1},
	}
}

// Many is n incidents of one report each, a day apart, newest first.
func Many(n int) (*Ledger, report.Weighing) {
	l := &Ledger{}
	w := report.Weighing{Reports: n, Publishers: 7}
	for i := range n {
		day := fmt.Sprintf("20%02d-%02d-%02d", 99-i/336%90, 12-i/28%12, 28-i%28)
		s := tell(fmt.Sprintf("Valley Paper %d", i%7+1), day, fmt.Sprintf("Shells on day %d", i), fmt.Sprintf("Nine shells fell on village %d.", i))
		s.into(l)
		w.Incidents = append(w.Incidents, report.Incident{
			ID: fmt.Sprintf("i%d", i), Title: fmt.Sprintf("Shelling of village %d", i), Kind: report.Shelling,
			When: report.Days{Start: day, End: day}, Where: report.Where{Name: fmt.Sprintf("Village %d", i)},
			Events: []report.EventRef{{Report: s.report.ID, Event: "e1"}},
			Counts: report.Counts{Reports: 1, Publishers: 1, Named: 1, Distinct: 1},
			Grade:  report.Grade{Value: report.GradeWeak, Reason: report.InWords("One report.")},
		})
	}
	return l, w
}
