package desk_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// stanceOf adds a stance that somebody takes in the report of a title to the market's incident.
func stanceOf(t *testing.T, l *desktest.Ledger, w *report.Weighing, who, stance, title string) {
	t.Helper()
	id := strings.TrimPrefix(reportCalled(t, l, title), "/reports/")
	i := slices.IndexFunc(w.Incidents, func(in report.Incident) bool { return in.ID == desktest.MarketID })
	w.Incidents[i].Stances = append(w.Incidents[i].Stances, report.IncidentStance{
		Report: id, Stance: report.Stance{Span: report.Span{Start: 0, End: 40}, Who: who, SourceID: report.SourceID(who), Stance: stance},
	})
}

func TestWhateverRestsOnWordsTakenBackIsMarked(t *testing.T) {
	const (
		bulletin = "Daily bulletin: shells on the grain market"
		wire     = "Shelling of grain market kills dozens, monitor says"
		note     = "Note to correspondents"
		update   = "Bulletin: toll of the market shelling revised"
		carried  = "Market toll rises"
	)
	for _, c := range []struct {
		name, who, stance, in string
		banner                string
		marks                 map[string]string // by title of the report, "" for none
		origin                string            // what the list of origins says of the monitor
	}{
		{"nobody took anything back", "", "", "", "", map[string]string{bulletin: "", wire: "", note: ""}, ""},
		{"the monitor takes it back", "Rasd Monitoring Group", report.Retracted, update,
			"Rasd Monitoring Group took words of this back.",
			map[string]string{bulletin: "taken back since", wire: "rests on words taken back", carried: "rests on words taken back", note: "", update: ""}, "taken back since"},
		{"the monitor corrects it", "Rasd Monitoring Group", report.Corrected, update,
			"Rasd Monitoring Group corrected earlier words of this.",
			map[string]string{bulletin: "from before a correction", wire: "rests on words from before a correction", note: "", update: ""}, "from before a correction"},
		{"an agency corrects its report: copies rest on it, the monitor does not", "Harbour Wire", report.Corrected, update,
			"Harbour Wire corrected earlier words of this.", map[string]string{bulletin: "", wire: "from before a correction", note: "", carried: ""}, ""},
		{"a paper corrects itself in its only report: nothing else is touched", "الجسر", report.Corrected, "قصف سوق الحبوب", "", map[string]string{bulletin: "", wire: "", carried: ""}, ""},
		{"somebody who is not in the picture", "The Ministry", report.Retracted, update, "", map[string]string{bulletin: "", wire: ""}, ""},
		{"a denial takes nothing back", "Rasd Monitoring Group", report.Denied, update, "", map[string]string{bulletin: "", wire: ""}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, w := desktest.Example()
			if c.who != "" {
				stanceOf(t, l, &w, c.who, c.stance, c.in)
			}
			h, _ := open(t, l, w)
			doc := page(t, h, "/incidents/"+desktest.MarketID+"?picture=whole")
			banner := ""
			for _, b := range all(doc, "left-out") {
				banner += words(b)
			}
			if !strings.Contains(banner, c.banner) || c.banner == "" && banner != "" {
				t.Errorf("the page warns %q, want %q", banner, c.banner)
			}
			for title, want := range c.marks {
				got := ""
				for _, row := range all(byID(t, doc, "reports"), "what") {
					if strings.Contains(words(row), title) {
						for _, m := range all(row, "since") {
							got += words(m)
						}
					}
				}
				if got != want {
					t.Errorf("report %q is marked %q, want %q", title, got, want)
				}
			}
			monitor := ""
			for _, m := range all(all(doc, "origins")[0], "since") {
				monitor += words(m)
			}
			if monitor != c.origin {
				t.Errorf("the origins are marked %q, want %q", monitor, c.origin)
			}
		})
	}
}

func TestSidesStandBesideOriginsAndFigures(t *testing.T) {
	l, w := desktest.Example()
	i := slices.IndexFunc(w.Incidents, func(in report.Incident) bool { return in.ID == desktest.MarketID })
	ministry := report.Rival{Figure: report.Figure{Measure: "killed", Low: 4, High: ptr(int64(4)), Bound: report.ExactBound}, Origin: "Ministry of Information", Node: "source:ministry"}
	w.Incidents[i].Tallies[0].Rivals = append(w.Incidents[i].Tallies[0].Rivals, ministry)
	w.Sources = append(w.Sources, report.Source{ID: "source:rasd", Name: "Rasd Monitoring Group", Side: "the opposition"}, report.Source{ID: "source:ministry", Name: "Ministry of Information", Side: "the government"})
	h, _ := open(t, l, w)
	doc := page(t, h, "/incidents/"+desktest.MarketID)
	if got, want := words(all(doc, "sides")[0]), "By side: the government 4; the opposition 34"; got != want {
		t.Errorf("by side: %q, want %q", got, want)
	}
	if got := words(all(doc, "origins")[0]); !strings.Contains(got, "the opposition") {
		t.Errorf("the origins read %q", got)
	}
	w.Sources = w.Sources[:len(w.Sources)-1]
	h, _ = open(t, l, w)
	if n := len(all(page(t, h, "/incidents/"+desktest.MarketID), "sides")); n != 0 {
		t.Error("one side alone is shown as a disagreement between sides")
	}
}

func ptr[T any](v T) *T { return &v }

// A report that warns that it is graphic is covered wherever it is quoted, not only on its own page.
func TestQuotationsOfAGraphicReportAreCovered(t *testing.T) {
	l, w := desktest.Example()
	h, _ := open(t, l, w)
	warning := strings.TrimPrefix(reportCalled(t, l, "Shells fall on shoppers [Graphic Content]"), "/reports/")
	covered := 0
	for _, path := range []string{"/incidents/" + desktest.MarketID, "/calls", "/situations"} {
		r := get(t, h, path)
		if r.StatusCode != http.StatusOK {
			t.Fatalf("GET %s: %s", path, r.Status)
		}
		for _, q := range all(page(t, h, path), "<blockquote") {
			from := false
			for _, a := range all(q, "<a") {
				from = from || strings.HasPrefix(attr(a, "href"), "/reports/"+warning)
			}
			details := all(q, "graphic")
			if from != (len(details) == 1) {
				t.Errorf("%s: a quotation from that report: %t; covered: %d times: %s", path, from, len(details), words(q))
			}
			covered += len(details)
		}
	}
	if covered == 0 {
		t.Error("nothing was covered: this test tests nothing")
	}
}
