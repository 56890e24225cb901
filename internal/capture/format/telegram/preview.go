package telegram

import (
	"bytes"
	"context"
	"io"
	"iter"
	"strings"

	"golang.org/x/net/html"

	"firsthand/internal/capture/format"
)

// Preview is the public preview of a channel, t.me/s/CHANNEL, as a page.
type Preview struct{}

// Name implements [format.Format].
func (Preview) Name() string { return "a preview of a Telegram channel" }

// Sniff implements [format.Format].
func (Preview) Sniff(head []byte) bool {
	return bytes.Contains(head, []byte("tgme_widget_message ")) && bytes.Contains(head, []byte("data-post=")) && bytes.Contains(head[:min(len(head), 1<<12)], []byte("<html"))
}

// Read implements [format.Format].
func (Preview) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		text, charset, _, problem := format.DecodePage(data)
		if problem != nil {
			yield(format.Item{}, problem)
			return
		}
		given := 0
		for _, post := range posts(text) {
			item, ok := post.item()
			if !ok {
				continue
			}
			item.Original = data
			item.Report.MediaType = "text/html; charset=" + charset
			if given++; ctx.Err() != nil || !yield(item, nil) {
				return
			}
		}
		if given == 0 {
			yield(format.Item{}, format.Refuse(format.ErrEmpty, "a preview of a channel without a message that has words", ""))
		}
	})
}

// post is one message of a preview.
type post struct {
	id                         string // CHANNEL/NUMBER
	channel, author, forwarded strings.Builder
	text                       strings.Builder
	at                         string
}

func (p *post) item() (item format.Item, ok bool) {
	text := strings.TrimSpace(p.text.String())
	if format.Blank(text) {
		return item, false
	}
	if from := strings.TrimSpace(p.forwarded.String()); from != "" {
		text = format.Forwarded(from, text)
	}
	r := &item.Report
	r.Text, r.Published = text, p.at
	r.Publisher, r.Author = strings.TrimSpace(p.channel.String()), strings.TrimSpace(p.author.String())
	channel, number, found := strings.Cut(p.id, "/")
	if r.Publisher == "" {
		r.Publisher = channel
	}
	if found {
		r.Part, r.URL = "message "+number, "https://t.me/"+p.id
	}
	return item, true
}

// The classes of what a message shows, and the element that each stands in.
var shownIn = map[string]func(*post) *strings.Builder{
	"tgme_widget_message_owner_name":          func(p *post) *strings.Builder { return &p.channel },
	"tgme_widget_message_from_author":         func(p *post) *strings.Builder { return &p.author },
	"tgme_widget_message_forwarded_from_name": func(p *post) *strings.Builder { return &p.forwarded },
	"tgme_widget_message_text":                func(p *post) *strings.Builder { return &p.text },
}

// posts are the messages that a preview shows.
func posts(text string) []*post {
	var p previewReader
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return p.posts
		case html.StartTagToken:
			t := z.Token()
			p.start(t)
			p.lineBreak(t.Data)
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			p.lineBreak(string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			p.end(string(name))
		case html.TextToken:
			if p.into != nil {
				p.into.WriteString(strings.Trim(html.UnescapeString(string(z.Raw())), "\r\n"))
			}
		}
	}
}

// previewReader goes through a preview from element to element.
type previewReader struct {
	posts []*post
	into  *strings.Builder // the field that words go into
	tag   string           // of the element of that field,
	depth int              // and how many elements of that tag are open in it
}

// start looks at the begin of an element.
func (p *previewReader) start(t html.Token) {
	classes, id, when := attributes(t)
	if id != "" && strings.Contains(classes, " tgme_widget_message ") {
		p.posts, p.into = append(p.posts, &post{id: id}), nil
		return
	}
	if len(p.posts) == 0 {
		return
	}
	open := p.posts[len(p.posts)-1]
	switch {
	case p.into != nil:
		if t.Data == p.tag {
			p.depth++
		}
	case when != "":
		open.at = when
	case strings.Contains(classes, "reply"): // the beginning of the message that is answered
	default:
		for class, of := range shownIn {
			if strings.Contains(classes, " "+class+" ") && of(open).Len() == 0 {
				p.into, p.tag, p.depth = of(open), t.Data, 1
			}
		}
	}
}

// end looks at the end of an element.
func (p *previewReader) end(tag string) {
	if p.into == nil || tag != p.tag {
		return
	}
	if p.depth--; p.depth == 0 {
		p.into = nil
	}
}

func (p *previewReader) lineBreak(tag string) {
	if p.into != nil && tag == "br" {
		p.into.WriteByte('\n')
	}
}

// attributes are what is looked at of an element: its classes with spaces around each, which message it is, and when.
func attributes(t html.Token) (classes, id, when string) {
	for _, a := range t.Attr {
		switch a.Key {
		case "class":
			classes = " " + strings.Join(strings.Fields(a.Val), " ") + " "
		case "data-post":
			id = a.Val
		case "datetime":
			if t.Data == "time" {
				when = a.Val
			}
		}
	}
	return classes, id, when
}
