package label

import (
	"firsthand/internal/read/segment"
	"firsthand/internal/read/tag"
)

// cueWidth is the number of features of a candidate.
const cueWidth = 37

// cues is the log-odds of each token to be a cue.
func (m *Model) cues(v *view) []float32 {
	out := make([]float32, len(v.word))
	var rows [cueWidth]uint32
	for i := range out {
		out[i] = never
		if !m.candidate(v, i) {
			continue
		}
		cueFeatures(v, i, &rows)
		sum := int32(0)
		for _, r := range rows {
			sum += int32(m.cue[r])
		}
		out[i] = float32(sum) * m.cueScale
	}
	return out
}

// cueFeatures hashes what can be seen of candidate i into rows of the weight table.
func cueFeatures(v *view, i int, rows *[cueWidth]uint32) {
	s := v.sentence(i)
	w, st := v.word[i], v.stem[i]
	p1, p2, n1, n2 := v.tagAt(i-1), v.tagAt(i-2), v.tagAt(i+1), v.tagAt(i+2)
	left, right := uint32(0), uint32(0) // how far the nearest mark of quotation is
	for j := i - 1; j >= s.First && j > i-9; j-- {
		if k := v.t.Tokens[j].Kind; k == segment.Open || k == segment.Close {
			left = uint32(i - j)
			break
		}
	}
	for j := i + 1; j < s.Last && j < i+9; j++ {
		if k := v.t.Tokens[j].Kind; k == segment.Open || k == segment.Close {
			right = uint32(j - i)
			break
		}
	}
	that := uint32(0)
	for j := i + 1; j < s.Last && j < i+7; j++ {
		if v.word[j] == thatWord {
			that = uint32(j - i)
			break
		}
	}
	subject, subjectTag := uint32(0), uint32(0)
	for j := i - 1; j >= s.First && j > i-8; j-- {
		if t := v.tags[j]; t.Noun() || t == tag.PRP || t == tag.WP || t == tag.WDT {
			subject, subjectTag = v.word[j], uint32(t)*10+capped(i-j, 4)
			break
		}
	}
	q := v.quoted(i)
	for k, x := range [cueWidth]uint32{
		0, w, st, uint32(v.tags[i]),
		v.wordAt(i - 3), v.wordAt(i - 2), v.wordAt(i - 1), v.wordAt(i + 1), v.wordAt(i + 2), v.wordAt(i + 3),
		v.tagAt(i - 3), p2, p1, n1, n2, v.tagAt(i + 3),
		st*31 + p1, st*31 + n1, st*31 + v.wordAt(i+1), st*31 + v.wordAt(i-1), st*31 + n1*1009 + n2,
		p1*1009 + n1, p2*1009 + p1, n1*1009 + n2, w*31 + uint32(v.tags[i]),
		q*100 + left*10 + right, st*31 + min(left, 1)*2 + min(right, 1), st*31 + q,
		capped(i-s.First, 6)*10 + capped(s.Last-i, 6),
		st*31 + that, that, subject, subject*31 + st, subjectTag, subjectTag*31 + st,
		w*31 + q*4 + min(left, 1)*2 + min(right, 1), v.wordAt(i-1)*31 + v.wordAt(i+1),
	} {
		rows[k] = mix(x, uint32(k)) & (cueTable - 1)
	}
}

var thatWord = hash("that")
