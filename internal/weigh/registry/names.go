package registry

import (
	"cmp"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

// Names gathers how reports name their sources, so that the registry can fold the names of one source.
type Names struct {
	byKey   map[string]*Name
	uses    map[string]map[use]int // by key: how many times reports use it in each way
	List    []*Name
	Changed bool // since the folds were last made
}

// use is one way in which reports name a source: one of the words of [Name].
type use struct {
	shown, role, also string
	outlet, known     bool
}

func NewNames() *Names {
	return &Names{byKey: make(map[string]*Name), uses: make(map[string]map[use]int)}
}

// Add takes the names of a report in.
func (n *Names) Add(publisher string, r *report.Reading) { eachUse(publisher, r, n.note) }

// Remove lets go of the names of a report that was taken in.
func (n *Names) Remove(publisher string, r *report.Reading) { eachUse(publisher, r, n.drop) }

// eachUse calls visit for every way in which a report names a source.
func eachUse(publisher string, r *report.Reading, visit func(key string, u use)) {
	name := func(who Source, shown string, outlet bool) {
		visit(who.Key, use{shown: cmp.Or(shown, who.Name), outlet: outlet, known: who.Family != ""})
	}
	if publisher != "" {
		name(Identify(publisher, ""), publisher, true)
	}
	for _, c := range r.Credits {
		name(Identify(c.Name, c.SourceID), c.Name, true)
	}
	entities := make(map[string]*report.Entity, len(r.Entities))
	for i := range r.Entities {
		entities[r.Entities[i].ID] = &r.Entities[i]
	}
	for i := range r.Statements {
		for _, h := range r.Statements[i].Hops {
			if !Named(h) {
				continue
			}
			who, plain := IdentifyHop(h), Identify(h.Name, h.SourceID)
			shown := h.Name
			if plain.Key != who.Key {
				shown = who.Name
			}
			name(who, shown, h.Kind == report.Outlet || h.Kind == report.CreditHop || h.Kind == report.Addressee)
			if plain.Key != who.Key {
				continue
			}
			if h.Role != "" {
				visit(who.Key, use{role: h.Role, known: who.Family != ""})
			}
			if e := entities[h.Entity]; e != nil {
				for _, also := range e.Names {
					if also != "" {
						visit(who.Key, use{also: also, known: who.Family != ""})
					}
				}
			}
		}
	}
	for _, s := range r.Stances {
		if s.Who != "" {
			name(Identify(s.Who, s.SourceID), s.Who, false)
		}
	}
}

// note counts one use of a name.
func (n *Names) note(key string, u use) {
	if key == "" || !ref.NodeID(key).Named() {
		return
	}
	known := n.byKey[key]
	if known == nil {
		known = newName(key)
		n.byKey[key], n.uses[key] = known, make(map[use]int)
		n.List = append(n.List, known)
		n.Changed = true
	}
	n.uses[key][u]++
	if n.uses[key][u] == 1 {
		n.Changed = known.take(u) || n.Changed
	}
}

// drop takes one use of a name back. Where it was the last such use, the name is made anew from the others.
func (n *Names) drop(key string, u use) {
	known, left := n.byKey[key], n.uses[key]
	if known == nil {
		return
	}
	if left[u]--; left[u] > 0 {
		return
	}
	delete(left, u)
	if n.Changed = true; len(left) > 0 {
		*known = *newName(key)
		for u := range left {
			known.take(u)
		}
		return
	}
	delete(n.byKey, key)
	delete(n.uses, key)
	for i, k := range n.List {
		if k == known {
			n.List[i] = n.List[len(n.List)-1]
			n.List = n.List[:len(n.List)-1]
			break
		}
	}
}

func newName(key string) *Name {
	return &Name{Key: key, Names: make(map[string]bool), Also: make(map[string]bool), Roles: make(map[string]bool)}
}

// take takes a use in. It reports whether that says anything new.
func (k *Name) take(u use) (changed bool) {
	put := func(into map[string]bool, word string) {
		if word != "" && !into[word] {
			into[word] = true
			changed = true
		}
	}
	if u.role == "" && u.also == "" {
		changed = !k.Names[u.shown]
		k.Names[u.shown] = true
	}
	put(k.Roles, u.role)
	put(k.Also, u.also)
	changed = changed || u.outlet && !k.Outlet || u.known && !k.Known
	k.Outlet, k.Known = k.Outlet || u.outlet, k.Known || u.known
	return changed
}
