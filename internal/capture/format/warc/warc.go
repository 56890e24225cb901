// Package warc reads archives of the web: WARC files (ISO 28500), packed or not, and the WACZ packages that hold them.
//
// Each response that carries a document becomes a report with the time at which it was captured, the address that was
// asked for, the one that answered after redirects, and the headers of the answer. What pages need to look right
// (scripts, pictures, fonts) is passed over and counted.
//
// The file as it was handed over is the original of all its reports, so that a package's own signatures stay good. The
// reader is ours because it is short, and because the one that others keep puts what it reads into temporary files.
package warc

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/textproto"
	"slices"
	"strconv"
	"strings"

	"firsthand/internal/capture/format"
)

// Format is an archive of the web.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "an archive of the web" }

var magic = []byte("WARC/1.")

// Sniff implements [format.Format].
func (Format) Sniff(head []byte) bool {
	switch {
	case bytes.HasPrefix(head, magic):
		return true
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		z, err := gzip.NewReader(bytes.NewReader(head))
		if err != nil {
			return false
		}
		start := make([]byte, len(magic))
		_, err = io.ReadFull(z, start)
		return err == nil && bytes.Equal(start, magic)
	}
	return isPackage(head)
}

// isPackage reports whether a file begins as a WACZ package: an archive with the parts of one among its first.
func isPackage(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) && (bytes.Contains(head, []byte("archive/")) && bytes.Contains(head, []byte(".warc")) ||
		bytes.Contains(head, []byte("pages/pages.jsonl")) || bytes.Contains(head, []byte("indexes/index.cdx")))
}

// The bounds on an archive.
const (
	mostRecords  = 200_000
	mostUnpacked = 1 << 30 // bytes of all records
	mostHeader   = 64 << 10
	mostParts    = 10_000 // of a package
)

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		r := reader{lim: lim, whole: data, asked: map[string]string{}, seen: map[[sha256.Size]byte]bool{}}
		if !isPackage(data[:min(len(data), format.HeadSize)]) {
			r.file(ctx, bytes.NewReader(data), "", yield)
			return
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil || len(z.File) > mostParts {
			yield(format.Item{}, format.Refuse(format.ErrForm, "a package of web archives that is broken", "make it anew"))
			return
		}
		for _, f := range z.File {
			if !strings.HasSuffix(f.Name, ".warc") && !strings.HasSuffix(f.Name, ".warc.gz") {
				continue
			}
			part, err := f.Open()
			if err != nil {
				if !yield(format.Item{}, brokenRecord()) {
					return
				}
				continue
			}
			r.files++
			prefix := ""
			if r.files > 1 {
				prefix = fmt.Sprintf("file %d, ", r.files)
			}
			more := r.file(ctx, part, prefix, yield)
			part.Close()
			if !more {
				return
			}
		}
	})
}

// reader reads the files of an archive.
type reader struct {
	lim   format.Limits
	whole []byte
	files int
	size  int64             // bytes of all records so far
	asked map[string]string // which address was asked for, by the one that it led to
	seen  map[[sha256.Size]byte]bool
}

// record is one record.
type record struct {
	header textproto.MIMEHeader
	block  []byte
}

func brokenRecord() *format.Error {
	return format.Refuse(format.ErrForm, "a web archive that is broken from here on", "make it anew; what comes before is read")
}

// file reads the records of one file; it reports whether to go on with the next.
func (r *reader) file(ctx context.Context, in io.Reader, prefix string, yield func(format.Item, *format.Error) bool) bool {
	b := bufio.NewReaderSize(in, 64<<10)
	if start, err := b.Peek(2); err == nil && start[0] == 0x1f && start[1] == 0x8b {
		z, err := gzip.NewReader(b)
		if err != nil {
			return yield(format.Item{}, brokenRecord())
		}
		b = bufio.NewReaderSize(z, 64<<10)
	}
	for number := 1; ; number++ {
		rec, err := r.next(b)
		switch {
		case errors.Is(err, io.EOF):
			return true
		case ctx.Err() != nil:
			return false
		case errors.Is(err, errTooMuch), number > mostRecords:
			return yield(format.Item{}, format.Refuse(format.ErrTooLarge, "a web archive that unpacks to more than "+format.Size(mostUnpacked), "split it"))
		case err != nil:
			return yield(format.Item{}, brokenRecord())
		}
		item, ok := r.document(rec)
		if !ok {
			continue
		}
		item.Original, item.Report.Part = r.whole, fmt.Sprintf("%srecord %d", prefix, number)
		if !yield(item, nil) {
			return false
		}
	}
}

