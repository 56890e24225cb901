package read_test

import (
	"slices"
	"strings"
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// Who claims which part of the one event that a report tells of. Each row is one scenario.
func TestWhoClaimsWhichPart(t *testing.T) {
	tests := []struct {
		name, text string
		claims     []string // part, polarity and who, of the main event; "report" for its own voice
		comments   []string
	}{
		{
			name:   "a body says that it happened and how many died",
			text:   "An air strike killed nine people in Idlib on Monday, the Tamarisk Monitor said.",
			claims: []string{"occurrence asserts Tamarisk Monitor", "toll asserts Tamarisk Monitor"},
		},
		{
			name:   "a report in its own voice",
			text:   "An air strike killed nine people in Idlib on Monday.",
			claims: []string{"occurrence asserts report", "toll asserts report"},
		},
		{
			name: "who condemns it makes a comment",
			text: "An air strike killed nine people in Idlib on Monday, the Tamarisk Monitor said. " +
				"The foreign minister of Norway, Kari Vik, condemned the attack.",
			claims: []string{"occurrence asserts Tamarisk Monitor", "toll asserts Tamarisk Monitor"},
		},
		{
			name: "who judges it makes a comment",
			text: "An air strike killed nine people in Idlib on Monday, the Tamarisk Monitor said. " +
				"“The attack is a shameful crime,” said Kari Vik, the foreign minister of Norway.",
			claims:   []string{"occurrence asserts Tamarisk Monitor", "toll asserts Tamarisk Monitor"},
			comments: []string{"Kari Vik"},
		},
		{
			name: "who was there tells of it, whatever the words",
			text: "An air strike killed nine people in Idlib on Monday, the Tamarisk Monitor said. " +
				"“I saw the roof come down on them,” said Samir Haddo, a baker.",
			claims: []string{
				"occurrence asserts Samir Haddo", "occurrence asserts Tamarisk Monitor", "toll asserts Tamarisk Monitor",
			},
		},
		{
			name: "who tells what was left tells of it without naming it",
			text: "An air strike killed nine people in Idlib on Monday, the Tamarisk Monitor said. " +
				"“First a whistle, then smoke and bodies in the yard,” said Samir Haddo, a baker.",
			claims: []string{
				"occurrence asserts Samir Haddo", "occurrence asserts Tamarisk Monitor", "toll asserts Tamarisk Monitor",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reading := read.Read(report.Report{ID: "r", Text: tt.text, Published: "2016-12-13"})
			main := reading.MainEvent()
			if main == nil {
				t.Fatal("no event was read")
			}
			who := map[string]string{"": "report"}
			for _, st := range reading.Statements {
				who[st.ID] = st.Origin().Name
			}
			var claims, comments []string
			for _, c := range reading.Claims {
				if c.Event != main.ID {
					continue
				}
				if c.Part == report.CommentPart {
					comments = append(comments, who[c.Statement])
				} else {
					claims = append(claims, strings.Join([]string{string(c.Part), string(c.Polarity), who[c.Statement]}, " "))
				}
				if !c.Words.Valid(tt.text) {
					t.Errorf("claim %s has no words", c.ID)
				}
			}
			slices.Sort(claims)
			claims = slices.Compact(claims)
			if !slices.Equal(claims, tt.claims) {
				t.Errorf("claims %q, want %q", claims, tt.claims)
			}
			for _, c := range tt.comments {
				if !slices.Contains(comments, c) {
					t.Errorf("comments %q, want %q among them", comments, c)
				}
			}
		})
	}
}
