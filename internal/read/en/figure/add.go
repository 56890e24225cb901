package figure

import (
	"slices"
	"strconv"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/why"
	"firsthand/internal/report"
)

// addUp enters the sums of what a sentence counts side by side under one word, where the groups cannot overlap:
// "killing nine children and 14 others". A sum stands before what it adds up. index gives each quantity's place among
// the figures, or -1.
func (r *reader) addUp(index []int) {
	for end := len(r.q); end > 0; { // from the last, so that what is entered moves nothing that is still looked at
		first := end - 1
		for first > 0 && r.adds(first-1, first, end, index) {
			first--
		}
		if end-first > 1 {
			r.sumUp(index[first:end])
		}
		end = first
	}
}

// adds tells whether quantity i, right before quantity j, begins a list that j goes on and that ends before quantity
// end, and counts others than all of them.
func (r *reader) adds(i, j, end int, index []int) bool {
	const most = 8 // quantities of a list
	a, b := &r.q[i], &r.q[j]
	if end-i > most || index[i] < 0 || index[j] < 0 || !r.alike(a, b) {
		return false
	}
	if a.low == 1 && a.high == 1 && j == end-1 && r.followers(b) {
		return true // "a commander and eight of his men"
	}
	if armed(a.group) && armed(b.group) {
		return a.group == b.group
	}
	if !r.distinct(a) {
		return false
	}
	for k := j; k < end; k++ {
		if !r.countsOthers(a, &r.q[k]) {
			return false
		}
	}
	return true
}

// alike tells whether two quantities, neither a part nor a whole, say the same of people side by side.
func (r *reader) alike(a, b *quantity) bool {
	return !a.part && !b.part && !a.total && !b.total && a.measure == b.measure && a.by == b.by && r.joined(a, b)
}

// countsOthers tells whether nobody whom q counts can be among those of a, which nobody of another group can be.
func (r *reader) countsOthers(a, q *quantity) bool {
	if q.group == 0 && q.noun == counted && r.others(q) {
		return true
	}
	if armed(a.group) {
		return (r.distinct(q) || q.group == groupCivilians) && (q.group != a.group || q.self) && (q.group == groupCivilians || q.self)
	}
	return r.distinct(q) && (q.group != a.group || q.group == 0 || q.self)
}

// distinct tells whether nobody of q can be of another group of a list: children are no women, a patient and two
// drivers are three people; but civilians may be children, and "people" are anybody.
func (r *reader) distinct(q *quantity) bool {
	if q.also == 0 && q.noun == group && q.named[1] > q.named[0] {
		return true // "six Jesuits and two women"
	}
	if q.also != 0 || q.noun != counted {
		return false
	}
	if apart(q.group) || armed(q.group) {
		return true
	}
	if q.group != 0 {
		return false
	}
	switch r.x.Fold(q.np - 1) {
	case "person", "persons", "people", "human", "humans", "individual", "individuals", "others", "resident", "residents", "inhabitant", "inhabitants", "citizen",
		"citizens", "national", "nationals", "villager", "villagers", "locals", "souls", "adult", "adults", "more", "victim", "victims":
		return false
	}
	return true
}

// followers tells whether q counts people by whom they belong to: "eight of his men".
func (r *reader) followers(q *quantity) bool {
	if q.next+1 >= r.s.Last || r.tags[q.next].role != of {
		return false
	}
	w := r.x.Fold(q.next + 1)
	return cursor.OneOf(w, "his", "her", "their")
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

// apart tells whether group g is one that nobody else of a list belongs to: children are no women, but both are
// civilians.
func apart(g uint8) bool {
	switch groups[g] {
	case "children", "women", "men", "elderly", "medics", "journalists", "aid workers", "teachers":
		return true
	}
	return false
}

// sumUp enters the sum of the figures with those indices before the first of them.
func (r *reader) sumUp(index []int) {
	first, last := &r.out[index[0]], &r.out[index[len(index)-1]]
	sum := report.Figure{
		Span: report.Span{Start: first.Start, End: last.End}, Measure: first.Measure, Who: first.Who, AsOf: first.AsOf,
		ID: "f" + strconv.Itoa(len(r.out)+1), Sentence: first.Sentence,
	}
	high, open, about := int64(0), false, false
	for _, n := range index {
		f := &r.out[n]
		sum.Low += f.Low
		if f.High == nil {
			open = true
		} else {
			high += *f.High
		}
		about = about || f.Bound == report.About
		if f.Who != sum.Who {
			sum.Who = ""
		}
		sum.Sum = append(sum.Sum, f.ID)
	}
	if sum.Low > mostPeople || high > mostPeople {
		return
	}
	r.log.Add(why.Note{Of: sum.ID, Rule: "added up", Words: sum.Span, Says: "the sum of the figures that it names"})
	switch {
	case open:
		sum.Bound = report.AtLeast
	case high == sum.Low && about:
		sum.Bound = report.About
	case high == sum.Low:
		sum.Bound = report.ExactBound
	case sum.Low == 0:
		sum.Bound = report.AtMost
	default:
		sum.Bound = report.Range
	}
	if !open {
		sum.High = &high
	}
	r.out = slices.Insert(r.out, index[0], sum)
}
