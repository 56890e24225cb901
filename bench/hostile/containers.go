package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
)

// packed is a file in an archive: a head, and n times a part, so that bombs are made without ever being whole.
type packed struct {
	name, head, part string
	n                int
	tail             string
}

func (p packed) write(w io.Writer) {
	io.WriteString(w, p.head)
	block := strings.Repeat(p.part, 1+4096/max(1, len(p.part)))
	each := max(1, strings.Count(block, p.part))
	for done := 0; done < p.n; done += each {
		io.WriteString(w, block)
	}
	io.WriteString(w, p.tail)
}

func zipped(files ...packed) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.name)
		if err != nil {
			panic(err) // a buffer takes everything
		}
		f.write(w)
	}
	z.Close()
	return b.Bytes()
}

func gzipped(p packed) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	p.write(z)
	z.Close()
	return b.Bytes()
}

func tarred(h tar.Header, body string) []byte {
	var b bytes.Buffer
	t := tar.NewWriter(&b)
	if h.Size == 0 {
		h.Size = int64(len(body))
	}
	t.WriteHeader(&h)
	io.WriteString(t, body)
	t.Flush()
	return b.Bytes()
}

// office is a workbook or a document of which one part is large.
func office(name string, files ...packed) maker {
	return maker{name, func(r *rand.Rand) []byte {
		made := append([]packed{}, files...)
		for i := range made {
			if made[i].n > 0 {
				made[i].n = some(r, 1000, made[i].n)
			}
		}
		return zipped(made...)
	}}
}

// one is a file in an archive that is small.
func one(name, words string) packed { return packed{name: name, head: words} }

const (
	sheet    = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`
	types    = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`
	book     = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`
	bookRels = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`
	rels     = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="%s"/></Relationships>`
	docTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	doc      = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	odt      = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>`
)

func workbook(name string, more ...packed) maker {
	return office(name, append([]packed{one("[Content_Types].xml", types), one("_rels/.rels", fmt.Sprintf(rels, "xl/workbook.xml")), one("xl/workbook.xml", book), one("xl/_rels/workbook.xml.rels", bookRels)}, more...)...)
}

func document(name string, body packed) maker {
	return office(name, one("[Content_Types].xml", docTypes), one("_rels/.rels", fmt.Sprintf(rels, "word/document.xml")), body)
}

