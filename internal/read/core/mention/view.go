package mention

import (
	"slices"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/syntax"
)

// Label says whether a token mentions something: it does not, it begins a mention, it goes on with one.
type Label uint8

// The labels.
const (
	Outside Label = iota
	Begins
	GoesOn
	Labels // how many there are
)

// Run is the tokens [Lo, Hi).
type Run struct{ Lo, Hi int }

// hash is a feature under way: FNV-1a (Fowler, Noll, Vo) over its name and its words.
type hash uint32

const (
	offset hash = 2166136261
	prime  hash = 16777619
)

func (h hash) text(s string) hash {
	for i := 0; i < len(s); i++ {
		h = (h ^ hash(s[i])) * prime
	}
	return (h ^ 0xff) * prime // so that "ab","c" is not "a","bc"
}

func (h hash) number(n int) hash { return (h ^ hash(n+7)) * prime * prime }

// of begins a feature of the kind that the letter names.
func of(letter byte) hash { return (offset ^ hash(letter)) * prime }

// View is what features are taken from: the tokens, their grammar, and what a language's own lists say of each token.
// Training sees the same of a text as reading.
type View struct {
	t     *segment.Text
	g     *syntax.Grammar
	hints Hints
	below [][]int32 // of each token of a sentence that was asked for, the tokens that depend on it
	done  []bool    // of each sentence
	words []string  // of the first mentions of the text, each once, and hints of them: see tell
	kinds []Hint
	sums  []uint32
	row   []int8
}

// NewView looks at a text with the given grammar and hints.
func NewView(t *segment.Text, g *syntax.Grammar, hints Hints) *View {
	return &View{t: t, g: g, hints: hints, below: make([][]int32, len(t.Tokens)), done: make([]bool, len(t.Sentences))}
}

// Row is what the network makes of token i: in its sentence, in the text, and by itself. It is overwritten by the next
// call.
func (v *View) Row(i int) []int8 {
	v.row = append(append(v.row[:0], v.g.Sentence(i)...), v.g.Text(i)...)
	n, width := len(v.row), v.g.InputWidth()
	v.row = slices.Grow(v.row, width)[:n+width]
	v.g.Inputs(v.row[n:], i, i+1)
	return v.row
}

// Candidate reports whether token i can begin a mention: it is a word of an open class.
func (v *View) Candidate(i int) bool {
	if v.t.Tokens[i].Kind != segment.Word {
		return false
	}
	tag := v.g.Tags[i]
	return tag.Noun() || tag.Verb() || tag.Adjective() || v.hints.Triggers[i] != 0
}

// word is the folded word of token i, or a mark for the edge of sentence s.
func (v *View) word(i int, s segment.Sentence) string {
	if i < s.First || i >= s.Last {
		return "|"
	}
	return v.t.Fold(i)
}

func (v *View) tag(i int, s segment.Sentence) int {
	if i < s.First || i >= s.Last {
		return -1
	}
	return int(v.g.Tags[i])
}

func (v *View) hint(i int, s segment.Sentence) Hint {
	if i < s.First || i >= s.Last {
		return 0
	}
	return v.hints.Triggers[i]
}

func (v *View) mood(i int, s segment.Sentence) int {
	if i < s.First || i >= s.Last {
		return 0
	}
	return int(v.hints.Moods[i])
}

func (v *View) add(h hash) { v.sums = append(v.sums, uint32(h)) }

// most bounds how many of a text's mentions tell of the others, and near how many tokens before and behind one do.
const (
	most = 200
	near = 60
)

// Tell says which words of the text are mentions, before [View.Kind] is asked.
func (v *View) Tell(all []Run) {
	v.words, v.kinds = v.words[:0], v.kinds[:0]
	words, kinds := map[string]bool{}, map[Hint]bool{}
	for _, m := range all[:min(len(all), most)] {
		if w := v.t.Fold(m.Lo); !words[w] {
			words[w] = true
			v.words = append(v.words, w)
		}
		if h := v.hints.Triggers[m.Lo]; !kinds[h] {
			kinds[h] = true
			v.kinds = append(v.kinds, h)
		}
	}
}

// around is the tokens of a sentence near token i.
func (v *View) around(i int, s segment.Sentence) (lo, hi int) {
	return max(s.First, i-near), min(s.Last, i+near)
}
