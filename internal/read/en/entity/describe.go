package entity

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/read/en/calendar"
	"firsthand/internal/read/entity"
	"firsthand/internal/report"
)

// described is what a noun phrase tells, and the words in it that name whom somebody is of.
type described struct {
	entity.Mention
	role string // as it is shown: "director of hospitals"
	of   Run
}

// describe reads a noun phrase without its apposition.
func (r *reader) describe(core Run) described {
	core = r.trimmed(core)
	core, short := r.bracketed(core)
	text := trimArticle(strings.Trim(r.words(core), " ,"))
	head := r.head(core)
	d := described{Mention: entity.Mention{Words: text, Head: head, Noun: r.t.Fold(head), Form: report.ByRole, Short: short}}
	r.article(&d.Mention, core)
	if k, ok := r.known(core, text); ok && !r.located(core) {
		d.Form, d.Known, d.Kind, d.Nature = report.ByName, k.name, kindOf(k.kind), entity.Body
		if n := r.words(core); bare(n) != bare(k.name) {
			d.Name = trimArticle(n)
			if _, exact := known[bare(n)]; !exact {
				d.Name = k.name
			}
		} else {
			d.Name = k.name
		}
		return d
	}
	if r.first(core.Lo) && (!r.tags[core.Lo].Name() || roles[r.t.Fold(core.Lo)] != notRole) && r.t.Tokens[core.Lo].Start == r.t.Tokens[core.Lo].End-len(firstWord(text)) {
		d.Words = lowerFirst(text)
	}
	at := r.roleIn(core)
	switch {
	case r.handle(&d, core):
	case at >= 0 && roles[r.t.Fold(at)] == somebody:
		d.Nature, d.Plural, d.Roles, d.role = entity.Group, true, []string{r.t.Fold(at)}, r.t.Fold(at)
		d.Kind = kinds[r.t.Fold(at)]
		d.of = r.ofRun(core, at+1, affiliating...)
	case at >= 0:
		r.person(&d, core, at)
	case r.titled(&d, core):
	case r.bodily(&d, core):
	default:
		r.anyName(&d, core, text)
	}
	if d.Name != "" {
		d.Form = report.ByName
	}
	return d
}

// trimmed takes marks off the ends of a phrase.
func (r *reader) trimmed(a Run) Run {
	for a.Hi-a.Lo > 1 && r.Kind(a.Hi-1) == segment.Punct && !r.Is(a.Hi-1, ")") {
		a.Hi--
	}
	if n := a.Hi; n-a.Lo > 2 && r.Is(n-2, "in") && languages[r.t.Fold(n-1)] { // "told Radio Quay in French"
		a.Hi -= 2
	}
	if a.Hi-a.Lo > 1 && calendar.Month(r.t.Fold(a.Lo)) && r.Is(a.Lo-1, "in", "since", "last", "early", "late") && r.capital(a.Lo+1) { // "In February Blue Acacia recorded …"
		a.Lo++
	}
	if a.Hi-a.Lo > 1 && r.Kind(a.Lo) == segment.Number && strings.ContainsAny(r.t.Word(a.Lo), ":.") && r.capital(a.Lo+1) { // an entry's time
		a.Lo++
	}
	for a.Hi-a.Lo > 1 && (r.Kind(a.Lo) == segment.Punct || r.Kind(a.Lo) == segment.Open && r.Kind(a.Hi-1) != segment.Close) {
		a.Lo++
	}
	return a
}

// languages are what somebody can say something in.
var languages = sets.Of("languages")

// bracketed takes letters in brackets off the end of a phrase: "Idlib Records Office (IRO)".
func (r *reader) bracketed(a Run) (Run, string) {
	if n := a.Hi; n-a.Lo > 3 && r.Is(n-1, ")") && r.Is(n-3, "(") && r.letters(n-2) {
		return Run{a.Lo, n - 3}, r.t.Word(n - 2)
	}
	if n := a.Hi; n-a.Lo > 3 && r.Is(n-1, ")") { // a party, a place: "(GNA)" went above; "(Northern Lantern)"
		for i := n - 2; i > a.Lo+1 && n-i < 6; i-- {
			if r.Is(i, "(") {
				return Run{a.Lo, i}, ""
			}
		}
	}
	return a, ""
}

