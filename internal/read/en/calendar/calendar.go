// Package calendar holds the English names of days and months, once for all rules that look at them.
package calendar

import (
	_ "embed"

	"firsthand/internal/read/core/lexicon"
)

//go:embed calendar.txt
var list string

// Weekdays are the days of the week from Monday, and Months the months from January, in full and in lower case.
var Weekdays, Months []string

// days and months are the words of [Day] and [Month].
var days, months = make(map[string]bool), make(map[string]bool)

func init() {
	for _, e := range lexicon.Must(list, 1) {
		words := days
		switch e.Fields[0] {
		case "weekday":
			Weekdays = append(Weekdays, e.Forms...)
		case "month":
			Months = append(Months, e.Forms...)
			words = months
		case "short month":
			words = months
		}
		for _, w := range e.Forms {
			words[w] = true
		}
	}
}

// Day reports whether a word in lower case says when by a day: "monday", "yesterday", "recently".
func Day(w string) bool { return days[w] }

// Month reports whether a word in lower case is a month, in full or short.
func Month(w string) bool { return months[w] }
