package blame

import (
	"slices"
	"strings"

	"firsthand/internal/read/core/syntax"
)

// named accuses whoever sentence s says is to blame: "blamed X", "accused X of", "held X responsible", "X claimed
// responsibility", "the aircraft belonged to X", "X was behind it", "it was X that".
func (f *finder) named(event, s int) {
	sentence := f.x.Sentences[s]
	for i := sentence.First; i < sentence.Last; i++ {
		switch word := f.x.Fold(i); {
		case f.phrased(event, i):
		case f.byVerb(event, i, word), f.byNoun(event, i, word):
		default:
			f.byParticle(event, i, word)
		}
	}
}

// byVerb accuses whom a verb of blaming or claiming at token i blames, and reports whether one stands there.
func (f *finder) byVerb(event, i int, word string) bool {
	switch {
	case word == "charged" && f.verb(i) && !f.negated(i): // "charged the army with firing on civilians"
		if f.chargedWith(i) {
			f.object(event, i)
		}
	case accusing[word] && f.verb(i) && !f.isTo(i) && !f.negated(i) && f.ofDeed(i):
		if !f.blamedOn(event, i) {
			f.object(event, i)
		}
	case word == "blame" && f.verb(i) && f.isTo(i):
		f.toBlame(event, i)
	case claiming[word] && f.verb(i) && !f.negated(i):
		f.claimed(event, i)
	case ascribing[word] && !f.negated(i):
		f.oblique(event, i, "to")
	case linking[word] && f.ofObject(i) && !f.negated(i):
		f.oblique(event, i, "to")
	default:
		return false
	}
	return true
}

// toBlame accuses who "is to blame", by the "blame" at token i.
func (f *finder) toBlame(event, i int) {
	if s := f.subject(i); s >= 0 && !f.negated(i) {
		f.accuse(event, s, i)
	} else if head, _ := f.g.Arc(i); head >= 0 && f.subject(head) >= 0 && !f.negated(head) {
		f.accuse(event, f.subject(head), i)
	}
}

// byNoun accuses whom a noun or an adjective of blame at token i blames, and reports whether one stands there.
func (f *finder) byNoun(event, i int, word string) bool {
	switch word {
	case "finger":
		if party := f.pointedAt(i); party >= 0 {
			f.accuse(event, party, i)
		}
	case "work", "doing": // "the attack was the work of X"
		if !f.verb(i) && (f.subject(i) >= 0 || f.cased(i, "as")) {
			f.oblique(event, i, "of")
		}
	case "responsible", "accountable", "responsibility", "credit":
		f.responsible(event, i)
	case "hands": // "died at the hands of X"
		if i > f.x.Sentences[f.x.Tokens[i].Sentence].First+1 && f.x.Fold(i-1) == "the" && f.x.Fold(i-2) == "at" {
			f.oblique(event, i, "of")
		}
	case "authors", "perpetrators", "perpetrator":
		if !f.verb(i) {
			f.identified(event, i)
		}
	default:
		return false
	}
	return true
}

// byParticle accuses whom a pronoun or a preposition at token i leads to.
func (f *finder) byParticle(event, i int, word string) {
	switch word {
	case "it", "they":
		if party := f.identifies(i); party >= 0 {
			f.accuse(event, party, i)
		}
	case "from":
		if party := f.firedFrom(i); party < 0 {
		} else if name := f.Country(f.x.Word(party)); name != "" && !f.class(party).has(armed) {
			f.enter(event, name, party, i)
		} else {
			f.accuse(event, party, i)
		}
	case "on": // "placed the blame on X"
		if i > f.x.Sentences[f.x.Tokens[i].Sentence].First && pointed[f.x.Fold(i-1)] {
			if head, rel := f.g.Arc(i); head >= 0 && rel == syntax.Case {
				f.accuse(event, head, i-1)
			}
		}
	case "behind":
		head, rel := f.g.Arc(i)
		if head < 0 || rel != syntax.Case {
			return
		}
		if subject := f.subject(head); subject >= 0 {
			f.accuse(event, subject, i)
		}
	}
}

// object accuses the object of a verb of accusing, or its subject where it is passive: "X was blamed".
func (f *finder) object(event, i int) {
	if f.passive(i) {
		if s := f.subject(i); s >= 0 {
			f.accuse(event, s, i)
		}
		return
	}
	for _, c := range f.children[i] {
		if _, rel := f.g.Arc(c); rel == syntax.Obj || rel == syntax.Iobj {
			f.accuse(event, c, i)
		}
	}
}

