package registry

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"firsthand/internal/report"
)

// Name is one source as reports name it.
type Name struct {
	Key    string          // of the source
	Names  map[string]bool // all names that reports use
	Known  bool            // it stands in a list of well-known bodies: others fold into it, it folds into none
	Roles  map[string]bool // what reports say its bearer does
	Outlet bool            // it publishes reports, or is credited or cited for them
	Also   map[string]bool // names that a report gives as other names of it
}

// Fold is why a source is taken to be another.
type Fold struct {
	To     string // the key of the source that it is
	Reason report.Reason
}

// candidate is a name while folds are looked for.
type candidate struct {
	*Name
	form  Form
	shown string
}

// Folds finds the sources that are others under another name, by their keys. What it finds depends on the names alone.
// A fold is made only where no second source fits as well.
func Folds(names []*Name) map[string]Fold {
	list := make([]*candidate, 0, len(names))
	for _, n := range names {
		shown := fullest(n.Names)
		if c := (&candidate{n, FormOf(shown), shown}); c.form.key != "" {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *candidate) int {
		return cmp.Or(compareBool(b.Known, a.Known), cmp.Compare(len(b.form.tokens), len(a.form.tokens)), cmp.Compare(a.Key, b.Key))
	})
	f := &folder{list: list, folds: make(map[string]Fold)}
	f.bySpelling()
	f.byAcronym()
	f.byPart()
	return f.folds
}

// fullest is the longest of some names, of two as long the first in the alphabet.
func fullest(names map[string]bool) string {
	best := ""
	for name := range names {
		if len(name) > len(best) || len(name) == len(best) && name < best {
			best = name
		}
	}
	return best
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

type folder struct {
	list  []*candidate
	folds map[string]Fold
}

// root follows folds to the source that a key ends up as.
func (f *folder) root(key string) string {
	for range len(f.folds) + 1 {
		fold, ok := f.folds[key]
		if !ok {
			return key
		}
		key = fold.To
	}
	return key
}

// fold makes one source another, and whatever was folded into it goes along.
func (f *folder) fold(from, to *candidate, code string) {
	if f.root(from.Key) == f.root(to.Key) || from.Known {
		return
	}
	if _, done := f.folds[from.Key]; done {
		return
	}
	target := f.root(to.Key)
	f.folds[from.Key] = Fold{target, report.Because(code, from.shown, to.shown)}
	for key, fold := range f.folds {
		if fold.To == from.Key {
			fold.To = target
			f.folds[key] = fold
		}
	}
}

// bySpelling folds names of the same words, in whatever order, spelling or company of titles, and names that differ
// only in whether a country or its adjective stands in them.
func (f *folder) bySpelling() {
	first := make(map[string]*candidate)
	bodies := make(map[string][]*candidate) // by each word but the first
	for _, c := range f.list {
		if head := first[c.form.key]; head != nil {
			f.fold(c, head, "fold.spelling")
			continue
		}
		first[c.form.key] = c
		if len(c.form.tokens) < 2 || !c.form.body {
			continue
		}
		rest := c.form.tokens[len(c.form.tokens)-1]
		for _, other := range bodies[rest] {
			if other.form.sameButDemonym(c.form) {
				f.fold(c, other, "fold.country")
				break
			}
		}
		bodies[rest] = append(bodies[rest], c)
	}
}

// standing lists the sources that were not folded into others.
func (f *folder) standing() []*candidate {
	var left []*candidate
	for _, c := range f.list {
		if _, gone := f.folds[c.Key]; !gone {
			left = append(left, c)
		}
	}
	return left
}

// byAcronym folds a name in capitals that the first letters of exactly one other name make, and what a report itself
// gives as another name of a source.
func (f *folder) byAcronym() {
	left := f.standing()
	by := make(map[string][]*candidate)
	for _, c := range left {
		for _, letters := range c.form.initials() {
			by[letters] = append(by[letters], c)
		}
		for also := range c.Also {
			if form := FormOf(also); form.upper != "" {
				by[form.upper] = append(by[form.upper], c)
			}
		}
	}
	for _, c := range left {
		if c.form.upper == "" {
			continue
		}
		if full := only(by[c.form.upper], c); full != nil {
			f.fold(c, full, "fold.acronym")
		}
	}
}

// only is the one candidate of a list beside c, nil where there is none or several.
func only(list []*candidate, c *candidate) *candidate {
	var found *candidate
	for _, other := range list {
		if other == c || other == found {
			continue
		}
		if found != nil {
			return nil
		}
		found = other
	}
	return found
}

// plainBody is how many words a body's name must have to be known again by: "the mission" may be anybody's.
const plainBody = 2

// byPart folds a short form into the only name that holds all its words: an outlet's first word, a person's surname, a
// body without the country or town that another report adds.
func (f *folder) byPart() {
	left := f.standing()
	holders := make(map[string][]*candidate) // by word
	for _, c := range left {
		for _, w := range c.form.tokens {
			holders[w] = append(holders[w], c)
		}
	}
	for _, c := range left {
		if c.form.key == "" || c.Known {
			continue
		}
		var fitting []*candidate
		for _, other := range holders[rarest(c.form.tokens, holders)] {
			if other != c && other.form.contains(c.form) {
				fitting = append(fitting, other)
			}
		}
		if len(fitting) == 0 {
			continue
		}
		if code, full := c.shortOf(fitting); full != nil {
			f.fold(c, full, code)
		}
	}
}

// rarest is the word that fewest names have.
func rarest(tokens []string, holders map[string][]*candidate) string {
	return slices.MinFunc(tokens, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(holders[a]), len(holders[b])), cmp.Compare(a, b))
	})
}

// otherRole reports whether reports give two people roles, and no common one.
func (c *candidate) otherRole(o *candidate) bool {
	if len(c.Roles) == 0 || len(o.Roles) == 0 {
		return false
	}
	for role := range c.Roles {
		if o.Roles[role] {
			return false
		}
	}
	return true
}

// shortOf is the name of which c is a short form, and how that shows.
func (c *candidate) shortOf(fitting []*candidate) (string, *candidate) {
	switch {
	case c.Outlet:
		outlets := slices.DeleteFunc(slices.Clone(fitting), func(o *candidate) bool {
			return !o.Outlet || o.form.tokens[0] != c.form.tokens[0]
		})
		return "fold.outlet", only(outlets, c)
	case c.form.body && (len(c.form.tokens) >= plainBody || words().alone[c.form.tokens[0]]):
		bodies := slices.DeleteFunc(slices.Clone(fitting), func(o *candidate) bool { return !o.form.body })
		return "fold.body", only(bodies, c)
	case len(c.form.tokens) == 1 && !c.form.body && utf8.RuneCountInString(c.form.tokens[0]) >= 4:
		people := slices.DeleteFunc(slices.Clone(fitting), func(o *candidate) bool {
			n := len(o.form.tokens)
			return o.form.body || o.Outlet || n > 4 || o.form.tokens[n-1] != c.form.tokens[0] || c.otherRole(o)
		})
		if len(people) == len(fitting) {
			return "fold.surname", only(people, c)
		}
	case !c.form.body && len(c.form.tokens) >= 2 && strings.Contains(c.shown, " "):
		people := slices.DeleteFunc(slices.Clone(fitting), func(o *candidate) bool { return o.form.body || o.Outlet })
		if len(people) == len(fitting) {
			return "fold.part", only(people, c)
		}
	}
	return "", nil
}
