package main

import (
	"fmt"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// printSummary says in a few lines what a weighing comes to: how much was published, how few stand behind it, and for
// each incident the same with its figures.
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
		if !i.Grade.Reason.IsZero() {
			fmt.Fprintln(a.stdout, ink.dim(wrapped(i.Grade.Reason.String(), "  ", width)))
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

// tallyLine reads "trapped, civilians: 15,000 to 40,000; at most 50,000 (replaced later)": every rival figure, each
// once.
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
	var numbers []string
	for _, r := range t.Rivals {
		number := numberOf(r.Figure)
		if r.Day != "" && t.Day == "" {
			number += " as of " + r.Day
		}
		if r.Replaced {
			number += " (replaced later)"
		}
		if !slices.Contains(numbers, number) {
			numbers = append(numbers, number)
		}
	}
	return what + ": " + strings.Join(numbers, "; ")
}
