package event

import (
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
)

// accused names those who, by the words around the scene's triggers, did it: the subject or owner of the trigger ("army
// shelling"), what follows "by", what follows a word of blame. The names are words of the text without their articles;
// r.accusedAt holds the first token of each.
func (r *reader) accused(sc *scene) (out []string) {
	r.accusedAt = r.accusedAt[:0]
	if sc.family != violence && sc.family != custody && sc.family != movement {
		return nil
	}
	s := &r.x.Sentences[sc.sentence]
	for k := s.First; k < s.Last; k++ {
		w := r.tags[k]
		switch {
		case (w.role == act || w.role == name || w.role == soft) && familyOf[w.kind] == sc.family:
			force := w.role
			if force == soft && strings.HasSuffix(r.x.Fold(k), "ed") {
				force = act
			}
			out = r.owner(out, s, k, force)
			out = r.agent(out, s, k+int(w.n))
		case w.role == doneBy:
			out = r.party(out, s, k+int(w.n))
		case w.role == owned && r.tags[s.First].role != negation:
			out = r.owner(out, s, k, act)
		case w.role == blame && r.tags[min(k+1, s.Last-1)].role != stop:
			out = r.party(out, s, k+int(w.n))
		}
	}
	return out
}

// owner appends who stands right before a trigger at token k: the subjects of a verb, or the modifier of a noun.
func (r *reader) owner(out []string, s *segment.Sentence, k int, force role) []string {
	const names = 3
	j := k - 1
	for n := 0; j >= s.First && n < 4; n++ {
		if w := r.tags[j].role; !(force == act && w == auxiliary || w == adverb || w == inside && r.skipped(s, j)) {
			break
		}
		if r.passive(j) {
			return out
		}
		j--
	}
	for n := 0; n < names; n++ {
		first, end, known := r.nameBefore(s, j, force)
		if !known || force == act && (r.told(s, first) || r.suffered(s, k, first, end)) {
			return out
		}
		out = r.append(out, first, end)
		j = first - 1
		for j > s.First && r.tags[j].role == determiner { // "the army and its allies"
			j--
		}
		if force != act || j <= s.First || r.tags[j].role != and {
			return out
		}
		j--
	}
	return out
}

// nameBefore is the tokens [first, end) of the name that ends at token j, and tells whether one does.
func (r *reader) nameBefore(s *segment.Sentence, j int, force role) (first, end int, known bool) {
	const most = 5 // words of a name
	end = j + 1
	first = end
	for n := 0; j >= s.First && n < most && r.part(j); n++ {
		w := r.tags[j]
		known = known || w.role == actor || w.role == party || w.role == state && force == act || w.role.trigger() && w.actor
		first = j
		j--
	}
	for end > first && r.tags[end-1].role == plain { // "Regime commits massacres" where a headline has capitals
		end--
	}
	return first, end, known && end > first
}

// told tells whether the words that begin at token k are what something was done to or with, so that they are no
// subject.
func (r *reader) told(s *segment.Sentence, k int) bool {
	for j := k - 1; j >= s.First && j >= k-2; j-- {
		switch r.tags[j].role {
		case locative, by, from, of:
			return true
		case determiner:
		default:
			return r.Is(j, "against", "with")
		}
	}
	return false
}

// suffered tells whether the words [first, end) before the verb at token k are those it was done to: a figure counts
// them, or "by" follows.
func (r *reader) suffered(s *segment.Sentence, k, first, end int) bool {
	if next := k + int(r.tags[k].n); next < s.Last && r.tags[next].role == by {
		return true
	}
	for _, f := range r.in.Figures[r.figure:] {
		if f.Start >= s.End {
			break
		}
		if f.Start < r.x.Tokens[end-1].End && r.x.Tokens[first].Start < f.End {
			return true
		}
	}
	return false
}

// skipped tells whether the form of several words that token j ends is an adverb or auxiliary.
func (r *reader) skipped(s *segment.Sentence, j int) bool {
	for j > s.First && r.tags[j].role == inside {
		j--
	}
	return r.tags[j].role == adverb || r.tags[j].role == auxiliary
}

// passive tells whether the auxiliary at token j makes the verb after it passive, so that its subject suffered it.
func (r *reader) passive(j int) bool {
	switch r.x.Fold(j) {
	case "is", "are", "was", "were", "be", "been", "being":
		return true
	}
	return false
}

