package weigh_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// What the pages on method name as a threshold has a test on either side of it here, and what the small faults of
// bench/mutants found to be held by nothing.

func TestSituationsAtTheEdge(t *testing.T) {
	army, monitor, watch := speaker("Army Command"), speaker("Syrian Observatory for Human Rights"), speaker("Copper Bell Watch")
	agreed := tells("a", "The Millstone", "2016-12-06").turned("ceasefire", "agreed", "2016-12-06", aleppo)
	for _, c := range []struct {
		name    string
		stories []*story
		want    []string
	}{
		{"a state without a place belongs to the only ceasefire of the last seven days", []*story{
			agreed, tells("b", "Radio Quay", "2016-12-13").turned("ceasefire", "ended", "2016-12-13", report.Where{}),
		}, []string{"Ceasefire, Aleppo: 2016-12-06 agreed (The Millstone observed); 2016-12-13 ended (Radio Quay observed); now ended, 0 days"}},
		{"and to none of eight days ago", []*story{
			agreed, tells("b", "Radio Quay", "2016-12-14").turned("ceasefire", "ended", "2016-12-14", report.Where{}),
		}, []string{"Ceasefire, Aleppo: 2016-12-06 agreed (The Millstone observed); now agreed, 8 days",
			"Ceasefire: 2016-12-14 ended (Radio Quay observed); now ended, 0 days"}},
		{"nor to one of two that could be meant", []*story{
			agreed, tells("c", "Tidewater", "2016-12-13").turned("ceasefire", "agreed", "2016-12-12", damascus),
			tells("b", "Radio Quay", "2016-12-13").turned("ceasefire", "ended", "2016-12-13", report.Where{}),
		}, []string{"Ceasefire, Aleppo: 2016-12-06 agreed (The Millstone observed); now agreed, 7 days",
			"Ceasefire, Damascus: 2016-12-12 agreed (Tidewater observed); now agreed, 1 days",
			"Ceasefire: 2016-12-13 ended (Radio Quay observed); now ended, 0 days"}},
		{"but to the one that its own report tells of", []*story{
			agreed, tells("c", "Tidewater", "2016-12-07").turned("ceasefire", "agreed", "2016-12-07", damascus).turned("ceasefire", "violated", "2016-12-07", report.Where{}),
		}, []string{"Ceasefire, Aleppo: 2016-12-06 agreed (The Millstone observed); now agreed, 1 days",
			"Ceasefire, Damascus: 2016-12-07 agreed (Tidewater observed); 2016-12-07 violated (Tidewater observed); now violated, 0 days"}},
		{"a state that says neither that it goes on nor that it does not contradicts nothing", []*story{
			tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "proposed", "2016-12-14", aleppo, army),
			tells("b", "Radio Quay", "2016-12-14").turned("ceasefire", "violated", "2016-12-14", aleppo, monitor),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 proposed (Army Command announced); " +
			"2016-12-14 violated (Syrian Observatory for Human Rights observed); now violated, 0 days"}},
		{"in one report somebody without a name contradicts nobody", []*story{
			tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "in force", "2016-12-14", aleppo, army).turned("ceasefire", "violated", "2016-12-14", aleppo, nobody("residents")),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 in force (Army Command announced); 2016-12-14 violated (residents observed); now violated, 0 days"}},
		{"nor does the report itself", []*story{
			tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "in force", "2016-12-14", aleppo, army).turned("ceasefire", "violated", "2016-12-14", aleppo),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 in force (Army Command announced); 2016-12-14 violated (The Millstone observed); now violated, 0 days"}},
		{"who said it first stands first", []*story{
			tells("b", "Radio Quay", "2016-12-15").turned("ceasefire", "violated", "2016-12-14", aleppo, monitor),
			tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "violated", "2016-12-14", aleppo, watch),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 violated (Copper Bell Watch observed, Syrian Observatory for Human Rights observed); now violated, 1 days"}},
		{"what contradicts a state is listed in the order in which states follow each other", []*story{
			tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "in force", "2016-12-14", aleppo, army),
			tells("b", "Radio Quay", "2016-12-14").turned("ceasefire", "collapsed", "2016-12-14", aleppo, monitor),
			tells("c", "Tidewater", "2016-12-14").turned("ceasefire", "violated", "2016-12-14", aleppo, watch),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 in force (Army Command announced) against violated, collapsed; " +
			"2016-12-14 violated (Copper Bell Watch observed) against in force; " +
			"2016-12-14 collapsed (Syrian Observatory for Human Rights observed) against in force; now collapsed or in force, 0 days"}},
		{"two who announced it by one report's account are two", []*story{
			func() *story {
				s := tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "agreed", "2016-12-14", aleppo).turned("ceasefire", "agreed", "2016-12-14", aleppo)
				s.Reading.States[0].AnnouncedBy, s.Reading.States[1].AnnouncedBy = "Town Elders", "River Council"
				return s
			}(),
		}, []string{"Ceasefire, Aleppo: 2016-12-14 agreed (Town Elders announced, River Council announced); now agreed, 0 days"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sameTimelines(t, c.stories, c.want)
		})
	}
}

