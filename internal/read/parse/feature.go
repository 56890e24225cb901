package parse

import (
	"math/bits"

	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
)

// look is what can be seen of one word before anything is parsed: hashes, each spread over 64 bits.
type look struct {
	w, t, wt uint64 // the word, its tags, both
	u        uint64 // its universal part of speech
	end      uint64 // its last runes
	// How many verbs, commas and conjunctions stand before it in the sentence.
	verbs, commas, ands uint16
}

// view is the looks of one sentence; the first is nobody's.
type view struct{ looks []look }

func (v *view) fill(t *segment.Text, first, last int, tags []tag.Tag, upos []tag.UPOS) {
	v.looks = append(v.looks[:0], look{w: spread(1), t: spread(2), wt: spread(3), u: spread(4), end: spread(5)})
	var verbs, commas, ands uint16
	for i := first; i < last; i++ {
		k := t.Tokens[i]
		w := t.Lower[k.Start:k.End]
		h := uint64(hash(w))
		l := look{w: spread(h | 1<<32), u: spread(uint64(upos[i]) | 1<<33), verbs: verbs, commas: commas, ands: ands}
		if k.Kind == segment.Word || k.Kind == segment.Number {
			l.t = spread(uint64(tags[i])<<8 | uint64(upos[i]) | 1<<34)
			l.end = spread(uint64(hash(w[max(0, len(w)-3):])) | 1<<36)
		} else {
			l.t = spread(h | 1<<35)
			l.end = l.t
		}
		l.wt = spread(l.w + l.t<<1)
		v.looks = append(v.looks, l)
		switch {
		case upos[i] == tag.VERB || upos[i] == tag.AUX:
			verbs++
		case upos[i] == tag.CCONJ:
			ands++
		case w == "," || w == ";" || w == "—" || w == "–":
			commas++
		}
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

// spread is the finaliser of SplitMix64 (Steele, Lea and Flood 2014).
func spread(h uint64) uint64 {
	h += 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// small spreads small numbers and labels.
var small = func() (s [256]uint64) {
	for i := range s {
		s[i] = spread(uint64(i) | 1<<40)
	}
	return s
}()

const salt = 0xd6e8feb86659fd93

// of spreads a set of labels.
func of(set uint64) uint64 {
	return bits.RotateLeft64((set+1)*0xff51afd7ed558ccd, 29) * 0xc4ceb9fe1a85ec53
}

// apart is how far two words lie apart, coarsely.
func apart(a, b int32) uint64 {
	d := b - a
	switch {
	case a == nobody || b == nobody:
		return small[0]
	case d <= 4:
		return small[d]
	case d <= 6:
		return small[5]
	case d <= 10:
		return small[6]
	case d <= 20:
		return small[7]
	}
	return small[8]
}

// between is what stands between the words a and b: verbs, commas, conjunctions, none, one or more of each.
func (v *view) between(a, b int32) uint64 {
	x, y := &v.looks[a], &v.looks[b]
	if a == nobody || b == nobody {
		return small[100]
	}
	n := min(y.verbs-x.verbs, 2) + 3*min(y.commas-x.commas, 2) + 9*min(y.ands-x.ands, 1)
	return small[100+n]
}

// actionWidth is the number of features that decide on an action.
const actionWidth = 88

// actionFeatures hashes what decides on the next action.
func (v *view) actionFeatures(s *state, rows *[actionWidth]uint64) {
	i0, i1, i2 := s.at(0), s.at(1), s.at(2)
	j0, j1, j2 := s.ahead(0), s.ahead(1), s.ahead(2)
	s0, s1, s2 := &v.looks[i0], &v.looks[i1], &v.looks[i2]
	b0, b1, b2 := &v.looks[j0], &v.looks[j1], &v.looks[j2]
	n0, n1, m0 := &s.nodes[i0], &s.nodes[i1], &s.nodes[j0]
	s0l1, s0l2, s0r1, s0r2 := &v.looks[n0.l1], &v.looks[n0.l2], &v.looks[n0.r1], &v.looks[n0.r2]
	s1l1, s1r1, s1r2 := &v.looks[n1.l1], &v.looks[n1.r1], &v.looks[n1.r2]
	b0l1, b0l2 := &v.looks[m0.l1], &v.looks[m0.l2]
	s0l1l, s0r1l := small[s.nodes[n0.l1].label], small[s.nodes[n0.r1].label]
	s1l1l, s1r1l, b0l1l := small[s.nodes[n1.l1].label], small[s.nodes[n1.r1].label], small[s.nodes[m0.l1].label]
	s0l, s0r, s1l, s1r, b0l := of(n0.lset), of(n0.rset), of(n1.lset), of(n1.rset), of(m0.lset)
	d0, d1 := apart(i0, j0), apart(i1, i0)
	t0, t1, u0 := s0.t<<1, s1.t<<2, b0.t
	s0b0, s1s0 := t0+u0, t1+t0
	var before, after *look = &v.looks[0], &v.looks[0]
	if i0 > 1 {
		before = &v.looks[i0-1]
	}
	if int(i0) < len(v.looks)-1 {
		after = &v.looks[i0+1]
	}
	*rows = [actionWidth]uint64{
		s0.wt, s0.w, s0.t, s1.wt, s1.w, s1.t, b0.wt, b0.w, b0.t, b1.wt, b1.w, b1.t, b2.wt, b2.w, b2.t, s2.wt, s2.t,
		s0.wt<<1 + b0.wt, s0.wt<<1 + b0.w, s0.w<<1 + b0.wt, s0.wt<<1 + b0.t, s0.t<<1 + b0.wt, s0.w<<1 + b0.w, s0b0,
		b0.t<<1 + b1.t, s0.t<<1 + b1.t, b0.w<<1 + b1.w, s0.w<<1 + b1.w,
		s1.wt<<1 + s0.wt, s1.wt<<1 + s0.t, s1.t<<1 + s0.wt, s1.w<<1 + s0.w, s1s0, s1.w<<1 + s0.t,
		s1.t<<1 + b0.t, s1.w<<1 + b0.w, s1.wt<<1 + b0.t, s1.t<<1 + b0.wt,
		u0 + b1.t<<1 + b2.t<<2, s0b0 + b1.t<<2, s1s0 + u0, s1s0 + s2.t<<3, s1s0 + u0 + b1.t<<3, s0.w + u0<<1 + b1.t<<2,
		s0b0 + s0l1.t<<2, s0b0 + s0r1.t<<2, s0b0 + b0l1.t<<2, s1s0 + s1r1.t<<3, s1s0 + s1l1.t<<3, s1s0 + s0l1.t<<3, s1s0 + s0r1.t<<3,
		t0 + s0l1.t + s0l2.t<<2, t0 + s0r1.t + s0r2.t<<2, u0 + b0l1.t<<1 + b0l2.t<<2, t1 + s1r1.t + s1r2.t<<1,
		s1.w + s0l1.w<<1, s1s0 + s0l1.w<<3, s1.w + s0l1.w<<1 + t0<<1, s0b0 + b0l1.w<<2, s1.t + s0.w<<1 + s0l1.w<<2,
		t0 + s0l1l, t0 + s0r1l, t1 + s1r1l, t1 + s1l1l, u0 + b0l1l,
		s1.w + s1r, s0.w + s0l, t0 + s0l, t0 + s0r, t1 + s1l, t1 + s1r, u0 + b0l, b0.w + b0l, s1s0 + s1r<<1, s0b0 + s0r<<1, s0b0 + b0l<<1,
		s0.wt + small[n0.nr], s1.wt + small[n1.nr], s0b0 + d0<<2, s0.w + d0<<1, b0.w + d0<<1, s1s0 + d1<<1, s1.w + d1<<1,
		s0b0 + v.between(i0, j0)<<2, s1s0 + v.between(i1, i0)<<1,
		t0 + before.t, t0 + after.t, s1.u + s0.u<<1 + b0.u<<2 + b1.u<<3,
	}
}

// labelWidth is the number of features that decide on a label.
const labelWidth = 40

// labelFeatures hashes what decides on the label of an arc.
func (v *view) labelFeatures(s *state, head, dependent int32, rows *[labelWidth]uint64) {
	h, d := &v.looks[head], &v.looks[dependent]
	nh, nd := &s.nodes[head], &s.nodes[dependent]
	dl1, dr1, dl2 := &v.looks[nd.l1], &v.looks[nd.r1], &v.looks[nd.l2]
	hl1, hr1 := &v.looks[nh.l1], &v.looks[nh.r1]
	dl1l, dr1l, hl1l, hr1l := small[s.nodes[nd.l1].label], small[s.nodes[nd.r1].label], small[s.nodes[nh.l1].label], small[s.nodes[nh.r1].label]
	dl, dr, hl, hr := of(nd.lset), of(nd.rset), of(nh.lset), of(nh.rset)
	var before, after *look = &v.looks[0], &v.looks[0]
	if dependent > 1 {
		before = &v.looks[dependent-1]
	}
	if int(dependent) < len(v.looks)-1 {
		after = &v.looks[dependent+1]
	}
	var far, mid uint64
	side := uint64(salt)
	if head < dependent {
		far, mid = apart(head, dependent), v.between(head, dependent)
		side = 0
	} else {
		far, mid = apart(dependent, head), v.between(dependent, head)
	}
	both := h.t + d.t<<1
	*rows = [labelWidth]uint64{
		0, d.wt, d.w, d.t, h.wt, h.w, h.t, both, h.w + d.w<<1, h.w + d.t<<1, h.t + d.w<<1, h.wt + d.wt<<1, d.end, d.end + h.t<<1,
		both + dl1.t<<2, d.t + dl1.w<<1, both + dl1.w<<2, h.w + dl1.w<<1, h.w + dl1.w<<1 + d.t<<2, both + dr1.t<<2, dl2.t + dl1.t<<1 + d.t<<2,
		both + dl1l, both + dr1l, d.t + dl<<1, d.t + dr<<1, both + dl<<1, both + dr<<1, both + hl<<1, both + hr<<1, h.w + hl, h.w + hr,
		both + hl1l + hl1.t<<2, both + hr1l + hr1.t<<2,
		both + far<<2, both + mid<<2, d.w + mid<<1, before.t + d.t<<1, after.t + d.t<<1, before.w + d.t<<1, d.w + dl<<1,
	}
	for k := range rows {
		rows[k] += side
	}
}
