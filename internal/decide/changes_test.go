package decide_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/decide"
	"firsthand/internal/report"
)

// crowded is a reading in which most things stand beside others of their kind, which a decision on one must leave
// alone.
func crowded() report.Reading {
	r := reading()
	twelve := int64(12)
	whole := r.Figures[0]
	part := report.Figure{Span: report.Span{Start: 20, End: 22}, ID: "f2", Measure: "killed", Low: 12, High: &twelve, Part: true, Of: "f1", Statement: "s2"}
	other := report.Figure{Span: report.Span{Start: 60, End: 62}, ID: "f3", Measure: "killed", Low: 12, High: &twelve, Part: true, Of: "f9", Statement: "s2"}
	r.Figures = []report.Figure{whole, part, other}
	r.Events[0].Figures = []report.Figure{whole, part, other}
	r.Events[0].AccusedBy = []report.Accusation{
		{Who: "the army", Statements: []string{"s1"}}, {Who: "the rebels", Statements: []string{"s1", "s2"}}, {Who: "a militia", Statements: []string{"s2"}},
	}
	r.States = append(r.States, report.State{Situation: "siege", State: "ended", Statement: "s2", AnnouncedBy: "Ana Quill", ObservedBy: "Radio Quay"})
	r.Calls = append(r.Calls, report.Call{Statement: "s2", Who: "Ana Quill"}, report.Call{Statement: "s2", Who: "the families"})
	return r
}

func changedCrowd(decisions ...report.Decision) report.Reading {
	return decide.ChangesOf(decisions).Reading(crowded())
}

const (
	firstStatement, secondStatement = "statement:" + reportID + "/0-40", "statement:" + reportID + "/50-90"
	wholeFigure                     = "figure:" + reportID + "/10-12"
)

func TestARejectedFigureLeavesItsNeighboursAlone(t *testing.T) {
	r := changedCrowd(on(decide.Reject, "", wholeFigure))
	for what, figures := range map[string][]report.Figure{"the reading": r.Figures, "the event": r.Events[0].Figures} {
		if len(figures) != 2 || figures[0].ID != "f2" || figures[0].Of != "" || figures[1].Of != "f9" {
			t.Errorf("%s has the figures %+v: want f2, a part of nothing now, and f3 as it was", what, figures)
		}
	}
	if r.Figures[0].Statement != "s2" {
		t.Error("a figure beside the rejected one has lost its statement")
	}
}

func TestARejectedStatementLeavesItsNeighboursAlone(t *testing.T) {
	r := changedCrowd(on(decide.Reject, "", firstStatement))
	if r.Figures[0].Statement != "" || r.Figures[1].Statement != "s2" {
		t.Errorf("figures rest on %q and %q", r.Figures[0].Statement, r.Figures[1].Statement)
	}
	var accused []string
	for _, a := range r.Events[0].AccusedBy {
		voice := ""
		if a.OwnVoice {
			voice = " (the report's own)"
		}
		accused = append(accused, a.Who+" by "+strings.Join(a.Statements, "+")+voice)
	}
	if d := cmp.Diff([]string{"the army by  (the report's own)", "the rebels by s2", "a militia by s2"}, accused); d != "" {
		t.Errorf("accused (-want +got):\n%s", d)
	}
	if s := r.States[1]; s.Statement != "s2" || s.AnnouncedBy != "Ana Quill" {
		t.Errorf("the state of another statement is %+v", s)
	}
	if len(r.Calls) != 2 {
		t.Errorf("calls left: %+v", r.Calls)
	}
}

func TestACorrectedOriginIsFollowedWhereItSpoke(t *testing.T) {
	r := changedCrowd(on(decide.Correct, decide.ToOrigin("Nadia Weck"), secondStatement))
	if s := r.States[1]; s.AnnouncedBy != "Nadia Weck" || s.ObservedBy != "Radio Quay" {
		t.Errorf("the state is announced by %q and observed by %q", s.AnnouncedBy, s.ObservedBy)
	}
	if r.States[0].ObservedBy != "Tamarisk Monitor" || r.Calls[0].Who != "Tamarisk Monitor" {
		t.Error("what rests on another statement has changed")
	}
	if r.Calls[1].Who != "Nadia Weck" || r.Calls[2].Who != "the families" {
		t.Errorf("calls by %q and %q: one is the corrected source's, one is not", r.Calls[1].Who, r.Calls[2].Who)
	}
}

