package event

import (
	"firsthand/internal/read/core/mention"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/report"
)

// Mentions are the words that mention something that happened, or that might, in the order of the text. Of which events
// they are mentions, [Find] writes.
func Mentions(x *segment.Text, g *syntax.Grammar) []report.EventMention {
	return spotted(x, mention.Find(x, g, Hints(x)))
}

// Explained are the mentions, and how sure the model is of each.
func Explained(x *segment.Text, g *syntax.Grammar) ([]report.EventMention, []mention.Odds) {
	found, odds := mention.Explain(x, g, Hints(x))
	return spotted(x, found), odds
}

func spotted(x *segment.Text, found []mention.Mention) []report.EventMention {
	out := make([]report.EventMention, len(found))
	for i, m := range found {
		out[i] = report.EventMention{Span: report.Span{Start: x.Tokens[m.Lo].Start, End: x.Tokens[m.Hi-1].End}, Kind: m.Kind, Realis: m.Realis}
	}
	return out
}
