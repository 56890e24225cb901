package read_test

import (
	"slices"
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// Who takes which position, where the sentence alone does not say it in so many words. Each row is one scenario.
func TestWhoTakesWhichPosition(t *testing.T) {
	const news = "An air strike killed nine people in Idlib on Monday, the Tamarisk Monitor said. "
	tests := []struct {
		name, text string
		want       []string // "who: stance"
	}{
		{"words in commas between subject and verb",
			news + "Harbour Relief Council spokesman Ivo Lenz, in a recording sent to the station, denied that civilians had been harmed.",
			[]string{"Harbour Relief Council: denied"}},
		{"letters in brackets and an apposition before the verb",
			news + "The Northern Relief Front (NRF), at war with the army since April, denied killing civilians.",
			[]string{"Northern Relief Front: denied"}},
		{"all of several are no source called all",
			news + "The Harbour Relief Council and Brena have all denied it.",
			[]string{"Harbour Relief Council and Brena: denied"}},
		{"nothing was fired", news + "The police said that no live round was fired.", []string{"police: denied"}},
		{"we had nothing to do with it", news + "We have nothing to do with the strike on Idlib.", []string{"The Harbour Post: denied"}},
		{"nowhere near", news + "Brena says that its aircraft flew nowhere near.", []string{"Brena: denied"}},
		{"nobody was killed denies nothing", news + "No one was killed, the police said.", nil},
		{"the fuller name that a verb of denial has for its subject",
			news + "The spokesperson of the Harbour Health Bureau, Ivo Lenz, said that nine had died. He described as baseless a figure of thirty.",
			[]string{"Harbour Health Bureau: denied"}},
		{"a well-known body by the short name that the report uses",
			news + "OCHA has not been able to verify these reports.",
			[]string{"OCHA: unverified"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, s := range read.Read(report.Report{ID: "r", Text: tt.text, Publisher: "The Harbour Post", Published: "2016-12-13"}).Stances {
				got = append(got, s.Who+": "+s.Stance)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
