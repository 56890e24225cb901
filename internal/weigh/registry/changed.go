package registry

import (
	"maps"
	"slices"

	"firsthand/internal/report"
)

// Replace puts other verdicts in the place of those that held so far. It gives the keys of the sources that stand for
// another source than before, in order, and the edges on which another verdict holds. Whoever holds a pointer to the
// merges sees the new ones.
func (v *Verdicts) Replace(with *Verdicts) (keys []string, edges map[EdgeEnds]bool) {
	keys = v.Merges.changed(with.Merges)
	edges = make(map[EdgeEnds]bool)
	for ends, at := range v.edges {
		if !maps.EqualFunc(at, with.edges[ends], sameVerdict) {
			edges[ends] = true
		}
	}
	for ends := range with.edges {
		if v.edges[ends] == nil {
			edges[ends] = true
		}
	}
	known := v.Merges.known
	*v.Merges = *with.Merges
	v.Merges.known = known
	merges := v.Merges
	*v = *with
	v.Merges = merges
	return keys, edges
}

func sameVerdict(a, b verdict) bool {
	return a.Act == b.Act && a.By.ID == b.By.ID && a.By.By == b.By.By && a.By.Reason == b.By.Reason && a.By.At.Equal(b.By.At)
}

// changed lists the keys that stand for another source in others.
func (j *Merges) changed(others *Merges) []string {
	var keys []string
	for key := range j.Into {
		if j.key(key) != others.key(key) {
			keys = append(keys, key)
		}
	}
	for key := range others.Into {
		if _, both := j.Into[key]; !both && others.key(key) != key {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// lookup is what [Identify] and [IdentifyHop] go by.
type lookup struct {
	name, id, of, role string
	hop                bool
}

// Identify is [Identify], which it asks once for each name.
func (j *Merges) Identify(name, id string) Source {
	return j.look(lookup{name: name, id: id}, func() Source { return Identify(name, id) })
}

// IdentifyHop is [IdentifyHop], which it asks once for each source of a hop.
func (j *Merges) IdentifyHop(h report.Hop) Source {
	return j.look(lookup{h.Name, h.SourceID, h.Of, h.Role, true}, func() Source { return IdentifyHop(h) })
}

func (j *Merges) look(l lookup, find func() Source) Source {
	if j == nil {
		return find()
	}
	s, known := j.known[l]
	if !known {
		s = find()
		if j.known == nil {
			j.known = make(map[lookup]Source)
		}
		j.known[l] = s
	}
	return s
}
