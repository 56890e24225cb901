package weigh_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

func TestIncidentsThatMayBeOne(t *testing.T) {
	in := func(id, kind, place, day string, reports ...string) report.Incident {
		x := report.Incident{ID: id, Kind: kind, Where: report.Where{Name: place}, When: report.Days{Start: day, End: day}, Counts: report.Counts{Reports: len(reports)}}
		for _, r := range reports {
			x.Events = append(x.Events, report.EventRef{Report: r, Event: "e1"})
		}
		return x
	}
	w := report.Weighing{Incidents: []report.Incident{
		in("a", report.Shelling, "Tell Zahra", "2017-03-03", "r1", "r2"),
		in("b", report.Killing, "Tell Zahra", "2017-03-04", "r3", "r4", "r5"),
		in("c", report.Shelling, "Tell Zahra", "2017-03-04", "r6"),
		in("told apart", report.Shelling, "Tell Zahra", "2017-03-04", "r1", "r3", "r6"),
		in("two days later", report.Shelling, "Tell Zahra", "2017-03-06", "r7"),
		in("elsewhere", report.Shelling, "Old Harbour", "2017-03-03", "r8"),
		in("nowhere", report.Shelling, "", "2017-03-03", "r9"),
		in("some day", report.Shelling, "Tell Zahra", "", "r10"),
	}}
	var got []string
	for _, l := range weigh.MergeSuggestions(&w, 10) {
		got = append(got, l.A.ID+"+"+l.B.ID+": "+l.Why.String())
	}
	want := []string{
		"b+a: Both in Tell Zahra, a day apart, a killing and a shelling; no report tells of both.",
		"b+c: Both in Tell Zahra, on one day, a killing and a shelling; no report tells of both.",
		"a+c: Both in Tell Zahra, a day apart; no report tells of both.",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if n := len(weigh.MergeSuggestions(&w, 2)); n != 2 {
		t.Errorf("%d of at most two", n)
	}
}
