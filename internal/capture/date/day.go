package date

import (
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// filler are the words, folded, that may stand in a date and say nothing.
var filler = words(`of the on at de del d le la du el en am um den der dem a au aux les a las los il lo di al il
	st nd rd th в во о об er re e o º ª go го е ге й я
	г гг год года году р рік року рік роки р. yili yil tarihi tarihinde gunu gun no no.
	في من عام سنة سنه لعام يوم بتاريخ تاريخ ميلادي ميلادية م
	день дня
	published posted date dated on: datum data fecha publie publicado veroffentlicht stand опубликовано опубліковано yayinlanma نشر نشرت
	年 月 日 号 號 년 월 일 วันที่ พ.ศ. พ ศ ค ค.ศ. ad ce be`)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[fold(w)] = true
	}
	return m
}

// otherYears are the words that say that a year is of another calendar.
var otherYears = words("ه هـ هجري هجرية هجري ah h.")

// part is a piece of a date: a number, or the name of a month.
type part struct {
	digits string // of a number
	n      int
	month  month // of a name; its number is 0 for a number
	at     int   // where it stands
	dash   bool  // a dash that is no part of a date in figures stood before it, or a word for "to"
	short  bool  // an apostrophe before a number: a year without its century
	cjk    byte  // 'y', 'm' or 'd' where a Chinese, Japanese or Korean sign after it says what it is
}

// scanned is what is left of a date once its words are told apart.
type scanned struct {
	parts   []part
	weekday time.Weekday
	named   bool // a weekday is named
	other   bool // the year is of another calendar
}

// weekdayIn is s where it is the name of a weekday.
func (n nameIndex) weekdayIn(s string) string {
	if _, ok := n.weekdays[strings.Trim(s, ". ")]; ok {
		return s
	}
	return ""
}

// scan takes a folded date apart. It fails on a word that it does not know.
func scan(s string) (scanned, error) {
	var out scanned
	dash := false
	apostrophe := false
	for i := 0; i < len(s); {
		if name, m, ok := longName(s[i:]); ok {
			out.parts = append(out.parts, part{month: m, at: i, dash: dash})
			dash = false
			i += len(name)
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r >= '0' && r <= '9':
			end := i
			for end < len(s) && s[end] >= '0' && s[end] <= '9' {
				end++
			}
			if end-i > 4 {
				return out, ErrUnreadable
			}
			p := part{digits: s[i:end], n: number(s[i:end]), at: i, dash: dash, short: apostrophe}
			p.cjk = unitAfter(s[end:])
			out.parts = append(out.parts, p)
			dash, apostrophe, i = false, false, end
		case unicode.IsLetter(r):
			end := i + size
			for end < len(s) {
				r, n := utf8.DecodeRuneInString(s[end:])
				if !unicode.IsLetter(r) && r != '\'' || han(r) != han(rune(firstRune(s[i:]))) {
					break
				}
				end += n
			}
			joined, err := out.word(s[i:end], i, dash)
			if err != nil {
				return out, err
			}
			dash, i = joined, end
		default:
			apostrophe = r == '\''
			if r == '-' && i > 0 && i+1 < len(s) && (s[i-1] == ' ' || s[i+1] == ' ') {
				dash = true
			}
			if !strings.ContainsRune(" ,.-/'·|:;()º\u00b0", r) {
				return out, ErrUnreadable
			}
			i += size
		}
	}
	return out, nil
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

// han reports whether r is a sign that stands for a word.
func han(r rune) bool { return unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hangul, r) }

// unitAfter is the kind of number that a sign of Chinese, Japanese or Korean after it makes it.
func unitAfter(s string) byte {
	s = strings.TrimLeft(s, " ")
	for _, u := range []struct {
		sign string
		kind byte
	}{{"年", 'y'}, {"월", 'm'}, {"月", 'm'}, {"日", 'd'}, {"号", 'd'}, {"號", 'd'}} {
		if strings.HasPrefix(s, fold(u.sign)) {
			return u.kind
		}
	}
	for _, u := range []struct {
		sign string
		kind byte
	}{{"년", 'y'}, {"월", 'm'}, {"일", 'd'}} {
		if strings.HasPrefix(s, fold(u.sign)) {
			return u.kind
		}
	}
	return 0
}

// longName finds the name of a month of several words, or with points in it, that s begins with.
func longName(s string) (name string, m month, ok bool) {
	for _, n := range names.long {
		if len(n) > len(name) && strings.HasPrefix(s, n) {
			if r := firstRune(s[len(n):]); len(s) == len(n) || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				name = n
			}
		}
	}
	return name, names.months[name], name != ""
}

// roman are the months in Roman numerals, as they stand in 13.XII.2016.
var roman = map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11, "xii": 12}

