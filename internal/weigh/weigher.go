package weigh

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer/words"
	"firsthand/internal/weigh/registry"
)

// A Weigher weighs reports while they come. What it comes to in the end depends on the reports and decisions alone: given one by
// one, in any order, or all at once, they come to the same, and [Weigh] is nothing else. A report that is added costs what it
// changes, not what the others weigh: it is compared with those that share words, place and day with it, and only the
// incidents it reaches are weighed again.
//
// A Weigher is for one goroutine at a time. What it gives out is not changed by what is added later.
type Weigher struct {
	decisions []report.Decision
	judged    *verdicts
	linker    *linker
	items     map[string]*Item
	names     *names

	named      map[string]bool // what decisions speak of
	decided    []*union        // in which they have a say
	judgedOver []*incident     // what these came to
	incidents  []*incident     // all, in the order of [report.Weighing]
	origins    map[string]*standing
}

// standing is in how many incidents somebody is an origin.
type standing struct {
	named              bool
	incidents, witness int
}

// NewWeigher makes a weigher that holds nothing. The decisions hold for all that is put on them.
func NewWeigher(decisions []report.Decision) *Weigher {
	s := &Weigher{decisions: slices.Clone(decisions), judged: judge(decisions, nil), named: make(map[string]bool), names: newNames()}
	for _, d := range decisions {
		if d.Act == report.Merge || d.Act == report.Split || d.Act == report.Regrade {
			for _, id := range d.On {
				s.named[id] = true
			}
		}
	}
	s.clear()
	return s
}

func (s *Weigher) clear() {
	s.linker = newLinker(words.Fitted, newCopyFinder())
	s.items = make(map[string]*Item)
	s.decided, s.judgedOver, s.incidents = nil, nil, nil
	s.origins = make(map[string]*standing)
}

// Changes is what became of the incidents by some reports.
type Changes struct {
	Incidents []report.Incident // that are new, or came to something else than before, in order of ID
	Gone      []string          // IDs of those that are not there any more, in order
}

// Add puts reports on the weigher. Of several items with one ID the one of the newest reader holds, of equals the first; a
// newer reading of a report that lies on them already makes them weigh everything again. What is put on the weigher may not
// be changed while it lies on them.
func (s *Weigher) Add(items ...Item) Changes {
	newest := make(map[string]*Item, len(items))
	again := false
	for i := range items {
		it := &items[i]
		known := newest[itemID(it)]
		if known == nil {
			known = s.items[itemID(it)]
			again = again || known != nil && it.newer(known)
		}
		if known == nil || it.newer(known) {
			newest[itemID(it)] = it
		}
	}
	if again {
		s.names = newNames()
		for id, it := range s.items {
			if newest[id] == nil {
				s.names.add(it.publisher(), &it.Reading)
			}
		}
	}
	for _, it := range newest {
		s.names.add(it.publisher(), &it.Reading)
	}
	again = s.refold() || again
	before := make(map[string]bool)
	if again {
		for _, c := range s.incidents {
			before[c.id] = true
		}
		for id, it := range s.items {
			if newest[id] == nil {
				newest[id] = it
			}
		}
		s.clear()
	}
	docs := make([]*document, 0, len(newest))
	for id, it := range newest {
		s.items[id] = it
		docs = append(docs, newDocument(it, s.judged.merges))
	}
	slices.SortFunc(docs, (*document).compare)
	changed, gone := s.weigh(s.linker.add(docs))
	var out Changes
	for _, c := range gone {
		before[c.id] = true
	}
	for _, c := range changed {
		out.Incidents = append(out.Incidents, c.written)
		delete(before, c.id)
	}
	for id := range before {
		out.Gone = append(out.Gone, id)
	}
	slices.SortFunc(out.Incidents, func(a, b report.Incident) int { return cmp.Compare(a.ID, b.ID) })
	slices.Sort(out.Gone)
	return out
}

// refold finds out anew which names are one source. It reports whether a source that was known before is now another, so
// that everything has to be weighed again.
func (s *Weigher) refold() bool {
	if !s.names.changed {
		return false
	}
	s.names.changed = false
	judged := judge(s.decisions, registry.Folds(s.names.list))
	old := s.judged.merges.into
	changed := false
	for _, n := range s.names.list {
		changed = changed || len(s.items) > 0 && s.names.old[n.Key] && cmp.Or(old[n.Key], n.Key) != cmp.Or(judged.merges.into[n.Key], n.Key)
		s.names.old[n.Key] = true
	}
	if changed || len(s.items) == 0 {
		s.judged = judged
		return changed
	}
	*s.judged.merges = *judged.merges // what was weighed by it stays as it is
	return false
}

