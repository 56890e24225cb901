package syntax

import (
	"sync"

	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
)

// Grammar is what the network makes of a text. Each slice but Names has one entry for each token.
type Grammar struct {
	Tags  []tag.Tag
	UPOS  []tag.UPOS
	Heads []int32 // the token that it depends on, in its own sentence; -1 for the root
	Rels  []Rel
	Cues  []float32 // log-odds that it is the main word of a cue
	Names []Name    // in order and apart

	model    *Model
	sentence []int8 // for each token, what the last layer over sentences makes of it, [Width] of scale neural.HiddenScale
	text     []int8 // and the layer over the text, [TextWidth] wide
}

// Find reads the grammar of a text with the model that is compiled in.
func Find(t *segment.Text) *Grammar { return embedded().Find(t) }

// Find reads the grammar of a text with this model. It takes time linear in the tokens: a sentence is read in pieces of at most [longestPiece].
func (m *Model) Find(t *segment.Text) *Grammar {
	n := len(t.Tokens)
	g := &Grammar{Tags: make([]tag.Tag, n), UPOS: make([]tag.UPOS, n), Heads: make([]int32, n), Rels: make([]Rel, n), Cues: make([]float32, n),
		model: m, sentence: make([]int8, n*m.Width()), text: make([]int8, n*m.TextWidth())}
	w := workers.Get().(*worker)
	defer workers.Put(w)
	w.use(m)
	for _, s := range t.Sentences {
		root := int32(-1)
		for lo := s.First; lo < s.Last; lo += longestPiece {
			hi := min(lo+longestPiece, s.Last)
			w.encode(t, g, lo, hi)
			w.tag(g, lo, hi)
			w.parse(g, lo, hi)
			root = join(g, lo, hi, root)
		}
	}
	w.vote(t, g)
	w.cues(t, g)
	return g
}

// longestPiece is the number of tokens up to which a sentence is read whole.
const longestPiece = 120

// join hangs the root of a later piece of a sentence on the root of its first, and gives that one.
func join(g *Grammar, lo, hi int, root int32) int32 {
	for i := lo; i < hi; i++ {
		if g.Heads[i] >= 0 {
			continue
		}
		if root < 0 {
			return int32(i)
		}
		g.Heads[i], g.Rels[i] = root, Parataxis
		return root
	}
	return root
}

// Width is how wide a token's row is over its sentence.
func (m *Model) Width() int { return m.layers[len(m.layers)-1].Out() }

// TextWidth is how wide a token's row is over the text.
func (m *Model) TextWidth() int { return m.text.Out() }

// Sentence is what the network makes of token i in its sentence, [Model.Width] bytes of scale neural.HiddenScale.
func (g *Grammar) Sentence(i int) []int8 {
	w := g.model.Width()
	return g.sentence[i*w : (i+1)*w : (i+1)*w]
}

// Text is what the network makes of token i in its text, [Model.TextWidth] bytes of scale neural.HiddenScale.
func (g *Grammar) Text(i int) []int8 {
	w := g.model.TextWidth()
	return g.text[i*w : (i+1)*w : (i+1)*w]
}

var workers = sync.Pool{New: func() any { return &worker{} }}
