package weigh_test

import (
	"fmt"
	"math/rand/v2"
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

// TestAWeigherForgetsHowReportsCame: given one by one, some at a time, in any order, under any decisions, reports weigh
// what they weigh all at once; what each step says it changed is what changed.
func TestAWeigherForgetsHowReportsCame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := livelyLedger(t)
		decisions := decisionsOn(t, weighed(stories...))
		want := weigh.Weigh(items(stories...), decisions)

		weigher := weigh.NewWeigher(decisions)
		shown := make(map[string]report.Incident)
		rest := rapid.Permutation(stories).Draw(t, "order")
		for len(rest) > 0 {
			n := min(len(rest), rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(t, "at once"))
			changes := weigher.Add(items(rest[:n]...)...)
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
		got := weigher.Weighing()
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

// TestAWeigherForgetsThatOldCopiesCameLate: of more reports with the same words than are held against each other, the
// earliest come last, so that others lose their places to them.
func TestAWeigherForgetsThatOldCopiesCameLate(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	words := sentences(r, 6)
	var stories []*story
	for i := range 90 {
		published := time.Date(2016, 12, 13, 0, i, 0, 0, time.UTC).Format(time.RFC3339)
		stories = append(stories, killing(fmt.Sprintf("r%03d", i), fmt.Sprintf("Outlet %d", i), published).carries(words+" "+sentences(r, r.IntN(3))))
	}
	want := weighed(stories...)
	weigher := weigh.NewWeigher(nil)
	weigher.Add(items(stories[20:]...)...)
	for _, i := range r.Perm(20) {
		weigher.Add(stories[i].Item)
	}
	if diff := cmp.Diff(want, weigher.Weighing()); diff != "" {
		t.Errorf("the earliest last (-all at once +bit by bit):\n%s", diff)
	}
}

// TestANewerReadingReplacesTheOlder: put on the weigher again, read by a newer reader, a report weighs what the newer
// reading says.
func TestANewerReadingReplacesTheOlder(t *testing.T) {
	old := killing("a", "The Millstone").says(report.Told, "Three were found.", speaker("Nadia Weck"))
	other := killing("b", "Radio Quay").says(report.Told, "They were four.", speaker("Lantern Group"))
	newer := killing("a", "The Millstone").says(report.Witness, "I found three.", speaker("Ada Orlin"))
	newer.Reading.Reader.Version = "test2"
	weigher := weigh.NewWeigher(nil)
	weigher.Add(items(old, other)...)
	weigher.Add(newer.Item)
	weigher.Add(old.Item) // the older changes nothing any more
	if diff := cmp.Diff(weighed(newer, other), weigher.Weighing()); diff != "" {
		t.Errorf("weighing (-of the newer alone +after both):\n%s", diff)
	}
}
