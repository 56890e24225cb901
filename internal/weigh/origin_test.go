package weigh_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

const (
	monday  = "2016-12-12"
	tuesday = "2016-12-13"
)

// killing starts a report of the same killing in Aleppo that all stories here tell of.
func killing(id, publisher string, published ...string) *story {
	return tells(id, publisher, append(published, tuesday)[0]).of(report.Killing, aleppo, monday)
}

// behind writes an incident's origins for people: "Name (hand) < reports", unnamed trails in brackets.
func behind(in report.Incident) []string {
	var lines []string
	for _, o := range in.Origins {
		name := o.Name
		if !o.Named {
			name = "[" + o.Name + " via " + o.Via + "]"
		}
		lines = append(lines, fmt.Sprintf("%s (%s) < %s", name, o.Hand, strings.Join(o.Reports, " ")))
	}
	return lines
}

func TestOrigins(t *testing.T) {
	un := speaker("UN")
	office := speakerOf("Ruben Aldecott", "spokesman", "UN High Commissioner for Human Rights")
	reports := nobody("reports")
	for _, c := range []struct {
		name    string
		stories []*story
		want    []string
		counts  report.Counts
	}{
		{"ten outlets, one agency", func() []*story {
			var s []*story
			for i := range 10 {
				s = append(s, killing(fmt.Sprint(i), "Outlet "+string(rune('A'+i))).credits("Harbour Wire"))
			}
			return s
		}(), []string{"Harbour Wire (unknown) < 0 1 2 3 4 5 6 7 8 9"},
			report.Counts{Reports: 10, Publishers: 10, Named: 1, Distinct: 1}},
		{"an agency whose own report is there as well, and says whom it has it from", []*story{
			killing("wire", "Harbour Wire").says(report.Told, "The Lantern Group counted the dead.", speaker("Lantern Group")),
			killing("a", "The Millstone").credits("Harbour Wire"),
			killing("b", "Radio Quay").says(report.Told, "Dozens died according to the wire.", outlet("Harbour Wire")),
		}, []string{"Lantern Group (told) < a b wire"},
			report.Counts{Reports: 3, Publishers: 3, Named: 1, Distinct: 1}},
		{"a body and its spokesman pass on reports that nobody signs", []*story{
			killing("a", "The Millstone").says(report.UnknownHand, "It had received word that 82 civilians were shot.", un, reports).
				says(report.UnknownHand, "We have received word of at least 82 dead.", office, nobody("deeply disturbing reports")),
			killing("b", "Radio Quay").says(report.Told, "Eleven women were among the dead.", office),
			killing("c", "Kiln Street Post").says(report.Told, "The office confirmed that women were among them.", speaker("Ruben Aldecott")),
		}, []string{"[unnamed reports via UN human rights office] (unknown) < a b c"},
			report.Counts{Reports: 3, Publishers: 3, Unnamed: 1, Distinct: 1}},
		{"relay stays relay: own words of one who passes words on make no origin", []*story{
			killing("a", "The Millstone").says(report.Told, "The mayor has it from a nurse.", speaker("Ada Orlin"), speaker("Nadia Weck")),
			killing("b", "Radio Quay").says(report.Told, "The mayor called it a crime.", speaker("Ada Orlin")),
		}, []string{"Nadia Weck (told) < a b"},
			report.Counts{Reports: 2, Publishers: 2, Named: 1, Distinct: 1}},
		{"but what a relay says it saw is its own", []*story{
			killing("a", "The Millstone").says(report.Told, "The mayor has it from a nurse.", speaker("Ada Orlin"), speaker("Nadia Weck")),
			killing("b", "Radio Quay").says(report.Witness, "I saw three bodies myself.", speaker("Ada Orlin")),
		}, []string{"Ada Orlin (witness) < b", "Nadia Weck (told) < a"},
			report.Counts{Reports: 2, Publishers: 2, Named: 2, Witnesses: 1, Distinct: 2}},
		{"two monitors who cite each other", []*story{
			killing("a", "The Millstone", monday).says(report.Told, "The first cites the second.", speaker("Lantern Group"), speaker("Copper Bell Watch")),
			killing("b", "Radio Quay", tuesday).says(report.Told, "The second cites the first.", speaker("Copper Bell Watch"), speaker("Lantern Group")),
		}, []string{"Copper Bell Watch (told) < a b"},
			report.Counts{Reports: 2, Publishers: 2, Named: 1, Distinct: 1}},
		{"a report in its own voice is its publisher's", []*story{killing("a", "The Millstone")},
			[]string{"The Millstone (unknown) < a"},
			report.Counts{Reports: 1, Publishers: 1, Named: 1, Distinct: 1}},
		{"own words beside attributed ones are presumed to rest on them", []*story{
			killing("a", "The Millstone").says(report.Told, "The Lantern Group counted the dead.", speaker("Lantern Group")),
			killing("b", "The Millstone"),
		}, []string{"Lantern Group (told) < a b"},
			report.Counts{Reports: 2, Publishers: 1, Named: 1, Distinct: 1}},
		{"a denial is no origin of what it denies", []*story{
			func() *story {
				s := killing("a", "The Millstone").says(report.Told, "The army denied it.", speaker("Army Command"))
				s.Reading.Statements[0].Stance = report.Denied
				return s
			}(),
		}, []string{"The Millstone (unknown) < a"},
			report.Counts{Reports: 1, Publishers: 1, Named: 1, Distinct: 1}},
		{"unnamed people of two outlets are two trails and one origin", []*story{
			killing("a", "The Millstone").says(report.UnknownHand, "Activists counted the dead.", nobody("activists")),
			killing("b", "Radio Quay").says(report.Witness, "A doctor saw the dead.", report.Hop{Kind: report.Speaker, Name: "a doctor"}),
		}, []string{"[a doctor via Radio Quay] (witness) < b", "[activists via The Millstone] (unknown) < a"},
			report.Counts{Reports: 2, Publishers: 2, Unnamed: 2, Distinct: 1}},
		{"two agencies credited for one report", []*story{
			killing("a", "The Millstone").credits("Harbour Wire").credits("Northmoor Agency"),
		}, []string{"Harbour Wire (unknown) < a", "Northmoor Agency (unknown) < a"},
			report.Counts{Reports: 1, Publishers: 1, Named: 2, Distinct: 2}},
		{"an organisation and its spokeswoman are one, its nurse is herself", []*story{
			killing("a", "The Millstone").says(report.Told, "We mourn them.", speakerOf("Ines Calder", "spokeswoman", "Copper Bell Clinic")),
			killing("b", "Radio Quay").says(report.Told, "The clinic counted nine.", speaker("Copper Bell Clinic")),
			killing("c", "Kiln Street Post").says(report.Witness, "I washed the dead.", speakerOf("Nadia Weck", "nurse", "Copper Bell Clinic")),
		}, []string{"Nadia Weck (Copper Bell Clinic) (witness) < c", "Copper Bell Clinic (told) < a b"},
			report.Counts{Reports: 3, Publishers: 3, Named: 2, Witnesses: 1, Distinct: 2}},
		{"the police are the only police there is", []*story{
			killing("a", "The Millstone").says(report.Told, "The police counted nine.", speaker("police")),
			killing("b", "Radio Quay").says(report.Told, "The national police gave nine.", speakerOf("Ines Calder", "spokeswoman", "national police")),
		}, []string{"national police (told) < a b"},
			report.Counts{Reports: 2, Publishers: 2, Named: 1, Distinct: 1}},
		{"an ambassador to the UN is not of the UN", []*story{
			killing("a", "The Millstone").says(report.Told, "She condemned it.", speakerOf("Vera Holm", "ambassador to the United Nations", "")),
			killing("b", "Radio Quay").says(report.Told, "The UN counted nine.", un),
		}, []string{"United Nations (told) < b", "Vera Holm (told) < a"},
			report.Counts{Reports: 2, Publishers: 2, Named: 2, Distinct: 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, order := range [][]*story{c.stories, backwards(c.stories)} {
				w := weighed(order...)
				if len(w.Incidents) != 1 {
					t.Fatalf("%d incidents, want 1", len(w.Incidents))
				}
				in := w.Incidents[0]
				if diff := cmp.Diff(c.want, behind(in)); diff != "" {
					t.Errorf("origins (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(c.counts, in.Counts); diff != "" {
					t.Errorf("counts (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(c.counts, w.Origins); diff != "" {
					t.Errorf("counts of the ledger (-want +got):\n%s", diff)
				}
				checkGraph(t, in)
			}
		})
	}
}

func backwards(stories []*story) []*story {
	list := slices.Clone(stories)
	slices.Reverse(list)
	return list
}

// checkGraph holds what is promised of every graph: no circles, evidence on every edge, every report reached from an
// origin, depths that rise.
func checkGraph(t interface {
	Errorf(string, ...any)
	Helper()
}, in report.Incident) {
	t.Helper()
	nodes := make(map[string]report.Node)
	for _, n := range in.Graph.Nodes {
		nodes[n.ID] = n
	}
	below := make(map[string]int)
	fed := make(map[string]bool)
	for _, e := range in.Graph.Edges {
		from, okFrom := nodes[e.From]
		to, okTo := nodes[e.To]
		if !okFrom || !okTo {
			t.Errorf("edge %s -> %s has an end that is no node", e.From, e.To)
		}
		if len(e.Evidence) == 0 {
			t.Errorf("edge %s -> %s has no evidence", e.From, e.To)
		}
		if from.Depth >= to.Depth {
			t.Errorf("edge %s -> %s runs from depth %d to %d", e.From, e.To, from.Depth, to.Depth)
		}
		below[e.To] = max(below[e.To], from.Depth+1)
		fed[e.To] = true
	}
	origins := make(map[string]bool)
	covered := make(map[string]bool)
	for _, o := range in.Origins {
		origins[o.Node] = true
		if len(o.Words) == 0 || len(o.Reports) == 0 {
			t.Errorf("origin %s has %d words and %d reports", o.Node, len(o.Words), len(o.Reports))
		}
		for _, r := range o.Reports {
			covered[r] = true
		}
	}
	for _, n := range in.Graph.Nodes {
		if n.Depth != below[n.ID] {
			t.Errorf("node %s has depth %d, want %d", n.ID, n.Depth, below[n.ID])
		}
		if want := !fed[n.ID]; want != (n.Kind == report.OriginNode) || want != origins[n.ID] {
			t.Errorf("node %s of kind %s: a root is %v, listed as an origin %v", n.ID, n.Kind, want, origins[n.ID])
		}
		if n.Kind == report.ReportNode && !covered[n.Report] {
			t.Errorf("report %s has no origin", n.Report)
		}
	}
}

func TestEdgesKeepTheirEvidence(t *testing.T) {
	s := killing("a", "The Millstone").credits("Harbour Wire").
		says(report.UnknownHand, "It had received word that 82 civilians were shot.", speaker("UN"), nobody("reports"))
	in := weighed(s).Incidents[0]
	words := s.Reading.Statements[0].Hops[0].Content[0]
	statement := []report.StatementRef{{Report: "a", Statement: "s1", Span: words}}
	want := []report.Edge{
		{From: "source:harbour-wire", To: "report:a", Kind: "credit", Evidence: []report.StatementRef{{Report: "a", Span: s.Reading.Credits[0].Span}}},
		{From: "source:united-nations", To: "source:harbour-wire", Kind: "speaker", Evidence: statement},
		{From: "unnamed:source:united-nations/reports", To: "source:united-nations", Kind: "unnamed", Evidence: statement},
	}
	if diff := cmp.Diff(want, in.Graph.Edges); diff != "" {
		t.Errorf("edges (-want +got):\n%s", diff)
	}
}

// A report that says neither who published it nor what it is called has an ID, which is no name: no sentence for people
// may give it as one.
func TestReportWithoutANameIsNotCalledByItsID(t *testing.T) {
	const id = "00112233445566778899aabbccddeeff"
	s := killing(id, "").says(report.Told, "Dozens died on the bridge.", nobody("residents"))
	s.Report.Title, s.Reading.Report.Title = "", ""
	in := weighed(s).Incidents[0]
	if got, want := in.Origins[0].Via, "an untitled report"; got != want {
		t.Errorf("the trail ends via %q, want %q", got, want)
	}
	for what, words := range map[string]string{"title": in.Title, "grade": in.Grade.Reason.String()} {
		if strings.Contains(words, id) {
			t.Errorf("the %s names the report's ID: %s", what, words)
		}
	}
	for _, n := range in.Graph.Nodes {
		if strings.Contains(n.Name, id) {
			t.Errorf("node %s is called by the report's ID", n.ID)
		}
	}
}
