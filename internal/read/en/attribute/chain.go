package attribute

import (
	"slices"
	"strconv"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/en/entity"
	who "firsthand/internal/read/entity"
	"firsthand/internal/report"
)

const (
	maxDepth = 6 // hops of one chain
	rest     = 4 // words of a link's content that no inner link covers, and
	share    = 4 // one part in so many of all its words, make it a statement of its own
)

// nest finds for each link the one whose content it lies in, the smallest where there are several.
func (s *scanner) nest(links []*link) {
	for i, l := range links {
		for _, o := range links[max(0, i-maxLinks):min(len(links), i+maxLinks)] {
			if o != l && s.inside(l, o) && (l.outer == nil || s.size(o) < s.size(l.outer)) {
				l.outer = o
			}
		}
		if l.outer == nil {
			l.outer = s.passedOnBy(l)
		}
	}
}

// chains turns links into statements: a link whose cue and content lie inside the content of another is an inner hop of
// it.
func (s *scanner) chains(links []*link) []report.Statement {
	inner := map[*link][]*link{}
	for _, l := range links {
		if l.outer != nil {
			inner[l.outer] = append(inner[l.outer], l)
		}
		l.self = l.outer != nil && l.kind == report.Speaker && !l.nominal && (l.who == nil || l.who.Is(l.outer.who))
	}
	var out []report.Statement
	for i, l := range links {
		if l.self || s.covered(l, inner[l]) {
			continue
		}
		var path []*link
		for o := l; o != nil && len(path) < maxDepth; o = o.outer {
			if !o.self && (o == l || !o.relay || !o.source.empty()) {
				path = append(path, o)
			}
		}
		st := report.Statement{Quote: l.quote}
		if len(path) == 1 && (l.same != nil || s.pronoun(l.source)) {
			st.Hops = s.inherited(l, links[max(0, i-2*maxLinks):i])
		}
		for i := len(path) - 1; i >= 0; i-- {
			st.Hops = append(st.Hops, s.hops(path[i])...)
		}
		if len(st.Hops) == 0 || len(st.Content()) == 0 {
			continue
		}
		st.Sentence = s.sentencesOf(l)
		st.ID = "link " + strconv.Itoa(len(out)) // until all are numbered in the order of the text
		s.noteLinks(st.ID, path)
		out = append(out, st)
	}
	return out
}

// inside tells whether link l lies inside what o attributes.
func (s *scanner) inside(l, o *link) bool {
	if l.verb < 0 {
		return false
	}
	for _, c := range o.content {
		if c.lo <= l.verb && l.verb < c.hi {
			for _, d := range l.content {
				if d.lo < c.lo-2 || d.lo < c.hi && d.hi > c.hi+1 { // words that only stand below are inside too: "… left a message saying:"
					return false
				}
			}
			return s.size(l) < s.size(o) || l.verb > o.verb
		}
	}
	return false
}

func (s *scanner) size(l *link) int {
	n := 0
	for _, c := range l.content {
		n += c.hi - c.lo
	}
	return n
}

// covered tells whether so much of l's content lies inside inner links that it says nothing by itself.
func (s *scanner) covered(l *link, inner []*link) bool {
	left, all := 0, 0
	for _, c := range l.content {
	token:
		for i := c.lo; i < c.hi; i++ {
			if s.Kind(i) != segment.Word && s.Kind(i) != segment.Number {
				continue
			}
			all++
			for _, in := range inner {
				if !in.self && (within(i, in.source) || anyWithin(i, in.cue) || anyWithin(i, in.content)) {
					continue token
				}
			}
			left++
		}
	}
	return len(inner) > 0 && (left < rest || left*share <= all || s.tellsOfReports(l, inner))
}

// tellsOfReports tells whether the subject of what l attributes are reports that are a link by themselves: "reports of
// … have been coming out".
func (s *scanner) tellsOfReports(l *link, inner []*link) bool {
	if len(l.content) != 1 {
		return false
	}
	for _, in := range inner {
		if in.nominal && in.source.empty() && in.verb-l.content[0].lo <= 2 {
			return true
		}
	}
	return false
}

