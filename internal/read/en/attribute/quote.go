package attribute

import (
	"slices"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// floating gives quotations that no cue took to whoever spoke last, as long as they follow in the same paragraph or the next.
// It returns all links in the order of their text.
func (s *scanner) floating(links []*link) []*link {
	taken := make([]bool, len(s.t.Tokens))
	for _, l := range links {
		if l.nominal {
			continue
		}
		for _, c := range l.content {
			for i := c.lo; i < c.hi; i++ {
				taken[i] = true
			}
		}
	}
	slices.SortStableFunc(links, func(a, b *link) int { return s.place(a) - s.place(b) })
	out := make([]*link, 0, len(links))
	at := 0
	var speaker *link
	for q := range s.t.Quotes {
		quote := s.t.Quotes[q]
		for at < len(links) && s.place(links[at]) < quote.Open {
			if l := links[at]; !l.nominal && l.kind != report.Unnamed {
				speaker = l
			}
			out = append(out, links[at])
			at++
		}
		if speaker == nil || quote.Close-quote.Open < 4 || quote.Open+1 >= len(taken) || taken[quote.Open+1] || !s.opens(quote.Open) {
			continue
		}
		from := s.t.Sentences[s.t.Tokens[quote.Open].Sentence].Paragraph
		if from-s.paragraphOf(speaker) > 1 {
			continue
		}
		l := &link{kind: report.Speaker, verb: -1, same: speaker, content: []run{{quote.Open + 1, quote.Close}}, quote: true, by: "quotation goes on"}
		out = append(out, l)
		speaker = l
	}
	return append(out, links[at:]...)
}

// opens tells whether the mark at token i begins its sentence, so that the quotation stands by itself.
func (s *scanner) opens(i int) bool {
	sent := s.t.Sentences[s.t.Tokens[i].Sentence]
	return i == sent.First || i-1 == sent.First && s.kind(i-1) == segment.Punct
}

// place is where a link stands in the text: at its cue, or at its content where it has none.
func (s *scanner) place(l *link) int {
	if l.verb >= 0 {
		return l.verb
	}
	return l.content[0].lo
}

func (s *scanner) paragraphOf(l *link) int {
	last := s.place(l)
	for _, c := range l.content {
		last = max(last, c.hi-1)
	}
	return s.t.Sentences[s.t.Tokens[last].Sentence].Paragraph
}
