package syntax

import (
	"firsthand/internal/read/core/segment"
)

// What the layer over the text is told of a token beside its sentence: outside or inside of a quotation, or a mark of
// one; and whether it stands within a sentence, at its beginning, or at that of a paragraph. One of them is 1 and the
// others are 0.
const flagCount = 12

// flag is which of them is 1 for token i.
func flag(t *segment.Text, i int) int {
	quote := 0
	switch {
	case t.Tokens[i].Kind == segment.Open:
		quote = 2
	case t.Tokens[i].Kind == segment.Close:
		quote = 3
	case t.Quoted(i) >= 0:
		quote = 1
	}
	n := t.Tokens[i].Sentence
	s := t.Sentences[n]
	switch {
	case i != s.First:
		return quote
	case n == 0 || t.Sentences[n-1].Paragraph != s.Paragraph:
		return quote + 8
	}
	return quote + 4
}

// cues runs the layer over the text, piece by piece, and scores each token as the main word of a cue.
func (w *worker) cues(t *segment.Text, g *Grammar) {
	m := w.m
	wide, in, out := m.Width(), m.text.In(), m.text.Out()
	for lo := 0; lo < len(t.Tokens); {
		hi := pieceEnd(t, lo)
		n := hi - lo
		w.x = room(w.x, n*in)
		for i := lo; i < hi; i++ {
			row := w.x[(i-lo)*in : (i-lo+1)*in]
			copy(row, g.Sentence(i))
			clear(row[wide:])
			row[wide+flag(t, i)] = 127
		}
		m.text.Run(g.text[lo*out:hi*out], w.x, n, &w.scratch)
		m.cue.Apply(g.Cues[lo:hi], g.text[lo*out:hi*out], n)
		lo = hi
	}
}

// textPiece is about how many tokens the layer over the text goes through at once, as it did in training.
const textPiece = 220

// pieceEnd is where the piece of the text ends that begins at token lo: at the end of a sentence where that comes in
// time.
func pieceEnd(t *segment.Text, lo int) int {
	s := t.Sentences[t.Tokens[lo].Sentence]
	hi := min(s.Last, lo+textPiece)
	for n := t.Tokens[lo].Sentence + 1; n < len(t.Sentences) && t.Sentences[n].Last-lo <= textPiece; n++ {
		hi = t.Sentences[n].Last
	}
	return hi
}
