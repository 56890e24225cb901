package weigh_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// pool is sentences with who says them: reports that carry the same one attribute it alike, as a copy does.
var pool = []struct {
	words string
	hand  report.Hand
	hops  []report.Hop
}{
	{"The first shells came before the bakers had lit their ovens, and nobody in the lane had time to wake the children.", report.Witness, []report.Hop{speaker("Nadia Weck")}},
	{"Ambulance crews counted the bodies twice because some had been carried off by relatives during the night.", report.Told, []report.Hop{speaker("Lantern Group")}},
	{"It had received word that whole families were found in the cellars of the glass makers near the gate.", report.UnknownHand, []report.Hop{speaker("UN"), nobody("reports")}},
	{"The figures were gathered by telephone from three field hospitals which no longer answer their lines.", report.Told, []report.Hop{speaker("Copper Bell Watch"), speaker("Lantern Group")}},
	{"The watch told the group that the count was not complete and might not be for some weeks to come.", report.Told, []report.Hop{speaker("Lantern Group"), speaker("Copper Bell Watch")}},
	{"Activists inside the quarter say that the road to the river was closed from both ends at the time.", report.UnknownHand, []report.Hop{nobody("activists")}},
	{"The wire reports that a second wave of fire fell upon those who came out to help the wounded.", report.Told, []report.Hop{outlet("Harbour Wire")}},
	{"The wire quotes a teacher who hid beneath the stairs of her school until the firing moved off to the north.", report.Witness, []report.Hop{outlet("Harbour Wire"), speaker("Ada Orlin")}},
	{"A driver who passed the checkpoint an hour later described smoke above the whole of the eastern ridge.", report.Witness, []report.Hop{{Kind: report.Speaker, Name: "a driver"}}},
	{"The radio has it from the wire that the dead were buried in the garden of the old customs house.", report.Told, []report.Hop{outlet("Radio Quay"), outlet("Harbour Wire")}},
}

var publishersOfPool = []string{"Harbour Wire", "Radio Quay", "The Millstone", "Tidewater", "Kiln Street Post", ""}

// someReport draws a report of one event with sentences of the pool.
func someReport(t *rapid.T, id string, where report.Where, kind, day string) *story {
	published := rapid.SampledFrom([]string{"2016-12-12", "2016-12-13", "2016-12-13T08:00:00Z", "2016-12-13T20:00:00Z", "2016-12-14", ""}).Draw(t, "published "+id)
	s := tells(id, rapid.SampledFrom(publishersOfPool).Draw(t, "publisher "+id), published).of(kind, where, day)
	for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(pool)-1), 0, 4, rapid.ID[int]).Draw(t, "sentences "+id) {
		s.says(pool[i].hand, pool[i].words, pool[i].hops...)
		if n := rapid.SampledFrom([]int64{0, 0, 9, 82, 100}).Draw(t, "figure "+id); n > 0 {
			s.counts("killed", n, n, "civilians")
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "own words "+id) == 0 {
		s.carries(dispatch)
	}
	if rapid.IntRange(0, 3).Draw(t, "credit "+id) == 0 {
		s.credits("Harbour Wire")
	}
	return s
}

// oneIncident draws reports of one event; ledger draws reports of several places, days and kinds.
func oneIncident(t *rapid.T) []*story {
	var list []*story
	for i := range rapid.IntRange(1, 7).Draw(t, "reports") {
		list = append(list, someReport(t, fmt.Sprintf("r%d", i), aleppo, report.Killing, monday))
	}
	return list
}

func ledger(t *rapid.T) []*story {
	var list []*story
	for i := range rapid.IntRange(0, 9).Draw(t, "reports") {
		id := fmt.Sprintf("r%d", i)
		draw := func(label string) (report.Where, string, string) {
			return rapid.SampledFrom([]report.Where{aleppo, eastAleppo, westAleppo, quarter, farQuarter, damascus, syria, {}}).Draw(t, "place "+label),
				rapid.SampledFrom([]string{report.Killing, report.Execution, report.AirStrike, report.Siege, report.Evacuation}).Draw(t, "kind "+label),
				rapid.SampledFrom([]string{"2016-12-12", "2016-12-13", "2016-12-12/2016-12-14", "2016-12-20", ""}).Draw(t, "day "+label)
		}
		where, kind, day := draw(id)
		s := someReport(t, id, where, kind, day)
		if rapid.Bool().Draw(t, "second event "+id) {
			where, kind, day := draw(id + " second")
			s.of(kind, where, day).says(report.Told, "The council spoke of what "+id+" calls another thing.", speaker("Town Council"))
		}
		list = append(list, s)
	}
	return list
}

func TestOrderOfArrivalDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := ledger(t)
		shuffled := rapid.Permutation(stories).Draw(t, "order")
		if diff := cmp.Diff(weighed(stories...), weighed(shuffled...)); diff != "" {
			t.Fatalf("two orders of the same reports (-one +other):\n%s", diff)
		}
	})
}

func TestGraphsKeepTheirPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := ledger(t)
		w := weighed(stories...)
		held := make(map[report.EventRef]int)
		for _, in := range w.Incidents {
			checkGraph(t, in)
			checkTallies(t, in)
			if want := len(in.Events) - 1; len(in.Links) != want {
				t.Errorf("incident of %d events has %d links, want %d", len(in.Events), len(in.Links), want)
			}
			if c := in.Counts; c.Distinct != c.Named+min(1, c.Unnamed) || c.Witnesses > c.Named || c.Named+c.Unnamed != len(in.Origins) {
				t.Errorf("counts %+v of %d origins", c, len(in.Origins))
			}
			for _, e := range in.Events {
				held[e]++
			}
		}
		for _, s := range stories {
			for _, e := range s.Reading.Events {
				n := held[report.EventRef{Report: s.Report.ID, Event: e.ID}]
				if main := s.Reading.MainEvent(); n > 1 || n == 0 && e.ID == main.ID {
					t.Errorf("event %s of %s is in %d incidents, want one, or none for what is told in passing", e.ID, s.Report.ID, n)
				}
			}
		}
	})
}

