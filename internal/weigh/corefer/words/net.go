package words

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"firsthand/internal/report/terms"
)

// negligible is the probability below which a pair is not kept. It then counts nothing, as do pairs that were never
// compared.
const negligible = 0.02

// Net keeps subjects, and how probable it is of which two that they are one event, while more subjects come. What it
// holds depends on the subjects alone and not on the order in which they came. Make it with [Scorer.Net].
type Net struct {
	scorer *Scorer
	list   []*Subject
	sample sample
	shelf  shelf
	finder finder

	place []int32 // by place: that in a list at hand, counted from 1; else 0
	marks []mark  // by place
	stale []int32 // all that are marked so
	moved []int32

	turned []turned // of terms that are rarer or less rare than before
}

// pair is two subjects by their places, a < b.
type pair struct{ a, b int32 }

func (p pair) compare(q pair) int { return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b)) }

// bond is another subject, with the probability that the two are one event.
type bond struct {
	other int32
	score float64
}

// Net makes a net that compares with this scorer.
func (s *Scorer) Net() *Net {
	return &Net{scorer: s, shelf: shelf{at: make(map[uint32]int32)}, sample: sample{bits: sampleBits}}
}

// Add takes subjects in. It gives all whose bonds, or the reasons for them, may have changed, in no order. A subject
// belongs to one net.
func (n *Net) Add(subjects ...*Subject) []*Subject {
	fresh := len(n.list)
	for _, s := range subjects {
		s.at = int32(len(n.list))
		s.rarity, s.near, s.in, s.bonds = nil, nil, nil, nil
		n.list = append(n.list, s)
	}
	n.place = append(n.place, make([]int32, len(subjects))...)
	n.marks = append(n.marks, make([]mark, len(subjects))...)
	n.count(fresh)
	for _, i := range n.stale {
		n.look(n.list[i])
	}
	touched := n.compare(n.find(fresh))
	for _, t := range n.turned {
		if s := n.list[t.at]; len(s.bonds) > 0 {
			touched[s] = true
		}
	}
	n.turned = n.turned[:0]
	for _, list := range [][]int32{n.stale, n.moved} {
		for _, i := range list {
			if s := n.list[i]; len(s.bonds) > 0 {
				touched[s] = true // if not the bonds, then the reasons for them may be others
			}
			n.marks[i] = 0
		}
	}
	n.stale, n.moved = n.stale[:0], n.moved[:0]
	return slices.Collect(maps.Keys(touched))
}

// mark is what has to be done about a subject while others come.
type mark uint8

const (
	isStale mark = 1 << iota // its rarities are looked up again, and all its pairs compared
	isMoved                  // its candidates are found again
)

func (n *Net) markStale(i int32) {
	if n.marks[i]&isStale == 0 {
		n.marks[i] |= isStale
		n.stale = append(n.stale, i)
	}
	n.markMoved(i)
}

func (n *Net) markMoved(i int32) {
	if n.marks[i]&isMoved == 0 {
		n.marks[i] |= isMoved
		n.moved = append(n.moved, i)
	}
}

