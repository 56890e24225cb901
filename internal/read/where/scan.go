package where

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/segment"
	"firsthand/internal/read/where/gazetteer"
)

// longestName is the most tokens that a name may have.
const longestName = 6

// scan finds every stretch of tokens that spells a name, the longest at each place.
func (f *finder) scan() {
	for i := 0; i < len(f.t.Tokens); {
		if !f.opens(i) {
			i++
			continue
		}
		if m, ok := f.match(i); ok {
			f.mentions = append(f.mentions, m)
			i = m.last
			continue
		}
		f.unknown = append(f.unknown, i)
		i++
	}
}

// opens tells whether a name can begin at token i: with a capital, in Arabic script, or with a small Arabic article ("al-Bab").
func (f *finder) opens(i int) bool {
	k := f.t.Tokens[i]
	if k.Kind != segment.Word {
		return false
	}
	c := f.t.Raw[k.Start]
	switch {
	case 'A' <= c && c <= 'Z':
		return true
	case c == 'a' || c == 'e':
		w := f.t.Raw[k.Start:k.End]
		h := strings.IndexAny(w[:min(len(w), 5)], "-‐‑ ")
		return h > 0 && h+1 < len(w) && w[h+1] >= 'A' && w[h+1] <= 'Z'
	case c < utf8.RuneSelf:
		return false
	}
	r, _ := utf8.DecodeRuneInString(f.t.Raw[k.Start:])
	return unicode.IsUpper(r) || unicode.Is(unicode.Arabic, r)
}

// match is the longest name that begins at token i.
func (f *finder) match(i int) (mention, bool) {
	s := f.t.Sentences[f.t.Tokens[i].Sentence]
	f.buf = gazetteer.AppendFold(f.buf[:0], f.t.Word(i))
	first := f.buf
	for j, c := range f.buf {
		if c == ' ' {
			first = f.buf[:j]
			break
		}
	}
	if len(first) == 0 {
		return mention{}, false
	}
	head := f.g.Lookup(first)
	best := mention{name: gazetteer.NoName}
	if len(first) == len(f.buf) && head != gazetteer.NoName {
		if f.g.Flags(head)&gazetteer.Demonym != 0 {
			f.hints = append(f.hints, head)
		}
		if f.g.Places(head) > 0 && f.roleAt(i)&direction == 0 {
			best = mention{first: i, last: i + 1, name: head, words: 1}
		}
	}
	if m, ok := f.abbreviated(i); ok {
		best = m
	}
	longer := 0
	if head != gazetteer.NoName {
		longer = f.g.Longer(head)
	}
	words := 1
	if len(first) < len(f.buf) {
		words = 1 + strings.Count(string(f.buf), " ")
		if n := f.lookup(); n != gazetteer.NoName && f.g.Places(n) > 0 {
			best = mention{first: i, last: i + 1, name: n, words: words}
		}
		longer = max(longer, words)
	}
	for j := i + 1; j < s.Last && j < i+longestName && (longer > words || gazetteer.ArticleLen(append(first, ' ')) > 0); j++ {
		w := f.t.Word(j)
		if w == "." && f.t.Tokens[j].Start == f.t.Tokens[j-1].End && len(f.t.Word(j-1)) <= 4 {
			continue
		}
		if f.t.Tokens[j].Kind != segment.Word || w[0] >= 'a' && w[0] <= 'z' && !particle(w) || isClitic(w) {
			break
		}
		f.buf = gazetteer.AppendFold(f.buf, w)
		words = 1 + strings.Count(string(f.buf), " ")
		if w[0] >= 'a' && w[0] <= 'z' && !strings.ContainsAny(w, "-‐‑") { // a name ends in no particle
			continue
		}
		if n := f.lookup(); n != gazetteer.NoName && f.g.Places(n) > 0 {
			best = mention{first: i, last: j + 1, name: n, words: words}
		}
	}
	if best.name == gazetteer.NoName {
		return f.inflected(i)
	}
	return best, true
}

// lookup looks f.buf up, and where it fails the same with every Arabic article as "al".
func (f *finder) lookup() gazetteer.Name {
	if n := f.g.Lookup(f.buf); n != gazetteer.NoName {
		return n
	}
	f.key = gazetteer.AppendArticles(f.key[:0], f.buf)
	if len(f.key) == 0 {
		return gazetteer.NoName
	}
	return f.g.Lookup(f.key)
}

// abbreviated reads a name that counts only with its full stop ("Ky."), or only after a comma ("Paris, KY").
func (f *finder) abbreviated(i int) (mention, bool) {
	w := f.t.Word(i)
	if len(w) > 5 {
		return mention{}, false
	}
	if len(w) == 2 && i > 0 && w[1] >= 'A' && w[1] <= 'Z' && f.t.Word(i-1) == "," {
		f.key = append(f.key[:0], ',', w[0]+'a'-'A', w[1]+'a'-'A')
		if n := f.g.Lookup(f.key); n != gazetteer.NoName {
			return mention{first: i, last: i + 1, name: n, words: 1}, true
		}
	}
	if i+1 < len(f.t.Tokens) && f.t.Word(i+1) == "." && f.t.Tokens[i+1].Start == f.t.Tokens[i].End {
		f.key = append(gazetteer.AppendFold(f.key[:0], w), '.')
		if n := f.g.Lookup(f.key); n != gazetteer.NoName {
			return mention{first: i, last: i + 2, name: n, words: 1}, true
		}
	}
	return mention{}, false
}

// inflected reads an Arabic name behind one of the letters that are written together with it: "وحلب", "بحلب", "للرقة".
func (f *finder) inflected(i int) (mention, bool) {
	w := f.t.Word(i)
	for _, p := range []string{"و", "ب", "ل", "ف", "ك"} {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || len(rest) < 6 { // three letters
			continue
		}
		f.buf = gazetteer.AppendFold(f.buf[:0], rest)
		if n := f.g.Lookup(f.buf); n != gazetteer.NoName && f.g.Places(n) > 0 {
			return mention{first: i, last: i + 1, name: n, words: 1}, true
		}
	}
	return mention{}, false
}

// particle tells whether a name may go on over a word in small letters.
func particle(w string) bool {
	if i := strings.IndexAny(w, "-‐‑"); i > 0 && i < 4 { // "Bustan al-Qasr"
		return true
	}
	switch w {
	case "of", "the", "and", "de", "del", "la", "las", "los", "da", "do", "dos", "di", "du", "des", "le", "les", "el", "al", "ez", "az", "ad", "an", "ar", "as", "ash", "at", "es", "van", "von", "der", "den", "am", "an der", "on", "upon", "under", "in", "by", "sur", "sous", "en", "aux", "y", "e", "ul", "i":
		return true
	}
	return false
}

// isClitic tells whether w leans on the word before it: "'s".
func isClitic(w string) bool { return w[0] == '\'' || strings.HasPrefix(w, "’") }
