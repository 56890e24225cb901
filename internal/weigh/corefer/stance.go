package corefer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"firsthand/internal/report"
	"firsthand/internal/weigh/scene"
)

// beside is how many bytes from an event's sentences a stance may lie and still be taken to be about it: two or three
// sentences.
const beside = 400

// PlaceStances finds the stances that are taken on an incident: every stance of a report goes to one of its incidents,
// and one on several accounts or strikes to all that it had told of.
func (c *Incident) PlaceStances() (found []report.IncidentStance) {
	for _, d := range c.Docs {
		incidents := d.Incidents()
		for _, s := range d.Reading.Stances {
			if about(d, s, incidents) == c || len(incidents) > 1 && onSeveral(d, s) && c.toldBefore(d, s.Span) {
				found = append(found, report.IncidentStance{Stance: s, Report: d.ID})
			}
		}
	}
	return found
}

// onSeveral reports whether a stance is taken on more than one thing that the report tells of: "these reports", "both
// strikes", "individual incidents". Words taken back or put right are always some particular ones.
func onSeveral(d *Document, s report.Stance) bool {
	if s.Stance == report.Retracted || s.Stance == report.Corrected {
		return false
	}
	one := len(scene.KindsNamed(s.Span.In(d.Text))) > 0 // "the execution reports"
	for w := range strings.FieldsFuncSeq(strings.ToLower(s.Span.In(d.Text)), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if pair[w] || several[w] && !one {
			return true
		}
	}
	return false
}

// pair are words for more than one thing, whatever kind of thing the words name besides.
var pair = map[string]bool{"both": true, "neither": true, "individual": true}

// several are the nouns by which a stance is on more than one thing, unless the words name one kind of event.
var several = map[string]bool{
	"these": true, "reports": true,
	"accounts": true, "claims": true, "allegations": true, "accusations": true, "incidents": true, "attacks": true, "strikes": true,
	"messages": true, "missions": true, "figures": true, "details": true,
}

// toldBefore reports whether a report tells of the incident before some words.
func (c *Incident) toldBefore(d *Document, words report.Span) bool {
	for t := range c.tells(d) {
		if slices.ContainsFunc(t.Event.Evidence, func(e report.Span) bool { return e.Start < words.End }) {
			return true
		}
	}
	return false
}

// Incidents lists those that the report tells of.
func (d *Document) Incidents() []*Incident {
	var list []*Incident
	for _, t := range d.Mentions {
		if t.In != nil && !slices.Contains(list, t.In) {
			list = append(list, t.In)
		}
	}
	return list
}

// about finds the incident a stance is taken on: the only one the report tells of; else the one in whose town, by the
// stance's words, it was; else the one whose kind of event they name; else the one whose sentences it stands in or
// beside; else that of the report's main event.
func about(d *Document, s report.Stance, incidents []*Incident) *Incident {
	if len(incidents) < 2 {
		return first(incidents)
	}
	words := s.Span
	if s.About != nil {
		words = *s.About
	}
	incidents = named(s.Span.In(d.Text), incidents)
	if len(incidents) == 1 {
		return incidents[0]
	}
	incidents = speakOf(d, scene.KindsNamed(words.In(d.Text)), incidents)
	if len(incidents) == 1 {
		return incidents[0]
	}
	nearest := slices.MinFunc(incidents, func(a, b *Incident) int {
		return cmp.Or(cmp.Compare(a.away(d, s.Span), b.away(d, s.Span)), cmp.Compare(a.ID, b.ID))
	})
	if nearest.away(d, s.Span) <= beside {
		return nearest
	}
	for _, c := range incidents {
		if c.tellsMain(d) {
			return c
		}
	}
	return nearest
}

// named keeps the incidents in whose towns, by what words name, it was; all of them where the words name none.
func named(words string, incidents []*Incident) []*Incident {
	var there []*Incident
	for _, c := range incidents {
		if name := c.Place.Where.Name; name != "" && !c.Place.Coarse() && strings.Contains(words, name) {
			there = append(there, c)
		}
	}
	if len(there) == 0 {
		return incidents
	}
	return there
}

// speakOf keeps the incidents whose kind fits best with the kinds that words name; all of them where none fits.
func speakOf(d *Document, named map[string]bool, incidents []*Incident) []*Incident {
	best := 0.0
	var fitting []*Incident
	for _, c := range incidents {
		score := 0.0
		for t := range c.tells(d) {
			for kind := range named {
				score = max(score, scene.KindScore(kind, t.Event.Kind))
			}
		}
		switch {
		case score == 0 || score < best:
		case score > best:
			best, fitting = score, []*Incident{c}
		default:
			fitting = append(fitting, c)
		}
	}
	if len(fitting) == 0 {
		return incidents
	}
	return fitting
}

func first(incidents []*Incident) *Incident {
	if len(incidents) == 0 {
		return nil
	}
	return incidents[0]
}

func (c *Incident) tellsMain(d *Document) bool {
	return d.Main != nil && d.Main.In == c
}

// away is the number of bytes between a span and the nearest sentence in which the report tells of the incident. People
// take a stance on what was said before: sentences that follow count as half of [beside] farther.
func (c *Incident) away(d *Document, span report.Span) int {
	const far = int(^uint(0) >> 1)
	least := far
	for t := range c.tells(d) {
		for _, e := range t.Event.Evidence {
			if e.Start >= span.End {
				least = min(least, e.Start-span.End+beside/2)
			} else {
				least = min(least, max(0, span.Start-e.End))
			}
		}
	}
	return least
}
