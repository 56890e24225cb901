package where

import (
	"bytes"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/gazetteer"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

var space = []byte{' '}

// longestName is the most tokens that a name may have.
const longestName = 6

// scan finds every stretch of tokens that spells a name, the longest at each place.
func (f *finder) scan() {
	for i := 0; i < len(f.t.Tokens); {
		if m, ok := f.hashtag(i); ok {
			f.mentions = append(f.mentions, m)
			i++
			continue
		}
		if !f.opens(i) {
			if w := f.t.Tokens[i]; w.End-w.Start == len("counties") && f.Is(i, "counties", "parishes") {
				f.counties(i)
			}
			i++
			continue
		}
		if m, ok := f.match(i); ok {
			m.span = report.Span{Start: f.t.Tokens[i].Start, End: f.t.Tokens[m.last-1].End - m.cut}
			f.mentions = append(f.mentions, m)
			if m.words == 1 && m.last == i+1 && generic[string(f.t.Fold(i))] { // "Tell" may begin a name in another spelling
				f.unknown = append(f.unknown, i)
				if j := i + 1; j < len(f.t.Tokens) && f.t.Tokens[j].Sentence == f.t.Tokens[i].Sentence && f.opens(j) && f.roleAt(j) == 0 { // and is none alone before another name
					f.mentions = f.mentions[:len(f.mentions)-1]
				}
			}
			i = m.last
			continue
		}
		if f.compound(i) {
			i++
			continue
		}
		f.unknown = append(f.unknown, i)
		i++
	}
}

// opens tells whether a name can begin at token i: with a capital, in Arabic script, or with a small Arabic article
// ("al-Bab").
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
	f.buf = gazetteer.AppendFold(f.buf[:0], f.t.Word(i))
	first, _, joined := bytes.Cut(f.buf, space)
	if len(first) == 0 {
		return mention{}, false
	}
	head := f.g.Lookup(first)
	best := mention{name: gazetteer.NoName}
	if !joined && head != gazetteer.NoName {
		if f.g.Flags(head)&gazetteer.Demonym != 0 {
			f.hints[head] = true
		}
		if f.g.Places(head) > 0 && f.roleAt(i)&direction == 0 {
			best = mention{first: i, last: i + 1, name: head, words: 1, only: gazetteer.None}
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
	if joined {
		words = 1 + bytes.Count(f.buf, space)
		if m, ok := f.known(i, i+1, words); ok {
			best = m
		}
		longer = max(longer, words)
	}
	if gazetteer.ArticleLen(append(first, ' ')) > 0 {
		longer = math.MaxInt // what it begins with says nothing of how long the name is
	}
	if m, ok := f.extended(i, longer, words); ok {
		best = m
	}
	if best.name != gazetteer.NoName {
		return best, true
	}
	if m, ok := f.possessive(i); ok {
		return m, true
	}
	return f.inflected(i)
}

// extended is the longest name of more tokens than the one at token i, which f.buf holds folded and which has so many
// words already. A name has at most longer words.
func (f *finder) extended(i, longer, words int) (best mention, ok bool) {
	last := f.t.Sentences[f.t.Tokens[i].Sentence].Last
	for j := i + 1; j < last && j < i+longestName && longer > words; j++ {
		w := f.t.Word(j)
		if w == "." && f.t.Tokens[j].Start == f.t.Tokens[j-1].End && len(f.t.Word(j-1)) <= 4 {
			continue
		}
		small := w[0] >= 'a' && w[0] <= 'z'
		if f.t.Tokens[j].Kind != segment.Word || small && !particle(w) || isClitic(w) {
			break
		}
		f.buf = gazetteer.AppendFold(f.buf, w)
		words = 1 + bytes.Count(f.buf, space)
		if small && !strings.ContainsAny(w, "-‐‑") { // a name ends in no particle
			continue
		}
		if m, found := f.known(i, j+1, words); found {
			best, ok = m, true
		}
	}
	return best, ok
}

// known is the name that f.buf holds, of the tokens [i, end), where it is that of a place.
func (f *finder) known(i, end, words int) (mention, bool) {
	n := f.lookup()
	if n == gazetteer.NoName || f.g.Places(n) == 0 {
		return mention{}, false
	}
	return mention{first: i, last: end, name: n, words: words, only: gazetteer.None}, true
}

// possessive reads the name of a country or a large city with an "s" that has lost its apostrophe, as headlines in
// addresses and stripped copies of articles write it: "Syrias Aleppo".
func (f *finder) possessive(i int) (mention, bool) {
	const letters, people = 5, 150_000
	w := f.t.Word(i)
	if len(w) < letters || w[len(w)-1] != 's' || w[0] < 'A' || w[0] > 'Z' || f.flagsAt(i) != 0 {
		return mention{}, false
	}
	f.buf = gazetteer.AppendFold(f.buf[:0], w[:len(w)-1])
	n := f.g.Lookup(f.buf)
	if n == gazetteer.NoName || f.g.Places(n) == 0 || f.g.Flags(n) != 0 {
		return mention{}, false
	}
	e, own := f.g.Place(n, 0)
	if k := f.g.Kind(e); !own || k != gazetteer.Country && (k != gazetteer.City && k != gazetteer.Admin1 || f.g.Population(e) < people) {
		return mention{}, false
	}
	return mention{first: i, last: i + 1, name: n, words: 1, only: gazetteer.None, cut: len("s")}, true
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
			return mention{first: i, last: i + 1, name: n, words: 1, only: gazetteer.None}, true
		}
	}
	if i+1 < len(f.t.Tokens) && f.t.Word(i+1) == "." && f.t.Tokens[i+1].Start == f.t.Tokens[i].End && !f.Is(i-1, "the") { // not "the PA."
		f.key = append(gazetteer.AppendFold(f.key[:0], w), '.')
		if n := f.g.Lookup(f.key); n != gazetteer.NoName {
			return mention{first: i, last: i + 2, name: n, words: 1, only: gazetteer.None}, true
		}
	}
	return mention{}, false
}

