package date

import "regexp"

// writtenDays are the forms in which a whole day stands in a line of text. What they find is parsed before it is
// believed.
var writtenDays = regexp.MustCompile(`\p{Nd}{4}[-./]\p{Nd}{1,2}[-./]\p{Nd}{1,2}(?:[T ]\p{Nd}{1,2}:\p{Nd}{2}(?::\p{Nd}{2})?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?` +
	`|\p{Nd}{4}年\p{Nd}{1,2}月\p{Nd}{1,2}日` +
	`|\p{Nd}{1,2}[./-] ?\p{Nd}{1,2}[./-] ?(?:\p{Nd}{4}|\p{Nd}{2}\b)` +
	`|\p{Nd}{1,2}(?:\.|st|nd|rd|th|er|re|º|-го)?[ \x{a0}-](?:of |de |del |d')?\pL[\pL']{2,}\.?(?:[ /]{1,2}\pL+)?,?[ \x{a0}-](?:de |del |of )?\p{Nd}{4}` +
	`|\pL{3,}\.? \p{Nd}{1,2}(?:st|nd|rd|th)?,? \p{Nd}{4}`)

// Written is a day as it stands in a text.
type Written struct {
	Start, End int // in the text
	Words      string
}

// mostWritten is how many days in a line are looked at; a line with more is a calendar.
const mostWritten = 4

// Find gives the whole days that stand in a line of text, in order: those whose form can be read, whatever their order
// of day and month.
func Find(line string) []Written {
	var out []Written
	for _, at := range writtenDays.FindAllStringIndex(line, mostWritten) {
		words := line[at[0]:at[1]]
		value, err := (Reader{Order: DayFirst}).Parse(words)
		if err != nil {
			value, err = (Reader{Order: MonthFirst}).Parse(words)
		}
		if err == nil && isDay(value) {
			out = append(out, Written{at[0], at[1], words})
		}
	}
	return out
}

// OrderIn is the order of day and month that days from one column or file tell together: that of the first in which a
// number over 12 tells it, [Unknown] where none does or two differ.
func OrderIn(days []string) Order {
	order := Unknown
	for _, d := range days {
		first, firstErr := (Reader{Order: DayFirst}).Parse(d)
		if firstErr != nil || !isDay(first) {
			continue
		}
		told := orderOf(fold(d))
		switch {
		case told == Unknown || told == order:
		case order == Unknown:
			order = told
		default:
			return Unknown
		}
	}
	return order
}

// figures is a day in figures with its year last.
var figures = regexp.MustCompile(`^(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}(?:\D|$)`)

// orderOf is the order that one day in figures tells, folded.
func orderOf(day string) Order {
	m := figures.FindStringSubmatch(day)
	if m == nil {
		return Unknown
	}
	switch a, b := number(m[1]), number(m[2]); {
	case a > 12 && b <= 12:
		return DayFirst
	case b > 12 && a <= 12:
		return MonthFirst
	}
	return Unknown
}
