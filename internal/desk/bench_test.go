package desk_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"firsthand/internal/desk/desktest"
	"firsthand/internal/report"
)

// askAgain times one page of a desk that has weighed its ledger already.
func askAgain(b *testing.B, h http.Handler, path string) {
	size := len(body(b, get(b, h, path)))
	for b.Loop() {
		if r := get(b, h, path); r.StatusCode != http.StatusOK {
			b.Fatal(r.Status)
		}
	}
	b.ReportMetric(float64(size), "bytes/page")
}

func BenchmarkIncidents(b *testing.B) {
	l, w := desktest.Many(10_000)
	h, _ := open(b, l, w)
	for name, path := range map[string]string{"all": "/", "searched": "/?q=village+77&sort=echo"} {
		b.Run(name, func(b *testing.B) { askAgain(b, h, path) })
	}
}

func BenchmarkIncident(b *testing.B) {
	for _, n := range []int{60, 2000} {
		l, w := desktest.Crowd(n)
		h, _ := open(b, l, w)
		b.Run(fmt.Sprint(n, " reports"), func(b *testing.B) { askAgain(b, h, "/incidents/crowd") })
	}
}

func BenchmarkReport(b *testing.B) {
	sentence := "The monitor said that nine shells fell on the market, citing residents. "
	text := strings.Repeat(sentence, 1500)
	reading := report.Reading{ID: "long"}
	for i := range 1500 {
		at := report.Span{Start: i*len(sentence) + 22, End: i*len(sentence) + 54}
		reading.Statements = append(reading.Statements, report.Statement{
			ID: fmt.Sprintf("s%d", i+1), Hops: []report.Hop{{Kind: report.Speaker, Name: "the monitor", Named: true, Content: []report.Span{at}}},
		})
	}
	l := &desktest.Ledger{}
	l.Add(report.Report{ID: "long", Title: "A long report", Text: text}, reading, nil)
	h, _ := open(b, l, report.Weighing{})
	askAgain(b, h, "/reports/long?s=s700")
}
