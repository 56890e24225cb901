package attribute

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/report"
)

// framed links words that stand around a source and say that what stands beside them is its word: "in the words of X", "on the
// word of X", "per X", "by X's count". It gives nil where token i begins no such frame.
func (s *scanner) framed(i int) *link {
	switch {
	case s.is(i, "in", "on", "by", "from") && (s.is(i+1, "the") && frames[s.fold(i+2)] && s.is(i+3, "of") || frames[s.fold(i+1)] && s.is(i+2, "of")):
		n := 4
		if s.is(i+2, "of") {
			n = 3
		}
		return s.around(i, n)
	case s.is(i, "as") && s.is(i+1, "per"):
		return s.around(i, 2)
	case s.is(i, "per") && !s.is(i-1, "as"):
		if src := s.nounAfter(i+1, s.region(i).hi); src.empty() || !s.nouns.CanBeAsked(entityRun(src)) {
			return nil
		}
		return s.around(i, 1)
	case s.is(i, "by", "in", "on"):
		return s.owned(i)
	case s.is(i, "learn", "learned", "learnt", "learns", "understand", "understands") && s.is(i+1, "from") && s.tags[i].Verb():
		return s.learnt(i)
	}
	return nil
}

// frames are nouns for somebody's word: "in the words of X".
var frames = words("word words account accounts testimony count reckoning version authority admission telling")

// around links the source after n tokens of a frame with the rest of its sentence, if somebody can be asked.
func (s *scanner) around(i, n int) *link {
	src := s.speakerAfter(i+n, s.region(i).hi)
	if src.empty() || !s.canSpeak(src) || !s.nouns.CanBeAsked(entityRun(src)) {
		return nil
	}
	return s.beside(i, n, src, src.hi)
}

// owned links "by X's count", "in X's words" and "on X's word".
func (s *scanner) owned(i int) *link {
	const most = 8 // tokens
	r := s.region(i)
	for j := i + 2; j+1 < min(r.hi, i+most); j++ {
		if s.kind(j) == segment.Punct || s.tags[j].Finite() {
			return nil
		}
		if s.tags[j] != tag.POS && !s.is(j, "'s", "’s", "'", "’") || !ownWords[s.fold(j+1)] {
			continue
		}
		src := run{i + 1, j}
		if !s.canSpeak(src) || !s.nouns.CanBeAsked(entityRun(src)) {
			return nil
		}
		return s.beside(i, j+2-i, src, j+2)
	}
	return nil
}

// ownWords are what of somebody's a report takes its words from.
var ownWords = words("count reckoning account word words version telling estimate estimates figures tally admission list records bulletin statement")

// beside makes what stands before a frame of a source the content, else what follows its comma. The frame is the n tokens from i on, and end the token after all of it.
func (s *scanner) beside(i, n int, src run, end int) *link {
	r := s.region(i)
	l := &link{kind: report.Speaker, verb: i, nominal: true, source: src, cue: []run{{i, i + n}}, by: "frame"}
	if src.lo < i+n {
		l.cue = []run{{i, src.lo}, {src.hi, i + n}}
	}
	before := run{s.skipOpening(r.lo, i), i}
	for before.hi > before.lo && s.is(before.hi-1, ",", "—", "–", "(") {
		before.hi--
	}
	if before.hi-before.lo >= 3 {
		l.content = []run{before}
		return l
	}
	if end < r.hi && s.is(end, ",", ":") {
		end++
	}
	if end < r.hi {
		l.content = []run{{end, s.clauseEnd(end, r.hi, l)}}
	}
	return l
}

// learnt links "we learned from X that …" and "…, we learned from X" with X.
func (s *scanner) learnt(i int) *link {
	r := s.region(i)
	src := s.nounAfter(i+2, r.hi)
	if src.empty() || !s.canSpeak(src) || !s.nouns.CanBeAsked(entityRun(src)) {
		return nil
	}
	l := &link{kind: report.Speaker, verb: i, source: src, cue: []run{{i, i + 2}}, by: "learned from"}
	if s.is(src.hi, "that") && src.hi+1 < r.hi {
		l.content = []run{{src.hi + 1, s.clauseEnd(src.hi+1, r.hi, l)}}
		return l
	}
	hi := i
	for hi > r.lo && !s.is(hi-1, ",") {
		hi--
	}
	if lo := s.skipOpening(r.lo, hi); hi-1-lo >= 3 {
		l.content = []run{{lo, hi - 1}}
	}
	return l
}

// named finds the sources that stand in brackets behind a sentence, or after "Source:", as bulletins, digests and lists have them: "Nine
// dead. (Sahel Wire)", "Basis: police." What they are given for are the sentences before, back to the beginning of the line or to the
// source before.
func (s *scanner) named(lines []run) []*link {
	var out []*link
	for _, l := range lines {
		from := l.lo
		for i := l.lo; i < l.hi; i++ {
			src, end := s.sourceAt(i, l)
			if src.empty() {
				continue
			}
			content := run{from, i}
			for content.hi > content.lo && s.kind(content.hi-1) == segment.Punct && !s.is(content.hi-1, ")") {
				content.hi--
			}
			if content.hi-content.lo >= 3 {
				out = append(out, &link{kind: report.Speaker, verb: i, nominal: true, source: src, cue: []run{{i, src.lo}}, content: []run{content}, by: "source behind"})
			}
			from, i = end, end-1
		}
	}
	return out
}

// sourceAt is the source that begins at token i of a line in brackets at the end of a sentence, or after "Source:", and the token after it.
func (s *scanner) sourceAt(i int, line run) (run, int) {
	const longest = 9 // tokens
	bracket := s.is(i, "(", "[")
	lo := i
	if bracket {
		lo++
	}
	said := s.is(lo, "source", "sources", "basis", "via") && s.is(lo+1, ":", "–", "-")
	if said {
		lo += 2
	}
	if !bracket && !said || i == line.lo && !bracket {
		return run{}, 0
	}
	hi := lo
	for hi < line.hi && hi < lo+longest && !s.is(hi, ")", "]", ";", ",", ".") {
		hi++
	}
	after := hi
	for bracket && after < line.hi && after < lo+3*longest && !s.is(after, ")", "]") {
		after++
	}
	if bracket {
		if after >= line.hi || !s.is(after, ")", "]") {
			return run{}, 0
		}
		after++
	}
	closes := after >= line.hi || s.is(after, ".", ";") || after < len(s.t.Tokens) && s.first(after)
	if src := (run{lo, hi}); closes && s.givenAsSource(src, said, i) {
		return src, after
	}
	return run{}, 0
}

// givenAsSource reports whether a phrase in brackets is who the words before are from. Where no word says so it must name a body, and not be
// another name of what stands right before it.
func (s *scanner) givenAsSource(src run, said bool, open int) bool {
	if src.empty() || !s.canSpeak(src) || !said && s.kind(src.lo) != segment.Word {
		return false
	}
	for i := src.lo; i < src.hi; i++ {
		if s.tags[i].Finite() || s.kind(i) == segment.Number {
			return false
		}
	}
	if said {
		return s.nouns.CanBeAsked(entityRun(src)) || s.nouns.IsOutlet(entityRun(src))
	}
	if src.hi-src.lo == 1 && s.acronym(src.lo) && open > 0 && s.t.Capital(open-1) { // "the Kordofan Lawyers' Forum (KLF)."
		return false
	}
	return s.nouns.IsOutlet(entityRun(src)) || src.hi-src.lo > 1 && s.properIn(src) && s.nouns.IsBody(entityRun(src)) && s.nouns.CanBeAsked(entityRun(src))
}
