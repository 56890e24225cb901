// Package attribute finds who says what in a report: every statement with its chain of attribution, from the
// publisher's own source inwards.
//
// It works in four steps, each in a file of its own: cues are found and each is linked with its source and its content
// (link.go, content.go, nominal.go, quote.go); links that lie inside the content of others become chains (chain.go);
// sources are resolved to the fullest name the report gives (name.go); the origin's hand is read off the words
// (hand.go). Credit lines and datelines stand around all of it (credit.go), and so do the marks of what is passed on,
// such as a forwarded message (relay.go). docs/method.md lists the rules. The definition of source, cue and content is
// PolNeAR's (Newell, Margolin and Ruths, LREC 2018).
package attribute

import (
	"slices"
	"strconv"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/read/core/why"
	"firsthand/internal/read/en/attribute/label"
	"firsthand/internal/read/en/entity"
	who "firsthand/internal/read/entity"
	"firsthand/internal/report"
)

// Found is what a report attributes.
type Found struct {
	Statements []report.Statement
	Credits    []report.Credit
	Voice      report.Voice
	Entities   []report.Entity
}

// Weights are the bytes of the trained labeller.
func Weights() string { return label.Weights() }

// Find reads the statements and credits of a text. Publisher is the report's own publisher, whose mention is no hop;
// places are those in the text. g is t's grammar. Statements come in order of their content and are numbered "s1", "s2"
// …
func Find(t *segment.Text, g *syntax.Grammar, publisher string, places []report.Place) Found {
	return Explain(t, g, publisher, places, nil)
}

// Explain is [Find], and notes what each statement rests on.
func Explain(t *segment.Text, g *syntax.Grammar, publisher string, places []report.Place, log *why.Log) Found {
	s := &scanner{Cursor: cursor.On(t), log: log, t: t, tags: g.Tags, publisher: publisher, learned: label.Find(t, g), nouns: entity.New(t, g, publisher, places), found: relaysIn(t.Raw)}
	credits := s.credits()
	var links []*link
	for i := range t.Sentences {
		links = append(links, s.settle(i, s.sentence(i))...)
	}
	lines := s.lines()
	links = s.relays(s.floating(append(append(links, s.labelled(lines)...), s.named(lines)...)))
	s.nest(links)
	s.resolve(links)
	statements := s.chains(links)
	for i := range statements {
		statements[i].Hand, statements[i].HandWhy = s.hand(&statements[i])
		s.noteHand(&statements[i])
	}
	s.credit(statements, credits)
	slices.SortStableFunc(statements, func(a, b report.Statement) int {
		if d := a.Content()[0].Start - b.Content()[0].Start; d != 0 {
			return d
		}
		return b.Content()[0].End - a.Content()[0].End
	})
	numbered := make(map[string]string, len(statements))
	for i := range statements {
		id := "s" + strconv.Itoa(i+1)
		numbered[statements[i].ID] = id
		statements[i].ID = id
	}
	log.Rename(numbered)
	return Found{Statements: statements, Credits: credits, Voice: s.voice(statements), Entities: s.cast.Entities()}
}

// scanner holds one text while it is read.
type scanner struct {
	cursor.Cursor
	t         *segment.Text
	tags      []tag.Tag
	publisher string
	last      []*link // the links of the sentence at hand
	learned   *label.Found
	nouns     *entity.Nouns
	cast      *entity.Cast
	log       *why.Log

	found      []relay // what the text passes on of others,
	passed     []*link // the link of each, and
	passedFrom []int   // the token with which the lines begin that mark it
}

// run is the tokens [lo, hi).
type run struct{ lo, hi int }

func (r run) empty() bool { return r.hi <= r.lo }

// link is one cue with its source and content, before it becomes a hop of a chain.
type link struct {
	kind     report.HopKind
	verb     int   // token of the cue's main word, -1 for a quotation that goes on without one
	source   run   // empty where the words leave it implicit
	cue      []run // empty where there is none
	content  []run // never empty
	told     run   // the addressee: "told CNN"
	cited    []run // "citing medical teams"
	citing   []run // the cue of each
	outlets  []run // "quoted by state media"
	nominal  bool  // the cue is a noun: "reports of", "a plea for"
	quote    bool
	label    bool       // the source stands as a label before the content: "WANYAMA: …"
	fixed    bool       // a rule knows source and content for sure: the trained model has no say
	faint    bool       // only the trained model knows the cue: its source is not who "he" means next
	same     *link      // whoever said this goes on, or is meant by a pronoun or left implicit
	who      *who.Being // set when names are resolved
	toldWho  *who.Being
	citedWho []*who.Being
	viaWho   []*who.Being
	outer    *link  // the link whose content it lies in
	self     bool   // the inner words of the same speaker: no hop of its own
	by       string // the rule that made it; see docs/explain.md
	relay    bool   // words of another that the text passes on as they are: relay.go
	extent   run    // of a relay: all that is passed on, also what its author passed on
	adopted  bool   // the trained labeller's source and content stand in the place of the rules'
}

// span is the bytes from the first to the last token of r.
func (s *scanner) span(r run) report.Span {
	if r.empty() {
		return report.Span{}
	}
	return report.Span{Start: s.t.Tokens[r.lo].Start, End: s.t.Tokens[r.hi-1].End}
}

func (s *scanner) spans(rs []run) []report.Span {
	out := make([]report.Span, 0, len(rs))
	for _, r := range rs {
		if !r.empty() {
			out = append(out, s.span(r))
		}
	}
	return out
}

// words is the text of r.
func (s *scanner) words(r run) string {
	sp := s.span(r)
	return s.t.Raw[sp.Start:sp.End]
}
