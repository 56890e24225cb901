package attribute

import (
	"strings"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/why"
	"firsthand/internal/read/en/entity"
	who "firsthand/internal/read/entity"
	"firsthand/internal/report"
)

// edge is how many tokens at a text's beginning and end may hold a dateline or a credit line.
const edge = 60

// credits finds the agencies that the report as a whole is credited to: "BEIRUT (Agency) —" at its beginning;
// "--Agency", "(Agency)", "Source: Agency" at its end. The report's own publisher is none.
func (s *scanner) credits() []report.Credit {
	var out []report.Credit
	seen := map[string]bool{}
	add := func(r run, kind string) {
		name := entity.Fullest(strings.Trim(s.words(r), " .,"))
		id := report.SourceID(name)
		if id == "" || seen[id] || s.marked(s.span(r)) || s.publisher != "" && (id == report.SourceID(entity.Fullest(s.publisher)) || who.StandsFor(name, s.publisher)) {
			return
		}
		seen[id] = true
		out = append(out, report.Credit{Span: s.span(r), Name: name, SourceID: id, Kind: kind})
	}
	n := len(s.t.Tokens)
	for i := 0; i < min(n, edge); i++ {
		if r, ok := s.dateline(i); ok {
			add(r, "dateline")
		}
		if r, ok := s.header(i); ok && i < n-edge {
			add(r, "credit")
		}
	}
	for i := max(0, n-edge); i < n; i++ {
		if r, kind := s.creditAt(i); kind != "" {
			add(r, kind)
		}
	}
	return out
}

// header reads "SOURCE: RADIO NORVIK, NORVIK, IN ENGLISH 1500 GMT" on a line at the beginning, as those who monitor
// broadcasts have it.
func (s *scanner) header(i int) (run, bool) {
	if !s.Is(i, "source") || !s.Is(i+1, ":") || !s.lineBegins(i) {
		return run{}, false
	}
	r := s.nameIn(i+2, len(s.t.Tokens))
	return r, !r.empty() && (s.Is(r.hi, ",", "in", ";") || s.lineEnds(r.hi))
}

// dateline reads "(Agency) —" at token i.
func (s *scanner) dateline(i int) (run, bool) {
	if !s.Is(i, "(") {
		return run{}, false
	}
	r := s.nameIn(i+1, len(s.t.Tokens))
	return r, !r.empty() && s.Is(r.hi, ")") && s.dash(r.hi+1)
}

// creditAt reads what begins with token i near the end of a text, and says which kind of credit it is; "" for none.
func (s *scanner) creditAt(i int) (r run, kind string) {
	const credit = "credit"
	n, ok := len(s.t.Tokens), false
	switch {
	case s.dash(i) && (i == 0 || s.t.Tokens[i].Start > s.t.Tokens[i-1].End):
		r, ok = s.dashed(i)
	case s.Is(i, "(") && i+1 < n:
		r, ok = s.bracketed(i)
	case s.Is(i, "source", "sources", "via", "by") && s.lineBegins(i):
		if r, ok = s.sourceLine(i); ok && s.Is(i, "by") {
			if s.agency(r) {
				return r, "byline"
			}
			return r, ""
		}
	case s.Is(i, "material", "files", "inputs", "input", "information", "agencies") && s.Is(i+1, "from", "by") && s.lineBegins(max(0, i-1)): // "With material from X"
		r = s.nameIn(i+2, n)
		ok = !r.empty()
	case s.Is(i, "reporting") && s.Is(i+1, "by", "from"):
		r = s.nameIn(i+2, n)
		ok = !r.empty() && s.agency(r)
	}
	if !ok {
		return r, ""
	}
	return r, credit
}

// dashed reads "--Agency" at the end of a line.
func (s *scanner) dashed(i int) (run, bool) {
	at, n := i, len(s.t.Tokens)
	for at < n && s.dash(at) {
		at++
	}
	r := s.nameIn(at, n)
	return r, !r.empty() && s.lineEnds(r.hi) && (s.lineBegins(i) || s.agency(r))
}

// bracketed reads "(Agency)" and "(Source: Agency)" at the end of a line.
func (s *scanner) bracketed(i int) (run, bool) {
	at := i + 1
	if s.Is(at, "source", "via") {
		at = s.afterColon(at + 1)
	}
	r := s.nameIn(at, len(s.t.Tokens))
	return r, !r.empty() && s.Is(r.hi, ")") && (at > i+1 || s.agency(r)) && s.lineEnds(r.hi+1)
}

// sourceLine reads "Source: Agency" on a line of its own.
func (s *scanner) sourceLine(i int) (run, bool) {
	at := s.afterColon(i + 1)
	r := s.nameIn(at, len(s.t.Tokens))
	return r, !r.empty() && (at > i+1 || s.agency(r)) && (s.lineEnds(r.hi) || s.Is(r.hi, "and"))
}

func (s *scanner) afterColon(at int) int {
	if s.Is(at, ":") {
		at++
	}
	return at
}

// nameIn is a run of up to five capitalised words at token at.
func (s *scanner) nameIn(at, hi int) run {
	end := at
	for end < hi && end-at < 5 && s.Kind(end) == segment.Word && (s.t.Capital(end) || end > at && s.Is(end, "of", "for", "the", "al", "el")) {
		end++
	}
	for end > at && !s.t.Capital(end-1) {
		end--
	}
	return run{at, end}
}

func (s *scanner) agency(r run) bool {
	return s.nouns.IsOutlet(entity.Run{Lo: r.lo, Hi: r.hi})
}

func (s *scanner) dash(i int) bool { return s.Is(i, "-", "—", "–", "―") }

// lineEnds tells whether nothing follows on the line before token i, but for marks.
func (s *scanner) lineEnds(i int) bool {
	for ; i < len(s.t.Tokens); i++ {
		if s.lineBegins(i) {
			return true
		}
		if s.Kind(i) == segment.Word || s.Kind(i) == segment.Number {
			return false
		}
	}
	return true
}

// lineBegins tells whether token i is the first on its line.
func (s *scanner) lineBegins(i int) bool {
	return i == 0 || strings.ContainsAny(s.t.Raw[s.t.Tokens[i-1].End:s.t.Tokens[i].Start], "\n\u2028\u2029")
}

// credit puts the credited agency around every statement that names no other outlet.
func (s *scanner) credit(statements []report.Statement, credits []report.Credit) {
	if len(credits) == 0 {
		return
	}
	c := credits[0]
	for i := range statements {
		st := &statements[i]
		outlet := false
		for _, h := range st.Hops {
			outlet = outlet || h.Kind == report.Outlet || h.Kind == report.Addressee || h.SourceID == c.SourceID
		}
		if outlet {
			continue
		}
		sp := c.Span
		s.log.Add(why.Note{Of: st.ID, Rule: "credit", Words: sp, Says: c.Kind + " of " + c.Name})
		st.Hops = append([]report.Hop{{Kind: report.CreditHop, Name: c.Name, SourceID: c.SourceID, Named: true, Source: &sp, Cue: []report.Span{}, Content: st.Hops[0].Content}}, st.Hops...)
	}
}
