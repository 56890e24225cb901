package decide_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/decide"
	"firsthand/internal/report"
)

const (
	reportID   = "00112233445566778899aabbccddeeff"
	otherID    = "0f0e0d0c0b0a09080706050403020100"
	incidentID = "0123456789abcdef"
)

func ids(decisions []report.Decision) string {
	var out []string
	for _, d := range decisions {
		out = append(out, d.ID)
	}
	return strings.Join(out, " ")
}

func merge(id string) report.Decision { return report.Decision{ID: id, Act: decide.Merge} }

func withdraw(id, target string) report.Decision {
	return report.Decision{ID: id, Act: decide.Withdraw, On: []string{target}, By: id}
}

func TestStanding(t *testing.T) {
	for _, c := range []struct {
		name string
		all  []report.Decision
		want string
	}{
		{"nothing decided", nil, ""},
		{"nothing taken back", []report.Decision{merge("a"), merge("b")}, "a b"},
		{"one taken back", []report.Decision{merge("a"), merge("b"), withdraw("w", "a")}, "b"},
		{"taken back twice", []report.Decision{merge("a"), withdraw("w", "a"), withdraw("x", "a")}, ""},
		{"the taking back is taken back", []report.Decision{merge("a"), withdraw("w", "a"), withdraw("x", "w")}, "a"},
		{"and that again", []report.Decision{merge("a"), withdraw("w", "a"), withdraw("x", "w"), withdraw("y", "x")}, ""},
		{"of two takings back one is taken back", []report.Decision{merge("a"), withdraw("w", "a"), withdraw("x", "a"), withdraw("y", "w")}, ""},
		{"a decision that does not exist", []report.Decision{merge("a"), withdraw("w", "z")}, "a"},
		{"what comes later cannot be taken back beforehand", []report.Decision{withdraw("w", "a"), merge("a")}, "a"},
		{"two that take each other back: the later holds", []report.Decision{withdraw("w", "x"), withdraw("x", "w"), merge("a")}, "a"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ids(decide.Standing(c.all)); got != c.want {
				t.Errorf("standing: %q, want %q", got, c.want)
			}
		})
	}
}

func TestWithdrawnSaysByWhom(t *testing.T) {
	gone := decide.Withdrawn([]report.Decision{merge("a"), withdraw("mira", "a"), withdraw("tom", "a")})
	if got := gone["a"].By; got != "mira" {
		t.Errorf("taken back by %q, want mira, who was the first", got)
	}
}

// Taking a decision back gives exactly what there would be had it never been made; taking that back gives the decision
// again.
func TestTakingBackIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "decisions")
		var all []report.Decision
		for i := range n {
			id := string(rune('a' + i))
			if i > 0 && rapid.Bool().Draw(t, "takes back") {
				all = append(all, withdraw(id, all[rapid.IntRange(0, i-1).Draw(t, "which")].ID))
			} else {
				all = append(all, merge(id))
			}
		}
		last := all[n-1]
		before := ids(decide.Standing(all[:n-1]))
		if got := ids(decide.Standing(append(all[:n:n], withdraw("z", last.ID)))); got != before {
			t.Fatalf("after taking back the last: %q, want %q", got, before)
		}
		now := ids(decide.Standing(all))
		if got := ids(decide.Standing(append(all[:n:n], withdraw("y", last.ID), withdraw("z", "y")))); got != now {
			t.Fatalf("after taking that back: %q, want %q", got, now)
		}
	})
}

func TestNamesOfThings(t *testing.T) {
	for name, want := range map[string]decide.Kind{
		incidentID:                                 decide.Incident,
		"source:quillfort":                         decide.Source,
		"unnamed:source:un-human-rights/reports":   decide.Source,
		"report:" + reportID:                       decide.Report,
		"statement:" + reportID + "/0-94":          decide.Statement,
		"figure:" + reportID + "/7-9":              decide.Figure,
		reportID:                                   decide.Decided,
		"":                                         decide.Unknown,
		"source:":                                  decide.Unknown,
		"report:x":                                 decide.Unknown,
		"statement:" + reportID:                    decide.Unknown,
		"statement:" + reportID + "/9-9":           decide.Unknown,
		"statement:" + reportID + "/-1-9":          decide.Unknown,
		"statement:" + reportID + "/1-9/":          decide.Unknown,
		"statement:" + reportID + "/01-9":          decide.Unknown,
		"statement:" + reportID + "/1-99999999999": decide.Unknown,
		strings.ToUpper(incidentID):                decide.Unknown,
		"Quillfort":                                decide.Unknown,
	} {
		if got := decide.KindOf(name); got != want {
			t.Errorf("%q is taken for %q, want %q", name, got, want)
		}
	}
}

