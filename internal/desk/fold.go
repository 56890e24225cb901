package desk

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold makes words comparable for a search: lower case, without accents or vowel marks, every other character than letters and
// digits a space.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// searchKey is what a search looks in: the folded words of parts.
func searchKey(parts ...string) string { return fold(strings.Join(parts, "\n")) }

// matches tells whether every word of query stands somewhere in key, which [searchKey] made.
func matches(key, query string) bool {
	for word := range strings.FieldsSeq(fold(query)) {
		if !strings.Contains(key, word) {
			return false
		}
	}
	return true
}
