package figure

import "firsthand/internal/read/segment"

// govern finds what befell the people of each quantity of the sentence: from the verb before it, the sum that it gives, the predicate
// after it, and, for those that remain, from the quantity they are joined to.
func (r *reader) govern() {
	for i := range r.q {
		q := &r.q[i]
		attributive, by := q.measure, q.by
		q.measure, q.by = 0, -1
		if by >= q.next && by == q.np-1 && attributive != 0 || q.part && attributive != 0 { // "12 deaths", "six of the dead"
			q.measure, q.by = attributive, by
			r.conditional(q, q.first)
			continue
		}
		if !r.object(i) && !r.sum(i) && !r.predicate(i) && attributive != 0 {
			q.measure, q.by = attributive, by
		}
	}
	r.join()
}

// object gives quantity i the measure of an active verb right before it ("killed at least 12"), or of a noun that governs it ("the deaths of 12").
func (r *reader) object(i int) bool {
	q := &r.q[i]
	p := q.first - 1
	for n := 0; p >= r.s.First && n < 4; n++ {
		w := r.tags[p]
		switch w.role {
		case adverb, modifier, determiner, article, inside:
			p--
			continue
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

// both is the measure of the verb at p. "Killed or wounded 12" and "killing and injuring 12" count casualties: the report does not say how many of each.
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
		return casualties(w.arg, m)
	}
	return m
}

// casualties is the measure of two things said of the same people.
func casualties(a, b uint8) uint8 {
	if x, y := measures[a], measures[b]; x == "killed" && y == "injured" || x == "injured" && y == "killed" {
		return intern(&measures, "casualties")
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

// active tells whether the participle at p, right before quantity i, is an active verb with that quantity as its object.
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

// sum gives quantity i the measure of a toll before it ("the death toll rose to 12") or after it ("bringing to 12 the number of dead").
func (r *reader) sum(i int) bool {
	const span = 24
	q := &r.q[i]
	p := q.first - 1
	if p < r.s.First {
		return false
	}
	switch r.tags[p].role {
	case to, preposition, be, reach, of, say, inside, clause, link, negation:
	default:
		return false
	}
	if r.grew(q.num) {
		return false
	}
	for k := p; k >= r.s.First && k > p-span; k-- {
		w := r.tags[k]
		switch {
		case w.role == toll:
			q.measure, q.by = w.arg, k
			q.total = r.raised(k)
			return true
		case w.role == noun && k < p && p-k <= 4 && (r.tags[p].role == reach || r.tags[p].role == to || r.tags[p].role == be):
			if r.tags[p].role == be && r.participle(q.np) {
				return false
			}
			q.measure, q.by = w.arg, k
			return true
		case w.role == clause || w.role == and && r.x.Fold(k) == "and" && p-k > 6:
			k = r.s.First
		case w.role == raise && r.tags[p].role == to:
			for f := q.np; f < min(r.s.Last, q.np+4); f++ {
				if r.tags[f].role == toll {
					q.measure, q.by, q.total = r.tags[f].arg, f, true
					return true
				}
			}
			for j := i - 1; j >= 0; j-- { // "killed five, bringing the total to 12"
				if r.q[j].measure != 0 {
					q.measure, q.by, q.total = r.q[j].measure, k, true
					return true
				}
			}
		}
		if k < p && r.tags[p].role == preposition && w.role.trigger() && w.role != toll {
			return false
		}
	}
	return false
}

// raised tells whether the toll at k is said to be brought to a new height: it then counts more than what the sentence tells of.
func (r *reader) raised(k int) bool {
	for j := k - 1; j >= r.s.First && j >= k-4; j-- {
		if w := r.tags[j]; w.role == raise {
			f := r.x.Fold(j)
			return f[0] == 'b' || f[0] == 'r' || f[0] == 'l' || len(f) > 4 && f[:4] == "push" // not "put the toll at"
		}
	}
	return false
}

// predicate gives quantity i the measure of what is said of it after its noun: "12 people were killed", "12 dead", "12 were among those killed".
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
		n := max(1, int(w.n))
		switch w.role {
		case past:
			if !far || r.passive(k) {
				return r.undergo(q, k, next)
			}
			return false
		case state:
			q.measure, q.by = w.arg, k
			return true
		case be, have:
			return r.verbal(q, k)
		case link:
			k += n
			continue
		case modal:
			return r.conditionalAfter(q, k)
		case negation, clause, verb, toll, claim, raise, reach:
			return false
		case say:
			if !r.passiveSay(k) {
				return false
			}
		case noun:
			return false
		case among:
			if !r.toTheHarmed(q, k) {
				return false
			}
			return true
		case preposition, thing, with, plain, include:
			far = true
			if w.role == include && r.x.Fold(k) == "among them" {
				q.part = true
			}
			if r.x.Tokens[k].Kind == segment.Punct {
				switch r.x.Word(k) {
				case ",", "(", ")", "[", "]", "-", "'", "’":
				default:
					return false
				}
			}
		}
		k += n
	}
	return false
}

// listed tells whether quantity j goes on a list or a breakdown that an earlier quantity began, so that what is said after it is said of that one as well.
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

// passive tells whether the participle at k, some words after its people, is said of them: nothing stands after it that it could act on.
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
	q.measure, q.by = r.with(k), k
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

// with is the measure of the participle at k with another that is joined to it: "killed or injured".
func (r *reader) with(k int) uint8 {
	m := r.tags[k].arg
	j := k + int(r.tags[k].n)
	if j+1 < r.s.Last && r.tags[j].role == and {
		if w := r.tags[j+1]; w.role == past && w.arg != m && !r.quantityAt(j+1+int(w.n)) {
			return casualties(m, w.arg)
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

// verbal reads a chain of auxiliaries from k: "have reportedly been killed", "were among the dead", "are believed to be trapped", "were not hurt".
func (r *reader) verbal(q *quantity, k int) bool {
	const chain = 9
	for n := 0; k < r.s.Last && n < chain; n++ {
		w := r.tags[k]
		switch w.role {
		case be, have, adverb, link, say, to, and, determiner, bound:
		case past, state:
			if r.tags[k-1].role == have { // "12 gunmen have killed": they act
				if w.role == past && q.agent {
					return false
				}
			}
			if r.tags[k-1].role == be && k-2 >= r.s.First && r.tags[k-2].role == to && !r.assumed(k-3) {
				q.void = true // "were to be evacuated": not yet
			}
			q.measure, q.by = r.with(k), k
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
		case noun:
			return false
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

// passiveSay tells whether the word of saying at k goes on about the people before it: "12 reported killed", "12 believed trapped".
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

// conditional makes q void where the verb or noun at p is hedged, denied or only intended: "could kill 12", "denied killing 12", "to kill 12".
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

// conditionalAfter makes q void where the modal at k leads to something that might befall it: "12 people could be killed".
func (r *reader) conditionalAfter(q *quantity, k int) bool {
	q.void = r.triggerSoon(k)
	return false
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

// join gives quantities without a measure that of the one they are joined to: "two civilians and three soldiers were killed", "trapped with 6,000 fighters".
func (r *reader) join() {
	for i := 1; i < len(r.q); i++ {
		q, prev := &r.q[i], &r.q[i-1]
		if q.measure != 0 || q.void || prev.measure == 0 {
			continue
		}
		if q.np < r.s.Last && r.tags[q.np].role == say && !r.passiveSay(q.np) {
			continue // "two residents said"
		}
		if r.joined(prev, q) || r.elsewhere(prev, q) {
			q.measure, q.by, q.void, q.total = prev.measure, prev.by, prev.void, prev.total
		}
	}
	for i := len(r.q) - 2; i >= 0; i-- {
		q, next := &r.q[i], &r.q[i+1]
		if q.measure == 0 && !q.void && next.measure != 0 && next.by >= next.np && r.joined(q, next) {
			q.measure, q.by, q.void = next.measure, next.by, next.void
		}
	}
}

// joined tells whether nothing but joining words stands between two quantities.
func (r *reader) joined(a, b *quantity) bool {
	if measures[a.measure] == "trapped" && r.accompanied(a, b) {
		return true
	}
	seen := a.np == b.first && a.noun != bare
	for k := a.np; k < b.first; k++ {
		switch w := r.tags[k]; w.role {
		case and, include:
			seen = true
		case inside, adverb, determiner:
		default:
			if m := r.x.Word(k); m != "," && m != "(" {
				return false
			}
			seen = true
		}
	}
	return seen
}

// elsewhere tells whether b goes on counting what befell a in another place, or others besides: "killed 12 in the east and 5 in the north", "and six more fighters".
func (r *reader) elsewhere(a, b *quantity) bool {
	const span = 14
	p := b.first - 1
	for p > a.np && (r.tags[p].role == article || r.tags[p].role == inside || r.tags[p].role == adverb) {
		p--
	}
	if b.first-a.np > span || p < a.np || r.tags[p].role != and || b.np >= r.s.Last || b.noun != bare || r.tags[b.np].role != preposition {
		return false
	}
	for k := a.np; k < p; k++ {
		switch w := r.tags[k].role; {
		case k == a.by:
		case w.trigger(), w == clause, w == say, w == modal, w == negation, w == number:
			return false
		}
	}
	return true
}

// accompanied tells whether b are said to be with a: whoever is trapped with others is trapped as well.
func (r *reader) accompanied(a, b *quantity) bool {
	const span = 20
	if b.first-a.np > span || r.tags[b.first-1].role != with {
		return false
	}
	for k := a.np; k < b.first; k++ {
		if w := r.tags[k].role; w == clause || w.trigger() && w != state && k != a.by {
			return false
		}
	}
	return true
}
