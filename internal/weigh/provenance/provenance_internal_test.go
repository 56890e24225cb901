package provenance

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer"
)

func TestTheEarliestOfACycleOfCopiesIsTheOriginal(t *testing.T) {
	docs := []*corefer.Document{{ID: "c", Order: 3}, {ID: "a", Order: 1}, {ID: "b", Order: 2}, {ID: "d", Order: 4}}
	rapid.Check(t, func(t *rapid.T) {
		in := rapid.Permutation(docs[:3]).Draw(t, "cycle")
		chosen := map[*corefer.Document]*copying{docs[3]: {from: in[0]}}
		for i, d := range in {
			chosen[d] = &copying{from: in[(i+1)%3]}
		}
		breakCopyCycles(rapid.Permutation(docs).Draw(t, "order"), chosen)
		if chosen[docs[1]] != nil || len(chosen) != 3 {
			t.Fatalf("%d copies are left; that of the earliest is %v", len(chosen), chosen[docs[1]])
		}
	})
}

func TestAnEdgeIsFirstShownByItsEarliestReport(t *testing.T) {
	e := &edge{reports: map[string]int64{"a": 5, "b": 0, "c": 9}}
	if n := e.firstShown(); n != 0 {
		t.Errorf("first shown at %d, want 0", n)
	}
	delete(e.reports, "b")
	if n := e.firstShown(); n != 5 {
		t.Errorf("first shown at %d, want 5", n)
	}
}

// Nine words in a row that two texts share leave a fingerprint in both, whatever stands around them.
func TestFingerprintsHoldSharedWords(t *testing.T) {
	word := rapid.Custom(func(t *rapid.T) string { return fmt.Sprintf("w%d", rapid.IntRange(0, 400).Draw(t, "word")) })
	words := func(t *rapid.T, label string, least, most int) string {
		return strings.Join(rapid.SliceOfN(word, least, most).Draw(t, label), " ")
	}
	rapid.Check(t, func(t *rapid.T) {
		shared := words(t, "shared", window+4, window+4)
		around := func(label string) []uint32 {
			return fingerprintsOf(&corefer.Document{Text: words(t, label+" before", 0, 30) + " " + shared + " " + words(t, label+" after", 0, 30)})
		}
		a, b := around("one"), around("other")
		if !slices.IsSorted(a) || !slices.ContainsFunc(a, func(h uint32) bool { return slices.Contains(b, h) }) {
			t.Fatalf("no fingerprint of %q is in both %v and %v", shared, a, b)
		}
	})
}

func TestHowMuchOfASpanIsCopied(t *testing.T) {
	c := &copying{Passages: &corefer.Passages{Exact: true, Spans: []report.Span{{Start: 0, End: 10}}}}
	for _, x := range []struct {
		spans []report.Span
		want  bool
	}{
		{[]report.Span{{Start: 0, End: 20}}, true}, // half of it
		{[]report.Span{{Start: 0, End: 21}}, false},
		{[]report.Span{{Start: 10, End: 20}}, false},
		{[]report.Span{{Start: 4, End: 6}, {Start: 12, End: 14}}, true},
		{nil, false},
	} {
		if got := c.covers(x.spans); got != x.want {
			t.Errorf("the first ten bytes are copied: %v of %v", got, x.spans)
		}
	}
}

