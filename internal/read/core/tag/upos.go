package tag

// UPOS is a part of speech of Universal Dependencies (universaldependencies.org/u/pos).
type UPOS uint8

// The universal parts of speech.
const (
	X UPOS = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYMBOL // SYM
	VERB
	countUPOS
)

var namesUPOS = [countUPOS]string{"X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"}

// String is the name in Universal Dependencies.
func (u UPOS) String() string {
	if u >= countUPOS {
		return "?"
	}
	return namesUPOS[u]
}

// ParseUPOS is the universal part of speech of that name; ok is false for a name that is none.
func ParseUPOS(name string) (u UPOS, ok bool) {
	for i, n := range namesUPOS {
		if n == name {
			return UPOS(i), true
		}
	}
	return 0, false
}
