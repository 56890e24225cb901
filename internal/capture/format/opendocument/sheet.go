package opendocument

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
	"firsthand/internal/capture/format/table"
)

// Sheet is a spreadsheet of OpenDocument (ODS). Columns says which column is which field, as for a table.
type Sheet struct{ Columns string }

const sheetType = "application/vnd.oasis.opendocument.spreadsheet"

// Name implements [format.Format].
func (Sheet) Name() string { return "an OpenDocument spreadsheet" }

// Sniff implements [format.Format]: the first part of the archive is the media type, not packed.
func (Sheet) Sniff(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.Contains(head[:min(len(head), 256)], []byte("mimetype"+sheetType))
}

// The budget of a spreadsheet. A row or a cell may say that it stands there many times: so it unpacks to more than its
// bytes.
const (
	mostCells    = 2_000_000
	mostColumns  = 500
	mostRepeated = 1000 // of one row that is not empty
	mostSheets   = 50
	mostCell     = 1 << 20 // bytes of one cell
)

// Read implements [format.Format].
func (s Sheet) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return func(yield func(format.Item, *format.Error) bool) {
		sheets, data, problem := open(in, lim)
		if problem != nil {
			yield(format.Item{}, problem)
			return
		}
		given := 0
		for i, rows := range sheets {
			for item, problem := range s.items(rows, data) {
				if given++; ctx.Err() != nil {
					return
				}
				if problem != nil {
					item = format.Item{}
				} else if len(sheets) > 1 {
					item.Report.Part = fmt.Sprintf("sheet %d, %s", i+1, item.Report.Part)
				}
				if !yield(item, problem) {
					return
				}
			}
		}
		if given == 0 {
			yield(format.Item{}, format.Refuse(format.ErrKind, "a spreadsheet whose columns are not known, or are empty",
				"say which is which with --map text=COLUMN,published=COLUMN,…"))
		}
	}
}

// open reads the cells of a spreadsheet, sheet by sheet.
func open(in io.Reader, lim format.Limits) (sheets [][]row, data []byte, problem *format.Error) {
	data, problem = format.ReadAll(in, lim)
	if problem != nil {
		return nil, nil, problem
	}
	z, problem := format.Archive(data)
	if problem != nil {
		return nil, nil, problem
	}
	body := format.Part(z, "content.xml")
	if body == nil {
		return nil, nil, format.Refuse(format.ErrForm, "a spreadsheet without its content, or one that asks for a password", "save its sheets as CSV")
	}
	sheets, problem = cells(body)
	return sheets, data, problem
}

// row is a row of a sheet that is not empty.
type row struct {
	number int // from 1
	cells  []string
}

// items are the reports in the rows of a sheet, none where its first row does not name a text and one more field.
func (s Sheet) items(rows []row, data []byte) iter.Seq2[format.Item, *format.Error] {
	return func(yield func(format.Item, *format.Error) bool) {
		if len(rows) == 0 {
			return
		}
		fields, unknown := table.Format{Columns: s.Columns}.Assign(rows[0].cells)
		if _, ok := fields["text"]; !ok || len(fields) < 2 {
			return
		}
		var days []string
		if column, ok := fields["published"]; ok {
			for _, r := range rows[1:] {
				if column < len(r.cells) {
					days = append(days, r.cells[column])
				}
			}
		}
		made := table.Rows{Fields: fields, Unknown: unknown, Original: data, Order: date.OrderIn(days), MediaType: sheetType}
		for _, r := range rows[1:] {
			if item, problem, ok := made.Item(r.number, r.number, r.cells); ok && !yield(item, problem) {
				return
			}
		}
	}
}

// sheetReader gathers the cells of a spreadsheet's content.
type sheetReader struct {
	sheets [][]row
	number int // of the row that is open
	times  int // it stands there
	cells  []string
	value  string // of the cell that is open, where it is a day or a number
	again  int    // times the cell stands there
	text   strings.Builder
	inText int
	total  int
}

// cells reads the sheets of a spreadsheet's content.
func cells(body []byte) ([][]row, *format.Error) {
	var s sheetReader
	full := false
	problem := format.WalkXML(body, func(t xml.Token) (skip bool) {
		switch t := t.(type) {
		case xml.StartElement:
			return s.start(t) || full
		case xml.EndElement:
			s.end(t.Name.Local)
		case xml.CharData:
			if s.inText > 0 && s.text.Len() < mostCell {
				s.text.WriteString(collapse(string(t)))
			}
		}
		full = full || s.total > mostCells
		return false
	})
	if problem == nil && full {
		problem = format.Refuse(format.ErrTooLarge, fmt.Sprintf("a spreadsheet with more than %d cells", mostCells), "save its sheets as CSV, or split it")
	}
	if problem != nil {
		return nil, problem
	}
	return s.sheets, nil
}

func (s *sheetReader) start(t xml.StartElement) (skip bool) {
	switch t.Name.Local {
	case "table":
		if len(s.sheets) == mostSheets {
			return true
		}
		s.sheets, s.number = append(s.sheets, nil), 0
	case "table-row":
		s.number++
		s.times, s.cells = repeated(t, "number-rows-repeated"), nil
	case "table-cell", "covered-table-cell":
		s.value, s.again = valueOf(t), repeated(t, "number-columns-repeated")
		s.text.Reset()
	case "p":
		if s.inText++; s.text.Len() > 0 {
			s.text.WriteByte('\n')
		}
	case "s":
		s.text.WriteString(strings.Repeat(" ", spaces(t)))
	case "line-break":
		s.text.WriteByte('\n')
	}
	return passed[t.Name.Local]
}

func (s *sheetReader) end(name string) {
	switch name {
	case "p":
		s.inText = max(0, s.inText-1)
	case "table-cell", "covered-table-cell":
		value := cmp.Or(s.value, s.text.String())
		for range min(s.again, mostColumns-len(s.cells)) {
			s.cells = append(s.cells, value)
		}
	case "table-row":
		s.endRow()
	}
}

// endRow keeps the row that is open, as often as it stands there, unless it is empty.
func (s *sheetReader) endRow() {
	for len(s.cells) > 0 && format.Blank(s.cells[len(s.cells)-1]) {
		s.cells = s.cells[:len(s.cells)-1]
	}
	if n := len(s.sheets); n > 0 && len(s.cells) > 0 {
		for i := range min(s.times, mostRepeated) {
			if s.total += len(s.cells); s.total > mostCells {
				break
			}
			s.sheets[n-1] = append(s.sheets[n-1], row{s.number + i, s.cells})
		}
	}
	s.number += s.times - 1
	s.cells = nil
}

// repeated is how many times an element stands there.
func repeated(t xml.StartElement, name string) int {
	const most = 1 << 21 // rows of the largest sheet, twice
	for _, a := range t.Attr {
		if n, err := strconv.Atoi(a.Value); a.Name.Local == name && err == nil {
			return min(max(n, 1), most)
		}
	}
	return 1
}

// valueOf is the value of a cell that holds a day or a number, which its words show in a form that hangs on the
// settings of who made it; "" for every other.
func valueOf(t xml.StartElement) string {
	kind, value, day := "", "", ""
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "value-type":
			if a.Name.Space == "office" || kind == "" {
				kind = a.Value
			}
		case "value":
			value = a.Value
		case "date-value":
			day = a.Value
		}
	}
	switch kind {
	case "date":
		return day
	case "float":
		return value
	}
	return ""
}
