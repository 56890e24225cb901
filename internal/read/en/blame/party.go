package blame

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"

	"firsthand/internal/read/core/bind"
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// class is what the list says of a word; a word may be of several.
type class uint16

const (
	act class = 1 << iota
	deed
	armed
	tool
	doubt
	outside
	trait
	folk
	light
	landing
)

func (c class) has(d class) bool { return c&d != 0 }

var (
	//go:embed words.txt
	wordList string
	words    = load()
)

func load() *lexicon.Table[class] {
	classes := map[string]class{"act": act, "deed": deed, "armed": armed, "tool": tool, "doubt": doubt, "outside": outside, "trait": trait, "folk": folk, "light": light, "landing": landing}
	all := make(map[string]class)
	for _, e := range lexicon.Must(wordList, 1) {
		c, ok := classes[e.Fields[0]]
		if !ok {
			panic(fmt.Sprintf("words of blame: line %d: no class %q", e.Line, e.Fields[0]))
		}
		for _, form := range e.Forms {
			all[form] |= c
		}
	}
	t := &lexicon.Table[class]{}
	for form, c := range all {
		t.Add(form, c)
	}
	return t
}

// class is that of token i by itself.
func (f *finder) class(i int) class {
	c, _ := words.Word(f.x.Fold(i))
	return c
}

// accuse accuses the party whose head is token i, on the evidence of the word at token at. A weapon stands for whoever
// owns it, and for nobody where no words say who; a noun that is no party is not accused.
func (f *finder) accuse(event, i, at int) {
	const depth = 3
	for range depth {
		if !f.class(i).has(tool) || f.class(i).has(armed) {
			break
		}
		owner, country := f.owned(i)
		if country != "" {
			f.enter(event, country, i, at)
			return
		}
		if owner < 0 {
			return
		}
		i = owner
	}
	if f.class(i).has(tool) {
		return
	}
	if f.pronoun(i) {
		if e := f.meant(i); e != nil {
			f.enter(event, e.Name, i, at)
		}
		return
	}
	if !f.party(i) && !(f.blames(at) && f.body(i)) && !(f.class(i).has(folk) && f.class(at).has(act) && f.verb(at)) {
		return
	}
	who := f.name(i)
	if owner := f.ownerByPronoun(i, at); owner != "" {
		f.enter(event, owner, i, at)
		return
	}
	if f.bare(i) {
		if name := f.means(i); name != "" {
			who = name
		} else if f.x.Fold(i) == "terrorist" && f.modifies(i) {
			return // "a terrorist attack" judges the deed
		}
	}
	f.enter(event, who, i, at)
}

// ownerByPronoun is whose fighters the noun at token i means where a pronoun alone says so: "our forces" are those of
// whoever speaks or writes, "its fighters" those of the party that it means; "" where the noun has no such pronoun, or
// a name beside it.
func (f *finder) ownerByPronoun(i, at int) string {
	if !f.class(i).has(armed) && !f.class(i).has(tool) {
		return ""
	}
	for _, c := range f.children[i] {
		if f.proper(c) && c < i {
			return ""
		}
	}
	for _, c := range f.children[i] {
		switch f.x.Fold(c) {
		case "our", "my":
			if st := f.within.At(f.spanOf(i)); st != nil {
				return bind.SpokenFor(st.Origin())
			}
			return f.Publisher
		case "its", "their", "his":
			if e := f.entities[c]; e != nil && e.Named {
				return e.Name
			}
			if st := f.within.At(f.spanOf(i)); st != nil && f.x.Fold(c) == "its" {
				return bind.SpokenFor(st.Origin())
			}
		}
	}
	return ""
}

// pronoun reports whether token i is a pronoun.
func (f *finder) pronoun(i int) bool { return strings.HasPrefix(f.g.Tags[i].String(), "PRP") }

// meant is the party that the pronoun at token i means, by who is who in the report; nil where that is nobody who bears
// arms or has an office.
func (f *finder) meant(i int) *report.Entity {
	e := f.entities[i]
	if e == nil {
		return nil
	}
	switch e.Kind {
	case report.KindArmed:
		return e
	case report.KindOfficial:
		if e.Named {
			return e
		}
	}
	last := e.Name[strings.LastIndex(e.Name, " ")+1:]
	if c, _ := words.Word(strings.ToLower(last)); c.has(armed) {
		return e
	}
	return nil
}

