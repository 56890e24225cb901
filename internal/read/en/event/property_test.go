package event

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/report"
)

// holds checks what must be true of whatever is read of any text.
func holds(t fataler, title, text string) {
	in := input(title, text)
	for i := range in.Text.Sentences { // a figure and a statement in every other sentence
		s := in.Text.Sentences[i]
		span := report.Span{Start: s.Start, End: in.Text.Tokens[s.First].End}
		if i%2 == 0 {
			n := int64(i)
			in.Figures = append(in.Figures, report.Figure{Span: span, ID: "f", Measure: []string{"killed", "trapped", "detained", "unheard of"}[i/2%4], Low: n, High: &n, Part: i%3 == 0, Total: i%5 == 0})
			continue
		}
		in.Statements = append(in.Statements, report.Statement{ID: "s", Sentence: report.Span{Start: s.Start, End: s.End}, Hops: []report.Hop{{Name: "Amal", Content: []report.Span{{Start: s.Start, End: s.End}}}}})
	}
	events, stances, states := Find(in), Stances(in), States(in)
	holdsEvents(t, text, events)
	for _, s := range stances {
		if !within(text, s.Span) || s.Who == "" || s.Stance == "" || s.About != nil && !within(text, *s.About) {
			t.Fatalf("stance %+v", s)
		}
	}
	for _, s := range states {
		if !within(text, s.Span) || s.Situation == "" || s.State == "" {
			t.Fatalf("state %+v", s)
		}
	}
	if d := cmp.Diff([]any{events, stances, states}, []any{Find(in), Stances(in), States(in)}); d != "" {
		t.Fatalf("the same input reads differently: %s", d)
	}
}

type fataler interface{ Fatalf(string, ...any) }

// within tells whether a span lies in text.
func within(text string, s report.Span) bool { return s.Start >= 0 && s.End <= len(text) && !s.Empty() }

// holdsEvents checks the events of a text: each by itself, their order, and that one of them is the main one.
func holdsEvents(t fataler, text string, events []report.Event) {
	mains := 0
	for i, e := range events {
		if e.Main {
			mains++
		}
		holdsEvent(t, text, e)
		if i > 0 && events[i-1].Evidence[0].Start > e.Evidence[0].Start {
			t.Fatalf("event %s comes after one that begins later", e.ID)
		}
	}
	if mains != min(1, len(events)) {
		t.Fatalf("%d of %d events are the main one", mains, len(events))
	}
}

// holdsEvent checks an event by itself: its kind, its days, who is accused, and what it rests on.
func holdsEvent(t fataler, text string, e report.Event) {
	if kindNamed(e.Kind) == 0 && (e.Target == "" || e.Kind != "attack on "+e.Target) || len(e.Evidence) == 0 {
		t.Fatalf("event %s has kind %q and %d sentences", e.ID, e.Kind, len(e.Evidence))
	}
	if e.When.Start > e.When.End || e.When.IsZero() {
		t.Fatalf("event %s happened from %q to %q", e.ID, e.When.Start, e.When.End)
	}
	if len(e.Accused) != len(e.AccusedBy) {
		t.Fatalf("event %s accuses %v, by %v", e.ID, e.Accused, e.AccusedBy)
	}
	for j, a := range e.AccusedBy {
		if a.Who != e.Accused[j] || len(a.Words) == 0 || !a.OwnVoice && len(a.Statements) == 0 {
			t.Fatalf("event %s accuses %q by %+v", e.ID, e.Accused[j], a)
		}
	}
	last := -1
	for _, s := range e.Evidence {
		if !within(text, s) || s.Start <= last {
			t.Fatalf("event %s rests on %v", e.ID, e.Evidence)
		}
		last = s.Start
	}
}

func TestAnyText(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"killed", "hit", "a hospital", "the school", "an aid convoy", "across the country", "an air strike", "shelled", "explosion", "car bomb", "clashes", "attacked", "executed", "arrested", "kidnapped", "evacuated", "siege", "ceasefire", "truce", "aid convoy",
		"save us", "please", "in Aleppo", "Homs", "Karm al-Jabal", "Syria", "Idlib", "BEIRUT", "on Monday", "since Tuesday", "said on Thursday", "9 June 2017", "in 2011", "last year",
		"by", "government forces", "the rebels", "Northern Army", "accused", "blamed on", "claimed responsibility", "war", "no", "not", "could", "was", "were", "has been", "to",
		"verify", "could not be verified", "declined to comment", "denied", "rejected the claim", "both sides blame each other", "retracted its report", "admitted", "confirmed the",
		"it", "they", "that", "but", "and", "agreed", "begun", "violated", "suspended", "lifted", "captured", "in control of", "tweeted", "voicemail", "bread",
		".", ",", ":", "(", ")", "-", "“", "”", "\n\n", "\xff", "12", "people", "of", "the",
	})
	rapid.Check(t, func(t *rapid.T) {
		holds(t, strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "title"), " "), strings.Join(rapid.SliceOf(piece).Draw(t, "text"), " "))
	})
}

func TestWithoutAnything(t *testing.T) {
	in := input("", "An explosion shook the town on Monday. It could not be verified. The truce was agreed.")
	in = Input{Text: in.Text}
	if got := Find(in); len(got) != 2 || !got[0].When.IsZero() || !got[0].Where.IsZero() {
		t.Errorf("got %+v, want an explosion and a ceasefire, when and where unknown", got)
	}
	if got := Stances(in); got != nil {
		t.Errorf("got %+v, want no stance: nobody is there to take it", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("Raid kills 12 in Homs", "An air strike by government forces killed 12 people in Aleppo on Wednesday, the agency said. It could not be verified.\n\nThe truce was agreed on Monday.")
	f.Add("", "BEIRUT (AP) - 9 June 2017 (Syria) no, not, never: killed by the by the by")
	f.Add("\xff", "“Save us, please,” \xfe she tweeted. Both sides blame each other that that that")
	f.Fuzz(func(t *testing.T, title, text string) { holds(t, title, text) })
}

func BenchmarkHostile(b *testing.B) {
	for _, c := range []struct{ name, unit string }{
		{"triggers", "killed explosion "}, {"places", "explosion in Aleppo in Homs in Damascus. "}, {"days", "killed on Monday on Tuesday on Friday "},
		{"armies", "A army killed by B army and C army, "}, {"stances", "they denied it and "}, {"states", "truce agreed siege lifted "},
	} {
		b.Run(c.name, func(b *testing.B) {
			in := input("", strings.Repeat(c.unit, 8000))
			for b.Loop() {
				Find(in)
				Stances(in)
				States(in)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(in.Text.Tokens)), "ns/token")
		})
	}
}
