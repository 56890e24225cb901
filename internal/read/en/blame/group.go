package blame

import (
	"slices"
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// group is one place where a report names an armed group that is no state's: "FLK guerrillas", "members of the Lantern
// Front".
type group struct {
	at   int    // the token of its noun or of the end of its name
	key  string // what to know it again by
	name string
}

// findGroups lists the armed groups that the report names, in the order of the text.
func (f *finder) findGroups() {
	entity := f.armedEntities()
	for i := range f.x.Tokens {
		c := f.class(i)
		switch {
		case c.has(outside) || membership[f.x.Fold(i)]:
			f.group(i, entity)
		case entity[i] != nil && outsideName(entity[i].Name) && (i+1 >= len(f.x.Tokens) || entity[i+1] != entity[i]):
			f.groups = append(f.groups, group{i, entity[i].ID, entity[i].Name})
		}
	}
}

// group enters the group that the words before the noun at token i name, or those behind its "of".
func (f *finder) group(i int, entity map[int]*report.Entity) {
	lo, hi := f.beside(i)
	if lo == hi {
		return
	}
	name := f.text(lo, hi)
	key := strings.ToLower(name)
	if e := entity[hi-1]; e != nil {
		key, name = e.ID, e.Name
	} else if hi == i && !f.x.Capital(lo) {
		name = f.text(lo, i+1) // "shining star guerrillas" where a text has lost its capitals
	}
	f.groups = append(f.groups, group{i, key, name})
}

// beside is the tokens [lo, hi) of the name beside the noun at token i; none where it has no name.
func (f *finder) beside(i int) (lo, hi int) {
	const most = 7 // tokens
	s := f.x.Sentences[f.x.Tokens[i].Sentence]
	lo = i
	for lo > s.First && i-lo < most && f.nameWord(lo-1, i) {
		lo--
	}
	for lo < i && (f.class(lo).has(doubt) || f.class(lo).has(trait)) {
		lo++
	}
	if lo < i {
		return lo, i
	}
	k := i + 1
	if k+1 >= s.Last || f.x.Fold(k) != "of" {
		return i, i
	}
	k++
	if f.x.Fold(k) == "the" {
		k++
	}
	hi = k
	for hi < s.Last && hi-k < most && f.proper(hi) && !f.barredAt(hi) {
		hi++
	}
	return k, hi
}

// nameWord reports whether token j can be a word of the name of a group before the noun at token i.
func (f *finder) nameWord(j, i int) bool {
	if f.class(j).has(doubt) || f.class(j).has(trait) || f.class(j).has(tool) || f.barredAt(j) || f.Country(f.x.Word(j)) != "" {
		return false
	}
	if f.proper(j) {
		return true
	}
	if tag := f.g.Tags[j].String(); !cursor.OneOf(tag, "NN", "VBG", "JJ") || f.class(j).has(armed) {
		return false
	}
	head, rel := f.g.Arc(j)
	return rel == syntax.Compound && head >= j && head <= i || rel == syntax.Amod && head > j && head < i
}

// armedEntities is the named entity at each token that one is at.
func (f *finder) armedEntities() map[int]*report.Entity {
	at := make(map[int]*report.Entity)
	for n := range f.Entities {
		e := &f.Entities[n]
		if !e.Named || e.Kind == report.KindOutlet || e.Kind == report.KindAgency {
			continue
		}
		for _, m := range e.Mentions {
			if m.Form != report.ByName {
				continue
			}
			for k := max(0, f.x.TokenAt(m.Start)); k < len(f.x.Tokens) && f.x.Tokens[k].Start < m.End; k++ {
				at[k] = e
			}
		}
	}
	return at
}

// outsideName reports whether a name says by itself that its bearer is an armed group of no state.
func outsideName(name string) bool {
	words := strings.Fields(strings.ToLower(name))
	if slices.ContainsFunc(words, func(w string) bool { return stately[w] }) {
		return false
	}
	return slices.ContainsFunc(words, func(w string) bool { return rising[w] })
}

// bare reports whether the words of the party at token i name nobody: "the guerrillas", "four armed terrorists".
func (f *finder) bare(i int) bool {
	if !f.class(i).has(outside) && f.x.Fold(i) != "group" {
		return false
	}
	lo, hi := f.beside(i)
	return lo == hi && f.of(i) < 0
}

// means is the name of the group that a noun without a name at token i speaks of: the only one that the report names,
// else the last one named within eight sentences before; "" where it cannot be told.
func (f *finder) means(i int) string {
	const back = 8 // sentences
	last, several := -1, false
	for n := range f.groups {
		several = several || f.groups[n].key != f.groups[0].key
		if f.groups[n].at < i {
			last = n
		}
	}
	switch {
	case len(f.groups) == 0:
		return ""
	case !several:
		return f.groups[0].name
	case last >= 0 && f.x.Tokens[i].Sentence-f.x.Tokens[f.groups[last].at].Sentence <= back:
		return f.groups[last].name
	}
	return ""
}

// text is the words of the tokens [lo, hi).
func (f *finder) text(lo, hi int) string {
	return strings.Join(strings.Fields(f.x.Raw[f.x.Tokens[lo].Start:f.x.Tokens[hi-1].End]), " ")
}

var (
	// membership are nouns for the people of a group, of whatever kind it is.
	membership = sets.Of("membership")
	// rising are words in the names of armed groups that fight a state, stately those in the names of a state's bodies.
	rising  = sets.Of("rising")
	stately = sets.Of("stately")
)
