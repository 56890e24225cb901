package page

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"firsthand/internal/capture/date"
	"firsthand/internal/capture/format"
)

// Format is a saved web page.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "a web page" }

// Read implements [format.Format]. A live blog is a report an entry; every other page is one.
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		var entries []Entry
		item, problem := format.Guard(func() (item format.Item, problem *format.Error) {
			item, entries, problem = readFile(data, lim)
			return item, problem
		})
		if problem != nil || len(entries) == 0 {
			yield(item, problem)
			return
		}
		for i, e := range entries {
			if ctx.Err() != nil || !yield(entryOf(item, i, e), nil) {
				return
			}
		}
	})
}

// entryOf is the report that an entry of a live blog is, with what the page says of all of them.
func entryOf(page format.Item, i int, e Entry) format.Item {
	page.Dates = nil
	r := &page.Report
	r.Part, r.Text, r.Published = fmt.Sprintf("entry %d", i+1), e.Text, e.Published
	r.Author = first(e.Author, r.Author)
	if e.Title != "" && r.Title != "" {
		r.Title += " – "
	}
	r.Title += e.Title
	return page
}

func readFile(data []byte, lim format.Limits) (format.Item, []Entry, *format.Error) {
	src, charset, damaged, problem := format.DecodePage(data)
	if problem != nil {
		return format.Item{}, nil, problem
	}
	p, err := Read(src, lim.Page)
	switch {
	case err != nil:
		return format.Item{}, nil, format.Refuse(format.ErrTooLarge, err.Error(), "save the article alone, as plain text or HTML")
	case damaged && strings.ContainsRune(p.Text, utf8.RuneError):
		return format.Item{}, nil, format.Refuse(format.ErrEncoding, "the article holds bytes that "+charset+" does not have", format.SaveAsUTF8)
	case format.Blank(p.Text) && len(p.Entries) == 0:
		return format.Item{}, nil, format.Refuse(format.ErrEmpty, "no text found in the page",
			"save the page from a browser that has finished loading it, or its text")
	case p.List && len(p.Entries) == 0:
		return format.Item{}, nil, format.Refuse(format.ErrKind, "a list of stories, each with its beginning, and no report",
			"save the pages that it leads to")
	}
	item := format.Item{Original: data, Dates: p.Published}
	r := &item.Report
	r.Title, r.Publisher, r.Author, r.URL, r.Text = p.Title, p.Publisher, p.Author, p.URL, p.Text
	if at, err := (date.Reader{}).Parse(p.Captured); err == nil {
		r.Capture.At, _ = time.Parse(time.RFC3339, at) // a day alone is no moment
	}
	r.MediaType = "text/html; charset=" + charset
	if _, err := language.Parse(p.Lang); err == nil { // many pages declare one that does not exist
		r.Lang = p.Lang
	}
	return item, p.Entries, nil
}

// pageTags are the elements that a page begins with, after the WHATWG MIME Sniffing Standard (section 7.1) with the
// ones that came after it.
var pageTags = []string{"html", "head", "body", "script", "style", "title", "meta", "link", "iframe", "h1", "h2", "div", "font", "table", "a", "b",
	"br", "p", "span", "article", "main", "section", "header", "nav", "ul", "ol", "base", "center", "img"}

// Sniff implements [format.Format]: it reports whether the bytes begin as an HTML page, in any encoding that holds
// ASCII or in UTF-16 with its mark.
func (Format) Sniff(data []byte) bool {
	if format.HasUTF16Mark(data) {
		data = bytes.ReplaceAll(data[2:min(len(data), 1<<12)], []byte{0}, nil) // of the ASCII letters, this leaves themselves
	}
	for data = format.TrimStart(data); ; data = format.TrimStart(data) {
		var ok bool
		switch {
		case bytes.HasPrefix(data, []byte("<!--")):
			_, data, ok = bytes.Cut(data, []byte("-->"))
		case format.HasPrefixFold(data, "<?xml"):
			_, data, ok = bytes.Cut(data, []byte("?>"))
		default:
			return format.HasPrefixFold(data, "<!doctype html") || beginsWithTag(data)
		}
		if !ok {
			return false
		}
	}
}

func beginsWithTag(data []byte) bool {
	for _, tag := range pageTags {
		if format.HasPrefixFold(data, "<"+tag) && len(data) > len(tag)+1 {
			switch data[len(tag)+1] {
			case ' ', '>', '\t', '\n', '\r', '\f', '/':
				return true
			}
		}
	}
	return false
}
