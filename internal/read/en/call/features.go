package call

import (
	"strconv"

	"firsthand/internal/read/core/plea"
	"firsthand/internal/read/core/segment"
)

// Features are what the classifiers see of the tokens [first, last): the words, pairs of them, the letters that words
// begin and end with, which of the words of calls stand there and beside what, and how long the words are in all.
func Features(x *segment.Text, first, last int) []uint32 {
	f := featurer{x: x, first: first, last: last}
	f.words()
	f.asked()
	f.shape()
	return f.out
}

type featurer struct {
	x           *segment.Text
	first, last int
	out         []uint32
}

func (f *featurer) add(kind, value string) { f.out = append(f.out, plea.Feature(kind+":"+value)) }

func (f *featurer) words() {
	before, second := "^", "^"
	for i := f.first; i < f.last; i++ {
		w := f.word(i)
		f.add("w", w)
		f.add("b", before+" "+w)
		f.add("s", second+" "+w) // with one word between
		f.letters(w)
		before, second = w, before
	}
	f.add("b", before+" $")
}

// word is token i folded; numbers of one length are one.
func (f *featurer) word(i int) string {
	if f.x.Tokens[i].Kind == segment.Number {
		return "#" + strconv.Itoa(min(4, f.x.Tokens[i].End-f.x.Tokens[i].Start))
	}
	return f.x.Fold(i)
}

// letters adds how a word begins and ends, which forgives its spelling.
func (f *featurer) letters(w string) {
	if len(w) < 4 {
		return
	}
	for n := 3; n <= 5 && n < len(w); n++ {
		f.add("p", w[:n])
		f.add("e", w[len(w)-n:])
	}
}

// asked adds the words of calls and what stands shortly before them.
func (f *featurer) asked() {
	me, lack, please := -9, -9, -9
	for i := f.first; i < f.last; i++ {
		w, n := words.Match(f.x, i, f.last)
		if n == 0 {
			continue
		}
		if w.part == sign {
			w.part = need
		}
		f.add("k", strconv.Itoa(int(w.part)))
		switch w.part {
		case self:
			me = i
		case lacking:
			lack = i
			if i-me <= 4 {
				f.add("k", "self lacks")
			}
		case polite:
			please = i
		case need:
			f.add("n", w.value)
			if i-lack <= 6 {
				f.add("nl", w.value)
				f.add("k", "lacks a need")
			}
			if i-me <= 6 {
				f.add("nm", w.value)
				f.add("k", "own need")
			}
			if please >= 0 {
				f.add("k", "please, a need")
			}
		}
		i += n - 1
	}
}

func (f *featurer) shape() {
	caps, letters, digits := 0, 0, 0
	for i := f.first; i < f.last; i++ {
		w := f.x.Word(i)
		for j := range len(w) {
			switch c := w[j]; {
			case c >= 'A' && c <= 'Z':
				caps++
				letters++
			case c >= 'a' && c <= 'z':
				letters++
			case c >= '0' && c <= '9':
				digits++
			case c == '?' || c == '!':
				f.add("m", string(c))
			}
		}
	}
	if caps*2 > letters {
		f.add("m", "capitals")
	}
	if digits >= 7 {
		f.add("m", "number to ring")
	}
	n := 0
	for v := f.last - f.first; v > 3; v /= 2 {
		n++
	}
	f.add("l", strconv.Itoa(n))
}