func checkTallies(t *rapid.T, in report.Incident) {
	nodes := make(map[string]bool)
	for _, n := range in.Graph.Nodes {
		nodes[n.ID] = true
	}
	for _, tally := range in.Tallies {
		if tally.High != nil && *tally.High < tally.Low {
			t.Errorf("tally from %d to %d", tally.Low, *tally.High)
		}
		if tally.Best != nil && (*tally.Best < tally.Low || tally.High != nil && *tally.Best > *tally.High) {
			t.Errorf("best %d outside the range from %d", *tally.Best, tally.Low)
		}
		if tally.Rule.IsZero() || len(tally.Rivals)+len(tally.Parts) == 0 {
			t.Errorf("tally %+v has no rule or no figures", tally)
		}
		for _, r := range tally.Rivals {
			if !nodes[r.Node] {
				t.Errorf("figure of %s, which is no node", r.Node)
			}
		}
	}
}

func TestContradictionsNeverShareAnIncident(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, in := range weighed(ledger(t)...).Incidents {
			names := make(map[string]bool)
			for _, n := range append(in.Where.Within, in.Where.Name) {
				names[n] = true
			}
			for _, pair := range [][2]string{{"Aleppo", "Damascus"}, {"eastern Aleppo", "western Aleppo"}, {"Bustan al-Qasr", "Masaken Hanano"}} {
				if names[pair[0]] && names[pair[1]] {
					t.Fatalf("%s and %s in one incident", pair[0], pair[1])
				}
			}
		}
	})
}

func TestACopyNeverAddsAnOrigin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := ledger(t)
		if len(stories) == 0 {
			return
		}
		original := rapid.SampledFrom(stories).Draw(t, "original")
		if len(strings.Fields(original.Report.Text)) < 15 {
			return // too short to be called a copy: two short messages agree by chance
		}
		if original.Report.Published == "" {
			return // nothing tells which was first
		}
		twin := *original
		head := report.Head{Publisher: "The Copyist", Published: "2016-12-15"}
		twin.Report.ID, twin.Report.Publisher, twin.Report.Published = "copy", head.Publisher, head.Published
		twin.Reading.ID, twin.Reading.Report = "copy", head
		before, after := weighed(stories...).Origins, weighed(append(stories, &twin)...).Origins
		for _, c := range risen(before, after) {
			if c != "reports" && c != "publishers" {
				t.Fatalf("a copy of %s raised %s: %+v, then %+v", original.Report.ID, c, before, after)
			}
		}
	})
}

// risen lists the counts that are higher after than before.
func risen(before, after report.Counts) []string {
	counts := func(c report.Counts) map[string]int {
		return map[string]int{"reports": c.Reports, "publishers": c.Publishers, "named": c.Named, "witnesses": c.Witnesses, "unnamed": c.Unnamed, "distinct": c.Distinct}
	}
	a, b := counts(before), counts(after)
	return slices.Sorted(maps.Keys(maps.Collect(func(yield func(string, bool) bool) {
		for name := range a {
			if b[name] > a[name] && !yield(name, true) {
				return
			}
		}
	})))
}

// TestRemovingAReportNeverRaisesACountItDidNotFeed: a report feeds a count beyond its own when it shows that some
// source had its words from another, or when another report copies it. Taking any other report away can only lower what
// is counted.
func TestRemovingAReportNeverRaisesACountItDidNotFeed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stories := oneIncident(t)
		before := weighed(stories...).Incidents[0]
		feeds := make(map[string]bool)
		for _, e := range before.Graph.Edges {
			if e.Kind == "copy" {
				feeds[strings.TrimPrefix(e.From, "report:")] = true
			}
			if !strings.HasPrefix(e.To, "report:") {
				for _, ref := range e.Evidence {
					feeds[ref.Report] = true
				}
			}
		}
		for i, s := range stories {
			if feeds[s.Report.ID] || len(stories) == 1 {
				continue
			}
			rest := slices.Delete(slices.Clone(stories), i, i+1)
			after := weighed(rest...).Incidents[0]
			if up := risen(before.Counts, after.Counts); len(up) > 0 {
				t.Fatalf("without %s, %v rose: %+v, then %+v", s.Report.ID, up, before.Counts, after.Counts)
			}
		}
	})
}

func TestLinkAgreesWithWeigh(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var bare []weigh.Item
		var readings []report.Reading
		for _, s := range ledger(t) {
			s.Reading.Sketch = weigh.Sketch(s.Report.Text)
			readings = append(readings, s.Reading)
			bare = append(bare, weigh.Item{Reading: s.Reading})
		}
		links := weigh.Link(readings)
		want := make(map[string]string)
		for _, in := range weigh.Weigh(bare, nil).Incidents {
			for _, e := range in.Events {
				if e.Event == "e1" {
					want[e.Report] = in.ID
				}
			}
		}
		if diff := cmp.Diff(want, links, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("incidents of main events (-weighed +linked):\n%s", diff)
		}
	})
}
