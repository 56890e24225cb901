package corefer

import (
	"cmp"
	"iter"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/weigh/registry"
	"firsthand/internal/weigh/scene"
)

// Incident is one group of mentions, and what it came to.
type Incident struct {
	*Group
	Written report.Incident // what it came to

	Docs    []*Document // in order of publication
	Judged  *registry.Verdicts
	Edges   map[registry.EdgeEnds]bool // of which it was asked whether somebody judged them
	Kind    string
	Place   scene.Place
	Days    scene.Days // of those mentions whose report names a day
	Stances []report.IncidentStance
	States  []placedState
}

// Gather finds what the incident is called, and takes its mentions in.
func (c *Incident) Gather() {
	c.Docs = nil
	for _, t := range c.Mentions {
		t.In = c
		if n := len(c.Docs); n == 0 || c.Docs[n-1] != t.Doc {
			c.Docs = append(c.Docs, t.Doc)
		}
	}
	c.Kind = kindOf(c.Mentions)
	c.Place = placeOf(c.Mentions)
	c.Days = c.when()
}

// placeOf is the place that most mentions give; where enough of them give a town or less, of those: a report that names
// only the province does not know better, and says less.
func placeOf(mentions []*Mention) scene.Place {
	var telling []*Mention
	for _, t := range mentions {
		if t.Place.Key != "" && !t.Place.Coarse() {
			telling = append(telling, t)
		}
	}
	if len(telling) > 0 && len(telling)*oneIn >= len(mentions) {
		mentions = telling
	}
	return mostSaid(mentions, func(t *Mention) string { return t.Place.Key }, func(a, b *Mention) int {
		return cmp.Compare(a.Place.Key, b.Place.Key)
	}).Place
}

// tells lists what a report tells of the incident.
func (c *Incident) tells(d *Document) iter.Seq[*Mention] {
	return func(yield func(*Mention) bool) {
		for _, t := range d.Mentions {
			if t.In == c && !yield(t) {
				return
			}
		}
	}
}

// mostSaid finds a mention of the value that most mentions share, the first of them; where two are shared by as many,
// tie decides.
func mostSaid(mentions []*Mention, value func(*Mention) string, tie func(a, b *Mention) int) *Mention {
	votes := make(map[string]int)
	first := make(map[string]*Mention)
	for _, t := range mentions {
		v := value(t)
		votes[v]++
		if first[v] == nil {
			first[v] = t
		}
	}
	var best *Mention
	for v, t := range first {
		if best == nil || votes[v] > votes[value(best)] || votes[v] == votes[value(best)] && tie(t, best) < 0 {
			best = t
		}
	}
	return best
}

// when is the days of the incident: of a situation all days that are told of, of anything else the days that most
// reports give. Reports that name no day have a say only where none names one, and those that were moved here from
// another day have none.
func (c *Incident) when() scene.Days {
	var dated []*Mention
	for _, t := range c.Mentions {
		if !t.Undated && t.assigned.after == nil {
			dated = append(dated, t)
		}
	}
	if len(dated) == 0 {
		for _, t := range c.Mentions {
			if t.Event.Undated && t.assigned.after == nil {
				dated = append(dated, t)
			}
		}
	}
	if len(dated) == 0 {
		return scene.Days{}
	}
	if scene.Lasting(c.Kind) {
		var all scene.Days
		for _, t := range dated {
			all = all.Hull(t.Days)
		}
		return all
	}
	return mostSaid(dated, func(t *Mention) string { return t.Days.String() }, func(a, b *Mention) int {
		return cmp.Or(cmp.Compare(a.Days.Length(), b.Days.Length()), cmp.Compare(a.Days.From, b.Days.From))
	}).Days
}

// attackOn is the kind of an attack on what the laws of war protect.
var attackOn = map[string]string{
	report.MedicalTarget: report.AttackMedical, report.AidTarget: report.AttackAid, report.SchoolTarget: report.AttackSchool,
}

// oneIn is one in how many mentions have to say a kind that says more than others for it to be that of the incident.
const oneIn = 3

// kindOf is the kind of an incident: an attack on what the laws of war protect, where enough mentions say so; else the
// kind that most mentions give, where a killing or an attack says only what came of it and gives way to one that says
// how, if enough mentions do.
func kindOf(mentions []*Mention) string {
	say := func(t *Mention) string { return t.Event.Kind }
	tie := func(a, b *Mention) int {
		return cmp.Or(cmp.Compare(scene.RankKind(a.Event.Kind), scene.RankKind(b.Event.Kind)), cmp.Compare(a.Event.Kind, b.Event.Kind))
	}
	var hits, telling []*Mention
	for _, t := range mentions {
		if t.Event.Target != "" && scene.Violence(t.Event.Kind) {
			hits = append(hits, t)
		}
		if k := t.Event.Kind; k != report.Killing && k != report.Attack {
			telling = append(telling, t)
		}
	}
	if len(hits) > 0 && len(hits)*oneIn >= len(mentions) {
		target := func(t *Mention) string { return t.Event.Target }
		first := mostSaid(hits, target, func(a, b *Mention) int {
			return cmp.Or(cmp.Compare(scene.RankKind(attackOn[target(a)]), scene.RankKind(attackOn[target(b)])), cmp.Compare(target(a), target(b)))
		})
		if kind := attackOn[target(first)]; kind != "" {
			return kind
		}
	}
	if len(telling) > 0 && len(telling)*oneIn >= len(mentions) {
		mentions = telling
	}
	return mostSaid(mentions, say, tie).Event.Kind
}

// Same tells whether two groups are the same in everything.
func (g *Group) Same(h *Group) bool {
	return g.ID == h.ID && sameDecision(g.Graded, h.Graded) && slices.Equal(g.Mentions, h.Mentions) && slices.EqualFunc(g.Links, h.Links, sameLink) && slices.Equal(g.Names, h.Names)
}

func sameDecision(a, b *report.Decision) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.ID == b.ID && a.By == b.By && a.Value == b.Value && a.Reason == b.Reason && a.At.Equal(b.At)
}

// Compare puts incidents of the newest day first, of these the ones with most reports.
func (c *Incident) Compare(o *Incident) int {
	return cmp.Or(
		cmp.Compare(o.Written.When.Start, c.Written.When.Start),
		cmp.Compare(o.Written.Counts.Reports, c.Written.Counts.Reports),
		cmp.Compare(c.ID, o.ID),
	)
}
