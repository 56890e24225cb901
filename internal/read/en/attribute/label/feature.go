package label

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
)

// What is told of a token beside what the networks below make of it: one number each.
const (
	position = iota // how far from the cue, before or after it
	branch          // where in the tree, seen from the cue
	place           // how many sentences away, and whether within quotation marks and within the cue's own
	kind            // word, number or mark, and whether it is taken for a cue itself
	features
)

// How many values each can have.
const (
	positions = 19
	steps     = 4 // how far the branch is followed up from the cue
	branches  = int(syntax.Rels)*steps + steps + 1
	places    = 7 * 4
	kinds     = 2 * 5
)

var values = [features]int{positions, branches, places, kinds}

// deepest is how many heads of a token are followed.
const deepest = 25

// describe fills in what there is to tell of the tokens [lo, hi), seen from a cue.
func (w *worker) describe(lo, hi, cue int) {
	t := w.t
	w.told = append(w.told[:0], make([][features]int, hi-lo)...)
	home := t.Tokens[cue].Sentence
	var above [steps]int // the cue and the tokens it hangs on
	n := 0
	for x := cue; x >= 0 && n < steps; x, _ = w.g.Arc(x) {
		above[n] = x
		n++
	}
	quotation := t.Quoted(cue)
	for i := lo; i < hi; i++ {
		told := &w.told[i-lo]
		told[position] = far(i - cue)
		told[branch] = branches - 1
		if t.Tokens[i].Sentence == home {
			told[branch] = w.branch(i, above[:n])
		}
		told[place] = (max(-3, min(3, t.Tokens[i].Sentence-home)) + 3) * 4
		if q := t.Quoted(i); q >= 0 {
			told[place]++
			if q == quotation {
				told[place] += 2
			}
		}
		told[kind] = int(t.Tokens[i].Kind)
		if i != cue && w.g.Cues[i] > Threshold && t.Tokens[i].Kind <= segment.Number {
			told[kind] += 5
		}
	}
}

// far is a distance in ten steps, on either side.
func far(distance int) int {
	d, side := distance, 0
	if d < 0 {
		d, side = -d, 9
	}
	switch {
	case d == 0:
		return 0
	case d <= 5:
	case d <= 10:
		d = 6
	case d <= 20:
		d = 7
	case d <= 40:
		d = 8
	default:
		d = 9
	}
	return side + d
}

// branch is the relation by which the part of the tree that holds token i hangs on the cue or on a token above it, and
// on which of these; or which of these it is.
func (w *worker) branch(i int, above []int) int {
	below := -1
	for at, depth := i, 0; at >= 0 && depth < deepest; depth++ {
		for k, a := range above {
			if a != at {
				continue
			}
			if below < 0 {
				return int(syntax.Rels)*steps + k
			}
			_, rel := w.g.Arc(below)
			return w.model.rels[rel]*steps + k
		}
		below = at
		at, _ = w.g.Arc(at)
	}
	return branches - 1
}
