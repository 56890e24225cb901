// Package mark cuts a text into the pieces that a page can draw when many spans lie over it.
//
// Statements nest, overlap and share their edges; HTML elements may not. So the text is cut at every edge of every
// span, and each piece carries the list of spans that cover it. Nothing is added and nothing is lost: the pieces and
// the gaps between paragraphs, put one after another, are the text, byte for byte. A reader who copies words from the
// page copies the words of the report.
package mark

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/report"
)

// Piece is a stretch of text over which the covering spans do not change.
type Piece struct {
	report.Span
	Text  string // the words of the text, unchanged
	Over  []int  // indices of the spans that cover the piece, outermost first
	Begin []int  // those of them whose first piece this is, outermost first
}

// Paragraph is a run of pieces with no blank line in it.
type Paragraph struct {
	Pieces []Piece
	Gap    string // the white space that ends it, with its blank lines; "" after the last
}

// Cut cuts text at the edges of spans and at blank lines.
//
// Spans may come in any order and may nest, overlap or be equal; of two equal ones the later is the inner. A span that
// is not [report.Span.Valid] in text is left out, as is one that lies wholly in a gap. Every other span begins in
// exactly one piece. The work grows with the length of the text plus the number of pieces each span covers.
func Cut(text string, spans []report.Span) []Paragraph {
	edges := edgesOf(text, spans)
	var (
		paragraphs []Paragraph
		open       []int // spans that cover the present position, outermost first
		fresh      []int // those that no piece has shown yet
	)
	outerFirst := func(a, b int) int {
		return cmp.Or(cmp.Compare(spans[b].Len(), spans[a].Len()), cmp.Compare(a, b))
	}
	cross := func(e edge) {
		if e.closes {
			open = slices.DeleteFunc(open, func(i int) bool { return i == e.span })
			fresh = slices.DeleteFunc(fresh, func(i int) bool { return i == e.span })
			return
		}
		at, _ := slices.BinarySearchFunc(open, e.span, outerFirst)
		open = slices.Insert(open, at, e.span)
		fresh = append(fresh, e.span)
	}
	for _, b := range bodies(text) {
		p := Paragraph{Gap: text[b.body.End:b.next]}
		for at := b.body.Start; at < b.body.End; {
			for len(edges) > 0 && edges[0].at <= at {
				cross(edges[0])
				edges = edges[1:]
			}
			end := b.body.End
			if len(edges) > 0 {
				end = min(end, edges[0].at)
			}
			slices.SortFunc(fresh, outerFirst)
			span := report.Span{Start: at, End: end}
			p.Pieces = append(p.Pieces, Piece{Span: span, Text: text[at:end], Over: slices.Clone(open), Begin: slices.Clone(fresh)})
			fresh = fresh[:0]
			at = end
		}
		paragraphs = append(paragraphs, p)
	}
	return paragraphs
}

// edge is where a span starts or ends.
type edge struct {
	at     int
	closes bool
	span   int
}

// edgesOf lists the edges of the valid spans by position, ends before starts.
func edgesOf(text string, spans []report.Span) []edge {
	edges := make([]edge, 0, 2*len(spans))
	for i, s := range spans {
		if s.Valid(text) {
			edges = append(edges, edge{s.Start, false, i}, edge{s.End, true, i})
		}
	}
	slices.SortFunc(edges, func(a, b edge) int {
		if c := cmp.Compare(a.at, b.at); c != 0 {
			return c
		}
		switch {
		case a.closes && !b.closes:
			return -1
		case b.closes && !a.closes:
			return 1
		}
		return cmp.Compare(a.span, b.span)
	})
	return edges
}

// stretch is one paragraph's words and where the next paragraph starts.
type stretch struct {
	body report.Span
	next int
}

// bodies splits text at runs of white space that hold two line ends or more. White space before the first word stays
// with it.
func bodies(text string) []stretch {
	var (
		out   []stretch
		start int     // of the paragraph
		run   = -1    // start of the present run of white space, or -1
		lines int     // line ends in that run
		words = false // the paragraph has a word
	)
	for i, r := range text {
		if unicode.IsSpace(r) {
			if run < 0 {
				run, lines = i, 0
			}
			switch r {
			case '\n', '\u2028':
				lines++
			case '\u2029':
				lines += 2
			}
			continue
		}
		if words && run >= 0 && lines >= 2 {
			out = append(out, stretch{report.Span{Start: start, End: run}, i})
			start = i
		}
		run, words = -1, true
	}
	if start < len(text) {
		end := len(text)
		if words && run >= 0 && lines >= 2 {
			end = run
		}
		out = append(out, stretch{report.Span{Start: start, End: end}, len(text)})
	}
	return out
}

// Controls are the spans of the characters that override the direction of the words after them (U+202D and U+202E).
// They are seldom written in good faith: "gnp.exe" can be made to read "exe.png". A page shows them instead of obeying
// them.
func Controls(text string) []report.Span {
	var out []report.Span
	for i, r := range text {
		if r == '\u202d' || r == '\u202e' {
			out = append(out, report.Span{Start: i, End: i + utf8.RuneLen(r)})
		}
	}
	return out
}
