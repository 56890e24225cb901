package event

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

func TestCalls(t *testing.T) {
	for _, c := range []struct {
		name, text, content string
		want                []report.Call
	}{
		{"a tweet", "“Please save us now, save our children,” she tweeted from Aleppo.", "Please save us now, save our children,",
			[]report.Call{{Statement: "s1", Who: "Amal", Needs: []string{"rescue"}, Via: "tweet", Urgency: report.Immediate}}},
		{"the place spoken of before", "In Homs people wait. “We beg you, send bread and medicine,” he said in a voicemail.", "We beg you, send bread and medicine,",
			[]report.Call{{Statement: "s1", Who: "Amal", Where: "Homs", Needs: []string{"food", "medical"}, Via: "voicemail"}}},
		{"what is asked for, in words of others", "Volunteers issued a plea for safe passage out of Aleppo.", "a plea for safe passage out of Aleppo",
			[]report.Call{{Statement: "s1", Who: "Amal", Where: "Aleppo", Needs: []string{"safe passage"}}}},
		{"how it came, said a sentence before", "She recorded a video. “Help us,” she says.", "Help us,",
			[]report.Call{{Statement: "s1", Who: "Amal", Needs: []string{"rescue"}, Via: "video"}}},
		{"polite, and asks for something", "“Please bring water to Homs before it is too late,” she said.", "Please bring water to Homs before it is too late,",
			[]report.Call{{Statement: "s1", Who: "Amal", Where: "Homs", Needs: []string{"water"}, Urgency: report.Deadline}}},
		{"only polite", "“Please note the time,” she said.", "Please note the time,", nil},
		{"words that ask for nothing", "“The bread was good,” she said.", "The bread was good,", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := input("", c.text)
			i := strings.Index(c.text, c.content)
			s := in.Text.Sentences[in.Text.SentenceAt(i)]
			in.Statements = []report.Statement{{ID: "s1", Hops: []report.Hop{{Name: "Amal", Content: []report.Span{{Start: i, End: i + len(c.content)}}}},
				Sentence: report.Span{Start: s.Start, End: s.End}}}
			if d := cmp.Diff(c.want, Calls(in)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestNobodyCallsWithoutAStatement(t *testing.T) {
	if got := Calls(input("", "Please save us.")); got != nil {
		t.Errorf("got %v", got)
	}
}
