package attribute

import (
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/read/en/entity"
	"firsthand/internal/report"
)

// maxLinks bounds how many cues of one sentence are followed, so that a sentence of nothing but cues costs no more than
// any other.
const maxLinks = 12

// sentence finds the links of sentence n, in order of their cues.
func (s *scanner) sentence(n int) []*link {
	s.last = s.last[:0]
	sent := s.t.Sentences[n]
	for i := sent.First; i < sent.Last && len(s.last) < maxLinks; i++ {
		if s.Kind(i) != segment.Word {
			continue
		}
		var l *link
		switch k := cues[s.t.Fold(i)]; {
		case k != 0 && s.verbal(i):
			if l = s.verb(i, k); l == nil {
				l = s.perceived(i)
			}
		case s.Is(i, "according") && s.Is(i+1, "to"):
			l = s.according(i)
		case s.Is(i, "count") && s.Is(i+1, "of") && s.Is(i-1, "the") && s.Is(i-2, "by"): // "eight dead, by the count of the police"
			if l = s.according(i); l != nil {
				l.nominal = true
			}
		case s.Is(i, "reportedly", "allegedly", "purportedly"):
			l = s.adverb(i)
		default:
			if l = s.noun(i); l == nil {
				l = s.counts(i)
			}
			if l == nil {
				l = s.framed(i)
			}
			if l == nil && s.tags[i].Verb() {
				l = s.phrased(i)
			}
		}
		if l != nil && len(l.content) > 0 {
			s.last = append(s.last, s.splitThat(l)...)
		}
	}
	return append([]*link(nil), s.last...)
}

// splitThat makes a link of each clause where one cue has several: "said that … and that …".
func (s *scanner) splitThat(l *link) []*link {
	out := []*link{l}
	c := l.content[len(l.content)-1]
	if c.lo == 0 || !s.Is(c.lo-1, "that") {
		return out
	}
	for i := c.lo + 1; i+2 < c.hi; i++ {
		if s.Is(i, "and") && s.Is(i+1, "that") && s.t.Quoted(i) == s.t.Quoted(c.lo) && s.hasFinite(run{i + 2, c.hi}) {
			second := *l
			second.content = []run{{i + 2, c.hi}}
			for i > c.lo && s.Is(i-1, ",", "—", "–", "-") {
				i--
			}
			l.content = append(append([]run(nil), l.content[:len(l.content)-1]...), run{c.lo, i})
			return append(out, s.splitThat(&second)...)
		}
	}
	return out
}

// verbal tells whether the cue word at token i is used as a verb here. The tagger takes some for nouns ("reports CBC
// News").
func (s *scanner) verbal(i int) bool {
	if s.tags[i].Verb() {
		return true
	}
	if s.tags[i] == tag.NNS || s.tags[i] == tag.NN || s.tags[i] == tag.JJ {
		before := i > 0 && (s.Is(i-1, ",") || s.Kind(i-1) == segment.Close)
		after := i+1 < len(s.tags) && (s.tags[i+1].Name() || s.Is(i+1, "that", "the"))
		named := i > 0 && s.t.Capital(i-1) && s.Is(i+1, "that")
		return before && after || named || s.closes(i)
	}
	return false
}

// closes tells whether the word at token i and a name before it end their sentence after a comma: "…, the Guardian
// reports."
func (s *scanner) closes(i int) bool {
	r := s.region(i)
	if i == r.lo || i+1 < r.hi && !s.Is(i+1, ".", ";") || !s.t.Capital(i-1) {
		return false
	}
	n := s.nounBefore(i, r.lo)
	return !n.empty() && n.lo > r.lo && s.Is(n.lo-1, ",")
}

