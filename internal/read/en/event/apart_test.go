package event

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What one sentence tells of two places is two events, and what several sentences tell of one is one.
func TestOneEventOrTwo(t *testing.T) {
	for _, c := range []struct {
		name, title, text string
		figures           []string
		want              []string
	}{
		{name: "two attacks at two places in one sentence",
			text:    "Air strikes killed 45 people in Aleppo and 22 people in Homs on Wednesday.",
			figures: []string{"45 people|killed|45", "22 people|killed|22"},
			want:    []string{"* air strike, 2017-06-07, Aleppo; 45 people", "air strike, 2017-06-07, Homs; 22 people"}},
		{name: "what happens at one place, and the dead at another", title: "Army takes town, kills 50 in Homs",
			text:    "Troops captured a town near Aleppo and killed 50 people in Homs.",
			figures: []string{"50 people|killed|50"},
			want:    []string{"armed clash, 2017-06-09, Aleppo", "* armed clash, 2017-06-09, Homs; 50 people"}},
		{name: "a sum over two places is one",
			text:    "Air strikes killed 67 people in Aleppo and Homs.",
			figures: []string{"67 people|killed|67"},
			want:    []string{"* air strike, 2017-06-09, Aleppo; 67 people"}},
		{name: "the dead and the hurt of one place are one",
			text:    "An air strike killed 12 people and injured 30 people in Homs.",
			figures: []string{"12 people|killed|12", "30 people|injured|30"},
			want:    []string{"* air strike, 2017-06-09, Homs; 12 people; 30 people"}},
		{name: "that attack is the one before",
			text:    "A gas attack hit Homs in 2013. The report blamed the army for that attack, which killed 90 people. On Wednesday shells hit Aleppo, killing three people.",
			figures: []string{"90 people|killed|90", "three people|killed|3"},
			want:    []string{"chemical attack, 2013-01-01/2013-12-31, Homs, by army; 90 people", "* shelling, 2017-06-07, Aleppo; three people"}},
		{name: "over days that two times bound",
			text:    "Shelling killed 70 people in Homs between June 5 and June 7.",
			figures: []string{"70 people|killed|70"},
			want:    []string{"* shelling, 2017-06-05/2017-06-07, Homs; 70 people"}},
		{name: "last month is no look back",
			text:    "Shelling killed 70 people in Homs in May.",
			figures: []string{"70 people|killed|70"},
			want:    []string{"* shelling, 2017-05-01/2017-05-31, Homs; 70 people"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := input(c.title, c.text, c.figures...)
			if diff := cmp.Diff(c.want, show(c.text, Find(in))); diff != "" {
				t.Errorf("%s\n%s", c.text, diff)
			}
		})
	}
}

func TestDaysOnWhichNothingHappened(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a day to come of something else", "Rebels shelled a rally in Homs ahead of the June 20 poll.", published},
		{"a day that somebody spoke on, before the verb", "The office on Wednesday announced that shelling of Homs had killed many.", published},
		{"a day on which it happened", "The office on Thursday announced that shelling of Homs on Wednesday had killed many.", "2017-06-07"},
		{"what is to come may lie ahead", "The evacuation of Homs was put off to Saturday.", "2017-06-10"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if e := main1(t, input("", c.text)); e.When.Start != c.want {
				t.Errorf("got %s, want %s", e.When.Start, c.want)
			}
		})
	}
}

// A breakdown belongs to the event whose figure it breaks down, whatever day its own sentence would be.
func TestABreakdownStaysWithItsWhole(t *testing.T) {
	text := "Shelling killed 70 people in Homs in May. The victims included 12 children. On Wednesday an air strike hit Homs."
	in := input("", text, "70 people|killed|70", "12 children|killed|12|part")
	in.Figures[1].Of = in.Figures[0].ID
	got := show(text, Find(in))
	want := []string{"shelling, 2017-05-01/2017-05-31, Homs; 70 people; 12 children", "air strike, 2017-06-07, Homs"}
	for i := range got {
		got[i] = strings.TrimPrefix(got[i], "* ")
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsNoPlaceOfAnEvent(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"a government that is accused", "The monitor accused Damascus of the shelling. The shelling killed many people in Homs.", "Homs"},
		{"a border", "A blast at the Syria border killed many. The blast hit Saraqib.", "Saraqib"},
		{"a country before what it does", "Many died in Russia air strikes. The air strikes hit Homs.", "Homs"},
		{"what goes on meanwhile", "A car bomb killed many in Homs as fighters advanced in their push towards Saraqib.", "Homs"},
		{"a dateline in the middle", "Shelling killed many, residents said. ALEPPO (Tidewire) Shelling killed many in Homs.", "Homs"},
		{"where people came from", "A blast hit buses from the besieged quiet northern towns of Saraqib. The blast hit them in Homs.", "Homs"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if e := main1(t, input("", c.text)); e.Where.Name != c.want {
				t.Errorf("got %q, want %q", e.Where.Name, c.want)
			}
		})
	}
}

// Fifty places in a sentence are read in order, and an event keeps no more names than it can show.
func TestFiftyPlacesInOneSentence(t *testing.T) {
	text := "Shells killed 12 people in " + strings.Repeat("Aleppo, Homs, Damascus, Karm al-Jabal, Saraqib, ", 10) + "and Bab al-Hadid."
	events := Find(input("", text, "12 people|killed|12"))
	if len(events) != 1 || len(events[0].Figures) != 1 || len(events[0].Where.Within) > mostNames {
		t.Fatalf("%v", show(text, events))
	}
	if events[0].Figures[0].Where == "" {
		t.Error("the figure counts nowhere")
	}
}
