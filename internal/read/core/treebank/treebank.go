// Package treebank reads Universal Dependencies treebanks (universaldependencies.org/format.html) for the programs that
// train and measure the tagger and the parser. Nothing that reads reports uses it.
package treebank

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"firsthand/internal/read/core/segment"
)

// Word is one token with its syntax.
type Word struct {
	XPOS, UPOS string
	Head       int // index of the word it depends on, -1 for the root
	Rel        string
}

// Name is the name of a person, an organisation or a place: words [First, Last) of a sentence.
type Name struct {
	First, Last int
	Kind        string // "person", "organization" or "place", as GUM writes them
}

// Sentence is one sentence of a treebank.
type Sentence struct {
	Document string // the identifier of the document that it stands in, "" where the file names none
	Text     string
	Words    []Word
	Names    []Name // in order and apart; only where the treebank has entities, see [Sentence.HasNames]
	Mentions []Mention
	entities bool
	spans    []span
}

// HasNames tells whether the treebank says of this sentence which names it holds, be it none.
func (s Sentence) HasNames() bool { return s.entities }

type span struct{ start, end int }

// Tokens are the tokens of a text of one sentence, with the syntax of each.
type Tokens struct {
	Text  *segment.Text
	Words []Word
	Names []Name // of tokens instead of words

	Mentions []Mention // of people and organisations, in the treebank's own words only
}

// Read reads all sentences of a CoNLL-U file. The words of a contraction stand in the text as the treebank writes them,
// one after another.
func Read(r io.Reader) ([]Sentence, error) {
	var c sentences
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for line := 1; in.Scan(); line++ {
		switch row := in.Text(); {
		case row == "":
			if err := c.flush(); err != nil {
				return nil, fmt.Errorf("read CoNLL-U: before line %d: %w", line, err)
			}
		case row[0] == '#':
			c.comment(row)
		default:
			if err := c.row(row); err != nil {
				return nil, fmt.Errorf("read CoNLL-U: line %d: %w", line, err)
			}
		}
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("read CoNLL-U: %w", err)
	}
	if err := c.flush(); err != nil {
		return nil, fmt.Errorf("read CoNLL-U: at the end: %w", err)
	}
	return c.out, nil
}

// sentences is what was read of a file so far.
type sentences struct {
	out      []Sentence
	s        Sentence // the one at hand,
	text     strings.Builder
	open     mentions
	document string
	entities bool

	covered int  // words up to this one lie in a contraction,
	glue    bool // with white space after it
}

// flush ends a sentence.
func (c *sentences) flush() error {
	if len(c.s.Words) > 0 {
		c.s.Text, c.s.Document = c.text.String(), c.document
		for i, w := range c.s.Words {
			if w.Head >= len(c.s.Words) {
				return fmt.Errorf("word %d of %d depends on word %d", i+1, len(c.s.Words), w.Head+1)
			}
		}
		c.s.entities = c.entities
		c.s.Names, c.s.Mentions = names(c.s, c.open.closed), mentionsOf(c.s, c.open.closed)
		c.out = append(c.out, c.s)
	}
	c.s = Sentence{}
	c.open.closed = c.open.closed[:0]
	c.text.Reset()
	c.covered = 0
	return nil
}

// comment reads a line about what follows.
func (c *sentences) comment(row string) {
	if id, ok := strings.CutPrefix(row, "# newdoc id = "); ok {
		c.document, c.entities, c.open = id, false, mentions{}
	}
	if strings.HasPrefix(row, "# global.Entity") {
		c.entities = true
	}
}

