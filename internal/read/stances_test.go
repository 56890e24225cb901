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
		{"no truth in it", news + "There was no truth in the story, the Brena army said.", []string{"Brena army: denied"}},
		{"not true", news + "“That is not true,” Ivo Lenz said.", []string{"Ivo Lenz: denied"}},
		{"whose denial it is", news + "The Brena army's denial came an hour later.", []string{"Brena army: denied"}},
		{"no soldiers near", news + "The Brena army said no soldiers had been near the place.", []string{"Brena army: denied"}},
		{"aircraft not in the air", news + "The Brena army insists that its aircraft were not in the air.", []string{"Brena army: denied"}},
		{"no troops there", news + "The Brena army said it had no troops in the area.", []string{"Brena army: denied"}},
		{"no officer fired", news + "“No officer fired a single round,” the police said.", []string{"police: denied"}},
		{"a village without soldiers", news + "Residents said there were no soldiers left to bury them.", nil},
		{"we do not shell", news + "“We don't shell the displaced,” said Ivo Lenz, a spokesman for the Lantern Front.", []string{"Lantern Front: denied"}},
		{"no connection", news + "We have no connection to the fire in the depot.", []string{"The Harbour Post: denied"}},
		{"it is rejected", news + "It is rejected that the police used live rounds.", []string{"The Harbour Post: denied"}},
		{"calls that nobody took", news + "The garrison did not take the station's calls. The garrison didn't take calls.", []string{"garrison: no comment"}},
		{"asked, and no answer had", news + "We have asked the police for an explanation and have had none.", []string{"police: no comment"}},
		{"deaths confirmed", news + "The health ministry confirmed nine deaths.", []string{"health ministry: confirmed"}},
		{"who vouches for nothing", news + "The Post cannot vouch for either version.", []string{"The Post: unverified"}},
		{"residents who were not in the house deny nothing", news + "Residents said the family had not been in the house.", nil},
		{"it was not possible", news + "It was not possible to verify the video.", []string{"The Harbour Post: unverified"}},
		{"nobody was killed denies nothing", news + "No one was killed, the police said.", nil},
		{"the fuller name that a verb of denial has for its subject",
			news + "The spokesperson of the Harbour Health Bureau, Ivo Lenz, said that nine had died. He described as baseless a figure of thirty.",
			[]string{"Harbour Health Bureau: denied"}},
		{"a well-known body by the short name that the report uses",
			news + "OCHA has not been able to verify these reports.",
			[]string{"OCHA: unverified"}},
		{"no word from somebody", news + "There was no word from the Brena army.", []string{"Brena army: no comment"}},
		{"nothing was heard", news + "Nothing was heard from the Brena army.", []string{"Brena army: no comment"}},
		{"silent, after an adverb", news + "The Brena army has so far been silent about the strike.", []string{"Brena army: no comment"}},
		{"no statement issued", news + "The Brena army had not issued a statement by Tuesday night.", []string{"Brena army: no comment"}},
		{"an email that was not returned", news + "An email to the Brena ministry was not returned.", []string{"Brena ministry: no comment"}},
		{"asked, without an answer", news + "We asked the Brena army about the strike and have had no answer.", []string{"Brena army: no comment"}},
		{"no strikes carried out", news + "The Brena army said it had carried out no strikes in the area.", []string{"Brena army: denied"}},
		{"none of its planes", news + "The Brena army said none of its planes had been in the area.", []string{"Brena army: denied"}},
		{"there was no such thing", news + "Police said there had been no shooting.", []string{"police: denied"}},
		{"it did not take place, behind the words", news + "There had been no escape, the prison governor said.", []string{"prison governor: denied"}},
		{"contested", news + "The Brena government contested the figure.", []string{"Brena government: denied"}},
		{"denied by somebody", news + "The allegation was denied by the Brena army.", []string{"Brena army: denied"}},
		{"a denial issued", news + "The Brena army issued a denial.", []string{"Brena army: denied"}},
		{"still verifying", news + "The Halden mission said it was still verifying the reports.", []string{"Halden mission: unverified"}},
		{"no information of its own", news + "The Halden mission had no independent information on the number of dead.", []string{"Halden mission: unverified"}},
		{"remains unconfirmed", news + "The reports remain unconfirmed.", []string{"The Harbour Post: unverified"}},
		{"confirmed in a clause", news + "The Brena army confirmed that its aircraft had hit the building.", []string{"Brena army: confirmed"}},
		{"confirmed by somebody", news + "The attack was confirmed by the Brena hospital.", []string{"Brena hospital: confirmed"}},
		{"his own side did it", news + "The Brena army said it had struck the building.", []string{"Brena army: confirmed"}},
		{"a figure revised", news + "The Brena hospital revised its figure from nine to six.", []string{"Brena hospital: corrected"}},
		{"a post deleted", news + "Radio Brena deleted the post and apologised.", []string{"Radio Brena: retracted"}},
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
