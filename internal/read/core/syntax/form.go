package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Form is what the network sees of a word by itself: keys into the tables of vectors that it learned.
type Form struct {
	Word   string // in lower case, with straight apostrophes and quotation marks
	Ending string // its last three letters
	Last   string // its last two
	Start  string // its first three
	Shape  string // capitals X, small letters x, digits d, other runes as they are; of a run of the same the first two; at most eight
}

// FormOf is the form of a word. The time it takes is bounded: of a long word only the ends are looked at.
func FormOf(word string) Form {
	w := word
	if len(w) > longest {
		w = head(w, longest/2) + tail(w, longest/2)
	}
	w = plain(strings.ToLower(w))
	return Form{Word: w, Ending: tailRunes(w, 3), Last: tailRunes(w, 2), Start: headRunes(w, 3), Shape: shape(word)}
}

// longest is the number of bytes up to which a word is taken whole.
const longest = 64

// head is the longest beginning of s that is whole runes and no longer than n bytes.
func head(s string, n int) string {
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// tail is the longest end of s that is whole runes and no longer than n bytes.
func tail(s string, n int) string {
	at := len(s) - n
	for at < len(s) && !utf8.RuneStart(s[at]) {
		at++
	}
	return s[at:]
}

func headRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

func tailRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

// plain writes typographic marks as the vectors' corpora have them.
func plain(w string) string {
	for i := 0; i < len(w); i++ {
		if w[i] >= utf8.RuneSelf {
			return marks.Replace(w)
		}
	}
	return w
}

var marks = strings.NewReplacer("’", "'", "‘", "'", "“", "\"", "”", "\"", "„", "\"", "«", "\"", "»", "\"", "—", "--", "–", "-", "…", "...")

func shape(word string) string {
	var b [8]rune
	n, same := 0, 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			r = 'X'
		case unicode.IsLetter(r):
			r = 'x'
		case unicode.IsDigit(r):
			r = 'd'
		}
		if n > 0 && b[n-1] == r {
			if same++; same >= 2 {
				continue
			}
		} else {
			same = 0
		}
		if n == len(b) {
			break
		}
		b[n] = r
		n++
	}
	return string(b[:n])
}