// A decision whose words the reading does not have any more changes nothing.
func TestDecisionsOnWhatIsGoneChangeNothing(t *testing.T) {
	for _, d := range []report.Decision{
		on(decide.Reject, "", "figure:"+reportID+"/70-75"),
		on(decide.Correct, decide.ToFigure("30"), "figure:"+reportID+"/70-75"),
		on(decide.Reject, "", "statement:"+reportID+"/400-440"),
		on(decide.Correct, decide.ToOrigin("Nadia Weck"), "statement:"+reportID+"/400-440"),
		on(decide.Correct, "figure many", wholeFigure),
		on(decide.Correct, "colour blue", firstStatement),
	} {
		if diff := cmp.Diff(crowded(), changedCrowd(d)); diff != "" {
			t.Errorf("%s %s changed (-as read +now):\n%s", d.Act, d.On, diff)
		}
	}
}

// Only acceptances, rejections and corrections of one thing change a reading.
func TestOtherDecisionsAreLeftToWeighing(t *testing.T) {
	two := on(decide.Reject, "", firstStatement)
	two.On = append(two.On, secondStatement)
	for _, d := range []report.Decision{two, on(decide.Merge, "", firstStatement), on(decide.Grade, "fair", firstStatement), {Act: decide.Reject}} {
		if diff := cmp.Diff(crowded(), changedCrowd(d)); diff != "" {
			t.Errorf("%s of %q changed (-as read +now):\n%s", d.Act, d.On, diff)
		}
	}
	merged := on(decide.Merge, "", "report:"+reportID)
	if _, left := decide.ChangesOf([]report.Decision{on(decide.Reject, "", "report:"+reportID), merged}).Left(reportID); !left {
		t.Error("a merge brings a rejected report back")
	}
}

// Which words a decision means: those that share more than half of either, the most of them; of two that share as many,
// the first.
func TestWhichWordsAreMeant(t *testing.T) {
	at := func(spans ...report.Span) report.Reading {
		var r report.Reading
		for i, s := range spans {
			r.Figures = append(r.Figures, report.Figure{Span: s, ID: string(rune('a' + i))})
		}
		return r
	}
	span := func(start, end int) report.Span { return report.Span{Start: start, End: end} }
	for _, c := range []struct {
		name string
		r    report.Reading
		want string
	}{
		{"exactly these, though others share as many", at(span(0, 11), span(0, 10)), "b"},
		{"the one that shares more", at(span(0, 8), span(0, 9)), "b"},
		{"of two that share as many the first", at(span(0, 9), span(1, 10)), "a"},
		{"more than half of the name's words", at(span(0, 6)), "a"},
		{"half of them is not enough", at(span(0, 5)), ""},
		{"more than half of its own words", at(span(0, 19)), "a"},
		{"half of its own is not enough", at(span(0, 20)), ""},
		{"one byte, which is all", at(span(10, 11)), ""},
		{"nothing", at(), ""},
	} {
		got := ""
		if f := decide.FigureOf(&c.r, "figure:"+reportID+"/0-10"); f != nil {
			got = f.ID
		}
		if got != c.want {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
		}
	}
	one := at(span(4, 5))
	if decide.FigureOf(&one, "figure:"+reportID+"/4-5") == nil {
		t.Error("one byte is not found by its own name")
	}
	if decide.FigureOf(&one, "statement:"+reportID+"/4-5") != nil || decide.StatementOf(&report.Reading{Statements: reading().Statements}, "figure:"+reportID+"/0-40") != nil {
		t.Error("a name of another kind finds something")
	}
}