// containers hold other things: far more than they seem to, or themselves, or not what they say.
var containers = []maker{
	{"bomb.zip", func(r *rand.Rand) []byte { return zipped(packed{name: "a.txt", part: "0", n: some(r, 1<<20, 200<<20)}) }},
	{"bombs.zip", func(r *rand.Rand) []byte {
		var files []packed
		for i := range some(r, 4, 40) {
			files = append(files, packed{name: fmt.Sprint(i, ".txt"), part: "words ", n: 3 << 20})
		}
		return zipped(files...)
	}},
	{"many.zip", func(r *rand.Rand) []byte {
		var files []packed
		for i := range some(r, 100, 30_000) {
			files = append(files, one(fmt.Sprint(i, ".bin"), "\x00\x01"))
		}
		return zipped(files...)
	}},
	{"nested.zip", func(r *rand.Rand) []byte {
		b := zipped(one("a.txt", "words"))
		for i := range some(r, 2, 100) {
			b = zipped(one(fmt.Sprint(i, ".zip"), string(b)), one(fmt.Sprint(i, "-again.zip"), string(b[:min(len(b), 4096)])))
			if len(b) > 1<<20 {
				break
			}
		}
		return b
	}},
	{"outside.zip", func(*rand.Rand) []byte {
		return zipped(one("../../../../outside.txt", "words"), one("/etc/outside.txt", "words"), one(`..\outside.txt`, "words"), one("a\x00b\n\u202etxt.exe", "words"), one(strings.Repeat("d/", 2000)+"a.txt", "words"))
	}},
	{"overlap.zip", overlapping},
	{"sizes.zip", func(r *rand.Rand) []byte {
		b := zipped(packed{name: "a.txt", part: "words ", n: 1000})
		if at := bytes.LastIndex(b, []byte("PK\x01\x02")); at > 0 {
			binary.LittleEndian.PutUint32(b[at+20:], r.Uint32())
			binary.LittleEndian.PutUint32(b[at+24:], r.Uint32())
		}
		return b
	}},
	{"bomb.gz", func(r *rand.Rand) []byte { return gzipped(packed{part: "\x00", n: some(r, 1<<20, 200<<20)}) }},
	{"bomb.txt.gz", func(r *rand.Rand) []byte { return gzipped(packed{part: "He said so. ", n: some(r, 1<<16, 16<<20)}) }},
	{"nested.gz", func(r *rand.Rand) []byte {
		b := []byte("words")
		for range some(r, 2, 200) {
			b = gzipped(one("", string(b)))
		}
		return b
	}},
	{"size.tar", func(r *rand.Rand) []byte {
		return tarred(tar.Header{Name: "a.txt", Mode: 0o600, Size: r.Int64N(1 << 50)}, "words")
	}},
	{"device.tar", func(*rand.Rand) []byte {
		return append(tarred(tar.Header{Name: "a", Typeflag: tar.TypeChar}, ""), tarred(tar.Header{Name: "../b", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}, "")...)
	}},
	{"bomb.tar.gz", func(r *rand.Rand) []byte {
		return gzipped(one("", string(tarred(tar.Header{Name: "a.txt", Mode: 0o600}, strings.Repeat("words ", some(r, 1<<10, 8<<20))))))
	}},
	workbook("strings.xlsx", packed{name: "xl/sharedStrings.xml", head: `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`, part: "<si><t>a</t></si>", n: 6 << 20, tail: "</sst>"},
		one("xl/worksheets/sheet1.xml", sheet+`<row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`)),
	workbook("rows.xlsx", packed{name: "xl/worksheets/sheet1.xml", head: sheet, part: `<row><c t="inlineStr"><is><t>text</t></is></c></row>`, n: 2 << 20, tail: "</sheetData></worksheet>"}),
	workbook("far.xlsx", one("xl/worksheets/sheet1.xml", sheet+`<row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>words</t></is></c></row></sheetData></worksheet>`)),
	workbook("laughs.xlsx", one("xl/worksheets/sheet1.xml", laughs+sheet+`<row><c t="inlineStr"><is><t>&g;</t></is></c></row></sheetData></worksheet>`)),
	document("paragraphs.docx", packed{name: "word/document.xml", head: doc, part: "<w:p><w:r><w:t>He said so. </w:t></w:r></w:p>", n: 4 << 20, tail: "</w:body></w:document>"}),
	document("deep.docx", packed{name: "word/document.xml", head: doc, part: "<w:tbl><w:tr><w:tc>", n: 1 << 20}),
	document("laughs.docx", one("word/document.xml", laughs+doc+"<w:p><w:r><w:t>&g;</w:t></w:r></w:p></w:body></w:document>")),
	office("spaces.odt", one("mimetype", "application/vnd.oasis.opendocument.text"), one("content.xml", odt+`<text:p>a<text:s text:c="2000000000"/>b</text:p></office:text></office:body></office:document-content>`)),
	office("deep.odt", one("mimetype", "application/vnd.oasis.opendocument.text"), packed{name: "content.xml", head: odt, part: "<text:section><text:p>a", n: 1 << 20}),
	office("repeated.ods", one("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), one("content.xml", `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="a">`+
		`<table:table-row table:number-rows-repeated="2000000000"><table:table-cell table:number-columns-repeated="2000000000"><text:p>text</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`)),
	office("chat.zip", packed{name: "_chat.txt", part: "[13.12.16, 10:00:00] A: b\n", n: 4 << 20}),
	office("web.wacz", one("datapackage.json", `{"profile":"data-package"}`), packed{name: "archive/data.warc", part: "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\n", n: 1 << 20}),
	{"bomb.warc.gz", func(r *rand.Rand) []byte {
		return gzipped(packed{head: "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 99999999999\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", part: "<p>words", n: some(r, 1<<16, 8<<20)})
	}},
}

// overlapping is an archive of many names that all mean the same bytes, so that it unpacks to far more than it holds.
func overlapping(r *rand.Rand) []byte {
	b := zipped(packed{name: "a.txt", part: "words ", n: 1 << 20})
	at := bytes.LastIndex(b, []byte("PK\x01\x02"))
	end := bytes.LastIndex(b, []byte("PK\x05\x06"))
	if at < 0 || end < at {
		return b
	}
	n := some(r, 16, 4096)
	central := bytes.Repeat(b[at:end], n)
	tail := bytes.Clone(b[end:])
	binary.LittleEndian.PutUint16(tail[8:], uint16(n))
	binary.LittleEndian.PutUint16(tail[10:], uint16(n))
	binary.LittleEndian.PutUint32(tail[12:], uint32(len(central)))
	return bytes.Join([][]byte{b[:at], central, tail}, nil)
}
