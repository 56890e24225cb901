package tag

import (
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/perceptron"
	"firsthand/internal/read/segment"
)

// look is what can be seen of one token, whatever its tag: hashes, each already spread over 64 bits.
type look struct {
	word                   uint64 // folded
	end1, end2, end3, end4 uint64 // its last runes
	front                  uint64 // its first three
	form                   uint64 // capital, digits, hyphen: see formOf
	usual                  uint64 // what the lexicon says of it, or of its ending where the lexicon does not know it
	cluster, group         uint64 // words used alike, finely and coarsely; 0 where unknown
	sure                   int16  // its only class, or -1
	mark                   bool   // neither a word nor a number
}

// view is the looks of one sentence with two places on either side, kept between sentences so that nothing is allocated for each.
type view struct{ looks []look }

const margin = 2

func (v *view) fill(x *lexicon, t *segment.Text, first, last int) {
	v.looks = v.looks[:0]
	edge := look{word: spread(1), end3: spread(2), usual: spread(3), form: spread(4), cluster: spread(5), sure: -1}
	v.looks = append(v.looks, edge, edge)
	for i := first; i < last; i++ {
		k := t.Tokens[i]
		w := t.Lower[k.Start:k.End]
		h := hash(w)
		l := look{sure: -1, mark: k.Kind != segment.Word && k.Kind != segment.Number}
		l.word = spread(uint64(h))
		l.form = spread(uint64(formOf(t.Raw[k.Start:k.End], i == first)) | 1<<32)
		ends(w, &l)
		if e := x.find(h); e != nil {
			l.usual = spread(uint64(e.usual) | 1<<33)
			l.sure = e.sure
			if e.cluster != 0 {
				l.cluster = spread(uint64(e.cluster) | 1<<34)
				l.group = spread(uint64(e.cluster>>groupShift) | 1<<35)
			}
		} else {
			l.usual = l.end3 + 1
		}
		v.looks = append(v.looks, l)
	}
	edge.word++
	edge.end3++
	edge.usual++
	v.looks = append(v.looks, edge, edge)
}

// ends fills in the hashes of the word's ends.
func ends(w string, l *look) {
	at := len(w)
	for n := 1; n <= 4; n++ {
		if at > 0 {
			_, m := utf8.DecodeLastRuneInString(w[:at])
			at -= m
		}
		h := spread(uint64(hash(w[at:])) | uint64(n)<<36)
		switch n {
		case 1:
			l.end1 = h
		case 2:
			l.end2 = h
		case 3:
			l.end3 = h
		case 4:
			l.end4 = h
		}
	}
	at = 0
	for range 3 {
		_, m := utf8.DecodeRuneInString(w[at:])
		at += m
	}
	l.front = spread(uint64(hash(w[:at])) | 1<<40)
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

// spread is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func spread(h uint64) uint64 {
	h += 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
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
		case c == '.':
			f |= 128
		case c == '@' || c == '/':
			f |= 256
		}
	}
	if !lower {
		f |= 32
	}
	if len(w) == 1 {
		f |= 512
	}
	if first {
		f |= 64
	}
	return f
}

// width is the number of features of a token.
const width = 40

// features hashes what can be seen of the token at looks[i], given the classes of the two before it, into rows.
func features(s []look, i int, c1, c2 uint8, bits int, rows *[width]uint32) {
	w, p, q, n, m := &s[i], &s[i-1], &s[i-2], &s[i+1], &s[i+2]
	t1, t2 := tagHashes[c1], tagHashes[c2]+1
	for k, v := range [width]uint64{
		0, w.word, w.end1, w.end2, w.end3, w.end4, w.front, w.form, w.usual, w.cluster, w.group,
		t1, t2, t1 + t2<<1,
		w.word + t1<<1, w.end3 + t1<<1, w.form + t1<<1, w.usual + t1<<1, w.cluster + t1<<1,
		w.usual + (t1+t2<<1)<<1,
		p.word, p.end3, q.word, n.word, n.end3, n.usual, m.word, m.usual, n.cluster, p.cluster,
		w.usual + n.usual<<1, w.word + n.usual<<1, t1 + n.usual<<1, n.form<<1 + w.form,
		p.form<<1 + w.form, p.form<<2 + w.form<<1 + n.form, w.form<<1 + w.end3, w.form<<1 + w.usual, p.word<<1 + w.usual, p.usual<<2 + w.usual<<1 + n.usual,
	} {
		rows[k] = perceptron.Row(v+uint64(k)*0xd6e8feb86659fd93, bits)
	}
}

// tagHashes spreads the classes.
var tagHashes = func() (h [256]uint64) {
	for i := range h {
		h[i] = spread(uint64(i) | 1<<41)
	}
	return h
}()
