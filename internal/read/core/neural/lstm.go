package neural

import "fmt"

// LSTM is a recurrent layer in one direction (Hochreiter & Schmidhuber, "Long Short-Term Memory", Neural Computation
// 1997), with a forget gate, as PyTorch defines it:
//
//	z = Win·x + Wrec·h + b          of four gates, in the order i, f, g, o
//	c = sigmoid(f)*c + sigmoid(i)*tanh(g)
//	h = sigmoid(o)*tanh(c)
//
// c and h are 0 before the first row. h is given out, and fed back, as an int8 of scale [HiddenScale]; c stays a
// float32.
type LSTM struct {
	input, recurrent *Linear
	hidden           int
}

// NewLSTM makes a recurrent layer of its two matrices: input gives the four gates for a row of inputs, and recurrent
// for the hidden state before, so that recurrent has four times as many outputs as inputs. The scale of its inputs is
// [HiddenScale]. It has no bias: where a network was trained with two, as PyTorch does, their sum belongs to input.
func NewLSTM(input, recurrent *Linear) (*LSTM, error) {
	hidden := recurrent.in
	switch {
	case recurrent.out != 4*hidden:
		return nil, fmt.Errorf("the recurrent matrix of an LSTM has %d outputs for a hidden state of %d", recurrent.out, hidden)
	case input.out != 4*hidden:
		return nil, fmt.Errorf("the input matrix of an LSTM has %d outputs for a hidden state of %d", input.out, hidden)
	case recurrent.inScale != HiddenScale:
		return nil, fmt.Errorf("the recurrent matrix of an LSTM has inputs of scale %v: want %v", recurrent.inScale, HiddenScale)
	case recurrent.biased:
		return nil, fmt.Errorf("the recurrent matrix of an LSTM has a bias: add it to that of the input matrix")
	}
	return &LSTM{input, recurrent, hidden}, nil
}

// In is the number of inputs in a row.
func (l *LSTM) In() int { return l.input.in }

// Hidden is the number of outputs in a row.
func (l *LSTM) Hidden() int { return l.hidden }

// Run reads n rows of inputs, one after the other in x, from the first to the last, and writes n rows of hidden states
// to dst. It panics if a slice is too short. dst and x must not overlap.
func (l *LSTM) Run(dst []int8, x []int8, n int, s *Scratch) {
	l.run(view{exact(dst, n*l.hidden), 0, l.hidden}, x, n, false, s)
}

// Scratch is the memory in which an LSTM works. The zero value is ready, and grows to what it is used for. It must not
// be used by two goroutines at once.
type Scratch struct {
	gates []float32 // four gates for each row, and room for a block behind them
	state []float32 // c
}

// grow makes room for n rows of four gates.
func (s *Scratch) grow(n, hidden int) {
	if want := n*4*hidden + lanes; len(s.gates) < want {
		s.gates = make([]float32, want+want/2)
	}
	if len(s.state) < hidden {
		s.state = make([]float32, hidden)
	}
}

// view is a matrix that may be a part of the columns of a wider one.
type view struct {
	values        []int8
	first, stride int
}

// row is the matrix from row r on, with all that lies behind.
func (v view) row(r int) []int8 { return v.values[v.first+r*v.stride:] }

// run goes through the rows in one direction.
func (l *LSTM) run(dst view, x []int8, n int, backward bool, s *Scratch) {
	if n == 0 {
		return
	}
	s.grow(n, l.hidden)
	l.input.Apply(s.gates, x, n)
	state := s.state[:l.hidden]
	clear(state)
	at, step := 0, 1
	if backward {
		at, step = n-1, -1
	}
	for i := range n {
		gates := s.gates[at*4*l.hidden:]
		if i > 0 { // the gates of the inputs take the place of a bias
			l.recurrent.apply(gates, dst.row(at-step), 1, gates)
		}
		update(dst.row(at)[:l.hidden], state, gates[:4*l.hidden])
		at += step
	}
}

// update goes one step: from the gates, it makes the new state and the hidden state h.
func update(h []int8, state, gates []float32) {
	hidden := len(h)
	for j := updateFast(h, state, gates); j < hidden; j++ {
		i, f, g, o := gates[j], gates[hidden+j], gates[2*hidden+j], gates[3*hidden+j]
		c := float32(sigmoid(f)*state[j]) + float32(sigmoid(i)*tanh(g))
		state[j] = c
		h[j] = nearest(float32(float32(sigmoid(o)*tanh(c)) * 127))
	}
}

// BiLSTM is two recurrent layers over the same rows, one from the first to the last and one from the last to the first.
type BiLSTM struct {
	forward, backward *LSTM
}

// NewBiLSTM makes a layer of two that have the same number of inputs and of outputs.
func NewBiLSTM(forward, backward *LSTM) (*BiLSTM, error) {
	if forward.In() != backward.In() || forward.hidden != backward.hidden {
		return nil, fmt.Errorf("the directions of a BiLSTM differ: %d inputs and a hidden state of %d, and %d and %d",
			forward.In(), forward.hidden, backward.In(), backward.hidden)
	}
	return &BiLSTM{forward, backward}, nil
}

// In is the number of inputs in a row.
func (b *BiLSTM) In() int { return b.forward.In() }

// Out is the number of outputs in a row: the hidden states of both directions.
func (b *BiLSTM) Out() int { return 2 * b.forward.hidden }

// Run reads n rows of inputs, one after the other in x, and writes n rows of hidden states to dst: in each row, those
// of the forward direction and then those of the backward one, as bytes of scale [HiddenScale]. So the output of one
// BiLSTM can be the input of another layer as it is. It panics if a slice is too short. dst and x must not overlap.
// Once the scratch has grown, nothing is allocated.
func (b *BiLSTM) Run(dst []int8, x []int8, n int, s *Scratch) {
	dst = exact(dst, n*b.Out())
	b.forward.run(view{dst, 0, b.Out()}, x, n, false, s)
	b.backward.run(view{dst, b.forward.hidden, b.Out()}, x, n, true, s)
}
