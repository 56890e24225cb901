package desk_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/desk/desktest"
)

func TestEverythingIsFound(t *testing.T) {
	h := example(t)
	for _, c := range []struct {
		query   string
		reports int
		shows   []string
	}{
		{"grain market", 6, []string{"Incidents Shelling of the grain market in Tell Zahra contested 34 civilians killed"}},
		{"bodies", 5, []string{"I counted 24 bodies in the yard"}},
		{`"24 bodies" -credit`, 5, nil},
		{"Rassad", 10, []string{"spelled otherwise", "Rasd Monitoring Group said", "مجموعة رصد"}},
		{"rasd", 10, []string{"Sources Rasd Monitoring Group"}},
		{"harbour evacuation", 1, []string{"Situations Evacuation, old harbour"}},
		{"الحبوب", 1, []string{"قصف سوق الحبوب"}},
		{"nothing like it", 0, []string{"No report has all these words."}},
		{"bodies&publisher=The+Lantern", 1, nil},
		{"bodies&from=2017-03-04", 4, nil},
	} {
		t.Run(c.query, func(t *testing.T) {
			query, rest, _ := strings.Cut(c.query, "&")
			doc := page(t, h, "/search?q="+url.QueryEscape(query)+"&"+rest)
			got := 0
			for _, list := range all(doc, "found-reports") {
				got = len(all(list, "<h3"))
			}
			if got != c.reports {
				t.Errorf("%d reports, want %d: %s", got, c.reports, words(byID(t, doc, "results")))
			}
			for _, want := range c.shows {
				if text := words(byID(t, doc, "results")); !strings.Contains(text, want) {
					t.Errorf("%q is not in %s", want, text)
				}
			}
		})
	}
}

// What is found leads to the words themselves.
func TestAnExcerptLeadsToItsWords(t *testing.T) {
	h := example(t)
	doc := page(t, h, "/search?q=bodies+yard")
	for _, p := range all(doc, "excerpt") {
		if d := cmp.Diff(2, len(all(p, "<mark"))); d != "" {
			t.Errorf("%s: (-want +got) %s", words(p), d)
		}
		path, _, _ := strings.Cut(attr(all(p, "<a")[0], "href"), "#")
		if got := words(byID(t, page(t, h, path), "at-words")); got != "bodies" {
			t.Errorf("%s marks %q", path, got)
		}
	}
}

// A report that warns of what it tells is found, and its words are not shown.
func TestAGraphicReportIsFoundCovered(t *testing.T) {
	doc := page(t, example(t), "/search?q=shoppers")
	if text := words(byID(t, doc, "results")); !strings.Contains(text, "Shells fall on shoppers [Graphic Content]") || len(all(doc, "excerpt")) != 0 {
		t.Errorf("shows %s", text)
	}
}

func TestSearchAsJSON(t *testing.T) {
	h := example(t)
	got := decode[struct {
		Total int
		List  []struct {
			ID, Publisher string
			Incidents     []string
			Words         []struct{ Start, End int }
			Excerpts      []string
		}
	}](t, get(t, h, "/api/search.json?q=bodies&publisher=The+Lantern"))
	if got.Total != 1 || len(got.List) != 1 || got.List[0].Publisher != "The Lantern" || len(got.List[0].Words) == 0 ||
		!strings.Contains(got.List[0].Excerpts[0], "24 bodies") || len(got.List[0].Incidents) != 1 || got.List[0].Incidents[0] != desktest.MarketID {
		t.Errorf("got %+v", got)
	}
}
