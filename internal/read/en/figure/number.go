package figure

import (
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
)

// mostPeople is above any true count of people on Earth. A greater number is not a figure.
const mostPeople = 10_000_000_000

// open stands for a figure without an upper bound.
const open = -1

// count is a number as the words bound it. high is open where nothing bounds it from above.
type count struct {
	low, high int64
	limit     limit
	ranged    bool // two numbers: "15,000 to 40,000"
	next      int  // the token after it
}

// count reads the number that begins at token i, with the range it may open. ok is false where no usable number stands
// there; next is then the token to go on from.
func (r *reader) count(i, end int) (c count, ok bool) {
	if r.tags[i].role == some {
		v := int64(r.tags[i].value)
		return count{low: v, high: open, limit: atLeast, next: i + int(r.tags[i].n)}, true
	}
	if r.x.Fold(i) == "both" && r.bothAnd(i, end) {
		return count{next: i + 1}, false
	}
	v, next, ok := r.cardinal(i, end)
	if !ok || !r.counts(i, next, v) {
		return count{next: next}, false
	}
	c = count{low: v, high: v, next: next}
	if hi, after, ok := r.upper(next, end); ok && !r.grew(i) {
		if scaled := r.scale(i, next, v, hi, after); scaled > v {
			c.low = scaled
		}
		if c.low >= hi {
			return count{next: after}, false // "2016-12" and the like
		}
		c.high, c.ranged, c.next = hi, true, after
	}
	if c.next < end && r.x.Word(c.next) == "+" && r.x.Tokens[c.next].Start == r.x.Tokens[c.next-1].End {
		c.limit, c.next = atLeast, c.next+1
	}
	if i > 0 && cursor.OneOf(r.x.Word(i-1), "~", "≈") && c.limit == exact {
		c.limit = about
	}
	if c.next+1 < end && r.tags[c.next].role == and && r.x.Fold(c.next) == "or" && r.x.Fold(c.next+1) == "more" {
		c.limit, c.next = atLeast, c.next+2
	}
	return c, true
}

// bothAnd tells whether the "both" at token i joins two nouns: "both soldiers and civilians".
func (r *reader) bothAnd(i, end int) bool {
	const near = 4 // tokens
	for k := i + 1; k < min(end, i+near); k++ {
		if r.tags[k].role == and {
			return true
		}
	}
	return false
}

// upper reads the second number of a range, where one begins at token i: "– 40,000", "to 40,000", "or three".
func (r *reader) upper(i, end int) (v int64, next int, ok bool) {
	if i+1 >= end || r.tags[i+1].role != number {
		return 0, 0, false
	}
	switch r.x.Fold(i) {
	case "-", "–", "—", "to", "or":
		return r.cardinal(i+1, end)
	}
	return 0, 0, false
}

// grew tells whether the number at token i is what a sum was before: "rose from 12 to 20", "up from 12", "raised its
// list of the dead from 12 to 20".
func (r *reader) grew(i int) bool {
	const back = 8 // tokens
	if i-2 < r.s.First || r.x.Fold(i-1) != "from" {
		return false
	}
	switch r.x.Fold(i - 2) {
	case "up", "down":
		return true
	}
	for k := i - 2; k >= r.s.First && k > i-back; k-- {
		switch w := r.tags[k]; {
		case w.role == reach || w.role == raise || revising[r.x.Fold(k)]:
			return true
		case w.role == number, w.role == clause, r.x.Tokens[k].Kind == segment.Punct:
			return false
		}
	}
	return false
}

// revising are words that change a number.
var revising = sets.Of("revising")

// scale is the first number of a range in the unit of the second: the 2 of "2 to 3 million" is two million.
func (r *reader) scale(i, next int, v, hi int64, after int) int64 {
	last := r.tags[after-1]
	if last.role != times || r.tags[next-1].role == times || v >= hi/int64(last.value) {
		return v
	}
	return v * int64(last.value)
}

