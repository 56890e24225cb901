package call

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/report"
)

// askVerbs are the verbs of asking for something, and what has to follow those that can mean something else.
var askVerbs = map[string][]string{
	"ask": {"for", "to"}, "asks": {"for", "to"}, "asked": {"for", "to"}, "asking": {"for", "to"},
	"beg": nil, "begs": nil, "begged": nil, "begging": nil, "plead": nil, "pleads": nil, "pleaded": nil, "pleading": nil,
	"implore": nil, "implores": nil, "implored": nil, "beseech": nil,
	"appeal": {"for", "to"}, "appeals": {"for", "to"}, "appealed": {"for", "to"}, "appealing": {"for", "to"},
	"call": {"for", "on", "upon"}, "calls": {"for", "on", "upon"}, "called": {"for", "on", "upon"}, "calling": {"for", "on", "upon"},
	"urge": {"to", "for"}, "urges": {"to", "for"}, "urged": {"to", "for"}, "urging": {"to", "for"},
	"request": nil, "requests": nil, "requested": nil,
	"demand": {"that", "for", "to"}, "demands": {"that", "for", "to"}, "demanded": {"that", "for", "to"}, "demanding": {"that", "for", "to"},
	"need": nil, "needs": nil, "lack": nil, "lacks": nil, "want": nil, "wants": nil, "await": nil, "awaits": nil,
}

// askNouns are the names of a call, and makers the verbs by which somebody makes one.
var (
	askNouns = []string{"call", "calls", "appeal", "appeals", "plea", "pleas", "request", "requests"}
	makers   = []string{"make", "makes", "made", "issue", "issues", "issued", "launch", "launches", "launched", "renew", "renews", "renewed", "repeat", "repeats",
		"repeated", "reiterate", "reiterates", "reiterated", "send", "sends", "sent", "broadcast", "post", "posted", "join", "joined", "making", "sending", "issuing"}
)

// told appends a call where the sentence tells of somebody who asks for something that is needed: "he asks whoever
// hears him to bring blood".
func (c *caller) told(s *segment.Sentence) {
	if c.in.Grammar == nil || len(c.out) == mostCalls {
		return
	}
	const reach = 60 // tokens that what is asked for may have
	c.answered(s)
	c.ordered(s)
	for k := s.First; k < s.Last; k++ {
		verb, from := c.asks(k, s)
		if verb < 0 || c.asked == mostAsked {
			continue
		}
		c.asked++
		a := c.listen(from, min(s.Last, from+reach))
		if len(a.needs) == 0 || a.court {
			continue
		}
		who := c.subject(verb, s)
		if who == "" || c.official(who) && !slices.ContainsFunc(a.needs, func(n string) bool { return !cursor.OneOf(n, "ceasefire", "money") }) {
			continue
		}
		call := report.Call{Span: report.Span{Start: s.Start, End: s.End}, Who: who, Needs: a.needs, Urgency: a.urgency}
		if n := c.carried[verb]; n >= 0 {
			call.Statement = c.in.Statements[n].ID
		}
		if !c.known(&call) {
			c.add(call)
		}
		return
	}
}

// asks is the verb at token k that asks, and where what it asks for begins; -1 where k is none.
func (c *caller) asks(k int, s *segment.Sentence) (verb, from int) {
	head, rel := -1, syntax.Dep
	w := c.x.Fold(k)
	if follow, ok := askVerbs[w]; ok && (c.verbal(k) || c.namedBefore(k)) {
		lacking := strings.HasPrefix(w, "need") || strings.HasPrefix(w, "lack") || strings.HasPrefix(w, "want") || strings.HasPrefix(w, "await")
		if c.passive(k, s) || c.denied(k, s) || follow != nil && !c.followed(k, s, follow) || lacking && !c.inPerson(k, s) {
			return -1, 0
		}
		return k, k + 1
	}
	if slices.Contains(askNouns, w) && k+1 < s.Last && slices.Contains([]string{"for", "to"}, c.x.Fold(k+1)) {
		if head, rel = c.in.Grammar.Arc(k); head >= 0 && rel == syntax.Obj && slices.Contains(makers, c.x.Fold(head)) && !c.denied(head, s) {
			return head, k + 1
		}
	}
	return -1, 0
}

