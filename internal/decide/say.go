package decide

import (
	"strings"

	"firsthand/internal/report"
)

// Say tells what a decision did, as the end of a sentence that begins with who decided: "merged Killing, Aleppo with
// Air strike, Aleppo". called gives what people call the thing of a name.
func Say(d report.Decision, called func(name string) string) string {
	names := make([]string, len(d.On))
	for i, name := range d.On {
		names[i] = called(name)
	}
	if d.Act == report.ChangedKey {
		return "changed the ledger’s key; the new one is " + d.Value
	}
	if len(names) == 0 {
		return string(d.Act)
	}
	first, rest := names[0], list(names[1:])
	switch d.Act {
	case Merge:
		return "merged " + first + " with " + rest
	case Split:
		return "split " + rest + " off from " + first
	case Grade:
		return "graded " + first + " as " + d.Value
	case Side:
		if d.Value == "" {
			return "took the side of " + list(names) + " away"
		}
		return "set the side of " + list(names) + " to “" + d.Value + "”"
	case Withdraw:
		return "took back " + first
	case Correct:
		return "corrected " + first + ": " + sayCorrection(d.Value)
	case report.CaseFile:
		return "gave away a packet about " + list(names)
	case report.ReceivedFrom:
		return "received " + list(names) + " from " + d.Value
	case report.HandedOver:
		return "handed " + list(names) + " over to " + d.Value
	case report.Consented:
		return "took down that the giver of " + list(names) + " agreed to " + d.Value
	case report.Restricted:
		return "restricted " + list(names) + " to " + d.Value
	case report.Viewed:
		return "took down that " + d.Value + " looked at " + list(names)
	case Accept, Reject:
		return sayJudgement(d, names)
	}
	return string(d.Act) + " " + list(names)
}

func sayJudgement(d report.Decision, names []string) string {
	verb := string(d.Act) + "ed "
	switch {
	case len(names) == 1:
		return verb + names[0]
	case onTwoSources(d) && d.Act == Accept:
		return "decided that " + names[0] + " and " + names[1] + " are one source"
	case onTwoSources(d):
		return "decided that " + names[0] + " and " + names[1] + " are two sources"
	case onTwoIncidents(d):
		return "decided that " + names[0] + " and " + names[1] + " are two incidents"
	case len(names) == 3:
		return verb + "that " + names[2] + " had it from " + names[1] + ", in " + names[0]
	}
	return verb + "that " + names[1] + " had it from " + names[0]
}

func sayCorrection(value string) string {
	if who, ok := strings.CutPrefix(value, toOrigin); ok {
		if who == "" {
			return "the words are nobody’s who is named"
		}
		return "the words are those of " + who
	}
	if hand, ok := strings.CutPrefix(value, toHand); ok {
		return "its hand is " + hand
	}
	from, to, ranged := strings.Cut(strings.TrimPrefix(value, toFigure), "-")
	switch {
	case ranged && to == "":
		return "at least " + from
	case ranged:
		return from + " to " + to
	}
	return "the number is " + from
}

func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
