package syntax

import (
	"sync"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/tag"
)

// Grammar is what the network makes of a text. Tags and Cues have one entry for each token and are always there; what
// few ask for is made when it is asked for. It is not safe for use by more than one goroutine.
type Grammar struct {
	Tags []tag.Tag
	Cues []float32 // log-odds that it is the main word of a cue

	t        *segment.Text
	model    *Model
	sentence []int8 // for each token, what the last layer over sentences makes of it, [Model.Width] of scale neural.HiddenScale
	text     []int8 // and the layer over the text, [Model.TextWidth] wide
	heads    []int32
	rels     []Rel
	parsed   []bool // of each sentence: heads and rels are there
}

// Find reads the grammar of a text with the model that is compiled in.
func Find(t *segment.Text) *Grammar { return embedded().Find(t) }

// Find reads the grammar of a text with this model. It takes time linear in the tokens: a sentence is read in pieces of
// at most [longestPiece].
func (m *Model) Find(t *segment.Text) *Grammar {
	n := len(t.Tokens)
	g := &Grammar{Tags: make([]tag.Tag, n), Cues: make([]float32, n), t: t, model: m, sentence: make([]int8, n*m.Width()), text: make([]int8, n*m.TextWidth())}
	g.work(func(w *worker) {
		for _, s := range t.Sentences {
			pieces(s, func(lo, hi int) {
				w.encode(t, g, lo, hi)
				w.tag(g, lo, hi)
			})
		}
		w.cues(t, g)
	})
	return g
}

// Arc is the token that token i depends on, in its own sentence, or -1 where i is the root; and how it depends on it.
// The first call for a token of a sentence parses the sentence.
func (g *Grammar) Arc(i int) (head int, rel Rel) {
	n := g.t.Tokens[i].Sentence
	if g.parsed == nil {
		g.heads, g.rels, g.parsed = make([]int32, len(g.t.Tokens)), make([]Rel, len(g.t.Tokens)), make([]bool, len(g.t.Sentences))
	}
	if !g.parsed[n] {
		g.parsed[n] = true
		g.work(func(w *worker) {
			root := int32(-1)
			pieces(g.t.Sentences[n], func(lo, hi int) {
				w.parse(g, lo, hi)
				root = join(g, lo, hi, root)
			})
		})
	}
	return int(g.heads[i]), g.rels[i]
}

// UPOS is the universal part of speech of each token.
func (g *Grammar) UPOS() []tag.UPOS {
	out := make([]tag.UPOS, 0, len(g.t.Tokens))
	g.work(func(w *worker) {
		for _, s := range g.t.Sentences {
			pieces(s, func(lo, hi int) {
				for _, best := range w.best(g.model.upos, g.sentence[lo*g.model.Width():hi*g.model.Width()], hi-lo) {
					out = append(out, g.model.uposes[best])
				}
			})
		}
	})
	return out
}

// Names are the names in the text, in order and apart.
func (g *Grammar) Names() []Name {
	var out []Name
	g.work(func(w *worker) {
		for _, s := range g.t.Sentences {
			pieces(s, func(lo, hi int) { out = w.name(g, lo, hi, out) })
		}
	})
	vote(g.t, out)
	return out
}

// work lends f a worker.
func (g *Grammar) work(f func(*worker)) {
	w := workers.Get().(*worker)
	defer workers.Put(w)
	w.use(g.model)
	f(w)
}

// pieces calls f with the pieces of a sentence.
func pieces(s segment.Sentence, f func(lo, hi int)) {
	for lo := s.First; lo < s.Last; lo += longestPiece {
		f(lo, min(lo+longestPiece, s.Last))
	}
}

// longestPiece is the number of tokens up to which a sentence is read whole.
const longestPiece = 120

// join hangs the root of a later piece of a sentence on the root of its first, and gives that one.
func join(g *Grammar, lo, hi int, root int32) int32 {
	for i := lo; i < hi; i++ {
		if g.heads[i] >= 0 {
			continue
		}
		if root < 0 {
			return int32(i)
		}
		g.heads[i], g.rels[i] = root, Parataxis
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
