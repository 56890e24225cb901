package syntax

import "slices"

// Rel is a relation of Universal Dependencies without its subtype (universaldependencies.org/u/dep).
type Rel uint8

// The relations, in the order of their names.
const (
	Acl Rel = iota
	Advcl
	Advmod
	Amod
	Appos
	Aux
	Case
	Cc
	Ccomp
	Clf
	Compound
	Conj
	Cop
	Csubj
	Dep
	Det
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	Goeswith
	Iobj
	List
	Mark
	Nmod
	Nsubj
	Nummod
	Obj
	Obl
	Orphan
	Parataxis
	Punct
	Reparandum
	Root
	Vocative
	Xcomp
	Rels // how many there are
)

var rels = []string{"acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop", "csubj", "dep", "det", "discourse",
	"dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum",
	"root", "vocative", "xcomp"}

// String is the relation's name.
func (r Rel) String() string {
	if int(r) >= len(rels) {
		return "?"
	}
	return rels[r]
}

// ParseRel is the relation of that name; ok is false for a name that is none.
func ParseRel(name string) (r Rel, ok bool) {
	i, ok := slices.BinarySearch(rels, name)
	return Rel(i), ok
}
