package date

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold brings a written date to the form that the rules know: digits of any script as 0 to 9, lower case, no accents or
// marks of direction, one space between words.
func fold(s string) string {
	s = norm.NFKD.String(s)
	var b strings.Builder
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			b.WriteByte('0' + byte(digitOf(r)))
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r), r == 'ـ': // accents; marks of direction, joiners; tatweel
		case r == '،', r == '、':
			b.WriteByte(',')
		case r == '٫':
			b.WriteByte('.')
		case r == '–', r == '—', r == '−', r == '‐', r == '‑', r == '‒':
			b.WriteByte('-')
		case r == '⁄', r == '∕':
			b.WriteByte('/')
		case r == '’', r == '‘', r == 'ʼ', r == '`':
			b.WriteByte('\'')
		case r == 'ı':
			b.WriteByte('i')
		case r == 'ى':
			b.WriteRune('ي')
		case r == 'ی':
			b.WriteRune('ي')
		case r == 'ک':
			b.WriteRune('ك')
		case r == 'أ', r == 'إ', r == 'آ', r == 'ٱ':
			b.WriteRune('ا')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// digitOf is the value of a decimal digit: in Unicode the ten digits of a script stand in a row.
func digitOf(r rune) int {
	n := 0
	for n < 9 && unicode.IsDigit(r-rune(n)-1) {
		n++
	}
	if zero := r - rune(n); zero != r && n == 9 && unicode.IsDigit(zero-1) {
		return int(r-zero) % 10
	}
	return n
}
