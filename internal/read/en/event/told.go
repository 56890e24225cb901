package event

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// weighMentions holds what the lists say against what the model of mentions saw. A trigger of violence that is no
// mention only colours its sentence; what is denied, possible, planned or spoken of in general is no trigger; and what
// happened is one even if no list holds its words.
func (r *reader) weighMentions() {
	if r.in.Grammar == nil {
		return
	}
	mentioned := make([]bool, len(r.x.Tokens))
	for _, m := range r.in.Mentions {
		lo, hi := r.tokens(m.Span)
		for k := lo; k < hi; k++ {
			mentioned[k] = true
		}
		if m.Realis != report.Happened {
			for k := lo; k < hi; k++ {
				if r.tags[k].role.trigger() || r.tags[k].role == inside {
					r.tags[k] = word{n: 1}
				}
			}
			continue
		}
		r.tell(lo, hi, kindTold(m.Kind))
	}
	for k := range r.tags {
		w := &r.tags[k]
		if w.role.trigger() && !w.framed && w.role != hint && !mentioned[k] && !r.within(mentioned, k, int(w.n)) && familyOf[w.kind] == violence && !w.kind.mishap() {
			w.role = hint
		}
	}
}

// within reports whether any of n tokens from k on is mentioned.
func (r *reader) within(mentioned []bool, k, n int) bool {
	for i := k; i < min(len(mentioned), k+n); i++ {
		if mentioned[i] {
			return true
		}
	}
	return false
}

// kindTold is the kind that a mention's kind names: an attack on a hospital is an attack.
func kindTold(name string) kind {
	switch name {
	case report.AttackMedical, report.AttackAid, report.AttackSchool:
		name = report.Attack
	}
	return kindNamed(name)
}

// tell makes the tokens [lo, hi), which mention something of that kind that happened, a trigger.
func (r *reader) tell(lo, hi int, k kind) {
	for i := lo; i < hi; i++ {
		w := &r.tags[i]
		if !w.role.trigger() {
			continue
		}
		if w.role == soft || w.role == hint {
			w.role = act
			if r.in.Grammar.Tags[i].Noun() {
				w.role = name
			}
		}
		if !w.framed && w.kind.generic() && k != 0 && familyOf[k] == familyOf[w.kind] && !k.generic() {
			w.kind = k
		}
		return
	}
	if k == 0 || lo >= hi || r.tags[lo].role == inside || r.tags[lo].role == era {
		return
	}
	role := act
	if r.in.Grammar.Tags[lo].Noun() {
		role = name
	}
	r.tags[lo] = word{role: role, kind: k, n: uint8(min(hi-lo, 200)), actor: r.tags[lo].actor}
	for i := lo + 1; i < hi; i++ {
		r.tags[i] = word{role: inside, n: 1}
	}
}

// tokens are those of a span, as [lo, hi).
func (r *reader) tokens(s report.Span) (lo, hi int) {
	lo = r.x.TokenAt(s.Start)
	hi = lo
	for hi < len(r.x.Tokens) && r.x.Tokens[hi].Start < s.End {
		hi++
	}
	return lo, hi
}

// onlyUnreal reports whether the sentence mentions violence, or what is not violence and costs lives, and none of it
// happened.
func (r *reader) onlyUnreal(s *segment.Sentence) bool {
	any := false
	for r.mention < len(r.in.Mentions) && r.in.Mentions[r.mention].Start < s.Start {
		r.mention++
	}
	for i := r.mention; i < len(r.in.Mentions) && r.in.Mentions[i].Start < s.End; i++ {
		m := &r.in.Mentions[i]
		if familyOf[kindNamed(m.Kind)] != violence {
			continue
		}
		if m.Realis == report.Happened {
			return false
		}
		any = true
	}
	return any
}

// attach writes into each mention of what happened the event that it is a mention of: the first of its family told of
// in its sentence.
func (r *reader) attach(events []report.Event) {
	in := map[int][]int{}
	for i := range r.drafts {
		for _, s := range r.drafts[i].sentences {
			in[s] = append(in[s], i)
		}
	}
	for i := range r.in.Mentions {
		m := &r.in.Mentions[i]
		if m.Realis != report.Happened {
			continue
		}
		f := familyOf[kindNamed(m.Kind)]
		for _, d := range in[r.x.SentenceAt(m.Start)] {
			if f == r.drafts[d].family {
				m.Event = events[d].ID
				r.noteMention(m.Event, i)
				break
			}
		}
	}
}

// idle reports whether a draft of violence has neither a day nor a place of its own, no figure, nobody accused and no
// means, and one sentence speaks of it: "terror attacks must end". Only where mentions are known is it asked.
func (r *reader) idle(d *draft) bool {
	const message = 10 // sentences: a short report says little besides
	return r.in.Grammar != nil && d.family == violence && d.kind().generic() && d.day.none() && !d.own && !(d.done && len(r.x.Sentences) <= message) && len(d.figures) == 0 && len(d.accused) == 0 && len(d.sentences) == 1
}

// crowded reports whether a draft of a protest is more than a word in passing: the title speaks of it, or several
// sentences do.
func (r *reader) crowded(d *draft) bool {
	const several = 3 // sentences
	return d.family == crowd && (r.title.family(crowd) || len(d.sentences) >= several)
}

// background reports whether a draft is talk, or history told in passing: it lies long before the report, and neither
// its title nor most of its sentences speak of it.
func (r *reader) background(d *draft, main bool) bool {
	const news = 45 // days
	if main {
		return false
	}
	if d.past || d.talk {
		return true
	}
	return !r.published.none() && !d.day.none() && r.published.from-d.day.to > news && len(d.sentences) <= 2
}
