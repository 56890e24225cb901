package tag

import (
	"math"
	"math/rand/v2"
	"slices"

	"firsthand/internal/read/segment"
)

// Example is one sentence with the tag of each of its tokens.
type Example struct {
	Text *segment.Text // of one sentence's tokens, whatever sentences the segmenter saw
	Gold []Tag         // one a token
}

// Sure words occur at least sureCount times in training and have one tag in at least sureShare of them.
const (
	sureCount = 20
	sureShare = 0.995
)

// levels is how many steps a weight has on either side of zero.
const levels = 500

// Train fits a tagger to examples in the given number of rounds. The same examples and seed give the same model.
func Train(examples []Example, rounds int, seed uint64) *Model {
	t := &trainer{weights: make([][count]float32, table), total: make([][count]float32, table), since: make([][count]int32, table)}
	t.sure = sureWords(examples)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(seed, 1))
	for range rounds {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.learn(examples[i])
		}
	}
	return t.average()
}

type trainer struct {
	weights, total [][count]float32
	since          [][count]int32
	step           int32
	sure           map[uint32]Tag
	look           lookup
}

// learn goes through one sentence as the tagger would, and mends the weights after each mistake.
func (t *trainer) learn(e Example) {
	t.look.fill(e.Text, 0, len(e.Text.Tokens))
	t1, t2 := count, count
	var rows [width]uint32
	for i, s := range t.look.shapes {
		guess := Punct
		if sure, ok := t.sure[s.word]; ok && !s.punct {
			guess = sure
		} else if !s.punct {
			features(t.look.shapes, i, t1, t2, &rows)
			t.step++
			var sum [count]float32
			for _, r := range rows {
				for k := range sum {
					sum[k] += t.weights[r][k]
				}
			}
			guess = CC
			for k := guess + 1; k < count; k++ {
				if sum[k] > sum[guess] {
					guess = k
				}
			}
			if gold := e.Gold[i]; gold != guess && gold != Punct {
				for _, r := range rows {
					t.mend(r, gold, 1)
					t.mend(r, guess, -1)
				}
			}
		}
		t1, t2 = guess, t1
	}
}

func (t *trainer) mend(row uint32, k Tag, by float32) {
	t.total[row][k] += float32(t.step-t.since[row][k]) * t.weights[row][k]
	t.since[row][k] = t.step
	t.weights[row][k] += by
}

// average is the mean of the weights over all steps, scaled so that the largest becomes levels: finer steps cost space and win nothing.
func (t *trainer) average() *Model {
	m := &Model{weights: make([][count]int16, table), sure: t.sure}
	mean := func(r int, k int) float64 {
		return float64(t.total[r][k]+float32(t.step-t.since[r][k])*t.weights[r][k]) / float64(t.step)
	}
	largest := 0.0
	for r := range t.weights {
		for k := range t.weights[r] {
			largest = max(largest, math.Abs(mean(r, k)))
		}
	}
	if largest == 0 {
		return m
	}
	scale := levels / largest
	for r := range t.weights {
		for k := range t.weights[r] {
			m.weights[r][k] = int16(math.Round(mean(r, k) * scale))
		}
	}
	return m
}

func sureWords(examples []Example) map[uint32]Tag {
	seen := map[uint32]*[count]int{}
	var look lookup
	for _, e := range examples {
		look.fill(e.Text, 0, len(e.Text.Tokens))
		for i, s := range look.shapes {
			if s.punct {
				continue
			}
			if seen[s.word] == nil {
				seen[s.word] = new([count]int)
			}
			seen[s.word][e.Gold[i]]++
		}
	}
	sure := map[uint32]Tag{}
	for h, n := range seen {
		all, best := 0, 0
		for k := range n {
			all += n[k]
			if n[k] > n[best] {
				best = k
			}
		}
		if all >= sureCount && float64(n[best]) >= sureShare*float64(all) {
			sure[h] = Tag(best)
		}
	}
	return sure
}

func sorted(m map[uint32]Tag) []uint32 {
	out := make([]uint32, 0, len(m))
	for h := range m {
		out = append(out, h)
	}
	slices.Sort(out)
	return out
}