var errTooMuch = errors.New("too much")

// next reads one record, io.EOF after the last. The block of one that is larger than an original may be is passed.
func (r *reader) next(b *bufio.Reader) (record, error) {
	version, err := firstLine(b)
	if err != nil {
		return record{}, err
	}
	if !strings.HasPrefix(version, string(magic)) {
		return record{}, errors.New("no record begins here")
	}
	header, err := readHeader(b)
	if err != nil {
		return record{}, err
	}
	length, err := strconv.ParseInt(strings.TrimSpace(header.Get("Content-Length")), 10, 64)
	if err != nil || length < 0 {
		return record{}, errors.New("no length")
	}
	if r.size += length; r.size > mostUnpacked {
		return record{}, errTooMuch
	}
	if length > int64(r.lim.Original) {
		_, err := io.CopyN(io.Discard, b, length)
		return record{header: header}, err
	}
	block, err := io.ReadAll(io.LimitReader(b, length)) // the length that is said is not believed before the bytes are there
	if err == nil && int64(len(block)) < length {
		err = io.ErrUnexpectedEOF
	}
	return record{header, block}, err
}

// firstLine is the line that a record begins with, after the empty ones that end the record before.
func firstLine(b *bufio.Reader) (string, error) {
	for range 16 {
		line, err := b.ReadSlice('\n')
		if s := strings.TrimRight(string(line), "\r\n"); s != "" {
			return s, err
		}
		if err != nil {
			return "", err
		}
	}
	return "", errors.New("no record begins here")
}

// readHeader reads the fields of a record, of a bounded size.
func readHeader(b *bufio.Reader) (textproto.MIMEHeader, error) {
	var lines bytes.Buffer
	for {
		line, err := b.ReadSlice('\n')
		if err != nil || lines.Len()+len(line) > mostHeader {
			return nil, errors.New("a header that is broken or too long")
		}
		lines.Write(line)
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			return textproto.NewReader(bufio.NewReader(&lines)).ReadMIMEHeader()
		}
	}
}

// kinds are the types of content that hold a report.
var kinds = []string{"text/html", "application/xhtml+xml", "application/pdf", "text/plain", "application/msword", "application/rtf", "text/rtf",
	"application/rss+xml", "application/atom+xml", "application/xml", "text/xml", "application/feed+json",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/vnd.oasis.opendocument.text"}

// document is the document in a record, if there is one.
func (r *reader) document(rec record) (format.Item, bool) {
	address := strings.Trim(rec.header.Get("WARC-Target-URI"), "<> ")
	item := format.Item{}
	capture := &item.Report.Capture
	capture.At = recordTime(rec.header.Get("WARC-Date"))
	capture.Final = address
	var kind string
	var body []byte
	switch rec.header.Get("WARC-Type") {
	case "response":
		a, ok := readAnswer(rec.block, r.lim.Original)
		if !ok {
			return item, false
		}
		if to := a.header.Get("Location"); a.status/100 == 3 && to != "" {
			r.redirect(address, to)
			return item, false
		}
		if a.status != 200 {
			return item, false
		}
		kind, body, capture.Headers = a.header.Get("Content-Type"), a.body, a.fields
	case "resource":
		kind, body = rec.header.Get("Content-Type"), rec.block
	default:
		return item, false
	}
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return item, false // what a crawler notes of itself
	}
	if key := sha256.Sum256(append([]byte(address+"\n"), body...)); r.seen[key] {
		return item, false // the same, captured again
	} else {
		r.seen[key] = true
	}
	kind, _, _ = strings.Cut(strings.ToLower(kind), ";")
	if !slices.Contains(kinds, strings.TrimSpace(kind)) || len(body) == 0 {
		return item, false
	}
	item.Report.URL = address
	if asked := r.asked[address]; asked != "" {
		capture.From = asked
	} else {
		capture.From = address
	}
	item.Inner = &format.Inner{Data: body, Quiet: true}
	return item, true
}
