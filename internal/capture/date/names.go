package date

import (
	_ "embed"
	"strings"
	"time"
)

//go:embed names.txt
var nameTable string

// calendar is the way in which years and months are counted.
type calendar int

const (
	gregorian calendar = iota
	persian
	hijri
)

// month is a month by its name.
type month struct {
	calendar calendar
	number   int
	buddhist bool // the name is Thai, and so may be the year
}

// names are the months and weekdays by their folded names.
var names = readNames(nameTable)

type nameIndex struct {
	months   map[string]month
	weekdays map[string]time.Weekday
	long     []string // names of more than one word, which are looked for first
}

func readNames(table string) nameIndex {
	index := nameIndex{months: map[string]month{}, weekdays: map[string]time.Weekday{}}
	calendars := map[string]calendar{"gregorian": gregorian, "persian": persian, "hijri": hijri}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		switch cells[0] {
		case "months":
			for i, cell := range cells[3:] {
				for name := range strings.SplitSeq(cell, "|") {
					index.add(name, month{calendars[cells[2]], i + 1, cells[1] == "th"})
				}
			}
		case "weekdays":
			for i, cell := range cells[2:] {
				for name := range strings.SplitSeq(cell, "|") {
					index.weekdays[fold(name)] = time.Weekday((i + 1) % 7)
				}
			}
		}
	}
	return index
}

func (n *nameIndex) add(name string, m month) {
	if name == "." {
		return
	}
	name = fold(name)
	n.months[name] = m
	if strings.ContainsAny(name, " .0123456789") {
		n.long = append(n.long, name)
	}
}

// IsName reports whether a word is the name of a month or of a weekday.
func IsName(word string) bool {
	key := strings.Trim(fold(word), ".,")
	_, isMonth := names.months[key]
	_, isWeekday := names.weekdays[key]
	return isMonth || isWeekday
}
