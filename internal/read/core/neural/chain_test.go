package neural

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func chainOf(labels int, follow ...float32) *Chain { return &Chain{labels: labels, follow: follow} }

func TestTheBestLabelsOfAFewTokens(t *testing.T) {
	for _, c := range []struct {
		name   string
		scores []float32 // outside, begins, goes on
		want   []uint8
	}{
		{"nothing", []float32{1, 0, 0, 1, 0, 0}, []uint8{0, 0}},
		{"one thing of two tokens", []float32{0, 1, 0, 0, 0, 1}, []uint8{1, 2}},
		{"nothing can go on that has not begun", []float32{0, -5, 9, 0, -5, 9}, []uint8{1, 2}},
		{"the first of equals", []float32{0, 0, 0}, []uint8{0}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := make([]uint8, len(c.want))
			chainOf(3, make([]float32, 9)...).Best(got, c.scores, len(got))
			if !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// Of few tokens all sequences can be tried.
func TestNoLabelsAreBetter(t *testing.T) {
	const labels = 5
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 5).Draw(t, "tokens")
		number := rapid.Custom(func(t *rapid.T) float32 { return float32(rapid.IntRange(-9, 9).Draw(t, "score")) })
		scores, follow := rapid.SliceOfN(number, n*labels, n*labels).Draw(t, "scores"), rapid.SliceOfN(number, labels*labels, labels*labels).Draw(t, "follow")
		sum := func(path []uint8) (s float32, ok bool) {
			for i, l := range path {
				s += scores[i*labels+int(l)]
				if goesOn := l > 0 && l%2 == 0; goesOn && (i == 0 || path[i-1] != l && path[i-1] != l-1) {
					return 0, false
				}
				if i > 0 {
					s += follow[int(path[i-1])*labels+int(l)]
				}
			}
			return s, true
		}
		got := make([]uint8, n)
		chainOf(labels, follow...).Best(got, scores, n)
		mine, ok := sum(got)
		if !ok {
			t.Fatalf("%v goes on with what has not begun", got)
		}
		path := make([]uint8, n)
		var try func(int)
		try = func(i int) {
			if i == n {
				if s, ok := sum(path); ok && s > mine {
					t.Fatalf("%v has %v, and %v has %v", got, mine, path, s)
				}
				return
			}
			for l := range uint8(labels) {
				path[i] = l
				try(i + 1)
			}
		}
		try(0)
	})
}
