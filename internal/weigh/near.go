package weigh

import (
	"slices"

	"firsthand/internal/report"
)

// nearby finds things by their place without comparing all of them: by name, and by the square of the grid they lie in.
type nearby[T comparable] struct {
	byName map[string][]T
	byCell map[cell][]T
}

func newNearby[T comparable]() *nearby[T] {
	return &nearby[T]{make(map[string][]T), make(map[cell][]T)}
}

func (n *nearby[T]) add(p place, v T) {
	for _, name := range p.names() {
		n.byName[name] = append(n.byName[name], v)
	}
	if p.located {
		c := cellAt(p.lat, p.lon)
		n.byCell[c] = append(n.byCell[c], v)
	}
}

// find lists, each once and in the order of adding as far as one key tells, what may be in one place with p. Whether it
// is, [placeScore] says.
func (n *nearby[T]) find(p place) []T {
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
	if p.located {
		for _, c := range cellsNear(p) {
			add(n.byCell[c])
		}
	}
	return found
}

// lookedUpBy are the names under which a bucket is looked up: those of the place, and the province that it lies in or is.
func (p place) lookedUpBy() []string {
	names := p.names()
	if admin := foldName(p.where.Admin1); admin != "" && p.precision != report.Country {
		names = append(names, "in "+admin)
	} else if p.precision == report.Region {
		names = append(names, "in "+p.name)
	}
	return names
}

// names are the names by which others may know the place: its own and those of places said to lie in it.
func (p place) names() []string {
	names := []string{p.name}
	for _, w := range p.where.Within {
		if n, _ := bareName(w); n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}
