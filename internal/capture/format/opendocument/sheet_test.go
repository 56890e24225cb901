package opendocument

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
)

// madeSheet is a spreadsheet with a body.
func madeSheet(body string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"mimetype", sheetType},
		{"content.xml", `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body><office:spreadsheet>` + body + `</office:spreadsheet></office:body></office:document-content>`},
	} {
		w, _ := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Store})
		_, _ = w.Write([]byte(part[1]))
	}
	_ = z.Close()
	return b.Bytes()
}

func readSheet(data []byte) []string {
	var out []string
	for item, problem := range (Sheet{}).Read(context.Background(), bytes.NewReader(data), format.DefaultLimits()) {
		if problem != nil {
			out = append(out, problem.Error())
			continue
		}
		r := item.Report
		out = append(out, strings.Join([]string{r.Part, r.Publisher, r.Published, r.Text}, " | "))
	}
	return out
}

// rowOf is a row of cells with words.
func rowOf(cells ...string) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString("<table:table-cell><text:p>" + c + "</text:p></table:table-cell>")
	}
	return "<table:table-row>" + b.String() + "</table:table-row>"
}

func TestReadSheet(t *testing.T) {
	head := rowOf("Text", "Source", "Date")
	day := `<table:table-cell office:value-type="date" office:date-value="2016-12-13"><text:p>13.12.16</text:p></table:table-cell>`
	for _, test := range []struct {
		name, body string
		want       []string
	}{
		{"words, a day and an empty row", "<table:table>" + head + `<table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>` +
			"<table:table-row><table:table-cell><text:p>The bridge</text:p><text:p>is down.</text:p></table:table-cell><table:table-cell><text:p>Courier</text:p></table:table-cell>" + day + "</table:table-row></table:table>",
			[]string{"row 5 | Courier | 2016-12-13 | The bridge\nis down."}},
		{"a comment is none of the cell's words", "<table:table>" + head + `<table:table-row><table:table-cell><office:annotation><text:p>sure?</text:p></office:annotation><text:p>Down.</text:p></table:table-cell></table:table-row></table:table>`,
			[]string{"row 2 |  |  | Down."}},
		{"a row that stands there twice", "<table:table>" + head + `<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"><text:p>Down.</text:p></table:table-cell></table:table-row></table:table>`,
			[]string{"row 2 | Down. |  | Down.", "row 3 | Down. |  | Down."}},
		{"two sheets", "<table:table>" + rowOf("Notes of mine") + "</table:table><table:table>" + head + rowOf("Down.", "Courier", "") + "</table:table>",
			[]string{"sheet 2, row 2 | Courier |  | Down."}},
		{"columns that are not known", "<table:table>" + rowOf("A", "B") + rowOf("1", "2") + "</table:table>", []string{"a spreadsheet whose columns are not known, or are empty"}},
		{"XML that ends too soon", "<table:table>", []string{"a document whose XML is broken"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := madeSheet(test.body)
			if !(Sheet{}).Sniff(data) || (Format{}).Sniff(data) {
				t.Fatal("the spreadsheet is not known as one")
			}
			if d := cmp.Diff(test.want, readSheet(data)); d != "" {
				t.Error(d)
			}
		})
	}
}

// A few bytes that say that they stand there a million times are refused before they fill the machine.
func TestSheetThatRepeatsItself(t *testing.T) {
	row := `<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000000"><text:p>x</text:p></table:table-cell></table:table-row>`
	got := readSheet(madeSheet("<table:table>" + strings.Repeat(row, 40) + "</table:table>"))
	if want := []string{fmt.Sprintf("a spreadsheet with more than %d cells", mostCells)}; !cmp.Equal(got, want) {
		t.Errorf("got %d items, want %q", len(got), want)
	}
}

func FuzzCells(f *testing.F) {
	f.Add([]byte(`<a><table:table><table:table-row table:number-rows-repeated="9"><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table></a>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		sheets, problem := cells(data)
		total := 0
		for _, rows := range sheets {
			for _, r := range rows {
				total += len(r.cells)
			}
		}
		if problem != nil && sheets != nil || total > mostCells+mostColumns {
			t.Errorf("%d cells and the error %v", total, problem)
		}
	})
}
