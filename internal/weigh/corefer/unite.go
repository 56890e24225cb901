package corefer

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer/words"
	"firsthand/internal/weigh/scene"
)

// Union is clusters that tell of one event: one that place, day and kind brought together, or several that the words of
// their reports showed to be one.
type Union struct {
	Clusters []*cluster
	links    []report.Link // between clusters, as their words show it
	Gone     bool          // others hold its clusters now
	Passing  bool          // it opens no incident: see [Union.Opens]
	Incident *Incident     // nil where decisions have a say in it, or it opens none
}

// uniter joins clusters that place, day and kind left apart, where the words of their reports show that they tell of
// one event. Each report stands for its main event alone, so two events of one report never come together through the
// words that they share; situations, which have many reports and long lists of common names, are left to the rules.
type uniter struct {
	net *words.Net
	of  map[*words.Subject]*Mention
}

func newUniter(scorer *words.Scorer) *uniter {
	return &uniter{net: scorer.Net(), of: make(map[*words.Subject]*Mention)}
}

// add takes the subjects of new reports in, and gives the mentions to which or from which words may lead otherwise than
// before.
func (u *uniter) add(docs []*Document) []*Mention {
	var subjects []*words.Subject
	for _, d := range docs {
		if t := d.Main; t != nil && !scene.Lasting(t.Event.Kind) && !t.Event.Entry {
			d.subject = words.NewSubject(d.ID, d.Reading, t.Event)
			u.of[d.subject] = t
			subjects = append(subjects, d.subject)
		}
	}
	if len(subjects) == 0 {
		return nil
	}
	touched := u.net.Add(subjects...)
	mentions := make([]*Mention, len(touched))
	for i, s := range touched {
		mentions[i] = u.of[s]
	}
	return mentions
}

// unite makes the unions anew that new clusters, or other bonds between subjects, may change. It gives the new ones,
// and those that are gone.
func (u *uniter) unite(fresh, lost []*cluster, touched []*Mention) (made, gone []*Union) {
	seeds := slices.Clone(fresh)
	dissolve := func(x *Union) {
		if x != nil && !x.Gone {
			x.Gone = true
			gone = append(gone, x)
			seeds = append(seeds, x.Clusters...)
		}
	}
	for _, c := range lost {
		dissolve(c.union)
	}
	for _, t := range touched {
		seeds = append(seeds, t.assigned.bucket.in)
	}
	done := make(map[*cluster]bool)
	for i := 0; i < len(seeds); i++ { // what is dissolved makes more
		c := seeds[i]
		if c.gone || done[c] {
			continue
		}
		for _, x := range u.uniteAll(u.component(c, done)) {
			old := x.Clusters[0].union
			if old != nil && !old.Gone && slices.Equal(old.Clusters, x.Clusters) && slices.EqualFunc(old.links, x.links, sameLink) {
				continue
			}
			for _, c := range x.Clusters {
				dissolve(c.union)
				c.union = x
			}
			made = append(made, x)
		}
	}
	return made, gone
}

// subjects calls visit for every report of a cluster that stands for it by its words.
func (c *cluster) subjects(visit func(*Mention)) {
	for _, b := range c.Buckets {
		for _, t := range b.Mentions {
			if t.Doc.subject != nil && t.Doc.Main == t {
				visit(t)
			}
		}
	}
}

// component lists the clusters to which chains of probable pairs lead from one.
func (u *uniter) component(c *cluster, done map[*cluster]bool) []*cluster {
	done[c] = true
	found := []*cluster{c}
	for i := 0; i < len(found); i++ {
		found[i].subjects(func(t *Mention) {
			for s := range u.net.Probable(t.Doc.subject) {
				if o := u.of[s].assigned.bucket.in; !done[o] {
					done[o] = true
					found = append(found, o)
				}
			}
		})
	}
	slices.SortFunc(found, func(a, b *cluster) int { return a.Buckets[0].compare(b.Buckets[0]) })
	return found
}

// uniteAll makes unions of the clusters of a component.
func (u *uniter) uniteAll(clusters []*cluster) []*Union {
	if len(clusters) == 1 {
		return []*Union{{Clusters: clusters}}
	}
	var (
		mentions []*Mention
		subjects []*words.Subject
		known    []int
	)
	for i, c := range clusters {
		c.subjects(func(t *Mention) {
			mentions = append(mentions, t)
			subjects = append(subjects, t.Doc.subject)
			known = append(known, i)
		})
	}
	joined, links := u.net.Group(subjects, known)
	list := make([]*Union, len(clusters))
	root := make([]int, len(clusters))
	for i, k := range known {
		root[k] = joined[i]
	}
	for i, c := range clusters {
		r := root[i]
		if list[r] == nil {
			list[r] = &Union{}
		}
		list[r].Clusters = append(list[r].Clusters, c)
	}
	for _, l := range links {
		a, b := mentions[l.A], mentions[l.B]
		x := list[root[known[l.A]]]
		x.links = append(x.links, report.Link{A: a.Ref(), B: b.Ref(), Score: l.Score, Reason: l.Reason})
	}
	return slices.DeleteFunc(list, func(x *Union) bool { return x == nil })
}

// Opens reports whether the union opens an incident; see [Mention.own].
func (x *Union) Opens() bool {
	for _, c := range x.Clusters {
		for _, b := range c.Buckets {
			if slices.ContainsFunc(b.Mentions, (*Mention).own) {
				return true
			}
		}
	}
	return false
}

// Leave lets the mentions of a union that opens no incident belong to none.
func (x *Union) Leave() {
	for _, c := range x.Clusters {
		for _, b := range c.Buckets {
			for _, t := range b.Mentions {
				t.In = nil
			}
		}
	}
}

// ID is what an incident of the union's mentions is called. It is named after the bucket (place, days and kind) of the
// report published first, so that reports that come later, and earlier ones that agree with it, leave the name as it
// is.
func (x *Union) ID() string {
	var first *Mention
	for _, c := range x.Clusters {
		for _, b := range c.Buckets {
			if t := b.Mentions[0]; first == nil || t.compare(first) < 0 {
				first = t
			}
		}
	}
	return first.assigned.bucket.id
}

// Group writes a union down as the mentions of one incident.
func (x *Union) Group() *Group {
	g := &Group{ID: x.ID(), Links: slices.Clone(x.links)}
	for _, c := range x.Clusters {
		g.buckets = append(g.buckets, c.Buckets...)
		g.Links = append(g.Links, c.reasons()...)
	}
	for _, b := range g.buckets {
		g.Mentions = append(g.Mentions, b.Mentions...)
		g.Names = append(g.Names, b.id)
	}
	g.sort()
	return g
}

// Group is the mentions of one incident.
type Group struct {
	ID       string
	Mentions []*Mention // in order of publication
	buckets  []*bucket
	Links    []report.Link
	Names    []string // IDs it answers to: its own, and those it would have if it were named after another of its buckets
	Graded   *report.Decision
}

// sort puts the mentions in order of publication.
func (g *Group) sort() {
	slices.SortFunc(g.Mentions, func(a, b *Mention) int {
		return cmp.Or(cmp.Compare(a.Doc.Order, b.Doc.Order), cmp.Compare(a.Event.ID, b.Event.ID))
	})
}

// sameLink reports whether two links tie the same for the same reason.
func sameLink(a, b report.Link) bool {
	return a.A == b.A && a.B == b.B && a.Score == b.Score && a.Reason.Equal(b.Reason)
}
