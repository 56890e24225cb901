package syntax

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestBestTreeOfAFewWords(t *testing.T) {
	for _, c := range []struct {
		name   string
		scores []float32 // each token's row: the root, then the tokens
		want   []int32
	}{
		{"each word's best head makes a tree", []float32{9, 0, 0, 0, 9, 0, 0, 0, 0, 0, 9, 0}, []int32{0, 1, 2}},
		{"two words that choose each other", []float32{5, 0, 9, 1, 9, 0}, []int32{0, 1}},
		{"two roots become one", []float32{9, 0, 1, 8, 2, 0}, []int32{0, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var tr tree
			if got := tr.best(slices.Clone(c.scores), len(c.want)); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// Of few tokens all trees can be tried.
func TestNoTreeIsBetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 5).Draw(t, "tokens")
		scores := make([]float32, n*(n+1))
		for i := range scores {
			scores[i] = float32(rapid.IntRange(-20, 20).Draw(t, "score"))
		}
		var tr tree
		got := tr.best(slices.Clone(scores), n)
		if !oneTree(got) {
			t.Fatalf("heads %v are no tree under one root", got)
		}
		if best, sum := bestOfAll(scores, n), total(scores, got); sum < best {
			t.Errorf("heads %v have %v, and a tree has %v", got, sum, best)
		}
	})
}

func total(scores []float32, heads []int32) (sum float32) {
	for d, h := range heads {
		sum += scores[d*(len(heads)+1)+int(h)]
	}
	return sum
}

func oneTree(heads []int32) bool { return acyclic(heads) && rootsOf(heads) == 1 }

func rootsOf(heads []int32) (n int) {
	for _, h := range heads {
		if h == 0 {
			n++
		}
	}
	return n
}

func acyclic(heads []int32) bool {
	for d := range heads {
		at, steps := int32(d+1), 0
		for at != 0 {
			at = heads[at-1]
			if steps++; steps > len(heads) {
				return false
			}
		}
	}
	return true
}

// each calls f with every way to give n tokens heads.
func each(n int, f func([]int32)) {
	heads := make([]int32, n)
	var fill func(int)
	fill = func(d int) {
		if d == n {
			f(heads)
			return
		}
		for h := range n + 1 {
			heads[d] = int32(h)
			fill(d + 1)
		}
	}
	fill(0)
}

// bestOfAll is the highest score of a tree under one root.
func bestOfAll(scores []float32, n int) float32 {
	best := float32(never)
	each(n, func(heads []int32) {
		if oneTree(heads) {
			best = max(best, total(scores, heads))
		}
	})
	return best
}