// article sets whether a description means somebody met before.
func (r *reader) article(m *entity.Mention, core Run) {
	switch {
	case r.Is(core.Lo, "the", "this", "that", "these", "those", "his", "her", "its", "their") || r.tags[core.Lo] == tag.PRPS:
		m.Definite = true
	case r.Is(core.Lo, "a", "an", "another", "some", "one", "several", "many", "other", "no", "any", "every", "each") || r.tags[core.Lo] == tag.CD:
		m.Fresh = true
	}
	if r.Is(core.Lo+1, "other", "another", "second", "third") && core.Hi-core.Lo > 2 {
		m.Fresh = true
	}
	if male[m.Noun] {
		m.Gender = entity.Male
	} else if female[m.Noun] {
		m.Gender = entity.Female
	}
}

// located reports whether a phrase follows a word of place: a capital that stands for a government elsewhere is a town
// in "a house in Damascus".
func (r *reader) located(core Run) bool {
	return r.Is(core.Lo-1, "in", "at", "near", "outside", "around", "inside", "across") && !r.Is(core.Lo, "the") && core.Hi-core.Lo == 1 && !r.letters(core.Lo)
}

// known is the well-known body that a phrase means, also with more words than its name: "the Britain-based X", "the X
// monitoring group".
func (r *reader) known(core Run, text string) (wellKnown, bool) {
	if k, ok := r.wellKnown(text); ok && (r.capital(r.head(core)) || r.letters(core.Hi-1) || text != strings.ToLower(text)) {
		return k, true
	}
	at := core.Lo
	for at < core.Hi && (r.tags[at] == tag.DT || r.Is(at, "so-called", "british", "london") || strings.HasSuffix(r.t.Fold(at), "-based")) {
		at++
	}
	for end := core.Hi; end > at; end-- {
		if end < core.Hi && r.Kind(end) == segment.Word && !r.Is(end, "monitor", "monitoring", "group", "watchdog", "which", "who", "that", "a", "an") {
			continue
		}
		k, ok := r.wellKnown(strings.Trim(r.words(Run{at, end}), " ,("))
		if !ok || k.kind != "body" {
			continue
		}
		for i := end; i < core.Hi; i++ { // a person of the body is not the body
			if roles[r.t.Fold(i)] != notRole {
				return wellKnown{}, false
			}
		}
		return k, true
	}
	return r.knownAgency(core)
}

// knownAgency is a well-known agency or outlet with what it is before or after its name: "the news agency X", "X news
// agency".
func (r *reader) knownAgency(core Run) (wellKnown, bool) {
	sort := func(i int) bool {
		return r.Is(i, "the", "state", "news", "agency", "newspaper", "broadcaster", "channel", "daily", "television", "official", "official", "wire", "state-run", "state-owned", "government-run")
	}
	lo, hi := core.Lo, core.Hi
	for lo < hi-1 && (sort(lo) || r.tags[lo].Adjective() && !r.capital(lo)) {
		lo++
	}
	for hi > lo+1 && sort(hi-1) && !r.capital(hi-1) {
		hi--
	}
	if lo == core.Lo && hi == core.Hi {
		return wellKnown{}, false
	}
	k, ok := r.wellKnown(r.words(Run{lo, hi}))
	return k, ok && cursor.OneOf(k.kind, "agency", "outlet")
}

func kindOf(kind string) string {
	switch kind {
	case "outlet":
		return report.KindOutlet
	case "agency":
		return report.KindAgency
	case "network":
		return "network"
	}
	return ""
}

// roleIn is the noun in a phrase that says what somebody does, -1 where none does.
func (r *reader) roleIn(core Run) int {
	from, end := r.withoutHangers(core)
	at := -1
	for i := from; i < end; i++ {
		k := roles[r.t.Fold(i)]
		if k == notRole || !r.isRole(i, core, end) {
			continue
		}
		at = i
		if i+1 < end && roles[r.t.Fold(i+1)] != notRole { // "Secretary General"
			continue
		}
		if k != somebody && i+1 < end && r.capital(i+1) {
			break
		}
	}
	if at >= 0 && at < end-1 && r.colours(at) {
		return -1
	}
	return at
}

// withoutHangers is a phrase without its article, a well-known body before a role, and what hangs on it.
func (r *reader) withoutHangers(core Run) (from, end int) {
	from = core.Lo
	if r.tags[from] == tag.DT && from+1 < core.Hi {
		from++
	}
	if end := r.knownAt(from); end > from && end < core.Hi { // "Norvik Observatory director Ivo L."
		from = end
	}
	end = from + 1
	for end < core.Hi && !r.Is(end, "of", "for", "from", "in", "at", "with", "near", ",") {
		end++
	}
	return from, end
}

