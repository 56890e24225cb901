package entity

import (
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/tag"
	"firsthand/internal/read/en/calendar"
	"firsthand/internal/report"
)

// Run is the tokens [Lo, Hi).
type Run struct{ Lo, Hi int }

// Empty reports whether no token is in r.
func (r Run) Empty() bool { return r.Hi <= r.Lo }

// reader holds one text while its noun phrases are read.
type reader struct {
	cursor.Cursor
	t         *segment.Text
	tags      []tag.Tag
	publisher string
	named     []syntax.NameKind // of each token: what the network takes the name for that it stands in, 0 for none
	caps      []bool            // of each sentence: all of it is in capitals, so that they tell nothing
	others    map[string]bool   // see anotherBody
}

func newReader(t *segment.Text, g *syntax.Grammar, publisher string, places []report.Place) *reader {
	r := &reader{Cursor: cursor.On(t), t: t, tags: g.Tags, publisher: publisher, named: make([]syntax.NameKind, len(t.Tokens)), caps: make([]bool, len(t.Sentences))}
	for _, n := range g.Names() {
		for i := n.Lo; i < n.Hi; i++ {
			r.named[i] = n.Kind
		}
	}
	for _, p := range places {
		for i := t.TokenAt(p.Start); p.ID != "" && i < len(t.Tokens) && t.Tokens[i].Start < p.End; i++ {
			r.named[i] = syntax.Place
		}
	}
	for i := range t.Tokens { // "the village of Tombo"
		if settlement[t.Fold(i)] && i+2 < len(t.Tokens) && t.Fold(i+1) == "of" {
			for k := i + 2; k < len(t.Tokens) && k < i+6 && t.Tokens[k].Kind == segment.Word && t.Capital(k); k++ {
				r.named[k] = syntax.Place
			}
		}
	}
	for i, s := range t.Sentences {
		letters, capitals := 0, 0
		for k := s.First; k < s.Last; k++ {
			if t.Tokens[k].Kind == segment.Word {
				letters++
				if w := t.Word(k); w == strings.ToUpper(w) {
					capitals++
				}
			}
		}
		r.caps[i] = letters > 3 && capitals*4 > letters*3
	}
	return r
}

// settlement are nouns for places whose name follows "of".
var settlement = sets.Of("settlement")

func (r *reader) words(a Run) string {
	if a.Empty() {
		return ""
	}
	return r.t.Raw[r.t.Tokens[a.Lo].Start:r.t.Tokens[a.Hi-1].End]
}

// capital reports whether token i is a word that begins with a capital that tells something.
func (r *reader) capital(i int) bool {
	if i < 0 || i >= len(r.tags) || r.Kind(i) != segment.Word || !r.t.Capital(i) {
		return false
	}
	return !r.caps[r.t.Tokens[i].Sentence] || r.tags[i].Name() || r.named[i] != 0
}

// first reports whether token i has its capital only because a sentence begins there, or a quotation, or what follows a
// dash.
func (r *reader) first(i int) bool {
	return r.t.Sentences[r.t.Tokens[i].Sentence].First == i || r.Kind(i-1) == segment.Open || r.Is(i-1, "—", "–", "-", ":", "•", "*")
}

// properIn reports whether a phrase holds a name.
func (r *reader) properIn(a Run) bool {
	for i := a.Lo; i < a.Hi; i++ {
		if r.capital(i) && (!r.first(i) || r.tags[i].Name()) {
			return true
		}
	}
	return false
}

// maxPhrase bounds how many tokens a noun phrase may have.
const maxPhrase = 40

// chunk is the noun phrase that begins at token i, without what hangs on it; empty where none begins there.
func (r *reader) chunk(i, hi int) Run {
	hi = min(hi, i+maxPhrase)
	head := -1
	for k := i; k < hi; k++ {
		t := r.tags[k]
		switch {
		case r.afterTitle(k) && k+1 < hi && r.t.Capital(k+1):
		case r.Kind(k) != segment.Word && r.Kind(k) != segment.Number:
			if t != tag.POS || head != k-1 {
				return r.upTo(i, head)
			}
			head = -1
		case t.Noun() || r.nameLike(k):
			if head >= 0 && r.beginsAnother(k, head) {
				return r.upTo(i, head)
			}
			head = k
		case t == tag.POS || r.genitive(k, head):
			if head < 0 {
				return Run{}
			}
			head = -1
		case t == tag.CD && head >= 0 && !r.tags[head].Name():
			return r.upTo(i, head)
		case t.Adjective() || t == tag.CD || t == tag.FW:
			if head >= 0 && t.Adjective() && !r.leadsToNoun(k, hi) {
				return r.upTo(i, head)
			}
		case r.determines(k, i):
		case head < 0 && k+1 < hi && r.describes(k):
		default:
			return r.upTo(i, head)
		}
	}
	return r.upTo(i, head)
}

