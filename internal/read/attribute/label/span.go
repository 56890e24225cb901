package label

import "firsthand/internal/read/segment"

// The labels of a token, seen from a cue.
const (
	outside = iota
	beginSource
	inSource
	beginContent
	inContent
	labels
)

// How far a cue sees.
const (
	maxLeft  = 70
	maxRight = 90
)

const (
	plainWidth = 9  // features of a token that hold whatever the cue
	nearWidth  = 21 // features of a token and a cue
	stepWidth  = 10 // features of two tokens that follow each other
)

// worker labels one cue after another; its slices are kept so that little is allocated.
type worker struct {
	v      *view
	cue    int
	lo, hi int // the window
	place  []place
	best   [][labels]int8
	out    []uint8
}

// place is where a token lies, seen from the cue.
type place struct {
	side   uint32 // 0 right of the cue, 1 left, 2 the cue itself
	near   uint32 // side and how far, in ten steps
	commas uint32 // between it and the cue, at most 3
	verbs  uint32 // finite verbs between, at most 3
	cues   uint32 // other cues between, at most 2
	quoted uint32
	same   uint32 // 1 where token and cue lie in the same quotation
	apart  uint32 // sentences between
}

// window sets the worker to the words around the cue that could belong to it: its sentence, what belongs to a quotation that reaches into or out of the sentence, and the quotations that
// go on after it in its paragraph.
func (w *worker) window(v *view, cue int) {
	w.v, w.cue = v, cue
	s := v.sentence(cue)
	w.lo, w.hi = s.First, s.Last
	for q := v.t.Quoted(w.lo); q >= 0 && v.t.Quotes[q].Open < w.lo; q = v.t.Quoted(w.lo) {
		w.lo = v.t.Quotes[q].Open
	}
	for w.lo > 0 && w.lo == s.First && (v.t.Tokens[w.lo].Kind == segment.Close || v.t.Tokens[w.lo-1].Kind == segment.Close && v.sentence(w.lo-1).Paragraph == s.Paragraph && v.t.Tokens[w.lo].Kind != segment.Open) { // a quotation that ended right before the sentence
		q := v.t.Quoted(w.lo - 1)
		if q < 0 {
			break
		}
		w.lo = v.t.Quotes[q].Open
	}
	for w.hi < len(v.word) && v.sentence(w.hi).Paragraph == s.Paragraph && (v.quoted(w.hi) == 1) {
		w.hi = v.sentence(w.hi).Last
	}
	w.lo, w.hi = max(w.lo, cue-maxLeft), min(w.hi, cue+maxRight)
	w.places()
}

func (w *worker) places() {
	v, c := w.v, w.cue
	w.place = append(w.place[:0], make([]place, w.hi-w.lo)...)
	inside := v.t.Quoted(c)
	home := v.t.Tokens[c].Sentence
	walk := func(from, to, by int, side uint32) {
		var commas, verbs, cues int
		for i := from; i != to; i += by {
			distance := (i - c) * by
			p := place{side: side, near: side*10 + steps(distance), commas: capped(commas, 3), verbs: capped(verbs, 3), cues: capped(cues, 2), quoted: v.quoted(i)}
			if p.quoted == 1 && v.t.Quoted(i) == inside {
				p.same = 1
			}
			p.apart = uint32(v.t.Tokens[i].Sentence-home+4) % 9
			w.place[i-w.lo] = p
			if v.tag[i] == commaTag {
				commas++
			}
			if v.tags[i].Finite() {
				verbs++
			}
			if v.cue[i] && i != c {
				cues++
			}
		}
	}
	walk(c+1, w.hi, 1, 0)
	walk(c-1, w.lo-1, -1, 1)
	w.place[c-w.lo] = place{side: 2, near: 20, quoted: v.quoted(c), apart: 4}
}

var commaTag = 100 + uint32(',')%977

func steps(distance int) uint32 {
	switch {
	case distance <= 5:
		return uint32(distance)
	case distance <= 10:
		return 6
	case distance <= 20:
		return 7
	case distance <= 40:
		return 8
	}
	return 9
}

func plainFeatures(v *view, i int, rows *[plainWidth]uint32) {
	t := v.tag[i]
	for k, x := range [plainWidth]uint32{
		v.word[i], t, v.tagAt(i-1)*1009 + t, t*1009 + v.tagAt(i+1), v.wordAt(i+1)*31 + v.word[i], v.wordAt(i-1)*31 + v.word[i],
		(v.tagAt(i-2)*1009+v.tagAt(i-1))*1009 + t, (t*1009+v.tagAt(i+1))*1009 + v.tagAt(i+2), v.quoted(i),
	} {
		rows[k] = mix(x, uint32(k)) & (spanTable - 1)
	}
}

