package telegram

import (
	"bytes"
	"context"
	"io"
	"iter"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"firsthand/internal/capture/format"
)

// Page is an export of Telegram Desktop as pages: messages.html and those that follow it, each a file of its own.
type Page struct{}

// Name implements [format.Format].
func (Page) Name() string { return "a Telegram export" }

// Sniff implements [format.Format].
func (Page) Sniff(head []byte) bool {
	return format.HasPrefixFold(format.TrimStart(head), "<!doctype html") && bytes.Contains(head, []byte("chat_page")) &&
		bytes.Contains(head, []byte(`class="history"`)) && bytes.Contains(head, []byte(`class="message `))
}

// Read implements [format.Format].
func (Page) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		text, charset, _, problem := format.DecodePage(data)
		if problem != nil {
			yield(format.Item{}, problem)
			return
		}
		given := 0
		for m := range shown(text) {
			if ctx.Err() != nil {
				return
			}
			item, ok := m.item(chat{})
			if !ok {
				continue
			}
			item.Original = data
			item.Report.MediaType = "text/html; charset=" + charset
			if given++; !yield(item, nil) {
				return
			}
		}
		if given == 0 {
			yield(format.Item{}, format.Refuse(format.ErrEmpty, "a Telegram export without a message that has words", ""))
		}
	})
}

// moment is how a page of an export writes when a message was sent, the day first in every language.
var moment = regexp.MustCompile(`^(\d{2})\.(\d{2})\.(\d{4}) (\d{2}:\d{2}:\d{2})(?: UTC([+-]\d{2}:\d{2}))?$`)

// shown are the messages that a page of an export shows. A message without a sender is by the one before it.
func shown(text string) iter.Seq[message] {
	return func(yield func(message) bool) {
		var p pageReader
		z := html.NewTokenizer(strings.NewReader(text))
		for {
			switch kind := z.Next(); kind {
			case html.ErrorToken:
				p.flush()
				for _, m := range p.done {
					if !yield(m) {
						return
					}
				}
				return
			case html.StartTagToken:
				p.start(z.Token())
			case html.EndTagToken:
				if name, _ := z.TagName(); string(name) == "div" {
					p.end()
				}
			case html.TextToken:
				p.words(html.UnescapeString(string(z.Raw())))
			}
		}
	}
}

// pageReader gathers the messages of a page.
type pageReader struct {
	done   []message
	open   *message
	sender string
	body   strings.Builder
	divs   int // how many are open
	field  string
	from   int // how many were open when the field began
}

func (p *pageReader) start(t html.Token) {
	class, title, id := "", "", ""
	for _, a := range t.Attr {
		switch a.Key {
		case "class":
			class = " " + a.Val + " "
		case "title":
			title = a.Val
		case "id":
			id = a.Val
		}
	}
	if t.Data == "br" && p.field == "text" {
		p.body.WriteByte('\n')
	}
	if t.Data != "div" {
		if t.Data == "span" && p.field == "forwarded" {
			p.field = "" // the time beside the name
		}
		return
	}
	p.divs++
	has := func(name string) bool { return strings.Contains(class, " "+name+" ") }
	switch {
	case has("message") && has("default"):
		p.flush()
		p.open = &message{ID: jsonNumber(strings.TrimPrefix(id, "message")), From: p.sender}
	case has("message"):
		p.flush()
	case p.open == nil:
	case has("date") && title != "" && p.open.Date == "":
		if m := moment.FindStringSubmatch(title); m != nil {
			p.open.Date = m[3] + "-" + m[2] + "-" + m[1] + "T" + m[4] + m[5]
		}
	case has("forwarded"):
		p.open.Forwarded = " "
	case has("from_name") && p.open.Forwarded == " ":
		p.field, p.from = "forwarded", p.divs
	case has("from_name"):
		p.field, p.from, p.open.From = "from", p.divs, ""
	case has("text"):
		p.field, p.from = "text", p.divs
	}
}

func (p *pageReader) end() {
	if p.field != "" && p.divs == p.from {
		p.field = ""
	}
	p.divs = max(0, p.divs-1)
}

func (p *pageReader) words(s string) {
	if p.open == nil {
		return
	}
	switch p.field {
	case "from":
		p.open.From += s
	case "forwarded":
		p.open.Forwarded += s
	case "text":
		p.body.WriteString(strings.Trim(s, "\r\n"))
	}
}

// flush ends the message that is open.
func (p *pageReader) flush() {
	if p.open == nil {
		return
	}
	m := *p.open
	m.From, m.Forwarded = strings.TrimSpace(m.From), strings.TrimSpace(m.Forwarded)
	p.sender = m.From
	m.Text = quoted(strings.TrimSpace(p.body.String()))
	p.body.Reset()
	p.done, p.open, p.field = append(p.done, m), nil, ""
}
