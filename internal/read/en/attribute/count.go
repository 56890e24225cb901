package attribute

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/report"
)

// counting are the verbs by which a body gives a number of its own: "The office counted nine dead". They attribute only
// where a number of people follows.
var counting = sets.Of("counting")

// harmed are the words that make a number one of people to whom something happened.
var harmed = sets.Of("harmed")

// counts links a verb of counting at token i with the body that counts, or gives nil.
func (s *scanner) counts(i int) *link {
	if !counting[s.t.Fold(i)] || !s.tags[i].Finite() && s.tags[i] != tag.VBN && s.tags[i] != tag.VBD {
		return nil
	}
	r := s.region(i)
	if i == r.lo || s.passive(i, r) || s.negated(i, r) {
		return nil
	}
	if s.Is(i, "has", "have", "had") && i+1 < r.hi && (s.tags[i+1] == tag.VBN || s.tags[i+1] == tag.VBD) {
		return nil // "it had received reports": the verb that follows is the one that says
	}
	at := i + 1
	if s.Is(i, "speaks", "speak", "spoke", "know", "knows", "talks", "talk", "talked") {
		if !s.Is(at, "of") {
			return nil
		}
		at++
	}
	end := s.clauseEnd(at, r.hi, nil)
	spokenOf := at == i+2 && at < end && s.nominal(at) && end-at >= 3 // "the group speaks of a strike"
	if !spokenOf && !s.harmCounted(at, end, s.Is(i, "put", "puts")) && !(s.bareNumber(at, end) && s.countsAlone(i)) {
		return nil
	}
	src := s.subject(i, r.lo)
	if src.empty() || s.tags[src.lo] == tag.PRP && !s.Is(src.lo, "it", "they") || !s.canSpeak(src) || !s.counter(i, src) {
		return nil
	}
	return &link{kind: report.Speaker, verb: i, nominal: true, source: src, cue: []run{{i, at}}, content: []run{{at, end}}, by: "body that counts"}
}

// harmCounted reports whether the tokens [at, end) begin with a number of people to whom something happened.
func (s *scanner) harmCounted(at, end int, put bool) bool {
	reach := 10 // tokens
	if put {    // "put the dead in the town, shelled a few hours later, at three"
		reach = 24
	}
	number, people := false, false
	for k := at; k < min(end, at+reach); k++ {
		number = number || s.numeral(k)
		people = people || harmed[s.t.Fold(k)] || put && s.Is(k, "number", "figure", "total", "count", "tally") && k+1 < end && s.Is(k+1, "at") // "put the number at three"
	}
	return number && people
}

// bareNumber reports whether the tokens [at, end) are a number by itself: "The hospital speaks of two."
func (s *scanner) bareNumber(at, end int) bool {
	number := false
	for k := at; k < end; k++ {
		switch {
		case s.numeral(k):
			number = true
		case s.Kind(k) == segment.Punct, s.Is(k, "a", "further", "another", "some", "about", "only", "just", "around", "at", "least", "more", "than", "over", "up", "to", "of", "them"):
		default:
			return false
		}
	}
	return number
}

// countsAlone reports whether the verb at token i gives a number without saying of what: "the police have one", "the
// army gave a further 130".
func (s *scanner) countsAlone(i int) bool {
	return s.Is(i, "has", "have", "had", "gave", "gives", "give", "speaks", "speak", "spoke", "counts", "counted", "count", "claims", "claimed", "lists", "listed", "names", "named", "puts")
}

// counter reports whether a phrase means somebody who counts: a body, or with verbs of nothing but saying a person.
func (s *scanner) counter(i int, src run) bool {
	if s.nouns.IsBody(entityRun(src)) {
		return !s.Is(i, "identified", "found", "finds", "named", "cited", "cites") || s.nouns.CanBeAsked(entityRun(src)) || s.listed(src)
	}
	if s.listed(src) {
		return true
	}
	return s.Is(i, "put", "puts", "gave", "gives", "speaks", "spoke", "speak", "talks", "talked", "counted", "counts", "listed", "documented", "recorded", "registered", "raised",
		"raises", "revised", "lowered", "lowers", "corrected", "updated") && s.nouns.CanBeAsked(entityRun(src)) && s.properIn(src)
}

// listed reports whether a phrase means a list or count of somebody: "the union's list", "a count by the union".
func (s *scanner) listed(src run) bool {
	for k := src.lo; k < src.hi; k++ {
		if ownWords[s.t.Fold(k)] && (k == src.hi-1 || s.Is(k+1, "by", "of", "from", "compiled", "kept", "made", "published", "drawn")) {
			return s.properIn(src) || k > src.lo && (s.tags[k-1] == tag.POS || s.Is(k-1, "'s", "’s", "'", "’"))
		}
	}
	return false
}

