package read_test

import (
	"slices"
	"strconv"
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// People who are named where the report says what befell them are counted.
func TestNamedVictimsAreCounted(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string // measure and count, "part" where it is a share of another
	}{
		{"the subject of a passive verb", "Ilona Brandt was killed in Idlib on Monday.", []string{"killed 1"}},
		{"two of them", "Ilona Brandt and Piet Maas were killed in Idlib on Monday.", []string{"killed 2"}},
		{"the object of an active verb", "Gunmen killed Ilona Brandt in Idlib on Monday.", []string{"killed 1"}},
		{"whose murder it was", "The murder of Ilona Brandt in Idlib on Monday shook the town.", []string{"killed 1"}},
		{"named twice, counted once", "Ilona Brandt was killed in Idlib on Monday. Mrs Brandt was killed at home.", []string{"killed 1"}},
		{"a share of a greater figure", "Nine people were killed in Idlib on Monday. Ilona Brandt was killed at home.", []string{"killed 9", "killed 1 part"}},
		{"what did not happen is not counted", "Ilona Brandt was not killed in Idlib on Monday.", nil},
		{"who does it is not counted", "Ilona Brandt killed nine people in Idlib on Monday.", []string{"killed 9"}},
		{"somebody without a name, where nothing else counts", "A girl walked into a police station in Idlib on Monday. She was killed at once.", []string{"killed 1"}},
		{"somebody without a name, whom a figure counts", "Two people were killed in Idlib on Monday. She was killed at once.", []string{"killed 2"}},
		{"a long list of names", "A bomb exploded in Idlib on Monday, killing Ilona Brandt, 42; Piet Maas, 19, and Rosa Lind.", []string{"killed 3"}},
		{"two of one family", "Ilona Brandt and Piet Brandt were killed in Idlib on Monday.", []string{"killed 2"}},
		{"a brother is no victim", "Ilona Brandt, sister of Piet Maas, was killed in Idlib on Monday.", []string{"killed 1"}},
		{"a numeral beside a name", "Ilona Brandt was killed in Idlib on Monday, along with two of her bodyguards.", []string{"killed 3"}},
		{"a numeral beside somebody described", "Rebels have killed the mayor of Idlib, as well as two peasants, a newspaper reported on Monday.", []string{"killed 3"}},
		{"two under one owner", "Her bodyguard and driver were killed in Idlib on Monday.", []string{"killed 2"}},
		{"told again in another paragraph", "Ilona Brandt was killed in Idlib on Monday.\n\nThe murder of Ilona Brandt shook the town.", []string{"killed 1", "killed 1"}},
		{"who is arrested", "Piet Maas was arrested in Idlib on Monday.", []string{"detained 1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for i, f := range read.Read(report.Report{ID: "r", Text: tt.text, Published: "2016-12-13"}).Figures {
				s := f.Measure + " " + strconv.FormatInt(f.Low, 10)
				if f.Part {
					s += " part"
				}
				got = append(got, s)
				if f.ID != "f"+strconv.Itoa(i+1) || !f.Valid(tt.text) {
					t.Errorf("figure %d has the ID %s and the span %v", i, f.ID, f.Span)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
