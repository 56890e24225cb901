package entity

import (
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/entity"
	"firsthand/internal/report"
)

// Nouns reads the noun phrases of one text. Whoever finds who speaks asks it what a phrase is; in the end it tells who
// is who.
type Nouns struct {
	*reader
	g *syntax.Grammar
}

// New reads the noun phrases of t, whose grammar is g. The publisher is one of those of whom the report may speak;
// places are nobody.
func New(t *segment.Text, g *syntax.Grammar, publisher string, places []report.Place) *Nouns {
	return &Nouns{newReader(t, g, publisher, places), g}
}

// Head is the noun that a phrase turns on, in lower case.
func (n *Nouns) Head(a Run) string { return n.t.Fold(n.head(a)) }

// HasName reports whether a phrase holds a name.
func (n *Nouns) HasName(a Run) bool { return n.properIn(a) }

// Begins reports whether token i has its capital only because something begins there.
func (n *Nouns) Begins(i int) bool { return n.first(i) }

// KnownAt is the end of the longest well-known name that begins at token i, or i.
func (n *Nouns) KnownAt(i int) int { return n.knownAt(i) }

// Root is the token of a phrase on which all others in it depend.
func (n *Nouns) Root(a Run) int { return (&scan{reader: n.reader, g: n.g}).root(a) }

// IsBody reports whether a phrase is a body's name or description, a pronoun that may mean one, or an office.
func (n *Nouns) IsBody(a Run) bool {
	if a.Hi-a.Lo == 1 && n.Is(a.Lo, "it", "they") {
		return true
	}
	core, _ := n.parts(a)
	d := n.describe(core)
	return d.Nature == entity.Body || d.Sole || d.Kind == report.KindMedical || d.Nature == entity.Unclear && d.Name != ""
}

// IsOutlet reports whether a phrase names an outlet or an agency.
func (n *Nouns) IsOutlet(a Run) bool {
	core, _ := n.parts(a)
	if k, ok := n.wellKnown(n.words(core)); ok {
		return cursor.OneOf(k.kind, "outlet", "agency")
	}
	return n.outletKind(core) != ""
}

// CanBeAsked reports whether a phrase means a person, people or a body, and no thing and no place.
func (n *Nouns) CanBeAsked(a Run) bool {
	if a.Empty() {
		return false
	}
	core, _ := n.parts(a)
	if head := n.head(core); n.named[head] == syntax.Place {
		return false
	}
	switch d := n.describe(core); d.Nature {
	case entity.Person, entity.Body, entity.Group:
		return true
	case entity.Unclear:
		return d.Name != "" && n.named[n.head(core)] == syntax.Person
	default:
		return false
	}
}

// Names reports whether all words of a phrase are of the name of a person or a body, or it is an account's handle.
func (n *Nouns) Names(a Run) bool {
	words := 0
	for i := a.Lo; i < a.Hi; i++ {
		switch {
		case strings.HasPrefix(n.t.Word(i), "@"), n.named[i] == syntax.Person, n.named[i] == syntax.Organization:
			words++
		case n.Kind(i) == segment.Word && !n.Is(i, "the", "of", "for"):
			return false
		}
	}
	return words > 0
}

// IsOffice reports whether a single word is a body that a place has one of, so that it is as good as a name: "police".
func (n *Nouns) IsOffice(a Run) bool {
	return a.Hi-a.Lo == 1 && bodies[n.t.Fold(a.Lo)].sole
}

// IsRole reports whether a word is a noun for a person or for people.
func IsRole(word string) bool { return roles[word] != notRole }

// IsGroup reports whether a word is a noun for people of whom nobody could be asked.
func IsGroup(word string) bool { return roles[word] == somebody }

// Person is the first name of a person, of two words or more or with a title, in the tokens [lo, hi).
func (n *Nouns) Person(lo, hi int) Run {
	for i := lo; i < hi; i++ {
		if n.named[i] != syntax.Person {
			continue
		}
		end := i
		for end < hi && n.named[end] == syntax.Person {
			end++
		}
		if end-i >= 2 || i > lo+1 && n.afterTitle(i-1) {
			return Run{i, end}
		}
		i = end
	}
	return Run{}
}
