package opendocument

import (
	"archive/zip"
	"bytes"
	"context"
	"strings"
	"testing"

	"firsthand/internal/capture/format"
)

// made is a document with a body.
func made(body string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range [][2]string{
		{"mimetype", mediaType},
		{"content.xml", `<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`},
		{"meta.xml", `<m xmlns:meta="m" xmlns:dc="d"><dc:title>The bridge</dc:title><meta:initial-creator>Ada Tarn</meta:initial-creator><dc:creator>Ben Oke</dc:creator></m>`},
	} {
		w, _ := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Store})
		_, _ = w.Write([]byte(part[1]))
	}
	_ = z.Close()
	return b.Bytes()
}

func read(data []byte) string {
	for item, problem := range (Format{}).Read(context.Background(), bytes.NewReader(data), format.DefaultLimits()) {
		if problem != nil {
			return problem.Error()
		}
		return strings.Join([]string{item.Report.Title, item.Report.Author, item.Report.Text}, " | ")
	}
	return ""
}

func TestRead(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"paragraphs", "<text:h>Words</text:h><text:p>Two\n  <text:span>people</text:span><text:s text:c=\"2\"/>died.<text:line-break/>One road.</text:p>", "The bridge | Ada Tarn | Words\n\nTwo people  died.\nOne road."},
		{"comments and deleted words", "<text:tracked-changes><text:p>Nine</text:p></text:tracked-changes><text:p>Four<office:annotation><text:p>sure?</text:p></office:annotation> died.</text:p>", "The bridge | Ada Tarn | Four died."},
		{"a table", "<table:table-row><table:table-cell><text:p>North</text:p></table:table-cell><table:table-cell><text:p>3</text:p></table:table-cell></table:table-row><text:p>After.</text:p>", "The bridge | Ada Tarn | North\t3\n\nAfter."},
		{"XML that ends too soon", "<text:p>", "a document whose XML is broken"},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := made(test.body)
			if !(Format{}).Sniff(data) {
				t.Fatal("the document is not known as one")
			}
			if got := read(data); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

func FuzzWords(f *testing.F) {
	f.Add([]byte(`<a><text:p>Two<text:s text:c="3"/></text:p><table:table-row><table:table-cell/></table:table-row></a>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		paragraphs, problem := words(data)
		if problem != nil && paragraphs != nil {
			t.Error("words and an error")
		}
	})
}
