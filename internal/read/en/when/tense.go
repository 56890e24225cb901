package when

import "strings"

// time words look back, look ahead, or cannot be told.
type tense uint8

const (
	unsure tense = iota
	past
	future
)

// tense tells whether the clause around token i looks back or ahead. The nearest verb before it decides, then the
// nearest after it; a verb is recognised by its form alone: "will", "to be held", "was", a word in -ed.
func (f *finder) tense(i int) tense {
	const reach = 14 // tokens
	s := f.t.Sentences[f.t.Tokens[i].Sentence]
	for j := i - 1; j >= s.First && j >= i-reach; j-- {
		if t := f.verb(j); t != unsure {
			return t
		}
	}
	for j := i + 1; j < s.Last && j <= i+reach; j++ {
		if t := f.verb(j); t != unsure {
			return t
		}
	}
	return unsure
}

func (f *finder) verb(j int) tense {
	w := f.t.Fold(j)
	if w == "to" && f.word(j+1).class == none && f.Small(j+1) && f.Is(j-1, "plan", "plans", "planned", "planning", "is", "are", "agreed", "ready", "prepared", "preparing", "likely", "about", "wants", "hope", "hopes", "hoped") {
		return future
	}
	if w == "to" && f.Is(j+1, "be") {
		return future
	}
	if w == "set" && f.Is(j+1, "to", "for") {
		return future
	}
	if t, ok := verbs[w]; ok {
		return t
	}
	if len(w) > 4 && strings.HasSuffix(w, "ed") && f.Small(j) && !f.attributive(j) && !f.Is(j-1, "be", "being") { // "will be named": the auxiliary decides
		return past
	}
	return unsure
}

// attributive tells whether the participle at token j only describes a noun: "on a still unspecified date".
func (f *finder) attributive(j int) bool {
	if f.Is(j-1, "still", "newly", "previously", "recently", "long", "so-called") {
		j--
	}
	return f.word(j-1).class == article || f.Is(j-1, "its", "his", "her", "their", "our", "this", "that", "'s", "’s")
}

// verbs are the forms that decide the tense of a clause.
var verbs = func() map[string]tense {
	m := make(map[string]tense)
	for _, w := range strings.Fields("will would 'll ’ll shall going scheduled due expected planning intends intend upcoming may might should must deadline payable effective expire expires") {
		m[w] = future
	}
	for _, w := range strings.Fields("was were had has have did said told been began came went took made left found held fell rose got saw became gave shot hit met put ran broke brought kept lost sent struck fled died won set cut") {
		m[w] = past
	}
	return m
}()
