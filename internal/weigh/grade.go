package weigh

import (
	"slices"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/registry"
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
func (c account) grade() report.Grade {
	byRule := c.gradeByRule()
	if c.Graded == nil {
		return byRule
	}
	value, by, why := c.Graded.Value, c.Graded.By, strings.TrimRight(c.Graded.Reason, ". ")
	reason := report.Because("grade.person", value, by, why, byRule.Reason)
	return report.Grade{Value: value, Reason: reason, By: by, Why: why, ByRule: &byRule}
}

func (c account) gradeByRule() report.Grade {
	standing, withdrawn := c.standing()
	accused := c.accused()
	basis := c.basis(standing)
	remarks := c.remarks(withdrawn)
	give := func(value, code string, args ...any) report.Grade {
		return report.Grade{Value: value, Reason: report.Led(value, report.Because(code, append(args, basis, remarks)...))}
	}
	if len(withdrawn) > 0 && len(standing) == 0 && !c.hasUnnamed() {
		why := report.Because("grade.discounted", withdrawn)
		return report.Grade{Value: report.GradeDiscounted, Reason: report.Led(report.GradeDiscounted, why)}
	}
	if who := c.acknowledgedBy(accused); who != "" {
		return give(report.GradeConfirmed, "grade.acknowledged", who)
	}
	if each, one, other := c.contested(accused); each {
		return give(report.GradeContested, "grade.eachother")
	} else if one != "" {
		return give(report.GradeContested, "grade.contested", one, other)
	}
	witnesses := slices.ContainsFunc(standing, func(o report.Origin) bool { return o.Hand == report.Witness })
	if len(standing) >= 2 && witnesses {
		return give(report.GradeFair, "grade.plain")
	}
	return give(report.GradeWeak, "grade.plain")
}

// standing are the named origins that did not take their words back; withdrawn are the names of those that did.
func (c account) standing() (standing []report.Origin, withdrawn []string) {
	for _, o := range c.Origins {
		if !o.Named {
			continue
		}
		key := string(ref.NodeID(o.Node).Plain())
		if slices.ContainsFunc(c.Stances, func(s report.IncidentStance) bool {
			return s.Stance.Stance == report.Retracted && c.Docs[0].Source(s.Who, s.SourceID).Key == key
		}) {
			withdrawn = append(withdrawn, o.Name)
		} else {
			standing = append(standing, o)
		}
	}
	return standing, withdrawn
}

func (c account) hasUnnamed() bool {
	return slices.ContainsFunc(c.Origins, func(o report.Origin) bool { return !o.Named })
}

// basis tells on whom the incident's reports rest.
func (c account) basis(standing []report.Origin) report.Reason {
	all, rest := report.Because("basis.all", len(c.Docs)), "basis.rest."
	switch len(c.Docs) {
	case 1:
		all, rest = report.Because("basis.only"), "basis.rests."
	case 2:
		all = report.Because("basis.both")
	}
	fog := c.fog()
	switch {
	case len(standing) == 0 && len(fog) == 1:
		return report.Because(rest+"fog", all, fog)
	case len(standing) == 0:
		return report.Because(rest+"fogs", all, fog)
	}
	beside := report.Because("basis.none")
	if len(fog) > 0 {
		beside = report.Because("basis.andfog", fog)
	}
	var names []string
	for _, o := range standing {
		names = append(names, o.Name)
	}
	return report.Because(rest+"named", all, len(standing), names, beside, whoSaw(standing))
}

// fog lists the words for whoever is not named, each with who passes them on.
func (c account) fog() []string {
	var fog []string
	for _, o := range c.Origins {
		switch {
		case o.Named:
		case o.Via == "":
			fog = append(fog, o.Name)
		default:
			fog = append(fog, report.Because("fog.via", o.Name, o.Via).String())
		}
	}
	return fog
}

// whoSaw tells how many of the named origins claim to have seen it.
func whoSaw(standing []report.Origin) report.Reason {
	seen := 0
	for _, o := range standing {
		if o.Hand == report.Witness {
			seen++
		}
	}
	switch {
	case seen == 0 && len(standing) == 1:
		return report.Because("basis.seen.onenot")
	case seen == 0:
		return report.Because("basis.seen.none")
	case len(standing) == 1:
		return report.Because("basis.seen.that")
	case seen == 1:
		return report.Because("basis.seen.one")
	}
	return report.Because("basis.seen.many", seen)
}

// remarks tells what else an analyst must know of the grade: who denied it, could not verify it, took it back or
// corrected it.
func (c account) remarks(withdrawn []string) report.Reason {
	all := report.Because("remarks")
	if len(withdrawn) > 0 {
		all.Args = append(all.Args, report.Because("remark.origin", withdrawn))
	}
	for _, stance := range []string{report.Retracted, report.Denied, report.Corrected, report.Unverified, report.NoComment} {
		var names []string
		for _, s := range c.Stances {
			known := s.Who == "" || slices.Contains(names, s.Who) || slices.Contains(withdrawn, s.Who)
			if s.Stance.Stance == stance && !known {
				names = append(names, s.Who)
			}
		}
		if len(names) > 0 {
			slices.Sort(names)
			all.Args = append(all.Args, report.Because("remark."+stance, names))
		}
	}
	return all
}

// accused lists who did it according to the reports.
func (c account) accused() []string {
	var names []string
	for _, t := range c.Mentions {
		names = append(names, t.Event.Accused...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// acknowledgedBy is the accused party that acknowledged or confirmed the incident, "" for none.
func (c account) acknowledgedBy(accused []string) string {
	for _, s := range c.Stances {
		if s.Stance.Stance != report.Acknowledged && s.Stance.Stance != report.Confirmed {
			continue
		}
		if slices.ContainsFunc(accused, func(a string) bool { return sameParty(a, s.Who) }) {
			return s.Who
		}
	}
	return ""
}

// sameParty tells whether two names mean one party: the same source, or all words of one stand in the other ("the
// Syrian government", "Syrian government forces").
func sameParty(a, b string) bool {
	x, y := registry.Identify(a, ""), registry.Identify(b, "")
	if x.Key == "" || y.Key == "" {
		return false
	}
	if x.Key == y.Key {
		return true
	}
	return wordsIn(report.SourceID(a), report.SourceID(b)) || wordsIn(report.SourceID(b), report.SourceID(a))
}

func wordsIn(few, many string) bool {
	all := strings.Split(many, "-")
	words := strings.Split(few, "-")
	return len(words) > 1 && !slices.ContainsFunc(words, func(w string) bool { return !slices.Contains(all, w) })
}

// contested tells whether blame is disputed: the parties are said to blame each other, or both of two camps are
// accused.
func (c account) contested(accused []string) (each bool, one, other string) {
	for _, s := range c.Stances {
		if s.Stance.Stance == report.BlameEach {
			return true, "", ""
		}
	}
	byCamp := make(map[camp]string)
	for _, name := range accused {
		if _, ok := byCamp[campOf(name)]; !ok {
			byCamp[campOf(name)] = name
		}
	}
	if byCamp[government] != "" && byCamp[opposition] != "" {
		return false, byCamp[government], byCamp[opposition]
	}
	return false, "", ""
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
