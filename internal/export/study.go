package export

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

// Study counts outlets against origins over everything that a ledger holds. It has numbers and the names of bodies that
// many reports cite, and no word of any report.
type Study struct {
	Reports   int
	Outlets   int // publishers, an outlet's sites as one
	Incidents int
	Accounts  int // pairs of a report and an incident that it tells of

	Shared int          // incidents that more than one outlet tells of
	Grid   map[Cell]int // incidents by outlets and origins
	Fewer  int          // of Shared, those with fewer distinct origins than outlets
	Same   int          // … as many
	More   int          // … more

	OneOrigin int // accounts that rest on one distinct origin
	OneBody   int // accounts that rest on one named source alone that is not their publisher
	Own       int // accounts that rest on their publisher's own word alone
	Nobody    int // accounts that rest on people whom nobody names, and on nobody else

	Bodies []Body // named sources that most reports have something from, at most mostBodies
}

// Cell is a place in the grid: incidents told of by so many outlets that rest on so many distinct origins.
type Cell struct{ Outlets, Origins int }

// Body is a named source and how many reports other than its own rest on it.
type Body struct {
	Name    string
	Kind    string
	Reports int // that have something from it, directly or through others
	Outlets int // that published them
	Alone   int // of Reports, those all of whose accounts rest on it alone
}

// mostBodies is how many bodies a study names.
const mostBodies = 8

// bodyKinds are the kinds of source that a study may name: bodies and offices, never residents, witnesses or accounts.
var bodyKinds = []string{report.KindMonitor, report.KindAid, report.KindAgency, report.KindOutlet, report.KindOfficial, report.KindArmed}

// StudyOf counts a weighing. publishers gives the publisher of a report by its ID.
func StudyOf(w report.Weighing, publishers map[string]string) Study {
	s := Study{Reports: w.Reports, Outlets: w.Publishers, Incidents: len(w.Incidents), Grid: make(map[Cell]int)}
	behind := make(map[string]map[string]bool) // by source: the reports that have something from it
	alone := make(map[string]map[string]bool)  // by report: the sources on which each of its accounts so far rests alone
	for i := range w.Incidents {
		in := &w.Incidents[i]
		s.Grid[Cell{in.Counts.Publishers, in.Counts.Distinct}]++
		if in.Counts.Publishers > 1 {
			s.Shared++
			switch cmp.Compare(in.Counts.Distinct, in.Counts.Publishers) {
			case -1:
				s.Fewer++
			case 0:
				s.Same++
			case 1:
				s.More++
			}
		}
		t := newTrails(in)
		for _, id := range t.reports {
			s.count(t, id, publishers[id], behind, alone)
		}
	}
	s.name(w.Sources, publishers, behind, alone)
	return s
}

// count adds one account.
func (s *Study) count(t *trails, id, publisher string, behind, alone map[string]map[string]bool) {
	s.Accounts++
	above := t.above(id)
	named, unnamed, own := 0, false, false
	single := make(map[string]bool)
	for node := range above {
		if source := string(ref.NodeID(node).Plain()); ref.NodeID(node).Named() && !t.publishes(node, publisher) {
			if behind[source] == nil {
				behind[source] = make(map[string]bool)
			}
			behind[source][id] = true
			if t.allThrough(id, source) {
				single[source] = true
			}
		}
		if len(t.up[node]) == 0 {
			switch {
			case !t.named[node]:
				unnamed = true
			case t.publishes(node, publisher):
				named, own = named+1, true
			default:
				named++
			}
		}
	}
	origins := named
	if unnamed {
		origins++
	}
	if origins == 1 {
		s.OneOrigin++
	}
	switch {
	case len(single) > 0:
		s.OneBody++
	case own && origins == 1:
		s.Own++
	case unnamed && named == 0:
		s.Nobody++
	}
	if before, again := alone[id]; again {
		for source := range before {
			if !single[source] {
				delete(before, source)
			}
		}
	} else {
		alone[id] = single
	}
}

// name lists the bodies that most reports rest on.
func (s *Study) name(sources []report.Source, publishers map[string]string, behind, alone map[string]map[string]bool) {
	for _, x := range sources {
		if !slices.Contains(bodyKinds, x.Kind) || len(behind[x.ID]) == 0 {
			continue
		}
		b := Body{Name: x.Name, Kind: x.Kind, Reports: len(behind[x.ID])}
		outlets := make(map[string]bool)
		for id := range behind[x.ID] {
			outlets[publishers[id]] = true
			if alone[id][x.ID] {
				b.Alone++
			}
		}
		b.Outlets = len(outlets)
		s.Bodies = append(s.Bodies, b)
	}
	slices.SortFunc(s.Bodies, func(a, b Body) int { return cmp.Or(cmp.Compare(b.Reports, a.Reports), cmp.Compare(a.Name, b.Name)) })
	s.Bodies = s.Bodies[:min(len(s.Bodies), mostBodies)]
}

// trails is an incident's graph, to be asked what stands behind a report.
type trails struct {
	reports []string            // IDs of the reports that tell of the incident
	up      map[string][]string // the nodes that a node has words from
	named   map[string]bool
	names   map[string]string
}

func newTrails(in *report.Incident) *trails {
	t := &trails{up: make(map[string][]string), named: make(map[string]bool), names: make(map[string]string)}
	for _, n := range in.Graph.Nodes {
		t.named[n.ID], t.names[n.ID] = n.Named, n.Name
	}
	for _, e := range in.Graph.Edges {
		t.up[e.To] = append(t.up[e.To], e.From)
	}
	for _, e := range in.Events {
		if !slices.Contains(t.reports, e.Report) {
			t.reports = append(t.reports, e.Report)
		}
	}
	return t
}

// publishes tells whether a node is the publisher of a report.
func (t *trails) publishes(node, publisher string) bool {
	id := report.SourceID(publisher)
	return id != "" && (string(ref.NodeID(node).Plain()) == ref.SourcePrefix+id || report.SourceID(t.names[node]) == id)
}

// above are the nodes from which a report has words, directly or through others; reports that it copies are among them.
func (t *trails) above(id string) map[string]bool {
	return t.reach(id, func(string) bool { return true })
}

// reach climbs from a report over the nodes that may be passed.
func (t *trails) reach(id string, may func(node string) bool) map[string]bool {
	seen := make(map[string]bool)
	queue := slices.Clone(t.up[string(ref.ReportNode(id))])
	for len(queue) > 0 {
		node := queue[0]
		queue = queue[1:]
		if seen[node] || !may(node) {
			continue
		}
		seen[node] = true
		queue = append(queue, t.up[node]...)
	}
	return seen
}

// allThrough tells whether every trail that ends in a report passes a source: without it no origin is left.
func (t *trails) allThrough(id, source string) bool {
	for node := range t.reach(id, func(node string) bool { return string(ref.NodeID(node).Plain()) != source }) {
		if len(t.up[node]) == 0 {
			return false
		}
	}
	return true
}
