package corefer

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/weigh/scene"
)

// sameEvent is the least score at which two buckets become one incident: two strong signs and one weak one are enough,
// two weak ones are not.
const sameEvent = 0.5

// joiner links buckets into clusters while buckets change. Candidates are looked up by square of the map, or name, and
// day. Clusters of buckets between which no chain of links runs do not know of each other, so only those are made anew
// that a change reaches.
type joiner struct {
	at   map[spot][]*bucket
	lost []*cluster
}

// spot is a square of the map, or a name, on a day.
type spot struct {
	cell scene.Cell
	name string
	day  int
}

// link leads to a bucket that may be one event with another.
type link struct {
	to    *bucket
	score float64
}

// cluster is buckets any two of which fit each other.
type cluster struct {
	Buckets []*bucket
	joins   []join
	union   *Union
	gone    bool // others hold its buckets now
}

// join is why two buckets, and all that were in a cluster with them, were brought together.
type join struct {
	a, b  *bucket
	score float64
}

func newJoiner() *joiner { return &joiner{at: make(map[spot][]*bucket)} }

// join looks up what changed buckets fit, and makes the clusters anew that this may change. It gives the new ones, and
// those that are gone.
func (j *joiner) join(changed []*bucket) (made, lost []*cluster) {
	var reached []*bucket
	for _, b := range changed {
		for _, l := range b.links {
			l.to.links = slices.DeleteFunc(l.to.links, func(l link) bool { return l.to == b })
			reached = append(reached, l.to)
		}
		b.links = nil
		j.forget(b)
		if len(b.Mentions) > 0 {
			b.settle()
			j.remember(b)
		}
	}
	for _, b := range changed {
		if len(b.Mentions) > 0 {
			j.look(b)
		}
	}
	done := make(map[*bucket]bool)
	for _, b := range slices.Concat(changed, reached) {
		if done[b] {
			continue
		}
		if len(b.Mentions) == 0 { // all its mentions went elsewhere
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

// lose notes that a bucket leaves its cluster.
func (j *joiner) lose(b *bucket) {
	if b.in != nil && !b.in.gone {
		b.in.gone = true
		j.lost = append(j.lost, b.in)
	}
}

// remember lets others find a bucket.
func (j *joiner) remember(b *bucket) {
	if !b.comparable() {
		return
	}
	for day := b.days.From; day <= b.days.To; day++ {
		if b.place.Located {
			b.spots = append(b.spots, spot{cell: scene.CellAt(b.place.Lat, b.place.Lon), day: day})
		}
		for _, name := range b.place.LookedUpBy() {
			b.spots = append(b.spots, spot{name: name, day: day})
		}
	}
	for _, s := range b.spots {
		j.at[s] = append(j.at[s], b)
	}
}

func (j *joiner) forget(b *bucket) {
	for _, s := range b.spots {
		if left := slices.DeleteFunc(j.at[s], func(c *bucket) bool { return c == b }); len(left) > 0 {
			j.at[s] = left
		} else {
			delete(j.at, s)
		}
	}
	b.spots = nil
}

// look compares a bucket with those in reach of its place and days.
func (j *joiner) look(b *bucket) {
	b.state |= bucketLooked
	if !b.comparable() {
		return
	}
	reach := 1
	if scene.Lasting(b.kind) {
		reach = scene.SituationWindow
	}
	seen := make(map[*bucket]bool)
	compare := func(s spot) {
		for _, c := range j.at[s] {
			if c == b || seen[c] || c.state&bucketLooked != 0 {
				continue
			}
			seen[c] = true
			if score := fit(b, c); score >= sameEvent && !b.contradicts(c) {
				b.links, c.links = append(b.links, link{c, score}), append(c.links, link{b, score})
			}
		}
	}
	var cells []scene.Cell
	if b.place.Located {
		cells = scene.CellsNear(b.place)
	}
	names := b.place.LookedUpBy()
	for day := b.days.From - reach; day <= b.days.To+reach; day++ {
		for _, c := range cells {
			compare(spot{cell: c, day: day})
		}
		for _, name := range names {
			compare(spot{name: name, day: day})
		}
	}
}

// comparable tells whether the bucket can be held against others by place and days.
func (b *bucket) comparable() bool {
	return b.place.Key != "" && b.days.Known && b.days.Length() <= longest && (b.place.Precision != report.Country || scene.Lasting(b.kind))
}

// component lists the buckets to which chains of links lead from one.
func component(b *bucket, done map[*bucket]bool) []*bucket {
	done[b] = true
	found := []*bucket{b}
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

// compare puts buckets in order of their first day, those of one day in that of their keys.
func (b *bucket) compare(c *bucket) int {
	return cmp.Or(cmp.Compare(b.days.From, c.days.From), cmp.Compare(b.key, c.key))
}

func (j join) compare(k join) int {
	return cmp.Or(cmp.Compare(k.score, j.score), j.a.compare(k.a), j.b.compare(k.b))
}

// joinAll makes clusters of the buckets of a component. The best links are taken first; and a link is refused when any
// two buckets that it would bring together contradict each other, so that clusters never chain across a contradiction.
func joinAll(buckets []*bucket) []*cluster {
	if len(buckets) == 1 {
		return []*cluster{{Buckets: buckets}}
	}
	var joins []join
	of := make(map[*bucket]*growing, len(buckets))
	for _, b := range buckets {
		g := &growing{cluster: &cluster{Buckets: []*bucket{b}}, linked: make(map[*growing]int, len(b.links))}
		of[b] = g
		for _, l := range b.links {
			if b.compare(l.to) < 0 {
				joins = append(joins, join{b, l.to, l.score})
			}
		}
	}
	for _, b := range buckets {
		for _, l := range b.links {
			of[b].linked[of[l.to]] = 1
		}
	}
	slices.SortFunc(joins, join.compare)
	for _, l := range joins {
		g, h := of[l.a], of[l.b]
		if g == h || g.linked[h] < len(g.Buckets)*len(h.Buckets) && g.contradicts(h) {
			continue
		}
		if len(g.linked) < len(h.linked) {
			g, h = h, g
		}
		g.take(h)
		g.joins = append(g.joins, l)
		for _, b := range h.Buckets {
			of[b] = g
		}
	}
	var list []*cluster
	taken := make(map[*growing]bool)
	for _, b := range buckets {
		if g := of[b]; !taken[g] {
			taken[g] = true
			slices.SortFunc(g.Buckets, (*bucket).compare)
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

// contradicts reports whether any two buckets of the clusters cannot be one event.
func (g *growing) contradicts(h *growing) bool {
	for _, b := range g.Buckets {
		for _, c := range h.Buckets {
			if b.contradicts(c) {
				return true
			}
		}
	}
	return false
}

// contradicts reports whether two buckets cannot be one event: their kinds, days or places do not fit, one report tells
// them apart, or they are of following days, or one of a whole province, and count differently. That they do not
// contradict each other does not mean that they are one.
func (b *bucket) contradicts(c *bucket) bool {
	gap := b.days.Gap(c.days)
	lasting := scene.Lasting(b.kind) && scene.Lasting(c.kind)
	where := scene.PlaceScore(b.place, c.place)
	switch {
	case scene.KindScore(b.kind, c.kind) == 0, where == 0, lasting && gap > scene.SituationWindow, !lasting && gap > 1:
		return true
	case !lasting && gap > 0 || where == scene.Around:
		if b.figures(c) == differ && !b.sharesTarget(c) {
			return true
		}
	}
	return b.sharesReport(c)
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
	g.Buckets = append(g.Buckets, h.Buckets...)
	g.joins = append(g.joins, h.joins...)
}

// replace puts clusters in the place of those that held their buckets before. What is as it was stays, and is left out
// of what it gives.
func (j *joiner) replace(list []*cluster) []*cluster {
	var fresh []*cluster
	for _, c := range list {
		old := c.Buckets[0].in
		same := old != nil && slices.Equal(old.Buckets, c.Buckets) && slices.Equal(old.joins, c.joins)
		if same && !slices.ContainsFunc(c.Buckets, func(b *bucket) bool { return b.state&bucketChanged != 0 }) {
			continue
		}
		for _, b := range c.Buckets {
			j.lose(b)
		}
		fresh = append(fresh, c)
	}
	for _, c := range fresh {
		for _, b := range c.Buckets {
			b.in = c
		}
	}
	return fresh
}

// fit says how well two buckets tell of one event, from 0 for not at all to 1.
func fit(a, b *bucket) float64 {
	kind := scene.KindScore(a.kind, b.kind)
	if kind == 0 {
		return 0
	}
	when := dayScore(a, b)
	if when == 0 {
		return 0
	}
	return kind * when * scene.PlaceScore(a.place, b.place)
}

const (
	overlapping = 0.8  // the days overlap without being the same
	nextDay     = 0.65 // one day later, by midnight, time zones, or the day of publication
	dayApart    = 0.03 // what each day between two reports of a situation takes away
)

// dayScore says how well the days of two buckets agree. What happens at one moment has to share a day, or lie one apart
// where a figure, the target or a day that is only that of publication shows why; situations may lie up to
// [scene.SituationWindow] days apart.
func dayScore(a, b *bucket) float64 {
	gap := a.days.Gap(b.days)
	switch {
	case a.days == b.days:
		return 1
	case gap == 0:
		return overlapping
	case scene.Lasting(a.kind) && scene.Lasting(b.kind) && gap <= scene.SituationWindow:
		return 1 - float64(dayApart*float64(gap))
	case gap == 1 && (a.figures(b) == agreed || a.sharesTarget(b) || a.undated != b.undated):
		return nextDay
	}
	return 0
}

// sayFit tells people why two buckets were taken to tell of one event.
func sayFit(a, b *bucket) report.Reason {
	what := report.Because("link.each", scene.SayKind(a.kind), scene.SayKind(b.kind))
	if a.kind == b.kind {
		what = report.Because("link.both", scene.SayKind(a.kind))
	}
	when := report.Because("link.day", a.days.Report())
	if a.days != b.days {
		when = report.Because("link.days", a.days.Report(), b.days.Report())
	}
	return report.Because("link.fit", what, scene.SayPlaces(a.place, b.place), when)
}

// reasons tie the mentions of a cluster to each other.
func (c *cluster) reasons() []report.Link {
	var links []report.Link
	for _, b := range c.Buckets {
		links = append(links, b.reasons()...)
	}
	for _, j := range c.joins {
		links = append(links, report.Link{A: j.a.head().Ref(), B: j.b.head().Ref(), Score: j.score, Reason: sayFit(j.a, j.b)})
	}
	return links
}

// movedScore is the score of a link that rests on copied words or on a telltale figure.
const movedScore = 0.8

// head is the earliest published mention of a bucket that was not moved there, if there is one.
func (b *bucket) head() *Mention {
	for _, t := range b.Mentions {
		if t.assigned.after == nil {
			return t
		}
	}
	return b.Mentions[0]
}

// reasons tie every mention of a bucket to its first, or to the one it was moved to.
func (b *bucket) reasons() []report.Link {
	first := b.head()
	links := make([]report.Link, 0, len(b.Mentions))
	score := scene.SamePlace
	if b.place.Where.ID == "" {
		score = scene.SameName
	}
	for _, t := range b.Mentions {
		switch {
		case t == first:
		case t.assigned.after != nil:
			links = append(links, report.Link{A: t.assigned.after.Ref(), B: t.Ref(), Score: movedScore, Reason: t.assigned.why.reason()})
		default:
			code := "link.bucket"
			if t.Undated || first.Undated {
				code = "link.undated"
			}
			links = append(links, report.Link{A: first.Ref(), B: t.Ref(), Score: score, Reason: report.Because(code, scene.SayKind(b.kind), b.place.Where.Name, b.days.Report())})
		}
	}
	return links
}