// counts tells whether the number in the tokens [i, next) can count people: it is not glued to a sign, beside a month,
// after a label or a price.
func (r *reader) counts(i, next int, v int64) bool {
	x := r.x
	if v < 0 || v > mostPeople {
		return false
	}
	start, end := x.Tokens[i].Start, x.Tokens[next-1].End
	if before, n := utf8.DecodeLastRuneInString(x.Raw[:start]); n > 0 && !unicode.IsSpace(before) {
		if !startsBeside(before) || i > 1 && x.Tokens[i-1].End == start && x.Tokens[i-2].Kind == segment.Number && x.Tokens[i-2].End == x.Tokens[i-1].Start {
			return false // "10^400", "27-07-2016"
		}
	}
	if after, n := utf8.DecodeRuneInString(x.Raw[end:]); n > 0 && (after == '%' || after == '^' || after == '°' || after == '/' || after == '*' || after == '٪') {
		return false
	}
	if i > 0 {
		switch r.before(i) {
		case month, label:
			return false
		}
		if r.age(i, next, v) || r.aged(i, v) {
			return false
		}
		if w := x.Fold(i - 1); cursor.OneOf(w, "$", "€", "£", "^", "no") {
			return false
		}
	}
	return next >= r.s.Last || r.tags[next].role != month && r.tags[next].role != times && !fraction(x.Fold(next))
}

// fraction tells whether w is what a number of parts counts: "three quarters of the town" is a share, not a number of
// people.
func fraction(w string) bool {
	switch w {
	case "quarter", "quarters", "third", "thirds", "fifth", "fifths", "tenth", "tenths", "half", "halves":
		return true
	}
	return false
}

// age tells whether the number in the tokens [i, next) is how old the person named before it is: "Amal Haddad, 34, was
// killed", "a girl, 7,".
func (r *reader) age(i, next int, v int64) bool {
	const oldest = 120
	if v > oldest || i-2 < r.s.First || r.x.Word(i-1) != "," || r.x.Tokens[i].Kind != segment.Number {
		return false
	}
	if w := r.tags[i-2].role; w != people && (w != plain || !r.x.Capital(i-2)) {
		return false
	}
	if next >= r.s.Last {
		return true
	}
	switch r.x.Word(next) {
	case ",", ")", ";", ".", "of":
		return true
	}
	return false
}

// aged tells whether the number at token i is an age after its noun or a word for ages: "a girl of seven", "children
// aged from four to ten".
func (r *reader) aged(i int, v int64) bool {
	const oldest, back = 120, 4
	if v > oldest || i-2 < r.s.First {
		return false
	}
	if w := r.tags[i-2]; r.tags[i-1].role == of && w.role == people && groups[w.arg] != "families" && i-3 >= r.s.First && r.tags[i-3].role == article {
		return true
	}
	for k := i - 1; k >= r.s.First && k >= i-back; k-- {
		switch w := r.tags[k]; {
		case w.role == label:
			w := r.x.Fold(k)
			return cursor.OneOf(w, "aged", "age", "ages")
		case w.role == number, w.role == to, w.role == and, w.role == bound:
		case r.Is(k, "from", "between"):
		default:
			return false
		}
	}
	return false
}

// startsBeside tells whether a number may begin right after rune c.
func startsBeside(c rune) bool {
	switch c {
	case '~', '≈', '(', '[', '"', '“', '‘', '«', '\'', '—', '–', '-', ':', ';', ',', '.':
		return true
	}
	return unicode.Is(unicode.Cf, c)
}

// before is the role of the token before i, looked up across the sentence's beginning only inside the sentence.
func (r *reader) before(i int) role {
	if i <= r.s.First {
		return plain
	}
	return r.tags[i-1].role
}

// cardinal reads a number in digits or words from token i: "2.3 million", "one hundred and twenty", "two dozen".
func (r *reader) cardinal(i, end int) (v int64, next int, ok bool) {
	if r.x.Tokens[i].Kind == segment.Number {
		return r.inDigits(i, end)
	}
	return r.inWords(i, end)
}

