package event

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

// main1 is the main event of a report.
func main1(t *testing.T, in Input) report.Event {
	t.Helper()
	for _, e := range Find(in) {
		if e.Main {
			return e
		}
	}
	t.Fatal("the report has no main event")
	return report.Event{}
}

func TestTargets(t *testing.T) {
	for _, c := range []struct{ name, in, kind, target string }{
		{"the means is the kind", "Air strikes on two hospitals in Homs killed many.", report.AirStrike, report.MedicalTarget},
		{"no means is named", "Gunmen attacked a clinic in Homs.", report.AttackMedical, report.MedicalTarget},
		{"hit, in the passive", "A school in Homs was shelled. The school was hit.", report.Shelling, report.SchoolTarget},
		{"shelling of", "The shelling of a school in Homs went on.", report.Shelling, report.SchoolTarget},
		{"an aid convoy", "Warplanes bombed an aid convoy near Homs.", report.AirStrike, report.AidTarget},
		{"where the wounded were taken is no target", "The wounded of the air strike were taken to a hospital in Homs.", report.AirStrike, ""},
		{"who speaks is no target", "An air strike hit Homs. The hospital said 12 had died.", report.AirStrike, ""},
		{"near is not at", "A shell exploded near a school in Homs.", report.Explosion, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := main1(t, input("", c.in))
			if e.Kind != c.kind || e.Target != c.target {
				t.Errorf("got %q on %q, want %q on %q", e.Kind, e.Target, c.kind, c.target)
			}
		})
	}
}

func TestAccusedAccordingToWhom(t *testing.T) {
	text := "Government forces shelled Homs. The rebels shelled Homs, she said. Government forces shelled Homs again, she said."
	in := input("", text)
	for i, content := range []string{"The rebels shelled Homs", "Government forces shelled Homs again"} {
		at := strings.Index(text, content)
		in.Statements = append(in.Statements, report.Statement{ID: []string{"s1", "s2"}[i], Hops: []report.Hop{{Name: "Amal", Content: []report.Span{{Start: at, End: at + len(content)}}}},
			Sentence: report.Span{Start: at, End: at + len(content) + len(", she said.")}})
	}
	e := main1(t, in)
	span := func(i int) report.Span {
		s := in.Text.Sentences[i]
		return report.Span{Start: s.Start, End: s.End}
	}
	want := []report.Accusation{
		{Who: "Government forces", Statements: []string{"s2"}, OwnVoice: true, Words: []report.Span{span(0), span(2)}},
		{Who: "rebels", Statements: []string{"s1"}, Words: []report.Span{span(1)}},
	}
	if d := cmp.Diff(want, e.AccusedBy); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"Government forces", "rebels"}, e.Accused); d != "" {
		t.Error(d)
	}
}

func TestVictims(t *testing.T) {
	in := input("", "An air strike in Homs killed 12 civilians, among them three children, and wounded nine civilians.", "12 civilians|killed|12", "three children|killed|3|part", "nine civilians|injured|9")
	for i, who := range []string{"civilians", "children", "civilians"} {
		in.Figures[i].Who = who
	}
	if d := cmp.Diff([]string{"civilians", "children"}, main1(t, in).Victims); d != "" {
		t.Error(d)
	}
}

func TestWhereFiguresCount(t *testing.T) {
	for _, c := range []struct {
		name, in string
		figures  []string
		want     []string
	}{
		{"the place after it", "The raid killed 12 people in Homs.", []string{"12|killed|12"}, []string{"Homs"}},
		{"each its own", "Raids killed 12 people in Homs and five in Aleppo.", []string{"12|killed|12", "five|killed|5"}, []string{"Homs", "Aleppo"}},
		{"the place before it", "In Homs 12 people died.", []string{"12|killed|12"}, []string{"Homs"}},
		{"a share where its whole is", "In Homs 12 people died, three of them children.", []string{"12|killed|12", "three|killed|3|part"}, []string{"Homs", "Homs"}},
		{"a city rather than its country", "In Homs, in Syria, 12 people died.", []string{"12|killed|12"}, []string{"Homs"}},
		{"no place", "Twelve people died.", []string{"Twelve|killed|12"}, []string{""}},
		{"not the sentence before", "Homs was quiet. Twelve people died.", []string{"Twelve|killed|12"}, []string{""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := input("", c.in, c.figures...)
			Find(in)
			var got []string
			for _, f := range in.Figures {
				got = append(got, f.Where)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestTheFigureThatStandsForTheEvent(t *testing.T) {
	for _, c := range []struct {
		name, title, in string
		figures         []string
		want            string
	}{
		{"of one place before several", "Ten killed", "Raids killed ten people in Homs and Aleppo. In Homs six people died.", []string{"ten people|killed|10", "six people|killed|6"}, "six people"},
		{"unless it is less than half", "Ten killed", "Raids killed ten people in Homs and Aleppo. In Homs four people died.", []string{"ten people|killed|10", "four people|killed|4"}, "ten people"},
		{"of one place before a whole country", "", "Raids killed 32 people across the country. In Homs 15 people died.", []string{"32 people|killed|32", "15 people|killed|15"}, "15 people"},
		{"as many as the dozens before it", "", "The raid on Homs killed dozens. Three people died later. The raid killed 86 people.",
			[]string{"dozens|killed|24|least", "Three people|killed|3", "86 people|killed|86"}, "86 people"},
	} {
		t.Run(c.name, func(t *testing.T) {
			e := main1(t, input(c.title, c.in, c.figures...))
			if got := e.Figures[0].In(c.in); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAGroupDoesNotStandForAll(t *testing.T) {
	text := "The raid on Homs killed nine children. The raid killed 23 civilians."
	in := input("", text, "nine children|killed|9", "23 civilians|killed|23")
	in.Figures[0].Who, in.Figures[1].Who = "children", "civilians"
	if got := main1(t, in).Figures[0].In(text); got != "23 civilians" {
		t.Errorf("got %q", got)
	}
}

func TestPlacesAbroad(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a capital that stands for a government", "Raids hit villages. Beirut which holds a seat condemned them. In Homs people fled from Homs.", "Homs"},
		{"talks elsewhere", "Fighting in Homs raged on. Shelling of the town came as talks began in Beirut.", "Homs"},
		{"towns that people came from", "A bomb hit evacuees from the towns of Saraqib and Aleppo in Homs.", "Homs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := main1(t, input("", c.in)).Where.Name; got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
