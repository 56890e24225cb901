package word

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
		{"word/document.xml", `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>The bridge</dc:title><dc:creator>Ada Tarn</dc:creator></cp:coreProperties>`},
	} {
		w, _ := z.Create(part[0])
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
	p := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	for _, test := range []struct{ name, body, want string }{
		{"paragraphs of runs", "<w:p><w:r><w:t>Two </w:t></w:r><w:r><w:t>people.</w:t><w:br/><w:t>One road.</w:t></w:r></w:p>" + p("More."), "The bridge | Ada Tarn | Two people.\nOne road.\n\nMore."},
		{"the title again", p("The bridge") + p("Words."), "The bridge | Ada Tarn | Words."},
		{"changes that were tracked", "<w:p><w:del><w:r><w:delText>Nine</w:delText><w:t>x</w:t></w:r></w:del><w:ins><w:r><w:t>Four</w:t></w:r></w:ins><w:r><w:t> died.</w:t></w:r></w:p>", "The bridge | Ada Tarn | Four died."},
		{"the code of a field", `<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Words.</w:t></w:r></w:p>`, "The bridge | Ada Tarn | Words."},
		{"a drawing and what stands in for it", `<w:p><AlternateContent><Choice>` + p("Boxed.") + `</Choice><Fallback>` + p("Boxed.") + `</Fallback></AlternateContent></w:p>`, "The bridge | Ada Tarn | Boxed."},
		{"a table", "<w:tbl><w:tr><w:tc>" + p("North") + "</w:tc><w:tc>" + p("3") + p("dead") + "</w:tc></w:tr></w:tbl>" + p("After."), "The bridge | Ada Tarn | North\t3 dead\n\nAfter."},
		{"XML that ends too soon", "<w:p>", "a document whose XML is broken"},
		{"nested without end", strings.Repeat("<a>", 10_000), "a document nested too deep"},
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
	if got := read([]byte("PK\x03\x04word/document.xml")); !strings.Contains(got, "archive is broken") {
		t.Errorf("a broken archive gives %q", got)
	}
}

// An archive that unpacks to more than a document holds is refused before it is unpacked.
func TestABombIsNotUnpacked(t *testing.T) {
	if got := read(made("<w:p><w:r><w:t>" + strings.Repeat("a", 65<<20) + "</w:t></w:r></w:p>")); !strings.Contains(got, "unpacks to more than 64 MiB") {
		t.Errorf("got %.80q", got)
	}
}

func FuzzWords(f *testing.F) {
	f.Add([]byte(`<w:document><w:p><w:r><w:t>Two</w:t><w:tab/></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:document>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		paragraphs, problem := words(data)
		if problem != nil && paragraphs != nil {
			t.Error("words and an error")
		}
	})
}
