// Package figure finds how many people a report says were killed, injured, trapped and so on.
//
// A figure is a number with what bounds it, the people it counts, and what befell them. All four come from rules over
// word lists (the .txt files beside this one); docs/method-figures-events.md gives each rule in plain words. What is
// denied, conditional or still to come is not a figure, and neither is a number of anything but people.
package figure

import (
	"slices"
	"strconv"
	"strings"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/core/why"
	"firsthand/internal/read/en/when"
	"firsthand/internal/report"
)

// Find returns the figures of t in the order of their numbers, with the IDs "f1", "f2" …
//
// A figure's span runs from its first bound word to the last word of the noun it counts, where they stand side by side:
// "at least 12 civilians". times are the report's expressions of time: a number inside one of them is not a figure, and
// an "as of" takes its day from one. Statement is left empty. Find runs in time linear in the text.
func Find(t *segment.Text, times []report.Time) []report.Figure { return Explain(t, times, nil) }

// Explain is [Find], and notes what each figure rests on.
func Explain(t *segment.Text, times []report.Time, log *why.Log) []report.Figure {
	r := reader{Cursor: cursor.On(t), log: log, x: t, tags: make([]word, len(t.Tokens)), times: times, notes: make(map[string]note)}
	for _, r.s = range t.Sentences {
		told := look(t, r.tags, r.s.First, r.s.Last) || r.givesNumber()
		if !told && !r.breaksDown() {
			told = r.goesOn()
			if !told {
				continue
			}
		}
		if r.asks() {
			continue
		}
		r.quantities()
		if len(r.q) == 0 {
			continue
		}
		r.skipTimes()
		if told {
			r.govern()
			r.parts()
			r.ruled("share")
			r.totals()
			r.fates()
		} else {
			r.breakdown()
			r.ruled("breakdown")
		}
		r.emit()
	}
	r.settle()
	return r.out
}

// asks tells whether the sentence is a question: what it counts is not said to be so.
func (r *reader) asks() bool {
	for k := r.s.Last - 1; k >= r.s.First && k >= r.s.Last-3; k-- {
		if r.x.Word(k) == "?" {
			return true
		}
		if r.x.Tokens[k].Kind == segment.Word {
			return false
		}
	}
	return false
}

// reader holds what Find knows while it goes through a text. Everything but out belongs to the current sentence.
type reader struct {
	cursor.Cursor
	log   *why.Log
	x     *segment.Text
	tags  []word
	times []report.Time
	at    int // the first of times that does not end before the current sentence
	s     segment.Sentence
	q     []quantity
	out   []report.Figure

	notes    map[string]note // of figures, by ID
	corrects int8            // whether the report takes something back: 1 it does, -1 it does not, 0 not looked at
}

// skipTimes drops numbers inside an expression of time, unless they clearly count people, and years that stand alone.
func (r *reader) skipTimes() {
	for r.at < len(r.times) && r.times[r.at].End <= r.s.Start {
		r.at++
	}
	for i := range r.q {
		q := &r.q[i]
		num := r.x.Tokens[q.num]
		year := q.low >= 1900 && q.low <= 2100 && q.high == q.low && q.limit == exact && num.Kind == segment.Number && num.End-num.Start == len("2006")
		switch {
		case q.noun != counted:
			q.void = year || r.timed(num)
		case year:
			q.void = r.timed(num)
		}
	}
	r.q = slices.DeleteFunc(r.q, func(q quantity) bool { return q.void })
}

// timed tells whether a token lies inside an expression of time.
func (r *reader) timed(k segment.Token) bool {
	for _, t := range r.times[r.at:] {
		if t.Start >= r.s.End {
			return false
		}
		if t.Start <= k.Start && k.End <= t.End {
			return true
		}
	}
	return false
}

// emit appends the sentence's figures to the reading's.
func (r *reader) emit() {
	index := make([]int, 0, 16) // of each quantity among the figures, or -1
	sentence := report.Span{Start: r.s.Start, End: r.s.End}
	asOf := ""
	for i := range r.q {
		q := &r.q[i]
		index = append(index, -1)
		if q.void || q.measure == 0 || !r.plausible(q) {
			continue
		}
		if asOf == "" {
			asOf = r.asOf()
		}
		f := report.Figure{
			Span:     report.Span{Start: r.x.Tokens[q.first].Start, End: r.x.Tokens[q.np-1].End},
			Measure:  measures[q.measure],
			Low:      q.low,
			Bound:    report.ExactBound,
			Who:      r.who(q),
			Part:     q.part,
			Total:    q.total && !q.part,
			New:      !q.part && !q.total && r.beside(q),
			AsOf:     asOf,
			ID:       "f" + strconv.Itoa(len(r.out)+1),
			Sentence: sentence,
		}
		bounded(&f, q)
		whole := -1
		if q.part {
			if q.of >= 0 && q.of < len(index) {
				whole = index[q.of]
			}
			if q.of < 0 {
				whole = r.spokenOf(f.Measure)
			}
		}
		if whole >= 0 {
			shareOf(&f, &r.out[whole])
		}
		if n := (note{q.former || !q.part && r.formerly(q), q.late}); n != (note{}) {
			r.notes[f.ID] = n
		}
		index[i] = len(r.out)
		r.out = append(r.out, f)
		r.note(q, &f)
	}
	r.later(index)
	r.addUp(index)
}