// isRole reports whether the word for a role at token i says what somebody does in a phrase whose own words end before
// token end.
func (r *reader) isRole(i int, core Run, end int) bool {
	if !r.tags[i].Noun() && !(r.tags[i].Adjective() && i == core.Hi-1) {
		return false
	}
	if i+1 < core.Hi && (r.tags[i+1] == tag.POS || r.Is(i+1, "'s", "’s", "'", "’")) { // "the mayor's brother" is the brother
		return false
	}
	if _, isBody := bodies[r.t.Fold(i)]; isBody && r.namesBody(i, core) {
		return false
	}
	o, isBody := bodies[r.t.Fold(end-1)]
	ofBody := isBody && i < end-1 && !r.twoPart(Run{i + 1, end}) && (!o.letter || r.capital(end-1))
	return !ofBody // "the Prime Minister's office", "the Doctors Union"
}

// namesBody reports whether the noun at token i, which can be a role or a body, is part of a body's name: "the Sahel
// Monitor".
func (r *reader) namesBody(i int, core Run) bool {
	if !r.capital(i) || r.capital(i+1) {
		return false
	}
	return i > core.Lo && r.capital(i-1) || i+1 < core.Hi && r.Is(i+1, "for", "of")
}

// colours reports whether the role at token at only says of which sort the noun behind it is: "doctor shortage",
// "member states".
func (r *reader) colours(at int) bool {
	if r.capital(at+1) || !r.tags[at+1].Noun() || roles[r.t.Fold(at)] == aVoice || r.Is(at+1, "general") {
		return false
	}
	_, isRole := roles[r.t.Fold(at+1)]
	return !isRole
}

// handle takes the name of an account: "@handle", or a user "who goes by the name “X”".
func (r *reader) handle(d *described, a Run) bool {
	found := func(name string) bool {
		d.Name, d.Kind, d.Nature = name, report.KindAccount, entity.Person
		return true
	}
	for i := a.Lo; i < a.Hi; i++ {
		if w := r.t.Word(i); strings.HasPrefix(w, "@") && len(w) > 1 {
			return found(w)
		}
	}
	if !cursor.OneOf(d.Noun, "user", "account", "activist", "resident", "blogger", "channel", "page") && r.Kind(a.Hi-1) != segment.Close {
		return false
	}
	for i := a.Lo; i+2 < len(r.tags) && i < a.Hi+12 && r.t.Tokens[i].Sentence == r.t.Tokens[a.Lo].Sentence; i++ {
		if r.Is(i, "name", "named", "nicknamed", "handle", "as", "username", "called") && r.Kind(i+1) == segment.Open && r.Kind(i+2) == segment.Word {
			return found(r.t.Word(i + 2))
		}
	}
	return false
}

// titled reads "Dr. Haytham al-Sayyid": the title is no part of the name, unless one word is all there is.
func (r *reader) titled(d *described, core Run) bool {
	f := strings.TrimSuffix(r.t.Fold(core.Lo), ".")
	role, ok := titles[f]
	if !ok || !r.t.Capital(core.Lo) || core.Hi-core.Lo < 2 {
		return false
	}
	at := core.Lo + 1
	for at < core.Hi-1 { // "Lt. Col. Moussa Diarra"
		if next, title := titles[r.t.Fold(at)]; title && r.t.Capital(at) {
			role = cmp.Or(next, role)
		} else if !r.Is(at, ".") {
			break
		}
		at++
	}
	end := r.nameFrom(at, core.Hi)
	if end == at {
		return false
	}
	d.Name, d.Nature = r.words(Run{at, end}), entity.Person
	if role != "" {
		d.Roles, d.role, d.Kind = []string{role}, role, kinds[role]
	}
	if male[f] {
		d.Gender = entity.Male
	} else if female[f] {
		d.Gender = entity.Female
	}
	if of := r.ofRun(core, end, affiliating...); !of.Empty() {
		d.of = of
		if r.properIn(of) {
			d.Of = Fullest(trimArticle(r.words(of)))
		}
	}
	return true
}

