package main

import (
	"fmt"
	"strings"

	"firsthand/internal/report"
)

// printSummary says in a few lines what a weighing comes to: how much was published, how few stand behind it, and for each incident
// the same with its figures.
func (a *app) printSummary(w report.Weighing) {
	ink, width := a.inkOn(a.stdout), columnsOf(a.stdout)
	fmt.Fprintln(a.stdout, ink.bold(countsLine(w.Reports, w.Publishers, w.Origins)+"."))
	for _, i := range w.Incidents {
		fmt.Fprintf(a.stdout, "\n%s\n", ink.bold(wrapped(i.Title, "", width)))
		rows := []string{countsLine(i.Counts.Reports, i.Counts.Publishers, i.Counts)}
		for _, t := range i.Tallies {
			rows = append(rows, tallyLine(t))
		}
		if i.Grade.Value != "" {
			rows = append(rows, "grade "+i.Grade.Value+": "+i.Grade.Reason)
		}
		for _, row := range rows {
			fmt.Fprintln(a.stdout, wrapped(row, "  ", width))
		}
	}
}

// countsLine reads "12 reports, 7 publishers, 3 distinct origins, 1 of them says it was there".
func countsLine(reports, publishers int, c report.Counts) string {
	parts := []string{
		count(reports, "report", "reports"),
		count(publishers, "publisher", "publishers"),
		count(c.Distinct, "distinct origin", "distinct origins"),
	}
	line := strings.Join(parts, ", ")
	switch {
	case c.Distinct == 0:
	case c.Witnesses == 1:
		line += ", 1 of which says that it was there"
	case c.Witnesses > 1:
		line += fmt.Sprintf(", %d of which say that they were there", c.Witnesses)
	default:
		line += ", none of which says that it was there"
	}
	if c.Unnamed > 0 {
		line += "; " + count(c.Unnamed, "trail ends", "trails end") + " in nobody who could be asked"
	}
	return line
}

// tallyLine reads "killed, civilians: at least 82".
func tallyLine(t report.Tally) string {
	what := t.Measure
	if t.Who != "" {
		what += ", " + t.Who
	}
	if t.Day != "" {
		what += ", as of " + t.Day
	}
	f := report.Figure{Low: t.Low, High: t.High, Bound: report.ExactBound}
	if t.Low == 0 && t.High != nil && *t.High > 0 {
		f.Bound = report.AtMost
	}
	line := what + ": " + numberOf(f)
	if n := len(t.Rivals); n > 1 {
		line += fmt.Sprintf(" (%d figures)", n)
	}
	return line
}
