package victim

import (
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
)

// listed adds to the heads the persons whose names stand in one list with the first of them, where the tree loses a
// long one: "killing Ilona Brandt, 42; Piet Maas, the secretary; and Rosa Lind". Between two names of a list stand
// marks, "and", ages, articles and nouns, and no verb.
func (f *finder) listed(heads []int) []int {
	if len(heads) == 0 {
		return heads
	}
	name, ok := f.persons[heads[0]]
	if !ok {
		if name, ok = f.titled(heads[0]); !ok {
			return heads
		}
	}
	s := f.Sentence(heads[0])
	add := func(h int) {
		for _, have := range heads {
			if other, ok := f.persons[have]; ok && other == f.persons[h] {
				return
			}
		}
		heads = append(heads, h)
	}
	for at := name.Hi; len(heads) < mostHeads; {
		next, ok := f.nextName(at, s)
		if !ok {
			break
		}
		add(f.persons[next].Hi - 1)
		at = f.persons[next].Hi
	}
	for at := name.Lo - 1; len(heads) < mostHeads; {
		last, ok := f.nameBefore(at, s)
		if !ok {
			break
		}
		add(last)
		at = f.persons[last].Lo - 1
	}
	return heads
}

// mostBetween is how many tokens may stand between two names of a list.
const mostBetween = 12

// nextName is the first token of the name that follows in a list whose last name ends before token k.
func (f *finder) nextName(k int, s segment.Sentence) (int, bool) {
	parted, led := false, false // by a mark or "and"; whether a preposition stands behind that
	for n := 0; k < s.Last && n < mostBetween; k, n = k+1, n+1 {
		if name, ok := f.persons[k]; ok && name.Lo == k {
			return k, parted && !led
		}
		if !f.between(k, &parted, &led) {
			return 0, false
		}
	}
	return 0, false
}

// nameBefore is the last token of the name that stands before in a list whose next name begins behind token k.
func (f *finder) nameBefore(k int, s segment.Sentence) (int, bool) {
	for n := 0; k >= s.First && n < mostBetween; k, n = k-1, n+1 {
		name, ok := f.persons[k]
		if !ok {
			continue
		}
		next, ok := f.nextName(name.Hi, s)
		return k, ok && next > k
	}
	return 0, false
}

// between reports whether token k may stand between two names of a list.
func (f *finder) between(k int, parted, led *bool) bool {
	switch w := f.x.Word(k); {
	case cursor.OneOf(w, ",", ";", "and", "And"):
		*parted, *led = true, false
		return true
	}
	switch tag := f.g.Tags[k].String(); {
	case tag == "IN":
		if f.x.Fold(k) == "by" {
			return false
		}
		*led = true
		return true
	case tag == "DT", tag == "CD", tag == "PRP$", tag == "POS", strings.HasPrefix(tag, "JJ"), strings.HasPrefix(tag, "NN"):
		return true
	}
	return false
}

// several is how many people a noun at token h counts by a numeral that no figure has: "along with two of his
// bodyguards", "as well as two peasants".
func (f *finder) several(h int) int64 {
	if n := numerals[f.x.Fold(h)]; n > 0 { // "two of his bodyguards"
		return n
	}
	for c := range f.Below(h) {
		if n := numerals[f.x.Fold(c)]; n > 0 && c < h && strings.HasSuffix(f.x.Fold(h), "s") {
			if w, ok := harms.Word(strings.TrimSuffix(f.x.Fold(h), "s")); ok && w.shape == one {
				return n
			}
		}
	}
	return 0
}

var numerals = map[string]int64{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8, "9": 9}
