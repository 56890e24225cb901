package claim

import (
	"strings"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// tells reports whether the words of a statement tell what took place, though they name no event: one of their
// sentences says how something was and names what such events leave behind, or gives a number. Whoever reacts or
// demands tells nothing.
func (a assessor) tells(st *report.Statement) bool {
	if a.cue(st) != none || st.Stance == report.Denied {
		return false
	}
	for _, content := range st.Content() {
		first, last := a.tokens(content)
		for lo := first; lo < last; {
			hi := min(last, a.x.Sentences[a.x.Tokens[lo].Sentence].Last)
			if a.account(lo, hi, st.Hand == report.Witness) {
				return true
			}
			lo = hi
		}
	}
	return false
}

// account reports whether the tokens [lo, hi) of one sentence tell what took place. A witness may say how it felt.
func (a assessor) account(lo, hi int, witness bool) bool {
	if lo >= hi || a.x.Fold(hi-1) == "?" {
		return false
	}
	if a.bareNumber(lo, hi) {
		return true
	}
	seen := witness
	for i := lo; i < hi; {
		c, n := commentWords.Match(a.x, i, hi)
		switch c {
		case modal:
			return false
		case feeling, value:
			if !witness {
				return false
			}
		case scene:
			seen = true
		}
		i += max(1, n)
	}
	return seen && (a.past(lo, hi) || a.verbless(lo, hi))
}

// past reports whether a verb in the tokens [lo, hi) says how something was.
func (a assessor) past(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if t := a.g.Tags[i].String(); t == "VBD" || t == "VBN" && !a.notYet(i) {
			return true
		}
	}
	return false
}

// verbless reports whether the tokens [lo, hi) hold no verb: "First a whistle, then no sound at all", "23 dead".
func (a assessor) verbless(lo, hi int) bool {
	for i := lo; i < hi; i++ {
		if a.verb(i) || a.g.Tags[i].String() == "MD" {
			return false
		}
	}
	return true
}

// bareNumber reports whether the tokens [lo, hi) are a number and next to nothing else: "the bureau spoke of nine".
func (a assessor) bareNumber(lo, hi int) bool {
	const most = 4 // tokens
	number := false
	for i := lo; i < hi; i++ {
		switch t := a.g.Tags[i].String(); {
		case t == "CD" || a.x.Tokens[i].Kind == segment.Number:
			number = true
		case strings.HasPrefix(t, "VB") || t == "MD":
			return false
		}
	}
	return number && hi-lo <= most
}
