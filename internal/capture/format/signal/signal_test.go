package signal

import (
	"testing"

	"firsthand/internal/capture/format/formattest"
	"firsthand/internal/report"

	"github.com/google/go-cmp/cmp"
)

const exported = `{"date": "2016-12-13T09:30:00", "sender": "Dana Orrin", "body": "The bridge is down.", "quote": "", "sticker": null, "reactions": [["Ivo", "x"]], "attachments": [], "deleted": false, "call": false, "missed": false}
{"date": "2016-12-13T09:31:00", "sender": "Me", "body": "Who saw it?", "quote": "> The bridge is down.", "sticker": null, "reactions": [], "attachments": []}
{"date": "2016-12-13T09:32:00", "sender": "Dana Orrin", "body": "", "quote": "", "sticker": null, "reactions": [], "attachments": [{"name": "a.jpg", "path": "media/a.jpg"}]}
{"date": "2016-12-13T09:33:00", "sender": "Dana Orrin", "body": "Nothing.", "quote": "", "sticker": null, "reactions": [], "attachments": [], "deleted": true}
`

const arrived = `{"envelope":{"source":"+10","sourceNumber":"+10","sourceUuid":"u","sourceName":"Dana Orrin","sourceDevice":1,"timestamp":1481621400000,"dataMessage":{"timestamp":1481621400000,"message":"The bridge is down."}},"account":"+20"}
{"envelope":{"source":"+10","timestamp":1481621401000,"typingMessage":{"action":"STARTED"}}}
{"jsonrpc":"2.0","method":"receive","params":{"envelope":{"sourceNumber":"+10","timestamp":1481621402000,"syncMessage":{"sentMessage":{"timestamp":1481621402000,"message":"Who saw it?"}}}}}
{"envelope":{"sourceUuid":"u","timestamp":1481621403000,"editMessage":{"dataMessage":{"message":"We saw it."}}}}
`

func read(t *testing.T, data string) []string {
	t.Helper()
	if !(Format{}).Sniff([]byte(data)) {
		t.Fatal("the export is not known as one")
	}
	return formattest.Read(Format{}, data, func(r report.Report) []string { return []string{r.Part, r.Publisher, r.Published, r.Text} })
}

func TestRead(t *testing.T) {
	for _, test := range []struct {
		name, data string
		want       []string
	}{
		{"of the program for desktops", exported, []string{
			"message 1 | Dana Orrin | 2016-12-13T09:30:00 | The bridge is down.", "message 2 |  | 2016-12-13T09:31:00 | Who saw it?"}},
		{"as they arrive", arrived, []string{
			"message 1 | Dana Orrin | 2016-12-13T09:30:00Z | The bridge is down.", "message 3 | +10 | 2016-12-13T09:30:02Z | Who saw it?",
			"message 4 | u | 2016-12-13T09:30:03Z | We saw it."}},
		{"cut short", exported[:len(exported)-20], []string{
			"message 1 | Dana Orrin | 2016-12-13T09:30:00 | The bridge is down.", "message 2 |  | 2016-12-13T09:31:00 | Who saw it?", "line 4: a line that is no message"}},
		{"nothing said", `{"envelope":{"source":"+10","timestamp":1,"typingMessage":{}}}`, []string{"an export of Signal without a message that has words"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if d := cmp.Diff(test.want, read(t, test.data)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestOtherLinesAreNone(t *testing.T) {
	formattest.Knows(t, Format{}, nil, `{"text":"words","date":"2016-12-13","sender":"A"}`, `[{"envelope":{"source":"a","timestamp":1}}]`, `{"envelope":"yellow"}`, "words")
}

func FuzzRead(f *testing.F) { formattest.Fuzz(f, Format{}, exported, arrived) }
