package attribute

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/report"
)

// noun links a noun that stands for words: "reports of", "reports that", "reports from X of", "a plea for". Nil where
// token i is none.
func (s *scanner) noun(i int) *link {
	if s.Is(i, "reports", "report", "accounts", "rumours", "rumors", "allegations", "claims", "word") && (s.tags[i].Noun() || s.Is(i, "reports")) {
		return s.reports(i)
	}
	if s.Is(i, "plea", "pleas", "appeal", "appeals") && s.Is(i+1, "for", "to") {
		return s.plea(i)
	}
	return nil
}

// reports links "reports of …" and the like with what they tell of. Nobody stands behind them unless "from X" does.
func (s *scanner) reports(i int) *link {
	r := s.region(i)
	at := i + 1
	if at+1 < len(s.t.Tokens) && s.Kind(at) == segment.Close { // “disturbing reports” that …
		at++
		r = s.region(at)
	}
	l := &link{kind: report.Unnamed, verb: i, nominal: true, cue: []run{{s.receiving(i, r.lo), i + 1}}, by: "reports of"}
	if at+1 < r.hi && s.Is(at, "from") {
		n := s.nounAfter(at+1, r.hi)
		if n.empty() {
			return nil
		}
		for j := n.lo; j < n.hi; j++ { // the noun phrase must not swallow "of …", which is what the reports tell of
			if s.Is(j, "of") {
				n.hi = j
			}
		}
		l.kind, l.source = report.Speaker, n
		at = n.hi
	}
	if at+1 >= r.hi || !s.Is(at, "of", "that", "about") {
		return nil
	}
	if s.Is(at, "that") && s.tags[at+1].Finite() { // "reports that had reached it": which reports, not what they tell of
		return nil
	}
	if s.Is(i, "word", "report") && s.Is(at, "about", "of") {
		return nil
	}
	existential := false
	from := i
	for from > r.lo && (s.tags[from-1].Adjective() || s.Is(from-1, "several", "many", "more", "new", "earlier", "further")) {
		from--
	}
	if from-2 >= r.lo && s.Is(from-2, "there") && s.tags[from-1].Verb() {
		existential = true
	}
	end := s.clauseEnd(at+1, r.hi, l)
	if s.Is(at, "of", "about") {
		end = s.nounEnd(at+1, end)
	}
	if end <= at+1 {
		return nil
	}
	l.content = []run{{at + 1, end}}
	if existential && l.source.empty() { // with nobody behind it, the noun phrase is what there is
		l.cue = []run{{from - 2, from}}
		l.content = []run{{from, end}}
	}
	return l
}

// receiving is where "we have received disturbing" begins before the noun at token i, or i itself.
func (s *scanner) receiving(i, lo int) int {
	j := i
	for j > lo && (s.tags[j-1].Adjective() || s.tags[j-1] == tag.RB || s.tags[j-1] == tag.DT || s.Kind(j-1) == segment.Open || s.Is(j-1, "several", "many", "disturbing", "more")) {
		j--
	}
	if j-1 <= lo || !s.Is(j-1, "received", "receiving", "heard", "seen", "got", "had", "receive") {
		return i
	}
	for j > lo && (s.tags[j-1].Verb() || s.tags[j-1] == tag.RB || s.tags[j-1] == tag.MD) {
		j--
	}
	if j > lo && s.tags[j-1] == tag.PRP {
		j--
	}
	return j
}

// nounEnd ends what "reports of" tells of before a verb that the reports themselves are the subject of, or a clause
// that is joined on.
func (s *scanner) nounEnd(at, end int) int {
	in := s.t.Quoted(at)
	for i := at; i < end; i++ {
		if s.t.Quoted(i) != in {
			if in >= 0 && i > at {
				return i
			}
			continue
		}
		t := s.tags[i]
		if i > at && (t == tag.VBD || t == tag.VBZ || t == tag.VBP || t == tag.MD) && s.tags[i-1].Noun() && !s.insideRelative(at, i) {
			return i
		}
		if s.Is(i, ",") && i+1 < end && (s.Is(i+1, "and", "but") || s.tags[i+1] == tag.PRP || s.Is(i+1, "this", "that", "these")) && s.hasFinite(run{i + 1, end}) {
			return i
		}
		if s.Is(i, "and", "but") && i+2 < end && (s.tags[i+1] == tag.PRP || s.tags[i+1] == tag.DT) && s.hasFinite(run{i + 1, min(end, i+8)}) {
			return i
		}
	}
	return end
}

func (s *scanner) insideRelative(at, i int) bool {
	for j := i - 1; j >= at && j > i-8; j-- {
		if s.tags[j] == tag.WDT || s.tags[j] == tag.WP || s.Is(j, "who", "which", "that", "as", "when", "where") {
			return true
		}
	}
	return false
}

// plea links "a plea for help" with whoever makes it, where the sentence says who.
func (s *scanner) plea(i int) *link {
	r := s.region(i)
	for _, p := range s.last { // the verb that issues it has it already
		for _, c := range p.content {
			if c.lo <= i && i < c.hi {
				return nil
			}
		}
	}
	from := i
	for from > r.lo && (s.tags[from-1].Adjective() || s.tags[from-1] == tag.DT) {
		from--
	}
	if from == r.lo || !s.tags[from-1].Verb() {
		return nil
	}
	src := s.subject(from-1, r.lo)
	if src.empty() {
		return nil
	}
	end := s.clauseEnd(from, r.hi, nil)
	return &link{kind: report.Speaker, verb: i, nominal: true, source: src, cue: []run{{from - 1, from}}, content: []run{{from, end}}, by: "plea"}
}
