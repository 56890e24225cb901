package same

import (
	"cmp"
	"container/heap"
	"iter"
)

// Link is why two groups became one: the most probable pair between them.
type Link struct {
	A, B   int     // subjects, by their places in the list; the one of the larger number was in the group that came in
	Score  float64 // the probability that they are one event, from 0 to 1
	Reason string  // a sentence for people
}

// negligible is the probability below which a pair is not kept. It then counts nothing, as do pairs that were never
// compared.
const negligible = 0.02

// Group joins subjects that tell of one event. known[i] names the group that subject i belongs to already, from 0 on.
// It gives for every subject the smallest number of a known group that it is joined with, and a link for every join.
//
// Two groups in which a subject of one contradicts a subject of the other never come together, not even through others,
// unless the words of those two reports show by themselves that they tell of one event.
//
// The order of subjects decides only between joins of exactly the same score.
func (s *Scorer) Group(subjects []*Subject, known []int) ([]int, []Link) {
	r := count(subjects)
	g := newGrouping(s.Threshold, subjects, known)
	for p, f := range r.candidates(subjects) {
		if v := s.Probability(f); v >= negligible {
			g.connect(scored{p, v})
		}
	}
	g.join()
	joined := make([]int, len(known))
	for i, k := range known {
		joined[i] = g.root(k)
	}
	links := make([]Link, 0, len(g.joins))
	for _, e := range g.joins {
		links = append(links, Link{A: int(e.a), B: int(e.b), Score: e.score, Reason: r.reason(subjects[e.a], subjects[e.b])})
	}
	return joined, links
}

// Candidates yields the pairs of subjects that are worth comparing, by their places in the list, with their features.
func Candidates(subjects []*Subject) iter.Seq2[[2]int, *Features] {
	return func(yield func([2]int, *Features) bool) {
		for p, f := range count(subjects).candidates(subjects) {
			if !yield([2]int{int(p.a), int(p.b)}, f) {
				return
			}
		}
	}
}

func (r rarities) candidates(subjects []*Subject) iter.Seq2[pair, *Features] {
	return func(yield func(pair, *Features) bool) {
		norm := make([]norms, len(subjects))
		for i, s := range subjects {
			norm[i] = r.norms(s)
		}
		for _, p := range r.find(subjects) {
			f, _ := r.compare(subjects[p.a], subjects[p.b], norm[p.a], norm[p.b])
			if !yield(p, &f) {
				return
			}
		}
	}
}

// bond is what lies between two groups.
type bond struct {
	sum  float64 // of the probabilities of all pairs
	best scored
}

func (b bond) add(c bond) bond {
	best := b.best
	if c.best.score > best.score || c.best.score == best.score && cmp.Or(cmp.Compare(c.best.a, best.a), cmp.Compare(c.best.b, best.b)) < 0 {
		best = c.best
	}
	return bond{b.sum + c.sum, best}
}

// grouping is the state of average linkage.
type grouping struct {
	threshold float64
	subjects  []*Subject
	known     []int
	shown     map[pair]bool // pairs that are probable by themselves
	parent    []int         // of each group, the one that it was joined to, or itself
	members   [][]int32     // of each group that was not joined to another, its subjects
	first     []int         // and the smallest number of a known group in it
	version   []int         // how often it grew: joins that were waiting are then out of date
	bonds     []map[int]bond
	waiting   queue
	joins     []scored
}

// scored is a pair with its probability.
type scored struct {
	pair
	score float64
}

func newGrouping(threshold float64, subjects []*Subject, known []int) *grouping {
	n := 0
	for _, k := range known {
		n = max(n, k+1)
	}
	g := &grouping{
		threshold: threshold, subjects: subjects, known: known, shown: make(map[pair]bool),
		parent: make([]int, n), members: make([][]int32, n), first: make([]int, n), version: make([]int, n), bonds: make([]map[int]bond, n),
	}
	for i := range n {
		g.parent[i], g.first[i] = i, i
	}
	for i, k := range known {
		g.members[k] = append(g.members[k], int32(i))
	}
	return g
}

