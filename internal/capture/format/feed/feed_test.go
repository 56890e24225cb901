package feed

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
	"firsthand/internal/capture/format/formattest"
)

const (
	rss = `<?xml version="1.0" encoding="UTF-8"?><!-- made --><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>The Courier</title><language>en</language>
<item><title>Bridge hit &amp; closed</title><link>https://courier.example/1</link><pubDate>Tue, 13 Dec 2016 08:29:11 +0200</pubDate><dc:creator>Ada Tarn</dc:creator>
<description><![CDATA[<p>Two people were hurt.</p><p>A nurse said so.</p>]]></description></item>
<item><title>Water cut</title></item><item></item></channel></rss>`
	atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>River Lens</title><entry><title>Bridge</title><link href="https://lens.example/1"/><published>2016-12-13T08:29:11Z</published>
<author><name>Ben Oke</name></author><content type="html">&lt;p&gt;Two were hurt.&lt;/p&gt;</content></entry></feed>`
	jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"Notes","items":[{"id":"1","url":"https://n.example/1","content_text":"Two were hurt.","date_published":"2016-12-13T08:29:11Z"}]}`
)

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name, data string
		want       []string
	}{
		{"RSS", rss, []string{
			"entry 1 | The Courier | Ada Tarn | Bridge hit & closed | Tue, 13 Dec 2016 08:29:11 +0200 | https://courier.example/1 | Two people were hurt.\n\nA nurse said so.",
			"entry 2 | The Courier |  | Water cut |  |  | Water cut", "entry 3 has no words"}},
		{"RSS of what others published", `<rss version="2.0"><channel><title>Gatherer</title><item><title>Water cut</title><source url="https://www.courier.example">The Courier</source></item>
<item><title>Bridge hit</title><source url="https://www.lens.example/feed"/></item></channel></rss>`,
			[]string{"entry 1 | The Courier |  | Water cut |  |  | Water cut", "entry 2 | lens.example |  | Bridge hit |  |  | Bridge hit"}},
		{"Atom", atom, []string{"entry 1 | River Lens | Ben Oke | Bridge | 2016-12-13T08:29:11Z | https://lens.example/1 | Two were hurt."}},
		{"JSON Feed", jsonFeed, []string{"entry 1 | Notes |  |  | 2016-12-13T08:29:11Z | https://n.example/1 | Two were hurt."}},
		{"cut short", rss[:200], []string{"a feed that is not well formed"}},
		{"nested without end", `<rss version="2.0"><channel>` + strings.Repeat("<a>", 100_000), []string{"a feed nested too deep"}},
		{"nothing in it", `<rss version="2.0"><channel><title>A</title></channel></rss>`, []string{"a feed without entries"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !(Format{}).Sniff([]byte(test.data)) {
				t.Fatal("the feed is not known as one")
			}
			var got []string
			for item, problem := range (Format{}).Read(context.Background(), strings.NewReader(test.data), format.DefaultLimits()) {
				if problem != nil {
					got = append(got, problem.Error())
					continue
				}
				r := item.Report
				got = append(got, strings.Join([]string{r.Part, r.Publisher, r.Author, r.Title, r.Published, r.URL, r.Text}, " | "))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzRead(f *testing.F) { formattest.Fuzz(f, Format{}, rss, atom, jsonFeed) }