// pleaOf is how calls are written in short.
func pleaOf(c report.OpenCall) string {
	after := ""
	for _, s := range c.After {
		after += fmt.Sprintf(" %s %s", s.Kind, s.Day)
	}
	return fmt.Sprintf("%s (%s, named %t) via %q:%s", c.Who, c.Source, c.Named, c.Via, after)
}

func TestCallsAtTheEdge(t *testing.T) {
	nurse := speakerOf("Nadia Weck", "nurse", "Copper Bell Clinic")
	call := func() *story {
		return tells("a", "The Millstone", "2016-12-13").pleads("", nil, aleppo, nurse)
	}
	caller := func(who string) *story {
		s := call()
		s.Reading.Calls[0].Who = who
		return s
	}
	again := []*story{call()}
	for day := 14; day <= 21; day++ {
		again = append(again, tells(fmt.Sprint("d", day), "Radio Quay", fmt.Sprintf("2016-12-%d", day)).
			of(report.Siege, aleppo, fmt.Sprintf("2016-12-%d", day)).says(report.Witness, fmt.Sprintf("We are still here on the %dth, said the nurse.", day), nurse))
	}
	withdrawn := call()
	withdrawn.Reading.Calls[0].Statement = "s99"
	for _, c := range []struct {
		name    string
		stories []*story
		want    []string
	}{
		{"aid on the thirtieth day is told beside it", []*story{call(), tells("b", "Radio Quay", "2017-01-14").of(report.Aid, aleppo, "2017-01-12")},
			[]string{" aid 2017-01-14"}},
		{"aid on the thirty-first is not", []*story{call(), tells("b", "Radio Quay", "2017-01-14").of(report.Aid, aleppo, "2017-01-13")}, []string{""}},
		{"aid on the day of the call is", []*story{call(), tells("b", "Radio Quay", "2016-12-14").of(report.Aid, aleppo, "2016-12-13")}, []string{" aid 2016-12-14"}},
		{"of many sequels the first five and the last are kept", again, []string{" spoke again 2016-12-14 spoke again 2016-12-15 spoke again 2016-12-16 spoke again 2016-12-17 spoke again 2016-12-18 spoke again 2016-12-21"}},
		{"a call whose statement was taken back is none", []*story{withdrawn}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, call := range weighed(c.stories...).Calls {
				_, after, _ := strings.Cut(pleaOf(call), "\":")
				got = append(got, strings.ReplaceAll(after, report.AidDelivered, "aid"))
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("what followed the calls (-want +got):\n%s", diff)
			}
		})
	}
	for _, c := range []struct{ who, want string }{
		{"", "Nadia Weck"},
		{"Nadia Weck", "Nadia Weck"},
		{"Council of Aleppo", "Council of Aleppo (source:council-of-aleppo, named true) via \"\":"},
		{"families in the school", "families in the school (unnamed:families in the school, named false) via \"\":"},
		{"The Millstone", "The Millstone (source:millstone, named true) via \"\":"},
	} {
		got := weighed(caller(c.who)).Calls
		if len(got) != 1 || !strings.HasPrefix(pleaOf(got[0]), c.want) {
			t.Errorf("the report says that %q asks: got %v, want %s", c.who, got, c.want)
		}
	}
}

