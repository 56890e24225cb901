package attribute

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/read/en/calendar"
)

// content finds what the verb at v attributes: after it where anything there can be it, otherwise before its source.
func (s *scanner) content(l *link, v int, k takes, r run) {
	at := s.skipAdverbs(v+1, r.hi)
	if k&person != 0 {
		at = s.addressee(l, at, k, r)
	}
	if k&accusing != 0 {
		s.accusation(l, at, r)
		return
	}
	if k&issuing != 0 {
		s.issued(l, at, r)
		return
	}
	if k&describing != 0 {
		s.description(l, at, r)
		return
	}
	plain := at
	at = s.skipAside(l, at, r)
	if begin := s.begins(l, at, plain, k, r); begin >= 0 {
		if s.Is(at, ",") && begin == at+1 && s.Kind(begin) == segment.Open && s.quotedBefore(l, v, r) {
			s.contentBefore(l, v, r)
		}
		s.take(l, begin, r)
	}
	hanging := s.tags[v] == tag.VBG && (l.source.empty() || l.source.lo < v && l.source.hi != v) // "…, saying": what it attributes comes after it
	if len(l.content) == 0 && !hanging && (k&(clause|person) != 0 || k&quotation != 0 && s.quotedBefore(l, v, r)) {
		s.contentBefore(l, v, r)
	}
	if len(l.content) == 0 && k&(clause|person|quotation) != 0 {
		s.contentBelow(l, at, r)
	}
}

// begins is the token with which what is attributed begins after a cue that takes k: at or soon after token at, or
// after the adverbs at token plain; negative where nothing there can be it.
func (s *scanner) begins(l *link, at, plain int, k takes, r run) int {
	const none = -1
	switch {
	case at >= r.hi || s.Is(at, ".", "!", "?", ";"):
		return none
	case s.Kind(at) == segment.Open:
		return at
	case s.Is(at, ",", ":", "—", "–") && at+1 < r.hi && s.Kind(at+1) == segment.Open, s.Is(at, ":") && at+1 < r.hi:
		return at + 1
	}
	if k&(clause|person) != 0 {
		switch {
		case s.Is(at, "that") && at+1 < r.hi:
			return at + 1
		case s.Is(at, ",") && s.Is(at+1, "that") && at+2 < r.hi:
			return at + 2
		case s.Is(at, "what", "how", "why", "whether", "if", "where", "when"):
			return at
		}
	}
	infinitives := k&infinitive != 0 || k&person != 0 && !l.told.empty()
	switch {
	case infinitives && s.Is(at, "to") && at+1 < r.hi && s.tags[at+1] == tag.VB:
		return at
	case k&clause != 0 && s.clausal(at, r.hi):
		return at
	case k&object != 0 && s.nominal(plain):
		return plain
	}
	return none
}

// take makes the words from token at the content: a whole quotation where one begins there and nothing but an end
// follows it, else the clause.
func (s *scanner) take(l *link, at int, r run) {
	if s.Kind(at) == segment.Open {
		q := s.t.Quoted(at)
		if q >= 0 && s.t.Quotes[q].Open == at {
			end := s.t.Quotes[q].Close + 1
			if end >= r.hi || s.Is(end, ".", ",", ";", "!", "?", "—", "–", "according") || s.Kind(end) == segment.Close || s.Is(end-2, ",") {
				s.takeQuote(l, q)
				return
			}
		}
	}
	end := s.clauseEnd(at, r.hi, l)
	if end > at {
		l.content = append(l.content, run{at, end})
		l.quote = l.quote || s.quotesIn(run{at, end})
	}
}

// takeQuote makes quotation q content, and those of the paragraphs after it as long as each is left open and the next
// opens anew.
func (s *scanner) takeQuote(l *link, q int) {
	const most = 20 // paragraphs
	for n := 0; q < len(s.t.Quotes) && n < most; n++ {
		quote := s.t.Quotes[q]
		if quote.Close > quote.Open+1 {
			l.content = append(l.content, run{quote.Open + 1, quote.Close})
			l.quote = true
		}
		if quote.Close >= len(s.t.Tokens) || s.Kind(quote.Close) == segment.Close || q+1 >= len(s.t.Quotes) || s.t.Quotes[q+1].Open != quote.Close {
			return
		}
		q++
	}
}

