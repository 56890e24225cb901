package event

import (
	"strings"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// whereOf is the place of a state whose sentence gives none that is more exact than a country: of a truce the country
// that its words name ("a truce in Brena"), then the place that the report gave for the same situation before, then the
// last place that the report named.
func (r *stateReader) whereOf(s *segment.Sentence, situation string, at int) string {
	if situation == report.Ceasefire {
		if name := r.countryOfTruce(s, at); name != "" {
			return name
		}
	}
	if name := r.placed[situation]; name != "" {
		return name
	}
	return lastCity(r.in.Places[:r.place])
}

// countryOfTruce is the country in which the words around token at say that a truce is.
func (r *stateReader) countryOfTruce(s *segment.Sentence, at int) string {
	const reach = 12 // tokens
	for i := r.place; i < len(r.in.Places) && r.in.Places[i].Start < s.End; i++ {
		p := &r.in.Places[i]
		k := r.x.TokenAt(p.Start)
		if p.Precision == report.Country && k > s.First && max(k-at, at-k) <= reach && r.Is(k-1, "in", "across", "throughout") {
			return p.Name
		}
	}
	return ""
}

// unlisted is the name of the place that the word of control or of a siege at w speaks of where no list of places has
// it: right behind the word ("captured Norvik", "captured the town of Norvik"), or right before it ("Norvik has
// fallen"); "" where no name stands there, or somebody's.
func (r *stateReader) unlisted(s *segment.Sentence, w placed) string {
	if w.close {
		return "" // "took office", "held talks"
	}
	after := w.at + int(w.n)
	holder := r.Is(after-1, "to") || r.Is(after-1, "of") && r.Is(after-2, "hands", "power") || r.Is(w.at, "under") // "in the hands of the Front"
	if name := r.nameFrom(s, after); name != "" && !w.falls && !holder {
		return name
	}
	k := w.at
	for k > s.First && (r.tags[k-1].role == auxiliary || r.tags[k-1].role == adverb || r.Is(k-1, "remains", "remain", "remained")) {
		k--
	}
	if k == w.at && !w.falls && r.tags[k].role != auxiliary {
		return ""
	}
	return r.nameUpTo(s, k)
}

// nameFrom is the name that begins at token k, behind an article and "town of" at most.
func (r *stateReader) nameFrom(s *segment.Sentence, k int) string {
	if r.Is(k, "the", "a") {
		if k+2 >= s.Last || !grounds[r.x.Fold(k+1)] || r.x.Fold(k+2) != "of" {
			return ""
		}
		k += 3
	}
	const most = 3 // words of a name
	end := k
	for end < s.Last && end < k+most && r.partOfName(end) {
		end++
	}
	return r.placeName(k, end)
}

// nameUpTo is the name that ends before token k.
func (r *stateReader) nameUpTo(s *segment.Sentence, k int) string {
	const most = 3 // words of a name
	first := k
	for first > s.First && first > k-most && r.partOfName(first-1) {
		first--
	}
	return r.placeName(first, k)
}

// partOfName reports whether token k can be a word of a place's name.
func (r *stateReader) partOfName(k int) bool {
	w := r.x.Word(k)
	return r.x.Tokens[k].Kind == segment.Word && r.x.Capital(k) && len(w) > 2 && strings.ToUpper(w) != w && !r.timed(k) && r.tags[k].role == plain
}

// placeName is the words of the tokens [first, end) where they can name a place: nobody whom the report speaks of goes
// by them.
func (r *stateReader) placeName(first, end int) string {
	if first >= end {
		return ""
	}
	span := report.Span{Start: r.x.Tokens[first].Start, End: r.x.Tokens[end-1].End}
	for i := range r.in.Entities {
		e := &r.in.Entities[i]
		if e.Kind == "" {
			continue
		}
		for _, m := range e.Mentions {
			if m.Overlaps(span) {
				return ""
			}
		}
	}
	return strings.Join(strings.Fields(span.In(r.x.Raw)), " ")
}