// word takes in a word. joined tells that it stands between the ends of a range.
func (out *scanned) word(w string, at int, dash bool) (joined bool, err error) {
	if m, ok := names.months[w]; ok {
		out.parts = append(out.parts, part{month: m, at: at, dash: dash})
		return false, nil
	}
	if wd, ok := names.weekdays[w]; ok {
		out.weekday, out.named = wd, true
		return dash, nil
	}
	switch {
	case filler[w]:
		return dash, nil
	case otherYears[w]:
		out.other = true
		return dash, nil
	case w == "to" || w == "bis" || w == "until" || w == "and" || w == "إلى" || w == "الى" || w == "по" || w == "til":
		return true, nil
	}
	if n, ok := roman[w]; ok && len(out.parts) == 1 && out.parts[0].month.number == 0 {
		out.parts = append(out.parts, part{month: month{number: n}, at: at})
		return false, nil
	}
	return false, ErrUnreadable
}

// parseDay reads a date without a time of day: a day, a month, a year, or a range of days in a month.
func (r Reader) parseDay(s string) (string, error) {
	found, err := scan(s)
	if err != nil {
		return "", err
	}
	if found.other {
		return "", ErrCalendar
	}
	var months, numbers []part
	for _, p := range found.parts {
		switch {
		case p.month.number == 0:
			numbers = append(numbers, p)
		case len(months) > 0 && months[len(months)-1].month == p.month && !p.dash: // two names of one month: "كانون الأول/ديسمبر"
		default:
			months = append(months, p)
		}
	}
	// The short form of Tuesday in French and Spanish is that of March.
	if len(months) == 2 && months[0].at < 2 && strings.HasPrefix(s, "mar") && len(numbers) > 0 && numbers[0].at > months[0].at {
		months = months[1:]
	}
	switch {
	case len(months) == 0:
		return r.inFigures(numbers, found)
	case len(months) == 1:
		return named(months[0], numbers, found)
	case len(months) == 2:
		return acrossMonths(months, numbers)
	}
	return "", ErrUnreadable
}

// isYear reports whether a number can only be a year.
func (p part) isYear() bool { return len(p.digits) == 4 || p.short || p.cjk == 'y' }

// year is the year that a number stands for.
func (p part) year() int {
	if len(p.digits) != 2 {
		return p.n
	}
	if p.n < 70 { // as POSIX has it
		return 2000 + p.n
	}
	return 1900 + p.n
}

// named reads a date whose month is named.
func named(m part, numbers []part, found scanned) (string, error) {
	var y, d, d2 part
	switch len(numbers) {
	case 1:
		if !numbers[0].isYear() {
			return "", ErrNoYear
		}
		y = numbers[0]
	case 2:
		y, d = numbers[1], numbers[0]
		if numbers[0].isYear() {
			y, d = numbers[0], numbers[1]
		}
		if !y.isYear() && (len(y.digits) != 2 || d.dash || y.dash) || d.isYear() && !y.short {
			return "", ErrUnreadable
		}
	case 3:
		d, d2, y = numbers[0], numbers[1], numbers[2]
		if !y.isYear() || d.isYear() || d2.isYear() {
			return "", ErrUnreadable
		}
	default:
		if len(numbers) == 0 {
			return "", ErrUnreadable
		}
		return "", ErrUnreadable
	}
	from, err := dayIn(m.month, y, d)
	if err != nil {
		return "", err
	}
	if d2.digits == "" {
		return from.checked(found)
	}
	to, err := dayIn(m.month, y, d2)
	if err != nil {
		return "", err
	}
	return interval(from.String(), to.String())
}

// dayIn is a day, or a month where d has no digits, of a named month.
func dayIn(m month, y, d part) (day, error) {
	switch m.calendar {
	case hijri:
		return day{}, ErrCalendar
	case persian:
		if d.digits == "" || len(y.digits) != 4 {
			return day{}, ErrCalendar
		}
		return fromPersian(y.n, m.number, d.n)
	}
	year, err := gregorianYear(y.year())
	if err != nil {
		return day{}, err
	}
	found := day{year: year, month: m.number, day: d.n}
	if d.digits != "" && !found.valid() {
		return day{}, ErrUnreadable
	}
	return found, nil
}

// checked is the day, unless it is not the weekday that is named beside it.
func (d day) checked(found scanned) (string, error) {
	if found.named && d.day > 0 && d.weekday() != found.weekday {
		return "", ErrWeekday
	}
	return d.String(), nil
}

