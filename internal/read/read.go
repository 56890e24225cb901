// Package read turns the text of one report into a reading: who says what, when, where, how many, what happened.
//
// [Read] is a pure function. It opens no file, no connection and no clock; the same report gives the same reading on
// any machine. It cuts the text into tokens (core/segment), tells which language it is in (core/language) and lets that
// language's pack read it (lang, en).
//
// docs/method.md lists every rule, docs/reading.md every field of what comes out.
package read

//go:generate go test -run ^TestFingerprint$ . -update-fingerprint

import (
	"fmt"

	"firsthand/internal/read/core/language"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/why"
	"firsthand/internal/read/en"
	"firsthand/internal/read/lang"
	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/report/terms"
)

// Version is the release of the reader, for people. What tells one reader from another is its [Identity]; see
// [Reader.Version].
const Version = "0.4.0"

// packs are the languages that are read.
var packs = byLanguage(en.Pack{})

func byLanguage(all ...lang.Pack) map[string]lang.Pack {
	m := make(map[string]lang.Pack, len(all))
	for _, p := range all {
		m[p.Language()] = p
	}
	return m
}

// fallback is the language of a text that shows none: numbers, a single name.
const fallback = "en"

// Read reads one report. The slices of the reading are never nil.
func (reader *Reader) Read(r report.Report) report.Reading { return reader.read(r, nil) }

// Note is one step on the way to a statement, an event or a figure: a rule, the words that it rests on, how sure a
// model is.
type Note = why.Note

func (reader *Reader) read(r report.Report, log *why.Log) report.Reading {
	tongue := language.Of(r.Lang, r.Text)
	if tongue == "" {
		tongue = fallback
	}
	var g report.Reading
	if pack, ok := packs[tongue]; ok {
		g = reader.beginning(pack, r, log)
	} else {
		g.Voice = report.Voice{Hand: report.UnknownHand}
		g.Unread = &report.Unread{Why: report.NoPack, Words: language.Name(tongue) + " is not read yet"}
	}
	reader.head(&g, r)
	g.Lang = tongue
	return g
}

// MaxTokens is how many words and marks of a report are read. It bounds what reading costs, whatever a text is:
// everything that reading makes is no more than so much for each token. It is about 160 pages of a book.
const MaxTokens = 64_000

// beginning reads a report, or as much of it as is read of any report. Both the bound and where it cuts follow from the
// text alone.
func (reader *Reader) beginning(pack lang.Pack, r report.Report, log *why.Log) report.Reading {
	all := len(r.Text)
	cut := segment.Cut(r.Text, MaxTokens)
	r.Text = r.Text[:cut]
	g := pack.Read(lang.Input{Report: r, Text: segment.Split(r.Text), Places: reader.places, Log: log})
	if cut < all {
		g.Unread = &report.Unread{Why: report.TooLong, From: cut, Words: fmt.Sprintf("of a report's words and marks the first %d are read, here up to byte %d of %d", MaxTokens, cut, all)}
	}
	return g
}

// Attempt reads one report like [Reader.Read], even if the reader itself fails on it: then the reading says that it was
// not read, and the error what went wrong. The reading is as good as any to keep: the same reader would fail again, and
// another reads it anew.
func (reader *Reader) Attempt(r report.Report) (g report.Reading, err error) {
	return reader.attempt(r, nil)
}

// Explain reads one report like [Reader.Attempt], and tells what each statement, event and figure rests on, in the
// order in which the rules decided it. A report in a language that is not read has no notes.
func (reader *Reader) Explain(r report.Report) (report.Reading, []Note, error) {
	log := &why.Log{}
	g, err := reader.attempt(r, log)
	return g, log.Notes(), err
}

func (reader *Reader) attempt(r report.Report, log *why.Log) (g report.Reading, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("read report %s: the reader failed: %v", r.ID, fault)
			g = report.Reading{Voice: report.Voice{Hand: report.UnknownHand}, Unread: &report.Unread{Why: report.Failed, Words: "the reader failed on it"}}
			reader.head(&g, r)
			g.Lang = fallback
		}
	}()
	return reader.read(r, log), nil
}

// head fills in what does not depend on the language.
func (reader *Reader) head(g *report.Reading, r report.Report) {
	g.ID = r.ID
	g.Reader = report.Reader{Version: reader.Version()}
	g.Report = report.Head{Publisher: r.Publisher, Published: r.Published, Title: r.Title, URL: r.URL}
	g.Sketch, g.Terms = sketch.Of(r.Text), terms.Of(r)
	fill(g)
}

// fill puts empty lists where there are none, because the contract has no null lists.
func fill(g *report.Reading) {
	g.Statements = listed(g.Statements)
	g.Times = listed(g.Times)
	g.Places = listed(g.Places)
	g.Figures = listed(g.Figures)
	g.Events = listed(g.Events)
	g.Stances = listed(g.Stances)
	g.Credits = listed(g.Credits)
	g.Calls = listed(g.Calls)
	g.States = listed(g.States)
}

func listed[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
