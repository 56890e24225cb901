package capture

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
	"firsthand/internal/capture/format/ndjson"
	"firsthand/internal/capture/format/table"
	"firsthand/internal/report"
)

// Item is one report with the bytes it was captured from.
type Item struct {
	Report   report.Report
	Original []byte   // of several reports of one file the same slice
	Warnings []*Error // what of it was left out because it could not be read
}

// Meta is what the user says about a report. A field that is not "" takes the place of what was found in the bytes.
type Meta struct {
	Title     string
	Publisher string
	Published string // any form that a date can be read in; see docs/reading.md for the form it is kept in
	URL       string
	Author    string
	Lang      string // BCP 47

	Order   Order  // of day and month in dates that are written in figures, where the user knows it
	Columns string // which column of a table is which field: "text=Notes,published=When"
}

// Order is the order of day and month in dates that are written in figures alone.
type Order = date.Order

// The orders.
const (
	UnknownOrder = date.Unknown
	DayFirst     = date.DayFirst
	MonthFirst   = date.MonthFirst
)

// Limits bound what is read, so that no input can exhaust the machine. See [DefaultLimits].
type Limits = format.Limits

// DefaultLimits are far beyond what a report needs.
func DefaultLimits() Limits { return format.DefaultLimits() }

// Error says why bytes could not be read.
type Error = format.Error

