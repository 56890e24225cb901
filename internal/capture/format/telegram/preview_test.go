package telegram

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
)

const preview = `<!DOCTYPE html><html><head><title>Roofs</title></head><body><main><section>
<div class="tgme_widget_message_wrap"><div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="roofs/7" data-view="x">
<div class="tgme_widget_message_author"><a class="tgme_widget_message_owner_name" href="https://t.me/roofs"><span dir="auto">Roofs &amp; Streets</span></a></div>
<div class="tgme_widget_message_text js-message_text" dir="auto">Two were <b>hurt</b>.<br/>One road<br>is closed.</div>
<a class="tgme_widget_message_date" href="https://t.me/roofs/7"><time datetime="2016-12-13T08:29:11+00:00" class="time">08:29</time></a></div></div>
<div class="tgme_widget_message js-widget_message" data-post="roofs/8"><a class="tgme_widget_message_owner_name"><span>Roofs &amp; Streets</span></a>
<div class="tgme_widget_message_forwarded_from">Forwarded from <a class="tgme_widget_message_forwarded_from_name"><span>River Lens</span></a></div>
<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">Two were hurt</div></a>
<time class="message_video_duration">0:15</time><div class="tgme_widget_message_text js-message_text"><div>It is</div> quiet.</div><time datetime="2016-12-13T09:00:00+00:00"></time></div>
<div class="tgme_widget_message" data-post="roofs/9"><a class="tgme_widget_message_photo_wrap"></a></div></section></main></body></html>`

func TestPreview(t *testing.T) {
	if !(Preview{}).Sniff([]byte(preview)) {
		t.Fatal("the preview is not known as one")
	}
	var got []string
	for item, problem := range (Preview{}).Read(context.Background(), strings.NewReader(preview), format.DefaultLimits()) {
		if problem != nil {
			t.Fatal(problem)
		}
		r := item.Report
		got = append(got, strings.Join([]string{r.Part, r.Publisher, r.Author, r.Published, r.URL, r.Text}, " | "))
	}
	want := []string{
		"message 7 | Roofs & Streets |  | 2016-12-13T08:29:11+00:00 | https://t.me/roofs/7 | Two were hurt.\nOne road\nis closed.",
		"message 8 | Roofs & Streets |  | 2016-12-13T09:00:00+00:00 | https://t.me/roofs/8 | Forwarded from River Lens:\nIt is quiet.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
}

func FuzzPreview(f *testing.F) {
	f.Add([]byte(preview))
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := format.DefaultLimits()
		lim.Original = 1 << 16
		for item, problem := range (Preview{}).Read(context.Background(), bytes.NewReader(data), lim) {
			if problem == nil && format.Blank(item.Report.Text) {
				t.Error("a message without words")
			}
		}
	})
}
