package syntax

import "slices"

// tree finds the best tree over the tokens of a sentence by the algorithm of Chu and Liu (1965) and Edmonds (1967):
// each token takes its best head; where that makes a cycle, the cycle becomes one node, and so on.
type tree struct {
	scores []float32 // of node d under node h at d*size + h; node 0 is the root
	size   int
	active []int32
	heads  []int32
	mark   []int32
	merged []cycle
}

// cycle is one that has become its first node.
type cycle struct {
	nodes, heads []int32 // and what head each had within the cycle
	into         []int32 // for each other node as a head of the cycle: which of its nodes takes that head
	outOf        []int32 // for each other node as a dependent: which of the cycle's nodes is its head
}

// never is less than any score.
const never = -1e30

// best is for each of n tokens its head in the best tree under one root: the token, counted from 1, or 0 for the root.
// scores are as [worker.arcs] leaves them; they are changed.
func (t *tree) best(scores []float32, n int) []int32 {
	t.size = n + 1
	t.heads = room(t.heads, t.size)
	t.take(scores, n)
	if roots := t.roots(); len(roots) == 1 && t.findCycle() == nil {
		return t.heads[1:t.size]
	}
	for d := range n {
		scores[d*t.size] -= rootCost
	}
	return t.span(scores, n)
}

// rootCost is what each token under the root costs: more than the best tree under several roots can be better than that
// under one, so that the best tree has one (every tree has one at least).
const rootCost = 1 << 12

// take sets each token's head to its best one, the first of several.
func (t *tree) take(scores []float32, n int) {
	t.active = t.active[:0]
	t.heads[0] = -1
	for d := range n {
		t.active = append(t.active, int32(d+1))
		row := scores[d*t.size : (d+1)*t.size]
		row[d+1] = never
		best := 0
		for h, s := range row {
			if s > row[best] {
				best = h
			}
		}
		t.heads[d+1] = int32(best)
	}
}

// roots are the tokens right under the root.
func (t *tree) roots() []int32 {
	var out []int32
	for d := 1; d < t.size; d++ {
		if t.heads[d] == 0 {
			out = append(out, int32(d))
		}
	}
	return out
}

// findCycle is a cycle among the heads of the active nodes, or nil.
func (t *tree) findCycle() []int32 {
	t.mark = room(t.mark, t.size)
	clear(t.mark)
	for _, start := range t.active {
		at := start
		for at > 0 && t.mark[at] == 0 {
			t.mark[at] = start
			at = t.heads[at]
		}
		if at > 0 && t.mark[at] == start {
			out := []int32{at}
			for v := t.heads[at]; v != at; v = t.heads[v] {
				out = append(out, v)
			}
			return out
		}
	}
	return nil
}

// span makes the heads a tree, which may have several tokens under the root.
func (t *tree) span(scores []float32, n int) []int32 {
	t.scores = room(t.scores, t.size*t.size)
	copy(t.scores[t.size:], scores[:n*t.size])
	t.take(t.scores[t.size:], n)
	t.merged = t.merged[:0]
	for c := t.findCycle(); c != nil; c = t.findCycle() {
		t.merge(c)
		t.choose()
	}
	for i := len(t.merged) - 1; i >= 0; i-- {
		c := &t.merged[i]
		self := c.nodes[0]
		from := t.heads[self]
		for d := range t.size {
			if t.heads[d] == self && c.outOf[d] >= 0 {
				t.heads[d] = c.outOf[d]
			}
		}
		for k, v := range c.nodes {
			t.heads[v] = c.heads[k]
		}
		t.heads[c.into[from]] = from
	}
	return t.heads[1:t.size]
}

// merge makes a cycle its first node.
func (t *tree) merge(nodes []int32) {
	c := cycle{nodes: nodes, into: make([]int32, t.size), outOf: make([]int32, t.size)}
	for d := range c.outOf {
		c.outOf[d] = -1
	}
	for _, v := range nodes {
		c.heads = append(c.heads, t.heads[v])
	}
	self := int(nodes[0])
	t.active = slices.DeleteFunc(t.active, func(v int32) bool { return slices.Contains(nodes[1:], v) })
	for _, other := range append([]int32{0}, t.active...) {
		u := int(other)
		if u == self {
			continue
		}
		in, out := float32(2*never), float32(2*never)
		for k, v := range nodes {
			// what it costs the cycle when v takes u as its head instead
			if s := t.scores[int(v)*t.size+u] - t.scores[int(v)*t.size+int(c.heads[k])]; s > in {
				in, c.into[u] = s, v
			}
			if s := t.scores[u*t.size+int(v)]; u > 0 && s > out {
				out, c.outOf[u] = s, v
			}
		}
		t.scores[self*t.size+u] = in
		if u > 0 {
			t.scores[u*t.size+self] = out
		}
	}
	t.merged = append(t.merged, c)
}

// choose gives the node that a cycle became its best head among the active nodes and the root. Whoever had its best
// head in the cycle has it there still, under the cycle's name, and nobody else has a better one than before.
func (t *tree) choose() {
	c := &t.merged[len(t.merged)-1]
	self := c.nodes[0]
	row := t.scores[int(self)*t.size : (int(self)+1)*t.size]
	best := int32(0)
	for _, v := range t.active {
		if v != self && slices.Contains(c.nodes, t.heads[v]) {
			t.heads[v] = self
		}
		if v != self && row[v] > row[best] {
			best = v
		}
	}
	t.heads[self] = best
}
