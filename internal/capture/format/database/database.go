// Package database reads the texts that press databases give for download: many articles in one file, each below a line
// "1 of 2 DOCUMENTS" and with its publisher, its day and other fields in lines of their own.
//
// Taken for one plain text, such a file would be one report of nobody, on no day, in which the figures of unrelated
// events stand side by side.
package database

import (
	"context"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
)

// Format is a download of a press database.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "a download of a press database" }

// beginning is the line above each article, in the languages of the database.
var beginning = regexp.MustCompile(`^\s*(?:Document )?\d{1,5} (?:of|de|von|sur|di) \d{1,5} (?:DOCUMENTS?|DOCUMENTOS?|DOKUMENTEN?|DOCUMENTI)\s*$`)

// Sniff implements [format.Format]: the first line with words is the one above the first article.
func (Format) Sniff(head []byte) bool {
	for line := range strings.Lines(string(head[:min(len(head), 4<<10)])) {
		if line = strings.TrimPrefix(line, "\ufeff"); strings.TrimSpace(line) != "" {
			return beginning.MatchString(line)
		}
	}
	return false
}

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		text, charset, problem := format.DecodePlain(data)
		if problem != nil {
			yield(format.Item{}, problem)
			return
		}
		number := 0
		for lines, first := range documents(text) {
			number++
			item := read(lines)
			item.Original, item.Line = data, first
			item.Report.Part, item.Report.MediaType = fmt.Sprintf("document %d", number), "text/plain; charset="+charset
			var problem *format.Error
			if format.Blank(item.Report.Text) {
				item, problem = format.Item{}, format.Refuse(format.ErrEmpty, fmt.Sprintf("document %d has no words", number), "").At(first)
			}
			if ctx.Err() != nil || !yield(item, problem) {
				return
			}
		}
	})
}

// documents yields the lines of each article, without the one above it, and the number of the first.
func documents(text string) iter.Seq2[[]string, int] {
	return func(yield func([]string, int) bool) {
		var lines []string
		first, number := 0, 0
		for line := range strings.Lines(text) {
			number++
			line = strings.TrimRight(line, "\r\n")
			if !beginning.MatchString(line) {
				lines = append(lines, line)
				continue
			}
			if first > 0 && !yield(lines, first) {
				return
			}
			lines, first = nil, number+1
		}
		if first > 0 {
			yield(lines, first)
		}
	}
}

// field is a line that begins with the name of a field in capitals: "BYLINE: Ada Tarn".
var field = regexp.MustCompile(`^([A-Z][A-Z -]{2,24}): *(.*)$`)

// read reads one article: what stands above it, centred, is the publisher and the day; then come the headline, fields,
// the words, and fields again.
func read(lines []string) format.Item {
	item := format.Item{}
	r := &item.Report
	var paragraphs []string
	for _, block := range blocks(lines) {
		first := strings.TrimSpace(block[0])
		said := strings.Join(trimmed(block), " ")
		m := field.FindStringSubmatch(first)
		switch {
		case m != nil:
			rest := strings.TrimSpace(m[2] + " " + strings.Join(trimmed(block[1:]), " "))
			readField(&item, m[1], rest, &paragraphs)
		case r.Publisher == "" && len(paragraphs) == 0 && r.Title == "":
			r.Publisher = said
		case r.Published == "" && r.Title == "" && hasDay(said):
			r.Published = dayIn(said)
		case strings.HasPrefix(first, "Copyright ") || strings.HasPrefix(first, "All Rights Reserved"):
		case r.Title == "" && len(said) < 300:
			r.Title = said
		default:
			paragraphs = append(paragraphs, said)
		}
	}
	r.Text = strings.Join(paragraphs, "\n\n")
	return item
}

// readField notes a field that is understood and leaves out any other.
func readField(item *format.Item, name, value string, paragraphs *[]string) {
	r := &item.Report
	switch name {
	case "BYLINE":
		r.Author = value
	case "HEADLINE":
		r.Title = value
	case "LANGUAGE":
		r.Lang = strings.ToLower(value)
	case "LOAD-DATE":
		item.Dates = append(item.Dates, value)
	case "BODY":
		if value != "" {
			*paragraphs = append(*paragraphs, value)
		}
	}
}

// blocks are the runs of lines between empty ones.
func blocks(lines []string) [][]string {
	var out [][]string
	start := -1
	for i := 0; i <= len(lines); i++ {
		blank := i == len(lines) || strings.TrimSpace(lines[i]) == ""
		switch {
		case blank && start >= 0:
			out = append(out, lines[start:i])
			start = -1
		case !blank && start < 0:
			start = i
		}
	}
	return out
}

func trimmed(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.TrimSpace(l)
	}
	return out
}

// hasDay reports whether a short line holds a whole day.
func hasDay(line string) bool { return len(line) < 120 && len(date.Find(line)) > 0 }

func dayIn(line string) string { return date.Find(line)[0].Words }