// row reads a word, or the span of a contraction.
func (c *sentences) row(row string) error {
	col := strings.Split(row, "\t")
	if len(col) != 10 {
		return fmt.Errorf("%d columns, want 10", len(col))
	}
	if strings.Contains(col[0], ".") {
		return nil
	}
	space := !strings.Contains(col[9], "SpaceAfter=No")
	var from, to, id, head int
	if n, _ := fmt.Sscanf(col[0], "%d-%d", &from, &to); n == 2 {
		c.covered, c.glue = to, space
		return nil
	}
	if _, err := fmt.Sscan(col[0], &id); err != nil || id != len(c.s.Words)+1 {
		return fmt.Errorf("word %q after %d words", col[0], len(c.s.Words))
	}
	if _, err := fmt.Sscan(col[6], &head); err != nil || head < 0 {
		return fmt.Errorf("head %q", col[6])
	}
	if id <= c.covered {
		space = id == c.covered && c.glue
	}
	start := c.text.Len()
	c.text.WriteString(col[1])
	c.s.spans = append(c.s.spans, span{start, c.text.Len()})
	c.s.Words = append(c.s.Words, Word{XPOS: col[4], UPOS: col[3], Head: head - 1, Rel: col[7]})
	c.open.word(id-1, col[9])
	if space {
		c.text.WriteByte(' ')
	}
	return nil
}

// Gold is the sentence in the treebank's own words.
func (s Sentence) Gold() Tokens { return Document([]Sentence{s}) }

// Document is sentences that follow each other, in the treebank's own words. Each is a line of the text.
func Document(sentences []Sentence) Tokens {
	var text strings.Builder
	var tokens []segment.Token
	var cuts []segment.Sentence
	var out Tokens
	for n, s := range sentences {
		at, first := text.Len(), len(tokens)
		text.WriteString(s.Text)
		text.WriteByte('\n')
		for i, w := range s.spans {
			tokens = append(tokens, segment.Token{Start: at + w.start, End: at + w.end, Sentence: n, Kind: kindOf(s.Text[w.start:w.end])})
			word := s.Words[i]
			if word.Head >= 0 {
				word.Head += first
			}
			out.Words = append(out.Words, word)
		}
		for _, m := range s.Mentions {
			out.Mentions = append(out.Mentions, Mention{m.First + first, m.Last + first, m.Head + first, m.Entity})
		}
		for _, m := range s.Names {
			out.Names = append(out.Names, Name{m.First + first, m.Last + first, m.Kind})
		}
		cuts = append(cuts, segment.Sentence{Start: tokens[first].Start, End: tokens[len(tokens)-1].End, First: first, Last: len(tokens), Paragraph: n})
	}
	out.Text = segment.Of(text.String(), tokens, cuts)
	return out
}

func kindOf(form string) segment.Kind {
	kind := segment.Punct
	for i, r := range form {
		switch {
		case unicode.IsLetter(r):
			return segment.Word
		case unicode.IsDigit(r) && (i == 0 || kind == segment.Number):
			kind = segment.Number
		case unicode.IsDigit(r):
			return segment.Word
		}
	}
	return kind
}

// whole makes all tokens of t one sentence.
func whole(t *segment.Text) {
	t.Quotes = nil
	t.Sentences = t.Sentences[:0]
	for i := range t.Tokens {
		t.Tokens[i].Sentence = 0
	}
	if n := len(t.Tokens); n > 0 {
		t.Sentences = append(t.Sentences, segment.Sentence{Start: t.Tokens[0].Start, End: t.Tokens[n-1].End, First: 0, Last: n})
	}
}

// Ours is the sentence in our own tokens. One that covers several of the treebank's words stands for the one among them
// whose head lies outside; where several of ours make up one word, those after the first depend on it as goeswith, or
// punct for marks. ok is false where that leaves no tree, which is rare.
func (s Sentence) Ours() (out Tokens, ok bool) {
	t := segment.Split(s.Text)
	whole(t)
	owner := make([]int, len(s.spans)) // the first of our tokens that overlaps the word
	for i := range owner {
		owner[i] = -1
	}
	first := make([]int, len(t.Tokens)) // the first word that overlaps the token
	w := 0
	for i, k := range t.Tokens {
		for w < len(s.spans) && s.spans[w].end <= k.Start {
			w++
		}
		first[i] = w
		for j := w; j < len(s.spans) && s.spans[j].start < k.End; j++ {
			if owner[j] < 0 {
				owner[j] = i
			}
		}
	}
	for _, o := range owner {
		if o < 0 {
			return Tokens{}, false
		}
	}
	words := make([]Word, len(t.Tokens))
	for i, k := range t.Tokens {
		best := -1
		for j := first[i]; j < len(s.spans) && s.spans[j].start < k.End; j++ {
			if owner[j] != i {
				continue
			}
			if h := s.Words[j].Head; h < 0 || owner[h] != i {
				best = j
				break
			}
		}
		switch {
		case best >= 0:
			words[i] = s.Words[best]
			if h := s.Words[best].Head; h >= 0 {
				words[i].Head = owner[h]
			}
		case first[i] < len(s.spans) && owner[first[i]] != i:
			words[i] = s.Words[first[i]]
			words[i].Head, words[i].Rel = owner[first[i]], "goeswith"
			if k.Kind != segment.Word && k.Kind != segment.Number {
				words[i].Rel = "punct"
			}
		default:
			return Tokens{}, false
		}
	}
	return Tokens{Text: t, Words: words, Names: s.ourNames(owner)}, isTree(words)
}

