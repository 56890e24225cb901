package attribute

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/report"
)

// being is who a source is, as far as one report tells. Several mentions share one.
type being struct {
	name     string // of a person, body or account; "" while only a role is known
	words    string // how the report describes them first
	role, of string
	named    bool
	person   bool
	group    bool   // more than one, none who could be asked
	kind     string // outlet, agency, body, network, account or ""
	head     string // the noun that the description turns on, lower case
}

type entity = *being

// title is the fullest name there is: the person's or body's own, else the body they speak for, else the description.
func (b *being) title() string {
	switch {
	case b == nil:
		return "unnamed"
	case b.name != "":
		return b.name
	case roles[b.role] == aVoice && b.of != "":
		return b.of
	}
	return b.words
}

// known tells whether somebody could ask the source.
func (b *being) known() bool {
	return b != nil && (b.named || roles[b.role] == aVoice && b.of != "" && b.name == "")
}

// names is everybody met so far in one report.
type names struct {
	all        []entity
	bodies     map[string]entity // well-known bodies by their fullest name
	lastPerson entity
	lastBody   entity
	lastGroup  entity
	last       entity
}

// mention is a person named in the text, whether or not they speak.
type mention struct {
	at      int // token of the name's end
	subject bool
	who     entity
}

// mentions finds people named with a role or title, and bodies by their well-known names, anywhere in the text, so that
// "he" and "the group" can mean one who has not yet spoken.
func (s *scanner) mentions() {
	for i := 0; i+1 < len(s.tags); i++ {
		if end := s.knownAt(i); end > i {
			if k, _ := s.wellKnown(s.words(run{i, end})); k.kind == "body" {
				s.people = append(s.people, mention{end, true, s.body(k)})
				i = end - 1
				continue
			}
		}
		if end := s.bodyAt(i); end > i {
			s.people = append(s.people, mention{end, true, s.describe(run{i, end})})
			i = end - 1
			continue
		}
		k := roles[s.t.Fold(i)]
		if k != aPerson && k != aVoice || !s.tags[i].Noun() || !s.tags[i+1].Name() && !s.t.Capital(i+1) {
			continue
		}
		end := i + 1
		for end < len(s.tags) && end-i <= 4 && s.kind(end) == segment.Word && s.t.Capital(end) && s.t.Tokens[end].Sentence == s.t.Tokens[i].Sentence && roles[s.t.Fold(end)] == notRole && !weekday[s.t.Fold(end)] {
			end++
		}
		if end == i+1 {
			continue
		}
		name := s.words(run{i + 1, end})
		if _, ok := s.wellKnown(name); ok {
			continue
		}
		start := s.nounBefore(end, s.t.Sentences[s.t.Tokens[i].Sentence].First)
		if start.empty() {
			start = run{i, end}
		}
		subject := end < len(s.tags) && (s.tags[end].Finite() || s.is(end, ","))
		s.people = append(s.people, mention{end, subject, s.describe(run{start.lo, end})})
	}
}

// bodyAt is the end of a run of two to six capitalised words that begins at token i and ends in a word for an organisation; i where there is none.
func (s *scanner) bodyAt(i int) int {
	if i > 0 && s.kind(i-1) == segment.Word && s.t.Capital(i-1) && !s.first(i-1) {
		return i
	}
	end := i
	for end < len(s.tags) && end-i < 6 && s.kind(end) == segment.Word && s.t.Capital(end) && s.tags[end] != tag.DT && s.t.Tokens[end].Sentence == s.t.Tokens[i].Sentence {
		end++
	}
	if end-i < 2 || !bodies[s.t.Fold(end-1)] {
		return i
	}
	return end
}

// knownAt is the end of the longest well-known name that begins at token i, or i.
func (s *scanner) knownAt(i int) int {
	const longest = 9 // words
	if !s.t.Capital(i) || s.kind(i) != segment.Word || i > 0 && s.kind(i-1) == segment.Word && s.t.Capital(i-1) && !s.first(i-1) {
		return i
	}
	for end := min(i+longest, len(s.tags)); end > i; end-- {
		if s.kind(end-1) != segment.Word || !s.t.Capital(end-1) || s.t.Tokens[end-1].Sentence != s.t.Tokens[i].Sentence {
			continue
		}
		if _, ok := s.wellKnown(s.words(run{i, end})); ok {
			return end
		}
	}
	return i
}

