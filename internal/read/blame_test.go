package read_test

import (
	"slices"
	"strings"
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// Who is accused, and by whom, in the shapes that an accusation takes.
func TestWhoIsAccused(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // "accused by accuser", the report for its own voice
	}{
		{"the subject of the deed", "Rebel fighters shelled the market of Idlib on Monday, killing nine people.", []string{"Rebel fighters by report"}},
		{"whom it was done by", "Nine people were killed in Idlib on Monday by army snipers.", []string{"army snipers by report"}},
		{"whose strike it was", "An Israeli air strike killed nine people in Damascus on Monday, the Tamarisk Monitor said.", []string{"Israel by Tamarisk Monitor"}},
		{"whose weapon it was", "Two helicopters of the Northern Army bombed the market of Idlib on Monday, killing nine people.", []string{"Northern Army by report"}},
		{"a weapon nobody owns accuses nobody", "Two helicopters bombed the market of Idlib on Monday, killing nine people.", nil},
		{"a verb of blame", "Nine people were killed in Idlib on Monday. The Tamarisk Monitor blamed the Northern Army.", []string{"Northern Army by Tamarisk Monitor"}},
		{"who claims responsibility", "A bomb killed nine people in Idlib on Monday. The Lantern Front claimed responsibility.", []string{"Lantern Front by Lantern Front"}},
		{"the accuser is who speaks the word of blame", "Nine people were killed in Idlib on Monday, the Tamarisk Monitor said. The Brena foreign ministry accused the Northern Army of shelling the market.",
			[]string{"Northern Army by Brena foreign ministry"}},
		{"blame far from the deed", "Nine people were killed in Idlib on Monday, the Tamarisk Monitor said. The streets were empty afterwards. “They came at dawn,” Ruth Ottway said. The mayor placed the blame on the Lantern Gang.",
			[]string{"Lantern Gang by mayor"}},
		{"a text that begins with where", "From the hills the gunmen came.", nil},
		{"accused of something else", "Nine people were killed in Idlib on Monday, the Tamarisk Monitor said. The army accused the Lantern Front of preparing to film scenes.", nil},
		{"a day and a town did nothing", "The toll from Tuesday's missile strike on a depot in Kramatorsk rose to nine, prosecutors said.", nil},
		{"who is held responsible", "Nine people were killed in Idlib on Monday in a bombing for which the Lantern Front is being held responsible.", []string{"Lantern Front by report"}},
		{"who claims credit", "A bomb killed nine people in Idlib on Monday. Guerrillas of the Lantern Front have claimed credit for it.",
			[]string{"Guerrillas of the Lantern Front by guerrillas of the Lantern Front"}},
		{"at whose hands", "Nine people died at the hands of the Lantern Front in Idlib on Monday.", []string{"Lantern Front by report"}},
		{"to whom it is attributed", "Police attribute Monday's murder of nine people in Idlib to the Lantern Front.", []string{"Lantern Front by police"}},
		{"a bare noun means the one group that is named", "Lantern Front guerrillas shelled the market of Idlib on Monday. Two hours later the guerrillas shot nine people in Binnish.",
			[]string{"Lantern Front by report", "Lantern Front guerrillas by report"}},
		{"a bare noun means the group named last", "Lantern Front guerrillas shelled the market of Idlib on Monday, and Heron Brigade rebels burned the depot. The rebels killed nine people.",
			[]string{"Heron Brigade by report", "Heron Brigade rebels by report", "Lantern Front guerrillas by report"}},
		{"a bare noun where no group is named", "Guerrillas shot nine people in Idlib on Monday.", []string{"Guerrillas by report"}},
		{"soldiers are of no such group", "Lantern Front guerrillas left Idlib. Soldiers shot nine people there on Monday.", []string{"Soldiers by report"}},
		{"a group without a name", "Nine people were killed in Idlib on Monday by an extreme rightist group.", []string{"extreme rightist group by report"}},
		{"members of a party", "Nine people were killed in Idlib on Monday by members of the Lantern party.", []string{"members of the Lantern party by report"}},
		{"blamed on somebody", "A bomb killed nine people in Idlib on Monday. The mayor blamed the attack on the Lantern Front.", []string{"Lantern Front by mayor"}},
		{"held responsible by somebody", "Nine people were killed in Idlib on Monday. The mayor held the rebels responsible for the attack.", []string{"rebels by mayor"}},
		{"the finger", "Nine people were killed in Idlib on Monday. The mayor pointed the finger at the rebels.", []string{"rebels by mayor"}},
		{"the work of", "An attack killed nine people in Idlib on Monday. The mayor said the attack was the work of rebels.", []string{"rebels by mayor"}},
		{"it was they", "Nine people were killed in Idlib on Monday. “It was the rebels,” the mayor said.", []string{"rebels by mayor"}},
		{"where the shells came from", "Nine people were killed in Idlib on Monday. The shells came from rebel positions, the mayor said.", []string{"rebel by mayor"}},
		{"with whom responsibility lies", "Nine people were killed in Idlib on Monday. Responsibility lies with the army, the mayor said.", []string{"army by mayor"}},
		{"whose forces", "Nine people were killed in Idlib on Monday. The mayor says Brena's forces shelled the market.", []string{"Brena's forces by mayor"}},
		{"blamed with nothing before the party", "Nine people were killed in Idlib on Monday. The mayor said the army was to blame.", []string{"army by mayor"}},
		{"responsibility that somebody bears", "Nine people were killed in Idlib on Monday. The mayor said that the Lantern Front bore responsibility for the deaths.",
			[]string{"Lantern Front by mayor"}},
		{"named as the culprit", "Nine people were killed in Idlib on Monday. The mayor named the Lantern Front as the culprit.", []string{"Lantern Front by mayor"}},
		{"described as the work of", "Nine people were killed in Idlib on Monday. The mayor described it as the work of the rebels.", []string{"rebels by mayor"}},
		{"charged with a deed", "Nine people were killed in Idlib on Monday. The mayor charged the army with firing on civilians.", []string{"army by mayor"}},
		{"did this", "Nine people were killed in Idlib on Monday. “The army did this,” the mayor said.", []string{"army by mayor"}},
		{"came from the positions of", "Nine people were killed in shelling of Idlib on Monday. The mayor says that it came from the positions of the army.",
			[]string{"army by mayor"}},
		{"a deed told after the event", "Nine people were killed in shelling of Idlib on Monday. The shells were fired by the army, the mayor said.",
			[]string{"army by mayor"}},
		{"a pronoun for the party", "The Lantern Front entered Idlib on Monday. They shot nine people in front of their houses, the mayor said.",
			[]string{"Lantern Front by mayor"}},
		{"by, far from its verb", "Nine people were killed on Monday at the crossroads of Idlib by people of a self-defence brigade.",
			[]string{"people of a self-defence brigade by report"}},
		{"people who bear no arms and did it", "Nine herders were shot by farmers near Idlib on Monday.", []string{"farmers by report"}},
		{"people who bear no arms and suffered it", "Nine farmers were shot near Idlib on Monday.", nil},
		{"an attack of", "Nine people were killed in Idlib on Monday in an attack of the rebels.", []string{"rebels by report"}},
		{"a murder of", "Nine people were killed in Idlib on Monday in the murder of soldiers.", nil},
		{"a crowd charged by horses", "Nine people were killed in Idlib on Monday. Police charged the crowd with horses.", nil},
		{"it was a lie accuses nobody", "Nine people were killed in Idlib on Monday. “It was a lie,” the mayor said.", nil},
		{"a terrorist attack names nobody", "Nine people were killed in a terrorist attack in Idlib on Monday.", nil},
		{"who only came", "Nine people were killed in Idlib on Monday. Police entered the market and set up a tent.", nil},
		{"two subjects of one verb of saying", "Bandits on motorcycles killed nine farmers near Idlib on Monday, the mayor said.", []string{"Bandits by mayor"}},
		{"whose weapon came down", "Nine people were killed in Idlib on Monday. An army rocket had come down at the bus stop, the mayor said.",
			[]string{"army by mayor"}},
		{"a convoy that came is no weapon of anybody", "Nine people were killed in Idlib on Monday. Doctors of the hospital came to the market.", nil},
		{"a strike delivered", "The Northern Army delivered a strike on the market of Idlib on Monday, killing nine people.", []string{"Northern Army by report"}},
		{"aid delivered", "Nine people were killed in a blast in Idlib on Monday. The army delivered bread to the market.", nil},
		{"by, far from its noun", "The mayor spoke on Monday of the bombing of a school in the old town of Idlib by the Northern Army, which killed nine people.",
			[]string{"Northern Army by report"}},
		{"of whose bombs somebody speaks", "Nine people were killed in shelling of Idlib on Monday. The mayor spoke of “bombs of the Lantern Front rebels”.",
			[]string{"Lantern Front rebels by mayor"}},
		{"from whose side it came", "Nine people were shot in Idlib on Monday. Fishermen said the bullets came from the Turkish side.", []string{"Turkey by fishermen"}},
		{"to whom a deed is linked", "The prosecutor links Monday's shooting of nine people in Idlib to the Lantern Cartel.", []string{"Lantern Cartel by prosecutor"}},
		{"who is linked to somebody did nothing", "Nine people were shot in Idlib on Monday. The mayor links the victims to the Lantern Cartel.", nil},
		{"whose fighters", "The Lantern Front said its fighters shelled Idlib on Monday, killing nine people.", []string{"Lantern Front by Lantern Front"}},
		{"what breaks a truce and what only breaks", "Nine people were killed in Idlib on Monday. The truce broke. It broke when a sniper of the army shot a driver.",
			[]string{"sniper of the army by report"}},
		{"whoever says it did not do it", "Police authorities reported that on Monday heavily armed rebels overpowered the guards of Idlib and burned nine people.",
			[]string{"rebels by police authorities"}},
		{"a plan accuses nobody", "Nine people were killed in Idlib on Monday. The army will shell the town, a resident feared.", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reading := read.Read(report.Report{ID: "r", Text: tt.text, Published: "2016-12-13"})
			who := map[string]string{}
			for _, st := range reading.Statements {
				who[st.ID] = st.Origin().Name
			}
			var got []string
			for _, e := range reading.Events {
				for _, a := range e.AccusedBy {
					if a.OwnVoice {
						got = append(got, a.Who+" by report")
					}
					for _, id := range a.Statements {
						got = append(got, a.Who+" by "+who[id])
					}
				}
			}
			slices.Sort(got)
			got = slices.Compact(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %s, want %s", strings.Join(got, "; "), strings.Join(tt.want, "; "))
			}
		})
	}
}
