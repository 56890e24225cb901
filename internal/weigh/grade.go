package weigh

import (
	"fmt"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// grade says how far the incident is established. The first rule that applies gives the grade:
//
//  1. discounted: every named origin took its words back, and somebody did.
//  2. confirmed: a party that is accused acknowledged it.
//  3. contested: both a government side and an armed opposition are accused, or the parties are said to blame each other.
//  4. fair: two or more distinct named origins, at least one of whom claims to have seen it.
//  5. weak: anything less.
//
// An analyst's own grade stands before the rule's, and the rule's is told beside it.
func (c *incident) grade() report.Grade {
	byRule := c.gradeByRule()
	if c.graded == nil {
		return byRule
	}
	return report.Grade{
		Value: c.graded.Value,
		Reason: fmt.Sprintf("%s, graded by %s: %s. By rule it is %s",
			c.graded.Value, c.graded.By, strings.TrimRight(c.graded.Reason, ". "), byRule.Reason),
	}
}

func (c *incident) gradeByRule() report.Grade {
	standing, withdrawn := c.standing()
	accused := c.accused()
	basis := c.basis(standing)
	give := func(value, why string) report.Grade {
		return report.Grade{Value: value, Reason: value + ": " + why + c.remarks(withdrawn)}
	}
	if len(withdrawn) > 0 && len(standing) == 0 && !c.hasUnnamed() {
		return report.Grade{Value: report.GradeDiscounted, Reason: fmt.Sprintf("discounted: %s took it back, and no other origin is left.", list(withdrawn))}
	}
	if who := c.acknowledgedBy(accused); who != "" {
		return give(report.GradeConfirmed, fmt.Sprintf("%s, accused of it, acknowledged it; %s.", who, basis))
	}
	if why := c.contested(accused); why != "" {
		return give(report.GradeContested, fmt.Sprintf("%s; %s.", why, basis))
	}
	witnesses := slices.DeleteFunc(slices.Clone(standing), func(o report.Origin) bool { return o.Hand != report.Witness })
	if len(standing) >= 2 && len(witnesses) >= 1 {
		return give(report.GradeFair, basis+".")
	}
	return give(report.GradeWeak, basis+".")
}

// standing are the named origins that did not take their words back; withdrawn are the names of those that did.
func (c *incident) standing() (standing []report.Origin, withdrawn []string) {
	for _, o := range c.origins {
		if !o.Named {
			continue
		}
		key := strings.TrimSuffix(o.Node, witnessSuffix)
		if slices.ContainsFunc(c.stances, func(s report.IncidentStance) bool {
			return s.Stance.Stance == report.Retracted && c.docs[0].source(s.Who, s.SourceID).key == key
		}) {
			withdrawn = append(withdrawn, o.Name)
		} else {
			standing = append(standing, o)
		}
	}
	return standing, withdrawn
}

func (c *incident) hasUnnamed() bool {
	return slices.ContainsFunc(c.origins, func(o report.Origin) bool { return !o.Named })
}

// basis tells on whom the incident's reports rest.
func (c *incident) basis(standing []report.Origin) string {
	all := "all " + counted(len(c.docs), "report")
	rest := "rest"
	switch len(c.docs) {
	case 1:
		all, rest = "the only report", "rests"
	case 2:
		all = "both reports"
	}
	var unnamed []report.Origin
	for _, o := range c.origins {
		if !o.Named {
			unnamed = append(unnamed, o)
		}
	}
	var names []string
	seen := 0
	for _, o := range standing {
		names = append(names, o.Name)
		if o.Hand == report.Witness {
			seen++
		}
	}
	var fog []string
	for _, o := range unnamed {
		words := o.Name
		if o.Via != "" {
			words += " via " + o.Via
		}
		fog = append(fog, words)
	}
	switch {
	case len(standing) == 0 && len(unnamed) == 1:
		return fmt.Sprintf("%s %s on one origin that nobody names, %s", all, rest, fog[0])
	case len(standing) == 0:
		return fmt.Sprintf("%s %s on nobody who is named: %s, counted as one origin because they may be the same people", all, rest, list(fog))
	}
	text := fmt.Sprintf("%s %s on %s, %s", all, rest, counted(len(standing), "named origin"), list(names))
	if len(unnamed) > 0 {
		text += ", and on words of nobody named (" + list(fog) + ")"
	}
	switch {
	case seen == 0 && len(standing) == 1:
		text += "; that origin does not claim to have seen it"
	case seen == 0:
		text += "; none of them claims to have seen it"
	case len(standing) == 1:
		text += "; that origin claims to have seen it"
	case seen == 1:
		text += "; one of them claims to have seen it"
	default:
		text += "; " + inWords(seen) + " of them claim to have seen it"
	}
	return text
}

// remarks tells what else an analyst must know of the grade: who denied it, could not verify it, took it back or
// corrected it.
func (c *incident) remarks(withdrawn []string) string {
	var text string
	if len(withdrawn) > 0 {
		text += fmt.Sprintf(" %s took it back.", list(withdrawn))
	}
	for _, r := range []struct{ stance, words string }{
		{report.Retracted, "took a report of it back"},
		{report.Denied, "denied it"},
		{report.Corrected, "corrected earlier words"},
		{report.Unverified, "could not verify it"},
		{report.NoComment, "did not comment"},
	} {
		var names []string
		for _, s := range c.stances {
			if s.Stance.Stance == r.stance && s.Who != "" && !slices.Contains(names, s.Who) && !slices.Contains(withdrawn, s.Who) {
				names = append(names, s.Who)
			}
		}
		if len(names) > 0 {
			slices.Sort(names)
			text += fmt.Sprintf(" %s %s.", list(names), r.words)
		}
	}
	return text
}

// accused lists who did it according to the reports.
func (c *incident) accused() []string {
	var names []string
	for _, t := range c.mentions {
		names = append(names, t.event.Accused...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// acknowledgedBy is the accused party that acknowledged or confirmed the incident, "" for none.
func (c *incident) acknowledgedBy(accused []string) string {
	for _, s := range c.stances {
		if s.Stance.Stance != report.Acknowledged && s.Stance.Stance != report.Confirmed {
			continue
		}
		if slices.ContainsFunc(accused, func(a string) bool { return sameParty(a, s.Who) }) {
			return s.Who
		}
	}
	return ""
}

// sameParty tells whether two names mean one party: the same source, or all words of one stand in the other ("the Syrian
// government", "Syrian government forces").
func sameParty(a, b string) bool {
	x, y := identifySource(a, ""), identifySource(b, "")
	if x.key == "" || y.key == "" {
		return false
	}
	if x.key == y.key {
		return true
	}
	return wordsIn(report.SourceID(a), report.SourceID(b)) || wordsIn(report.SourceID(b), report.SourceID(a))
}

func wordsIn(few, many string) bool {
	all := strings.Split(many, "-")
	words := strings.Split(few, "-")
	return len(words) > 1 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(all, w) })
}

// contested tells why blame is disputed, "" where it is not.
func (c *incident) contested(accused []string) string {
	for _, s := range c.stances {
		if s.Stance.Stance == report.BlameEach {
			return "the parties are said to blame each other"
		}
	}
	byCamp := make(map[camp]string)
	for _, name := range accused {
		if _, ok := byCamp[campOf(name)]; !ok {
			byCamp[campOf(name)] = name
		}
	}
	if byCamp[government] != "" && byCamp[opposition] != "" {
		return fmt.Sprintf("some accuse %s, others %s", byCamp[government], byCamp[opposition])
	}
	return ""
}

// camp is which of the two sides of a civil war the words of a name point to. It does not know who is who in one
// conflict: sides are set by people.
type camp int

const (
	noCamp camp = iota
	government
	opposition
)

func campOf(name string) camp {
	name = strings.ToLower(name)
	has := func(words ...string) bool {
		return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(name, w) })
	}
	switch {
	case has("anti-government", "anti-regime"):
		return opposition
	case has("government", "regime", "army", "loyalist", "state forces"):
		return government
	case has("rebel", "opposition", "insurgent", "militant", "jihadist"):
		return opposition
	}
	return noCamp
}
