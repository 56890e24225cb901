package attribute

import (
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/read/en/calendar"
	"firsthand/internal/read/en/entity"
)

// region is where a cue at token i may look for its source and content: its sentence, and inside a quotation no farther
// than its marks.
func (s *scanner) region(i int) run {
	sent := s.t.Sentences[s.t.Tokens[i].Sentence]
	r := run{sent.First, sent.Last}
	if q := s.t.Quoted(i); q >= 0 {
		quote := s.t.Quotes[q]
		r.lo = max(r.lo, quote.Open+1)
		r.hi = min(r.hi, quote.Close)
	}
	return r
}

// maxPhrase bounds how many tokens a noun phrase may have.
const maxPhrase = 40

// nounBefore is the noun phrase that ends right before token end and does not reach before lo; empty where none does.
func (s *scanner) nounBefore(end, lo int) run { return s.narrowed(s.longestBefore(end, lo)) }

// narrowed takes off a noun phrase what cannot belong to a source: a day at its beginning; and, where it runs over a
// preposition, all that stands before a well-known body or a plain group at its end. "Shelling in the town activists
// said" has lost its comma, and activists said it.
func (s *scanner) narrowed(r run) run {
	for r.hi-r.lo > 1 && (calendar.Day(s.t.Fold(r.lo)) || calendar.Month(s.t.Fold(r.lo)) && s.tags[r.lo+1] == tag.CD) {
		r.lo++
	}
	tied := -1 // the last preposition inside
	for i := r.lo + 1; i < r.hi-1; i++ {
		if s.tags[i] == tag.IN || s.tags[i] == tag.TO {
			tied = i
		}
	}
	if tied < 0 {
		return r
	}
	for i := r.lo + 1; i < r.hi; i++ {
		if s.knownAt(i) == r.hi && !s.Is(i-1, "of", "for", "from", "at", "with", "in", "by") {
			if s.tags[i-1] == tag.DT {
				if s.Is(i-2, "of", "for", "from", "at", "with", "in", "by", "to", "on") {
					return r
				}
				i--
			}
			return run{i, r.hi}
		}
	}
	last := r.hi - 1
	if h := s.head(r); entity.IsRole(h) || cursor.OneOf(h, "group", "band", "number", "network", "team", "report", "coalition") {
		return r // "a statement from officials", "a band of volunteers": the phrase turns on its first noun
	}
	if !entity.IsGroup(s.t.Fold(last)) || last-tied < 2 && s.tags[tied] == tag.IN {
		return r
	}
	for last > tied+1 && (s.tags[last-1].Adjective() || s.Is(last-1, "opposition", "rebel", "government", "state", "security", "military", "army", "health", "hospital", "rights", "aid", "rescue", "intelligence", "un", "us")) {
		last--
	}
	if last-1 == tied || s.tags[last-1] == tag.DT && last-2 == tied {
		return r
	}
	return run{last, r.hi}
}

// acronym tells whether token i is two or more capitals: "WHO" is no pronoun.
func (s *scanner) acronym(i int) bool {
	w := s.t.Word(i)
	if len(w) < 2 {
		return false
	}
	for j := range len(w) {
		if w[j] < 'A' || w[j] > 'Z' {
			return false
		}
	}
	return true
}

func (s *scanner) longestBefore(end, lo int) run {
	lo = max(lo, end-maxPhrase)
	last := end - 1
	if last < lo {
		return run{}
	}
	if s.Kind(last) == segment.Close {
		return s.nameInMarks(last, lo)
	}
	switch {
	case s.acronym(last):
	case s.alone(last):
		return run{last, end}
	case !s.ends(last):
		return run{}
	}
	start := end
	for i := last; i >= lo; {
		next, first := s.leftwards(i, lo, end)
		if first >= 0 {
			start = first
		}
		if next < 0 {
			break
		}
		i = next
	}
	return run{start, end}
}