// inflected reads an Arabic name behind one or two of the letters that are written together with it: "بحلب", "وبإدلب".
func (f *finder) inflected(i int) (mention, bool) {
	rest := f.t.Word(i)
	hint := 0.0
	for range 2 {
		r, n := utf8.DecodeRuneInString(rest)
		if rest = rest[n:]; !strings.ContainsRune("وبلفك", r) || len(rest) < len("حمص") {
			break
		}
		if r == 'ب' || r == 'ل' { // in, to
			hint = 1.2
		}
		f.buf = gazetteer.AppendFold(f.buf[:0], rest)
		if n := f.g.Lookup(f.buf); n != gazetteer.NoName && f.g.Places(n) > 0 {
			return mention{first: i, last: i + 1, name: n, words: 1, hint: hint, only: gazetteer.None}, true
		}
	}
	return mention{}, false
}

// compound reads the names in a token with hyphens that is no name as a whole: "Damascus-based", "Fargo-Moorhead",
// "R-Florence". It tells whether it found any.
func (f *finder) compound(i int) bool {
	k := f.t.Tokens[i]
	w := f.t.Raw[k.Start:k.End]
	if strings.IndexByte(w, '-') < 0 {
		return false
	}
	found := false
	for at := 0; at < len(w); {
		part := w[at:]
		if n := strings.IndexByte(part, '-'); n >= 0 {
			part = part[:n]
		}
		if len(part) > 1 && (part[0] >= 'A' && part[0] <= 'Z' || part[0] >= utf8.RuneSelf) {
			f.buf = gazetteer.AppendFold(f.buf[:0], part)
			if n := f.g.Lookup(f.buf); n != gazetteer.NoName && f.g.Places(n) > 0 && (len(part) > 3 || at > 0 && len(part) > 2 && party(w[:at-1]) || f.g.Kind(f.first(n)) == gazetteer.Country) {
				f.mentions = append(f.mentions, mention{first: i, last: i + 1, name: n, words: 1, sure: at > 0 && party(w[:at-1]), only: gazetteer.None, span: report.Span{Start: k.Start + at, End: k.Start + at + len(part)}})
				found = true
			} else if n != gazetteer.NoName && f.g.Flags(n)&gazetteer.Demonym != 0 {
				f.hints[n] = true
			}
		}
		at += len(part) + 1
	}
	return found
}

// party tells whether w is how American newspapers abbreviate a party before the place that somebody sits in parliament
// for: "R-Florence".
func party(w string) bool { return cursor.OneOf(w, "R", "D", "I", "DFL") }

// counties turns the names before "counties" at token i into those of counties: "Barrow, Jackson and Madison counties".
func (f *finder) counties(i int) {
	word := " county"
	if f.Is(i, "parishes") {
		word = " parish"
	}
	for at := len(f.mentions) - 1; at >= 0 && f.mentions[at].last == i; at-- {
		m := &f.mentions[at]
		f.buf = append(gazetteer.AppendFold(f.buf[:0], m.span.In(f.t.Raw)), word...)
		n := f.g.Lookup(f.buf)
		if n == gazetteer.NoName || f.g.Places(n) == 0 {
			return
		}
		m.name, m.words, m.sure = n, 2, true
		i = m.first - 1
		for i > 0 && f.Is(i, ",", "and") {
			i--
		}
		i++
	}
}

// first is the likeliest place of a name.
func (f *finder) first(n gazetteer.Name) gazetteer.Entry {
	e, _ := f.g.Place(n, 0)
	return e
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
