// Package claim says who claims which part of an event: that it happened, a figure of it, who did it. It stands between
// the statements and the events of a reading, because an event's origins are those of its claims and of nothing else:
// whoever is quoted on it and only condemns, mourns, demands or explains makes a comment, and a comment has no part.
//
// docs/method-attribution.md gives the rules in plain words.
package claim

import (
	"cmp"
	"slices"
	"strconv"

	"firsthand/internal/read/core/bind"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// Input is what the rules read. Everything in it is of one report and in the order of the text.
type Input struct {
	Text       *segment.Text
	Grammar    *syntax.Grammar
	Publisher  string
	Statements []report.Statement
	Figures    []report.Figure
	Events     []report.Event
	Mentions   []report.EventMention
	Entities   []report.Entity
	Stances    []report.Stance
	States     []report.State
	Calls      []report.Call
}

// Find returns the claims of a report in the order of their words, with the IDs "c1", "c2" …
func Find(in Input) []report.Claim {
	f := newFinder(in)
	for i := range in.Events {
		e := &in.Events[i]
		f.occurrences(e)
		f.tolls(e)
		f.blame(e)
	}
	f.stances()
	f.rest()
	f.lean()
	return f.numbered()
}

// key is what two claims of one voice must not share: a voice claims a part once, however often it repeats it.
type key struct {
	event     string
	part      report.ClaimPart
	polarity  report.Polarity
	statement string
	entity    string
	figure    string
	accused   string
}

type finder struct {
	Input
	assess  assessor
	within  *bind.Inside
	by      map[string]*report.Statement
	entity  map[int]string           // the entity named at a byte offset, by the start of its mention
	told    map[string][]report.Span // where each event is told, by its ID
	order   []place                  // the same, in the order of the text
	claims  []report.Claim
	seen    map[key]bool
	claimed map[string]bool // IDs of statements that claim a part
}

func newFinder(in Input) *finder {
	f := &finder{
		Input: in, assess: newAssessor(in.Text, in.Grammar), within: bind.NewInside(in.Statements),
		by: make(map[string]*report.Statement, len(in.Statements)), entity: make(map[int]string),
		seen: make(map[key]bool), claimed: make(map[string]bool),
	}
	for i := range in.Statements {
		f.by[in.Statements[i].ID] = &in.Statements[i]
	}
	f.find()
	for _, n := range in.Entities {
		for _, m := range n.Mentions {
			f.entity[m.Start] = n.ID
		}
	}
	return f
}

// add enters a claim unless its voice made it before.
func (f *finder) add(c report.Claim) {
	if st := f.by[c.Statement]; st != nil && c.Entity == "" {
		if source := st.Origin().Source; source != nil {
			c.Entity = f.entity[source.Start]
		}
	}
	k := key{c.Event, c.Part, c.Polarity, c.Statement, c.Entity, c.Figure, c.Accused}
	if f.seen[k] {
		return
	}
	f.seen[k] = true
	if c.Statement != "" && c.Part != report.CommentPart {
		f.claimed[c.Statement] = true
	}
	f.claims = append(f.claims, c)
}

// place is one place where a report tells of an event.
type place struct {
	start int
	event *report.Event
}

// find fills in where each event is told: its mentions where there are any, else the sentences it was found in.
func (f *finder) find() {
	f.told = make(map[string][]report.Span, len(f.Events))
	for _, m := range f.Mentions {
		if m.Event != "" && m.Realis == report.Happened {
			f.told[m.Event] = append(f.told[m.Event], m.Span)
		}
	}
	for i := range f.Events {
		e := &f.Events[i]
		if len(f.told[e.ID]) == 0 {
			f.told[e.ID] = e.Evidence
		}
		for _, m := range f.told[e.ID] {
			f.order = append(f.order, place{m.Start, e})
		}
	}
	slices.SortStableFunc(f.order, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.start, b.start), compareBool(a.event.Main, b.event.Main))
	})
}

// compareBool puts false first.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// occurrences enters who says that the event took place. Words inside a statement are of the one who made it, all
// others are the report's own.
func (f *finder) occurrences(e *report.Event) {
	for _, m := range f.told[e.ID] {
		st := f.within.At(m)
		switch {
		case st == nil && f.deniedBeside(m):
			f.add(report.Claim{Event: e.ID, Part: report.OccurrencePart, Polarity: report.Denies, Words: m})
		case st == nil:
			f.add(report.Claim{Event: e.ID, Part: report.OccurrencePart, Polarity: report.Asserts, Words: m})
		case st.Stance != report.Denied && f.assess.asserts(st, m):
			f.add(report.Claim{
				Event: e.ID, Part: report.OccurrencePart, Polarity: report.Asserts, Statement: st.ID, Words: m,
			})
		}
	}
}

// deniedBeside reports whether the report's own words deny what they mention: "the Front has nothing to do with the
// explosion".
func (f *finder) deniedBeside(m report.Span) bool {
	const back = 4 // stances
	at, _ := slices.BinarySearchFunc(f.Stances, m.Start+1, func(s report.Stance, start int) int { return s.Start - start })
	return slices.ContainsFunc(f.Stances[max(0, at-back):at], func(s report.Stance) bool {
		return s.Stance == report.Denied && m.End <= s.End && f.within.At(s.Span) == nil && f.Publisher != "" &&
			sameParty(s.Who, f.Publisher)
	})
}

// tolls enters who gives a figure of the event.
func (f *finder) tolls(e *report.Event) {
	for _, n := range e.Figures {
		f.add(report.Claim{
			Event: e.ID, Part: report.TollPart, Polarity: report.Asserts,
			Statement: n.Statement, Figure: n.ID, Words: n.Span,
		})
	}
}

