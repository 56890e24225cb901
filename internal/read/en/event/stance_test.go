package event

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

func TestStances(t *testing.T) {
	type stance struct{ Who, Stance, About, Span string }
	for _, c := range []struct {
		name, in string
		want     []stance
	}{
		{"an outlet could not verify", "The Harbour Post has not been able to verify the reports from the camp.",
			[]stance{{"Harbour Post", report.Unverified, "the reports", "The Harbour Post has not been able to verify the reports from the camp"}}},
		{"inside what somebody else says", "He stressed that the United Nations is not able to independently verify these accounts.",
			[]stance{{"United Nations", report.Unverified, "these accounts", "the United Nations is not able to independently verify these accounts"}}},
		{"nobody says who: it is the publisher", "The footage could not be independently verified.",
			[]stance{{"The Daily Tide", report.Unverified, "The footage", "The footage could not be independently verified"}}},
		{"no means to verify", "The United Nations had no means of its own to verify the accounts.",
			[]stance{{"United Nations", report.Unverified, "the accounts", "The United Nations had no means of its own to verify the accounts"}}},
		{"two subjects after a clause", "A convoy was hit, and the army and the rebels blamed each other.",
			[]stance{{"army and the rebels", report.BlameEach, "", "the army and the rebels blamed each other"}}},
		{"the passive with an agent", "The figures could not be confirmed by the Red Crescent.",
			[]stance{{"Red Crescent", report.Unverified, "The figures", "The figures could not be confirmed by the Red Crescent"}}},
		{"a pronoun whose noun stands before", "The mission said it could not immediately confirm the strike.",
			[]stance{{"mission", report.Unverified, "the strike", "it could not immediately confirm the strike"}}},
		{"unable", "Monitors were unable to verify the claim.",
			[]stance{{"Monitors", report.Unverified, "the claim", "Monitors were unable to verify the claim"}}},
		{"did not comment", "The interior ministry did not comment on the deaths in its bulletin.",
			[]stance{{"interior ministry", report.NoComment, "the deaths", "The interior ministry did not comment on the deaths in its bulletin"}}},
		{"declined to comment", "A spokesman for the army declined to comment.",
			[]stance{{"spokesman for the army", report.NoComment, "", "A spokesman for the army declined to comment"}}},
		{"did not reply", "The governor’s office did not immediately respond to a request for comment.",
			[]stance{{"governor’s office", report.NoComment, "", "The governor’s office did not immediately respond to a request for comment"}}},
		{"denied", "The government denied that its aircraft had flown that night.",
			[]stance{{"government", report.Denied, "that its aircraft had flown that night", "The government denied that its aircraft had flown that night"}}},
		{"a text that has lost its marks", "Residents blamed it an accusation the group has denied.",
			[]stance{{"group", report.Denied, "", "the group has denied"}}},
		{"what a page prints before the text", "Views 729 Harbour Council denied the claim.",
			[]stance{{"Harbour Council", report.Denied, "the claim", "Harbour Council denied the claim"}}},
		{"a subject with a participle and its object", "A doctor receiving the wounded denied the claim.",
			[]stance{{"doctor receiving the wounded", report.Denied, "the claim", "A doctor receiving the wounded denied the claim"}}},
		{"rejected accusations", "The rebels rejected the accusations as propaganda.",
			[]stance{{"rebels", report.Denied, "the accusations", "The rebels rejected the accusations"}}},
		{"what is denied to somebody is no stance", "The patients were denied entry. The guards denied them water.", nil},
		{"rejecting a plan is no stance", "The rebels rejected the plan.", nil},
		{"both sides", "Both sides blame each other for the breach.",
			[]stance{{"Both sides", report.BlameEach, "", "Both sides blame each other for the breach"}}},
		{"retracted", "The agency later retracted its report of a second blast.",
			[]stance{{"agency", report.Retracted, "its report of a second blast", "The agency later retracted its report of a second blast"}}},
		{"retracted, in the passive", "The story was later retracted.",
			[]stance{{"The Daily Tide", report.Retracted, "The story", "The story was later retracted"}}},
		{"withdrawn troops are no words", "The troops were withdrawn.", nil},
		{"corrected, in its own voice", "This version corrects an earlier report of the toll.",
			[]stance{{"The Daily Tide", report.Corrected, "an earlier report of the toll", "This version corrects an earlier report of the toll"}}},
		{"admitted", "The coalition acknowledged the strike.",
			[]stance{{"coalition", report.Acknowledged, "the strike", "The coalition acknowledged the strike"}}},
		{"was admitted somewhere", "The boy was admitted to hospital.", nil},
		{"confirmed something", "The ministry confirmed the deaths.",
			[]stance{{"ministry", report.Confirmed, "the deaths", "The ministry confirmed the deaths"}}},
		{"confirmed that is only a way of saying", "The ministry confirmed that two had died.", nil},
		{"a time after the subject", "The Eastern Front on Monday claimed responsibility for the blast.",
			[]stance{{"Eastern Front", report.Acknowledged, "", "The Eastern Front on Monday claimed responsibility for the blast"}}},
		{"no one claimed it", "No group has claimed responsibility for the blast.", nil},
		{"impossible for anybody", "It was impossible to verify the accounts.",
			[]stance{{"The Daily Tide", report.Unverified, "the accounts", "It was impossible to verify the accounts"}}},
		{"still to come, or wanted", "The army will deny the report. He wanted to deny the report.", nil},
		{"comment as a noun", "His comment drew anger.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []stance
			for _, s := range Stances(input("", c.in)) {
				g := stance{Who: s.Who, Stance: s.Stance, Span: s.In(c.in)}
				if s.About != nil {
					g.About = s.About.In(c.in)
				}
				if s.SourceID != report.SourceID(s.Who) {
					t.Errorf("source ID %q of %q", s.SourceID, s.Who)
				}
				got = append(got, g)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}
