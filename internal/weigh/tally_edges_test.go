package weigh_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// What faults of bench/mutants in package tally, and in the calls that situations hold, went unnoticed by.

// The first incident's tallies, in short, with their rules where they are asked for.
func talliesOf(t *testing.T, rules bool, stories ...*story) []string {
	t.Helper()
	in := weighed(stories...).Incidents
	if len(in) != 1 {
		t.Fatalf("%d incidents, want one", len(in))
	}
	var list []string
	for _, tally := range in[0].Tallies {
		line := written(tally)
		if rules {
			line += ": " + tally.Rule.String()
		}
		list = append(list, line)
	}
	return list
}

func TestTalliesHoldWhatTheirRulesSay(t *testing.T) {
	lantern, bell := speaker("Lantern Group"), speaker("Copper Bell Watch")
	counted := func(id, by string, who report.Hop) *story {
		return killing(id, by).says(report.Told, "They counted, said "+who.Name+".", who)
	}
	unspanned := func(f *report.Figure) { f.Span = report.Span{} }
	for _, c := range []struct {
		name    string
		stories []*story
		want    []string
	}{
		{"a running total of three times what others give is of this event", []*story{
			counted("a", "The Millstone", lantern).counts("killed", 9, 9, ""), counted("b", "Radio Quay", bell).counts("killed", 27, 27, "", total),
		}, []string{"killed  9..27 best -: 9 Lantern Group, 27 Copper Bell Watch"}},
		{"one more is of a month or a war", []*story{
			counted("a", "The Millstone", lantern).counts("killed", 9, 9, ""), counted("b", "Radio Quay", bell).counts("killed", 28, 28, "", total),
		}, []string{"killed  9..9 best 9: 9 Lantern Group", "running killed  28..28 best 28: 28 Copper Bell Watch"}},
		{"a report's own figure is of the origin that gives it elsewhere", []*story{
			counted("a", "The Millstone", lantern).counts("killed", 9, 9, ""),
			killing("b", "Radio Quay").counts("killed", 9, 9, "").says(report.Told, "It was the market, they said.", bell),
		}, []string{"killed  9..9 best 9: 9 Lantern Group =b"}},
		{"but not where it is of another measure", []*story{
			counted("a", "The Millstone", lantern).counts("killed", 9, 9, ""),
			killing("b", "Radio Quay").counts("injured", 9, 9, "").says(report.Told, "It was the market, they said.", bell),
		}, []string{"killed  9..9 best 9: 9 Lantern Group", "injured  9..9 best 9: 9 Copper Bell Watch"}},
		{"nor another number", []*story{
			counted("a", "The Millstone", lantern).counts("killed", 9, 9, ""),
			killing("b", "Radio Quay").counts("killed", 8, 8, "").says(report.Told, "It was the market, they said.", bell),
		}, []string{"killed  8..9 best -: 9 Lantern Group, 8 Copper Bell Watch"}},
		{"a figure that a report gives twice stands there once", []*story{
			counted("a", "The Millstone", lantern).counts("killed", 9, 9, "").counts("killed", 9, 9, ""),
		}, []string{"killed  9..9 best 9: 9 Lantern Group"}},
		{"two figures that no words of the text give are two", []*story{
			counted("a", "The Millstone", lantern).counts("killed", 9, 9, "", unspanned).counts("injured", 4, 4, "", unspanned),
		}, []string{"killed  9..9 best 9: 9 Lantern Group", "injured  4..4 best 4: 4 Lantern Group"}},
		{"a part is of its own report's figure, though another report gives a larger one", []*story{
			counted("a", "The Millstone", lantern).counts("killed", 9, 9, "soldiers").counts("killed", 3, 3, "guards", part),
			counted("b", "Radio Quay", bell).counts("killed", 40, 40, "fighters"),
		}, []string{"killed fighters 40..40 best 40: 40 Copper Bell Watch", "killed soldiers 9..9 best 9: 9 Lantern Group | guards 3 Lantern Group"}},
		{"whoever is not named counts for the number he gives", []*story{
			counted("a", "The Millstone", lantern).counts("killed", 9, 9, ""),
			killing("b", "Radio Quay").says(report.Told, "Residents counted.", nobody("residents")).counts("killed", 9, 9, ""),
			counted("c", "Tidewater", bell).counts("killed", 8, 8, ""),
		}, []string{"killed  8..9 best 9: 9 Lantern Group, 9 residents via Radio Quay, 8 Copper Bell Watch"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, talliesOf(t, false, c.stories...)); diff != "" {
				t.Errorf("tallies (-want +got):\n%s", diff)
			}
		})
	}
}

// Of those who left, the newest count holds all; of those who are trapped, each day has its own.
func TestFiguresOfDifferentDays(t *testing.T) {
	for measure, best := range map[string]bool{"displaced": true, "evacuated": true, "trapped": false} {
		of := func(id, by, day string, who report.Hop, n int64) *story {
			return tells(id, by, day).of(report.Siege, aleppo, day).says(report.Told, "They counted, said "+who.Name+".", who).counts(measure, n, n, "", asOf(day))
		}
		got := talliesOf(t, true, of("a", "The Millstone", "2016-12-12", speaker("Lantern Group"), 500), of("b", "Radio Quay", "2016-12-13", speaker("Copper Bell Watch"), 900))
		if len(got) != 1 || strings.Contains(got[0], "not the same day (12 December 2016; 13 December 2016)") == best {
			t.Errorf("%s on two days: %q", measure, got)
		}
	}
}

func TestHelpThatIsNoSequelOfACall(t *testing.T) {
	call := func() *story {
		return tells("a", "The Millstone", "2016-12-13").pleads("", nil, aleppo, speakerOf("Nadia Weck", "nurse", "Copper Bell Clinic"))
	}
	aid := func(id, by, published string, where report.Where) *story {
		return tells(id, by, published).of(report.Aid, where, "2016-12-14").carries(dispatch)
	}
	for _, c := range []struct {
		name    string
		stories []*story
		want    int
	}{
		{"aid in the city, told twice in the same words", []*story{call(), aid("b", "Radio Quay", "2016-12-14", aleppo), aid("c", "Tidewater", "2016-12-15", aleppo)}, 1},
		{"aid somewhere in the country", []*story{call(), aid("b", "Radio Quay", "2016-12-14", syria)}, 0},
		{"aid nowhere", []*story{call(), aid("b", "Radio Quay", "2016-12-14", report.Where{})}, 0},
	} {
		if got := weighed(c.stories...).Calls[0].After; len(got) != c.want {
			t.Errorf("%s: %d sequels, want %d: %+v", c.name, len(got), c.want, got)
		}
	}
}
