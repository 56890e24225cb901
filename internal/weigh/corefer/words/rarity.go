package words

import (
	"math/bits"

	"firsthand/internal/report/terms"
)

// fewHave is how many subjects may have a term that counts as rare.
const fewHave = 8

// rarity is what is known of how rare a term is: the number of halvings that lead from all subjects to those that have
// it, 0 where more than half have it; whether few have it; and whether it is frequent, which what one in sixty-four has
// is. Numbers are rounded to powers of two, those above [posting] to powers of four, so that one more report leaves
// nearly all rarities as they are.
type rarity uint8

const (
	few      rarity = 1 << 7
	frequent rarity = 1 << 6
)

func (r rarity) halvings() int { return int(r &^ (few | frequent)) }

func (r rarity) few() bool { return r&few != 0 }

func (r rarity) frequent() bool { return r&frequent != 0 }

// sampleBits is the length in bits of the greatest number of subjects among which frequent terms are counted one by
// one. Of more subjects, every second, fourth, eighth … counts for all: always between 2,048 and 4,096. Terms that at
// most [posting] subjects have are always counted exactly.
const sampleBits = 12

// sample counts terms in some of the subjects. Which these are depends on their IDs alone, never on the order in which
// they came.
type sample struct {
	bits  int // [sampleBits], or fewer in a test
	n     int // subjects, all of them
	count map[uint32]int32
}

// shift says that one of 1<<shift subjects counts for all.
func (c *sample) shift() int { return max(0, bits.Len(uint(c.n))-c.bits) }

// drawn tells whether a subject is in the sample.
func (c *sample) drawn(s *Subject) bool { return s.lot&(1<<c.shift()-1) == 0 }

// add counts the subjects of list from fresh on. It tells whether all rarities may be others now.
func (c *sample) add(list []*Subject, fresh int) (all bool) {
	scale, shift := bits.Len(uint(c.n)), c.shift()
	c.n = len(list)
	if c.count == nil || c.shift() != shift {
		c.count = make(map[uint32]int32)
		fresh = 0
	}
	for _, s := range list[fresh:] {
		if c.drawn(s) {
			for t := range terms.All(s.terms) {
				c.count[t.Hash()]++
			}
		}
	}
	return fresh == 0 || bits.Len(uint(c.n)) != scale
}

// scale is the number of halvings from all subjects to none.
func (n *Net) scale() int { return bits.Len(uint(n.sample.n)) }

// rarity is how rare a term is among the subjects of the net.
func (n *Net) rarity(hash uint32) rarity {
	count := n.shelf.count(hash)
	length, flags := bits.Len(uint(count)), rarity(0)
	switch {
	case count <= fewHave:
		flags = few
	case count > posting:
		length = bits.Len(uint(max(count, int(n.sample.count[hash])<<n.sample.shift()))) | 1
		if length >= n.scale()-5 {
			flags = frequent
		}
	}
	return rarity(max(0, n.scale()-length)) | flags
}

// usual is what the norms take for the halvings of every term that is not frequent. So they change only when a term
// becomes frequent, and not whenever one more subject has a rare one.
func (n *Net) usual() float64 { return float64(max(0, n.scale()-bits.Len(usualCount))) }

// usualCount is how many subjects have a term that is not frequent, as far as norms are concerned.
const usualCount = 4
