package desktest

import (
	"strings"

	"firsthand/internal/report"
)

// SituationID is the ID of the situation in [Example], and RasdID that of the source with most reports.
const (
	SituationID = "5170a7100e7ac0a7"
	RasdID      = "source:rasd-monitoring-group"
)

// around adds to a weighing what stands around its incidents: the situation of the evacuation, a call for help with
// what came after it and one with nothing after it, a silence, and the sources with a hint that two of them may be one.
func around(l *Ledger, w *report.Weighing) {
	at := func(title, words string) report.StatementRef {
		for _, r := range l.reports {
			if r.Title == title {
				if i := strings.Index(r.Text, words); i >= 0 {
					return report.StatementRef{Report: r.ID, Span: report.Span{Start: i, End: i + len(words)}}
				}
			}
		}
		panic(words + " is not in " + title)
	}
	agreed := at("Evacuation agreed", "an evacuation of the old harbour had been agreed")
	begun := at("Buses leave the old harbour", "the first buses left on Tuesday morning")
	suspended := at("Evacuation stops", "the evacuation was suspended after shots were fired at a bus")
	harbour := report.Where{Name: "old harbour", Admin1: "Zahra"}
	age := 0
	w.Situations = []report.Situation{{
		ID: SituationID, Title: "Evacuation, old harbour", Kind: "evacuation", Where: harbour, Now: []string{"suspended", "in force"},
		Day: "2017-03-08", Age: &age, Incidents: []string{EvacuationID},
		Steps: []report.Step{
			{Day: "2017-03-06", State: "agreed", Claims: []report.StateClaim{{By: "mediators", Source: "unnamed:mediators", Via: wire, How: report.Observed, Dated: true, Words: agreed, Same: []report.StatementRef{agreed}}}},
			{Day: "2017-03-07", State: "begun", Claims: []report.StateClaim{{By: "Red Crescent", Source: "source:red-crescent", How: report.Announced, Dated: true, Words: begun}}},
			{Day: "2017-03-08", State: "in force", Rivals: []string{"suspended"}, Claims: []report.StateClaim{{By: "الجسر", How: report.Observed, Words: begun}}},
			{Day: "2017-03-08", State: "suspended", Rivals: []string{"in force"}, Claims: []report.StateClaim{{By: "Red Crescent", Source: "source:red-crescent", How: report.Announced, Dated: true, Words: suspended}}},
		},
	}}
	w.Calls = []report.OpenCall{{
		ID: "ca11000000000001", Who: "a Red Crescent coordinator", Where: harbour, Needs: []string{"medical", "safe passage"}, Via: "telephone", Day: "2017-03-07",
		Words: []report.StatementRef{at("Buses leave the old harbour", "“I watched them go,”")}, Last: "2017-03-08",
		After: []report.Sequel{{Kind: report.EvacuatedOf, Day: "2017-03-08", By: "Red Crescent", Words: suspended}},
	}, {
		ID: "ca11000000000002", Who: "residents", Source: "unnamed:residents", Needs: []string{}, Day: "2017-03-06",
		Words: []report.StatementRef{at("Blast heard", "an explosion was heard near the north gate police post")}, Last: "2017-03-06", After: []report.Sequel{},
	}}
	bulletin := at("Bulletin: toll of the market shelling revised", "After three of the wounded died")
	w.Silences = []report.Silence{{
		Source: RasdID, Name: rasd, Kind: report.KindMonitor, Times: 5, Last: "2017-03-05", Usual: 86400, Longest: 86400, Since: 3 * 86400, Words: bulletin,
		Reason: report.InWords("Last heard 5 March 2017, three days before the newest report; usually every day (five times), never more than one day apart."),
	}}
	var all []string
	for _, r := range l.reports {
		all = append(all, r.ID)
	}
	w.Sources = []report.Source{
		{ID: RasdID, Name: rasd, Others: []string{"مجموعة رصد"}, Voices: []string{"Sami Orel"}, Kind: report.KindMonitor, KindWhy: report.InWords("The word “monitoring” in its name."),
			Of: "Zahra Network", Reports: all, Published: 2, Incidents: []string{MarketID}, First: "2017-03-03", Last: "2017-03-05", Words: []report.StatementRef{bulletin}},
		{ID: "source:red-crescent", Name: "Red Crescent", Others: []string{}, Voices: []string{}, Kind: report.KindAid, KindWhy: report.InWords("The word “crescent” in its name."), Side: "neither", SideWhy: report.InWords("Set by mira: it serves both."),
			Reports: []string{suspended.Report}, Incidents: []string{EvacuationID}, First: "2017-03-07", Last: "2017-03-08", Words: []report.StatementRef{suspended}},
		{ID: "source:red-crescent-society", Name: "Red Crescent Society", Others: []string{}, Voices: []string{}, Reports: []string{begun.Report}, Incidents: []string{}, Words: []report.StatementRef{}, Merged: []string{"source:crescent"}},
		{ID: "unnamed:mediators", Name: "mediators", Others: []string{}, Voices: []string{}, Kind: report.KindGroup, KindWhy: report.InWords("Nobody is named."), Reports: []string{agreed.Report}, Incidents: []string{EvacuationID}, Words: []report.StatementRef{agreed}},
	}
	w.Hints = []report.MergeHint{{A: "source:red-crescent", B: "source:red-crescent-society", Reason: report.InWords("“Red Crescent” stands in “Red Crescent Society”.")}}
}