func FuzzNames(f *testing.F) {
	f.Add("statement:" + reportID + "/0-94")
	f.Add("figure:" + reportID + "/7-9")
	f.Add("report:" + reportID)
	f.Fuzz(func(t *testing.T, name string) {
		kind := decide.KindOf(name)
		id, span, ok := decide.Words(name)
		if ok != (kind == decide.Statement || kind == decide.Figure) {
			t.Fatalf("%q is taken for %q, and Words says %v", name, kind, ok)
		}
		if ok && (span.Empty() || id != decide.ReportOf(name)) {
			t.Fatalf("%q is words %v of %q", name, span, id)
		}
	})
}

func TestCheck(t *testing.T) {
	statement, figure := "statement:"+reportID+"/0-9", "figure:"+reportID+"/0-9"
	for _, c := range []struct {
		name  string
		act   report.Act
		value string
		on    []string
		want  string // part of what is wrong; "" for nothing
	}{
		{"two incidents are merged", decide.Merge, "", []string{incidentID, "fedcba9876543210"}, ""},
		{"two sources are merged", decide.Merge, "", []string{"source:a", "source:b"}, ""},
		{"an incident and a source are merged", decide.Merge, "", []string{incidentID, "source:b"}, "two or more"},
		{"an incident is merged with itself", decide.Merge, "", []string{incidentID, incidentID}, "named twice"},
		{"one incident is merged", decide.Merge, "", []string{incidentID}, "two or more"},
		{"a report leaves an incident", decide.Split, "", []string{incidentID, reportID}, ""},
		{"a source leaves a source", decide.Split, "", []string{"source:a", "source:b"}, ""},
		{"nothing leaves", decide.Split, "", []string{incidentID}, "to split"},
		{"a graph's name of a report", decide.Split, "", []string{incidentID, "report:" + reportID}, "to split"},
		{"an incident is graded", decide.Grade, "fair", []string{incidentID}, ""},
		{"a grade that does not exist", decide.Grade, "likely", []string{incidentID}, "a grade is one of confirmed, fair"},
		{"a source is graded", decide.Grade, "fair", []string{"source:a"}, "name one incident"},
		{"a side", decide.Side, "the government", []string{"source:a", "source:b"}, ""},
		{"no side any more", decide.Side, "", []string{"source:a"}, ""},
		{"an incident has no side", decide.Side, "x", []string{incidentID}, "only sources"},
		{"two sources are one", decide.Accept, "", []string{"source:a", "source:b"}, ""},
		{"an edge between two sources", decide.Reject, decide.OnEdge, []string{"source:a", "source:b"}, ""},
		{"an edge in one incident", decide.Reject, "", []string{incidentID, "report:" + otherID, "report:" + reportID}, ""},
		{"three sources", decide.Reject, "", []string{"source:a", "source:b", "source:c"}, "name a report"},
		{"a statement was misread", decide.Reject, "", []string{statement}, ""},
		{"a report is planted", decide.Reject, "", []string{"report:" + reportID}, ""},
		{"an incident is accepted", decide.Accept, "", []string{incidentID}, "name a report"},
		{"a value that an act does not have", decide.Merge, "x", []string{"source:a", "source:b"}, "no value"},
		{"whose words they are", decide.Correct, decide.ToOrigin("Tamarisk Monitor"), []string{statement}, ""},
		{"nobody's words", decide.Correct, decide.ToOrigin(""), []string{statement}, ""},
		{"what the origin saw", decide.Correct, decide.ToHand(report.Told), []string{statement}, ""},
		{"a hand that does not exist", decide.Correct, "hand=left", []string{statement}, "origin or its hand"},
		{"a number", decide.Correct, decide.ToFigure("82"), []string{figure}, ""},
		{"a range", decide.Correct, decide.ToFigure("80-100"), []string{figure}, ""},
		{"at least", decide.Correct, decide.ToFigure("80-"), []string{figure}, ""},
		{"a range that runs backwards", decide.Correct, decide.ToFigure("100-80"), []string{figure}, "a figure is corrected to"},
		{"fewer than none", decide.Correct, decide.ToFigure("-5"), []string{figure}, "a figure is corrected to"},
		{"an incident is corrected", decide.Correct, "x", []string{incidentID}, "one statement or one figure"},
		{"a decision is taken back", decide.Withdraw, "", []string{reportID}, ""},
		{"a source is taken back", decide.Withdraw, "", []string{"source:a"}, "one decision"},
		{"no act of ours", "delete", "", []string{incidentID}, "nothing that can be decided"},
		{"about nothing", decide.Merge, "", nil, "what it is about"},
		{"about words", decide.Merge, "", []string{"the killing", "the strike"}, "no name of"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := decide.Check(report.Decision{Act: c.act, Value: c.value, On: c.on, By: "mira", Reason: "same street"})
			complains(t, err, c.want)
		})
	}
	whole := report.Decision{Act: decide.Side, On: []string{"source:a"}, By: "mira", Reason: "says so itself"}
	for want, spoil := range map[string]func(*report.Decision){
		"who decides":             func(d *report.Decision) { d.By = " " },
		"no reason":               func(d *report.Decision) { d.Reason = "\n" },
		"the reason is longer":    func(d *report.Decision) { d.Reason = strings.Repeat("x", decide.MaxReason+1) },
		"name or value is longer": func(d *report.Decision) { d.Value = strings.Repeat("x", decide.MaxName+1) },
		"bytes that are no text":  func(d *report.Decision) { d.Reason = "\xff" },
	} {
		d := whole
		spoil(&d)
		complains(t, decide.Check(d), want)
	}
}

