// Package entity finds in an English text the words that speak of somebody, and what they tell: name, role, whom
// somebody is of, gender, number. The room firsthand/internal/read/entity joins them; here are its words.
package entity

import (
	"slices"
	"strings"
	"unicode/utf8"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/read/en/calendar"
	"firsthand/internal/read/entity"
	"firsthand/internal/report"
)

// Phrase is a noun phrase of which somebody already knows that it means somebody: the source of a statement.
type Phrase struct {
	Run
	Aside bool // in words of somebody else, or of a cue that is not sure: no pronoun outside of them means it
	Mute  bool // it says nothing here: who is told
	Label bool // it stands before words as their speaker, "WANYAMA: …", and so means somebody whatever it looks like
}

// Cast is who a report speaks of.
type Cast struct {
	*entity.Cast
	phrases   []int             // the mention of each phrase, -1 for none
	pronoun   map[int]int       // by token: the mention
	kinds     map[string]string // by ID
	publisher bool              // the first mention is the publisher, whom the text need not name
}

// Publisher is the being that published the report; nil where nobody is named.
func (c *Cast) Publisher() *entity.Being {
	if !c.publisher {
		return nil
	}
	return c.At(0)
}

// Phrase is the being that the phrase of that number means, as the phrases were given to [Nouns.Cast]; nil where nobody
// can be told.
func (c *Cast) Phrase(i int) *entity.Being {
	if c.phrases[i] < 0 {
		return nil
	}
	return c.At(c.phrases[i])
}

// PronounID is the ID of the entity that the pronoun at a token means, "" where it means none.
func (c *Cast) PronounID(token int) string {
	if i, ok := c.pronoun[token]; ok {
		return c.At(i).ID()
	}
	return ""
}

// Kind is what sort of source the entity of an ID is.
func (c *Cast) Kind(id string) string { return c.kinds[id] }

// Cast reads who is who, phrases among them.
func (n *Nouns) Cast(phrases []Phrase) *Cast {
	s := &scan{reader: n.reader, g: n.g, given: phrases}
	return s.find()
}

// scan goes through a text and lists its mentions.
type scan struct {
	*reader
	g     *syntax.Grammar
	given []Phrase
	out   []listed
}

// listed is a mention while the list is made.
type listed struct {
	described
	run    Run
	phrase int // -1 for none
	same   int // the token at which the phrase begins that it is an apposition of, -1 for none
}

func (s *scan) find() *Cast {
	for i := range s.given {
		s.give(i)
	}
	for _, sent := range s.t.Sentences {
		s.sentence(sent.First, sent.Last)
	}
	slices.SortStableFunc(s.out, func(a, b listed) int {
		if a.run.Lo != b.run.Lo {
			return a.run.Lo - b.run.Lo
		}
		if a.run.Hi != b.run.Hi {
			return b.run.Hi - a.run.Hi
		}
		return b.phrase - a.phrase
	})
	c := &Cast{phrases: make([]int, len(s.given)), publisher: s.reader.publisher != ""}
	for i := range c.phrases {
		c.phrases[i] = -1
	}
	mentions := s.linked(c)
	c.Cast = entity.Resolve(mentions)
	c.pronoun, c.kinds = map[int]int{}, map[string]string{}
	for i := range mentions {
		if mentions[i].Form == report.ByPronoun {
			c.pronoun[mentions[i].First] = i
		}
	}
	for _, e := range c.Entities() {
		c.kinds[e.ID] = e.Kind
	}
	return c
}

// give lists a phrase that is given, and the apposition in it.
func (s *scan) give(i int) {
	p := s.given[i]
	if p.Empty() {
		return
	}
	core, apposed := s.parts(p.Run)
	if s.pronoun(core, i) {
		return
	}
	if p.Label && s.label(core, i) {
		return
	}
	s.add(core, i, -1)
	if !apposed.Empty() && !s.Is(apposed.Lo, "who", "which", "whose") {
		s.add(apposed, -1, core.Lo)
	}
}

// label lists the name of a person that stands as a label and reports whether it is one: a surname in capitals, mostly,
// which by itself looks like no name.
func (s *scan) label(core Run, phrase int) bool {
	if s.roleIn(core) >= 0 || s.bodyNoun(core) >= 0 || s.knownAt(core.Lo) > core.Lo {
		return false
	}
	d := s.describe(core)
	if d.Name == "" {
		d.Name = s.words(core)
	}
	d.Name = lowered(d.Name)
	d.Form = report.ByName
	const letters = 3 // "SP", "DC" stand for an office, and who holds it the text says elsewhere
	if d.Nature != entity.Person {
		d.Nature = entity.Person
		if core.Hi-core.Lo == 1 && len(d.Name) <= letters {
			d.Nature, d.Name = entity.Unclear, s.words(core)
		}
	}
	s.out = append(s.out, listed{d, core, phrase, -1})
	return true
}

