package corefer

import (
	"testing"

	"firsthand/internal/report"
)

func TestWhatAReportCallsASource(t *testing.T) {
	for _, c := range []struct {
		name, text string
		names      []string
		want       string
	}{
		{"its own letters for a longer name", "NRO counted nine dead.", []string{"NRO"}, "NRO"},
		{"the name itself, where it stands there", "The Norvik Records Office (NRO) counted nine dead.", []string{"NRO"}, "Norvik Records Office"},
		{"never the name of a place", "Norvik denied it.", []string{"Norvik"}, "Norvik Records Office"},
		{"two letters say too little", "NR denied it.", []string{"NR"}, "Norvik Records Office"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := &Document{Text: c.text, Reading: &report.Reading{
				Entities: []report.Entity{{ID: "n1", Name: "Norvik Records Office", Names: c.names}},
				Places:   []report.Place{{Name: "Norvik"}},
			}}
			if got := d.Called(report.Hop{Name: "Norvik Records Office", Entity: "n1"}); got != c.want {
				t.Errorf("called %q, want %q", got, c.want)
			}
		})
	}
}