// claimed accuses whoever claims a deed: "X claimed the bombing", "the bombing was claimed by X".
func (f *finder) claimed(event, i int) {
	if by := f.by(i); by >= 0 {
		f.accuse(event, by, i)
		return
	}
	for _, c := range f.children[i] {
		if _, rel := f.g.Arc(c); rel == syntax.Obj && f.class(c).has(deed) && !f.passive(i) {
			if s := f.subject(i); s >= 0 {
				f.accuse(event, s, i)
			}
		}
	}
}

// ofDeed reports whether what somebody is accused of at token i is a deed that the words of events know, or is left
// out: "accused the army of shelling the market", "blamed the army". Who is accused of lying or of planning did nothing
// yet.
func (f *finder) ofDeed(i int) bool {
	const reach = 12 // tokens
	s := f.x.Sentences[f.x.Tokens[i].Sentence]
	for j := i + 1; j < s.Last && j < i+reach; j++ {
		if f.x.Fold(j) != "of" || !strings.HasPrefix(f.g.Tags[min(j+1, s.Last-1)].String(), "VBG") {
			continue
		}
		for k := j + 1; k < s.Last && k < j+reach; k++ {
			if f.class(k)&(act|deed) != 0 {
				return true
			}
		}
		return false
	}
	return true
}

// oblique accuses what stands behind a preposition of the word at token i, or of its object: "attribute the murder to
// X".
func (f *finder) oblique(event, i int, preposition string) {
	for _, c := range f.children[i] {
		switch _, rel := f.g.Arc(c); {
		case (rel == syntax.Obl || rel == syntax.Nmod) && f.cased(c, preposition):
			f.accuse(event, c, i)
		case rel == syntax.Obj && (f.verb(i) || linking[f.x.Fold(i)]):
			for _, n := range f.children[c] {
				if _, rel := f.g.Arc(n); rel == syntax.Nmod && f.cased(n, preposition) {
					f.accuse(event, n, i)
				}
			}
		}
	}
}

// responsible accuses who "is responsible", "was held responsible", "bore responsibility" or "claimed responsibility".
func (f *finder) responsible(event, i int) {
	if f.negated(i) {
		return
	}
	if f.x.Fold(i) == "responsibility" && f.lies(event, i) {
		return
	}
	if s := f.subject(i); s >= 0 { // "X was responsible"
		f.accuse(event, s, i)
		return
	}
	head, _ := f.g.Arc(i)
	if head < 0 || !f.verb(head) {
		return
	}
	switch f.x.Fold(head) {
	case "hold", "holds", "held", "holding":
		f.object(event, head)
	default:
		if !taking[f.x.Fold(head)] || f.negated(head) {
			return
		}
		if s := f.subject(head); s >= 0 {
			f.accuse(event, s, i)
		} else if g := f.groupBefore(head); g >= 0 {
			f.accuse(event, g, i)
		}
	}
}

// groupBefore is the head of the last armed party that its sentence names before the verb at token v, where the tree of
// a long sentence has no subject for it; -1 where there is none.
func (f *finder) groupBefore(v int) int {
	const back = 30 // tokens
	s := f.x.Sentences[f.x.Tokens[v].Sentence]
	for j := v - 1; j >= s.First && j > v-back; j-- {
		if f.class(j).has(armed) && !f.verb(j) {
			return j
		}
	}
	return -1
}

// identified accuses who "the authors are".
func (f *finder) identified(event, i int) {
	head, rel := f.g.Arc(i)
	if head < 0 || rel != syntax.Nsubj || f.verb(head) {
		return
	}
	if of := f.nominal(head, "of"); of >= 0 && !f.party(head) && !f.body(head) { // "the air wing of the junta"
		head = of
	}
	f.accuse(event, head, i)
}

// nominal is the head of the noun behind a preposition of the noun at token i, -1 for none.
func (f *finder) nominal(i int, preposition string) int {
	for _, c := range f.children[i] {
		if _, rel := f.g.Arc(c); rel == syntax.Nmod && f.cased(c, preposition) {
			return c
		}
	}
	return -1
}

// ofObject reports whether the object of the word at token i is a deed: "links the shooting to X".
func (f *finder) ofObject(i int) bool {
	return slices.ContainsFunc(f.children[i], func(c int) bool {
		_, rel := f.g.Arc(c)
		return rel == syntax.Obj && (f.class(c).has(deed) || f.class(c).has(act))
	})
}

