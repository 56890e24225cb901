package weigh_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// claims adds a claim on the first event: by the statement of that number, or for 0 in the report's own voice.
func (s *story) claims(part report.ClaimPart, polarity report.Polarity, statement int) *story {
	c := report.Claim{Event: s.Reading.Events[0].ID, Part: part, Polarity: polarity, Words: s.Reading.Events[0].Evidence[0]}
	if statement > 0 {
		st := s.Reading.Statements[statement-1]
		c.Statement, c.Words = st.ID, st.Content()[0]
	}
	s.Reading.Claims = append(s.Reading.Claims, c)
	return s
}

// there says that the report's reporter was there, in words of its own.
func (s *story) there(words string) *story {
	span := s.write(words)
	s.Reading.Voice = report.Voice{Hand: report.Witness, Why: &span}
	return s
}

func TestOwnVoice(t *testing.T) {
	clinic, mayor := speaker("Nadia Weck"), speaker("Ada Orlin")
	for _, c := range []struct {
		name  string
		story *story
		want  []string
	}{
		{"an office that cites others beside its own count is an origin too", killing("a", "Regional Health Directorate").
			says(report.Told, "The clinic counted nine.", clinic).
			claims(report.OccurrencePart, report.Asserts, 1).claims(report.OccurrencePart, report.Asserts, 0),
			[]string{"Nadia Weck (told) < a", "Regional Health Directorate (unknown) < a"}},
		{"an office that passes on what nobody signs is none", killing("a", "Regional Health Directorate").
			says(report.UnknownHand, "It had received word of nine.", nobody("reports")).
			claims(report.OccurrencePart, report.Asserts, 1).claims(report.OccurrencePart, report.Asserts, 0),
			[]string{"[unnamed reports via Regional Health Directorate] (unknown) < a"}},
		{"but a count of its own is its word", killing("a", "Regional Health Directorate").
			says(report.UnknownHand, "It had received word of nine.", nobody("reports")).
			claims(report.OccurrencePart, report.Asserts, 1).claims(report.TollPart, report.Asserts, 0),
			[]string{"Regional Health Directorate (unknown) < a", "[unnamed reports via Regional Health Directorate] (unknown) < a"}},
		{"an office that cites its investigation says it itself", killing("a", "Regional Health Directorate").
			says(report.UnknownHand, "The investigation counted nine.", nobody("the investigation")).
			claims(report.TollPart, report.Asserts, 1),
			[]string{"Regional Health Directorate (unknown) < a"}},
		{"so does whom a newspaper quotes with it", killing("a", "The Millstone").
			says(report.Told, "The records have nine, says the clinic.", clinic, nobody("the hospital's records")).
			claims(report.TollPart, report.Asserts, 1),
			[]string{"Nadia Weck (told) < a"}},
		{"a newspaper that does so is none", killing("a", "The Millstone").
			says(report.Told, "The clinic counted nine.", clinic).
			claims(report.OccurrencePart, report.Asserts, 1).claims(report.OccurrencePart, report.Asserts, 0),
			[]string{"Nadia Weck (told) < a"}},
		{"a newspaper that only passes on a denial speaks for itself where nobody else does", killing("a", "The Millstone").
			says(report.Told, "The mayor denied it.", mayor).
			claims(report.OccurrencePart, report.Denies, 1),
			[]string{"The Millstone (unknown) < a"}},
		{"a reporter who was there tells beside what others say", killing("a", "The Millstone").there("Our reporter saw the street.").
			says(report.Told, "The clinic counted nine.", clinic).
			claims(report.OccurrencePart, report.Asserts, 1).claims(report.OccurrencePart, report.Asserts, 0),
			[]string{"The Millstone (witness) < a", "Nadia Weck (told) < a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := weighed(c.story)
			if len(w.Incidents) != 1 {
				t.Fatalf("%d incidents", len(w.Incidents))
			}
			if diff := cmp.Diff(c.want, behind(w.Incidents[0])); diff != "" {
				t.Errorf("origins (-want +got):\n%s", diff)
			}
		})
	}
}

