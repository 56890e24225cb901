package attribute

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/en/attribute/label"
	"firsthand/internal/read/en/entity"
	"firsthand/internal/report"
)

// What follows stands at the edges of the numbers that docs/method-attribution.md and the code name.

func scannerOf(text string) *scanner {
	t := segment.Split(text)
	g := syntax.Find(t)
	return &scanner{Cursor: cursor.On(t), t: t, tags: g.Tags, learned: label.Find(t, g), nouns: entity.New(t, g, "", nil)}
}

// A cue of the list that the model is sure against attributes nothing; one step above, it does.
func TestDoubt(t *testing.T) {
	for _, tt := range []struct {
		score float32
		kept  bool
	}{{-3, false}, {math.Nextafter32(-3, 0), true}, {math.Nextafter32(-3, -9), false}} {
		s := scannerOf("The mayor said that two bridges were closed.")
		links := s.sentence(0)
		if len(links) != 1 {
			t.Fatalf("%d links", len(links))
		}
		for i := range s.learned.Scores {
			s.learned.Scores[i] = -9
		}
		s.learned.Scores[links[0].verb] = tt.score
		if got := len(s.settle(0, links)) == 1; got != tt.kept {
			t.Errorf("at %v: kept %v", tt.score, got)
		}
	}
}

// A chain has six hops at most: the innermost are kept, where the words come from.
func TestMaxDepth(t *testing.T) {
	const most = 6
	for _, depth := range []int{most - 1, most, most + 1, most + 2} {
		s := scannerOf(strings.Repeat("word ", 40))
		var links []*link
		for i := range depth {
			l := &link{verb: 2 * i, source: run{2*i + 1, 2*i + 2}, content: []run{{2*i + 2, 40}}}
			if i > 0 {
				l.outer = links[i-1]
			}
			links = append(links, l)
		}
		deepest := 0
		for _, st := range s.chains(links) {
			deepest = max(deepest, len(st.Hops))
		}
		if want := min(depth, most); deepest != want {
			t.Errorf("%d links within each other make %d hops, want %d", depth, deepest, want)
		}
	}
}

// A link that others cover but for three words, or but for a quarter of its words, is no statement of its own.
func TestCovered(t *testing.T) {
	for _, tt := range []struct {
		all, left int
		covered   bool
	}{{8, 3, true}, {8, 4, false}, {15, 4, false}, {16, 4, true}, {19, 5, false}, {20, 5, true}} {
		s := scannerOf(strings.Repeat("word ", 30))
		l := &link{content: []run{{0, tt.all}}}
		inner := &link{content: []run{{tt.left, tt.all}}}
		if got := s.covered(l, []*link{inner}); got != tt.covered {
			t.Errorf("%d of %d words left: covered %v", tt.left, tt.all, got)
		}
	}
}

// A dateline stands in the first 60 tokens, a credit line in the last 60.
func TestCreditsStandAtTheEdges(t *testing.T) {
	words := func(n int) string { return strings.TrimSpace(strings.Repeat("rain ", n)) }
	for _, tt := range []struct {
		name, text string
		found      bool
	}{
		{"a dateline at token 60", words(59) + " (AFP) - Shells fell.", true},
		{"a dateline at token 61", words(60) + " (AFP) - Shells fell. " + words(80), false},
		{"a credit line at the last 60 tokens", "Shells fell.\n--AFP\n" + words(57), true},
		{"a credit line before the last 60 tokens", "Shells fell.\n--AFP\n" + words(58), false},
	} {
		s := scannerOf(tt.text)
		if got := slices.ContainsFunc(s.credits(), func(c report.Credit) bool {
			return strings.Contains(c.Name, "AFP") || strings.Contains(c.Name, "France")
		}); got != tt.found {
			t.Errorf("%s: found %v: %s", tt.name, got, fmt.Sprint(s.credits()))
		}
	}
}