// lowered is a name with small letters where all of it is in capitals.
func lowered(name string) string {
	if name != strings.ToUpper(name) {
		return name
	}
	words := strings.Fields(name)
	for i, w := range words {
		_, n := utf8.DecodeRuneInString(w)
		words[i] = w[:n] + strings.ToLower(w[n:])
	}
	return strings.Join(words, " ")
}

// parts splits "Ahmad Dbais, director of hospitals" at its comma.
func (s *reader) parts(r Run) (core, apposed Run) {
	for i := r.Lo + 1; i < r.Hi; i++ {
		if s.Is(i, "who", "whom", "whose") && !s.t.Capital(i) {
			return Run{r.Lo, i}, Run{}
		}
		if s.Is(i, ",") {
			core, apposed = Run{r.Lo, i}, Run{i + 1, r.Hi}
			if i+2 < r.Hi && s.Kind(i+1) == segment.Number && s.Is(i+2, ",") { // "Halyna B., 58, a cleaner"
				apposed.Lo = i + 3
			}
			for k := apposed.Lo + 1; k < apposed.Hi; k++ {
				if s.Is(k, ",") && s.Is(k+1, "who", "which", "whose", "whom", "and") {
					apposed.Hi = k
				}
			}
			for !apposed.Empty() && s.Kind(apposed.Hi-1) == segment.Punct {
				apposed.Hi--
			}
			return core, apposed
		}
	}
	return r, Run{}
}

// add lists the mention of a noun phrase.
func (s *scan) add(r Run, phrase, same int) {
	d := s.describe(r)
	s.out = append(s.out, listed{d, r, phrase, same})
	if of := d.of; !of.Empty() && of.Hi <= d.Head && s.properIn(of) && s.speaksOfSomebody(of) { // "US State Department spokesman"
		s.out = append(s.out, listed{s.describe(of), of, -1, -1})
	}
}

// pronouns and what they show.
type pronounKind struct {
	voice  entity.Voice
	gender entity.Gender
	plural bool
}

var pronouns = map[string]pronounKind{
	"he": {entity.Third, entity.Male, false}, "him": {entity.Third, entity.Male, false}, "his": {entity.Third, entity.Male, false}, "himself": {entity.Reflexive, entity.Male, false},
	"she": {entity.Third, entity.Female, false}, "her": {entity.Third, entity.Female, false}, "hers": {entity.Third, entity.Female, false}, "herself": {entity.Reflexive, entity.Female, false},
	"it": {entity.Third, entity.NoGender, false}, "its": {entity.Third, entity.NoGender, false}, "itself": {entity.Reflexive, entity.NoGender, false},
	"they": {entity.Third, entity.NoGender, true}, "them": {entity.Third, entity.NoGender, true}, "their": {entity.Third, entity.NoGender, true}, "theirs": {entity.Third, entity.NoGender, true}, "themselves": {entity.Reflexive, entity.NoGender, true},
	"i": {entity.First, entity.NoGender, false}, "me": {entity.First, entity.NoGender, false}, "my": {entity.First, entity.NoGender, false}, "we": {entity.First, entity.NoGender, true}, "us": {entity.First, entity.NoGender, true}, "our": {entity.First, entity.NoGender, true},
	"you": {entity.Second, entity.NoGender, false}, "your": {entity.Second, entity.NoGender, false},
	"who": {entity.Relative, entity.NoGender, false}, "which": {entity.Relative, entity.NoGender, false}, "whom": {entity.Relative, entity.NoGender, false}, "whose": {entity.Relative, entity.NoGender, false},
}

// pronoun lists a pronoun and reports whether the run is one.
func (s *scan) pronoun(r Run, phrase int) bool {
	k, ok := pronouns[s.t.Fold(r.Lo)]
	if !ok || r.Hi-r.Lo != 1 || s.letters(r.Lo) && s.t.Word(r.Lo) != "I" {
		return false
	}
	s.out = append(s.out, listed{described{Mention: entity.Mention{Form: report.ByPronoun, Head: r.Lo, Words: s.t.Fold(r.Lo), Voice: k.voice, Gender: k.gender, Plural: k.plural}}, r, phrase, -1})
	return true
}

