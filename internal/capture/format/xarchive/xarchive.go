// Package xarchive reads the posts in the archive that X (Twitter) gives a user of what the user wrote: tweets.js.
//
// The file does not say whose archive it is, so that its posts have no publisher unless the user names one.
package xarchive

import (
	"bytes"
	"context"
	"encoding/json"
	"html"
	"io"
	"iter"
	"strings"
	"time"

	"firsthand/internal/capture/format"
)

// Format is the file of posts of an archive of X.
type Format struct{}

// Name implements [format.Format].
func (Format) Name() string { return "an archive of X" }

// Sniff implements [format.Format].
func (Format) Sniff(head []byte) bool {
	start := format.TrimStart(head)
	return bytes.HasPrefix(start, []byte("window.YTD.tweet")) || bytes.HasPrefix(start, []byte("window.YTD.community_tweet"))
}

// post is one post, of which the archive keeps either what was posted or that in a shell.
type post struct {
	Tweet *post  `json:"tweet"`
	ID    string `json:"id_str"`
	Text  string `json:"full_text"`
	Short string `json:"text"`
	At    string `json:"created_at"`
	Lang  string `json:"lang"`
}

// Read implements [format.Format].
func (Format) Read(ctx context.Context, in io.Reader, lim format.Limits) iter.Seq2[format.Item, *format.Error] {
	return format.Whole(in, lim, func(data []byte, yield func(format.Item, *format.Error) bool) {
		_, list, _ := bytes.Cut(data, []byte("="))
		var posts []post
		if err := json.Unmarshal(list, &posts); err != nil {
			yield(format.Item{}, format.Refuse(format.ErrForm, "an archive of X that is not whole", "unpack the archive again"))
			return
		}
		given := 0
		for _, p := range posts {
			item, ok := p.item()
			if !ok {
				continue
			}
			item.Original = data
			if given++; ctx.Err() != nil || !yield(item, nil) {
				return
			}
		}
		if given == 0 {
			yield(format.Item{}, format.Refuse(format.ErrEmpty, "an archive of X without a post that has words", ""))
		}
	})
}

func (p post) item() (item format.Item, ok bool) {
	if p.Tweet != nil {
		p = *p.Tweet
	}
	text := p.Text
	if text == "" {
		text = p.Short
	}
	text = strings.TrimSpace(html.UnescapeString(text))
	if format.Blank(text) {
		return item, false
	}
	r := &item.Report
	r.Text, r.Part, r.Published = text, "post "+p.ID, p.At
	if at, err := time.Parse(time.RubyDate, p.At); err == nil {
		r.Published = at.Format(time.RFC3339)
	}
	if p.ID != "" {
		r.URL = "https://x.com/i/status/" + p.ID
	}
	if p.Lang != "und" && len(p.Lang) == 2 {
		r.Lang = p.Lang
	}
	r.MediaType = "application/javascript"
	return item, true
}
