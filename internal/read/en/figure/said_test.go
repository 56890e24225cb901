package figure

import (
	"fmt"
	"testing"
)

// What befell people is said in many ways, in the predicate as in the noun.
func TestWhatIsSaidOfPeople(t *testing.T) {
	for measure, sentences := range map[string][]string{
		"killed": {
			"Nine people were hacked to death.", "Nine people burned to death.", "Nine people were burnt alive in the house.", "Nine people passed away.",
			"Nine people lost their life in the blast.", "Nine people met their deaths.", "Nine soldiers paid with their lives.", "Nine did not survive.",
			"Nine people did not survive the night.", "Nine lives were lost in the collapse.", "The army lost nine soldiers.", "We lost nine of our men.",
			"Nine militants were put out of action.", "Nine people were laid to rest on Monday.",
		},
		"injured": {
			"Nine people are in hospital.", "Nine people are being treated in hospital.", "Nine others are in critical condition.",
			"Nine are fighting for their lives.", "Nine people received wounds.",
		},
		"displaced": {
			"Nine people have arrived from the town since Monday.", "The fighting drove nine people from their homes.",
			"Nine people have taken shelter in the mosque.", "Nine residents abandoned their homes.", "Nine people crossed into the next province.",
		},
		"missing":  {"Nine people have not been found.", "Nine miners have not been heard from."},
		"detained": {"Nine men were led away.", "Nine people are being held."},
		"abducted": {"Nine girls were carried off."},
	} {
		for _, s := range sentences {
			figures := read(s)
			if len(figures) != 1 || figures[0].Measure != measure || figures[0].Low != 9 {
				t.Errorf("%s: want nine %s, got %s", s, measure, fmt.Sprint(show(s, figures)))
			}
		}
	}
}

func TestWhoFellAndWhoDiedLater(t *testing.T) {
	run(t, []scenario{
		{"who fights falls", "The soldiers met armed men, and nine of these fell.", []string{"nine: killed 9–9 exact, fighters"}},
		{"soldiers have fallen", "Twelve soldiers have fallen in the battle.", []string{"Twelve soldiers: killed 12–12 exact, soldiers"}},
		{"people fall down", "Nine people fell from a bridge.", nil},
		{"a town falls", "The town has fallen to nine brigades.", nil},
		{"two more of the wounded", "Nine people were killed. Two more of the wounded died on Sunday.",
			[]string{"Nine people: killed 9–9 exact", "Two more of the wounded: killed 2–2 exact, part of f1"}},
		{"who lies in hospital and dies", "Three patients in intensive care died.", []string{"Three patients: killed 3–3 exact"}},
	})
}
