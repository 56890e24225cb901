package find

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Query is what somebody looks for: words that all must stand in a report, "words in quotes" side by side, word* for a
// beginning, -word for what must not stand there, and OR between two of these.
type Query struct {
	terms []term
	words map[string]bool // folded words that an excerpt marks
	heads []string        // beginnings that it marks
	bones map[string]bool // skeletons that it marks
}

// term is a word or a phrase.
type term struct {
	words  []string // folded; more than one side by side
	prefix bool
	not    bool
	or     bool   // stands beside the term before it
	bones  string // skeleton of a lone word; "" where its spelling is to be as it is
}

// mostTerms bounds what a query may ask for.
const mostTerms = 24

// Parse reads a query. Nothing that can be typed is an error: what has no meaning is passed over.
func Parse(s string) Query {
	q := Query{words: map[string]bool{}, bones: map[string]bool{}}
	or := false
	for s = strings.TrimLeftFunc(s, unicode.IsSpace); s != "" && len(q.terms) < mostTerms; s = strings.TrimLeftFunc(s, unicode.IsSpace) {
		var t term
		if rest, ok := strings.CutPrefix(s, "-"); ok {
			t.not, s = true, rest
		}
		var raw string
		raw, s = cutTerm(s)
		if raw == "OR" {
			or = len(q.terms) > 0
			continue
		}
		quoted := strings.ContainsAny(raw, quotes)
		t.prefix = !quoted && strings.HasSuffix(raw, "*")
		t.words = strings.Fields(Fold(raw))
		if len(t.words) == 0 {
			continue
		}
		if len(t.words) == 1 && !quoted && !t.prefix && !t.not {
			t.bones = Skeleton(raw)
		}
		t.or = or && !t.not
		or = false
		q.add(t)
	}
	return q
}

func (q *Query) add(t term) {
	q.terms = append(q.terms, t)
	switch {
	case t.not:
	case t.prefix:
		q.heads = append(q.heads, t.words[len(t.words)-1])
	default:
		for _, w := range t.words {
			q.words[w] = true
		}
		if t.bones != "" {
			q.bones[t.bones] = true
		}
	}
}

// quotes are the marks between which words stand side by side.
const quotes = "\"“”„«»"

// cutTerm cuts the first term off s: up to white space, or up to the closing quotation mark.
func cutTerm(s string) (raw, rest string) {
	r, size := utf8.DecodeRuneInString(s)
	if strings.ContainsRune(quotes, r) {
		if end := strings.IndexAny(s[size:], quotes); end >= 0 {
			_, last := utf8.DecodeRuneInString(s[size+end:])
			end += size + last
			return s[:end], s[end:]
		}
	}
	if end := strings.IndexFunc(s, unicode.IsSpace); end >= 0 {
		return s[:end], s[end:]
	}
	return s, ""
}

// Empty reports whether the query asks for nothing.
func (q Query) Empty() bool { return len(q.words)+len(q.heads) == 0 }

// expression writes the query in the language of FTS5, "" where it asks for nothing. Where spelled is true a name may
// also be spelled otherwise.
func (q Query) expression(spelled bool) string {
	var all, none []string
	for _, t := range q.terms {
		e := `body : "` + strings.Join(t.words, " ") + `"`
		if t.prefix {
			e += "*"
		}
		if spelled && t.bones != "" {
			e = "(" + e + ` OR names : "` + t.bones + `")`
		}
		switch {
		case t.not:
			none = append(none, e)
		case t.or && len(all) > 0:
			all[len(all)-1] = "(" + all[len(all)-1] + " OR " + e + ")"
		default:
			all = append(all, e)
		}
	}
	if len(all) == 0 {
		return ""
	}
	e := strings.Join(all, " AND ")
	if len(none) > 0 {
		e = "(" + e + ") NOT (" + strings.Join(none, " OR ") + ")"
	}
	return e
}

// Matches reports whether every word of the query stands in a key that [Key] made, spelled so or otherwise. Of a query
// for words that must not stand there, or for one of several, it takes the words alone.
func (q Query) Matches(k Key) bool {
	for _, t := range q.terms {
		if !t.not && !strings.Contains(k.words, strings.Join(t.words, " ")) && (t.bones == "" || !strings.Contains(k.bones, " "+t.bones+" ")) {
			return false
		}
	}
	return true
}

// Key is what a short thing, such as a title or a name, is found by.
type Key struct{ words, bones string }

// NewKey makes a key of the words of parts.
func NewKey(parts ...string) Key {
	all := strings.Join(parts, "\n")
	return Key{strings.Join(strings.Fields(Fold(all)), " "), " " + skeletons(all) + " "}
}

// skeletons are the skeletons of the names in a text: of the words that begin with a capital letter, and of those whose
// script has none.
func skeletons(text string) string {
	var b strings.Builder
	seen := map[string]bool{}
	eachWord(text, func(start, end int) bool {
		word := text[start:end]
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLower(first) {
			return true
		}
		if s := Skeleton(word); s != "" && !seen[s] {
			seen[s] = true
			b.WriteString(s)
			b.WriteByte(' ')
		}
		return true
	})
	return strings.TrimSuffix(b.String(), " ")
}

// eachWord visits the runs of letters and digits of a text, until visit returns false.
func eachWord(text string, visit func(start, end int) bool) {
	start := -1
	for i, r := range text {
		in := unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			if !visit(start, i) {
				return
			}
			start = -1
		}
	}
	if start >= 0 {
		visit(start, len(text))
	}
}