// genitive reports whether token k makes the noun before it, the head of a phrase, one of possession.
func (r *reader) genitive(k, head int) bool {
	return head >= 0 && head == k-1 && r.Is(k, "'s", "’s", "’", "'")
}

// nameLike reports whether token k can be part of a name by its capital, whatever noun it is not.
func (r *reader) nameLike(k int) bool {
	switch t := r.tags[k]; t {
	case tag.IN, tag.CC, tag.PRP, tag.PRPS, tag.DT, tag.RB, tag.MD, tag.WRB, tag.WP, tag.TO, tag.UH, tag.EX:
		return false
	default:
		return !t.Verb() && r.capital(k)
	}
}

// beginsAnother reports whether the noun at token k begins another phrase than the one with that head: a title behind a
// common noun, a day, or the first word of a paragraph.
func (r *reader) beginsAnother(k, head int) bool {
	if _, title := titles[r.t.Fold(k)]; title && !r.capital(head) && r.capital(k) {
		return true
	}
	if calendar.Day(r.t.Fold(k)) {
		return true
	}
	last, this := r.t.Tokens[k-1], r.t.Tokens[k]
	return this.Start > last.End+1 && strings.Contains(r.t.Raw[last.End:this.Start], "\n\n")
}

// leadsToNoun reports whether a noun follows the adjectives that begin at token k.
func (r *reader) leadsToNoun(k, hi int) bool {
	n := k + 1
	for n < hi && r.tags[n].Adjective() {
		n++
	}
	return n < hi && r.tags[n].Noun()
}

// determines reports whether token k is one of the words by which the phrase that begins at token first begins: "all
// the", "their".
func (r *reader) determines(k, first int) bool {
	switch r.tags[k] {
	case tag.PDT, tag.PRPS, tag.WPS:
		return k == first || r.tags[k-1] == tag.PDT
	case tag.DT:
		return k == first || r.tags[k-1] == tag.PDT || k == first+1 && r.tags[first] == tag.DT
	}
	return false
}

// describes reports whether token k is a participle or an adverb that belongs to the noun or adjective behind it.
func (r *reader) describes(k int) bool {
	t, next := r.tags[k], r.tags[k+1]
	if t != tag.VBN && t != tag.RB && (t != tag.VBG || r.gerund(k)) {
		return false
	}
	return next.Noun() || next.Adjective() || next == tag.VBN
}

// gerund reports whether the participle at token i is what the verb before it is about: "denied killing civilians".
func (r *reader) gerund(i int) bool {
	return i > 0 && r.tags[i-1].Verb() && !r.Is(i-1, "is", "are", "was", "were")
}

// afterTitle reports whether token i is the stop of a title or of an initial: "Dr. Haytham".
func (r *reader) afterTitle(i int) bool {
	if i == 0 || !r.Is(i, ".") || r.t.Tokens[i].Start != r.t.Tokens[i-1].End || !r.t.Capital(i-1) {
		return false
	}
	_, ok := titles[r.t.Fold(i-1)]
	return ok || r.t.Tokens[i-1].End-r.t.Tokens[i-1].Start == 1
}

func (r *reader) upTo(i, head int) Run {
	if head < 0 {
		return Run{}
	}
	return Run{i, head + 1}
}

