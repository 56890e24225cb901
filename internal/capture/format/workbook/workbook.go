// Package workbook reads tables of reports from XLSX workbooks, a row a report, as package table reads them from CSV.
//
// A workbook is an archive, and half a megabyte of it can unpack to what fills a machine. So its parts are counted
// before any is opened: the bytes that they unpack to, the cells, and the shared strings, each of which costs far more
// in memory than in the file.
package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/xuri/excelize/v2"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
	"firsthand/internal/capture/format/table"
)

// Format is a workbook. Columns says which column is which field, as for a table.
type Format struct{ Columns string }

// Name implements [format.Format].
func (Format) Name() string { return "a workbook" }

// Sniff implements [format.Format].
func (Format) Sniff(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) &&
		(bytes.Contains(head, []byte("xl/workbook.xml")) || bytes.Contains(head, []byte("xl/worksheets/")) || bytes.Contains(head, []byte("xl/_rels/")))
}

// The budget of a workbook.
const (
	mostUnpacked = 64 << 20 // bytes of all parts together
	mostCells    = 2_000_000
	mostStrings  = 300_000 // shared strings, with all their pieces
	mostParts    = 2000
	mostSheets   = 50
	mostColumns  = 500
)

// Read implements [format.Format].
func (f Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return func(yield func(format.Item, *format.Error) bool) {
		data, problem := format.ReadAll(in, lim)
		if problem == nil {
			problem = checkBudget(data)
		}
		if problem != nil {
			yield(format.Item{}, problem)
			return
		}
		book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
			RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostUnpacked, // equal, so that no part is put into a file
		})
		if err != nil {
			yield(format.Item{}, broken())
			return
		}
		defer book.Close()
		given := 0
		sheets := book.GetSheetList()
		for i, sheet := range sheets[:min(len(sheets), mostSheets)] {
			for item, problem := range f.sheet(book, sheet, data) {
				if ctx.Err() != nil {
					return
				}
				given++
				if len(sheets) > 1 {
					item.Report.Part = fmt.Sprintf("sheet %d, %s", i+1, item.Report.Part)
				}
				if problem != nil {
					item = format.Item{}
				}
				if !yield(item, problem) {
					return
				}
			}
		}
		if given == 0 {
			yield(format.Item{}, format.Refuse(format.ErrKind, "a workbook whose columns are not known, or are empty",
				"say which is which with --map text=COLUMN,published=COLUMN,…"))
		}
	}
}

func broken() *format.Error {
	return format.Refuse(format.ErrForm, "a workbook that cannot be opened", "save its sheet as CSV")
}

// checkBudget counts what a workbook would take, in one pass over its parts that keeps none of them.
func checkBudget(data []byte) *format.Error {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return broken()
	}
	tooLarge := func(what string) *format.Error {
		return format.Refuse(format.ErrTooLarge, "a workbook with more than "+what, "save its sheets as CSV, or split it")
	}
	if len(archive.File) > mostParts {
		return tooLarge(fmt.Sprintf("%d parts", mostParts))
	}
	var c counter
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			return broken()
		}
		_, err = io.Copy(&c, io.LimitReader(r, mostUnpacked+1-c.bytes))
		r.Close()
		switch {
		case err != nil:
			return broken()
		case c.bytes > mostUnpacked:
			return tooLarge(format.Size(mostUnpacked) + " of content")
		case c.strings > mostStrings:
			return tooLarge(fmt.Sprintf("%d texts", mostStrings))
		case c.cells > mostCells:
			return tooLarge(fmt.Sprintf("%d cells", mostCells))
		}
		c.chunk = c.chunk[:0]
	}
	return nil
}

// counter counts the elements that cost memory in what is written to it.
type counter struct {
	bytes          int64
	cells, strings int
	chunk          []byte // what was written last, after the last bytes of what was before, in which an element may have begun
}

// Write implements [io.Writer].
func (c *counter) Write(p []byte) (int, error) {
	c.bytes += int64(len(p))
	kept := copy(c.chunk, c.chunk[max(0, len(c.chunk)-2):]) // shorter than any of the names
	c.chunk = append(c.chunk[:kept], p...)
	count := func(name string) int { return bytes.Count(c.chunk, []byte(name)) }
	c.cells += count("<c ") + count("<c>") + count("<row") + count(":c ")
	c.strings += count("<si") + count("<r>") + count("<t>") + count("<t ") + count(":si")
	return len(p), nil
}

// sheet reads the rows of a sheet, none where its first row does not name a text and one more field.
func (f Format) sheet(book *excelize.File, sheet string, data []byte) iter.Seq2[format.Item, *format.Error] {
	return func(yield func(format.Item, *format.Error) bool) {
		order := f.order(book, sheet)
		rows, err := book.Rows(sheet)
		if err != nil {
			yield(format.Item{}, broken())
			return
		}
		defer rows.Close()
		var made *table.Rows
		for number := 1; rows.Next(); number++ {
			cells, err := rows.Columns()
			if err != nil {
				yield(format.Item{}, broken())
				return
			}
			cells = cells[:min(len(cells), mostColumns)]
			if made == nil {
				if strings.TrimSpace(strings.Join(cells, "")) == "" {
					continue
				}
				fields, unknown := table.Format{Columns: f.Columns}.Assign(cells)
				if _, ok := fields["text"]; !ok || len(fields) < 2 {
					return
				}
				made = &table.Rows{Fields: fields, Unknown: unknown, Original: data, Order: order,
					MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
				continue
			}
			if item, problem, ok := made.Item(number, number, cells); ok && !yield(item, problem) {
				return
			}
		}
	}
}

// mostTold is how many rows are looked at for the order of day and month.
const mostTold = 10_000

// order is the order of day and month that the column of days tells.
func (f Format) order(book *excelize.File, sheet string) date.Order {
	rows, err := book.Rows(sheet)
	if err != nil {
		return date.Unknown
	}
	defer rows.Close()
	column := -1
	var days []string
	for range mostTold {
		if !rows.Next() {
			break
		}
		cells, err := rows.Columns()
		if err != nil {
			break
		}
		if column < 0 {
			fields, _ := table.Format{Columns: f.Columns}.Assign(cells[:min(len(cells), mostColumns)])
			i, ok := fields["published"]
			if !ok {
				break
			}
			column = i
			continue
		}
		if column < len(cells) {
			days = append(days, cells[column])
		}
	}
	return date.OrderIn(days)
}