// gapping are the verbs that a second source may leave out: "the union says five dead, the agency three".
var gapping = sets.Of("gapping")

// gapped cuts off what a second source gives in the same breath, without a verb of its own: "a doctor spoke of 17 dead
// and the health bureau of nine". It gives the link of the second source, or nil.
func (s *scanner) gapped(l *link) *link {
	if l.verb < 0 || !gapping[s.t.Fold(l.verb)] || len(l.content) != 1 || l.quote {
		return nil
	}
	c := l.content[0]
	counted := false
	for i := c.lo; i+2 < c.hi; i++ {
		if s.numeral(i) {
			counted = true
			continue
		}
		if !counted || !s.Is(i, ",", "and", "while", ";") {
			continue
		}
		at := i + 1
		for s.Is(at, "and", "while", ",") {
			at++
		}
		source := s.sourceBefore(at, c.hi)
		if source.empty() {
			continue
		}
		number := source.hi
		if s.Is(number, "of", "at") {
			number++
		}
		l.content = []run{{c.lo, i}}
		return &link{kind: l.kind, verb: l.verb, nominal: l.nominal, source: source, cue: l.cue, content: []run{{number, c.hi}}, by: "second source"}
	}
	return nil
}

// numeral reports whether token i is a number, in figures or as a word.
func (s *scanner) numeral(i int) bool { return s.Kind(i) == segment.Number || s.tags[i] == tag.CD }

// sourceBefore is the noun phrase for a body or people that begins at a token and that a number follows, maybe after
// "of".
func (s *scanner) sourceBefore(at, hi int) run {
	const most = 7 // tokens
	for end := at + 1; end < min(hi, at+most); end++ {
		if s.numeral(end-1) || s.Kind(end-1) == segment.Punct {
			return run{}
		}
		if !s.numeral(end) && !(s.Is(end, "of", "at") && end+1 < hi && s.numeral(end+1)) {
			continue
		}
		r := run{at, end}
		if s.tags[end-1].Noun() && (s.tags[at] == tag.DT || s.properIn(r)) && s.nouns.IsBody(entityRun(r)) {
			return r
		}
		return run{}
	}
	return run{}
}

// spoken is the part of a source that speaks: the name that ends it where a clause without "that" begins there ("the
// number of civilians IRO has documented"), and what follows "whose" and its noun ("whose number the army gave").
func (s *scanner) spoken(source run) run {
	if source.hi-source.lo < 3 {
		return source
	}
	if last := source.hi - 1; s.acronym(last) && s.tags[last-1] == tag.NNS && !s.t.Capital(last-1) {
		return run{last, source.hi}
	}
	if owner := s.owner(source); !owner.empty() {
		return owner
	}
	if s.Is(source.lo, "whose") && s.tags[source.lo+2] == tag.DT {
		return run{source.lo + 2, source.hi}
	}
	return source
}

// owner is whose page, list or count a source is: "the union's Facebook page", "a list compiled by the union"; empty
// where it is none.
func (s *scanner) owner(source run) run {
	for k := source.lo; k < source.hi; k++ {
		if !ownWords[s.t.Fold(k)] && !s.Is(k, "page", "account", "channel", "website", "feed", "site", "post", "posts", "tweet", "video", "message", "footage", "recording", "letter", "note", "press") {
			continue
		}
		for j := k - 1; j > source.lo; j-- { // "the union's official page"
			if s.tags[j] == tag.POS || s.Is(j, "'s", "’s", "'", "’") {
				if owner := (run{source.lo, j}); s.nouns.CanBeAsked(entityRun(owner)) && s.properIn(owner) {
					return owner
				}
				break
			}
		}
		for j := k + 1; j+1 < source.hi && j < k+4; j++ {
			if s.Is(j, "by", "from") {
				if owner := (run{j + 1, source.hi}); s.nouns.CanBeAsked(entityRun(owner)) {
					return owner
				}
				break
			}
		}
	}
	return run{}
}

// bothOf makes a statement for each of "both the network and the office". It gives the link of the second, or nil.
func (s *scanner) bothOf(l *link) *link {
	if l.source.hi-l.source.lo < 4 || !s.Is(l.source.lo, "both") {
		return nil
	}
	for i := l.source.lo + 2; i+1 < l.source.hi; i++ {
		if s.Is(i, "and") {
			second := *l
			second.source = run{i + 1, l.source.hi}
			l.source = run{l.source.lo + 1, i}
			return &second
		}
	}
	return nil
}
