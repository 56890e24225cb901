package figure

import "firsthand/internal/read/core/segment"

// predicate gives quantity i the measure of what is said of it after its noun: "12 people were killed", "12 dead", "12
// were among those killed".
func (r *reader) predicate(i int) bool {
	const window = 16
	q := &r.q[i]
	next := i + 1
	far := false // words that are no auxiliaries stand between
	for k := q.np; k < r.s.Last && k < q.np+window; {
		if next < len(r.q) && r.q[next].first <= k {
			if !r.listed(next) {
				return false
			}
			k = max(k+1, r.q[next].np)
			next++
			continue
		}
		w := r.tags[k]
		switch w.role {
		case past:
			return (!far || r.passive(k)) && r.undergo(q, k, next)
		case state:
			q.measure, q.by = w.arg, k
			return true
		case be, have:
			return r.verbal(q, k)
		case among:
			return r.toTheHarmed(q, k)
		case who:
			if after := r.behindRelative(k); after > 0 {
				return r.verbal(q, after)
			}
		case modal:
			q.void = r.triggerSoon(k) // "12 people could be killed"
			return false
		case claim:
			if !r.takenFor(k) {
				return false
			}
			far = true
		case negation, clause, verb, noun, toll, raise, reach:
			return false
		case fall:
			if !r.fell(q, k) {
				return false
			}
			q.fall(k)
			return true
		case say:
			if !r.passiveSay(k) {
				return false
			}
		case include:
			far = true
			q.part = q.part || r.x.Fold(k) == "among them"
		case with:
			if r.hurtWith(k) {
				q.measure, q.by = injured, k
				return true
			}
			far = true
		case preposition, thing:
			far = true
		case plain:
			far = true
			if r.x.Tokens[k].Kind == segment.Punct && !r.passes(k) {
				return false
			}
		}
		k += max(1, int(w.n))
	}
	return false
}

// takenFor tells whether the word at token k says for whom people were taken: "four men taken for rebels were killed".
func (r *reader) takenFor(k int) bool { return k+1 < r.s.Last && r.x.Fold(k+1) == "for" }

// fell tells whether the "fell" at token k says that the people of q died: those who fight fall, or some of them that
// were just spoken of.
func (r *reader) fell(q *quantity, k int) bool {
	if !armed(q.group) && !q.part && !r.ofThese(q) {
		return false
	}
	if k+1 >= r.s.Last || r.x.Tokens[k+1].Kind != segment.Word {
		return true
	}
	switch r.x.Fold(k + 1) {
	case "in", "at", "near", "during", "when", "as", "while", "there", "here", "and", "that", "this", "yesterday", "today", "overnight", "before", "after", "defending", "fighting":
		return true
	}
	return false
}

// fall counts the people of q among the dead, as those who fight where their words do not say who they are.
func (q *quantity) fall(k int) {
	q.measure, q.by = killed, k
	if q.group == 0 {
		q.noun, q.group = counted, groupFighters
	}
}

// ofThese tells whether q counts some of those just spoken of, or of the speaker's own: "nine of these", "six of ours",
// "four of our brothers".
func (r *reader) ofThese(q *quantity) bool {
	if q.next+1 >= r.s.Last || r.tags[q.next].role != of {
		return false
	}
	switch r.x.Fold(q.next + 1) {
	case "these", "those", "them", "us", "ours", "our", "its", "his", "their":
		return true
	}
	return false
}

// hurtWith tells whether the "with" at token k leads to what people are hurt by: "treated 14 people with bullet wounds
// and burns".
func (r *reader) hurtWith(k int) bool {
	const near = 5 // tokens
	for j := k + 1; j < min(r.s.Last, k+near); j++ {
		switch r.x.Fold(j) {
		case "wounds", "burns", "injuries", "fractures", "cuts", "shrapnel":
			return true
		}
		if r.tags[j].role == number || r.tags[j].role == people || r.entry(j) {
			return false
		}
	}
	return false
}

// behindRelative is the auxiliary of the main verb behind the relative clause that begins at token k: "20 people who
// were later named in a list were killed". It is 0 where the clause itself says what befell them, or where nothing is
// said of them after it.
func (r *reader) behindRelative(k int) int {
	const window = 20
	verbs := 0 // of the relative clause
	for j := k + 1; j < min(r.s.Last, k+window); {
		w := r.tags[j]
		switch w.role {
		case be, have:
			after := j + 1
			for after < r.s.Last && (r.tags[after].role == be || r.tags[after].role == have || r.tags[after].role == adverb) {
				after++
			}
			if harmed := after < r.s.Last && (r.tags[after].role == past || r.tags[after].role == state); harmed {
				if verbs == 0 {
					return 0
				}
				return j
			}
			verbs++
			j = after
			continue
		case say, plain, preposition, of, determiner, modifier, adverb, people, link, thing, inside, and, month:
			if w.role == say && r.x.Fold(j) != "identified" {
				return 0
			}
		case clause:
			if r.x.Fold(j) != "as" { // "identified as", "known as"
				return 0
			}
		default:
			return 0
		}
		j += max(1, int(w.n))
	}
	return 0
}

// passes tells whether the mark at token k can stand between people and what is said of them.
func (r *reader) passes(k int) bool {
	switch r.x.Word(k) {
	case ",", "(", ")", "[", "]", "-", "'", "’":
		return true
	}
	return false
}

