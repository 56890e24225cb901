package label

import (
	"strings"
	"unicode/utf8"

	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
)

// view is a text as the features see it: a number for each word, stem and tag, made once.
type view struct {
	t    *segment.Text
	tags []tag.Tag
	word []uint32 // hash of the folded word
	stem []uint32 // hash of its stem
	tag  []uint32 // part of speech, or which mark of punctuation
	cue  []bool   // whether the token is taken for a cue
}

func newView(t *segment.Text, tags []tag.Tag) *view {
	n := len(t.Tokens)
	numbers := make([]uint32, 3*n)
	v := &view{t: t, tags: tags, word: numbers[:n:n], stem: numbers[n : 2*n : 2*n], tag: numbers[2*n:], cue: make([]bool, n)}
	for i, k := range t.Tokens {
		w := t.Lower[k.Start:k.End]
		v.word[i] = hash(w)
		v.stem[i] = hash(stem(w))
		v.tag[i] = uint32(tags[i])
		if k.Kind != segment.Word && k.Kind != segment.Number {
			r, _ := utf8.DecodeRuneInString(w)
			v.tag[i] = 100 + uint32(r)%977
		}
	}
	return v
}

// The numbers of what lies outside of the text.
const (
	outsideWord = 7
	outsideTag  = 99
)

func (v *view) wordAt(i int) uint32 {
	if i < 0 || i >= len(v.word) {
		return outsideWord
	}
	return v.word[i]
}

func (v *view) tagAt(i int) uint32 {
	if i < 0 || i >= len(v.tag) {
		return outsideTag
	}
	return v.tag[i]
}

func (v *view) quoted(i int) uint32 {
	if v.t.Quoted(i) >= 0 {
		return 1
	}
	return 0
}

func (v *view) sentence(i int) segment.Sentence { return v.t.Sentences[v.t.Tokens[i].Sentence] }

// candidate tells whether token i can be a cue at all: a verb, or a word that the training corpus has as one.
func (m *Model) candidate(v *view, i int) bool {
	if v.t.Tokens[i].Kind != segment.Word {
		return false
	}
	return v.tags[i].Verb() || m.nouns[v.word[i]]
}

// hash is FNV-1a, in which the typographic apostrophe counts as the straight one.
func hash(w string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c == 0xe2 && i+2 < len(w) && w[i+1] == 0x80 && w[i+2] == 0x99 {
			c = '\''
			i += 2
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// stem cuts the commonest endings off a word, so that "claims" and "claimed" share what was learnt of either.
func stem(w string) string {
	for _, s := range [...]string{"ing", "ed", "es", "s"} {
		if len(w) > len(s)+3 && strings.HasSuffix(w, s) {
			return w[:len(w)-len(s)]
		}
	}
	return w
}

// mix spreads a value and the number of its feature over 32 bits (the finaliser of MurmurHash3).
func mix(v, k uint32) uint32 {
	h := v*0xcc9e2d51 ^ (k+1)*0x9e3779b1
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}

func capped(n, most int) uint32 { return uint32(min(n, most)) }
