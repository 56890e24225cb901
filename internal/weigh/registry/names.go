package registry

import (
	"cmp"

	"firsthand/internal/report"
	"firsthand/internal/report/ref"
)

// Names gathers how reports name their sources, so that the registry can fold the names of one source.
type Names struct {
	byKey   map[string]*Name
	List    []*Name
	Changed bool            // since the folds were last made
	Old     map[string]bool // those that were there when they were
}

func NewNames() *Names {
	return &Names{byKey: make(map[string]*Name), Old: make(map[string]bool)}
}

// Add takes the names of a report in.
func (n *Names) Add(publisher string, r *report.Reading) {
	if publisher != "" {
		n.note(Identify(publisher, ""), publisher, true)
	}
	for _, c := range r.Credits {
		n.note(Identify(c.Name, c.SourceID), c.Name, true)
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
			known := n.note(who, shown, h.Kind == report.Outlet || h.Kind == report.CreditHop || h.Kind == report.Addressee)
			if h.Role != "" && plain.Key == who.Key && known != nil && !known.Roles[h.Role] {
				known.Roles[h.Role] = true
				n.Changed = true
			}
			if e := entities[h.Entity]; known != nil && e != nil && plain.Key == who.Key {
				for _, also := range e.Names {
					n.also(known, also)
				}
			}
		}
	}
	for _, s := range r.Stances {
		if s.Who != "" {
			n.note(Identify(s.Who, s.SourceID), s.Who, false)
		}
	}
}

// note counts one use of a name.
func (n *Names) note(who Source, shown string, outlet bool) *Name {
	if who.Key == "" || !ref.NodeID(who.Key).Named() {
		return nil
	}
	known := n.byKey[who.Key]
	if known == nil {
		known = &Name{Key: who.Key, Names: make(map[string]bool), Also: make(map[string]bool), Roles: make(map[string]bool), Known: who.Family != ""}
		n.byKey[who.Key] = known
		n.List = append(n.List, known)
		n.Changed = true
	}
	shown = cmp.Or(shown, who.Name)
	n.Changed = n.Changed || !known.Names[shown] || outlet && !known.Outlet
	known.Names[shown] = true
	known.Outlet = known.Outlet || outlet
	return known
}

func (n *Names) also(known *Name, name string) {
	if name != "" && !known.Also[name] {
		known.Also[name] = true
		n.Changed = true
	}
}