// count puts new subjects under their terms, and marks all for which that changes anything.
func (n *Net) count(fresh int) {
	before, lost := make(map[uint32]rarity), make(map[uint32][]holder) // the latter for terms that become common
	if fresh > 0 {
		for _, s := range n.list[fresh:] {
			for t := range terms.All(s.terms) {
				before[t.Hash()] = n.rarity(t.Hash())
			}
		}
	}
	for _, s := range n.list[fresh:] {
		for t := range terms.All(s.terms) {
			list := n.shelf.add(t.Hash(), holderOf(s.at, isName(t)))
			if len(list) > 0 && fresh > 0 {
				lost[t.Hash()] = list
			}
			for _, h := range list {
				n.markMoved(h.subject()) // what they met through a term that is common now, they meet no more
			}
		}
	}
	from := int32(fresh)
	if n.sample.add(n.list, fresh) {
		from, before = 0, nil
	}
	for i := from; int(i) < len(n.list); i++ {
		n.markStale(i)
	}
	var wide []turn // of terms for which no list is kept
	for hash, was := range before {
		now := n.rarity(hash)
		if now == was {
			continue
		}
		t := turn{hash, now, was.frequent() || now.frequent()}
		if list := lost[hash]; len(list) > 0 { // whoever had it later is new, and looked up anyway
			for _, h := range list {
				n.turn(n.list[h.subject()], t)
			}
			continue
		}
		if n.shelf.count(hash) > posting {
			wide = append(wide, t)
			continue
		}
		n.shelf.holders(hash, func(h holder) {
			n.markMoved(h.subject()) // it counts more or less towards who is near
			n.turn(n.list[h.subject()], t)
		})
	}
	if len(wide) == 0 {
		return
	}
	for _, s := range n.list[:fresh] {
		for _, t := range wide {
			if s.has(t.hash) {
				n.turn(s, t)
			}
		}
	}
}

// turn is a term that is rarer or less rare than before.
type turn struct {
	hash  uint32
	now   rarity
	norms bool // the norms of those that have it change too
}

// turn notes that a term of a subject is rarer or less rare than before.
func (n *Net) turn(s *Subject, t turn) {
	if t.norms {
		n.markStale(s.at)
	}
	if n.marks[s.at]&isStale == 0 {
		s.rarity[s.find(t.hash)] = t.now
		n.turned = append(n.turned, turned{s.at, t.hash})
	}
}

// turned is a subject with a term of it.
type turned struct {
	at   int32
	hash uint32
}

// has tells whether a subject has a term.
func (s *Subject) has(hash uint32) bool { return s.find(hash) >= 0 }

// find is the place of a term among those of a subject, -1 where it has it not.
func (s *Subject) find(hash uint32) int {
	low, high := 0, terms.Len(s.terms)
	for low < high {
		if middle := (low + high) / 2; terms.At(s.terms, middle).Hash() < hash {
			low = middle + 1
		} else {
			high = middle
		}
	}
	if low < terms.Len(s.terms) && terms.At(s.terms, low).Hash() == hash {
		return low
	}
	return -1
}

// look looks up how rare the terms of a subject are.
func (n *Net) look(s *Subject) {
	if s.rarity == nil {
		s.rarity = make([]rarity, terms.Len(s.terms))
	}
	for i := range s.rarity {
		s.rarity[i] = n.rarity(terms.At(s.terms, i).Hash())
	}
	s.norms = s.measure(n.usual())
}

// find finds the candidates of all that are marked, and gives every pair whose probability may be another now.
func (n *Net) find(fresh int) []pair {
	var changed []pair
	note := func(i, j int32) { changed = append(changed, pair{min(i, j), max(i, j)}) }
	for _, i := range n.moved {
		s := n.list[i]
		n.meet(s)
		n.replace(s, n.heaviest(), note)
		if int(i) < fresh {
			continue
		}
		for _, j := range n.finder.met { // those that it is new to
			if n.marks[j]&isMoved == 0 {
				n.insert(n.list[j], candidate{i, n.finder.seen[j]}, note)
			}
		}
	}
	for _, i := range n.stale {
		for _, c := range n.list[i].near {
			note(i, c.other)
		}
		for _, j := range n.list[i].in {
			if n.marks[j]&isStale == 0 {
				note(i, j)
			}
		}
	}
	for _, t := range n.turned { // what two share by it counts more or less now
		for _, c := range n.list[t.at].near {
			if n.list[c.other].has(t.hash) {
				note(t.at, c.other)
			}
		}
	}
	slices.SortFunc(changed, pair.compare)
	return slices.Compact(changed)
}

