// Package call finds calls for help in English, and tells whether who writes a message was there.
//
// People who call for help write short messages in their own words, or are quoted, or are told of: "he asks whoever
// hears him to bring blood". Messages are told by classifiers that learned from messages ([plea]); what is quoted and
// told of, by the words for asking and for what is needed in calls.txt, and by who is the subject of the asking.
// docs/method-figures-events.md has the rules in plain words, docs/model-card-calls.md what the classifiers learned
// from.
//
// [plea]: firsthand/internal/read/core/plea
package call

import (
	"slices"
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// Input is what the rules of this package read, in the order of the text. Grammar may be nil: nobody is then told of
// who asks.
type Input struct {
	Text              *segment.Text
	Grammar           *syntax.Grammar
	Publisher, Author string
	Titled            bool // the report has a title, as articles have
	Statements        []report.Statement
	Places            []report.Place
}

// What a text of any length may ask of the rules: so many calls, and so many verbs of asking whose subject is looked
// for.
const (
	mostCalls = 64
	mostAsked = 512
)

// messageTokens is how long a text is at most that is taken for one message.
const messageTokens = 240

// Find returns the calls for help of a report, in the order of their words, and what the report claims about itself,
// which is voice unless it is a message whose writer was there.
func Find(in Input, voice report.Voice) ([]report.Call, report.Voice) {
	c := &caller{in: in, x: in.Text, carried: carried(in)}
	for i := range in.Statements {
		c.statement(&in.Statements[i])
	}
	if c.message() {
		voice = c.whole(voice)
	}
	for i := range c.x.Sentences {
		c.told(&c.x.Sentences[i])
	}
	slices.SortStableFunc(c.out, func(a, b report.Call) int { return a.Start - b.Start })
	return c.out, voice
}

// caller holds what Find knows while it goes through a text.
type caller struct {
	in      Input
	x       *segment.Text
	carried []int32       // of each token, the statement with the shortest content that holds it; -1 in the report's own voice
	named   []syntax.Name // the names in the text, once somebody has asked for them
	asked   int           // verbs whose subject was looked for
	out     []report.Call
}

// carried finds for each token the statement whose content it is part of.
func carried(in Input) []int32 {
	out := make([]int32, len(in.Text.Tokens))
	size := make([]int, len(out))
	for i := range out {
		out[i] = -1
	}
	for n := range in.Statements {
		content := in.Statements[n].Content()
		length := report.Hull(content).Len()
		for _, c := range content {
			for i := in.Text.TokenAt(c.Start); i < len(out) && in.Text.Tokens[i].Start < c.End; i++ {
				if out[i] < 0 || length < size[i] {
					out[i], size[i] = int32(n), length
				}
			}
		}
	}
	return out
}

// asking is what the list of words makes of some tokens.
type asking struct {
	pleads, polite, mine, wants, court bool
	urgency                            string
	needs                              []string
	signs                              []string // the needs, and those of which there are only signs
}

// listen reads the words of calls among the tokens [first, last).
func (c *caller) listen(first, last int) asking {
	var a asking
	for i := first; i < last; {
		w, n := words.Match(c.x, i, last)
		switch {
		case n > 0 && w.part == harm:
			i += n + 6 // what is hit is not what is needed
			continue
		case n == 0:
		case w.part == polite:
			a.polite = true
		case w.part == self:
			a.mine = true
		case w.part == lacking:
			a.wants = a.wants || w.value != ""
		case w.part == court:
			a.court = true
		case w.part == urgency && a.urgency != report.Immediate:
			a.urgency = w.value
		case w.part == pleading || w.part == need || w.part == sign:
			a.pleads = a.pleads || w.part == pleading
			if w.value != "" && !slices.Contains(a.signs, w.value) {
				a.signs = append(a.signs, w.value)
			}
			if w.value != "" && w.part != sign && !slices.Contains(a.needs, w.value) {
				a.needs = append(a.needs, w.value)
			}
		}
		i += max(1, n)
	}
	a.pleads = a.pleads && !a.court
	return a
}

// tokens is the tokens [first, last) that overlap a span.
func (c *caller) tokens(s report.Span) (first, last int) {
	first = c.x.TokenAt(s.Start)
	last = first
	for last < len(c.x.Tokens) && c.x.Tokens[last].Start < s.End {
		last++
	}
	return first, last
}

// statement appends a call where the words of a statement are one: they plead, ask politely for something that is
// needed, answer what is needed, or are what people write who ask for help.
func (c *caller) statement(st *report.Statement) {
	content := st.Content()
	if len(content) == 0 || len(c.out) == mostCalls {
		return
	}
	hull := report.Hull(content)
	first, last := c.tokens(hull)
	a := c.listen(first, last)
	asks := a.pleads || a.polite && len(a.needs) > 0
	if !asks && st.Quote && len(a.needs) > 0 && !a.court {
		asks = c.questioned(first) || c.cried(first, last) || a.mine && a.wants && model().of(c.x, first, last).asks > 0
	}
	if asks {
		c.add(report.Call{Span: hull, Statement: st.ID, Who: c.origin(st, first), Needs: a.needs, Urgency: a.urgency, Via: c.channel(st)})
	}
}

// cried reports whether one of the sentences that the tokens [first, last) are is hardly more than what is needed and
// when: "A ceasefire, now."
func (c *caller) cried(first, last int) bool {
	const most = 7 // tokens
	for n := c.x.Tokens[first].Sentence; n < len(c.x.Sentences) && c.x.Sentences[n].First < last; n++ {
		lo, hi := max(c.x.Sentences[n].First, first), min(c.x.Sentences[n].Last, last)
		if hi-lo > most {
			continue
		}
		if a := c.listen(lo, hi); len(a.needs) > 0 && a.urgency == report.Immediate {
			return true
		}
	}
	return false
}

// origin is who makes a call in a statement: its origin; where that has no name and speaks in a transcript, whose turn
// it is.
func (c *caller) origin(st *report.Statement, first int) string {
	switch name := st.Origin().Name; strings.ToLower(name) {
	case "", "unnamed", "whoever", "anyone", "who", "i", "we":
		if c.in.Grammar == nil {
			return name
		}
		if turn := c.turn(first); turn != "" {
			return turn
		}
		if person := c.person(first); person != "" && !cursor.OneOf(name, "", "unnamed") {
			return person
		}
		return name
	default:
		if name == strings.ToUpper(name) && c.in.Grammar != nil { // "SECOND CALLER", before he says his name
			if turn := c.turn(first); turn != "" {
				return turn
			}
		}
		return name
	}
}

// questioned reports whether the sentence before token i asks what is needed.
func (c *caller) questioned(i int) bool {
	if i >= len(c.x.Tokens) || c.x.Tokens[i].Sentence == 0 {
		return false
	}
	s := c.x.Sentences[c.x.Tokens[i].Sentence-1]
	needed := false
	for k := s.First; k < s.Last; k++ {
		switch c.x.Fold(k) {
		case "need", "needed", "needs":
			needed = true
		case "?":
			return needed
		}
	}
	return false
}

// add completes a call with where its words are said to be and how many people they count, and keeps it.
func (c *caller) add(call report.Call) {
	if len(c.out) >= mostCalls {
		return
	}
	call.Where, call.Address = c.place(call.Span)
	call.People = c.count(call.Span)
	c.out = append(c.out, call)
}

// channel is how a statement came, by the first word for it outside its content: in the statement's sentences, else in
// the sentence before.
func (c *caller) channel(st *report.Statement) string {
	at := st.Sentence.Start
	for _, part := range st.Content() {
		if how := c.via(report.Span{Start: at, End: part.Start}); how != "" {
			return how
		}
		at = max(at, part.End)
	}
	if how := c.via(report.Span{Start: at, End: st.Sentence.End}); how != "" {
		return how
	}
	if s := c.x.SentenceAt(st.Sentence.Start); s > 0 {
		before := c.x.Sentences[s-1]
		return c.via(report.Span{Start: before.Start, End: before.End})
	}
	return ""
}

func (c *caller) via(s report.Span) string {
	if s.End <= s.Start {
		return ""
	}
	for i, last := c.tokens(s); i < last; {
		w, n := words.Match(c.x, i, last)
		if n > 0 && w.part == via {
			return w.value
		}
		i += max(1, n)
	}
	return ""
}
