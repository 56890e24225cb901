package words

import (
	"cmp"
	"container/heap"
	"firsthand/internal/report"
)

// Link is why two groups became one: the most probable pair between them.
type Link struct {
	A, B   int     // subjects, by their places in the list; the one of the larger number was in the group that came in
	Score  float64 // the probability that they are one event, from 0 to 1
	Reason report.Reason
}

// Group joins subjects that tell of one event. known[i] names the group that subject i belongs to already, from 0 on.
// It gives for every subject the smallest number of a known group that it is joined with, and a link for every join.
//
// Two groups in which a subject of one contradicts a subject of the other never come together, not even through others,
// unless the words of those two reports show by themselves that they tell of one event.
//
// The order of subjects decides only between joins of exactly the same score.
func (s *Scorer) Group(subjects []*Subject, known []int) ([]int, []Link) {
	n := s.Net()
	n.Add(subjects...)
	return n.Group(subjects, known)
}

// Group joins some subjects of the net, as [Scorer.Group] does. Those of a group, and those that are [Net.Probable]
// with any of them, have to be all there: then others than these change nothing.
func (n *Net) Group(subjects []*Subject, known []int) ([]int, []Link) {
	g := newGrouping(n.scorer.Threshold, subjects, known)
	for i, s := range subjects {
		n.place[s.at] = int32(i) + 1
	}
	for i, s := range subjects {
		for _, b := range s.bonds {
			if j := n.place[b.other] - 1; j > int32(i) {
				g.connect(scored{pair{int32(i), j}, b.score})
			}
		}
	}
	for _, s := range subjects {
		n.place[s.at] = 0
	}
	g.join()
	joined := make([]int, len(known))
	for i, k := range known {
		joined[i] = g.root(k)
	}
	links := make([]Link, 0, len(g.joins))
	for _, e := range g.joins {
		links = append(links, Link{A: int(e.a), B: int(e.b), Score: e.score, Reason: reason(subjects[e.a], subjects[e.b])})
	}
	return joined, links
}

// tie is what lies between two groups.
type tie struct {
	sum  float64 // of the probabilities of all pairs
	best scored
}

func (b tie) add(c tie) tie {
	best := b.best
	if c.best.score > best.score || c.best.score == best.score && cmp.Or(cmp.Compare(c.best.a, best.a), cmp.Compare(c.best.b, best.b)) < 0 {
		best = c.best
	}
	return tie{b.sum + c.sum, best}
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
	ties      []map[int]tie
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
		parent: make([]int, n), members: make([][]int32, n), first: make([]int, n), version: make([]int, n), ties: make([]map[int]tie, n),
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
		ties := g.ties[side[0]]
		if ties == nil {
			ties = make(map[int]tie)
			g.ties[side[0]] = ties
		}
		if old, ok := ties[side[1]]; ok {
			ties[side[1]] = old.add(tie{e.score, e})
		} else {
			ties[side[1]] = tie{e.score, e}
		}
	}
}

// join joins the two groups of the highest average until no average reaches the threshold.
func (g *grouping) join() {
	for a, ties := range g.ties {
		for b, x := range ties {
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
		g.joins = append(g.joins, g.ties[w.a][w.b].best)
		g.merge(w.a, w.b)
	}
}

// compared is how many others a member of a large group counts as compared with. No subject is compared with more than
// [candidates], so an average over all pairs would keep large groups from growing.
const compared = candidates / 2

// wait queues a join if its average reaches the threshold, and that of one pair does by itself: many doubtful pairs
// show nothing together.
func (g *grouping) wait(a, b int, x tie) {
	if x.best.score < g.threshold {
		return
	}
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
	if len(g.ties[a]) < len(g.ties[b]) {
		a, b = b, a
	}
	delete(g.ties[a], b)
	for c, x := range g.ties[b] {
		if c == a {
			continue
		}
		if old, ok := g.ties[a][c]; ok {
			x = old.add(x)
		}
		delete(g.ties[c], b)
		g.ties[a][c], g.ties[c][a] = x, x
	}
	g.parent[b] = a
	g.members[a] = append(g.members[a], g.members[b]...)
	g.first[a] = min(g.first[a], g.first[b])
	g.members[b], g.ties[b] = nil, nil
	g.version[a]++
	for c, x := range g.ties[a] {
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
