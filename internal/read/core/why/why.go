// Package why gathers, while a report is read, by which rules and weights each statement, event and figure came to be.
//
// A rule writes its own notes at the place where it decides, so that what a reader is told is what happened and no
// second guess. A nil [Log] gathers none, and reading with one gives the same reading as without. docs/explain.md lists
// every rule by the name that it notes.
package why

import (
	"firsthand/internal/report"
	"firsthand/internal/report/exact"
)

// Note is one step on the way to a statement, an event or a figure.
type Note struct {
	Of          string      `json:"of"`                    // ID of the statement, event or figure
	Rule        string      `json:"rule"`                  // its name in docs/explain.md
	Words       report.Span `json:"words"`                 // that it rests on; empty where it rests on none
	Says        string      `json:"says,omitempty"`        // what a list, or the rule, makes of them
	Probability float64     `json:"probability,omitempty"` // that a trained model gives it; 0 where none was asked
}

// Log holds the notes of one report. It is for one goroutine at a time.
type Log struct{ notes []Note }

// On reports whether notes are gathered.
func (l *Log) On() bool { return l != nil }

// Add adds a note.
func (l *Log) Add(n Note) {
	if l != nil {
		l.notes = append(l.notes, n)
	}
}

// Rename gives things that have notes other IDs, all at once. What is not named keeps its own.
func (l *Log) Rename(ids map[string]string) {
	if l == nil {
		return
	}
	for i := range l.notes {
		if id, ok := ids[l.notes[i].Of]; ok {
			l.notes[i].Of = id
		}
	}
}

// Notes are all notes, in the order in which the rules wrote them.
func (l *Log) Notes() []Note {
	if l == nil {
		return nil
	}
	return l.notes
}

// OfOdds is the probability that log-odds stand for.
func OfOdds(odds float32) float64 { return 1 / (1 + exact.Exp(-float64(odds))) }

// OfScores is the share that the class at place k has of some scores, each the logarithm of a weight.
func OfScores(scores []float32, k int) float64 {
	most := scores[k]
	for _, s := range scores {
		most = max(most, s)
	}
	all := 0.0
	for _, s := range scores {
		all += exact.Exp(float64(s - most))
	}
	return exact.Exp(float64(scores[k]-most)) / all
}
