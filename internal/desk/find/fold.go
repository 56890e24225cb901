package find

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold makes words comparable: lower case, without accents or vowel marks, the forms of an Arabic letter as one and
// digits of any script as those of this one; every other character than letters and digits is a space.
func Fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == 'ـ':
		case arabicForms[r] != 0:
			b.WriteRune(arabicForms[r])
		case r >= '٠' && r <= '٩':
			b.WriteRune('0' + r - '٠')
		case r >= '۰' && r <= '۹':
			b.WriteRune('0' + r - '۰')
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// arabicForms are letters that are written one for another.
var arabicForms = map[rune]rune{'ى': 'ي', 'ة': 'ه', 'ی': 'ي', 'ک': 'ك', 'ٱ': 'ا'}

// leastSkeleton is how many consonants a name must have to be told by them: with fewer, too many names are alike.
const leastSkeleton = 3

// Skeleton is what the spellings of a foreign name have in common: its consonants, those that are written in two ways
// as one, the article left out. "Sheikhoun", "Shaykhun" and "شيخون" have one skeleton. It is "" for a word with too few
// of them.
func Skeleton(word string) string {
	w := Fold(word)
	for _, article := range []string{"al", "el", "ال"} {
		if rest, ok := strings.CutPrefix(w, article); ok && len([]rune(rest)) > leastSkeleton {
			w = rest
			break
		}
	}
	var out []rune
	runes := []rune(strings.TrimSpace(w))
	for i := 0; i < len(runes); i++ {
		r := runes[i]
		if i+1 < len(runes) && runes[i+1] == 'h' {
			if one := digraphs[r]; one != 0 {
				r = one
				i++
			}
		}
		if one, known := consonants[r]; known {
			r = one
		}
		if r != 0 && (len(out) == 0 || out[len(out)-1] != r) {
			out = append(out, r)
		}
	}
	if len(out) < leastSkeleton {
		return ""
	}
	return string(out)
}

// digraphs are consonants that are written with an h.
var digraphs = map[rune]rune{'k': 'x', 's': 'š', 'g': 'g', 'd': 'd', 't': 't', 'p': 'f', 'c': 'š', 'z': 'z'}

// consonants says what a letter counts as in a skeleton; 0 for one that does not count.
var consonants = map[rune]rune{
	'a': 0, 'e': 0, 'i': 0, 'o': 0, 'u': 0, 'y': 0, 'w': 0, 'h': 0, 'q': 'k', 'c': 'k', 'v': 'f', 'p': 'b',
	'ا': 0, 'و': 0, 'ي': 0, 'ه': 0, 'ع': 0, 'ء': 0,
	'ب': 'b', 'ت': 't', 'ث': 't', 'ج': 'j', 'ح': 0, 'خ': 'x', 'د': 'd', 'ذ': 'd', 'ر': 'r', 'ز': 'z', 'س': 's', 'ش': 'š', 'ص': 's', 'ض': 'd',
	'ط': 't', 'ظ': 'z', 'غ': 'g', 'ف': 'f', 'ق': 'k', 'ك': 'k', 'ل': 'l', 'م': 'm', 'ن': 'n',
	'پ': 'b', 'چ': 'š', 'ژ': 'z', 'گ': 'g', 'ڤ': 'f',
}
