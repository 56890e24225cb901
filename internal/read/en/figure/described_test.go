package figure

import "testing"

func TestWhoTheDeadAre(t *testing.T) {
	run(t, []scenario{
		{"in the next sentence", "Fourteen people were killed in the raid. Two were children.",
			[]string{"Fourteen people: killed 14–14 exact", "Two: killed 2–2 exact, children, part of f1"}},
		{"among them, behind", "Fourteen people were killed in the raid, with six children among them.",
			[]string{"Fourteen people: killed 14–14 exact", "six children: killed 6–6 exact, children, part of f1"}},
		{"behind a semicolon", "Police said 31 people had been killed, most of them women; 9 were children.",
			[]string{"31 people: killed 31–31 exact", "9: killed 9–9 exact, children, part of f1"}},
		{"of the dead", "Of the dead, four were women.", []string{"four: killed 4–4 exact, women, part"}},
		{"of a number of dead", "Four of the 12 dead were children.", []string{"Four: killed 4–4 exact, children, part", "12: killed 12–12 exact"}},
		{"of which", "11 killed and 46 wounded, of which 14 are children.",
			[]string{"11: killed 11–11 exact", "46: injured 46–46 exact", "14: injured 14–14 exact, children, part of f2"}},
		{"among them those of", "Eleven bodies were found, among them those of four children.",
			[]string{"Eleven bodies: killed 11–11 exact", "four children: killed 4–4 exact, children, part of f1"}},
		{"the dead are, with their number", "Fourteen people were killed. The dead are nine villagers and a teacher.",
			[]string{"Fourteen people: killed 14–14 exact", "nine villagers: killed 9–9 exact, part of f1", "a teacher: killed 1–1 exact, teachers, part of f1"}},
		{"the dead are, without it", "The dead were seven men, three women and two children.",
			[]string{"seven men, three women and two children: killed 12–12 exact, sum of f1 and f2 and f3", "seven men: killed 7–7 exact, men", "three women: killed 3–3 exact, women", "two children: killed 2–2 exact, children"}},
		{"a breakdown before others who were hurt", "Thirty-one dead, including 9 children and 4 women, and 74 hurt.",
			[]string{"Thirty-one: killed 31–31 exact", "9 children: killed 9–9 exact, children, part of f1", "4 women: killed 4–4 exact, women, part of f1", "74: injured 74–74 exact"}},
		{"the hurt who died", "The hospital took in 40 wounded, 11 of whom died.", []string{"40: injured 40–40 exact", "11 of whom: killed 11–11 exact"}},
		{"nobody was counted before", "The two were children.", nil},
		{"more than were counted", "Two people were killed. Nine were children.", []string{"Two people: killed 2–2 exact"}},
	})
}

func TestWordsForWhatBefellPeople(t *testing.T) {
	run(t, []scenario{
		{"buried by us", "We buried nine people on Tuesday.", []string{"nine people: killed 9–9 exact"}},
		{"buried by rubble", "Nine people were buried when the house fell.", nil},
		{"taken away", "41 protesters were taken into custody.", []string{"41 protesters: detained 41–41 exact"}},
		{"seized", "Gunmen seized 27 pupils.", []string{"27 pupils: abducted 27–27 exact, students"}},
		{"seized things", "Police seized 27 kilos.", nil},
		{"claimed victims", "The fire claimed 11 victims.", []string{"11 victims: killed 11–11 exact"}},
		{"casualties and then each of them", "Casualties: 11 killed, 46 wounded.", []string{"11: killed 11–11 exact", "46: injured 46–46 exact"}},
	})
}

func TestListsThatAddUp(t *testing.T) {
	run(t, []scenario{
		{"behind a colon", "Nineteen, he told me: seventeen who died under his eyes, and two who were carried on.",
			[]string{"Nineteen: killed 19–19 exact", "seventeen: killed 17–17 exact, part of f1", "two: killed 2–2 exact, part of f1"}},
		{"that do not", "Nineteen, he told me: seventeen who died under his eyes, and three who were carried on.",
			[]string{"seventeen: killed 17–17 exact"}},
		{"a correction of a paragraph", "(Corrects number of injured in paragraph 3 to 34 from 43)", []string{"34: injured 34–34 exact"}},
	})
}
