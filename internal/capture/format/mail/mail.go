// Package mail reads mail: a message (.eml), a mailbox (mbox), and pages that browsers save as mail (MHTML).
//
// A message becomes a report by its sender, with what it quotes. Its other recipients are not read, and nothing that
// its header says of its way is: that stays in the original. What is attached is a file in it, with the message as its
// original.
package mail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/textproto"
	"regexp"
	"strings"

	"github.com/emersion/go-message"
	_ "github.com/emersion/go-message/charset" // encodings of old mail
	"github.com/emersion/go-message/mail"

	"firsthand/internal/capture/format"
	"firsthand/internal/capture/format/page"
)

// Format is mail.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "mail" }

// known are the fields of a header by which mail is known. Plain text with front matter has none of the first.
var known = map[string]int{
	"From": 1, "Date": 1, "Subject": 1, "To": 1, "Message-Id": 2, "Received": 2, "Return-Path": 2, "Mime-Version": 3, "Delivered-To": 2, "X-Mailer": 2,
	"Snapshot-Content-Location": 3,
}

// Sniff implements [format.Format]: the bytes begin with a header that only mail has, or with the line that begins a
// mailbox.
func (Format) Sniff(head []byte) bool {
	if rest, ok := mailbox(head); ok {
		head = rest
	} else if bytes.IndexByte(head, ':') < 0 {
		return false
	}
	score := 0
	for range 200 {
		line, rest, more := bytes.Cut(head, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		name, _, isField := bytes.Cut(line, []byte(":"))
		folded := len(line) > 0 && (line[0] == ' ' || line[0] == '\t')
		if len(line) == 0 || !folded && !(isField && format.Word(strings.Map(withoutDigits, string(name)))) {
			break
		}
		if !folded {
			score += known[textproto.CanonicalMIMEHeaderKey(string(name))]
		}
		if head = rest; !more {
			break
		}
	}
	return score >= 3
}

func withoutDigits(r rune) rune {
	if r >= '0' && r <= '9' || r == '_' {
		return -1
	}
	return r
}

// fromLine begins a message of a mailbox: "From", whom, and when, with a time and a year.
var fromLine = regexp.MustCompile(`^From \S* ?.*\d{1,2}:\d{2}.*\d{4}`)

// mailbox takes the line off that begins a mailbox.
func mailbox(data []byte) (rest []byte, ok bool) {
	line, rest, found := bytes.Cut(format.TrimMark(data), []byte("\n"))
	return rest, found && len(line) < 200 && fromLine.Match(line)
}

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		if _, ok := mailbox(data); !ok {
			item, attached, problem := read(data, lim)
			item.Original = data
			give(item, attached, problem, yield)
			return
		}
		number, line := 0, 1
		for raw := range messages(data) {
			if ctx.Err() != nil {
				return
			}
			number++
			var attached []format.Inner
			item, problem := format.Guard(func() (item format.Item, problem *format.Error) {
				item, attached, problem = read(raw, lim)
				return item, problem
			})
			item.Original, item.Line = data, line
			item.Report.Part = fmt.Sprintf("message %d", number)
			if problem != nil {
				item, problem = format.Item{}, problem.At(line)
			}
			line += bytes.Count(raw, []byte("\n"))
			if !give(item, attached, problem, yield) {
				return
			}
		}
	})
}

// give gives a message, and then the files that are attached to it.
func give(item format.Item, attached []format.Inner, problem *format.Error, yield func(format.Item, *format.Error) bool) bool {
	if (problem != nil || len(attached) == 0 || !format.Blank(item.Report.Text)) && !yield(item, problem) { // one that only brings files says nothing itself
		return false
	}
	for i, a := range attached {
		file := format.Item{Original: item.Original, Line: item.Line, Inner: &a}
		file.Report.Part = strings.TrimPrefix(fmt.Sprintf("%s, attachment %d", item.Report.Part, i+1), ", ")
		if !yield(file, nil) {
			return false
		}
	}
	return true
}

// messages cuts a mailbox at the lines that begin a message after an empty line. Each message begins with that line.
func messages(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		start := 0
		for at := 0; at < len(data); {
			next := bytes.Index(data[at:], []byte("\nFrom "))
			if next < 0 {
				break
			}
			at += next + 1
			before := bytes.TrimSuffix(data[:at-1], []byte("\r"))
			if _, begins := mailbox(data[at:]); !begins || len(before) == 0 || before[len(before)-1] != '\n' {
				continue // in the middle of a text
			}
			if !yield(data[start:at]) {
				return
			}
			start = at
		}
		if start < len(data) {
			yield(data[start:])
		}
	}
}

// maxParts is how many parts of a message are looked at.
const maxParts = 200

