package syntax

import (
	"firsthand/internal/read/core/segment"
)

// NameKind is what a name names.
type NameKind uint8

// The kinds of names.
const (
	Person NameKind = iota + 1
	Organization
	Place
)

var nameKinds = map[string]NameKind{"person": Person, "organization": Organization, "place": Place}

// String is the kind as GUM writes it.
func (k NameKind) String() string {
	for name, of := range nameKinds {
		if of == k {
			return name
		}
	}
	return "?"
}

// Name is the name of a person, an organisation or a place: the tokens [Lo, Hi) of one sentence.
type Name struct {
	Lo, Hi int
	Kind   NameKind
	votes  votes
}

// votes are scores of the kinds of names.
type votes [Place + 1]float32

// name adds the names among the tokens [lo, hi) to out, with the scores of each kind for the vote that settles it.
func (w *worker) name(g *Grammar, lo, hi int, out []Name) []Name {
	m, n := w.m, hi-lo
	rows := g.sentence[lo*m.Width() : hi*m.Width()]
	k := m.name.Out()
	w.scores, w.found = room(w.scores, n*k), room(w.found, n)
	m.name.Apply(w.scores, rows, n)
	w.names.Best(w.found, w.scores, n)
	for i := 0; i < n; i++ {
		if w.found[i] == 0 {
			continue
		}
		first := i
		for i+1 < n && w.found[i+1] > 0 && w.found[i+1]%2 == 0 {
			i++
		}
		name := Name{Lo: lo + first, Hi: lo + i + 1, Kind: m.kinds[w.found[first]]}
		for t := first; t <= i; t++ {
			for l := 1; l < k; l++ {
				if (t == first) == (l%2 == 1) {
					name.votes[m.kinds[l]] += w.scores[t*k+l]
				}
			}
		}
		out = append(out, name)
	}
	return out
}

// vote gives all names of the same words the kind that the text as a whole speaks for: a sentence by itself often does
// not tell whether a name is that of a person or of a place. A single word that is the last of a person's longer name
// counts as that name, too.
func vote(t *segment.Text, names []Name) {
	sums := map[string]*votes{}
	add := func(key string, v *votes) {
		if sums[key] == nil {
			sums[key] = &votes{}
		}
		for k := range v {
			sums[key][k] += v[k]
		}
	}
	words := func(n Name) string { return t.Lower[t.Tokens[n.Lo].Start:t.Tokens[n.Hi-1].End] }
	for i := range names {
		n := &names[i]
		add(words(*n), &n.votes)
		if n.Kind == Person && n.Hi-n.Lo > 1 {
			add(t.Fold(n.Hi-1), &n.votes)
		}
	}
	for i := range names {
		n := &names[i]
		v := sums[words(*n)]
		n.Kind = Person
		for k := Organization; k <= Place; k++ {
			if v[k] > v[n.Kind] {
				n.Kind = k
			}
		}
	}
}
