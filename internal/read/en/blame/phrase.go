package blame

import (
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
)

// phrased accuses whoever a fixed phrase at token i names, by the order of its words where the tree of such phrases is
// seldom right, and reports whether it did.
func (f *finder) phrased(event, i int) bool {
	const back = 4 // tokens
	party := -1
	switch word := f.x.Fold(i); {
	case taking[word] && f.After(i, 3, "responsibility", "blame") >= 0 && f.within.At(f.spanOf(i)) != nil: // "X bore full responsibility"
		if bearing[word] {
			party = f.partyBefore(i)
		}
	case word == "responsibility" && lying[f.x.Fold(min(i+1, len(f.x.Tokens)-1))]: // "responsibility lay with X"
		party = f.partyBehind(i+2, "with", "on")
	case pinning[word]: // "pinned the attack on X", "an attack that they pinned on X"
		if j := f.After(i, 6, "on"); j >= 0 {
			party = f.partyBehind(j, "on")
		}
	case pointed[word] && f.After(i, 3, "laid", "put", "placed", "pinned") >= 0: // "the blame was laid on X"
		if j := f.After(i, 5, "on", "with", "at"); j >= 0 {
			party = f.partyBehind(j, "on", "with", "at")
		}
	case word == "down" && f.After(i, 1, "to") >= 0 && f.Before(i, back, "put", "puts", "putting") >= 0: // "put it down to X"
		party = f.partyBehind(i+1, "to")
	case culprit[word] && !f.verb(i): // "named X as the culprits", "X were the killers"
		party = f.partyBefore(f.Before(i, back, "as", "was", "were", "is", "are"))
	case word == "did" && f.After(i, 1, "this", "that", "it") >= 0 && f.within.At(f.spanOf(i)) != nil: // "the army did this"
		party = f.partyBefore(i)
	case word == "from" && i > 0 && f.Before(i, back, "came", "come", "were", "are", "was") == i-1 && f.armedBefore(i-1): // "the gunmen came from X"
		party = f.partyBehind(i, "from")
	case word == "answer" && f.After(i, 1, "for") >= 0 && f.verb(i): // "X must answer for it"
		party = f.partyBefore(i)
	}
	if party < 0 || f.negated(i) {
		return false
	}
	f.accuse(event, party, i)
	return true
}

// chargedWith reports whether a deed stands behind the "with" of "charged", so that no crowd was charged by horses.
func (f *finder) chargedWith(i int) bool {
	j := f.After(i, 12, "with")
	if j < 0 {
		return false
	}
	s := f.x.Sentences[f.x.Tokens[i].Sentence]
	for k := j + 1; k < s.Last && k < j+6; k++ {
		if f.class(k)&(act|deed) != 0 {
			return true
		}
	}
	return false
}

// armedBefore reports whether right before token i stands a noun for people who bear arms: "the gunmen came".
func (f *finder) armedBefore(i int) bool {
	s := f.x.Sentences[f.x.Tokens[i].Sentence]
	return i > s.First && (f.class(i-1).has(armed) || f.Is(i-1, "men", "they"))
}

// partyBefore is the head of the noun phrase that ends before token i, with nothing but helping verbs and adverbs
// between, where it is a party; -1 for none.
func (f *finder) partyBefore(i int) int {
	if i < 0 {
		return -1
	}
	const reach = 4 // tokens
	s := f.x.Sentences[f.x.Tokens[i].Sentence]
	for j := i - 1; j >= s.First && j >= i-reach; j-- {
		switch tag := f.g.Tags[j].String(); {
		case strings.HasPrefix(tag, "NN"):
			if f.party(j) {
				return j
			}
			return -1
		case cursor.OneOf(tag, "MD", "RB") || strings.HasPrefix(tag, "VB"):
		default:
			return -1
		}
	}
	return -1
}

// partyBehind is the head of the noun phrase behind token i, a preposition, where it is a party; -1 for none.
func (f *finder) partyBehind(i int, prepositions ...string) int {
	if i < 0 || i >= len(f.x.Tokens) || f.After(i-1, 1, prepositions...) < 0 {
		return -1
	}
	if head, rel := f.g.Arc(i); head > i && rel == syntax.Case {
		return head
	}
	s := f.x.Sentences[f.x.Tokens[i].Sentence]
	last := -1
	for j := i + 1; j < s.Last && f.x.Tokens[j].Kind == segment.Word; j++ {
		tag := f.g.Tags[j].String()
		if strings.HasPrefix(tag, "NN") {
			last = j
		} else if last >= 0 || !cursor.OneOf(tag, "DT", "JJ") {
			break
		}
	}
	return last
}

var (
	// bearing are those of the verbs of taking by which others lay responsibility on somebody.
	bearing = sets.Of("bearing")
	lying   = sets.Of("lying")
	pinning = sets.Of("pinning")
	culprit = sets.Of("culprit")
)
