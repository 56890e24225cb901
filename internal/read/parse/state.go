package parse

// action is one step of the arc-hybrid system (Kuhlmann, Gómez-Rodríguez and Satta 2011).
type action uint8

const (
	shift action = iota // the next word goes onto the stack
	left                // the word on top of the stack depends on the next word, and leaves the stack
	right               // the word on top of the stack depends on the one below it, and leaves the stack
	actions
)

// nobody stands where there is no word; words are numbered from 1 inside the parser.
const nobody = 0

// node is a word with the dependents that it has so far.
type node struct {
	head           int32
	l1, l2, r1, r2 int32 // outermost dependents on either side and the ones inside them, or nobody
	nl, nr         uint8
	label          Label // of the arc to head
	lset, rset     uint64
}

// state is where the parser stands in a sentence. Without a root node: the word left on the stack at the end is the root, so that
// every sentence has exactly one.
type state struct {
	nodes []node // the first is nobody's
	stack []int32
	next  int32 // first word that is not on the stack yet
	n     int32
}

func (s *state) begin(n int) {
	s.nodes = append(s.nodes[:0], node{label: countLabels})
	for range n {
		s.nodes = append(s.nodes, node{})
	}
	s.stack, s.next, s.n = s.stack[:0], 1, int32(n)
}

// over tells whether the tree is complete.
func (s *state) over() bool { return s.next > s.n && len(s.stack) <= 1 }

// may tells whether an action is possible.
func (s *state) may(a action) bool {
	switch a {
	case shift:
		return s.next <= s.n
	case left:
		return s.next <= s.n && len(s.stack) > 0
	}
	return len(s.stack) > 1
}

// at is the i-th word of the stack from the top, or nobody.
func (s *state) at(i int) int32 {
	if i >= len(s.stack) {
		return nobody
	}
	return s.stack[len(s.stack)-1-i]
}

// ahead is the i-th word that is not on the stack yet, or nobody.
func (s *state) ahead(i int32) int32 {
	if s.next+i > s.n {
		return nobody
	}
	return s.next + i
}

// arc is the head and the dependent of the arc that an action makes.
func (s *state) arc(a action) (head, dependent int32) {
	if a == left {
		return s.next, s.at(0)
	}
	return s.at(1), s.at(0)
}

// do takes an action; label is that of its arc.
func (s *state) do(a action, label Label) {
	if a == shift {
		s.stack = append(s.stack, s.next)
		s.next++
		return
	}
	head, dependent := s.arc(a)
	s.stack = s.stack[:len(s.stack)-1]
	d, h := &s.nodes[dependent], &s.nodes[head]
	d.head, d.label = head, label
	if a == left {
		h.l2, h.l1 = h.l1, dependent
		h.nl = min(h.nl+1, 7)
		h.lset |= 1 << label
	} else {
		h.r2, h.r1 = h.r1, dependent
		h.nr = min(h.nr+1, 7)
		h.rset |= 1 << label
	}
}
