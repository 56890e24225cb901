package attribute

import (
	"slices"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// floating gives quotations that no cue took to whoever spoke last, as long as they follow in the same paragraph or the
// next. It returns all links in the order of their text.
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
		if quote.Close-quote.Open < 4 || quote.Open+1 >= len(taken) || taken[quote.Open+1] || !s.opens(quote.Open) {
			continue
		}
		if about := s.topic(quote.Open, speaker); !about.empty() {
			l := &link{kind: report.Speaker, verb: -1, source: about, content: []run{{quote.Open + 1, quote.Close}}, quote: true, by: "quotation below a name"}
			out = append(out, l)
			speaker = l
			continue
		}
		if speaker == nil {
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

// topic is the person with whose name one of the sentences right before the quotation at token open begins, if nobody
// has spoken since: "Ilyas Demir drove the second lorry. “They came from both sides.”"
func (s *scanner) topic(open int, speaker *link) run {
	const most, lead = 3, 5 // sentences; tokens
	n := s.t.Tokens[open].Sentence
	home := s.t.Sentences[n].Paragraph
	for k := n - 1; k >= max(0, n-most) && s.t.Sentences[k].Paragraph >= home-1; k-- {
		sent := s.t.Sentences[k]
		if speaker != nil && s.lastOf(speaker) >= sent.First {
			return run{}
		}
		r := s.nouns.Person(sent.First, min(sent.First+lead, sent.Last))
		if r.Empty() || r.Lo > sent.First+1 || r.Hi >= sent.Last || s.Is(r.Hi, "'s", "’s", "and", "of") {
			continue
		}
		return run{r.Lo, r.Hi}
	}
	return run{}
}

// lastOf is the last token of a link's words.
func (s *scanner) lastOf(l *link) int {
	last := s.place(l)
	for _, c := range l.content {
		last = max(last, c.hi-1)
	}
	return max(last, l.source.hi-1)
}

// opens tells whether the mark at token i begins its sentence, so that the quotation stands by itself.
func (s *scanner) opens(i int) bool {
	sent := s.t.Sentences[s.t.Tokens[i].Sentence]
	return i == sent.First || i-1 == sent.First && s.Kind(i-1) == segment.Punct
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
