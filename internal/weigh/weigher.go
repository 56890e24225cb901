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

// A Weigher weighs reports while they come. What it comes to in the end depends on the reports and decisions alone:
// given one by one, in any order, or all at once, they come to the same, and [Weigh] is nothing else. A report that is
// added costs what it changes, not what the others weigh: it is compared with those that share words, place and day
// with it, and only the incidents it reaches are weighed again. So does a decision: see revise.go.
//
// A Weigher is for one goroutine at a time. What it gives out is not changed by what is added later.
type Weigher struct {
	decisions []report.Decision
	judged    *registry.Verdicts
	folds     map[string]registry.Fold // as names last were
	linker    *corefer.Linker
	items     map[string]*corefer.Item
	names     *registry.Names

	named      map[string]bool     // what decisions speak of
	decided    []*corefer.Union    // in which they have a say
	judgedOver []*corefer.Incident // what these came to
	incidents  []*corefer.Incident // all, in the order of [report.Weighing]
	byID       map[string]*corefer.Incident
	origins    map[string]*standing
	gathered   *gathered       // nil where a report changed since
	touched    map[string]bool // IDs of incidents that were made or lost since the last [Changes]; whether they were there then
}

// standing is in how many incidents somebody is an origin.
type standing struct {
	named              bool
	incidents, witness int
}

// NewWeigher makes a weigher that holds nothing. The decisions hold for all that is put on them, until [Weigher.Decide]
// is told others.
func NewWeigher(decisions []report.Decision) *Weigher {
	s := &Weigher{decisions: slices.Clone(decisions), judged: registry.Judge(decisions, nil), named: namedBy(decisions), names: registry.NewNames()}
	s.touched = make(map[string]bool)
	s.clear()
	return s
}

// namedBy is what decisions on incidents speak of.
func namedBy(decisions []report.Decision) map[string]bool {
	named := make(map[string]bool)
	for _, d := range decisions {
		if d.Act == report.Merge || d.Act == report.Split || d.Act == report.Regrade {
			for _, id := range d.On {
				named[id] = true
			}
		}
	}
	return named
}

func (s *Weigher) clear() {
	s.linker = corefer.NewLinker(words.Fitted, provenance.NewCopyFinder())
	s.items = make(map[string]*corefer.Item)
	s.decided, s.judgedOver, s.incidents = nil, nil, nil
	s.byID = make(map[string]*corefer.Incident)
	s.origins = make(map[string]*standing)
}

// Changes is what became of the incidents by some reports.
type Changes struct {
	Incidents []report.Incident // that are new, or came to something else than before, in order of ID
	Gone      []string          // IDs of those that are not there any more, in order
}

// Add puts reports on the weigher. Of several items with one ID the one of the newest reader holds, of equals the
// first; a newer reading of a report that lies on them already makes them weigh everything again. What is put on the
// weigher may not be changed while it lies on them.
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
		s.restart(newest)
	} else {
		s.put(newest)
	}
	return s.changes()
}

// put puts reports on the weigher that it does not hold.
func (s *Weigher) put(fresh map[string]*corefer.Item) {
	if len(fresh) == 0 && len(s.items) > 0 {
		return
	}
	s.gathered = nil
	for _, it := range fresh {
		s.names.Add(it.Publisher(), &it.Reading)
	}
	s.judge(false)
	docs := make([]*corefer.Document, 0, len(fresh))
	for id, it := range fresh {
		s.items[id] = it
		docs = append(docs, corefer.NewDocument(it, s.judged.Merges))
	}
	slices.SortFunc(docs, (*corefer.Document).Compare)
	s.weigh(s.linker.Add(docs))
}

// restart weighs everything again, with other items in the place of those of their IDs; nil leaves a report out.
func (s *Weigher) restart(with map[string]*corefer.Item) {
	all := make(map[string]*corefer.Item, len(s.items)+len(with))
	for id, it := range s.items {
		all[id] = it
	}
	for id, it := range with {
		if all[id] = it; it == nil {
			delete(all, id)
		}
	}
	for _, c := range s.incidents {
		s.touch(c)
	}
	s.names = registry.NewNames()
	s.names.Changed = true
	s.clear()
	s.put(all)
}

