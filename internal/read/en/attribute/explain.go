package attribute

import (
	"cmp"
	"strings"

	"firsthand/internal/read/core/why"
	"firsthand/internal/report"
)

// noteLinks writes down the links of a statement, from its outermost source inwards: the rule that found the cue, what
// the list of cues and the trained labeller make of it, and whose words it takes them for.
func (s *scanner) noteLinks(id string, path []*link) {
	if !s.log.On() {
		return
	}
	for i := len(path) - 1; i >= 0; i-- {
		l := path[i]
		n := why.Note{Of: id, Rule: cmp.Or(l.by, "cue"), Says: s.cueSays(l)}
		if len(l.cue) > 0 {
			n.Words = report.Hull(s.spans(l.cue))
		}
		if l.verb >= 0 && !l.nominal && (l.kind == report.Speaker || l.by == "model") { // of the others the model is not asked
			n.Probability = why.OfOdds(s.learned.Scores[l.verb])
		}
		s.log.Add(n)
		if l.adopted {
			s.log.Add(why.Note{Of: id, Rule: "labeller", Words: report.Hull(s.spans(l.content)), Says: "source and content as the trained labeller sees them"})
		}
		s.noteSource(id, l)
	}
}

// cueSays is what the list of cues knows of a link's cue.
func (s *scanner) cueSays(l *link) string {
	if l.verb < 0 {
		return ""
	}
	k := cues[s.t.Fold(l.verb)]
	if k == 0 {
		return "in no list of cues"
	}
	var all []string
	for i, name := range []string{"clause", "person", "quotation", "object", "infinitive", "accusing", "describing", "issuing"} {
		if k&(1<<i) != 0 {
			all = append(all, name)
		}
	}
	return "cues.txt: takes " + strings.Join(all, ", ")
}

// noteSource writes down whom the words of a source were taken for.
func (s *scanner) noteSource(id string, l *link) {
	switch {
	case l.who == nil:
	case l.source.empty():
		s.log.Add(why.Note{Of: id, Rule: "source left out", Says: l.who.Title()})
	default:
		s.log.Add(why.Note{Of: id, Rule: "source", Words: s.span(l.source), Says: l.who.Title()})
	}
	if l.toldWho != nil {
		s.log.Add(why.Note{Of: id, Rule: "addressee", Words: s.span(l.told), Says: l.toldWho.Title()})
	}
	for i, b := range l.viaWho {
		s.log.Add(why.Note{Of: id, Rule: "outlet", Words: s.span(l.outlets[i]), Says: b.Title()})
	}
	for i, b := range l.citedWho {
		s.log.Add(why.Note{Of: id, Rule: "cited", Words: report.Hull(s.spans([]run{l.citing[i], l.cited[i]})), Says: b.Title()})
	}
}

// noteHand writes down what gave a statement its hand.
func (s *scanner) noteHand(st *report.Statement) {
	n := why.Note{Of: st.ID, Rule: "hand", Says: string(st.Hand)}
	if st.HandWhy != nil {
		n.Words = *st.HandWhy
	}
	s.log.Add(n)
}
