package call

import (
	"strconv"
	"strings"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// count is how many people the words of a call count: "7 people trapped", "we are about fifty", "nine hundred of us".
// The greatest number is taken, since the others are shares of it; nil where none is counted.
func (c *caller) count(s report.Span) *report.Number {
	first, last := c.tokens(s)
	var out *report.Number
	for i := first; i < last; {
		n, value := c.value(i, last)
		if n == 0 {
			i++
			continue
		}
		if c.people(i, i+n, first, last) && value > 0 && (out == nil || value > out.Low) {
			number := c.bounded(i, i+n, first, value)
			out = &number
		}
		i += n
	}
	return out
}

// value is the number that begins at token i and how many tokens it has, 0 where there is none.
func (c *caller) value(i, last int) (n int, value int64) {
	if c.x.Tokens[i].Kind == segment.Number {
		v, err := strconv.ParseInt(strings.NewReplacer(",", "", ".", "").Replace(c.x.Word(i)), 10, 64)
		if err != nil || v > 1e7 || c.x.Word(i)[0] == '0' {
			return 1, 0
		}
		return 1, v
	}
	for i+n < last {
		w, m := facts.Match(c.x, i+n, last)
		v, err := strconv.ParseInt(w.value, 10, 64)
		if m == 0 || w.part != number || err != nil {
			break
		}
		if v == 100 && value > 0 {
			value *= 100
		} else {
			value += v
		}
		n += m
	}
	return n, value
}

// people reports whether the number at the tokens [i, end) counts people: they follow it with at most two words
// between, or "we are" goes before.
func (c *caller) people(i, end, first, last int) bool {
	for k := end; k < min(last, end+3); k++ {
		if w, n := facts.Match(c.x, k, last); n > 0 && w.part == counted {
			return true
		}
		if c.x.Tokens[k].Kind != segment.Word {
			break
		}
	}
	for k := i - 1; k >= max(first, i-4); k-- {
		switch c.x.Fold(k) {
		case "are", "r", "’re", "'re":
			return k > first && (c.x.Fold(k-1) == "we" || c.x.Fold(k-1) == "there" && end < last && c.x.Fold(end) == "of")
		}
	}
	return false
}

// bounded is the number with what the words before it say of how exact it is.
func (c *caller) bounded(i, end, first int, value int64) report.Number {
	span := report.Span{Start: c.x.Tokens[i].Start, End: c.x.Tokens[end-1].End}
	high := value
	n := report.Number{Span: span, Low: value, High: &high, Bound: report.ExactBound}
	for k := max(first, i-4); k < i; k++ {
		w, m := facts.Match(c.x, k, i)
		if m == 0 || w.part != number || k+m != i {
			continue
		}
		switch report.Bound(w.value) {
		case report.About:
			n.Bound = report.About
		case report.AtLeast:
			n.Bound, n.High = report.AtLeast, nil
		default:
			continue
		}
		n.Start = c.x.Tokens[k].Start
		break
	}
	return n
}
