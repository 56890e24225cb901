package neural

import "math"

// Chain finds the best labels of the tokens of a row, where a score belongs to each label of each token and to each
// pair of labels that follow each other: the second half of a linear-chain conditional random field (Lafferty, McCallum
// and Pereira, ICML 2001). Label 0 is outside of everything; of the others, each odd one begins something and the even
// one behind it goes on with it, which it can only behind itself or the one that begins.
type Chain struct {
	labels int
	follow []float32 // of label b behind label a at a*labels + b
	sums   []float32
	next   []float32
	before []uint8
}

// maxLabels bounds how many labels a chain has.
const maxLabels = 64

// Chain is the chain over the given number of labels whose scores of pairs are the tensor of that name. It is nil once
// anything was wrong.
func (w *Weights) Chain(name string, labels int) *Chain {
	follow := w.Floats(name)
	if labels < 1 || labels > maxLabels || len(follow) != labels*labels {
		w.Fail("%s has %d scores of pairs for %d labels", name, len(follow), labels)
	}
	for _, x := range follow {
		if !(math.Abs(float64(x)) < 1e6) {
			w.Fail("%s has a score of %v", name, x)
		}
	}
	if w.err != nil {
		return nil
	}
	return &Chain{labels: labels, follow: follow}
}

// impossible is less than any sum of scores.
const impossible = -1e30

// Best writes the best labels of n tokens to dst (Viterbi 1967), given the scores of their labels, token by token; of
// equals the first label. The chain's own memory is used: it must not be used by two goroutines at once; see
// [Chain.Clone].
func (c *Chain) Best(dst []uint8, scores []float32, n int) {
	k := c.labels
	if len(c.sums) < k {
		c.sums, c.next = make([]float32, k), make([]float32, k)
	}
	if len(c.before) < n*k {
		c.before = make([]uint8, n*k+n*k/2)
	}
	for i := range n {
		row, before := scores[i*k:(i+1)*k], c.before[i*k:(i+1)*k]
		for l := range k {
			goesOn := l > 0 && l%2 == 0
			c.next[l] = impossible
			switch {
			case i == 0 && !goesOn:
				c.next[l] = row[l]
			case i > 0 && goesOn:
				c.step(l, l-1, l+1, before)
				c.next[l] += row[l]
			case i > 0:
				c.step(l, 0, k, before)
				c.next[l] += row[l]
			}
		}
		c.sums, c.next = c.next, c.sums
	}
	last := 0
	for l := range k {
		if c.sums[l] > c.sums[last] {
			last = l
		}
	}
	for i := n - 1; i >= 0; i-- {
		dst[i] = uint8(last)
		last = int(c.before[i*k+last])
	}
}

// step finds the best label among [from, to) before label l.
func (c *Chain) step(l, from, to int, before []uint8) {
	for b := from; b < to; b++ {
		if x := c.sums[b] + c.follow[b*c.labels+l]; x > c.next[l] {
			c.next[l] = x
			before[l] = uint8(b)
		}
	}
}

// Clone is the same chain with memory of its own.
func (c *Chain) Clone() *Chain { return &Chain{labels: c.labels, follow: c.follow} }