// Bytes reads the reports in data: one, or as many as its format holds. The name is for people and errors; nothing is
// concluded from it.
//
// What cannot be read is left out and the rest is returned: err then joins an [Error] for each. Every error is an
// [*Error] or such a join.
func Bytes(name string, data []byte, meta Meta, lim Limits) ([]Item, error) {
	c, problem := newCapturer(meta, lim)
	if problem != nil {
		return nil, problem.In(name)
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

// ParseLine reads one report from a JSON object with the members id, text, title, publisher, published, url, lang and
// author, of which only text or id must be there: a report that is known by its id may have lost its text and keep only
// its title. The report keeps the id that it was given; without one it has the id that [report.NewID] gives. Its
// original is the line. The error is an [*Error] without name and line, and so are the warnings of the item.
func ParseLine(line []byte) (Item, error) {
	found, _, problem := ndjson.Parse(line)
	if problem != nil {
		return Item{}, problem
	}
	r := found.Report
	given := r.ID // a program knows its report by it, letter by letter
	doubts, problem := normalise(&r, date.Reader{})
	if problem == nil && r.ID == "" && format.Blank(r.Text) {
		problem = ndjson.NoText()
	}
	if problem != nil {
		return Item{}, problem
	}
	r.Original = report.DigestOf(line)
	if r.ID = given; given == "" {
		r.ID = report.NewID(r.Original, r.Publisher, r.URL, r.Part)
	}
	item := Item{Report: r, Original: line, Warnings: found.Warnings}
	for _, d := range doubts {
		item.Warnings = append(item.Warnings, d.err)
	}
	return item, nil
}

// capturer is what stays the same through one call.
type capturer struct {
	meta  Meta // checked and in the form it is kept in
	lim   Limits
	dates date.Reader

	last   []byte // the original of the item before, which many items of one file share,
	digest report.Digest
}

func newCapturer(meta Meta, lim Limits) (*capturer, *Error) {
	r := report.Report{Title: meta.Title, Publisher: meta.Publisher, Author: meta.Author, Published: meta.Published, URL: meta.URL, Lang: meta.Lang}
	c := &capturer{lim: lim, dates: date.Reader{Order: meta.Order}}
	doubts, problem := normalise(&r, c.dates)
	if problem != nil {
		return nil, problem
	}
	if len(doubts) > 0 {
		return nil, doubts[0].err
	}
	if _, err := table.ParseColumns(meta.Columns); err != nil {
		return nil, format.Refuse(format.ErrForm, err.Error(), "")
	}
	c.meta = Meta{Title: r.Title, Publisher: r.Publisher, Published: r.Published, URL: r.URL, Author: r.Author, Lang: r.Lang, Columns: meta.Columns}
	return c, nil
}

// finish brings the fields of what a format read to the form they are kept in, gives the report what the user says of
// it and its names, and checks its text.
func (c *capturer) finish(name string, found format.Item) (Item, *Error) {
	r := found.Report
	dates := c.dates
	if dates.Order == date.Unknown {
		dates.Order = found.Order
	}
	fromPage := r.Published == "" && len(found.Dates) > 0
	if fromPage {
		r.Published = bestDate(dates, r, found.Dates)
		fromPage = !sayDay(dates, found.Dates, r.Published)
	}
	doubts, problem := normalise(&r, dates)
	if problem != nil {
		return Item{}, problem
	}
	switch {
	case format.Blank(r.Text):
		return Item{}, format.Refuse(format.ErrEmpty, "no text found in it", "")
	case len(r.Text) > c.lim.Text:
		return Item{}, format.Refuse(format.ErrTooLarge, fmt.Sprintf("its text is larger than %s", format.Size(c.lim.Text)), "split it into the reports it is made of")
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
	r.Original = c.digestOf(found.Original)
	r.ID = report.NewID(r.Original, r.Publisher, r.URL, r.Part)
	r.Name = baseName(name)
	if c.meta.Published == "" && fromPage && nearMidnight(r.Published) {
		doubts = append(doubts, doubt{"published", format.Refuse(format.ErrForm, "its time is near midnight in universal time, and nothing in it says which day that was where it was published",
			"say the day with --published if you know it")})
	}
	return Item{Report: r, Original: found.Original, Warnings: c.warnings(name, found, doubts)}, nil
}

// sayDay reports whether one of the times that a page gives says the day of a moment by itself.
func sayDay(dates date.Reader, found []string, moment string) bool {
	for _, f := range found {
		if day, err := dates.Parse(f); err == nil && len(day) == len(time.DateOnly) && strings.HasPrefix(moment, day) {
			return true
		}
	}
	return false
}

// nearMidnight reports whether a moment is given in universal time and within four hours of midnight, so that the day
// may be another where most of the world is.
func nearMidnight(published string) bool {
	t, err := time.Parse(time.RFC3339, published)
	if _, offset := t.Zone(); err != nil || offset != 0 {
		return false
	}
	return t.Hour() < 4 || t.Hour() >= 20
}

// bestDate is the best of the times that a page gives, in the order of day and month that its language or host tells.
func bestDate(dates date.Reader, r report.Report, found []string) string {
	if dates.Order == date.Unknown {
		dates.Order = date.OrderOf(r.Lang, hostOf(r.URL))
	}
	if dates.Captured.IsZero() {
		dates.Captured = r.Capture.At
	}
	return dates.Best(found)
}

// warnings are those of the format and the doubts about fields that the user has not said either, with file and line.
func (c *capturer) warnings(name string, found format.Item, doubts []doubt) []*Error {
	out := found.Warnings
	for _, d := range doubts {
		if d.field == "published" && c.meta.Published != "" || d.field == "lang" && c.meta.Lang != "" {
			continue
		}
		out = append(out, d.err.At(found.LineOf(d.field)))
	}
	for _, w := range out {
		_ = w.In(name)
	}
	return out
}

// digestOf is the digest of an original, worked out once for all reports that share it.
func (c *capturer) digestOf(original []byte) report.Digest {
	same := len(original) > 0 && len(original) == len(c.last) && &original[0] == &c.last[0]
	if !same {
		c.last, c.digest = original, report.DigestOf(original)
	}
	return c.digest
}

// baseName is the last part of a file's path, "" for what has no file.
func baseName(name string) string {
	if name == "" || name == stdinName {
		return ""
	}
	return strings.ToValidUTF8(filepath.Base(name), "\ufffd")
}
