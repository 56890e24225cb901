package terms

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// FNV-1a (Fowler, Noll and Vo) for the words; an odd multiplier joins two.
const (
	fnvBasis = 14695981039346656037
	fnvPrime = 1099511628211
	joiner   = 0x9e3779b97f4a7c15
	ageMark  = 0x616765 // joined to a number that is somebody's age
)

func hashOf(letters []byte) uint64 {
	h := uint64(fnvBasis)
	for _, b := range letters {
		h = (h ^ uint64(b)) * fnvPrime
	}
	return h
}

func join(a, b uint64) uint64 { return a*joiner + b }

// fold spreads a hash over 25 bits: the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func fold(x uint64) uint32 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return uint32((x ^ x>>31) >> (64 - 32 + hashShift))
}

// word is one word of a text with what its surroundings say of it.
type word struct {
	start, end int
	hash       uint64 // of its stem
	capital    bool   // it begins with a capital
	first      bool   // it may begin a sentence, and so may owe its capital to that
	number     bool   // digits only
	common     bool   // one of the commonest words, or a single letter
	ideograph  bool
}

// longest is how many bytes of a word count: names are shorter, and what is longer is no word.
const longest = 48

// words yields the words of a text: runs of letters, digits and marks, apostrophes inside left out, and every Chinese
// or Japanese character.
func words(text string) iter.Seq[word] {
	return func(yield func(word) bool) {
		var buf [longest]byte
		ended := true // nothing, or the end of a sentence, lies before the next word
		for i := 0; i < len(text); {
			r, width := decode(text, i)
			switch classOf(r) {
			case letter, ideograph:
				w := scan(text, i, buf[:0])
				w.first = ended
				if !yield(w) {
					return
				}
				i = w.end
				ended = false
				if w.initial() && strings.HasPrefix(text[i:], ".") {
					i++ // of "J. Doe": the stop ends no sentence
				}
				continue
			case stop:
				ended = true
			}
			i += width
		}
	}
}

// scan reads the word that begins at byte i.
func scan(text string, i int, buf []byte) word {
	r, width := decode(text, i)
	w := word{start: i, capital: unicode.IsUpper(r), number: true}
	if classOf(r) == ideograph {
		return word{start: i, end: i + width, hash: hashOf([]byte(text[i : i+width])), ideograph: true}
	}
	for i < len(text) {
		r, width = decode(text, i)
		c := classOf(r)
		if c != letter && c != apostrophe {
			break
		}
		if c == letter {
			w.end = i + width
			w.number = w.number && '0' <= r && r <= '9'
			if len(buf)+utf8.UTFMax <= longest {
				buf = utf8.AppendRune(buf, unicode.ToLower(r))
			}
		}
		i += width
	}
	if w.number {
		w.hash = hashOf(buf)
		return w
	}
	w.common = commonest[string(buf)] || utf8.RuneCount(buf) < 2
	w.hash = hashOf(stem(buf))
	return w
}

func decode(text string, i int) (r rune, width int) {
	if b := text[i]; b < utf8.RuneSelf {
		return rune(b), 1
	}
	return utf8.DecodeRuneInString(text[i:])
}

// initial tells whether the word may be a letter that stands for a name.
func (w word) initial() bool { return w.capital && w.end-w.start == 1 }

// beside tells whether only one space, or an initial's stop, stands between two words.
func (w word) beside(last word, text string) bool {
	gap := text[last.end:w.start]
	return gap == " "
}

// aged tells whether a number reads like an age: "27-year-old", "aged 27", or "27" alone between commas.
func (w word) aged(text string) bool {
	if w.end-w.start > 3 {
		return false
	}
	after := text[w.end:min(len(text), w.end+5)]
	before := text[max(0, w.start-5):w.start]
	switch {
	case strings.HasPrefix(after, "-year"), strings.HasPrefix(after, " year"), strings.HasSuffix(before, "aged "), strings.HasSuffix(before, "age "):
		return true
	case strings.HasSuffix(before, ", "):
		return strings.HasPrefix(after, ",") || strings.HasPrefix(after, ".") || strings.HasPrefix(after, ";")
	}
	return strings.HasSuffix(before, "(") && strings.HasPrefix(after, ")")
}

// stem takes the endings of English plurals, participles and gerunds off a word in lower case. What it leaves need not
// be a word; it only has to be the same for forms of one word.
func stem(w []byte) []byte {
	if n := len(w); n > 3 && w[n-1] == 's' && w[n-2] != 's' {
		w = w[:n-1]
	}
	switch n := len(w); {
	case n > 5 && string(w[n-3:]) == "ing":
		w = w[:n-3]
	case n > 4 && string(w[n-2:]) == "ed":
		w = w[:n-2]
	}
	switch n := len(w); {
	case n > 3 && w[n-1] == 'e':
		w = w[:n-1]
	case n > 2 && w[n-1] == 'y':
		w[n-1] = 'i'
	}
	return w
}

// The classes of characters.
type class uint8

const (
	plain      class = iota // ends a word
	letter                  // is part of one
	ideograph               // is one
	apostrophe              // is neither
	stop                    // ends a word, and may end a sentence
)

func classOf(r rune) class {
	if r < utf8.RuneSelf {
		return ascii[r]
	}
	return classify(r)
}

var ascii = func() (t [utf8.RuneSelf]class) {
	for r := range rune(utf8.RuneSelf) {
		t[r] = classify(r)
	}
	return t
}()

func classify(r rune) class {
	switch {
	case r == '\'' || r == '’' || r == 'ʼ':
		return apostrophe
	case strings.ContainsRune(".!?:;\n\"“”«»•|—–؟。", r):
		return stop
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return ideograph
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
		return letter
	}
	return plain
}

// commonest holds the words that nearly every English report has.
var commonest = func() map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(`a about after again all also am an and any are as at be because been before being between both but by can
		could did do does down during each few for from further get got had has have he her here hers him his how i if in into is it its itself just
		may me more most my no nor not now of off on once one only or other our out over own said same say says she should so some such than that the
		their them then there these they this those through to too under until up very was we were what when where which while who whom why will with
		would you your`) {
		m[w] = true
	}
	return m
}()