// nameInMarks is a phrase that ends with a name in quotation marks, the last of which is token i.
func (s *scanner) nameInMarks(i, lo int) run {
	q := s.t.Quoted(i)
	if q < 0 || s.t.Quotes[q].Open <= lo || i-s.t.Quotes[q].Open > 4 {
		return run{}
	}
	if r := s.longestBefore(s.t.Quotes[q].Open, lo); !r.empty() {
		return run{r.lo, i + 1}
	}
	return run{}
}

// alone tells whether token i is a phrase by itself: a pronoun, "others".
func (s *scanner) alone(i int) bool {
	switch t := s.tags[i]; t {
	case tag.PRP, tag.WP, tag.EX:
		return true
	case tag.DT:
		return !s.Is(i, "the", "a", "an", "no") || s.Is(i, "another", "others", "some", "many")
	}
	return s.Is(i, "another", "others", "some", "many")
}

// ends tells whether a noun phrase can end with token i.
func (s *scanner) ends(i int) bool {
	switch t := s.tags[i]; {
	case t.Noun(), t == tag.CD, t == tag.PRPS:
		return true
	default:
		return s.t.Capital(i) && s.Kind(i) == segment.Word && !t.Verb() && t != tag.IN && t != tag.RB && t != tag.CC
	}
}

// leftwards looks at token i of a phrase that ends before token end. It gives the token to look at next, and the one
// that the phrase begins with so far; each is negative where there is none.
func (s *scanner) leftwards(i, lo, end int) (next, first int) {
	const none = -1
	t := s.tags[i]
	switch {
	case s.ofPhrase(i):
		return i - 1, i
	case t == tag.DT || t == tag.PRPS || t == tag.PDT:
		if j := s.attached(i, lo); j < i {
			return j, i
		}
		if i-2 >= lo && s.tags[i-1] == tag.VBG && s.tags[i-2].Noun() && cues[s.t.Fold(i-1)] == 0 { // "a journalist covering the evacuation"
			return i - 2, i
		}
		return none, i
	case i > lo && (s.leadsNoun(i, end) || s.capitalWord(i)):
		return i - 1, i
	case s.Is(i, "and", "&") && i > lo && i+1 < end && s.joins(i, lo):
		return i - 1, none
	case t == tag.IN || t == tag.TO:
		if j := s.attached(i+1, lo); j <= i {
			return j, none
		}
	case s.Kind(i) == segment.Punct && s.Is(i, ")") && i-lo > 2 && s.Is(i-2, "("): // an acronym in brackets
		return i - 3, i - 2
	}
	return none, none
}

// ofPhrase tells whether token i is of a noun phrase wherever it stands in it.
func (s *scanner) ofPhrase(i int) bool {
	switch t := s.tags[i]; t {
	case tag.CD, tag.POS, tag.FW:
		return true
	default:
		return t.Noun() || t.Adjective() || s.acronym(i)
	}
}

// leadsNoun tells whether token i is a participle or an adverb before the noun or adjective that it belongs to.
func (s *scanner) leadsNoun(i, end int) bool {
	t := s.tags[i]
	return (t == tag.VBN || t == tag.VBG || t == tag.RB) && i+1 < end && (s.tags[i+1].Noun() || s.tags[i+1].Adjective())
}

// capitalWord tells whether token i may be part of a name for its capital, whatever its tag is.
func (s *scanner) capitalWord(i int) bool {
	t := s.tags[i]
	return s.Kind(i) == segment.Word && s.t.Capital(i) && t != tag.IN && t != tag.CC && t != tag.RB && !t.Finite()
}

// attached tells where a noun phrase that begins at token i goes on to its left: it is the token before a preposition
// that ties i to a noun ("director of hospitals for |the Union"). Where nothing ties it, the answer is i.
func (s *scanner) attached(i, lo int) int {
	if i-2 < lo || !s.Is(i-1, "of", "for", "from", "at", "in", "with", "on", "to", "inside", "near", "against", "between", "into", "under", "about") {
		return i
	}
	if p := i - 2; s.tags[p].Noun() || s.t.Capital(p) && s.Kind(p) == segment.Word && !s.first(p) && !s.tags[p].Verb() || s.Is(p, ")") || s.Is(p, "one", "some", "many", "another", "others", "most") {
		return p
	}
	return i
}

