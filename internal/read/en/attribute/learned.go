package attribute

import (
	"slices"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/en/attribute/label"
	"firsthand/internal/report"
)

// doubt is the log-odds below which a cue found by rule is left out, because the trained model is sure that it
// attributes nothing here.
const doubt = -3

// sure is the log-odds above which the model's word on source and content counts more than the rules', and a cue that
// no rule knows is added.
const sure = label.Threshold

// impersonal is the log-odds above which a cue is added for which the model sees no source.
const impersonal = 1

// settle holds the links that the rules find in sentence n against what the model sees. A cue that both know takes the
// source and content that the model sees; one that only the model knows is added; one that the model is sure against is
// left out. Nouns, impersonal cues and "citing" are the rules' own, because the corpus that the model learnt from has
// them otherwise or not at all.
func (s *scanner) settle(n int, links []*link) []*link {
	sent := s.t.Sentences[n]
	known := make([]int, 0, 2*maxLinks)
	var out, doubted []*link
	for _, l := range links {
		twice := slices.Contains(known, l.verb) && l.verb >= 0 // the second half of "that … and that …"
		known = append(known, l.verb)
		for _, c := range l.citing {
			known = append(known, c.lo)
		}
		switch {
		case l.nominal || l.fixed || l.kind != report.Speaker || l.verb < 0:
			out = append(out, l)
		case s.learned.Scores[l.verb] > sure:
			if twice {
				continue
			}
			if m, ok := s.learned.Link(l.verb); ok {
				s.adopt(l, &m)
			}
			if !s.mutual(l) {
				out = append(out, l)
			}
		case s.learned.Scores[l.verb] > doubt || s.t.Quoted(l.verb) >= 0:
			out = append(out, l)
		default:
			doubted = append(doubted, l)
		}
	}
	for _, l := range doubted { // of attributions within others the corpus has none: there the model has nothing to say
		if slices.ContainsFunc(out, func(o *link) bool { return anyWithin(l.verb, o.content) }) {
			out = append(out, l)
		}
	}
	slices.SortStableFunc(out, func(a, b *link) int { return s.place(a) - s.place(b) })
	for i, tries := sent.First, 0; i < sent.Last && tries < maxLinks && len(out) < maxLinks; i++ {
		if s.learned.Scores[i] <= sure || s.Kind(i) != segment.Word || slices.Contains(known, i) || s.negated(i, s.region(i)) {
			continue
		}
		tries++
		if l := s.unlisted(i); l != nil && !slices.ContainsFunc(out, func(o *link) bool { return !o.nominal && o.content[0].lo == l.content[0].lo }) {
			out = append(out, l)
		}
	}
	return s.divided(out)
}

// divided makes a statement for each of two sources that one cue names.
func (s *scanner) divided(links []*link) []*link {
	out := links
	for _, l := range links {
		l.source = s.spoken(l.source)
		if second := s.bothOf(l); second != nil {
			out = append(out, second)
		}
		if second := s.gapped(l); second != nil {
			out = append(out, second)
		}
	}
	slices.SortStableFunc(out, func(a, b *link) int { return s.place(a) - s.place(b) })
	return out
}

// unlisted is the link of a cue that only the model knows, or nil.
func (s *scanner) unlisted(cue int) *link {
	m, ok := s.learned.Link(cue)
	if !ok {
		return nil
	}
	l := &link{kind: report.Speaker, verb: cue, cue: []run{{cue, cue + 1}}, faint: cues[s.t.Fold(cue)] == 0, by: "model"}
	s.adopt(l, &m)
	switch {
	case len(l.content) == 0 || s.mutual(l) || done[s.t.Fold(cue)] && !l.quote && s.nouns.Person(l.content[0].lo, l.content[0].hi).Empty():
		return nil
	case !l.source.empty():
		if !s.canSpeak(l.source) || s.supposed(l.source, s.region(cue).lo) {
			return nil
		}
	case s.learned.Scores[cue] > impersonal: // "is expected to": nobody is said to
		l.kind = report.Unnamed
	default:
		return nil
	}
	return l
}

// done are verbs of what people do to each other and to things. The model takes some for cues where what was done is a
// noun: "gunmen attacked the village", "officers responded to a shooting".
var done = sets.Of("done")

// mutual tells whether what is attributed is that two sides do it to each other, which says nothing: that is a stance.
func (s *scanner) mutual(l *link) bool {
	at := l.content[0].lo
	return s.Is(at, "each") && s.Is(at+1, "other") || s.Is(at, "one") && s.Is(at+1, "another")
}

// adopt gives a link the source and content that the model sees, as far as they make one statement.
func (s *scanner) adopt(l *link, m *label.Link) {
	l.adopted = true
	if r := longest(m.Source); !r.empty() {
		if r.hi == r.lo+1 && s.Is(r.lo, "who") { // whoever the relative clause is about
			end := r.lo
			for end > 0 && s.Is(end-1, ",") {
				end--
			}
			if n := s.nounBefore(end, s.region(l.verb).lo); !n.empty() {
				r = n
			}
		}
		l.source, l.same = r, nil
	}
	if cue := s.without(m.Words, l.source, l.told); anyWithin(l.verb, cue) {
		l.cue = cue
	}
	content := s.oneStatement(l.verb, s.without(m.Content, l.source, l.told))
	if len(content) > 0 && !s.quotesOnly(l, content) && !s.announces(l) {
		l.content = content
	}
	l.quote = false
	for _, c := range l.content {
		l.quote = l.quote || s.quotesIn(c) || s.t.Quoted(c.lo) >= 0
	}
}

