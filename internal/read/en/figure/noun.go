package figure

import (
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
)

// nounPhrase reads what the number counts and sets q.np. It returns false where that is not people.
func (r *reader) nounPhrase(q *quantity) bool {
	const (
		window = 7 // tokens that may stand between a number and its noun
		near   = 3 // tokens after which another noun than people is too far to be what is counted
	)
	end := min(r.s.Last, q.next+window)
	q.np = q.next
	if done, ok := r.share(q); done {
		return ok
	}
	loose := q.next // after the last word in no list
	k := q.next
scan:
	for k < end {
		w := r.tags[k]
		n := max(1, int(w.n))
		switch w.role {
		case people:
			if r.takePeople(q, w, k+n) {
				return r.head(q)
			}
		case members:
			q.noun, q.np = group, k+n
			r.membership(q, k+n)
			return true
		case thing:
			if k+n >= end || r.tags[k+n].role != people { // not "12 village residents"
				return k >= q.next+near
			}
		case noun:
			if k < q.next+near {
				q.np, q.within, q.at, q.settled = k+n, w.arg, k, true
			}
			return true
		case lives:
			q.np = k + n
			if r.claimed(q.first) || r.lost(k+n) {
				q.within, q.at, q.settled = killed, k, true
			}
			return true
		case past, state:
			if k > q.next+1 || !r.beforePeople(k, end) {
				break scan
			}
			q.within, q.at = w.arg, k // "12 wounded civilians"
		case modifier:
			q.np = k + n
		case adverb, of: // "12 of the group's fighters", "hundreds of wounded"
			if k > q.next {
				break scan
			}
			if w.role == of && k+1 < end && r.tags[k+1].role == determiner {
				n++
			}
		case plain:
			if r.x.Tokens[k].Kind == segment.Word {
				loose = k + 1
				break
			}
			after := r.aside(k, end+window) // "12 National Front (NF) fighters"
			if after == k {
				break scan
			}
			n, end = after-k, min(r.s.Last, max(end, after+2))
		default:
			break scan
		}
		k += n
	}
	if q.noun == counted {
		return r.head(q)
	}
	if loose > q.next {
		r.loose(q, loose)
	}
	return true
}

// takePeople takes the word w for people, which ends before token next, for what is counted, and reports whether no
// other such word follows it.
func (r *reader) takePeople(q *quantity, w word, next int) bool {
	q.agent = q.agent || armed(w.arg)
	if q.noun != counted || w.arg != 0 {
		q.group = w.arg
	}
	q.noun, q.np = counted, next
	return next < r.s.Last && r.tags[next].role != people
}

// beforePeople reports whether the word at token k says what befell the people named right behind it.
func (r *reader) beforePeople(k, end int) bool {
	return k+1 < end && r.tags[k+1].role == people && r.x.Fold(k+1) != "others"
}

// claimed tells whether a word for the taking of lives stands right before token k: "claimed at least 12 lives".
func (r *reader) claimed(k int) bool {
	for j := k - 1; j >= r.s.First && j >= k-5; j-- {
		if r.tags[j].role == claim {
			return true
		}
	}
	return false
}

// lost tells whether "were lost" stands at token k: "nine lives were lost".
func (r *reader) lost(k int) bool {
	for k < r.s.Last && (r.tags[k].role == be || r.tags[k].role == have || r.tags[k].role == adverb) {
		k++
	}
	return k < r.s.Last && r.tags[k].role == claim
}

// aside is the token after a short bracket that opens at token k, or k where there is none.
func (r *reader) aside(k, end int) int {
	if w := r.x.Word(k); !cursor.OneOf(w, "(", "[") {
		return k
	}
	for j := k + 1; j < min(end, r.s.Last, k+7); j++ {
		if w := r.x.Word(j); cursor.OneOf(w, ")", "]") {
			return j + 1
		}
	}
	return k
}

