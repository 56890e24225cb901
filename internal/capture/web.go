package capture

import (
	"strings"
	"unicode/utf8"

	"firsthand/internal/capture/page"
	"firsthand/internal/report"
)

// readPage reads a saved web page.
func (c *capturer) readPage(data []byte) (report.Report, *Error) {
	src, charset, damaged, problem := decodePage(data)
	if problem != nil {
		return report.Report{}, problem
	}
	p, err := page.Read(src, c.lim.Page)
	if err != nil {
		return report.Report{}, &Error{Err: reason{kind: ErrTooLarge, text: err.Error()}, Hint: "save the article alone, as plain text or HTML"}
	}
	if damaged && strings.ContainsRune(p.Text, utf8.RuneError) {
		return report.Report{}, refuse(ErrEncoding, "the article holds bytes that "+charset+" does not have", saveAsUTF8)
	}
	if blank(p.Text) {
		return report.Report{}, refuse(ErrEmpty, "no text found in the page", "save the page from a browser that has finished loading it, or its text")
	}
	r := report.Report{
		Title: p.Title, Publisher: p.Publisher, Author: p.Author, Published: bestDate(p.Published), URL: p.URL,
		Text: p.Text, MediaType: "text/html; charset=" + charset,
	}
	if lang, err := normaliseLang(p.Lang); err == nil {
		r.Lang = lang
	}
	if problem := normalise(&r); problem != nil {
		return report.Report{}, problem
	}
	return r, nil
}
