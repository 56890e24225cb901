package gauge

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// groups are the kinds of event that may stand for each other; lasting those that may stand among situations and calls
// instead of incidents.
var (
	groups = [][]string{
		{"killing", "execution", "attack", "air strike", "shelling", "explosion", "armed clash", "chemical attack", "attack on medical", "attack on aid", "attack on school"},
		{"detention", "abduction"}, {"evacuation", "displacement"}, {"siege"}, {"ceasefire"}, {"aid"}, {"call for help"}, {"protest"}, {"disaster"}, {"accident"},
	}
	lasting = []string{"siege", "evacuation", "ceasefire", "call for help"}
)

func sameGroupOfKinds(a, b string) bool {
	in := func(kind string) int {
		return slices.IndexFunc(groups, func(g []string) bool { return slices.Contains(g, kind) })
	}
	return a == b || in(a) >= 0 && in(a) == in(b)
}

func (c *worlds) score(answers Answers, s *Scores) {
	t := &worldTally{at: map[string]int{}, s: s}
	for _, w := range c.worlds {
		t.world(w, answers.Pictures[w.ID].shown)
	}
	for _, share := range t.shares {
		s.share(share, share.Name)
	}
}

// worldTally is the measures so far, in the order in which they first came up.
type worldTally struct {
	shares []Share
	at     map[string]int
	s      *Scores
	in     string // ID of the world that is being compared
}

func (t *worldTally) add(name string, right, of int) {
	i, known := t.at[name]
	if !known {
		i = len(t.shares)
		t.at[name] = i
		t.shares = append(t.shares, Share{Name: name})
	}
	t.shares[i].Right += right
	t.shares[i].Of += of
}

func (t *worldTally) ask(name string, right bool) {
	n := 0
	if right {
		n = 1
	}
	t.add(name, n, 1)
}

func (t *worldTally) agree(name string, c count) {
	t.add(name+" P", c.right, c.found)
	t.add(name+" R", c.right, c.there)
}

func (t *worldTally) fault(kind, format string, args ...any) { t.s.fault(kind, t.in, format, args...) }

// world compares one world with what its ledger comes to.
func (t *worldTally) world(w world, x shown) {
	t.in = w.ID
	pairs := t.pairIncidents(w, x)
	for _, p := range pairs {
		if e := w.Events[p.gold]; !e.Background {
			i := x.Incidents[p.found]
			t.incident(w, e, i, x.reportsOf(i, w))
		}
	}
	t.situations(w, x)
	t.calls(w, x)
	t.sources(w, x)
}

// reportsOf are the reports of an incident by the world's IDs.
func (x shown) reportsOf(i shownIncident, w world) wordSet {
	of := wordSet{}
	for _, e := range i.Events {
		of[x.known(e.Report, w)] = true
	}
	return of
}

// known is the world's ID of one of the ledger's reports: that of the report with its address, else of the one with its
// title.
func (x shown) known(id string, w world) string {
	at := slices.IndexFunc(x.Reports, func(r reportName) bool { return r.ID == id })
	if at < 0 {
		return id
	}
	for _, r := range w.Reports {
		if r.URL != "" && r.URL == x.Reports[at].URL {
			return r.ID
		}
	}
	for _, r := range w.Reports {
		if r.Title != "" && r.Title == x.Reports[at].Title {
			return r.ID
		}
	}
	return id
}

// fits reports whether the incident may be the event, by kind, days and place.
func (e worldEvent) fits(i shownIncident) bool {
	apart := 1
	if slices.Contains(lasting, e.Kind) {
		apart = 3
	}
	return sameGroupOfKinds(e.Kind, i.Kind) && daysNear(e.When, i.When, apart) && (i.Where == nil || samePlace(e.Where, i.Where))
}

// pairIncidents pairs events with incidents that fit, those first that share most of their reports, and counts what is
// left over on either side.
func (t *worldTally) pairIncidents(w world, x shown) []pair {
	var want, got []wordSet
	for _, e := range w.Events {
		want = append(want, setOf(e.Reports...))
	}
	for _, i := range x.Incidents {
		got = append(got, x.reportsOf(i, w))
	}
	const some = 1e-9 // of the reports of either
	pairs := match(len(want), len(got), func(n, m int) float64 {
		if both := want[n].common(got[m]); both > 0 && w.Events[n].fits(x.Incidents[m]) {
			return float64(both) / float64(len(want[n])+len(got[m])-both)
		}
		return 0
	}, some)
	for n, e := range w.Events {
		if e.Background {
			continue
		}
		found := slices.ContainsFunc(pairs, func(p pair) bool { return p.gold == n }) || x.lasts(e)
		t.ask("events found", found)
		if !found {
			t.fault("MISSED event", "%s %s %s, %s", e.ID, e.Kind, e.Where[0], strings.Join(e.When, " to "))
		}
	}
	t.add("listed incidents that are events", len(pairs), len(got))
	for m, i := range x.Incidents {
		if !slices.ContainsFunc(pairs, func(p pair) bool { return p.found == m }) {
			t.fault("NOISE", "%s [%s]", i.Title, strings.Join(slices.Sorted(maps.Keys(got[m])), " "))
		}
	}
	return pairs
}

