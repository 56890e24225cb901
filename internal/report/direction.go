package report

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Commands reports whether a rune could command whoever shows it, where it stands among words: a control character, one
// that embeds, overrides or isolates the direction of the words after it (CVE-2021-42574), or one that ends a line or a
// paragraph. The marks of direction that scripts need inside a word are none of these.
func Commands(r rune) bool {
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u2028' || r == '\u2029'
}

// EscapeJSON writes every rune that [Commands] and may stand raw in a string of JSON as its escape, \u202e for example:
// the same JSON, which a terminal shows and does not obey. Nowhere but in a string can such a rune stand, so text that
// is no JSON must not be given.
func EscapeJSON(text []byte) []byte {
	if !bytes.ContainsFunc(text, escaped) {
		return text
	}
	out := make([]byte, 0, len(text)+64)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if escaped(r) {
			out = fmt.Appendf(out, `\u%04x`, r)
		} else {
			out = append(out, text[i:i+size]...)
		}
		i += size
	}
	return out
}

// escaped reports whether EscapeJSON escapes a rune. Those below 0x20 are escaped in strings by whatever wrote the
// JSON, and stand raw between its tokens.
func escaped(r rune) bool { return r >= 0x7f && Commands(r) }

// maxName is the most bytes that the name of a person can have.
const maxName = 500

// CheckName says why words cannot be the name of a person who answers for something. Such a name is shown beside the
// names of others, for years: it must not read as anything else than it is.
func CheckName(name string) error {
	switch {
	case strings.TrimSpace(name) == "":
		return errors.New("it is empty")
	case len(name) > maxName:
		return fmt.Errorf("it has more than %d bytes", maxName)
	case !utf8.ValidString(name):
		return errors.New("it is not UTF-8")
	case strings.ContainsFunc(name, Commands):
		return errors.New("it has a control character, or one that turns the direction of words")
	case !strings.ContainsFunc(name, unicode.IsPrint):
		return errors.New("nothing of it can be seen")
	}
	return nil
}
