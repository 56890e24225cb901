package picture

import (
	"slices"
	"sort"
)

// grid is a drawing in the making: columns of slots. A slot is a box, or a way-point of a link that passes through the
// column.
type grid struct {
	style Style
	boxes []Box
	links []Link
	slots []slot
	cols  [][]int // slot indices of each column, from top to bottom
	ways  [][]int // the slots that each link touches, from its start to its end
}

type slot struct {
	box        int // index of the box, -1 for a way-point
	column     int
	rank       int // position in its column
	y, height  float64
	label      []string
	note       []string
	prev, next []int // slots it is tied to in the columns before and after
}

// wayHeight is how much room a passing link takes in a column.
const wayHeight = 6

func newGrid(boxes []Box, links []Link, column []int, s Style) *grid {
	g := &grid{style: s, boxes: boxes, links: links}
	for i, b := range boxes {
		label, note := wrap(b.Label, s.room(), s.Lines), wrap(b.Note, s.room()/noteSize, noteLines)
		lines := max(len(label)+len(note), 1)
		g.add(slot{box: i, column: column[i], label: label, note: note, height: float64(lines)*s.Leading + 2*s.Pad})
	}
	for _, l := range links {
		way := []int{l.From}
		for c := column[l.From] + 1; c < column[l.To]; c++ {
			way = append(way, g.add(slot{box: -1, column: c, height: wayHeight}))
		}
		way = append(way, l.To)
		for i := range len(way) - 1 {
			if a, b := way[i], way[i+1]; g.slots[a].column < g.slots[b].column {
				g.slots[a].next = append(g.slots[a].next, b)
				g.slots[b].prev = append(g.slots[b].prev, a)
			}
		}
		g.ways = append(g.ways, way)
	}
	return g
}

// add appends a slot to its column and returns its index.
func (g *grid) add(s slot) int {
	for len(g.cols) <= s.column {
		g.cols = append(g.cols, nil)
	}
	i := len(g.slots)
	s.rank = len(g.cols[s.column])
	g.slots = append(g.slots, s)
	g.cols[s.column] = append(g.cols[s.column], i)
	return i
}

// sweeps is how often order and place go over the columns. Layouts of a few hundred boxes are stable well before.
const sweeps = 8

// order arranges every column by the mean rank of what its slots are tied to, forwards and backwards in turn, and keeps
// the arrangement with the fewest crossings.
func (g *grid) order() {
	best, fewest := g.ranks(), g.crossings()
	for sweep := 0; sweep < sweeps && fewest > 0; sweep++ {
		if sweep%2 == 0 {
			for c := 1; c < len(g.cols); c++ {
				g.arrange(c, func(s *slot) []int { return s.prev })
			}
		} else {
			for c := len(g.cols) - 2; c >= 0; c-- {
				g.arrange(c, func(s *slot) []int { return s.next })
			}
		}
		if n := g.crossings(); n < fewest {
			best, fewest = g.ranks(), n
		}
	}
	for c, col := range best {
		g.cols[c] = col
		for rank, i := range col {
			g.slots[i].rank = rank
		}
	}
}

func (g *grid) ranks() [][]int {
	out := make([][]int, len(g.cols))
	for c, col := range g.cols {
		out[c] = slices.Clone(col)
	}
	return out
}

// arrange sorts one column by the mean rank of the slots that ties gives; a slot with no ties stays near its rank.
func (g *grid) arrange(c int, ties func(*slot) []int) {
	mean := make(map[int]float64, len(g.cols[c]))
	for _, i := range g.cols[c] {
		s := &g.slots[i]
		mean[i] = float64(s.rank)
		if to := ties(s); len(to) > 0 {
			sum := 0
			for _, j := range to {
				sum += g.slots[j].rank
			}
			mean[i] = float64(sum) / float64(len(to))
		}
	}
	slices.SortStableFunc(g.cols[c], func(a, b int) int {
		switch {
		case mean[a] < mean[b]:
			return -1
		case mean[a] > mean[b]:
			return 1
		}
		return 0
	})
	for rank, i := range g.cols[c] {
		g.slots[i].rank = rank
	}
}

// crossings counts the pairs of ties between neighbouring columns that cross, as inversions (Barth, Jünger, Mutzel
// 2002).
func (g *grid) crossings() int {
	total := 0
	for _, col := range g.cols {
		var ends []int // ranks of the far ends, in order of the near ends
		size := 0
		for _, i := range col {
			at := len(ends)
			for _, j := range g.slots[i].next {
				ends = append(ends, g.slots[j].rank)
				size = max(size, g.slots[j].rank+1)
			}
			sort.Ints(ends[at:])
		}
		tree := make([]int, size+1) // Fenwick tree over the ranks seen
		for n, rank := range ends {
			notAfter := 0
			for k := rank + 1; k > 0; k -= k & -k {
				notAfter += tree[k]
			}
			total += n - notAfter
			for k := rank + 1; k <= size; k += k & -k {
				tree[k]++
			}
		}
	}
	return total
}

// place gives every slot its y: as near to the middle of what it is tied to as the order in its column allows.
func (g *grid) place() {
	for c := range g.cols {
		g.settle(c, func(*slot) []int { return nil })
	}
	for range sweeps / 2 {
		for c := 1; c < len(g.cols); c++ {
			g.settle(c, func(s *slot) []int { return s.prev })
		}
		for c := len(g.cols) - 2; c >= 0; c-- {
			g.settle(c, func(s *slot) []int { return s.next })
		}
	}
	g.toMargin()
}

// settle moves the slots of one column to the mean centre of what ties gives, without changing their order or letting
// them come nearer than the style's row gap. Among all such positions it finds the one with the least sum of squared
// distances, by pooling adjacent violators (Ayer et al. 1955).
func (g *grid) settle(c int, ties func(*slot) []int) {
	type pool struct {
		first, size int
		sum         float64 // of the wished-for positions, each less its offset in the column
	}
	col := g.cols[c]
	offset := make([]float64, len(col)) // of each slot's top, if the column were packed from zero
	var pools []pool
	packed := 0.0
	for n, i := range col {
		s := &g.slots[i]
		offset[n] = packed
		packed += s.height + g.style.Row
		wish := s.y
		if to := ties(s); len(to) > 0 {
			sum := 0.0
			for _, j := range to {
				sum += g.slots[j].y + g.slots[j].height/2
			}
			wish = sum/float64(len(to)) - s.height/2
		}
		pools = append(pools, pool{n, 1, wish - offset[n]})
		for len(pools) > 1 {
			a, b := pools[len(pools)-2], pools[len(pools)-1]
			if a.sum/float64(a.size) < b.sum/float64(b.size) {
				break
			}
			pools = append(pools[:len(pools)-2], pool{a.first, a.size + b.size, a.sum + b.sum})
		}
	}
	for _, p := range pools {
		for n := p.first; n < p.first+p.size; n++ {
			g.slots[col[n]].y = p.sum/float64(p.size) + offset[n]
		}
	}
}

// toMargin shifts the whole drawing so that its highest slot touches the margin.
func (g *grid) toMargin() {
	if len(g.slots) == 0 {
		return
	}
	top := g.slots[0].y
	for _, s := range g.slots {
		top = min(top, s.y)
	}
	for i := range g.slots {
		g.slots[i].y += g.style.Margin - top
	}
}
