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
	fmt.Fprintln(a.stdout, wrapped(behindLine(w.Origins), "", width))
	for _, i := range w.Incidents {
		fmt.Fprintf(a.stdout, "\n%s\n", ink.bold(wrapped(i.Title, "", width)))
		fmt.Fprintln(a.stdout, wrapped(countsLine(i.Counts.Reports, i.Counts.Publishers, i.Counts), "  ", width))
		for _, t := range i.Tallies {
			fmt.Fprintln(a.stdout, wrapped(tallyLine(t), "  ", width))
		}
		if i.Grade.Reason != "" {
			fmt.Fprintln(a.stdout, ink.dim(wrapped(i.Grade.Reason, "  ", width)))
		}
	}
}

// countsLine reads "12 reports, 7 publishers, 3 distinct origins".
func countsLine(reports, publishers int, c report.Counts) string {
	return strings.Join([]string{
		count(reports, "report", "reports"),
		count(publishers, "publisher", "publishers"),
		count(c.Distinct, "distinct origin", "distinct origins"),
	}, ", ")
}

// behindLine says how many of the origins claim to have been there, and how many trails end in fog.
func behindLine(c report.Counts) string {
	var line string
	switch {
	case c.Witnesses > 1:
		line = fmt.Sprintf("%d named origins say that they saw it themselves.", c.Witnesses)
	case c.Witnesses == 1:
		line = "One named origin says that they saw it themselves."
	default:
		line = "No named origin says that they saw it themselves."
	}
	if c.Unnamed > 0 {
		line += " " + count(c.Unnamed, "trail ends", "trails end") + " in people whom nobody names; together they count as one origin."
	}
	return line
}

// tallyLine reads "killed, civilians: at least 82".
func tallyLine(t report.Tally) string {
	what := t.Measure
	if t.Who != "" {
		what += ", " + t.Who
	}
	if t.Total {
		what += ", in all"
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
