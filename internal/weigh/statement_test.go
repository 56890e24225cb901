package weigh_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// mentions notes a time in the text, where its words stand.
func (s *story) mentions(words, value, kind string) *story {
	i := strings.LastIndex(s.Report.Text, words)
	s.Reading.Times = append(s.Reading.Times, report.Time{Span: report.Span{Start: i, End: i + len(words)}, Value: value, Type: kind})
	return s
}

// places notes a place in the text, where its name stands.
func (s *story) places(where report.Where) *story {
	i := strings.LastIndex(s.Report.Text, where.Name)
	s.Reading.Places = append(s.Reading.Places, report.Place{Span: report.Span{Start: i, End: i + len(where.Name)}, Name: where.Name, ID: where.ID, Precision: where.Precision})
	return s
}

func TestWhichStatementsTellOfTheEvent(t *testing.T) {
	counted := func() *story {
		return killing("a", "The Millstone").says(report.Told, "The group counted 82 dead civilians there.", speaker("Lantern Group")).counts("killed", 82, 82, "civilians")
	}
	group := "Lantern Group (told) < a"
	for _, c := range []struct {
		name string
		s    *story
		want []string
	}{
		{"no statement gives a toll: all tell of it", killing("a", "The Millstone").
			says(report.Told, "The group speaks of butchery.", speaker("Lantern Group")).says(report.Told, "The mayor called it a crime.", speaker("Ada Orlin")),
			[]string{"Ada Orlin (told) < a", group}},
		{"one gives the toll, another speaks of other violence in the same town", counted().
			says(report.Told, "The mayor called the war a crime.", speaker("Ada Orlin")),
			[]string{group}},
		{"another figure of the event", counted().
			says(report.Told, "The watch counted the dead as well.", speaker("Copper Bell Watch")).counts("killed", 3, 3, ""),
			[]string{"Copper Bell Watch (told) < a", group}},
		{"the same day", counted().
			says(report.Told, "Monday was the worst of days.", speaker("Ada Orlin")).mentions("Monday", monday, "DATE"),
			[]string{"Ada Orlin (told) < a", group}},
		{"the evening of the same day", counted().
			says(report.Told, "Monday evening was the worst of all.", speaker("Ada Orlin")).mentions("Monday evening", monday+"TEV", "TIME"),
			[]string{"Ada Orlin (told) < a", group}},
		{"another day", counted().
			says(report.Told, "Friday was the worst of days.", speaker("Ada Orlin")).mentions("Friday", "2016-12-09", "DATE"),
			[]string{group}},
		{"a quarter in which it happened", func() *story {
			s := counted().says(report.Told, "Soldiers went through Bustan al-Qasr.", speaker("Ada Orlin")).places(quarter)
			s.event.Where.Within = []string{"Bustan al-Qasr"}
			return s
		}(), []string{"Ada Orlin (told) < a", group}},
		{"the town itself says nothing, the whole report is of it", counted().
			says(report.Told, "The war in Aleppo is a crime.", speaker("Ada Orlin")).places(aleppo),
			[]string{group}},
		{"a witness, who seldom gives a figure or a day", counted().
			says(report.Witness, "I saw them fall one after the other.", speaker("Nadia Weck")),
			[]string{"Nadia Weck (witness) < a", group}},
		{"a witness of five years of war", counted().
			says(report.Witness, "We have seen this for five years.", speaker("Nadia Weck")).mentions("five years", "P5Y", "DURATION"),
			[]string{group}},
		{"a witness of another day", counted().
			says(report.Witness, "I saw them fall last month.", speaker("Nadia Weck")).mentions("last month", "2016-11", "DATE"),
			[]string{group}},
		{"a witness who says that it took hours", counted().
			says(report.Witness, "I saw it go on for three hours.", speaker("Nadia Weck")).mentions("three hours", "PT3H", "DURATION"),
			[]string{"Nadia Weck (witness) < a", group}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, behind(weighed(c.s).Incidents[0])); diff != "" {
				t.Errorf("origins (-want +got):\n%s", diff)
			}
		})
	}
}

func TestStatementsAreFoundInTheEventsSentences(t *testing.T) {
	s := killing("a", "The Millstone").says(report.Told, "The group speaks of butchery.", speaker("Lantern Group"))
	s.event.Statements = nil
	if diff := cmp.Diff([]string{"Lantern Group (told) < a"}, behind(weighed(s).Incidents[0])); diff != "" {
		t.Errorf("origins (-want +got):\n%s", diff)
	}
}

func TestAMessageOfAResidentIsAWitnessAccount(t *testing.T) {
	s := killing("a", "@lane_of_bakers")
	s.Reading.Voice.Hand = report.Witness
	want := report.Counts{Reports: 1, Publishers: 1, Named: 1, Witnesses: 1, Distinct: 1}
	if diff := cmp.Diff(want, weighed(s).Incidents[0].Counts); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

// Who says in its own report that it was not so is no origin of it.
func TestWhoOnlyDeniesIsNoOrigin(t *testing.T) {
	a := tells("a", "The Millstone", "2016-12-16").of(report.Killing, aleppo, "2016-12-16").counts("killed", 9, 9, "")
	b := tells("b", "Harbour Front", "2016-12-17").of(report.Killing, aleppo, "2016-12-16")
	for _, s := range []*story{a, b} {
		polarity := report.Asserts
		if s == b {
			polarity = report.Denies
		}
		s.Reading.Claims = []report.Claim{{ID: "c1", Event: s.Reading.Events[0].ID, Part: report.OccurrencePart, Polarity: polarity}}
	}
	for _, in := range weighed(a, b).Incidents {
		for _, o := range in.Origins {
			if o.Name == "Harbour Front" {
				t.Errorf("%s denies the %s and is an origin of it", o.Name, in.Kind)
			}
		}
	}
}
