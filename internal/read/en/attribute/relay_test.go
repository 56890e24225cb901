package attribute

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

func TestPassedOn(t *testing.T) {
	for _, c := range []struct {
		name, in, publisher string
		want                []string
		voice               report.Hand
	}{
		{"a forwarded message", "Forwarded from Citadel Lens:\nThe bridge is down, the rescue workers say.", "Old Town Roofs", []string{
			"account Citadel Lens > speaker ~rescue workers: The bridge is down (told)"}, report.Told},
		{"what the author of a forwarded message saw, its sender did not", "Forwarded from roofs_7:\nI can see smoke from my roof. We hear shells.", "Old Town Roofs", []string{
			"account roofs_7: I can see smoke from my roof. We hear shells. (witness)"}, report.Told},
		{"one's own message, forwarded", "Forwarded from Old Town Roofs:\nThe bridge is down.", "Old Town Roofs", nil, report.Told},
		{"two forwarded messages", "Forwarded from Citadel Lens:\nThe bridge is down.\nForwarded from River Watch:\nThe ferry has stopped.", "", []string{
			"account Citadel Lens: The bridge is down. (told)", "account River Watch: The ferry has stopped. (told)"}, report.Told},
		{"an outlet", "Forwarded from Reuters:\nThe bridge is down.", "", []string{"outlet Reuters: The bridge is down. (told)"}, report.Told},
		{"posted again", "RT @portwatch: The hospital in Norvik says the bridge is down", "", []string{
			"account @portwatch > speaker hospital in Norvik: the bridge is down (told)"}, report.Told},
		{"posted again with a word before", "Terrible. RT @portwatch: the bridge is down now", "", []string{
			"account @portwatch: the bridge is down now (told)"}, report.Told},
		{"via an account", "I saw the bridge fall (via @portwatch)", "", []string{"account @portwatch: I saw the bridge fall (witness)"}, report.Told},
		{"a forwarded mail", "Look at this.\n\n---------- Forwarded message ---------\nFrom: Dana Orrin <dana@norvik.example>\nDate: Mon, Dec 12, 2016 at 9:00 AM\n" +
			"Subject: Bridge\n\nThe bridge is down. I saw it.", "Ivo Lenz", []string{"speaker Dana Orrin: The bridge is down. I saw it. (witness)"}, report.Told},
		{"a chain of mails", "-----Original Message-----\nFrom: Dana Orrin\nSent: Monday, 12 December 2016 9:00\nTo: Ivo\n\nSee below.\n\nFrom: Team Nine\nSent: Monday, 12 December 2016 8:00\n" +
			"To: Dana\n\nWe saw the bridge fall.", "Ivo Lenz", []string{
			"speaker Dana Orrin > speaker Team Nine: We saw the bridge fall. (witness)"}, report.Told},
		{"an answer above what it quotes", "We heard it too.\n\nOn Mon, 12 Dec 2016 at 09:00, Dana Orrin <dana@norvik.example>\nwrote:\n> The bridge is down.\n>\n> On Sun, Team Nine wrote:\n>> Is it safe?", "", []string{
			"speaker Dana Orrin: The bridge is down. (told)", "speaker Dana Orrin > speaker Team Nine: Is it safe? (told)"}, report.Witness},
		{"an answer in a mail that was a page", "We heard it too.\n\nOn Mon, Dec 12, 2016 at 9:00 AM Dana Orrin <dana@norvik.example> wrote:\n\n> The bridge is\n> down.\n\n>> Is it safe?\n\nThe mayor of Norvik said that the ferry runs.", "", []string{
			"speaker Dana Orrin: The bridge is\n> down. (told)", "speaker Dana Orrin > unnamed ~unnamed: Is it safe? (unknown)", "speaker mayor of Norvik: the ferry runs (told)"}, report.Witness},
		{"quoted of nobody", "> We saw the bridge fall.\n\nIs that so?", "", []string{"unnamed ~unnamed: We saw the bridge fall. (unknown)"}, report.Told},
		{"quoted of nobody who names somebody", "> The bridge is down, the rescue workers say.\n\nIs that so?", "", []string{"speaker ~rescue workers: The bridge is down (told)"}, report.Told},
		{"what an answer in a room of Matrix answers", "> <@dana:norvik.example> The bridge is down.\n\nIs that so?", "", []string{
			"account @dana:norvik.example: The bridge is down. (told)"}, report.Told},
		{"a letter is no mail", "From: the sea\n\nThe bridge is down.", "", nil, report.Told},
		{"who wrote a book", "Dana Orrin wrote: the bridge is down.", "", nil, report.Told},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := read(c.in, c.publisher)
			if c.name != "who wrote a book" { // what a cue makes of it is another's test
				if d := cmp.Diff(c.want, shown(c.in, f)); d != "" {
					t.Error(d)
				}
			} else if len(relaysIn(c.in)) > 0 {
				t.Error("a sentence is taken for a quoted mail")
			}
			if f.Voice.Hand != c.voice {
				t.Errorf("the voice of the report is %s, want %s", f.Voice.Hand, c.voice)
			}
		})
	}
}

func TestNoCreditOfTheMarks(t *testing.T) {
	f := read("See below.\n\n-----Original Message-----\nFrom: Dana Orrin\nSent: Monday\n\nThe bridge is down.", "")
	if len(f.Credits) > 0 {
		t.Errorf("credited to %v", f.Credits)
	}
}

func FuzzRelays(f *testing.F) {
	for _, s := range []string{"Forwarded from A:\nwords", "RT @a: b RT @c: d", "> > a\n> b", "On Mon, A wrote:\n> b", "From: A\nDate: b\n\nc", "a via @b", strings.Repeat("> ", 40)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range relaysIn(text) {
			for _, sp := range []report.Span{r.head, r.name, r.words} {
				if sp.Start < 0 || sp.End < sp.Start || sp.End > len(text) {
					t.Fatalf("a span from %d to %d in %d bytes", sp.Start, sp.End, len(text))
				}
			}
		}
		if len(text) > 2000 {
			return // reading it all takes long
		}
		for _, st := range read(text, "").Statements {
			if len(st.Content()) == 0 {
				t.Error("a statement without words")
			}
		}
	})
}