// blames reports whether the word at token i is one of blame and no deed: it says by itself that its object is a party.
func (f *finder) blames(i int) bool {
	w := f.x.Fold(i)
	return accusing[w] || pointing[w] || pointed[w]
}

// body reports whether the noun at token i speaks of people or a body that the report knows: "blamed the contractor".
func (f *finder) body(i int) bool {
	e := f.entities[i]
	return e != nil && e.Kind != "" && e.Kind != report.KindOutlet && e.Kind != report.KindAgency && !f.barredAt(i)
}

// modifies reports whether token i stands before a noun that it describes.
func (f *finder) modifies(i int) bool {
	_, rel := f.g.Arc(i)
	return rel == syntax.Amod || rel == syntax.Compound
}

// owned is who the weapon at token i belongs to: the country of an adjective, or the head of a name before or behind
// it.
func (f *finder) owned(i int) (head int, country string) {
	head = -1
	for _, c := range f.children[i] {
		_, rel := f.g.Arc(c)
		switch {
		case rel == syntax.Amod || rel == syntax.Compound:
			if name := f.Country(f.x.Word(c)); name != "" && f.x.Capital(c) {
				return -1, name
			}
			if f.class(c).has(armed) || f.proper(c) {
				head = c
			}
		case rel == syntax.Nmod && (f.cased(c, "of") || f.genitive(c)):
			head = c
		}
	}
	return head, ""
}

// party reports whether the noun at token i can have done something: people who bear arms, a body, a person, a country.
func (f *finder) party(i int) bool {
	if f.class(i).has(armed) {
		return true
	}
	switch f.g.Tags[i].String() {
	case "NNP", "NNPS":
		return !f.class(i).has(deed) && !f.barredAt(i)
	case "NN", "NNS":
		if counted[f.x.Fold(i)] {
			return false
		}
		return f.arms(i)
	}
	return false
}

// arms reports whether words beside the noun at token i say that it is of people who bear arms, or of a named body:
// "members of the gang", "army units", "movement members", "extreme rightist groups", "armed men".
func (f *finder) arms(i int) bool {
	word := f.x.Fold(i)
	return slices.ContainsFunc(f.children[i], func(c int) bool {
		switch _, rel := f.g.Arc(c); rel {
		case syntax.Nmod:
			return f.class(c).has(armed) || f.cased(c, "of") && (people[word] || bands[word]) && (f.bearsName(c) || f.party(c))
		case syntax.Compound:
			return f.class(c).has(armed) || membership[word] || (bands[word] || people[word]) && (f.class(c).has(trait) || f.proper(c))
		case syntax.Amod:
			return (bands[word] || people[word]) && (f.class(c).has(armed) || f.class(c).has(trait) || f.Is(c, "armed", "unidentified", "unknown"))
		}
		return false
	})
}

// bearsName reports whether the noun at token i is a name or a word of one: "the Communist party".
func (f *finder) bearsName(i int) bool {
	if f.barredAt(i) {
		return false
	}
	return f.proper(i) || slices.ContainsFunc(f.children[i], func(c int) bool {
		_, rel := f.g.Arc(c)
		return (rel == syntax.Compound || rel == syntax.Amod || rel == syntax.Flat) && f.proper(c) && !f.barredAt(c)
	})
}

// counted are nouns for what somebody says or counts: "by the count of the police".
var counted = sets.Of("counted")

// people are nouns for persons that a word beside them arms.
var people = sets.Of("people")

// bands are nouns for several people who act together.
var bands = sets.Of("bands")

// name is the words of the party whose head is token i: its modifiers before it, and of what stands behind it a name.
func (f *finder) name(i int) string {
	first, last := i, i+1
	s := f.x.Sentences[f.x.Tokens[i].Sentence]
	for first > s.First && f.modifier(first-1, i) {
		first--
	}
	for last < s.Last {
		head, rel := f.g.Arc(last)
		if head != i || rel != syntax.Flat && rel != syntax.Appos || !f.proper(last) {
			break
		}
		last++
	}
	for first < i && (f.class(first).has(doubt) || f.x.Tokens[first].Kind != segment.Word) {
		first++
	}
	if of := f.of(i); of > i && last == i+1 {
		last = f.end(of)
	}
	return strings.Join(strings.Fields(f.x.Raw[f.x.Tokens[first].Start:f.x.Tokens[last-1].End]), " ")
}

