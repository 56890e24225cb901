// Package tag names the parts of speech: the tags of the Penn Treebank (Marcus, Santorini and Marcinkiewicz 1993) and
// those of Universal Dependencies. Package syntax finds them.
package tag

// Tag is a part of speech.
type Tag uint8

// The tags, as the Penn Treebank names them; marks of punctuation are all Punct.
const (
	Punct Tag = iota
	CC
	CD
	DT
	EX
	FW
	IN
	JJ
	JJR
	JJS
	LS
	MD
	NN
	NNP
	NNPS
	NNS
	PDT
	POS
	PRP
	PRPS // PRP$
	RB
	RBR
	RBS
	RP
	SYM
	TO
	UH
	VB
	VBD
	VBG
	VBN
	VBP
	VBZ
	WDT
	WP
	WPS // WP$
	WRB
	count
)

var names = [count]string{"PUNCT", "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNP", "NNPS", "NNS", "PDT", "POS",
	"PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB"}

// String is the tag's name in the Penn Treebank.
func (t Tag) String() string {
	if t >= count {
		return "?"
	}
	return names[t]
}

// Parse is the tag of that name; ok is false for a name that is none.
func Parse(name string) (t Tag, ok bool) {
	for i, n := range names {
		if n == name {
			return Tag(i), true
		}
	}
	return 0, false
}

// Noun tells whether t is a noun or a name.
func (t Tag) Noun() bool { return t >= NN && t <= NNS }

// Name tells whether t is a proper noun.
func (t Tag) Name() bool { return t == NNP || t == NNPS }

// Verb tells whether t is a form of a verb that is no modal.
func (t Tag) Verb() bool { return t >= VB && t <= VBZ }

// Finite tells whether t is a verb or modal that can head a clause by itself.
func (t Tag) Finite() bool { return t == VBD || t == VBP || t == VBZ || t == MD }

// Adjective tells whether t is an adjective.
func (t Tag) Adjective() bool { return t >= JJ && t <= JJS }
