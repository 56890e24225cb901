// Package when finds the expressions of time in a report and says what they mean as TIMEX3 values (ISO-TimeML, ISO
// 24617-1).
//
// Nearly every sentence of a report hangs on a day: "on Monday" is when it happened, "said Tuesday" is when it was
// said, "as of yesterday evening" is how far a figure reaches. The day of publication turns such words into dates. No
// clock is ever read, so that the same report gives the same times in ten years; where neither the words nor the day of
// publication tell, the value stays open: "XXXX-12-12".
//
// It is a hand-written grammar over the tokens of [segment]: each word is looked up once in a lexicon, and the rules
// try the longest reading that begins at a word. Every rule looks at a bounded number of tokens, so that the time taken
// is linear in the text. docs/method-when-where.md lists the rules for readers who want to argue with them.
package when

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"firsthand/internal/read/core/cursor"
	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

// The types of a [report.Time].
const (
	Date     = "DATE"
	Time     = "TIME"
	Duration = "DURATION"
	Set      = "SET"
)

// Find gives the expressions of time in t, in order and without overlaps. Published is the ISO day of publication or an
// RFC 3339 time; where it is empty or no date, relative expressions have open values.
func Find(t *segment.Text, published string) []report.Time {
	f := finder{Cursor: cursor.On(t), t: t, words: classify(t)}
	day := report.Report{Published: published}.Day() // "" for a month or a range of days
	if now, err := time.Parse(time.DateOnly, day); err == nil && now.Year() > 0 {
		f.now, f.dated = now, true
	}
	for i := 0; i < len(f.words); {
		f.void, f.zone = 0, ""
		m, ok := f.at(i)
		if !ok {
			i = max(i+1, f.void)
			continue
		}
		f.emit(m)
		i = m.end
	}
	f.intervals()
	f.roles()
	return f.out
}

// match is one expression: the tokens [start, end), its type and its value, or the date that gives the value.
type match struct {
	start, end int
	kind       string
	value      string // "" where date and clock give it
	date       date
	clock      string // "T07:15", "TEV": appended to a day
	edtf       string // where the date does not give it: a month of another calendar
	interval   string // in EDTF: "the past seven days"
	aside      bool   // only compared with what is spoken of: "a year earlier"
}

// finder walks over one text.
type finder struct {
	cursor.Cursor
	t     *segment.Text
	words []word
	now   time.Time // day of publication
	dated bool      // whether now is known
	ref   date      // the date that was spoken of last, for "that day" and "a year earlier"
	refAt int       // index of the sentence that ref stands in
	out   []report.Time
	where []tokens // of the expressions in out
	zone  string   // the time zone that the expression in hand names, as in zones
	last  int      // end of the last expression, in tokens
	void  int      // end of a date that does not exist, such as 30 February: its parts are no times either
}

// at is the longest expression that begins at token i.
func (f *finder) at(i int) (match, bool) {
	switch w := f.words[i]; w.class {
	case none:
		if f.t.Tokens[i].Kind == segment.Word {
			return f.hyphened(i)
		}
		return match{}, false
	case cardinal, ordinal, vague, scale:
		return f.counted(i)
	case decadeName:
		return f.decade(i)
	case clockText, clockWord:
		return f.clocked(i)
	case monthName, weekName, deictic, tonight:
		return f.dayed(i)
	case partOfDay:
		return f.parted(i)
	case seasonal:
		return f.seasoned(i)
	case shift:
		return f.shifted(i)
	case every, often:
		return f.repeated(i)
	case unit:
		return f.bare(i)
	case reference:
		return f.referred(i)
	case article:
		return f.articled(i)
	case holidayName:
		return f.holiday(i)
	case hijriName:
		return f.hijriSpan(i)
	}
	return match{}, false
}

// emit records m with its value and remembers its date.
func (f *finder) emit(m match) {
	if m.date.grain != noGrain && m.date.year != unknown && (m.date.year < 1 || m.date.year > 9999) {
		return // "the following year", said a thousand times over
	}
	if m.value == "" {
		m.value = m.date.String() + m.clock
		if m.kind == "" {
			m.kind = Date
			if m.clock != "" {
				m.kind = Time
			}
		}
	}
	if m.date.known() && !m.aside {
		f.ref, f.refAt = m.date, f.t.Tokens[m.start].Sentence
	}
	start := f.lead(m.start)
	t := report.Time{
		Span:  report.Span{Start: f.t.Tokens[start].Start, End: f.t.Tokens[m.end-1].End},
		Value: m.value, Type: m.kind, Interval: m.interval,
	}
	f.describe(&t, &m, start)
	f.out = append(f.out, t)
	f.where = append(f.where, tokens{start, m.end})
	f.last = m.end
}