// namedBefore reports whether a name ends right before token k, which then is no noun: "President Haddad requests
// rice".
func (c *caller) namedBefore(k int) bool {
	return slices.ContainsFunc(c.names(), func(n syntax.Name) bool { return n.Hi == k && n.Kind == syntax.Person })
}

func (c *caller) verbal(k int) bool {
	t := c.in.Grammar.Tags[k].String()
	return strings.HasPrefix(t, "VB")
}

// inPerson reports whether the verb of needing at k is said of those who speak, or by them of the house that they work
// in.
func (c *caller) inPerson(k int, s *segment.Sentence) bool {
	n := c.subjectOf(k, s)
	if n < 0 {
		return false
	}
	switch c.x.Fold(n) {
	case "i", "we":
		return true
	case "hospital", "clinic", "ward", "families", "patients", "wounded", "shelter", "camp", "village", "villagers", "town", "survivors", "residents", "children", "they", "it", "people",
		"nurses", "doctors", "medics", "district", "neighbourhood", "neighborhood", "quarter", "school", "orphanage", "rescuers", "volunteers", "city", "refugees", "crew", "island", "fishermen", "miners":
		return c.carried[k] >= 0
	}
	return false
}

// passive reports whether the verb at k is one: "were asked".
func (c *caller) passive(k int, s *segment.Sentence) bool {
	for j := k - 1; j >= max(s.First, k-3); j-- {
		switch c.x.Fold(j) {
		case "is", "are", "was", "were", "been", "being", "be":
			return !strings.HasSuffix(c.x.Fold(k), "ing")
		}
	}
	return false
}

// denied reports whether the verb at k is said not to be so, not yet, or in a story of what was before.
func (c *caller) denied(k int, s *segment.Sentence) bool {
	for j := k - 1; j >= max(s.First, k-3); j-- {
		switch c.x.Fold(j) {
		case "not", "n't", "n’t", "never", "nobody", "will", "would", "should", "must", "if", "had":
			return true
		}
	}
	return false
}

// followed reports whether one of the words stands in the rest of the clause after the verb at k: at once after those
// of "call".
func (c *caller) followed(k int, s *segment.Sentence, wanted []string) bool {
	const reach = 16 // tokens
	for j := k + 1; j < min(s.Last, k+reach); j++ {
		w := c.x.Fold(j)
		if slices.Contains(wanted, w) {
			return true
		}
		if slices.Contains(wanted, "upon") && c.in.Grammar.Tags[j] != tag.RB { // "called again for"
			return false
		}
		if cursor.OneOf(w, "about", "whether", "if", "why", "comment") {
			return false
		}
	}
	return false
}

// bracketed is who speaks by the brackets before his words, the token after the first at i: "[Nurse, woman, 27
// January]".
func (c *caller) bracketed(i int) string {
	const most = 4 // words
	for k := i; k < min(len(c.x.Tokens), i+most+1); k++ {
		switch {
		case k > i && (c.x.Word(k) == "," || c.x.Word(k) == "]"):
			return c.x.Raw[c.x.Tokens[i].Start:c.x.Tokens[k-1].End]
		case c.x.Tokens[k].Kind != segment.Word || k == i && !c.x.Capital(k):
			return ""
		}
	}
	return ""
}

