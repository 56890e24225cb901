// Package ndjson reads reports that are written as JSON: one object a line, or one object over several lines.
package ndjson

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"firsthand/internal/capture/format"
	"firsthand/internal/report"
)

// Format is lines of JSON.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "lines of JSON" }

// Sniff implements [format.Format]: an object begins as in JSON, or the bytes are one list.
func (Format) Sniff(head []byte) bool {
	return format.LooksLikeObject(head) || looksLikeList(head)
}

// Read implements [format.Format]. Lines are read as they come, however many; an object that spans lines is held whole.
func (Format) Read(_ context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return func(yield func(format.Item, *format.Error) bool) {
		data, err := io.ReadAll(io.LimitReader(in, int64(lim.Original)+1))
		if err != nil {
			yield(format.Item{}, format.FileError(err))
			return
		}
		if format.LooksLikeObject(data) && !spansLines(data) {
			records(io.MultiReader(bytes.NewReader(format.TrimMark(data)), in), lim)(yield)
			return
		}
		yield(format.Guard(func() (format.Item, *format.Error) { return whole(data, lim) }))
	}
}

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

// Parse reads what a line says of a report, whether it has a text or not. Report.ID is the one that the line gives.
//
// The JSON is read strictly (RFC 8259 with the restrictions of RFC 7493): it is UTF-8 without broken surrogates, and no
// member stands in it twice. The text is taken as it is, only U+0000 is refused.
func Parse(line []byte) (format.Item, *format.Error) {
	if !utf8.Valid(line) {
		return format.Item{}, format.Refuse(format.ErrEncoding, "not UTF-8, as JSON must be", format.SaveAsUTF8)
	}
	var rec record
	if err := json.Unmarshal(line, &rec); err != nil {
		return format.Item{}, recordError(err)
	}
	if strings.ContainsRune(rec.Text, 0) {
		return format.Item{}, format.Refuse(format.ErrKind, `its "text" holds the character U+0000`, "export the text again; it was not text there")
	}
	r := report.Report{
		ID: rec.ID, Title: rec.Title, Publisher: rec.Publisher, Author: rec.Author, Published: rec.Published, URL: rec.URL, Lang: rec.Lang,
		Text: rec.Text, MediaType: "application/json",
	}
	return format.Item{Report: r, Original: line}, nil
}

// recordError says what is wrong with a line without repeating any of it.
func recordError(err error) *format.Error {
	if wrong, ok := errors.AsType[*json.SemanticError](err); ok {
		name := strings.TrimPrefix(string(wrong.JSONPointer), "/")
		switch name {
		case "id", "text", "title", "publisher", "published", "url", "lang", "author":
			return format.Refuse(format.ErrForm, fmt.Sprintf("its %q is not a string", name), recordHint)
		}
		return format.Refuse(format.ErrForm, "not a JSON object of strings", recordHint)
	}
	if wrong, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		if errors.Is(err, jsontext.ErrDuplicateName) {
			return format.Refuse(format.ErrForm, "a member stands in it twice", "leave one out")
		}
		return format.Refuse(format.ErrForm, fmt.Sprintf("not JSON after byte %d", wrong.ByteOffset), recordHint)
	}
	return format.Refuse(format.ErrForm, "not JSON", recordHint)
}

// spansLines tells whether data is one JSON value that is written over several lines.
func spansLines(data []byte) bool {
	value := bytes.TrimSpace(format.TrimMark(data))
	return bytes.IndexByte(value, '\n') >= 0 && isJSON(value)
}

// isJSON tells whether data is one JSON value, if perhaps one that [Parse] is too strict for.
func isJSON(data []byte) bool {
	return jsontext.Value(data).IsValid(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
}

// looksLikeList reports whether the bytes begin as a list in JSON and as nothing else.
func looksLikeList(head []byte) bool {
	start := format.TrimStart(head)
	if len(start) == 0 || start[0] != '[' {
		return false
	}
	d := jsontext.NewDecoder(bytes.NewReader(start), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if err := d.SkipValue(); err != nil {
		return errors.Is(err, io.ErrUnexpectedEOF) && len(head) >= format.HeadSize
	}
	_, err := d.ReadToken()
	return err == io.EOF
}

// whole reads a file that is one JSON value. A list of reports is refused: it has no lines to be named.
func whole(data []byte, lim format.Limits) (format.Item, *format.Error) {
	value := bytes.TrimSpace(format.TrimMark(data))
	switch {
	case len(data) > lim.Original:
		_, problem := format.ReadAll(bytes.NewReader(data), lim)
		return format.Item{}, problem
	case len(value) > 0 && value[0] == '[':
		return format.Item{}, format.Refuse(format.ErrForm, "a list in JSON", "write one object a line, without the brackets and commas around them")
	}
	item, problem := keepable(value)
	item.Original = data
	return item, problem
}

// records reads lines of JSON. Blank lines are passed over.
func records(in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return func(yield func(format.Item, *format.Error) bool) {
		lines := format.NewLines(in, lim.Line)
		for {
			line, number, err := lines.Next()
			if err == io.EOF {
				return
			}
			if err != nil && err != format.ErrLongLine {
				yield(format.Item{}, format.FileError(err).At(number))
				return
			}
			if err == nil && blankLine(line) {
				continue
			}
			item, problem := format.Guard(func() (format.Item, *format.Error) {
				if err != nil {
					return format.Item{}, format.Refuse(format.ErrTooLarge, "longer than "+format.Size(lim.Line), "check that each report stands on a line of its own")
				}
				return keepable(bytes.Clone(line))
			})
			item.Line = number
			if problem != nil {
				item, problem = format.Item{}, problem.At(number)
			}
			if !yield(item, problem) {
				return
			}
		}
	}
}

// keepable reads a report that is to be kept, and so must have a text.
func keepable(line []byte) (format.Item, *format.Error) {
	item, problem := Parse(line)
	if problem == nil && format.Blank(item.Report.Text) {
		problem = NoText()
	}
	return item, problem
}

// NoText is the error of a line without a text.
func NoText() *format.Error { return format.Refuse(format.ErrEmpty, `it has no "text"`, recordHint) }

func blankLine(line []byte) bool { return len(bytes.Trim(line, " \t\r")) == 0 }
