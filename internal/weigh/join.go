package weigh

import (
	"cmp"
	"fmt"
	"slices"

	"firsthand/internal/report"
)

// sameEvent is the least score at which two bundles become one incident: two strong signs and one weak one are enough, two
// weak ones are not.
const sameEvent = 0.5

// joiner links bundles into clusters while bundles change. Candidates are looked up by square of the map, or name, and
// day. Clusters of bundles between which no chain of links runs do not know of each other, so only those are made anew
// that a change reaches.
type joiner struct {
	at   map[spot][]*bundle
	lost []*cluster
}

// spot is a square of the map, or a name, on a day.
type spot struct {
	cell cell
	name string
	day  int
}

// link leads to a bundle that may be one event with another.
type link struct {
	to    *bundle
	score float64
}

// cluster is bundles any two of which fit each other.
type cluster struct {
	bundles []*bundle
	joins   []join
	union   *union
	gone    bool // others hold its bundles now
}

// join is why two bundles, and all that were in a cluster with them, were brought together.
type join struct {
	a, b  *bundle
	score float64
}

func newJoiner() *joiner { return &joiner{at: make(map[spot][]*bundle)} }

// join looks up what changed bundles fit, and makes the clusters anew that this may change. It gives the new ones, and
// those that are gone.
func (j *joiner) join(changed []*bundle) (made, lost []*cluster) {
	var reached []*bundle
	for _, b := range changed {
		for _, l := range b.links {
			l.to.links = slices.DeleteFunc(l.to.links, func(l link) bool { return l.to == b })
			reached = append(reached, l.to)
		}
		b.links = nil
		j.forget(b)
		if len(b.tellings) > 0 {
			b.settle()
			j.remember(b)
		}
	}
	for _, b := range changed {
		if len(b.tellings) > 0 {
			j.look(b)
		}
	}
	done := make(map[*bundle]bool)
	for _, b := range slices.Concat(changed, reached) {
		if done[b] {
			continue
		}
		if len(b.tellings) == 0 { // all its tellings went elsewhere
			done[b] = true
			j.lose(b)
			b.in = nil
			continue
		}
		made = append(made, j.replace(joinAll(component(b, done)))...)
	}
	for _, b := range changed {
		b.state = 0
	}
	lost, j.lost = j.lost, nil
	return made, lost
}

// lose notes that a bundle leaves its cluster.
func (j *joiner) lose(b *bundle) {
	if b.in != nil && !b.in.gone {
		b.in.gone = true
		j.lost = append(j.lost, b.in)
	}
}

// remember lets others find a bundle.
func (j *joiner) remember(b *bundle) {
	if !b.comparable() {
		return
	}
	for day := b.days.from; day <= b.days.to; day++ {
		if b.place.located {
			b.spots = append(b.spots, spot{cell: cellAt(b.place.lat, b.place.lon), day: day})
		}
		for _, name := range b.place.names() {
			b.spots = append(b.spots, spot{name: name, day: day})
		}
	}
	for _, s := range b.spots {
		j.at[s] = append(j.at[s], b)
	}
}

func (j *joiner) forget(b *bundle) {
	for _, s := range b.spots {
		if left := slices.DeleteFunc(j.at[s], func(c *bundle) bool { return c == b }); len(left) > 0 {
			j.at[s] = left
		} else {
			delete(j.at, s)
		}
	}
	b.spots = nil
}

// look compares a bundle with those in reach of its place and days.
func (j *joiner) look(b *bundle) {
	b.state |= bundleLooked
	if !b.comparable() {
		return
	}
	reach := 0
	if situation(b.kind) {
		reach = situationWindow
	}
	seen := make(map[*bundle]bool)
	compare := func(s spot) {
		for _, c := range j.at[s] {
			if c == b || seen[c] || c.state&bundleLooked != 0 {
				continue
			}
			seen[c] = true
			if score := fit(b, c); score >= sameEvent && !b.sharesReport(c) {
				b.links, c.links = append(b.links, link{c, score}), append(c.links, link{b, score})
			}
		}
	}
	var cells []cell
	if b.place.located {
		cells = cellsNear(b.place)
	}
	names := b.place.names()
	for day := b.days.from - reach; day <= b.days.to+reach; day++ {
		for _, c := range cells {
			compare(spot{cell: c, day: day})
		}
		for _, name := range names {
			compare(spot{name: name, day: day})
		}
	}
}

// comparable tells whether the bundle can be held against others by place and days.
func (b *bundle) comparable() bool {
	return b.place.key != "" && b.days.known && b.days.length() <= longest && (b.place.precision != report.Country || situation(b.kind))
}

// component lists the bundles to which chains of links lead from one.
func component(b *bundle, done map[*bundle]bool) []*bundle {
	done[b] = true
	found := []*bundle{b}
	for i := 0; i < len(found); i++ {
		for _, l := range found[i].links {
			if !done[l.to] {
				done[l.to] = true
				found = append(found, l.to)
			}
		}
	}
	return found
}

// compare puts bundles in order of their first day, those of one day in that of their keys.
func (b *bundle) compare(c *bundle) int {
	return cmp.Or(cmp.Compare(b.days.from, c.days.from), cmp.Compare(b.key, c.key))
}

func (j join) compare(k join) int {
	return cmp.Or(cmp.Compare(k.score, j.score), j.a.compare(k.a), j.b.compare(k.b))
}

