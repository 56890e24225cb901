package weigh_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

func sourceCalled(t *testing.T, w report.Weighing, id string) report.Source {
	t.Helper()
	for _, s := range w.Sources {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("no source %s", id)
	return report.Source{}
}

func TestKindsOfSources(t *testing.T) {
	s := tells("a", "Kiln Street Post", tuesday).of(report.Killing, aleppo, monday).credits("Northmoor")
	for _, h := range []report.Hop{
		speaker("UN"), speaker("Lantern Observatory"), speakerOf("Nadia Weck", "nurse", "Copper Bell Clinic"), speaker("Ministry of Works"),
		speaker("Third Brigade"), speaker("Ada Orlin"), {Kind: report.Account, Name: "quay_lights", SourceID: "quay-lights", Named: true},
		outlet("The Millstone"), speakerOf("Vera Holm", "resident", ""), nobody("activists"), speaker("White Helmets"),
	} {
		hand := report.Told
		if h.Name == "Ada Orlin" {
			hand = report.Witness
		}
		s.says(hand, fmt.Sprintf("Words of %s on what was seen and counted.", h.Name), h)
	}
	w := weighed(s)
	for id, want := range map[string]string{
		"source:kiln-street-post":    "outlet",
		"source:northmoor":           "agency",
		"source:united-nations":      "official",
		"source:lantern-observatory": "monitor",
		"source:nadia-weck":          "medical",
		"source:ministry-of-works":   "official",
		"source:third-brigade":       "armed party",
		"source:ada-orlin":           "eyewitness",
		"source:quay-lights":         "account",
		"source:millstone":           "outlet",
		"source:vera-holm":           "resident",
		"source:syria-civil-defence": "aid",
		"unnamed:activists":          "unnamed group",
	} {
		if got := sourceCalled(t, w, id); got.Kind != want || got.KindWhy.IsZero() {
			t.Errorf("%s is %q (%s), want %q", id, got.Kind, got.KindWhy, want)
		}
	}
}

func TestTheRegistryGathersOneSourceFromManyReports(t *testing.T) {
	w := weighed(
		tells("a", "The Millstone", "2016-12-13").of(report.Killing, aleppo, monday).says(report.Told, "The group counted nine.", speaker("SOHR")),
		tells("b", "Radio Quay", "2016-12-16").of(report.Siege, damascus, "2016-12-16").says(report.Told, "The director spoke of hunger.", speakerOf("Ines Calder", "director", "Syrian Observatory for Human Rights")),
		tells("c", "Radio Quay", "2016-12-11").of(report.Siege, ashkar, "2016-12-11").says(report.Told, "The observatory speaks again.", speaker("Syrian Observatory")),
	)
	got := sourceCalled(t, w, "source:syrian-observatory-for-human-rights")
	if got.Name != "Syrian Observatory for Human Rights" || got.First != "2016-12-11" || got.Last != "2016-12-16" || len(got.Incidents) != 3 {
		t.Errorf("source %+v", got)
	}
	if diff := cmp.Diff([]string{"c", "a", "b"}, got.Reports); diff != "" {
		t.Errorf("reports in order of publication (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"SOHR", "Syrian Observatory"}, got.Others); diff != "" {
		t.Errorf("other names (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Ines Calder"}, got.Voices); diff != "" {
		t.Errorf("voices (-want +got):\n%s", diff)
	}
	if len(got.Words) != 3 || got.Words[0].Report != "b" {
		t.Errorf("last words %+v, want the newest first", got.Words)
	}
	if quay := sourceCalled(t, w, "source:radio-quay"); quay.Published != 2 || quay.Kind != "outlet" {
		t.Errorf("publisher %+v", quay)
	}
}

func TestHints(t *testing.T) {
	for _, c := range []struct {
		name string
		hops []report.Hop
		want []string
	}{
		{"first letters", []report.Hop{speaker("Harbour Relief Committee"), speaker("HRC")},
			nil}, // folded
		{"first letters of two names", []report.Hop{speaker("Harbour Relief Committee"), speaker("Harbour Rescue Corps"), speaker("HRC")}, nil},
		{"one name in the other", []report.Hop{speaker("Copper Bell"), speaker("Copper Bell Council Clinic")},
			[]string{"source:copper-bell-council-clinic < source:copper-bell: “Copper Bell” stands in “Copper Bell Council Clinic”."}},
		{"a name in two others is nobody's", []report.Hop{speaker("Town Council"), speaker("Ashkar Town Council"), speaker("Aleppo Town Council")}, nil},
		{"surname and role", []report.Hop{speakerOf("Nadia Weck", "nurse", ""), speakerOf("Weck", "nurse", "")},
			nil}, // folded
		{"a surname alone is not enough", []report.Hop{speakerOf("Nadia Weck", "nurse", ""), speakerOf("Weck", "baker", "")}, nil},
		{"two of one surname and role", []report.Hop{speakerOf("Nadia Weck", "nurse", ""), speakerOf("Ada Weck", "nurse", ""), speakerOf("Weck", "nurse", "")}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := tells("a", "The Millstone", tuesday).of(report.Killing, aleppo, monday)
			for i, h := range c.hops {
				s.says(report.Told, fmt.Sprintf("Words number %d of %s.", i, h.Name), h)
			}
			var got []string
			for _, h := range weighed(s).Hints {
				got = append(got, h.A+" < "+h.B+": "+h.Reason.String())
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("hints (-want +got):\n%s", diff)
			}
		})
	}
}

// named is the origins of the only incident that have names.
func namedOrigins(t *testing.T, w report.Weighing) []string {
	t.Helper()
	if len(w.Incidents) != 1 {
		t.Fatalf("%d incidents, want 1", len(w.Incidents))
	}
	checkGraph(t, w.Incidents[0])
	return behind(w.Incidents[0])
}

func TestDecisionsOnSources(t *testing.T) {
	const group, watch = "source:lantern-group", "source:copper-bell-watch"
	stories := []*story{
		tells("a", "The Millstone", tuesday).of(report.Killing, aleppo, monday).says(report.Told, "The group counted nine dead in the lane.", speaker("Lantern Group")),
		tells("b", "Radio Quay", tuesday).of(report.Killing, aleppo, monday).says(report.Told, "The watch spoke of nine dead and many hurt.", speaker("Copper Bell Watch")),
	}
	apart := []string{"Copper Bell Watch (told) < b", "Lantern Group (told) < a"}
	one := []string{"Copper Bell Watch (told) < a b"} // the fuller name is shown
	for _, c := range []struct {
		name      string
		decisions []report.Decision
		want      []string
	}{
		{"nothing decided", nil, apart},
		{"merged, they are one origin", []report.Decision{decision("1", 1, "merge", "", "one office", group, watch)}, one},
		{"a later split undoes it", []report.Decision{decision("2", 2, "split", "", "two offices", group, watch), decision("1", 1, "merge", "", "one office", group, watch)}, apart},
		{"a later rejection undoes it", []report.Decision{decision("1", 1, "accept", "", "one office", group, watch), decision("2", 2, "reject", "", "two offices", group, watch)}, apart},
		{"accepted after it was rejected", []report.Decision{decision("1", 1, "reject", "", "two offices", group, watch), decision("2", 2, "accept", "", "one office", group, watch)}, one},
		{"the one that gave the name leaves", []report.Decision{decision("1", 1, "merge", "", "one office", group, watch), decision("2", 2, "split", "", "two offices", watch, group)}, apart},
		{"a name never merges with words for nobody", []report.Decision{decision("1", 1, "merge", "", "no", "unnamed:activists", group)}, apart},
		{"a source that is not there", []report.Decision{decision("1", 1, "merge", "", "no", "source:lantern", "source:nobody")}, apart},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := weigh.Weigh(items(stories...), c.decisions)
			if diff := cmp.Diff(c.want, namedOrigins(t, w)); diff != "" {
				t.Errorf("origins (-want +got):\n%s", diff)
			}
			if len(c.want) == 1 {
				s := sourceCalled(t, w, group)
				if diff := cmp.Diff([]string{watch}, s.Merged); diff != "" || len(s.Reports) != 2 {
					t.Errorf("merged source %+v", s)
				}
			}
		})
	}
}

