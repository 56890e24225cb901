package telegram

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
	"firsthand/internal/capture/format/formattest"
)

const exported = `<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div class="text bold">Roofs</div></div>
<div class="page_body chat_page"><div class="history">
<div class="message service" id="message-1"><div class="body details">13 December 2016</div></div>
<div class="message default clearfix" id="message1"><div class="body"><div class="pull_right date details" title="13.12.2016 08:15:22 UTC+02:00">08:15</div><div class="from_name">
Roofs </div><div class="text">
A shell has hit<br>the <b>bridge</b> &amp; the road. </div></div></div>
<div class="message default clearfix joined" id="message2"><div class="body"><div class="pull_right date details" title="05.04.2017 08:40:10 UTC+02:00">08:40</div>
<div class="forwarded body"><div class="from_name">River Lens<span class="date details" title="05.04.2017 08:01:00 UTC+02:00"> 05.04.2017</span></div><div class="text">Two were hurt.</div></div></div></div>
<div class="message default clearfix" id="message3"><div class="body"><div class="from_name">Roofs</div><div class="media_wrap">photo</div></div></div>
</div></div></div></body></html>`

func TestReadPage(t *testing.T) {
	if !(Page{}).Sniff([]byte(exported)) {
		t.Fatal("the page is not known as an export")
	}
	var got []string
	for item, problem := range (Page{}).Read(context.Background(), strings.NewReader(exported), format.DefaultLimits()) {
		if problem != nil {
			t.Fatal(problem)
		}
		r := item.Report
		got = append(got, strings.Join([]string{r.Part, r.Publisher, r.Published, r.Text}, " | "))
	}
	want := []string{
		"message 1 | Roofs | 2016-12-13T08:15:22+02:00 | A shell has hit\nthe bridge & the road.",
		"message 2 | Roofs | 2017-04-05T08:40:10+02:00 | Forwarded from River Lens:\nTwo were hurt.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("messages (-want +got):\n%s", diff)
	}
	if (Page{}).Sniff([]byte("<!DOCTYPE html><div class=\"message \">chat_page")) {
		t.Error("another page is taken for an export")
	}
}

func FuzzReadPage(f *testing.F) { formattest.Fuzz(f, Page{}, exported) }
