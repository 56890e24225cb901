package atlas

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"firsthand/internal/read/core/gazetteer"
)

// sheet is one sheet of a workbook: its name and its rows.
type sheet struct {
	name string
	rows [][]any
}

// workbook gives the bytes of an XLSX file.
func workbook(t testing.TB, sheets ...sheet) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, s := range sheets {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", s.name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(s.name); err != nil {
			t.Fatal(err)
		}
		for n, row := range s.rows {
			if err := f.SetSheetRow(s.name, fmt.Sprintf("A%d", n+1), &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The workbooks of p-codes have a sheet for reading, and one for each level of division.
func TestParseTakesTheFinestSheetOfAWorkbook(t *testing.T) {
	data := workbook(t,
		sheet{"ReadMe", [][]any{{"These are the places of Birfan"}}},
		sheet{"Admin1", [][]any{{"admin1Name_en", "admin1Pcode", "lat", "lon"}, {"Aleppo", "SY02", 36.2, 37.5}}},
		sheet{"Admin4", [][]any{
			{"admin1Name_en", "admin1Pcode", "admin4Name_en", "admin4Name_ar", "admin4Pcode", "Latitude", "Longitude"},
			{"#adm1+name", "#adm1+code", "#adm4+name", "#adm4+name+ar", "#adm4+code", "#geo+lat", "#geo+lon"},
			{},
			{"Aleppo", "SY02", "Tall Birfan", "تل برفان", "SY0299", 36.31, "37,2"},
		}})
	got, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	want := List{Format: Workbook, Places: []gazetteer.Addition{
		{ID: "pcode:SY0299", Names: []string{"Tall Birfan", "تل برفان"}, Lat: 36.31, Lon: 37.2, Kind: gazetteer.City, Country: "SY"}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseTellsWhatIsWrongWithAWorkbook(t *testing.T) {
	wide := make([]any, mostColumns+1)
	for i := range wide {
		wide[i] = "lat"
	}
	whole := workbook(t, sheet{"A", [][]any{{"name", "lat", "lon"}, {"Birfan", 36, 37}}})
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"an archive of something else", archive(t, "mimetype", "words"), "no workbook that can be read"},
		{"a head and no body", []byte("PK\x03\x04rest"), "no workbook that can be read"},
		{"a workbook that was cut off", whole[:len(whole)/2], "no workbook that can be read"},
		{"a workbook about something else", workbook(t, sheet{"A", [][]any{{"date", "dead"}, {"Monday", 3}}}), "must name the columns of latitude"},
		{"an empty workbook", workbook(t, sheet{"A", nil}), "no sheet of the workbook is a table of places"},
		{"a row beyond the pole", workbook(t, sheet{"A", [][]any{{"name", "lat", "lon"}, {"Birfan", 36, 37}, {"Barfan", 95, 37}}}), "line 3: latitude 95"},
		{"a word for a number", workbook(t, sheet{"A", [][]any{{"name", "lat", "lon"}, {"Birfan", "north", 37}}}), `line 2: latitude "north"`},
		{"a header without an end", workbook(t, sheet{"A", [][]any{wide}}), "line 1: it has 501 columns"},
		{"a part that unpacks to more than memory", swollen(t, whole), "no workbook that can be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse(c.data)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, want %q", err, c.want)
			}
			if diff := cmp.Diff(List{}, got); diff != "" {
				t.Errorf("a workbook that is wrong was taken all the same: %s", diff)
			}
		})
	}
}

// archive is a ZIP with one file.
func archive(t testing.TB, name, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// swollen is a workbook to which a part was added that says of itself to be a terabyte.
func swollen(t testing.TB, whole []byte) []byte {
	t.Helper()
	old, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range old.File {
		if err := z.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	w, err := z.CreateRaw(&zip.FileHeader{Name: "xl/worksheets/sheet9.xml", Method: zip.Deflate, CompressedSize64: 2, UncompressedSize64: 1 << 40})
	if err == nil {
		_, err = w.Write([]byte{3, 0})
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// FuzzWorkbook feeds parts of a workbook that a stranger wrote.
func FuzzWorkbook(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<worksheet><sheetData><row r="99999999999"><c r="XFD1048577" t="s"><v>-7</v></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<worksheet><sheetData><row><c t="inlineStr"><is><t>lat</t></is></c><c t="inlineStr"><is><t>lon</t></is></c><c t="inlineStr"><is><t>name</t></is></c></row><row><c><v>1e400</v></c><c><v>37</v></c></row></sheetData></worksheet>`))
	whole := workbook(f, sheet{"A", [][]any{{"name", "lat", "lon"}, {"Birfan", 36, 37}}})
	f.Fuzz(func(t *testing.T, part []byte) {
		old, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, file := range old.File {
			if file.Name != "xl/worksheets/sheet1.xml" {
				if err := z.Copy(file); err != nil {
					t.Fatal(err)
				}
			}
		}
		w, err := z.Create("xl/worksheets/sheet1.xml")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(part); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		list, err := Parse(b.Bytes())
		for _, p := range list.Places {
			if err != nil || p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 || len(p.Names) == 0 {
				t.Fatalf("%+v, %v", p, err)
			}
		}
	})
}
