package registry

import (
	"cmp"
	"slices"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

// onEdge is the value of a decision that means the edge between two sources and not the two as one.
const onEdge = "edge"

// Merges is which sources analysts merged. The zero value and nil merge none.
type Merges struct {
	Into  map[string]string // from the key of a source to that of the source it was merged into
	folds map[string]Fold   // those that the registry made, and why

	known   map[lookup]Source   // who names stand for, as far as they were looked up
	members map[string][]string // what was merged into each, in order; nil until it is asked for
}

// foldInto begins with what the registry folded, over which decisions are then applied.
func foldInto(folds map[string]Fold) *Merges {
	m := &Merges{Into: make(map[string]string, len(folds)), folds: folds}
	for from, fold := range folds {
		m.Into[from] = fold.To
	}
	return m
}

// Of is who a source is taken to be.
func (j *Merges) Of(s Source) Source {
	if j == nil || s.Key == "" {
		return s
	}
	to, ok := j.Into[s.Key]
	if !ok || to == s.Key {
		return s
	}
	if known, ok := knownBodies().byKey[to]; ok {
		return known
	}
	return Source{Key: to, Name: cmp.Or(s.Name, s.Body)}
}

// key is the key a source goes by.
func (j *Merges) key(key string) string {
	if j == nil {
		return key
	}
	return cmp.Or(j.Into[key], key)
}

// Members lists what was merged into a source, itself left out.
func (j *Merges) Members(key string) []string {
	if j == nil {
		return nil
	}
	if j.members == nil {
		j.members = make(map[string][]string)
		for from, to := range j.Into {
			if from != to {
				j.members[to] = append(j.members[to], from)
			}
		}
		for _, list := range j.members {
			slices.Sort(list)
		}
	}
	return j.members[key]
}

// InOrder sorts decisions by time, and those of one time by ID.
func InOrder(decisions []report.Decision) []report.Decision {
	sorted := slices.Clone(decisions)
	slices.SortStableFunc(sorted, func(a, b report.Decision) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID))
	})
	return sorted
}

// verdict is what was last decided about something.
type verdict struct {
	Act report.Act
	By  report.Decision
}

// Verdicts are the decisions on sources and edges, the last one on each.
type Verdicts struct {
	Merges *Merges
	Sides  map[string]report.Decision      // by key of source
	Hints  map[[2]string]verdict           // by keys of two sources, the lesser first
	edges  map[EdgeEnds]map[string]verdict // by incident ID, "" for all
}

// EdgeEnds are the nodes an edge runs between.
type EdgeEnds struct{ From, To string }

// Judge applies the decisions on sources and edges in order of time:
//
//   - merge: On holds two or more sources; the others become names of the first.
//   - split: On holds a source and sources that were merged into it; they are sources of their own again.
//   - accept, reject: On holds two sources that may be one; accepting merges them into the first, rejecting keeps them
//     apart and undoes an earlier merge of the two. Or On holds the two ends of an edge, and before them the incident where
//     the decision is meant for one alone: a rejected edge is left out of the graph until it is accepted again.
//   - side: On holds sources and Value their side in the conflict; "" takes it back.
func Judge(decisions []report.Decision, folds map[string]Fold) *Verdicts {
	v := &Verdicts{
		Merges: foldInto(folds), Sides: make(map[string]report.Decision),
		Hints: make(map[[2]string]verdict), edges: make(map[EdgeEnds]map[string]verdict),
	}
	for _, d := range InOrder(decisions) {
		switch sources := onlySources(d.On); {
		case d.Act == report.SetSide && sources:
			for _, key := range d.On {
				v.Sides[key] = d
			}
		case d.Act == report.Merge && sources:
			v.Merges.merge(d.On)
		case d.Act == report.Split && sources:
			v.Merges.split(d.On)
		case d.Act == report.Accept && sources && len(d.On) == 2 && !v.isEdge(d):
			v.Hints[PairOf(d.On[0], d.On[1])] = verdict{d.Act, d}
			v.Merges.merge(d.On)
		case d.Act == report.Reject && sources && len(d.On) == 2 && !v.isEdge(d):
			v.Hints[PairOf(d.On[0], d.On[1])] = verdict{d.Act, d}
			v.Merges.part(d.On[0], d.On[1])
		case d.Act == report.Accept || d.Act == report.Reject:
			v.edge(d)
		}
	}
	return v
}

// isEdge tells whether a decision on two sources is one on the edge between them, which its value says.
func (v *Verdicts) isEdge(d report.Decision) bool { return d.Value == onEdge }

// edge notes a decision on an edge.
func (v *Verdicts) edge(d report.Decision) {
	on, incident := d.On, ""
	if len(on) == 3 {
		on, incident = on[1:], on[0]
	}
	if len(on) != 2 || !isNode(on[0]) || !isNode(on[1]) {
		return
	}
	ends := EdgeEnds{on[0], on[1]}
	if v.edges[ends] == nil || incident == "" {
		v.edges[ends] = make(map[string]verdict) // one for all incidents replaces those for one
	}
	v.edges[ends][incident] = verdict{d.Act, d}
}

// OnTheEdge is what was decided about an edge of an incident that answers to some names.
func (v *Verdicts) OnTheEdge(ends EdgeEnds, incident []string) (verdict, bool) {
	if v == nil {
		return verdict{}, false
	}
	at := v.edges[ends]
	var last verdict
	found := false
	for _, name := range append([]string{""}, incident...) {
		if d, ok := at[name]; ok && (!found || d.By.At.After(last.By.At) || d.By.At.Equal(last.By.At) && d.By.ID > last.By.ID) {
			last, found = d, true
		}
	}
	return last, found
}

func onlySources(on []string) bool {
	return len(on) > 0 && !slices.ContainsFunc(on, func(id string) bool { return ref.Parse(id).Kind != ref.Source })
}

func isNode(id string) bool { return ref.NodeID(id).Valid() }

func PairOf(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// merge makes all keys answer to the first.
func (j *Merges) merge(keys []string) {
	target := j.key(keys[0])
	for _, key := range keys[1:] {
		gone := j.key(key)
		if gone == target || ref.NodeID(gone).Unnamed() != ref.NodeID(target).Unnamed() {
			continue // words for nobody never become a name
		}
		for from, to := range j.Into {
			if to == gone {
				j.Into[from] = target
			}
		}
		j.Into[gone] = target
	}
}

// split lets the keys behind the first go their own ways again.
func (j *Merges) split(keys []string) {
	for _, key := range keys[1:] {
		j.part(keys[0], key)
	}
}

// part undoes that two keys are one: the second leaves. Where the second is the one that the others were merged into,
// the others leave with the first.
func (j *Merges) part(stay, leave string) {
	target := j.key(leave)
	if j.key(stay) != target {
		return
	}
	if leave != target {
		delete(j.Into, leave)
		return
	}
	for from, to := range j.Into {
		if to == target {
			j.Into[from] = stay
		}
	}
	delete(j.Into, stay)
}

// Say tells who decided what, and why. What was done is the last part of a code, such as "merged".
func Say(what string, d report.Decision) report.Reason {
	return report.Because("decided."+what, d.By, d.Reason)
}
