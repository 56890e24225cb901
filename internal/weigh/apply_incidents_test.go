package weigh_test

import (
	"testing"
	"time"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

func decision(id string, hour int, act report.Act, value, reason string, on ...string) report.Decision {
	return report.Decision{ID: id, At: time.Date(2016, 12, 20, hour, 0, 0, 0, time.UTC), By: "mira", Act: act, On: on, Value: value, Reason: reason}
}

// incidentOf is the ID of the incident that holds a report's first event.
func incidentOf(w report.Weighing, id string) string {
	for _, in := range w.Incidents {
		for _, e := range in.Events {
			if e.Report == id && e.Event == "e1" {
				return in.ID
			}
		}
	}
	return ""
}

func TestMergeAndSplit(t *testing.T) {
	stories := []*story{
		tells("a", "The Millstone", tuesday).of(report.Killing, aleppo, monday),
		tells("b", "Radio Quay", tuesday).of(report.Killing, aleppo, monday),
		tells("c", "Tidewater", tuesday).of(report.Killing, ashkar, monday),
		tells("d", "Kiln Street Post", tuesday).of(report.Killing, damascus, monday),
	}
	before := weighed(stories...)
	ab, c, d := incidentOf(before, "a"), incidentOf(before, "c"), incidentOf(before, "d")
	for _, test := range []struct {
		name      string
		decisions []report.Decision
		want      string
	}{
		{"nothing decided", nil, "a+b c d"},
		{"merge", []report.Decision{decision("1", 1, "merge", "", "same strike", ab, c)}, "a+b+c d"},
		{"merge of three", []report.Decision{decision("1", 1, "merge", "", "same strike", ab, c, d)}, "a+b+c+d"},
		{"merge with what was merged, by either ID", []report.Decision{
			decision("1", 1, "merge", "", "same strike", c, d), decision("2", 2, "merge", "", "same strike", d, ab)}, "a+b+c+d"},
		{"split", []report.Decision{decision("1", 1, "split", "", "another street", ab, "b")}, "a b c d"},
		{"merge undone by a split, in order of time and not of arrival", []report.Decision{
			decision("2", 2, "split", "", "another town after all", ab, "c"), decision("1", 1, "merge", "", "same strike", ab, c)}, "a+b c d"},
		{"split off and merged elsewhere", []report.Decision{
			decision("1", 1, "merge", "", "same strike", ab, c), decision("2", 2, "split", "", "another street", ab, "a", "b")}, "a+b c d"},
		{"an incident that is gone", []report.Decision{decision("1", 1, "merge", "", "same strike", ab, "0000000000000000")}, "a+b c d"},
		{"splitting all off changes nothing", []report.Decision{decision("1", 1, "split", "", "no", ab, "a", "b")}, "a+b c d"},
		{"acts on readings change nothing here", []report.Decision{decision("1", 1, "reject", "", "misread", ab)}, "a+b c d"},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := weigh.Weigh(items(stories...), test.decisions)
			if got := together(w); got != test.want {
				t.Errorf("incidents %q, want %q", got, test.want)
			}
			ids := make(map[string]bool)
			for _, in := range w.Incidents {
				if ids[in.ID] {
					t.Errorf("two incidents have ID %s", in.ID)
				}
				ids[in.ID] = true
				if want := len(in.Events) - 1; len(in.Links) != want {
					t.Errorf("incident %s of %d events has %d links, want %d", in.ID, len(in.Events), len(in.Links), want)
				}
				checkGraph(t, in)
			}
		})
	}
}

func TestDecisionFindsAnIncidentThatIsNowNamedAfterAnotherReport(t *testing.T) {
	killing := tells("b", "Radio Quay", tuesday).of(report.Killing, aleppo, monday)
	other := tells("c", "Tidewater", tuesday).of(report.Killing, ashkar, monday)
	before := weighed(killing, other)
	merge := decision("1", 1, "merge", "", "same strike", incidentOf(before, "b"), incidentOf(before, "c"))
	earlier := tells("a", "The Millstone", monday).of(report.Execution, aleppo, monday)
	if now := weighed(killing, other, earlier); incidentOf(now, "b") == incidentOf(before, "b") {
		t.Fatal("the incident kept its ID: this test tests nothing")
	}
	if got := together(weigh.Weigh(items(killing, other, earlier), []report.Decision{merge})); got != "a+b+c" {
		t.Errorf("incidents %q, want a+b+c", got)
	}
}

func TestMergeIsAmongTheReasons(t *testing.T) {
	a := tells("a", "The Millstone", tuesday).of(report.Killing, aleppo, monday)
	b := tells("b", "Radio Quay", tuesday).of(report.Killing, ashkar, monday)
	before := weighed(a, b)
	w := weigh.Weigh(items(a, b), []report.Decision{decision("1", 1, "merge", "", "same strike", incidentOf(before, "a"), incidentOf(before, "b"))})
	if got, want := w.Incidents[0].Links[0].Reason.String(), "Merged by mira: same strike"; got != want {
		t.Errorf("reason %q, want %q", got, want)
	}
}
