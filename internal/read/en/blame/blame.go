// Package blame says who did it, according to the words of each event: the subject of the deed ("rebels shelled"),
// whoever it was done by ("shelled by rebels"), whose deed or weapon it was ("the rebel attack", "two helicopters of
// the regime"), and whoever is blamed, accused or held responsible for it. It finds them in the tree of the sentence,
// so that the shape of a sentence matters and the order of its words does not.
//
// An accusation is words, not a finding. docs/method-figures-events.md gives the rules in plain words.
package blame

import (
	"cmp"
	"slices"
	"strings"

	"firsthand/internal/read/core/bind"
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// Input is what the rules read. Everything in it is of one report and in the order of the text.
type Input struct {
	Text       *segment.Text
	Grammar    *syntax.Grammar
	Publisher  string
	Statements []report.Statement
	Events     []report.Event
	Times      []report.Time
	Places     []report.Place
	Entities   []report.Entity
	Country    func(demonym string) string // the country of a word for its people and things ("Israeli"), "" where it is none
}

// Find returns the accusations of each event, by its index in in.Events, in the order of the text. Each name stands
// once.
func Find(in Input) [][]report.Accusation {
	f := &finder{
		Input: in, Cursor: cursor.On(in.Text), x: in.Text, g: in.Grammar, within: bind.NewInside(in.Statements), cues: bind.NewCues(in.Statements),
		out: make([][]report.Accusation, len(in.Events)),
	}
	if len(in.Events) == 0 {
		return f.out
	}
	f.grow()
	f.exclude()
	f.know()
	f.findGroups()
	for i := range in.Events {
		for _, s := range f.sentences(i) {
			f.deeds(i, s)
			f.named(i, s)
		}
	}
	f.elsewhere()
	f.settle()
	return f.out
}

// settle gives an event that nobody is accused of by the tree whom the words around its triggers accuse, by the names
// of their groups. "A terrorist attack" by itself judges the deed and names nobody.
func (f *finder) settle() {
	for i := range f.Events {
		if len(f.out[i]) > 0 {
			continue
		}
		for _, a := range f.Events[i].AccusedBy {
			if len(a.Words) > 0 {
				a.Who = f.renamed(a.Who, a.Words[0])
			}
			if a.Who != "terrorist" && !slices.ContainsFunc(f.out[i], func(b report.Accusation) bool { return b.Who == a.Who }) {
				f.out[i] = append(f.out[i], a)
			}
		}
	}
}

// renamed is the name of the group that words without a name mean, or the words.
func (f *finder) renamed(who string, sentence report.Span) string {
	if c, _ := words.Word(strings.ToLower(who)); !c.has(outside) {
		return who
	}
	if name := f.means(max(0, f.x.TokenAt(sentence.Start))); name != "" {
		return name
	}
	return who
}

// elsewhere goes through the sentences that tell of no event: what they blame on somebody is what the report told of
// last, or where it has not told of anything yet, what it tells of first. "… It blamed the army for both."
func (f *finder) elsewhere() {
	last := f.first()
	for s := range f.x.Sentences {
		if events := f.tells[s]; len(events) > 0 {
			last, f.toldIn = events[len(events)-1], f.x.Sentences[s].Paragraph
			continue
		}
		f.named(last, s)
		if f.x.Sentences[s].Paragraph-f.toldIn <= 1 {
			f.deeds(last, s)
		}
	}
}

// first is the event that the text tells of first.
func (f *finder) first() int {
	for s := range f.x.Sentences {
		if events := f.tells[s]; len(events) > 0 {
			return events[0]
		}
	}
	return 0
}

type finder struct {
	Input
	cursor.Cursor
	x        *segment.Text
	g        *syntax.Grammar
	within   *bind.Inside
	cues     *bind.Cues
	out      [][]report.Accusation
	children map[int][]int // of each token that has any, in order
	tells    map[int][]int // the events that each sentence tells of
	groups   []group
	toldIn   int                    // the paragraph in which the report told of an event last
	entities map[int]*report.Entity // who each token speaks of, the shortest mention that ends at it
	barred   []report.Span          // what is nobody who could have done it, in the order of the text
}

// grow reads the trees of the sentences that may blame somebody.
func (f *finder) grow() {
	f.children = make(map[int][]int)
	f.tells = make(map[int][]int)
	for i := range f.Events {
		for _, s := range f.sentences(i) {
			f.tells[s] = append(f.tells[s], i)
		}
	}
	const far = 1 // paragraphs after the last that tells of an event
	told := -2
	for s := range f.x.Sentences {
		if len(f.tells[s]) > 0 {
			told = f.x.Sentences[s].Paragraph
		}
		if told >= f.x.Sentences[s].Paragraph-far || f.accuses(s) {
			f.tree(s)
		}
	}
}

// accuses reports whether a sentence has a word by which somebody is accused.
func (f *finder) accuses(s int) bool {
	for i := f.x.Sentences[s].First; i < f.x.Sentences[s].Last; i++ {
		if w := f.x.Fold(i); accusing[w] || pointed[w] || pointing[w] {
			return true
		}
		if f.class(i).has(armed) && f.within.At(f.spanOf(i)) != nil {
			return true
		}
	}
	return false
}

// exclude lists what stands in the text like a name and is no party: days, towns, outlets and agencies.
func (f *finder) exclude() {
	for _, t := range f.Times {
		f.barred = append(f.barred, t.Span)
	}
	for _, p := range f.Places {
		if p.Precision != report.Country {
			f.barred = append(f.barred, p.Span)
		}
	}
	for i := range f.Entities {
		switch f.Entities[i].Kind {
		case report.KindOutlet, report.KindAgency:
			for _, m := range f.Entities[i].Mentions {
				f.barred = append(f.barred, m.Span)
			}
		}
	}
	slices.SortFunc(f.barred, func(a, b report.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
}

// know writes down of whom each mention of an entity speaks, by its last token.
func (f *finder) know() {
	f.entities = make(map[int]*report.Entity)
	length := make(map[int]int)
	for n := range f.Entities {
		e := &f.Entities[n]
		for _, m := range e.Mentions {
			k := f.x.TokenAt(m.End - 1)
			if k < 0 || k >= len(f.x.Tokens) {
				continue
			}
			if old, ok := length[k]; !ok || m.End-m.Start < old {
				f.entities[k], length[k] = e, m.End-m.Start
			}
		}
	}
}

// barredAt reports whether token i is of a day, a town or an outlet.
func (f *finder) barredAt(i int) bool {
	const back = 8 // spans
	t := f.x.Tokens[i]
	at, _ := slices.BinarySearchFunc(f.barred, t.Start+1, func(s report.Span, start int) int { return s.Start - start })
	for j := at - 1; j >= max(0, at-back); j-- {
		if f.barred[j].Start <= t.Start && t.End <= f.barred[j].End {
			return true
		}
	}
	return false
}

func (f *finder) tree(s int) {
	const longest = 120 // tokens: what is longer is a list, and no sentence
	sentence := f.x.Sentences[s]
	if sentence.Last-sentence.First > longest || len(f.children[sentence.First]) > 0 {
		return
	}
	for i := sentence.First; i < sentence.Last; i++ {
		if head, _ := f.g.Arc(i); head >= 0 && !slices.Contains(f.children[head], i) {
			f.children[head] = append(f.children[head], i)
		}
	}
}

// sentences are those that tell of event i.
func (f *finder) sentences(i int) []int {
	var list []int
	for _, span := range f.Events[i].Evidence {
		for s := max(0, f.x.SentenceAt(span.Start)); s < len(f.x.Sentences) && f.x.Sentences[s].Start < span.End; s++ {
			if !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
	}
	return list
}

// deeds accuses whoever the words of a deed in sentence s name as who did it.
func (f *finder) deeds(event, s int) {
	for i := f.x.Sentences[s].First; i < f.x.Sentences[s].Last; i++ {
		switch c := f.class(i); {
		case breaking[f.x.Fold(i)] && f.verb(i):
			if f.takesTruce(i) && !f.negated(i) {
				f.agent(event, i)
			}
		case c.has(act) && f.verb(i) && !f.negated(i) && f.does(i):
			f.agent(event, i)
		case c.has(light) && f.verb(i) && !f.negated(i) && f.takesDeed(i):
			f.agent(event, i)
		case c.has(landing) && f.verb(i) && !f.negated(i):
			f.weapon(event, i)
		case c.has(deed) && !f.verb(i):
			f.owner(event, i)
		case c.has(tool) && f.within.At(f.spanOf(i)) != nil:
			f.spokenOf(event, i)
		}
	}
}

// spokenOf accuses those of whose weapons somebody speaks, where the weapon is what he speaks of and nothing is done to
// it: "he spoke of 'bombs of the rebels'".
func (f *finder) spokenOf(event, i int) {
	if of := f.nominal(i, "of"); of >= 0 && f.class(of).has(armed) {
		switch head, rel := f.g.Arc(i); {
		case rel == syntax.Root, rel == syntax.Obl && head >= 0 && f.Is(head, "spoke", "speaks", "spoken", "speaking", "talked", "talks"):
			f.accuse(event, of, i)
		}
	}
}

// takesDeed reports whether the object of the verb at token i is a deed: "delivered a strike", "inflicted a massacre".
func (f *finder) takesDeed(i int) bool {
	return slices.ContainsFunc(f.children[i], func(c int) bool {
		_, rel := f.g.Arc(c)
		return f.class(c).has(deed) && (rel == syntax.Obj || rel == syntax.Nsubj && f.passive(i))
	})
}

// takesTruce reports whether the verb at token i breaks a truce, or something told of before: "they broke it".
func (f *finder) takesTruce(i int) bool {
	return slices.ContainsFunc(f.children[i], func(c int) bool {
		_, rel := f.g.Arc(c)
		return (rel == syntax.Obj || rel == syntax.Nsubj && f.passive(i)) && (truces[f.x.Fold(c)] || f.Is(c, "it"))
	})
}

// weapon accuses whoever owns the weapon that the verb at token i says came down: "an army rocket fell on the market".
func (f *finder) weapon(event, i int) {
	if s := f.subject(i); s >= 0 && f.class(s).has(tool) && !f.passive(i) {
		f.accuse(event, s, i)
	}
}

// does reports whether the verb at token i tells of what happened: its sentence tells of an event, or it takes a deed
// or a weapon as what it is done with: "opened fire", "staged an attack", "a bomb was planted".
func (f *finder) does(i int) bool {
	if len(f.tells[f.x.Tokens[i].Sentence]) > 0 || f.harms(i) {
		return true
	}
	taken := func(c int) bool { return f.class(c).has(deed) || f.class(c).has(tool) }
	if head, rel := f.g.Arc(i); rel == syntax.Acl && head >= 0 && taken(head) {
		return true
	}
	return slices.ContainsFunc(f.children[i], func(c int) bool {
		switch _, rel := f.g.Arc(c); rel {
		case syntax.Obj:
			return taken(c)
		case syntax.Nsubj:
			return f.passive(i) && taken(c)
		case syntax.Obl:
			return f.cased(c, "with") && taken(c)
		}
		return false
	})
}

// harms reports whether the verb at token i by itself tells of violence, and its subject or whoever it is done by bears
// arms: "the gunmen shot at whoever ran".
func (f *finder) harms(i int) bool {
	if !harming[f.x.Fold(i)] {
		return false
	}
	agent := f.by(i)
	if agent < 0 && !f.passive(i) {
		agent = f.subject(i)
	}
	return agent >= 0 && (f.class(agent).has(armed) || f.class(agent).has(tool) || f.arms(agent))
}

var (
	// breaking are the verbs of doing what a truce rules out, truces the nouns for what they break.
	breaking = sets.Of("breaking")
	truces   = sets.Of("truces")
)

// harming are the verbs of doing that tell of violence wherever they stand.
var harming = sets.Of("harming")

// agent accuses who did what the verb at token i says: whoever it was done by where it is passive, else its subject, or
// the subject of the verb that it hangs on ("stormed the town, killing 47").
func (f *finder) agent(event, i int) {
	if by := f.by(i); by >= 0 {
		f.accuse(event, by, i)
		return
	}
	if f.passive(i) {
		if by := f.byFurther(i); by >= 0 {
			f.accuse(event, by, i)
		}
		return
	}
	const steps = 3
	for v, n := i, 0; n < steps; n++ {
		if s := f.subject(v); s >= 0 {
			if v == i || !f.passive(v) {
				f.accuse(event, s, i)
			}
			return
		}
		head, rel := f.g.Arc(v)
		if rel == syntax.Ccomp && n == 0 {
			if s := f.subjectOfOther(head, i); s >= 0 {
				f.accuse(event, s, i)
			}
			return
		}
		if head >= 0 && head < v && (rel == syntax.Amod || rel == syntax.Acl) && f.takesObject(v) && !f.verb(head) {
			f.accuse(event, head, i)
			return
		}
		if head < 0 || rel != syntax.Advcl && rel != syntax.Conj && rel != syntax.Xcomp && rel != syntax.Acl {
			return
		}
		if rel == syntax.Acl && !f.verb(head) {
			if f.g.Tags[v].String() == "VBG" { // "gunmen firing from a car"
				f.accuse(event, head, i)
			}
			return
		}
		if f.cues.At(f.spanOf(head)) != nil { // "police reported that rebels overpowered the guards and burned the office": the police burned nothing
			return
		}
		v = head
	}
}

// subject is the head of a verb's subject, or of what a relative clause is about; -1 where there is none.
func (f *finder) subject(v int) int {
	for _, c := range f.children[v] {
		if _, rel := f.g.Arc(c); rel != syntax.Nsubj {
			continue
		}
		switch f.x.Fold(c) {
		case "that", "which", "who":
			if head, rel := f.g.Arc(v); head >= 0 && rel == syntax.Acl {
				return head
			}
			return -1
		}
		return c
	}
	return -1
}

// subjectOfOther is the subject of the verb at token i where the tree hangs it on the verb of saying at token say,
// which has one of its own: "Bandits on motorcycles killed eight farmers, police said"; -1 where there is none.
func (f *finder) subjectOfOther(say, i int) int {
	if say < i {
		return -1
	}
	first, all := -1, 0
	for _, c := range f.children[say] {
		if _, rel := f.g.Arc(c); rel == syntax.Nsubj {
			if all++; c < i && first < 0 {
				first = c
			}
		}
	}
	if all < 2 {
		return -1
	}
	return first
}

// by is the head of the noun after the "by" of a verb or noun; -1 where there is none.
func (f *finder) by(v int) int {
	for _, c := range f.children[v] {
		_, rel := f.g.Arc(c)
		if (rel == syntax.Obl || rel == syntax.Nmod) && f.cased(c, "by") {
			return c
		}
	}
	return -1
}

// byFurther is the head of the armed party behind a "by" further on in the clause of the passive verb at token v, where
// the tree hangs it on a noun between: "killed at the crossroads by men of a militia"; -1 where there is none.
func (f *finder) byFurther(v int) int {
	const reach = 14 // tokens
	s := f.x.Sentences[f.x.Tokens[v].Sentence]
	for j := v + 1; j < s.Last && j < v+reach; j++ {
		if f.verb(j) || f.x.Tokens[j].Kind == segment.Punct && f.x.Fold(j) != "," {
			return -1
		}
		if f.x.Fold(j) != "by" {
			continue
		}
		head, rel := f.g.Arc(j)
		if head > j && rel == syntax.Case && (f.class(head).has(armed) || f.class(head).has(folk) || f.arms(head) || f.class(head).has(tool)) {
			return head
		}
		return -1
	}
	return -1
}

// cased reports whether the preposition w stands before the noun at token i.
func (f *finder) cased(i int, w string) bool {
	return slices.ContainsFunc(f.children[i], func(c int) bool {
		_, rel := f.g.Arc(c)
		return rel == syntax.Case && f.x.Fold(c) == w
	})
}

// owner accuses whoever a deed belongs to: what stands before the noun ("Israeli", "rebel", "the regime's"), or behind
// its "by" or "from".
func (f *finder) owner(event, i int) {
	if f.by(i) < 0 {
		if by := f.byFurther(i); by >= 0 { // "the bombing of a school in the old town by warplanes of the army"
			f.accuse(event, by, i)
			return
		}
	}
	for _, c := range f.children[i] {
		_, rel := f.g.Arc(c)
		switch {
		case rel == syntax.Nmod && (f.cased(c, "by") || f.cased(c, "from") || f.genitive(c)),
			rel == syntax.Nmod && raids[f.x.Fold(i)] && f.cased(c, "of") && f.class(c).has(armed):
			f.accuse(event, c, i)
		case rel == syntax.Amod || rel == syntax.Compound:
			if name := f.Country(f.x.Word(c)); name != "" && f.x.Capital(c) {
				f.enter(event, name, c, i)
			} else if f.class(c).has(armed) || f.proper(c) && c < i {
				f.accuse(event, c, i)
			}
		}
	}
}

// raids are deeds that are of those who do them: "an attack of the rebels" is theirs, "the murder of soldiers" is not.
var raids = sets.Of("raids")

// genitive reports whether the noun at token i is an owner: "the regime's".
func (f *finder) genitive(i int) bool {
	return f.cased(i, "'s") || f.cased(i, "’s") || f.cased(i, "'") || f.cased(i, "’")
}

// verb reports whether token i is a verb.
func (f *finder) verb(i int) bool { return f.g.Tags[i].Verb() }

// proper reports whether token i is a name.
func (f *finder) proper(i int) bool { return f.g.Tags[i].Name() }

// passive reports whether the verb at token i tells what was done to its subject.
func (f *finder) passive(i int) bool {
	if f.g.Tags[i].String() != "VBN" {
		return false
	}
	_, rel := f.g.Arc(i)
	for _, c := range f.children[i] {
		if _, r := f.g.Arc(c); r == syntax.Aux {
			switch f.x.Fold(c) {
			case "was", "were", "been", "being", "be", "is", "are", "got", "get":
				return true
			}
		}
	}
	return rel == syntax.Acl && !f.takesObject(i)
}

// takesObject reports whether a participle behind a noun is a verb in the past whose subject that noun is: "aircraft
// bombed homes".
func (f *finder) takesObject(i int) bool {
	return f.by(i) < 0 && slices.ContainsFunc(f.children[i], func(c int) bool {
		_, rel := f.g.Arc(c)
		return rel == syntax.Obj && c > i
	})
}

// negated reports whether the verb at token i, or one it hangs on, is denied, planned or feared.
func (f *finder) negated(i int) bool {
	const steps = 4
	for v, n := i, 0; v >= 0 && n < steps; n++ {
		for _, c := range f.children[v] {
			switch f.x.Fold(c) {
			case "not", "n't", "never", "no", "will", "would", "could", "may", "might", "should":
				return true
			}
		}
		if v != i && denials[f.x.Fold(v)] {
			return true
		}
		v, _ = f.g.Arc(v)
	}
	return false
}