// joinAll makes clusters of the bundles of a component. The best links are taken first; and a link is refused when any two
// bundles that it would bring together are not linked themselves, so that clusters never chain across a contradiction.
func joinAll(bundles []*bundle) []*cluster {
	if len(bundles) == 1 {
		return []*cluster{{bundles: bundles}}
	}
	var joins []join
	of := make(map[*bundle]*growing, len(bundles))
	for _, b := range bundles {
		g := &growing{cluster: &cluster{bundles: []*bundle{b}}, linked: make(map[*growing]int, len(b.links))}
		of[b] = g
		for _, l := range b.links {
			if b.compare(l.to) < 0 {
				joins = append(joins, join{b, l.to, l.score})
			}
		}
	}
	for _, b := range bundles {
		for _, l := range b.links {
			of[b].linked[of[l.to]] = 1
		}
	}
	slices.SortFunc(joins, join.compare)
	for _, l := range joins {
		g, h := of[l.a], of[l.b]
		if g == h || g.linked[h] < len(g.bundles)*len(h.bundles) {
			continue
		}
		if len(g.linked) < len(h.linked) {
			g, h = h, g
		}
		g.take(h)
		g.joins = append(g.joins, l)
		for _, b := range h.bundles {
			of[b] = g
		}
	}
	var list []*cluster
	taken := make(map[*growing]bool)
	for _, b := range bundles {
		if g := of[b]; !taken[g] {
			taken[g] = true
			slices.SortFunc(g.bundles, (*bundle).compare)
			slices.SortFunc(g.joins, join.compare)
			list = append(list, g.cluster)
		}
	}
	return list
}

// growing is a cluster while it is made, with the number of links to each other one.
type growing struct {
	*cluster
	linked map[*growing]int
}

// take takes another cluster in.
func (g *growing) take(h *growing) {
	delete(g.linked, h)
	for k, n := range h.linked {
		if k != g {
			g.linked[k] += n
			k.linked[g] += n
			delete(k.linked, h)
		}
	}
	g.bundles = append(g.bundles, h.bundles...)
	g.joins = append(g.joins, h.joins...)
}

// replace puts clusters in the place of those that held their bundles before. What is as it was stays, and is left out of
// what it gives.
func (j *joiner) replace(list []*cluster) []*cluster {
	var fresh []*cluster
	for _, c := range list {
		old := c.bundles[0].in
		same := old != nil && slices.Equal(old.bundles, c.bundles) && slices.Equal(old.joins, c.joins)
		if same && !slices.ContainsFunc(c.bundles, func(b *bundle) bool { return b.state&bundleChanged != 0 }) {
			continue
		}
		for _, b := range c.bundles {
			j.lose(b)
		}
		fresh = append(fresh, c)
	}
	for _, c := range fresh {
		for _, b := range c.bundles {
			b.in = c
		}
	}
	return fresh
}

// fit says how well two bundles tell of one event, from 0 for not at all to 1.
func fit(a, b *bundle) float64 {
	kind := kindScore(a.kind, b.kind)
	if kind == 0 {
		return 0
	}
	when := dayScore(a, b)
	if when == 0 {
		return 0
	}
	return kind * when * placeScore(a.place, b.place)
}

const (
	overlapping = 0.8  // the days overlap without being the same
	dayApart    = 0.03 // what each day between two reports of a situation takes away
)

// dayScore says how well the days of two bundles agree. What happens at one moment has to share a day; situations may
// lie up to [situationWindow] days apart.
func dayScore(a, b *bundle) float64 {
	gap := a.days.gap(b.days)
	switch {
	case a.days == b.days:
		return 1
	case gap == 0:
		return overlapping
	case situation(a.kind) && situation(b.kind) && gap <= situationWindow:
		return 1 - dayApart*float64(gap)
	}
	return 0
}

// sayFit tells people why two bundles were taken to tell of one event.
func sayFit(a, b *bundle) string {
	what := fmt.Sprintf("One tells of %s, the other of %s", sayKind(a.kind), sayKind(b.kind))
	if a.kind == b.kind {
		what = "Both tell of " + sayKind(a.kind)
	}
	when := "on " + a.days.String()
	if a.days != b.days {
		when = fmt.Sprintf("on %s and on %s", a.days, b.days)
	}
	return fmt.Sprintf("%s, %s, %s.", what, sayPlaces(a.place, b.place), when)
}

// reasons tie the tellings of a cluster to each other.
func (c *cluster) reasons() []report.Link {
	var links []report.Link
	for _, b := range c.bundles {
		links = append(links, b.reasons()...)
	}
	for _, j := range c.joins {
		links = append(links, report.Link{A: j.a.head().ref(), B: j.b.head().ref(), Score: j.score, Reason: sayFit(j.a, j.b)})
	}
	return links
}

// movedScore is the score of a link that rests on copied words or on a telltale figure.
const movedScore = 0.8

// head is the earliest published telling of a bundle that was not moved there, if there is one.
func (b *bundle) head() *telling {
	for _, t := range b.tellings {
		if t.home.after == nil {
			return t
		}
	}
	return b.tellings[0]
}

// reasons tie every telling of a bundle to its first, or to the one it was moved to.
func (b *bundle) reasons() []report.Link {
	first := b.head()
	links := make([]report.Link, 0, len(b.tellings))
	score := samePlace
	if b.place.where.ID == "" {
		score = sameName
	}
	for _, t := range b.tellings {
		switch {
		case t == first:
		case t.home.after != nil:
			links = append(links, report.Link{A: t.home.after.ref(), B: t.ref(), Score: movedScore, Reason: t.home.why})
		default:
			reason := fmt.Sprintf("Both tell of %s in %s on %s.", sayKind(b.kind), b.place.where.Name, b.days)
			if t.undated || first.undated {
				reason = fmt.Sprintf("Both tell of %s in %s; of one the day is not said, only that it was published on %s.", sayKind(b.kind), b.place.where.Name, b.days)
			}
			links = append(links, report.Link{A: first.ref(), B: t.ref(), Score: score, Reason: reason})
		}
	}
	return links
}
