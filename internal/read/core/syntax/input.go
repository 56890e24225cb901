package syntax

// InputWidth is how wide a row of inputs is, that of a word by itself.
func (g *Grammar) InputWidth() int { return g.model.layers[0].In() }

// Inputs writes what goes into the network of the tokens [lo, hi) to dst, row by row: the vectors of each word by
// itself.
func (g *Grammar) Inputs(dst []int8, lo, hi int) {
	width := g.InputWidth()
	g.work(func(w *worker) {
		for i := lo; i < hi; i++ {
			copy(dst[(i-lo)*width:(i-lo+1)*width], w.input(g.t.Word(i)))
		}
	})
}
