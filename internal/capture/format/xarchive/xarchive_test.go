package xarchive

import (
	"strings"
	"testing"

	"firsthand/internal/capture/format/formattest"
	"firsthand/internal/report"

	"github.com/google/go-cmp/cmp"
)

const sample = `window.YTD.tweets.part0 = [ {"tweet":{"id_str":"12","created_at":"Tue Dec 13 08:29:11 +0000 2016","full_text":"RT @lens: Two were hurt &amp; one road is closed","lang":"en"}},
{"tweet":{"id_str":"13","created_at":"then","full_text":" "}}, {"id_str":"14","text":"Old form"} ]`

func TestRead(t *testing.T) {
	formattest.Knows(t, Format{}, []string{sample}, "", "{}", `{"text":"Two were hurt.","participants":2}`, "window.location = 1")
	read := func(data string) []string {
		return formattest.Read(Format{}, data, func(r report.Report) []string { return []string{r.Part, r.Publisher, r.Published, r.URL, r.Text} })
	}
	want := []string{
		"post 12 |  | 2016-12-13T08:29:11Z | https://x.com/i/status/12 | RT @lens: Two were hurt & one road is closed", "post 14 |  |  | https://x.com/i/status/14 | Old form",
	}
	if diff := cmp.Diff(want, read(sample)); diff != "" {
		t.Errorf("reports (-want +got):\n%s", diff)
	}
	if got := read(sample[:len(sample)-3]); len(got) != 1 || !strings.Contains(got[0], "not whole") {
		t.Errorf("cut short it is read as %q", got)
	}
}

func FuzzRead(f *testing.F) { formattest.Fuzz(f, Format{}, sample) }
