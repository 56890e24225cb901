package scene

import (
	"slices"

	"firsthand/internal/report"
)

// Nearby finds things by their place without comparing all of them: by name, and by the square of the grid they lie in.
type Nearby[T comparable] struct {
	byName map[string][]T
	byCell map[Cell][]T
}

func NewNearby[T comparable]() *Nearby[T] {
	return &Nearby[T]{make(map[string][]T), make(map[Cell][]T)}
}

func (n *Nearby[T]) Add(p Place, v T) {
	for _, name := range p.names() {
		n.byName[name] = append(n.byName[name], v)
	}
	if p.Located {
		c := CellAt(p.Lat, p.Lon)
		n.byCell[c] = append(n.byCell[c], v)
	}
}

// Find lists, each once and in the order of adding as far as one key tells, what may be in one place with p. Whether it
// is, [PlaceScore] says.
func (n *Nearby[T]) Find(p Place) []T {
	var found []T
	seen := make(map[T]bool)
	add := func(list []T) {
		for _, v := range list {
			if !seen[v] {
				seen[v] = true
				found = append(found, v)
			}
		}
	}
	for _, name := range p.names() {
		add(n.byName[name])
	}
	if p.Located {
		for _, c := range CellsNear(p) {
			add(n.byCell[c])
		}
	}
	return found
}

// LookedUpBy are the names under which a bucket is looked up: those of the place, and the province that it lies in or
// is.
func (p Place) LookedUpBy() []string {
	names := p.names()
	if admin := foldName(p.Where.Admin1); admin != "" && p.Precision != report.Country {
		names = append(names, "in "+admin)
	} else if p.Precision == report.Region {
		names = append(names, "in "+p.Name)
	}
	return names
}

// names are the names by which others may know the place: its own and those of places said to lie in it.
func (p Place) names() []string {
	names := []string{p.Name}
	for _, w := range p.Where.Within {
		if n, _ := BareName(w); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}