// A report that only passes on a denial adds no origin to what others tell, nor does one that is made of what several
// others say.
func TestNoOwnVoice(t *testing.T) {
	teller := func() *story {
		return killing("a", "Radio Quay").says(report.Told, "The clinic counted nine.", speaker("Nadia Weck")).
			claims(report.OccurrencePart, report.Asserts, 1)
	}
	denial := killing("b", "The Millstone").says(report.Told, "The army denied it.", speaker("Ada Orlin")).
		claims(report.OccurrencePart, report.Denies, 1)
	relay := killing("b", "The Millstone").claims(report.OccurrencePart, report.Asserts, 0).
		says(report.Told, "The mayor spoke of the harvest.", speaker("Ada Orlin")).
		says(report.Told, "The governor spoke of the road.", speaker("Ruben Aldecott"))
	alone := killing("b", "The Millstone").claims(report.OccurrencePart, report.Asserts, 0).
		says(report.Told, "The mayor spoke of the harvest.", speaker("Ada Orlin"))
	for _, c := range []struct {
		name string
		b    *story
		want []string
	}{
		{"a denial", denial, []string{"Nadia Weck (told) < a"}},
		{"several others", relay, []string{"Nadia Weck (told) < a"}},
		{"one other", alone, []string{"Nadia Weck (told) < a", "The Millstone (unknown) < b"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := weighed(teller(), c.b)
			if len(w.Incidents) != 1 {
				t.Fatalf("%d incidents", len(w.Incidents))
			}
			if diff := cmp.Diff(c.want, behind(w.Incidents[0])); diff != "" {
				t.Errorf("origins (-want +got):\n%s", diff)
			}
		})
	}
}

// A body that passes on in one report what others told it, and counts in another without naming anybody, counts itself.
func TestOwnCountOfARelay(t *testing.T) {
	relays := func(name string) *story {
		return killing("a", "The Millstone").says(report.Told, "It has it from the nurse.", speaker(name), speaker("Nadia Weck")).
			claims(report.OccurrencePart, report.Asserts, 1)
	}
	for _, c := range []struct {
		name string
		part report.ClaimPart
		want []string
	}{
		{"Regional Health Directorate", report.TollPart, []string{"Nadia Weck (told) < a", "Regional Health Directorate (told) < b"}},
		{"Regional Health Directorate", report.OccurrencePart, []string{"Nadia Weck (told) < a b"}},
		{"Radio Quay", report.TollPart, []string{"Nadia Weck (told) < a b"}},
	} {
		counts := killing("b", "Tidewater").says(report.Told, "It counted nine.", speaker(c.name)).claims(c.part, report.Asserts, 1)
		in := weighed(relays(c.name), counts).Incidents
		if len(in) != 1 {
			t.Fatalf("%d incidents, want 1", len(in))
		}
		if d := cmp.Diff(c.want, behind(in[0])); d != "" {
			t.Errorf("%s, %s: origins (-want +got):\n%s", c.name, c.part, d)
		}
	}
}

// Who gives the count in one sentence, and says in another that he was there, is a witness; not so where he was at
// something else.
func TestHandFromOtherWords(t *testing.T) {
	told := func() *story {
		return killing("a", "The Millstone").says(report.Told, "Nine are dead.", speaker("Nadia Weck")).claims(report.TollPart, report.Asserts, 1).
			says(report.Witness, "I was at the door.", speaker("Nadia Weck"))
	}
	if d := cmp.Diff([]string{"Nadia Weck (witness) < a"}, behind(weighed(told()).Incidents[0])); d != "" {
		t.Errorf("origins (-want +got):\n%s", d)
	}
	s := told()
	s.event.Statements = s.event.Statements[:1]
	s.Reading.Claims = append(s.Reading.Claims, report.Claim{Event: "e2", Part: report.OccurrencePart, Polarity: report.Asserts, Statement: "s2"})
	if d := cmp.Diff([]string{"Nadia Weck (told) < a"}, behind(weighed(s).Incidents[0])); d != "" {
		t.Errorf("origins (-want +got):\n%s", d)
	}
}