// subject is who does what the verb at token v says: the words of its subject, the fullest name for it in the text; of
// "I" and "we" who speaks.
func (c *caller) subject(v int, s *segment.Sentence) string {
	n := -1
	for at, hops := v, 0; n < 0 && hops < 3; hops++ {
		n = c.subjectOf(at, s)
		head, rel := c.in.Grammar.Arc(at)
		if head < 0 || rel != syntax.Conj && rel != syntax.Xcomp && rel != syntax.Advcl {
			break
		}
		at = head
	}
	if n < 0 {
		return ""
	}
	switch c.x.Fold(n) {
	case "i", "we":
		return c.speaker(n)
	case "he", "she", "they", "it", "who", "that", "which":
		return c.before(n)
	}
	first, last := c.phrase(n, s)
	for first < last && (slices.Contains([]string{"the", "a", "an", "and"}, c.x.Fold(first)) || c.x.Tokens[first].Kind >= segment.Punct) {
		first++
	}
	if first >= last {
		return ""
	}
	const longest = 6 // tokens of a name that begins with a title
	for last < v && last-first < longest && c.x.Tokens[last].Kind == segment.Word && c.x.Capital(last) && c.x.Capital(last-1) {
		last++ // "Sister Amal"
	}
	for _, name := range c.names() {
		if name.Lo >= first && name.Lo <= last && name.Hi > last && name.Hi <= v { // "Sister Amal"
			last = name.Hi
		}
	}
	return c.fullest(strings.Join(strings.Fields(c.x.Raw[c.x.Tokens[first].Start:c.x.Tokens[last-1].End]), " "))
}

// subjectOf is the main word of the verb's own subject, -1 where it has none.
func (c *caller) subjectOf(v int, s *segment.Sentence) int {
	const reach = 60 // tokens
	for i := max(s.First, v-reach); i < min(s.Last, v+reach); i++ {
		if head, rel := c.in.Grammar.Arc(i); head == v && rel == syntax.Nsubj {
			return i
		}
	}
	return -1
}

// phrase is the tokens of the noun at n with what stands before it and what follows with a preposition, without clauses
// and appositions.
func (c *caller) phrase(n int, s *segment.Sentence) (first, last int) {
	inside := func(i int) bool {
		for hops := 0; hops < 6; hops++ {
			if i == n {
				return true
			}
			head, rel := c.in.Grammar.Arc(i)
			switch rel {
			case syntax.Acl, syntax.Appos, syntax.Punct, syntax.Conj, syntax.Parataxis:
				return rel == syntax.Acl && i != n && head == n && strings.HasSuffix(c.x.Fold(i), "ing") && i > n
			}
			if head < 0 {
				return false
			}
			i = head
		}
		return false
	}
	first, last = n, n+1
	for first > s.First && inside(first-1) {
		first--
	}
	for last < s.Last && inside(last) {
		last++
	}
	return first, last
}

// orders are the verbs with which somebody tells others what to bring or to let happen.
var orders = []string{"send", "bring", "let", "open", "stop", "come", "get", "give", "save", "help", "take", "evacuate", "allow", "tell", "ask", "lend", "rush", "spare"}

// ordered appends a call where the sentence, or what follows its colon, is an order for something that is needed, in
// words that are quoted or that the report says to its readers: "Send ambulances."
func (c *caller) ordered(s *segment.Sentence) {
	for k := s.First; k < s.Last; k++ {
		if k > s.First && c.x.Word(k-1) != ":" && c.x.Tokens[k-1].Kind != segment.Open {
			continue
		}
		if !slices.Contains(orders, c.x.Fold(k)) || c.in.Grammar.Tags[k] != tag.VB && c.in.Grammar.Tags[k] != tag.VBP || c.carried[k] < 0 && c.x.Quoted(k) < 0 && c.turn(k) == "" {
			continue
		}
		a := c.listen(k, min(s.Last, k+24))
		if len(a.needs) == 0 || a.court {
			continue
		}
		call := report.Call{Span: report.Span{Start: s.Start, End: s.End}, Who: c.speaker(k), Needs: a.needs, Urgency: a.urgency}
		if n := c.carried[k]; n >= 0 {
			call.Statement = c.in.Statements[n].ID
		}
		if !c.known(&call) {
			c.add(call)
		}
		return
	}
}

// answered appends a call where the sentence says what is needed to somebody who has asked just that: "What do you
// need?" "Blood."
func (c *caller) answered(s *segment.Sentence) {
	if c.carried[s.First] >= 0 || !c.questioned(s.First) {
		return
	}
	if a := c.listen(s.First, s.Last); len(a.needs) > 0 {
		who := c.person(s.First)
		if who == "" {
			who = c.writer()
		}
		c.add(report.Call{Span: report.Span{Start: s.Start, End: s.End}, Who: who, Needs: a.needs, Urgency: a.urgency})
	}
}