// without is what is left of runs beside the source and the addressee of their cue.
func (s *scanner) without(runs []label.Run, others ...run) []run {
	var out []run
	for _, r := range runs {
		left := run{r.Lo, r.Hi}
		for _, o := range others {
			switch {
			case o.hi <= left.lo || left.hi <= o.lo:
			case o.lo <= left.lo:
				left.lo = o.hi
			default:
				left.hi = o.lo
			}
		}
		if !left.empty() {
			out = append(out, left)
		}
	}
	return out
}

// oneStatement is the part of what the model gives to a cue that is one statement: what stands in the cue's own
// paragraph, with what goes on after it in a quotation that the paragraph leaves open; or where nothing does, in the
// first after it. Further quotations are statements by the same speaker; see floating.
func (s *scanner) oneStatement(cue int, runs []run) []run {
	home := s.paragraph(cue)
	var here, later []run
	for _, r := range s.pieces(runs) {
		c := s.stripped(r)
		if c.empty() {
			continue
		}
		switch p := s.paragraph(c.lo); {
		case p == home || len(here) > 0 && p > home && s.leftOpen(here[len(here)-1]):
			here = append(here, c)
		case len(later) == 0 || s.paragraph(later[0].lo) == p || s.leftOpen(later[len(later)-1]):
			later = append(later, c)
		}
	}
	if end := s.t.Sentences[s.t.Tokens[cue].Sentence].Last; len(here) == 0 || len(later) > 0 && s.Is(end-1, ":") {
		return later
	}
	if len(here) > 1 && s.posted(cue) {
		return here[:1]
	}
	return here
}

// pieces cuts runs where a paragraph ends, and where a sentence between quotation marks follows one without.
func (s *scanner) pieces(runs []run) []run {
	var out []run
	for _, r := range runs {
		lo := r.lo
		for i := lo + 1; i < r.hi; i++ {
			if !s.first(i) {
				continue
			}
			if s.paragraph(i) != s.paragraph(lo) || s.Kind(i) == segment.Open && s.t.Quoted(lo) < 0 && s.Kind(lo) != segment.Open {
				out = append(out, run{lo, i})
				lo = i
				if s.paragraph(i) == s.paragraph(i-1) {
					lo = r.hi // a statement by itself, as floating finds it
					break
				}
			}
		}
		if lo < r.hi {
			out = append(out, run{lo, r.hi})
		}
	}
	return out
}

// leftOpen tells whether a run ends in a quotation that its paragraph does not close.
func (s *scanner) leftOpen(r run) bool {
	q := s.t.Quoted(r.hi - 1)
	if q < 0 {
		return false
	}
	end := s.t.Quotes[q].Close
	return end >= len(s.t.Tokens) || s.Kind(end) != segment.Close
}

// announces tells whether the sentence of a link's cue ends in a colon and the rules gave it what stands below.
func (s *scanner) announces(l *link) bool {
	if l.verb < 0 || len(l.content) == 0 {
		return false
	}
	end := s.t.Sentences[s.t.Tokens[l.verb].Sentence].Last
	return s.Is(end-1, ":") && l.content[0].lo >= end
}

// quotesOnly tells whether what the rules gave to a verb that describes or accuses is the end of what the model gives:
// the quotation in "described the city as “hell”", the deed in "accused the army of shelling the market". That is what
// is said.
func (s *scanner) quotesOnly(l *link, content []run) bool {
	if len(l.content) != 1 || l.verb < 0 || cues[s.t.Fold(l.verb)]&(describing|accusing) == 0 {
		return false
	}
	c, last := l.content[0], content[len(content)-1]
	if cues[s.t.Fold(l.verb)]&accusing != 0 && s.Is(c.lo-1, "of") && last.lo < c.lo && c.hi <= last.hi+1 {
		return true
	}
	q := s.t.Quoted(c.lo)
	return q >= 0 && s.t.Quotes[q].Open == c.lo-1 && s.t.Quotes[q].Close <= c.hi+1 && last.lo < c.lo
}

func (s *scanner) paragraph(i int) int { return s.t.Sentences[s.t.Tokens[i].Sentence].Paragraph }

// posted tells whether the words around the cue at token i were posts or messages. Each of these is a statement by
// itself, even where one cue stands between two of them.
func (s *scanner) posted(i int) bool {
	n := s.t.Tokens[i].Sentence
	for k := s.t.Sentences[max(0, n-1)].First; k < s.t.Sentences[n].Last; k++ {
		if s.Is(k, "twitter", "tweet", "tweets", "tweeted", "facebook", "telegram", "whatsapp", "instagram", "posts", "posted", "messages") {
			return true
		}
	}
	return false
}

// stripped is a run without the marks at its ends, and without the "that" of a clause at its beginning; “That is a lie”
// keeps its own.
func (s *scanner) stripped(r run) run {
	for r.hi > r.lo && (s.Is(r.lo, ",", ":") || s.Is(r.lo, "that") && (!s.t.Capital(r.lo) || r.hi == r.lo+1) || s.Kind(r.lo) == segment.Open) {
		r.lo++
	}
	for r.hi > r.lo && (s.Is(r.hi-1, ",", ":", ";") || s.Kind(r.hi-1) == segment.Close) {
		r.hi--
	}
	return r
}

func longest(rs []label.Run) run {
	var out run
	for _, r := range rs {
		if r.Hi-r.Lo > out.hi-out.lo {
			out = run{r.Lo, r.Hi}
		}
	}
	return out
}