// head checks that the people named are what is counted and not the first half of a compound ("12 rebel positions"),
// and joins a second group.
func (r *reader) head(q *quantity) bool {
	if q.np >= r.s.Last {
		return true
	}
	if r.tags[q.np].role == thing {
		return false
	}
	if n := r.tags[q.np]; n.role == lives && r.claimed(q.first) { // "claimed 12 civilian lives"
		q.within, q.at, q.settled = killed, q.np, true
		q.np += int(n.n)
		return true
	}
	if n := r.tags[q.np]; n.role == noun { // "12 civilian deaths"
		q.within, q.at, q.settled = n.arg, q.np, true
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

// share reads a number of some people already spoken of: "12 of them", "five of whom", "six of the dead". done is false
// where the number is no such share.
func (r *reader) share(q *quantity) (done, ok bool) {
	k := q.next
	if k+2 < r.s.Last && r.x.Fold(k) == "more" && r.tags[k+1].role == of { // "two more of the wounded"
		k++
	}
	if k+1 >= r.s.Last || r.tags[k].role != of {
		return false, false
	}
	k++
	switch w := r.x.Fold(k); {
	case cursor.OneOf(w, "them", "whom", "which"):
		q.part, q.np = true, k+1
		r.among(q, k+1)
		return true, true
	case r.tags[k].role == determiner && k+1 < r.s.Last:
		t := r.tags[k+1]
		if t.role == past || t.role == state || t.role == noun || r.victims(k+1) {
			q.part, q.np = true, k+1+int(t.n)
			if t.role.trigger() {
				q.within, q.at, q.settled = t.arg, k+1, true
			}
			r.among(q, q.np)
			return true, true
		}
		if at := r.hurtOf(q, k+1); at >= 0 {
			q.part, q.within, q.at, q.settled = true, r.tags[at].arg, at, true
			if at+1 < r.s.Last && r.tags[at+1].role == be {
				r.among(q, at+1)
			}
			return true, true
		}
		if v, next, ok := r.cardinal(k+1, r.s.Last); ok && t.role == number && v > q.high && r.counted(v) {
			q.part, q.np = true, next
			if w := r.tags[min(next, r.s.Last-1)]; next < r.s.Last && w.role == people {
				q.np += int(w.n)
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

// hurtOf is the word that says what befell the greater number of people that begins at token k, of whom q is a share:
// "two of the 20 people injured on Sunday". It is -1 where that is not what stands there.
func (r *reader) hurtOf(q *quantity, k int) int {
	if r.tags[k].role != number {
		return -1
	}
	v, next, ok := r.cardinal(k, r.s.Last)
	if !ok || v <= q.high {
		return -1
	}
	for n := 0; next < r.s.Last && n < 5; n++ {
		switch w := r.tags[next]; w.role {
		case past, state, noun:
			return next
		case people, who, be, have, adverb, inside:
			next += max(1, int(w.n))
		default:
			return -1
		}
	}
	return -1
}

// counted tells whether one of the last figures, or a quantity of this sentence, is v.
func (r *reader) counted(v int64) bool {
	for i := len(r.q) - 1; i >= 0 && i >= len(r.q)-8; i-- {
		if r.q[i].low == v {
			return true
		}
	}
	for i := len(r.out) - 1; i >= 0 && i >= len(r.out)-8; i-- {
		if r.out[i].Low == v {
			return true
		}
	}
	return false
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

// loose takes words in no list that follow the number for what is counted: capitals name a group ("12 Houthis"),
// anything else stays unsure.
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

// one tells whether an article and a noun stand for one person to whom something happened, and not for anybody who
// speaks or acts.
func (r *reader) one(q *quantity) bool {
	last := r.x.Fold(q.np - 1)
	if strings.HasSuffix(last, "s") || cursor.OneOf(last, "people", "children", "police", "personnel") || strings.HasSuffix(last, "men") {
		return false
	}
	if q.np >= r.s.Last {
		return true
	}
	switch w := r.tags[q.np]; w.role {
	case past, state, be, have, and, include, preposition, who, with, clause, number, article, adverb, link, label:
		return true
	case of: // "a girl of seven"
		return q.np+1 < r.s.Last && r.tags[q.np+1].role == number
	default:
		return r.x.Tokens[q.np].Kind == segment.Punct
	}
}

// armed tells whether group g does violence.
func armed(g uint8) bool { return groups[g] == "fighters" || groups[g] == "soldiers" }
