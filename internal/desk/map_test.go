package desk

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"firsthand/internal/report"
)

func rowAt(id string, lat, lon float64, day string) row {
	return row{ID: id, Title: "Shelling, " + id, Start: day, End: day, Where: report.Where{Name: id, Lat: &lat, Lon: &lon, Precision: report.City}, Grade: report.Grade{Value: report.GradeWeak}}
}

// drawn is the map of some rows, asked for with a query.
func drawnMap(t *testing.T, query string, rows ...row) mapPage {
	t.Helper()
	q, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	var p mapPage
	var at []*row
	for i := range rows {
		at = append(at, &rows[i])
	}
	p.draw(parseFilter(q), at)
	return p
}

func TestWhatStandsTooCloseIsOneMark(t *testing.T) {
	p := drawnMap(t, "area=34,32,42,38", rowAt("Aleppo", 36.2, 37.16, ""), rowAt("Aleppo, a quarter", 36.21, 37.17, ""), rowAt("Homs", 34.73, 36.71, ""), rowAt("Paris", 48.8, 2.3, ""))
	var got []string
	for _, m := range p.Marks {
		got = append(got, fmt.Sprintf("%s x%d", m.Name, m.Count))
	}
	want := []string{"2 incidents at and near Aleppo x2", "Shelling, Homs, weak x1"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if p.Outside != 1 {
		t.Errorf("%d lie beside it, want Paris", p.Outside)
	}
	nearer, err := url.Parse(p.Marks[0].Href)
	if err != nil || nearer.Path != "/map" {
		t.Fatalf("two incidents lead to %s", p.Marks[0].Href)
	}
	if again := drawnMap(t, nearer.RawQuery, rowAt("Aleppo", 36.2, 37.16, ""), rowAt("Aleppo, a quarter", 36.21, 37.17, "")); !strings.HasPrefix(again.Marks[0].Href, "/?area=") {
		t.Errorf("what no nearer map tells apart leads to %s, not to a list", again.Marks[0].Href)
	}
}

func TestARegionIsNoPoint(t *testing.T) {
	r := rowAt("Idlib", 35.9, 36.6, "")
	r.Where.Precision = report.Region
	m := drawnMap(t, "", r).Marks[0]
	if m.Class != "weak region" || !strings.Contains(m.Name, "somewhere in Idlib") || m.R < 18 {
		t.Errorf("drawn as %+v", m)
	}
}

func TestAFewFarOutDoNotMakeTheMapSmall(t *testing.T) {
	rows := []row{rowAt("Washington", 38.9, -77, "")}
	for i := range 60 {
		rows = append(rows, rowAt(fmt.Sprint("Syria ", i), 34+float64(i%7)/3, 36+float64(i%11)/3, ""))
	}
	p := drawnMap(t, "", rows...)
	if wide := p.View.Area.East - p.View.Area.West; wide > 30 || p.Outside != 1 {
		t.Errorf("%.0f degrees wide, %d beside it", wide, p.Outside)
	}
	if p = drawnMap(t, ""); !p.View.Area.Valid() || len(p.Marks) != 0 {
		t.Errorf("a map of nothing: %+v", p.View)
	}
}

func TestAStripHasBarsOfOneLength(t *testing.T) {
	for _, c := range []struct {
		days []string
		span string
		bars int
		ends string
	}{
		{nil, "", 0, "–"},
		{[]string{"2017-03-03"}, "day", 1, "3 Mar 2017–3 Mar 2017"},
		{[]string{"2017-02-27", "2017-03-02"}, "day", 4, "27 Feb 2017–2 Mar 2017"},
		{[]string{"2015-12-31", "2017-03-02"}, "month", 16, "Dec 2015–Mar 2017"},
		{[]string{"1990-12-31", "2017-03-02"}, "year", 28, "1990–2017"},
		{[]string{"not a day", "2017-03-03"}, "day", 1, "3 Mar 2017–3 Mar 2017"},
	} {
		s := &snapshot{}
		for i, d := range c.days {
			s.rows = append(s.rows, rowAt(fmt.Sprint(i), 1, 1, d))
		}
		var p mapPage
		p.strip(s, filter{})
		if p.Span != c.span || len(p.Strip) != c.bars || p.From+"–"+p.To != c.ends {
			t.Errorf("%v: %d bars of a %s, %s–%s", c.days, len(p.Strip), p.Span, p.From, p.To)
		}
	}
}