// joins tells whether "and" at token i joins two nouns rather than two clauses: the phrase to its left must not be the
// object of a verb.
func (s *scanner) joins(i, lo int) bool {
	if !s.tags[i-1].Noun() || !(s.tags[i+1].Noun() || s.tags[i+1].Adjective()) {
		return false
	}
	j := i - 1
	for j > lo && (s.tags[j].Noun() || s.tags[j].Adjective() || s.tags[j] == tag.DT || s.tags[j] == tag.CD || s.tags[j] == tag.PRPS) {
		j--
	}
	return j == lo && !s.tags[j].Verb() || s.Kind(j) != segment.Word && s.Kind(j) != segment.Number || s.Is(j, "that", "but", "and", "of", "for", "from")
}

// nounAfter is the noun phrase that begins at token at, with what is attached to it, up to hi. It ends before a comma,
// a verb or a clause.
func (s *scanner) nounAfter(at, hi int) run {
	hi = min(hi, at+maxPhrase)
	if at >= hi {
		return run{}
	}
	switch {
	case s.tags[at] == tag.PRP:
		return run{at, at + 1}
	case s.Is(at, "another", "others", "some", "many") && (at+1 >= hi || !s.tags[at+1].Noun()):
		return run{at, at + 1}
	}
	head := -1
	for i := at; i < hi; {
		next, last, more := s.rightwards(i, at, hi, head)
		if head = last; !more {
			break
		}
		i = next
	}
	if head < 0 {
		return run{}
	}
	return run{at, head + 1}
}

// rightwards looks at token i of a phrase that begins with token at and ends with token head so far. It gives the token
// to look at next, the one that the phrase ends with so far, and whether it goes on.
func (s *scanner) rightwards(i, at, hi, head int) (next, last int, more bool) {
	t := s.tags[i]
	switch {
	case t.Noun() || s.capitalName(i):
		if calendar.Day(s.t.Fold(i)) && head >= 0 {
			return i, head, false
		}
		return i + 1, i, true
	case s.modifies(i, at):
		counted := t == tag.CD && head >= 0 && i == head+1 && s.tags[head].Noun() && !s.tags[head].Name()
		return i + 1, head, !counted
	case t != tag.RB && head < i-1 && s.leadsNoun(i, hi):
		return i + 1, head, true
	case s.ties(i, hi) && head == i-1:
		if s.Is(i+1, "a", "an") && s.Is(i, "in", "with", "from", "at") || calendar.Day(s.t.Fold(i+1)) { // "in a statement", "with a rifle"
			return i, head, false
		}
		if d := s.tags[i+1]; d == tag.DT || d == tag.PRPS || d == tag.PDT {
			i++
		}
		return i + 1, head, true
	case s.Is(i, "and") && head == i-1 && i+1 < hi && s.tags[i+1].Noun() && s.tags[i-1].Name() == s.tags[i+1].Name():
		return i + 1, head, true
	case s.Is(i, "(") && i+2 < hi && s.Is(i+2, ")"):
		return i + 3, i + 2, true
	}
	return i, head, false
}

// capitalName tells whether token i may be part of a name for its capital, and is no pronoun and no article.
func (s *scanner) capitalName(i int) bool {
	t := s.tags[i]
	return s.t.Capital(i) && s.Kind(i) == segment.Word && !t.Finite() && t != tag.IN && t != tag.CC && t != tag.PRP && t != tag.DT
}

// modifies tells whether token i stands before a noun, in a phrase that begins with token at.
func (s *scanner) modifies(i, at int) bool {
	switch t := s.tags[i]; t {
	case tag.CD, tag.PRPS, tag.POS:
		return true
	case tag.DT, tag.PDT:
		return i == at
	default:
		return t.Adjective()
	}
}

