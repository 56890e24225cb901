package figure

import "strings"

// fates marks who died of wounds or later than others: "two of the injured died in hospital" counts two dead, who are
// in the toll already, or will be.
func (r *reader) fates() {
	rises := r.rises()
	for i := range r.q {
		q := &r.q[i]
		if q.void {
			continue
		}
		if q.self {
			q.late = q.measure == killed && rises // "rose to six with the death of a conductor"
			continue
		}
		if q.settled && q.part && q.measure == injured {
			if k := r.dies(q); k >= 0 {
				q.measure, q.by, q.of, q.late, q.part, q.rule = killed, k, -1, true, false, "fate"
				if q.measure == killed {
					q.void = false
				}
				continue
			}
		}
		if q.part && q.measure == killed && q.of >= 0 && r.q[q.of].measure == injured { // "40 wounded, 11 of whom died"
			q.part, q.of, q.late, q.rule = false, -1, true, "fate"
			continue
		}
		q.late = q.measure == killed && q.by >= q.np && r.ofWounds(q.by)
	}
}

// rises tells whether the sentence gives a toll that has risen.
func (r *reader) rises() bool {
	for i := range r.q {
		if q := &r.q[i]; q.first-2 >= r.s.First && r.tags[q.first-1].role == to && r.tags[q.first-2].role == reach {
			return true
		}
	}
	return false
}

// dies is the token of the word that says that the hurt people of q died, -1 where none does: "two of the injured later
// died", "five of the wounded die".
func (r *reader) dies(q *quantity) int {
	const near = 8 // tokens
	from := max(q.np, q.at+1)
	for k := from; k < min(r.s.Last, from+near); k++ {
		switch w := r.tags[k]; w.role {
		case state, past:
			if w.arg == killed {
				return k
			}
			if w.arg != injured { // "of the 20 people injured on Sunday"
				return -1
			}
		case modal, negation, clause, say, number:
			return -1
		}
	}
	return -1
}

// ofWounds tells whether the word for dying at token k goes on with wounds, a hospital or a later time.
func (r *reader) ofWounds(k int) bool {
	const near = 7 // tokens
	if strings.HasSuffix(r.x.Fold(k), "n't") || k+1 < r.s.Last && r.x.Fold(k+1) == "not" {
		return true // "did not survive"
	}
	for j := k + 1; j < min(r.s.Last, k+near); j++ {
		switch r.x.Fold(j) {
		case "wounds", "injuries", "burns", "hospital", "hospitals", "clinic", "clinics", "ward", "ambulance", "later":
			return true
		case "and", "when", "while", "after", "as":
			return false
		}
		if r.entry(j) {
			return false
		}
	}
	return false
}

// breaksDown tells whether a sentence without a word for what befell people begins as a breakdown of the people counted
// last: "Of these: 6 children, 4 women."
func (r *reader) breaksDown() bool {
	if len(r.out) == 0 || r.x.SentenceAt(r.s.Start)-r.x.SentenceAt(r.out[len(r.out)-1].Start) > 2 {
		return false
	}
	for k := r.s.First; k+1 < min(r.s.Last, r.s.First+5); k++ {
		switch r.x.Fold(k + 1) {
		case "them", "these", "those", "whom":
			switch r.x.Fold(k) {
			case "of", "among", "amongst":
				return true
			}
		}
		if r.x.Fold(k) == "of" && r.x.Fold(k+1) == "the" && k+2 < r.s.Last && r.tags[k+2].role == number {
			if v, _, ok := r.cardinal(k+2, r.s.Last); ok && v == r.out[len(r.out)-1].Low {
				return true
			}
		}
	}
	return false
}

// breakdown makes the quantities of such a sentence shares of the last whole.
func (r *reader) breakdown() {
	whole := -1
	for i := len(r.out) - 1; i >= 0 && i >= len(r.out)-8; i-- {
		if f := &r.out[i]; !f.Part && f.Low > 1 && !f.Former {
			whole = i
			break
		}
	}
	if whole < 0 {
		r.q = r.q[:0]
		return
	}
	m := uint8(0)
	for k, name := range measures {
		if name == r.out[whole].Measure {
			m = uint8(k)
		}
	}
	// a whole of the same sentence that counts more, and of the dead before the hurt, is what is broken down
	for i := whole - 1; i >= 0 && r.out[i].Sentence == r.out[whole].Sentence; i-- {
		if f := &r.out[i]; f.Measure == "killed" && !f.Part {
			m = killed
		}
	}
	for i := range r.q {
		q := &r.q[i]
		if q.noun != counted || q.group == 0 {
			q.void = true
			continue
		}
		q.part, q.measure = true, m
	}
}
