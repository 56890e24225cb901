package gauge

import (
	"slices"

	"firsthand/internal/report"
)

// openMessages reads messages that people in disasters sent (Munro 2012), a message a line, each with whether it asks
// for help, what for, and whether its writer was there.
func openMessages(path string) (contents, error) {
	rows, err := rowsIn[messageRow](path)
	if err != nil {
		return nil, err
	}
	return messages{rows}, nil
}

type messageRow struct {
	ID, Text, Genre string
	Request         bool
	Needs           []string
	DirectReport    bool `json:"direct_report"`
}

type messages struct{ rows []messageRow }

func (c messages) inputs() []Input {
	var out []Input
	for _, r := range c.rows {
		out = append(out, Input{ID: r.ID, Text: r.Text})
	}
	return out
}

func (c messages) only(keep func(string) bool) contents {
	return messages{slices.DeleteFunc(slices.Clone(c.rows), func(r messageRow) bool { return !keep(r.ID) })}
}

// genres are the kinds of message, in the order in which they are scored; neededThings what the annotators can say is
// needed.
var (
	genres       = []string{"direct", "news", "social"}
	neededThings = []string{"medical", "rescue", "water", "food", "shelter", "clothing", "money"}
)

func (c messages) score(answers Answers, s *Scores) {
	for _, genre := range genres {
		var asks, needs, there count
		all := 0
		for _, row := range c.rows {
			if row.Genre != genre {
				continue
			}
			all++
			r := answers.Readings[row.ID]
			asks.ask(len(r.Calls) > 0, row.Request)
			there.ask(firsthand(r), row.DirectReport)
			if row.Request {
				needs.add(needsIn(r.Calls, row.Needs))
			}
			s.missedMessage(row, len(r.Calls) > 0)
		}
		if all == 0 {
			continue
		}
		s.line("%s %d", genre, all)
		s.agreeOf(genre, "asks for help", asks)
		s.agreeOf(genre, "what is needed, of those", needs)
		s.agreeOf(genre, "was there (direct_report)", there)
	}
}

// ask counts one thing that may have been found and may be there.
func (c *count) ask(found, there bool) {
	if found {
		c.found++
	}
	if there {
		c.there++
	}
	if found && there {
		c.right++
	}
}

// firsthand reports whether somebody in the message says that they saw it themselves.
func firsthand(r report.Reading) bool {
	return r.Voice.Hand == report.Witness ||
		slices.ContainsFunc(r.Statements, func(st report.Statement) bool { return st.Hand == report.Witness })
}

// needsIn compares what the calls of one message ask for with what its annotators say. Needs that they have no word for
// are passed over.
func needsIn(calls []report.Call, want []string) count {
	named := map[string]bool{}
	for _, call := range calls {
		for _, need := range call.Needs {
			named[need] = true
		}
	}
	wanted := map[string]bool{}
	for _, need := range want {
		wanted[need] = true
	}
	n := count{there: len(wanted)}
	for need := range named {
		if wanted[need] {
			n.right++
		}
		if slices.Contains(neededThings, need) {
			n.found++
		}
	}
	return n
}

func (s *Scores) missedMessage(row messageRow, found bool) {
	const most = 150
	switch text := first(row.Text, most); {
	case row.Request && !found:
		s.fault("MISSED call", row.ID, "%s", text)
	case found && !row.Request:
		s.fault("FALSE call", row.ID, "%s", text)
	}
}

// agreeOf is [Scores.agree] for one genre of a corpus, with how many things are there.
func (s *Scores) agreeOf(genre, name string, c count) {
	a := c.agreement(genre + ": " + name)
	s.Agreements = append(s.Agreements, a)
	s.line("%-34s P %5.1f  R %5.1f  F %5.1f   (%d)", "  "+name, 100*a.Precision, 100*a.Recall, 100*a.F, c.there)
}
