package xarchive

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
)

const sample = `window.YTD.tweets.part0 = [ {"tweet":{"id_str":"12","created_at":"Tue Dec 13 08:29:11 +0000 2016","full_text":"RT @lens: Two were hurt &amp; one road is closed","lang":"en"}},
{"tweet":{"id_str":"13","created_at":"then","full_text":" "}}, {"id_str":"14","text":"Old form"} ]`

func TestRead(t *testing.T) {
	if !(Format{}).Sniff([]byte(sample)) {
		t.Fatal("the file is not known as one")
	}
	for _, other := range []string{"", "{}", `{"text":"Two were hurt.","participants":2}`, "window.location = 1"} {
		if (Format{}).Sniff([]byte(other)) {
			t.Errorf("%q is taken for one", other)
		}
	}
	read := func(data string) (got []string) {
		for item, problem := range (Format{}).Read(context.Background(), strings.NewReader(data), format.DefaultLimits()) {
			if problem != nil {
				got = append(got, problem.Error())
				continue
			}
			r := item.Report
			got = append(got, strings.Join([]string{r.Part, r.Publisher, r.Published, r.URL, r.Text}, " | "))
		}
		return got
	}
	if diff := cmp.Diff([]string{
		"post 12 |  | 2016-12-13T08:29:11Z | https://x.com/i/status/12 | RT @lens: Two were hurt & one road is closed", "post 14 |  |  | https://x.com/i/status/14 | Old form",
	}, read(sample)); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
	if got := read(sample[:len(sample)-3]); len(got) != 1 || !strings.Contains(got[0], "not whole") {
		t.Errorf("cut short it is read as %q", got)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(sample))
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := format.DefaultLimits()
		lim.Original = 1 << 16
		for item, problem := range (Format{}).Read(context.Background(), bytes.NewReader(data), lim) {
			if problem == nil && format.Blank(item.Report.Text) {
				t.Error("a report without words")
			}
		}
	})
}
