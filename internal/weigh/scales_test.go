package weigh_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// decisionsOn draws decisions on what a weighing holds: incidents, sources, edges, and now and then on nothing at all.
func decisionsOn(t *rapid.T, w report.Weighing) []report.Decision {
	var list []report.Decision
	incident := func(label string) string {
		if len(w.Incidents) == 0 {
			return "nothing"
		}
		return rapid.SampledFrom(w.Incidents).Draw(t, label).ID
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "decisions") {
		label := func(what string) string { return fmt.Sprint(what, " of decision ", i) }
		d := report.Decision{ID: fmt.Sprintf("d%d", i), By: "ana", Reason: "she asked", At: time.Date(2016, 12, 20, 9+i, 0, 0, 0, time.UTC)}
		switch rapid.IntRange(0, 5).Draw(t, label("kind")) {
		case 0:
			d.Act, d.On = "merge", []string{incident(label("first")), incident(label("second"))}
		case 1:
			d.Act, d.On = "split", []string{incident(label("first")), fmt.Sprintf("r%d", rapid.IntRange(0, 9).Draw(t, label("report")))}
		case 2:
			d.Act, d.On, d.Value = "grade", []string{incident(label("first"))}, report.GradeContested
		case 3:
			d.Act, d.On = "merge", []string{"source:lantern-group", "source:copper-bell-watch"}
		case 4:
			if len(w.Incidents) == 0 {
				continue
			}
			edges := rapid.SampledFrom(w.Incidents).Draw(t, label("incident")).Graph.Edges
			if len(edges) == 0 {
				continue
			}
			e := rapid.SampledFrom(edges).Draw(t, label("edge"))
			d.Act, d.On, d.Value = "reject", []string{e.From, e.To}, "edge"
		case 5:
			d.Act, d.On, d.Value = "side", []string{"source:harbour-wire"}, "the harbour"
		}
		list = append(list, d)
	}
	return list
}

// TestScalesForgetHowReportsCame: put on one by one, some at a time, in any order, under any decisions, reports weigh what they weigh
// all at once; what each step says it changed is what changed.
func TestScalesForgetHowReportsCame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := ledger(t)
		decisions := decisionsOn(t, weighed(stories...))
		want := weigh.Weigh(items(stories...), decisions)

		scales := weigh.NewScales(decisions)
		shown := make(map[string]report.Incident)
		rest := rapid.Permutation(stories).Draw(t, "order")
		for len(rest) > 0 {
			n := min(len(rest), rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(t, "at once"))
			changes := scales.Add(items(rest[:n]...)...)
			rest = rest[n:]
			for _, id := range changes.Gone {
				if _, ok := shown[id]; !ok {
					t.Fatalf("%s is gone and was never there", id)
				}
				delete(shown, id)
			}
			for _, in := range changes.Incidents {
				shown[in.ID] = in
			}
		}
		got := scales.Weighing()
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("put on bit by bit (-all at once +bit by bit):\n%s", diff)
		}
		if len(shown) != len(got.Incidents) {
			t.Fatalf("%d incidents were told of, there are %d", len(shown), len(got.Incidents))
		}
		for _, in := range got.Incidents {
			if diff := cmp.Diff(in, shown[in.ID]); diff != "" {
				t.Fatalf("incident %s (-weighing +told last):\n%s", in.ID, diff)
			}
		}
	})
}