func TestRetractions(t *testing.T) {
	published := map[string][2]string{"r1": {"The Millstone", "2016-12-13"}, "r2": {"Radio Quay", "2016-12-14"}, "r3": {"Tidewater", "2016-12-16"}, "r4": {"The Millstone", "2016-12-15"}}
	known := Known{
		Report: func(id string) (string, string, bool) { p, ok := published[id]; return p[0], p[1], ok },
		Others: func(source string) []string {
			if strings.HasSuffix(source, "lantern-group") {
				return []string{"Lantern Relief"}
			}
			return nil
		},
	}
	source := func(id, name string) report.Node {
		return report.Node{ID: "source:" + id, Kind: report.OriginNode, Name: name, Named: true}
	}
	of := func(id string) report.Node {
		return report.Node{ID: "report:" + id, Kind: report.ReportNode, Report: id}
	}
	in := func(who, stance, on string) *report.Incident {
		return &report.Incident{
			Graph: report.Graph{
				Nodes: []report.Node{source("lantern-group", "Lantern Group"), source("radio-quay", "Radio Quay"), of("r1"), of("r2"), of("r3"), of("r4")},
				Edges: []report.Edge{
					{From: "source:lantern-group", To: "source:radio-quay"}, {From: "source:radio-quay", To: "report:r2"}, {From: "report:r2", To: "report:r3"},
					{From: "report:r3", To: "report:r2"}, {From: "source:lantern-group", To: "report:r4"},
				},
			},
			Stances: []report.IncidentStance{{Stance: report.Stance{Who: who, Stance: stance}, Report: on}},
		}
	}
	for _, c := range []struct {
		who, stance, on string
		want            string
	}{
		{"Lantern Group", report.Retracted, "r4", "source:lantern-group | report:r2 report:r3"}, // not the report that says so
		{"Lantern Relief", report.Retracted, "r1", "source:lantern-group | report:r2 report:r3 report:r4"},
		{"Lantern Group", report.Corrected, "r4", "source:lantern-group | report:r2"}, // r3 is newer and may have it right
		{"Radio Quay", report.Retracted, "r1", "report:r2 source:radio-quay | report:r3"},
		{"The Millstone", report.Corrected, "r4", "report:r1 |"},
		{"Lantern Group", report.Denied, "r4", ""},
		{"Somebody", report.Retracted, "r4", ""},
	} {
		got := ""
		for _, r := range Retractions(in(c.who, c.stance, c.on), known) {
			got += strings.TrimSpace(strings.Join(slices.Sorted(maps.Keys(r.Roots)), " ") + " | " + strings.Join(slices.Sorted(maps.Keys(r.Below)), " "))
		}
		if got != c.want {
			t.Errorf("%s %s in %s: %q, want %q", c.who, c.stance, c.on, got, c.want)
		}
	}
}

// Whoever takes a stance is the node of his name or of his ID, whatever words the report calls him by, and nobody else.
func TestWhoseStanceItIs(t *testing.T) {
	known := Known{
		Report: func(id string) (string, string, bool) { return "The Millstone", "2016-12-13", id == "r1" },
		Others: func(string) []string { return nil },
	}
	lantern := report.Node{ID: "source:lantern-group", Kind: report.OriginNode, Name: "Lantern Group", Named: true}
	quay := report.Node{ID: "source:radio-quay", Kind: report.OriginNode, Name: "Radio Quay", Named: true}
	nobody := report.Node{ID: "unnamed:lantern-group", Kind: report.OriginNode, Name: "Lantern Group"}
	of := func(id string) report.Node {
		return report.Node{ID: "report:" + id, Kind: report.ReportNode, Report: id}
	}
	by := func(who, id string) report.IncidentStance {
		return report.IncidentStance{Stance: report.Stance{Who: who, SourceID: id, Stance: report.Retracted}}
	}
	for _, c := range []struct {
		name string
		node report.Node
		by   report.IncidentStance
		want bool
	}{
		{"by name", lantern, by("Lantern Group", ""), true},
		{"by ID, in other words", lantern, by("its press office", "lantern-group"), true},
		{"by ID, and another node", quay, by("its press office", "lantern-group"), false},
		{"without a name or an ID", quay, by("", ""), false},
		{"nobody who could be asked", nobody, by("Lantern Group", ""), false},
		{"the publisher of a report", of("r1"), by("The Millstone", ""), true},
		{"another publisher", of("r1"), by("Radio Quay", ""), false},
		{"a report that is gone", of("r9"), by("The Millstone", ""), false},
	} {
		if got := known.isOf(c.node, c.by); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}