// lead moves the start of an expression over the words that belong to it without changing its value: "early", "about",
// "at least", "the", "the end of". It crosses neither a sentence nor the expression before.
func (f *finder) lead(i int) int {
	first := max(f.last, f.t.Sentences[f.t.Tokens[i].Sentence].First)
	for range 4 {
		switch {
		case i > first && f.words[i-1].class == approx && (!f.Is(i-1, "over") || f.words[i].class == cardinal || f.Is(i, "a", "an")):
			i--
		case i > first && f.words[i-1].class == article && !f.Is(i, "the", "a", "an"):
			i--
		case i-1 > first && f.Is(i-2, "at") && f.Is(i-1, "least", "most"),
			i-1 > first && f.Is(i-1, "than") && f.Is(i-2, "more", "less", "fewer"),
			i-1 > first && f.Is(i-2, "up") && f.Is(i-1, "to"):
			i -= 2
		case i-1 > first && f.Is(i-1, "of", "in") && f.Is(i-2, "end", "beginning", "start", "middle", "eve", "earlier", "later", "late", "early"):
			i -= 2
		default:
			return i
		}
	}
	return i
}

// word is what the lexicon knows of token i, nothing where there is no such token.
func (f *finder) word(i int) word {
	if i < 0 || i >= len(f.words) {
		return word{}
	}
	return f.words[i]
}

// classify looks every token up once.
func classify(t *segment.Text) []word {
	words := make([]word, len(t.Tokens))
	for i := range t.Tokens {
		k := &t.Tokens[i]
		switch k.Kind {
		case segment.Number:
			words[i] = numeral(t.Raw[k.Start:k.End])
		case segment.Word:
			words[i] = lookup(t, i)
		}
	}
	return words
}

// longest is the length in bytes of the longest word in the lexicon.
var longest = func() int {
	n := 0
	for w := range lexicon {
		n = max(n, len(w))
	}
	return n
}()

func lookup(t *segment.Text, i int) word {
	k := t.Tokens[i]
	c := t.Raw[k.Start]
	if n := k.End - k.Start; n < 3 && c != 'a' && c != 'A' || n > longest {
		return word{}
	}
	if '0' <= c && c <= '9' {
		return digitWord(t.Lower[k.Start:k.End])
	}
	s := t.Lower[k.Start:k.End]
	if cursor.OneOf(s, "كانون", "تشرين") { // months of two words: the second is skipped by the rule for months
		if i+1 < len(t.Tokens) {
			s = t.Lower[k.Start:t.Tokens[i+1].End]
		}
	}
	w := lexicon[s]
	if w.class == none && c == "و"[0] { // "and", written together with the word behind it
		w = joinedAnd(s)
	}
	switch w.class {
	case hijriName:
		if 'a' <= c && c <= 'z' {
			return word{}
		}
	case monthName, weekName:
		if 'a' <= c && c <= 'z' { // "may", "march", "sun"
			return word{}
		}
	case unit:
		if 'A' <= c && c <= 'Z' { // the name of a programme or a paper
			return word{}
		}
	}
	return w
}

// joinedAnd reads a month, a weekday, a day or a year behind the Arabic "and": "وأمس", "و2013".
func joinedAnd(s string) word {
	rest, ok := strings.CutPrefix(s, "و")
	if !ok || rest == "" {
		return word{}
	}
	if r, _ := utf8.DecodeRuneInString(rest); unicode.IsDigit(r) {
		if w := numeral(rest); w.short && w.n >= 1900 && w.n < 2100 {
			return w
		}
		return word{}
	}
	switch w := lexicon[rest]; w.class {
	case monthName, weekName, deictic, partOfDay:
		return w
	}
	return word{}
}

// numeral reads a token of digits of any script. Numbers with separators, and those above 9,999, keep the class and
// have n −1.
func numeral(s string) word {
	n := 0
	count := 0
	for _, r := range s {
		d, ok := digitOf(r)
		if !ok || count == 4 {
			return word{class: cardinal, n: -1}
		}
		n = n*10 + d
		count++
	}
	return word{class: cardinal, n: int16(n), short: count == 4, plural: n != 1}
}

func digitOf(r rune) (int, bool) {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0'), true
	case '٠' <= r && r <= '٩':
		return int(r - '٠'), true
	case '۰' <= r && r <= '۹':
		return int(r - '۰'), true
	}
	return 0, false
}

// digitWord reads a word that begins with digits: "27th", "1990s", "7:30pm".
func digitWord(s string) word {
	i := 0
	n := 0
	for i < len(s) && i < 4 && '0' <= s[i] && s[i] <= '9' {
		n = n*10 + int(s[i]-'0')
		i++
	}
	switch s[i:] {
	case "st", "nd", "rd", "th":
		return word{class: ordinal, n: int16(n)}
	case "s", "'s", "’s":
		if n%10 == 0 && (i == 4 && n >= 1000 && n <= 2090 || i == 2) {
			return word{class: decadeName, n: int16(n), short: i == 2}
		}
	}
	if strings.HasSuffix(s, "am") || strings.HasSuffix(s, "pm") {
		return word{class: clockText}
	}
	return word{}
}