// sentence lists the mentions of the tokens [lo, hi).
func (s *scan) sentence(lo, hi int) {
	last := Run{} // the phrase before
	for i := lo; i < hi; {
		t := s.tags[i]
		if t == tag.PRP || t == tag.PRPS || t == tag.WP || t == tag.WPS || t == tag.WDT && s.Is(i, "who", "which") {
			s.pronoun(Run{i, i + 1}, -1)
			if t != tag.PRPS {
				i++
				continue
			}
		}
		a := s.chunk(i, hi)
		if a.Empty() {
			i++
			continue
		}
		whole := s.attached(a, hi)
		if s.speaksOfSomebody(whole) {
			s.add(whole, -1, s.apposes(last, whole))
		}
		s.owner(a)
		if i = a.Hi; !(a.Hi-a.Lo == 1 && s.Kind(a.Lo) == segment.Number) {
			last = whole
		}
		if whole.Hi > a.Hi && (s.Is(a.Hi, "(") || s.named[s.head(whole)] != 0 && s.Is(a.Hi, "of", "for") && s.bodyNoun(a) >= 0 && s.capital(a.Hi+1)) { // "Ministry of Defence"
			i = whole.Hi
		}
	}
}

// speaksOfSomebody reports whether a phrase that no statement names may be listed: a day, a month and a place are
// nobody.
func (s *scan) speaksOfSomebody(r Run) bool {
	h := s.head(r)
	if f := s.t.Fold(h); calendar.Day(f) || calendar.Month(f) && s.capital(h) {
		return false
	}
	return !(s.named[h] == syntax.Place && s.bodyNoun(r) < 0 && s.roleIn(r) < 0) || s.knownAt(h) > h
}

// owner lists whoever a phrase names as its owner: "Russia's defence ministry", "the mayor's brother".
func (s *scan) owner(a Run) {
	for i := a.Lo + 1; i+1 < a.Hi; i++ {
		if s.tags[i] == tag.POS || s.Is(i, "'s", "’s") {
			if r := (Run{a.Lo, i}); s.speaksOfSomebody(r) {
				s.add(r, -1, -1)
			}
			return
		}
	}
}

// apposes is the first token of the phrase before where the phrase r explains it: "Ivo Lenz, a spokesman for …, said";
// -1 where it does not.
func (s *scan) apposes(last, r Run) int {
	aged := r.Lo-last.Hi == 3 && s.Kind(last.Hi+1) == segment.Number && s.Is(last.Hi+2, ",")
	if last.Empty() || r.Lo-last.Hi != 1 && !aged || !s.Is(last.Hi, ",") {
		return -1
	}
	head, rel := s.g.Arc(s.root(r))
	if rel == syntax.Appos && head >= last.Lo && head < last.Hi {
		return last.Lo
	}
	return -1
}

// linked is the mentions in order, tied to each other.
func (s *scan) linked(c *Cast) []entity.Mention {
	kept := make([]listed, 0, len(s.out)+1)
	if c.publisher {
		kept = append(kept, s.ownPublisher())
	}
	for _, l := range s.out { // a phrase that was given is not listed twice
		if n := len(kept); n > 0 && kept[n-1].run == l.run && l.phrase < 0 && !l.run.Empty() {
			if kept[n-1].same < 0 {
				kept[n-1].same = l.same
			}
			continue
		}
		kept = append(kept, l)
	}
	s.out = kept
	mentions := make([]entity.Mention, len(kept))
	begins := map[int]int{} // the outermost mention that begins at a token
	var open []int
	for i := range kept {
		l := &kept[i]
		m := &mentions[i]
		*m = l.Mention
		m.OfAt, m.Same, m.Within, m.Quote = -1, -1, -1, -1
		if m.First, m.Last = l.run.Lo, l.run.Hi; l.run.Empty() {
			continue
		}
		m.Start, m.End = s.t.Tokens[m.First].Start, s.t.Tokens[m.Last-1].End
		m.Sentence = s.t.Tokens[m.First].Sentence
		m.Paragraph = s.t.Sentences[m.Sentence].Paragraph
		m.Quote = s.t.Quoted(m.Head)
		m.Aside = m.Quote >= 0
		if _, ok := begins[m.First]; !ok {
			begins[m.First] = i
		}
		if l.same >= 0 {
			if j, ok := begins[l.same]; ok && j < i {
				m.Same = whole(mentions, j, m)
			}
		}
		for len(open) > 0 && mentions[open[len(open)-1]].Last <= m.First {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			m.Within = open[len(open)-1]
		}
		open = append(open, i)
		s.role(m, l)
		m.Subject = s.subject(m)
		if l.phrase >= 0 {
			p := s.given[l.phrase]
			c.phrases[l.phrase] = i
			m.Speaks = !p.Mute
			m.Aside = m.Aside || p.Aside
		}
	}
	s.lettersOf(mentions)
	for i := range kept {
		if of := kept[i].of; !of.Empty() {
			mentions[i].OfAt = inside(mentions, i, of)
		}
		s.heading(mentions, i)
	}
	return mentions
}