// lasts reports whether a lasting event stands among the situations.
func (x shown) lasts(e worldEvent) bool {
	if !slices.Contains(lasting, e.Kind) {
		return false
	}
	for _, q := range x.Situations {
		if q.Kind == e.Kind && samePlace(e.Where, q.Where) {
			return true
		}
	}
	return false
}

// incident compares an event with the incident that stands for it.
func (t *worldTally) incident(w world, e worldEvent, i shownIncident, reports wordSet) {
	told := setOf(e.Reports...)
	t.agree("reports of an event", count{told.common(reports), len(reports), len(told)})
	t.ask("kind as told", i.Kind == e.Kind)
	t.origins(e, i)
	t.ask("distinct origins, exactly", i.Counts.Distinct == e.Distinct)
	t.ask("distinct origins, within one", i.Counts.Distinct-e.Distinct <= 1 && e.Distinct-i.Counts.Distinct <= 1)
	if i.Counts.Distinct != e.Distinct {
		t.fault("DISTINCT", "%s is %d, got %d", e.ID, e.Distinct, i.Counts.Distinct)
	}
	t.ask("fog seen as fog", (i.Counts.Unnamed != 0) == (len(e.Fog) > 0))
	t.tolls(e, i)
	t.stances(w, e, i)
	t.blame(w, e, i)
}

func (t *worldTally) origins(e worldEvent, i shownIncident) {
	named := slices.DeleteFunc(slices.Clone(i.Origins), func(o shownOrigin) bool { return !o.Named })
	used := make([]bool, len(named))
	hit, hands := 0, 0
	for _, o := range e.Origins {
		names := append([]string{o.Name}, o.Aliases...)
		j := 0
		for j < len(named) && (used[j] || !sameSource(names, named[j].Name)) {
			j++
		}
		if j == len(named) {
			t.fault("ORIGIN missed", "%s %s", e.ID, o.Name)
			continue
		}
		used[j] = true
		hit++
		if named[j].Hand == o.Hand {
			hands++
		} else {
			t.fault("HAND", "%s %s is %s, got %s", e.ID, o.Name, o.Hand, named[j].Hand)
		}
	}
	for j, o := range named {
		switch {
		case used[j]:
		case sameSource(e.Reactions, o.Name):
			t.fault("ORIGIN false", "%s %s (a reaction)", e.ID, o.Name)
		default:
			t.fault("ORIGIN false", "%s %s", e.ID, o.Name)
		}
	}
	t.agree("named origins", count{hit, len(named), len(e.Origins)})
	t.add("hand of an origin", hands, hit)
}

func (t *worldTally) tolls(e worldEvent, i shownIncident) {
	for _, want := range e.Tolls {
		measure := measureOf(want.Measure)
		if !measures[measure] {
			continue
		}
		same := slices.DeleteFunc(slices.Clone(i.Tallies), func(q shownTally) bool { return measureOf(q.Measure) != measure })
		if want.Part {
			share := slices.ContainsFunc(same, func(q shownTally) bool {
				return slices.ContainsFunc(slices.Concat(q.Parts, q.Rivals), func(f shownFigure) bool { return equal(f.Figure.Low, want.Low) })
			})
			t.ask("shares of a toll", share)
			if !share {
				t.fault("SHARE", "%s %s %s %s", e.ID, want.Measure, want.Who, number(want.Low))
			}
			continue
		}
		lines := slices.DeleteFunc(same, func(q shownTally) bool { return !sameGroup(want.Who, q.Who) })
		ends := slices.ContainsFunc(lines, func(q shownTally) bool {
			return equal(q.Low, want.Low) && (equal(want.High, q.High) || equal(want.High, q.top()))
		})
		best := slices.ContainsFunc(lines, func(q shownTally) bool { return equal(q.Best, want.Best) })
		t.ask("toll: low and high", ends)
		t.ask("toll: best", best)
		if !ends || !best {
			var got []string
			for _, q := range lines {
				got = append(got, fmt.Sprintf("%s %s/%s/%s", q.Who, number(q.Low), number(q.Best), number(q.High)))
			}
			t.fault("TOLL", "%s %s %s %s/%s/%s, got %s", e.ID, want.Measure, want.Who, number(want.Low), number(want.Best), number(want.High),
				cmp.Or(strings.Join(got, "; "), "none"))
		}
	}
}