func (w *worker) nearFeatures(i int, rows *[nearWidth]uint32) {
	v, c := w.v, w.cue
	p := &w.place[i-w.lo]
	t, st, ct := v.tag[i], v.stem[c], v.tag[c]
	mark := uint32(v.t.Tokens[i].Kind)
	s := v.sentence(i)
	edge := uint32(0)
	if i == s.First {
		edge = 1
	} else if i == s.Last-1 {
		edge = 2
	}
	if v.cue[i] && i != c {
		edge += 4
	}
	if v.t.Tokens[i].Kind == segment.Word && v.t.Capital(i) {
		edge += 8
	}
	for k, x := range [nearWidth]uint32{
		p.near,
		p.near*100 + p.commas*16 + p.verbs*4 + p.quoted*2 + p.same,
		p.side*1000 + p.apart*100 + p.quoted*10 + p.same + p.cues*3,
		p.side*100 + p.commas*16 + p.cues*4 + p.quoted,
		v.word[i]*31 + p.side,
		t*31 + p.near,
		t*31 + p.side*10 + p.commas,
		st*31 + p.near,
		st*31 + p.side*100 + p.quoted*10 + p.commas,
		st*31 + p.side*1000 + t,
		ct*31 + p.side*100 + p.quoted*10 + p.apart,
		(v.tagAt(i-1)*1009+t)*7 + p.side,
		(t*1009+v.tagAt(i+1))*7 + p.side,
		v.wordAt(i-1)*31 + p.side,
		v.wordAt(i+1)*31 + p.side,
		(v.tagAt(c+1)*1009+v.tagAt(c-1))*31 + p.near,
		v.wordAt(c+1)*31 + p.near,
		v.wordAt(c-1)*31 + p.near,
		mark*1000 + p.near,
		edge*100 + p.side*10 + p.quoted,
		edge*10000 + t*31 + p.near,
	} {
		rows[k] = mix(x, uint32(k+plainWidth)) & (spanTable - 1)
	}
}

func (w *worker) stepFeatures(i int, rows *[stepWidth]uint32) {
	v := w.v
	p := &w.place[i-w.lo]
	t, before := v.tag[i], v.tagAt(i-1)
	begins := uint32(0)
	if v.sentence(i).First == i {
		begins = 1
	}
	wasQuoted := uint32(0)
	if i > 0 {
		wasQuoted = v.quoted(i - 1)
	}
	for k, x := range [stepWidth]uint32{
		0, p.side, t*7 + p.side, before*7 + p.side, v.word[i], v.wordAt(i - 1),
		p.side*8 + p.quoted*4 + wasQuoted*2 + begins,
		before*1009 + t, v.word[i]*31 + v.wordAt(i-1), p.commas*10 + p.side,
	} {
		rows[k] = mix(x, uint32(k+100)) & (stepTable - 1)
	}
}

// may tells whether label l may follow label before.
func may(before, l int) bool {
	switch l {
	case inSource:
		return before == beginSource || before == inSource
	case inContent:
		return before == beginContent || before == inContent
	}
	return true
}

// impossible is less than any sum of weights.
const impossible = -1 << 40

// label finds the best sequence of labels of the window (Viterbi 1967). The cue's own word stays outside.
func (m *Model) label(w *worker) {
	n := w.hi - w.lo
	w.best = append(w.best[:0], make([][labels]int8, n)...)
	w.out = append(w.out[:0], make([]uint8, n)...)
	var sum, next [labels]int64
	var plain [plainWidth]uint32
	var near [nearWidth]uint32
	var step [stepWidth]uint32
	for k := range n {
		i := w.lo + k
		var emit [labels]int64
		plainFeatures(w.v, i, &plain)
		w.nearFeatures(i, &near)
		for _, r := range plain {
			for l, x := range m.span[r] {
				emit[l] += int64(x)
			}
		}
		for _, r := range near {
			for l, x := range m.span[r] {
				emit[l] += int64(x)
			}
		}
		var follow [labels][labels]int64
		if k > 0 {
			w.stepFeatures(i, &step)
			for _, r := range step {
				row := &m.step[r]
				for a := range labels {
					for b := range labels {
						follow[a][b] += int64(row[a*labels+b])
					}
				}
			}
		}
		for l := range labels {
			next[l] = impossible
			if i == w.cue && l != outside {
				continue
			}
			if k == 0 {
				if l != inSource && l != inContent {
					next[l] = emit[l]
				}
				continue
			}
			for before := range labels {
				if !may(before, l) || sum[before] == impossible {
					continue
				}
				if x := sum[before] + follow[before][l] + emit[l]; x > next[l] {
					next[l] = x
					w.best[k][l] = int8(before)
				}
			}
		}
		sum = next
	}
	last := 0
	for l := range sum {
		if sum[l] > sum[last] {
			last = l
		}
	}
	for k := n - 1; k >= 0; k-- {
		w.out[k] = uint8(last)
		last = int(w.best[k][last])
	}
}

// runs are the stretches that begin with the label begin and go on with the one after it.
func (w *worker) runs(begin uint8) []Run {
	var out []Run
	for k := 0; k < len(w.out); k++ {
		if w.out[k] != begin {
			continue
		}
		end := k + 1
		for end < len(w.out) && w.out[end] == begin+1 {
			end++
		}
		out = append(out, Run{w.lo + k, w.lo + end})
		k = end - 1
	}
	return out
}
