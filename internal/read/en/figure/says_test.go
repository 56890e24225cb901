package figure

import "testing"

func TestWhoSaysAnotherNumber(t *testing.T) {
	run(t, []scenario{
		{"has", "The police say one person was killed. The hospital has two.", []string{"one person: killed 1–1 exact", "two: killed 2–2 exact"}},
		{"reported", "The attack displaced 2,480 people. The directorate reported nearly 6,000; the figure includes others.",
			[]string{"2,480 people: displaced 2480–2480 exact", "nearly 6,000: displaced 6000–6000 about"}},
		{"speaks of", "A doctor said 17 people had died. The bureau speaks of nine.", []string{"17 people: killed 17–17 exact", "nine: killed 9–9 exact"}},
		{"what is far off counts something else", "A doctor said 17 people had died. The town has 30,000.", []string{"17 people: killed 17–17 exact"}},
		{"what is counted by its noun", "A doctor said 17 people had died. The town has two bridges.", []string{"17 people: killed 17–17 exact"}},
		{"long after", "A doctor said 17 people had died. It rained. The bureau speaks of nine.", []string{"17 people: killed 17–17 exact"}},
	})
}

func TestWhoIsHurt(t *testing.T) {
	run(t, []scenario{
		{"with wounds", "She had treated fourteen people with bullet wounds and burns.", []string{"fourteen people: injured 14–14 exact"}},
		{"taken to hospital", "Thirty people were taken to hospital.", []string{"Thirty people: injured 30–30 exact"}},
		{"in the cells", "The advocates count 56 people in the cells.", []string{"56 people: detained 56–56 exact"}},
		{"taken for others", "Four men taken for rebels were killed.", []string{"Four men: killed 4–4 exact, men"}},
	})
}