// replace gives a subject other candidates.
func (n *Net) replace(s *Subject, near []candidate, note func(i, j int32)) {
	is := func(j int32) func(candidate) bool { return func(c candidate) bool { return c.other == j } }
	for _, c := range s.near {
		if !slices.ContainsFunc(near, is(c.other)) {
			n.list[c.other].leave(s.at)
			note(s.at, c.other)
		}
	}
	for _, c := range near {
		if !slices.ContainsFunc(s.near, is(c.other)) {
			o := n.list[c.other]
			o.in = append(o.in, s.at)
			if n.marks[s.at]&isStale == 0 { // else all its pairs are compared
				note(s.at, c.other)
			}
		}
	}
	s.near = append(s.near[:0], near...)
}

// leave forgets that another subject has this one for a candidate.
func (s *Subject) leave(other int32) {
	if i := slices.Index(s.in, other); i >= 0 {
		s.in = slices.Delete(s.in, i, i+1)
	}
}

// insert puts a new candidate where it belongs, if it belongs anywhere.
func (n *Net) insert(s *Subject, c candidate, note func(i, j int32)) {
	at, _ := slices.BinarySearchFunc(s.near, c, n.nearer)
	if at == candidates {
		return
	}
	if len(s.near) == candidates {
		last := s.near[candidates-1].other
		s.near = s.near[:candidates-1]
		n.list[last].leave(s.at)
		note(s.at, last)
	}
	s.near = slices.Insert(s.near, at, c)
	o := n.list[c.other]
	o.in = append(o.in, s.at)
	note(s.at, c.other)
}

// compare gives the pairs their probabilities, and all subjects for which one changed.
func (n *Net) compare(changed []pair) map[*Subject]bool {
	touched := make(map[*Subject]bool)
	for _, p := range changed {
		a, b := n.list[p.a], n.list[p.b]
		score := 0.0
		if a.finds(p.b) || b.finds(p.a) {
			f, _ := compare(a, b)
			score = n.scorer.Probability(&f)
		}
		if a.bind(p.b, score) {
			b.bind(p.a, score)
			touched[a], touched[b] = true, true
		}
	}
	return touched
}

// finds tells whether another subject is among the candidates of this one.
func (s *Subject) finds(other int32) bool {
	for i := range s.near {
		if s.near[i].other == other {
			return true
		}
	}
	return false
}

// bind notes a probability, and tells whether it is another than before.
func (s *Subject) bind(other int32, score float64) bool {
	i := slices.IndexFunc(s.bonds, func(b bond) bool { return b.other == other })
	switch {
	case i < 0 && score < negligible:
		return false
	case i < 0:
		s.bonds = append(s.bonds, bond{other, score})
	case score < negligible:
		s.bonds = slices.Delete(s.bonds, i, i+1)
	case s.bonds[i].score == score:
		return false
	default:
		s.bonds[i].score = score
	}
	return true
}

// Probable lists the subjects that are probably one event with this one by themselves.
func (n *Net) Probable(s *Subject) iter.Seq[*Subject] {
	return func(yield func(*Subject) bool) {
		for _, b := range s.bonds {
			if b.score >= n.scorer.Threshold && !yield(n.list[b.other]) {
				return
			}
		}
	}
}

// Candidates yields the pairs of subjects that are worth comparing, by their places in the list, with their features.
func Candidates(subjects []*Subject) iter.Seq2[[2]int, *Features] {
	return func(yield func([2]int, *Features) bool) {
		n := (&Scorer{Threshold: 1}).Net()
		n.Add(subjects...)
		for i, s := range subjects {
			others := make([]int32, 0, len(s.near)+len(s.in))
			for _, c := range s.near {
				others = append(others, c.other)
			}
			others = append(others, s.in...)
			slices.Sort(others)
			for _, j := range slices.Compact(others) {
				if int(j) <= i {
					continue
				}
				f, _ := compare(s, subjects[j])
				if !yield([2]int{i, int(j)}, &f) {
					return
				}
			}
		}
	}
}
