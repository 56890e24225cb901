package gazetteer

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// AppendFold appends the folded form of a name, or of part of one, to dst. Names that differ only in what writers are
// careless about fold to the same bytes: letter case, accents, apostrophes and full stops go, hyphens and white space
// become one space, "Saint" and "Mount" are abbreviated, the forms of alif, ya and ta marbuta in Arabic become one. It
// adds a space first where dst does not end in one.
func AppendFold(dst []byte, s string) []byte {
	word := len(dst)
	if word > 0 && dst[word-1] != ' ' {
		dst = append(dst, ' ')
		word++
	}
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			dst = appendRune(dst, r)
			i += n
			continue
		}
		i++
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
			dst = append(dst, c)
		case 'A' <= c && c <= 'Z':
			dst = append(dst, c+'a'-'A')
		case c == '\'' || c == '.' || c == '`':
		default:
			dst = abbreviate(dst, word)
			if n := len(dst); n > 0 && dst[n-1] != ' ' {
				dst = append(dst, ' ')
			}
			word = len(dst)
		}
	}
	dst = abbreviate(dst, word)
	if n := len(dst); n > 0 && dst[n-1] == ' ' {
		dst = dst[:n-1]
	}
	return dst
}

// abbreviate shortens the last word of dst, which begins at word, where names are written both ways.
func abbreviate(dst []byte, word int) []byte {
	if len(dst)-word < 4 {
		return dst
	}
	switch string(dst[word:]) {
	case "saint":
		return append(dst[:word], "st"...)
	case "sainte":
		return append(dst[:word], "ste"...)
	case "mount":
		return append(dst[:word], "mt"...)
	case "fort":
		return append(dst[:word], "ft"...)
	}
	return dst
}

// appendRune appends the folded form of a rune outside ASCII.
func appendRune(dst []byte, r rune) []byte {
	switch r {
	case 'ø', 'Ø':
		return append(dst, 'o')
	case 'ł', 'Ł':
		return append(dst, 'l')
	case 'đ', 'Đ', 'ð', 'Ð':
		return append(dst, 'd')
	case 'ı', 'İ':
		return append(dst, 'i')
	case 'ə', 'Ə':
		return append(dst, 'e')
	case 'ħ', 'Ħ':
		return append(dst, 'h')
	case 'ß':
		return append(dst, "ss"...)
	case 'æ', 'Æ':
		return append(dst, "ae"...)
	case 'œ', 'Œ':
		return append(dst, "oe"...)
	case 'þ', 'Þ':
		return append(dst, "th"...)
	case 'ة':
		return append(dst, "ه"...)
	case 'ى', 'ی':
		return append(dst, "ي"...)
	case 'ک':
		return append(dst, "ك"...)
	case 'ـ': // tatweel
		return dst
	case '’', '‘', 'ʼ', 'ʻ', 'ʿ', 'ʾ', '´', '′':
		return dst
	}
	if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Lm, r) {
		return dst
	}
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
		if n := len(dst); n > 0 && dst[n-1] != ' ' {
			dst = append(dst, ' ')
		}
		return dst
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], unicode.ToLower(r))
	if d := norm.NFD.Properties(buf[:n]).Decomposition(); d != nil {
		base, _ := utf8.DecodeRune(d)
		return appendRune(dst, base) // "ǽ" is "æ" and an accent
	}
	return append(dst, buf[:n]...)
}

// Skeleton is what is left of a folded name from the Arab world when its vowels are taken away and the ways of writing
// one Arabic consonant in Latin letters are made one, so that "salihin", "saleheen" and "al salhin" agree. A leading
// article is left out. It appends nothing where fewer than three consonants remain, because two say too little, and for
// names in Arabic script.
func Skeleton(dst []byte, folded []byte) []byte {
	start := len(dst)
	dst = reduce(dst, folded, false)
	if len(dst)-start < 3 {
		return dst[:start]
	}
	return dst
}

// Vowelled is the skeleton with every run of vowels as one "a", to tell how alike two names of one skeleton are.
func Vowelled(dst []byte, folded []byte) []byte { return reduce(dst, folded, true) }

func reduce(dst []byte, folded []byte, vowels bool) []byte {
	folded = CutArticle(folded)
	start := len(dst)
	var last byte
	for i := 0; i < len(folded); i++ {
		c := folded[i]
		if c >= utf8.RuneSelf {
			return dst[:start]
		}
		next := byte(0)
		if i+1 < len(folded) {
			next = folded[i+1]
		}
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'w':
			if vowels && last != 'a' {
				dst = append(dst, 'a')
			}
			last = 'a'
			continue
		case ' ':
			last = ' '
			continue
		case 's', 'c':
			if next == 'h' {
				c = 'S'
				i++
			}
		case 'k', 'g':
			if next == 'h' {
				c -= 'a' - 'A' // kh and gh stay apart
				i++
			}
		case 't', 'd':
			if next == 'h' {
				i++
			}
		case 'q':
			c = 'k'
		case 'z':
			c = 's'
		case 'v':
			c = 'f'
		case 'h':
			if next == 0 || next == ' ' { // ta marbuta
				continue
			}
		}
		if c == last {
			continue
		}
		last = c
		dst = append(dst, c)
	}
	return dst
}

// AppendTied appends a folded name with the other way of writing the tied t that ends so many Arabic names: "shajara"
// for "shajarah", and the reverse. It appends nothing for names that end otherwise, and for short ones.
func AppendTied(dst []byte, folded []byte) []byte {
	const letters = 5
	switch n := len(folded); {
	case n < letters:
	case folded[n-1] == 'h' && (folded[n-2] == 'a' || folded[n-2] == 'e'):
		return append(dst, folded[:n-1]...)
	case folded[n-1] == 'a':
		return append(append(dst, folded...), 'h')
	}
	return dst
}

// CutArticle takes a leading Arabic article and its assimilated forms off a folded name.
func CutArticle(folded []byte) []byte {
	if n := ArticleLen(folded); n > 0 {
		return folded[n:]
	}
	return folded
}

// ArticleLen is the length of a leading article with the space after it, 0 where there is none.
func ArticleLen(folded []byte) int {
	for i := 1; i < len(folded) && i <= 3; i++ {
		if folded[i] != ' ' {
			continue
		}
		switch string(folded[:i]) {
		case "al", "el", "ar", "as", "ash", "at", "ath", "ad", "adh", "an", "az", "er", "es", "esh", "et", "ed", "en", "ez":
			return i + 1
		}
		return 0
	}
	return 0
}

// AppendArticles appends folded to dst with every Arabic article written "al", so that "bustan el qasr" and "deir az
// zor" meet the same spelling from elsewhere. It appends nothing where folded has no article.
func AppendArticles(dst []byte, folded []byte) []byte {
	start := len(dst)
	found := false
	for i := 0; i < len(folded); {
		if n := ArticleLen(folded[i:]); n > 0 {
			found = true
			dst = append(dst, "al "...)
			i += n
			continue
		}
		for i < len(folded) {
			c := folded[i]
			dst = append(dst, c)
			i++
			if c == ' ' {
				break
			}
		}
	}
	if !found {
		return dst[:start]
	}
	return dst
}