// weigh weighs what a change of the unions reaches: new incidents, those whose reports turned out to be copies, and those
// that share a report with a new one, since a report takes its stance on one of its incidents. It gives what was weighed,
// and the incidents that are gone.
func (s *Weigher) weigh(made, gone []*union, recopied []*document) (changed, lost []*incident) {
	groups, lost := s.replace(made, gone)
	again := make(map[*incident]bool)
	for _, c := range lost {
		s.leave(c)
	}
	for _, c := range groups {
		c.gather()
		again[c] = true
	}
	renew := func(c *incident) {
		if c != nil && !again[c] {
			s.leave(c)
			c.gather()
			again[c] = true
		}
	}
	for _, d := range recopied {
		for _, t := range d.mentions {
			renew(t.in)
		}
	}
	for _, c := range groups {
		for _, d := range c.docs {
			for _, o := range d.incidents() {
				if !again[o] && o.standsOtherwise() {
					renew(o)
				}
			}
		}
	}
	for c := range again {
		c.stances, c.states = c.placeStances(), c.placeStates()
		changed = append(changed, c)
	}
	for _, c := range changed {
		finish(c)
		s.enter(c)
	}
	s.list(changed, lost)
	return changed, lost
}

// replace makes the incidents of new unions, those of which decisions speak after these. It gives them as they are not
// gathered yet, and the incidents that are gone.
func (s *Weigher) replace(made, gone []*union) (fresh, lost []*incident) {
	decided := false
	for _, x := range gone {
		switch {
		case x.incident != nil:
			lost = append(lost, x.incident)
		case !x.passing:
			decided = true
		}
	}
	for _, x := range made {
		g := x.group()
		if slices.ContainsFunc(g.names, func(name string) bool { return s.named[name] }) {
			s.decided = append(s.decided, x)
			decided = true
			continue
		}
		if x.passing = !x.opens(); x.passing {
			x.leave()
			continue
		}
		x.incident = &incident{group: g, judged: s.judged}
		fresh = append(fresh, x.incident)
	}
	if !decided {
		return fresh, lost
	}
	s.decided = slices.DeleteFunc(s.decided, func(x *union) bool { return x.gone })
	var groups []*group
	for _, x := range s.decided {
		groups = append(groups, x.group())
	}
	slices.SortFunc(groups, func(a, b *group) int { return cmp.Compare(a.id, b.id) })
	var over []*incident
	for _, g := range decide(groups, s.decisions) {
		i := slices.IndexFunc(s.judgedOver, func(c *incident) bool { return c.group.same(g) })
		if i >= 0 {
			over = append(over, s.judgedOver[i])
			s.judgedOver = slices.Delete(s.judgedOver, i, i+1)
			continue
		}
		c := &incident{group: g, judged: s.judged}
		over, fresh = append(over, c), append(fresh, c)
	}
	lost = append(lost, s.judgedOver...)
	s.judgedOver = over
	return fresh, lost
}

// enter counts an incident's origins; leave takes them back.
func (s *Weigher) enter(c *incident) { s.countOrigins(c, 1) }

func (s *Weigher) leave(c *incident) { s.countOrigins(c, -1) }

func (s *Weigher) countOrigins(c *incident, by int) {
	for _, o := range c.written.Origins {
		at := s.origins[o.Node]
		if at == nil {
			at = &standing{named: o.Named}
			s.origins[o.Node] = at
		}
		at.incidents += by
		if o.Hand == report.Witness {
			at.witness += by
		}
		if at.incidents == 0 {
			delete(s.origins, o.Node)
		}
	}
}

// list puts incidents that were weighed in their places, and leaves out those that are gone.
func (s *Weigher) list(changed, lost []*incident) {
	out := make(map[*incident]bool, len(changed)+len(lost))
	for _, c := range slices.Concat(changed, lost) {
		out[c] = true
	}
	all := make([]*incident, 0, len(s.incidents)+len(changed))
	slices.SortFunc(changed, (*incident).compare)
	next := changed
	for _, c := range s.incidents {
		if out[c] {
			continue
		}
		for len(next) > 0 && next[0].compare(c) < 0 {
			all, next = append(all, next[0]), next[1:]
		}
		all = append(all, c)
	}
	s.incidents = append(all, next...)
}

// Weighing writes down all that lies on the weigher.
func (s *Weigher) Weighing() report.Weighing {
	docs := s.linker.docs
	w := report.Weighing{
		Incidents: make([]report.Incident, len(s.incidents)), Reports: len(docs), Publishers: publishers(docs), Origins: s.counts(),
	}
	for i, c := range s.incidents {
		w.Incidents[i] = c.written
	}
	r := gatherSources(docs, s.incidents)
	w.Situations = situations(docs, r, s.judged, s.incidents)
	w.Calls = calls(docs)
	w.Silences = silences(docs, r)
	w.Sources, w.Hints = r.report(s.judged)
	return w
}

// counts counts origins over all incidents together: one who stands behind two incidents is one origin.
func (s *Weigher) counts() report.Counts {
	all := make([]report.Origin, 0, len(s.origins))
	for node, at := range s.origins {
		o := report.Origin{Node: node, Named: at.named}
		if at.witness > 0 {
			o.Hand = report.Witness
		}
		all = append(all, o)
	}
	return count(all, s.linker.docs)
}
