package attribute

import (
	"slices"
	"strings"

	"firsthand/internal/read/core/segment"
	who "firsthand/internal/read/entity"
	"firsthand/internal/report"
)

// sensed are the verbs by which somebody who was there tells of it.
var sensed = sets.Of("sensed")

// undergone are the participles by which a report says of somebody that it happened to them.
var undergone = sets.Of("undergone")

// treated are words for what a hospital gets to see of an event, and others only hear.
var treated = sets.Of("treated")

func (s *scanner) tokens(c report.Span) run {
	r := run{lo: s.t.TokenAt(c.Start)}
	for r.hi = r.lo; r.hi < len(s.t.Tokens) && s.t.Tokens[r.hi].Start < c.End; {
		r.hi++
	}
	return r
}

// sawIt looks in words of the origin for what he or she is said to have seen, in the third person: "she had treated
// fourteen people", "had died on his table"; and, where the origin is a doctor or a hospital, for what only they get to
// see.
func (s *scanner) sawIt(r run, origin *report.Hop) *report.Span {
	for i := r.lo; i < r.hi; i++ {
		if treated[s.t.Fold(i)] && s.ward(origin) {
			return s.at(i, i+1)
		}
		if s.Is(i, "himself", "herself", "themselves") && i > r.lo+1 && origin.Entity != "" && s.cast.PronounID(i) == origin.Entity {
			return s.at(i, i+1)
		}
		if !s.means(i, origin) {
			continue
		}
		if why := s.present(i, r.hi); why != nil {
			return why
		}
		if s.Is(i, "his", "her", "their") {
			if s.Is(i+1, "eyes", "table", "arms", "hands", "window", "door", "street", "house", "cellar", "roof") && s.Is(i-1, "on", "in", "before", "under", "from", "through", "at", "outside") {
				return s.at(i-1, i+2)
			}
			continue
		}
		if why := s.didSense(i, r.hi); why != nil {
			return why
		}
	}
	return nil
}

// ward reports whether the origin is a hospital or somebody who works in one, and not who heads an authority of health.
func (s *scanner) ward(origin *report.Hop) bool {
	if s.cast.Kind(origin.Entity) != report.KindMedical {
		return false
	}
	of := strings.ToLower(origin.Of)
	return of == "" || strings.Contains(of, "hospital") || strings.Contains(of, "clinic")
}

// spots are where somebody was who was there.
var spots = sets.Of("spots")

// postures are how somebody was there.
var postures = sets.Of("postures")

// present looks for where the subject at token i says or is said to have been: "was standing in the yard", "had been
// asleep in the back room", "was on the ward".
func (s *scanner) present(i, hi int) *report.Span {
	const reach = 9 // tokens
	be := -1
	for j := i + 1; j < hi && j < i+reach; j++ {
		switch {
		case s.Is(j, "was", "were", "been"):
			be = j
		case s.Is(j, "not", "n’t", "n't", "never", "nobody", "if", "that") || s.Kind(j) == segment.Punct:
			return nil
		case be < 0 && !s.Is(j, "had", "have", "has"):
			return nil
		case be >= 0 && j > be+1 && spots[s.t.Fold(j)] && (postures[s.t.Fold(be+1)] || s.Is(be+1, "in", "on", "inside", "under", "at")):
			return s.at(i, j+1)
		}
	}
	return nil
}

// didSense looks for a verb of perceiving right after the subject at token i.
func (s *scanner) didSense(i, hi int) *report.Span {
	for j := i + 1; j < hi && j <= i+8; j++ {
		switch {
		case s.Kind(j) == segment.Punct || s.Is(j, "not", "n’t", "n't", "never", "that", "if", "been", "nobody", "no"):
			return nil
		case sensed[s.t.Fold(j)] || s.Is(j, "seen"):
			return s.at(i, j+1)
		case s.Is(j, "helped") && s.Is(j+1, "to", "bury", "carry", "dig", "pull") && (s.Is(j+1, "bury", "carry", "dig", "pull") || s.Is(j+2, "bury", "carry", "dig", "pull")):
			return s.at(i, j+2)
		}
	}
	return nil
}