// resolve gives every link its beings, in the order of the text.
func (s *scanner) resolve(links []*link) {
	people := s.people
	quoted := 0 // tokens up to here lie in words that somebody else said
	for _, l := range links {
		at := s.place(l)
		for len(people) > 0 && people[0].at <= at {
			if m := people[0]; m.subject && m.at > quoted {
				if m.who.person {
					s.names.lastPerson = m.who
				} else {
					s.names.lastBody = m.who
				}
			}
			people = people[1:]
		}
		if l.verb >= 0 && !l.nominal && !l.faint {
			for _, c := range l.content {
				if c.lo > l.verb {
					quoted = max(quoted, c.hi)
				}
			}
		}
		switch {
		case l.same != nil && l.source.empty():
			l.who = l.same.who
		case l.source.empty():
		default:
			l.who = s.identify(l.source, at)
		}
		if !l.told.empty() {
			l.toldWho = s.identify(l.told, at)
		}
		for _, c := range l.cited {
			l.citedWho = append(l.citedWho, s.identify(c, at))
		}
		for _, c := range l.outlets {
			l.viaWho = append(l.viaWho, s.identify(c, at))
		}
		if !l.faint && (l.outer == nil || l.outer.who == nil || !l.outer.who.person) { // who is quoted inside somebody's words does not become "she" in the next sentence
			s.remember(l.who)
		}
	}
}

func (s *scanner) remember(b entity) {
	if b == nil {
		return
	}
	s.names.last = b
	switch {
	case b.person:
		s.names.lastPerson = b
	case b.group:
		s.names.lastGroup = b
	default:
		s.names.lastBody = b
	}
}

// identify is the being that the noun phrase r means at token at.
func (s *scanner) identify(r run, at int) entity {
	if r.hi-r.lo == 1 {
		switch n := &s.names; s.t.Fold(r.lo) {
		case "he", "she", "him", "her":
			if n.lastPerson != nil {
				return n.lastPerson
			}
			return n.last
		case "it":
			if n.lastBody != nil {
				return n.lastBody
			}
			return n.last
		case "they", "them":
			if n.lastGroup != nil {
				return n.lastGroup
			}
			return n.last
		case "i", "we", "me", "us", "you", "who", "that", "which":
			return n.last
		case "another":
			if n.last != nil && n.last.head != "" {
				return s.add(&being{words: "another " + n.last.head, head: n.last.head, person: true})
			}
		}
	}
	b := s.describe(r)
	if old := s.coreferent(b, s.is(r.lo, "the", "that", "this")); old != nil {
		return old
	}
	return b
}

// recent is the beings met last, as many as anybody could have in mind: the cost of a text with ever new names must not grow with its square.
func (n *names) recent() []entity { return n.all[max(0, len(n.all)-memory):] }

const memory = 300

func (s *scanner) add(b entity) entity {
	s.names.all = append(s.names.all, b)
	return b
}

// coreferent is somebody met before whom a definite description without a name means again: "the group", "the spokesman".
func (s *scanner) coreferent(b entity, definite bool) entity {
	if !definite || b.name != "" || b.of != "" {
		return nil
	}
	for _, o := range slices.Backward(s.names.recent()) {
		if o != b && (o.role != "" && o.role == b.head || o.head != "" && o.head == b.head && b.words == o.words) {
			return o
		}
	}
	if isOneOf(b.head, "group", "organisation", "organization", "monitor", "agency", "watchdog", "charity", "body", "network", "broadcaster", "newspaper", "statement", "office") && s.names.lastBody != nil {
		return s.names.lastBody
	}
	return nil
}

func (s *scanner) body(k body) entity {
	if b := s.names.bodies[k.name]; b != nil {
		return b
	}
	if s.names.bodies == nil {
		s.names.bodies = map[string]entity{}
	}
	b := s.add(&being{name: k.name, words: k.name, named: true, kind: k.kind})
	s.names.bodies[k.name] = b
	return b
}

