package weigh

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer/words"
)

// union is clusters that tell of one event: one that place, day and kind brought together, or several that the words of their
// reports showed to be one.
type union struct {
	clusters []*cluster
	links    []report.Link // between clusters, as their words show it
	gone     bool          // others hold its clusters now
	passing  bool          // it opens no incident: see [union.opens]
	incident *incident     // nil where decisions have a say in it, or it opens none
}

// uniter joins clusters that place, day and kind left apart, where the words of their reports show that they tell of one
// event. Each report stands for its main event alone, so two events of one report never come together through the words
// that they share; situations, which have many reports and long lists of common names, are left to the rules.
type uniter struct {
	net *words.Net
	of  map[*words.Subject]*mention
}

func newUniter(scorer *words.Scorer) *uniter {
	return &uniter{net: scorer.Net(), of: make(map[*words.Subject]*mention)}
}

// add takes the subjects of new reports in, and gives the mentions to which or from which words may lead otherwise than
// before.
func (u *uniter) add(docs []*document) []*mention {
	var subjects []*words.Subject
	for _, d := range docs {
		if t := d.main; t != nil && !situation(t.event.Kind) {
			d.subject = words.NewSubject(d.id, d.reading, t.event)
			u.of[d.subject] = t
			subjects = append(subjects, d.subject)
		}
	}
	if len(subjects) == 0 {
		return nil
	}
	touched := u.net.Add(subjects...)
	mentions := make([]*mention, len(touched))
	for i, s := range touched {
		mentions[i] = u.of[s]
	}
	return mentions
}

// unite makes the unions anew that new clusters, or other bonds between subjects, may change. It gives the new ones, and
// those that are gone.
func (u *uniter) unite(fresh, lost []*cluster, touched []*mention) (made, gone []*union) {
	seeds := slices.Clone(fresh)
	dissolve := func(x *union) {
		if x != nil && !x.gone {
			x.gone = true
			gone = append(gone, x)
			seeds = append(seeds, x.clusters...)
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
			old := x.clusters[0].union
			if old != nil && !old.gone && slices.Equal(old.clusters, x.clusters) && slices.Equal(old.links, x.links) {
				continue
			}
			for _, c := range x.clusters {
				dissolve(c.union)
				c.union = x
			}
			made = append(made, x)
		}
	}
	return made, gone
}

// subjects calls visit for every report of a cluster that stands for it by its words.
func (c *cluster) subjects(visit func(*mention)) {
	for _, b := range c.buckets {
		for _, t := range b.mentions {
			if t.doc.subject != nil && t.doc.main == t {
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
		found[i].subjects(func(t *mention) {
			for s := range u.net.Probable(t.doc.subject) {
				if o := u.of[s].assigned.bucket.in; !done[o] {
					done[o] = true
					found = append(found, o)
				}
			}
		})
	}
	slices.SortFunc(found, func(a, b *cluster) int { return a.buckets[0].compare(b.buckets[0]) })
	return found
}

// uniteAll makes unions of the clusters of a component.
func (u *uniter) uniteAll(clusters []*cluster) []*union {
	if len(clusters) == 1 {
		return []*union{{clusters: clusters}}
	}
	var (
		mentions []*mention
		subjects []*words.Subject
		known    []int
	)
	for i, c := range clusters {
		c.subjects(func(t *mention) {
			mentions = append(mentions, t)
			subjects = append(subjects, t.doc.subject)
			known = append(known, i)
		})
	}
	joined, links := u.net.Group(subjects, known)
	list := make([]*union, len(clusters))
	root := make([]int, len(clusters))
	for i, k := range known {
		root[k] = joined[i]
	}
	for i, c := range clusters {
		r := root[i]
		if list[r] == nil {
			list[r] = &union{}
		}
		list[r].clusters = append(list[r].clusters, c)
	}
	for _, l := range links {
		a, b := mentions[l.A], mentions[l.B]
		x := list[root[known[l.A]]]
		x.links = append(x.links, report.Link{A: a.ref(), B: b.ref(), Score: l.Score, Reason: l.Reason})
	}
	return slices.DeleteFunc(list, func(x *union) bool { return x == nil })
}

// opens reports whether the union opens an incident; see [mention.own].
func (x *union) opens() bool {
	for _, c := range x.clusters {
		for _, b := range c.buckets {
			if slices.ContainsFunc(b.mentions, (*mention).own) {
				return true
			}
		}
	}
	return false
}

// leave lets the mentions of a union that opens no incident belong to none.
func (x *union) leave() {
	for _, c := range x.clusters {
		for _, b := range c.buckets {
			for _, t := range b.mentions {
				t.in = nil
			}
		}
	}
}

// id is what an incident of the union's mentions is called. It is named after the bucket (place, days and kind) of the
// report published first, so that reports that come later, and earlier ones that agree with it, leave the name as it is.
func (x *union) id() string {
	var first *mention
	for _, c := range x.clusters {
		for _, b := range c.buckets {
			if t := b.mentions[0]; first == nil || t.compare(first) < 0 {
				first = t
			}
		}
	}
	return first.assigned.bucket.id
}

// group writes a union down as the mentions of one incident.
func (x *union) group() *group {
	g := &group{id: x.id(), links: slices.Clone(x.links)}
	for _, c := range x.clusters {
		g.buckets = append(g.buckets, c.buckets...)
		g.links = append(g.links, c.reasons()...)
	}
	for _, b := range g.buckets {
		g.mentions = append(g.mentions, b.mentions...)
		g.names = append(g.names, b.id)
	}
	g.sort()
	return g
}

// group is the mentions of one incident.
type group struct {
	id       string
	mentions []*mention // in order of publication
	buckets  []*bucket
	links    []report.Link
	names    []string // IDs it answers to: its own, and those it would have if it were named after another of its buckets
	graded   *report.Decision
}

// sort puts the mentions in order of publication.
func (g *group) sort() {
	slices.SortFunc(g.mentions, func(a, b *mention) int {
		return cmp.Or(cmp.Compare(a.doc.order, b.doc.order), cmp.Compare(a.event.ID, b.event.ID))
	})
}