func TestASideIsSetAndTakenBack(t *testing.T) {
	const council = "source:elders"
	story := tells("a", "The Millstone", tuesday).turned("ceasefire", "agreed", monday, aleppo, speaker("Elders"))
	set := decision("1", 1, "side", "opposition", "they sit on its council", council)
	back := decision("2", 2, "side", "", "they left it", council)
	for _, c := range []struct {
		name      string
		decisions []report.Decision
		side, how string
	}{
		{"nobody set it", nil, "", report.Observed},
		{"a party announces", []report.Decision{set}, "opposition", report.Announced},
		{"taken back by a later decision", []report.Decision{back, set}, "", report.Observed},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := weigh.Weigh(items(story), c.decisions)
			if s := sourceCalled(t, w, council); s.Side != c.side {
				t.Errorf("side %q (%s), want %q", s.Side, s.SideWhy, c.side)
			}
			if how := w.Situations[0].Steps[0].Claims[0].How; how != c.how {
				t.Errorf("%s, want %s", how, c.how)
			}
		})
	}
}

func TestDecisionsOnEdges(t *testing.T) {
	cites := func() []*story {
		return []*story{
			tells("a", "The Millstone", tuesday).of(report.Killing, aleppo, monday).says(report.Told, "The group cites the watch on nine dead.", speaker("Lantern Group"), speaker("Copper Bell Watch")),
		}
	}
	copies := func() []*story {
		return []*story{
			tells("a", "The Millstone", monday).of(report.Killing, aleppo, monday).carries(dispatch),
			tells("b", "Radio Quay", tuesday).of(report.Killing, aleppo, monday).carries(dispatch),
		}
	}
	for _, c := range []struct {
		name      string
		stories   []*story
		decisions []report.Decision
		want      []string
		rejected  int
	}{
		{"one cites the other", cites(), nil, []string{"Copper Bell Watch (told) < a"}, 0},
		{"an analyst says it does not", cites(), []report.Decision{decision("1", 1, "reject", "edge", "misread", "source:copper-bell-watch", "source:lantern-group")},
			[]string{"Lantern Group (unknown) < a"}, 1},
		{"accepted again", cites(), []report.Decision{
			decision("2", 2, "accept", "edge", "it does", "source:copper-bell-watch", "source:lantern-group"),
			decision("1", 1, "reject", "edge", "misread", "source:copper-bell-watch", "source:lantern-group")},
			[]string{"Copper Bell Watch (told) < a"}, 0},
		{"without its only source a report speaks for itself", cites(), []report.Decision{decision("1", 1, "reject", "", "misread", "source:lantern-group", "report:a")},
			[]string{"The Millstone (unknown) < a"}, 1},
		{"a copy", copies(), nil, []string{"The Millstone (unknown) < a b"}, 0},
		{"that is none", copies(), []report.Decision{decision("1", 1, "reject", "", "both quote one leaflet", "report:a", "report:b")},
			[]string{"Radio Quay (unknown) < b", "The Millstone (unknown) < a"}, 1},
		{"an edge that is not there", cites(), []report.Decision{decision("1", 1, "reject", "", "no", "source:x", "report:a")}, []string{"Copper Bell Watch (told) < a"}, 0},
		{"in another incident only", cites(), []report.Decision{decision("1", 1, "reject", "edge", "no", "0000000000000000", "source:copper-bell-watch", "source:lantern-group")},
			[]string{"Copper Bell Watch (told) < a"}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := weigh.Weigh(items(c.stories...), c.decisions)
			if diff := cmp.Diff(c.want, namedOrigins(t, w)); diff != "" {
				t.Errorf("origins (-want +got):\n%s", diff)
			}
			rejected := w.Incidents[0].Graph.Rejected
			if len(rejected) != c.rejected {
				t.Errorf("%d rejected edges, want %d", len(rejected), c.rejected)
			}
			for _, e := range rejected {
				if e.Judged.IsZero() || len(e.Evidence) == 0 {
					t.Errorf("rejected edge %+v has no reason or no evidence", e)
				}
			}
		})
	}
}
