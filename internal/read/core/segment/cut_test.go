package segment_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"firsthand/internal/read/core/segment"
)

func TestCut(t *testing.T) {
	const text = "One two three four.\n\nFive six.\n\nSeven eight nine ten eleven twelve."
	for _, tt := range []struct {
		name string
		most int
		want string
	}{
		{"all of it", 15, text},
		{"not the last paragraph", 14, "One two three four.\n\nFive six."},
		{"not a part of a paragraph", 9, "One two three four.\n\nFive six."},
		{"a paragraph to its end", 8, "One two three four.\n\nFive six."},
		{"a paragraph before it", 7, "One two three four."},
		{"part of one that would leave less than half", 4, "One two three four"},
		{"one word", 1, "One"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := text[:segment.Cut(text, tt.most)]; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// What Cut leaves has no more tokens than it may, and no fewer than half of them where something was cut off.
func TestCutKeepsItsWord(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "don't", "\"", "“", ". ", "\n", "\n\n", " ", "82", "حلب", "@x", "…", "--"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "pieces"), "")
		most := rapid.IntRange(1, 20).Draw(t, "most")
		cut := segment.Cut(text, most)
		n := len(segment.Split(text[:cut]).Tokens)
		if n > most || cut < len(text) && n < most/2 {
			t.Fatalf("%d of at most %d tokens, cut at %d of %q", n, most, cut, text)
		}
	})
}