var (
	// accusing are verbs whose object is accused.
	accusing = sets.Of("accusing")
	// pointing are other words by which sentences are found that name who did it.
	pointing = sets.Of("pointing")
	// claiming are verbs whose subject did what their object names.
	claiming = sets.Of("claiming")
	// ascribing are verbs that lay a deed at somebody's door by their "to".
	ascribing = sets.Of("ascribing")
	// linking are verbs that do so where their object is a deed.
	linking = sets.Of("linking")
	// pointed are nouns of blame that take "on".
	pointed = sets.Of("pointed")
	// attributing are the words of blame that attribute it to whoever speaks.
	attributing = sets.Of("attributing")
	// taking are verbs that take responsibility as their object and leave it with their subject.
	taking = sets.Of("taking")
	// denials are verbs in whose clause nobody is accused.
	denials = sets.Of("denials")
)

// blamedOn accuses whoever a deed is blamed on: "blamed the attack on X", and reports whether it did.
func (f *finder) blamedOn(event, i int) bool {
	const reach = 14 // tokens
	if !strings.HasPrefix(f.x.Fold(i), "blam") {
		return false
	}
	s := f.x.Sentences[f.x.Tokens[i].Sentence]
	deeds := false
	for j := i + 1; j < s.Last && j < i+reach; j++ {
		if f.x.Fold(j) == "on" && deeds {
			if head, rel := f.g.Arc(j); head > j && rel == syntax.Case {
				f.accuse(event, head, i)
				return true
			}
		}
		deeds = deeds || f.class(j).has(deed)
	}
	return false
}

// isTo reports whether the verb at token i follows "to".
func (f *finder) isTo(i int) bool { return i > 0 && f.x.Fold(i-1) == "to" }

// lies accuses whom responsibility lies or rests with, and reports whether it did.
func (f *finder) lies(event, i int) bool {
	head, rel := f.g.Arc(i)
	if head < 0 || rel != syntax.Nsubj {
		return false
	}
	switch f.x.Fold(head) {
	case "lies", "lay", "lie", "rests", "rested", "falls":
	default:
		return false
	}
	for _, c := range f.children[head] {
		if _, rel := f.g.Arc(c); rel == syntax.Obl && (f.cased(c, "with") || f.cased(c, "on")) {
			f.accuse(event, c, i)
			return true
		}
	}
	return false
}

// pointedAt is the head of whom the finger at token i is pointed at, -1 where it is pointed at nobody.
func (f *finder) pointedAt(i int) int {
	s := f.x.Sentences[f.x.Tokens[i].Sentence]
	for j := i + 1; j < s.Last && j <= i+4; j++ {
		if f.Is(j, "at", "to") {
			if head, rel := f.g.Arc(j); head > j && rel == syntax.Case {
				return head
			}
		}
	}
	return -1
}

// identifies is the party that a clause names as who it was, in words of somebody: "it was the rebels", "they were
// rebels"; -1 for none.
func (f *finder) identifies(i int) int {
	head, rel := f.g.Arc(i)
	if head <= i || head > i+6 || rel != syntax.Nsubj || f.verb(head) || !f.class(head).has(armed) || f.negated(head) {
		return -1
	}
	if f.within.At(f.spanOf(head)) == nil {
		return -1
	}
	for _, c := range f.children[head] {
		if f.Is(c, "was", "were") {
			return head
		}
	}
	return -1
}

// firedFrom is the party from whose positions something was shot, -1 for none: "the shells came from rebel positions",
// "was fired from army-held hills".
func (f *finder) firedFrom(i int) int {
	const reach = 6 // tokens
	s := f.x.Sentences[f.x.Tokens[i].Sentence]
	shot := false
	for j := i - 1; j >= s.First && j > i-10; j-- {
		shot = shot || f.class(j).has(tool) || f.class(j).has(deed) || f.x.Fold(j) == "it" && f.within.At(f.spanOf(j)) != nil
	}
	if !shot {
		return -1
	}
	for j := i + 1; j < s.Last && j < i+reach; j++ {
		if !grounds[f.x.Fold(j)] {
			continue
		}
		for k := j - 1; k > i; k-- {
			if f.class(k).has(armed) || f.Country(f.x.Word(k)) != "" && f.x.Capital(k) {
				return k
			}
		}
		if of := f.nominal(j, "of"); of >= 0 && (f.class(of).has(armed) || f.proper(of) && !f.barredAt(of)) {
			return of
		}
	}
	return -1
}

// grounds are nouns for where an armed party stands.
var grounds = sets.Of("grounds")
