package desk_test

import (
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden holds an element against a file in testdata.
func golden(t *testing.T, name string, n *html.Node) {
	t.Helper()
	var b strings.Builder
	if err := html.Render(&b, n); err != nil {
		t.Fatal(err)
	}
	got := strings.ReplaceAll(b.String(), "><", ">\n<") + "\n"
	path := filepath.Join("testdata", name+".golden.html")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got), -update writes it anew\n%s", path, d)
	}
}

func TestIncidentsInARow(t *testing.T) {
	doc := page(t, example(t), "/")
	rows := all(all(doc, "incidents")[0], "<tr")[1:]
	var got []string
	for _, r := range rows {
		got = append(got, words(r))
	}
	want := []string{
		"3 Mar 2017 Shelling of the grain market in Tell Zahra … killed at the market had risen to 34, the group said on Sunday. " +
			"34 civilians killed 12 reports · 3 origins 1 of the 2 named origins claims to have seen it. 1 trail ends in people nobody names. contested",
		"6–8 Mar 2017 Evacuation of the old harbour Zahra … buses left on Tuesday morning, with 400 people aboard. " +
			"about 400 evacuated 3 reports · 3 origins 1 of the 2 named origins claims to have seen it. 1 trail ends in people nobody names. fair",
		"6 Mar 2017 Explosion near the north gate Residents said on Monday that an explosion was heard near the north gate police post. no figure " +
			"1 report · 1 origin Its only trail ends in people nobody names. weak",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

func TestGoldenPictures(t *testing.T) {
	h := example(t)
	list := page(t, h, "/")
	golden(t, "row", all(all(list, "incidents")[0], "<tr")[1])
	incident := page(t, h, "/incidents/"+desktest.MarketID)
	golden(t, "answer", all(incident, "answer")[0])
	golden(t, "origins-wide", all(incident, "wide")[0])
	golden(t, "origins-list", byID(t, incident, "trails"))
	golden(t, "tally", all(incident, "tally")[0])
	l, _ := desktest.Example()
	wire := reportCalled(t, l, "Shelling of grain market kills dozens, monitor says")
	golden(t, "reading", byID(t, page(t, h, wire+"?s=s2"), "reading"))
}

func TestIncidentsAreFound(t *testing.T) {
	h := example(t)
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"", []string{"Shelling", "Evacuation", "Explosion"}},
		{"q=tell+zahra", []string{"Shelling"}},
		{"q=ZAHRA+market", []string{"Shelling"}},
		{"q=surgeon", []string{"Shelling"}},
		{"q=kestrel", []string{"Shelling", "Evacuation"}},
		{"q=" + url.QueryEscape("الجسر"), []string{"Shelling"}},
		{"q=harbour+nobody", nil},
		{"q=%F0%9F%99%82", []string{"Shelling", "Evacuation", "Explosion"}}, // nothing that could be looked for
		{"kind=explosion", []string{"Explosion"}},
		{"grade=contested", []string{"Shelling"}},
		{"kind=explosion&grade=contested", nil},
		{"sort=oldest", []string{"Shelling", "Evacuation", "Explosion"}},
		{"sort=reports", []string{"Shelling", "Evacuation", "Explosion"}},
		{"sort=echo", []string{"Shelling", "Evacuation", "Explosion"}},
		{"sort=nonsense&page=-3&page=x&kind=", []string{"Shelling", "Evacuation", "Explosion"}},
		{"sort=newest", []string{"Evacuation", "Explosion", "Shelling"}},
		{"many=yes&sort=newest", []string{"Evacuation", "Shelling"}},
		{"from=2017-03-06&sort=newest", []string{"Evacuation", "Explosion"}},
		{"from=2017-03-07", []string{"Evacuation"}},
		{"to=2017-03-05", []string{"Shelling"}},
		{"from=yesterday&to=2017-13-01", []string{"Shelling", "Evacuation", "Explosion"}},
		{"work=graded", nil},
		{"work=open&kind=explosion", []string{"Explosion"}},
	} {
		t.Run(c.query, func(t *testing.T) {
			var got []string
			for _, td := range all(page(t, h, "/?"+c.query), "what") {
				got = append(got, strings.Fields(words(td))[0])
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("(-want +got)\n%s", d)
			}
		})
	}
}

