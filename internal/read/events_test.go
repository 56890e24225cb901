package read_test

import (
	"fmt"
	"strings"
	"testing"

	"firsthand/internal/read"
	"firsthand/internal/report"
)

// What a report says took place: kind, place, day; "?" where no sentence gives the day, so that it is that of
// publication.
func TestWhatTookPlaceAndWhere(t *testing.T) {
	tests := []struct {
		name, title, text string
		want              []string
	}{
		{"the title names the place", "Voice message from Homs",
			"The clinic was shelled. Three people were killed. Nobody came for us.",
			[]string{"shelling, Homs, 2016-12-13?"}},
		{"the town of the dateline is finer than its region", "",
			"HOMS, Homs Governorate – The blast came on Monday. Eleven people were killed in Homs Governorate.",
			[]string{"explosion, Homs, 2016-12-12"}},
		{"a second incident", "",
			"An air strike killed 17 people in Aleppo on Monday. In a second incident, three brothers were killed in Hama on Monday.",
			[]string{"air strike, Aleppo, 2016-12-12", "killing, Hama, 2016-12-12"}},
		{"it did not happen where they fled to", "",
			"Thirty soldiers were killed in Hama on Monday. The others were killed as they fled towards Homs.",
			[]string{"killing, Hama, 2016-12-12", "displacement, Homs, 2016-12-13?"}},
		{"who died at a protest", "Traders march in Homs",
			"Thousands marched through Homs on Monday. Demonstrators met tear gas. One person was killed in Homs on Monday.",
			[]string{"protest, Homs, 2016-12-12"}},
		{"an explosion that nobody meant", "",
			"Nine people were killed in an explosion at a factory in Homs on Monday. Inspectors had warned of its boiler.",
			[]string{"accident, Homs, 2016-12-12"}},
		{"an explosion that somebody meant", "",
			"Nine people were killed when a car bomb exploded at a factory in Homs on Monday. Inspectors had warned of its boiler.",
			[]string{"explosion, Homs, 2016-12-12"}},
		{"people who meant it", "",
			"Gunmen killed nine people at a factory in Homs on Monday. Inspectors had come for its permit.",
			[]string{"killing, Homs, 2016-12-12"}},
		{"a day is named", "", "Nine people were killed in Homs on Monday.", []string{"killing, Homs, 2016-12-12"}},
		{"no day is named", "", "Nine people were killed in Homs.", []string{"killing, Homs, 2016-12-13?"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range read.Read(report.Report{ID: "r", Title: tt.title, Text: tt.text, Published: "2016-12-13"}).Events {
				mark := ""
				if e.Undated {
					mark = "?"
				}
				got = append(got, fmt.Sprintf("%s, %s, %s%s", e.Kind, e.Where.Name, e.When.Start, mark))
			}
			if g, w := strings.Join(got, "; "), strings.Join(tt.want, "; "); g != w {
				t.Errorf("%s\n got %s\nwant %s", tt.text, g, w)
			}
		})
	}
}