// means reports whether the pronoun at token i means the origin.
func (s *scanner) means(i int, origin *report.Hop) bool {
	return origin.Entity != "" && s.Is(i, "he", "she", "his", "her", "they", "their") && s.cast.PronounID(i) == origin.Entity
}

// tellsOn looks in the sentences of the same paragraph right after a statement for what the report goes on to tell of
// the origin in the words of the origin: "He had carried two boys to a truck."
func (s *scanner) tellsOn(st *report.Statement, origin *report.Hop) *report.Span {
	const most = 2 // sentences
	at := s.t.SentenceAt(st.Sentence.End - 1)
	if at < 0 {
		return nil
	}
	home := s.t.Sentences[at].Paragraph
	for n := at + 1; n <= at+most && n < len(s.t.Sentences) && s.t.Sentences[n].Paragraph == home; n++ {
		first := s.t.Sentences[n].First
		if !s.means(first, origin) {
			continue
		}
		if why := s.present(first, s.t.Sentences[n].Last); why != nil {
			return why
		}
		if s.Is(first+1, "had") {
			if why := s.didSense(first, s.t.Sentences[n].Last); why != nil {
				return why
			}
		}
	}
	return nil
}

// underwent looks in a relative clause that follows the origin for what happened to them: "…, who was thrown against a
// door".
func (s *scanner) underwent(origin *report.Hop) *report.Span {
	if origin.Source == nil {
		return nil
	}
	const reach = 14 // tokens
	from := s.t.TokenAt(origin.Source.Start)
	end := s.t.TokenAt(origin.Source.End - 1)
	for i := from; i <= end+reach && i+2 < len(s.t.Tokens) && s.t.Tokens[i].Sentence == s.t.Tokens[from].Sentence; i++ {
		if !s.Is(i, "who") {
			continue
		}
		switch {
		case s.Is(i+1, "was", "were") && (undergone[s.t.Fold(i+2)] || s.Is(i+2, "there")):
			return s.at(i, i+3)
		case sensed[s.t.Fold(i+1)] || s.Is(i+1, "had") && sensed[s.t.Fold(i+2)]:
			return s.at(i, i+2)
		}
	}
	return nil
}

// ownPeople looks for what an outlet's own people saw: "a Harbour Post reporter who reached the street saw two buses",
// "our correspondent at the bridge heard no shot".
func (s *scanner) ownPeople(lo, hi int) *report.Span {
	const reach = 24 // tokens
	for i := lo + 1; i < hi; i++ {
		if !s.Is(i, "reporter", "reporters", "correspondent", "correspondents", "journalist", "journalists", "photographer", "team") || !s.ours(i, lo) {
			continue
		}
		for j := i + 1; j < hi && j < i+reach; j++ {
			switch {
			case s.Is(j, "told", "said", "says", "spoke", "asked"):
				j = hi
			case sensed[s.t.Fold(j)] && s.tags[j].Verb() && !s.Is(j-1, "been", "was", "were", "to"), s.Is(j, "entered", "visited") && s.tags[j].Verb():
				return s.at(i, j+1)
			}
		}
	}
	return nil
}

// ours reports whether the noun at token i is somebody of the report's publisher, which the words before it name.
func (s *scanner) ours(i, lo int) bool {
	if s.Is(i-1, "our") || s.Is(i-2, "our") && s.tags[i-1].Adjective() {
		return true
	}
	end := i
	if s.Is(end-1, "'s", "’s") {
		end--
	}
	own := strings.Fields(strings.ToLower(s.publisher))
	if end <= lo || len(own) == 0 || !s.t.Capital(end-1) {
		return false
	}
	word := s.t.Fold(end - 1)
	if slices.Contains(own, word) && !s.Is(end-1, "the", "news", "agency", "press", "daily") {
		return true
	}
	return s.acronym(end-1) && who.StandsFor(s.t.Word(end-1), s.publisher)
}
