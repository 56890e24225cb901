package call

import (
	"firsthand/internal/report"
)

// message reports whether the text can be one message of somebody who writes of himself: it is short; and where it is
// an article by its title or not quite so short, it says "I" or "we" outside of what others say; and quotations are not
// the most of it.
func (c *caller) message() bool {
	const plain = 60 // tokens
	n := len(c.x.Tokens)
	if n == 0 || n > messageTokens || c.quoting() {
		return false
	}
	return n <= plain && !c.in.Titled || c.firstPerson(0, n)
}

// quoting reports whether more than half of the text stands in quotation marks.
func (c *caller) quoting() bool {
	others := 0
	for i := range c.x.Tokens {
		if c.x.Quoted(i) >= 0 {
			others++
		}
	}
	return others*2 > len(c.x.Tokens)
}

// firstPerson reports whether the report's own voice says "I" or "we" among the tokens [first, last).
func (c *caller) firstPerson(first, last int) bool {
	for i := first; i < last; {
		w, n := words.Match(c.x, i, last)
		if n > 0 && w.part == self && c.carried[i] < 0 && c.x.Quoted(i) < 0 {
			return true
		}
		i += max(1, n)
	}
	return false
}

// writer is who writes in the first person.
func (c *caller) writer() string {
	if c.in.Author != "" {
		return c.in.Author
	}
	return c.in.Publisher
}

// whole judges the text as one message. What it makes of the whole holds; the words shown for it are those of the
// sentence that says it most clearly.
func (c *caller) whole(voice report.Voice) report.Voice {
	n := len(c.x.Tokens)
	v := model().of(c.x, 0, n)
	if v.there > 0 && voice.Hand != report.Witness {
		span := c.clearest(func(v verdict) float64 { return v.there })
		voice = report.Voice{Hand: report.Witness, Why: &span}
	}
	if v.asks <= 0 {
		return voice
	}
	a := c.listen(0, n)
	if c.in.Titled && !a.pleads && (!a.polite && !a.wants || len(a.signs) == 0) {
		return voice // what an article tells of want is no call
	}
	c.add(report.Call{
		Span:    c.clearest(func(v verdict) float64 { return v.asks }),
		Who:     c.writer(),
		Needs:   v.agree(a.signs),
		Urgency: a.urgency,
	})
	return voice
}

// clearest is the sentence of which the classifiers are surest, the first of several.
func (c *caller) clearest(margin func(verdict) float64) report.Span {
	best, most := 0, 0.0
	for i, s := range c.x.Sentences {
		if m := margin(model().of(c.x, s.First, s.Last)); i == 0 || m > most {
			best, most = i, m
		}
	}
	s := c.x.Sentences[best]
	return report.Span{Start: s.Start, End: s.End}
}
