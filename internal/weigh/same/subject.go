package same

import (
	"math"
	"slices"
	"strings"
	"time"

	"firsthand/internal/report"
	"firsthand/internal/report/terms"
)

// Subject is what one report says happened, with all by which it can be compared with what others say. Make it with
// [NewSubject].
type Subject struct {
	ID string // tells subjects apart, and puts them in order where nothing else does

	published int // day, or unknown
	from, to  int // days of the event, or unknown
	kind      string
	where     report.Where
	places    []string // keys of all that the report names, in order, each once
	killed    int64    // or unknown
	terms     []terms.Term
	sketch    report.Sketch
}

// unknown stands for a day or a number that is not said.
const unknown = math.MinInt32

// NewSubject makes a subject of a report's event, or of the report as a whole where event is nil.
func NewSubject(id string, r *report.Reading, event *report.Event) *Subject {
	s := &Subject{
		ID:        id,
		published: day(r.Report.Published),
		from:      unknown, to: unknown, killed: unknown,
		places: placeKeys(r.Places),
		sketch: r.Sketch,
	}
	s.terms = make([]terms.Term, 0, terms.Len(r.Terms))
	for t := range terms.All(r.Terms) {
		if n := len(s.terms); n == 0 || s.terms[n-1].Hash() < t.Hash() { // a reading may come from anywhere
			s.terms = append(s.terms, t)
		}
	}
	if event == nil {
		return s
	}
	s.kind, s.where = event.Kind, event.Where
	s.from, s.to = day(event.When.Start), day(event.When.End)
	if s.from == unknown || s.to < s.from {
		s.from, s.to = unknown, unknown
	}
	for _, f := range event.Figures {
		if f.Part || f.Of != "" || f.Total {
			continue
		}
		if f.Measure == "killed" && s.killed == unknown {
			s.killed = f.Low
		}
	}
	return s
}

// day counts a day from 1 January 1970.
func day(published string) int {
	if len(published) < len(time.DateOnly) {
		return unknown
	}
	t, err := time.Parse(time.DateOnly, published[:len(time.DateOnly)])
	if err != nil {
		return unknown
	}
	return int(t.Unix() / (24 * 60 * 60))
}

// placeKey is the same for the same entry of the gazetteer, and for the same name where there is no entry.
func placeKey(id, name string) string {
	if id != "" {
		return id
	}
	return strings.ToLower(name)
}

func placeKeys(places []report.Place) []string {
	keys := make([]string, 0, len(places))
	for _, p := range places {
		keys = append(keys, placeKey(p.ID, p.Name))
	}
	slices.Sort(keys)
	return slices.Clip(slices.Compact(keys))
}

// names tells whether the report names a place anywhere.
func (s *Subject) names(key string) bool {
	_, ok := slices.BinarySearch(s.places, key)
	return ok
}