// top is the high end of a tally; where it is open, the greatest figure that was not replaced: "at least 12" reaches to
// 12.
func (q shownTally) top() *int64 {
	if q.High != nil {
		return q.High
	}
	var top *int64
	for _, r := range q.Rivals {
		if !r.Replaced && r.Figure.Low != nil && (top == nil || *r.Figure.Low > *top) {
			top = r.Figure.Low
		}
	}
	return top
}

func equal(a, b *int64) bool { return a == b || a != nil && b != nil && *a == *b }

func number(n *int64) string {
	if n == nil {
		return "–"
	}
	return fmt.Sprint(*n)
}

func (t *worldTally) stances(w world, e worldEvent, i shownIncident) {
	got := slices.Clone(i.Stances)
	distinct := map[worldStance]bool{}
	hit := 0
	for _, want := range e.Stances {
		distinct[want] = true
		j := slices.IndexFunc(got, func(c struct{ Who, Stance string }) bool { return c.Stance == want.Stance && w.means(want.By, c.Who) })
		if j < 0 {
			t.fault("STANCE missed", "%s %s: %s", e.ID, want.By, want.Stance)
			continue
		}
		hit++
		got = slices.Delete(got, j, j+1)
	}
	t.add("stances", hit, len(distinct))
}

func (t *worldTally) blame(w world, e worldEvent, i shownIncident) {
	for _, b := range e.Blame {
		if b.Accuses == "" {
			continue
		}
		right := false
		for _, c := range i.Accused {
			if !w.means(b.Accuses, orElse(c.Name, c.Who)) {
				continue
			}
			for _, by := range c.By {
				right = right || w.means(b.By, orElse(by.Name, by.Who))
			}
		}
		t.ask("who accuses whom", right)
		if !right {
			t.fault("BLAME missed", "%s %s accuses %s", e.ID, b.By, b.Accuses)
		}
	}
}

func (t *worldTally) situations(w world, x shown) {
	for _, s := range w.Situations {
		right := false
		var got []string
		for _, q := range x.Situations {
			if q.Kind != s.Kind {
				continue
			}
			if q.Where != nil {
				got = append(got, q.Where.Name+": "+strings.Join(q.Now, ", "))
			}
			right = right || samePlace(s.Where, q.Where) && slices.Contains(q.Now, s.Latest)
		}
		t.ask("situations: newest state", right)
		if !right {
			t.fault("SITUATION", "%s %s is %s, got %s", s.Kind, strings.Join(s.Where[:min(1, len(s.Where))], ""), s.Latest, cmp.Or(strings.Join(got, "; "), "none"))
		}
	}
}

func (t *worldTally) calls(w world, x shown) {
	for _, c := range w.Calls {
		found := slices.ContainsFunc(x.Calls, func(q struct{ Who string }) bool { return w.means(c.Who, q.Who) })
		t.ask("calls for help", found)
		if !found {
			t.fault("MISSED call", "%s", c.Who)
		}
	}
	right := 0
	for _, q := range x.Calls {
		if slices.ContainsFunc(w.Calls, func(c struct{ Who string }) bool { return w.means(c.Who, q.Who) }) {
			right++
		} else {
			t.fault("FALSE call", "%s", q.Who)
		}
	}
	t.add("listed calls that are calls", right, len(x.Calls))
}

// sources asks of each source that the reports call by three names or more whether the registry has it once.
func (t *worldTally) sources(w world, x shown) {
	for _, s := range w.Sources {
		if len(s.Aliases) < 2 {
			continue
		}
		names := wordSet{}
		for _, n := range append([]string{s.Name}, s.Aliases...) {
			names[bareName(n)] = true
		}
		entries := wordSet{}
		for _, q := range x.Sources {
			if names[bareName(q.Name)] || slices.ContainsFunc(q.Others, func(n shownName) bool { return names[bareName(string(n))] }) {
				entries[q.ID] = true
			}
		}
		if len(entries) == 0 {
			continue
		}
		t.ask("one source, one entry", len(entries) == 1)
		if len(entries) > 1 {
			t.fault("SOURCE split", "%s is %s", s.Name, strings.Join(slices.Sorted(maps.Keys(entries)), ", "))
		}
	}
}