// verb links the cue verb at token v, or returns nil where it attributes nothing.
func (s *scanner) verb(v int, k takes) *link {
	r := s.region(v)
	if s.inPersonsName(v, r) {
		return nil
	}
	if s.passive(v, r) {
		return s.impersonal(v, r)
	}
	if s.negated(v, r) && k&(infinitive|describing) == 0 {
		return nil
	}
	if l, ok := s.fixedForm(v, r); ok {
		return l
	}
	l := &link{kind: report.Speaker, verb: v, by: "cue verb", cue: []run{{v, v + 1}}}
	inverted, ok := s.sourceOf(l, v, k, r)
	if !ok || !s.canSpeak(l.source) || s.supposed(l.source, r.lo) {
		return nil
	}
	if inverted {
		s.contentBefore(l, v, r)
		s.contentAfterQuote(l, l.source.hi, r)
	} else {
		s.content(l, v, k, r)
	}
	s.alongside(l, r)
	return l
}

// inPersonsName reports whether the cue verb at token v is a name: "activist Said Orrin".
func (s *scanner) inPersonsName(v int, r run) bool {
	return s.t.Capital(v) && !s.first(v) && v+1 < r.hi && s.t.Capital(v+1) && v > r.lo && s.Kind(v-1) == segment.Word
}

// fixedForm links a verb that has a form of its own: "quoted as saying", "learned from", "so says", "tells it",
// "citing". ok is false where it has none.
func (s *scanner) fixedForm(v int, r run) (l *link, ok bool) {
	if l := s.quotedAs(v, r); l != nil {
		return l, true
	}
	if s.Is(v+1, "from") && s.Is(v, "learn", "learned", "learnt", "learns", "heard", "hears", "hear") {
		return s.learnt(v), true
	}
	if l := s.soSays(v, r); l != nil {
		return l, true
	}
	if l := s.tellsIt(v, r); l != nil {
		return l, true
	}
	if s.Is(v, "citing", "quoting") || s.Is(v, "cited", "quoted") && s.Is(v-1, "which", "who") {
		return s.citing(v, r), true
	}
	return nil, false
}

// sourceOf fills in who speaks by the verb at token v. ok is false where nobody does; inverted tells that the source
// follows the verb.
func (s *scanner) sourceOf(l *link, v int, k takes, r run) (inverted, ok bool) {
	if s.tags[v] == tag.VBG && !s.Is(v-1, "is", "are", "was", "were", "been", "be", "’s", "'s", "’re", "’m") {
		return false, k&(clause|person|accusing) != 0 && s.participle(v, l)
	}
	if v > r.lo && s.Is(v-1, "to") {
		return false, false
	}
	l.source = s.subject(v, r.lo)
	if s.speakerBehind(v, r) {
		l.source, l.fixed = run{}, true
	}
	if (l.source.empty() || k&clause != 0 && s.cutOff(l.source, v, r)) && s.inverts(v, r) {
		l.source = s.speakerAfter(v+1, r.hi)
		inverted = !l.source.empty()
	}
	if l.source.empty() {
		return inverted, s.shared(v, l)
	}
	return inverted, true
}

// cutOff reports whether the noun phrase before the verb at token v begins the region and ends in a mark, so that it
// need not be who speaks.
func (s *scanner) cutOff(source run, v int, r run) bool {
	return source.lo == r.lo && source.hi < v && s.Kind(source.hi-1) == segment.Punct
}

// supposed tells whether a condition stands right before a source: "if the ferry office says so", nobody has said it
// yet.
func (s *scanner) supposed(source run, lo int) bool {
	return source.lo > lo && s.Is(source.lo-1, "if", "unless", "whether")
}

// inverts tells whether the source may follow the verb at v: “…,” said the doctor.
func (s *scanner) inverts(v int, r run) bool {
	if v+1 >= r.hi || v == r.lo || informing[s.t.Fold(v)] || !(s.tags[v].Finite() || s.tags[v] == tag.NNS || s.tags[v] == tag.VBN || s.tags[v] == tag.NN) {
		return false
	}
	if !s.Is(v-1, ",", "—", "–") && s.Kind(v-1) != segment.Close && !s.Is(v-1, "?", "!") {
		return false
	}
	return s.nominal(v+1) && !s.Is(v+1, "that")
}