// blame enters who says who did it.
func (f *finder) blame(e *report.Event) {
	for _, a := range e.AccusedBy {
		base := report.Claim{Event: e.ID, Part: report.BlamePart, Polarity: report.Asserts, Accused: a.Who}
		if len(a.Words) > 0 {
			base.Words = a.Words[0]
		}
		if a.OwnVoice || len(a.Statements) == 0 {
			f.add(base)
		}
		for _, id := range a.Statements {
			c := base
			c.Statement = id
			f.add(c)
		}
	}
}

// stances enters who denies an event, or who did it, and who could not verify it. A stance is about the event told of
// last before it.
func (f *finder) stances() {
	for _, s := range f.Stances {
		polarity, ok := polarities[s.Stance]
		if !ok {
			continue
		}
		e := f.before(s.End)
		if e == nil {
			continue
		}
		c := report.Claim{Event: e.ID, Part: report.OccurrencePart, Polarity: polarity, Words: s.Span}
		if slices.ContainsFunc(e.AccusedBy, func(a report.Accusation) bool { return sameParty(a.Who, s.Who) }) {
			c.Part, c.Accused = report.BlamePart, s.Who
		}
		if st := f.within.At(s.Span); st != nil {
			c.Statement = st.ID
		}
		f.add(c)
	}
}

// polarities are those of the stances that are a claim's. Who would not comment, or corrects himself, claims nothing by
// it.
var polarities = map[string]report.Polarity{
	report.Denied:       report.Denies,
	report.Unverified:   report.Doubts,
	report.Retracted:    report.Denies,
	report.Confirmed:    report.Asserts,
	report.Acknowledged: report.Asserts,
}

// rest gives every statement that claims no part yet what is left for it. Words that tell what took place tell of the
// event that the report has just told of; all others comment on it.
func (f *finder) rest() {
	for i := range f.Statements {
		st := &f.Statements[i]
		if f.claimed[st.ID] {
			continue
		}
		at := report.Hull(st.Content())
		e := f.before(at.End)
		if e == nil {
			continue
		}
		c := report.Claim{Event: e.ID, Part: report.CommentPart, Polarity: report.Asserts, Statement: st.ID, Words: at}
		if f.assess.tells(st) && (st.Hand == report.Witness || f.near(at)) {
			c.Part = report.OccurrencePart
		}
		f.add(c)
	}
}

// lean gives every event that the report tells of in its own voice alone to whoever it names in the same breath: words
// without a source between the words of one are, as a rule, of that one.
func (f *finder) lean() {
	told := make(map[string]bool) // events of which somebody tells
	for _, c := range f.claims {
		if c.Statement != "" && c.Part != report.CommentPart && c.Polarity == report.Asserts {
			told[c.Event] = true
		}
	}
	claiming := make(map[int]*report.Statement) // by sentence, the first that tells something
	for i := range f.Statements {
		st := &f.Statements[i]
		if n := f.sentence(st.Sentence.Start); claiming[n] == nil && f.claimed[st.ID] && st.Stance == "" {
			claiming[n] = st
		}
	}
	for i := range f.Events {
		e := &f.Events[i]
		if told[e.ID] {
			continue
		}
		for _, m := range f.told[e.ID] {
			if st := f.beside(m, claiming); st != nil && f.within.At(m) == nil {
				f.add(report.Claim{Event: e.ID, Part: report.OccurrencePart, Polarity: report.Asserts, Statement: st.ID, Words: report.Hull(st.Content())})
				break
			}
		}
	}
}

// beside is the statement that tells something in the paragraph of some words, no more than a sentence after or before
// them.
func (f *finder) beside(words report.Span, claiming map[int]*report.Statement) *report.Statement {
	at := f.sentence(words.Start)
	for _, n := range []int{at, at + 1, at - 1} {
		if st := claiming[n]; st != nil && f.paragraph(st.Sentence.Start) == f.paragraph(words.Start) {
			return st
		}
	}
	return nil
}

func (f *finder) sentence(at int) int {
	return f.Text.Tokens[min(f.Text.TokenAt(at), len(f.Text.Tokens)-1)].Sentence
}

// near reports whether an event is told of no more than a few paragraphs before some words.
func (f *finder) near(words report.Span) bool {
	const most = 2 // paragraphs
	i, _ := slices.BinarySearchFunc(f.order, words.End, func(p place, end int) int { return p.start - end })
	return i > 0 && f.paragraph(words.Start)-f.paragraph(f.order[i-1].start) <= most
}

func (f *finder) paragraph(at int) int {
	return f.Text.Sentences[f.Text.Tokens[min(f.Text.TokenAt(at), len(f.Text.Tokens)-1)].Sentence].Paragraph
}

// before is the event that was told of last before a byte offset; of those told of at the same place, the main one.
func (f *finder) before(end int) *report.Event {
	i, _ := slices.BinarySearchFunc(f.order, end, func(p place, end int) int { return p.start - end })
	if i == 0 {
		return nil
	}
	return f.order[i-1].event
}

// numbered is the claims in the order of their words, with their IDs.
func (f *finder) numbered() []report.Claim {
	slices.SortStableFunc(f.claims, func(a, b report.Claim) int {
		return cmp.Or(cmp.Compare(a.Words.Start, b.Words.Start), cmp.Compare(a.Words.End, b.Words.End))
	})
	for i := range f.claims {
		f.claims[i].ID = "c" + strconv.Itoa(i+1)
	}
	return f.claims
}
