package capture

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"firsthand/internal/report"
)

// record is a line of JSON. Members that are not named here are passed over.
type record struct {
	ID        string `json:"id"`
	Text      string `json:"text"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Published string `json:"published"`
	URL       string `json:"url"`
	Lang      string `json:"lang"`
	Author    string `json:"author"`
}

const recordHint = `a line is {"text": …} with id, title, publisher, published, url, lang and author where they are known, all strings`

// ParseLine reads one report from a JSON object with the members id, text, title, publisher, published, url, lang and author, of which
// only text or id must be there: a report that is known by its id may have lost its text and keep only its title. The report keeps the
// id that it was given; without one it has the id that [report.NewID] gives. Its original is the line.
//
// The JSON is read strictly (RFC 8259 with the restrictions of RFC 7493): it is UTF-8 without broken surrogates, and no member stands in it
// twice. The text is taken as it is, only U+0000 is refused; the other members are put on one line. The error is an [*Error] without
// name and line.
func ParseLine(line []byte) (report.Report, error) {
	r, problem := parseMembers(line)
	if problem == nil && r.ID == "" && blank(r.Text) {
		problem = noText()
	}
	if problem != nil {
		return report.Report{}, problem
	}
	if r.ID == "" {
		r.ID = report.NewID(r.Original, r.Publisher, r.URL, r.Part)
	}
	return r, nil
}

// parseRecord reads a report that is to be kept, and so must have a text.
func parseRecord(line []byte) (report.Report, *Error) {
	r, problem := parseMembers(line)
	if problem == nil && blank(r.Text) {
		problem = noText()
	}
	return r, problem
}

func noText() *Error { return refuse(ErrEmpty, `it has no "text"`, recordHint) }

// parseMembers reads what a line says of a report, whether it has a text or not.
func parseMembers(line []byte) (report.Report, *Error) {
	if !utf8.Valid(line) {
		return report.Report{}, refuse(ErrEncoding, "not UTF-8, as JSON must be", saveAsUTF8)
	}
	var rec record
	if err := json.Unmarshal(line, &rec); err != nil {
		return report.Report{}, recordError(err)
	}
	if strings.ContainsRune(rec.Text, 0) {
		return report.Report{}, refuse(ErrKind, `its "text" holds the character U+0000`, "export the text again; it was not text there")
	}
	r := report.Report{
		ID: rec.ID, Title: rec.Title, Publisher: rec.Publisher, Author: rec.Author, Published: rec.Published, URL: rec.URL, Lang: rec.Lang,
		Text: rec.Text, Original: report.DigestOf(line), MediaType: "application/json",
	}
	if problem := normalise(&r); problem != nil {
		return report.Report{}, problem
	}
	return r, nil
}

// recordError says what is wrong with a line without repeating any of it.
func recordError(err error) *Error {
	if wrong, ok := errors.AsType[*json.SemanticError](err); ok {
		name := strings.TrimPrefix(string(wrong.JSONPointer), "/")
		switch name {
		case "id", "text", "title", "publisher", "published", "url", "lang", "author":
			return refuse(ErrForm, fmt.Sprintf("its %q is not a string", name), recordHint)
		}
		return refuse(ErrForm, "not a JSON object of strings", recordHint)
	}
	if wrong, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		if errors.Is(err, jsontext.ErrDuplicateName) {
			return refuse(ErrForm, "a member stands in it twice", "leave one out")
		}
		return refuse(ErrForm, fmt.Sprintf("not JSON after byte %d", wrong.ByteOffset), recordHint)
	}
	return refuse(ErrForm, "not JSON", recordHint)
}

// looksLikeRecords tells whether the bytes begin as a JSON object does. Plain text may begin with a brace, but not with this.
func looksLikeRecords(data []byte) bool {
	rest, ok := bytes.CutPrefix(trimStart(data), []byte("{"))
	rest = bytes.TrimLeft(rest, " \t\r\n")
	return ok && len(rest) > 0 && (rest[0] == '"' || rest[0] == '}')
}

// spansLines tells whether data is one JSON value that is written over several lines.
func spansLines(data []byte) bool {
	value := bytes.TrimSpace(bytes.TrimPrefix(data, markUTF8))
	return bytes.IndexByte(value, '\n') >= 0 && isJSON(value)
}

// isJSON tells whether data is one JSON value, if perhaps one that [ParseLine] is too strict for.
func isJSON(data []byte) bool {
	return jsontext.Value(data).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

// wholeObject reads data that is one JSON value; it is not ok for anything else. A list of reports is refused: it has no lines to be named.
func wholeObject(data []byte) (r report.Report, ok bool, problem *Error) {
	value := bytes.TrimSpace(bytes.TrimPrefix(data, markUTF8))
	if len(value) == 0 || value[0] != '{' && value[0] != '[' || !isJSON(value) {
		return report.Report{}, false, nil
	}
	if value[0] == '[' {
		return report.Report{}, true, refuse(ErrForm, "a list in JSON", "write one object a line, without the brackets and commas around them")
	}
	r, problem = parseRecord(value)
	return r, true, problem
}

// mostBad is how many lines in a row may be bad before the rest of a file is given up: it is something else than lines of JSON.
const mostBad = 100

// records reads lines of JSON. Blank lines are passed over.
func (c *capturer) records(name string, in io.Reader) iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		lines := newLineReader(in, c.lim.Line)
		for bad := 0; ; {
			line, number, err := lines.next()
			if err == io.EOF {
				return
			}
			if err != nil && err != errLongLine {
				yield(Item{}, fileError(name, err).at(number))
				return
			}
			if err == nil && blankLine(line) {
				continue
			}
			item, problem := guard(func() (Item, *Error) { return c.record(line, err) })
			if problem == nil {
				bad = 0
				item.Report.Name = baseName(name)
				if !yield(item, nil) {
					return
				}
				continue
			}
			if !yield(Item{}, problem.in(name).at(number)) {
				return
			}
			if bad++; bad == mostBad {
				yield(Item{}, refuse(ErrForm, fmt.Sprintf("%d lines in a row cannot be read; the rest of the file was left", mostBad), recordHint).in(name).at(number))
				return
			}
		}
	}
}

// record makes an item of a line.
func (c *capturer) record(line []byte, err error) (Item, *Error) {
	if err != nil {
		return Item{}, refuse(ErrTooLarge, "longer than "+size(c.lim.Line), "check that each report stands on a line of its own")
	}
	r, problem := parseRecord(line)
	if problem != nil {
		return Item{}, problem
	}
	return c.finish(r, bytes.Clone(line))
}

func blankLine(line []byte) bool { return len(bytes.Trim(line, " \t\r")) == 0 }