// inDigits reads "15,000", "12 000" and "2.3 million".
func (r *reader) inDigits(i, end int) (v int64, next int, ok bool) {
	whole, fraction, digits := numeral(r.x.Word(i))
	next = i + 1
	if next < end && whole > 0 && whole < 1000 && digits == 0 && r.x.Word(next) == "000" && r.x.Tokens[next].Start-r.x.Tokens[i].End <= len("\u202f") {
		return whole * 1000, next + 1, true // "12 000"
	}
	if next < end && r.tags[next].role == times && whole >= 0 {
		m := int64(r.tags[next].value)
		if whole > mostPeople/m {
			return 0, next + 1, false
		}
		return whole*m + fraction*m/pow10(digits), next + 1, true
	}
	return whole, next, whole >= 0 && whole <= mostPeople && digits == 0
}

// inWords reads "one hundred and twenty" and "two dozen".
func (r *reader) inWords(i, end int) (v int64, next int, ok bool) {
	var total, current int64
	last := int64(-1) // the word before, to see which words can follow it
	for next = i; next < end && next-i < 12; next += int(r.tags[next].n) {
		w := r.tags[next]
		value := int64(w.value)
		if w.role == number && value >= 0 && follows(last, value) {
			current += value
			last = value
			continue
		}
		if w.role == times && last > 0 && current <= mostPeople && total <= mostPeople {
			if value >= 1000 {
				total, current = total+current*value, 0
			} else {
				current *= value
			}
			last = value
			continue
		}
		if !r.andBetween(next, end, last) {
			break
		}
	}
	return total + current, next, next > i && total+current <= mostPeople
}

// follows tells whether a number word can stand right after another in one number, where last is the other's value and
// negative for none: "hundred two", "twenty two".
func follows(last, value int64) bool {
	switch {
	case last < 0, last >= 100:
		return last < 0 || last%100 == 0
	case last >= 20 && last%10 == 0:
		return value > 0 && value < 10
	}
	return false
}

// andBetween tells whether token i is the "and" of "hundred and two", after a word of the value last.
func (r *reader) andBetween(i, end int, last int64) bool {
	if r.tags[i].role != and || last < 100 || i+1 >= end || r.x.Fold(i) != "and" {
		return false
	}
	w := r.tags[i+1]
	return w.role == number && w.value > 0 && int64(w.value) < last && r.countsOn(i+1, end)
}

// countsOn tells whether the number word after "hundred and" goes on with the same number: "a hundred and two died"
// does, "a hundred and two of them" does not.
func (r *reader) countsOn(i, end int) bool {
	return i+1 >= end || r.tags[i+1].role != of
}

// numeral reads digits with separators: the whole part, and the fraction as a number of so many digits. Groups of three
// after a full stop are thousands, as many languages write them. whole is -1 where the value is absurd or a clock time.
func numeral(s string) (whole, fraction int64, digits int) {
	point := false
	run := 0 // digits since the last separator
	groups := 0
	for _, c := range s {
		d := digit(c)
		switch {
		case d >= 0 && !point:
			if whole > mostPeople {
				return -1, 0, 0
			}
			whole = whole*10 + int64(d)
			run++
		case d >= 0:
			if digits < 9 {
				fraction = fraction*10 + int64(d)
				digits++
			}
			run++
		case c == ',' || c == '٬':
			if point {
				return -1, 0, 0
			}
			run = 0
			groups++
		case c == '.' || c == '٫':
			if point || groups > 0 && run != 3 {
				return -1, 0, 0 // a date, a version, an address
			}
			point, run = true, 0
		default:
			return -1, 0, 0 // a clock time
		}
	}
	if groups > 0 && !point && run != 3 {
		return -1, 0, 0
	}
	if point && digits == 3 && whole > 0 && whole < 1000 && groups == 0 {
		return whole*1000 + fraction, 0, 0
	}
	return whole, fraction, digits
}

// digit is the value of a decimal digit of the scripts whose digits stand in ten consecutive code points, or -1.
func digit(c rune) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= '٠' && c <= '٩':
		return int(c - '٠')
	case c >= '۰' && c <= '۹':
		return int(c - '۰')
	case c >= '०' && c <= '९':
		return int(c - '०')
	}
	return -1
}

func pow10(n int) int64 {
	p := int64(1)
	for range n {
		p *= 10
	}
	return p
}
