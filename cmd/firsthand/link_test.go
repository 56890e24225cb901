package main

import (
	"testing"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// What comes in as a reading need not be one: any program may have written it. Whatever it says of spans, days and
// chains, linking it with itself and with another gives each an incident.
func FuzzLinkReadings(f *testing.F) {
	f.Add([]byte(`{"id":"a","reader":{"version":"1"},"statements":[],"figures":[],"events":[{"id":"e1","kind":"killing","main":true,
		"when":{"start":"2016-12-12","end":"2016-12-12"},"where":{"name":"Aleppo","lat":36.2,"lon":37.16},"evidence":[{"start":0,"end":50}]}]}`))
	f.Add([]byte(`{"id":"a","events":[{"id":"e1","when":{"start":"tomorrow"},"figures":[{"low":-1,"high":-2}],"statements":["s9"],"evidence":[{"start":9,"end":-9}]}]}`))
	f.Add([]byte(`{"id":"a","statements":[{"id":"s1","hops":[]}],"credits":[{"start":-5}],"sketch":"AAA="}`))
	other := report.Reading{ID: "other", Events: []report.Event{{ID: "e1", Kind: report.Killing, Main: true,
		When: report.Days{Start: "2016-12-12", End: "2016-12-12"}, Where: report.Where{Name: "Aleppo"}}}}
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := parseReading(b)
		if err != nil {
			return
		}
		incidents := weigh.Link([]report.Reading{g, other, g})
		for _, id := range []string{g.ID, other.ID} {
			if incidents[id] == "" {
				t.Errorf("report %q has no incident", id)
			}
		}
	})
}
