package event

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

func TestStates(t *testing.T) {
	type state struct{ Situation, State, Day, Where, Span string }
	for _, c := range []struct {
		name, in string
		want     []state
	}{
		{"agreed", "The ceasefire was reached on Wednesday evening.", []state{{"ceasefire", "agreed", "2017-06-07", "", "ceasefire was reached"}}},
		{"begun, as some say", "The evacuation of Homs was said to have begun on Thursday.", []state{{"evacuation", "begun", "2017-06-08", "Homs", "evacuation of Homs was said to have begun"}}},
		{"in force", "The truce in Aleppo is holding.", []state{{"ceasefire", "in force", "", "Aleppo", "truce in Aleppo is holding"}}},
		{"violated", "Both sides violated the ceasefire in Homs.", []state{{"ceasefire", "violated", "", "Homs", "violated the ceasefire"}}},
		{"suspended", "The evacuation has been suspended.", []state{{"evacuation", "suspended", "", "", "evacuation has been suspended"}}},
		{"resumed", "The evacuation of Homs resumed on Friday.", []state{{"evacuation", "resumed", "2017-06-09", "Homs", "evacuation of Homs resumed"}}},
		{"ended", "The siege of Homs was lifted.", []state{{"siege", "ended", "", "Homs", "siege of Homs was lifted"}}},
		{"control gained", "Government forces recaptured Aleppo on Thursday.", []state{{"control", "taken", "2017-06-08", "Aleppo", "recaptured"}}},
		{"control held", "The rebels are in control of Homs.", []state{{"control", "held", "", "Homs", "in control of"}}},
		{"control lost", "The army withdrew from Homs.", []state{{"control", "ended", "", "Homs", "army withdrew from"}}},
		{"control held, as both say", "In the end both sides held Homs.", []state{{"control", "held", "", "Homs", "held"}}},
		{"held, but not the place", "The rebels held talks in Homs.", nil},
		{"taken, right before its name", "The army took Homs on Thursday.", []state{{"control", "taken", "2017-06-08", "Homs", "army took"}}},
		{"taken, in the passive", "Homs has been liberated.", []state{{"control", "taken", "", "Homs", "has been liberated"}}},
		{"fallen", "Homs has fallen.", []state{{"control", "taken", "", "Homs", "has fallen"}}},
		{"fallen, but not the place", "Prices fell in Homs.", nil},
		{"the town told of before", "Shells fell around Homs. Soldiers entered the town at dawn.", []state{{"control", "taken", "", "Homs", "Soldiers entered"}}},
		{"those who come are no army", "A convoy with aid entered Homs.", nil},
		{"taken, as somebody denies", "The ministry denied that the rebels had taken Homs.", []state{{"control", "denied", "", "Homs", "rebels had taken"}}},
		{"somebody denies something else", "The army denied it and then took Homs.", []state{{"control", "taken", "", "Homs", "took"}}},
		{"never taken", "Homs has never fallen, the governor said.", []state{{"control", "denied", "", "Homs", "never fallen"}}},
		{"under siege", "Homs remains under siege.", []state{{"siege", "in force", "", "Homs", "remains under siege"}}},
		{"a town that no list knows", "Rebels captured Norvikstad on Thursday.", []state{{"control", "taken", "2017-06-08", "Norvikstad", "captured"}}},
		{"a town that no list knows, fallen", "Norvikstad has fallen to the rebels.", []state{{"control", "taken", "", "Norvikstad", "has fallen to"}}},
		{"in whose hands", "Homs is in the hands of Lantern fighters.", []state{{"control", "held", "", "Homs", "in the hands of"}}},
		{"no town by its article", "Rebels captured the Monday paper.", nil},
		{"reports of it are untrue", "Reports that Homs has been liberated are untrue.", []state{{"control", "denied", "", "Homs", "has been liberated"}}},
		{"no siege, as somebody says", "There is no siege of Homs.", []state{{"siege", "denied", "", "Homs", "no siege of"}}},
		{"shut in", "Fighters closed the last road into Homs on Thursday.", []state{{"siege", "begun", "2017-06-08", "Homs", "closed the last road into"}}},
		{"the first buses", "The first buses left Homs on Thursday.", []state{{"evacuation", "begun", "2017-06-08", "Homs", "first buses left"}}},
		{"an evacuation that is disrupted", "The evacuation of Homs was disrupted.", []state{{"evacuation", "suspended", "", "Homs", "evacuation of Homs was disrupted"}}},
		{"despite the truce", "Shells fell on Homs despite the truce.", []state{{"ceasefire", "violated", "", "Homs", "despite the truce"}}},
		{"a truce in a country", "A truce in Syria took effect on Thursday.", []state{{"ceasefire", "begun", "2017-06-08", "Syria", "truce in Syria took effect"}}},
		{"the place given before", "The truce in Homs is holding. The market of Aleppo was open. The truce was broken at night.",
			[]state{{"ceasefire", "in force", "", "Homs", "truce in Homs is holding"}, {"ceasefire", "violated", "", "Homs", "truce was broken"}}},
		{"a siege that is broken", "The army broke the siege of Homs on Thursday.", []state{{"siege", "ended", "2017-06-08", "Homs", "broke the siege"}}},
		{"in force again", "The truce in Homs is in force again.", []state{{"ceasefire", "resumed", "", "Homs", "truce in Homs is in force again"}}},
		{"two changes of one thing", "The ceasefire was agreed on Wednesday and collapsed on Thursday.",
			[]state{{"ceasefire", "agreed", "2017-06-07", "", "ceasefire was agreed"}, {"ceasefire", "collapsed", "2017-06-08", "", "ceasefire was agreed on Wednesday and collapsed"}}},
		{"a place spoken of before", "Aleppo was quiet. The truce was agreed.", []state{{"ceasefire", "agreed", "", "Aleppo", "truce was agreed"}}},
		{"captured people are no place", "The army captured 12 rebels. It was in Homs.", nil},
		{"wanted", "The envoy called for a ceasefire to begin.", nil},
		{"still to come", "The evacuation could begin on Saturday. The truce will not be agreed.", nil},
		{"on the brink", "They were on the brink of agreed terms for a ceasefire.", nil},
		{"another clause", "The truce pleased many, but the match was suspended.", nil},
		{"nothing", "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []state
			for _, s := range States(input("", c.in)) {
				got = append(got, state{s.Situation, s.State, s.Day, s.Where, s.In(c.in)})
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestStateNamesItsStatement(t *testing.T) {
	text := "The truce was agreed, the envoy said. The siege was lifted."
	in := input("", text)
	end := strings.Index(text, ", the envoy")
	in.Statements = []report.Statement{{ID: "s1", Hops: []report.Hop{{Name: "envoy", Content: []report.Span{{Start: 0, End: end}}}}, Sentence: report.Span{Start: 0, End: end + 17}}}
	got := States(in)
	if len(got) != 2 || got[0].Statement != "s1" || got[1].Statement != "" {
		t.Errorf("got %+v, want the first state in s1 and the second in the report's own voice", got)
	}
}

func TestStateSaysWhoAnnouncedAndWhoObserved(t *testing.T) {
	for _, c := range []struct {
		name, in, content   string
		hand                report.Hand
		announced, observed string
	}{
		{"the report says who announced", "The Harbour Council announced a truce.", "", "", "Harbour Council", ""},
		{"announced in the passive", "A truce was announced by the Harbour Council.", "", "", "Harbour Council", ""},
		{"announced by nobody", "A truce was announced.", "", "", "", ""},
		{"agreed is not announced", "The two sides agreed a truce.", "", "", "", ""},
		{"a source that was not there", "The truce has collapsed, she said.", "The truce has collapsed", report.Told, "Amal", ""},
		{"a witness", "The evacuation has begun, she said.", "The evacuation has begun", report.Witness, "", "Amal"},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := input("", c.in)
			if c.content != "" {
				in.Statements = []report.Statement{{ID: "s1", Hand: c.hand, Hops: []report.Hop{{Name: "Amal", Content: []report.Span{{Start: 0, End: len(c.content)}}}},
					Sentence: report.Span{Start: 0, End: len(c.in)}}}
			}
			got := States(in)
			if len(got) != 1 || got[0].AnnouncedBy != c.announced || got[0].ObservedBy != c.observed {
				t.Errorf("got %+v, want one state announced by %q, observed by %q", got, c.announced, c.observed)
			}
		})
	}
}
