package find

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Piece is a stretch of an excerpt.
type Piece struct {
	Text string
	Mark bool // what was looked for
}

// Excerpt is a stretch of a text around words that were looked for.
type Excerpt struct {
	Pieces     []Piece
	Start, End int // of the marked words that it is about, in the text
}

// word is a word of a text that a query looks for.
type word struct {
	start, end int
	which      string // the word or skeleton that it is
}

// How many bytes an excerpt has at most, and how many before its first word; how many words of a text are looked at.
const (
	longestExcerpt = 260
	beforeWord     = 80
	mostWords      = 4000
)

// Excerpts cuts out of a text what a query looks for: first the stretch with most of its different words, at most so
// many.
func (q Query) Excerpts(text string, most int) []Excerpt {
	found := q.find(text)
	var out []Excerpt
	used := 0
	for len(out) < most && len(found) > 0 {
		from, to := richest(found)
		out = append(out, cut(text, found[from:to]))
		used = to
		if len(out) < most { // go on behind it
			found = found[used:]
		}
	}
	return out
}

// find lists the words of a text that the query looks for.
func (q Query) find(text string) []word {
	var found []word
	n := 0
	eachWord(text, func(start, end int) bool {
		n++
		w := Fold(text[start:end])
		switch {
		case q.words[w]:
			found = append(found, word{start, end, w})
		case slices.ContainsFunc(q.heads, func(h string) bool { return strings.HasPrefix(w, h) }):
			found = append(found, word{start, end, w})
		case len(q.bones) > 0:
			first, _ := utf8.DecodeRuneInString(text[start:end])
			if s := Skeleton(text[start:end]); q.bones[s] && !isLower(first) {
				found = append(found, word{start, end, s})
			}
		}
		return len(found) < mostWords
	})
	return found
}

func isLower(r rune) bool { return 'a' <= r && r <= 'z' }

// richest finds the stretch of words, no longer than an excerpt, that holds most different ones.
func richest(found []word) (from, to int) {
	best := 0
	for i := range found {
		seen := map[string]bool{}
		j := i
		for j < len(found) && found[j].end-found[i].start < longestExcerpt-beforeWord {
			seen[found[j].which] = true
			j++
		}
		if j == i {
			j++
		}
		if len(seen) > best {
			best, from, to = len(seen), i, j
		}
		if i > 200 { // far enough
			break
		}
	}
	if to == 0 {
		return 0, 1
	}
	return from, to
}

// cut makes an excerpt around words.
func cut(text string, words []word) Excerpt {
	first, last := words[0], words[len(words)-1]
	start, end := max(0, first.start-beforeWord), min(len(text), max(first.start-beforeWord+longestExcerpt, last.end))
	for start > 0 && start < first.start && text[start-1] != ' ' && text[start-1] != '\n' {
		start++
	}
	for end < len(text) && end > last.end && text[end] != ' ' && text[end] != '\n' {
		end--
	}
	if nl := strings.LastIndexByte(text[start:first.start], '\n'); nl >= 0 {
		start += nl + 1
	}
	if nl := strings.IndexByte(text[last.end:end], '\n'); nl >= 0 {
		end = last.end + nl
	}
	e := Excerpt{Start: first.start, End: first.end}
	add := func(s string, mark bool) {
		if s != "" {
			e.Pieces = append(e.Pieces, Piece{strings.ToValidUTF8(s, ""), mark})
		}
	}
	if start > 0 && text[start-1] != '\n' {
		add("… ", false)
	}
	at := start
	for _, w := range words {
		add(text[at:w.start], false)
		add(text[w.start:w.end], true)
		at = w.end
	}
	add(text[at:end], false)
	if end < len(text) && text[end] != '\n' {
		add(" …", false)
	}
	return e
}