func (s *scanner) quotesIn(r run) bool {
	for i := r.lo; i < r.hi; i++ {
		if s.Kind(i) == segment.Open || s.Kind(i) == segment.Close {
			return true
		}
	}
	return false
}

// clausal tells whether a clause without "that" begins at token at: a noun phrase with a finite verb somewhere after
// it.
func (s *scanner) clausal(at, hi int) bool {
	if !s.nominal(at) && s.tags[at] != tag.EX && s.tags[at] != tag.PRP && !s.Is(at, "in", "on", "at", "there", "since", "after", "before", "if", "when", "while") {
		return false
	}
	for i := at + 1; i < hi && i < at+40; i++ {
		if s.Is(i, ",") && s.Kind(i-1) == segment.Close {
			return false
		}
		if s.tags[i].Finite() {
			return true
		}
	}
	return false
}

func (s *scanner) skipAdverbs(at, hi int) int {
	for at < hi && s.tags[at] == tag.RB && !calendar.Day(s.t.Fold(at)) {
		at++
	}
	return at
}

// addressee takes who was told: "told CNN", "warned residents that". The answer is the token after it.
func (s *scanner) addressee(l *link, at int, k takes, r run) int {
	if at >= r.hi || !s.nominal(at) || s.Is(at, "that") {
		return at
	}
	n := s.nounAfter(at, r.hi)
	if n.empty() {
		return at
	}
	if k&clause != 0 { // "warned residents that", but "warned the siege was near its end"
		next := s.skipTime(n.hi, r.hi)
		if next >= r.hi || !s.Is(next, "that", "to", ":", ",") && s.Kind(next) != segment.Open {
			return at
		}
		if s.Is(next, ",") && (next+1 >= r.hi || s.Kind(next+1) != segment.Open) {
			return at
		}
	}
	l.told = n
	return n.hi
}

// skipTime is the first token from at on that belongs to no expression of time.
func (s *scanner) skipTime(at, hi int) int {
	for at < hi {
		switch {
		case calendar.Day(s.t.Fold(at)):
			at++
		case s.Is(at, "on", "late", "early", "since", "last", "this") && at+1 < hi && (calendar.Day(s.t.Fold(at+1)) || s.Is(at+1, "on", "week", "month", "morning", "afternoon", "evening", "year", "late", "early") || calendar.Month(s.t.Fold(at+1))):
			at += 2
		case calendar.Month(s.t.Fold(at)) && at+1 < hi && s.tags[at+1] == tag.CD:
			at += 2
		case s.Is(at, "morning", "afternoon", "evening", "night") && at > 0 && calendar.Day(s.t.Fold(at-1)):
			at++
		case s.tags[at] == tag.CD && at > 0 && (calendar.Month(s.t.Fold(at-1)) || at+1 < hi && calendar.Month(s.t.Fold(at+1))):
			at++
		default:
			return at
		}
	}
	return at
}

// skipAside passes over when, where and how something was said: "on Monday in a statement", "by voicemail", "to
// reporters".
func (s *scanner) skipAside(l *link, at int, r run) int {
	for at < r.hi {
		if next := s.skipTime(at, r.hi); next > at {
			at = next
			continue
		}
		if s.tags[at] == tag.RB && at+1 < r.hi && (s.Is(at+1, ",", ":", "that") || s.Kind(at+1) == segment.Open) {
			at++
			continue
		}
		if s.tags[at] == tag.IN && s.Is(at, "in", "at", "by", "on", "via", "during", "through", "from", "after", "of", "about", "following", "over") || s.tags[at] == tag.TO && at+1 < r.hi && s.tags[at+1] != tag.VB {
			n := s.nounAfter(at+1, r.hi)
			if n.empty() {
				return at
			}
			if s.Is(at, "to") && l.told.empty() {
				l.told = n
			}
			at = n.hi
			continue
		}
		return at
	}
	return at
}