// speaker is who says "I" at token i: who speaks there; whose turn it is in a transcript; who was named last before a
// quotation; else who writes.
func (c *caller) speaker(i int) string {
	if n := c.carried[i]; n >= 0 {
		if name := c.origin(&c.in.Statements[n], i); !cursor.OneOf(name, "", "unnamed") {
			return name
		}
	}
	if name := c.turn(i); name != "" {
		return name
	}
	if c.x.Quoted(i) >= 0 || c.carried[i] >= 0 {
		if name := c.person(i); name != "" {
			return name
		}
	}
	return c.writer()
}

// turn is whose turn it is in a transcript at token i: the name in capitals before a colon with which the paragraph
// begins, as the text writes it where it gives the full name.
func (c *caller) turn(i int) string {
	n := c.x.Tokens[i].Sentence
	for back := 0; back < 32 && n > 0 && c.x.Sentences[n-1].Paragraph == c.x.Sentences[n].Paragraph; back++ {
		n--
	}
	name := c.label(n)
	if name == "" {
		return ""
	}
	if own := c.introduced(n); own != "" {
		return own
	}
	return c.fullest(name)
}

// introduced is the name that whoever speaks in the paragraph that begins with sentence n gives of himself: "This is
// the nurse Amal Haddad".
func (c *caller) introduced(n int) string {
	const most, gap = 4, 5 // sentences, and tokens between the words and the name
	for i := n; i < min(len(c.x.Sentences), n+most) && c.x.Sentences[i].Paragraph == c.x.Sentences[n].Paragraph; i++ {
		s := &c.x.Sentences[i]
		for k := s.First; k+2 < s.Last; k++ {
			if !(c.x.Fold(k) == "this" && c.x.Fold(k+1) == "is" || c.x.Fold(k) == "i" && cursor.OneOf(c.x.Fold(k+1), "am", "'m", "’m") || c.x.Fold(k) == "name" && c.x.Fold(k+1) == "is") {
				continue
			}
			for _, name := range c.names() {
				if name.Kind == syntax.Person && name.Lo >= k+2 && name.Lo <= k+gap {
					return c.x.Raw[c.x.Tokens[name.Lo].Start:c.x.Tokens[name.Hi-1].End]
				}
			}
		}
	}
	return ""
}

// label is the name in capitals before a colon with which sentence n begins.
func (c *caller) label(n int) string {
	const most = 4 // words of a name
	first := c.x.Sentences[n].First
	if c.x.Word(first) == "[" {
		return c.bracketed(first + 1)
	}
	for k := first; k < min(len(c.x.Tokens), first+most+1); k++ {
		w := c.x.Word(k)
		if w == ":" && k > first {
			return c.x.Raw[c.x.Tokens[first].Start:c.x.Tokens[k-1].End]
		}
		if w != strings.ToUpper(w) || c.x.Tokens[k].Kind != segment.Word {
			return ""
		}
	}
	return ""
}

// before is who "he" or "she" is at token i: the person who was named last or the last who says something, whoever
// stands nearer.
func (c *caller) before(i int) string {
	at, best, name := c.x.Tokens[i].Start, -1, ""
	for n := range c.in.Statements {
		for _, h := range c.in.Statements[n].Hops {
			if h.Source != nil && h.Source.Start < at && h.Source.Start > best && !pronouns[strings.ToLower(h.Name)] && !cursor.OneOf(h.Name, "", "unnamed") {
				best, name = h.Source.Start, h.Name
			}
		}
	}
	if f := c.x.Fold(i); !cursor.OneOf(f, "he", "she") {
		return name
	}
	if person, from := c.personAt(i); person != "" && from >= best {
		return person
	}
	return name
}

// person is the name of the person who was named last before token i, "" where nobody was.
func (c *caller) person(i int) string {
	name, _ := c.personAt(i)
	return name
}

