package weigh

import (
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/weigh/corefer"
	"firsthand/internal/weigh/registry"
)

// Decide puts other decisions in the place of those that held so far. Only what they change is weighed again: the
// incidents that decisions speak of, the graphs in which an edge was judged, and the reports that name a source that
// now stands for another.
func (s *Weigher) Decide(decisions []report.Decision) Changes {
	s.decisions = slices.Clone(decisions)
	before := s.named
	s.named = namedBy(decisions)
	s.regroup(before)
	edges := s.judge(true)
	if len(edges) > 0 {
		s.settle(nil, nil, func(renew func(*corefer.Incident)) {
			for _, c := range s.incidents {
				if asksFor(c, edges) {
					renew(c)
				}
			}
		})
	}
	return s.changes()
}

// asksFor reports whether what an incident comes to depends on one of some edges.
func asksFor(c *corefer.Incident, edges map[registry.EdgeEnds]bool) bool {
	for e := range edges {
		if c.Edges[e] {
			return true
		}
	}
	return false
}

// regroup moves the unions in which decisions have a say now, and had none, among those that are decided over, and the
// other way round; then it decides over all of them.
func (s *Weigher) regroup(before map[string]bool) {
	moved := make(map[*corefer.Union]bool)
	for _, names := range []map[string]bool{before, s.named} {
		for id := range names {
			if before[id] == s.named[id] {
				continue
			}
			if x := s.linker.UnionOf(id); x != nil {
				moved[x] = true
			}
		}
	}
	var fresh, lost []*corefer.Incident
	for x := range moved {
		has := slices.Contains(s.decided, x)
		g := x.Group()
		switch wants := s.speaksOf(g); {
		case wants && !has:
			if x.Incident != nil {
				lost = append(lost, x.Incident)
			}
			x.Incident, x.Passing = nil, false
			s.decided = append(s.decided, x)
		case has && !wants:
			s.decided = slices.DeleteFunc(s.decided, func(y *corefer.Union) bool { return y == x })
			if c := s.open(x, g); c != nil {
				fresh = append(fresh, c)
			}
		}
	}
	fresh, lost = s.decideOver(fresh, lost)
	s.settle(fresh, lost, func(func(*corefer.Incident)) {})
}

// judge finds out anew which names are one source, and who stands for whom after what was decided, where either
// changed. Reports that name a source which now stands for another are weighed again. It gives the edges that are
// judged otherwise.
func (s *Weigher) judge(decided bool) map[registry.EdgeEnds]bool {
	if !decided && !s.names.Changed {
		return nil
	}
	if s.names.Changed {
		s.folds, s.names.Changed = registry.Folds(s.names.List), false
	}
	keys, edges := s.judged.Replace(registry.Judge(s.decisions, s.folds))
	if len(keys) == 0 {
		return edges
	}
	s.gathered = nil
	var again []*corefer.Document
	for _, d := range s.linker.Docs {
		if d.AskedFor(keys) {
			again = append(again, d)
		}
	}
	s.weigh(s.linker.Revise(again, func(d *corefer.Document) *report.Reading { return d.Reading }))
	return edges
}

// Revise gives reports that lie on the weigher other readings, such as those in which an analyst corrected something.
// Where a reading differs in more than that, and where an item is not on the weigher, everything is weighed again.
func (s *Weigher) Revise(items ...corefer.Item) Changes {
	with := make(map[string]*corefer.Item, len(items))
	akin := true
	for i := range items {
		it := &items[i]
		id := corefer.ItemID(it)
		with[id] = it
		old := s.items[id]
		akin = akin && old != nil && it.Report.Text == old.Report.Text && it.Publisher() == old.Publisher() && corefer.Akin(&old.Reading, &it.Reading)
	}
	if !akin {
		s.restart(with)
		return s.changes()
	}
	var docs []*corefer.Document
	for id, it := range with {
		old := s.items[id]
		s.names.Remove(old.Publisher(), &old.Reading)
		s.names.Add(it.Publisher(), &it.Reading)
		s.items[id] = it
		docs = append(docs, s.linker.Doc(id))
	}
	slices.SortFunc(docs, (*corefer.Document).Compare)
	s.gathered = nil
	s.judge(false)
	s.weigh(s.linker.Revise(docs, func(d *corefer.Document) *report.Reading { return &s.items[d.ID].Reading }))
	return s.changes()
}

// Remove takes reports off the weigher. Everything else is weighed again.
func (s *Weigher) Remove(ids ...string) Changes {
	without := make(map[string]*corefer.Item, len(ids))
	for _, id := range ids {
		if s.items[id] != nil {
			without[id] = nil
		}
	}
	if len(without) > 0 {
		s.restart(without)
	}
	return s.changes()
}
