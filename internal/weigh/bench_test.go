package weigh_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"firsthand/internal/report"
	"firsthand/internal/report/terms"
	"firsthand/internal/weigh"
)

// generated makes n reports of about 200 words over some towns and days: two in five copy an earlier one, one in four
// credits an agency. towns and span set how dense the events lie.
func generated(n, towns, span int) []weigh.Item {
	r := rand.New(rand.NewPCG(11, 13))
	kinds := []string{report.Killing, report.AirStrike, report.Shelling, report.Clash, report.Siege, report.Evacuation}
	start := time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC)
	list := make([]weigh.Item, 0, n)
	var texts []string
	for i := range n {
		town := r.IntN(towns)
		where := at(fmt.Sprintf("Town %d", town), fmt.Sprintf("x:%d", town), 30+float64(town%50)/5, 36+float64(town/50)/5, report.City)
		day := start.AddDate(0, 0, r.IntN(span))
		published := day.Add(time.Duration(r.IntN(40)) * time.Hour).Format(time.RFC3339)
		s := tells(fmt.Sprintf("r%06d", i), fmt.Sprintf("Outlet %d", r.IntN(200)), published).of(kinds[r.IntN(len(kinds))], where, day.Format(time.DateOnly))
		text := sentences(r, 18)
		if len(texts) > 0 && r.IntN(5) < 2 {
			text = texts[r.IntN(len(texts))]
		}
		texts = append(texts, text)
		s.carries(text)
		for range r.IntN(4) {
			s.says(report.Told, sentences(r, 1), speaker(fmt.Sprintf("Source %d", r.IntN(500))))
			s.counts("killed", int64(1+r.IntN(90)), int64(100), "civilians")
		}
		if r.IntN(4) == 0 {
			s.credits(fmt.Sprintf("Agency %d", r.IntN(5)))
		}
		s.Reading.Sketch = weigh.Sketch(s.Report.Text)
		s.Reading.Terms = terms.Of(s.Report)
		list = append(list, s.Item)
	}
	return list
}

func BenchmarkWeigh(b *testing.B) {
	for _, c := range []struct {
		name           string
		n, towns, span int
	}{
		{"1000 reports", 1000, 300, 60},
		{"10000 reports", 10000, 1000, 180},
		{"10000 reports of one town in one week", 10000, 1, 7},
	} {
		b.Run(c.name, func(b *testing.B) {
			list := generated(c.n, c.towns, c.span)
			b.ReportAllocs()
			for b.Loop() {
				weigh.Weigh(list, nil)
			}
			b.ReportMetric(float64(c.n)*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}

// BenchmarkWeighOneWire is the worst case for copies: every outlet prints one agency's words with a line of its own.
func BenchmarkWeighOneWire(b *testing.B) {
	r := rand.New(rand.NewPCG(17, 19))
	wire := sentences(r, 25)
	var list []weigh.Item
	for i := range 10000 {
		s := killing(fmt.Sprintf("r%06d", i), fmt.Sprintf("Outlet %d", i)).carries(wire).says(report.Told, sentences(r, 1), speaker(fmt.Sprintf("Source %d", r.IntN(50))))
		list = append(list, s.Item)
	}
	b.ReportAllocs()
	for b.Loop() {
		weigh.Weigh(list, nil)
	}
	b.ReportMetric(float64(len(list))*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

func BenchmarkLink(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprintf("%d reports", n), func(b *testing.B) {
			items := generated(n, n/10, 180)
			readings := make([]report.Reading, len(items))
			for i := range items {
				readings[i] = items[i].Reading
			}
			b.ReportAllocs()
			for b.Loop() {
				weigh.Link(readings)
			}
			b.ReportMetric(float64(len(readings))*float64(b.N)/b.Elapsed().Seconds(), "reports/s")
		})
	}
}
