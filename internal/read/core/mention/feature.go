package mention

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
)

// start and end are the first and the last bytes of a word, as far as they stand for its stem and its ending.
func start(w string, n int) string { return w[:min(n, len(w))] }
func end(w string, n int) string   { return w[max(0, len(w)-n):] }

// Token gives the features by which token i is seen to mention something, behind a token of the given label.
func (v *View) Token(i int, before Label) []uint32 {
	v.sums = v.sums[:0]
	s := v.t.Sentences[v.t.Tokens[i].Sentence]
	w, l, r := v.t.Fold(i), v.word(i-1, s), v.word(i+1, s)
	tag := v.tag(i, s)
	v.add(of('b').number(int(before)))
	v.add(of('w').text(w))
	v.add(of('W').text(w).number(int(before)))
	v.add(of('l').text(l))
	v.add(of('r').text(r))
	v.add(of('L').text(v.word(i-2, s)))
	v.add(of('R').text(v.word(i+2, s)))
	v.add(of('p').text(l).text(w))
	v.add(of('q').text(w).text(r))
	v.add(of('s').text(start(w, 4)))
	v.add(of('S').text(start(w, 6)))
	v.add(of('e').text(end(w, 3)))
	v.add(of('t').number(tag))
	v.add(of('T').number(tag).text(w))
	v.add(of('u').number(tag).number(v.tag(i-1, s)))
	v.add(of('v').number(tag).number(v.tag(i+1, s)))
	v.add(of('V').number(tag).number(v.tag(i-1, s)).number(v.tag(i+1, s)))
	h := int(v.hint(i, s))
	v.add(of('h').number(h))
	v.add(of('H').number(h).number(tag))
	v.add(of('i').number(h).number(int(before)))
	v.add(of('j').number(int(v.hint(i-1, s))).number(h))
	v.add(of('k').number(h).number(int(v.hint(i+1, s))))
	head, rel := v.g.Arc(i)
	v.add(of('a').number(int(rel)).number(tag))
	v.add(of('A').number(int(rel)).number(h))
	v.add(of('x').number(int(rel)).text(w))
	if head >= 0 {
		v.add(of('y').text(v.t.Fold(head)))
		v.add(of('Y').text(v.t.Fold(head)).text(w))
		v.add(of('z').number(int(v.g.Tags[head])).number(int(rel)))
		v.add(of('Z').number(int(v.hint(head, s))).number(int(rel)).number(h))
	}
	return v.sums
}

// children are the tokens that depend on token i.
func (v *View) children(i int) []int32 {
	n := v.t.Tokens[i].Sentence
	if !v.done[n] {
		v.done[n] = true
		s := v.t.Sentences[n]
		for k := s.First; k < s.Last; k++ {
			if head, _ := v.g.Arc(k); head >= 0 {
				v.below[head] = append(v.below[head], int32(k))
			}
		}
	}
	return v.below[i]
}

// How far to the left and right of a mention its words are looked at for what makes it real or not, and how far before
// its sentence for what it may be.
const (
	lookBack   = 150
	reachLeft  = 8
	reachRight = 5
)

// Realis gives the features by which a mention is seen to have happened or not.
func (v *View) Realis(m Run) []uint32 {
	v.sums = v.sums[:0]
	s := v.t.Sentences[v.t.Tokens[m.Lo].Sentence]
	w := v.t.Fold(m.Lo)
	v.add(of('0'))
	v.add(of('w').text(w))
	v.add(of('t').number(v.tag(m.Lo, s)))
	v.add(of('T').number(v.tag(m.Lo, s)).number(v.tag(m.Lo-1, s)))
	for k := 1; k <= reachLeft; k++ {
		v.add(of('l').text(v.word(m.Lo-k, s)))
		if k <= 3 {
			v.add(of('L').number(k).text(v.word(m.Lo-k, s)))
		}
		if mood := v.mood(m.Lo-k, s); mood != 0 {
			v.add(of('m').number(mood))
			if k <= 4 {
				v.add(of('M').number(mood))
			}
			if k == 1 {
				v.add(of('n').number(mood))
			}
		}
	}
	for k := range reachRight {
		v.add(of('r').text(v.word(m.Hi+k, s)))
		if mood := v.mood(m.Hi+k, s); mood != 0 {
			v.add(of('N').number(mood))
		}
	}
	lo, hi := v.around(m.Lo, s)
	for i := lo; i < hi; i++ {
		if mood := v.mood(i, s); mood != 0 {
			v.add(of('Q').number(mood))
		}
	}
	v.add(of('R').text(v.word(m.Hi, s)))
	v.add(of('p').text(v.word(m.Lo-2, s)).text(v.word(m.Lo-1, s)))
	v.above(m.Lo, s)
	if v.t.Quoted(m.Lo) >= 0 {
		v.add(of('q'))
	}
	return v.sums
}

