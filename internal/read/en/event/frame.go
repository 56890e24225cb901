package event

import (
	_ "embed"
	"fmt"
	"iter"
	"strings"

	"firsthand/internal/read/core/lexicon"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/read/en/inflect"
)

// class is a set of sorts of nouns, a bit each.
type class uint64

// frame is a verb that tells of an event where what it takes stands beside it, as in PETRARCH's and PLOVER's verb
// patterns.
type frame struct {
	kind               kind
	agent, patient, to class
	with               map[string]bool // one of these words has to follow the verb; nil for none
}

// frameWord is what the list knows of a form: that it is of a class, or the head of frames.
type frameWord struct {
	class  class
	frames []frame
}

// placeClass is the class of what names a place.
const placeClass class = 1

var (
	//go:embed frames.txt
	frameList string

	frameClasses           = map[string]class{"place": placeClass}
	frameNouns, frameVerbs = loadFrames(frameList, frameClasses)
	doubtfulClasses        = frameClasses["structure"] | frameClasses["fire"] // where there is war, what falls in or burns may have been made to
	actorClasses           = frameClasses["armed"] | frameClasses["badge"]    // the names and nouns of actors.txt are of both
	weaponClasses          = frameClasses["armed"] | frameClasses["air"] | frameClasses["gun"] | frameClasses["bomb"] | frameClasses["strife"]
)

// loadFrames reads a list of classes and frames, which may use a class before its line, and enters the classes. It
// panics where the list is malformed.
func loadFrames(list string, classes map[string]class) (nouns, verbs *lexicon.Table[frameWord]) {
	entries := lexicon.Must(list, 2)
	byForm := map[string]class{}
	for _, e := range entries {
		if e.Fields[0] != "class" {
			continue
		}
		c := classes[e.Fields[1]]
		if c == 0 {
			c = 1 << len(classes)
			classes[e.Fields[1]] = c
		}
		for _, form := range e.Forms {
			byForm[form] |= c
		}
	}
	nouns, verbs = &lexicon.Table[frameWord]{}, &lexicon.Table[frameWord]{}
	for form, c := range byForm {
		nouns.Add(form, frameWord{class: c})
	}
	frames := map[string][]frame{}
	for _, e := range entries {
		if e.Fields[0] == "class" {
			continue
		}
		f, err := parseFrame(e.Fields[1], classes)
		if e.Fields[0] != "verb" || err != nil {
			panic(fmt.Sprintf("frames of events: line %d: %q: %v", e.Line, e.Fields, err))
		}
		for _, verb := range e.Forms {
			for _, form := range formsOf(verb) {
				frames[form] = append(frames[form], f)
			}
		}
	}
	for form, fs := range frames {
		verbs.Add(form, frameWord{frames: fs})
	}
	return nouns, verbs
}

// formsOf are the forms that an entry of the list stands for: a verb for all of its own, one in quotes for itself.
func formsOf(entry string) []string {
	if form, quoted := strings.CutPrefix(entry, `"`); quoted {
		return []string{strings.TrimSuffix(form, `"`)}
	}
	return inflect.Verb(entry)
}

// parseFrame reads "air strike; agent air; patient people place; with out from".
func parseFrame(s string, classes map[string]class) (frame, error) {
	parts := strings.Split(s, "; ")
	f := frame{kind: kindNamed(parts[0])}
	if f.kind == 0 {
		return f, fmt.Errorf("no kind %q", parts[0])
	}
	for _, p := range parts[1:] {
		what, names, _ := strings.Cut(p, " ")
		if what == "with" {
			f.with = make(map[string]bool)
			for w := range strings.FieldsSeq(names) {
				f.with[w] = true
			}
			continue
		}
		var c class
		for n := range strings.FieldsSeq(names) {
			if classes[n] == 0 {
				return f, fmt.Errorf("no class %q", n)
			}
			c |= classes[n]
		}
		switch what {
		case "agent":
			f.agent = c
		case "patient":
			f.patient = c
		case "to":
			f.to = c
		default:
			return f, fmt.Errorf("no role %q", what)
		}
	}
	return f, nil
}

