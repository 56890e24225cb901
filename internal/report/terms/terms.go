// Package terms keeps of a text the words by which it can be known again when it is compared with other texts.
//
// Two reports of one event share rare words: the names of people, their ages, a street, a small town. Linking has to
// find those words without the texts, so a reading carries them: as hashes of 25 bits, each with what kind of word it
// is, whether it stands in the title or in the first lines, and how often it was seen. Which of them are rare is not
// said here; that depends on the reports at hand, and who compares them counts.
//
// It is a package of its own so that the reader, which fills [report.Reading.Terms], and the weighing, which compares
// them, can share it without knowing of each other.
package terms

import (
	"encoding/binary"
	"iter"

	"firsthand/internal/report"
)

const (
	// Most is the greatest number of terms that are kept of one report: those of the title and those that come first.
	Most = 1024
	// Lead is how many words at the beginning of a text are its first lines.
	Lead = 60
	// MostCount is the count at which counting stops.
	MostCount = 7
)

// Kind says what sort of word a term is.
type Kind uint8

// The kinds of term.
const (
	Word   Kind = iota // a word of the language
	Name               // a word that is always written with a capital, and not only where a sentence begins
	Pair               // two words with capitals beside each other, "Umber Lane": one term apart from those of the two words
	Number             // digits; an age is a term apart from the bare number
)

// Term is one term of a text: from the highest bit, 25 bits of hash, 2 of kind, one for the title, one for the first
// lines, 3 of count.
type Term uint32

const (
	hashShift = 7
	kindShift = 5
	titleBit  = 1 << 4
	leadBit   = 1 << 3
	countMask = MostCount
)

// Hash tells terms apart. It is below 1<<25.
func (t Term) Hash() uint32 { return uint32(t) >> hashShift }

// Kind is the kind of the term.
func (t Term) Kind() Kind { return Kind(t>>kindShift) & 3 }

// InTitle tells whether the term stands in the title or in the address of the report.
func (t Term) InTitle() bool { return t&titleBit != 0 }

// InLead tells whether it stands in the first [Lead] words of the text.
func (t Term) InLead() bool { return t&leadBit != 0 }

// Count is how often it was seen, from 1 to [MostCount], which stands for more as well.
func (t Term) Count() int { return max(1, int(t&countMask)) }

// Len is the number of terms. Bytes beyond a multiple of four are not part of them.
func Len(t report.Terms) int { return len(t) / 4 }

// At is the i-th term, 0 <= i < Len(t). Terms are in ascending order of their hashes, and no hash stands twice.
func At(t report.Terms, i int) Term { return Term(binary.LittleEndian.Uint32(t[4*i:])) }

// All yields the terms in ascending order of their hashes.
func All(t report.Terms) iter.Seq[Term] {
	return func(yield func(Term) bool) {
		for i := range Len(t) {
			if !yield(At(t, i)) {
				return
			}
		}
	}
}
