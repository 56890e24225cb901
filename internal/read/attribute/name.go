package attribute

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
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
			if k := known[bare(s.words(run{i, end}))]; k.kind == "body" {
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
		if _, ok := known[bare(name)]; ok {
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
		if _, ok := known[bare(s.words(run{i, end}))]; ok {
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

// describe reads a noun phrase into a being: the name in it, the role, the body that the role is held in. The same name gives the same being.
func (s *scanner) describe(r run) entity {
	core, apposition := s.parts(r)
	text := trimArticle(strings.Trim(s.words(core), " ,"))
	if k, ok := known[bare(text)]; ok {
		return s.body(k)
	}
	b := &being{words: text}
	if s.first(core.lo) && (!s.tags[core.lo].Name() || roles[s.t.Fold(core.lo)] != notRole) && s.t.Tokens[core.lo].Start == s.t.Tokens[core.lo].End-len(firstWord(text)) {
		b.words = lowerFirst(text)
	}
	b.head = s.head(core)
	s.account(b, r)
	role := -1
	from := core.lo
	if s.tags[from] == tag.DT {
		from++
	}
	if end := s.knownAt(from); end > from && end < core.hi { // "Norvik Observatory director Ivo L."
		from = end
	}
	for i := from; i < core.hi; i++ {
		if s.is(i, "of", "for", "from", "in", "at") && role < 0 && i > from {
			break
		}
		if k := roles[s.t.Fold(i)]; k != notRole && s.tags[i].Noun() {
			role = i
			if i+1 < core.hi && roles[s.t.Fold(i+1)] != notRole { // "Secretary General"
				continue
			}
			if k != somebody && i+1 < core.hi && s.t.Capital(i+1) && s.kind(i+1) == segment.Word {
				break
			}
		}
	}
	switch {
	case b.name != "":
	case role >= 0 && roles[s.t.Fold(role)] == somebody:
		b.group, b.role = true, s.t.Fold(role)
	case role >= 0:
		s.person(b, core, role)
	case s.bodily(core):
		b.named = s.properIn(core)
		b.name = b.words
		if !b.named {
			b.name = ""
		}
		b.kind = s.outletKind(core)
	case s.fullName(core):
		b.name, b.person, b.named = text, true, true
	case s.trailing(core) > core.lo: // "longtime pollster Pat C."
		at := s.trailing(core)
		b.name, b.person, b.named = s.words(run{at, core.hi}), true, true
		b.role = strings.ToLower(trimArticle(s.words(run{core.lo, at})))
	case s.tags[core.hi-1].Name() || s.t.Capital(core.hi-1) && core.hi-core.lo == 1 && !s.first(core.lo):
		b.name, b.named = text, true
	default:
		b.group = s.tags[core.hi-1] == tag.NNS || strings.HasSuffix(b.head, "s")
		b.person = !b.group && personal(b.head)
	}
	if !apposition.empty() {
		s.appose(b, core, apposition)
	}
	return s.same(b)
}

// parts splits "Ahmad Dbais, director of hospitals" at its comma. The core holds the name or the role, the apposition the rest.
func (s *scanner) parts(r run) (core, apposition run) {
	for i := r.lo + 1; i < r.hi; i++ {
		if s.is(i, ",") {
			core, apposition = run{r.lo, i}, run{i + 1, r.hi}
			for !apposition.empty() && s.kind(apposition.hi-1) == segment.Punct {
				apposition.hi--
			}
			return core, apposition
		}
	}
	return r, run{}
}

// person reads "activist Mohammad B. of the Media Center", "US State Department spokesman John K." and "a spokesman for the army".
func (s *scanner) person(b *being, core run, role int) {
	b.person, b.role = true, s.t.Fold(role)
	end := role + 1
	for end < core.hi && s.kind(end) == segment.Word && (s.t.Capital(end) || s.tags[end].Name()) && !s.is(end, "for", "of") {
		end++
	}
	if end > role+1 {
		b.name, b.named = s.words(run{role + 1, end}), true
		if end == role+2 && s.t.Capital(role) && role >= core.lo { // one name needs its title: "Pope Francis", "President Obama"
			b.name = s.words(run{role, end})
		}
	}
	if at := s.nameBefore(core, role); b.name == "" && at > core.lo { // "Ivo Lenz Executive Director of …"
		b.name, b.named = s.words(run{core.lo, at}), true
	}
	for i := end; i+1 < core.hi; i++ {
		if s.is(i, "of", "for", "from", "at", "with") {
			rest := run{i + 1, core.hi}
			if s.tags[rest.lo] == tag.DT && rest.lo+1 < rest.hi {
				rest.lo++
			}
			if k := s.knownAt(rest.lo); b.name == "" && k > rest.lo && k < core.hi && s.fullName(run{k, core.hi}) { // "head of the Norvik Observatory Ivo L."
				b.name, b.named = s.words(run{k, core.hi}), true
				rest.hi = k
			}
			if h := s.head(rest); !s.properIn(rest) && bodies[h] && s.names.lastBody != nil { // "a spokesman for the office"
				b.of = s.names.lastBody.title()
				break
			}
			if s.properIn(rest) {
				b.of = fullest(trimArticle(s.words(rest)))
			}
			break
		}
	}
	if b.of == "" && b.name == "" && core.hi-core.lo <= 2 && isOneOf(b.role, "spokesman", "spokeswoman", "spokesperson", "statement", "bulletin", "communique", "communiqué", "briefing") {
		if s.names.lastBody != nil { // "a spokesman said": of the body that the report speaks of
			b.of = s.names.lastBody.title()
		} else if s.publisher != "" {
			b.of = fullest(s.publisher)
		}
		return
	}
	if b.of == "" {
		lo := core.lo
		for lo < role && !s.tags[lo].Name() {
			lo++
		}
		hi := role
		for hi > lo && roles[s.t.Fold(hi-1)] != notRole {
			hi--
		}
		if hi > lo && s.tags[hi-1].Name() && b.role != "resident" {
			b.of = fullest(s.words(run{lo, hi}))
		}
	}
}

// nameBefore is the end of a person's name of two words or more that begins a phrase before a role with a capital; core.lo where there is none.
func (s *scanner) nameBefore(core run, role int) int {
	at := role
	for at > core.lo && s.is(at-1, "executive", "deputy", "prime", "foreign", "general", "managing", "regional", "senior") {
		at--
	}
	if !s.t.Capital(role) || role+1 >= core.hi || !s.is(role+1, "of", "for", "at") || at-core.lo < 2 || at-core.lo > 3 || !s.fullName(run{core.lo, at}) || s.knownAt(core.lo) > core.lo || s.bodily(run{core.lo, at}) {
		return core.lo
	}
	return at
}

// appose adds what stands between the commas.
func (s *scanner) appose(b *being, core, a run) {
	if s.is(a.lo, "who", "which", "whose") {
		return
	}
	if b.name == "" && (s.fullName(a) || s.tags[a.lo].Name() && !s.hasRole(a)) { // "the spokesman, Rupert C."
		b.name, b.named, b.person = strings.Trim(s.words(a), " ,"), true, true
		return
	}
	if b.role == "" {
		for i := a.lo; i < a.hi; i++ {
			if roles[s.t.Fold(i)] != notRole {
				b.role = s.t.Fold(i)
				b.person = true
				for j := a.hi - 1; j > i; j-- {
					if s.is(j, "of", "for", "at", "to", "from") && s.properIn(run{j + 1, a.hi}) && (j == i+1 || !s.is(j, "of") || !s.insideName(j)) {
						b.of = fullest(trimArticle(s.words(run{j + 1, a.hi})))
						b.role = strings.ToLower(trimArticle(s.words(run{i, j})))
						break
					}
				}
				return
			}
		}
	}
}

// insideName tells whether the "of" at token j stands inside a proper name ("Union of Medical Care").
func (s *scanner) insideName(j int) bool { return s.t.Capital(j-1) && s.kind(j-1) == segment.Word }

func (s *scanner) hasRole(r run) bool {
	for i := r.lo; i < r.hi; i++ {
		if roles[s.t.Fold(i)] != notRole {
			return true
		}
	}
	return false
}

// account takes the name of an account: "@handle", or a user "who goes by the name “X”".
func (s *scanner) account(b *being, r run) {
	set := func(name string) {
		b.name, b.named, b.person, b.kind = name, true, true, "account"
	}
	for i := r.lo; i < r.hi; i++ {
		if strings.HasPrefix(s.t.Word(i), "@") && len(s.t.Word(i)) > 1 {
			set(s.t.Word(i))
			return
		}
	}
	if !isOneOf(b.head, "user", "account", "activist", "resident", "blogger") && s.kind(r.hi-1) != segment.Close {
		return
	}
	for i := r.lo; i < len(s.tags) && i < r.hi+12 && s.t.Tokens[i].Sentence == s.t.Tokens[r.lo].Sentence; i++ {
		if s.is(i, "name", "named", "nicknamed", "handle", "as", "username", "called") && i+2 < len(s.tags) && s.kind(i+1) == segment.Open && s.kind(i+2) == segment.Word {
			set(s.t.Word(i + 2))
			return
		}
	}
}

// bodily tells whether a noun phrase names an organisation.
func (s *scanner) bodily(r run) bool {
	for i := r.lo; i < r.hi; i++ {
		if s.is(i, "of", "for", "in", "from") && i > r.lo+2 {
			return false
		}
		if bodies[s.t.Fold(i)] {
			return true
		}
	}
	return false
}

var bodies = wordSet(`ministry government army military regime office agency council coalition group party observatory organisation organization commission committee opposition
 court police authorities forces television tv radio newspaper media website center centre union league network department parliament association federation front brigade brigades movement
 command hospital directorate administration embassy kremlin pentagon institute society crescent cross authority broadcaster channel bulletin monitor watchdog charity press company bank
 university team mission secretariat assembly congress senate house state service post times news herald tribune journal gazette standard`)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// outlet tells whether a noun phrase names an outlet or agency.
func (s *scanner) outlet(r run) (string, bool) {
	core, _ := s.parts(r)
	if k, ok := known[bare(s.words(core))]; ok {
		return k.name, k.kind == "outlet" || k.kind == "agency"
	}
	return "", s.outletKind(core) != ""
}

func (s *scanner) outletKind(r run) string {
	if s.is(r.hi-1, "television", "tv", "radio", "newspaper", "news", "times", "post", "herald", "tribune", "gazette", "media", "broadcaster", "channel") && (s.properIn(r) || s.is(r.lo, "state", "local", "official")) {
		return "outlet"
	}
	if s.is(r.hi-1, "agency") && r.hi-r.lo > 2 && s.is(r.hi-2, "news", "press") {
		return "agency"
	}
	return ""
}

// fullName tells whether r is two to five capitalised words and nothing else.
func (s *scanner) fullName(r run) bool {
	if n := r.hi - r.lo; n < 2 || n > 5 {
		return false
	}
	for i := r.lo; i < r.hi; i++ {
		if s.kind(i) != segment.Word || !s.t.Capital(i) && !s.is(i, "al", "bin", "ibn", "de", "van", "von", "el") || s.tags[i] == tag.DT {
			return false
		}
	}
	return true
}

// trailing is where a name of two or more words begins that ends r after words that are no name; r.lo where none does.
func (s *scanner) trailing(r run) int {
	at := r.hi
	for at > r.lo && s.kind(at-1) == segment.Word && s.t.Capital(at-1) && s.tags[at-1].Name() {
		at--
	}
	if r.hi-at < 2 || r.hi-at > 4 || at == r.lo || !s.tags[at-1].Noun() || s.t.Capital(at-1) && !s.first(at-1) {
		return r.lo
	}
	return at
}

func (s *scanner) properIn(r run) bool {
	for i := r.lo; i < r.hi; i++ {
		if s.t.Capital(i) && s.kind(i) == segment.Word && (!s.first(i) || s.tags[i].Name()) {
			return true
		}
	}
	return false
}

// first tells whether token i has its capital only because a sentence begins there, or a quotation, or what follows a dateline's dash.
func (s *scanner) first(i int) bool {
	return s.t.Sentences[s.t.Tokens[i].Sentence].First == i || s.kind(i-1) == segment.Open || s.is(i-1, "—", "–", "-", ":")
}

// head is the noun that a phrase turns on: the last before a preposition or verb.
func (s *scanner) head(r run) string {
	last := -1
	for i := r.lo; i < r.hi; i++ {
		if i > r.lo && (s.tags[i] == tag.IN || s.tags[i].Verb() || s.tags[i] == tag.TO) {
			break
		}
		if s.tags[i].Noun() {
			last = i
		}
	}
	if last < 0 {
		return s.t.Fold(r.hi - 1)
	}
	return s.t.Fold(last)
}

func personal(head string) bool {
	k := roles[head]
	return k == aPerson || k == aVoice
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
