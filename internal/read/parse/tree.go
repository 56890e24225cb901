package parse

// Children holds the dependents of each token of a text.
type Children struct {
	first []int32 // by token, one more than there are tokens
	all   []int32
}

// Dependents lists the dependents of every token, in order. It takes time linear in the tokens.
func Dependents(arcs []Arc) *Children {
	c := &Children{first: make([]int32, len(arcs)+1), all: make([]int32, len(arcs))}
	for _, a := range arcs {
		if a.Head >= 0 {
			c.first[a.Head+1]++
		}
	}
	for i := range arcs {
		c.first[i+1] += c.first[i]
	}
	at := append([]int32(nil), c.first...)
	for i, a := range arcs {
		if a.Head >= 0 {
			c.all[at[a.Head]] = int32(i)
			at[a.Head]++
		}
	}
	return c
}

// Of is the dependents of token i, in order. The caller must not change it.
func (c *Children) Of(i int) []int32 { return c.all[c.first[i]:c.first[i+1]] }

// With is the first dependent of token i that has the label, or -1.
func (c *Children) With(arcs []Arc, i int, label Label) int {
	for _, d := range c.Of(i) {
		if arcs[d].Label == label {
			return int(d)
		}
	}
	return -1
}

// maxPath bounds how many steps a path may have, so that whoever asks for one for every token stays linear.
const maxPath = 32

// Path appends to out the labels on the way from token i up to its ancestor. ok is false where ancestor is none, or lies more than
// thirty-two steps above.
func Path(arcs []Arc, i, ancestor int, out []Label) (path []Label, ok bool) {
	path = out
	for steps := 0; i != ancestor; steps++ {
		if arcs[i].Head < 0 || steps == maxPath {
			return out, false
		}
		path = append(path, arcs[i].Label)
		i = int(arcs[i].Head)
	}
	return path, true
}

// Yield tells for every token which tokens [First[i], Last[i]) it and everything below it span. In a tree without crossing arcs, which is
// all that [Find] makes, they are all below it.
func Yield(arcs []Arc) (first, last []int32) {
	first, last = make([]int32, len(arcs)), make([]int32, len(arcs))
	waiting := make([]int32, len(arcs)) // dependents that have not reported yet
	for i, a := range arcs {
		first[i], last[i] = int32(i), int32(i)+1
		if a.Head >= 0 {
			waiting[a.Head]++
		}
	}
	for i := range arcs {
		for at := int32(i); waiting[at] == 0; {
			waiting[at] = -1
			h := arcs[at].Head
			if h < 0 {
				break
			}
			first[h], last[h] = min(first[h], first[at]), max(last[h], last[at])
			waiting[h]--
			at = h
		}
	}
	return first, last
}
