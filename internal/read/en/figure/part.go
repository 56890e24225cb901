package figure

import (
	"firsthand/internal/read/en/when"
)

// parts marks the quantities that are a share of another: "including five children", "12 of them", "three of the dead",
// and what is joined to one.
func (r *reader) parts() {
	for i := range r.q {
		q := &r.q[i]
		switch {
		case q.of >= 0: // "three children were among 12 people killed"
			if q.measure == 0 {
				q.measure = r.q[q.of].measure
			}
		case r.includes(i):
			q.part = true
			if q.noun == bare {
				r.among(q, q.np)
			}
			if q.of = r.wholeBefore(i); q.of >= 0 {
				q.by = r.q[q.of].by
			}
		case q.part:
			q.of = r.wholeBefore(i)
		case r.described(i):
			q.part = true
			if q.of = r.wholeBefore(i); q.of >= 0 {
				q.by = r.q[q.of].by
			}
		case r.bracketed(i):
			q.part, q.of, q.by = true, i-1, r.q[i-1].by
		case i > 0 && r.q[i-1].part && r.joined(&r.q[i-1], q) && r.sameTrigger(i):
			q.part, q.of = true, r.q[i-1].of
			q.whole = r.q[i-1].whole
			if q.measure == 0 {
				q.measure = r.q[i-1].measure
			}
		}
		if !q.part {
			continue
		}
		if q.of >= 0 && (q.measure == 0 || q.by < 0 || r.sharesTrigger(q) || r.borrowed(q) || i+1 < len(r.q) && q.by >= r.q[i+1].np) {
			q.measure, q.by = r.q[q.of].measure, r.q[q.of].by
			q.void = r.q[q.of].void
		}
		if q.of >= 0 && q.measure != r.q[q.of].measure && q.by >= q.next && q.by < q.np { // "six of the dead"
			q.of = r.wholeOf(i, q.measure)
		}
	}
}

// includes tells whether quantity i stands right after a word that opens a breakdown.
func (r *reader) includes(i int) bool {
	q := &r.q[i]
	for p := q.first - 1; p >= r.s.First; p-- {
		switch r.tags[p].role {
		case include:
			return i > 0 || r.harmedBefore(i, p)
		case who: // "nine killed, of whom two children"
			return i > 0 && p-1 >= r.q[i-1].np && r.tags[p-1].role == of
		case be:
			return r.amongHarmed(i, p) || r.theHarmedAre(i, p)
		case of:
			if p-1 >= r.s.First && r.x.Fold(p-1) == "those" {
				p--
				continue
			}
			return false
		case inside, adverb, determiner, modifier:
		default:
			return false
		}
	}
	return false
}

// described tells whether quantity i says what some of those counted before are: "two were children", "with six
// children among them", "of the dead, four were women". It then counts those people.
func (r *reader) described(i int) bool {
	q := &r.q[i]
	if q.measure != 0 && (q.by < r.s.First || q.by >= q.first) && !r.ofTheHarmed(q) {
		return false
	}
	if q.np+1 < r.s.Last && r.x.Fold(q.np) == "among" && r.x.Fold(q.np+1) == "them" {
		return q.noun == counted && (i > 0 || r.spokenOfAny() >= 0)
	}
	if q.noun != bare || q.np+1 >= r.s.Last || r.tags[q.np].role != be {
		return false
	}
	k := q.np + 1
	for n := 0; k < r.s.Last && n < 3 && (r.tags[k].role == adverb || r.tags[k].role == modifier || r.tags[k].role == inside); n++ {
		k++
	}
	if k >= r.s.Last || r.tags[k].role != people || r.tags[k].arg == 0 {
		return false
	}
	whole := r.wholeBefore(i)
	if whole < 0 && !r.ofTheHarmed(q) {
		last := r.spokenOfAny()
		if last < 0 || r.out[last].Low <= q.low {
			return false
		}
		q.measure = r.measureOf(r.out[last].Measure)
	}
	q.noun, q.group, q.within = counted, r.tags[k].arg, 0
	if whole >= 0 {
		q.measure = 0
	}
	return true
}

// ofTheHarmed gives q the measure of "of the dead" at the beginning of its sentence, and tells whether that stands
// there.
func (r *reader) ofTheHarmed(q *quantity) bool {
	const near = 5 // tokens
	k := r.s.First
	if !r.Is(k, "of", "among") || k+2 >= r.s.Last || r.tags[k+1].role != determiner {
		return false
	}
	for j := k + 2; j < min(r.s.Last, k+near, q.first); j++ {
		switch w := r.tags[j]; {
		case w.role == past || w.role == state || w.role == noun:
			q.measure, q.by = w.arg, j
			return true
		case r.victims(j):
			q.measure, q.by = killed, j
			return true
		}
	}
	return false
}