// framed makes a trigger of every verb that a frame fits.
func (r *reader) framed() {
	of := make([]class, len(r.x.Tokens))
	war := false                              // the report speaks of arms
	armed := make([]bool, len(r.x.Sentences)) // and these sentences do
	for _, p := range r.in.Places {
		lo, hi := r.tokens(p.Span)
		for k := lo; k < hi; k++ {
			of[k] |= placeClass
		}
	}
	for i := range r.x.Sentences {
		r.classify(&r.x.Sentences[i], of)
		armed[i] = r.armed(&r.x.Sentences[i], of)
		war = war || armed[i]
	}
	for i := range r.x.Sentences {
		s := &r.x.Sentences[i]
		for k := s.First; k < s.Last; k++ {
			if !r.in.Grammar.Tags[k].Verb() {
				continue
			}
			w, n := frameVerbs.Match(r.x, k, s.Last)
			if n == 0 || r.denied(s, k) || r.unfinished(s, k) {
				continue
			}
			if f, ok := r.fits(s, k, n, w.frames, of); ok && !(f.kind.mishap() && (armed[i] || war && f.agent&doubtfulClasses != 0)) {
				r.tags[k] = word{role: act, kind: f.kind, n: uint8(n), actor: r.tags[k].actor, framed: true}
				for j := k + 1; j < k+n; j++ {
					r.tags[j] = word{role: inside, n: 1}
				}
			}
		}
	}
}

// classify marks the classes of the tokens of a sentence.
func (r *reader) classify(s *segment.Sentence, of []class) {
	for k := s.First; k < s.Last; {
		w, n := frameNouns.Match(r.x, k, s.Last)
		for j := k; j < k+n; j++ {
			if of[j]&placeClass == 0 { // "Umm Dam" is no dam
				of[j] |= w.class
			}
		}
		k += max(1, n)
	}
	for k := s.First; k < s.Last; k++ {
		if w := r.tags[k]; w.role == actor || w.role == party {
			for j := k; j < k+max(1, int(w.n)); j++ {
				of[j] |= actorClasses
			}
		}
	}
}

// unfinished reports whether the verb at token k is an infinitive or a condition: "to hit", "if shells fall".
func (r *reader) unfinished(s *segment.Sentence, k int) bool {
	if r.in.Grammar.Tags[k] == tag.VB {
		return true
	}
	for j := max(s.First, k-1); j >= max(s.First, k-12); j-- {
		switch r.x.Fold(j) {
		case "if", "unless":
			return true
		case ",", ";":
			return false
		}
	}
	return false
}

// fits finds the frame that the verb of n tokens at k is used in.
func (r *reader) fits(s *segment.Sentence, k, n int, frames []frame, of []class) (frame, bool) {
	var a arguments
	read := false
	for _, f := range frames {
		if f.with != nil && !r.followed(s, k+n, f.with) {
			continue
		}
		if !read {
			a, read = r.arguments(s, k, n, of), true
		}
		if (f.agent == 0 || a.agent&f.agent != 0) && (f.patient == 0 || a.patient&f.patient != 0) && (f.to == 0 || a.patient&f.to != 0) {
			return f, true
		}
	}
	return frame{}, false
}

// armed reports whether a sentence speaks of who or what attacks: nothing in it is a mishap.
func (r *reader) armed(s *segment.Sentence, of []class) bool {
	for k := s.First; k < s.Last; k++ {
		if of[k]&weaponClasses != 0 || assailants[r.x.Fold(k)] {
			return true
		}
	}
	return false
}

