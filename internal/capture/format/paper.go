package format

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"firsthand/internal/capture/date"
)

// The beginning of a paper in which its day may stand, and the longest line that is looked at for it.
const (
	paperHead = 12
	paperLine = 100
)

// Paper gives a report the words of a paper: a letter, a statement, a study, which says of itself little more than its
// words. The title is the one that the file carries, else the first line where that is short. The day is the one that
// stands in a line of its own near the beginning, if there is one only: when a file was made is not when it was
// published.
func Paper(item *Item, title, author string, paragraphs []string) {
	r := &item.Report
	r.Author = author
	if !fileTitle(title) {
		r.Title = title
	}
	if len(paragraphs) > 1 {
		first := strings.Join(strings.Fields(paragraphs[0]), " ")
		switch {
		case first == r.Title:
			paragraphs = paragraphs[1:]
		case r.Title == "" && headline(first):
			r.Title, paragraphs = first, paragraphs[1:]
		}
	}
	item.Dates = paperDays(paragraphs[:min(len(paragraphs), paperHead)])
	r.Text = strings.Join(paragraphs, "\n\n")
}

// headline reports whether a line can be a title: short, and no sentence.
func headline(line string) bool {
	return utf8.RuneCountInString(line) <= 150 && !strings.ContainsRune(".:;,؛،。", lastRune(line)) && len(date.Find(line)) == 0
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// nameOfFile is a title that a program wrote: the name of a file, or of a new document.
var nameOfFile = regexp.MustCompile(`(?i)^(?:microsoft (?:word|powerpoint|excel) - .*|.*\.(?:docx?|odt|rtf|pdf|txt|indd|qxd|pages)|untitled(?:[ -]?\d+)?|document\d*|unbenannt.*|sans titre.*)$`)

func fileTitle(title string) bool { return nameOfFile.MatchString(strings.TrimSpace(title)) }

// paperDays are the days in short lines, where they are one and the same day.
func paperDays(paragraphs []string) []string {
	var found []string
	for _, p := range paragraphs {
		for line := range strings.Lines(p) {
			if line = strings.TrimSpace(line); len(line) > paperLine {
				continue
			}
			for _, d := range date.Find(line) {
				found = append(found, d.Words)
			}
		}
	}
	reader := date.Reader{Order: date.DayFirst}
	for _, d := range found {
		if a, _ := reader.Parse(d); a == "" {
			return nil
		} else if b, _ := reader.Parse(found[0]); a != b {
			return nil
		}
	}
	return found[:min(len(found), 1)]
}
