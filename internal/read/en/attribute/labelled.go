package attribute

import (
	"slices"
	"strings"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/en/entity"
	"firsthand/internal/report"
)

// labelled finds words that a transcript, an interview or a signed letter gives to somebody without any verb: "[UMM
// ADHAM] We were …", "WANYAMA: One person …", `Police: "…"`, the answers after questions, and what somebody who signs
// it says in the first person.
func (s *scanner) labelled(lines []run) []*link {
	var out []*link
	labels := map[string]int{}
	for _, l := range lines {
		if label, _ := s.label(l); !label.empty() {
			labels[s.t.Fold(label.hi-1)]++
		}
	}
	asked := s.questions(lines)
	for i, l := range lines {
		label, content := s.label(l)
		switch {
		case !label.empty() && (labels[s.t.Fold(label.hi-1)] > 1 || s.Kind(label.hi) == segment.Punct && s.Is(label.hi, "]") || s.Kind(content.lo-1) == segment.Open || s.titled(label) || s.introduces(label)):
			l := s.given(label, content)
			l.label = true
			out = append(out, l)
		case label.empty() && !asked.empty() && i > 0 && l.lo > asked.hi && s.asks(lines[i-1]) && !s.asks(l):
			out = append(out, s.given(asked, l))
		}
	}
	if len(out) > 0 {
		return out
	}
	if by := s.signature(lines); !by.empty() {
		for _, l := range lines {
			if (l.hi <= by.lo || l.lo >= by.hi) && s.firstPerson(l) {
				out = append(out, s.given(by, l))
			}
		}
	}
	return out
}

// given is the link of words that stand under a name.
func (s *scanner) given(source, content run) *link {
	return &link{kind: report.Speaker, verb: -1, source: source, content: []run{s.stripped(content)}, quote: true, by: "words under a name"}
}

// lines are the paragraphs of the text.
func (s *scanner) lines() []run {
	var out []run
	for _, sent := range s.t.Sentences {
		if n := len(out); n > 0 && !s.lineBegins(sent.First) {
			out[n-1].hi = sent.Last
		} else {
			out = append(out, run{sent.First, sent.Last})
		}
	}
	return out
}

// label is the name of the speaker that begins a line, and what stands under it.
func (s *scanner) label(l run) (label, content run) {
	const longest = 8 // tokens
	at := l.lo
	for at < l.hi && (s.Kind(at) == segment.Number || s.Is(at, "|", "•", "–", "-", "*", ".")) { // "14.10 Police: …"
		at++
	}
	bracket := s.Is(at, "[")
	if bracket {
		at++
	}
	loud := false
	for i := at; i < l.hi && i < at+longest; i++ {
		switch {
		case bracket && s.Is(i, "]"):
			lo := i + 1
			if s.Is(lo, ":") {
				lo++
			}
			return s.speakerLabel(run{at, i}, run{lo, l.hi}, true)
		case !bracket && s.Is(i, ":"):
			if i == at || i+1 >= l.hi || !loud && s.Kind(i+1) != segment.Open && !s.introduces(run{at, i}) {
				return run{}, run{}
			}
			if s.Kind(i+1) == segment.Open {
				return s.speakerLabel(run{at, i}, run{i + 2, l.hi}, false)
			}
			return s.speakerLabel(run{at, i}, run{i + 1, l.hi}, false)
		case s.Kind(i) == segment.Word:
			loud = loud || s.acronym(i) || strings.HasPrefix(s.t.Word(i), "@")
		case !s.Is(i, ".", "(", ")", ","):
			return run{}, run{}
		}
	}
	return run{}, run{}
}

// nobody are labels under which no source speaks: the outlet's own people, and headings.
var nobody = sets.Of("nobody")

// speakerLabel is a label and its content where somebody can speak under it.
func (s *scanner) speakerLabel(label, content run, bracket bool) (run, run) {
	for i := label.lo; i < label.hi; i++ { // "HON. ABEBAW GETNET (Dembecha)"
		if s.Is(i, "(") {
			label.hi = i
		}
	}
	if s.ofPublisher(label) {
		return run{}, run{}
	}
	words := 0
	for i := label.lo; i < label.hi; i++ {
		if s.Kind(i) != segment.Word {
			continue
		}
		words++
		if nobody[s.t.Fold(i)] && (words == 1 || i == label.hi-1) || !s.t.Capital(i) && !strings.HasPrefix(s.t.Word(i), "@") && !s.Is(i, "of", "the", "for", "al", "el", "bin", "de") {
			return run{}, run{}
		}
	}
	if words == 0 || content.hi-content.lo < 3 || !bracket && s.Kind(content.lo) == segment.Number {
		return run{}, run{}
	}
	return label, content
}

