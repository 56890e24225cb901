package figure

import (
	"strings"

	"firsthand/internal/report"
)

// replaced tells whether quantity i is what a number was before the one that the words give now: "rose from 12 to 20",
// "revised down to nine from 14", "raised their list from 44 to 47", "17, up from 12". It is no figure.
func (r *reader) replaced(i int) bool {
	const between = 2 // tokens between the two numbers
	q := &r.q[i]
	p := q.first - 1
	if p <= r.s.First || r.x.Fold(p) != "from" {
		return false
	}
	if r.grew(q.first) {
		return true
	}
	return i > 0 && p-r.q[i-1].np <= between && r.q[i-1].first > r.s.First && r.tags[r.q[i-1].first-1].role == to
}

// formerly tells whether the words before quantity i say that its number was given before another one: "earlier reports
// of 21", "a first toll had spoken of 12", "we wrote that five were killed" in a report that takes it back.
func (r *reader) formerly(q *quantity) bool {
	const back = 14 // tokens
	for k := q.first - 1; k >= r.s.First && k > q.first-back; k-- {
		switch w := r.x.Fold(k); w {
		case "earlier", "previous", "previously", "initially", "original", "originally":
			return true
		case "first":
			if k+1 < r.s.Last && (r.tags[k+1].role == toll || countWords[r.x.Fold(k+1)]) || k > r.s.First && r.x.Fold(k-1) == "at" {
				return true
			}
		case "had":
			if r.saysAfter(k) {
				return true
			}
		case "we", "our":
			if r.correction() {
				return true
			}
		}
	}
	return false
}

// countWords are what a number of the dead is called.
var countWords = sets.Of("countWords")

// saysAfter tells whether the "had" at token k belongs to a word that gives a number: "had spoken of", "had given a
// figure of", "had put the toll at".
func (r *reader) saysAfter(k int) bool {
	for j := k + 1; j < min(r.s.Last, k+4); j++ {
		switch r.x.Fold(j) {
		case "spoken", "given", "put", "said", "reported", "announced", "counted", "estimated", "told":
			return true
		}
	}
	return false
}

// correction tells whether the report takes something back.
func (r *reader) correction() bool {
	if r.corrects == 0 {
		r.corrects = -1
		for _, w := range []string{"correction", "corrected", "an error", "a mistake", "we apologise", "we apologize", "we regret", "retract", "was wrong", "is wrong"} {
			if strings.Contains(r.x.Lower, w) {
				r.corrects = 1
			}
		}
	}
	return r.corrects > 0
}

// settle goes through the figures once all of them are known: who died later is a share where the report has a greater
// figure of the dead, and a number that was given before is a former one where the report has another that took its
// place.
func (r *reader) settle() {
	for i := range r.out {
		f := &r.out[i]
		if n := r.notes[f.ID]; n.late && !f.Part {
			if whole := r.other(i, func(g *report.Figure) bool { return g.Low > f.Low }); whole >= 0 {
				f.Part, f.New, f.Of = true, false, r.out[whole].ID
			}
		} else if n.former && !f.Part && (r.correction() || r.other(i, func(g *report.Figure) bool { return g.Low != f.Low }) >= 0) {
			f.Former = true
		}
	}
}

// other is the nearest figure to figure i that counts the same, is neither a share nor former, and fits; -1 for none.
func (r *reader) other(i int, fits func(*report.Figure) bool) int {
	const far = 24 // figures on either side
	f := &r.out[i]
	for d := 1; d <= far; d++ {
		for _, j := range [2]int{i - d, i + d} {
			if j < 0 || j >= len(r.out) {
				continue
			}
			g := &r.out[j]
			if g.Measure == f.Measure && !g.Part && !g.Total && !g.Former && !r.notes[g.ID].former && fits(g) {
				return j
			}
		}
	}
	return -1
}

// note is what is known of a figure until all of them are.
type note struct{ former, late bool }
