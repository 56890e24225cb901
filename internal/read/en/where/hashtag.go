package where

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/report"
)

// longestTag is the most bytes of a hashtag that is looked at.
const longestTag = 40

// hashtag reads a hashtag that is the name of a place and nothing else: "#Homs", "#KafrZita", "#Deir_Ezzor".
func (f *finder) hashtag(i int) (mention, bool) {
	words := tagWords(f.t.Word(i))
	if words == nil {
		return mention{}, false
	}
	f.buf = gazetteer.AppendFold(f.buf[:0], strings.Join(words, " "))
	n := f.lookup()
	if n == gazetteer.NoName || f.g.Places(n) == 0 {
		return mention{}, false
	}
	t := f.t.Tokens[i]
	return mention{first: i, last: i + 1, name: n, words: len(words), only: gazetteer.None, hint: 1,
		span: report.Span{Start: t.Start + 1, End: t.End}}, true
}

// tagWords are the words of a hashtag, which begin with capitals or behind a low line; nil where it is no hashtag or
// begins with no capital.
func tagWords(w string) []string {
	if len(w) < 2 || w[0] != '#' || len(w) > longestTag {
		return nil
	}
	body := w[1:]
	if r, _ := utf8.DecodeRuneInString(body); !unicode.IsUpper(r) {
		return nil
	}
	var words []string
	start := 0
	small := false // the letter before is a small one
	for i, r := range body {
		switch {
		case r == '_':
			words = append(words, body[start:i])
			start = i + 1
		case unicode.IsUpper(r) && small:
			words = append(words, body[start:i])
			start = i
		}
		small = unicode.IsLower(r)
	}
	words = append(words, body[start:])
	for _, w := range words {
		if w == "" {
			return nil
		}
	}
	return words
}
