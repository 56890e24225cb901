package call

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// input is a text with the places whose names stand in it.
func input(text string, places ...string) Input {
	in := Input{Text: segment.Split(text), Publisher: "Amal"}
	in.Grammar = syntax.Find(in.Text)
	for _, name := range places {
		if i := strings.Index(text, name); i >= 0 {
			in.Places = append(in.Places, report.Place{Span: report.Span{Start: i, End: i + len(name)}, Name: name, Precision: report.City})
		}
	}
	return in
}

// anywhere leaves a call's span to other tests.
var anywhere = cmpopts.IgnoreFields(report.Call{}, "Span")

func TestCallsInStatements(t *testing.T) {
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
		{"hardly more than what is needed and when", "“Enough. A ceasefire, now,” she said.", "Enough. A ceasefire, now,",
			[]report.Call{{Statement: "s1", Who: "Amal", Needs: []string{"ceasefire"}, Urgency: report.Immediate}}},
		{"whoever can come", "“We have forty wounded and no morphine. Whoever can reach us, come,” she said.", "We have forty wounded and no morphine. Whoever can reach us, come,",
			[]report.Call{{Statement: "s1", Who: "Amal", Needs: []string{"medical", "rescue"}}}},
		{"who has the tools", "“We need a digger, there are people alive down there,” she said.", "We need a digger, there are people alive down there,",
			[]report.Call{{Statement: "s1", Who: "Amal", Needs: []string{"rescue"}}}},
		{"a plea in court", "The court heard a plea for mercy, he said.", "The court heard a plea for mercy", nil},
		{"only polite", "“Please note the time,” she said.", "Please note the time,", nil},
		{"words that ask for nothing", "“The bread was good,” she said.", "The bread was good,", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := input(c.text, "Homs", "Aleppo")
			in.Titled = true
			i := strings.Index(c.text, c.content)
			s := in.Text.Sentences[in.Text.SentenceAt(i)]
			in.Statements = []report.Statement{{ID: "s1", Hops: []report.Hop{{Name: "Amal", Content: []report.Span{{Start: i, End: i + len(c.content)}}}},
				Sentence: report.Span{Start: s.Start, End: s.End}, Quote: strings.HasPrefix(c.text[max(0, i-3):], "“") || i == 0}}
			got, _ := Find(in, report.Voice{Hand: report.Told})
			if d := cmp.Diff(c.want, got, anywhere); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestMessages(t *testing.T) {
	fifty := int64(50)
	for _, c := range []struct {
		name, text string
		want       []report.Call
		hand       report.Hand
	}{
		{"asks for food and water", "We are about fifty people at Delmas 33, we have no food and no water. Please help us.",
			[]report.Call{{Who: "Amal", Where: "Delmas", Needs: []string{"water", "food"}, People: &report.Number{Span: report.Span{Start: 7, End: 18}, Low: 50, High: &fifty, Bound: report.About},
				Address: &report.Span{Start: 29, End: 38}}}, report.Witness},
		{"asks for news", "Hello, when will the schools open again?", nil, report.Told},
		{"offers", "I have a car and can drive people around on Monday.", nil, report.Told},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, voice := Find(input(c.text, "Delmas"), report.Voice{Hand: report.Told})
			if d := cmp.Diff(c.want, got, anywhere, cmpopts.EquateEmpty(), cmpopts.SortSlices(strings.Compare)); d != "" {
				t.Error(d)
			}
			if voice.Hand != c.hand {
				t.Errorf("the writer is %q", voice.Hand)
			}
		})
	}
}

func TestCallsThatAreTold(t *testing.T) {
	for _, c := range []struct{ name, text, who, need string }{
		{"by the report itself", "We ask whoever holds a checkpoint to let two cars through to Er Rahad.", "Amal", "safe passage"},
		{"by a body", "The Humanitarian Coordinator calls on all parties to let them pass.", "Humanitarian Coordinator", "safe passage"},
		{"by people without a name", "Families in the school have asked for drinking water.", "Families in the school", "water"},
		{"as a noun", "The commission reiterates its call for safe passage.", "commission", "safe passage"},
		{"in answer to a question", "Bilal Saqr is a nurse in Nuseirat.\n\nWhat do you need?\nBlood and gauze.", "Bilal Saqr", "medical"},
		{"by a sister with a name that nobody knows", "Sister Velmira begs for beans and for water in the tanks.", "Sister Velmira", "food"},
		{"in an item of a list", "• Staff of the shelter in Homs have asked for drinking water.", "Staff of the shelter in Homs", "water"},
		{"by somebody who says his name", "SECOND CALLER: This is Doctor Rosa Ramirez. Send us blood and a surgeon.", "Doctor Rosa Ramirez", "medical"},
		{"by whom the brackets name", "[Nurse, woman, 27 January] \"Tell Goma to send the ambulance, please, please.\"", "Nurse", "medical"},
		{"by whoever spoke last", "Bilal Saqr was there. Amal Haddad accuses the rebels. She calls on the army to take the wounded to a hospital.", "Amal Haddad", "medical"},
		{"by a government, for calm", "The government appealed to everybody for calm.", "", ""},
		{"by a government, for peace", "The government called for a ceasefire.", "", ""},
		{"in the passive", "The doctor was asked to bring his medicine home.", "", ""},
		{"in a story", "I had asked the rooms for blankets last winter.", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := input(c.text)
			in.Titled = true
			got, _ := Find(in, report.Voice{Hand: report.Told})
			switch {
			case c.who == "" && len(got) > 0:
				t.Errorf("got %v", got)
			case c.who != "" && (len(got) != 1 || got[0].Who != c.who || len(got[0].Needs) == 0 || got[0].Needs[0] != c.need):
				t.Errorf("got %v", got)
			}
		})
	}
}

// A body that is named by its noun alone is the one that publishes, where that is called so.
func TestABodyCallsForItself(t *testing.T) {
	in := input("The Ministry appeals to everybody to send surgeons.")
	in.Titled, in.Author, in.Publisher = true, "", "Ministry of Health of Orlen"
	got, _ := Find(in, report.Voice{Hand: report.Told})
	if len(got) != 1 || got[0].Who != in.Publisher {
		t.Errorf("got %v", got)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("We are under the rubble at Delmas 33, 7 people. Pls help!")
	f.Add("DOCTOR: What do you need?\nNURSE: Blood, now.")
	f.Fuzz(func(t *testing.T, text string) {
		calls, _ := Find(input(text), report.Voice{Hand: report.Told})
		for _, c := range calls {
			for _, s := range []*report.Span{&c.Span, c.Address} {
				if s != nil && (s.Start < 0 || s.End > len(text) || s.Start >= s.End) {
					t.Errorf("span %v of %d bytes", *s, len(text))
				}
			}
		}
	})
}