func TestSilencesAtTheEdge(t *testing.T) {
	said := func(who string, times ...string) []*story {
		var list []*story
		for i, at := range times {
			list = append(list, tells(fmt.Sprint(report.SourceID(who), i), "", at).of(report.Shelling, aleppo, "").
				says(report.Told, fmt.Sprintf("Bulletin %d of %s speaks of shells.", i, who), speaker(who)))
		}
		return list
	}
	daily := []string{"2016-12-10", "2016-12-11", "2016-12-12", "2016-12-13"}
	for _, c := range []struct {
		name   string
		times  []string
		newest string
		silent bool
	}{
		{"three times the usual gap", daily, "2016-12-16", false},
		{"a day more", daily, "2016-12-17", true},
		{"as long as it was silent before", []string{"2016-12-05", "2016-12-10", "2016-12-11", "2016-12-12", "2016-12-13"}, "2016-12-18", false},
		{"a day longer", []string{"2016-12-05", "2016-12-10", "2016-12-11", "2016-12-12", "2016-12-13"}, "2016-12-19", true},
		{"four times an hour apart", []string{"2016-12-10T00:00:00Z", "2016-12-10T01:00:00Z", "2016-12-10T02:00:00Z", "2016-12-10T03:00:00Z"}, "2016-12-10T06:00:01Z", true},
		{"four times, two of them within the hour", []string{"2016-12-10T00:00:00Z", "2016-12-10T00:59:59Z", "2016-12-10T02:00:00Z", "2016-12-10T03:00:00Z"}, "2016-12-12T00:00:00Z", false},
	} {
		if got := weighed(append(said("Copper Bell Watch", c.times...), tells("z", "Tidewater", c.newest))...).Silences; (len(got) == 1) != c.silent {
			t.Errorf("%s: silences %v", c.name, got)
		}
	}
	both := append(said("Copper Bell Watch", daily...), said("Lantern Group", "2016-12-11", "2016-12-12", "2016-12-13", "2016-12-14")...)
	got := weighed(append(both, tells("z", "Tidewater", "2016-12-20"))...).Silences
	if len(got) != 2 || got[0].Name != "Lantern Group" {
		t.Errorf("silences %v, want who fell silent last first", got)
	}
}

func TestTalliesAtTheEdge(t *testing.T) {
	lantern, bell := speaker("Lantern Group"), speaker("Copper Bell Watch")
	counted := func(id, by string, who report.Hop) *story {
		return killing(id, by).says(report.Told, "They counted, said "+who.Name+".", who)
	}
	first := func(stories ...*story) []string {
		var list []string
		for _, tally := range weighed(stories...).Incidents[0].Tallies {
			list = append(list, written(tally))
		}
		return list
	}
	for _, group := range []string{"children", "women", "elderly", "medics", "journalists", "aid workers", "teachers", "students", "activists"} {
		got := first(counted("a", "The Millstone", lantern).counts("killed", 9, 9, ""), counted("b", "Radio Quay", bell).counts("killed", 9, 9, group))
		if want := "killed  9..9 best 9: 9 Lantern Group | " + group + " 9 Copper Bell Watch"; len(got) != 1 || got[0] != want {
			t.Errorf("nine %s of nine people: %q, want %q", group, got, want)
		}
		got = first(counted("a", "The Millstone", lantern).counts("killed", 9, 9, ""), counted("b", "Radio Quay", bell).counts("killed", 10, 10, group))
		if len(got) != 2 {
			t.Errorf("ten %s of nine people are a line of their own: %q", group, got)
		}
	}
	got := first(counted("a", "The Millstone", lantern).counts("lost at sea", 3, 3, "").counts("injured", 2, 2, "").counts("killed", 9, 9, ""))
	if len(got) != 3 || !strings.HasPrefix(got[0], "killed") || !strings.HasPrefix(got[2], "lost at sea") {
		t.Errorf("a measure that nobody knows does not stand last: %q", got)
	}
	got = first(counted("a", "The Millstone", lantern).counts("killed", 17, 17, "soldiers").counts("killed", 9, 9, "civilians").counts("killed", 3, 3, "guards", part))
	if !slices.ContainsFunc(got, func(s string) bool {
		return strings.HasPrefix(s, "killed soldiers") && strings.HasSuffix(s, "| guards 3 Lantern Group")
	}) {
		t.Errorf("a part is not of the largest figure of its report: %q", got)
	}

	dozens := func(id string, low int64) *story {
		s := counted(id, "Radio Quay", bell)
		span := s.write("Dozens of people.")
		s.event.Figures = append(s.event.Figures, report.Figure{Span: span, ID: "f9", Measure: "killed", Low: low, Bound: report.AtLeast, Statement: "s1", Sentence: span})
		return s
	}
	for _, c := range []struct {
		number int64
		want   string
	}{
		{24, "killed  24..24 best 24: 24 Lantern Group, 24+ Copper Bell Watch"}, // the number may be what is meant
		{23, "killed  23..? best -: 23 Lantern Group, 24+ Copper Bell Watch"},
	} {
		got := first(counted("a", "The Millstone", lantern).counts("killed", c.number, c.number, ""), dozens("b", 24))
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("dozens beside %d: %q, want %q", c.number, got, c.want)
		}
	}
	got = first(counted("a", "The Millstone", lantern).counts("killed", 0, -1, ""))
	if len(got) != 1 || !strings.HasPrefix(got[0], "killed  0..?") {
		t.Errorf("an open figure has a most: %q", got)
	}
}