// acrossMonths reads a range from one month to another.
func acrossMonths(months, numbers []part) (string, error) {
	var y1, d1, y2, d2 part
	switch {
	case len(numbers) == 1 && numbers[0].isYear():
		y1, y2 = numbers[0], numbers[0]
	case len(numbers) == 3 && numbers[2].isYear():
		d1, d2, y1, y2 = numbers[0], numbers[1], numbers[2], numbers[2]
	case len(numbers) == 4 && numbers[1].isYear() && numbers[3].isYear():
		d1, y1, d2, y2 = numbers[0], numbers[1], numbers[2], numbers[3]
	default:
		return "", ErrUnreadable
	}
	from, err := dayIn(months[0].month, y1, d1)
	if err != nil {
		return "", err
	}
	to, err := dayIn(months[1].month, y2, d2)
	if err != nil {
		return "", err
	}
	return interval(from.String(), to.String())
}

// inFigures reads a date without a word for its month.
func (r Reader) inFigures(numbers []part, found scanned) (string, error) {
	switch len(numbers) {
	case 1:
		if !numbers[0].isYear() {
			return "", ErrUnreadable
		}
		y, err := gregorianYear(numbers[0].year())
		return day{year: y}.String(), orNil(err)
	case 2:
		return monthInFigures(numbers[0], numbers[1])
	case 3:
		return r.dayInFigures(numbers[0], numbers[1], numbers[2], found)
	}
	return "", ErrUnreadable
}

func orNil(err error) error { return err }

func monthInFigures(a, b part) (string, error) {
	y, m := a, b
	if !a.isYear() {
		y, m = b, a
	}
	if !y.isYear() || m.isYear() || m.n < 1 || m.n > 12 {
		if !a.isYear() && !b.isYear() {
			return "", ErrNoYear
		}
		return "", ErrUnreadable
	}
	year, err := gregorianYear(y.year())
	if err != nil {
		return "", err
	}
	return day{year: year, month: m.n}.String(), nil
}

// dayInFigures reads a day of three numbers. The year is the one that can only be a year; of the other two, a number
// over 12 is the day, and else the weekday, or what is known of the writer, tells which is.
func (r Reader) dayInFigures(a, b, c part, found scanned) (string, error) {
	var candidates []day
	add := func(y, m, d part) error {
		year, err := gregorianYear(y.year())
		if err != nil {
			return err
		}
		if one := (day{year, m.n, d.n}); one.valid() {
			candidates = append(candidates, one)
		}
		return nil
	}
	var err error
	switch {
	case a.cjk == 'y' && b.cjk == 'm' || a.isYear() && !b.isYear() && !c.isYear():
		err = add(a, b, c)
	case c.isYear() && !a.isYear() && !b.isYear():
		err = r.addOrders(add, a, b, c)
	case len(a.digits) <= 2 && len(b.digits) <= 2 && len(c.digits) == 2:
		if c.n <= 31 && r.Order == Unknown && !found.named {
			return "", ErrAmbiguous // 13/12/16 may begin with its year
		}
		err = r.addOrders(add, a, b, c)
	default:
		return "", ErrUnreadable
	}
	if err != nil {
		return "", err
	}
	return one(candidates, found)
}

// addOrders adds the days that a date with its year last can mean.
func (r Reader) addOrders(add func(y, m, d part) error, a, b, y part) error {
	if r.Order != MonthFirst || a.n > 12 {
		if err := add(y, b, a); err != nil {
			return err
		}
	}
	if (r.Order != DayFirst || b.n > 12) && a.n != b.n {
		return add(y, a, b)
	}
	return nil
}

// one is the day of the candidates that fits the weekday, where one is named.
func one(candidates []day, found scanned) (string, error) {
	if len(candidates) == 0 {
		return "", ErrUnreadable
	}
	if !found.named {
		if len(candidates) > 1 {
			return "", ErrAmbiguous
		}
		return candidates[0].String(), nil
	}
	var fits []day
	for _, d := range candidates {
		if d.weekday() == found.weekday {
			fits = append(fits, d)
		}
	}
	switch len(fits) {
	case 0:
		return "", ErrWeekday
	case 1:
		return fits[0].String(), nil
	}
	return "", ErrAmbiguous
}

// intervalForm is a range as EDTF and ISO 8601 write it, or with a dash or a word between its ends.
var intervalForm = regexp.MustCompile(`^(.*\d.*?)(?:/| - | to | bis | au | al | по | إلى | الى |--)(.*\d.*)$`)

// parseInterval reads a range whose ends are whole dates. It is not ok for anything else.
func (r Reader) parseInterval(s string) (string, bool, error) {
	m := intervalForm.FindStringSubmatch(s)
	if m == nil || strings.Contains(m[1], ":") || strings.Contains(m[2], ":") {
		return "", false, nil
	}
	from, err := r.parseDay(m[1])
	if err != nil {
		return "", false, nil
	}
	to, err := r.parseDay(m[2])
	if err != nil {
		return "", false, nil
	}
	value, err := interval(from, to)
	if err != nil {
		return "", false, nil
	}
	return value, true, nil
}
