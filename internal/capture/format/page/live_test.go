package page

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/capture/format"
)

// items are the reports of a page as lines.
func items(src string) []string {
	var got []string
	for item, problem := range (Format{}).Read(context.Background(), strings.NewReader("<!DOCTYPE html>"+src), format.DefaultLimits()) {
		if problem != nil {
			got = append(got, problem.Error())
			continue
		}
		r := item.Report
		got = append(got, strings.Join([]string{r.Part, r.Title, r.Author, first(append([]string{r.Published}, item.Dates...)...), r.Text}, " | "))
	}
	return got
}

// Of a live blog every entry is a report with its own time; a page with comments that have times is one report.
func TestALiveBlogIsAReportAnEntry(t *testing.T) {
	entry := func(at, title, words string) string {
		return "<li><p><time datetime=" + at + ">" + at[11:16] + "</time></p><h3>" + title + "</h3><p>" + words + "</p><p><a href=/s>Share this entry</a></p></li>"
	}
	entries := "<ul>" + entry("2016-12-12T18:40:00Z", "Toll rises", one) + entry("2016-12-12T09:00:00Z", "Bridge hit", two) + "</ul>"
	want := []string{"entry 1 | River live – Toll rises |  | 2016-12-12T18:40:00Z | " + one, "entry 2 | River live – Bridge hit |  | 2016-12-12T09:00:00Z | " + two}
	for _, test := range []struct {
		name, src string
		want      []string
	}{
		{"it is named so", "<title>River live</title><h1>River live</h1><div class=live-blog__posts>" + entries + "</div>", want},
		{"it declares so", `<title>River live</title><script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"River live"}</script><h1>River live</h1>` + entries, want},
		{"entries in linked data alone", `<title>River live</title><script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"River live","liveBlogUpdate":[
			{"headline":"Toll rises","datePublished":"2016-12-12T18:40:00Z","articleBody":"Two more died.","author":{"name":"Ada Tarn"}},
			{"headline":"Bridge hit","datePublished":"2016-12-12T09:00:00Z"}]}</script><h1>River live</h1><p>` + three + "</p>",
			[]string{"entry 1 | River live – Toll rises | Ada Tarn | 2016-12-12T18:40:00Z | Two more died.", "entry 2 | River live |  | 2016-12-12T09:00:00Z | Bridge hit"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, items(test.src)); diff != "" {
				t.Errorf("reports (-want +got):\n%s", diff)
			}
		})
	}
	if got := items("<title>River</title><h1>River rises</h1><article><p>" + three + "</p></article>" + entries); len(got) != 1 {
		t.Errorf("a page with comments is %d reports: %q", len(got), got)
	}
}

// A page of beginnings is no report; one that declares an article is, whatever it links to.
func TestAListOfStoriesIsNoReport(t *testing.T) {
	story := func(title, words string) string {
		return "<section><h2><a href=/s>" + title + "</a></h2><p>" + words + "</p></section>"
	}
	list := story("Bridge hit twice in the night", one) + story("Water cut in half of the town", two) + story("Road closed until the spring", three)
	const refused = "a list of stories, each with its beginning, and no report"
	for _, test := range []struct {
		name, src string
		list      bool
	}{
		{"stories alone", "<title>River</title><main><h1>Latest</h1>" + list + "</main>", true},
		{"stories below an article", "<title>River</title><main><h1>River rises</h1><p>" + strings.Repeat(one+" ", 8) + "</p>" + list + "</main>", false},
		{"an article with headings that are no links", "<title>River</title><main>" + strings.ReplaceAll(strings.ReplaceAll(list, "<a href=/s>", ""), "</a>", "") + "</main>", false},
		{"two stories", "<title>River</title><main>" + story("Bridge hit twice in the night", one) + story("Water cut in half of the town", two) + "</main>", false},
		{"declared an article", "<meta property=og:type content=article><title>River</title><main>" + list + "</main>", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := items(test.src)
			if len(got) != 1 || (got[0] == refused) != test.list {
				t.Errorf("read as %q", got)
			}
		})
	}
}
