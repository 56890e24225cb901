package weigh_test

import (
	"fmt"
	"strings"
	"testing"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/report/terms"
	"firsthand/internal/weigh"
)

// worded gives a story a title and words of its own, which is what linking by words rests on.
func (s *story) worded(title, text string) *story {
	s.Report.Title, s.Report.Text = title, text
	s.Reading.Report.Title = title
	s.Reading.Sketch, s.Reading.Terms = sketch.Of(text), terms.Of(s.Report)
	return s
}

// others are reports of as many other events, in the words in which such things are told.
func others(n int) []*story {
	var list []*story
	for i := range n {
		list = append(list, tells(fmt.Sprintf("z%03d", i), "Tidewater", fmt.Sprintf("2016-%02d-%02d", 1+i%9, 1+i%28)).
			of(report.Attack, at(fmt.Sprintf("Town %d", i), fmt.Sprintf("x:%d", i), 30+float64(i)/50, 36, report.City), "").
			worded("A man was shot", fmt.Sprintf("Police say that a man was shot on the corner late on Friday, and was driven to the hospital by a neighbour who found him. A court will hear the man who was sentenced for it. It was the %dth that year.", i)))
	}
	return list
}

func TestUnitedByWords(t *testing.T) {
	shot := func() *story {
		return tells("a", "Harbour Wire", "2016-12-13").of(report.Attack, quarter, "2016-12-12").
			worded("Nadia Orvane shot on Kestrel Lane", "Police say that Nadia Orvane, 27, was shot on Kestrel Lane, near the Brimley Mill. Tomas Wexley, 41, found her.")
	}
	const sentence = "The man who shot Nadia Orvane near the Brimley Mill was sentenced. Tomas Wexley, who had found her on Kestrel Lane, wept. She was 27."
	for _, c := range []struct {
		name  string
		b     *story
		other bool // they stay apart
	}{
		{name: "the sentence a week later", b: tells("b", "Radio Quay", "2016-12-20").of(report.Detention, quarter, "2016-12-19").worded("Sentence for Kestrel Lane", sentence)},
		{name: "no event was read in it", b: tells("b", "Radio Quay", "2016-12-20").worded("Sentence for Kestrel Lane", sentence)},
		{name: "a situation is left to the rules", b: tells("b", "Radio Quay", "2016-12-20").of(report.Siege, quarter, "2016-12-19").worded("Sentence for Kestrel Lane", sentence), other: true},
		{name: "an air strike of another day", b: tells("b", "Radio Quay", "2016-12-20").of(report.AirStrike, quarter, "2016-12-19").worded("Sentence for Kestrel Lane", sentence), other: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			stories := append(others(150), shot(), c.b)
			readings := make([]report.Reading, len(stories))
			for i, s := range stories {
				readings[i] = s.Reading
			}
			links := weigh.Link(readings)
			if got := links["a"] != links["b"]; got != c.other {
				t.Errorf("apart: %v, want %v", got, c.other)
			}
			for i := range others(150) {
				if id := fmt.Sprintf("z%03d", i); links[id] == links["a"] {
					t.Errorf("%s joined them", id)
				}
			}
		})
	}
}

// An incident that words brought together keeps the reason, and both its reports.
func TestUnitedIncidentSaysWhy(t *testing.T) {
	a := tells("a", "Harbour Wire", "2016-12-13").of(report.Attack, quarter, "2016-12-12").
		worded("Nadia Orvane shot on Kestrel Lane", "Police say that Nadia Orvane, 27, was shot on Kestrel Lane, near the Brimley Mill. Tomas Wexley, 41, found her.")
	b := tells("b", "Radio Quay", "2016-12-20").of(report.Detention, quarter, "2016-12-19").
		worded("Sentence for Kestrel Lane", "The man who shot Nadia Orvane near the Brimley Mill was sentenced. Tomas Wexley, who had found her on Kestrel Lane, wept. She was 27.")
	w := weighed(append(others(150), a, b)...)
	for _, in := range w.Incidents {
		if in.Counts.Reports != 2 {
			continue
		}
		if len(in.Links) != 1 || !strings.Contains(in.Links[0].Reason.String(), "rare words shared, among them") || in.Links[0].Score <= 0 {
			t.Errorf("links %+v", in.Links)
		}
		return
	}
	t.Error("no incident has two reports")
}