// spokenOfAny is the index of the last whole in the two sentences before, whatever befell its people, or -1.
func (r *reader) spokenOfAny() int {
	const back = 2 // sentences
	now := r.x.SentenceAt(r.s.Start)
	for i := len(r.out) - 1; i >= 0 && i >= len(r.out)-8; i-- {
		f := &r.out[i]
		if now-r.x.SentenceAt(f.Start) > back {
			return -1
		}
		if !f.Part && !f.Total && len(f.Sum) == 0 {
			return i
		}
	}
	return -1
}

// measureOf is the index of a measure by its name.
func (r *reader) measureOf(name string) uint8 {
	for k := range measures {
		if measures[k] == name {
			return uint8(k)
		}
	}
	return 0
}

// bracketed tells whether quantity i opens a bracket right behind a count of people that it breaks down: "dead: 7 (4
// women, 2 men)".
func (r *reader) bracketed(i int) bool {
	if i == 0 {
		return false
	}
	q, prev := &r.q[i], &r.q[i-1]
	return q.first == prev.np+1 && r.x.Word(prev.np) == "(" && q.measure == prev.measure && q.group != prev.group && !prev.part && q.low < prev.low
}

// harmedBefore reads the subject of "the dead include 12 children" before token p and gives quantity i its measure.
func (r *reader) harmedBefore(i, p int) bool {
	for k := p - 1; k >= r.s.First && k >= p-6; k-- {
		if w := r.tags[k]; w.role == past || w.role == state || w.role == noun {
			r.q[i].measure, r.q[i].by = w.arg, k
			return true
		}
		if r.victims(k) {
			r.q[i].measure, r.q[i].by = killed, k
			return true
		}
	}
	return false
}

// amongHarmed reads "among those killed" or "among them" before the verb at token p, and gives quantity i its measure.
func (r *reader) amongHarmed(i, p int) bool {
	m, by := uint8(0), -1
	for k := p - 1; k >= r.s.First && k >= p-6; k-- {
		switch w := r.tags[k]; {
		case w.role == past || w.role == state || w.role == noun:
			m, by = w.arg, k
		case r.victims(k):
			m, by = killed, k
		case w.role == among:
			if by >= 0 {
				r.q[i].measure, r.q[i].by = m, by
			}
			return by >= 0
		case w.role == include:
			return true
		case w.role == determiner || w.role == inside || w.role == modifier || w.role == preposition || w.role == plain || w.role == number || w.role == bound:
		default:
			return false
		}
	}
	return false
}

// theHarmedAre reads "the dead are" before the verb at token p, gives quantity i its measure, and tells whether a count
// of them stands before: without one, who they are adds up to how many.
func (r *reader) theHarmedAre(i, p int) bool {
	k := p - 1
	if k < r.s.First || k > r.s.First && !r.determined(k) {
		return false
	}
	m := uint8(0)
	switch w := r.tags[k]; {
	case w.role == past || w.role == state || w.role == noun && k > r.s.First:
		m = w.arg
	case r.victims(k):
		m = killed
	default:
		return false
	}
	q := &r.q[i]
	q.measure, q.by = m, k
	last := r.spokenOf(measures[m])
	return last >= 0 && r.out[last].Low > q.low
}

// borrowed tells whether the trigger of a share like "eight of them children" stands too far behind it to be said of
// it: in "killed 12 people, eight of them children, in a camp for families fleeing the war" nobody but the families
// flees.
func (r *reader) borrowed(q *quantity) bool {
	if q.by < q.np || q.next+1 >= r.s.Last || r.tags[q.next].role != of || !r.Is(q.next+1, "them", "whom") {
		return false
	}
	for k := q.np; k < q.by; k++ {
		switch r.tags[k].role {
		case be, have, adverb, link, say, to, inside, determiner, and:
		default:
			return true
		}
	}
	return false
}

// farWhole is how many quantities, or figures, a share is looked for its whole in; no honest sentence comes near.
const farWhole = 64

// wholeBefore is the nearest quantity before i in the sentence that is no share itself, or -1.
func (r *reader) wholeBefore(i int) int {
	for j := i - 1; j >= max(0, i-farWhole); j-- {
		if q := &r.q[j]; !q.part && q.measure != 0 && !q.void {
			return j
		}
	}
	return -1
}

// wholeOf is the nearest quantity before i in the sentence that is no share and has measure m, or -1.
func (r *reader) wholeOf(i int, m uint8) int {
	for j := i - 1; j >= max(0, i-farWhole); j-- {
		if q := &r.q[j]; !q.part && q.measure == m && !q.void {
			return j
		}
	}
	return -1
}

