// Package registry finds out which names of a ledger stand for one source: other spellings, word orders, descriptions
// and short forms of one name. It knows nothing but the names and how reports use them, so that every fold can be
// explained, and undone by an analyst.
package registry

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

//go:embed words.tsv
var wordsFile string

// lexicon is the file words.tsv.
type lexicon struct {
	small, title, describes, institution, house, alone, leads, finding, vague map[string]bool

	same map[string]string // one word for several: "defense" is "defence"
}

var words = sync.OnceValue(func() lexicon {
	var l lexicon
	l.same = make(map[string]string)
	lists := map[string]*map[string]bool{"small": &l.small, "title": &l.title, "describes": &l.describes, "institution": &l.institution, "house": &l.house,
		"alone": &l.alone, "leads": &l.leads, "finding": &l.finding, "vague": &l.vague}
	for _, list := range lists {
		*list = make(map[string]bool)
	}
	for line := range strings.Lines(wordsFile) {
		what, words, ok := strings.Cut(strings.TrimRight(line, "\r\n"), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for w := range strings.FieldsSeq(words) {
			if list := lists[what]; list != nil {
				(*list)[w] = true
			} else {
				l.same[w] = what
			}
		}
	}
	return l
})

// Form is a name made comparable.
type Form struct {
	tokens []string // its words without titles, descriptions and small words, in order
	key    string   // the same for names of the same words in any order
	whole  []string // its words without small ones
	upper  string   // of one word all in capitals: that word
	body   bool     // it holds a word for an institution
}

// tokensOf cuts a name into plain lower-case words.
func tokensOf(name string) []string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), name)
	if err != nil {
		plain = name
	}
	plain = strings.ToLower(plain) + " "
	for _, s := range []string{"’s ", "'s "} {
		plain = strings.ReplaceAll(plain, s, " ")
	}
	plain = strings.NewReplacer("’", "", "'", "", "‘", "", ".", "", "ʿ", "", "armed forces", "military").Replace(plain)
	return strings.FieldsFunc(plain, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

// FormOf makes a name comparable.
func FormOf(name string) Form {
	l := words()
	var f Form
	all := tokensOf(name)
	for _, w := range all {
		if to, ok := l.same[w]; ok {
			w = to
		}
		f.body = f.body || l.institution[w]
		if !l.small[w] {
			f.whole = append(f.whole, w)
		}
		if !l.small[w] && !l.title[w] && !l.describes[w] {
			f.tokens = append(f.tokens, w)
		}
	}
	if len(f.tokens) == 0 { // nothing but a description: "the news agency"
		f.tokens = all
	}
	sorted := slices.Clone(f.tokens)
	slices.Sort(sorted)
	f.key = strings.Join(slices.Compact(sorted), " ")
	if fields := strings.Fields(name); len(fields) > 0 {
		last := strings.Trim(fields[len(fields)-1], "().,")
		if n := utf8.RuneCountInString(last); len(f.tokens) == 1 && n >= 3 && n <= 8 && last == strings.ToUpper(last) {
			f.upper = f.tokens[0]
		}
	}
	return f
}

// Proper reports whether a name is written like one: two words and more that begin with capitals, and no article before
// them that makes one of many of it.
func Proper(name string) bool {
	fields := strings.Fields(name)
	if len(fields) < 2 {
		return false
	}
	switch strings.ToLower(fields[0]) {
	case "a", "an", "one", "two", "some", "any", "another", "several", "many", "other", "no", "its", "his", "her", "their":
		return false
	}
	capitals := 0
	for _, w := range fields {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(“\""))
		switch {
		case unicode.IsUpper(r):
			capitals++
		case !words().small[strings.ToLower(w)]:
			return false
		}
	}
	return capitals >= 2
}

// Institution reports whether a name without capitals still names a body that could be asked: "the health ministry",
// "regional prosecutors". A member of one ("an official in the ministry") is no body.
func Institution(name string) bool {
	fields := strings.Fields(strings.ToLower(name))
	if len(fields) == 0 || len(fields) > 6 {
		return false
	}
	switch fields[0] {
	case "a", "an", "one", "two", "some", "any", "another", "several", "many", "other", "no", "its", "his", "her", "their", "local", "former":
		return false
	}
	if len(fields) == 1 {
		return words().alone[fields[0]]
	}
	head := headOf(fields)
	return words().institution[strings.Trim(head, "'’s.,")] || words().institution[head]
}

// Body reports whether a name is of a body whose head's word is its own: an institution, a hospital, a union.
func Body(name string) bool {
	if Institution(name) {
		return true
	}
	fields := strings.Fields(strings.ToLower(name))
	return len(fields) > 1 && len(fields) <= 8 && words().house[strings.Trim(headOf(fields), ".,")]
}

// publishes reports whether a name holds a word for what publishes, or gathers what others publish: "radio",
// "monitoring service".
func publishes(name string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(name)), func(w string) bool {
		switch strings.Trim(w, ".,()") {
		case "news", "newswire", "newspaper", "fm", "radio", "tv", "television", "broadcaster", "network", "website", "site", "agency",
			"service", "services", "register", "transcript", "record":
			return true
		}
		return false
	})
}

// headOf is the word that a name in lower case turns on.
func headOf(fields []string) string {
	for i, w := range fields {
		if i > 0 && (w == "of" || w == "in" || w == "for") {
			return fields[i-1]
		}
	}
	return fields[len(fields)-1]
}

// contains reports whether all words of g stand in f, and f has more.
func (f Form) contains(g Form) bool {
	if len(g.tokens) == 0 || len(g.tokens) >= len(f.tokens) {
		return false
	}
	return !slices.ContainsFunc(g.tokens, func(w string) bool { return !slices.Contains(f.tokens, w) })
}

// initials are the words that the first letters of a name make: with and without its first word ("UN").
func (f Form) initials() []string {
	var b strings.Builder
	for _, w := range f.whole {
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
	}
	all := b.String()
	if utf8.RuneCountInString(all) < 3 {
		return nil
	}
	_, size := utf8.DecodeRuneInString(all)
	if rest := all[size:]; utf8.RuneCountInString(rest) >= 4 {
		return []string{all, rest}
	}
	return []string{all}
}

// demonym reports whether one word is the adjective of the country or region that the other names: "russia", "russian".
func demonym(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	const stem = 4
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	if n < stem || len(a)-n > 2 {
		return false
	}
	return slices.Contains([]string{"n", "an", "ian", "i", "ese", "ish", "s", "ns", "ans"}, b[n:])
}

// sameButDemonym reports whether two names have the same words but for one, which is a country here and its adjective
// there.
func (f Form) sameButDemonym(g Form) bool {
	if len(f.tokens) != len(g.tokens) || len(f.tokens) < 2 {
		return false
	}
	var left, right []string
	for _, w := range f.tokens {
		if !slices.Contains(g.tokens, w) {
			left = append(left, w)
		}
	}
	for _, w := range g.tokens {
		if !slices.Contains(f.tokens, w) {
			right = append(right, w)
		}
	}
	return len(left) == 1 && len(right) == 1 && demonym(left[0], right[0])
}
