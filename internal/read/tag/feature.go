package tag

import (
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/segment"
)

// shape is what a word looks like, whatever it says.
type shape struct {
	word, suffix3, suffix2 uint32 // hashes of the folded word and of its last runes
	form                   uint32 // capital, digits, hyphen, mark: see formOf
	punct                  bool
}

// lookup holds the shapes of one sentence; kept between sentences so that nothing is allocated for each.
type lookup struct{ shapes []shape }

func (l *lookup) fill(t *segment.Text, first, last int) {
	l.shapes = l.shapes[:0]
	for i := first; i < last; i++ {
		k := t.Tokens[i]
		w := t.Lower[k.Start:k.End]
		s := shape{word: hash(w), form: formOf(t.Raw[k.Start:k.End], i == first), punct: k.Kind != segment.Word && k.Kind != segment.Number}
		s.suffix3 = hash(w[tail(w, 3):]) ^ 0x9e3779b9
		s.suffix2 = hash(w[tail(w, 2):]) ^ 0x85ebca6b
		l.shapes = append(l.shapes, s)
	}
}

// hash is FNV-1a, in which the typographic apostrophe counts as the straight one.
func hash(w string) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c == 0xe2 && i+2 < len(w) && w[i+1] == 0x80 && w[i+2] == 0x99 {
			c = '\''
			i += 2
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

// tail is the offset of the last n runes of w.
func tail(w string, n int) int {
	at := len(w)
	for ; n > 0 && at > 0; n-- {
		_, m := utf8.DecodeLastRuneInString(w[:at])
		at -= m
	}
	return at
}

// formOf packs what a word looks like: first letter, all capitals, digits, hyphen, and whether it opens its sentence.
func formOf(w string, first bool) uint32 {
	var f uint32
	r, _ := utf8.DecodeRuneInString(w)
	if unicode.IsUpper(r) {
		f |= 1
	}
	if unicode.IsDigit(r) {
		f |= 2
	}
	lower := false
	for i := range len(w) {
		switch c := w[i]; {
		case c == '-':
			f |= 4
		case 'a' <= c && c <= 'z':
			lower = true
		case '0' <= c && c <= '9':
			f |= 8
		case c >= utf8.RuneSelf:
			f |= 16
		}
	}
	if !lower {
		f |= 32
	}
	if first {
		f |= 64
	}
	return f
}

// width is the number of features of a token.
const width = 18

// features hashes what can be seen of token i, given the tags before it, into rows of the weight table.
func features(s []shape, i int, t1, t2 Tag, rows *[width]uint32) {
	at := func(j int) shape {
		switch {
		case j < 0:
			return shape{word: 1, suffix3: 1}
		case j >= len(s):
			return shape{word: 2, suffix3: 2}
		}
		return s[j]
	}
	w, p, q, n, m := s[i], at(i-1), at(i-2), at(i+1), at(i+2)
	for k, v := range [width]uint32{
		0, w.word, w.suffix3, w.suffix2, w.form,
		uint32(t1), uint32(t2), uint32(t1)<<8 | uint32(t2),
		w.word*31 + uint32(t1), w.suffix3*31 + uint32(t1),
		p.word, p.suffix3, q.word, n.word, n.suffix3, m.word,
		w.form<<8 | uint32(t1), n.form<<16 | w.form<<8 | 1,
	} {
		rows[k] = mix(v, uint32(k)) & (table - 1)
	}
}

// mix spreads a value and the number of its feature over 32 bits (the finaliser of MurmurHash3).
func mix(v, k uint32) uint32 {
	h := v*0xcc9e2d51 ^ (k+1)*0x9e3779b1
	h = (h ^ h>>16) * 0x85ebca6b
	h = (h ^ h>>13) * 0xc2b2ae35
	return h ^ h>>16
}
