package main

import (
	"strings"
	"testing"
	"unicode"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"firsthand/internal/report"
)

// Names of files and words of reports come from strangers. Whatever is in them, nothing that commands a terminal or
// turns a line around gets through.
func TestNothingFromOutsideCommandsTheTerminal(t *testing.T) {
	hostile := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.RuneFrom([]rune("\x1b[2J\r\n\x00\u009b\u202e\u2066\u2028"))))
	rapid.Check(t, func(t *rapid.T) {
		words := hostile.Draw(t, "words")
		for _, shown := range []string{printable(words), strings.ReplaceAll(wrapped(words, "  ", 40), "\n", "")} {
			if i := strings.IndexFunc(shown, func(r rune) bool {
				return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
			}); i >= 0 {
				t.Fatalf("%q is shown as %q", words, shown)
			}
		}
	})
}

func TestWrappedKeepsTheWords(t *testing.T) {
	text := rapid.StringOf(rapid.RuneFrom([]rune("ab حلب 北京\n ")))
	rapid.Check(t, func(t *rapid.T) {
		words := text.Draw(t, "words")
		width := rapid.IntRange(10, 60).Draw(t, "width")
		shown := wrapped(words, "    ", width)
		if got, want := strings.Join(strings.Fields(shown), " "), strings.Join(strings.Fields(words), " "); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
		for line := range strings.SplitSeq(shown, "\n") {
			if uniseg.StringWidth(line) > width && len(strings.Fields(line)) > 1 {
				t.Fatalf("line %q is wider than %d columns", line, width)
			}
		}
	})
}

func TestNumbersForPeople(t *testing.T) {
	high := func(n int64) *int64 { return &n }
	for want, f := range map[string]report.Figure{
		"82":               {Low: 82, High: high(82), Bound: report.ExactBound},
		"at least 82":      {Low: 82, Bound: report.AtLeast},
		"at most 50,000":   {High: high(50_000), Bound: report.AtMost},
		"about 100,000":    {Low: 100_000, High: high(100_000), Bound: report.About},
		"15,000 to 40,000": {Low: 15_000, High: high(40_000), Bound: report.Range},
		"1,234,567":        {Low: 1_234_567, High: high(1_234_567), Bound: report.ExactBound},
		"0":                {High: high(0), Bound: report.ExactBound},
	} {
		if got := numberOf(f); got != want {
			t.Errorf("%+v: got %q, want %q", f, got, want)
		}
	}
}

func TestColourIsForTerminals(t *testing.T) {
	if got := ink(false).bold("killed"); got != "killed" {
		t.Errorf("without colour: %q", got)
	}
	if got := ink(true).bold("killed"); got != "\x1b[1mkilled\x1b[0m" {
		t.Errorf("with colour: %q", got)
	}
}