// clauseEnd is the token that ends the clause begun at token at: the end of its region without the full stop, or a
// comma after which somebody else, or the same somebody once more, is given the word.
func (s *scanner) clauseEnd(at, hi int, l *link) int {
	in := s.t.Quoted(min(at, len(s.t.Tokens)-1))
	for i := at; i < hi; i++ {
		if s.t.Quoted(i) != in {
			continue
		}
		if s.Is(i, ";") {
			return i
		}
		if s.Is(i, ",", "—", "–") && i > at && s.wordPasses(i+1, hi) {
			return i
		}
		if s.Is(i, "and", "but") && i > at && l != nil && l.verb >= 0 && s.goesOn(i+1, l.verb, hi) {
			return i
		}
		if s.Is(i, "according") && s.Is(i+1, "to") && i > at {
			return i
		}
	}
	end := hi
	for end > at && s.Kind(end-1) == segment.Punct && !s.Is(end-1, ")", "]", "?", "!") {
		end--
	}
	return end
}

// goesOn tells whether the speaker's next cue begins at token i, after "and": "said the road was cut and accused the
// army". It stands in the same tense.
func (s *scanner) goesOn(i, verb, hi int) bool {
	i = s.skipAdverbs(i, hi)
	return i < hi && s.tags[i] == s.tags[verb] && s.tags[i].Finite() && cues[s.t.Fold(i)]&(clause|person|accusing|infinitive) != 0
}

// wordPasses tells whether another attribution begins at token i, right after a comma.
func (s *scanner) wordPasses(i, hi int) bool {
	if i >= hi {
		return false
	}
	k := cues[s.t.Fold(i)]
	switch {
	case s.Is(i, "citing", "quoting", "according"):
		return true
	case k&(clause|person) != 0 && s.tags[i] == tag.VBG && !s.Is(i, "reading", "posting", "meaning"):
		return i+1 < hi && (s.Is(i+1, "that", "it", ":", ",") || s.Kind(i+1) == segment.Open || s.clausal(i+1, hi))
	case k&clause != 0 && s.verbal(i):
		return true
	}
	from := i
	if s.Is(i, "but", "and", "while", "whereas", "though", "although", "as") {
		from++
	}
	for j := from + 1; j < hi && j < from+14; j++ {
		if s.Is(j, ",") {
			return false
		}
		if s.tags[j].Finite() || s.tags[j] == tag.VBN {
			if cues[s.t.Fold(j)]&(clause|person) == 0 {
				return false
			}
			n := s.nounBefore(j, from)
			return !n.empty() && n.lo == from
		}
	}
	return false
}

// comma is the first comma, or the end of the clause, from token at on.
func (s *scanner) comma(at, hi int) int {
	for i := at; i < hi; i++ {
		if s.Is(i, ",", ";", "—", "–") {
			return i
		}
	}
	for hi > at && s.Kind(hi-1) != segment.Word && s.Kind(hi-1) != segment.Number {
		hi--
	}
	return hi
}

// skipOpening passes over words that only join a sentence to the one before it.
func (s *scanner) skipOpening(lo, limit int) int {
	for lo < limit {
		switch {
		case s.Is(lo, "but", "and", "meanwhile", "however", "yet", "so", ",", "that", "also", "still", "then", "—", "–", "•", "-"):
			lo++
		default:
			return lo
		}
	}
	return lo
}

// quotedBefore tells whether a quotation stands right before the source of l.
func (s *scanner) quotedBefore(l *link, v int, r run) bool {
	end := v
	if !l.source.empty() && l.source.lo < v {
		end = l.source.lo
	}
	return end-1 >= r.lo && (s.Kind(end-1) == segment.Close || end-2 >= r.lo && s.Is(end-1, ",") && s.Kind(end-2) == segment.Close)
}

