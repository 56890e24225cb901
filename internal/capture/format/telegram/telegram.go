// Package telegram reads the export of Telegram Desktop as JSON: one chat or channel, or all of an account.
//
// Each message with words becomes a report: of a channel by the channel, of a chat by its sender. A message that was
// forwarded says so in its first line, as the program shows it.
package telegram

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"

	"firsthand/internal/capture/format"
)

// Format is an export of Telegram Desktop.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "a Telegram export" }

// Sniff implements [format.Format].
func (Format) Sniff(head []byte) bool {
	if !format.LooksLikeObject(head) || !bytes.Contains(head, []byte(`"messages"`)) {
		return false
	}
	for _, sign := range []string{`"date_unixtime"`, `"from_id"`, `"public_channel"`, `"private_channel"`, `"public_supergroup"`, `"private_supergroup"`, `"personal_chat"`, `"private_group"`} {
		if bytes.Contains(head, []byte(sign)) {
			return true
		}
	}
	return false
}

// export is the file: a chat, or the chats of an account.
type export struct {
	chat
	Chats struct {
		List []chat `json:"list"`
	} `json:"chats"`
}

type chat struct {
	Name     string    `json:"name"`
	Type     string    `json:"type"`
	Messages []message `json:"messages"`
}

type message struct {
	ID        json.Number     `json:"id"`
	Type      string          `json:"type"`
	Date      string          `json:"date"`
	Unix      string          `json:"date_unixtime"`
	From      string          `json:"from"`
	Forwarded string          `json:"forwarded_from"`
	ReplyTo   json.Number     `json:"reply_to_message_id"`
	Text      json.RawMessage `json:"text"`
}

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		var all export
		if err := json.Unmarshal(format.TrimMark(data), &all); err != nil {
			yield(format.Item{}, format.Refuse(format.ErrForm, "a Telegram export that is not whole", "export the chat again as JSON"))
			return
		}
		chats := append([]chat{all.chat}, all.Chats.List...)
		given := 0
		for i, c := range chats {
			for _, m := range c.Messages {
				if ctx.Err() != nil {
					return
				}
				item, ok := m.item(c)
				if !ok {
					continue
				}
				item.Original = data
				if len(chats) > 1 && i > 0 {
					item.Report.Part = fmt.Sprintf("chat %d, %s", i, item.Report.Part)
				}
				if given++; !yield(item, nil) {
					return
				}
			}
		}
		if given == 0 {
			yield(format.Item{}, format.Refuse(format.ErrEmpty, "a Telegram export without a message that has words", ""))
		}
	})
}

// item makes a report of a message. It is not ok for one without words.
func (m message) item(c chat) (item format.Item, ok bool) {
	text := words(m.Text)
	if m.Type != "" && m.Type != "message" || format.Blank(text) {
		return item, false
	}
	if m.Forwarded != "" {
		text = format.Forwarded(m.Forwarded, text)
	}
	r := &item.Report
	r.Text, r.Published = strings.TrimSpace(text), m.published()
	r.Part = "message " + m.ID.String()
	r.Publisher, r.Author = m.From, m.From
	if strings.Contains(c.Type, "channel") {
		r.Publisher = first(c.Name, m.From)
		if r.Author == r.Publisher {
			r.Author = ""
		}
	}
	r.MediaType = "application/json"
	return item, true
}

// published is when a message was sent: its moment, with the offset of the clock of whoever exported it, where the file
// gives both.
func (m message) published() string {
	seconds, err := strconv.ParseInt(m.Unix, 10, 64)
	if err != nil {
		return m.Date
	}
	moment := time.Unix(seconds, 0).UTC()
	local, err := time.Parse("2006-01-02T15:04:05", m.Date)
	if err != nil {
		return moment.Format(time.RFC3339)
	}
	offset := local.Sub(moment).Round(time.Minute)
	if offset < -14*time.Hour || offset > 14*time.Hour {
		return moment.Format(time.RFC3339)
	}
	return moment.In(time.FixedZone("", int(offset.Seconds()))).Format(time.RFC3339)
}

// words are the words of a message: a string, or a list of strings and of pieces with a style.
func words(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var pieces []json.RawMessage
	if json.Unmarshal(raw, &pieces) != nil {
		return ""
	}
	var b strings.Builder
	for _, p := range pieces {
		var styled struct {
			Text string `json:"text"`
		}
		if json.Unmarshal(p, &s) == nil {
			b.WriteString(s)
		} else if json.Unmarshal(p, &styled) == nil {
			b.WriteString(styled.Text)
		}
	}
	return b.String()
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// quoted is a text as JSON has it.
func quoted(s string) json.RawMessage {
	b, err := json.Marshal(s)
	if err != nil {
		return nil
	}
	return b
}

func jsonNumber(s string) json.Number { return json.Number(s) }
