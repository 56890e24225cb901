// Package plain reads plain text, with or without front matter; the comment of package capture says what that is.
package plain

import (
	"context"
	"io"
	"iter"
	"strings"

	"firsthand/internal/capture/format"
	"firsthand/internal/report"
)

// Format is plain text: whatever no other format knows.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "plain text" }

// Sniff implements [format.Format]. Any bytes may be text; those that are not are refused when they are read.
func (Format) Sniff([]byte) bool { return true }

// Read implements [format.Format].
func (Format) Read(_ context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.One(func() (format.Item, *format.Error) {
		data, problem := format.ReadAll(in, lim)
		if problem != nil {
			return format.Item{}, problem
		}
		return read(data)
	})
}

func read(data []byte) (format.Item, *format.Error) {
	text, charset, problem := format.DecodePlain(data)
	if problem != nil {
		return format.Item{}, problem
	}
	if charset != "utf-8" && format.LooksLikeObject([]byte(text)) {
		return format.Item{}, format.Refuse(format.ErrEncoding, "JSON that is not UTF-8", format.SaveAsUTF8)
	}
	if line := controlCharacter(text); line > 0 {
		return format.Item{}, format.Refuse(format.ErrKind, "binary: a control character in the text", "export it as plain text").At(line)
	}
	item := format.Item{Original: data}
	item.Report.MediaType = "text/plain; charset=" + charset
	item.Report.Text = frontMatter(text, &item)
	return item, nil
}

// controlCharacter gives the line of the first character that no text holds: a C0 control other than tab, line feed,
// carriage return and form feed, or delete; 0 for none. The C1 controls are let through: old pages are full of them,
// where quotation marks once stood.
func controlCharacter(text string) int {
	i := strings.IndexFunc(text, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' || r == '\u007f'
	})
	if i < 0 {
		return 0
	}
	return 1 + strings.Count(text[:i], "\n")
}

// frontMatter reads the front matter that the text begins with, if any, into item and returns the text after it. The
// package comment of capture says what front matter is.
func frontMatter(text string, item *format.Item) string {
	lines, rest := header(text)
	if len(lines) == 0 || fieldOf(lines[0].key, &item.Report) == nil {
		return text
	}
	warn := func(line int, what, hint string) {
		item.Warnings = append(item.Warnings, format.Refuse(format.ErrForm, what, hint).At(line))
	}
	seen := map[*string]bool{}
	item.Lines = map[string]int{}
	for i, l := range lines {
		field := fieldOf(l.key, &item.Report)
		switch {
		case field == nil:
			warn(i+1, "the front matter has a key that is not known; the line was passed over",
				"the keys are Publisher, Published, Title, Author, URL and Language; a blank line ends the front matter")
		case seen[field]:
			warn(i+1, "the front matter has this key twice; the second was passed over", "leave one out")
		default:
			seen[field] = true
			*field = l.value
			item.Lines[fieldName(l.key)] = i + 1
		}
	}
	if open := len(lines); !closed(text, rest) {
		warn(open, "no blank line ends the front matter; the text was taken to begin after this line", "put a blank line between them")
	}
	return rest
}

// closed reports whether a blank line, or the end of the text, stands before rest.
func closed(text, rest string) bool {
	before := strings.TrimSuffix(text, rest)
	last := strings.LastIndexByte(strings.TrimSuffix(before, "\n"), '\n')
	return rest == "" || strings.TrimSpace(before[last+1:]) == ""
}

// fieldOf is the field of r that a key of front matter names, nil for none.
func fieldOf(key string, r *report.Report) *string {
	switch strings.ToLower(key) {
	case "publisher":
		return &r.Publisher
	case "published":
		return &r.Published
	case "title":
		return &r.Title
	case "author":
		return &r.Author
	case "url":
		return &r.URL
	case "language":
		return &r.Lang
	}
	return nil
}

// fieldName is what a report's field is called in JSON, for a key of front matter.
func fieldName(key string) string {
	if key = strings.ToLower(key); key == "language" {
		return "lang"
	}
	return key
}

// keyValue is a line of the form "Key: value".
type keyValue struct{ key, value string }

// maxHeader is the most lines that front matter could have, were every key there twice.
const maxHeader = 12

// header cuts the lines of the form "Key: value" off the beginning of text, up to and with the blank line that ends
// them. Where another line stands among them it gives none, unless at least two lines with keys of front matter, and
// nothing else, stand before it: then only the blank line is missing.
func header(text string) (lines []keyValue, rest string) {
	known := true
	for rest = text; len(lines) <= maxHeader; {
		line, after, more := strings.Cut(rest, "\n")
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			return lines, after
		}
		key, value, ok := strings.Cut(trimmed, ":")
		if !ok || !format.Word(key) {
			if len(lines) >= 2 && known {
				return lines, rest
			}
			return nil, text
		}
		known = known && fieldOf(key, &report.Report{}) != nil
		lines = append(lines, keyValue{key, strings.TrimSpace(value)})
		if rest = after; !more {
			return lines, ""
		}
	}
	return nil, text
}
