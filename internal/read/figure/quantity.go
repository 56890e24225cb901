package figure

import (
	"strings"

	"firsthand/internal/read/segment"
)

// quantity is a number in a sentence with the noun it counts. All positions are token indices.
type quantity struct {
	first int // of the number with its bound words
	num   int // of the number itself
	np    int // after the noun phrase
	count

	noun  nounKind
	group uint8  // who is counted, as an index into groups
	also  uint8  // a second group that is counted with it: "civilians and rebels"
	named [2]int // tokens of the group's own name, where it is counted by that
	agent bool   // those who do violence: their number may be the subject of an active verb
	self  bool   // "a woman": an article, no number

	measure uint8 // as an index into measures; 0 while nothing is known
	by      int   // the token that gave the measure, -1 for none
	void    bool  // denied, conditional or yet to come: not a figure
	part    bool
	of      int // index of the whole among the sentence's quantities, or -1
	whole   int // index of the whole among the figures read so far, or -1
	total   bool
}

// nounKind says what stands after a number.
type nounKind uint8

const (
	bare    nounKind = iota // nothing: "killed 12 in"
	counted                 // a noun of people
	group                   // a name: "12 members of the Front"
	unsure                  // a word in no list
	things                  // something that is not people
)

// quantities finds the sentence's numbers that may count people.
func (r *reader) quantities() {
	r.q = r.q[:0]
	for i := r.s.First; i < r.s.Last; {
		w := r.tags[i]
		first, lim := i, exact
		for w.role == bound {
			if l := limit(w.arg); lim == exact || lim == about {
				lim = l
			}
			i += int(w.n)
			if i >= r.s.Last {
				return
			}
			w = r.tags[i]
		}
		switch {
		case w.role == number || w.role == some:
			c, ok := r.count(i, r.s.Last)
			if !ok {
				i = max(c.next, i+1)
				continue
			}
			if c.limit == exact {
				c.limit = lim
			}
			q := quantity{first: first, num: i, count: c, by: -1, of: -1, whole: -1}
			if r.between(&q) || r.nounPhrase(&q) {
				r.q = append(r.q, q)
			}
			i = max(q.np, c.next)
		case w.role == article:
			q := quantity{first: i, num: i, count: count{low: 1, high: 1, next: i + int(w.n)}, by: -1, of: -1, whole: -1, self: true}
			if r.nounPhrase(&q) && q.noun == counted && r.one(&q) {
				r.q = append(r.q, q)
				i = q.np
				continue
			}
			i += int(w.n)
		default:
			i = max(i+1, i+int(w.n))
		}
	}
}

// between reads "between 12 and 20": q holds the first number and takes the second.
func (r *reader) between(q *quantity) bool {
	if q.first == r.s.First || r.x.Fold(q.first-1) != "between" || q.next+1 >= r.s.Last || r.tags[q.next].role != and || r.tags[q.next+1].role != number {
		return false
	}
	hi, next, ok := r.cardinal(q.next+1, r.s.Last)
	if !ok {
		return false
	}
	if scaled := r.scale(q.num, q.next, q.low, hi, next); scaled > q.low {
		q.low = scaled
	}
	if hi <= q.low {
		return false
	}
	q.first, q.high, q.ranged, q.next = q.first-1, hi, true, next
	return r.nounPhrase(q)
}

// nounPhrase reads what the number counts and sets q.np. It returns false where that is not people.
func (r *reader) nounPhrase(q *quantity) bool {
	const window = 7 // words that may stand between a number and its noun
	end := min(r.s.Last, q.next+window)
	q.np = q.next
	if done, ok := r.share(q); done {
		return ok
	}
	attributive := uint8(0)
	attributedBy := -1
	loose := q.next // after the last word in no list
	for k := q.next; k < end; {
		w := r.tags[k]
		n := max(1, int(w.n))
		switch w.role {
		case people:
			q.agent = q.agent || armed(w.arg)
			if q.noun != counted || w.arg != 0 {
				q.group = w.arg
			}
			q.noun, q.np = counted, k+n
			k += n
			if k < r.s.Last && r.tags[k].role != people {
				q.measure, q.by = attributive, attributedBy
				return r.head(q)
			}
			continue
		case members:
			q.noun, q.np = group, k+n
			r.membership(q, k+n)
			return true
		case thing:
			if k+n < end && r.tags[k+n].role == people { // "12 village residents"
				k += n
				continue
			}
			if k > q.next+2 { // too far to be what is counted
				return true
			}
			q.noun = things
			return false
		case noun, lives:
			if q.noun == bare || k == q.next {
				q.np = k + n
				if w.role == noun && k < q.next+3 {
					q.measure, q.by = w.arg, k
				}
			}
			return true
		case past, state:
			if k+1 < end && r.tags[k+1].role == people && k <= q.next+1 && r.x.Fold(k+1) != "others" { // "12 wounded civilians"
				attributive, attributedBy = w.arg, k
				k += n
				continue
			}
		case modifier:
			q.np = k + n
			k += n
			continue
		case adverb:
			if k == q.next {
				k += n
				continue
			}
		case of: // "12 of the group's fighters", "hundreds of wounded", "most of whom" is no number
			if k == q.next {
				k++
				if k < end && r.tags[k].role == determiner {
					k++
				}
				continue
			}
		case plain:
			if r.x.Tokens[k].Kind == segment.Word {
				k++
				loose = k
				continue
			}
			if after := r.aside(k, end+window); after > k { // "12 National Front (NF) fighters"
				k, end = after, min(r.s.Last, max(end, after+2))
				continue
			}
		}
		break
	}
	if q.noun == counted {
		q.measure, q.by = attributive, attributedBy
		return r.head(q)
	}
	if loose > q.next {
		r.loose(q, loose)
	}
	return true
}

