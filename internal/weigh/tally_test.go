package weigh_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// written writes a tally for people: the range, the best, then each rival; parts after a bar.
func written(t report.Tally) string {
	high, best := "?", "-"
	if t.High != nil {
		high = fmt.Sprint(*t.High)
	}
	if t.Best != nil {
		best = fmt.Sprint(*t.Best)
	}
	rival := func(r report.Rival) string {
		s := fmt.Sprintf("%d", r.Figure.Low)
		if r.Figure.High == nil {
			s += "+"
		} else if *r.Figure.High != r.Figure.Low {
			s += fmt.Sprintf("-%d", *r.Figure.High)
		}
		s += " " + r.Origin
		if r.Replaced {
			s += " (replaced)"
		}
		for _, same := range r.Same {
			s += " =" + same.Report
		}
		return s
	}
	var rivals, parts []string
	for _, r := range t.Rivals {
		rivals = append(rivals, rival(r))
	}
	for _, r := range t.Parts {
		parts = append(parts, r.Figure.Who+" "+rival(r))
	}
	s := fmt.Sprintf("%s %s %d..%s best %s: %s", t.Measure, t.Who, t.Low, high, best, strings.Join(rivals, ", "))
	if t.Total {
		s = "running " + s
	}
	if len(parts) > 0 {
		s += " | " + strings.Join(parts, ", ")
	}
	return s
}

