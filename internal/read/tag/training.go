package tag

import (
	"cmp"
	"math/rand/v2"
	"slices"

	"firsthand/internal/read/perceptron"
	"firsthand/internal/read/segment"
	"firsthand/internal/read/treebank"
)

// A word is sure when it occurs at least sureCount times in training and has one class in at least sureShare of them. The lexicon knows
// the classes of words that occur at least usualCount times, each that has at least usualShare of them. Classes that occur less than
// classCount times are not learned.
const (
	sureCount, sureShare   = 30, 0.998
	usualCount, usualShare = 4, 0.06
	classCount             = 5
	tableBits              = 20
)

// Gold is the class that the treebank gives token i of x: its tags as this package has them.
func Gold(x treebank.Tokens, i int) (Tag, UPOS) {
	w := x.Words[i]
	u, _ := ParseUPOS(w.UPOS)
	if x.Mark(i) {
		return Punct, u
	}
	t, ok := Parse(w.XPOS)
	if ok && t != Punct {
		return t, u
	}
	switch { // ADD, GW, AFX, XX, and marks that hold a letter or digit
	case w.XPOS == "ADD" || u == PROPN:
		return NNP, u
	case u == NOUN:
		return NN, u
	case u == ADJ:
		return JJ, u
	case u == ADV:
		return RB, u
	case u == VERB:
		return VB, u
	case u == ADP:
		return IN, u
	case u == PRON:
		return PRP, u
	case u == NUM:
		return CD, u
	case w.XPOS == "XX" || u == X:
		return FW, u
	}
	return SYM, u
}

// Train fits a tagger to sentences in the given number of rounds. clusters gives words that are used alike the same number, and may be
// nil. The same sentences, clusters and seed give the same model.
func Train(sentences []treebank.Tokens, clusters map[string]uint16, rounds int, seed uint64) *Model {
	t := newTrainer(sentences, clusters)
	order := make([]int, len(sentences))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(seed, 1))
	t.random = random
	for range rounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.learn(sentences[i], t.gold[i])
		}
	}
	t.model.weights = t.weights.Average(unit, 0)
	return t.model
}

// drop is the share of features that training leaves out, each time others, so that the model does not lean on few.
const drop = 0.3

// unit is the mean size of a weight in steps; see perceptron.Trainer.Average.
const unit = 12

type trainer struct {
	model   *Model
	gold    [][]uint8 // class of each token of each sentence, none where it is too rare to learn
	weights *perceptron.Trainer
	view    view
	random  *rand.Rand
}

func newTrainer(sentences []treebank.Tokens, clusters map[string]uint16) *trainer {
	seen := map[class]int{}
	for _, x := range sentences {
		for i := range x.Words {
			tag, upos := Gold(x, i)
			seen[class{tag, upos}]++
		}
	}
	var classes []class
	for c, n := range seen {
		if n >= classCount {
			classes = append(classes, c)
		}
	}
	for _, c := range []class{{Punct, PUNCT}, {NN, NOUN}} { // there is a class for any token
		if !slices.Contains(classes, c) {
			classes = append(classes, c)
		}
	}
	slices.SortFunc(classes, func(a, b class) int { return cmp.Or(cmp.Compare(a.tag, b.tag), cmp.Compare(a.upos, b.upos)) })
	t := &trainer{model: newModel(classes), weights: perceptron.NewTrainer(tableBits)}
	for _, x := range sentences {
		gold := make([]uint8, len(x.Words))
		for i := range x.Words {
			tag, upos := Gold(x, i)
			if c := slices.Index(classes, class{tag, upos}); c >= 0 {
				gold[i] = uint8(c)
			} else {
				gold[i] = none
			}
		}
		t.gold = append(t.gold, gold)
	}
	t.model.lexicon = learnWords(sentences, t.gold, clusters)
	return t
}

