package weigh_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// What faults of bench/mutants in package provenance went unnoticed by.

func TestABodyNamedInShortIsTheOneNamedInFull(t *testing.T) {
	short := killing("a", "The Millstone").says(report.Told, "Nine died, said the police.", speaker("police"))
	full := killing("b", "Radio Quay").says(report.Told, "Nine were dead, the national police said.", speaker("national police"))
	for _, order := range [][]*story{{short, full}, {full, short}} {
		got := behind(weighed(order...).Incidents[0])
		if want := []string{"national police (told) < a b"}; !slices.Equal(got, want) {
			t.Errorf("origins %q, want %q", got, want)
		}
	}
}

// A copied report adds no origin, but says whom it credits where that one is known.
func TestACreditOfACopyIsKeptWhereItNamesAKnownSource(t *testing.T) {
	a := killing("a", "The Millstone", monday).says(report.Told, dispatch, speaker("Lantern Group"))
	b := killing("b", "Radio Quay", tuesday).says(report.Told, dispatch, speaker("Lantern Group")).credits("Lantern Group").credits("Harbour Wire")
	var credits []string
	for _, e := range weighed(a, b).Incidents[0].Graph.Edges {
		if e.To == "report:b" && e.Kind != "copy" {
			credits = append(credits, e.From+" "+e.Kind)
		}
	}
	if want := []string{"source:lantern-group credit"}; !slices.Equal(credits, want) {
		t.Errorf("edges into the copy %q, want %q", credits, want)
	}
}

// Whose figure it is that stands in copied words: the one whom the words name, though the copy has words of its own
// beside them.
func TestAFigureInCopiedWordsIsOfWhoeverTheyName(t *testing.T) {
	lantern, stane := speaker("Lantern Group"), speaker("Jory Stane")
	a := killing("a", "The Millstone", monday).says(report.Told, dispatch, lantern).counts("killed", 9, 9, "")
	b := killing("b", "Radio Quay", tuesday).says(report.Told, dispatch, lantern).counts("killed", 9, 9, "").
		says(report.Witness, "A porter told the station what he saw.", stane)
	tallies := weighed(a, b).Incidents[0].Tallies
	if len(tallies) != 1 || !strings.HasSuffix(written(tallies[0]), ": 9 Lantern Group =b") {
		t.Errorf("tallies %+v, want one figure of the Lantern Group, in two reports", tallies)
	}
}

// Seven 5-grams that two messages share may be chance, eight are not.
func TestHowManyWordsACopyMustHave(t *testing.T) {
	message := func(id, account string, words int) *story {
		s := killing(id, account)
		s.Report.Text = strings.Join(strings.Fields("one lorry of flour came over the bridge to us last night after all")[:words], " ")
		return s
	}
	for words, want := range map[int][]string{11: nil, 12: {"a > b 1.00"}} {
		if diff := cmp.Diff(want, copyEdges(weighed(message("a", "@kiln", words), message("b", "@quay", words)))); diff != "" {
			t.Errorf("copies among messages of %d words (-want +got):\n%s", words, diff)
		}
	}
}