// informing are verbs that name their listener right behind them, never who speaks: "…, the director told the radio."
var informing = sets.Of("informing")

// speakerBehind reports whether who speaks stands behind the verb at v and ends the sentence, so that the words before
// its comma are what is said, though they are but a noun phrase: "Eleven villagers killed on Thursday, says the mayor
// of Norvik."
func (s *scanner) speakerBehind(v int, r run) bool {
	if !s.Is(v-1, ",") || !s.inverts(v, r) {
		return false
	}
	n := s.speakerAfter(v+1, r.hi)
	return !n.empty() && (n.hi >= r.hi || s.Is(n.hi, ".", ";")) && s.nouns.CanBeAsked(entityRun(n))
}

// posts are nouns for what somebody writes or sends.
var posts = sets.Of("posts")

// speakerAfter is a source that follows its verb, with its appositions.
func (s *scanner) speakerAfter(at, hi int) run {
	r := s.nounAfter(at, hi)
	if r.empty() {
		return r
	}
	if r.hi+1 < hi && s.Is(r.hi, "by") && posts[s.head(r)] && s.nominal(r.hi+1) { // "says a post by the monitor"
		if by := s.nounAfter(r.hi+1, hi); !by.empty() {
			return by
		}
	}
	if r.hi < hi && s.Is(r.hi, ",") && r.hi+1 < hi && s.nominal(r.hi+1) && !s.Is(r.hi+1, "who") {
		a := s.nounAfter(r.hi+1, hi)
		if !a.empty() && !s.tags[a.lo].Name() && a.hi <= hi && (a.hi == hi || s.Kind(a.hi) == segment.Punct || s.Kind(a.hi) == segment.Open) {
			r.hi = a.hi
		}
	}
	return r
}

// passive tells whether the participle at v has a form of "be" before it.
func (s *scanner) passive(v int, r run) bool {
	if s.tags[v] != tag.VBN && s.tags[v] != tag.VBD {
		return false
	}
	for i := v - 1; i >= r.lo && i >= v-3; i-- {
		if s.Is(i, "is", "are", "was", "were", "been", "being", "be", "’s", "'s") {
			return true
		}
		if s.tags[i] != tag.RB {
			return false
		}
	}
	return false
}

// negated tells whether the verb at v is denied: "did not say".
func (s *scanner) negated(v int, r run) bool {
	for i := v - 1; i >= r.lo && i >= v-4; i-- {
		if s.Is(i, "not", "n’t", "n't", "never", "cannot") {
			return true
		}
		if s.tags[i] != tag.RB && s.tags[i] != tag.MD && !s.tags[i].Verb() {
			return false
		}
	}
	return false
}

// impersonal links "were said to …", "it is believed that …" and "was reported by …".
func (s *scanner) impersonal(v int, r run) *link {
	from := v
	for from > r.lo && (s.tags[from-1] == tag.RB || s.Is(from-1, "is", "are", "was", "were", "been", "being", "be", "has", "have", "had", "’s", "'s")) {
		from--
	}
	l := &link{kind: report.Unnamed, verb: v, by: "impersonal cue"}
	switch {
	case s.Is(v+1, "to") && v+2 < r.hi:
		l.cue = []run{{from, v + 2}}
		l.content = []run{{v + 2, s.beforeJoined(v+2, s.clauseEnd(v+2, r.hi, l))}}
	case s.Is(v+1, "that") && s.Is(from-1, "it"):
		l.cue = []run{{from - 1, v + 1}}
		l.content = []run{{v + 2, s.clauseEnd(v+2, r.hi, l)}}
	case s.Is(v+1, "by") && v+2 < r.hi:
		src := s.nounAfter(v+2, r.hi)
		sub := s.nounBefore(from, r.lo)
		if src.empty() || sub.empty() || !s.canSpeak(src) {
			return nil
		}
		l.kind, l.source = report.Speaker, src
		l.cue = []run{{from, v + 2}}
		l.content = []run{sub}
	default:
		return nil
	}
	return l
}

