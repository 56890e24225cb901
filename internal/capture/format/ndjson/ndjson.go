// Package ndjson reads reports that are written as JSON: one object a line, one object over several lines, or a list.
package ndjson

import (
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"firsthand/internal/capture/format"
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
		whole(data, lim)(yield)
	}
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

// whole reads a file that is one JSON value: a report, or a list of reports.
func whole(data []byte, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return func(yield func(format.Item, *format.Error) bool) {
		value := bytes.TrimSpace(format.TrimMark(data))
		if len(data) > lim.Original {
			_, problem := format.ReadAll(bytes.NewReader(data), lim)
			yield(format.Item{}, problem)
			return
		}
		told := seen{}
		if len(value) > 0 && value[0] == '[' {
			list(data, value, told)(yield)
			return
		}
		item, problem := keepable(value, told)
		item.Original = data
		yield(item, problem)
	}
}

// list reads the reports in a list. Each is a part of the file.
func list(data, value []byte, told seen) iter.Seq2[format.Item, *format.Error] {
	return func(yield func(format.Item, *format.Error) bool) {
		d := jsontext.NewDecoder(bytes.NewBuffer(value), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
		if _, err := d.ReadToken(); err != nil {
			yield(format.Item{}, jsonError(err))
			return
		}
		if d.PeekKind() == ']' {
			yield(format.Item{}, format.Refuse(format.ErrEmpty, "a list in JSON with nothing in it", ""))
			return
		}
		line, counted := 1, 0
		for n := 1; d.PeekKind() != ']'; n++ {
			one, err := d.ReadValue()
			if err != nil {
				yield(format.Item{}, jsonError(err))
				return
			}
			start := int(d.InputOffset()) - len(one)
			line += bytes.Count(value[counted:start], []byte("\n"))
			counted = start
			item, problem := format.Guard(func() (format.Item, *format.Error) { return keepable(one, told) })
			item.Original, item.Line, item.Report.Part = data, line, "item "+strconv.Itoa(n)
			if problem != nil {
				item, problem = format.Item{}, problem.At(line)
			}
			if !yield(item, problem) {
				return
			}
		}
	}
}

// records reads lines of JSON. Blank lines are passed over.
func records(in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return func(yield func(format.Item, *format.Error) bool) {
		lines := format.NewLines(in, lim.Line)
		told := seen{}
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
				return keepable(bytes.Clone(line), told)
			})
			item.Line = number
			for _, w := range item.Warnings {
				w.Line = number
			}
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
func keepable(line []byte, told seen) (format.Item, *format.Error) {
	item, unknown, problem := Parse(line)
	if problem == nil && format.Blank(item.Report.Text) {
		problem = NoText()
	}
	if problem == nil {
		told.warn(&item, unknown)
	}
	return item, problem
}

// NoText is the error of a line without a text.
func NoText() *format.Error { return format.Refuse(format.ErrEmpty, `it has no "text"`, recordHint) }

func blankLine(line []byte) bool { return len(bytes.Trim(line, " \t\r")) == 0 }
