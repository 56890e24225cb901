package figure

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/en/when"
	"firsthand/internal/report"
)

// show writes figures one a line, as the tables below expect them.
func show(text string, figures []report.Figure) (out []string) {
	for _, f := range figures {
		high := "…"
		if f.High != nil {
			high = fmt.Sprint(*f.High)
		}
		s := fmt.Sprintf("%s: %s %d–%s %s", f.In(text), f.Measure, f.Low, high, f.Bound)
		if f.Who != "" {
			s += ", " + f.Who
		}
		if f.Part {
			s += ", part"
			if f.Of != "" {
				s += " of " + f.Of
			}
		}
		if f.Disputed {
			s += ", disputed"
		}
		if f.Former {
			s += ", former"
		}
		if len(f.Sum) > 0 {
			s += ", sum of " + strings.Join(f.Sum, " and ")
		}
		if f.New {
			s += ", new"
		}
		if f.Total {
			s += ", total"
		}
		if f.AsOf != "" {
			s += ", as of " + f.AsOf
		}
		out = append(out, s)
	}
	return out
}

func read(text string) []report.Figure {
	x := segment.Split(text)
	return Find(x, when.Find(x, "2017-06-09"))
}

type scenario struct {
	name, in string
	want     []string
}

func run(t *testing.T, scenarios []scenario) {
	for _, c := range scenarios {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, show(c.in, read(c.in))); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestNumbersAndBounds(t *testing.T) {
	run(t, []scenario{
		{"digits", "The blast killed 12 people.", []string{"12 people: killed 12–12 exact"}},
		{"digits with separators", "Some 15,000 people fled.", []string{"Some 15,000 people: displaced 15000–15000 about"}},
		{"thousands set off by a blank", "Over 1 000 civilians were killed.", []string{"Over 1 000 civilians: killed 1000–… at least, civilians"}},
		{"Arabic digits", "The blast killed ١٢ people.", []string{"١٢ people: killed 12–12 exact"}},
		{"a word", "Nine villagers were killed.", []string{"Nine villagers: killed 9–9 exact"}},
		{"a compound with a hyphen", "Twenty-five members of the Eastern Front were killed.", []string{"Twenty-five members of the Eastern Front: killed 25–25 exact, eastern front"}},
		{"a compound without one", "Thirty one people died.", []string{"Thirty one people: killed 31–31 exact"}},
		{"hundreds and more", "One hundred and twenty people were injured.", []string{"One hundred and twenty people: injured 120–120 exact"}},
		{"a decimal with its unit", "2.3 million people have fled.", []string{"2.3 million people: displaced 2300000–2300000 exact"}},
		{"dozen", "Two dozen people were hurt.", []string{"Two dozen people: injured 24–24 exact"}},
		{"a plain plural is a least number", "Dozens were wounded.", []string{"Dozens: injured 24–… at least"}},
		{"hundreds of", "Hundreds of civilians are trapped.", []string{"Hundreds of civilians: trapped 200–… at least, civilians"}},
		{"tens of thousands", "Tens of thousands of people were displaced.", []string{"Tens of thousands of people: displaced 20000–… at least"}},
		{"at least", "At least 12 people were killed.", []string{"At least 12 people: killed 12–… at least"}},
		{"more than", "More than 300 people have been detained.", []string{"More than 300 people: detained 300–… at least"}},
		{"no fewer than", "No fewer than six people died.", []string{"No fewer than six people: killed 6–… at least"}},
		{"or more", "40 or more people were killed.", []string{"40 or more people: killed 40–… at least"}},
		{"up to", "Up to 50 people were killed.", []string{"Up to 50 people: killed 0–50 at most"}},
		{"as many as", "As many as 50 people are missing.", []string{"As many as 50 people: missing 0–50 at most"}},
		{"nearly", "Nearly 40 people were killed.", []string{"Nearly 40 people: killed 40–40 about"}},
		{"an estimated", "An estimated 100,000 civilians and rebels are still trapped in the east.",
			[]string{"An estimated 100,000 civilians and rebels: trapped 100000–100000 about, civilians and fighters"}},
		{"a range", "15,000 to 40,000 people remain trapped.", []string{"15,000 to 40,000 people: trapped 15000–40000 range"}},
		{"a range with a dash", "10–12 people were killed.", []string{"10–12 people: killed 10–12 range"}},
		{"a range whose unit stands once", "2 to 3 million people have been displaced.", []string{"2 to 3 million people: displaced 2000000–3000000 range"}},
		{"between and", "Between 500 and 1,300 people died.", []string{"Between 500 and 1,300 people: killed 500–1300 range"}},
		{"two or three", "Two or three people were hurt.", []string{"Two or three people: injured 2–3 range"}},
		{"zero is known", "Zero people were killed.", []string{"Zero people: killed 0–0 exact"}},
	})
}

func TestMeasures(t *testing.T) {
	run(t, []scenario{
		{"an active verb", "The shelling killed 12 and wounded 30.", []string{"12: killed 12–12 exact", "30: injured 30–30 exact"}},
		{"a participle phrase", "A bomb went off in the market, killing at least 12 people and injuring dozens.",
			[]string{"at least 12 people: killed 12–… at least", "dozens: injured 24–… at least"}},
		{"the passive", "12 people have reportedly been killed.", []string{"12 people: killed 12–12 exact"}},
		{"words between the people and the verb", "Eight workers of the rescue service in the town were killed.", []string{"Eight workers: killed 8–8 exact"}},
		{"left dead", "The strike left five people dead and 12 wounded.", []string{"five people: killed 5–5 exact", "12: injured 12–12 exact"}},
		{"claimed the lives of", "The raid claimed the lives of seven people.", []string{"seven people: killed 7–7 exact"}},
		{"claimed lives", "The raid claimed at least seven lives.", []string{"at least seven lives: killed 7–… at least"}},
		{"lost their lives", "Six more people lost their lives.", []string{"Six more people: killed 6–6 exact, new"}},
		{"the deaths of", "The crash caused the deaths of 14 people.", []string{"14 people: killed 14–14 exact"}},
		{"deaths as a noun", "The hospital recorded 14 deaths.", []string{"14 deaths: killed 14–14 exact"}},
		{"civilian deaths", "The hospital recorded 14 civilian deaths.", []string{"14 civilian deaths: killed 14–14 exact, civilians"}},
		{"martyrs", "The blasts left four martyrs.", []string{"four martyrs: killed 4–4 exact"}},
		{"a toll", "The death toll stood at 40 on Friday.", []string{"40: killed 40–40 exact"}},
		{"a toll that rose: the sum as it was is none", "The death toll rose from 12 to 20.", []string{"20: killed 20–20 exact"}},
		{"a sum of those killed, far from its number", "The number of people killed by the strike on the crowded market in the north has risen to 20.",
			[]string{"20: killed 20–20 exact"}},
		{"executed is killed", "The militia executed 14 detainees.", []string{"14 detainees: killed 14–14 exact, prisoners"}},
		{"killed or injured", "Twelve people were killed or injured.", []string{"Twelve people: casualties 12–12 exact"}},
		{"killing and wounding", "Shells fell on the queue, killing and wounding 30 people.", []string{"30 people: casualties 30–30 exact"}},
		{"casualties", "The hospital received 30 casualties.", []string{"30 casualties: casualties 30–30 exact"}},
		{"an attribute", "The hospital treated 12 wounded civilians.", []string{"12 wounded civilians: injured 12–12 exact, civilians"}},
		{"missing", "Three people are still missing.", []string{"Three people: missing 3–3 exact"}},
		{"arrested", "Police arrested 30 protesters.", []string{"30 protesters: detained 30–30 exact"}},
		{"abducted", "Gunmen kidnapped two doctors.", []string{"two doctors: abducted 2–2 exact, medics"}},
		{"evacuated and waiting", "About 1,200 people were evacuated; 3,000 more are waiting for evacuation.",
			[]string{"About 1,200 people: evacuated 1200–1200 about", "3,000 more: trapped 3000–3000 exact, new"}},
		{"trapped, and those with them", "There are 20,000 civilians still inside the pocket waiting for evacuation, and are said to be with 3,000 fighters.",
			[]string{"20,000 civilians: trapped 20000–20000 exact, civilians", "3,000 fighters: trapped 3000–3000 exact, fighters"}},
		{"trapped, along with others", "Up to 900 civilians are reportedly still trapped in the valley, along with 60 fighters.",
			[]string{"Up to 900 civilians: trapped 0–900 at most, civilians", "60 fighters: trapped 60–60 exact, fighters"}},
		{"besieged", "Some 40,000 people remain under siege.", []string{"Some 40,000 people: trapped 40000–40000 about"}},
		{"in need", "At least 6,000 people are in urgent need.", []string{"At least 6,000 people: in need 6000–… at least"}},
		{"two gunmen act", "Two gunmen killed five people.", []string{"five people: killed 5–5 exact"}},
		{"a mother acts", "A mother killed her children.", nil},
		{"a headline is passive", "40 civilians, 25 militia fighters killed, 110 injured in raids",
			[]string{"40 civilians: killed 40–40 exact, civilians", "25 militia fighters: killed 25–25 exact, fighters", "110: injured 110–110 exact"}},
		{"a headline without commas", "Two dead twenty injured in gas attack", []string{"Two: killed 2–2 exact", "twenty: injured 20–20 exact"}},
		{"one measure for two", "Two civilians and three soldiers were killed.",
			[]string{"Two civilians: killed 2–2 exact, civilians", "three soldiers: killed 3–3 exact, soldiers"}},
		{"elsewhere", "The raids killed 45 civilians in the city and 22 in the villages around it.",
			[]string{"45 civilians: killed 45–45 exact, civilians", "22: killed 22–22 exact"}},
		{"one person", "A nurse was killed and her colleague was hurt.", []string{"A nurse: killed 1–1 exact, medics"}},
		{"who speaks is not counted", "Shells killed four people, two residents said.", []string{"four people: killed 4–4 exact"}},
	})
}

func TestWhoIsCounted(t *testing.T) {
	run(t, []scenario{
		{"children by any word", "Three boys and two girls were killed.", []string{"Three boys: killed 3–3 exact, children", "two girls: killed 2–2 exact, children"}},
		{"rebels and terrorists are both fighters", "The army killed 12 rebels. It said it had killed 12 terrorists.",
			[]string{"12 rebels: killed 12–12 exact, fighters", "12 terrorists: killed 12–12 exact, fighters"}},
		{"names before the noun", "15 Free Northern Army (FNA) rebels were killed.", []string{"15 Free Northern Army (FNA) rebels: killed 15–15 exact, fighters"}},
		{"aid workers", "Fifteen aid workers were killed.", []string{"Fifteen aid workers: killed 15–15 exact, aid workers"}},
		{"people says nothing of who", "Fifteen people were killed.", []string{"Fifteen people: killed 15–15 exact"}},
		{"a named group", "12 Tigrayans were killed.", []string{"12 Tigrayans: killed 12–12 exact, tigrayans"}},
		{"families are not people", "Forty families were displaced.", []string{"Forty families: displaced 40–40 exact, families"}},
	})
}

func TestSharesAndTotals(t *testing.T) {
	run(t, []scenario{
		{"including", "The strike killed 18 people, including five children and two women.",
			[]string{"18 people: killed 18–18 exact", "five children: killed 5–5 exact, children, part of f1", "two women: killed 2–2 exact, women, part of f1"}},
		{"including, then others who were hurt", "At least 56 people are dead, including 11 children, and dozens more were wounded.",
			[]string{"At least 56 people: killed 56–… at least", "11 children: killed 11–11 exact, children, part of f1", "dozens more: injured 24–… at least, new"}},
		{"before the verb", "12 civilians, among them four children, were killed.",
			[]string{"12 civilians: killed 12–12 exact, civilians", "four children: killed 4–4 exact, children, part of f1"}},
		{"of them", "The fire killed 12 people, eight of them children.",
			[]string{"12 people: killed 12–12 exact", "eight of them children: killed 8–8 exact, children, part of f1"}},
		{"of the dead, in a sentence of its own", "The raid killed 20 people. Five of the dead were children.",
			[]string{"20 people: killed 20–20 exact", "Five of the dead: killed 5–5 exact, children, part of f1"}},
		{"were among those killed", "Forces killed at least 82 civilians.\n\nHe said 11 women and 13 children were among those killed.",
			[]string{"at least 82 civilians: killed 82–… at least, civilians", "11 women: killed 11–11 exact, women, part of f1", "13 children: killed 13–13 exact, children, part of f1"}},
		{"among those killed were", "A missile killed 15 people. Among those killed were three children.",
			[]string{"15 people: killed 15–15 exact", "three children: killed 3–3 exact, children, part of f1"}},
		{"the whole after its share", "Three children were among 12 people killed in the raid.",
			[]string{"Three children: killed 3–3 exact, children, part of f2", "12 people: killed 12–12 exact"}},
		{"the victims included", "The victims included 28 women.", []string{"28 women: killed 28–28 exact, women, part"}},
		{"a share of those in another state", "Some 40,000 people remain under siege, 300 of them in need of help.",
			[]string{"Some 40,000 people: trapped 40000–40000 about", "300 of them: in need 300–300 exact, part of f1"}},
		{"a share of more than its whole is disputed", "The strike killed 5 people, including 9 children.",
			[]string{"5 people: killed 5–5 exact", "9 children: killed 9–9 exact, children, part of f1, disputed"}},
		{"bringing the toll to", "Two more people died, bringing the death toll to 45.", []string{"Two more people: killed 2–2 exact, new", "45: killed 45–45 exact, total"}},
		{"bringing to", "Raids killed 12 civilians, bringing to 45 the number of dead.", []string{"12 civilians: killed 12–12 exact, civilians", "45: killed 45–45 exact, total"}},
		{"since the war began", "More than 300,000 people have been killed since the war began.", []string{"More than 300,000 people: killed 300000–… at least, total"}},
		{"a record since is no total", "The raid killed nine people, in the deadliest attack since the truce began.", []string{"nine people: killed 9–9 exact"}},
		{"as of", "As of yesterday evening, 12 people had been killed.", []string{"12 people: killed 12–12 exact, as of 2017-06-08"}},
	})
}

func TestWhatIsNoFigure(t *testing.T) {
	run(t, []scenario{
		{"nothing", "", nil},
		{"no number", "No casualties were reported. Several people were killed.", nil},
		{"a condition", "The blast could kill 12 people. If it falls, 30 people will be trapped.", nil},
		{"still to come", "Nine people were to be evacuated. The army plans to evacuate 300 civilians.", nil},
		{"believed to be is not still to come", "Nine people are believed to be trapped.", []string{"Nine people: trapped 9–9 exact"}},
		{"denied", "The army denied killing 12 people. 12 people were not killed.", nil},
		{"an age", "A 7-year-old girl died. He was aged 12 when he was killed. Amal Haddad, 34, was killed.", []string{"A 7-year-old girl: killed 1–1 exact, children"}},
		{"money", "The attack cost $12 million and 40 dollars were stolen from those killed.", nil},
		{"a date", "It was on 12 June 2017 that people were killed. In 2012 killed fighters lay here.", nil},
		{"a date of digits", "27-05-2016 killed in the north", nil},
		{"a time of day", "At 10:30 killed and wounded lay there.", nil},
		{"a distance", "The shell killed cattle 12 kilometres away.", nil},
		{"things", "The army destroyed 12 rockets and killed nobody. Six villages were captured.", nil},
		{"a compound whose head is a thing", "Jets killed the lights of 12 rebel positions.", nil},
		{"a percentage", "The strike killed 12% of the herd. 12 percent were killed.", nil},
		{"an ordinal", "The 12th man was hurt. It was the 3rd attack.", nil},
		{"a superlative", "One of the deadliest attacks killed and maimed.", nil},
		{"absurd numbers", "10^400 dead. 99999999999999999999999999999999 people were killed. 5 billion billion people died.", nil},
		{"more people than live on Earth", "20 billion people were killed.", nil},
	})
}

func TestPlaceInTheReading(t *testing.T) {
	text := "Calm returned. The blast killed 12 people.\n\nOnly two were hurt."
	got := read(text)
	if len(got) != 2 || got[0].ID != "f1" || got[1].ID != "f2" {
		t.Fatalf("got %v", show(text, got))
	}
	if s := got[0].Sentence.In(text); s != "The blast killed 12 people." {
		t.Errorf("sentence %q", s)
	}
	if got[0].Statement != "" {
		t.Errorf("statement %q, want it left to the caller", got[0].Statement)
	}
}

func TestHighsAreNotShared(t *testing.T) {
	got := read("The blast killed 12 people. The fire killed 5 people.")
	if len(got) != 2 {
		t.Fatalf("%d figures, want 2", len(got))
	}
	*got[0].High = 99
	if *got[1].High != 5 {
		t.Error("two figures share one upper bound")
	}
}

func TestLongSentence(t *testing.T) {
	text := strings.Repeat("12 civilians and ", 3000) + "one child were killed."
	for _, f := range read(text) {
		if !f.Valid(text) {
			t.Fatalf("span %v", f.Span)
		}
	}
}

func TestSums(t *testing.T) {
	run(t, []scenario{
		{"groups that cannot overlap", "The raid killed ten children and five women.",
			[]string{"ten children and five women: killed 15–15 exact, sum of f1 and f2", "ten children: killed 10–10 exact, children", "five women: killed 5–5 exact, women"}},
		{"and others", "The strike killed nine children and at least 14 others.",
			[]string{"nine children and at least 14 others: killed 23–… at least, sum of f1 and f2", "nine children: killed 9–9 exact, children", "at least 14 others: killed 14–… at least, new"}},
		{"a mother and her child", "A mother and her child were killed.",
			[]string{"A mother and her child: killed 2–2 exact, sum of f1 and f2", "A mother: killed 1–1 exact, women", "her child: killed 1–1 exact, children"}},
		{"one mother and her child", "One mother and her child have died.",
			[]string{"One mother and her child: killed 2–2 exact, sum of f1 and f2", "One mother: killed 1–1 exact, women", "her child: killed 1–1 exact, children"}},
		{"a commander and his men", "The raid killed a commander and eight of his men.",
			[]string{"a commander and eight of his men: killed 9–9 exact, sum of f1 and f2", "a commander: killed 1–1 exact, soldiers", "eight of his men: killed 8–8 exact, men"}},
		{"children may be civilians: no sum", "The raid killed 12 civilians and three children.",
			[]string{"12 civilians: killed 12–12 exact, civilians", "three children: killed 3–3 exact, children"}},
		{"two sides of a fight: no sum", "Thirty soldiers and nine rebels were killed.",
			[]string{"Thirty soldiers: killed 30–30 exact, soldiers", "nine rebels: killed 9–9 exact, fighters"}},
		{"two fates: no sum", "The blast killed two children and wounded three women.",
			[]string{"two children: killed 2–2 exact, children", "three women: injured 3–3 exact, women"}},
		{"a breakdown has its sum already", "Twelve people were killed, including four women and three children.",
			[]string{"Twelve people: killed 12–12 exact", "four women: killed 4–4 exact, women, part of f1", "three children: killed 3–3 exact, children, part of f1"}},
	})
}

func TestWhatIsNoCount(t *testing.T) {
	run(t, []scenario{
		{"an age after of", "A girl of seven was killed.", []string{"A girl: killed 1–1 exact, children"}},
		{"a family is no age", "A family of seven was killed.", []string{"seven: killed 7–7 exact"}},
		{"whose the people are is no count", "Five civilians of one family, including a child, were killed.",
			[]string{"Five civilians of one family: killed 5–5 exact, civilians", "a child: killed 1–1 exact, children, part of f1"}},
		{"a range of ages", "The children, aged from four to 10, and three women were killed.", []string{"three women: killed 3–3 exact, women"}},
		{"a fraction in words", "Three-quarters of the residents were displaced.", nil},
		{"a fraction of two words", "Two thirds of the people were displaced.", nil},
		{"a fraction of a number is one", "More than a quarter of a million people have been killed.", []string{"More than a quarter of a million people: killed 250000–… at least"}},
		{"nobody is no figure", "No casualties were reported.", nil},
		{"zero is a figure", "Zero people were killed.", []string{"Zero people: killed 0–0 exact"}},
		{"a year before a name", "In the report of June 24 2016 They were among 39 people killed.", []string{"39 people: killed 39–39 exact"}},
		{"things that were destroyed", "The army destroyed 14 targets.", nil},
		{"people whom an army calls destroyed", "The army destroyed 14 militants.", []string{"14 militants: killed 14–14 exact, fighters"}},
	})
}

func TestRelativeClauses(t *testing.T) {
	run(t, []scenario{
		{"what is said behind the clause", "Twenty people who were later identified as residents of the quarter were killed.", []string{"Twenty people: killed 20–20 exact"}},
		{"what is said in it", "Twenty people who were injured have left.", []string{"Twenty people: injured 20–20 exact"}},
		{"who saw it was not harmed", "Twenty people who saw the raid said nothing.", nil},
		{"another's fate", "Twenty people who said that five were killed left.", []string{"five: killed 5–5 exact"}},
	})
}

func TestShares(t *testing.T) {
	run(t, []scenario{
		{"the article that a headline leaves out", "Four people killed including child in shelling.",
			[]string{"Four people: killed 4–4 exact", "child: killed 1–1 exact, children, part of f1"}},
		{"children as such are no one child", "Four people killed including children in shelling.", []string{"Four people: killed 4–4 exact"}},
		{"who flees is not who was killed", "Fire killed 12 people, eight of them children, in a camp for families fleeing the war.",
			[]string{"12 people: killed 12–12 exact", "eight of them children: killed 8–8 exact, children, part of f1"}},
		{"a fate of their own", "Fire killed 12 people, and two of them were badly injured before.",
			[]string{"12 people: killed 12–12 exact", "two of them: injured 2–2 exact, part of f1"}},
	})
}

func TestEstimates(t *testing.T) {
	run(t, []scenario{
		{"put the number at", "The office put the number of people trapped in the east at 100,000.", []string{"100,000: trapped 100000–100000 exact"}},
		{"the day of an estimate", "On Tuesday the office had estimated 100,000 people were trapped.", []string{"estimated 100,000 people: trapped 100000–100000 about, as of 2017-06-06"}},
		{"an estimated number has no day", "On Tuesday an estimated 40 people were trapped.", []string{"an estimated 40 people: trapped 40–40 about"}},
		{"according to the latest toll", "Shells hit the square, killing according to the latest toll 44 civilians.", []string{"44 civilians: killed 44–44 exact, civilians"}},
		{"lives with their people", "The blasts claimed more than 100 civilian lives.", []string{"more than 100 civilian lives: killed 100–… at least, civilians"}},
	})
}