func complains(t *testing.T, err error, want string) {
	t.Helper()
	switch {
	case want == "" && err != nil:
		t.Errorf("refused: %v", err)
	case want != "" && err == nil:
		t.Errorf("taken; want it refused with %q", want)
	case want != "" && !strings.Contains(err.Error(), want):
		t.Errorf("refused with %q, want %q in it", err, want)
	}
}

// reading is a reading with two statements, of which the first carries a figure, an event, a call and a state.
func reading() report.Reading {
	high := int64(31)
	figure := report.Figure{Span: report.Span{Start: 10, End: 12}, ID: "f1", Measure: "killed", Low: 31, High: &high, Bound: report.ExactBound, Statement: "s1"}
	hop := func(name string, start, end int) report.Hop {
		return report.Hop{Kind: report.Speaker, Name: name, SourceID: report.SourceID(name), Named: true, Role: "director", Of: "the hospital", Content: []report.Span{{Start: start, End: end}}}
	}
	return report.Reading{
		ID:         reportID,
		Statements: []report.Statement{{ID: "s1", Hops: []report.Hop{hop("Tamarisk Monitor", 0, 40)}, Hand: report.Witness, HandWhy: &report.Span{Start: 1, End: 2}}, {ID: "s2", Hops: []report.Hop{hop("Ana Quill", 50, 90)}, Hand: report.Told}},
		Figures:    []report.Figure{figure},
		Events: []report.Event{{ID: "e1", Statements: []string{"s1", "s2"}, Figures: []report.Figure{figure},
			AccusedBy: []report.Accusation{{Who: "the army", Statements: []string{"s1"}}}}},
		Calls:  []report.Call{{Statement: "s1", Who: "Tamarisk Monitor"}},
		States: []report.State{{Situation: "siege", State: "begun", Statement: "s1", ObservedBy: "Tamarisk Monitor"}},
	}
}

func changed(decisions ...report.Decision) report.Reading {
	return decide.ChangesOf(decisions).Reading(reading())
}

func on(act report.Act, value, name string) report.Decision {
	return report.Decision{Act: act, Value: value, On: []string{name}}
}