// modifier reports whether token j is a word of the name whose head is token i.
func (f *finder) modifier(j, i int) bool {
	head, rel := f.g.Arc(j)
	switch rel {
	case syntax.Amod, syntax.Compound, syntax.Flat, syntax.Nummod, syntax.Case:
	case syntax.Nmod:
		return head == i && f.genitive(j)
	default:
		return false
	}
	if rel == syntax.Case && head == j-1 && f.possessive(j) { // "Brena's forces"
		return f.modifier(head, i)
	}
	const depth = 3
	for n := 0; head >= 0 && n < depth; n++ {
		if head == i {
			return rel != syntax.Case || f.Is(j, "'s", "’s")
		}
		if head < j {
			return false
		}
		head, _ = f.g.Arc(head)
	}
	return false
}

// possessive reports whether token i is the mark of a genitive.
func (f *finder) possessive(i int) bool {
	w := f.x.Fold(i)
	return cursor.OneOf(w, "'s", "’s", "'", "’")
}

// of is the head of the name behind the "of" of the noun at token i; -1 where there is none.
func (f *finder) of(i int) int {
	for _, c := range f.children[i] {
		if _, rel := f.g.Arc(c); rel == syntax.Nmod && f.cased(c, "of") && (f.bearsName(c) || f.class(c).has(armed)) {
			return c
		}
	}
	return -1
}

// end is the token after the name whose head is token i.
func (f *finder) end(i int) int {
	last := i + 1
	s := f.x.Sentences[f.x.Tokens[i].Sentence]
	for last < s.Last {
		head, rel := f.g.Arc(last)
		if head < i || rel != syntax.Flat && rel != syntax.Compound {
			break
		}
		last++
	}
	return last
}

// enter enters an accusation, or more words for one that stands already.
func (f *finder) enter(event int, who string, party, at int) {
	if cut := strings.IndexAny(who, "([;"); cut > 1 {
		who = who[:cut]
	}
	if first, rest, ok := strings.Cut(who, " "); ok {
		if c, _ := words.Word(strings.ToLower(first)); c.has(doubt) && strings.Contains(rest, " ") {
			who = rest
		}
	}
	who = strings.Trim(who, " .,;:\"'’“”()[]")
	if len(who) < 2 || len(who) > 80 {
		return
	}
	words := report.Span{Start: f.x.Sentences[f.x.Tokens[at].Sentence].Start, End: f.x.Sentences[f.x.Tokens[at].Sentence].End}
	list := &f.out[event]
	id := report.SourceID(who)
	k := slices.IndexFunc(*list, func(a report.Accusation) bool { return report.SourceID(a.Who) == id })
	if k < 0 {
		*list = append(*list, report.Accusation{Who: who})
		k = len(*list) - 1
	}
	a := &(*list)[k]
	if !slices.Contains(a.Words, words) {
		a.Words = append(a.Words, words)
	}
	switch st := f.accuser(party, at); {
	case st == nil:
		a.OwnVoice = true
	case !slices.Contains(a.Statements, st.ID):
		a.Statements = append(a.Statements, st.ID)
	}
}

// accuser is the statement in which somebody is accused: the one that the accusing word attributes ("X blamed the
// army"), else the one that holds both words; nil in the report's own voice.
func (f *finder) accuser(party, at int) *report.Statement {
	word := f.spanOf(at)
	if attributing[f.x.Fold(at)] {
		if st := f.cues.At(word); st != nil {
			return st
		}
	}
	if head, _ := f.g.Arc(at); head >= 0 && attributing[f.x.Fold(head)] { // "claimed responsibility", "held X responsible"
		if st := f.cues.At(f.spanOf(head)); st != nil {
			return st
		}
	}
	return f.within.At(report.Hull([]report.Span{f.spanOf(party), word}))
}

func (f *finder) spanOf(i int) report.Span {
	return report.Span{Start: f.x.Tokens[i].Start, End: f.x.Tokens[i].End}
}
