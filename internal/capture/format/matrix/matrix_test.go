package matrix

import (
	"strings"
	"testing"

	"firsthand/internal/capture/format/formattest"
	"firsthand/internal/report"

	"github.com/google/go-cmp/cmp"
)

const sample = `{"room_name":"Roofs","room_creator":"@a:x","exported_by":"@a:x","messages":[{"type":"m.room.message","sender":"@ada:courier.example","event_id":"$1","origin_server_ts":1481617751000,"content":{"msgtype":"m.text","body":"Two were hurt."}},
{"type":"m.room.member","sender":"@b:x","content":{}},{"type":"m.room.message","sender":"@b:x","event_id":"$2","content":{"msgtype":"m.image","body":"a.jpg"}}]}`

func TestRead(t *testing.T) {
	formattest.Knows(t, Format{}, []string{sample}, "", "{}", `{"text":"Two were hurt.","participants":2}`, "window.location = 1")
	read := func(data string) []string {
		return formattest.Read(Format{}, data, func(r report.Report) []string { return []string{r.Part, r.Publisher, r.Published, r.URL, r.Text} })
	}
	want := []string{"message $1 | @ada:courier.example | 2016-12-13T08:29:11Z |  | Two were hurt."}
	if diff := cmp.Diff(want, read(sample)); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
	if got := read(sample[:len(sample)-3]); len(got) != 1 || !strings.Contains(got[0], "not whole") {
		t.Errorf("cut short it is read as %q", got)
	}
}

func FuzzRead(f *testing.F) { formattest.Fuzz(f, Format{}, sample) }