func TestChangesOfAReading(t *testing.T) {
	first, figure := "statement:"+reportID+"/0-40", "figure:"+reportID+"/10-12"
	rejected := changed(on(decide.Reject, "", first))
	if len(rejected.Statements) != 1 || rejected.Statements[0].ID != "s2" {
		t.Fatalf("a rejected statement is still there: %+v", rejected.Statements)
	}
	if rejected.Figures[0].Statement != "" || rejected.Events[0].Figures[0].Statement != "" {
		t.Error("its figure is not the report's own")
	}
	if a := rejected.Events[0].AccusedBy[0]; len(a.Statements) != 0 || !a.OwnVoice {
		t.Errorf("its accusation is not the report's own: %+v", a)
	}
	if len(rejected.Calls) != 0 || rejected.States[0].ObservedBy != "" || strings.Join(rejected.Events[0].Statements, " ") != "s2" {
		t.Errorf("something still rests on it: %+v %+v %+v", rejected.Calls, rejected.States, rejected.Events)
	}

	renamed := changed(on(decide.Correct, decide.ToOrigin("Lantern Group"), first))
	if h := renamed.Statements[0].Origin(); h.Name != "Lantern Group" || h.SourceID != "lantern-group" || !h.Named || h.Of != "" || h.Role != "" {
		t.Errorf("the corrected origin is %+v", h)
	}
	if renamed.Calls[0].Who != "Lantern Group" || renamed.States[0].ObservedBy != "Lantern Group" {
		t.Errorf("the call or the state still names the other: %+v %+v", renamed.Calls, renamed.States)
	}
	if h := changed(on(decide.Correct, decide.ToOrigin(""), first)).Statements[0].Origin(); h.Named || h.Kind != report.Unnamed {
		t.Errorf("corrected to nobody, the origin is %+v", h)
	}
	if s := changed(on(decide.Correct, decide.ToHand(report.Told), first)).Statements[0]; s.Hand != report.Told || s.HandWhy != nil {
		t.Errorf("the corrected hand is %s, because of %v", s.Hand, s.HandWhy)
	}

	if r := changed(on(decide.Reject, "", figure)); len(r.Figures)+len(r.Events[0].Figures) != 0 {
		t.Error("a rejected figure is still there")
	}
	for words, want := range map[string]string{"30": "30 30 exact", "30-40": "30 40 range", "30-": "30 none at least"} {
		r := changed(on(decide.Correct, decide.ToFigure(words), figure))
		for _, f := range []report.Figure{r.Figures[0], r.Events[0].Figures[0]} {
			if got := describe(f); got != want {
				t.Errorf("corrected to %s it is %s, want %s", words, got, want)
			}
		}
	}
}

func describe(f report.Figure) string {
	if f.High == nil {
		return fmt.Sprintf("%d none %s", f.Low, f.Bound)
	}
	return fmt.Sprintf("%d %d %s", f.Low, *f.High, f.Bound)
}

func TestLaterDecisionsOverruleEarlierOnes(t *testing.T) {
	name := "statement:" + reportID + "/0-40"
	accept, reject := on(decide.Accept, "", name), on(decide.Reject, "", name)
	correct := on(decide.Correct, decide.ToOrigin("Lantern Group"), name)
	for _, c := range []struct {
		name      string
		decisions []report.Decision
		want      string
	}{
		{"as read", nil, "Tamarisk Monitor"},
		{"rejected", []report.Decision{reject}, ""},
		{"rejected, then accepted", []report.Decision{reject, accept}, "Tamarisk Monitor"},
		{"corrected, then accepted as read", []report.Decision{correct, accept}, "Tamarisk Monitor"},
		{"rejected, then corrected", []report.Decision{reject, correct}, "Lantern Group"},
		{"corrected, then rejected", []report.Decision{correct, reject}, ""},
	} {
		r := changed(c.decisions...)
		got := ""
		if r.Statements[0].ID == "s1" {
			got = r.Statements[0].Origin().Name
		}
		if got != c.want {
			t.Errorf("%s: the origin is %q, want %q", c.name, got, c.want)
		}
	}
}

// A better reader may draw the bounds of a statement a little otherwise, and give it another number: the decision still
// finds it. It does not go over to other words.
func TestDecisionsFindTheirWordsInANewReading(t *testing.T) {
	r := reading()
	for name, want := range map[string]string{
		"statement:" + reportID + "/0-38":  "s1",
		"statement:" + reportID + "/2-44":  "s1",
		"statement:" + reportID + "/48-91": "s2",
		"statement:" + reportID + "/0-10":  "", // a quarter of the words
		"statement:" + reportID + "/0-90":  "", // both statements at once
		"statement:" + reportID + "/41-49": "",
	} {
		got := ""
		if s := decide.StatementOf(&r, name); s != nil {
			got = s.ID
		}
		if got != want {
			t.Errorf("%s finds %q, want %q", name, got, want)
		}
	}
}

func TestChangesLeaveTheGivenReadingAlone(t *testing.T) {
	given := reading()
	changes := decide.ChangesOf([]report.Decision{
		on(decide.Correct, decide.ToOrigin("Lantern Group"), "statement:"+reportID+"/0-40"),
		on(decide.Reject, "", "statement:"+reportID+"/50-90"),
		on(decide.Correct, decide.ToFigure("30"), "figure:"+reportID+"/10-12"),
	})
	changes.Reading(given)
	if d := cmp.Diff(reading(), given); d != "" {
		t.Errorf("the reading that was given has changed:\n%s", d)
	}
	other := reading()
	other.ID = otherID
	if d := cmp.Diff(other, changes.Reading(other)); d != "" {
		t.Errorf("another report's reading has changed:\n%s", d)
	}
}

