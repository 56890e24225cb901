package figure

import (
	"slices"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/en/calendar"
)

// labelled gives quantity i the measure of a label before it, as bulletins and lists write: "DEAD: 7", "Wounded – 33",
// "Civilians killed in the town today: 19", and without a mark at the beginning of an entry, "Missing 6."
func (r *reader) labelled(i int) bool {
	const most = 16 // tokens of a label
	q := &r.q[i]
	if q.noun == unsure || q.first == r.s.First || r.participle(q.np) {
		return false
	}
	p := q.first - 1
	mark := r.leads(p)
	if mark {
		p--
	} else if !r.alone(q) {
		return false
	}
	for k := p; k >= r.s.First && k > q.first-most; k-- {
		if r.entry(k) || i > 0 && k < r.q[i-1].np {
			return false
		}
		w := r.tags[k]
		switch w.role {
		case say, clause, modal, negation, who, be, have:
			return false
		case past, state, noun, toll:
		default:
			if !mark && w.role != adverb && w.role != inside {
				return false
			}
			continue
		}
		if !mark && k > r.s.First && !r.entry(k-1) && r.tags[k-1].role != noun {
			return false
		}
		q.measure, q.by = r.both(k), k
		r.labelGroup(q, p)
		q.total = r.overTime(k, p)
		return true
	}
	return false
}

// leads tells whether the mark at token k leads from a label to its number.
func (r *reader) leads(k int) bool {
	switch r.x.Word(k) {
	case ":", "=":
		return true
	case "-", "–", "—":
		return k > 0 && r.x.Tokens[k].Start > r.x.Tokens[k-1].End && k+1 < len(r.x.Tokens) && r.x.Tokens[k+1].Start > r.x.Tokens[k].End
	}
	return false
}

// alone tells whether nothing but the end of an entry stands behind a bare number.
func (r *reader) alone(q *quantity) bool {
	return q.noun == bare && (q.np >= r.s.Last || r.entry(q.np))
}

// entry tells whether the mark at token k parts the entries of a list.
func (r *reader) entry(k int) bool {
	switch r.x.Word(k) {
	case ".", ";", "•", "|", "*", ",":
		return true
	}
	return false
}

// labelGroup gives a bare number the people that its label, which ends at token p, names: "civilians killed: 19".
func (r *reader) labelGroup(q *quantity, p int) {
	const most = 16 // tokens of a label
	if q.noun != bare {
		return
	}
	for k := p; k >= r.s.First && k > p-most && !r.entry(k); k-- {
		if w := r.tags[k]; w.role == people {
			q.noun, q.group = counted, w.arg
		}
	}
}

// overTime tells whether the label in the tokens [k, p] counts over more than a day: "killed in the month".
func (r *reader) overTime(k, p int) bool {
	for ; k <= p; k++ {
		switch f := r.x.Fold(k); {
		case f == "week":
			return true
		case cursor.OneOf(f, "month", "year", "quarter", "since", "cumulative") || f != "may" && slices.Contains(calendar.Months, f):
			if r.tags[k].role != month || k == p {
				return true
			}
		}
	}
	return false
}
