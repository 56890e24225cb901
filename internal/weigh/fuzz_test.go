package weigh_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// wildReading draws a reading as no reader should make it: IDs twice, hops without names, spans outside the text, days
// that are none.
func wildReading(t *rapid.T) report.Reading {
	word := rapid.SampledFrom([]string{"", "a", "UN", "unnamed", "Radio Quay", "reports", "«…»", "e1", "s1"})
	day := rapid.SampledFrom([]string{"", "2016-12-12", "2016-12-13T10:00:00+14:00", "0001-01-01", "9999-12-31", "2016-13-40", "yesterday"})
	span := rapid.Custom(func(t *rapid.T) report.Span {
		return report.Span{Start: rapid.IntRange(-2, 90).Draw(t, "start"), End: rapid.IntRange(-2, 90).Draw(t, "end")}
	})
	spans := rapid.SliceOfN(span, 0, 2)
	degrees := rapid.SampledFrom([]float64{0, 36.2, -179.99, 180, 91, 1e300, math.NaN(), math.Inf(1)})
	where := rapid.Custom(func(t *rapid.T) report.Where {
		w := report.Where{Name: word.Draw(t, "name"), ID: word.Draw(t, "id"), Country: word.Draw(t, "country"), Within: []string{word.Draw(t, "within")},
			Precision: rapid.SampledFrom([]report.Precision{"", report.Exact, report.City, report.Country, "odd"}).Draw(t, "precision")}
		if rapid.Bool().Draw(t, "located") {
			lat, lon := degrees.Draw(t, "lat"), degrees.Draw(t, "lon")
			w.Lat, w.Lon = &lat, &lon
		}
		return w
	})
	hop := rapid.Custom(func(t *rapid.T) report.Hop {
		return report.Hop{
			Kind: rapid.SampledFrom([]report.HopKind{"", report.Speaker, report.Outlet, report.Unnamed, report.CreditHop}).Draw(t, "kind"),
			Name: word.Draw(t, "name"), SourceID: word.Draw(t, "source"), Named: rapid.Bool().Draw(t, "named"), Role: rapid.SampledFrom([]string{"", "spokesman"}).Draw(t, "role"),
			Of: word.Draw(t, "of"), Content: spans.Draw(t, "content"),
		}
	})
	statement := rapid.Custom(func(t *rapid.T) report.Statement {
		return report.Statement{ID: rapid.SampledFrom([]string{"", "s1", "s2"}).Draw(t, "id"), Hops: rapid.SliceOfN(hop, 0, 4).Draw(t, "hops"),
			Hand: rapid.SampledFrom([]report.Hand{"", report.Witness, report.Told, "odd"}).Draw(t, "hand")}
	})
	figure := rapid.Custom(func(t *rapid.T) report.Figure {
		f := report.Figure{Span: span.Draw(t, "span"), Measure: word.Draw(t, "measure"), Low: rapid.Int64().Draw(t, "low"), Who: word.Draw(t, "who"),
			Part: rapid.Bool().Draw(t, "part"), Of: rapid.SampledFrom([]string{"", "f1"}).Draw(t, "of"), ID: rapid.SampledFrom([]string{"", "f1"}).Draw(t, "id"),
			AsOf: day.Draw(t, "as of"), Statement: rapid.SampledFrom([]string{"", "s1", "s9"}).Draw(t, "statement")}
		if rapid.Bool().Draw(t, "bounded") {
			high := rapid.Int64().Draw(t, "high")
			f.High = &high
		}
		return f
	})
	event := rapid.Custom(func(t *rapid.T) report.Event {
		return report.Event{ID: rapid.SampledFrom([]string{"", "e1", "e2"}).Draw(t, "id"), Main: rapid.Bool().Draw(t, "main"),
			Kind: rapid.SampledFrom([]string{"", report.Killing, report.Siege, report.Ceasefire, "odd"}).Draw(t, "kind"),
			When: report.Days{Start: day.Draw(t, "start"), End: day.Draw(t, "end")}, Where: where.Draw(t, "where"),
			Accused: []string{word.Draw(t, "accused")}, Figures: rapid.SliceOfN(figure, 0, 3).Draw(t, "figures"),
			Statements: rapid.SliceOfN(rapid.SampledFrom([]string{"", "s1", "s2", "s9"}), 0, 2).Draw(t, "statements"), Evidence: spans.Draw(t, "evidence")}
	})
	r := report.Reading{
		ID:         rapid.SampledFrom([]string{"", "r1", "r2", "r3"}).Draw(t, "id"),
		Report:     report.Head{Publisher: word.Draw(t, "publisher"), Published: day.Draw(t, "published"), Title: word.Draw(t, "title")},
		Statements: rapid.SliceOfN(statement, 0, 3).Draw(t, "statements"),
		Events:     rapid.SliceOfN(event, 0, 3).Draw(t, "events"),
		Sketch:     rapid.SliceOfN(rapid.Byte(), 0, 80).Draw(t, "sketch"),
	}
	if rapid.Bool().Draw(t, "credited") {
		r.Credits = []report.Credit{{Span: span.Draw(t, "credit"), Name: word.Draw(t, "agency")}}
	}
	about := span.Draw(t, "about")
	r.Stances = []report.Stance{{Span: span.Draw(t, "stance"), Who: word.Draw(t, "who"), Stance: rapid.SampledFrom([]string{"", report.Retracted, report.Acknowledged}).Draw(t, "taken"), About: &about}}
	r.States = []report.State{{Span: span.Draw(t, "state"), Situation: report.Siege, Day: day.Draw(t, "day"), Where: word.Draw(t, "where"), Statement: "s1"}}
	for _, e := range r.Events {
		r.Figures = append(r.Figures, e.Figures...)
	}
	return r
}

func weighWild(t *rapid.T) {
	text := rapid.SampledFrom([]string{"", dispatch, "Short words."})
	var list []weigh.Item
	var readings []report.Reading
	for range rapid.IntRange(0, 4).Draw(t, "reports") {
		r := wildReading(t)
		readings = append(readings, r)
		list = append(list, weigh.Item{Report: report.Report{Text: text.Draw(t, "text")}, Reading: r})
	}
	for _, in := range weigh.Weigh(list, nil).Incidents {
		checkGraph(t, in)
		checkTallies(t, in)
	}
	weigh.Link(readings)
}

// Readings may be made elsewhere and hold anything: they are weighed without a panic, and every graph keeps its
// promises.
func TestWildReadings(t *testing.T) { rapid.Check(t, weighWild) }

func FuzzWildReadings(f *testing.F) { f.Fuzz(rapid.MakeFuzz(weighWild)) }
