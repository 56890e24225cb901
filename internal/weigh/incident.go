package weigh

import (
	"cmp"
	"iter"
	"slices"

	"firsthand/internal/report"
)

// incident is one group of mentions, and what it came to.
type incident struct {
	*group
	written report.Incident // what it came to

	docs    []*document // in order of publication
	judged  *verdicts
	kind    string
	place   place
	days    days // of those mentions whose report names a day
	stances []report.IncidentStance
	states  []placedState
}

// gather finds what the incident is called, and takes its mentions in.
func (c *incident) gather() {
	c.docs = nil
	for _, t := range c.mentions {
		t.in = c
		if n := len(c.docs); n == 0 || c.docs[n-1] != t.doc {
			c.docs = append(c.docs, t.doc)
		}
	}
	c.kind = kindOf(c.mentions)
	c.place = mostSaid(c.mentions, func(t *mention) string { return t.place.key }, func(a, b *mention) int {
		return cmp.Compare(a.place.key, b.place.key)
	}).place
	c.days = c.when()
}

// tells lists what a report tells of the incident.
func (c *incident) tells(d *document) iter.Seq[*mention] {
	return func(yield func(*mention) bool) {
		for _, t := range d.mentions {
			if t.in == c && !yield(t) {
				return
			}
		}
	}
}

// mostSaid finds a mention of the value that most mentions share, the first of them; where two are shared by as many,
// tie decides.
func mostSaid(mentions []*mention, value func(*mention) string, tie func(a, b *mention) int) *mention {
	votes := make(map[string]int)
	first := make(map[string]*mention)
	for _, t := range mentions {
		v := value(t)
		votes[v]++
		if first[v] == nil {
			first[v] = t
		}
	}
	var best *mention
	for v, t := range first {
		if best == nil || votes[v] > votes[value(best)] || votes[v] == votes[value(best)] && tie(t, best) < 0 {
			best = t
		}
	}
	return best
}

// when is the days of the incident: of a situation all days that are told of, of anything else the days that most
// reports give. Reports that name no day have a say only where none names one, and those that were moved here from another day
// have none.
func (c *incident) when() days {
	var dated []*mention
	for _, t := range c.mentions {
		if !t.undated && t.assigned.after == nil {
			dated = append(dated, t)
		}
	}
	if len(dated) == 0 {
		for _, t := range c.mentions {
			if t.event.Undated && t.assigned.after == nil {
				dated = append(dated, t)
			}
		}
	}
	if len(dated) == 0 {
		return days{}
	}
	if situation(c.kind) {
		var all days
		for _, t := range dated {
			all = all.hull(t.days)
		}
		return all
	}
	return mostSaid(dated, func(t *mention) string { return t.days.String() }, func(a, b *mention) int {
		return cmp.Or(cmp.Compare(a.days.length(), b.days.length()), cmp.Compare(a.days.from, b.days.from))
	}).days
}

// attackOn is the kind of an attack on what the laws of war protect.
var attackOn = map[string]string{
	report.MedicalTarget: report.AttackMedical, report.AidTarget: report.AttackAid, report.SchoolTarget: report.AttackSchool,
}

// oneIn is one in how many mentions have to say a kind that says more than others for it to be that of the incident.
const oneIn = 3

// kindOf is the kind of an incident: an attack on what the laws of war protect, where enough mentions say so; else the kind that most
// mentions give, where a killing or an attack says only what came of it and gives way to one that says how, if enough mentions do.
func kindOf(mentions []*mention) string {
	say := func(t *mention) string { return t.event.Kind }
	tie := func(a, b *mention) int {
		return cmp.Or(cmp.Compare(rankKind(a.event.Kind), rankKind(b.event.Kind)), cmp.Compare(a.event.Kind, b.event.Kind))
	}
	var hits, telling []*mention
	for _, t := range mentions {
		if t.event.Target != "" && violence(t.event.Kind) {
			hits = append(hits, t)
		}
		if k := t.event.Kind; k != report.Killing && k != report.Attack {
			telling = append(telling, t)
		}
	}
	if len(hits) > 0 && len(hits)*oneIn >= len(mentions) {
		target := func(t *mention) string { return t.event.Target }
		first := mostSaid(hits, target, func(a, b *mention) int {
			return cmp.Or(cmp.Compare(rankKind(attackOn[target(a)]), rankKind(attackOn[target(b)])), cmp.Compare(target(a), target(b)))
		})
		if kind := attackOn[target(first)]; kind != "" {
			return kind
		}
	}
	if len(telling) > 0 && len(telling)*oneIn >= len(mentions) {
		mentions = telling
	}
	return mostSaid(mentions, say, tie).event.Kind
}

// same tells whether two groups are the same in everything.
func (g *group) same(h *group) bool {
	return g.id == h.id && g.graded == h.graded && slices.Equal(g.mentions, h.mentions) && slices.Equal(g.links, h.links) && slices.Equal(g.names, h.names)
}

// compare puts incidents of the newest day first, of these the ones with most reports.
func (c *incident) compare(o *incident) int {
	return cmp.Or(
		cmp.Compare(o.written.When.Start, c.written.When.Start),
		cmp.Compare(o.written.Counts.Reports, c.written.Counts.Reports),
		cmp.Compare(c.id, o.id),
	)
}
