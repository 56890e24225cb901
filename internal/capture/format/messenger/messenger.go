// Package messenger reads the conversations in the archives that Facebook and Instagram give a user: message_1.json and
// those that follow it.
//
// In these files every byte of a letter is written as a letter of its own. It is undone where the whole of a text comes
// out as letters again.
package messenger

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"firsthand/internal/capture/format"
)

// Format is a conversation of Messenger or Instagram.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "a conversation of Messenger or Instagram" }

// Sniff implements [format.Format].
func (Format) Sniff(head []byte) bool {
	return format.LooksLikeObject(head) && bytes.Contains(head[:min(len(head), 1<<14)], []byte(`"participants"`)) && bytes.Contains(head, []byte(`"sender_name"`)) &&
		bytes.Contains(head, []byte(`"timestamp_ms"`))
}

type conversation struct {
	Messages []message `json:"messages"`
}

type message struct {
	Sender  string `json:"sender_name"`
	At      int64  `json:"timestamp_ms"`
	Content string `json:"content"`
	Unsent  bool   `json:"is_unsent"`
}

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		var c conversation
		if err := json.Unmarshal(format.TrimMark(data), &c); err != nil {
			yield(format.Item{}, format.Refuse(format.ErrForm, "a conversation that is not whole", "unpack the archive again"))
			return
		}
		given := 0
		for i, m := range c.Messages {
			text := strings.TrimSpace(letters(m.Content))
			if m.Unsent || format.Blank(text) {
				continue
			}
			item := format.Item{Original: data}
			r := &item.Report
			r.Text, r.Author, r.Part, r.MediaType = text, letters(m.Sender), fmt.Sprintf("message %d", i+1), "application/json"
			r.Publisher = r.Author
			if m.At > 0 {
				r.Published = time.UnixMilli(m.At).UTC().Format(time.RFC3339)
			}
			if given++; ctx.Err() != nil || !yield(item, nil) {
				return
			}
		}
		if given == 0 {
			yield(format.Item{}, format.Refuse(format.ErrEmpty, "a conversation without a message that has words", ""))
		}
	})
}

// letters puts the bytes of letters together again, where each was written as a letter of its own.
func letters(s string) string {
	raw := make([]byte, 0, len(s))
	for _, r := range s {
		if r > 0xff {
			return s
		}
		raw = append(raw, byte(r))
	}
	if !utf8.Valid(raw) {
		return s
	}
	return string(raw)
}
