package figure

import (
	"strconv"

	"firsthand/internal/report"
)

// addUp appends the sums of what a sentence counts side by side under one word, where the groups cannot overlap: "killing nine children and 14 others".
// index gives each quantity's place among the figures, or -1.
func (r *reader) addUp(index []int) {
	for i := 0; i < len(r.q); {
		j := i + 1
		for j < len(r.q) && r.adds(i, j, index) {
			j++
		}
		if j-i > 1 {
			r.sumUp(index[i:j])
		}
		i = j
	}
}

// adds tells whether quantity j goes on a list that began with quantity i and counts others than all before it.
func (r *reader) adds(i, j int, index []int) bool {
	a, b := &r.q[j-1], &r.q[j]
	if index[j-1] < 0 || index[j] < 0 || a.part || b.part || a.total || b.total || a.measure != b.measure || a.by != b.by || !r.joined(a, b) {
		return false
	}
	if armed(a.group) && armed(b.group) {
		return groups[a.group] == groups[b.group]
	}
	for k := i; k < j; k++ {
		if !apart(r.q[k].group) || r.q[k].also != 0 || groups[r.q[k].group] == groups[b.group] && !b.self {
			return false
		}
	}
	return apart(b.group) && b.also == 0 || b.group == 0 && b.noun == counted && r.others(b)
}

// others tells whether q counts further people: "14 others", "two other people", "five more".
func (r *reader) others(q *quantity) bool {
	for k := q.next; k < q.np; k++ {
		switch r.x.Fold(k) {
		case "others", "other", "more":
			return true
		}
	}
	return false
}

// apart tells whether group g is one that nobody else of a list belongs to: children are no women, but both are civilians.
func apart(g uint8) bool {
	switch groups[g] {
	case "children", "women", "men", "elderly", "medics", "journalists", "aid workers", "teachers":
		return true
	}
	return false
}

// sumUp appends the sum of the figures with those indices.
func (r *reader) sumUp(index []int) {
	first, last := &r.out[index[0]], &r.out[index[len(index)-1]]
	sum := report.Figure{
		Span: report.Span{Start: first.Start, End: last.End}, Measure: first.Measure, Bound: report.ExactBound, AsOf: first.AsOf,
		ID: "f" + strconv.Itoa(len(r.out)+1), Sentence: first.Sentence,
	}
	high, open := int64(0), false
	same := true
	for _, n := range index {
		f := &r.out[n]
		sum.Low += f.Low
		if f.High == nil {
			open = true
		} else {
			high += *f.High
		}
		if f.Bound != report.ExactBound && sum.Bound != f.Bound {
			if sum.Bound == report.ExactBound {
				sum.Bound = f.Bound
			} else {
				sum.Bound = report.Range
			}
		}
		same = same && f.Who == first.Who
		sum.Sum = append(sum.Sum, f.ID)
	}
	if same {
		sum.Who = first.Who
	}
	switch {
	case open:
		sum.Bound = report.AtLeast
	default:
		sum.High = &high
	}
	r.out = append(r.out, sum)
}
