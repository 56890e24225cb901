// Package lexicon reads the word lists that the rules of reading look up, and finds their entries in a text.
//
// A word list is a text file beside the rules that use it. One line is one entry:
//
//	forms, separated by commas | field | … | why it is there
//
// Forms are in lower case; a form of several words has one blank between them, cut where package segment cuts tokens.
// The last field says in plain words where the entry comes from and is never left out. Empty lines and lines that begin
// with # count for nothing.
package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"firsthand/internal/read/core/segment"
)

// Entry is one line of a word list.
type Entry struct {
	Forms  []string
	Fields []string // what stands between the forms and the reason
	Why    string
	Line   int // counted from 1
}

// Parse reads a word list whose lines carry exactly fields fields. The error names the line.
func Parse(list string, fields int) ([]Entry, error) {
	var out []Entry
	n := 0
	for line := range strings.Lines(list) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) != fields+2 {
			return nil, fmt.Errorf("read word list: line %d has %d cells, want %d", n, len(cells), fields+2)
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		e := Entry{Fields: cells[1 : len(cells)-1], Why: cells[len(cells)-1], Line: n}
		if e.Why == "" {
			return nil, fmt.Errorf("read word list: line %d does not say why it is there", n)
		}
		for form := range strings.SplitSeq(cells[0], ",") {
			form = strings.Join(strings.Fields(form), " ")
			if form == "" || form != strings.ToLower(form) {
				return nil, fmt.Errorf("read word list: line %d: form %q is empty or not in lower case", n, form)
			}
			e.Forms = append(e.Forms, form)
		}
		out = append(out, e)
	}
	return out, nil
}

// Must is Parse for a list that is part of the program, where a broken line is a mistake of the build: it panics.
func Must(list string, fields int) []Entry {
	out, err := Parse(list, fields)
	if err != nil {
		panic(err)
	}
	return out
}

// Table finds forms in a text by one look-up a token. The zero Table is empty and ready to use.
type Table[V any] struct {
	heads map[string]*head[V]
}

// head is all forms that begin with the same word.
type head[V any] struct {
	alone   V
	single  bool // the word is a form by itself
	phrases []phrase[V]
}

// phrase is a form of several words; rest holds all but the first.
type phrase[V any] struct {
	rest  []string
	value V
}

// Add enters a form. A form that is there already gets the new value.
func (t *Table[V]) Add(form string, v V) {
	words := strings.Fields(form)
	if len(words) == 0 {
		return
	}
	if t.heads == nil {
		t.heads = map[string]*head[V]{}
	}
	h := t.heads[words[0]]
	if h == nil {
		h = &head[V]{}
		t.heads[words[0]] = h
	}
	rest := words[1:]
	if len(rest) == 0 {
		h.alone, h.single = v, true
		return
	}
	for i := range h.phrases {
		if slices.Equal(h.phrases[i].rest, rest) {
			h.phrases[i].value = v
			return
		}
	}
	h.phrases = append(h.phrases, phrase[V]{rest, v})
	slices.SortStableFunc(h.phrases, func(a, b phrase[V]) int { return len(b.rest) - len(a.rest) })
}

// Word is the value of a form of one word.
func (t *Table[V]) Word(w string) (v V, ok bool) {
	if h := t.heads[w]; h != nil && h.single {
		return h.alone, true
	}
	return v, false
}

// Match finds the longest form that begins at token i of x and ends before token end. n is the number of its tokens, 0
// where there is none.
func (t *Table[V]) Match(x *segment.Text, i, end int) (v V, n int) {
	h := t.heads[x.Fold(i)]
	if h == nil {
		return v, 0
	}
next:
	for p := range h.phrases {
		rest := h.phrases[p].rest
		if i+len(rest) >= end {
			continue
		}
		for j, w := range rest {
			if x.Fold(i+1+j) != w {
				continue next
			}
		}
		return h.phrases[p].value, 1 + len(rest)
	}
	if h.single {
		return h.alone, 1
	}
	return v, 0
}
