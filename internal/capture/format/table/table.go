// Package table reads tables of reports: CSV and the like, a row a report, its columns known by their names or by a map
// that the user gives.
package table

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
	"firsthand/internal/report"
)

// Format is a table. Columns says which column is which field, as "text=Notes,published=When", where their names do not
// tell; "" leaves it to the names.
type Format struct{ Columns string }

// Name implements [format.Format].
func (Format) Name() string { return "a table" }

// columnNames are the names of columns, folded, by field: the first column in this order is the field's. Those of ACLED
// and of UCDP GED are among them.
var columnNames = map[string][]string{
	"text":      {"text", "content", "body", "message", "notes", "description", "statement", "summary", "post", "tweet", "full text", "sourcearticle"},
	"title":     {"title", "headline", "subject", "sourceheadline"},
	"publisher": {"publisher", "source", "outlet", "sourcename", "newspaper", "channel", "media", "sourceoffice"},
	"author":    {"author", "by", "from", "sender", "user", "username", "screenname", "byline"},
	"published": {"published", "date", "publishedat", "publicationdate", "eventdate", "createdat", "timestamp", "datetime", "time", "day", "posted", "sourcedate", "datestart"},
	"url":       {"url", "link", "sourceurl", "permalink", "address"},
	"lang":      {"lang", "language"},
	"id":        {"id"},
}

// fold is the name of a column as it is compared.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, strings.TrimPrefix(name, "#"))
}

// separators are what stands between cells.
var separators = []rune{',', '\t', ';', '|'}

// Sniff implements [format.Format]: the first line names at least two columns that are known, one of them the text.
func (f Format) Sniff(head []byte) bool {
	if bytes.IndexByte(head, 0) >= 0 && !format.HasUTF16Mark(head) {
		return false
	}
	text, _, problem := format.DecodePlain(cutLine(head))
	if problem != nil {
		return false
	}
	_, fields, _ := f.header(text)
	_, hasText := fields["text"]
	return hasText && len(fields) >= 2
}

// LooksLike reports whether the beginning of a file is a table, if one whose columns are not known: at least three
// lines of as many cells, three or more, the first of them short names.
func LooksLike(head []byte) bool {
	text, _, problem := format.DecodePlain(cutLine(head))
	if problem != nil {
		return false
	}
	for _, sep := range separators {
		r := reader(strings.TrimLeft(text, "\r\n"), sep)
		r.LazyQuotes = false
		width, rows := 0, 0
		for rows < leastRows {
			cells, err := r.Read()
			if err != nil || len(cells) < leastColumns || width > 0 && len(cells) != width || width == 0 && !areNames(cells) {
				break
			}
			width = len(cells)
			rows++
		}
		if rows == leastRows {
			return true
		}
	}
	return false
}

// The least size of a table that is known by its shape.
const leastRows, leastColumns = 3, 3

// areNames reports whether cells are short and could name columns.
func areNames(cells []string) bool {
	for _, c := range cells {
		if c = strings.TrimSpace(c); c == "" || len(c) > 40 || len(strings.Fields(c)) > 3 || strings.ContainsAny(c, ".!?:") {
			return false
		}
	}
	return true
}

// cutLine is the beginning of a file up to the last whole line that a format is shown, so that no letter is cut in two.
func cutLine(head []byte) []byte {
	if len(head) < format.HeadSize {
		return head
	}
	if end := bytes.LastIndexByte(head, '\n'); end > 0 {
		return head[:end+1]
	}
	return head
}

// header finds the separator and the columns of the fields in the first line.
func (f Format) header(text string) (separator rune, fields map[string]int, unknown []string) {
	line, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	if len(line) > maxHeader {
		return 0, nil, nil
	}
	for _, sep := range separators {
		if !strings.ContainsRune(line, sep) {
			continue
		}
		r := csv.NewReader(strings.NewReader(line))
		r.Comma, r.LazyQuotes = sep, true
		names, err := r.Read()
		if err != nil || len(names) < 2 {
			continue
		}
		found, others := f.Assign(names)
		if len(found) > len(fields) {
			separator, fields, unknown = sep, found, others
		}
	}
	return separator, fields, unknown
}

// maxHeader is the most bytes of the line that names the columns.
const maxHeader = 16 << 10

// Assign says which column is which field, and names the columns that are none.
func (f Format) Assign(names []string) (fields map[string]int, unknown []string) {
	fields = map[string]int{}
	folded := make([]string, len(names))
	for i, name := range names {
		folded[i] = fold(name)
	}
	told, _ := ParseColumns(f.Columns)
	for field, column := range told {
		if i := slices.Index(folded, fold(column)); i >= 0 {
			fields[field] = i
		}
	}
	for field, known := range columnNames {
		if _, ok := fields[field]; ok {
			continue
		}
		for _, name := range known {
			if i := slices.Index(folded, fold(name)); i >= 0 && !taken(fields, i) {
				fields[field] = i
				break
			}
		}
	}
	for i, name := range names {
		if name = strings.TrimSpace(name); name != "" && !taken(fields, i) {
			unknown = append(unknown, name)
		}
	}
	return fields, unknown
}

