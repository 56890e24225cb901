package workbook

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
)

// book makes a workbook of sheets of rows.
func book(t testing.TB, sheets ...[][]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, rows := range sheets {
		name := "Sheet1"
		if i > 0 {
			name = "More"
			if _, err := f.NewSheet(name); err != nil {
				t.Fatal(err)
			}
		}
		for r, row := range rows {
			cell, _ := excelize.CoordinatesToCellName(1, r+1)
			if err := f.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func read(t *testing.T, f Format, data []byte) (out []string) {
	t.Helper()
	for item, problem := range f.Read(context.Background(), bytes.NewReader(data), format.DefaultLimits()) {
		if problem != nil {
			out = append(out, problem.Error())
			continue
		}
		r := item.Report
		day, err := date.Reader{Order: item.Order}.Parse(r.Published)
		if err != nil {
			day = "?"
		}
		out = append(out, strings.Join([]string{r.Part, r.Publisher, day, r.Text}, " | "))
	}
	return out
}

func TestRead(t *testing.T) {
	moment := time.Date(2016, 12, 13, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		name    string
		columns string
		data    []byte
		want    []string
	}{
		{"one sheet, a day as spreadsheets have it", "", book(t, [][]any{{"Source", "Date", "Notes"}, {"The Courier", moment, "Shells."}, {}, {"Lens", "13/12/2016", "More."}}),
			[]string{"row 2 | The Courier | 2016-12-13 | Shells.", "row 4 | Lens | 2016-12-13 | More."}},
		{"two sheets, one of something else", "", book(t, [][]any{{"a", "b"}, {1, 2}}, [][]any{{"source", "text"}, {"The Courier", "Shells."}}),
			[]string{"sheet 2, row 2 | The Courier |  | Shells."}},
		{"a map", "text=Was,publisher=Wer", book(t, [][]any{{"Wer", "Was"}, {"Bote", "Granaten."}}), []string{"row 2 | Bote |  | Granaten."}},
		{"columns that are not known", "", book(t, [][]any{{"Wer", "Was"}, {"Bote", "Granaten."}}), []string{"a workbook whose columns are not known, or are empty"}},
		{"cut short", "", book(t, [][]any{{"source", "text"}})[:500], []string{"a workbook that cannot be opened"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !(Format{}).Sniff(test.data) {
				t.Fatal("the workbook is not known as one")
			}
			if diff := cmp.Diff(test.want, read(t, Format{Columns: test.columns}, test.data)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// replace packs a workbook again with another content of one part.
func replace(t *testing.T, data []byte, part string, content func(w io.Writer)) []byte {
	t.Helper()
	old, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range old.File {
		out, err := w.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			content(out)
			continue
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(out, in); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Half a megabyte of shared strings that would take gigabytes is refused before any of it is opened.
func TestABudgetOfMemory(t *testing.T) {
	small := book(t, [][]any{{"source", "text"}, {"The Courier", "Shells."}})
	many := func(head, piece string, n int, tail string) func(io.Writer) {
		return func(w io.Writer) {
			_, _ = io.WriteString(w, head)
			for range n / 1000 {
				_, _ = io.WriteString(w, strings.Repeat(piece, 1000))
			}
			_, _ = io.WriteString(w, tail)
		}
	}
	for _, test := range []struct {
		name string
		data []byte
		want string
	}{
		{"shared strings", replace(t, small, "xl/sharedStrings.xml", many("<sst>", "<si/>", 4_000_000, "</sst>")), "a workbook with more than 300000 texts"},
		{"cells", replace(t, small, "xl/worksheets/sheet1.xml", many("<worksheet><sheetData><row>", "<c />", 3_000_000, "</row></sheetData></worksheet>")), "a workbook with more than 2000000 cells"},
		{"bytes", replace(t, small, "xl/styles.xml", many("<styleSheet>", strings.Repeat(" ", 100), 1_000_000, "</styleSheet>")), "a workbook with more than 64 MiB of content"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := read(t, Format{}, test.data)
			runtime.ReadMemStats(&after)
			if diff := cmp.Diff([]string{test.want}, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 64<<20 {
				t.Errorf("refusing it took %d MiB", used>>20)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(book(f, [][]any{{"source", "text"}, {"The Courier", "Shells."}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		for item, problem := range format.Guarded((Format{}).Read(context.Background(), bytes.NewReader(data), format.DefaultLimits())) {
			if problem == nil && format.Blank(item.Report.Text) {
				t.Error("a row without a text")
			}
		}
	})
}
