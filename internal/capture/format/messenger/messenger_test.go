package messenger

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
)

const sample = `{"participants":[{"name":"Ren\u00c3\u00a9"},{"name":"Ada"}],"messages":[{"sender_name":"Ren\u00c3\u00a9","timestamp_ms":1481617751000,"content":"\u00d9\u0082\u00d8\u00aa\u00d9\u0084 two"},
{"sender_name":"Ada","timestamp_ms":1481617752000,"content":"gone","is_unsent":true},{"sender_name":"Ada","timestamp_ms":1481617753000,"photos":[]},{"sender_name":"Ada","content":"caf\u00e9 — قتل"}]}`

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
		"message 1 | René | 2016-12-13T08:29:11Z |  | قتل two", "message 4 | Ada |  |  | café — قتل",
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
