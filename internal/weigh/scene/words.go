package scene

import (
	"firsthand/internal/report"
)

// inWords writes a small count as a word.
func inWords(n int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n >= 0 && n < len(words) {
		return words[n]
	}
	return Number(int64(n))
}

// Counted writes a count with its noun: "one report", "12 reports".
func Counted(n int, noun string) string {
	if n == 1 {
		return "one " + noun
	}
	return inWords(n) + " " + noun + "s"
}

// Number writes a count with commas between thousands.
func Number(n int64) string { return report.Grouped(n) }