// read reads one message.
func read(raw []byte, lim format.Limits) (format.Item, []format.Inner, *format.Error) {
	if rest, ok := mailbox(raw); ok {
		raw = rest
	}
	r, err := mail.CreateReader(bytes.NewReader(raw))
	if err != nil && !message.IsUnknownCharset(err) {
		return format.Item{}, nil, format.Refuse(format.ErrForm, "mail that is not well formed", "save it as plain text or HTML")
	}
	defer r.Close()
	item := format.Item{}
	item.Report.MediaType = "message/rfc822"
	readHeader(r.Header, &item)
	var b body
	if !b.readParts(r, lim) && b.plain == "" && b.web == "" {
		return format.Item{}, nil, format.Refuse(format.ErrForm, "mail whose parts are not well formed", "save it as plain text or HTML")
	}
	saved := r.Header.Get("Snapshot-Content-Location")
	if problem := setText(&item, b.plain, b.web, saved, lim); problem != nil {
		return format.Item{}, nil, problem
	}
	if saved != "" {
		return item, nil, nil // what is attached is what the page needs to look right
	}
	if b.skipped > 0 {
		item.Warnings = append(item.Warnings, format.Refuse(format.ErrKind,
			fmt.Sprintf("%d of its parts are kept in the original and not read", b.skipped), "save what is attached and add it too"))
	}
	return item, b.attached, nil
}

// body is what the parts of a message hold.
type body struct {
	plain, web string // the first text of each kind
	attached   []format.Inner
	skipped    int // parts that are not read
	size       int // bytes of what is attached
}

// readParts reads the parts of a message. It is false where they are not well formed to the end.
func (b *body) readParts(r *mail.Reader, lim format.Limits) bool {
	for range maxParts {
		part, err := r.NextPart()
		if err != nil && !message.IsUnknownCharset(err) {
			return errors.Is(err, io.EOF)
		}
		if header, inline := part.Header.(*mail.InlineHeader); inline {
			b.readText(header, part.Body, lim)
		} else {
			b.attach(part, lim)
		}
	}
	return true
}

// readText takes the first text of each kind.
func (b *body) readText(header *mail.InlineHeader, words io.Reader, lim format.Limits) {
	kind, _, _ := header.ContentType()
	text, _ := io.ReadAll(io.LimitReader(words, int64(lim.Text)+1)) // what could be decoded
	switch {
	case kind == "text/html" && b.web == "":
		b.web = string(text)
	case strings.HasPrefix(kind, "text/") && kind != "text/html" && b.plain == "":
		b.plain = string(text)
	default:
		b.skipped++
	}
}

// attach takes an attached file, until there is too much of them.
func (b *body) attach(part *mail.Part, lim format.Limits) {
	data, err := io.ReadAll(io.LimitReader(part.Body, int64(lim.Original)+1))
	if b.size += len(data); err != nil || b.size > lim.Original || len(data) == 0 {
		b.skipped++
		return
	}
	b.attached = append(b.attached, format.Inner{Name: nameOf(part.Header), Data: data, Quiet: true})
}

// nameOf is the name of an attached file.
func nameOf(h mail.PartHeader) string {
	if a, ok := h.(*mail.AttachmentHeader); ok {
		name, _ := a.Filename()
		return name
	}
	return ""
}

// readHeader takes the sender, the subject and the day from a header.
func readHeader(h mail.Header, item *format.Item) {
	r := &item.Report
	r.Title, _ = h.Subject()
	r.Published = h.Get("Date")
	from, err := h.AddressList("From")
	if err != nil || len(from) == 0 {
		r.Publisher = h.Get("From")
		return
	}
	r.Publisher = from[0].Name
	if r.Publisher == "" {
		r.Publisher = from[0].Address
	}
	r.Author = r.Publisher
}

// setText gives a report the words of a message: the plain ones, else those of the page in it. A page that a browser
// saved as mail is read as a page.
func setText(item *format.Item, plain, web, saved string, lim format.Limits) *format.Error {
	if web != "" && (saved != "" || format.Blank(plain)) {
		p, err := page.Read(strings.ToValidUTF8(web, "\ufffd"), lim.Page)
		if err != nil {
			return format.Refuse(format.ErrTooLarge, err.Error(), "save the words of the message as plain text")
		}
		if saved == "" {
			plain = page.Letter(strings.ToValidUTF8(web, "\ufffd"), lim.Page)
		} else {
			r := &item.Report
			r.Title, r.Publisher, r.Author, r.Lang, r.Text = p.Title, p.Publisher, p.Author, p.Lang, p.Text
			r.URL, r.Published, item.Dates = p.URL, "", p.Published
			if r.URL == "" {
				r.URL = saved
			}
			if r.Publisher == "" {
				r.Publisher = page.Host(r.URL)
			}
			return nil
		}
	}
	item.Report.Text = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(plain, "\ufffd"), "\r\n", "\n"))
	return nil
}
