package report

import (
	"strings"
	"unicode"
)

// SourceID makes a source's name comparable: lower case letters and digits of any script, runs of anything else as one
// hyphen, a leading article left out. "The Syrian Observatory" gives "syrian-observatory".
func SourceID(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’' || r == '.':
		default:
			gap = true
		}
	}
	id := b.String()
	for _, article := range []string{"the-", "a-", "an-"} {
		if rest, ok := strings.CutPrefix(id, article); ok && rest != "" {
			return rest
		}
	}
	return id
}
