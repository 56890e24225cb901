package sketch

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/report"
)

// FNV-1a (Fowler, Noll and Vo) for the words; an odd multiplier joins them, so that their order matters.
const (
	fnvBasis = 14695981039346656037
	fnvPrime = 1099511628211
	joiner   = 0x9e3779b97f4a7c15
)

// joinerTop is joiner to the power of Words-1: the weight of the oldest word of a gram.
var joinerTop = func() uint64 {
	p := uint64(1)
	for range Words - 1 {
		p *= joiner
	}
	return p
}()

// Grams yields the hash of every run of [Words] words in a text, in order, with the bytes from the start of the first
// word to the end of the last. Words are runs of letters, digits and marks of any script in lower case; apostrophes
// inside a word are left out; every Chinese or Japanese character is a word of its own. Scripts written without spaces
// between words (Thai, Khmer) make words of whole phrases: their copies are found where whole phrases agree.
func Grams(text string) iter.Seq2[uint32, report.Span] {
	return func(yield func(uint32, report.Span) bool) {
		var (
			hashes [Words]uint64
			starts [Words]int
			n      int    // words so far
			gram   uint64 // polynomial of the last Words words
		)
		for start, i := 0, 0; i < len(text); {
			var word uint64
			start, i, word = next(text, i)
			if i == start {
				return
			}
			slot := n % Words
			gram = (gram-hashes[slot]*joinerTop)*joiner + word
			hashes[slot], starts[slot] = word, start
			n++
			if n >= Words && !yield(mix(gram), report.Span{Start: starts[n%Words], End: i}) {
				return
			}
		}
	}
}

// next finds the first word at or after byte i: where it starts and ends, and its hash. An empty word means that there
// is none.
func next(text string, i int) (start, end int, hash uint64) {
	hash = fnvBasis
	start, end = -1, -1
	for i < len(text) {
		r, width := rune(text[i]), 1
		c := plain
		if r < utf8.RuneSelf {
			c = ascii[r]
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
		} else {
			r, width = utf8.DecodeRuneInString(text[i:])
			c = class(r)
			if c == letter {
				r = unicode.ToLower(r)
			}
		}
		switch {
		case c == letter:
			if start < 0 {
				start = i
			}
			hash = (hash ^ uint64(r)) * fnvPrime
			end = i + width
		case c == ideograph && start < 0:
			return i, i + width, (hash ^ uint64(r)) * fnvPrime
		case c == apostrophe:
		case start >= 0:
			return start, end, hash
		}
		i += width
	}
	if start < 0 {
		return len(text), len(text), hash
	}
	return start, end, hash
}

// The classes of characters.
const (
	plain      = iota // ends a word
	letter            // is part of one
	ideograph         // is one
	apostrophe        // is neither
)

var ascii = func() (t [utf8.RuneSelf]int) {
	for r := range rune(utf8.RuneSelf) {
		t[r] = class(r)
	}
	return t
}()

func class(r rune) int {
	switch {
	case r == '\'' || r == '’' || r == 'ʼ':
		return apostrophe
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return ideograph
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		return letter
	}
	return plain
}

// mix spreads a gram over 32 bits: the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func mix(x uint64) uint32 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return uint32((x ^ x>>31) >> 32)
}