// same is the being met before that b is, filled up with what b adds, or b itself.
func (s *scanner) same(b entity) entity {
	for _, o := range s.names.recent() {
		switch {
		case b.name != "" && o.name == b.name, b.name != "" && o.name != "" && b.person == o.person && shorter(b.name, o.name),
			b.name != "" && o.name != "" && o.person && !b.group && !strings.Contains(b.name, " ") && shorter(b.name, o.name):
		case b.name != "" && o.name != "" && b.person && shorter(o.name, b.name):
			o.name = b.name
		case b.name != "" && o.name == "" && b.role != "" && o.role == b.role && o.person && (b.of == "" || o.of == "" || b.of == o.of): // "a spokesman for X" … "the spokesman, Y"
			o.name = b.name
		case b.name == "" && o.name == "" && b.words == o.words && b.of == o.of:
		default:
			continue
		}
		o.named = o.named || b.named
		if o.role == "" {
			o.role = b.role
		}
		if o.of == "" {
			o.of = b.of
		}
		return o
	}
	return s.add(b)
}

// shorter tells whether a is the last part, or any single part, of the longer name b: "Colville", "Ban" of "Ban Ki Moon".
func shorter(a, b string) bool {
	if len(a) >= len(b) {
		return false
	}
	if strings.HasSuffix(b, " "+a) {
		return true
	}
	return !strings.Contains(a, " ") && strings.HasPrefix(b, a+" ")
}

// fullest is a body's fullest well-known name, or the name itself.
func fullest(name string) string {
	name = strings.Trim(name, " ,")
	if k, ok := known[bare(name)]; ok {
		return k.name
	}
	return name
}

// wellKnown is the well-known body of a name. A single word that any body of its sort may be called by, as "the Observatory", is not
// taken for the well-known one in a text that gives the full name of another.
func (s *scanner) wellKnown(name string) (body, bool) {
	k, ok := known[bare(name)]
	if w := bare(name); ok && bodies[w] && s.anotherBody(w, k) {
		return body{}, false
	}
	return k, ok
}

// anotherBody tells whether the text names a body that ends in the word w and is not k, and nowhere k by more than that word.
func (s *scanner) anotherBody(w string, k body) bool {
	if found, ok := s.others[w]; ok {
		return found
	}
	other, full := false, false
	for i := 1; i < len(s.t.Tokens); i++ {
		if s.t.Fold(i) != w || !s.t.Capital(i) {
			continue
		}
		first := i
		for first > 0 && s.kind(first-1) == segment.Word && s.t.Capital(first-1) && s.tags[first-1] != tag.DT && i-first < 4 {
			first--
		}
		if first == i || first == 0 || s.tags[first-1] != tag.DT || strings.Contains(s.t.Fold(i-1), "-") { // "the Norvik Observatory"; where the marks are lost, a place may stand before "Observatory said"
			continue
		}
		this := false
		for at := first; at < i && !this; at++ { // "Britain-based Syrian Observatory"
			named, ok := known[bare(s.words(run{at, i + 1}))]
			this = ok && named == k
		}
		full, other = full || this, other || !this
	}
	if s.others == nil {
		s.others = map[string]bool{}
	}
	s.others[w] = other && !full
	return s.others[w]
}

func trimArticle(s string) string {
	for _, a := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		if rest, ok := strings.CutPrefix(s, a); ok {
			if a == "the " || a == "The " {
				return rest
			}
			return s
		}
	}
	return s
}

// lowerFirst writes a description without the capital that only its place in the sentence gave it.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || !unicode.IsUpper(r) {
		return s
	}
	second, _ := utf8.DecodeRuneInString(s[n:])
	if unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// hopKind is what kind of hop a source makes.
func hopKind(l *link, b entity) report.HopKind {
	switch {
	case l.kind != report.Speaker || b == nil:
		return l.kind
	case b.kind == "outlet" || b.kind == "agency":
		return report.Outlet
	case b.kind == "account":
		return report.Account
	}
	return report.Speaker
}
