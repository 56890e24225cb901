package figure

import "firsthand/internal/read/core/cursor"

// sum gives quantity i the measure of a toll before it ("the death toll rose to 12") or after it ("bringing to 12 the
// number of dead").
func (r *reader) sum(i int) bool {
	const (
		span  = 24 // tokens between a toll and its number
		close = 4  // tokens between a noun and its number: "deaths have reached 12"
	)
	q := &r.q[i]
	p := q.first - 1
	if p < r.s.First || r.grew(q.num) {
		return false
	}
	lead := r.tags[p].role
	switch lead {
	case to, preposition, be, reach, of, say, inside, clause, link, negation:
	default:
		if !r.Is(p, "number", "numbered") {
			return false
		}
	}
	if r.x.Fold(p) == "at" {
		for k := p - 1; k > r.s.First && k > p-span; k-- {
			if r.x.Fold(k) == "number" && r.tags[k+1].role == of {
				return r.numbered(q, k+2, p)
			}
		}
	}
	if r.putAt(q, p) {
		return true
	}
	for k := p; k >= r.s.First && k > p-span; k-- {
		switch w := r.tags[k]; {
		case w.role == toll:
			q.measure, q.by, q.total = w.arg, k, r.raised(k)
			return true
		case w.role == raise && lead == to:
			return r.brought(i, k)
		case w.role == noun && k < p && p-k <= close && (lead == reach || lead == to || lead == be):
			if lead == be && r.participle(q.np) {
				return false
			}
			q.measure, q.by = w.arg, k
			return true
		case w.role == clause, r.x.Fold(k) == "and" && p-k > 6, lead == preposition && k < p && w.role.trigger():
			return false
		}
	}
	return false
}

// putAt gives q the measure of the people or the number that a verb puts at it, with the word before it at token p:
// "they put the dead in the town at three", "the army gives its own dead as nine", "the dead number eleven", "the
// police put the number at three".
func (r *reader) putAt(q *quantity, p int) bool {
	const span = 14 // tokens
	lead := r.x.Fold(p)
	numbers := cursor.OneOf(lead, "number", "numbered")
	if !numbers && !cursor.OneOf(lead, "at", "as") {
		return false
	}
	for k := p - 1; k >= r.s.First && k > p-span; k-- {
		w := r.tags[k]
		switch {
		case w.role == say, w.role == modal, w.role == negation, w.role == number:
			return false
		case (w.role == state || w.role == past) && r.determined(k):
			if !numbers && !r.puts(k) {
				return false
			}
			q.measure, q.by = w.arg, k
			return true
		case !numbers && countWords[r.x.Fold(k)] && r.puts(k) && len(r.out) > 0:
			last := &r.out[len(r.out)-1]
			for m, name := range measures {
				if name == last.Measure && m > 0 {
					q.measure, q.by = uint8(m), k
					return true
				}
			}
		}
	}
	return false
}

// determined tells whether an article or the like stands right before token k: "the dead", "its own dead".
func (r *reader) determined(k int) bool {
	for k--; k > r.s.First && r.tags[k].role == inside; k-- {
	}
	return k >= r.s.First && r.tags[k].role == determiner
}

// givesNumber tells whether the sentence puts the number spoken of before at another: "the police put the number at
// three".
func (r *reader) givesNumber() bool {
	if len(r.out) == 0 {
		return false
	}
	for k := r.s.First + 1; k+1 < r.s.Last; k++ {
		if countWords[r.x.Fold(k)] && r.puts(k) {
			return true
		}
	}
	return false
}

// puts tells whether a verb that puts something at a number stands shortly before token k.
func (r *reader) puts(k int) bool {
	const near = 5 // tokens
	for j := k - 1; j >= r.s.First && j > k-near; j-- {
		switch r.x.Fold(j) {
		case "put", "puts", "putting", "gave", "gives", "giving", "counted", "counts", "placed", "set":
			return true
		}
	}
	return false
}

// brought gives quantity i, to which the verb at token k brings a sum, the measure of the toll that is named after it
// ("bringing to 12 the number of dead"), or of what the sentence counted before ("killed five, bringing the total to
// 12").
func (r *reader) brought(i, k int) bool {
	const after = 4 // tokens
	q := &r.q[i]
	for f := q.np; f < min(r.s.Last, q.np+after); f++ {
		if r.tags[f].role == toll {
			q.measure, q.by, q.total = r.tags[f].arg, f, true
			return true
		}
	}
	for f := k + 1; f < q.first; f++ {
		if w := r.tags[f]; w.role == state || w.role == past || w.role == noun { // "raised its list of the dead from 44 to 47"
			q.measure, q.by = w.arg, f
			return true
		}
	}
	for j := i - 1; j >= 0; j-- {
		if r.q[j].measure != 0 {
			q.measure, q.by, q.total = r.q[j].measure, k, true
			return true
		}
	}
	return false
}

// raised tells whether the toll at k is said to be brought to a new height: it then counts more than what the sentence
// tells of.
func (r *reader) raised(k int) bool {
	const before = 4 // tokens
	for j := k - 1; j >= r.s.First && j >= k-before; j-- {
		if r.tags[j].role == raise {
			return true
		}
	}
	return false
}

// numbered gives q the measure of what is said of the people whose number it gives, in the tokens [k, end): "put the
// number of people still trapped in the city at 12".
func (r *reader) numbered(q *quantity, k, end int) bool {
	for ; k < end; k++ {
		switch w := r.tags[k]; w.role {
		case past, state, noun:
			q.measure, q.by = w.arg, k
			return true
		case people:
			if q.noun == bare {
				q.noun, q.group = counted, w.arg
			}
		case clause, say, negation, modal:
			return false
		}
	}
	return false
}