// above gives the words that a mention hangs on, and the function words of each.
func (v *View) above(at int, s segment.Sentence) {
	v.function(at, 'c')
	for depth := range 3 {
		head, rel := v.g.Arc(at)
		if head < 0 {
			v.add(of('o').number(depth))
			break
		}
		v.add(of('g').text(v.t.Fold(head)))
		v.add(of('G').number(depth).number(int(rel)).text(v.t.Fold(head)))
		v.add(of('h').number(depth).number(v.mood(head, s)))
		v.add(of('H').number(v.mood(head, s)))
		v.add(of('a').number(depth).number(int(rel)))
		v.add(of('d').number(depth).number(int(v.g.Tags[head])))
		v.function(head, 'C'+byte(depth))
		at = head
	}
}

// function gives the function words that depend on token i.
func (v *View) function(i int, letter byte) {
	for _, c := range v.children(i) {
		_, rel := v.g.Arc(int(c))
		switch rel {
		case syntax.Aux, syntax.Mark, syntax.Advmod, syntax.Det, syntax.Case, syntax.Cop, syntax.Amod:
			v.add(of(letter).number(int(rel)).text(v.t.Fold(int(c))))
			if mood := v.mood(int(c), v.t.Sentences[v.t.Tokens[c].Sentence]); mood != 0 {
				v.add(of(letter + 64).number(mood))
			}
		}
	}
}

// Kind gives the features by which the kind of a mention is seen: its words, those around it and those of the report's
// other mentions, of which before and after are those next to it. [View.Tell] has told of all of them.
func (v *View) Kind(m Run, beside []Run) []uint32 {
	v.sums = v.sums[:0]
	n := v.t.Tokens[m.Lo].Sentence
	s := v.t.Sentences[n]
	w := v.t.Fold(m.Lo)
	v.add(of('0'))
	v.add(of('w').text(w))
	for i := m.Lo; i < min(m.Hi, m.Lo+near); i++ {
		v.add(of('W').text(v.t.Fold(i)))
		v.add(of('h').number(int(v.hint(i, s))))
	}
	v.add(of('s').text(start(w, 5)))
	v.add(of('l').text(v.word(m.Lo-1, s)))
	v.add(of('r').text(v.word(m.Hi, s)))
	v.add(of('p').text(v.word(m.Lo-1, s)).text(w))
	v.add(of('q').text(w).text(v.word(m.Hi, s)))
	if head, rel := v.g.Arc(m.Lo); head >= 0 {
		v.add(of('g').text(v.t.Fold(head)))
		v.add(of('G').number(int(rel)).number(int(v.hint(head, s))))
	}
	v.sentence(m, s)
	for _, o := range beside {
		if v.t.Tokens[o.Lo].Sentence == n && o.Lo != m.Lo {
			v.add(of('f').text(v.t.Fold(o.Lo)))
			v.add(of('F').text(v.t.Fold(o.Lo)).text(w))
		}
	}
	for _, o := range v.words {
		v.add(of('d').text(o))
	}
	for _, h := range v.kinds {
		v.add(of('D').number(int(h)))
		v.add(of('E').number(int(h)).text(w))
	}
	return v.sums
}

// sentence gives the words and hints around a mention in its sentence, and the last hints before the sentence.
func (v *View) sentence(m Run, s segment.Sentence) {
	w, own := v.t.Fold(m.Lo), int(v.hint(m.Lo, s))
	lo, hi := v.around(m.Lo, s)
	for i := lo; i < hi; i++ {
		if v.t.Tokens[i].Kind != segment.Word || len(v.t.Fold(i)) < 3 {
			continue
		}
		v.add(of('c').text(v.t.Fold(i)))
		if h := int(v.hint(i, s)); h != 0 {
			v.add(of('i').number(h))
			v.add(of('I').number(h).text(w))
			v.add(of('J').number(h).number(own))
		}
	}
	for back, found := s.First-1, 0; back >= max(0, s.First-lookBack) && found < 3; back-- {
		if h := int(v.hints.Triggers[back]); h != 0 {
			v.add(of('n').number(h).number(own))
			v.add(of('N').number(h).text(w))
			found++
		}
	}
}
