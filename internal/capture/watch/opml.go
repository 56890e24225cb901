package watch

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The bounds on a list of feeds.
const (
	maxOutlines = 10_000
	maxOPML     = 8 << 20 // bytes
	maxNested   = 100
)

// Feeds are the addresses in a list of feeds (OPML), as programs that read feeds write it out, each once, in their
// order. They are as written: whoever watches them checks them first.
func Feeds(in io.Reader) ([]string, error) {
	limited := &io.LimitedReader{R: in, N: maxOPML + 1}
	d := xml.NewDecoder(limited)
	d.Strict = false                                                                   // many are made by hand
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // addresses are ASCII
	var out []string
	seen := map[string]bool{}
	depth, isList := 0, false
	for {
		t, err := d.RawToken()
		switch {
		case limited.N <= 0:
			return nil, fmt.Errorf("read a list of feeds: larger than %d bytes", maxOPML)
		case errors.Is(err, io.EOF):
			if !isList {
				return nil, errors.New("read a list of feeds: it is no OPML")
			}
			return out, nil
		case err != nil:
			return nil, errors.New("read a list of feeds: its XML is broken")
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth++; depth > maxNested {
				return nil, errors.New("read a list of feeds: it is nested too deep")
			}
			isList = isList || strings.EqualFold(t.Name.Local, "opml")
			address := feedOf(t)
			if address == "" || !isList || seen[address] {
				continue
			}
			if len(out) == maxOutlines {
				return nil, fmt.Errorf("read a list of feeds: more than %d feeds", maxOutlines)
			}
			seen[address], out = true, append(out, address)
		case xml.EndElement:
			depth = max(0, depth-1)
		}
	}
}

// feedOf is the address of the feed that an outline stands for, "" for any other element.
func feedOf(t xml.StartElement) string {
	if !strings.EqualFold(t.Name.Local, "outline") {
		return ""
	}
	for _, a := range t.Attr {
		if strings.EqualFold(a.Name.Local, "xmlUrl") {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}
