package weigh_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// grade is a grade in words.
type grade struct{ Value, Reason string }

func said(g report.Grade) grade { return grade{g.Value, g.Reason.String()} }

func TestGrades(t *testing.T) {
	lantern, nurse := speaker("Lantern Group"), speaker("Nadia Weck")
	for _, c := range []struct {
		name    string
		stories []*story
		want    grade
	}{
		{"one origin behind many reports", []*story{
			killing("a", "The Millstone").credits("Harbour Wire"), killing("b", "Radio Quay").credits("Harbour Wire"), killing("c", "Tidewater").credits("Harbour Wire"),
		}, grade{Value: "weak", Reason: "weak: all three reports rest on one named origin, Harbour Wire; that origin does not claim to have seen it."}},
		{"one trail that nobody signs, which two could not verify and one would not speak of", []*story{
			killing("a", "The Millstone").says(report.UnknownHand, "It had received word.", speaker("UN"), nobody("reports")).
				takes("The Millstone", report.Unverified, "The Millstone could not verify the killings.").
				takes("UN", report.Unverified, "The UN could not verify these reports.").
				takes("Syrian government", report.NoComment, "The government did not comment on the killings."),
		}, grade{Value: "weak", Reason: "weak: the only report rests on one origin that nobody names, unnamed reports via United Nations. The Millstone and UN could not verify it. Syrian government did not comment."}},
		{"several trails that nobody signs", []*story{
			killing("a", "The Millstone").says(report.UnknownHand, "Activists say so.", nobody("activists")),
			killing("b", "Radio Quay").says(report.UnknownHand, "Residents say so.", nobody("residents")),
		}, grade{Value: "weak", Reason: "weak: both reports rest on nobody who is named: activists via The Millstone and residents via Radio Quay, counted as one origin because they may be the same people."}},
		{"two named origins, neither of whom saw it", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern),
			killing("b", "Radio Quay").says(report.Told, "The mayor spoke.", speaker("Ada Orlin")),
		}, grade{Value: "weak", Reason: "weak: both reports rest on two named origins, Ada Orlin and Lantern Group; none of them claims to have seen it."}},
		{"two named origins, one of whom saw it", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern),
			killing("b", "Radio Quay").says(report.Witness, "I saw it.", nurse),
			killing("c", "Tidewater").says(report.UnknownHand, "Activists say so.", nobody("activists")),
		}, grade{Value: "fair", Reason: "fair: all three reports rest on two named origins, Nadia Weck and Lantern Group, and on words of nobody named (activists via Tidewater); one of them claims to have seen it."}},
		{"a denial by the accused is told, and settles nothing", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).accuses("government forces"),
			killing("b", "Radio Quay").says(report.Witness, "I saw it.", nurse).takes("Army Command", report.Denied, "The army denied the killings."),
		}, grade{Value: "fair", Reason: "fair: both reports rest on two named origins, Nadia Weck and Lantern Group; one of them claims to have seen it. Army Command denied it."}},
		{"acknowledged by the accused", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).accuses("Syrian government forces").
				takes("the Syrian government", report.Acknowledged, "The government acknowledged the killings."),
		}, grade{Value: "confirmed", Reason: "confirmed: the Syrian government, accused of it, acknowledged it; the only report rests on one named origin, Lantern Group; that origin does not claim to have seen it."}},
		{"confirmed by somebody who is not accused is no confirmation", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).accuses("rebel fighters").
				takes("the Syrian government", report.Confirmed, "The government confirmed the killings."),
		}, grade{Value: "weak", Reason: "weak: the only report rests on one named origin, Lantern Group; that origin does not claim to have seen it."}},
		{"both sides accused", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).accuses("pro-government forces"),
			killing("b", "Radio Quay").says(report.Told, "The mayor spoke.", speaker("Ada Orlin")).accuses("rebel shelling"),
		}, grade{Value: "contested", Reason: "contested: some accuse pro-government forces, others rebel shelling; both reports rest on two named origins, Ada Orlin and Lantern Group; none of them claims to have seen it."}},
		{"two names of one side are no contest", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).accuses("pro-government forces", "the regime"),
		}, grade{Value: "weak", Reason: "weak: the only report rests on one named origin, Lantern Group; that origin does not claim to have seen it."}},
		{"the parties blame each other", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).takes("both sides", report.BlameEach, "Both sides blamed each other for the killings."),
		}, grade{Value: "contested", Reason: "contested: the parties are said to blame each other; the only report rests on one named origin, Lantern Group; that origin does not claim to have seen it."}},
		{"taken back by its only origin", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern),
			killing("b", "Radio Quay").says(report.Told, "The group spoke again.", lantern).takes("the Lantern Group", report.Retracted, "It withdrew its report of the killings."),
		}, grade{Value: "discounted", Reason: "discounted: Lantern Group took it back, and no other origin is left."}},
		{"taken back by one origin of two", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).takes("Lantern Group", report.Retracted, "It withdrew its report of the killings."),
			killing("b", "Radio Quay").says(report.Witness, "I saw it.", nurse),
		}, grade{Value: "weak", Reason: "weak: both reports rest on one named origin, Nadia Weck; that origin claims to have seen it. Lantern Group took it back."}},
		{"an outlet corrects its report", []*story{
			killing("a", "The Millstone").says(report.Told, "The group counted.", lantern).takes("The Millstone", report.Corrected, "An earlier version gave a wrong number of those killed."),
		}, grade{Value: "weak", Reason: "weak: the only report rests on one named origin, Lantern Group; that origin does not claim to have seen it. The Millstone corrected earlier words."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, order := range [][]*story{c.stories, backwards(c.stories)} {
				w := weighed(order...)
				if len(w.Incidents) != 1 {
					t.Fatalf("%d incidents, want 1", len(w.Incidents))
				}
				if diff := cmp.Diff(c.want, said(w.Incidents[0].Grade)); diff != "" {
					t.Errorf("grade (-want +got):\n%s", diff)
				}
			}
		})
	}
}

