package weigh

import (
	"cmp"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
	"firsthand/internal/weigh/registry"
)

// names gathers how reports name their sources, so that the registry can fold the names of one source.
type names struct {
	byKey   map[string]*registry.Name
	list    []*registry.Name
	changed bool            // since the folds were last made
	old     map[string]bool // those that were there when they were
}

func newNames() *names {
	return &names{byKey: make(map[string]*registry.Name), old: make(map[string]bool)}
}

// add takes the names of a report in.
func (n *names) add(publisher string, r *report.Reading) {
	if publisher != "" {
		n.note(identifySource(publisher, ""), publisher, true)
	}
	for _, c := range r.Credits {
		n.note(identifySource(c.Name, c.SourceID), c.Name, true)
	}
	entities := make(map[string]*report.Entity, len(r.Entities))
	for i := range r.Entities {
		entities[r.Entities[i].ID] = &r.Entities[i]
	}
	for i := range r.Statements {
		for _, h := range r.Statements[i].Hops {
			if !named(h) {
				continue
			}
			who, plain := identifyHop(h), identifySource(h.Name, h.SourceID)
			shown := h.Name
			if plain.key != who.key {
				shown = who.name
			}
			known := n.note(who, shown, h.Kind == report.Outlet || h.Kind == report.CreditHop || h.Kind == report.Addressee)
			if h.Role != "" && plain.key == who.key && known != nil && !known.Roles[h.Role] {
				known.Roles[h.Role] = true
				n.changed = true
			}
			if e := entities[h.Entity]; known != nil && e != nil && plain.key == who.key {
				for _, also := range e.Names {
					n.also(known, also)
				}
			}
		}
	}
	for _, s := range r.Stances {
		if s.Who != "" {
			n.note(identifySource(s.Who, s.SourceID), s.Who, false)
		}
	}
}

// note counts one use of a name.
func (n *names) note(who source, shown string, outlet bool) *registry.Name {
	if who.key == "" || !ref.NodeID(who.key).Named() {
		return nil
	}
	known := n.byKey[who.key]
	if known == nil {
		known = &registry.Name{Key: who.key, Names: make(map[string]bool), Also: make(map[string]bool), Roles: make(map[string]bool), Known: who.family != ""}
		n.byKey[who.key] = known
		n.list = append(n.list, known)
		n.changed = true
	}
	shown = cmp.Or(shown, who.name)
	n.changed = n.changed || !known.Names[shown] || outlet && !known.Outlet
	known.Names[shown] = true
	known.Outlet = known.Outlet || outlet
	return known
}

func (n *names) also(known *registry.Name, name string) {
	if name != "" && !known.Also[name] {
		known.Also[name] = true
		n.changed = true
	}
}
