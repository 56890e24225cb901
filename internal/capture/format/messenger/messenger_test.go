package messenger

import (
	"strings"
	"testing"

	"firsthand/internal/capture/format/formattest"
	"firsthand/internal/report"

	"github.com/google/go-cmp/cmp"
)

const sample = `{"participants":[{"name":"Ren\u00c3\u00a9"},{"name":"Ada"}],"messages":[{"sender_name":"Ren\u00c3\u00a9","timestamp_ms":1481617751000,"content":"\u00d9\u0082\u00d8\u00aa\u00d9\u0084 two"},
{"sender_name":"Ada","timestamp_ms":1481617752000,"content":"gone","is_unsent":true},{"sender_name":"Ada","timestamp_ms":1481617753000,"photos":[]},{"sender_name":"Ada","content":"caf\u00e9 — قتل"}]}`

func TestRead(t *testing.T) {
	formattest.Knows(t, Format{}, []string{sample}, "", "{}", `{"text":"Two were hurt.","participants":2}`, "window.location = 1")
	read := func(data string) []string {
		return formattest.Read(Format{}, data, func(r report.Report) []string { return []string{r.Part, r.Publisher, r.Published, r.URL, r.Text} })
	}
	want := []string{
		"message 1 | René | 2016-12-13T08:29:11Z |  | قتل two", "message 4 | Ada |  |  | café — قتل",
	}
	if diff := cmp.Diff(want, read(sample)); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
	if got := read(sample[:len(sample)-3]); len(got) != 1 || !strings.Contains(got[0], "not whole") {
		t.Errorf("cut short it is read as %q", got)
	}
}

func FuzzRead(f *testing.F) { formattest.Fuzz(f, Format{}, sample) }