// beforeJoined ends a clause before ", and" and another clause.
func (s *scanner) beforeJoined(at, end int) int {
	for i := at + 1; i+1 < end; i++ {
		if s.Is(i, ",") && s.Is(i+1, "and", "but") && s.hasFinite(run{i + 1, end}) {
			return i
		}
	}
	return end
}

// participle gives a cue like ", saying" the source of the clause it hangs on.
func (s *scanner) participle(v int, l *link) bool {
	r := s.region(v)
	if v > r.lo && s.t.Capital(v-1) && s.Kind(v-1) == segment.Word { // "with X saying"
		l.source = s.nounBefore(v, r.lo)
		return true
	}
	for i := v - 1; i > r.lo; i-- { // the subject of the nearest finite verb before it
		if p := s.linkOf(i); p != nil {
			l.same = p
			return true
		}
		if s.tags[i].Finite() {
			if sub := s.subject(i, r.lo); !sub.empty() {
				l.source = sub
				return true
			}
		}
	}
	return false
}

// linkOf is the link of this sentence that has its cue at token i and somebody to speak, or nil.
func (s *scanner) linkOf(i int) *link {
	for _, p := range s.last {
		if p.verb == i && !p.nominal && (!p.source.empty() || p.same != nil) {
			return p
		}
	}
	return nil
}

// shared gives a second verb the source of the first: "X denied it and said …".
func (s *scanner) shared(v int, l *link) bool {
	r := s.region(v)
	i := v
	for i > r.lo && (s.tags[i-1] == tag.RB || s.tags[i-1] == tag.MD || s.Is(i-1, "has", "have", "had")) {
		i--
	}
	if i == r.lo || !s.Is(i-1, "and", "but", "or", ",") {
		return false
	}
	for k := len(s.last) - 1; k >= 0; k-- { // whose words were cut off right here
		if p := s.last[k]; !p.nominal && len(p.content) > 0 && p.content[len(p.content)-1].hi == i-1 && (!p.source.empty() || p.same != nil) {
			l.same = p
			return true
		}
	}
	for j := r.lo; j < i-1; j++ { // "did not say where but said when": the first cue of the sentence, denied or not
		if cues[s.t.Fold(j)]&(clause|person) != 0 && s.tags[j].Verb() && s.tags[j] != tag.VBG {
			if sub := s.subject(j, r.lo); !sub.empty() && !s.Is(sub.lo, "which", "that") {
				l.source = sub
				return true
			}
		}
	}
	for j := i - 2; j >= r.lo; j-- {
		if p := s.linkOf(j); p != nil {
			l.same = p
			return true
		}
		if s.tags[j].Finite() && s.tags[j] != tag.MD {
			if sub := s.subject(j, r.lo); !sub.empty() && !s.Is(sub.lo, "which", "that") {
				l.source = sub
				return true
			}
		}
	}
	return false
}

// canSpeak tells whether a source can be one at all.
func (s *scanner) canSpeak(r run) bool {
	if r.empty() {
		return true
	}
	if r.hi-r.lo == 1 && (s.Is(r.lo, "it", "this", "that", "which", "there", "what", "these") && !s.Is(r.lo, "it")) {
		return false
	}
	if deeds[s.head(r)] {
		return false
	}
	for i := r.lo; i < r.hi; i++ {
		if s.Kind(i) == segment.Word {
			return true
		}
	}
	return false
}

// deeds are what happens, and nobody who says anything: "rocket fire … has killed two people".
var deeds = sets.Of("deeds")

