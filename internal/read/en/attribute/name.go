package attribute

import (
	"strings"

	"firsthand/internal/read/en/entity"
	who "firsthand/internal/read/entity"
	"firsthand/internal/report"
)

// resolve gives every link the beings that its phrases mean. Links come in the order of the text.
func (s *scanner) resolve(links []*link) {
	var phrases []entity.Phrase
	number := map[run]int{}
	add := func(r run, aside, mute, label bool) {
		if _, twice := number[r]; twice || r.empty() {
			return
		}
		number[r] = len(phrases)
		phrases = append(phrases, entity.Phrase{Run: entityRun(r), Aside: aside, Mute: mute, Label: label})
	}
	for _, l := range links {
		add(l.source, l.faint || l.outer != nil, false, l.label) // who is quoted inside somebody's words does not become "she" in the next sentence
	}
	for _, l := range links {
		add(l.told, l.outer != nil, true, false)
		for _, r := range append(l.cited[:len(l.cited):len(l.cited)], l.outlets...) {
			add(r, l.outer != nil, true, false)
		}
	}
	s.cast = s.nouns.Cast(phrases)
	of := func(r run) *who.Being {
		if i, ok := number[r]; ok {
			return s.cast.Phrase(i)
		}
		return nil
	}
	var last *who.Being
	for _, l := range links {
		switch {
		case l.same != nil && l.source.empty():
			l.who = l.same.who
		case !l.source.empty():
			if l.who = of(l.source); l.who == nil {
				l.who = s.nearest(l, last)
			}
		}
		if !l.told.empty() {
			l.toldWho = of(l.told)
		}
		for _, r := range l.cited {
			l.citedWho = append(l.citedWho, of(r))
		}
		for _, r := range l.outlets {
			l.viaWho = append(l.viaWho, of(r))
		}
		if l.who != nil && !l.faint && l.outer == nil {
			last = l.who
		}
	}
}

// nearest is whom a pronoun means of which the text does not tell: who speaks around it, else who spoke last.
func (s *scanner) nearest(l *link, last *who.Being) *who.Being {
	for o := l.outer; o != nil; o = o.outer {
		if o.who != nil {
			return o.who
		}
	}
	return last
}

// hopKind is what kind of hop a source makes.
func hopKind(l *link, b *who.Being) report.HopKind {
	switch {
	case l.kind != report.Speaker || b == nil:
		return l.kind
	case b.IsThing() && !papers[lastWord(b.Title())]:
		return report.Unnamed
	case isOutlet(b):
		return report.Outlet
	case b.Kind == report.KindAccount && b.Named():
		return report.Account
	}
	return report.Speaker
}

func entityRun(r run) entity.Run { return entity.Run{Lo: r.lo, Hi: r.hi} }

// head is the noun that a phrase turns on, in lower case.
func (s *scanner) head(r run) string { return s.nouns.Head(entityRun(r)) }

func (s *scanner) properIn(r run) bool { return s.nouns.HasName(entityRun(r)) }

func (s *scanner) first(i int) bool { return s.nouns.Begins(i) }

func (s *scanner) knownAt(i int) int { return s.nouns.KnownAt(i) }

// papers are things that say what somebody wrote in them.
var papers = sets.Of("papers")

func lastWord(s string) string {
	f := strings.Fields(strings.ToLower(s))
	if len(f) == 0 {
		return ""
	}
	return f[len(f)-1]
}
