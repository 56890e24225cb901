package event

import (
	"slices"
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// head is what a line begins with where that says of all that stands behind it where it was, or when: "Hays:",
// "12 May, Taiz –", "[Kutum, 11 May]". A line can be nothing but its head; then it is the heading of the lines below.
type head struct {
	line   int  // its first sentence
	first  int  // its first token that is no mark
	last   int  // the token behind it
	alone  bool // nothing else stands on the line
	card   bool // it is a line of a card: "Place: …"
	places int
	place  int // as an index into Input.Places; -1 for none
	day    days
	words  report.Span // that give the day
}

// heads finds the heads of a bulletin, and gives for each sentence the one that it stands under, as an index into
// reader.headings; -1 for none. One alone is the dateline of a report, or chance: those of either sort count from two
// on.
func (r *reader) heads() []int32 {
	const least = 2
	if r.loud() {
		return r.under()
	}
	var found []head
	inline, alone := 0, 0
	for i := range r.x.Sentences {
		if !r.opensLine(i) {
			continue
		}
		h, ok := r.cardLine(i)
		if !ok {
			h, ok = r.headOf(i)
		}
		if !ok {
			continue
		}
		if n := len(found); h.card && n > 0 && found[n-1].card {
			h.complete(&found[n-1])
		}
		if h.place < 0 && len(found) > 0 && r.sameGround(h.first) {
			h.place = found[len(found)-1].place
		}
		found = append(found, h)
		if h.card {
			alone += least
		} else if h.alone {
			alone++
		} else {
			inline++
		}
	}
	r.headings = slices.DeleteFunc(found, func(h head) bool { return h.alone && alone < least || !h.alone && inline < least })
	return r.under()
}

// loud reports whether a report is written in capitals, so that they set off nothing.
func (r *reader) loud() bool {
	const sample = 200 // tokens
	loud, words := 0, 0
	for k := range min(sample, len(r.x.Tokens)) {
		if r.x.Tokens[k].Kind == segment.Word {
			words++
			if shouted(r.x.Word(k)) {
				loud++
			}
		}
	}
	return 2*loud > words
}

// under gives for each sentence the head that it stands under.
func (r *reader) under() []int32 {
	out := make([]int32, len(r.x.Sentences))
	at, next := int32(-1), 0
	var section int32 = -1
	for i := range r.x.Sentences {
		switch {
		case next < len(r.headings) && r.headings[next].line == i:
			at = int32(next)
			if r.headings[next].alone {
				section = at
			}
			next++
		case r.opensLine(i):
			if r.titles(i) {
				section = -1
			}
			at = section
		}
		out[i] = at
	}
	return out
}

// opensLine reports whether sentence i begins a line.
func (r *reader) opensLine(i int) bool {
	return i == 0 || r.x.Sentences[i-1].Paragraph != r.x.Sentences[i].Paragraph
}

// closesLine reports whether sentence i ends a line.
func (r *reader) closesLine(i int) bool {
	return i+1 == len(r.x.Sentences) || r.x.Sentences[i+1].Paragraph != r.x.Sentences[i].Paragraph
}

// titles reports whether sentence i is a short line without a stop, the heading of something else.
func (r *reader) titles(i int) bool {
	const longest = 6 // tokens
	s := &r.x.Sentences[i]
	if slices.ContainsFunc(r.x.Tokens[s.First:s.Last], func(t segment.Token) bool { return r.x.Raw[t.Start:t.End] == ":" }) {
		return false // a line of a card
	}
	return r.closesLine(i) && s.Last-s.First <= longest && !r.marked(s) && !cursor.OneOf(r.x.Word(s.Last-1), ".", "!", "?", "…", ":")
}

// cardLine reads a line of a card that says where or when: "Place: road between Zabid and Al Garrahi", "Date:
// 12.05.2024".
func (r *reader) cardLine(i int) (head, bool) {
	const label = 4 // tokens
	s := &r.x.Sentences[i]
	h := head{line: i, place: -1, first: r.afterMark(s), last: s.Last, alone: true, card: true}
	k := h.first
	if k >= s.Last || !cardLabels[r.x.Fold(k)] {
		return h, false
	}
	for k < min(s.Last, h.first+label) && r.x.Word(k) != ":" {
		k++
	}
	if k >= s.Last || r.x.Word(k) != ":" {
		return h, false
	}
	for k++; k < s.Last; {
		k = max(k+1, r.headPart(&h, k, s.Last))
	}
	return h, h.places > 0 || !h.day.none()
}

// complete gives two lines of one card what each of them says: that where, and that when.
func (h *head) complete(before *head) {
	const card = 6 // sentences between them
	if h.line-before.line > card {
		return
	}
	switch {
	case h.place < 0 && !h.day.none() && before.day.none():
		h.place, before.day, before.words = before.place, h.day, h.words
	case h.day.none() && h.place >= 0 && before.place < 0:
		h.day, h.words, before.place = before.day, before.words, h.place
	}
}

// headOf reads the head of the line that begins with sentence i: places, days and what joins them, up to a colon, a
// dash, a bracket or the end of the line.
func (r *reader) headOf(i int) (head, bool) {
	const longest = 16 // tokens
	s := &r.x.Sentences[i]
	h := head{line: i, place: -1, first: r.afterMark(s)}
	k := h.first
	for k < min(s.Last, h.first+longest) {
		if next := r.headPart(&h, k, s.Last); next > k {
			k = next
			continue
		}
		w := r.x.Word(k)
		switch {
		case cursor.OneOf(w, ":", "]"):
			return r.ended(h, k+1, s.Last)
		case cursor.OneOf(w, "-", "–", "—", "|"):
			if next := r.headPart(&h, k+1, s.Last); next > k+1 {
				k = next
				continue
			}
			if h.place < 0 {
				return h, false
			}
			return r.ended(h, k+1, s.Last)
		case k > h.first && w == ")" && h.places > 0 && r.marksPlace(h.first, k):
			return r.ended(h, k+1, s.Last)
		case k+1 == s.Last && w == ".":
			h.last, h.alone = s.Last, r.closesLine(i)
			return h, h.place >= 0 && (!h.day.none() || shouted(r.x.Word(h.first)))
		case joinsHead(w, r.x.Fold(k)), r.headMark(k, s.Last), r.sameGround(k), k > h.first && r.sameGround(k-1):
			k++
		default:
			return h, false
		}
	}
	if k < s.Last || !r.closesLine(i) {
		return h, false
	}
	h.last, h.alone = k, true
	return h, h.places > 0 || !h.day.none()
}

// ended closes a head before token k of a line whose first sentence ends before token last.
func (r *reader) ended(h head, k, last int) (head, bool) {
	for k < last && cursor.OneOf(r.x.Word(k), "*", "**", "#", "_", "]") {
		k++
	}
	h.last = k
	h.alone = k == last && r.closesLine(h.line)
	return h, h.places > 0 || !h.day.none()
}

// headPart takes the place or the time that begins with token k into a head, and gives the token behind it; k where
// there is none.
func (r *reader) headPart(h *head, k, last int) int {
	if k >= last {
		return k
	}
	start := r.x.Tokens[k].Start
	n, _ := slices.BinarySearchFunc(r.in.Places, start, func(p report.Place, at int) int { return p.Start - at })
	if n < len(r.in.Places) && r.x.TokenAt(r.in.Places[n].Start) == k {
		if h.place < 0 || h.places < mostOfHead && r.finer(n, h.place, r.Is(k-1, "/")) {
			h.place = n
		}
		h.places++
		return max(k+1, r.x.TokenAt(r.in.Places[n].End))
	}
	n, _ = slices.BinarySearchFunc(r.in.Times, start, func(t report.Time, at int) int { return t.Start - at })
	if n < len(r.in.Times) && r.x.TokenAt(r.in.Times[n].Start) == k {
		if d, ok := daysOf(r.in.Times[n]); ok && h.day.none() && !d.long() {
			h.day, h.words = d, r.in.Times[n].Span
		}
		return max(k+1, r.x.TokenAt(r.in.Times[n].End))
	}
	return k
}

// mostOfHead is how many places of a head are weighed against each other.
const mostOfHead = 3

// finer reports whether place i of a head says better than place j where something was: "Kharkiv region, Kupiansk", and
// behind a slash also one of the same size: "HAMA/Suran".
func (r *reader) finer(i, j int, slash bool) bool {
	a, b := grade(r.precision(i)), grade(r.precision(j))
	return a > b || a == b && slash
}

// afterMark is the first token of a line that is no bullet, number or sign of a heading.
func (r *reader) afterMark(s *segment.Sentence) int {
	k := s.First
	for k < s.Last && strings.Trim(r.x.Word(k), "*#[_=>•·▪◦●○►▶‣■□-–—") == "" {
		k++
	}
	if k+1 < s.Last && r.x.Tokens[k].Kind == segment.Number && cursor.OneOf(r.x.Word(k+1), ".", ")") {
		return k + 2
	}
	return k
}

// joinsHead reports whether a word may stand between the places and days of a head.
func joinsHead(w, fold string) bool {
	return cursor.OneOf(w, ",", "/", "(", ")", "&", "*", "**", "#", "_") || headJoins[fold]
}

// headMark reports whether token k is a short mark in brackets: "(V)", "(2)".
func (r *reader) headMark(k, last int) bool {
	return k > 0 && k+1 < last && r.x.Word(k-1) == "(" && r.x.Word(k+1) == ")" && len(r.x.Word(k)) <= 2
}

// marksPlace reports whether the bracket that closes at token k is a mark behind a place in capitals:
// "KANI (V) On the 14th".
func (r *reader) marksPlace(first, k int) bool {
	return k >= first+3 && r.headMark(k-1, k+1) && shouted(r.x.Word(first)) && k+1 < len(r.x.Tokens) && r.x.Capital(k+1)
}

// sameGround reports whether tokens k and k+1 point to the place of the head before: "Same district, Monday:".
func (r *reader) sameGround(k int) bool {
	return r.Is(k, "same") && k+1 < len(r.x.Tokens) && headJoins[r.x.Fold(k+1)]
}

// inHead reports whether token k stands in the head of its line.
func (r *reader) inHead(k int) bool {
	if len(r.headings) == 0 {
		return false
	}
	at := r.entryOf[r.x.Tokens[k].Sentence]
	return at >= 0 && k >= r.headings[at].first && k < r.headings[at].last
}

// placeUnder is the place of the head that sentence i stands under, as an index into Input.Places; -1 for none.
func (r *reader) placeUnder(i int) int {
	if at := r.entryOf[i]; at >= 0 {
		return r.headings[at].place
	}
	return -1
}

// placeAbove is the place of the head that sentence i stands under, else that of the heading of its list.
func (r *reader) placeAbove(i int) int {
	if p := r.placeUnder(i); p >= 0 {
		return p
	}
	return int(r.section[i])
}

// dayUnder is the day of the head that sentence i stands under, and the words that give it.
func (r *reader) dayUnder(i int) (days, report.Span) {
	if at := r.entryOf[i]; at >= 0 {
		return r.headings[at].day, r.headings[at].words
	}
	return days{}, report.Span{}
}

// inHeading reports whether place i of the reading is that of a head.
func (r *reader) inHeading(i int) bool {
	return slices.ContainsFunc(r.headings, func(h head) bool { return h.place == i })
}

// cardLabels begin the lines of a card that say where and when.
var cardLabels = sets.Of("cardLabels")

// headJoins are words that may stand in a head beside its places and days.
var headJoins = sets.Of("headJoins")
