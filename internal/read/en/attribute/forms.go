package attribute

import (
	"strings"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/report"
)

// framed links words that stand around a source and say that what stands beside them is its word: "in the words of X",
// "on the word of X", "per X", "by X's count". It gives nil where token i begins no such frame.
func (s *scanner) framed(i int) *link {
	switch {
	case s.Is(i, "in", "on", "by", "from") && (s.Is(i+1, "the") && frames[s.Fold(i+2)] && s.Is(i+3, "of") || frames[s.Fold(i+1)] && s.Is(i+2, "of")):
		n := 4
		if s.Is(i+2, "of") {
			n = 3
		}
		return s.around(i, n)
	case s.Is(i, "as") && s.Is(i+1, "per"):
		return s.around(i, 2)
	case s.Is(i, "per") && !s.Is(i-1, "as"):
		if src := s.nounAfter(i+1, s.region(i).hi); src.empty() || !s.properIn(src) && !s.nouns.IsBody(entityRun(src)) {
			return nil
		}
		return s.around(i, 1)
	case s.Is(i, "via") && i > s.region(i).lo && (strings.HasPrefix(s.Word(i+1), "@") || s.nouns.IsOutlet(entityRun(s.nounAfter(i+1, s.region(i).hi)))):
		return s.around(i, 1)
	case s.Is(i, "by", "in", "on"):
		return s.owned(i)
	}
	return nil
}

