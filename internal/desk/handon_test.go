package desk_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/desk"
	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// exporting is the example on a desk that gives files: the titles of the incidents, as JSON.
func exporting(t *testing.T) http.Handler {
	t.Helper()
	l, w := desktest.Example()
	h, err := desk.New(desk.Config{
		Ledger: l, Weigh: func(context.Context) (report.Weighing, error) { return w, nil },
		Export: func(out io.Writer, format string, w report.Weighing) error {
			titles := []string{format}
			for _, in := range w.Incidents {
				titles = append(titles, in.Title)
			}
			return json.NewEncoder(out).Encode(titles)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestAListIsTakenAlongAsItIsShown(t *testing.T) {
	h := exporting(t)
	for _, c := range []struct {
		path string
		want []string
	}{
		{"/export/incidents.csv?sort=newest", []string{"csv", "Evacuation of the old harbour", "Explosion near the north gate", "Shelling of the grain market in Tell Zahra"}},
		{"/export/incidents.geojson?q=market", []string{"geojson", "Shelling of the grain market in Tell Zahra"}},
		{"/export/incidents.json?incident=" + desktest.PostID, []string{"json", "Explosion near the north gate"}},
		{"/export/incidents.json?kind=none", []string{"json"}},
	} {
		r := get(t, h, c.path)
		if got := r.Header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment; filename=\"incidents.") {
			t.Errorf("%s: %q", c.path, got)
		}
		if d := cmp.Diff(c.want, decode[[]string](t, r)); d != "" {
			t.Errorf("%s (-want +got)\n%s", c.path, d)
		}
	}
	for _, path := range []string{"/export/incidents.exe", "/export/incidents", "/export/sources.csv", "/export/incidents.csv?incident=none"} {
		if r := get(t, h, path); r.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
	if r := get(t, example(t), "/export/incidents.csv"); r.StatusCode != http.StatusNotFound {
		t.Errorf("a desk that gives no files: %s", r.Status)
	}
}

func TestAViewIsAFeed(t *testing.T) {
	r := get(t, example(t), "/feed/incidents.atom?many=yes")
	if got := r.Header.Get("Content-Type"); got != "application/atom+xml; charset=utf-8" {
		t.Errorf("sent as %q", got)
	}
	var feed struct {
		Updated string `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Updated string `xml:"updated"`
			Summary string `xml:"summary"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(body(t, r)), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Entries) != 2 || feed.Updated != feed.Entries[0].Updated {
		t.Fatalf("%+v", feed)
	}
	market := feed.Entries[1]
	if market.Title != "Shelling of the grain market in Tell Zahra" || market.ID != "urn:firsthand:incident:"+desktest.MarketID ||
		market.Updated != "2017-03-05T00:00:00Z" || market.Summary != "34 civilians killed. 12 reports · 3 origins. contested" || !strings.HasSuffix(market.Link.Href, "/incidents/"+desktest.MarketID) {
		t.Errorf("%+v", market)
	}
}
