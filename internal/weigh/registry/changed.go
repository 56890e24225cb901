package registry

import (
	"maps"
	"slices"
)

// Replace puts other verdicts in the place of those that held so far. It gives the keys of the sources that stand for another source
// than before, in order, and the edges on which another verdict holds. Whoever holds a pointer to the merges sees the new ones.
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
	*v.Merges = *with.Merges
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
