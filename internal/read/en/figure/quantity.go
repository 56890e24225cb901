package figure

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

	within  uint8 // a measure that its own noun phrase tells of: "12 wounded civilians", "12 deaths"; 0 for none
	at      int   // the token of it
	settled bool  // the noun phrase decides: nothing around it can say otherwise

	measure uint8 // as an index into measures; 0 while nothing is known
	by      int   // the token that gave the measure, -1 for none
	void    bool  // denied, conditional or yet to come: not a figure
	part    bool
	of      int // index of the whole among the sentence's quantities, or -1
	whole   int // index of the whole among the figures read so far, or -1
	total   bool
	former  bool   // the words around it say that another number took its place
	rule    string // that gave the measure; see docs/explain.md
	late    bool   // who died of wounds, or later: where the report has a greater figure, a share of it
}

// nounKind says what stands after a number.
type nounKind uint8

const (
	bare    nounKind = iota // nothing: "killed 12 in"
	counted                 // a noun of people
	group                   // a name: "12 members of the Front"
	unsure                  // a word in no list
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
				if r.theirFamily(&q) {
					r.q[len(r.q)-1].np = q.np
				} else {
					r.q = append(r.q, q)
				}
			}
			i = max(q.np, c.next)
			if c.low == 1 && c.high == 1 && q.noun == counted && q.also == 0 {
				i = r.companion(i) // "one mother and her child"
			}
		case w.role == article, w.role == people && r.bareOne(i):
			q := quantity{first: i, num: i, count: count{low: 1, high: 1, next: i + int(w.n)}, by: -1, of: -1, whole: -1, self: true}
			if w.role == people {
				q.next = i
			}
			if r.nounPhrase(&q) && q.noun == counted && r.one(&q) {
				r.q = append(r.q, q)
				i = r.companion(q.np)
				continue
			}
			i += int(w.n)
		default:
			i = max(i+1, i+int(w.n))
		}
	}
}

// theirFamily tells whether q only says whose the people just counted are: "five civilians of one family".
func (r *reader) theirFamily(q *quantity) bool {
	if len(r.q) == 0 || groups[q.group] != "families" || q.first == r.s.First || r.tags[q.first-1].role != of {
		return false
	}
	last := &r.q[len(r.q)-1]
	return last.np == q.first-1 && last.noun == counted
}

// bareOne tells whether the noun at token i is one person whose article a headline leaves out: "killed including
// child".
func (r *reader) bareOne(i int) bool {
	return i > r.s.First && r.tags[i-1].role == include && r.tags[i].n == 1 && (i+1 >= r.s.Last || r.tags[i+1].role != and && r.tags[i+1].role != people)
}

// companion appends one person who is named with the one that ends before token k, and returns the token to go on from:
// "a mother and her child".
func (r *reader) companion(k int) int {
	if k+1 >= r.s.Last || r.tags[k].role != and {
		return k
	}
	first := k + 1
	noun := first
	if r.tags[noun].role == determiner {
		noun++
	}
	if noun >= r.s.Last || r.tags[noun].role != people || r.tags[noun].n != 1 {
		return k
	}
	q := quantity{first: first, num: noun, np: noun + 1, count: count{low: 1, high: 1, next: noun}, by: -1, of: -1, whole: -1, self: true, noun: counted, group: r.tags[noun].arg, agent: armed(r.tags[noun].arg)}
	if !r.one(&q) {
		return k
	}
	r.q = append(r.q, q)
	return q.np
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
