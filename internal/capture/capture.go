package capture

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"

	"firsthand/internal/capture/page"
	"firsthand/internal/report"
)

// Item is one report with the bytes it was captured from.
type Item struct {
	Report   report.Report
	Original []byte
}

// Meta is what the user says about a report. A field that is not "" takes the place of what was found in the bytes.
type Meta struct {
	Title     string
	Publisher string
	Published string // any form that a date can be read in; see docs/reading.md for the form it is kept in
	URL       string
	Author    string
	Lang      string // BCP 47
}

// Limits bound what is read, so that no input can exhaust the machine. See [DefaultLimits].
type Limits struct {
	Original int // bytes of an original
	Text     int // bytes of a report's text
	Line     int // bytes of a line of JSON
	Files    int // files in one call of Walk
	Page     page.Limits
}

// DefaultLimits are far beyond what a report needs: the text limit is that of a book.
func DefaultLimits() Limits {
	return Limits{Original: 32 << 20, Text: 4 << 20, Line: 8 << 20, Files: 1_000_000, Page: page.DefaultLimits()}
}

// Bytes reads the reports in data: one, or one for each line of JSON. The name is for people and errors; nothing is concluded from it.
//
// Lines that cannot be read are left out and the others are returned: err then joins an [Error] for each. Every error is an [*Error]
// or such a join.
func Bytes(name string, data []byte, meta Meta, lim Limits) ([]Item, error) {
	c, problem := newCapturer(meta, lim)
	if problem != nil {
		return nil, problem.in(name)
	}
	var items []Item
	var errs []error
	for item, err := range c.document(name, bytes.NewReader(data)) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		items = append(items, item)
	}
	if len(errs) == 1 {
		return items, errs[0]
	}
	return items, errors.Join(errs...)
}

// capturer is what stays the same through one call.
type capturer struct {
	meta Meta // checked and in the form it is kept in
	lim  Limits
}

func newCapturer(meta Meta, lim Limits) (*capturer, *Error) {
	r := report.Report{Title: meta.Title, Publisher: meta.Publisher, Author: meta.Author, Published: meta.Published, URL: meta.URL, Lang: meta.Lang}
	if problem := normalise(&r); problem != nil {
		return nil, problem
	}
	return &capturer{
		meta: Meta{Title: r.Title, Publisher: r.Publisher, Published: r.Published, URL: r.URL, Author: r.Author, Lang: r.Lang},
		lim:  lim,
	}, nil
}

// guard makes an error of a panic: a parser, of ours or of others, that fails on one report must not end the batch.
func guard(read func() (Item, *Error)) (item Item, problem *Error) {
	defer func() {
		if recover() != nil {
			item, problem = Item{}, refuse(ErrForm, "reading it failed, which is a fault of the program", "report the fault, with the file if it can be shared")
		}
	}()
	return read()
}

// single reads a document that is one report.
func (c *capturer) single(data []byte) (Item, *Error) {
	if len(data) > c.lim.Original {
		return Item{}, c.tooLarge()
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return Item{}, refuse(ErrEmpty, "empty", "")
	}
	r, problem := c.read(data)
	if problem != nil {
		return Item{}, problem
	}
	return c.finish(r, data)
}

// read finds out what data is and reads it.
func (c *capturer) read(data []byte) (report.Report, *Error) {
	if r, ok, problem := wholeObject(data); ok {
		return r, problem
	}
	if problem := refuseForeign(data); problem != nil {
		return report.Report{}, problem
	}
	if looksLikePage(data) {
		return c.readPage(data)
	}
	return readPlain(data)
}

// finish gives the report what the user says of it and its names, and checks its text.
func (c *capturer) finish(r report.Report, original []byte) (Item, *Error) {
	switch {
	case blank(r.Text):
		return Item{}, refuse(ErrEmpty, "no text found in it", "")
	case len(r.Text) > c.lim.Text:
		return Item{}, refuse(ErrTooLarge, fmt.Sprintf("its text is larger than %s", size(c.lim.Text)), "split it into the reports it is made of")
	}
	over := func(found *string, said string) {
		if said != "" {
			*found = said
		}
	}
	over(&r.Title, c.meta.Title)
	over(&r.Publisher, c.meta.Publisher)
	over(&r.Author, c.meta.Author)
	over(&r.Published, c.meta.Published)
	over(&r.URL, c.meta.URL)
	over(&r.Lang, c.meta.Lang)
	r.Original = report.DigestOf(original)
	r.ID = report.NewID(r.Original, r.Publisher, r.URL, r.Part)
	return Item{Report: r, Original: original}, nil
}

func (c *capturer) tooLarge() *Error {
	return refuse(ErrTooLarge, "larger than "+size(c.lim.Original), "split it, or keep one JSON object a line, which has no limit on the number of lines")
}

// blank tells whether nobody would see anything of s.
func blank(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsSpace(r) && !unicode.In(r, unicode.Cc, unicode.Cf) }) < 0
}

// size writes a number of bytes for people.
func size(n int) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// baseName is the last part of a file's path, "" for what has no file.
func baseName(name string) string {
	if name == "" || name == stdinName {
		return ""
	}
	return strings.ToValidUTF8(filepath.Base(name), "\ufffd")
}
