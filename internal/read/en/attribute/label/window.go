package label

import "firsthand/internal/read/core/segment"

// How far a cue sees.
const (
	maxLeft  = 90
	maxRight = 110
)

// Window is the tokens [lo, hi) around a cue that can belong to it: its sentence, a quotation that reaches into the
// sentence or ended right before it, and the quotations that go on after it in its paragraph or fill the paragraphs
// that follow.
func Window(t *segment.Text, cue int) (lo, hi int) {
	s := t.Sentences[t.Tokens[cue].Sentence]
	lo, hi = s.First, s.Last
	for lo > 0 && lo > cue-maxLeft {
		q := t.Quoted(lo)
		if q < 0 || t.Quotes[q].Open >= lo { // no quotation is open here: one that was closed right before, in the same paragraph
			before := t.Sentences[t.Tokens[lo-1].Sentence]
			if t.Tokens[lo-1].Kind != segment.Close && t.Tokens[lo].Kind != segment.Close || before.Paragraph != s.Paragraph {
				break
			}
			if q = t.Quoted(lo - 1); q < 0 {
				break
			}
		}
		lo = t.Quotes[q].Open
	}
	for hi < len(t.Tokens) && hi < cue+maxRight {
		next := t.Sentences[t.Tokens[hi].Sentence]
		if t.Quoted(hi) < 0 || next.Paragraph > s.Paragraph+1 {
			break
		}
		hi = next.Last
	}
	return max(lo, cue-maxLeft), min(hi, cue+maxRight)
}