// sameTrigger tells whether quantity i, joined to a share, has no trigger of its own: it has none, or the one that the
// share's whole has as well.
func (r *reader) sameTrigger(i int) bool {
	q, prev := &r.q[i], &r.q[i-1]
	if q.measure == 0 || q.by < 0 || q.by == prev.by {
		return true
	}
	return prev.of >= 0 && q.by == r.q[prev.of].by || i+1 < len(r.q) && q.by >= r.q[i+1].np
}

// sharesTrigger tells whether a share was given its measure by a word that its whole has as well, or that stands before
// both.
func (r *reader) sharesTrigger(q *quantity) bool {
	whole := &r.q[q.of]
	return q.by == whole.by || q.by < q.first && q.by < whole.first
}

// totals marks the quantities that count over a longer time than one event: "since the war began".
func (r *reader) totals() {
	recorded := r.recorded()
	for i := range r.q {
		q := &r.q[i]
		q.total = q.total || recorded && !q.part
		if q.by >= r.s.First && q.by < q.first && !q.part && r.byWar(q.by) {
			q.total = true
		}
	}
	for k := r.s.First; k+1 < r.s.Last; k++ {
		if r.x.Fold(k) == "since" && r.opensPeriod(k+1) && !r.superlative(k) {
			r.cumulate(k)
			return
		}
	}
}

// recorded tells whether the sentence says how many somebody recorded over a month, a quarter or a year: "in April the
// mission documented 61 deaths".
func (r *reader) recorded() bool {
	verb := false
	for k := r.s.First; k < r.s.Last && !verb; k++ {
		switch r.x.Fold(k) {
		case "recorded", "documented", "registered", "verified", "counted", "tallied", "logged":
			verb = true
		}
	}
	if !verb {
		return false
	}
	for _, t := range r.times[r.at:] {
		if t.Start >= r.s.End {
			return false
		}
		if days, ok := when.Day(t); ok && monthOf(days.Start) != "" && days.End >= monthOf(days.Start)+"-28" && days.Start == monthOf(days.Start)+"-01" {
			return true
		}
	}
	return false
}

// monthOf is the month of an ISO day, "" where it is none.
func monthOf(day string) string {
	if len(day) != len("2006-01-02") {
		return ""
	}
	return day[:len("2006-01")]
}

// byWar tells whether the verb at token k says what a whole war has done: "the war has killed", "fighting that has
// displaced".
func (r *reader) byWar(k int) bool {
	const near = 5 // tokens
	for j := k - 1; j > r.s.First && j > k-near; j-- {
		if r.Is(j, "has", "have") {
			for n := j - 1; n >= r.s.First && n > j-near; n-- {
				switch r.x.Fold(n) {
				case "war", "conflict", "fighting", "insurgency", "unrest", "violence", "crisis", "uprising", "rebellion":
					return true
				}
			}
		}
	}
	return false
}

// superlative tells whether the "since" at token k only dates a record: "the deadliest attack since March", "the first
// deaths since the truce".
func (r *reader) superlative(k int) bool {
	const reach = 14
	for j := k - 1; j >= r.s.First && j >= k-reach; j-- {
		switch w := r.x.Fold(j); w {
		case "first", "worst", "most":
			return true
		default:
			if len(w) > 5 && w[len(w)-3:] == "est" {
				return true // deadliest, bloodiest, heaviest, highest
			}
		}
	}
	return false
}

// cumulate marks the quantity that the "since" at token k belongs to, and those that share its trigger: the one it
// stands inside of ("the toll since Monday reached 12"), else the one before it, else the first.
func (r *reader) cumulate(k int) {
	at := -1
	for i := range r.q {
		q := &r.q[i]
		if q.measure != 0 && q.by < k && k < q.first && q.by >= 0 && (i == 0 || r.q[i-1].first < q.by) {
			at = i
			break
		}
		if q.first < k || at < 0 {
			at = i
		}
	}
	for i := range r.q {
		if q := &r.q[i]; !q.part && (i == at || q.by >= 0 && q.by == r.q[at].by) {
			q.total = true
		}
	}
}

// opensPeriod tells whether token k begins what a count is taken from: a time, a start, an event.
func (r *reader) opensPeriod(k int) bool {
	if w := r.tags[k]; w.role == month || w.role == number {
		return true
	}
	switch r.x.Fold(k) {
	case "the", "then", "it", "last", "early", "late", "mid", "its", "his", "their", "conflict", "fighting", "war":
		return true
	}
	return r.x.Capital(k)
}
