package parse

import (
	"math"
	"math/rand/v2"

	"firsthand/internal/read/perceptron"
	"firsthand/internal/read/tag"
	"firsthand/internal/read/treebank"
)

// Example is one sentence with its tree, and tags as the tagger gives them to sentences that it has not seen.
type Example struct {
	treebank.Tokens
	Tags []tag.Tag
	UPOS []tag.UPOS
}

const (
	actionBits = 21
	labelBits  = 20
	unit       = 10  // mean size of a weight in steps
	obey       = 1   // rounds in which the oracle leads
	explore    = 0.9 // share of steps after that in which the parser's own choice leads, right or wrong
)

// drop is the share of features that training leaves out, each time others, so that the model does not lean on few.
const drop = 0.3

type trainer struct {
	weights [][actions]float32
	sums    [][actions]float64 // of each change times its step
	step    float64
	labels  *perceptron.Trainer
	worker  worker
	oracle  oracle
	heads   []int32
	golds   []Label
	random  *rand.Rand
}

// Train fits a parser to examples in the given number of rounds. The same examples and seed give the same model.
func Train(examples []Example, rounds int, seed uint64, report func(round int, m *Model)) *Model {
	t := &trainer{weights: make([][actions]float32, 1<<actionBits), sums: make([][actions]float64, 1<<actionBits), step: 1,
		labels: perceptron.NewTrainer(labelBits), random: rand.New(rand.NewPCG(seed, 2))}
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	for round := range rounds {
		t.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.learn(&examples[i], round >= obey)
		}
		if report != nil {
			report(round, t.average())
		}
	}
	return t.average()
}

// gold puts the example's tree into t.
func (t *trainer) gold(x *Example) {
	t.heads, t.golds = append(t.heads[:0], nobody), append(t.golds[:0], Root)
	for _, w := range x.Words {
		l, _ := ParseLabel(w.Rel)
		t.heads, t.golds = append(t.heads, int32(w.Head+1)), append(t.golds, l)
	}
	t.oracle.learn(t.heads)
}

// learn goes through one sentence, and mends the weights after each mistake.
func (t *trainer) learn(x *Example, free bool) {
	t.gold(x)
	w := &t.worker
	w.view.fill(x.Text, 0, len(x.Words), x.Tags, x.UPOS)
	s := &w.state
	s.begin(len(x.Words))
	var at [actionWidth]uint32
	for !s.over() {
		w.view.actionFeatures(s, &w.act)
		var sum [actions]float32
		kept := at[:0]
		for k, v := range w.act {
			if t.random.Float64() < drop {
				continue
			}
			r := perceptron.Row(v+uint64(k)*salt, actionBits)
			kept = append(kept, r)
			row := &t.weights[r]
			for a := range sum {
				sum[a] += row[a]
			}
		}
		cost := t.oracle.costs(s)
		least := min(cost[shift], cost[left], cost[right])
		guess, best := actions, actions // of all, of those that cost least
		for a := range actions {
			if cost[a] >= impossible {
				continue
			}
			if guess == actions || sum[a] > sum[guess] {
				guess = a
			}
			if cost[a] == least && (best == actions || sum[a] > sum[best]) {
				best = a
			}
		}
		t.step++
		if guess != best {
			for _, r := range kept {
				t.weights[r][best]++
				t.sums[r][best] += t.step
				t.weights[r][guess]--
				t.sums[r][guess] -= t.step
			}
		}
		if !free || guess != best && t.random.Float64() >= explore {
			guess = best
		}
		label := Root
		if guess != shift {
			label = t.learnLabel(s, guess)
		}
		s.do(guess, label)
	}
}

// learnLabel labels the arc that an action makes, and mends the weights where the arc is right and the label is not.
func (t *trainer) learnLabel(s *state, a action) Label {
	w := &t.worker
	head, dependent := s.arc(a)
	w.view.labelFeatures(s, head, dependent, &w.lab)
	var all [labelWidth]uint32
	rows := all[:0]
	for k, v := range w.lab {
		if t.random.Float64() >= drop {
			rows = append(rows, t.labels.Row(v+uint64(k)*salt))
		}
	}
	var sums [perceptron.MaxClasses]float32
	t.labels.Add(rows, &sums)
	guess := Label(0)
	for l := range countLabels {
		if l != Root && sums[l] > sums[guess] {
			guess = l
		}
	}
	if t.heads[dependent] != head {
		return guess
	}
	t.labels.Step()
	if gold := t.golds[dependent]; gold != guess {
		t.labels.Mend(rows, uint8(gold), 1)
		t.labels.Mend(rows, uint8(guess), -1)
	}
	return guess
}

// average is the model of the averaged weights.
func (t *trainer) average() *Model {
	m := &Model{bits: actionBits, actions: make([]uint64, len(t.weights)), labels: t.labels.Average(unit, 0)}
	total, n := 0.0, 0
	mean := func(r int, a int) float64 { return float64(t.weights[r][a]) - t.sums[r][a]/t.step }
	for r := range t.weights {
		for a := range t.weights[r] {
			if v := mean(r, a); v != 0 {
				total += math.Abs(v)
				n++
			}
		}
	}
	scale := unit / max(total/float64(max(n, 1)), 1e-9)
	for r := range t.weights {
		for a := range t.weights[r] {
			v := math.Round(mean(r, a) * scale)
			m.actions[r] |= uint64(int64(max(-bias, min(bias, v)))+bias) << (16 * a)
		}
	}
	return m
}

// Score is how many tokens a parser got right.
type Score struct {
	Tokens   int
	Heads    int // unlabelled attachment
	Labels   int // head and universal relation: the LAS of the CoNLL 2018 shared task
	Subtypes int // head and relation with its subtype
}

// Score parses the examples and compares.
func (m *Model) Score(examples []Example) (r Score) {
	for i := range examples {
		x := &examples[i]
		for j, a := range m.Find(x.Text, x.Tags, x.UPOS) {
			r.Tokens++
			if int(a.Head) != x.Words[j].Head {
				continue
			}
			r.Heads++
			gold, _ := ParseLabel(x.Words[j].Rel)
			if a.Label.Universal() == gold.Universal() {
				r.Labels++
			}
			if a.Label == gold {
				r.Subtypes++
			}
		}
	}
	return r
}
