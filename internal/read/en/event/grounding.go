package event

import (
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// grounding is what stands for a draft's being something that happened, somewhere, some time, rather than talk of
// violence.
type grounding struct {
	mentions int
	asserted int // mentions that a verb in the past tells in a main clause, or in what somebody says
	vague    int // mentions that are words for violence as such: "violence", "actions"
}

// ungrounded marks the drafts of violence and abductions that too little stands for: without a day, a place below the
// country or a figure, told by words for violence as such, in no main clause, or by a speaker of his own side. The
// report talks of them in passing; they are background. Only where mentions are known.
func (r *reader) ungrounded() {
	const enough = 2
	if r.in.Grammar == nil || len(r.in.Mentions) == 0 {
		return
	}
	g := r.groundings()
	for i := range r.drafts {
		d := &r.drafts[i]
		if k := d.kind(); d.family == violence && !k.mishap() || kinds[k] == report.Abduction {
			d.talk = r.ground(d, &g[i]) < enough
		}
	}
}

// ground adds up what stands for a draft. The terms were set by hand on one corpus; docs/method-figures-events.md gives
// them in words.
func (r *reader) ground(d *draft, g *grounding) int {
	const several, message = 3, 10 // mentions, sentences: a short report says little besides
	n := 0
	if d.day.none() {
		if _, published := r.inherited(d); !published {
			n++
		}
	} else if !d.day.long() {
		n += 2
	}
	n += r.groundOfPlace(d) + r.groundOfFigures(d)
	if r.title.kinds[d.kind()] || r.title.family(d.family) {
		n += 2
	}
	if g.asserted > 0 {
		n++
	}
	if g.asserted >= several {
		n++
	}
	if d.done && len(r.x.Sentences) <= message {
		n++
	}
	if g.mentions > 0 && g.vague == g.mentions {
		n -= 2
	}
	if r.ownSpeech(d) {
		n--
	}
	return n
}

// groundOfPlace is 2 where a sentence puts a draft in a town or finer, 1 in a region.
func (r *reader) groundOfPlace(d *draft) int {
	switch {
	case !d.own || d.spot.place < 0:
		return 0
	case grade(r.precision(d.spot.place)) >= grade(report.City):
		return 2
	case r.precision(d.spot.place) == report.Region:
		return 1
	}
	return 0
}

// groundOfFigures is 2 where a figure counts whom a draft befell, 1 where only a sum over a longer time does.
func (r *reader) groundOfFigures(d *draft) int {
	n := 0
	for _, f := range d.figures {
		if !r.in.Figures[f].Total {
			return 2
		}
		n = 1
	}
	return n
}

// groundings are those of all drafts, by index.
func (r *reader) groundings() []grounding {
	out := make([]grounding, len(r.drafts))
	in := map[int][]int{}
	for i := range r.drafts {
		for _, s := range r.drafts[i].sentences {
			in[s] = append(in[s], i)
		}
	}
	for _, m := range r.in.Mentions {
		if m.Realis != report.Happened {
			continue
		}
		f := familyOf[kindNamed(m.Kind)]
		for _, i := range in[r.x.SentenceAt(m.Start)] {
			if f == r.drafts[i].family {
				r.add(&out[i], m.Span)
				break
			}
		}
	}
	return out
}

// add adds a mention to a grounding.
func (r *reader) add(g *grounding, m report.Span) {
	lo, hi := r.tokens(m)
	if lo >= hi {
		return
	}
	g.mentions++
	if r.asSuch(lo, hi) {
		g.vague++
	}
	k := r.top(lo, hi)
	if r.pastVerb(k) && r.mainClause(k) {
		g.asserted++
		return
	}
	head, rel := r.in.Grammar.Arc(k)
	if head < 0 || rel != syntax.Nsubj && rel != syntax.Obj && rel != syntax.Obl {
		return
	}
	if r.pastVerb(head) && r.mainClause(head) && happening[r.x.Fold(head)] {
		g.asserted++
	}
}

// pastVerb reports whether token k is a verb in the past, or a participle.
func (r *reader) pastVerb(k int) bool {
	tag := r.in.Grammar.Tags[k].String()
	return cursor.OneOf(tag, "VBD", "VBN")
}

// top is the token of [lo, hi) that the others hang on.
func (r *reader) top(lo, hi int) int {
	for k := lo; k < hi; k++ {
		if head, _ := r.in.Grammar.Arc(k); head < lo || head >= hi {
			return k
		}
	}
	return lo
}

// mainClause reports whether the clause of the verb at token k is a main one, or what somebody says.
func (r *reader) mainClause(k int) bool {
	const steps = 5
	for range steps {
		head, rel := r.in.Grammar.Arc(k)
		switch rel {
		case syntax.Root:
			return true
		case syntax.Ccomp, syntax.Parataxis, syntax.Conj, syntax.Xcomp:
			if head < 0 {
				return true
			}
			k = head
		default:
			return false
		}
	}
	return false
}

// asSuch reports whether the tokens [lo, hi) are words for violence as such: "terrorist actions".
func (r *reader) asSuch(lo, hi int) bool {
	found := false
	for k := lo; k < hi; k++ {
		f := r.x.Fold(k)
		if vagueWords[f] {
			found = true
		} else if !colouring[f] {
			return false
		}
	}
	return found
}

// ownSpeech reports whether at least half of the sentences of a draft speak of "us" and "our", and nobody is quoted
// with them: a speech, a communiqué.
func (r *reader) ownSpeech(d *draft) bool {
	const most = 16 // sentences
	sentences := d.sentences[:min(most, len(d.sentences))]
	n := 0
	for _, i := range sentences {
		s := &r.x.Sentences[i]
		for k := s.First; k < s.Last; k++ {
			if f := r.x.Fold(k); (f == "we" || f == "us" && r.x.Word(k) != "US" || cursor.OneOf(f, "our", "i", "my")) && r.accuser(k) == "" {
				n++
				break
			}
		}
	}
	return 2*n >= len(sentences)
}

var (
	// happening are verbs by which it is told that what their subject or object names happened.
	happening = sets.Of("happening")
	// vagueWords are words for violence as such, or for things that are said of much besides.
	vagueWords = sets.Of("vagueWords")
	// colouring may stand beside them.
	colouring = sets.Of("colouring")
)