func TestHtmxGetsThePartItAskedFor(t *testing.T) {
	h := example(t)
	r := get(t, h, "/?q=market", "HX-Request", "true")
	text := body(t, r)
	if strings.Contains(text, "<html") || !strings.HasPrefix(strings.TrimSpace(text), `<section id="results"`) {
		t.Errorf("got a page where a part was asked for:\n%.200s", text)
	}
	if got := r.Header.Get("Vary"); got != "HX-Request" {
		t.Errorf("Vary is %q", got)
	}
	l, _ := desktest.Example()
	text = body(t, get(t, h, reportCalled(t, l, "Evening news")+"?s=s1", "HX-Request", "true"))
	if !strings.HasPrefix(strings.TrimSpace(text), `<div id="reading"`) || !strings.Contains(text, "Statement 1 of 1") {
		t.Errorf("got\n%.200s", text)
	}
}

func TestThousandsOfIncidentsComeInPages(t *testing.T) {
	l, w := desktest.Many(3120)
	h, _ := open(t, l, w)
	seen := map[string]bool{}
	next, pages := "/", 0
	for ; next != "" && pages < 100; pages++ {
		doc := page(t, h, next)
		next = ""
		for _, a := range all(doc, "<a") {
			if attr(a, "rel") == "next" {
				next = attr(a, "href")
			}
		}
		for _, td := range all(doc, "what") {
			seen[words(all(td, "<a")[0])] = true
		}
	}
	if pages != 63 || len(seen) != 3120 {
		t.Errorf("%d incidents on %d pages, want 3120 on 63", len(seen), pages)
	}
	if got := words(page(t, h, "/?page=99999")); !strings.Contains(got, "3,101–3,120 of 3,120") {
		t.Error("a page past the end is not the last one")
	}
	if got := words(page(t, h, "/reports?q=paper&page=2")); !strings.Contains(got, "51–100 of 3,120") {
		t.Error("the second page of the reports found is not 51–100 of 3,120")
	}
}

func TestNothingHereYet(t *testing.T) {
	h, _ := open(t, &desktest.Ledger{}, report.Weighing{})
	for _, path := range []string{"/", "/reports"} {
		if got := words(page(t, h, path)); !strings.Contains(got, "firsthand add FILE…") {
			t.Errorf("GET %s gives no hint what to do: %s", path, got)
		}
	}
}

// The picture of an incident folds reports together so that it stays a picture, and says how many it folded.
func TestPicturesOfManyReports(t *testing.T) {
	for _, c := range []struct {
		reports, boxes int
		folded         string
	}{
		{1, 3, ""}, {2, 4, ""}, {8, 10, ""},
		{60, 10, "54 reports"},
		{400, 10, "394 reports"},
	} {
		t.Run(fmt.Sprint(c.reports), func(t *testing.T) {
			l, w := desktest.Crowd(c.reports)
			h, _ := open(t, l, w)
			doc := page(t, h, "/incidents/crowd")
			for _, class := range []string{"wide", "narrow"} {
				if got := len(all(all(doc, class)[0], "node")); got != c.boxes {
					t.Errorf("%d boxes in the %s picture, want %d", got, class, c.boxes)
				}
			}
			if got := strings.Contains(words(doc), c.folded+" stand behind a box"); got != (c.folded != "") {
				t.Errorf("says that %q are folded: %t", c.folded, got)
			}
			whole := page(t, h, "/incidents/crowd?picture=whole")
			if got := len(all(all(whole, "wide")[0], "node")); got != c.reports+2 {
				t.Errorf("%d boxes in the whole picture, want %d", got, c.reports+2)
			}
			if got := len(all(byID(t, doc, "reports"), "what")); got != c.reports {
				t.Errorf("%d reports in the list, want %d", got, c.reports)
			}
		})
	}
}

// Every line of the picture leads to words that bear it out, and the same words stand in the list beside it.
func TestEvidenceIsOneClickAway(t *testing.T) {
	h := example(t)
	doc := page(t, h, "/incidents/"+desktest.MarketID)
	edges := all(all(doc, "wide")[0], "edge")
	if len(edges) != 13 { // 14 in the graph, of which one is drawn as the box of the office's own note
		t.Errorf("%d lines, want 13", len(edges))
	}
	for _, e := range edges {
		href, name := attr(e, "href"), attr(e, "aria-label")
		if name == "" || words(all(e, "<title")[0]) != name {
			t.Errorf("a line without a name: %s", href)
		}
		path, anchor, _ := strings.Cut(href, "#")
		target := page(t, h, path)
		if got := words(byID(t, target, anchor)); strings.HasPrefix(anchor, "at-words") && got == "" {
			t.Errorf("%s: no words are marked at %s", name, href)
		}
		if chain := byID(t, target, "chain"); len(all(chain, "<blockquote")) == 0 {
			t.Errorf("%s: nothing is selected at %s", name, href)
		}
	}
	for _, q := range all(byID(t, doc, "trails"), "<blockquote") {
		if words(all(q, "<p")[0]) == "" {
			t.Error("a piece of evidence without its words")
		}
	}
}