// connect counts a pair towards the bond of its groups.
func (g *grouping) connect(e scored) {
	if e.score >= g.threshold {
		g.shown[e.pair] = true
	}
	a, b := g.known[e.a], g.known[e.b]
	if a == b {
		return
	}
	for _, side := range [][2]int{{a, b}, {b, a}} {
		bonds := g.bonds[side[0]]
		if bonds == nil {
			bonds = make(map[int]bond)
			g.bonds[side[0]] = bonds
		}
		if old, ok := bonds[side[1]]; ok {
			bonds[side[1]] = old.add(bond{e.score, e})
		} else {
			bonds[side[1]] = bond{e.score, e}
		}
	}
}

// join joins the two groups of the highest average until no average reaches the threshold.
func (g *grouping) join() {
	for a, bonds := range g.bonds {
		for b, x := range bonds {
			if a < b {
				g.wait(a, b, x)
			}
		}
	}
	for g.waiting.Len() > 0 {
		w := heap.Pop(&g.waiting).(wait)
		if g.parent[w.a] != w.a || g.parent[w.b] != w.b || g.version[w.a] != w.versionA || g.version[w.b] != w.versionB {
			continue
		}
		if g.contradict(w.a, w.b) {
			continue
		}
		g.joins = append(g.joins, g.bonds[w.a][w.b].best)
		g.merge(w.a, w.b)
	}
}

// compared is how many others a member of a large group counts as compared with. No subject is compared with more than
// [candidates], so an average over all pairs would keep large groups from growing.
const compared = candidates / 2

// wait queues a join if its average reaches the threshold.
func (g *grouping) wait(a, b int, x bond) {
	a, b = min(a, b), max(a, b)
	few, many := len(g.members[a]), len(g.members[b])
	if few > many {
		few, many = many, few
	}
	if average := x.sum / float64(few*min(many, compared)); average >= g.threshold {
		heap.Push(&g.waiting, wait{a, b, average, g.version[a], g.version[b]})
	}
}

func (g *grouping) contradict(a, b int) bool {
	for _, i := range g.members[a] {
		for _, j := range g.members[b] {
			switch g.subjects[i].contradiction(g.subjects[j]) {
			case always:
				return true
			case unlessShown:
				if !g.shown[pair{min(i, j), max(i, j)}] {
					return true
				}
			}
		}
	}
	return false
}

// merge makes one group of two: the one with fewer bonds goes into the other.
func (g *grouping) merge(a, b int) {
	if len(g.bonds[a]) < len(g.bonds[b]) {
		a, b = b, a
	}
	delete(g.bonds[a], b)
	for c, x := range g.bonds[b] {
		if c == a {
			continue
		}
		if old, ok := g.bonds[a][c]; ok {
			x = old.add(x)
		}
		delete(g.bonds[c], b)
		g.bonds[a][c], g.bonds[c][a] = x, x
	}
	g.parent[b] = a
	g.members[a] = append(g.members[a], g.members[b]...)
	g.first[a] = min(g.first[a], g.first[b])
	g.members[b], g.bonds[b] = nil, nil
	g.version[a]++
	for c, x := range g.bonds[a] {
		g.wait(a, c, x)
	}
}

// root is the smallest known group that group k is joined with.
func (g *grouping) root(k int) int {
	for g.parent[k] != k {
		g.parent[k] = g.parent[g.parent[k]]
		k = g.parent[k]
	}
	return g.first[k]
}

// wait is a join that may come, with the versions of both groups that it was computed for.
type wait struct {
	a, b               int
	average            float64
	versionA, versionB int
}

// queue is a heap of joins, the highest average first.
type queue []wait

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	x, y := q[i], q[j]
	return cmp.Or(cmp.Compare(y.average, x.average), cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) < 0
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(wait)) }
func (q *queue) Pop() any {
	last := (*q)[len(*q)-1]
	*q = (*q)[:len(*q)-1]
	return last
}
