package figure

import "testing"

func TestLabels(t *testing.T) {
	run(t, []scenario{
		{"a bulletin", "DEAD: 7\nWOUNDED: 19", []string{"7: killed 7–7 exact", "19: injured 19–19 exact"}},
		{"whom the label names", "Civilians killed in the town this morning: 19. Wounded: 33.",
			[]string{"19: killed 19–19 exact, civilians", "33: injured 33–33 exact"}},
		{"several in a line", "Aleppo, Monday: killed: 3, injured: 12.", []string{"3: killed 3–3 exact", "12: injured 12–12 exact"}},
		{"a bracket breaks it down", "DEAD: 7 (4 women, 2 men, a boy aged 11)",
			[]string{"7: killed 7–7 exact", "4 women: killed 4–4 exact, women, part of f1", "2 men: killed 2–2 exact, men, part of f1", "a boy: killed 1–1 exact, children, part of f1"}},
		{"a bracket of names is numbered", "Brought dead: 3 (1 Ilona Brandt, 2 Piet Maas, 3 Rosa Lind)", []string{"3: killed 3–3 exact"}},
		{"without a mark", "The search goes on. Missing 6.", []string{"6: missing 6–6 exact"}},
		{"a label over a month", "Killed in the month: 47.", []string{"47: killed 47–47 exact, total"}},
		{"what a colon leads to otherwise", "The dead were found on Monday: five rockets had hit the house.", nil},
		{"a headline's list of things", "Photos of the dead: 5 ways to help", nil},
	})
}

func TestBreakdownsInASentenceOfTheirOwn(t *testing.T) {
	run(t, []scenario{
		{"of these", "Civilians killed: 19.\n\n• Of these: 6 children, 4 women.",
			[]string{"19: killed 19–19 exact, civilians", "6 children: killed 6–6 exact, children, part of f1", "4 women: killed 4–4 exact, women, part of f1"}},
		{"among them are", "The raid killed 17 people. Among them are six children.",
			[]string{"17 people: killed 17–17 exact", "six children: killed 6–6 exact, children, part of f1"}},
		{"of the number itself", "Seventeen died. Six of the seventeen were children.",
			[]string{"Seventeen: killed 17–17 exact", "Six of the seventeen: killed 6–6 exact, children, part of f1"}},
		{"people of whom no more is said", "The raid killed 17 people. Among them walked two neighbours.", []string{"17 people: killed 17–17 exact"}},
	})
}

func TestWhoDiedLater(t *testing.T) {
	run(t, []scenario{
		{"two of the injured", "The toll rose to nine after two of the injured died in hospital.",
			[]string{"nine: killed 9–9 exact", "two of the injured: killed 2–2 exact, part of f1"}},
		{"of a number of hurt people", "Two of the 20 people injured on Sunday died in hospital.", []string{"Two: killed 2–2 exact", "20 people: injured 20–20 exact"}},
		{"of their wounds", "The raid killed 19 civilians. Five persons died of their wounds.",
			[]string{"19 civilians: killed 19–19 exact, civilians", "Five persons: killed 5–5 exact, part of f1"}},
		{"of wounds, and nobody else", "A man died of his wounds.", []string{"A man: killed 1–1 exact, men"}},
		{"with a death", "The number of dead rose to six with the death of a conductor.",
			[]string{"six: killed 6–6 exact", "a conductor: killed 1–1 exact, part of f1"}},
		{"hurt and not dead", "Two of the injured were taken to hospital.", []string{"Two of the injured: injured 2–2 exact, part"}},
	})
}

func TestNumbersThatWereReplaced(t *testing.T) {
	run(t, []scenario{
		{"revised from", "The number of dead was revised down to nine from 14.", []string{"nine: killed 9–9 exact"}},
		{"a list from to", "The committee raised its list of the dead from 44 to 47.", []string{"47: killed 47–47 exact"}},
		{"a first toll", "The raid killed 17 people. A first toll had spoken of 12 dead.", []string{"17 people: killed 17–17 exact", "12: killed 12–12 exact, former"}},
		{"earlier reports", "Nine people died. Earlier reports of 21 deaths were wrong.", []string{"Nine people: killed 9–9 exact", "21 deaths: killed 21–21 exact, former"}},
		{"taken back", "We wrote on Monday that five persons were killed. This was an error.", []string{"five persons: killed 5–5 exact, former"}},
		{"an initial toll that nothing replaced", "An earlier toll was 12 dead.", []string{"12: killed 12–12 exact"}},
		{"from a town", "Nine people from 14 villages were killed.", []string{"Nine people: killed 9–9 exact"}},
	})
}

func TestWhatIsPutAtANumber(t *testing.T) {
	run(t, []scenario{
		{"the dead of a place", "They put the dead in the town, shelled a few hours later, at three.", []string{"three: killed 3–3 exact"}},
		{"its own dead", "The army gives its own dead as nine.", []string{"nine: killed 9–9 exact"}},
		{"the dead number", "In the town the dead number eleven.", []string{"eleven: killed 11–11 exact"}},
		{"the number", "Four men were killed. The police put the number at three.", []string{"Four men: killed 4–4 exact, men", "three: killed 3–3 exact"}},
		{"a time", "They buried the dead at three.", nil},
	})
}

func TestSignsBesideNumbers(t *testing.T) {
	run(t, []scenario{
		{"plus and tilde", "100+ people were killed and ~40 were injured.", []string{"100+ people: killed 100–… at least", "40: injured 40–40 about"}},
		{"both that joins", "Some 8,100 residents, both soldiers and civilians, were evacuated.", []string{"Some 8,100 residents: evacuated 8100–8100 about"}},
		{"both that counts", "Both were killed.", []string{"Both: killed 2–2 exact"}},
		{"a question", "Is it true that fifty people died?", nil},
		{"sheep", "A strike killed 300 sheep and two shepherds.", []string{"two shepherds: killed 2–2 exact"}},
		{"a whole war", "The town lies in a country whose war has killed more than 350,000 people.", []string{"more than 350,000 people: killed 350000–… at least, total"}},
		{"lives that a day cost", "The day cost the two cities thirteen lives.", []string{"thirteen lives: killed 13–13 exact"}},
	})
}

func TestSumsOfAnybody(t *testing.T) {
	run(t, []scenario{
		{"a patient is no nurse", "A strike hit the ward, killing two nurses and a patient.",
			[]string{"two nurses and a patient: killed 3–3 exact, sum of f1 and f2", "two nurses: killed 2–2 exact, medics", "a patient: killed 1–1 exact"}},
		{"soldiers are no civilians", "Four soldiers and three civilians were killed.",
			[]string{"Four soldiers and three civilians: killed 7–7 exact, sum of f1 and f2", "Four soldiers: killed 4–4 exact, soldiers", "three civilians: killed 3–3 exact, civilians"}},
		{"people may be anybody", "Four people and three children were killed.",
			[]string{"Four people: killed 4–4 exact", "three children: killed 3–3 exact, children"}},
	})
}