// contentBefore makes the words before the source and the verb the content, for attributions that stand after what they
// attribute.
func (s *scanner) contentBefore(l *link, v int, r run) {
	hi := v
	if !l.source.empty() && l.source.lo < v {
		hi = l.source.lo
	}
	for hi > r.lo && s.Is(hi-1, ",", "—", "–", ":", "(", "and", "but") {
		hi--
	}
	lo := s.skipOpening(s.heldFrom(v, r.lo), hi)
	if hi <= lo {
		return
	}
	if s.Kind(hi-1) == segment.Close {
		if q := s.t.Quoted(hi - 1); q >= 0 {
			open := s.t.Quotes[q].Open
			if open < lo || open-lo < 2 { // nothing but the quotation, which may have begun sentences ago
				s.takeQuote(l, q)
				s.trim(l)
				return
			}
		}
	}
	for i := lo; i < hi; i++ { // an attribution that stands before this one ends where its own words end
		for _, p := range s.last {
			for _, c := range p.content {
				if c.lo <= i && i < c.hi && c.lo > lo {
					i = c.hi
				}
			}
		}
	}
	if hi-lo < 2 || !s.hasFinite(run{lo, hi}) && l.source.empty() {
		return
	}
	if !s.hasFinite(run{lo, hi}) && !s.quotesIn(run{lo, hi}) && hi-lo < 4 {
		return
	}
	l.content = append(l.content, run{lo, hi})
	l.quote = l.quote || s.quotesIn(run{lo, hi})
	s.trim(l)
}

// heldFrom is where the words begin that an earlier cue of the sentence attributes, if token v lies in them; lo
// otherwise.
func (s *scanner) heldFrom(v, lo int) int {
	for _, p := range s.last {
		for _, c := range p.content {
			if c.lo <= v && v < c.hi && c.lo > p.verb {
				lo = max(lo, c.lo)
			}
		}
	}
	return lo
}

// trim takes the comma off the end of a quotation: it belongs to the sentence around it.
func (s *scanner) trim(l *link) {
	for i := range l.content {
		c := &l.content[i]
		for c.hi-1 > c.lo && s.Is(c.hi-1, ",") {
			c.hi--
		}
	}
}

// contentAfterQuote adds a quotation that goes on after its speaker: “…,” said X, “…”
func (s *scanner) contentAfterQuote(l *link, at int, r run) {
	at = s.skipTime(at, r.hi)
	if at+1 < r.hi && s.Is(at, ",", ":") && s.Kind(at+1) == segment.Open {
		s.take(l, at+1, r)
	}
}

// contentBelow makes the quotation that begins the next sentence the content, where the verb ends its own: He said: “…”
func (s *scanner) contentBelow(l *link, at int, r run) {
	for at < r.hi && s.Kind(at) == segment.Punct {
		at++
	}
	if at < r.hi || r.hi >= len(s.t.Tokens) || s.Kind(r.hi) != segment.Open {
		return
	}
	if q := s.t.Quoted(r.hi); q >= 0 && s.t.Quotes[q].Open == r.hi {
		s.takeQuote(l, q)
	}
}

// accusation takes what somebody is accused of or blamed for.
func (s *scanner) accusation(l *link, at int, r run) {
	if s.Is(at, "each", "one") && s.Is(at+1, "other", "another") { // who blames whom is a stance; nothing is told
		return
	}
	for i := at + 1; i < r.hi && i < at+maxPhrase; i++ {
		if s.Is(i, "of", "for") && i+1 < r.hi && (s.Kind(i+1) == segment.Open || s.tags[i+1] == tag.VBG || !s.tags[i-1].Name()) && s.tags[i-1] != tag.VBG {
			s.take(l, i+1, r)
			return
		}
	}
	if s.nominal(min(at, len(s.tags)-1)) && at < r.hi {
		s.take(l, at, r)
	}
}

// issued takes a plea, warning, appeal or denial that somebody issued.
func (s *scanner) issued(l *link, at int, r run) {
	for i := at; i < r.hi && i < at+6; i++ {
		if s.Is(i, "plea", "pleas", "appeal", "appeals", "warning", "warnings", "call", "calls", "denial", "apology") {
			s.take(l, at, r)
			return
		}
	}
}

// description takes what something is called or described as.
func (s *scanner) description(l *link, at int, r run) {
	for i := at + 1; i+1 < r.hi && i < at+maxPhrase; i++ {
		if s.Is(i, "as") || s.Kind(i) == segment.Open {
			to := i
			if s.Is(i, "as") {
				to++
			}
			if s.Kind(to) == segment.Open {
				s.take(l, to, r)
			} else {
				s.take(l, at, r)
			}
			return
		}
	}
}