// followed reports whether one of words follows token k in its clause.
func (r *reader) followed(s *segment.Sentence, k int, words map[string]bool) bool {
	const reach = 14 // tokens
	for j := k; j < min(s.Last, k+reach); j++ {
		if words[r.x.Fold(j)] {
			return true
		}
	}
	return false
}

// arguments are the classes of who acts and of what is acted upon.
type arguments struct{ agent, patient class }

// arguments reads what the verb of n tokens at k takes, from the tree: its subject and its objects, or in the passive
// what stands after "by" and the subject.
func (r *reader) arguments(s *segment.Sentence, k, n int, of []class) arguments {
	var a arguments
	passive := r.in.Grammar.Tags[k] == tag.VBN && r.passiveAt(s, k)
	subject := false
	for c, rel := range r.below(k, n) {
		switch rel {
		case syntax.Nsubj:
			subject = true
			if passive {
				a.patient |= r.classOf(c, of)
			} else {
				a.agent |= r.classOf(c, of)
			}
		case syntax.Obj, syntax.Iobj, syntax.Ccomp, syntax.Xcomp:
			a.patient |= r.classOf(c, of)
		case syntax.Obl, syntax.Nmod:
			switch prep := r.trees.Case(c); {
			case passive && (prep == "by" || prep == "with" || prep == "in" || prep == "from"):
				a.agent |= r.classOf(c, of)
				if prep != "by" {
					a.patient |= r.classOf(c, of)
				}
			default:
				a.patient |= r.classOf(c, of)
			}
		}
	}
	if !subject {
		b := r.lent(k, of)
		if passive {
			a.patient |= b
		} else {
			a.agent |= b
		}
	}
	return a
}

// below goes through what hangs on the n tokens from k on.
func (r *reader) below(k, n int) iter.Seq2[int, syntax.Rel] {
	return func(yield func(int, syntax.Rel) bool) {
		for i := k; i < k+n; i++ {
			for c, rel := range r.trees.Below(i) {
				if (c < k || c >= k+n) && !yield(c, rel) {
					return
				}
			}
		}
	}
}

// lent is the class of the subject that a verb without one shares with the verb that it depends on, or of the noun that
// it describes.
func (r *reader) lent(k int, of []class) class {
	const most = 4 // steps up
	for range most {
		head, rel := r.in.Grammar.Arc(k)
		switch {
		case head < 0:
			return 0
		case rel == syntax.Acl:
			return r.classOf(head, of)
		case rel != syntax.Conj && rel != syntax.Advcl && rel != syntax.Xcomp && rel != syntax.Parataxis:
			return 0
		}
		if c := r.trees.Subject(head); c >= 0 {
			return r.classOf(c, of)
		}
		k = head
	}
	return 0
}

// passiveAt reports whether the participle at token k is passive: behind a form of "be" or "get", or with a noun that
// it describes.
func (r *reader) passiveAt(s *segment.Sentence, k int) bool {
	for j := k - 1; j >= max(s.First, k-5); j-- {
		switch {
		case r.passive(j), r.Is(j, "got", "gets"):
			return true
		case r.Is(j, "has", "have", "had", "'ve", "’ve", "having"):
			return false
		}
	}
	_, rel := r.in.Grammar.Arc(k)
	return rel == syntax.Acl || rel == syntax.Root || rel == syntax.Advcl || rel == syntax.Conj
}

// classOf is the class of the noun at token k, and of those that say what it is made of: "a salvo of rockets", "mortar
// rounds".
func (r *reader) classOf(k int, of []class) class {
	c := of[k]
	for j, rel := range r.trees.Below(k) {
		switch rel {
		case syntax.Compound, syntax.Conj, syntax.Flat, syntax.Appos:
			c |= of[j]
		case syntax.Nmod:
			if (of[k] != 0 || collective[r.x.Fold(k)]) && r.trees.Case(j) == "of" {
				c |= of[j]
			}
		}
	}
	return c
}

// collective are nouns for a number of what follows "of".
var collective = sets.Of("collective")
