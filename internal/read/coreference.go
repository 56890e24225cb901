package read

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
	"firsthand/internal/read/core/treebank"
	"firsthand/internal/read/en/entity"
)

// partition says of whom words speak: the entity by the token that the words depend on.
type partition map[int]string

// goldPartition is who is who in a document of a treebank; of several mentions with one head the outermost counts.
func goldPartition(gold treebank.Tokens) partition {
	p, length := partition{}, map[int]int{}
	for _, m := range gold.Mentions {
		if m.Last-m.First > length[m.Head] {
			p[m.Head], length[m.Head] = m.Entity, m.Last-m.First
		}
	}
	return p
}

// foundPartition is who is who as we read it.
func foundPartition(t *segment.Text, g *syntax.Grammar) partition {
	nouns := entity.New(t, g, "", nil)
	cast := nouns.Cast(nil)
	p, length := partition{}, map[int]int{}
	for i := range cast.Len() {
		m := cast.Mention(i)
		id := cast.At(i).ID()
		if head := nouns.Root(entity.Run{Lo: m.First, Hi: m.Last}); id != "" && m.Last-m.First > length[head] {
			p[head], length[head] = id, m.Last-m.First
		}
	}
	return p
}

// clusters are the sets of mentions that are one entity. An entity that is mentioned once is none: nothing is joined
// there (Pradhan et al. 2012).
func (p partition) clusters() map[string]map[int]bool {
	all := map[string]map[int]bool{}
	for at, id := range p {
		if all[id] == nil {
			all[id] = map[int]bool{}
		}
		all[id][at] = true
	}
	for id, c := range all {
		if len(c) < 2 {
			delete(all, id)
		}
	}
	return all
}

// of is the cluster of each mention.
func of(clusters map[string]map[int]bool) map[int]string {
	m := map[int]string{}
	for id, c := range clusters {
		for at := range c {
			m[at] = id
		}
	}
	return m
}

// Coreference is how well two partitions agree, by three measures: the numerators and denominators of recall and of
// precision.
type Coreference struct{ MUC, BCubed, CEAF [4]float64 }

// add adds one document.
func (c *Coreference) add(gold, found partition) {
	key, answer := gold.clusters(), found.clusters()
	inKey, inAnswer := of(key), of(answer)
	for i, side := range [...]struct {
		sets   map[string]map[int]bool
		others map[int]string
		sizes  map[string]map[int]bool
	}{{key, inAnswer, answer}, {answer, inKey, key}} {
		for _, set := range side.sets {
			parts, alone := map[string]int{}, 0
			for at := range set {
				if id, ok := side.others[at]; ok {
					parts[id]++
				} else {
					alone++
				}
			}
			c.MUC[2*i] += float64(len(set) - len(parts) - alone)
			c.MUC[2*i+1] += float64(len(set) - 1)
			for _, n := range parts {
				c.BCubed[2*i] += float64(n*n) / float64(len(set))
			}
			c.BCubed[2*i+1] += float64(len(set))
		}
	}
	best := alignment(key, answer)
	c.CEAF[0] += best
	c.CEAF[1] += float64(len(key))
	c.CEAF[2] += best
	c.CEAF[3] += float64(len(answer))
}

// alignment is the similarity of two partitions under the best alignment of their clusters, each with one at most (Luo
// 2005, with his fourth similarity).
func alignment(key, answer map[string]map[int]bool) float64 {
	var rows, columns []map[int]bool
	for _, c := range key {
		rows = append(rows, c)
	}
	for _, c := range answer {
		columns = append(columns, c)
	}
	n := max(len(rows), len(columns))
	cost := make([][]float64, n)
	for i := range cost {
		cost[i] = make([]float64, n)
		for j := range cost[i] {
			if i < len(rows) && j < len(columns) {
				cost[i][j] = -similarity(rows[i], columns[j])
			}
		}
	}
	return -assignment(cost)
}

func similarity(a, b map[int]bool) float64 {
	both := 0
	for at := range a {
		if b[at] {
			both++
		}
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}

// assignment is the least cost of giving each row a column of its own (Kuhn 1955, Munkres 1957).
func assignment(cost [][]float64) float64 {
	n := len(cost)
	const never = 1e18
	u, v := make([]float64, n+1), make([]float64, n+1)
	row := make([]int, n+1) // of each column
	for i := 1; i <= n; i++ {
		row[0] = i
		at := 0
		least, from, done := make([]float64, n+1), make([]int, n+1), make([]bool, n+1)
		for j := range least {
			least[j] = never
		}
		for row[at] != 0 {
			done[at] = true
			delta, next := never, 0
			for j := 1; j <= n; j++ {
				if done[j] {
					continue
				}
				if c := cost[row[at]-1][j-1] - u[row[at]] - v[j]; c < least[j] {
					least[j], from[j] = c, at
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := range done {
				if done[j] {
					u[row[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			at = next
		}
		for at != 0 {
			row[at] = row[from[at]]
			at = from[at]
		}
	}
	total := 0.0
	for j := 1; j <= n; j++ {
		total += cost[row[j]-1][j-1]
	}
	return total
}
