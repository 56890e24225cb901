package weigh

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/corefer/words"
	"firsthand/internal/weigh/provenance"
	"firsthand/internal/weigh/registry"
	"firsthand/internal/weigh/roster"
	"firsthand/internal/weigh/situation"
)

// A Weigher weighs reports while they come. What it comes to in the end depends on the reports and decisions alone: given one by
// one, in any order, or all at once, they come to the same, and [Weigh] is nothing else. A report that is added costs what it
// changes, not what the others weigh: it is compared with those that share words, place and day with it, and only the
// incidents it reaches are weighed again.
//
// A Weigher is for one goroutine at a time. What it gives out is not changed by what is added later.
type Weigher struct {
	decisions []report.Decision
	judged    *registry.Verdicts
	linker    *corefer.Linker
	items     map[string]*corefer.Item
	names     *registry.Names

	named      map[string]bool     // what decisions speak of
	decided    []*corefer.Union    // in which they have a say
	judgedOver []*corefer.Incident // what these came to
	incidents  []*corefer.Incident // all, in the order of [report.Weighing]
	origins    map[string]*standing
}

// standing is in how many incidents somebody is an origin.
type standing struct {
	named              bool
	incidents, witness int
}

// NewWeigher makes a weigher that holds nothing. The decisions hold for all that is put on them.
func NewWeigher(decisions []report.Decision) *Weigher {
	s := &Weigher{decisions: slices.Clone(decisions), judged: registry.Judge(decisions, nil), named: make(map[string]bool), names: registry.NewNames()}
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
	s.linker = corefer.NewLinker(words.Fitted, provenance.NewCopyFinder())
	s.items = make(map[string]*corefer.Item)
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
func (s *Weigher) Add(items ...corefer.Item) Changes {
	newest := make(map[string]*corefer.Item, len(items))
	again := false
	for i := range items {
		it := &items[i]
		known := newest[corefer.ItemID(it)]
		if known == nil {
			known = s.items[corefer.ItemID(it)]
			again = again || known != nil && it.Newer(known)
		}
		if known == nil || it.Newer(known) {
			newest[corefer.ItemID(it)] = it
		}
	}
	if again {
		s.names = registry.NewNames()
		for id, it := range s.items {
			if newest[id] == nil {
				s.names.Add(it.Publisher(), &it.Reading)
			}
		}
	}
	for _, it := range newest {
		s.names.Add(it.Publisher(), &it.Reading)
	}
	again = s.refold() || again
	before := make(map[string]bool)
	if again {
		for _, c := range s.incidents {
			before[c.ID] = true
		}
		for id, it := range s.items {
			if newest[id] == nil {
				newest[id] = it
			}
		}
		s.clear()
	}
	docs := make([]*corefer.Document, 0, len(newest))
	for id, it := range newest {
		s.items[id] = it
		docs = append(docs, corefer.NewDocument(it, s.judged.Merges))
	}
	slices.SortFunc(docs, (*corefer.Document).Compare)
	changed, gone := s.weigh(s.linker.Add(docs))
	var out Changes
	for _, c := range gone {
		before[c.ID] = true
	}
	for _, c := range changed {
		out.Incidents = append(out.Incidents, c.Written)
		delete(before, c.ID)
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
	if !s.names.Changed {
		return false
	}
	s.names.Changed = false
	judged := registry.Judge(s.decisions, registry.Folds(s.names.List))
	old := s.judged.Merges.Into
	changed := false
	for _, n := range s.names.List {
		changed = changed || len(s.items) > 0 && s.names.Old[n.Key] && cmp.Or(old[n.Key], n.Key) != cmp.Or(judged.Merges.Into[n.Key], n.Key)
		s.names.Old[n.Key] = true
	}
	if changed || len(s.items) == 0 {
		s.judged = judged
		return changed
	}
	*s.judged.Merges = *judged.Merges // what was weighed by it stays as it is
	return false
}

// weigh weighs what a change of the unions reaches: new incidents, those whose reports turned out to be copies, and those
// that share a report with a new one, since a report takes its stance on one of its incidents. It gives what was weighed,
// and the incidents that are gone.
func (s *Weigher) weigh(made, gone []*corefer.Union, recopied []*corefer.Document) (changed, lost []*corefer.Incident) {
	groups, lost := s.replace(made, gone)
	again := make(map[*corefer.Incident]bool)
	for _, c := range lost {
		s.leave(c)
	}
	for _, c := range groups {
		c.Gather()
		again[c] = true
	}
	renew := func(c *corefer.Incident) {
		if c != nil && !again[c] {
			s.leave(c)
			c.Gather()
			again[c] = true
		}
	}
	for _, d := range recopied {
		for _, t := range d.Mentions {
			renew(t.In)
		}
	}
	for _, c := range slices.Concat(groups, lost) { // what belonged to an incident that is gone belongs to another of its report
		for _, d := range c.Docs {
			for _, o := range d.Incidents() {
				if !again[o] && o.StandsOtherwise() {
					renew(o)
				}
			}
		}
	}
	for c := range again {
		c.Stances, c.States = c.PlaceStances(), c.PlaceStates()
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
func (s *Weigher) replace(made, gone []*corefer.Union) (fresh, lost []*corefer.Incident) {
	decided := false
	for _, x := range gone {
		switch {
		case x.Incident != nil:
			lost = append(lost, x.Incident)
		case !x.Passing:
			decided = true
		}
	}
	for _, x := range made {
		g := x.Group()
		if slices.ContainsFunc(g.Names, func(name string) bool { return s.named[name] }) {
			s.decided = append(s.decided, x)
			decided = true
			continue
		}
		if x.Passing = !x.Opens(); x.Passing {
			x.Leave()
			continue
		}
		x.Incident = &corefer.Incident{Group: g, Judged: s.judged}
		fresh = append(fresh, x.Incident)
	}
	if !decided {
		return fresh, lost
	}
	s.decided = slices.DeleteFunc(s.decided, func(x *corefer.Union) bool { return x.Gone })
	var groups []*corefer.Group
	for _, x := range s.decided {
		groups = append(groups, x.Group())
	}
	slices.SortFunc(groups, func(a, b *corefer.Group) int { return cmp.Compare(a.ID, b.ID) })
	var over []*corefer.Incident
	for _, g := range corefer.Decide(groups, s.decisions) {
		i := slices.IndexFunc(s.judgedOver, func(c *corefer.Incident) bool { return c.Group.Same(g) })
		if i >= 0 {
			over = append(over, s.judgedOver[i])
			s.judgedOver = slices.Delete(s.judgedOver, i, i+1)
			continue
		}
		c := &corefer.Incident{Group: g, Judged: s.judged}
		over, fresh = append(over, c), append(fresh, c)
	}
	lost = append(lost, s.judgedOver...)
	s.judgedOver = over
	return fresh, lost
}

// enter counts an incident's origins; leave takes them back.
func (s *Weigher) enter(c *corefer.Incident) { s.countOrigins(c, 1) }

func (s *Weigher) leave(c *corefer.Incident) { s.countOrigins(c, -1) }

func (s *Weigher) countOrigins(c *corefer.Incident, by int) {
	for _, o := range c.Written.Origins {
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
func (s *Weigher) list(changed, lost []*corefer.Incident) {
	out := make(map[*corefer.Incident]bool, len(changed)+len(lost))
	for _, c := range slices.Concat(changed, lost) {
		out[c] = true
	}
	all := make([]*corefer.Incident, 0, len(s.incidents)+len(changed))
	slices.SortFunc(changed, (*corefer.Incident).Compare)
	next := changed
	for _, c := range s.incidents {
		if out[c] {
			continue
		}
		for len(next) > 0 && next[0].Compare(c) < 0 {
			all, next = append(all, next[0]), next[1:]
		}
		all = append(all, c)
	}
	s.incidents = append(all, next...)
}

// Weighing writes down all that lies on the weigher.
func (s *Weigher) Weighing() report.Weighing {
	docs := s.linker.Docs
	w := report.Weighing{
		Incidents: make([]report.Incident, len(s.incidents)), Reports: len(docs), Publishers: publishers(docs), Origins: s.counts(),
	}
	for i, c := range s.incidents {
		w.Incidents[i] = c.Written
	}
	r := roster.Gather(docs, s.incidents)
	w.Situations = situation.Of(docs, r, s.judged, s.incidents)
	w.Calls = situation.Calls(docs)
	w.Silences = situation.Silences(docs, r)
	w.Sources, w.Hints = r.Report(s.judged)
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
	return count(all, s.linker.Docs)
}