// personAt is [caller.person], and the byte at which the name begins.
func (c *caller) personAt(i int) (name string, at int) {
	for _, n := range c.names() {
		if n.Lo >= i {
			break
		}
		if n.Kind == syntax.Person && c.x.Quoted(n.Lo) < 0 && !c.isPlace(n) { // in a quotation somebody speaks of others
			at = c.x.Tokens[n.Lo].Start
			name = c.x.Raw[at:c.x.Tokens[n.Hi-1].End]
		}
	}
	return c.fullest(name), at
}

// isPlace reports whether a name is that of a place of the report.
func (c *caller) isPlace(n syntax.Name) bool {
	start := c.x.Tokens[n.Lo].Start
	at, _ := slices.BinarySearchFunc(c.in.Places, start, func(p report.Place, start int) int { return p.End - start - 1 })
	return at < len(c.in.Places) && c.in.Places[at].Start < c.x.Tokens[n.Hi-1].End
}

// houses are nouns that stand for the body that publishes, and pronouns the words that name nobody.
var (
	houses   = sets.Of("houses")
	pronouns = sets.Of("pronouns")
)

// names are the names in the text.
func (c *caller) names() []syntax.Name {
	if c.named == nil {
		c.named = append([]syntax.Name{}, c.in.Grammar.Names()...)
	}
	return c.named
}

// persons are the names of persons in the text, and of those whose turns a transcript marks.
func (c *caller) persons() []string {
	const most = 64
	var out []string
	for _, n := range c.names() {
		if n.Kind == syntax.Person && len(out) < most {
			out = append(out, c.x.Raw[c.x.Tokens[n.Lo].Start:c.x.Tokens[n.Hi-1].End])
		}
	}
	for n, s := range c.x.Sentences {
		if n > 0 && c.x.Sentences[n-1].Paragraph == s.Paragraph || len(out) >= 2*most {
			continue
		}
		if name := c.label(n); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// fullest is the name among those who speak in the report that ends with name, else name. A body that is named by its
// noun alone ("the ministry") is the one that publishes, where that is called so.
func (c *caller) fullest(name string) string {
	if !strings.Contains(name, " ") && houses[strings.ToLower(name)] && slices.Contains(strings.Fields(strings.ToLower(c.in.Publisher)), strings.ToLower(name)) {
		return c.in.Publisher
	}
	for n := range c.in.Statements {
		for _, h := range c.in.Statements[n].Hops {
			if strings.HasSuffix(strings.ToLower(h.Name), " "+strings.ToLower(name)) {
				return h.Name
			}
		}
	}
	shouted := name
	for _, full := range c.persons() {
		if !strings.HasSuffix(strings.ToLower(full), " "+strings.ToLower(name)) {
			continue
		}
		if full != strings.ToUpper(full) {
			return full
		}
		shouted = full
	}
	if shouted != strings.ToUpper(shouted) || !strings.Contains(shouted, " ") {
		return shouted
	}
	return title(shouted)
}

// known reports whether these words stand in the list already.
func (c *caller) known(call *report.Call) bool {
	return slices.ContainsFunc(c.out, func(o report.Call) bool { return o.Overlaps(call.Span) })
}

// official reports whether a name is of those who govern or fight, or of a country: their calls for peace and for money
// are politics.
func (c *caller) official(name string) bool {
	for _, w := range strings.Fields(strings.ToLower(name)) {
		switch strings.Trim(w, ",.’'") {
		case "government", "governments", "regime", "minister", "president", "ministry", "secretary", "state", "states", "army", "ambassador", "council", "union", "envoy",
			"chancellor", "king", "parliament", "coalition", "both", "opposition", "delegation", "senator", "party", "bloc", "league":
			return true
		}
	}
	const most = 256 // places
	for _, p := range c.in.Places[:min(most, len(c.in.Places))] {
		if p.Precision == report.Country && (p.Name == name || c.x.Raw[p.Start:p.End] == name) {
			return true
		}
	}
	return false
}

// title is a name in capitals with capitals only where its words begin.
func title(name string) string {
	parts := strings.Fields(strings.ToLower(name))
	for i, w := range parts {
		r, n := utf8.DecodeRuneInString(w)
		parts[i] = string(unicode.ToUpper(r)) + w[n:]
	}
	return strings.Join(parts, " ")
}