func TestReportsAreLeftOutAndComeBack(t *testing.T) {
	out, back := on(decide.Reject, "", "report:"+reportID), on(decide.Accept, "", "report:"+reportID)
	if _, left := decide.ChangesOf([]report.Decision{out}).Left(reportID); !left {
		t.Error("a rejected report is not left out")
	}
	if _, left := decide.ChangesOf([]report.Decision{out}).Left(otherID); left {
		t.Error("another report is left out")
	}
	if _, left := decide.ChangesOf([]report.Decision{out, back}).Left(reportID); left {
		t.Error("an accepted report is left out")
	}
}

// world is a ledger with one incident of two reports.
func world() decide.World {
	r := reading()
	return decide.World{
		Weighing: &report.Weighing{
			Incidents: []report.Incident{
				{ID: incidentID, Events: []report.EventRef{{Report: reportID, Event: "e1"}, {Report: otherID, Event: "e1"}},
					Graph: report.Graph{Edges: []report.Edge{{From: "source:a/witness", To: "report:" + reportID}}}},
				{ID: "fedcba9876543210", Events: []report.EventRef{{Report: otherID, Event: "e2"}}},
			},
			Sources: []report.Source{{ID: "source:a", Merged: []string{"source:c"}}, {ID: "source:b"}},
		},
		Decisions: []report.Decision{merge(reportID), withdraw(otherID, reportID)},
		Reading: func(id string) (report.Reading, error) {
			if id != r.ID {
				return report.Reading{}, errors.New("none")
			}
			return r, nil
		},
	}
}

func TestWorldCheck(t *testing.T) {
	for _, c := range []struct {
		name  string
		act   report.Act
		value string
		on    []string
		want  string
	}{
		{"both incidents are there", decide.Merge, "", []string{incidentID, "fedcba9876543210"}, ""},
		{"an incident that is gone", decide.Merge, "", []string{incidentID, "0000000000000000"}, "there is no incident"},
		{"a source that nobody heard of", decide.Merge, "", []string{"source:a", "source:z"}, "there is no source"},
		{"a side for a source that nobody heard of", decide.Side, "the army", []string{"source:z"}, ""},
		{"a report leaves", decide.Split, "", []string{incidentID, reportID}, ""},
		{"a report that is not there", decide.Split, "", []string{incidentID, "11111111111111111111111111111111"}, "does not tell of this incident"},
		{"all reports leave", decide.Split, "", []string{incidentID, reportID, otherID}, "no report would stay"},
		{"a merged source leaves", decide.Split, "", []string{"source:a", "source:c"}, ""},
		{"a source that was never merged leaves", decide.Split, "", []string{"source:a", "source:b"}, "were not merged"},
		{"an edge", decide.Reject, "", []string{"source:a", "report:" + reportID}, ""},
		{"an edge in the incident that has it", decide.Reject, "", []string{incidentID, "source:a", "report:" + reportID}, ""},
		{"an edge in another incident", decide.Reject, "", []string{"fedcba9876543210", "source:a", "report:" + reportID}, "no edge"},
		{"an edge the wrong way round", decide.Reject, "", []string{"report:" + reportID, "source:a"}, "no edge"},
		{"a statement", decide.Reject, "", []string{"statement:" + reportID + "/0-40"}, ""},
		{"words that are no statement", decide.Reject, "", []string{"statement:" + reportID + "/200-240"}, "no statement in these words"},
		{"words that are no figure", decide.Reject, "", []string{"figure:" + reportID + "/200-240"}, "no figure in these words"},
		{"a report of another ledger", decide.Reject, "", []string{"report:" + otherID}, "there is no report"},
		{"a decision that stands", decide.Withdraw, "", []string{otherID}, ""},
		{"a decision that was taken back", decide.Withdraw, "", []string{reportID}, "took it back already"},
		{"a decision of another ledger", decide.Withdraw, "", []string{"22222222222222222222222222222222"}, "there is no decision"},
		{"the form is checked first", decide.Grade, "likely", []string{incidentID}, "a grade is one of"},
	} {
		t.Run(c.name, func(t *testing.T) {
			complains(t, world().Check(report.Decision{Act: c.act, Value: c.value, On: c.on, By: "mira", Reason: "same street"}), c.want)
		})
	}
}
