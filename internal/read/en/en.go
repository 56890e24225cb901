// Package en reads reports in English. It calls its parts in order, and each part has one narrow door:
//
//	syntax     parts of speech, the tree of each sentence, names
//	when       expressions of time
//	where      places
//	attribute  statements with their chains, credits; who is who, with the help of entity
//	figure     how many of whom
//	event      what happened, stances, states
//	call       calls for help; whether who writes a message was there
//	claim      who says which part of an event
package en

import (
	"slices"
	"strings"

	"firsthand/internal/read/core/bind"
	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/mention"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/en/attribute"
	"firsthand/internal/read/en/blame"
	"firsthand/internal/read/en/call"
	"firsthand/internal/read/en/claim"
	"firsthand/internal/read/en/event"
	"firsthand/internal/read/en/figure"
	"firsthand/internal/read/en/victim"
	"firsthand/internal/read/en/when"
	"firsthand/internal/read/en/where"
	"firsthand/internal/read/lang"
	"firsthand/internal/report"
)

// Pack is English.
type Pack struct{}

var _ lang.Pack = Pack{}

// Language is "en".
func (Pack) Language() string { return "en" }

// Read finds what a report in English says.
func (Pack) Read(from lang.Input) report.Reading {
	r, text := from.Report, from.Text
	grammar := syntax.Find(text)
	times := when.Find(text, r.Day())
	places := where.Read(from.Places(), text, r.Title, names(text, grammar))
	found := attribute.Explain(text, grammar, r.Publisher, places, from.Log)
	figures := victim.Explain(text, grammar, figure.Explain(text, times, from.Log), from.Log)
	bind.Figures(figures, found.Statements)
	mentions, odds := mentionsIn(from, grammar)
	in := event.Input{Text: text, Title: r.Title, Published: r.Published, Publisher: r.Publisher,
		Statements: found.Statements, Times: times, Places: places, Titled: titled(from), Figures: figures, Entities: found.Entities,
		Mentions: mentions, Grammar: grammar, Odds: odds, Log: from.Log}
	events := event.Find(in)
	accuse(events, blame.Find(blame.Input{Text: text, Grammar: grammar, Publisher: r.Publisher, Statements: found.Statements, Events: events,
		Times: times, Places: places, Entities: found.Entities, Country: gazetteer.CountryOfDemonym}))
	stances := event.Stances(in)
	bind.Statements(found.Statements, events, stances)
	states := event.States(in)
	calls, voice := call.Find(call.Input{Text: text, Grammar: grammar, Publisher: r.Publisher, Author: r.Author, Titled: r.Title != "",
		Statements: found.Statements, Places: places}, found.Voice)
	claims := claim.Find(claim.Input{Text: text, Grammar: grammar, Publisher: r.Publisher, Statements: found.Statements, Entities: found.Entities, Figures: figures,
		Mentions: mentions, Events: events, Stances: stances, States: states, Calls: calls})
	return report.Reading{
		Voice:      voice,
		Statements: found.Statements,
		Times:      times,
		Places:     places,
		Figures:    figures,
		Events:     events,
		Mentions:   mentions,
		Entities:   found.Entities,
		Claims:     claims,
		Stances:    stances,
		Credits:    found.Credits,
		Calls:      calls,
		States:     states,
	}
}

// mentionsIn are the mentions of a report, with how sure the model is of each where notes are taken.
func mentionsIn(from lang.Input, grammar *syntax.Grammar) ([]report.EventMention, []mention.Odds) {
	if from.Log.On() {
		return event.Explained(from.Text, grammar)
	}
	return event.Mentions(from.Text, grammar), nil
}

// titled is the places that the title of a report names. The report's first words stand behind it, so that a name means
// there what it means in the report.
func titled(from lang.Input) []report.Place {
	const longest, head = 300, 1500 // bytes
	title := from.Report.Title
	if title == "" || len(title) > longest {
		return nil
	}
	body := from.Text.Raw
	if len(body) > head {
		body = strings.ToValidUTF8(body[:head], "")
	}
	places := where.Among(from.Places(), segment.Split(title+".\n\n"+body))
	if at := slices.IndexFunc(places, func(p report.Place) bool { return p.End > len(title) }); at >= 0 {
		places = places[:at]
	}
	text := segment.Split(title)
	return where.Named(from.Places(), text, "", places, names(text, syntax.Find(text)))
}

// names are the names that the network sees.
func names(text *segment.Text, grammar *syntax.Grammar) []where.Name {
	kinds := map[syntax.NameKind]where.NameKind{syntax.Place: where.OfPlace, syntax.Person: where.OfPerson, syntax.Organization: where.OfBody}
	var out []where.Name
	for _, n := range grammar.Names() {
		span := report.Span{Start: text.Tokens[n.Lo].Start, End: text.Tokens[n.Hi-1].End}
		out = append(out, where.Name{Span: span, Kind: kinds[n.Kind]})
	}
	return out
}

// accuse writes on each event who did it by its words.
func accuse(events []report.Event, found [][]report.Accusation) {
	for i, list := range found {
		events[i].AccusedBy, events[i].Accused = list, nil
		for _, a := range list {
			events[i].Accused = append(events[i].Accused, a.Who)
		}
	}
}