// later links the shares that stand before their whole: "three children were among 12 killed".
func (r *reader) later(index []int) {
	for i := range r.q {
		q := &r.q[i]
		if index[i] < 0 || q.of <= i || index[q.of] < 0 {
			continue
		}
		f, whole := &r.out[index[i]], &r.out[index[q.of]]
		shareOf(f, whole)
	}
}

// bounded sets the bound, low and high of f as report.Figure defines them.
func bounded(f *report.Figure, q *quantity) {
	switch {
	case q.ranged:
		f.Bound, f.High = report.Range, &q.high
	case q.limit == atLeast:
		f.Bound = report.AtLeast
	case q.limit == atMost:
		f.Bound, f.Low, f.High = report.AtMost, 0, &q.high
	case q.limit == about:
		f.Bound, f.High = report.About, &q.high
	default:
		f.High = &q.high
	}
	if f.High != nil {
		high := *f.High // of its own: q is used again for the next sentence
		f.High = &high
	}
}

// shareOf makes part a share of whole. What is certainly more than its whole is disputed where the sentence itself says
// that it is a share; where the whole was only looked up in another sentence, it is taken for a figure of its own.
func shareOf(part, whole *report.Figure) {
	if exceeds(part, whole) {
		if whole.Sentence != part.Sentence {
			part.Part = false
			return
		}
		part.Disputed = true
	}
	part.Of = whole.ID
}

// exceeds tells whether part is certainly more than whole.
func exceeds(part, whole *report.Figure) bool {
	return whole.High != nil && part.Low > *whole.High || whole.High == nil && part.Low > whole.Low && part.High != nil && whole.Bound == report.ExactBound
}

// beside tells whether the words of q say that it counts people beside those counted before: "another nine", "12 more",
// "a further three", "14 others".
func (r *reader) beside(q *quantity) bool {
	for k := max(r.s.First, q.first-1); k < min(q.np+1, r.s.Last); k++ {
		switch r.x.Fold(k) {
		case "another", "other", "others", "additional", "further":
			if k < q.np {
				return true
			}
		case "more":
			if k >= q.next && (k+1 >= r.s.Last || r.x.Fold(k+1) != "than") && (k == 0 || r.x.Fold(k-1) != "or") {
				return true
			}
		}
	}
	return false
}

// plausible tells whether what q counts can have met with its measure. A noun in no list may be killed, hurt or held
// like people; what is said to be moved, missing or cut off may as well be goods.
func (r *reader) plausible(q *quantity) bool {
	if q.by >= 0 && r.tags[q.by].role.trigger() && r.tags[q.by].value == 1 {
		return q.noun == counted // "destroyed 12 targets"
	}
	if q.noun != unsure {
		return true
	}
	switch measures[q.measure] {
	case "killed", "injured", "detained", "abducted", "casualties":
		return true
	}
	return false
}

// who names the people that q counts.
func (r *reader) who(q *quantity) string {
	if q.noun == group {
		if q.named[1] <= q.named[0] {
			return ""
		}
		return strings.Join(strings.Fields(r.x.Lower[r.x.Tokens[q.named[0]].Start:r.x.Tokens[q.named[1]-1].End]), " ")
	}
	a, b := groups[q.group], groups[q.also]
	switch {
	case q.also == 0 || a == b:
		return a
	case a == "":
		return b
	}
	return a + " and " + b
}

// spokenOf is the index of the nearest whole with the measure in the sentences just before, or -1.
func (r *reader) spokenOf(measure string) int {
	const back = 4 // sentences
	now := r.x.SentenceAt(r.s.Start)
	for i := len(r.out) - 1; i >= max(0, len(r.out)-farWhole); i-- {
		f := &r.out[i]
		if now-r.x.SentenceAt(f.Start) > back {
			return -1
		}
		if f.Measure == measure && !f.Part {
			return i
		}
	}
	return -1
}

// asOf is the day of an "as of" in the sentence, "" where there is none.
func (r *reader) asOf() string {
	for k := r.s.First; k+2 < r.s.Last; k++ {
		if r.Is(k, "estimated", "estimates") {
			if day := r.estimated(k); day != "" {
				return day
			}
			continue
		}
		if r.x.Fold(k) != "as" || !r.Is(k+1, "of", "at") {
			continue
		}
		from := r.x.Tokens[k+2].Start
		i := slices.IndexFunc(r.times[r.at:], func(t report.Time) bool { return t.End > from })
		if i < 0 {
			return ""
		}
		t := r.times[r.at+i]
		const near = 24 // bytes: "as of late yesterday evening"
		if days, ok := when.Day(t); ok && days.Start == days.End && t.Start >= from && t.Start <= from+near && t.Start < r.s.End {
			return days.Start
		}
	}
	return ""
}

// estimated is the day before the verb at token k on which somebody made an estimate, "" where there is none: "on
// Tuesday the office had estimated".
func (r *reader) estimated(k int) string {
	const near = 12 // tokens
	if k == r.s.First || r.tags[k].role == inside || r.tags[k-1].role == article {
		return "" // "an estimated 12"
	}
	day := ""
	for _, t := range r.times[r.at:] {
		if t.Start >= r.x.Tokens[k].Start {
			break
		}
		if days, ok := when.Day(t); ok && days.Start == days.End && r.x.TokenAt(t.Start) >= k-near {
			day = days.Start
		}
	}
	return day
}