// attached is a chunk with what "of", "for" and the like hang on a noun for a person or a body, or on a name.
func (r *reader) attached(a Run, hi int) Run {
	for a.Hi < hi && a.Hi-a.Lo < maxPhrase {
		head := a.Hi - 1
		f := r.t.Fold(head)
		o, isBody := bodies[f]
		personal := roles[f] != notRole || isBody && (!o.letter || r.capital(head))
		switch {
		case r.Is(a.Hi, "(") && a.Hi+2 < hi && r.Is(a.Hi+2, ")") && r.letters(a.Hi+1):
			a.Hi += 3
			continue
		case personal && r.Is(a.Hi, "of", "for", "from", "at", "in", "with", "near", "inside"),
			r.tags[head].Name() && r.Is(a.Hi, "of", "for") && r.capital(head) && a.Hi+1 < hi && (r.capital(a.Hi+1) || r.Is(a.Hi+1, "the") && r.capital(a.Hi+2)):
		default:
			return a
		}
		if r.Is(a.Hi+1, "a", "an") && r.Is(a.Hi, "in", "with", "from", "at") || a.Hi+1 < hi && calendar.Day(r.t.Fold(a.Hi+1)) || a.Hi+1 < hi && calendar.Month(r.t.Fold(a.Hi+1)) {
			return a
		}
		next := r.chunk(a.Hi+1, hi)
		if next.Empty() {
			return a
		}
		a.Hi = next.Hi
	}
	return a
}

// letters reports whether token i is two or more capitals.
func (r *reader) letters(i int) bool {
	w := r.t.Word(i)
	n := 0
	for j := range len(w) {
		switch {
		case w[j] >= 'A' && w[j] <= 'Z':
			n++
		case w[j] != '.' && w[j] != '-' && (w[j] < 'a' || w[j] > 'z') && (w[j] < '0' || w[j] > '9'):
			return false
		}
	}
	return n >= 2 && n*2 > len(w)
}

// head is the noun that a phrase turns on: the last before a preposition or verb.
func (r *reader) head(a Run) int {
	last := -1
	for i := a.Lo; i < a.Hi; i++ {
		if i > a.Lo && (r.tags[i] == tag.IN || r.tags[i].Verb() || r.tags[i] == tag.TO || r.Is(i, ",", "(")) && last >= 0 {
			break
		}
		if r.tags[i].Noun() || r.capital(i) && r.Kind(i) == segment.Word && r.tags[i] != tag.DT {
			last = i
		}
	}
	if last < 0 {
		return a.Hi - 1
	}
	return last
}

// knownAt is the end of the longest well-known name that begins at token i, or i.
func (r *reader) knownAt(i int) int {
	const longest = 9 // words
	if !r.t.Capital(i) || r.Kind(i) != segment.Word || i > 0 && r.Kind(i-1) == segment.Word && r.t.Capital(i-1) && !r.first(i-1) {
		return i
	}
	for end := min(i+longest, len(r.tags)); end > i; end-- {
		if r.Kind(end-1) != segment.Word || !r.t.Capital(end-1) || r.t.Tokens[end-1].Sentence != r.t.Tokens[i].Sentence {
			continue
		}
		if _, ok := r.wellKnown(r.words(Run{i, end})); ok {
			return end
		}
	}
	return i
}

// wellKnown is the well-known body of a name. A single word that any body of its sort may be called by, as "the
// Observatory", is not taken for the well-known one in a text that gives the full name of another.
func (r *reader) wellKnown(name string) (wellKnown, bool) {
	k, ok := known[bare(name)]
	if !ok {
		return k, false
	}
	if w := bare(name); k.name != name {
		if _, common := bodies[w]; common && r.anotherBody(w, k) {
			return wellKnown{}, false
		}
	}
	return k, ok
}

// anotherBody reports whether the text names a body that ends in the word w and is not k, and nowhere k by more than
// that word.
func (r *reader) anotherBody(w string, k wellKnown) bool {
	if found, ok := r.others[w]; ok {
		return found
	}
	other, full := false, false
	for i := 1; i < len(r.t.Tokens); i++ {
		if r.t.Fold(i) != w || !r.t.Capital(i) {
			continue
		}
		begin := i
		for begin > 0 && r.Kind(begin-1) == segment.Word && r.t.Capital(begin-1) && r.tags[begin-1] != tag.DT && i-begin < 4 {
			begin--
		}
		if begin == i || begin == 0 || r.tags[begin-1] != tag.DT || strings.Contains(r.t.Fold(i-1), "-") {
			continue
		}
		this := false
		for at := begin; at < i && !this; at++ { // "Britain-based Syrian Observatory"
			named, ok := known[bare(r.words(Run{at, i + 1}))]
			this = ok && named == k
		}
		full, other = full || this, other || !this
	}
	if r.others == nil {
		r.others = map[string]bool{}
	}
	r.others[w] = other && !full
	return r.others[w]
}
