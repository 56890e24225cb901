package where

import (
	"slices"
	"strings"
	"testing"

	"firsthand/internal/read/core/segment"
	"firsthand/internal/report"
)

func TestPlacesThatNoListKnows(t *testing.T) {
	tests := []struct {
		name, text string
		names      []string // what the network takes for places
		want       []string // name, division and country of the places that no list knows
	}{
		{"a village with its province", "Shells fell on the village of Vortelash in Idlib province.", []string{"Vortelash"}, []string{"Vortelash Idlib SY"}},
		{"a name that nothing is put at", "Vortelash said that it would not comment.", []string{"Vortelash"}, nil},
		{"once located, every mention counts", "Vortelash was quiet. Later shells fell in Vortelash.", []string{"Vortelash", "Vortelash"}, []string{"Vortelash  ", "Vortelash  "}},
		{"a landmark behind the name", "Vortelash airport was shelled.", []string{"Vortelash"}, []string{"Vortelash  "}},
		{"an acronym is no village", "The doctors of the UNVM in UNVM said so.", []string{"UNVM", "UNVM"}, nil},
		{"a place that the list knows stays as it is", "Shells fell in Idlib.", []string{"Idlib"}, nil},
		{"the country stands for the division where nothing else does", "In Syria, shells fell in Vortelash.", []string{"Vortelash"}, []string{"Vortelash  SY"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := segment.Split(tt.text)
			var names []report.Span
			from := 0
			for _, n := range tt.names {
				at := from + strings.Index(tt.text[from:], n)
				names = append(names, report.Span{Start: at, End: at + len(n)})
				from = at + len(n)
			}
			known := Find(text)
			var got []string
			last := 0
			for _, p := range Named(text, known, names) {
				if p.Start < last {
					t.Errorf("%s is out of order, or overlaps", p.Name)
				}
				last = p.End
				if p.ID == "" {
					got = append(got, strings.Join([]string{p.Name, p.Admin1, p.Country}, " "))
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPlacesBearTheNamesTheReportWrites(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		{"the report's spelling", "Shells fell in Hama.", "Hama"},
		{"the one used most", "Shells fell in Saraqib. A road to Saraqeb is open. Nobody is left in Saraqeb.", "Saraqeb"},
		{"capitals are set back", "SHELLS FELL IN SARAQIB, SYRIA.", "Saraqib"},
		{"a country keeps its name", "Talks on the U.S. went on in the United States.", "United States"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			places := Find(segment.Split(tt.text))
			if len(places) == 0 {
				t.Fatal("no place")
			}
			if got := places[0].Name; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
