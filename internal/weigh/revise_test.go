package weigh_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// moreDecisions draws decisions of every kind that weighing knows, on what a weighing holds.
func moreDecisions(t *rapid.T, w report.Weighing) []report.Decision {
	list := decisionsOn(t, w)
	for i := range rapid.IntRange(0, 3).Draw(t, "more decisions") {
		d := report.Decision{ID: fmt.Sprintf("m%d", i), By: "ben", Reason: "he saw it", At: time.Date(2016, 12, 21, 9+i, 0, 0, 0, time.UTC)}
		label := func(what string) string { return fmt.Sprint(what, " of more ", i) }
		pair := func(label string) []string {
			return rapid.SampledFrom([][]string{
				{"source:lantern-group", "source:copper-bell-watch"}, {"source:harbour-wire", "source:radio-quay"},
				{"source:nadia-weck", "source:ada-orlin"}, {"source:radio-quay", "source:lantern-group"},
			}).Draw(t, label)
		}
		switch rapid.IntRange(0, 4).Draw(t, label("kind")) {
		case 0:
			d.Act, d.On = report.Merge, pair(label("sources"))
		case 1:
			d.Act, d.On = report.Split, pair(label("sources"))
		case 2:
			d.Act, d.On = report.Reject, pair(label("sources"))
		case 3:
			d.Act, d.On = report.Accept, pair(label("sources"))
		case 4:
			if len(w.Incidents) == 0 {
				continue
			}
			in := rapid.SampledFrom(w.Incidents).Draw(t, label("incident"))
			if len(in.Graph.Edges) == 0 {
				continue
			}
			e := rapid.SampledFrom(in.Graph.Edges).Draw(t, label("edge"))
			act := rapid.SampledFrom([]report.Act{report.Accept, report.Reject}).Draw(t, label("act"))
			d.Act, d.On, d.Value = act, []string{in.ID, e.From, e.To}, "edge"
		}
		list = append(list, d)
	}
	return list
}

// corrected draws another reading of a report: a statement less, or of another hand or origin, or another number.
func corrected(t *rapid.T, it weigh.Item, label string) weigh.Item {
	r := it.Reading
	r.Statements, r.Figures, r.Events = slices.Clone(r.Statements), slices.Clone(r.Figures), slices.Clone(r.Events)
	for i := range r.Events {
		r.Events[i].Figures, r.Events[i].Statements = slices.Clone(r.Events[i].Figures), slices.Clone(r.Events[i].Statements)
	}
	if len(r.Statements) > 0 {
		i := rapid.IntRange(0, len(r.Statements)-1).Draw(t, label+" statement")
		switch s := &r.Statements[i]; rapid.IntRange(0, 2).Draw(t, label+" correction") {
		case 0:
			s.Hand = report.Witness
		case 1:
			s.Hops = slices.Clone(s.Hops)
			s.Hops[len(s.Hops)-1] = speaker(rapid.SampledFrom([]string{"Ada Orlin", "Harbour Wire", "Sister Moll"}).Draw(t, label+" origin"))
		case 2:
			id := s.ID
			r.Statements = slices.Delete(r.Statements, i, i+1)
			for j := range r.Events {
				r.Events[j].Statements = slices.DeleteFunc(r.Events[j].Statements, func(x string) bool { return x == id })
			}
		}
	}
	low := int64(rapid.SampledFrom([]int{0, 9, 82, 120}).Draw(t, label+" number"))
	for i := range r.Events {
		for j := range r.Events[i].Figures {
			if f := &r.Events[i].Figures[j]; low > 0 {
				f.Low, f.High = low, &low
			}
		}
	}
	return weigh.Item{Report: it.Report, Reading: r}
}

// TestAWeigherForgetsWhatWasDecidedBefore: whatever reports came, were corrected and taken away, and whatever was
// decided and taken back in between, a weigher comes to what the reports and decisions of the moment weigh all at once,
// and says what changed.
func TestAWeigherForgetsWhatWasDecidedBefore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := livelyLedger(t)
		all := moreDecisions(t, weighed(stories...))
		weigher := weigh.NewWeigher(nil)
		held := make(map[string]weigh.Item)
		var decisions []report.Decision
		shown := make(map[string]report.Incident)
		waiting := items(stories...)
		for step := range rapid.IntRange(1, 8).Draw(t, "steps") {
			label := fmt.Sprint("step ", step)
			var changes weigh.Changes
			ids := make([]string, 0, len(held))
			for id := range held {
				ids = append(ids, id)
			}
			slices.Sort(ids)
			switch kind := rapid.IntRange(0, 6).Draw(t, label); {
			case kind < 3 && len(waiting) > 0:
				n := rapid.IntRange(1, len(waiting)).Draw(t, label+" reports")
				for _, it := range waiting[:n] {
					held[it.Report.ID] = it
				}
				changes, waiting = weigher.Add(waiting[:n]...), waiting[n:]
			case kind == 3 && len(ids) > 0:
				it := corrected(t, held[rapid.SampledFrom(ids).Draw(t, label+" report")], label)
				held[it.Report.ID] = it
				changes = weigher.Revise(it)
			case kind == 4 && len(ids) > 0:
				id := rapid.SampledFrom(ids).Draw(t, label+" report")
				delete(held, id)
				changes = weigher.Remove(id)
			default:
				decisions = nil
				for i, d := range all {
					if rapid.Bool().Draw(t, fmt.Sprint(label, " decision ", i)) {
						decisions = append(decisions, d)
					}
				}
				changes = weigher.Decide(decisions)
			}
			var now []weigh.Item
			for _, it := range held {
				now = append(now, it)
			}
			got := weigher.Weighing()
			if diff := cmp.Diff(weigh.Weigh(now, decisions), got); diff != "" {
				t.Fatalf("after %s (-all at once +step by step):\n%s", label, diff)
			}
			for _, id := range changes.Gone {
				if _, ok := shown[id]; !ok {
					t.Fatalf("%s is gone and was never there", id)
				}
				delete(shown, id)
			}
			for _, in := range changes.Incidents {
				shown[in.ID] = in
			}
			if len(shown) != len(got.Incidents) {
				t.Fatalf("%d incidents were told of, there are %d", len(shown), len(got.Incidents))
			}
			for _, in := range got.Incidents {
				if diff := cmp.Diff(in, shown[in.ID]); diff != "" {
					t.Fatalf("incident %s (-weighing +told last):\n%s", in.ID, diff)
				}
			}
		}
	})
}
