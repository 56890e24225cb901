package warc

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
)

// answer is what a server answered.
type answer struct {
	status int
	header http.Header
	fields []string // the header's, as "Name: value"
	body   []byte   // unpacked
}

// mostFields is how many fields of an answer are kept.
const mostFields = 100

// readAnswer reads an answer of HTTP as an archive holds it. The body may be in chunks and packed, or already unpacked
// while the header still says that it is not.
func readAnswer(block []byte, most int) (answer, bool) {
	resp, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(block)), nil)
	if err != nil {
		return answer{}, false
	}
	defer resp.Body.Close()
	a := answer{status: resp.StatusCode, header: resp.Header, fields: fields(block)}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, int64(most)+1))
	if err != nil { // chunks that are none, or a length that is wrong: the body as it stands
		_, raw, _ = bytes.Cut(block, []byte("\r\n\r\n"))
	}
	body, ok := unpack(raw, resp.Header.Get("Content-Encoding"), most)
	a.body = body
	return a, ok
}

// fields are the fields of the header, in their order.
func fields(block []byte) []string {
	head, _, _ := bytes.Cut(block, []byte("\r\n\r\n"))
	var out []string
	for i, line := range strings.Split(string(head), "\r\n") {
		if i > 0 && len(out) < mostFields && len(line) < 4096 && strings.Contains(line, ":") {
			out = append(out, strings.ToValidUTF8(line, "\ufffd"))
		}
	}
	return out
}

// unpack unpacks a body. It is not ok for one that unpacks to more than an original may be, or is packed in a way that
// is not known.
func unpack(raw []byte, how string, most int) (body []byte, ok bool) {
	var r io.Reader
	var err error
	in := bytes.NewReader(raw)
	switch strings.ToLower(strings.TrimSpace(how)) {
	case "", "identity":
		return raw, len(raw) <= most
	case "gzip", "x-gzip":
		r, err = gzip.NewReader(in)
	case "deflate":
		if r, err = zlib.NewReader(in); err != nil { // some servers leave out what is around it
			r, err = flate.NewReader(bytes.NewReader(raw)), nil
		}
	case "br":
		r = brotli.NewReader(in)
	default:
		return nil, false
	}
	if err == nil {
		body, err = io.ReadAll(io.LimitReader(r, int64(most)+1))
	}
	if err != nil {
		return raw, len(raw) <= most // unpacked already, as many archives keep it
	}
	return body, len(body) <= most
}

// recordTime is the time of a record, the zero time where it cannot be read.
func recordTime(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, strings.TrimSpace(s))
	if err != nil {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Second)
}

// redirect notes that an address leads to another.
func (r *reader) redirect(from, to string) {
	base, err := url.Parse(from)
	if err != nil || len(r.asked) >= mostRecords {
		return
	}
	target, err := base.Parse(to)
	if err != nil {
		return
	}
	target.Fragment = ""
	if first := r.asked[from]; first != "" {
		from = first
	}
	r.asked[target.String()] = from
}