// listed tells whether quantity j goes on a list or a breakdown that an earlier quantity began, so that what is said
// after it is said of that one as well.
func (r *reader) listed(j int) bool {
	q := &r.q[j]
	p := q.first - 1
	if p < r.s.First {
		return false
	}
	if q.part {
		return true
	}
	if prev := &r.q[j-1]; prev.np == q.first {
		return prev.noun != bare
	}
	for p >= r.s.First && (r.tags[p].role == inside || r.tags[p].role == adverb || r.tags[p].role == determiner) {
		p--
	}
	if p < r.s.First {
		return false
	}
	switch r.tags[p].role {
	case and, include, among, with:
		return true
	}
	return r.x.Word(p) == ","
}

// passive tells whether the participle at k, some words after its people, is said of them: nothing stands after it that
// it could act on.
func (r *reader) passive(k int) bool {
	if k == r.s.First {
		return false
	}
	switch r.tags[k-1].role {
	case be, adverb, who, link:
		return true
	}
	if k+1 >= r.s.Last {
		return true
	}
	switch w := r.tags[k+1]; w.role {
	case preposition, clause, and, say, adverb, with, include, among:
		return true
	default:
		return r.x.Tokens[k+1].Kind == segment.Punct
	}
}

// undergo gives q the participle at k, unless q is who acts: "two gunmen killed five".
func (r *reader) undergo(q *quantity, k, next int) bool {
	after := k + int(r.tags[k].n)
	if (q.agent || q.self) && r.tags[k-1].role != be && r.tags[k-1].role != who && r.acts(after, next) {
		return false
	}
	q.measure, q.by = r.compound(k), k
	return true
}

// acts tells whether an object stands at token k, after a participle.
func (r *reader) acts(k, next int) bool {
	if next < len(r.q) && r.q[next].first == k && !r.q[next].part {
		return !r.participle(r.q[next].np)
	}
	if k >= r.s.Last {
		return false
	}
	switch r.tags[k].role {
	case determiner, article, people, thing:
		return true
	}
	return false
}

// compound is the measure of the participle at k with another that is joined to it: "killed or injured".
func (r *reader) compound(k int) uint8 {
	m := r.tags[k].arg
	j := k + int(r.tags[k].n)
	if j+1 < r.s.Last && r.tags[j].role == and {
		if w := r.tags[j+1]; w.role == past && w.arg != m && !r.quantityAt(j+1+int(w.n)) {
			return joint(m, w.arg)
		}
	}
	return m
}

// quantityAt tells whether a quantity begins at token k.
func (r *reader) quantityAt(k int) bool {
	for i := range r.q {
		if r.q[i].first == k {
			return true
		}
	}
	return false
}

// verbal reads a chain of auxiliaries from k: "have reportedly been killed", "were among the dead", "are believed to be
// trapped", "were not hurt".
func (r *reader) verbal(q *quantity, k int) bool {
	const chain = 9
	for n := 0; k < r.s.Last && n < chain; n++ {
		w := r.tags[k]
		switch w.role {
		case be, have, adverb, link, say, to, and, determiner, bound:
		case fall: // "twelve soldiers have fallen"
			if !r.fell(q, k) {
				return false
			}
			q.fall(k)
			return true
		case past, state:
			if r.tags[k-1].role == have { // "12 gunmen have killed": they act
				if w.role == past && q.agent {
					return false
				}
			}
			if r.tags[k-1].role == be && k-2 >= r.s.First && r.tags[k-2].role == to && !r.assumed(k-3) {
				q.void = true // "were to be evacuated": not yet
			}
			q.measure, q.by = r.compound(k), k
			return true
		case negation, modal:
			q.void = r.triggerSoon(k)
			return false
		case among:
			return r.toTheHarmed(q, k)
		case preposition:
			if !(k+1 < r.s.Last && r.tags[k+1].role == determiner) {
				return false
			}
		default:
			return false
		}
		k += max(1, int(w.n))
	}
	return false
}

// assumed tells whether token k says that what follows is held to be so already: "believed to be trapped".
func (r *reader) assumed(k int) bool {
	for k > r.s.First && r.tags[k].role == inside {
		k--
	}
	return k >= r.s.First && (r.tags[k].role == say || r.tags[k].role == link || r.tags[k].role == adverb)
}

// passiveSay tells whether the word of saying at k goes on about the people before it: "12 reported killed", "12
// believed trapped".
func (r *reader) passiveSay(k int) bool {
	if k+1 >= r.s.Last {
		return false
	}
	w := r.tags[k+1].role
	return w == past || w == state || w == to
}

// toTheHarmed reads "among those killed", "among the dead", or "among" and the number of the whole, from token k.
func (r *reader) toTheHarmed(q *quantity, k int) bool {
	for j := k + 1; j < r.s.Last && j <= k+6; j++ {
		switch w := r.tags[j]; w.role {
		case past, state, noun:
			q.part, q.measure, q.by = true, w.arg, k
			return true
		case people:
			if r.victims(j) {
				q.part, q.measure, q.by = true, killed, k
				return true
			}
		case number, some, bound, determiner, modifier, who, be, have, adverb, inside:
			if i := r.quantityIndex(j); i >= 0 {
				q.part, q.of = true, i
				return true
			}
		default:
			return false
		}
	}
	return false
}

// quantityIndex is the quantity that begins at token k, or -1.
func (r *reader) quantityIndex(k int) int {
	for i := range r.q {
		if r.q[i].first == k {
			return i
		}
	}
	return -1
}

// triggerSoon tells whether a trigger follows token k with nothing but auxiliaries between.
func (r *reader) triggerSoon(k int) bool {
	for j := k + 1; j < r.s.Last && j < k+6; j++ {
		switch w := r.tags[j]; {
		case w.role.trigger():
			return true
		case w.role == be || w.role == have || w.role == adverb || w.role == to || w.role == inside || w.role == say:
		default:
			return false
		}
	}
	return false
}