func TestStancesGoToTheIncidentTheyAreAbout(t *testing.T) {
	const friday = "2016-12-16"
	s := tells("a", "The Millstone", friday).of(report.Evacuation, aleppo, friday).
		of(report.Explosion, damascus, friday).counts("killed", 2, 2, "").of(report.Execution, aleppo, "2016-12-15").counts("killed", 8, 8, "")
	far := ""
	for range 60 {
		far += "Nothing else was heard. "
	}
	s.takes("The Millstone", report.Unverified, "It could not verify the execution reports.")
	s.takes("police", report.NoComment, "Police did not speak about the blast.")
	s.takes("army", report.Denied, "The army denied that convoys were fired on.")
	s.write(far)
	s.takes("council", report.Denied, "The council denied all of it.")
	got := make(map[string][]string)
	for _, in := range weighed(s).Incidents {
		for _, st := range in.Stances {
			got[in.Kind] = append(got[in.Kind], st.Who)
			if st.Report != "a" {
				t.Errorf("stance of report %q, want a", st.Report)
			}
		}
	}
	want := map[string][]string{"execution": {"The Millstone"}, "explosion": {"police"}, "evacuation": {"army", "council"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("who takes a stance on what (-want +got):\n%s", diff)
	}
}

// A stance on several reports or strikes is on all that the report told of before it, and on nothing that it tells of
// later.
func TestAStanceOnSeveralGoesToAllToldBefore(t *testing.T) {
	s := tells("a", "The Millstone", "2016-12-16").of(report.Killing, aleppo, "2016-12-16").of(report.Explosion, damascus, "2016-12-16")
	s.takes("UN", report.Unverified, "The UN could not confirm individual incidents.").of(report.Siege, aleppo, "2016-12-16")
	for _, in := range weighed(s).Incidents {
		if want := map[string]int{report.Killing: 1, report.Explosion: 1}[in.Kind]; len(in.Stances) != want {
			t.Errorf("%d stances on the %s, want %d", len(in.Stances), in.Kind, want)
		}
	}
}

func TestAStanceIsTakenOnWhatWasSaidBefore(t *testing.T) {
	s := tells("a", "The Millstone", "2016-12-16").of(report.Killing, aleppo, "2016-12-16")
	s.write("People were told of it in the evening and wept in the street.")
	s.takes("UN", report.Unverified, "The UN could not verify the accounts.").of(report.Siege, aleppo, "2016-12-16")
	for _, in := range weighed(s).Incidents {
		if want := map[string]int{report.Killing: 1}[in.Kind]; len(in.Stances) != want {
			t.Errorf("%d stances on the %s, want %d", len(in.Stances), in.Kind, want)
		}
	}
}

func TestStanceOnTheTownThatItNames(t *testing.T) {
	s := tells("a", "The Millstone", "2016-12-16").of(report.Killing, aleppo, "2016-12-16").of(report.Explosion, damascus, "2016-12-16").
		takes("army", report.Denied, "The army denied that it had been in Aleppo.")
	for _, in := range weighed(s).Incidents {
		if want := map[string]int{report.Killing: 1}[in.Kind]; len(in.Stances) != want {
			t.Errorf("%d stances on the %s, want %d", len(in.Stances), in.Kind, want)
		}
	}
}

func TestStanceWithoutTextGoesToTheNearestEvent(t *testing.T) {
	s := tells("a", "The Millstone", "2016-12-16").of(report.Evacuation, aleppo, "2016-12-16")
	s.write("The rest of the report was about the weather, the price of flour and the state of the northern road, as it always is in winter.")
	s.of(report.Explosion, damascus, "2016-12-16").counts("killed", 2, 2, "").takes("police", report.NoComment, "Police did not speak.")
	s.Report = report.Report{}
	for _, in := range weighed(s).Incidents {
		if want := map[string]int{report.Explosion: 1}[in.Kind]; len(in.Stances) != want {
			t.Errorf("%d stances on the %s, want %d", len(in.Stances), in.Kind, want)
		}
	}
}

func TestStatesInOrderWithWhoSaysSo(t *testing.T) {
	a := tells("a", "The Millstone", "2016-12-16").of(report.Evacuation, aleppo, "2016-12-16").
		says(report.UnknownHand, "It was halted, the wire has it.", outlet("Harbour Wire"), nobody("reports")).turns("evacuation", "suspended", "2016-12-16")
	b := tells("b", "Radio Quay", "2016-12-15").of(report.Evacuation, aleppo, "2016-12-15").turns("ceasefire", "agreed", "2016-12-14").
		says(report.Told, "Buses left, the driver told it.", speaker("Milo Rast")).turns("evacuation", "begun", "2016-12-15").turns("evacuation", "in force", "")
	c := tells("c", "Tidewater", "2016-12-15").of(report.Killing, aleppo, "2016-12-15").turns("evacuation", "ended", "2016-12-15")
	for _, in := range weighed(a, b, c).Incidents {
		var got []string
		for _, s := range in.States {
			got = append(got, s.Situation+" "+s.State.State+" "+s.Day+" "+s.Report+" "+s.By)
		}
		want := map[string][]string{report.Evacuation: {
			"ceasefire agreed 2016-12-14 b Milo Rast",
			"evacuation begun 2016-12-15 b Milo Rast",
			"evacuation suspended 2016-12-16 a unnamed reports via Harbour Wire",
			"evacuation in force  b Milo Rast",
		}}[in.Kind]
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("states of the %s (-want +got):\n%s", in.Kind, diff)
		}
	}
}

func TestAnAnalystsGradeStandsBeforeTheRules(t *testing.T) {
	s := killing("a", "The Millstone").says(report.Told, "The group counted.", speaker("Lantern Group"))
	id := weighed(s).Incidents[0].ID
	w := weigh.Weigh(items(s), []report.Decision{
		decision("d2", 2, "grade", "fair", "two videos match", id),
		decision("d1", 1, "grade", "confirmed", "overruled later", id),
		decision("d3", 3, "grade", "certain", "not a grade", id),
	})
	want := grade{Value: "fair", Reason: "fair, graded by mira: two videos match. By rule it is weak: the only report rests on one named origin, Lantern Group; that origin does not claim to have seen it."}
	if diff := cmp.Diff(want, said(w.Incidents[0].Grade)); diff != "" {
		t.Errorf("grade (-want +got):\n%s", diff)
	}
	if g := w.Incidents[0].Grade; g.By != "mira" || g.Why != "two videos match" || g.ByRule == nil || g.ByRule.Value != "weak" {
		t.Errorf("the grade and the one by rule: %+v", g)
	}
}
