package event

import (
	"slices"
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// items gives for each sentence the first sentence of the item of a list that it stands in: an entry of a live blog, a
// bullet of an update, a numbered caption, a post with its time. Paragraphs without a mark of their own go on with the
// item before them. In a report that is no list each is -1.
func (r *reader) items() []int32 {
	const least = 2 // items of a list
	out := make([]int32, len(r.x.Sentences))
	n, at := 0, int32(-1)
	for i := range r.x.Sentences {
		s := &r.x.Sentences[i]
		if r.opensLine(i) && r.marked(s) {
			at = int32(i)
			n++
		}
		out[i] = at
	}
	if n < least {
		for i := range out {
			out[i] = -1
		}
	}
	return out
}

// marked reports whether a paragraph that begins with sentence s is an item of a list.
func (r *reader) marked(s *segment.Sentence) bool {
	if s.First >= s.Last {
		return false
	}
	w := r.x.Word(s.First)
	if strings.ContainsAny(w, "•·▪▫◦●○►▶➡➤→*‣⁃■□") {
		return true
	}
	next := func(k int) string {
		if s.First+k < s.Last {
			return r.x.Word(s.First + k)
		}
		return ""
	}
	switch {
	case cursor.OneOf(w, "-", "–", "—"):
		return next(1) != ""
	case w == "[":
		return r.x.Tokens[min(s.First+1, s.Last-1)].Kind == segment.Number
	case r.x.Tokens[s.First].Kind == segment.Number:
		switch next(1) {
		case ".", ")", "/", ":", "-", "–", "—":
			return true
		}
		return strings.ContainsAny(w, ":/.") || len(w) == 5 && w[2] == 'h'
	}
	return false
}

// itemise makes each line of a bulletin that begins with a head an item of its own, and counts the entries.
func (r *reader) itemise() {
	for _, h := range r.headings {
		if h.alone {
			continue
		}
		for i := h.line; i < len(r.item) && (i == h.line || !r.opensLine(i)); i++ {
			r.item[i] = int32(h.line)
		}
	}
	for i := range r.item {
		if at := r.entryOf[i]; r.item[i] == int32(i) || at >= 0 && r.headings[at].line == i {
			r.entries++
		}
	}
}

// inEntry reports whether a draft is told in an entry of a list: the item, or the line under a head, that its first
// sentence stands in.
func (r *reader) inEntry(d *draft) bool {
	const entries = 2 // of a report, besides that one
	i := d.sentences[0]
	if r.item[i] < 0 && r.entryOf[i] < 0 || r.item[i] >= 0 && r.clocked(&r.x.Sentences[r.item[i]]) {
		return false
	}
	return r.entries > entries
}

// clocked reports whether an item begins with the time of day at which it was written: a live blog or a thread goes on
// about one story.
func (r *reader) clocked(s *segment.Sentence) bool {
	const head = 4 // tokens
	for k := s.First; k < min(s.Last, s.First+head); k++ {
		if w := r.x.Word(k); r.x.Tokens[k].Kind == segment.Number && (strings.ContainsRune(w, ':') || len(w) == 5 && (w[2] == '.' || w[2] == 'h')) {
			return true
		}
	}
	return false
}

// posted is the day that stands at the head of the item of sentence i, where it is another than that of publication:
// "[07.05.24 06:02] Heavy firing".
func (r *reader) posted(i int) days {
	const head = 6 // tokens
	item := r.item[i]
	if item < 0 {
		return days{}
	}
	s := &r.x.Sentences[item]
	at, _ := slices.BinarySearchFunc(r.in.Times, s.Start, func(t report.Time, start int) int { return t.Start - start })
	if at >= len(r.in.Times) || r.x.TokenAt(r.in.Times[at].Start) >= min(s.First+head, s.Last) {
		return days{}
	}
	d, ok := daysOf(r.in.Times[at])
	if !ok || d.from != d.to || d == r.published || relative(r.in.Times[at].In(r.x.Raw)) {
		return days{}
	}
	return d
}

// noSection stands for a sentence under no heading.
const noSection = -1

// sections gives for each sentence the place that the heading above it names, as an index into Input.Places: "Mellit"
// on a line of its own, with bullets below. Under another heading, and where none stands, it is [noSection].
func (r *reader) sections() []int32 {
	const longest = 6 // tokens of a heading
	out := make([]int32, len(r.x.Sentences))
	at := int32(noSection)
	for i := range r.x.Sentences {
		s := &r.x.Sentences[i]
		if r.opensLine(i) && r.closesLine(i) && i+1 < len(r.x.Sentences) && s.Last-s.First <= longest && !r.marked(s) && r.marked(&r.x.Sentences[i+1]) {
			at = r.headPlace(s)
		}
		out[i] = at
	}
	return out
}

// headPlace is the finest place that a heading names.
func (r *reader) headPlace(s *segment.Sentence) int32 {
	best := int32(noSection)
	n, _ := slices.BinarySearchFunc(r.in.Places, s.Start, func(p report.Place, start int) int { return p.Start - start })
	for ; n < len(r.in.Places) && r.in.Places[n].Start < s.End; n++ {
		if r.in.Places[n].Precision != report.Country && (best < 0 || grade(r.in.Places[n].Precision) > grade(r.in.Places[best].Precision)) {
			best = int32(n)
		}
	}
	return best
}
