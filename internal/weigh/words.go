package weigh

import (
	"fmt"
	"strings"

	"firsthand/internal/report"
)

// inWords writes a small count as a word.
func inWords(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return number(int64(n))
}

// counted writes a count with its noun: "one report", "12 reports".
func counted(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	return inWords(n) + " " + noun + "s"
}

// number writes a count with commas between thousands.
func number(n int64) string { return report.Grouped(n) }

// list joins names for people: "A", "A and B", "A, B and C", "A, B and two others".
func list(names []string) string {
	const most = 3
	switch n := len(names); {
	case n == 0:
		return ""
	case n == 1:
		return names[0]
	case n > most+1:
		return fmt.Sprintf("%s and %s others", strings.Join(names[:most], ", "), inWords(n-most))
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}
