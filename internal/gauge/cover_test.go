package gauge

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/report"
)

func TestOverlap(t *testing.T) {
	span := func(start, end int) report.Span { return report.Span{Start: start, End: end} }
	for _, tt := range []struct {
		name string
		a, b cover
		want float64
	}{
		{"the same", coverOf(span(0, 4)), coverOf(span(0, 4)), 1},
		{"the same, cut otherwise", coverOf(span(0, 4)), coverOf(span(2, 4), span(0, 2)), 1},
		{"half", coverOf(span(0, 4)), coverOf(span(0, 2)), .5},
		{"a third", coverOf(span(0, 4)), coverOf(span(2, 6)), 1. / 3},
		{"beside each other", coverOf(span(0, 4)), coverOf(span(4, 8)), 0},
		{"two pieces and the whole", coverOf(span(0, 2), span(6, 8)), coverOf(span(0, 8)), .5},
		{"nothing and something", nil, coverOf(span(0, 1)), 0},
		{"nothing and nothing", nil, coverOf(span(3, 3)), 1},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, back := tt.a.overlap(tt.b), tt.b.overlap(tt.a); got != tt.want || back != tt.want {
				t.Errorf("%g, and %g the other way, want %g", got, back, tt.want)
			}
		})
	}
}

// A cover is a set of bytes, whatever spans it was made of: it agrees with one that keeps each byte by itself.
func TestCoverIsASet(t *testing.T) {
	const size = 24
	spans := rapid.SliceOf(rapid.Custom(func(t *rapid.T) report.Span {
		return report.Span{Start: rapid.IntRange(0, size).Draw(t, "start"), End: rapid.IntRange(0, size).Draw(t, "end")}
	}))
	bytesIn := func(spans []report.Span) (set [size]bool) {
		for _, s := range spans {
			for i := s.Start; i < s.End; i++ {
				set[i] = true
			}
		}
		return set
	}
	rapid.Check(t, func(t *rapid.T) {
		left, right := spans.Draw(t, "left"), spans.Draw(t, "right")
		a, b := coverOf(left...), coverOf(right...)
		inA, inB := bytesIn(left), bytesIn(right)
		both, inOne := 0, 0
		for i := range size {
			if a.has(i) != inA[i] {
				t.Fatalf("byte %d of %v: %v", i, left, a.has(i))
			}
			if inA[i] && inB[i] {
				both++
			}
			if inA[i] {
				inOne++
			}
		}
		if a.shared(b) != both || a.size() != inOne {
			t.Fatalf("%v and %v share %d, want %d; the first has %d, want %d", left, right, a.shared(b), both, a.size(), inOne)
		}
	})
}

func TestMatchTakesTheBestFirst(t *testing.T) {
	scores := [][]float64{{.6, .9, .5}, {.7, .8, .4}, {.5, .5, .5}}
	got := match(3, 3, func(i, j int) float64 { return scores[i][j] }, .5)
	// 0 and 1 want the same; 0 wants it more, and 1 has to be content with 0. What is left is a draw.
	if d := cmp.Diff([]pair{{0, 1}, {1, 0}, {2, 2}}, got, cmp.AllowUnexported(pair{})); d != "" {
		t.Error(d)
	}
}

func TestMatchPairsEachOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gold, found := rapid.IntRange(0, 6).Draw(t, "gold"), rapid.IntRange(0, 6).Draw(t, "found")
		scores := rapid.SliceOfN(rapid.SampledFrom([]float64{0, .25, .5, .75, 1}), gold*found, gold*found).Draw(t, "scores")
		at := func(i, j int) float64 { return scores[i*found+j] }
		pairs := match(gold, found, at, .5)
		var golds, founds []int
		for _, p := range pairs {
			if at(p.gold, p.found) < .5 {
				t.Fatalf("%v scores %g", p, at(p.gold, p.found))
			}
			golds, founds = append(golds, p.gold), append(founds, p.found)
		}
		for i := range gold {
			for j := range found {
				if at(i, j) >= .5 && !slices.Contains(golds, i) && !slices.Contains(founds, j) {
					t.Fatalf("%d and %d are left though they fit", i, j)
				}
			}
		}
		slices.Sort(golds)
		slices.Sort(founds)
		if len(slices.Compact(golds)) != len(pairs) || len(slices.Compact(founds)) != len(pairs) {
			t.Fatalf("taken twice: %v", pairs)
		}
	})
}

func TestWordStarts(t *testing.T) {
	for text, want := range map[string][]int{
		"":                  nil,
		"It’s  42_b, she":   {0, 2, 5, 8, 12, 14},
		"حلب: ok":           {0, 6, 8},
		"a\u0301b \x1c-\t(": {0, 1, 3, 6, 8},
	} {
		if d := cmp.Diff(want, slices.Collect(wordStarts(text))); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}
