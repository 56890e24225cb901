package attribute

import (
	"slices"

	"firsthand/internal/read/attribute/label"
	"firsthand/internal/read/segment"
	"firsthand/internal/report"
)

// doubt is the log-odds below which a cue found by rule is left out, because the trained model is sure that it attributes nothing here.
const doubt = -4

// sure is the log-odds above which a cue that no rule knows is added.
const sure = 0.5

// settle holds the links that the rules find in sentence n against what the model sees: a cue that only the model knows is added with the source and content it
// sees; one that the model is sure against is left out. Nouns, impersonal cues and "citing" are the rules' own, because the
// corpus that the model learnt from has them otherwise or not at all.
func (s *scanner) settle(n int, links []*link) []*link {
	sent := s.t.Sentences[n]
	known := make([]int, 0, 2*maxLinks)
	out := links[:0]
	for _, l := range links {
		known = append(known, l.verb)
		for _, c := range l.citing {
			known = append(known, c.lo)
		}
		if l.nominal || l.kind != report.Speaker || l.verb < 0 {
			out = append(out, l)
			continue
		}
		if s.learned.Scores[l.verb] > doubt {
			out = append(out, l)
		}
	}
	for i, tries := sent.First, 0; i < sent.Last && tries < maxLinks && len(out) < maxLinks; i++ {
		if s.learned.Scores[i] <= sure || slices.Contains(known, i) || s.negated(i, s.region(i)) {
			continue
		}
		tries++
		if m, ok := s.learned.Link(i); ok {
			l := &link{kind: report.Speaker, verb: i, cue: []run{{i, i + 1}}, faint: true}
			s.adopt(l, &m)
			if !l.source.empty() && s.canSpeak(l.source) {
				out = append(out, l)
			}
		}
	}
	return out
}

// adopt gives a link the source and content that the model sees.
func (s *scanner) adopt(l *link, m *label.Link) {
	if r := longest(m.Source); !r.empty() {
		if r.hi == r.lo+1 && s.is(r.lo, "who") { // whoever the relative clause is about
			end := r.lo
			for end > 0 && s.is(end-1, ",") {
				end--
			}
			if n := s.nounBefore(end, s.region(l.verb).lo); !n.empty() {
				r = n
			}
		}
		l.source, l.same = r, nil
	}
	l.content = l.content[:0]
	for _, r := range m.Content {
		if c := s.stripped(run{r.Lo, r.Hi}); !c.empty() {
			l.content = append(l.content, c)
		}
	}
	if len(l.content) == 0 {
		l.content = append(l.content, run{m.Content[0].Lo, m.Content[0].Hi})
	}
	l.quote = false
	for _, c := range l.content {
		l.quote = l.quote || s.quotesIn(c) || s.t.Quoted(c.lo) >= 0
	}
}

// stripped is a run without the marks at its ends, and without "that" at its beginning.
func (s *scanner) stripped(r run) run {
	for r.hi > r.lo && (s.is(r.lo, "that", ",", ":") || s.kind(r.lo) == segment.Open) {
		r.lo++
	}
	for r.hi > r.lo && (s.is(r.hi-1, ",", ":", ";") || s.kind(r.hi-1) == segment.Close) {
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