// agent appends who follows "by" within a few words after a trigger that ends before token k.
func (r *reader) agent(out []string, s *segment.Sentence, k int) []string {
	const reach = 8
	for n := 0; k < s.Last && n < reach; n++ {
		w := r.tags[k]
		switch w.role {
		case by:
			return r.party(out, s, k+1)
		case say, stop, modal, negation, blame, doneBy:
			return out
		}
		k += max(1, int(w.n))
	}
	return out
}

// party appends the names that begin at token k, joined by "and" or commas.
func (r *reader) party(out []string, s *segment.Sentence, k int) []string {
	const most, names = 6, 4 // words of a name, names
	for n := 0; n < names; n++ {
		for k < s.Last && r.tags[k].role == determiner {
			k++
		}
		first, last := k, k // last: after the last word that can end a name
		for k < s.Last && k < first+most && r.part(k) {
			if w := r.tags[k]; w.role == state && k+1 < s.Last && k == first && r.tags[k+1].role == plain && r.x.Capital(k+1) && r.x.Tokens[k+1].Kind == segment.Word && r.tags[k].n == 1 && !r.headed(s, k+1) {
				return out // "Jordan Smith" is no country
			}
			k++
			if w := r.tags[k-1]; w.role != plain {
				last = k
			}
		}
		if last == first {
			return out
		}
		out = r.append(out, first, last)
		if k != last || k >= s.Last || r.tags[k].role != and && r.x.Word(k) != "," {
			return out
		}
		k++
	}
	return out
}

// headed tells whether the name that goes on at token k ends in a noun for who does violence.
func (r *reader) headed(s *segment.Sentence, k int) bool {
	for n := 0; k < s.Last && n < 4 && r.part(k); n++ {
		if r.tags[k].role == actor || r.tags[k].actor {
			return true
		}
		k++
	}
	return false
}

// part tells whether token k can be a word of a name.
func (r *reader) part(k int) bool {
	w := r.tags[k]
	if w.role == inside {
		h := k - 1
		for h > 0 && r.tags[h].role == inside {
			h--
		}
		w = r.tags[h]
	}
	return w.actor || w.role == plain && r.named(k) || w.role == locative && r.x.Capital(k) && strings.HasSuffix(r.x.Fold(k), "ern") // "Northern Army"
}

// timed tells whether token k belongs to an expression of time.
func (r *reader) timed(k int) bool {
	at := r.x.Tokens[k].Start
	for _, t := range r.in.Times[r.time:] {
		if t.Start > at {
			return false
		}
		if at < t.End {
			return true
		}
	}
	return false
}

// named tells whether the plain word at token k can be part of a name: it begins with a capital letter or is a compound
// such as "pro-government".
func (r *reader) named(k int) bool {
	if r.x.Tokens[k].Kind != segment.Word || r.timed(k) {
		return false
	}
	if r.x.Capital(k) {
		return true
	}
	w := r.x.Fold(k)
	return strings.Contains(w, "-") || cursor.OneOf(w, "rebel", "regime", "loyalist", "suspected", "armed", "unknown", "unidentified", "terror", "linked", "allied", "rival")
}

// append adds the words [first, last) as a name, unless it is there already or says nothing by itself.
func (r *reader) append(out []string, first, last int) []string {
	for first < last-1 && r.tags[first].role == plain && leads[r.x.Fold(first)] {
		first++
	}
	name := strings.Join(strings.Fields(r.x.Raw[r.x.Tokens[first].Start:r.x.Tokens[last-1].End]), " ")
	if last-first == 1 {
		w := r.x.Fold(first)
		if mute[w] {
			return out
		}
		if many, ok := plurals[w]; ok {
			name = many
		}
		if r.tags[first].role == actor {
			name = strings.ToLower(name)
		}
	}
	for _, n := range out {
		if strings.EqualFold(n, name) {
			return out
		}
	}
	r.accusedAt = append(r.accusedAt, first)
	return append(out, name)
}

var (
	// leads may stand before a name and do not belong to it.
	leads = sets.Of("leads")
	// mute are nouns of the list of actors that name nobody without a word before them.
	mute = sets.Of("mute")
	// plurals of those that stand before a noun for all of them: "rebel shelling".
	plurals = map[string]string{"rebel": "rebels", "terrorist": "terrorists", "militant": "militants", "fighter": "fighters", "insurgent": "insurgents",
		"jihadist": "jihadists", "extremist": "extremists", "soldier": "soldiers", "troop": "troops", "mercenary": "mercenaries", "gunman": "gunman"}
)