// bodyNoun is the token of a noun for an organisation that a phrase turns on, -1 where it has none.
func (r *reader) bodyNoun(core Run) int {
	found := -1
	for i := core.Lo; i < core.Hi; i++ {
		if r.Is(i, "of", "for", "in", "from") && i > core.Lo+2 && found >= 0 {
			break
		}
		o, ok := bodies[r.t.Fold(i)]
		if !ok {
			o, ok = bodies[singular(r.t.Fold(i))]
		}
		if ok && (!o.letter || r.officeOf(i, core) || r.t.Capital(i) && !(r.first(i) && core.Hi-core.Lo == 1)) && !(i+1 < core.Hi && (r.tags[i+1] == tag.POS || r.Is(i+1, "'s", "’s"))) {
			found = i
		}
	}
	return found
}

// officeOf reports whether the noun at token i is the office of somebody who holds one: "the Prime Minister's office".
func (r *reader) officeOf(i int, core Run) bool {
	return i > core.Lo+1 && r.Is(i, "office") && (r.tags[i-1] == tag.POS || r.Is(i-1, "'s", "’s")) && roles[r.t.Fold(i-2)] != notRole
}

// bodily reads the name or description of an organisation.
func (r *reader) bodily(d *described, core Run) bool {
	at := r.bodyNoun(core)
	if at < 0 {
		return false
	}
	if h := r.t.Fold(core.Hi - 1); at < core.Hi-1 && at != d.Head && !r.capital(core.Hi-1) && !r.Is(at+1, "of", "for", "in", "from", "at") && r.tags[core.Hi-1].Noun() {
		if _, isBody := bodies[h]; !isBody { // "government buildings", "school bus"
			return false
		}
	}
	o, ok := bodies[r.t.Fold(at)]
	if !ok {
		o = bodies[singular(r.t.Fold(at))]
		d.Plural = singular(r.t.Fold(at)) != r.t.Fold(at)
	}
	d.Nature, d.Kind = entity.Body, o.kind
	d.Noun = r.t.Fold(at)
	if k := r.outletKind(core); k != "" {
		d.Kind = k
	}
	proper := r.properIn(core)
	d.Anybody = o.any && !proper && core.Hi-core.Lo <= 2+btoi(r.tags[core.Lo] == tag.DT)
	if proper {
		d.Name = r.bodyName(d, core)
	}
	d.Sole = o.sole && !d.Fresh && !d.Plural && (!o.any || d.Definite && at-core.Lo > 1) && !d.Anybody
	if of := r.ofRun(core, at+1, affiliating...); !of.Empty() {
		d.of = of
	}
	return true
}

