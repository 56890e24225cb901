package desk

import (
	"fmt"
	"regexp"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"firsthand/internal/report"
)

var numbers = regexp.MustCompile(`-?\d+(?:\.\d+)?`)

// However many reports and origins there are, the small picture stays in its box, its dots stay apart, and each origin
// that is drawn has a dot of its sort.
func TestSmallPicturesStayInTheirBox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := &report.Incident{}
		n := rapid.IntRange(0, 300).Draw(t, "reports")
		for i := range n {
			in.Events = append(in.Events, report.EventRef{Report: fmt.Sprint(i), Event: "e1"})
		}
		unnamed := 0
		for range rapid.IntRange(0, 30).Draw(t, "origins") {
			o := report.Origin{Named: rapid.Bool().Draw(t, "named"), Hand: rapid.SampledFrom([]report.Hand{report.Witness, report.Told}).Draw(t, "hand")}
			if !o.Named {
				unnamed++
			}
			for range rapid.IntRange(0, 5).Draw(t, "behind") {
				o.Reports = append(o.Reports, fmt.Sprint(rapid.IntRange(0, max(n-1, 0)).Draw(t, "report")))
			}
			in.Origins = append(in.Origins, o)
		}
		m := thumbnailOf(in)
		for _, path := range []string{m.Ticks, m.Threads, m.Faint} {
			for i, s := range numbers.FindAllString(path, -1) {
				v, err := strconv.ParseFloat(s, 64)
				if limit := []float64{m.Width, m.Height}[i%2]; err != nil || v < 0 || v > limit {
					t.Fatalf("%s lies outside, in %q", s, path)
				}
			}
		}
		for i, d := range m.Dots {
			if d.X-d.R < 0 || d.X+d.R > m.Width || d.Y-d.R < 0 || d.Y+d.R > m.Height {
				t.Fatalf("dot %+v lies outside", d)
			}
			if i > 0 && d.X-m.Dots[i-1].X < 2*d.R-0.2 {
				t.Fatalf("dots %+v and %+v overlap", m.Dots[i-1], d)
			}
		}
		drawn := 0
		for _, d := range m.Dots {
			if d.Class == "unnamed" {
				drawn++
			}
		}
		if (m.Ring != nil) != (drawn > 1) {
			t.Fatalf("%d dots without a name, ring %+v", drawn, m.Ring)
		}
		if d := cmp.Diff(m, thumbnailOf(in)); d != "" {
			t.Fatal(d)
		}
	})
}
