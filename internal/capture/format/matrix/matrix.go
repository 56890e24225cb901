// Package matrix reads rooms of Matrix as Element exports them, in JSON.
package matrix

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"iter"
	"strings"
	"time"

	"firsthand/internal/capture/format"
)

// Format is an export of a room.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "an export of a Matrix room" }

// Sniff implements [format.Format].
func (Format) Sniff(head []byte) bool {
	return format.LooksLikeObject(head) && bytes.Contains(head, []byte(`"room_name"`)) && bytes.Contains(head, []byte(`"exported_by"`)) && bytes.Contains(head, []byte(`"messages"`))
}

type room struct {
	Messages []event `json:"messages"`
}

type event struct {
	Type    string `json:"type"`
	Sender  string `json:"sender"`
	ID      string `json:"event_id"`
	At      int64  `json:"origin_server_ts"`
	Content struct {
		Body string `json:"body"`
		Kind string `json:"msgtype"`
	} `json:"content"`
}

// written are the kinds of message whose words somebody wrote; the words of a picture are the name of its file.
var written = map[string]bool{"m.text": true, "m.notice": true, "m.emote": true}

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		var all room
		if err := json.Unmarshal(format.TrimMark(data), &all); err != nil {
			yield(format.Item{}, format.Refuse(format.ErrForm, "an export of a room that is not whole", "export the room again as JSON"))
			return
		}
		given := 0
		for _, e := range all.Messages {
			text := strings.TrimSpace(e.Content.Body)
			if e.Type != "m.room.message" || !written[e.Content.Kind] || format.Blank(text) {
				continue
			}
			item := format.Item{Original: data}
			r := &item.Report
			r.Text, r.Publisher, r.Author, r.Part, r.MediaType = text, e.Sender, e.Sender, "message "+e.ID, "application/json"
			if e.At > 0 {
				r.Published = time.UnixMilli(e.At).UTC().Format(time.RFC3339)
			}
			if given++; ctx.Err() != nil || !yield(item, nil) {
				return
			}
		}
		if given == 0 {
			yield(format.Item{}, format.Refuse(format.ErrEmpty, "a room without a message that has words", ""))
		}
	})
}
