package page

import (
	"strings"
	"testing"

	"firsthand/internal/capture/format"
)

// Elements that are named after dates and authors, however many and however deep, take linear time: the test would not
// end in quadratic time.
func TestManyBylines(t *testing.T) {
	for name, src := range map[string]string{
		"deep": strings.Repeat(strings.Repeat("<b class='date author'>", 400)+strings.Repeat("</b>", 400), 200),
		"wide": "<div class='date author updated'>" + strings.Repeat("<b class='date author'></b>", 150_000),
		"text": strings.Repeat("<i rel=author class=date>13 December 2016 by </i>", 100_000),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Read("<h1>Bridge hit</h1>"+src+"<p>"+one, format.DefaultLimits().Page); err != nil {
				t.Fatal(err)
			}
		})
	}
}