// bodyName is the name in a phrase that also says what the body is, before or after its name: "the news agency
// Kestrel", "the LPS news agency".
func (r *reader) bodyName(d *described, core Run) string {
	sort := func(i int) bool {
		_, ok := bodies[r.t.Fold(i)]
		return !r.t.Capital(i) && (ok || r.tags[i].Adjective() || r.Is(i, "news", "press", "monitoring", "rights", "aid", "relief", "state", "wire", "media"))
	}
	lo, hi := core.Lo, core.Hi
	if r.tags[lo] == tag.DT {
		lo++
	}
	for lo < hi && sort(lo) {
		lo++
	}
	for hi > lo && sort(hi-1) {
		hi--
	}
	if hi == lo || lo == core.Lo && hi == core.Hi || !r.fullName(Run{lo, hi}) && (hi-lo != 1 || !r.capital(lo) || !r.letters(lo) && r.named[lo] != syntax.Organization) {
		return d.Words
	}
	if hi < core.Hi && !r.Is(core.Hi-1, "agency", "newspaper", "broadcaster", "channel", "website", "group", "charity", "watchdog", "monitor", "network", "station", "magazine") {
		return d.Words // "the Norvik army"
	}
	return r.words(Run{lo, hi})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// outletKind is outlet or agency where a phrase says that it is one.
func (r *reader) outletKind(a Run) string {
	last := a.Hi - 1
	if (r.Is(last, "television", "tv", "radio", "newspaper", "news", "times", "post", "herald", "tribune", "gazette", "media", "broadcaster", "channel", "chronicle", "courier") || r.Is(a.Lo, "radio") && r.t.Capital(a.Lo) && a.Hi-a.Lo > 1) && (r.properIn(a) || r.Is(a.Lo, "state", "local", "official")) {
		return report.KindOutlet
	}
	for i := a.Lo; i < a.Hi; i++ {
		if r.Is(i, "agency") && i > a.Lo && r.Is(i-1, "news", "press") || r.Is(i, "newswire") || r.Is(i, "wire") && r.t.Capital(i) {
			return report.KindAgency
		}
	}
	return ""
}

// fullName reports whether a run is two to five capitalised words and nothing else.
func (r *reader) fullName(a Run) bool {
	if n := a.Hi - a.Lo; n < 2 || n > 5 {
		return false
	}
	for i := a.Lo; i < a.Hi; i++ {
		if r.Kind(i) != segment.Word || !r.t.Capital(i) && !r.Is(i, "al", "bin", "ibn", "de", "van", "von", "el") || r.tags[i] == tag.DT {
			return false
		}
	}
	return true
}

// trailing is where a name of two or more words begins that ends a phrase after words that are no name; a.Lo where none
// does.
func (r *reader) trailing(a Run) int {
	at := a.Hi
	for at > a.Lo && r.Kind(at-1) == segment.Word && r.t.Capital(at-1) && r.tags[at-1].Name() {
		at--
	}
	if a.Hi-at < 2 || a.Hi-at > 4 || at == a.Lo || !r.tags[at-1].Noun() || r.t.Capital(at-1) && !r.first(at-1) {
		return a.Lo
	}
	return at
}

// anyName reads a phrase in which no noun says what it is.
func (r *reader) anyName(d *described, core Run, text string) {
	network := r.named[d.Head]
	switch at := r.trailing(core); {
	case network == syntax.Place && core.Lo > 0 && r.tags[core.Lo-1] == tag.IN && !r.Is(core.Lo-1, "by"):
		d.Nature = entity.Thing
	case r.fullName(core):
		d.Name, d.Nature = text, entity.Person
		if network == syntax.Organization {
			d.Nature = entity.Body
		}
		if network == syntax.Place {
			d.Nature = entity.Unclear
		}
	case at > core.Lo: // "longtime pollster Pat C."
		d.Name, d.Nature = r.words(Run{at, core.Hi}), entity.Person
		d.role = strings.ToLower(trimArticle(r.words(Run{core.Lo, at})))
		d.Roles = []string{r.t.Fold(at - 1)}
	case r.tags[core.Hi-1].Name() || r.capital(core.Hi-1) && core.Hi-core.Lo == 1 && !r.first(core.Lo):
		if network == syntax.Place && (core.Hi-core.Lo == 1 || core.Lo > 0 && r.tags[core.Lo-1] == tag.IN) { // a town says nothing
			d.Nature = entity.Thing
			return
		}
		d.Name = text
		const longest = 5 // letters of an acronym; a surname in capitals may have more
		if core.Hi-core.Lo == 1 && r.letters(core.Lo) && len(text) <= longest && !r.caps[r.t.Tokens[core.Lo].Sentence] {
			network = syntax.Organization
		}
		switch network {
		case syntax.Person:
			d.Nature = entity.Person
		case syntax.Organization:
			d.Nature = entity.Body
		}
	default:
		noun := d.Noun
		d.Nature = entity.Thing
		one := singular(noun)
		switch {
		case one != noun && (roles[one] == aPerson || roles[one] == aVoice):
			d.Nature, d.Plural, d.Roles, d.Kind = entity.Group, true, []string{noun}, kinds[one]
		case r.tags[d.Head] == tag.NNS:
			d.Plural = true
		}
	}
}

// singular is a noun without the ending of its plural.
func singular(noun string) string {
	switch {
	case strings.HasSuffix(noun, "ies") && len(noun) > 4:
		return noun[:len(noun)-3] + "y"
	case strings.HasSuffix(noun, "men") && len(noun) > 3:
		return noun[:len(noun)-2] + "an"
	case strings.HasSuffix(noun, "sses"), strings.HasSuffix(noun, "ches"), strings.HasSuffix(noun, "shes"):
		return noun[:len(noun)-2]
	case strings.HasSuffix(noun, "s") && !strings.HasSuffix(noun, "ss") && len(noun) > 3:
		return noun[:len(noun)-1]
	}
	return noun
}

func trimArticle(s string) string {
	for _, a := range []string{"the ", "The ", "THE "} {
		if rest, ok := strings.CutPrefix(s, a); ok {
			return rest
		}
	}
	return s
}

// lowerFirst writes a description without the capital that only its place in the sentence gave it.
func lowerFirst(s string) string {
	c, n := utf8.DecodeRuneInString(s)
	if n == 0 || !unicode.IsUpper(c) {
		return s
	}
	second, _ := utf8.DecodeRuneInString(s[n:])
	if unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(c)) + s[n:]
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}
