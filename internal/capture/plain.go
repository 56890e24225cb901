package capture

import (
	"strings"

	"firsthand/internal/report"
)

// readPlain reads a plain text.
func readPlain(data []byte) (report.Report, *Error) {
	text, charset, problem := decodePlain(data)
	if problem != nil {
		return report.Report{}, problem
	}
	if looksLikeRecords([]byte(text)) && charset != "utf-8" {
		return report.Report{}, refuse(ErrEncoding, "JSON that is not UTF-8", saveAsUTF8)
	}
	if line := controlCharacter(text); line > 0 {
		return report.Report{}, refuse(ErrKind, "binary: a control character in the text", "export it as plain text").at(line)
	}
	r := report.Report{MediaType: "text/plain; charset=" + charset}
	r.Text, problem = frontMatter(text, &r)
	return r, problem
}

// controlCharacter gives the line of the first character that no text holds: a C0 control other than tab, line feed, carriage return and
// form feed, or delete; 0 for none. The C1 controls are let through: old pages are full of them, where quotation marks once stood.
func controlCharacter(text string) int {
	i := strings.IndexFunc(text, func(r rune) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' || r == '\u007f'
	})
	if i < 0 {
		return 0
	}
	return 1 + strings.Count(text[:i], "\n")
}

// frontMatter reads the front matter that the text begins with, if any, into r and returns the text after it. The package comment
// says what front matter is.
func frontMatter(text string, r *report.Report) (string, *Error) {
	lines, rest := header(text)
	if len(lines) == 0 || fieldOf(lines[0].key, r) == nil {
		return text, nil
	}
	seen := map[*string]bool{}
	for i, l := range lines {
		field := fieldOf(l.key, r)
		if field == nil {
			return "", refuse(ErrForm, "the front matter has a key that is not known",
				"the keys are Publisher, Published, Title, Author, URL and Language; a blank line ends the front matter").at(i + 1)
		}
		if seen[field] {
			return "", refuse(ErrForm, "the front matter has this key twice", "leave one out").at(i + 1)
		}
		seen[field] = true
		*field = l.value
		if problem := normalise(r); problem != nil {
			return "", problem.at(i + 1)
		}
	}
	return rest, nil
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

// keyValue is a line of the form "Key: value".
type keyValue struct{ key, value string }

// maxHeader is the most lines that front matter could have, were every key there twice.
const maxHeader = 12

// header cuts the lines of the form "Key: value" off the beginning of text, up to and with the blank line that ends them. It gives none if
// another line stands among them.
func header(text string) (lines []keyValue, rest string) {
	for rest = text; len(lines) <= maxHeader; {
		line, after, more := strings.Cut(rest, "\n")
		rest = after
		line = strings.TrimSpace(line)
		if line == "" {
			return lines, rest
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok || !word(key) {
			return nil, text
		}
		lines = append(lines, keyValue{key, strings.TrimSpace(value)})
		if !more {
			return lines, ""
		}
	}
	return nil, text
}

// word tells whether s is one word of ASCII letters and hyphens.
func word(s string) bool {
	for _, c := range []byte(s) {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' {
			return false
		}
	}
	return s != ""
}
