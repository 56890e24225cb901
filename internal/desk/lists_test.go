package desk_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

func TestWhatStandsAroundIncidents(t *testing.T) {
	h := example(t)
	for _, c := range []struct {
		name, path string
		want       []string
		not        []string
	}{
		{"the list of situations shows rivals side by side", "/situations",
			[]string{"Evacuation, old harbour", "suspended, announced by Red Crescent", "against it: in force, observed by الجسر", "8 Mar 2017", "on the day of the newest report"}, nil},
		{"situations of another kind are not listed", "/situations?kind=siege", []string{"0 situations found", "Nothing matches"}, []string{"old harbour"}},
		{"a situation has its timeline with the words", "/situations/" + desktest.SituationID,
			[]string{"agreed observed by mediators, through Harbour Wire", "an evacuation of the old harbour had been agreed", "and 1 more passage", "against suspended of the same day", "(day of publication)",
				"does not mean that nothing has changed"}, nil},
		{"an incident leads to its situation", "/incidents/" + desktest.EvacuationID, []string{"Over all incidents: Evacuation, old harbour, now suspended (others: in force), 8 Mar 2017"}, nil},
		{"calls with what came after, and with nothing", "/calls",
			[]string{"needs: medical, safe passage", "An evacuation of the place is told of, 8 Mar 2017, says Red Crescent", "Nothing heard since 6 Mar 2017, up to 8 Mar 2017, where the ledger ends.", "usually every day"}, []string{" clear"}},
		{"a search in calls", "/calls?q=coordinator", []string{"1 call found"}, []string{"Nothing heard since"}},
		{"sources with a name, and what may be one", "/sources",
			[]string{"Rasd Monitoring Group has stopped speaking monitor", "neither", "“Red Crescent” stands in “Red Crescent Society”.", "3 sources with a name"}, []string{"mediators"}},
		{"sources found by another of their names", "/sources?q=رصد", []string{"1 source found", "Rasd Monitoring Group"}, nil},
		{"words for people nobody names, where asked for", "/sources?kind=unnamed+group", []string{"mediators"}, []string{"Rasd Monitoring Group has"}},
		{"a source with all that is known of it", "/sources/" + desktest.RasdID,
			[]string{"The word “monitoring” in its name.", "Belongs to Zahra Network", "Spoken for by Sami Orel", "of which it published 2", "After three of the wounded died", "It does not say why."}, nil},
		{"words for somebody are no body", "/sources/unnamed:mediators", []string{"never counted as one body"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := words(page(t, h, c.path))
			for _, want := range c.want {
				if !strings.Contains(got, want) {
					t.Errorf("%s lacks %q:\n%s", c.path, want, got)
				}
			}
			for _, not := range c.not {
				if strings.Contains(got, not) {
					t.Errorf("%s has %q", c.path, not)
				}
			}
		})
	}
}

func TestAnEdgeThatAnAnalystRejectedIsTold(t *testing.T) {
	l, w := desktest.Example()
	for i := range w.Incidents {
		if in := &w.Incidents[i]; in.ID == desktest.MarketID {
			e := in.Graph.Edges[0]
			e.From, e.Judged = "source:rasd-monitoring-group", report.InWords("Rejected by mira: it was another bulletin")
			in.Graph.Rejected = []report.Edge{e}
		}
	}
	h, _ := open(t, l, w)
	if got := words(page(t, h, "/incidents/"+desktest.MarketID)); !strings.Contains(got, "Left out by decision Rasd Monitoring Group is published by Rasd Monitoring Group: Rejected by mira: it was another bulletin") {
		t.Errorf("the rejected edge is not told:\n%s", got)
	}
}

func TestListsAsJSON(t *testing.T) {
	h := example(t)
	get := func(path string, status int, into any) {
		t.Helper()
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = "127.0.0.1"
		h.ServeHTTP(w, r)
		if w.Code != status {
			t.Fatalf("%s: status %d, want %d", path, w.Code, status)
		}
		if err := json.Unmarshal(w.Body.Bytes(), into); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	var list struct {
		Total int
		List  []map[string]any
	}
	for path, want := range map[string]int{
		"/api/situations.json": 1, "/api/situations.json?kind=siege": 0, "/api/calls.json": 2, "/api/calls.json?q=residents": 1, "/api/silences.json": 1,
		"/api/sources.json": 3, "/api/sources.json?kind=unnamed+group": 1,
	} {
		list.List = nil
		get(path, 200, &list)
		if list.Total != want || len(list.List) != want {
			t.Errorf("%s: %d of %d, want %d", path, len(list.List), list.Total, want)
		}
	}
	var s report.Situation
	if get("/api/situations/"+desktest.SituationID+".json", 200, &s); len(s.Steps) != 4 || s.Age == nil {
		t.Errorf("situation %+v", s)
	}
	var x report.Source
	if get("/api/sources/"+desktest.RasdID+".json", 200, &x); x.Kind != report.KindMonitor {
		t.Errorf("source %+v", x)
	}
	var fault map[string]string
	for _, path := range []string{"/api/situations/none.json", "/api/sources/none.json", "/api/sources/" + desktest.RasdID} {
		if get(path, 404, &fault); fault["error"] == "" {
			t.Errorf("%s: no error told", path)
		}
	}
}
