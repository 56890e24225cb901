package figure

import "firsthand/internal/read/core/cursor"

// join gives quantities without a measure that of the one they are joined to: "two civilians and three soldiers were
// killed", "trapped with 6,000 fighters".
func (r *reader) join() {
	for i := 1; i < len(r.q); i++ {
		q, prev := &r.q[i], &r.q[i-1]
		if q.measure != 0 || q.void || prev.measure == 0 {
			continue
		}
		if q.np < r.s.Last && r.tags[q.np].role == say && !r.passiveSay(q.np) {
			continue // "two residents said"
		}
		if r.numbers(i) {
			continue
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

// numbers tells whether quantity i only numbers a list of names: "dead: 3 (1 Ilona Brandt, 2 Piet Maas, 3 a child)".
func (r *reader) numbers(i int) bool {
	const most = 200 // entries
	q := &r.q[i]
	if q.first != q.num || q.low > most || q.first == r.s.First {
		return false
	}
	before := r.x.Word(q.first - 1)
	if before == "(" {
		return q.low == 1 && i+1 < len(r.q) && r.q[i+1].low == 2 && r.q[i+1].first == r.q[i+1].num
	}
	return i > 0 && cursor.OneOf(before, ",", ";") && q.low == r.q[i-1].low+1 && r.numbers(i-1)
}

// joined tells whether nothing but joining words stands between two quantities.
func (r *reader) joined(a, b *quantity) bool {
	if a.measure == trapped && r.accompanied(a, b) {
		return true
	}
	seen := a.np == b.first && a.noun != bare
	for k := a.np; k < b.first; k++ {
		switch w := r.tags[k]; w.role {
		case and, include:
			seen = true
		case inside, adverb, determiner:
		default:
			if m := r.x.Word(k); !cursor.OneOf(m, ",", "(") {
				return false
			}
			seen = true
		}
	}
	return seen
}

// elsewhere tells whether b goes on counting what befell a in another place, or others besides: "killed 12 in the east
// and 5 in the north", "and six more fighters".
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
	if b.first-a.np > span || !r.Is(b.first-1, "with", "alongside") {
		return false
	}
	for k := a.np; k < b.first; k++ {
		if w := r.tags[k].role; w == clause || w.trigger() && w != state && k != a.by {
			return false
		}
	}
	return true
}