// ofPublisher reports whether all words of a label are of the publisher's name: who asks in an outlet's own interview.
func (s *scanner) ofPublisher(label run) bool {
	own := strings.Fields(strings.ToLower(s.publisher))
	for i := label.lo; i < label.hi; i++ {
		if s.Kind(i) == segment.Word && !slices.Contains(own, s.t.Fold(i)) {
			return false
		}
	}
	return len(own) > 0
}

// titled reports whether a label says itself what somebody is: "Hon. LOTODO", "Police".
func (s *scanner) titled(label run) bool {
	for i := label.lo; i < label.hi; i++ {
		if s.Is(i, "hon", "dr", "mr", "mrs", "ms", "prof") || entity.IsRole(s.t.Fold(i)) && label.hi-label.lo > 1 {
			return true
		}
	}
	return false
}

// introduces reports whether a label names by itself who speaks: "Teachers Union: nine dead", "@bridge_watch: nine
// dead", "Police: nine dead".
func (s *scanner) introduces(label run) bool {
	for label.hi > label.lo && s.Kind(label.hi-1) != segment.Word { // "Amina Yusuf (nurse)"
		label.hi--
	}
	for i := label.lo; i < label.hi; i++ {
		if s.Is(i, "(") {
			label.hi = i
		}
	}
	if label.empty() || label.hi-label.lo == 1 && !strings.HasPrefix(s.t.Word(label.lo), "@") {
		return !label.empty() && s.nouns.IsOffice(entityRun(label))
	}
	return s.nouns.Names(entityRun(label)) && s.nouns.CanBeAsked(entityRun(label))
}

// asks reports whether a line is a short question.
func (s *scanner) asks(l run) bool {
	return l.hi-l.lo <= 14 && s.Is(l.hi-1, "?") && s.t.Quoted(l.hi-1) < 0
}

// questions is the person whom an interview of bare questions and answers asks: the first one named before the first
// question; empty where the text is none.
func (s *scanner) questions(lines []run) run {
	n, first := 0, 0
	for _, l := range lines {
		if s.asks(l) {
			if n == 0 {
				first = l.lo
			}
			n++
		}
	}
	if n < 3 {
		return run{}
	}
	r := s.nouns.Person(0, first)
	return run{r.Lo, r.Hi}
}

// signature is the name of the person who wrote or spoke the text, as the text says in a line of its own at its
// beginning or end; empty where it does not.
func (s *scanner) signature(lines []run) run {
	for i, l := range lines {
		if i > 1 && i < len(lines)-4 {
			continue
		}
		for k := l.lo; k+2 < l.hi; k++ {
			if s.Is(k, "written", "recorded", "told", "dictated", "sent", "spoken") && s.Is(k+1, "by") || s.Is(k, "message", "letter", "testimony", "account", "statement", "diary") && s.Is(k+1, "from", "of", "by") {
				if r := s.nouns.Person(k+2, min(k+8, l.hi)); !r.Empty() {
					return run{r.Lo, r.Hi}
				}
			}
		}
		if i >= len(lines)-3 && i > 0 && l.hi-l.lo <= 6 {
			if r := s.nouns.Person(l.lo, l.hi); r.Hi == l.hi {
				return run{r.Lo, r.Hi}
			}
		}
	}
	return run{}
}

// firstPerson reports whether a line speaks in the first person outside of quotations, or is a paragraph of one
// quotation that goes on through several.
func (s *scanner) firstPerson(l run) bool {
	whole := s.Kind(l.lo) == segment.Open
	for i := l.lo; i < l.hi; i++ {
		if (whole || s.t.Quoted(i) < 0) && (s.t.Word(i) == "I" || s.Is(i, "we", "my", "our", "us", "me")) && (!s.acronym(i) || s.t.Word(i) == "I") {
			return true
		}
	}
	return false
}
