package blame

import (
	"strings"

	"firsthand/internal/read/core/syntax"
)

// named accuses whoever sentence s says is to blame: "blamed X", "accused X of", "held X responsible", "X claimed
// responsibility", "the aircraft belonged to X", "X was behind it", "it was X that".
func (f *finder) named(event, s int) {
	sentence := f.x.Sentences[s]
	for i := sentence.First; i < sentence.Last; i++ {
		switch word := f.x.Fold(i); {
		case accusing[word] && f.verb(i) && !f.negated(i) && f.ofDeed(i):
			f.object(event, i)
		case word == "on" && i > sentence.First && pointed[f.x.Fold(i-1)]: // "placed the blame on X"
			if head, rel := f.g.Arc(i); head >= 0 && rel == syntax.Case {
				f.accuse(event, head, i-1)
			}
		case word == "responsible" || word == "responsibility":
			f.responsible(event, i)
		case (word == "belonged" || word == "belong" || word == "belonging" || word == "attributed") && !f.negated(i):
			f.oblique(event, i, "to")
		case word == "behind":
			if head, rel := f.g.Arc(i); head >= 0 && rel == syntax.Case {
				if subject := f.subject(head); subject >= 0 {
					f.accuse(event, subject, i)
				}
			}
		case (word == "authors" || word == "perpetrators") && !f.verb(i):
			f.identified(event, i)
		}
	}
}

// object accuses the object of a verb of accusing.
func (f *finder) object(event, i int) {
	for _, c := range f.children[i] {
		if _, rel := f.g.Arc(c); rel == syntax.Obj || rel == syntax.Iobj {
			f.accuse(event, c, i)
		}
	}
}

// ofDeed reports whether what somebody is accused of at token i is a deed that the words of events know, or is left out:
// "accused the army of shelling the market", "blamed the army". Who is accused of lying or of planning did nothing yet.
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

// oblique accuses what stands behind a preposition of the word at token i.
func (f *finder) oblique(event, i int, preposition string) {
	for _, c := range f.children[i] {
		if _, rel := f.g.Arc(c); (rel == syntax.Obl || rel == syntax.Nmod) && f.cased(c, preposition) {
			f.accuse(event, c, i)
		}
	}
}

// responsible accuses who "is responsible", "was held responsible", "bore responsibility" or "claimed responsibility".
func (f *finder) responsible(event, i int) {
	if f.negated(i) {
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
		if s := f.subject(head); s >= 0 && taking[f.x.Fold(head)] {
			f.accuse(event, s, i)
		}
	}
}

// identified accuses who "the authors are".
func (f *finder) identified(event, i int) {
	head, rel := f.g.Arc(i)
	if head >= 0 && rel == syntax.Nsubj && !f.verb(head) {
		f.accuse(event, head, i)
	}
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

var (
	// accusing are verbs whose object is accused.
	accusing = set("accuse", "accuses", "accused", "accusing", "blame", "blames", "blamed", "blaming", "suspect", "suspects", "suspected")
	// pointing are other words by which sentences are found that name who did it.
	pointing = set("responsible", "behind", "belonged", "attributed", "authors", "perpetrators")
	// pointed are nouns of blame that take "on".
	pointed = set("blame", "responsibility")
	// attributing are the words of blame that attribute it to whoever speaks.
	attributing = set("accuse", "accuses", "accused", "accusing", "blame", "blames", "blamed", "blaming", "hold", "holds", "held", "holding",
		"claim", "claims", "claimed", "claiming", "admit", "admits", "admitted", "place", "placed", "put", "lay", "laid", "attributed", "pinned")
	// taking are verbs that take responsibility as their object and leave it with their subject.
	taking = set("claim", "claims", "claimed", "bear", "bears", "bore", "take", "takes", "took", "admit", "admits", "admitted", "assume", "assumed")
	// denials are verbs in whose clause nobody is accused.
	denials = set("deny", "denies", "denied", "denying", "dismissed", "rejected", "refuted", "threatened", "vowed", "plans", "planned", "feared")
)
