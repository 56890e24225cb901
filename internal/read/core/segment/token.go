package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what one rune may do inside a token.
type class uint8

const (
	other class = iota
	space
	newline
	letter
	digit
)

func classOf(r rune) class {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
			return letter
		case '0' <= r && r <= '9':
			return digit
		case r == '\n':
			return newline
		case r == ' ' || r == '\t' || r == '\r' || r == '\f' || r == '\v':
			return space
		}
		return other
	case r == '\u2028' || r == '\u2029':
		return newline
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return letter
	case unicode.IsDigit(r):
		return digit
	case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || unicode.Is(unicode.Cf, r):
		return space
	}
	return other
}

// tokenise appends the tokens of text to out, and the indices of those that begin a paragraph to breaks.
// A paragraph ends at a blank line, and at a line end after which the next line cannot be the same sentence going on.
//
// It stops after the token that makes them most, or one more.
func tokenise(text string, out []Token, most int) ([]Token, []int) {
	breaks := []int{0}
	lines := 0     // line ends since the last token
	lineStart := 0 // of the current line
	prevLine := 0  // length in bytes of the line that ended last
	for i := 0; i < len(text) && len(out) < most; {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch classOf(r) {
		case space:
			i += n
			continue
		case newline:
			if lines == 0 {
				prevLine = i - lineStart
			}
			lines++
			i += n
			lineStart = i
			continue
		}
		if lines > 0 && len(out) > 0 && (lines > 1 || !wraps(text, out, prevLine)) {
			breaks = append(breaks, len(out))
		}
		lines = 0
		end, kind := scan(text, i, out)
		if kind == Word {
			if cut := clitic(text[i:end]); cut > 0 {
				out = append(out, Token{Start: i, End: i + cut, Kind: Word})
				i += cut
			}
		}
		out = append(out, Token{Start: i, End: end, Kind: kind})
		i = end
	}
	return out, breaks
}

// wraps tells whether the line that the last token of out ends was cut only to fit a width: it is long, and no sentence
// ends there.
func wraps(text string, out []Token, length int) bool {
	const hardWrap = 50 // bytes: shorter lines are headings, captions, addresses
	last := text[out[len(out)-1].Start:out[len(out)-1].End]
	return length >= hardWrap && !strings.ContainsAny(last, ".!?:”\"")
}

// scan finds the end and the kind of the token that begins at i. out holds the tokens before it.
func scan(text string, i int, out []Token) (int, Kind) {
	r, n := utf8.DecodeRuneInString(text[i:])
	switch classOf(r) {
	case letter:
		if end := address(text, i); end > i {
			return end, Word
		}
		if end := dotted(text, i); end > i {
			return end, Word
		}
		return word(text, i+n), Word
	case digit:
		return number(text, i+n)
	}
	switch r {
	case '@', '#':
		if i+1 < len(text) {
			if next, m := utf8.DecodeRuneInString(text[i+1:]); classOf(next) == letter || next == '_' || classOf(next) == digit {
				return handle(text, i+1+m), Word
			}
		}
	case '“', '«', '„', '‟':
		return i + n, Open
	case '”', '»':
		return i + n, Close
	case '"':
		return i + n, straight(text, i)
	case '‘':
		return i + n, Open
	case '.':
		for i+n < len(text) && text[i+n] == '.' {
			n++
		}
	}
	return i + n, Punct
}

// word goes on from at to the end of a word: letters and digits, and single joiners with a letter or digit on either
// side.
func word(text string, at int) int {
	for at < len(text) {
		r, n := utf8.DecodeRuneInString(text[at:])
		switch c := classOf(r); {
		case c == letter || c == digit || r == '_':
			at += n
		case r == '-' || r == '‐' || r == '‑' || r == '\'' || r == '’' || r == '&':
			next, _ := utf8.DecodeRuneInString(text[min(at+n, len(text)):])
			if c := classOf(next); at+n >= len(text) || c != letter && c != digit {
				return at
			}
			at += n
		default:
			return at
		}
	}
	return at
}

// number goes on from at to the end of a number; letters or a hyphen with a letter after it make the whole a word:
// "7th", "7-year-old".
func number(text string, at int) (int, Kind) {
	for at < len(text) {
		r, n := utf8.DecodeRuneInString(text[at:])
		next, _ := utf8.DecodeRuneInString(text[min(at+n, len(text)):])
		switch {
		case classOf(r) == digit:
			at += n
		case (r == ',' || r == '.' || r == ':' || r == '٬' || r == '٫') && at+n < len(text) && classOf(next) == digit:
			at += n
		case classOf(r) == letter:
			return word(text, at+n), Word
		case r == '-' && at+n < len(text) && classOf(next) == letter:
			return word(text, at+n), Word
		default:
			return at, Number
		}
	}
	return at, Number
}

// handle goes on from at to the end of an account or topic name.
func handle(text string, at int) int {
	for at < len(text) {
		r, n := utf8.DecodeRuneInString(text[at:])
		if c := classOf(r); c != letter && c != digit && r != '_' {
			break
		}
		at += n
	}
	return at
}

// dotted reads initials with a full stop after each letter ("U.N.", "a.m."); it returns i where there are none.
func dotted(text string, i int) int {
	end := i
	for n := 0; ; n++ {
		r, m := utf8.DecodeRuneInString(text[end:])
		if end >= len(text) || classOf(r) != letter || end+m >= len(text) || text[end+m] != '.' {
			if n < 2 {
				return i
			}
			return end
		}
		end += m + 1
	}
}

// address reads a web address; it returns i where none begins.
func address(text string, i int) int {
	rest := text[i:min(i+8, len(text))]
	if !strings.HasPrefix(rest, "http://") && !strings.HasPrefix(rest, "https://") && !strings.HasPrefix(rest, "www.") && !strings.HasPrefix(rest, "pic.twi") {
		return i
	}
	end := i
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if c := classOf(r); c == space || c == newline || strings.ContainsRune("<>\"“”()[]{}", r) {
			break
		}
		end += n
	}
	for end > i && strings.ContainsRune(".,;:!?'", rune(text[end-1])) {
		end--
	}
	return end
}

// clitic is the offset at which w is cut into a word and what leans on it ("do|n’t", "city|’s"), or 0.
func clitic(w string) int {
	for _, s := range clitics {
		if cut := len(w) - len(s); cut > 0 && strings.EqualFold(w[cut:], s) {
			return cut
		}
	}
	return 0
}

var clitics = []string{"'s", "’s", "n't", "n’t", "'re", "’re", "'ve", "’ve", "'ll", "’ll", "'d", "’d", "'m", "’m"}

// straight tells which way a straight double mark at i faces: it opens before a word and after white space, an opening
// bracket or a dash.
func straight(text string, i int) Kind {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+1:])
	beforeGap := i == 0 || classOf(before) <= newline && classOf(before) >= space || strings.ContainsRune("([{—–-‘", before)
	afterGap := i+1 >= len(text) || classOf(after) == space || classOf(after) == newline || strings.ContainsRune(".,;:!?)]}", after)
	switch {
	case beforeGap && !afterGap:
		return Open
	case afterGap && !beforeGap:
		return Close
	}
	return Punct // decided when marks are paired
}