func taken(fields map[string]int, column int) bool {
	for _, c := range fields {
		if c == column {
			return true
		}
	}
	return false
}

// ParseColumns reads a map of columns: "text=Notes,published=When".
func ParseColumns(s string) (map[string]string, error) {
	m := map[string]string{}
	for pair := range strings.SplitSeq(s, ",") {
		if strings.TrimSpace(pair) == "" {
			continue
		}
		field, column, ok := strings.Cut(pair, "=")
		field = strings.ToLower(strings.TrimSpace(field))
		if _, known := columnNames[field]; !ok || !known {
			return nil, errors.New("a map of columns is FIELD=COLUMN,… with the fields text, title, publisher, author, published, url, lang and id")
		}
		m[field] = strings.TrimSpace(column)
	}
	return m, nil
}

// Read implements [format.Format].
func (f Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		text, charset, problem := format.DecodePlain(data)
		if problem != nil {
			yield(format.Item{}, problem)
			return
		}
		sep, fields, unknown := f.header(text)
		rows := Rows{Fields: fields, Unknown: unknown, Original: data, MediaType: "text/csv; charset=" + charset}
		rows.Order = f.order(text, sep, fields["published"], fields)
		r := reader(text, sep)
		_, _ = r.Read() // the names
		given := false
		for number := 2; ctx.Err() == nil; number++ {
			cells, err := r.Read()
			if err == io.EOF {
				if !given {
					yield(format.Item{}, format.Refuse(format.ErrEmpty, "a table without rows", ""))
				}
				return
			}
			line, _ := r.FieldPos(0)
			if err != nil {
				given = true
				if !yield(format.Item{}, format.Refuse(format.ErrForm, "a row that is not well formed", "check the quotation marks in it").At(line)) {
					return
				}
				continue
			}
			item, problem, ok := rows.Item(number, line, cells)
			if !ok {
				continue
			}
			if given = true; !yield(item, problem) {
				return
			}
		}
	})
}

func reader(text string, sep rune) *csv.Reader {
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = sep, true, -1, true
	return r
}

// mostTold is how many rows are looked at for the order of day and month.
const mostTold = 10_000

// order is the order of day and month that a number over 12 anywhere in the column of days tells.
func (f Format) order(text string, sep rune, column int, fields map[string]int) date.Order {
	if _, ok := fields["published"]; !ok {
		return date.Unknown
	}
	r := reader(text, sep)
	var days []string
	for range mostTold {
		cells, err := r.Read()
		if err == io.EOF {
			break
		}
		if err == nil && column < len(cells) {
			days = append(days, strings.Clone(cells[column]))
		}
	}
	return date.OrderIn(days)
}

// Rows makes reports of the rows of a table.
type Rows struct {
	Fields    map[string]int
	Unknown   []string // columns that are no field, told of with the first row
	Original  []byte
	MediaType string
	Order     date.Order
}

// Item makes a report of a row. It is not ok for an empty one.
func (t *Rows) Item(number, line int, cells []string) (item format.Item, problem *format.Error, ok bool) {
	cell := func(field string) string {
		if i, known := t.Fields[field]; known && i < len(cells) {
			return strings.Clone(strings.TrimSpace(cells[i]))
		}
		return ""
	}
	if format.Blank(strings.Join(cells, "")) || strings.HasPrefix(cell("text"), "#") && isTagRow(cells) {
		return format.Item{}, nil, false
	}
	item = format.Item{Original: t.Original, Line: line, Order: t.Order}
	item.Report = report.Report{
		Text: cell("text"), Title: cell("title"), Publisher: cell("publisher"), Author: cell("author"), Published: cell("published"),
		URL: cell("url"), Lang: cell("lang"), Part: fmt.Sprintf("row %d", number), MediaType: t.MediaType,
	}
	if format.Blank(item.Report.Text) {
		return format.Item{}, format.Refuse(format.ErrEmpty, "a row without a text", "").At(line), true
	}
	if len(t.Unknown) > 0 {
		item.Warnings = append(item.Warnings, format.Refuse(format.ErrForm,
			"columns that are not understood are kept in the original and not read: "+shownNames(t.Unknown), "say which is which with --map FIELD=COLUMN,…").At(1))
		t.Unknown = nil
	}
	return item, nil, true
}

// isTagRow reports whether a row holds the tags of HXL, which stand below the names of the columns.
func isTagRow(cells []string) bool {
	for _, c := range cells {
		if c = strings.TrimSpace(c); c != "" && !strings.HasPrefix(c, "#") {
			return false
		}
	}
	return true
}

// mostNamed is how many columns are named.
const mostNamed = 12

func shownNames(names []string) string {
	var out []string
	for _, n := range names[:min(len(names), mostNamed)] {
		if len(n) > 40 {
			n = "a column with a long name"
		}
		out = append(out, n)
	}
	s := strings.Join(out, ", ")
	if more := len(names) - mostNamed; more > 0 {
		s += fmt.Sprintf(" and %d more", more)
	}
	return s
}
