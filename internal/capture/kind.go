package capture

import (
	"bytes"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"firsthand/internal/capture/format"
	"firsthand/internal/capture/format/page"
)

// refuseForeign refuses what is text to the eye but would be nonsense as a report, and what is not text at all.
func refuseForeign(data []byte) *format.Error {
	start := format.TrimStart(data)
	switch {
	case format.HasPrefixFold(start, "%!ps"):
		return format.Refuse(format.ErrKind, "a PostScript document", "export it as plain text")
	case isListOfFeeds(start):
		return format.Refuse(format.ErrKind, "a list of feeds (OPML), and no report", "watch the feeds in it: firsthand watch add --opml FILE")
	case isXML(start):
		return format.Refuse(format.ErrKind, "an XML document", "save the page that it stands for as HTML")
	case isMail(start):
		return format.Refuse(format.ErrKind, "mail without the fields that mail has", "save it as HTML or plain text")
	case bytes.IndexByte(data, 0) >= 0 && !format.HasUTF16Mark(data):
		return refuseBinary(data)
	}
	return nil
}

// refuseBinary says what the bytes are, as far as their first ones tell.
func refuseBinary(data []byte) *format.Error {
	if format.LooksLikeUTF16(data) {
		return format.Refuse(format.ErrEncoding, "it seems to be UTF-16 without the mark that says so", "save it as UTF-8")
	}
	kind := mimetype.Detect(data)
	hint := "export it as plain text or HTML"
	for _, packed := range []string{"application/gzip", "application/zip", "application/x-tar", "application/x-7z-compressed", "application/x-bzip2", "application/x-xz", "application/zstd"} {
		if kind.Is(packed) {
			hint = "unpack it first"
		}
	}
	if kind.Is("application/octet-stream") || strings.HasPrefix(kind.String(), "text/") {
		return format.Refuse(format.ErrKind, "binary", hint)
	}
	return format.Refuse(format.ErrKind, "binary ("+kind.String()+")", hint)
}

// isListOfFeeds tells whether the bytes begin as OPML does.
func isListOfFeeds(start []byte) bool {
	return bytes.Contains(bytes.ToLower(start[:min(len(start), 1<<10)]), []byte("<opml")) && (isXML(start) || format.HasPrefixFold(start, "<opml"))
}

// isXML tells whether the bytes begin as XML other than a page.
func isXML(start []byte) bool {
	if format.HasPrefixFold(start, "<?xml") {
		return !(page.Format{}).Sniff(start)
	}
	return format.HasPrefixFold(start, "<rss") || format.HasPrefixFold(start, "<feed") || format.HasPrefixFold(start, "<svg")
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
		case !ok || len(line) == 0 || !folded && !(isField && format.Word(string(name))):
			return false
		}
		start = rest
	}
	return false
}