func TestTallies(t *testing.T) {
	lantern, bell, un := speaker("Lantern Group"), speaker("Copper Bell Watch"), speaker("UN")
	siege := func(id, publisher, day string) *story {
		return tells(id, publisher, day).of(report.Siege, eastAleppo, day)
	}
	for _, c := range []struct {
		name    string
		stories []*story
		want    []string
		rules   []string
	}{
		{"rivals keep both figures, and most origins give the best", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 82, 82, "civilians"),
			killing("b", "Radio Quay").says(report.Told, "The watch counted.", bell).counts("killed", 82, 82, "civilians"),
			killing("c", "Kiln Street Post").says(report.Witness, "The nurse counted.", speaker("Nadia Weck")).counts("killed", 70, 70, "civilians"),
		}, []string{"killed civilians 70..82 best 82: 82 Lantern Group, 82 Copper Bell Watch, 70 Nadia Weck"},
			[]string{"82: two distinct origins give it, more than any other figure."}},
		{"as many origins each: the strongest hand", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 82, 82, "civilians"),
			killing("c", "Kiln Street Post").says(report.Witness, "The nurse counted.", speaker("Nadia Weck")).counts("killed", 70, 70, "civilians"),
		}, []string{"killed civilians 70..82 best 70: 82 Lantern Group, 70 Nadia Weck"},
			[]string{"70: no figure is given by more origins, and this one comes from the strongest hand (witness)."}},
		{"equal hands: the newest", []*story{
			killing("a", "The Millstone", tuesday).says(report.Told, "The group counted.", lantern).counts("killed", 82, 82, "civilians"),
			killing("b", "Radio Quay", "2016-12-14").says(report.Told, "The watch counted.", bell).counts("killed", 96, 96, "civilians"),
		}, []string{"killed civilians 82..96 best 96: 82 Lantern Group, 96 Copper Bell Watch"},
			[]string{"96: the newest of two rival figures with equal standing."}},
		{"equal in everything: none", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 82, 82, "civilians"),
			killing("b", "Radio Quay").says(report.Told, "The watch counted.", bell).counts("killed", 96, 96, "civilians"),
		}, []string{"killed civilians 82..96 best -: 82 Lantern Group, 96 Copper Bell Watch"},
			[]string{"No best figure: two rival figures have equal standing."}},
		{"one figure of one origin in several reports is one rival", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 82, 82, "civilians"),
			killing("b", "Radio Quay").says(report.Told, "The group has counted.", lantern).counts("killed", 82, 82, "civilians"),
		}, []string{"killed civilians 82..82 best 82: 82 Lantern Group =b"},
			[]string{"82: the only figure, from one origin."}},
		{"unnamed people give one voice, however many trails", []*story{
			killing("a", "The Millstone").says(report.UnknownHand, "Activists counted.", nobody("activists")).counts("killed", 100, 100, ""),
			killing("b", "Radio Quay").says(report.UnknownHand, "Residents counted.", nobody("residents")).counts("killed", 100, 100, ""),
			killing("c", "Kiln Street Post").says(report.Told, "The group counted.", lantern).counts("killed", 82, 82, ""),
			killing("d", "Tidewater").says(report.Told, "The watch counted.", bell).counts("killed", 82, 82, ""),
		}, []string{"killed  82..100 best 82: 100 activists via The Millstone, 100 residents via Radio Quay, 82 Lantern Group, 82 Copper Bell Watch"},
			[]string{"82: two distinct origins give it, more than any other figure."}},
		{"what unnamed people said first gives way to what they say now", []*story{
			killing("a", "The Millstone", tuesday).says(report.UnknownHand, "Activists counted.", nobody("activists")).counts("killed", 100, 100, ""),
			killing("b", "Radio Quay", "2016-12-14").says(report.UnknownHand, "Residents counted.", nobody("residents")).counts("killed", 60, 60, ""),
		}, []string{"killed  60..60 best 60: 100 activists via The Millstone (replaced), 60 residents via Radio Quay"},
			[]string{"60: the only figure, from one origin."}},
		{"civilians, residents and people are one line", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 9, 9, "civilians"),
			killing("b", "Radio Quay").says(report.Told, "The watch counted.", bell).counts("killed", 9, 9, "people"),
		}, []string{"killed  9..9 best 9: 9 Lantern Group, 9 Copper Bell Watch"},
			[]string{"9: all two distinct origins give it."}},
		{"how a toll grew in one report, and what it adds up from", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 12, 12, "").counts("killed", 17, 17, "").counts("killed", 5, 5, ""),
		}, []string{"killed  17..17 best 17: 12 Lantern Group (replaced), 17 Lantern Group, 5 Lantern Group (replaced)"},
			[]string{"17: the only figure, from one origin."}},
		{"a new total of the event is no total of a war", []*story{
			killing("a", "The Millstone", tuesday).says(report.Told, "The group counted.", lantern).counts("killed", 9, 9, ""),
			killing("b", "Radio Quay", "2016-12-14").says(report.Told, "The group counted on.", lantern).counts("killed", 14, 14, "", total),
		}, []string{"killed  14..14 best 14: 9 Lantern Group (replaced), 14 Lantern Group"},
			[]string{"14: the only figure, from one origin."}},
		{"children are a share of as many people", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 9, 9, ""),
			killing("b", "Radio Quay").says(report.Told, "The watch counted.", bell).counts("killed", 4, 4, "children"),
		}, []string{"killed  9..9 best 9: 9 Lantern Group | children 4 Copper Bell Watch"},
			[]string{"9: the only figure, from one origin."}},
		{"one person told of is one of many counted", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 9, 9, ""),
			killing("b", "Radio Quay").says(report.Told, "A man had died, the watch said.", bell).counts("killed", 1, 1, ""),
		}, []string{"killed  9..9 best 9: 9 Lantern Group |  1 Copper Bell Watch"},
			[]string{"9: the only figure, from one origin."}},
		{"one person counted is a rival", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 9, 9, ""),
			func() *story {
				s := killing("b", "Radio Quay").says(report.Told, "One man had died, the watch said.", bell).counts("killed", 1, 1, "")
				s.event.Figures[0].Span = report.Span{Start: strings.Index(s.Report.Text, "One man"), End: strings.Index(s.Report.Text, " had died")}
				return s
			}(),
		}, []string{"killed  1..9 best -: 9 Lantern Group, 1 Copper Bell Watch"},
			[]string{"No best figure: two rival figures have equal standing."}},
		{"up to is the number it gives", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 0, 60, "soldiers", func(f *report.Figure) { f.Bound = report.AtMost }),
		}, []string{"killed soldiers 60..60 best 60: 0-60 Lantern Group"},
			[]string{"60: the only figure, from one origin."}},
		{"a number that was taken back is nobody's word", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 12, 12, "", func(f *report.Figure) { f.Former = true }).counts("killed", 17, 17, ""),
		}, []string{"killed  17..17 best 17: 12 Lantern Group (replaced), 17 Lantern Group"},
			[]string{"17: the only figure, from one origin."}},
		{"that nobody was hurt is no figure", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 9, 9, "").counts("injured", 0, 0, ""),
		}, []string{"killed  9..9 best 9: 9 Lantern Group"}, []string{"9: the only figure, from one origin."}},
		{"a correction that halves the toll", []*story{
			killing("a", "The Millstone", tuesday).says(report.Told, "The group counted.", lantern).counts("killed", 164, 164, "civilians"),
			killing("b", "Radio Quay", "2016-12-14").says(report.Told, "The group counted anew.", lantern).counts("killed", 82, 82, "civilians"),
			killing("c", "Kiln Street Post", "2016-12-15").says(report.Told, "The group had counted.", lantern).counts("killed", 164, 164, "civilians"),
		}, []string{"killed civilians 82..82 best 82: 164 Lantern Group (replaced) =c, 82 Lantern Group"},
			[]string{"82: the only figure, from one origin."}},
		{"at least has no upper bound", []*story{
			killing("a", "The Millstone").says(report.UnknownHand, "It had received word.", un, nobody("reports")).counts("killed", 82, 82, "civilians").
				says(report.UnknownHand, "We have received word.", un, nobody("reports")).counts("killed", 82, -1, "civilians"),
		}, []string{"killed civilians 82..? best 82: 82 unnamed reports via United Nations, 82+ unnamed reports via United Nations"},
			[]string{"82: the only figure, from one origin."}},
		{"a breakdown is no rival", []*story{
			killing("a", "The Millstone").says(report.UnknownHand, "It had received word.", un, nobody("reports")).counts("killed", 82, -1, "civilians").
				says(report.Told, "Women and children were among them.", un).counts("killed", 11, 11, "women", part).counts("killed", 13, 13, "children", part),
			killing("b", "Radio Quay").says(report.Told, "Children were among the dead, it said.", un).counts("killed", 13, 13, "children", part),
		}, []string{"killed civilians 82..? best 82: 82+ unnamed reports via United Nations | women 11 unnamed reports via United Nations, children 13 unnamed reports via United Nations =b"},
			[]string{"82: the only figure, from one origin."}},
		{"parts of a whole that nobody gives", []*story{
			killing("a", "The Millstone").says(report.Told, "Children were among the dead.", un).counts("killed", 13, 13, "children", part),
		}, []string{"killed  13..? best -:  | children 13 United Nations"},
			[]string{"No best figure: the reports give parts of a whole that none of them gives."}},
		{"a cumulative toll is not read as new", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 9, 9, "").counts("killed", 470, 470, "", total),
		}, []string{"killed  9..9 best 9: 9 Lantern Group", "running killed  470..470 best 470: 470 Lantern Group"},
			[]string{"9: the only figure, from one origin.", "470: the only figure, from one origin."}},
		{"other people counted, another tally", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 9, 9, "civilians").counts("killed", 4, 4, "fighters").counts("injured", 20, 20, "people"),
		}, []string{"killed civilians 9..9 best 9: 9 Lantern Group", "killed fighters 4..4 best 4: 4 Lantern Group", "injured  20..20 best 20: 20 Lantern Group"},
			[]string{"9: the only figure, from one origin.", "4: the only figure, from one origin.", "20: the only figure, from one origin."}},
		{"not the same day: side by side, never averaged", []*story{
			siege("a", "The Millstone", "2016-12-13").says(report.Told, "The watch estimates.", bell).counts("trapped", 100000, 100000, "civilians"),
			siege("b", "Radio Quay", "2016-12-16").says(report.Told, "It was reported.", outlet("Harbour Wire"), nobody("reports")).counts("trapped", 15000, 40000, "civilians"),
		}, []string{"trapped civilians 15000..100000 best -: 100000 Copper Bell Watch, 15000-40000 unnamed reports via Harbour Wire"},
			[]string{"No best figure: not the same day (13 December 2016; 16 December 2016); figures of different days are not averaged."}},
		{"a range has no best number", []*story{
			siege("b", "Radio Quay", "2016-12-16").says(report.Told, "The group estimates.", lantern).counts("trapped", 15000, 40000, "civilians"),
		}, []string{"trapped civilians 15000..40000 best -: 15000-40000 Lantern Group"},
			[]string{"No best figure: the one best supported is a range. 15,000 to 40,000: the only figure, from one origin."}},
		{"a figure for an earlier day gives way to one for a later day, though both are said at once", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 60, 60, "", asOf(monday)).counts("killed", 82, 82, "", asOf(tuesday)),
		}, []string{"killed  82..82 best 82: 60 Lantern Group (replaced), 82 Lantern Group"},
			[]string{"82: the only figure, from one origin."}},
		{"a figure in the words of a report that rests on one origin is that origin's", []*story{
			func() *story {
				s := killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).counts("killed", 9, 9, "")
				s.event.Figures[0].Statement = ""
				return s
			}(),
		}, []string{"killed  9..9 best 9: 9 Lantern Group"},
			[]string{"9: the only figure, from one origin."}},
		{"impossible figures are left out", []*story{
			killing("a", "The Millstone").counts("killed", 9, 9, "", func(f *report.Figure) { low := int64(3); f.High = &low }),
		}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, order := range [][]*story{c.stories, backwards(c.stories)} {
				w := weighed(order...)
				if len(w.Incidents) != 1 {
					t.Fatalf("%d incidents, want 1", len(w.Incidents))
				}
				var got, rules []string
				for _, tally := range w.Incidents[0].Tallies {
					got, rules = append(got, written(tally)), append(rules, tally.Rule.String())
				}
				if diff := cmp.Diff(c.want, got); diff != "" {
					t.Errorf("tallies (-want +got):\n%s", diff)
				}
				if diff := cmp.Diff(c.rules, rules); diff != "" {
					t.Errorf("rules (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestTallyDays(t *testing.T) {
	a := tells("a", "The Millstone", "2016-12-14").of(report.Siege, eastAleppo, "2016-12-13").counts("trapped", 900, 900, "")
	b := tells("b", "Radio Quay", "2016-12-16").of(report.Siege, eastAleppo, "2016-12-16").counts("trapped", 800, 800, "", asOf("2016-12-15"))
	tally := weighed(a, b).Incidents[0].Tallies[0]
	if tally.Rivals[0].Day != "2016-12-13" || tally.Rivals[1].Day != "2016-12-15" || tally.Day != "" {
		t.Errorf("days %q and %q, tally %q: want the event's day, the figure's own, and none shared", tally.Rivals[0].Day, tally.Rivals[1].Day, tally.Day)
	}
	one := weighed(a).Incidents[0].Tallies[0]
	if one.Day != "2016-12-13" {
		t.Errorf("day %q, want the one all figures share", one.Day)
	}
}

// Tallies come in the order of measures, whatever the reports give first; and a group is a share only of people in
// general who are at least as many.
func TestTalliesComeInOneOrder(t *testing.T) {
	lantern := speaker("Lantern Group")
	for range 5 { // their order must not be that of a map
		s := tells("a", "The Millstone", "2016-12-13").of(report.Killing, aleppo, "2016-12-12").says(report.Told, "as it was", lantern)
		s.counts("displaced", 900, 900, "").counts("missing", 8, 8, "").counts("injured", 40, 40, "").counts("killed", 12, 12, "").counts("killed", 14, 14, "children")
		var got []string
		for _, tally := range weighed(s).Incidents[0].Tallies {
			got = append(got, strings.TrimSpace(tally.Measure+" "+tally.Who))
		}
		if d := cmp.Diff([]string{"killed", "killed children", "injured", "missing", "displaced"}, got); d != "" {
			t.Fatalf("tallies (-want +got):\n%s", d)
		}
	}
}