func TestAFigureStandsInItsSentence(t *testing.T) {
	doc := page(t, example(t), "/incidents/"+desktest.MarketID)
	var got []string
	for _, row := range all(all(doc, "tally")[0], "<tr") {
		if q := all(row, "<q"); len(q) > 0 {
			got = append(got, words(all(row, "figure")[0])+" | "+words(q[0])+" | "+words(all(q[0], "<b")[0]))
		}
	}
	want := []string{
		"34 civilians killed | the number of civilians killed at the market had risen to 34 | 34",
		"at least 31 civilians killed replaced: the same origin gave a later figure | At least 31 civilians were killed, nine children among them. | At least 31 civilians",
		"9 children killed | At least 31 civilians were killed, nine children among them. | nine children",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if got := len(all(all(doc, "replaced")[0], "<s")); got != 1 {
		t.Error("a figure that was replaced is not struck out")
	}
}

func TestAReportThatWasNotReadShowsItsText(t *testing.T) {
	l, w := desktest.Example()
	l.AddUnread(report.Report{ID: "unread", Publisher: "The Lantern", Text: "Not read yet."})
	h, log := open(t, l, w)
	doc := page(t, h, "/reports/unread")
	if got := text(all(doc, "words")[0]); got != "Not read yet." {
		t.Errorf("text is %q", got)
	}
	if !strings.Contains(words(doc), "has not been read yet") || !strings.Contains(log.String(), "a reading is missing") {
		t.Error("neither the page nor the log says that the reading is missing")
	}
	if r := get(t, h, "/api/reports/unread.json"); r.StatusCode != http.StatusInternalServerError {
		t.Errorf("as JSON: %s", r.Status)
	}
}

func TestAReportInALanguageThatIsNotRead(t *testing.T) {
	l, w := desktest.Example()
	why := &report.Unread{Why: report.NoPack, Words: "Arabic is not read yet"}
	l.Add(report.Report{ID: "arabic", Publisher: "The Lantern", Lang: "ar", Text: "لم يكن أحد هنا."}, report.Reading{ID: "arabic", Lang: "ar", Unread: why}, nil)
	h, _ := open(t, l, w)
	doc := page(t, h, "/reports/arabic")
	if got := text(all(doc, "words")[0]); got != "لم يكن أحد هنا." {
		t.Errorf("text is %q", got)
	}
	if got := words(doc); !strings.Contains(got, "Not read: Arabic is not read yet.") || strings.Contains(got, "attributes nothing") {
		t.Errorf("the page does not say why nothing was read: %s", got)
	}
}

func TestAPIsAgreeWithThePages(t *testing.T) {
	h := example(t)
	r := get(t, h, "/api/incidents.json?sort=reports")
	if got := r.Header.Get("Content-Type"); got != "application/json" {
		t.Errorf("Content-Type %q", got)
	}
	list := decode[struct {
		Total, Page, Pages int
		Incidents          []struct {
			ID     string
			Counts report.Counts
		}
	}](t, r)
	if list.Total != 3 || list.Page != 1 || list.Pages != 1 || len(list.Incidents) != 3 || list.Incidents[0].ID != desktest.MarketID || list.Incidents[0].Counts.Distinct != 3 {
		t.Errorf("list: %+v", list)
	}
	_, w := desktest.Example()
	in := decode[report.Incident](t, get(t, h, "/api/incidents/"+desktest.MarketID+".json"))
	if d := cmp.Diff(w.Incidents[2], in); d != "" {
		t.Errorf("incident (-want +got)\n%s", d)
	}
	l, _ := desktest.Example()
	path := reportCalled(t, l, "Evening news")
	got := decode[struct {
		Report  report.Report
		Reading report.Reading
	}](t, get(t, h, "/api"+path+".json"))
	want, err := l.Report(t.Context(), strings.TrimPrefix(path, "/reports/"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, got.Report); d != "" {
		t.Errorf("report (-want +got)\n%s", d)
	}
	if got.Reading.ID != want.ID || len(got.Reading.Statements) != 1 {
		t.Errorf("reading: %+v", got.Reading)
	}
	for _, path := range []string{"/api/incidents/none.json", "/api/reports/none.json", "/api/reports/none"} {
		r := get(t, h, path)
		fault := decode[struct{ Error, Reference string }](t, r)
		if r.StatusCode != http.StatusNotFound || fault.Error == "" || fault.Reference != "" {
			t.Errorf("GET %s: %s %+v", path, r.Status, fault)
		}
	}
}
