package attribute

import (
	"strings"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/tag"
)

// describe reads a noun phrase into a being: the name in it, the role, the body that the role is held in. The same name gives the same being.
func (s *scanner) describe(r run) entity {
	core, apposition := s.parts(r)
	text := trimArticle(strings.Trim(s.words(core), " ,"))
	if k, ok := s.wellKnown(text); ok {
		return s.body(k)
	}
	if k, ok := s.bodyWithin(core); ok {
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
	if s.tags[from] == tag.DT && from+1 < core.hi {
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

// bodyWithin is the well-known body that a noun phrase means with more words than its name: "the Britain-based X", "the X monitoring group", "the X (X)".
func (s *scanner) bodyWithin(r run) (body, bool) {
	at := r.lo
	for at < r.hi && (s.tags[at] == tag.DT || s.is(at, "so-called", "british", "london") || strings.HasSuffix(s.t.Fold(at), "-based")) {
		at++
	}
	for end := r.hi; end > at; end-- {
		if end < r.hi && s.kind(end) == segment.Word && !s.is(end, "monitor", "monitoring", "group", "watchdog", "which", "who", "that", "a", "an") {
			continue
		}
		k, ok := s.wellKnown(strings.Trim(s.words(run{at, end}), " ,("))
		if !ok || k.kind != "body" {
			continue
		}
		for i := end; i < r.hi; i++ { // a person of the body is not the body
			if roles[s.t.Fold(i)] != notRole {
				return body{}, false
			}
		}
		return k, true
	}
	return body{}, false
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
	if k, ok := s.wellKnown(s.words(core)); ok {
		return k.name, k.kind == "outlet" || k.kind == "agency"
	}
	return "", s.outletKind(core) != ""
}

func (s *scanner) outletKind(r run) string {
	if (s.is(r.hi-1, "television", "tv", "radio", "newspaper", "news", "times", "post", "herald", "tribune", "gazette", "media", "broadcaster", "channel") || s.is(r.lo, "radio") && s.t.Capital(r.lo) && r.hi-r.lo > 1) && (s.properIn(r) || s.is(r.lo, "state", "local", "official")) {
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
