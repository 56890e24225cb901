package attribute

import "firsthand/internal/report"

// hand reads off what the origin of a statement claims about itself, and the words that say so.
//
// Witness: the source is called one, or speaks in the first person of having seen, heard or undergone it. Relayed: it
// says that it was told. Unknown: nobody stands at the end of the chain. Told: all else.
func (s *scanner) hand(st *report.Statement) (report.Hand, *report.Span) {
	origin := st.Origin()
	if origin.Kind == report.Unnamed {
		return report.UnknownHand, nil
	}
	if origin.Source != nil {
		for i := s.t.TokenAt(origin.Source.Start); i < len(s.t.Tokens) && s.t.Tokens[i].Start < origin.Source.End; i++ {
			if s.Is(i, "witness", "witnesses", "eyewitness", "eyewitnesses", "survivor", "survivors") {
				return report.Witness, s.at(i, i+1)
			}
		}
	}
	for _, c := range st.Content() {
		r := s.tokens(c)
		if h, why := s.perceives(r.lo, r.hi); h != "" {
			return h, why
		}
		if why := s.sawIt(r, &origin); why != nil {
			return report.Witness, why
		}
	}
	if why := s.tellsOn(st, &origin); why != nil {
		return report.Witness, why
	}
	if why := s.underwent(&origin); why != nil {
		return report.Witness, why
	}
	return report.Told, nil
}

func (s *scanner) at(lo, hi int) *report.Span {
	sp := s.span(run{lo, hi})
	return &sp
}

// voice reads off what the report claims about itself in the words that lie in no statement and no quotation.
func (s *scanner) voice(statements []report.Statement) report.Voice {
	said := make([]bool, len(s.t.Tokens))
	for _, st := range statements {
		for _, h := range st.Hops {
			for _, c := range h.Content {
				for i := s.t.TokenAt(c.Start); i < len(said) && s.t.Tokens[i].Start < c.End; i++ {
					said[i] = true
				}
			}
		}
	}
	for _, sent := range s.t.Sentences {
		if why := s.ownPeople(sent.First, sent.Last); why != nil {
			return report.Voice{Hand: report.Witness, Why: why}
		}
		for lo := sent.First; lo < sent.Last; lo++ {
			hi := lo
			for hi < sent.Last && !said[hi] && s.t.Quoted(hi) < 0 {
				hi++
			}
			if h, why := s.perceives(lo, hi); h == report.Witness {
				return report.Voice{Hand: h, Why: why}
			}
			lo = hi
		}
	}
	return report.Voice{Hand: report.Told}
}

// perceives looks for the first person perceiving, undergoing or being told.
func (s *scanner) perceives(lo, hi int) (report.Hand, *report.Span) {
	for i := lo; i < hi; i++ {
		switch {
		case s.Is(i, "own") && s.Is(i-1, "my", "our") && s.Is(i+1, "eyes"):
			return report.Witness, s.at(i-1, i+2)
		case s.Is(i, "i", "we") && (s.t.Word(i) != "i"):
			if why := s.present(i, hi); why != nil {
				return report.Witness, why
			}
			for j := i + 1; j < hi && j <= i+4; j++ {
				if s.Is(j, "told", "informed") && s.Is(j-1, "been", "was", "were") {
					return report.Relayed, s.at(i, j+1)
				}
				if s.Is(j, "see", "seen") && s.Is(j+1, "how", "that", "why", "what", "again", "no", "a") {
					break
				}
				if sensed[s.t.Fold(j)] && !s.Is(j-1, "been", "be", "was", "were") || s.Is(j, "saw", "seen", "see", "hear", "heard", "watched", "counted", "witnessed", "smelled", "felt", "carried", "dug", "buried", "ran", "hid", "fled", "escaped", "trapped", "starving", "dying", "surrounded") {
					return report.Witness, s.at(i, j+1)
				}
				if s.Is(j, "there", "inside") && s.Is(j-1, "was", "were", "am", "are", "’m", "’re") {
					return report.Witness, s.at(i, j+1)
				}
				if s.Is(j, "not", "n’t", "n't", "believe", "think", "know") {
					break
				}
			}
		case i > lo && s.Is(i, "us", "me") && s.Is(i-1, "on", "around", "above", "near", "over", "save", "kill", "killing", "help", "reach", "bomb", "shell"):
			return report.Witness, s.at(i-1, i+1)
		case i > lo && s.Is(i, "my", "our") && s.Is(i-1, "save", "in", "on", "near", "outside") && i+1 < hi && s.Is(i+1, "daughter", "son", "children", "family", "house", "home", "street", "building", "neighbourhood", "neighborhood", "neighbourhoods", "neighborhoods", "hospital", "block", "cellar", "basement", "window"):
			return report.Witness, s.at(i-1, i+2)
		}
	}
	return "", nil
}
