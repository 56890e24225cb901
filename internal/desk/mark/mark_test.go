package mark_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/desk/mark"
	"firsthand/internal/report"
)

// piece is a Piece as a table test writes it.
type piece struct {
	Text  string
	Over  []int
	Begin []int
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		name  string
		text  string
		spans []report.Span
		want  [][]piece
	}{
		{name: "no text", text: ""},
		{name: "no spans", text: "Quiet.", want: [][]piece{{{Text: "Quiet."}}}},
		{
			name: "a span inside a span", text: "abcdef",
			spans: []report.Span{{Start: 2, End: 4}, {Start: 0, End: 6}},
			want: [][]piece{{
				{Text: "ab", Over: []int{1}, Begin: []int{1}},
				{Text: "cd", Over: []int{1, 0}, Begin: []int{0}},
				{Text: "ef", Over: []int{1}},
			}},
		},
		{
			name: "spans that cross", text: "abcdef",
			spans: []report.Span{{Start: 0, End: 4}, {Start: 2, End: 6}},
			want: [][]piece{{
				{Text: "ab", Over: []int{0}, Begin: []int{0}},
				{Text: "cd", Over: []int{0, 1}, Begin: []int{1}},
				{Text: "ef", Over: []int{1}},
			}},
		},
		{
			name: "of equal spans the later is the inner", text: "ab",
			spans: []report.Span{{Start: 0, End: 2}, {Start: 0, End: 2}},
			want:  [][]piece{{{Text: "ab", Over: []int{0, 1}, Begin: []int{0, 1}}}},
		},
		{
			name: "a span over two paragraphs begins once", text: "one\n\ntwo",
			spans: []report.Span{{Start: 0, End: 8}},
			want: [][]piece{
				{{Text: "one", Over: []int{0}, Begin: []int{0}}},
				{{Text: "two", Over: []int{0}}},
			},
		},
		{
			name: "a span that starts in the gap begins with the next word", text: "one\n\ntwo",
			spans: []report.Span{{Start: 4, End: 8}},
			want: [][]piece{
				{{Text: "one"}},
				{{Text: "two", Over: []int{0}, Begin: []int{0}}},
			},
		},
		{
			name: "spans that do not fit are left out", text: "né",
			spans: []report.Span{{Start: 1, End: 2}, {Start: 0, End: 9}, {Start: -1, End: 1}, {Start: 1, End: 1}, {Start: 2, End: 1}},
			want:  [][]piece{{{Text: "né"}}},
		},
		{
			name: "a single line end is no paragraph", text: "one\ntwo\n",
			want: [][]piece{{{Text: "one\ntwo\n"}}},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got [][]piece
			for _, p := range mark.Cut(c.text, c.spans) {
				var ps []piece
				for _, x := range p.Pieces {
					ps = append(ps, piece{x.Text, some(x.Over), some(x.Begin)})
				}
				got = append(got, ps)
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

// some is nil for an empty list, so that tables may leave it out.
func some(s []int) []int {
	if len(s) == 0 {
		return nil
	}
	return s
}

// anyText draws text with paragraphs, wide characters, right-to-left words and line ends of every sort.
var anyText = rapid.Custom(func(t *rapid.T) string {
	parts := rapid.SliceOf(rapid.OneOf(
		rapid.SampledFrom([]string{" ", "\n", "\n\n", "\r\n", "\n \n", "\u2029", "\u2028", "\u202e", "حلب", "<b>", "&amp;", "é", "世界", "🙂"}),
		rapid.StringN(0, 6, 12),
	)).Draw(t, "parts")
	return strings.ToValidUTF8(strings.Join(parts, ""), "?")
})

func TestCutLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText.Draw(t, "text")
		spans := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) report.Span {
			return report.Span{
				Start: rapid.IntRange(-2, len(text)+2).Draw(t, "start"),
				End:   rapid.IntRange(-2, len(text)+2).Draw(t, "end"),
			}
		}), 0, 12).Draw(t, "spans")

		var rebuilt strings.Builder
		begun := make([]int, len(spans))
		inPieces := make([]bool, len(spans))
		for _, p := range mark.Cut(text, spans) {
			if len(p.Pieces) == 0 {
				t.Fatal("a paragraph without words")
			}
			for _, x := range p.Pieces {
				if x.Text == "" || x.In(text) != x.Text || x.Start != rebuilt.Len() {
					t.Fatalf("piece %q at %v does not stand in the text there", x.Text, x.Span)
				}
				rebuilt.WriteString(x.Text)
				for i, s := range spans {
					covers := s.Valid(text) && s.Covers(x.Span)
					if covers != slices.Contains(x.Over, i) {
						t.Fatalf("span %v over piece %v: covers=%t, but Over=%v", s, x.Span, covers, x.Over)
					}
					if s.Valid(text) && !covers && s.Overlaps(x.Span) {
						t.Fatalf("piece %v is not cut at the edge of %v", x.Span, s)
					}
					inPieces[i] = inPieces[i] || covers
				}
				for _, i := range x.Begin {
					begun[i]++
				}
			}
			if strings.TrimSpace(p.Gap) != "" {
				t.Fatalf("gap %q has words", p.Gap)
			}
			rebuilt.WriteString(p.Gap)
		}
		if rebuilt.String() != text {
			t.Fatalf("rebuilt %q, want %q", rebuilt.String(), text)
		}
		for i := range spans {
			want := 0
			if inPieces[i] {
				want = 1
			}
			if begun[i] != want {
				t.Fatalf("span %v begins %d times, want %d", spans[i], begun[i], want)
			}
		}
	})
}

func TestControls(t *testing.T) {
	got := mark.Controls("a\u202eb\u202dc\u200fd")
	want := []report.Span{{Start: 1, End: 4}, {Start: 5, End: 8}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func BenchmarkCut(b *testing.B) {
	text := strings.Repeat("The monitor said that nine shells fell on the market, citing residents. ", 2000)
	var spans []report.Span
	for i := 0; i+60 < len(text); i += 73 {
		spans = append(spans, report.Span{Start: i, End: i + 60}, report.Span{Start: i + 10, End: i + 40})
	}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		mark.Cut(text, spans)
	}
}
