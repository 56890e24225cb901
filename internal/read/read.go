// Package read turns the text of one report into a reading: who says what, when, where, how many, what happened.
//
// [Read] is a pure function. It opens no file, no connection and no clock; the same report gives the same reading on any machine. It
// cuts the text into tokens (core/segment), tells which language it is in (core/language) and lets that language's pack read it (lang, en).
//
// docs/method.md lists every rule, docs/reading.md every field of what comes out.
package read

//go:generate go test -run ^TestFingerprint$ . -update-fingerprint

import (
	"firsthand/internal/read/core/language"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/en"
	"firsthand/internal/read/lang"
	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/report/terms"
)

// Version is the release of the reader, for people. What tells one reader from another is its [Identity]; see [Reader.Version].
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
func (reader *Reader) Read(r report.Report) report.Reading {
	tongue := language.Of(r.Lang, r.Text)
	if tongue == "" {
		tongue = fallback
	}
	var g report.Reading
	if pack, ok := packs[tongue]; ok {
		g = pack.Read(lang.Input{Report: r, Text: segment.Split(r.Text), Places: reader.places})
	} else {
		g.Voice = report.Voice{Hand: report.UnknownHand}
		g.Unread = &report.Unread{Why: report.NoPack, Words: language.Name(tongue) + " is not read yet"}
	}
	g.ID = r.ID
	g.Reader = report.Reader{Version: reader.Version()}
	g.Report = report.Head{Publisher: r.Publisher, Published: r.Published, Title: r.Title, URL: r.URL}
	g.Lang = tongue
	g.Sketch, g.Terms = sketch.Of(r.Text), terms.Of(r)
	fill(&g)
	return g
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
