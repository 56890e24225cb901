package matrix

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
)

const sample = `{"room_name":"Roofs","room_creator":"@a:x","exported_by":"@a:x","messages":[{"type":"m.room.message","sender":"@ada:courier.example","event_id":"$1","origin_server_ts":1481617751000,"content":{"msgtype":"m.text","body":"Two were hurt."}},
{"type":"m.room.member","sender":"@b:x","content":{}},{"type":"m.room.message","sender":"@b:x","event_id":"$2","content":{"msgtype":"m.image","body":"a.jpg"}}]}`

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
	if diff := cmp.Diff([]string{"message $1 | @ada:courier.example | 2016-12-13T08:29:11Z |  | Two were hurt."}, read(sample)); diff != "" {
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
