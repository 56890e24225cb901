package bind

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
)

// Cues finds the statement that a word attributes.
type Cues struct {
	cues []cued // in the order of the text
}

type cued struct {
	report.Span
	statement *report.Statement
}

// NewCues indexes the words that attribute the statements of a report to their origins.
func NewCues(statements []report.Statement) *Cues {
	c := &Cues{}
	for i := range statements {
		if len(statements[i].Hops) == 0 {
			continue
		}
		for _, span := range statements[i].Origin().Cue {
			c.cues = append(c.cues, cued{span, &statements[i]})
		}
	}
	slices.SortStableFunc(c.cues, func(a, b cued) int { return cmp.Compare(a.Start, b.Start) })
	return c
}

// At is the statement that a word is a cue of, nil where it is none. Where it is the cue of several, it is the last of
// them.
func (c *Cues) At(word report.Span) *report.Statement {
	const back = 8 // cues
	at, _ := slices.BinarySearchFunc(c.cues, word.Start+1, func(q cued, start int) int { return q.Start - start })
	for j := at - 1; j >= max(0, at-back); j-- {
		if q := c.cues[j]; q.Start <= word.Start && word.End <= q.End {
			return q.statement
		}
	}
	return nil
}