// according links "according to X" with the rest of its sentence.
func (s *scanner) according(i int) *link {
	r := s.region(i)
	src := s.speakerAfter(i+2, r.hi)
	if src.empty() {
		return nil
	}
	l := &link{kind: report.Speaker, verb: i, source: src, cue: []run{{i, i + 2}}, by: "according to"}
	if h := s.head(src); cursor.OneOf(h, "reports", "accounts", "rumours", "rumors") && !s.properIn(src) { // nobody is named by "according to these reports"
		l.kind, l.nominal, l.source, l.cue = report.Unnamed, true, run{}, []run{{i, src.hi}}
	}
	before := run{s.skipOpening(r.lo, i), i}
	for before.hi > before.lo && s.Is(before.hi-1, ",", "—", "–", "(") {
		before.hi--
	}
	if before.hi-before.lo >= 3 {
		s.contentBefore(l, i, r)
		return l
	}
	at := src.hi
	for at < r.hi && !s.Is(at, ",") && at < src.hi+12 {
		at++
	}
	if at+1 < r.hi && s.Is(at, ",") {
		l.content = []run{{at + 1, s.clauseEnd(at+1, r.hi, l)}}
	} else if src.hi < r.hi {
		l.content = []run{{src.hi, s.clauseEnd(src.hi, r.hi, l)}}
	}
	s.alongside(l, r)
	return l
}

// adverb links "reportedly" with the clause around it.
func (s *scanner) adverb(i int) *link {
	r := s.region(i)
	l := &link{kind: report.Unnamed, verb: i, cue: []run{{i, i + 1}}, by: "reportedly"}
	if i-1 > r.lo && s.Is(i-1, "are", "is", "were", "was") && s.Is(i-2, "there") || i == r.lo {
		l.content = []run{{i + 1, s.comma(i+1, r.hi)}}
		return l
	}
	lo := i
	for lo > r.lo && !s.Is(lo-1, ",", ";", ":", "—", "–", "that", "but") {
		lo--
	}
	lo = s.skipOpening(lo, i)
	if lo < i {
		l.content = append(l.content, run{lo, i})
	}
	if end := s.comma(i+1, r.hi); end > i+1 {
		l.content = append(l.content, run{i + 1, end})
	}
	return l
}

// citing hangs "citing X" on the link it belongs to, or makes it one of its own.
func (s *scanner) citing(v int, r run) *link {
	src := s.nounAfter(v+1, r.hi)
	if src.empty() || !s.Is(v-1, ",", "which", "who") && v != r.lo && s.Kind(v-1) != segment.Close && !s.tags[v-1].Noun() {
		return nil
	}
	for i := len(s.last) - 1; i >= 0; i-- {
		if p := s.last[i]; !p.nominal && p.kind != report.Unnamed {
			p.cited = append(p.cited, src)
			p.citing = append(p.citing, run{v, v + 1})
			return nil
		}
	}
	l := &link{kind: report.Cited, verb: v, source: src, cue: []run{{v, v + 1}}, by: "citing"}
	s.contentBefore(l, v, r)
	return l
}

// alongside looks for an outlet that carried the words: "quoted by state media", "in an interview with X".
func (s *scanner) alongside(l *link, r run) {
	for i := r.lo; i+2 < r.hi; i++ {
		var at int
		switch {
		case s.Is(i, "quoted", "cited", "carried", "published", "aired", "broadcast") && s.Is(i+1, "by", "on", "as"):
			at = i + 2
		case s.Is(i, "interview") && s.Is(i+1, "with", "to"), s.Is(i, "remarks", "comments", "statement") && s.Is(i+1, "to") || s.Is(i, "speaking") && s.Is(i+1, "to"):
			at = i + 2
		default:
			continue
		}
		n := s.nounAfter(at, r.hi)
		if n.empty() {
			continue
		}
		if s.nouns.IsOutlet(entity.Run{Lo: n.lo, Hi: n.hi}) {
			l.outlets = append(l.outlets, n)
			return
		}
	}
}
