package weigh_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// Which words are shown for a call's sequel or a change of state, and under which ID.

func TestHelpThatFollowedACallIsShownInItsOwnWords(t *testing.T) {
	nurse := speakerOf("Nadia Weck", "nurse", "Copper Bell Clinic")
	said := tells("b", "Radio Quay", "2016-12-14").of(report.Aid, aleppo, "2016-12-14").says(report.Witness, "Flour came, said the baker.", speaker("Omar Till"))
	own := tells("b", "Radio Quay", "2016-12-14").of(report.Aid, aleppo, "2016-12-14")
	silent := tells("b", "Radio Quay", "2016-12-14").of(report.Aid, aleppo, "2016-12-14")
	silent.event.Evidence = nil
	for _, c := range []struct {
		name      string
		told      *story
		by, words string
	}{
		{"of who told of it", said, "Omar Till", "Flour came, said the baker."},
		{"in the report's own voice, where nobody is named", own, "Radio Quay", "What wordb tells of Aleppo wordb: aid wordb."},
		{"in none, where the reading names none", silent, "Radio Quay", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			calls := weighed(tells("a", "The Millstone", "2016-12-13").pleads("", nil, aleppo, nurse), c.told).Calls
			if len(calls) != 1 || len(calls[0].After) != 1 {
				t.Fatalf("calls %+v, want one with one sequel", calls)
			}
			s := calls[0].After[0]
			if words := s.Words.Span.In(c.told.Report.Text); s.By != c.by || words != c.words || s.Words.Report != "b" {
				t.Errorf("%s in report %s: %q, want %s in b: %q", s.By, s.Words.Report, words, c.by, c.words)
			}
		})
	}
}

func TestAReportThatTellsOfAidAndOfAnEvacuationIsASequelOfBothKindsInOneOrder(t *testing.T) {
	call := tells("a", "The Millstone", "2016-12-13").pleads("", nil, aleppo, nobody("a doctor"))
	both := tells("b", "Radio Quay", "2016-12-14").of(report.Evacuation, aleppo, "2016-12-14").of(report.Aid, aleppo, "2016-12-14")
	var kinds []string
	for _, s := range weighed(call, both).Calls[0].After {
		kinds = append(kinds, s.Kind)
	}
	if want := []string{report.AidDelivered, report.EvacuatedOf}; !slices.Equal(kinds, want) {
		t.Errorf("sequels %q, want %q", kinds, want)
	}
}

func TestSituationsOfNamesakeTownsHaveOneOrder(t *testing.T) {
	one := tells("a", "The Millstone", "2016-12-14").turned("siege", "begun", "2016-12-14", ashkar)
	two := tells("b", "Radio Quay", "2016-12-14").turned("siege", "begun", "2016-12-14", ashkarTwo)
	s := weighed(one, two).Situations
	if len(s) != 2 || s[0].Title != s[1].Title || s[0].ID >= s[1].ID {
		t.Errorf("situations %+v, want two of one title, by their IDs", s)
	}
}

func TestSituationsOfOneDayStandInTheOrderOfTheirTitles(t *testing.T) {
	siege := tells("a", "The Millstone", "2016-12-14").turned("siege", "begun", "2016-12-14", aleppo)
	truce := tells("b", "Radio Quay", "2016-12-14").turned("ceasefire", "agreed", "2016-12-14", damascus)
	s := weighed(siege, truce).Situations
	if len(s) != 2 || s[0].Title != "Ceasefire, Damascus" || s[1].Title != "Siege, Aleppo" {
		t.Errorf("situations %+v", s)
	}
}

// Pages and decisions name a situation by its ID: it must not change because another report tells of the same.
func TestASituationKeepsItsIDWhenAnotherReportTellsOfIt(t *testing.T) {
	late := tells("b", "Radio Quay", "2016-12-15").turned("siege", "begun", "2016-12-14", aleppo)
	early := tells("a", "The Millstone", "2016-12-13").turned("siege", "begun", "2016-12-12", aleppo)
	alone, both := weighed(late).Situations, weighed(early, late).Situations
	if len(alone) != 1 || len(both) != 1 || alone[0].ID != both[0].ID {
		t.Errorf("%+v, and with an earlier report %+v", alone, both)
	}
	nowhere := func(id string) report.Situation {
		return weighed(tells(id, "Radio Quay", "2016-12-15").turned("siege", "begun", "2016-12-14", report.Where{})).Situations[0]
	}
	if nowhere("a").ID == nowhere("b").ID {
		t.Error("two reports of a siege nowhere are told to be of one siege")
	}
}

func TestASituationListsThePlacesInsideItByName(t *testing.T) {
	again := at("Ashker", "x:11", 34.01, 36, report.City)
	var stories []*story
	for _, where := range []report.Where{ashkar, ashkar, ashkar, respelled, respelled, again} {
		id := string(rune('a' + len(stories)))
		stories = append(stories, tells(id, "Radio "+id, "2016-12-14").turned("siege", "begun", "2016-12-14", where))
	}
	s := weighed(stories...).Situations
	if want := []string{"Ashker", "Eshkar"}; len(s) != 1 || !slices.Equal(s[0].Where.Within, want) {
		t.Errorf("situations %+v, want one with %q inside", s, want)
	}
}

func TestWhoIsOnlySaidToHaveAnnouncedAStateIsNoSource(t *testing.T) {
	s := tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "agreed", "2016-12-14", aleppo)
	s.Reading.States[0].AnnouncedBy = "Town Elders"
	got := weighed(s).Situations[0].Steps[0].Claims[0]
	if got.By != "Town Elders" || got.Source != "" {
		t.Errorf("by %q, source %q: there is no page of a source by that name", got.By, got.Source)
	}
}

func TestAChangeOfStateIsShownWithTheShortestWordsThatHoldIt(t *testing.T) {
	s := tells("a", "The Millstone", "2016-12-14").turned("ceasefire", "agreed", "2016-12-14", aleppo)
	s.write("A second sentence follows.")
	s.Reading.States[0].Span = report.Span{Start: 4, End: 9}
	first := report.Span{Start: 0, End: len("The worda ceasefire agreed Aleppo.")}
	shown := func(evidence ...report.Span) string {
		s.Reading.Events = nil
		for _, e := range evidence {
			s.Reading.Events = append(s.Reading.Events, report.Event{ID: "e1", Kind: report.Shelling, Where: aleppo, Evidence: []report.Span{e}})
		}
		return weighed(s).Situations[0].Steps[0].Claims[0].Words.Span.In(s.Report.Text)
	}
	whole := report.Span{Start: 0, End: len(s.Report.Text)}
	short := report.Span{Start: 4, End: 19}
	for _, c := range []struct {
		name     string
		evidence []report.Span
		want     string
	}{
		{"its sentence, where no event stands there", nil, first.In(s.Report.Text)},
		{"an event's words", []report.Span{whole}, whole.In(s.Report.Text)},
		{"the shorter of two", []report.Span{whole, short}, "worda ceasefire"},
		{"in whatever order", []report.Span{short, whole}, "worda ceasefire"},
		{"not those of an event elsewhere", []report.Span{{Start: 20, End: 26}}, first.In(s.Report.Text)},
	} {
		if diff := cmp.Diff(c.want, shown(c.evidence...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}
