package weigh_test

import (
	"fmt"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/weigh"
)

// story writes one report and its reading together: every sentence it adds to the text is read at once, as the reader
// would.
type story struct {
	weigh.Item
	event *report.Event // the last one
}

// tells starts a report of a publisher.
func tells(id, publisher, published string) *story {
	s := &story{}
	s.Report = report.Report{ID: id, Publisher: publisher, Published: published}
	s.Reading = report.Reading{ID: id, Reader: report.Reader{Version: "test"}, Report: report.Head{Publisher: publisher, Published: published}}
	return s
}

// write adds a sentence to the text.
func (s *story) write(sentence string) report.Span {
	if s.Report.Text != "" {
		s.Report.Text += " "
	}
	start := len(s.Report.Text)
	s.Report.Text += sentence
	return report.Span{Start: start, End: len(s.Report.Text)}
}

// own is a word that only this report has, so that reports share no five words unless a test gives them some.
func (s *story) own() string { return "word" + s.Report.ID }

// of adds an event, told in a sentence in the report's own voice. The first event is the main one.
func (s *story) of(kind string, where report.Where, day string) *story {
	span := s.write(fmt.Sprintf("What %[3]s tells of %[1]s %[3]s: %[2]s %[3]s.", where.Name, kind, s.own()))
	var when report.Days
	if day != "" {
		from, to, ok := strings.Cut(day, "/")
		if !ok {
			to = from
		}
		when = report.Days{Start: from, End: to}
	}
	s.Reading.Events = append(s.Reading.Events, report.Event{
		ID: fmt.Sprintf("e%d", len(s.Reading.Events)+1), Kind: kind, Main: len(s.Reading.Events) == 0, When: when, Where: where,
		Evidence: []report.Span{span},
	})
	s.event = &s.Reading.Events[len(s.Reading.Events)-1]
	return s
}

// entry says that the last event stands in an entry of its own of a bulletin.
func (s *story) entry() *story {
	s.event.Entry = true
	return s
}

// undated says that no sentence gives the last event its day.
func (s *story) undated() *story {
	s.event.Undated = true
	return s
}

// says adds a statement on the last event, with its chain from the outermost source inwards.
func (s *story) says(hand report.Hand, words string, hops ...report.Hop) *story {
	span := s.write(words)
	st := report.Statement{ID: fmt.Sprintf("s%d", len(s.Reading.Statements)+1), Hand: hand, Sentence: span}
	for _, h := range hops {
		h.Content = []report.Span{span}
		st.Hops = append(st.Hops, h)
	}
	s.Reading.Statements = append(s.Reading.Statements, st)
	s.event.Statements = append(s.event.Statements, st.ID)
	s.event.Evidence = append(s.event.Evidence, span)
	return s
}

// counts adds a figure to the last event, carried by its last statement if there is one.
func (s *story) counts(measure string, low, high int64, who string, change ...func(*report.Figure)) *story {
	span := s.write(fmt.Sprintf("Number %[4]s of %[1]s (%[2]s): %[4]s %[3]d %[4]s.", who, measure, low, s.own()))
	f := report.Figure{Span: span, ID: fmt.Sprintf("f%d", len(s.Reading.Figures)+1), Measure: measure, Low: low, High: &high, Bound: report.ExactBound, Who: who, Sentence: span}
	switch {
	case high < 0:
		f.High, f.Bound = nil, report.AtLeast
	case high > low:
		f.Bound = report.Range
	}
	if n := len(s.event.Statements); n > 0 {
		f.Statement = s.event.Statements[n-1]
	}
	for _, c := range change {
		c(&f)
	}
	s.Reading.Figures = append(s.Reading.Figures, f)
	s.event.Figures = append(s.event.Figures, f)
	return s
}

// credits adds a credit line.
func (s *story) credits(name string) *story {
	s.Reading.Credits = append(s.Reading.Credits, report.Credit{Span: s.write("--" + name), Name: name, Kind: "credit"})
	return s
}

// accuses names who did it, according to the last event.
func (s *story) accuses(names ...string) *story {
	s.event.Accused = append(s.event.Accused, names...)
	return s
}

// takes adds a stance on what words name.
func (s *story) takes(who, stance, words string) *story {
	span := s.write(words)
	s.Reading.Stances = append(s.Reading.Stances, report.Stance{Span: span, Who: who, Stance: stance, About: &span})
	return s
}

// turns adds a change of state.
func (s *story) turns(situation, state, day string) *story {
	st := report.State{Span: s.write("It was " + state + "."), Situation: situation, State: state, Day: day}
	if n := len(s.event.Statements); n > 0 {
		st.Statement = s.event.Statements[n-1]
	}
	s.Reading.States = append(s.Reading.States, st)
	return s
}

func part(f *report.Figure)  { f.Part = true }
func total(f *report.Figure) { f.Total = true }

func asOf(day string) func(*report.Figure) {
	return func(f *report.Figure) { f.AsOf = day }
}

func speaker(name string) report.Hop {
	return report.Hop{Kind: report.Speaker, Name: name, SourceID: report.SourceID(name), Named: true}
}

func speakerOf(name, role, of string) report.Hop {
	h := speaker(name)
	h.Role, h.Of = role, of
	return h
}

func outlet(name string) report.Hop {
	return report.Hop{Kind: report.Outlet, Name: name, SourceID: report.SourceID(name), Named: true}
}

func nobody(words string) report.Hop { return report.Hop{Kind: report.Unnamed, Name: words} }

func at(name, id string, lat, lon float64, precision report.Precision) report.Where {
	return report.Where{Name: name, ID: id, Lat: &lat, Lon: &lon, Precision: precision}
}

// The places of the stories. Ashkar is invented, and there are two of it.
var (
	aleppo     = at("Aleppo", "geonames:170063", 36.20, 37.16, report.City)
	eastAleppo = at("eastern Aleppo", "geonames:170063", 36.20, 37.16, report.City)
	westAleppo = at("western Aleppo", "geonames:170063", 36.20, 37.16, report.City)
	damascus   = at("Damascus", "geonames:170654", 33.51, 36.29, report.City)
	quarter    = at("Bustan al-Qasr", "x:1", 36.19, 37.14, report.Neighbourhood)
	farQuarter = at("Masaken Hanano", "x:2", 36.24, 37.21, report.Neighbourhood)
	ashkar     = at("Ashkar", "x:3", 34.0, 36.0, report.City)
	respelled  = at("Eshkar", "x:9", 34.01, 36.01, report.City)
	inProvince = func() report.Where {
		w := ashkar
		w.Admin1 = "Ashkar Province"
		return w
	}()
	province = func() report.Where {
		w := at("Ashkar Province", "x:10", 34.2, 36.2, report.Region)
		w.Admin1 = "Ashkar Province"
		return w
	}()
	ashkarTwo = at("Ashkar", "x:4", 35.5, 38.0, report.City)
	syria     = at("Syria", "geonames:163843", 35, 38, report.Country)
)

func items(stories ...*story) []weigh.Item {
	list := make([]weigh.Item, len(stories))
	for i, s := range stories {
		list[i] = s.Item
	}
	return list
}

func weighed(stories ...*story) report.Weighing { return weigh.Weigh(items(stories...), nil) }