// learn goes through one sentence as the tagger would, and mends the weights after each mistake.
func (t *trainer) learn(x treebank.Tokens, gold []uint8) {
	t.view.fill(t.model.lexicon, x.Text, 0, len(x.Text.Tokens))
	c1, c2 := uint8(none), uint8(none)
	var rows [width]uint32
	for i := range gold {
		l := &t.view.looks[i+margin]
		guess := uint8(0)
		if l.sure >= 0 {
			guess = uint8(l.sure)
		} else {
			features(t.view.looks, i+margin, c1, c2, tableBits, &rows)
			kept := rows[:0]
			for _, r := range rows {
				if t.random.Float64() >= drop {
					kept = append(kept, r)
				}
			}
			t.weights.Step()
			var sums [perceptron.MaxClasses]float32
			t.weights.Add(kept, &sums)
			from := t.model.words
			if l.mark {
				from = t.model.marks
			}
			guess = from[0]
			for _, c := range from[1:] {
				if sums[c] > sums[guess] {
					guess = c
				}
			}
			if gold[i] != guess && gold[i] != none {
				t.weights.Mend(kept, gold[i], 1)
				t.weights.Mend(kept, guess, -1)
			}
		}
		c1, c2 = guess, c1
	}
}

// learnWords makes the lexicon.
func learnWords(sentences []treebank.Tokens, gold [][]uint8, clusters map[string]uint16) *lexicon {
	type word struct {
		all     int
		classes map[uint8]int
		cluster uint16
	}
	seen := map[uint32]*word{}
	at := func(h uint32) *word {
		if seen[h] == nil {
			seen[h] = &word{classes: map[uint8]int{}}
		}
		return seen[h]
	}
	for k, x := range sentences {
		for i := range x.Words {
			w := at(hash(x.Text.Fold(i)))
			w.all++
			w.classes[gold[k][i]]++
		}
	}
	for form, c := range clusters {
		at(hash(form)).cluster = c
	}
	hashes := make([]uint32, 0, len(seen))
	for h, w := range seen {
		if w.all >= usualCount || w.cluster != 0 {
			hashes = append(hashes, h)
		}
	}
	slices.Sort(hashes)
	lex := newLexicon(len(hashes))
	sets := map[string]uint16{"": 0}
	for _, h := range hashes {
		w := seen[h]
		e := entry{hash: h, cluster: w.cluster, sure: -1}
		var set []byte
		for c := range uint8(perceptron.MaxClasses) {
			n := w.classes[c]
			if w.all >= usualCount && float64(n) >= usualShare*float64(w.all) {
				set = append(set, c)
				if 2*n > w.all { // the one it mostly has is named twice
					set = append(set, c)
				}
			}
			if w.all >= sureCount && float64(n) >= sureShare*float64(w.all) {
				e.sure = int16(c)
			}
		}
		if _, ok := sets[string(set)]; !ok {
			sets[string(set)] = uint16(len(sets))
		}
		e.usual = sets[string(set)]
		lex.add(e)
	}
	return lex
}

// Score is how many tokens a model got right.
type Score struct {
	Tokens, UPOS int // all tokens, and those whose universal part of speech is right
	Words, Penn  int // those that are no marks, and those of them whose Penn tag is right
}

// Score tags the sentences and compares.
func (m *Model) Score(sentences []treebank.Tokens) (s Score) {
	for _, x := range sentences {
		tags, upos := m.Find(x.Text)
		for i := range tags {
			t, u := Gold(x, i)
			s.Tokens++
			if upos[i] == u {
				s.UPOS++
			}
			if x.Mark(i) {
				continue
			}
			s.Words++
			if tags[i] == t {
				s.Penn++
			}
		}
	}
	return s
}

// Find tags a text with this model; see [FindBoth].
func (m *Model) Find(t *segment.Text) ([]Tag, []UPOS) {
	tags, upos := make([]Tag, len(t.Tokens)), make([]UPOS, len(t.Tokens))
	classes := make([]uint8, len(t.Tokens))
	var v view
	for _, s := range t.Sentences {
		v.fill(m.lexicon, t, s.First, s.Last)
		m.tag(&v, classes[s.First:s.Last])
	}
	for i, c := range classes {
		tags[i], upos[i] = m.classes[c].tag, m.classes[c].upos
	}
	return tags, upos
}
