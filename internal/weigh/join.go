package weigh

import (
	"cmp"
	"fmt"
	"slices"

	"firsthand/internal/report"
)

// join links bundles into groups. Candidates are looked up by square of the map, or name, and day; the best links are
// taken first; and a link is refused when any two bundles it would bring together do not fit each other, so that groups
// never chain across a contradiction.
func join(bundles []*bundle) []*group {
	candidates := findLinks(bundles)
	slices.SortFunc(candidates, func(a, b *bundleLink) int {
		return cmp.Or(
			cmp.Compare(b.score, a.score),
			cmp.Compare(a.a.days.from, b.a.days.from),
			cmp.Compare(a.a.key, b.a.key),
			cmp.Compare(a.b.key, b.b.key),
		)
	})
	groupOf := make(map[*bundle]*group, len(bundles))
	for _, b := range bundles {
		groupOf[b] = &group{bundles: []*bundle{b}, links: b.links()}
	}
	for _, l := range candidates {
		g, h := groupOf[l.a], groupOf[l.b]
		if g == h || !fits(g, h) {
			continue
		}
		if len(g.bundles) < len(h.bundles) {
			g, h = h, g
		}
		g.bundles = append(g.bundles, h.bundles...)
		g.links = append(append(g.links, h.links...), report.Link{
			A: l.a.first().ref(), B: l.b.first().ref(), Score: l.score, Reason: sayFit(l.a, l.b),
		})
		for _, b := range h.bundles {
			groupOf[b] = g
		}
	}
	groups := make([]*group, 0, len(bundles))
	for _, b := range bundles {
		if g := groupOf[b]; g.id == "" {
			g.name()
			groups = append(groups, g)
		}
	}
	return groups
}

// name gives the group its tellings in order, and its IDs. It is named after the bundle (place, days and kind) of the
// report published first, so that reports that come later, and earlier ones that agree with it, leave the name as it is.
func (g *group) name() {
	g.tellings, g.names = nil, nil
	for _, b := range g.bundles {
		g.tellings = append(g.tellings, b.tellings...)
	}
	g.sort()
	g.id = g.tellings[0].bundle.id()
	for _, b := range g.bundles {
		g.names = append(g.names, b.id())
	}
}

func (b *bundle) id() string { return identify("incident", b.key) }

// first is the bundle's earliest published telling of its own.
func (b *bundle) first() *telling {
	return slices.MinFunc(b.tellings, func(s, t *telling) int {
		return cmp.Or(cmp.Compare(moved(s), moved(t)), cmp.Compare(s.doc.order, t.doc.order), cmp.Compare(s.event.ID, t.event.ID))
	})
}

func moved(t *telling) int {
	if t.after != nil {
		return 1
	}
	return 0
}

// links tie every telling of a bundle to its first, or to the one it was moved to.
func (b *bundle) links() []report.Link {
	first := b.first()
	links := make([]report.Link, 0, len(b.tellings))
	score := samePlace
	if b.place.where.ID == "" {
		score = sameName
	}
	for _, t := range b.tellings {
		switch {
		case t == first:
		case t.after != nil:
			links = append(links, report.Link{A: t.after.ref(), B: t.ref(), Score: movedScore, Reason: t.why})
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

// movedScore is the score of a link that rests on copied words or on a telltale figure.
const movedScore = 0.8

// sort puts the tellings in order of publication.
func (g *group) sort() {
	slices.SortFunc(g.tellings, func(a, b *telling) int {
		return cmp.Or(cmp.Compare(a.doc.order, b.doc.order), cmp.Compare(a.event.ID, b.event.ID))
	})
}

// bundleLink is a reason to bring two bundles together.
type bundleLink struct {
	a, b  *bundle
	score float64
}

// findLinks compares every bundle with those in reach of its place and days.
func findLinks(bundles []*bundle) []*bundleLink {
	type atCell struct {
		cell
		day int
	}
	type atName struct {
		name string
		day  int
	}
	byCell := make(map[atCell][]int)
	byName := make(map[atName][]int)
	for i, b := range bundles {
		if !b.comparable() {
			continue
		}
		for day := b.days.from; day <= b.days.to; day++ {
			if b.place.located {
				c := cellAt(b.place.lat, b.place.lon)
				byCell[atCell{c, day}] = append(byCell[atCell{c, day}], i)
			}
			for _, name := range b.placeNames() {
				byName[atName{name, day}] = append(byName[atName{name, day}], i)
			}
		}
	}

	var links []*bundleLink
	seen := make([]int, len(bundles)) // the last bundle, counted from 1, that each was compared with
	for i, b := range bundles {
		if !b.comparable() {
			continue
		}
		reach := 0
		if situation(b.kind) {
			reach = situationWindow
		}
		var cells []cell
		if b.place.located {
			cells = cellsNear(b.place)
		}
		compare := func(others []int) {
			for _, j := range others {
				if j <= i || seen[j] == i+1 {
					continue
				}
				seen[j] = i + 1
				if score := fit(b, bundles[j]); score >= sameEvent && !b.sharesReport(bundles[j]) {
					links = append(links, &bundleLink{b, bundles[j], score})
				}
			}
		}
		for day := b.days.from - reach; day <= b.days.to+reach; day++ {
			for _, c := range cells {
				compare(byCell[atCell{c, day}])
			}
			for _, name := range b.placeNames() {
				compare(byName[atName{name, day}])
			}
		}
	}
	return links
}

// comparable tells whether the bundle can be held against others by place and days.
func (b *bundle) comparable() bool {
	return b.place.key != "" && b.days.known && b.days.length() <= longest && (b.place.precision != report.Country || situation(b.kind))
}

// placeNames are the names by which the bundle's place is looked up: its own, and those that lie in it.
func (b *bundle) placeNames() []string {
	names := []string{b.place.name}
	for _, w := range b.place.where.Within {
		if n, _ := bareName(w); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
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

// fits tells whether two groups contradict each other nowhere.
func fits(g, h *group) bool {
	for _, a := range g.bundles {
		for _, b := range h.bundles {
			if fit(a, b) < sameEvent || a.sharesReport(b) {
				return false
			}
		}
	}
	return true
}

// sharesReport tells whether one report has different events in both bundles. A situation that a report tells of on
// several days is one, not two.
func (b *bundle) sharesReport(c *bundle) bool {
	if situation(b.kind) && b.kind == c.kind && b.place.key == c.place.key {
		return false
	}
	few, many := b.reports, c.reports
	if len(few) > len(many) {
		few, many = many, few
	}
	for d, n := range few {
		if n > 0 && many[d] > 0 {
			return true
		}
	}
	return false
}
