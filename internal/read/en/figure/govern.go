package figure

import (
	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
)

// govern finds what befell the people of each quantity of the sentence: from the verb before it, the sum that it gives,
// the predicate after it, and, for those that remain, from the quantity they are joined to.
func (r *reader) govern() {
	for i := range r.q {
		q := &r.q[i]
		if q.settled {
			q.measure, q.by, q.rule = q.within, q.at, "noun phrase"
			r.conditional(q, q.first)
			continue
		}
		switch {
		case r.replaced(i):
			q.void = true
		case r.labelled(i):
			q.rule = "label"
		case r.object(i):
			q.rule = "object"
		case r.sum(i):
			q.rule = "sum told"
		case r.predicate(i):
			q.rule = "predicate"
		case q.within != 0:
			q.measure, q.by, q.rule = q.within, q.at, "noun phrase"
		}
	}
	for i := range r.q {
		r.alsoSays(i)
	}
	r.ruled("says as well")
	r.itemise()
	r.ruled("list")
	r.join()
	r.ruled("joined")
}

// object gives quantity i the measure of an active verb right before it ("killed at least 12"), or of a noun that
// governs it ("the deaths of 12").
func (r *reader) object(i int) bool {
	q := &r.q[i]
	p := q.first - 1
	for n := 0; p >= r.s.First && n < 4; n++ {
		w := r.tags[p]
		switch w.role {
		case adverb, modifier, determiner, article, inside:
			p--
			continue
		case and:
			if k := r.sharing(p); k >= r.s.First && q.noun == counted && (i == 0 || r.q[i-1].first < k) {
				p = k
				continue
			}
		case be:
			r.theHarmedAre(i, p)
			return q.measure != 0
		case claim:
			switch w := r.x.Fold(p); {
			case cursor.OneOf(w, "lost", "lose", "losing") && q.noun == counted && (armed(q.group) || groups[q.group] == "men"),
				q.noun == counted && r.victims(q.np-1):
				q.measure, q.by = killed, p
				r.conditional(q, p)
				return true
			}
			return false
		case toll, noun:
			if k := r.source(p); k > r.s.First { // "killing, according to the latest toll, 12"
				p = k - 1
				continue
			}
		case of:
			for p--; p >= r.s.First && r.tags[p].role == inside; p-- {
			}
			if p >= r.s.First && (r.tags[p].role == noun || r.tags[p].role == verb) {
				q.measure, q.by = r.tags[p].arg, p
				r.conditional(q, p)
				return true
			}
			return false
		case verb, past:
			if w.role == past && !r.active(p, i) {
				return false
			}
			q.measure, q.by = r.both(p), p
			r.conditional(q, p)
			return true
		}
		return false
	}
	return false
}

// sharing is the token of the verb whose first object ends right before the "and" at token k: "killed 300 sheep and two
// shepherds", "have killed the mayor and two peasants". It is before the sentence where there is none.
func (r *reader) sharing(k int) int {
	const most = 7 // tokens of the first object
	for j := k - 1; j >= r.s.First && j >= k-most; j-- {
		switch w := r.tags[j]; w.role {
		case verb, past:
			if j == k-1 {
				return r.s.First - 1
			}
			return j
		case number, bound, modifier, inside, times, people, thing, determiner, article, of:
		case plain:
			if r.x.Tokens[j].Kind != segment.Word {
				return r.s.First - 1
			}
		default:
			return r.s.First - 1
		}
	}
	return r.s.First - 1
}

// source is the first token of an "according to" whose words end at token k, or the first of the sentence where there
// is none.
func (r *reader) source(k int) int {
	const most = 6 // tokens
	for j := k; j >= r.s.First && j > k-most; j-- {
		if r.x.Fold(j) == "according" {
			return j
		}
	}
	return r.s.First
}

// both is the measure of the verb at p. "Killed or wounded 12" and "killing and injuring 12" count casualties: the
// report does not say how many of each.
func (r *reader) both(p int) uint8 {
	m := r.tags[p].arg
	k := p - 1
	for k > r.s.First && r.tags[k].role == inside {
		k--
	}
	if k-1 < r.s.First || r.tags[k].role != and {
		return m
	}
	k--
	for k > r.s.First && r.tags[k].role == inside {
		k--
	}
	if w := r.tags[k]; (w.role == verb || w.role == past) && w.arg != m && !r.follows(k) {
		return joint(w.arg, m)
	}
	return m
}

// joint is the measure of two things said of the same people.
func joint(a, b uint8) uint8 {
	if a == killed && b == injured || a == injured && b == killed {
		return casualties
	}
	return b
}

// follows tells whether a quantity ends right before token k.
func (r *reader) follows(k int) bool {
	for i := range r.q {
		if r.q[i].np == k {
			return true
		}
	}
	return false
}

// active tells whether the participle at p, right before quantity i, is an active verb with that quantity as its
// object.
func (r *reader) active(p, i int) bool {
	k := p - 1
	for k >= r.s.First && (r.tags[k].role == adverb || r.tags[k].role == inside) {
		k--
	}
	if k < r.s.First {
		return true
	}
	switch r.tags[k].role {
	case be, link:
		return false
	case have:
		return true
	}
	if q := &r.q[i]; q.np < r.s.Last && r.tags[q.np].role == past && r.tags[q.np].arg != r.tags[p].arg && r.passive(q.np) {
		return false // a headline: "Child killed, 9 civilians injured in"
	}
	switch r.tags[k].role {
	case among:
		return false
	case determiner:
		switch r.x.Fold(k) {
		case "the", "these", "those":
			return false
		}
	}
	if i > 0 && r.q[i-1].np == k+1 { // two numbers around a participle: whose is it?
		if prev := &r.q[i-1]; prev.measure == 0 && prev.agent && !r.participle(r.q[i].np) {
			return true
		}
		return r.q[i-1].measure != 0 && r.q[i-1].by < r.q[i-1].first
	}
	return true
}

// participle tells whether what befell the people before it stands at token k.
func (r *reader) participle(k int) bool {
	for k < r.s.Last && (r.tags[k].role == adverb || r.tags[k].role == be || r.tags[k].role == have) {
		k++
	}
	return k < r.s.Last && (r.tags[k].role == past || r.tags[k].role == state)
}

// conditional makes q void where the verb or noun at p is hedged, denied or only intended: "could kill 12", "denied
// killing 12", "to kill 12".
func (r *reader) conditional(q *quantity, p int) {
	for k, n := p-1, 0; k >= r.s.First && n < 4; k, n = k-1, n+1 {
		switch w := r.tags[k]; w.role {
		case modal, negation:
			q.void = true
			return
		case to:
			if !r.managed(k - 1) {
				q.void = true
			}
			return
		case adverb, have, be, inside:
		default:
			return
		}
	}
}

// managed tells whether the word at k says that what follows was done: "managed to kill".
func (r *reader) managed(k int) bool {
	if k < r.s.First {
		return false
	}
	switch r.x.Fold(k) {
	case "managed", "able", "went", "manage", "succeeded", "due", "led", "leading":
		return true
	}
	return r.assumed(k)
}
