package parse

// oracle tells what each action costs, on the way to a known tree: how many of its arcs can no longer be made after it (Goldberg and
// Nivre 2013). It holds for any state, also one that mistakes have led to.
type oracle struct {
	heads    []int32   // by word, from 1; nobody for the root
	children [][]int32 // in order
}

func (o *oracle) learn(heads []int32) {
	o.heads = heads
	for len(o.children) < len(heads) {
		o.children = append(o.children, nil)
	}
	for i := range heads {
		o.children[i] = o.children[i][:0]
	}
	for i, h := range heads {
		if i > 0 && h != nobody {
			o.children[h] = append(o.children[h], int32(i))
		}
	}
}

const impossible = 1 << 20

// costs are the costs of the three actions.
func (o *oracle) costs(s *state) (cost [actions]int) {
	for a := range actions {
		if !s.may(a) {
			cost[a] = impossible
		}
	}
	if len(s.stack) > 0 {
		top, below := s.at(0), s.at(1)
		head := o.heads[top]
		lost := 0 // dependents of top that have not been seen yet
		for _, c := range o.children[top] {
			if c >= s.next {
				lost++
			}
		}
		cost[left] += lost
		cost[right] += lost
		switch {
		case head == nobody: // it should stay to the end, which it can only at the bottom of the stack
			if below == nobody {
				cost[left]++
			}
		case head == below && below != nobody:
			cost[left]++
		case head == s.next && s.next <= s.n:
			cost[right]++
		case head > s.next:
			cost[left]++
			cost[right]++
		}
	}
	if s.next <= s.n {
		b := s.next
		for _, c := range o.children[b] {
			if c < b && s.nodes[c].head == nobody {
				cost[shift]++ // c waits on the stack
			}
		}
		if o.heads[b] == nobody && len(s.stack) > 0 {
			cost[shift]++ // what lies below it can no longer depend on it
		}
		if h := o.heads[b]; h != nobody && h < b && s.nodes[h].head == nobody && h != s.at(0) {
			cost[shift]++
		}
	}
	return cost
}
