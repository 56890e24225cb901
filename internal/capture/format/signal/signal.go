// Package signal reads messages of Signal, a JSON object a line, as two programs write them out: signal-export, of the
// program for desktops, and signal-cli, as they arrive.
//
// Signal itself gives its users no file that others can read. Of a message that answers another only the answer is
// read: the other is a line of its own.
package signal

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"

	"firsthand/internal/capture/format"
)

// Format is a file of messages.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "an export of Signal" }

// Sniff implements [format.Format]: the first line is a message.
func (Format) Sniff(head []byte) bool {
	line, _, _ := bytes.Cut(format.TrimStart(head), []byte("\n"))
	if !format.LooksLikeObject(line) {
		return false
	}
	has := func(names ...string) bool {
		for _, n := range names {
			if !bytes.Contains(line, []byte(`"`+n+`"`)) {
				return false
			}
		}
		return true
	}
	return has("date", "sender", "body", "quote", "reactions", "attachments") ||
		has("envelope", "timestamp") && (has("source") || has("sourceNumber") || has("sourceUuid"))
}

// line is a message, in either form.
type line struct {
	Date    string `json:"date"`
	Sender  string `json:"sender"`
	Body    string `json:"body"`
	Deleted bool   `json:"deleted"`
	Call    bool   `json:"call"`

	Envelope *envelope `json:"envelope"`
	Params   struct {
		Envelope *envelope `json:"envelope"`
	} `json:"params"`
}

type envelope struct {
	Source string  `json:"source"`
	Number string  `json:"sourceNumber"`
	UUID   string  `json:"sourceUuid"`
	Name   string  `json:"sourceName"`
	At     int64   `json:"timestamp"`
	Data   message `json:"dataMessage"`
	Edit   struct {
		Data message `json:"dataMessage"`
	} `json:"editMessage"`
	Sync struct {
		Sent message `json:"sentMessage"`
	} `json:"syncMessage"`
}

type message struct {
	At      int64  `json:"timestamp"`
	Message string `json:"message"`
}

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		given, number := 0, 0
		for raw := range bytes.Lines(format.TrimMark(data)) {
			number++
			if ctx.Err() != nil {
				return
			}
			if len(bytes.TrimSpace(raw)) == 0 {
				continue
			}
			var l line
			if len(raw) > lim.Line || json.Unmarshal(raw, &l) != nil {
				given++
				if !yield(format.Item{}, format.Refuse(format.ErrForm, "a line that is no message", "export the chat again").At(number)) {
					return
				}
				continue
			}
			item, ok := l.item()
			if !ok {
				continue
			}
			item.Original, item.Line, item.Report.Part = data, number, fmt.Sprintf("message %d", number)
			if given++; !yield(item, nil) {
				return
			}
		}
		if given == 0 {
			yield(format.Item{}, format.Refuse(format.ErrEmpty, "an export of Signal without a message that has words", ""))
		}
	})
}

// item makes a report of a message. It is not ok for one without words, or that was taken back.
func (l line) item() (item format.Item, ok bool) {
	r := &item.Report
	r.MediaType = "application/x-ndjson"
	e := l.Envelope
	if e == nil {
		e = l.Params.Envelope
	}
	if e == nil {
		r.Text, r.Published, r.Publisher = l.Body, l.Date, l.Sender
		if l.Sender == "Me" { // whose export it is, the file does not say
			r.Publisher = ""
		}
		r.Author = r.Publisher
		r.Text = strings.TrimSpace(r.Text)
		return item, !l.Deleted && !l.Call && !format.Blank(r.Text)
	}
	r.Publisher = cmp.Or(e.Name, e.Number, e.Source, e.UUID)
	r.Author = r.Publisher
	for _, m := range []message{e.Data, e.Edit.Data, e.Sync.Sent} {
		if format.Blank(m.Message) {
			continue
		}
		r.Text = strings.TrimSpace(m.Message)
		if at := cmp.Or(m.At, e.At); at > 0 && at < 1<<43 { // the year 2248
			r.Published = time.UnixMilli(at).UTC().Format(time.RFC3339)
		}
		return item, true
	}
	return item, false
}