// isTree tells whether the words hang together under one root.
func isTree(words []Word) bool {
	roots := 0
	state := make([]int8, len(words)) // 1: on the path that is being followed, 2: leads to a root
	for i := range words {
		if words[i].Head < 0 {
			roots++
		}
		j := i
		for j >= 0 && state[j] == 0 {
			state[j] = 1
			j = words[j].Head
		}
		if j >= 0 && state[j] == 1 {
			return false
		}
		for j = i; j >= 0 && state[j] == 1; j = words[j].Head {
			state[j] = 2
		}
	}
	return roots == 1
}

// Without is the tokens without those for which drop holds; what depended on one of them depends on its head. Words
// stay apart or joined as they were. ok is false where the text then falls into other tokens, or where nothing is left.
func (x Tokens) Without(drop func(i int) bool) (out Tokens, ok bool) {
	var text strings.Builder
	at := make([]int, len(x.Words)) // new index
	var spans []span
	n := 0
	for i, k := range x.Text.Tokens {
		at[i] = -1
		if drop(i) {
			continue
		}
		at[i] = n
		n++
		if i > 0 && x.Text.Tokens[i-1].End < k.Start && text.Len() > 0 {
			text.WriteByte(' ')
		}
		spans = append(spans, span{text.Len(), text.Len() + k.End - k.Start})
		text.WriteString(x.Text.Word(i))
	}
	t := segment.Split(text.String())
	whole(t)
	if len(t.Tokens) != n || n == 0 {
		return Tokens{}, false
	}
	words := make([]Word, 0, n)
	for i, w := range x.Words {
		if at[i] < 0 {
			continue
		}
		if t.Tokens[len(words)].Start != spans[len(words)].start {
			return Tokens{}, false
		}
		h := w.Head
		for h >= 0 && at[h] < 0 {
			h = x.Words[h].Head
		}
		if h >= 0 {
			h = at[h]
		} else {
			w.Rel = "root"
		}
		w.Head = h
		words = append(words, w)
	}
	return Tokens{Text: t, Words: words, Names: moved(x.Names, at)}, isTree(words)
}

// Mark tells whether token i is neither a word nor a number.
func (x Tokens) Mark(i int) bool {
	k := x.Text.Tokens[i].Kind
	return k != segment.Word && k != segment.Number
}

// Variants are the sentences as a model should see them in training: in the treebank's words, in our own tokens where
// those differ, and every third without its commas, because some outlets' archives lose their punctuation.
func Variants(sentences []Sentence) []Tokens {
	var out []Tokens
	for i, s := range sentences {
		gold := s.Gold()
		ours, ok := s.Ours()
		out = append(out, gold)
		if !ok {
			continue
		}
		if len(ours.Words) != len(gold.Words) {
			out = append(out, ours)
		}
		if i%3 != 0 {
			continue
		}
		comma := func(i int) bool { return ours.Mark(i) && ours.Text.Word(i) == "," }
		if bare, ok := ours.Without(comma); ok && len(bare.Words) < len(ours.Words) {
			out = append(out, bare)
		}
	}
	return out
}
