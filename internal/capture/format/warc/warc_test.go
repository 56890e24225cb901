package warc

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
)

// rec is a record as an archive holds it.
func rec(kind, address, block string) string {
	return fmt.Sprintf("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2016-12-13T08:29:11Z\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, address, len(block), block)
}

func answered(header, body string) string { return "HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n" + body }

func packed(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.String()
}

func brotlied(s string) string {
	var b bytes.Buffer
	z := brotli.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.String()
}

const words = "<p>Two were hurt.</p>"

var sample = rec("warcinfo", "", "software: x") +
	rec("request", "https://c.example/a", "GET /a HTTP/1.1\r\n\r\n") +
	rec("response", "https://c.example/a", "HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n") +
	rec("response", "https://c.example/b", answered("Content-Type: text/html\r\nX-A: 1", words)) +
	rec("response", "https://c.example/b", answered("Content-Type: text/html", words)) +
	rec("response", "https://c.example/c.js", answered("Content-Type: text/javascript", "x()")) +
	rec("response", "https://c.example/d", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"+words) +
	rec("response", "<https://c.example/e>", answered("Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip", packed(words))) +
	rec("response", "https://c.example/f", answered("Content-Type: text/html\r\nContent-Encoding: br", brotlied(words))) +
	rec("response", "https://c.example/g", answered("Content-Type: text/html\r\nTransfer-Encoding: chunked", "15\r\n"+words+"\r\n0\r\n\r\n")) +
	rec("response", "https://c.example/h", answered("Content-Type: text/html\r\nContent-Encoding: gzip", words)) +
	rec("response", "metadata://crawler", answered("Content-Type: text/plain", "x"))

func read(data string) []string {
	var got []string
	for item, problem := range (Format{}).Read(context.Background(), strings.NewReader(data), format.DefaultLimits()) {
		if problem != nil {
			got = append(got, problem.Error())
			continue
		}
		c := item.Report.Capture
		got = append(got, strings.Join([]string{item.Report.Part, c.At.Format("15:04:05"), c.From, c.Final, string(item.Inner.Data)}, " | "))
	}
	return got
}

func TestRead(t *testing.T) {
	line := func(number int, from, to string) string {
		return fmt.Sprintf("record %d | 08:29:11 | https://c.example/%s | https://c.example/%s | %s", number, from, to, words)
	}
	want := []string{line(4, "a", "b"), line(8, "e", "e"), line(9, "f", "f"), line(10, "g", "g"), line(11, "h", "h")}
	var members strings.Builder
	for _, r := range strings.SplitAfter(sample, "\r\n\r\nWARC") {
		members.WriteString(packed(r))
	}
	for name, data := range map[string]string{"plain": sample, "packed whole": packed(sample), "packed in members": members.String()} {
		t.Run(name, func(t *testing.T) {
			if !(Format{}).Sniff([]byte(data)) {
				t.Fatal("the archive is not known as one")
			}
			if diff := cmp.Diff(want, read(data)); diff != "" {
				t.Errorf("reports (-want +got):\n%s", diff)
			}
		})
	}
	t.Run("a package", func(t *testing.T) {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range []string{"archive/1.warc.gz", "archive/2.warc.gz", "pages/pages.jsonl"} {
			w, _ := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
			_, _ = w.Write([]byte(packed(rec("response", "https://c.example/"+name, answered("Content-Type: text/html", words)))))
		}
		_ = z.Close()
		got := read(b.String())
		if len(got) != 2 || !strings.HasPrefix(got[0], "record 1 |") || !strings.HasPrefix(got[1], "file 2, record 1 |") {
			t.Errorf("read as %q", got)
		}
	})
	t.Run("cut short", func(t *testing.T) {
		got := read(sample[:len(sample)-1200])
		if len(got) < 2 || got[len(got)-1] != brokenRecord().Error() {
			t.Errorf("read as %q", got)
		}
	})
	for _, other := range []string{"", "WARC is a format.", packed("no archive"), "PK\x03\x04word/document.xml"} {
		if (Format{}).Sniff([]byte(other)) {
			t.Errorf("%q is taken for an archive", other)
		}
	}
}

// A body that unpacks to more than an original may be is passed over before it is unpacked whole.
func TestABombIsNotUnpacked(t *testing.T) {
	lim := format.DefaultLimits()
	lim.Original = 1 << 20
	bomb := packed(strings.Repeat("a", 8<<20))
	for item, problem := range (Format{}).Read(context.Background(), strings.NewReader(rec("response", "https://c.example/", answered("Content-Type: text/html\r\nContent-Encoding: gzip", bomb))), lim) {
		t.Errorf("read %d bytes, error %v", len(item.Inner.Data), problem)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte(packed(sample)))
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := format.DefaultLimits()
		lim.Original = 1 << 16
		for item, problem := range (Format{}).Read(context.Background(), bytes.NewReader(data), lim) {
			if problem == nil && (item.Inner == nil || len(item.Inner.Data) > lim.Original) {
				t.Error("a document that is none, or is too large")
			}
		}
	})
}