func within(i int, r run) bool { return r.lo <= i && i < r.hi }

func anyWithin(i int, rs []run) bool {
	for _, r := range rs {
		if within(i, r) {
			return true
		}
	}
	return false
}

func (s *scanner) pronoun(r run) bool {
	return r.hi-r.lo == 1 && s.Is(r.lo, "he", "she", "they", "it")
}

// hops are those that one link gives: who was told, which outlet carried it, who said it, whom they cite. The report's
// own publisher is none.
func (s *scanner) hops(l *link) []report.Hop {
	if l.relay {
		return s.relayHop(l)
	}
	var out []report.Hop
	hop := func(kind report.HopKind, b *who.Being, src run, cue []run) {
		if b != nil && s.isPublisher(b) {
			return
		}
		h := report.Hop{Kind: kind, Name: b.Title(), Cue: s.spans(cue), Content: s.spans(l.content), Named: b.Named()}
		if b != nil {
			h.Role, h.Of, h.Entity = b.Role, b.Affiliation(), b.ID()
			if h.Of == h.Name {
				h.Of = ""
			}
		}
		if h.Name == "unnamed" && l.nominal {
			h.Name = "reports"
		}
		h.SourceID = report.SourceID(h.Name)
		if !src.empty() {
			sp := s.span(src)
			h.Source = &sp
		}
		out = append(out, h)
	}
	if isOutlet(l.toldWho) {
		hop(report.Addressee, l.toldWho, l.told, l.cue)
	}
	for i, b := range l.viaWho {
		hop(report.Outlet, b, l.outlets[i], l.cue)
	}
	hop(hopKind(l, l.who), l.who, l.source, l.cue)
	for i, b := range l.citedWho {
		kind := report.Cited
		if b != nil && !b.Named() && cursor.OneOf(s.head(l.cited[i]), "reports", "accounts", "rumours", "rumors") {
			kind = report.Unnamed
		}
		hop(kind, b, l.cited[i], l.citing[i:i+1])
	}
	return out
}

// inherited are the outlets through which the same source spoke last: who told the Guardian one thing goes on telling
// it.
func (s *scanner) inherited(l *link, links []*link) []report.Hop {
	var before *link
	for _, o := range slices.Backward(links) {
		if l.who.Is(o.who) && (o.toldWho != nil || len(o.viaWho) > 0) {
			before = o
			break
		}
	}
	if before == nil || l.toldWho != nil || s.t.Sentences[s.t.Tokens[s.place(l)].Sentence].Paragraph-s.paragraphOf(before) > 2 {
		return nil
	}
	hops := s.hops(&link{kind: before.kind, told: before.told, toldWho: before.toldWho, outlets: before.outlets, viaWho: before.viaWho, who: l.who, cue: l.cue, content: l.content})
	out := hops[:0]
	for _, h := range hops {
		if h.Kind == report.Addressee || h.Kind == report.Outlet && len(before.viaWho) > 0 {
			out = append(out, h)
		}
	}
	return out
}

func (s *scanner) isPublisher(b *who.Being) bool {
	if s.publisher == "" {
		return false
	}
	return b.Is(s.cast.Publisher()) || report.SourceID(entity.Fullest(s.publisher)) == report.SourceID(entity.Fullest(b.Title()))
}

func isOutlet(b *who.Being) bool {
	return b != nil && b.IsBody() && (b.Kind == report.KindOutlet || b.Kind == report.KindAgency)
}

// sentencesOf is the bytes of all sentences that a link touches.
func (s *scanner) sentencesOf(l *link) report.Span {
	lo := s.place(l)
	hi := lo
	for _, c := range l.content {
		lo = min(lo, c.lo)
		hi = max(hi, c.hi-1)
	}
	return report.Span{Start: s.t.Sentences[s.t.Tokens[lo].Sentence].Start, End: s.t.Sentences[s.t.Tokens[hi].Sentence].End}
}
