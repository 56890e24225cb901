package capture

import (
	"bytes"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// refuseForeign refuses what is text to the eye but would be nonsense as a report, and what is not text at all.
func refuseForeign(data []byte) *Error {
	start := trimStart(data)
	switch {
	case hasPrefixFold(start, "%pdf-"):
		return refuse(ErrKind, "a PDF document, which is not read yet", "export it as plain text or HTML")
	case bytes.HasPrefix(start, []byte(`{\rtf`)):
		return refuse(ErrKind, "a rich text document", "export it as plain text")
	case hasPrefixFold(start, "%!ps"):
		return refuse(ErrKind, "a PostScript document", "export it as plain text")
	case isXML(start):
		return refuse(ErrKind, "an XML document", "save the page that it stands for as HTML")
	case isMail(start):
		return refuse(ErrKind, "a mail message or a page saved as one file (MHTML)", "save it as HTML or plain text")
	case bytes.IndexByte(data, 0) >= 0 && !hasUTF16Mark(data):
		return refuseBinary(data)
	}
	return nil
}

// refuseBinary says what the bytes are, as far as their first ones tell.
func refuseBinary(data []byte) *Error {
	if looksLikeUTF16(data) {
		return refuse(ErrEncoding, "it seems to be UTF-16 without the mark that says so", "save it as UTF-8")
	}
	kind := mimetype.Detect(data)
	hint := "export it as plain text or HTML"
	for _, packed := range []string{"application/gzip", "application/zip", "application/x-tar", "application/x-7z-compressed", "application/x-bzip2", "application/x-xz", "application/zstd"} {
		if kind.Is(packed) {
			hint = "unpack it first"
		}
	}
	if kind.Is("application/octet-stream") || strings.HasPrefix(kind.String(), "text/") {
		return refuse(ErrKind, "binary", hint)
	}
	return refuse(ErrKind, "binary ("+kind.String()+")", hint)
}

// isXML tells whether the bytes begin as XML other than a page.
func isXML(start []byte) bool {
	if hasPrefixFold(start, "<?xml") {
		return !looksLikePage(start)
	}
	return hasPrefixFold(start, "<rss") || hasPrefixFold(start, "<feed") || hasPrefixFold(start, "<svg")
}

// isMail tells whether the bytes begin with the header of an Internet message (RFC 5322) that says so (RFC 2045).
func isMail(start []byte) bool {
	for range 200 {
		line, rest, ok := bytes.Cut(start, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		name, _, isField := bytes.Cut(line, []byte(":"))
		folded := len(line) > 0 && (line[0] == ' ' || line[0] == '\t')
		switch {
		case isField && bytes.EqualFold(name, []byte("MIME-Version")):
			return true
		case !ok || len(line) == 0 || !folded && !(isField && word(string(name))):
			return false
		}
		start = rest
	}
	return false
}

// pageTags are the elements that a page begins with, after the WHATWG MIME Sniffing Standard (section 7.1) with the ones that came after it.
var pageTags = []string{"html", "head", "body", "script", "style", "title", "meta", "link", "iframe", "h1", "h2", "div", "font", "table", "a", "b",
	"br", "p", "span", "article", "main", "section", "header", "nav", "ul", "ol", "base", "center", "img"}

// looksLikePage tells whether the bytes begin as an HTML page, in any encoding that holds ASCII or in UTF-16 with its mark.
func looksLikePage(data []byte) bool {
	if hasUTF16Mark(data) {
		data = bytes.ReplaceAll(data[2:min(len(data), 1<<12)], []byte{0}, nil) // of the ASCII letters, this leaves themselves
	}
	for data = trimStart(data); ; data = trimStart(data) {
		var ok bool
		switch {
		case bytes.HasPrefix(data, []byte("<!--")):
			_, data, ok = bytes.Cut(data, []byte("-->"))
		case hasPrefixFold(data, "<?xml"):
			_, data, ok = bytes.Cut(data, []byte("?>"))
		default:
			return hasPrefixFold(data, "<!doctype html") || beginsWithTag(data)
		}
		if !ok {
			return false
		}
	}
}

func beginsWithTag(data []byte) bool {
	for _, tag := range pageTags {
		if hasPrefixFold(data, "<"+tag) && len(data) > len(tag)+1 {
			switch data[len(tag)+1] {
			case ' ', '>', '\t', '\n', '\r', '\f', '/':
				return true
			}
		}
	}
	return false
}

// trimStart takes off the mark of UTF-8 and white space.
func trimStart(data []byte) []byte {
	return bytes.TrimLeft(bytes.TrimPrefix(data, markUTF8), " \t\r\n\f")
}

func hasPrefixFold(data []byte, prefix string) bool {
	return len(data) >= len(prefix) && bytes.EqualFold(data[:len(prefix)], []byte(prefix))
}