// aside is the token after a short bracket that opens at token k, or k where there is none.
func (r *reader) aside(k, end int) int {
	if w := r.x.Word(k); w != "(" && w != "[" {
		return k
	}
	for j := k + 1; j < min(end, r.s.Last, k+7); j++ {
		if w := r.x.Word(j); w == ")" || w == "]" {
			return j + 1
		}
	}
	return k
}

// head checks that the people named are what is counted and not the first half of a compound ("12 rebel positions"), and joins a second group.
func (r *reader) head(q *quantity) bool {
	if q.np >= r.s.Last {
		return true
	}
	if r.tags[q.np].role == thing {
		q.noun = things
		return false
	}
	if n := r.tags[q.np]; n.role == noun && n.arg != 0 { // "12 civilian deaths"
		q.measure, q.by = n.arg, q.np
		q.np += int(n.n)
		return true
	}
	if k := q.np + 1; k < r.s.Last && !q.self && r.tags[q.np].role == and {
		for k < r.s.Last && (r.tags[k].role == modifier || r.tags[k].role == adverb) {
			k++
		}
		if k < r.s.Last && r.tags[k].role == people && (k+1 >= r.s.Last || r.tags[k+1].role != say && r.tags[k+1].role != people && r.tags[k+1].role != thing) {
			w := r.tags[k]
			if w.arg != q.group {
				q.also = w.arg
			}
			q.np = k + int(w.n)
		}
	}
	return true
}

// share reads a number of some people already spoken of: "12 of them", "five of whom", "six of the dead". done is false where the number is no such share.
func (r *reader) share(q *quantity) (done, ok bool) {
	k := q.next
	if k+1 >= r.s.Last || r.tags[k].role != of {
		return false, false
	}
	k++
	switch w := r.x.Fold(k); {
	case w == "them" || w == "whom" || w == "which":
		q.part, q.np = true, k+1
		r.among(q, k+1)
		return true, true
	case r.tags[k].role == determiner && k+1 < r.s.Last:
		t := r.tags[k+1]
		if t.role == past || t.role == state || t.role == noun || r.victims(k+1) {
			q.part, q.np = true, k+1+int(t.n)
			if t.role.trigger() {
				q.measure, q.by = t.arg, k+1
			}
			r.among(q, q.np)
			return true, true
		}
		if q.low == 1 && q.high == 1 && r.x.Fold(k) == "the" && t.role != people && t.role != modifier { // "one of the deadliest attacks"
			return true, false
		}
	}
	return false, false
}

// victims tells whether token i is a word for people who were harmed that names no harm.
func (r *reader) victims(i int) bool { return r.tags[i].role == people && r.tags[i].value > 0 }

// among reads the noun of a share that stands after it: "12 of them children", "five of whom were women".
func (r *reader) among(q *quantity, k int) {
	for n := 0; k < r.s.Last && n < 3 && (r.tags[k].role == be || r.tags[k].role == have || r.tags[k].role == adverb || r.tags[k].role == modifier || r.tags[k].role == determiner); n++ {
		k += int(r.tags[k].n)
	}
	if k < r.s.Last && r.tags[k].role == people {
		w := r.tags[k]
		q.noun, q.group = counted, w.arg
		if r.tags[k-1].role != be && k == q.np {
			q.np = k + int(w.n)
		}
	}
}

// membership reads the name in "members of the National Front".
func (r *reader) membership(q *quantity, k int) {
	if k >= r.s.Last || r.tags[k].role != of {
		return
	}
	k++
	for k < r.s.Last && r.tags[k].role == determiner {
		k++
	}
	if k < r.s.Last && r.tags[k].role == people {
		q.noun, q.group, q.np = counted, r.tags[k].arg, k+int(r.tags[k].n)
		return
	}
	first := k
	for k < r.s.Last && k < first+3 && r.tags[k].role == plain && r.x.Tokens[k].Kind == segment.Word && r.x.Capital(k) {
		k++
	}
	if k > first {
		q.named, q.np = [2]int{first, k}, k
	}
}

// loose takes words in no list that follow the number for what is counted: capitals name a group ("12 Houthis"), anything else stays unsure.
func (r *reader) loose(q *quantity, last int) {
	q.noun = unsure
	last = min(last, q.next+2)
	if r.x.Capital(q.next) {
		k := q.next
		for k < last && r.tags[k].role == plain && r.x.Capital(k) {
			k++
		}
		if k < r.s.Last && (r.tags[k].role == plain && r.x.Tokens[k].Kind == segment.Word || r.tags[k].role == number) {
			q.noun = bare // "12 Monitor Agency Tuesday": a headline that ran into what follows
			return
		}
		q.noun, q.named, q.np = group, [2]int{q.next, k}, k
		return
	}
	q.np = q.next + 1
}

// one tells whether an article and a noun stand for one person to whom something happened, and not for anybody who speaks or acts.
func (r *reader) one(q *quantity) bool {
	last := r.x.Fold(q.np - 1)
	if strings.HasSuffix(last, "s") || last == "people" || last == "children" || last == "police" || last == "personnel" || strings.HasSuffix(last, "men") {
		return false
	}
	if q.np >= r.s.Last {
		return true
	}
	switch w := r.tags[q.np]; w.role {
	case past, state, be, have, and, include, preposition, who, with, clause, number, article, adverb, link:
		return true
	default:
		return r.x.Tokens[q.np].Kind == segment.Punct
	}
}

// armed tells whether group g does violence.
func armed(g uint8) bool { return groups[g] == "fighters" || groups[g] == "soldiers" }