// frames are nouns for somebody's word: "in the words of X".
var frames = sets.Of("frames")

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
		if s.Kind(j) == segment.Punct || s.tags[j].Finite() {
			return nil
		}
		if s.tags[j] != tag.POS && !s.Is(j, "'s", "’s", "'", "’") || !ownWords[s.Fold(j+1)] {
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
var ownWords = sets.Of("ownWords")

// beside makes what stands before a frame of a source the content, else what follows its comma. The frame is the n
// tokens from i on, and end the token after all of it.
func (s *scanner) beside(i, n int, src run, end int) *link {
	r := s.region(i)
	l := &link{kind: report.Speaker, verb: i, nominal: true, source: src, cue: []run{{i, i + n}}, by: "frame"}
	if src.lo < i+n {
		l.cue = []run{{i, src.lo}, {src.hi, i + n}}
	}
	before := run{s.skipOpening(r.lo, i), i}
	for before.hi > before.lo && s.Is(before.hi-1, ",", "—", "–", "(") {
		before.hi--
	}
	if before.hi-before.lo >= 2 {
		l.content = []run{before}
		return l
	}
	if end < r.hi && s.Is(end, ",", ":") {
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
	l := &link{kind: report.Speaker, verb: i, fixed: true, source: src, cue: []run{{i, i + 2}}, by: "learned from"}
	if s.Is(src.hi, "that") && src.hi+1 < r.hi {
		l.content = []run{{src.hi + 1, s.clauseEnd(src.hi+1, r.hi, l)}}
		return l
	}
	hi := i
	for hi > r.lo && !s.Is(hi-1, ",") {
		hi--
	}
	if lo := s.skipOpening(r.lo, hi); hi-1-lo >= 3 {
		l.content = []run{{lo, hi - 1}}
	}
	return l
}

// named finds the sources that stand in brackets behind a sentence, or after "Source:", as bulletins, digests and lists
// have them: "Nine dead. (Sahel Wire)", "Basis: police." What they are given for are the sentences before, back to the
// beginning of the line or to the source before.
func (s *scanner) named(lines []run) []*link {
	var out []*link
	for _, l := range lines {
		from := l.lo
		for i := l.lo; i < l.hi; i++ {
			if quoted := s.signedQuote(i, l); quoted != nil {
				out = append(out, quoted)
				break
			}
			src, end := s.sourceAt(i, l)
			if src.empty() {
				continue
			}
			content := run{from, i}
			for content.hi > content.lo && s.Kind(content.hi-1) == segment.Punct && !s.Is(content.hi-1, ")") {
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

// sourceAt is the source that begins at token i of a line in brackets at the end of a sentence, or after "Source:", and
// the token after it.
func (s *scanner) sourceAt(i int, line run) (run, int) {
	const longest = 9 // tokens
	bracket := s.Is(i, "(", "[")
	lo := i
	if bracket {
		lo++
	}
	said := s.Is(lo, "source", "sources", "basis", "via") && s.Is(lo+1, ":", "–", "-")
	if said {
		lo += 2
	}
	if !bracket && !said || i == line.lo && !bracket {
		return run{}, 0
	}
	hi := lo
	for hi < line.hi && hi < lo+longest && !s.Is(hi, ")", "]", ";", ",", ".") {
		hi++
	}
	after := hi
	for bracket && after < line.hi && after < lo+3*longest && !s.Is(after, ")", "]") {
		after++
	}
	if bracket {
		if after >= line.hi || !s.Is(after, ")", "]") {
			return run{}, 0
		}
		after++
	}
	closes := after >= line.hi || s.Is(after, ".", ";") || after < len(s.t.Tokens) && s.first(after)
	if src := (run{lo, hi}); closes && s.givenAsSource(src, said, i) {
		return src, after
	}
	return run{}, 0
}

// givenAsSource reports whether a phrase in brackets is who the words before are from. Where no word says so it must
// name a body, and not be another name of what stands right before it.
func (s *scanner) givenAsSource(src run, said bool, open int) bool {
	if src.empty() || !s.canSpeak(src) || !said && s.Kind(src.lo) != segment.Word {
		return false
	}
	for i := src.lo; i < src.hi; i++ {
		if s.tags[i].Finite() || s.Kind(i) == segment.Number {
			return false
		}
	}
	if said {
		return s.nouns.CanBeAsked(entityRun(src)) || s.nouns.IsOutlet(entityRun(src))
	}
	if src.hi-src.lo == 1 && s.acronym(src.lo) && open > 0 && (s.t.Capital(open-1) || s.Is(open-1, ".")) { // "the Kordofan Lawyers' Forum (KLF).", a credit
		return false
	}
	return s.nouns.IsOutlet(entityRun(src)) || src.hi-src.lo > 1 && s.properIn(src) && s.nouns.IsBody(entityRun(src)) && s.nouns.CanBeAsked(entityRun(src))
}

// quotedAs links "the agency quoted the mayor as saying …" and "the agency cites the mayor: …": the one passes on what
// the other said.
func (s *scanner) quotedAs(v int, r run) *link {
	const longest = 24 // tokens
	if !s.Is(v, "quoted", "quotes", "quote", "cited", "cites", "quoting") || v == r.lo {
		return nil
	}
	end, at := 0, 0
	for i := v + 1; i+1 < r.hi && i < v+longest; i++ {
		if s.Is(i, "as") && s.Is(i+1, "saying", "telling", "having", "stating", "warning", "claiming", "confirming", "adding", "describing", "reporting") {
			end, at = i, i+2
			break
		}
		if s.Is(i, ":") {
			end, at = i, i+1
			break
		}
	}
	if at == 0 || at >= r.hi {
		return nil
	}
	cited := run{v + 1, end}
	for cited.hi > cited.lo && s.Is(cited.hi-1, ",") {
		cited.hi--
	}
	source := s.subject(v, r.lo)
	if source.empty() || cited.empty() || !s.canSpeak(source) || !s.canSpeak(cited) || s.passive(v, r) {
		return nil
	}
	if core := s.nounAfter(cited.lo, cited.hi); !core.empty() {
		cited = run{cited.lo, s.withApposition(core, cited.hi)}
	}
	for at < r.hi && s.Is(at, "that", ":", ",", "said") {
		at++
	}
	l := &link{kind: report.Speaker, verb: v, fixed: true, source: source, cue: []run{{v, v + 1}}, cited: []run{cited}, citing: []run{{end, at}}, by: "quoted as saying"}
	s.take(l, min(at, r.hi-1), r)
	if len(l.content) == 0 {
		return nil
	}
	return l
}

// withApposition is the end of a noun phrase with the name that follows its comma: "the uncle of the three, Mahmoud Abu
// Zayd".
func (s *scanner) withApposition(core run, hi int) int {
	if s.Is(core.hi, ",") && core.hi+1 < hi {
		if n := s.nounAfter(core.hi+1, hi); !n.empty() && (s.properIn(n) || s.properIn(core)) {
			return n.hi
		}
	}
	return core.hi
}

// soSays links "…, so says the doctor" and "so X, who …" with what stands before.
func (s *scanner) soSays(v int, r run) *link {
	if !s.Is(v, "says", "say", "said") || !s.Is(v-1, "so") || v-1 <= r.lo || v+1 >= r.hi {
		return nil
	}
	source := s.speakerAfter(v+1, r.hi)
	hi := v - 1
	for hi > r.lo && s.Kind(hi-1) == segment.Punct {
		hi--
	}
	lo := s.skipOpening(r.lo, hi)
	if source.empty() || hi-lo < 3 {
		return nil
	}
	return &link{kind: report.Speaker, verb: v, fixed: true, source: source, cue: []run{{v - 1, v + 1}}, content: []run{{lo, hi}}, by: "so says"}
}

// tellsIt links "as X tells it, …", "X has it that …" and "X made it known that …".
func (s *scanner) tellsIt(v int, r run) *link {
	at := v + 2
	switch {
	case s.Is(v, "tells", "tell", "told", "puts", "put", "has", "had", "have") && s.Is(v+1, "it"):
	case s.Is(v, "made", "makes", "make", "let") && s.Is(v+1, "it") && s.Is(v+2, "known", "clear", "plain", "public", "be") && !s.Is(v-1, "to"):
		for at++; s.Is(at, "known"); at++ {
		}
	default:
		return nil
	}
	source := s.subject(v, r.lo)
	if source.empty() || !s.canSpeak(source) || !s.nouns.CanBeAsked(entityRun(source)) {
		return nil
	}
	l := &link{kind: report.Speaker, verb: v, fixed: true, source: source, cue: []run{{v, min(at, r.hi)}}, by: "frame"}
	if as := source.lo - 1; s.Is(as, "as") && as > r.lo {
		if hi := as - 1; s.Is(hi, ",") && hi-s.skipOpening(r.lo, hi) >= 3 {
			l.content = []run{{s.skipOpening(r.lo, hi), hi}}
			return l
		}
		return nil
	}
	if at+1 < r.hi && s.Is(at, "that", ",", ":") {
		l.content = []run{{at + 1, s.clauseEnd(at+1, r.hi, l)}}
		return l
	}
	return nil
}

// phrased links the phrases of saying whose verb says nothing by itself.
func (s *scanner) phrased(i int) *link {
	r := s.region(i)
	if s.Is(i, "understand", "understands") && s.Is(i+1, "from") {
		return s.learnt(i)
	}
	if l := s.quotedAs(i, r); l != nil {
		return l
	}
	if l := s.tellsIt(i, r); l != nil {
		return l
	}
	if l := s.blames(i, r); l != nil {
		return l
	}
	return s.perceived(i)
}

// perceiving are verbs by which a report tells what somebody it names saw: it has that from nobody else.
var perceiving = sets.Of("perceiving")

// perceived links "Amina Yusuf saw nine bodies" with her.
func (s *scanner) perceived(i int) *link {
	if !perceiving[s.t.Fold(i)] || !s.tags[i].Finite() || s.negated(i, s.region(i)) {
		return nil
	}
	r := s.region(i)
	source := s.subject(i, r.lo)
	if source.empty() || s.nouns.Person(source.lo, source.hi).Empty() || i+1 >= r.hi || !s.nominal(i+1) && !s.Is(i+1, "how", "the", "a", "what") {
		return nil
	}
	end := s.clauseEnd(i+1, r.hi, nil)
	if end-i < 3 {
		return nil
	}
	return &link{kind: report.Speaker, verb: i, fixed: true, source: source, cue: []run{{i, i + 1}}, content: []run{{i + 1, end}}, by: "saw"}
}

// signedQuote links a quotation that a name follows behind a dash or in brackets, and nothing else on the line: “We are
// alive.” – Amina Yusuf, nurse.
func (s *scanner) signedQuote(i int, line run) *link {
	const longest = 12 // tokens
	if s.Kind(i) != segment.Close || i+2 >= line.hi || line.hi-i > longest || !s.dash(i+1) && !s.Is(i+1, "(") {
		return nil
	}
	q := s.t.Quoted(i - 1)
	if q < 0 || s.t.Quotes[q].Close != i || s.t.Quotes[q].Open < line.lo {
		return nil
	}
	source := s.nounAfter(i+2, line.hi)
	if source.empty() || !s.properIn(source) || !s.nouns.CanBeAsked(entityRun(source)) {
		return nil
	}
	for k := i; k < line.hi; k++ {
		if s.tags[k].Finite() {
			return nil
		}
	}
	return &link{kind: report.Speaker, verb: -1, source: source, content: []run{{s.t.Quotes[q].Open + 1, i}}, quote: true, by: "signed quotation"}
}

// blames links the phrases of blame that have no verb of saying: "held the rebels responsible for it", "pointed the
// finger at them", "put the blame on them".
func (s *scanner) blames(v int, r run) *link {
	const reach = 12 // tokens
	word := ""
	switch {
	case s.Is(v, "hold", "holds", "held", "holding"):
		word = "responsible"
	case s.Is(v, "points", "pointed", "point", "pointing"):
		word = "finger"
	case s.Is(v, "put", "puts", "lay", "lays", "laid", "pinned", "pins", "placed", "places"):
		word = "blame"
	default:
		return nil
	}
	found := false
	for i := v + 1; i < r.hi && i < v+reach; i++ {
		found = found || s.Is(i, word) || word == "responsible" && s.Is(i, "accountable")
	}
	if !found || s.passive(v, r) || s.negated(v, r) {
		return nil
	}
	source := s.subject(v, r.lo)
	if source.empty() || !s.canSpeak(source) || !s.nouns.CanBeAsked(entityRun(source)) {
		return nil
	}
	return &link{kind: report.Speaker, verb: v, fixed: true, source: source, cue: []run{{v, v + 1}}, content: []run{{v + 1, s.clauseEnd(v+1, r.hi, nil)}}, by: "blame"}
}