// ties tells whether token i is a preposition that ties the noun phrase after it to the one before it.
func (s *scanner) ties(i, hi int) bool {
	return s.Is(i, "of", "for", "from", "at", "in", "with", "&", "near", "inside") && i+1 < hi && s.nominal(i+1)
}

// nominal tells whether a noun phrase can begin at token i.
func (s *scanner) nominal(i int) bool {
	t := s.tags[i]
	return t.Noun() || t == tag.DT || t == tag.PRPS || t.Adjective() || t == tag.CD || t == tag.PDT || t == tag.PRP || t == tag.VBN && i+1 < len(s.tags) && s.tags[i+1].Noun() || s.t.Capital(i)
}

// subject is the source of the verb at token v: the noun phrase before it, with an apposition between commas or a
// relative clause, not before lo.
func (s *scanner) subject(v, lo int) run {
	end := v
	for end > lo { // what may stand between a subject and its verb
		i := end - 1
		t := s.tags[i]
		fold := s.t.Fold(i)
		switch {
		case t == tag.RB || t == tag.MD || cursor.OneOf(fold, "has", "have", "had", "is", "are", "was", "were", "also", "been", "be", "did", "does", "do", "’s", "'s", "both") && t != tag.POS:
			end--
			continue
		case calendar.Day(fold) && end-1 > lo:
			end--
			if end > lo && s.Is(end-1, "on", "late", "early", "earlier", "since") {
				end--
			}
			continue
		case t == tag.CD && i > lo && calendar.Month(s.t.Fold(i-1)):
			end -= 2
			if end > lo && s.Is(end-1, "on") {
				end--
			}
			continue
		}
		break
	}
	if end > lo && s.Is(end-1, ",") {
		return s.apposed(end-1, lo)
	}
	r := s.nounBefore(end, lo)
	if !r.empty() && s.Is(r.lo, "who", "which", "that") && r.hi == r.lo+1 && r.lo > lo { // "residents who said"
		at := r.lo
		if s.Is(at-1, ",") {
			at--
		}
		if n := s.nounBefore(at, lo); !n.empty() {
			return n
		}
	}
	return r
}

// apposed is a noun phrase with an apposition that ends with the comma at token comma: "the spokesman, Rupert
// Colville,".
func (s *scanner) apposed(comma, lo int) run {
	for c := comma - 1; c > lo && comma-c < maxPhrase; c-- {
		if s.Kind(c) == segment.Open || s.Kind(c) == segment.Close {
			return run{}
		}
		if !s.Is(c, ",") {
			continue
		}
		inner := run{c + 1, comma}
		if s.aside(inner) { // "the mayor, quoted by state radio,"
			if at := s.nounBefore(c, lo); !at.empty() {
				return at
			}
		}
		if !s.Is(inner.lo, "who", "which", "whose") && (s.hasFinite(inner) || !s.nominal(inner.lo)) {
			return run{}
		}
		r := s.nounBefore(c, lo)
		if r.empty() {
			return run{}
		}
		if c2 := r.lo - 1; c2 > lo && s.Is(c2, ",") && !s.tags[r.lo].Name() { // a list: look once more to its left
			continue
		}
		return run{r.lo, comma + 1}
	}
	return run{}
}

// aside reports whether the words between two commas behind a noun say how its bearer came to speak.
func (s *scanner) aside(r run) bool {
	return s.Is(r.lo, "quoted", "cited", "speaking", "writing", "reached", "contacted", "interviewed", "reporting", "citing", "quoting", "testifying", "tweeting", "posting")
}

// hasFinite tells whether r holds a verb that can head a clause.
func (s *scanner) hasFinite(r run) bool {
	for i := r.lo; i < r.hi; i++ {
		if s.tags[i].Finite() {
			return true
		}
	}
	return false
}