// whole is the phrase around mention j that a name explains rather than j: "the spokesperson of the council, Ivo Lenz".
func whole(mentions []entity.Mention, j int, name *entity.Mention) int {
	for w := j; w >= 0 && name.Nature == entity.Person; w = mentions[w].Within {
		if mentions[w].Nature == entity.Person && mentions[w].Last == mentions[j].Last {
			return w
		}
	}
	return j
}

// heading notes what body somebody is said to head in a clause after the name: "Ivo Lenz, who runs the region's
// council".
func (s *scan) heading(mentions []entity.Mention, i int) {
	const reach = 4 // mentions
	m := &mentions[i]
	if m.Nature != entity.Person || m.Name == "" || m.OfAt >= 0 {
		return
	}
	at := m.Last
	if s.Is(at, ",") {
		at++
	}
	if !s.Is(at, "who") || !s.Is(at+1, "heads", "runs", "leads", "directs", "chairs", "commands", "manages", "led", "headed", "ran") {
		return
	}
	for j := i + 1; j < len(mentions) && j <= i+reach && mentions[j].First <= at+6; j++ {
		o := &mentions[j]
		if o.First > at+1 && (o.Nature == entity.Body || o.Form == report.ByPronoun && s.Is(o.First, "it") && o.First == at+2) {
			m.OfAt = j
			m.Roles = append(m.Roles, "head")
			return
		}
	}
}

// lettersOf leaves letters that end several phrases, one in the other, to the one whose initials they are, else to the
// outermost that has a name, else to the outermost: "staff of the Norvik Mission in Orla (NMO)".
func (s *scan) lettersOf(mentions []entity.Mention) {
	for i := range mentions {
		if mentions[i].Short == "" {
			continue
		}
		nest := []int{i}
		for j := i + 1; j < len(mentions) && mentions[j].First < mentions[i].Last; j++ {
			if mentions[j].Short == mentions[i].Short && mentions[j].Last == mentions[i].Last {
				nest = append(nest, j)
			}
		}
		if len(nest) == 1 {
			continue
		}
		owner := nest[0]
		if at := slices.IndexFunc(nest, func(j int) bool { return mentions[j].Name != "" }); at >= 0 {
			owner = nest[at]
		}
		if at := slices.IndexFunc(nest, func(j int) bool { return entity.StandsFor(mentions[j].Short, mentions[j].Name) }); at >= 0 {
			owner = nest[at]
		}
		for _, j := range nest {
			if j != owner {
				mentions[j].Short = ""
			}
		}
	}
}

// role makes the shown role the first of a mention's roles.
func (s *scan) role(m *entity.Mention, l *listed) {
	if l.role != "" && (len(m.Roles) == 0 || m.Roles[0] != l.role) {
		m.Roles = append([]string{l.role}, m.Roles...)
	}
}

// inside is the outermost mention among those after i that lies in a run; -1 where there is none.
func inside(mentions []entity.Mention, i int, r Run) int {
	for j := max(0, i-4); j < len(mentions) && mentions[j].First < r.Hi; j++ {
		if m := &mentions[j]; j != i && m.First >= r.Lo-1 && m.First <= r.Lo+1 && m.Head >= r.Lo && m.Head < r.Hi && m.Form != report.ByPronoun {
			return j
		}
	}
	return -1
}

// subject reports whether a mention is the subject of its clause.
func (s *scan) subject(m *entity.Mention) bool {
	_, rel := s.g.Arc(s.root(Run{m.First, m.Last}))
	return rel == syntax.Nsubj
}

// root is the token of a phrase on which all others in it depend.
func (s *scan) root(r Run) int {
	for i := r.Lo; i < r.Hi; i++ {
		if head, rel := s.g.Arc(i); (head < r.Lo || head >= r.Hi) && rel != syntax.Punct && rel != syntax.Case {
			return i
		}
	}
	return r.Lo
}

// ownPublisher is the publisher as a mention that stands nowhere in the text.
func (s *scan) ownPublisher() listed {
	name := s.reader.publisher
	if network, rest, ok := strings.Cut(name, ": "); ok && len(rest) > 2 && known[bare(network)].kind == "network" {
		name = rest
	}
	m := entity.Mention{Form: report.ByName, Name: name, Words: name, Kind: report.KindOutlet, Nature: entity.Body}
	if k, ok := known[bare(name)]; ok {
		m.Known, m.Kind, m.Nature = k.name, kindOf(k.kind), entity.Body
	}
	return listed{described: described{Mention: m}, phrase: -1, same: -1}
}