// touch notes that an incident is another, or not there any more.
func (s *Weigher) touch(c *corefer.Incident) {
	if _, known := s.touched[c.ID]; !known {
		s.touched[c.ID] = s.byID[c.ID] != nil
	}
}

// changes tells what became of the incidents that were touched, and forgets that they were.
func (s *Weigher) changes() Changes {
	var out Changes
	for id, there := range s.touched {
		if c := s.byID[id]; c != nil {
			out.Incidents = append(out.Incidents, c.Written)
		} else if there {
			out.Gone = append(out.Gone, id)
		}
	}
	clear(s.touched)
	slices.SortFunc(out.Incidents, func(a, b report.Incident) int { return cmp.Compare(a.ID, b.ID) })
	slices.Sort(out.Gone)
	return out
}

// weigh weighs what a change of the unions reaches: new incidents, those whose reports turned out to be copies, and
// those that share a report with a new one, since a report takes its stance on one of its incidents. It gives what was
// weighed, and the incidents that are gone.
func (s *Weigher) weigh(made, gone []*corefer.Union, recopied []*corefer.Document) {
	fresh, lost := s.replace(made, gone)
	s.settle(fresh, lost, func(renew func(*corefer.Incident)) {
		for _, d := range recopied {
			for _, t := range d.Mentions {
				renew(t.In)
			}
		}
	})
}

// settle weighs new incidents, those that more asks for, and what these and the ones that are gone reach.
func (s *Weigher) settle(fresh, lost []*corefer.Incident, more func(renew func(*corefer.Incident))) {
	again := make(map[*corefer.Incident]bool)
	for _, c := range lost {
		s.leave(c)
	}
	for _, c := range fresh {
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
	more(renew)
	for _, c := range slices.Concat(fresh, lost) { // what belonged to an incident that is gone belongs to another of its report
		for _, d := range c.Docs {
			for _, o := range d.Incidents() {
				if !again[o] && o.StandsOtherwise() {
					renew(o)
				}
			}
		}
	}
	var changed []*corefer.Incident
	for c := range again {
		c.Stances, c.States = c.PlaceStances(), c.PlaceStates()
		changed = append(changed, c)
	}
	for _, c := range changed {
		finish(c)
		s.enter(c)
	}
	s.list(changed, lost)
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
		if s.speaksOf(g) {
			s.decided = append(s.decided, x)
			decided = true
		} else if c := s.open(x, g); c != nil {
			fresh = append(fresh, c)
		}
	}
	if decided {
		fresh, lost = s.decideOver(fresh, lost)
	}
	return fresh, lost
}

// speaksOf reports whether a decision speaks of a group.
func (s *Weigher) speaksOf(g *corefer.Group) bool {
	return slices.ContainsFunc(g.Names, func(name string) bool { return s.named[name] })
}

// open makes the incident of a union, nil where it opens none.
func (s *Weigher) open(x *corefer.Union, g *corefer.Group) *corefer.Incident {
	if x.Incident, x.Passing = nil, !x.Opens(); x.Passing {
		x.Leave()
		return nil
	}
	x.Incident = &corefer.Incident{Group: g, Judged: s.judged}
	return x.Incident
}

// decideOver makes the incidents anew of which decisions speak, and adds those that are new, and those that are gone.
func (s *Weigher) decideOver(fresh, lost []*corefer.Incident) (_, _ []*corefer.Incident) {
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
		s.touch(c)
	}
	for _, c := range lost {
		delete(s.byID, c.ID)
	}
	for _, c := range changed {
		s.byID[c.ID] = c
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
	if s.gathered == nil {
		s.gathered = gather(docs)
	}
	g := s.gathered
	w.Situations = situation.Of(docs, g.sources, s.judged, s.incidents)
	w.Calls, w.Silences = slices.Clone(g.calls), slices.Clone(g.silences)
	w.Sources, w.Hints = g.list.Report(s.incidents, s.judged)
	return w
}

// gathered is what all reports come to in which no incident and no decision on one has a say.
type gathered struct {
	sources  roster.Entries
	list     *roster.List
	calls    []report.OpenCall
	silences []report.Silence
}

func gather(docs []*corefer.Document) *gathered {
	r := roster.Gather(docs)
	return &gathered{sources: r, list: r.List(), calls: situation.Calls(docs), silences: situation.Silences(docs, r)}
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
