package figure

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// alsoSays gives quantity i, a bare number that somebody says and no more, the measure of what was counted just before:
// "the police have one. The hospital has two.", "The directorate reported nearly 6,000; …", "the hauliers say five
// dead, the agency three".
func (r *reader) alsoSays(i int) {
	const (
		scale = 20 // what is so many times greater or less counts something else
		fewer = 3
	)
	q := &r.q[i]
	if q.measure != 0 || q.noun != bare || q.void || q.part || !r.ends(q.np) || !r.says(q) {
		return
	}
	m, n := r.countedLast(i)
	if m == 0 || q.low > scale*max(n, fewer) || n > scale*max(q.low, fewer) {
		return
	}
	q.measure, q.by = m, q.num
}

// goesOn tells whether the sentence, which has no word for what befell people, follows one that counts them and may
// give another number of the same.
func (r *reader) goesOn() bool {
	f := r.lastWhole()
	return f != nil && r.x.SentenceAt(r.s.Start)-r.x.SentenceAt(f.Start) == 1
}

// ends tells whether a clause ends at token k.
func (r *reader) ends(k int) bool {
	if k >= r.s.Last {
		return true
	}
	switch r.x.Word(k) {
	case ".", ",", ";", "!", "—", "–":
		return true
	}
	return r.x.Tokens[k].Kind == segment.Close
}

// says tells whether a verb of giving a number stands right before q: "has", "speaks of", "put it at".
func (r *reader) says(q *quantity) bool {
	k := q.first - 1
	for ; k > r.s.First; k-- {
		if !r.Is(k, "of", "at", "it", "only", "just") && r.x.Tokens[k].Kind != segment.Open {
			break
		}
	}
	if k < r.s.First {
		return false
	}
	switch r.x.Fold(k) {
	case "has", "have", "reported", "reports", "counted", "counts", "gave", "gives", "says", "said", "speaks", "spoke", "put", "puts", "listed", "lists", "registered", "recorded":
		return k > r.s.First
	}
	return false
}

// countedLast is the measure and the number of the last count of people before quantity i, in its sentence or the one
// before; 0 for none.
func (r *reader) countedLast(i int) (m uint8, n int64) {
	const back = 8 // quantities
	for j := i - 1; j >= 0 && j >= i-back; j-- {
		if q := &r.q[j]; q.measure != 0 && !q.part && !q.void && !q.total {
			return q.measure, q.low
		}
	}
	f := r.lastWhole()
	if f == nil || r.x.SentenceAt(r.s.Start)-r.x.SentenceAt(f.Start) > 1 {
		return 0, 0
	}
	for k, name := range measures {
		if k > 0 && name == f.Measure {
			return uint8(k), f.Low
		}
	}
	return 0, 0
}

// lastWhole is the last figure read that is neither a share nor a total, nil for none near.
func (r *reader) lastWhole() *report.Figure {
	const back = 8 // figures
	for i := len(r.out) - 1; i >= 0 && i >= len(r.out)-back; i-- {
		if f := &r.out[i]; !f.Part && !f.Total && len(f.Sum) == 0 {
			return f
		}
	}
	return nil
}
