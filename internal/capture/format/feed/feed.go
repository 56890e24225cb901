// Package feed reads feeds: RSS, Atom and JSON Feed. Each entry becomes a report, of the publisher that Dublin Core
// names and of the feed else.
package feed

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"iter"
	"net/url"
	"strings"

	"github.com/mmcdole/gofeed"
	rssfeed "github.com/mmcdole/gofeed/rss"

	"firsthand/internal/capture/format"
	"firsthand/internal/capture/format/page"
)

// Format is a feed.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "a feed" }

// Sniff implements [format.Format].
func (Format) Sniff(head []byte) bool {
	start := format.TrimStart(head)
	if format.LooksLikeObject(start) {
		return bytes.Contains(start[:min(len(start), 1<<10)], []byte("jsonfeed.org/version"))
	}
	for range 20 { // declarations, comments, style sheets
		switch {
		case format.HasPrefixFold(start, "<?"):
			_, rest, ok := bytes.Cut(start, []byte("?>"))
			if !ok {
				return false
			}
			start = format.TrimStart(rest)
		case bytes.HasPrefix(start, []byte("<!--")):
			_, rest, ok := bytes.Cut(start, []byte("-->"))
			if !ok {
				return false
			}
			start = format.TrimStart(rest)
		default:
			return isRoot(start, "<rss") || isRoot(start, "<feed") || isRoot(start, "<rdf:RDF")
		}
	}
	return false
}

// isRoot reports whether the bytes begin with an element.
func isRoot(start []byte, name string) bool {
	return format.HasPrefixFold(start, name) && len(start) > len(name) && strings.IndexByte(" >\t\r\n", start[len(name)]) >= 0
}

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		if deep(data) {
			yield(format.Item{}, format.Refuse(format.ErrTooLarge, "a feed nested too deep", "save the pages that it leads to"))
			return
		}
		parser := gofeed.NewParser()
		parser.RSSTranslator = withSources{&gofeed.DefaultRSSTranslator{}}
		f, err := parser.Parse(bytes.NewReader(data))
		if err != nil {
			yield(format.Item{}, format.Refuse(format.ErrForm, "a feed that is not well formed", "save the pages that it leads to"))
			return
		}
		for i, entry := range f.Items {
			if ctx.Err() != nil {
				return
			}
			item, problem := format.Guard(func() (format.Item, *format.Error) { return read(f, entry, lim), nil })
			item.Original = data
			item.Report.Part = fmt.Sprintf("entry %d", i+1)
			if format.Blank(item.Report.Text) && problem == nil {
				problem = format.Refuse(format.ErrEmpty, fmt.Sprintf("entry %d has no words", i+1), "save the page that it leads to")
			}
			if problem != nil {
				item = format.Item{}
			}
			if !yield(item, problem) {
				return
			}
		}
		if len(f.Items) == 0 {
			yield(format.Item{}, format.Refuse(format.ErrEmpty, "a feed without entries", ""))
		}
	})
}

// maxDepth is how deep the elements of a feed may be nested; the parser goes down by calling itself.
const maxDepth = 200

// deep reports whether more elements are open at once than a feed has. It counts tags, and so may count too many.
func deep(data []byte) bool {
	open := 0
	for i := 0; i+1 < len(data); i++ {
		if data[i] != '<' {
			continue
		}
		switch c := data[i+1]; {
		case bytes.HasPrefix(data[i:], []byte("<![CDATA[")):
			end := bytes.Index(data[i:], []byte("]]>"))
			if end < 0 {
				return false
			}
			i += end
		case c == '/':
			open = max(0, open-1)
		case c != '!' && c != '?':
			end := bytes.IndexByte(data[i:], '>')
			if end > 0 && data[i+end-1] != '/' {
				open++
			}
			if open > maxDepth {
				return true
			}
		}
	}
	return false
}

// read makes a report of an entry.
func read(f *gofeed.Feed, entry *gofeed.Item, lim format.Limits) format.Item {
	item := format.Item{}
	r := &item.Report
	r.Title, r.URL, r.Lang = strings.TrimSpace(page.Words(entry.Title, lim.Page)), entry.Link, f.Language
	r.Published = entry.Published
	r.Publisher = f.Title
	if dc := entry.DublinCoreExt; dc != nil && len(dc.Publisher) > 0 {
		r.Publisher = dc.Publisher[0]
	}
	if name := sourceOf(entry); name != "" {
		r.Publisher = name
	}
	if strings.TrimSpace(r.Publisher) == "" {
		if u, err := url.Parse(entry.Link); err == nil {
			r.Publisher = page.Host(u.String())
		}
	}
	var names []string
	for _, a := range entry.Authors {
		if a != nil && a.Name != "" {
			names = append(names, a.Name)
		}
	}
	r.Author = strings.Join(names, ", ")
	content := entry.Content
	if format.Blank(content) {
		content = entry.Description
	}
	r.Text = page.Words(content, lim.Page)
	if format.Blank(r.Text) {
		r.Text = r.Title // a headline is all that many feeds give
	}
	r.MediaType = "application/feed"
	return item
}

// withSources keeps what RSS says of the source of an item, which the translation into what all feeds have leaves out.
type withSources struct{ gofeed.Translator }

func (t withSources) Translate(feed any) (*gofeed.Feed, error) {
	f, err := t.Translator.Translate(feed)
	from, ok := feed.(*rssfeed.Feed)
	if err != nil || !ok || len(f.Items) != len(from.Items) {
		return f, err
	}
	for i, item := range from.Items {
		if item.Source == nil {
			continue
		}
		if f.Items[i].Custom == nil {
			f.Items[i].Custom = map[string]string{}
		}
		name := strings.TrimSpace(item.Source.Title)
		if name == "" {
			name = page.Host(item.Source.URL)
		}
		f.Items[i].Custom["source"] = name
	}
	return f, nil
}

// sourceOf is the name of the real source of an entry that a feed has from elsewhere.
func sourceOf(entry *gofeed.Item) string {
	for _, extensions := range entry.Extensions {
		for name, found := range extensions {
			if name == "source" && len(found) > 0 {
				return strings.TrimSpace(found[0].Value)
			}
		}
	}
	return strings.TrimSpace(entry.Custom["source"])
}
