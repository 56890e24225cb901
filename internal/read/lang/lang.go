// Package lang holds what a language must bring with it to be read: one [Pack] for each language.
//
// Package read cuts a report into tokens, asks package language which language it is in, and gives it to that
// language's pack. A report in a language without a pack is not read, and its reading says so.
//
// A pack is a pure function, as reading is: no file, no network, no clock, no chance.
package lang

import (
	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/why"
	"firsthand/internal/report"
)

// Pack reads the reports of one language.
type Pack interface {
	// Language is the language's BCP 47 tag without script or region: "en".
	Language() string

	// Read finds what the words of a report say. It fills the lists of the reading and its voice; what does not depend
	// on the language is filled by package read: IDs, the head, the sketch, the terms. Lists may be nil. Spans are
	// offsets into in.Report.Text, and lists are in the order that docs/reading.md promises. It must end in time and
	// memory linear in the text, and may be called by many goroutines at once.
	Read(in Input) report.Reading
}

// Input is what a pack reads.
type Input struct {
	Report report.Report
	Text   *segment.Text               // the report's text, cut into tokens
	Places func() *gazetteer.Gazetteer // unpacked when it is first asked for
	Log    *why.Log                    // for notes of what each thing rests on; nil where nobody asks
}
