package words

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
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
	terms     report.Terms
	sketch    report.Sketch
	lot       uint64 // a hash of ID: decides whether it is among those counted, and between equals

	// What the net that holds it knows of it.
	at     int32    // its place
	rarity []rarity // of its terms
	norms  norms
	near   []candidate // those that share most of its rare terms, the best first
	in     []int32     // those that have it in near
	bonds  []bond      // of probabilities that are not negligible
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
		terms:  ascending(r.Terms),
		lot:    lotOf(id),
	}
	if event == nil {
		return s
	}
	s.kind, s.where = event.Kind, event.Where
	s.from, s.to = day(event.When.Start), day(event.When.End)
	if s.from == unknown || s.to < s.from {
		s.from, s.to = unknown, unknown
	}
	s.killed = killedIn(event)
	return s
}

// killedIn is how many an event killed, by the first figure that says so of all of them; or unknown.
func killedIn(event *report.Event) int64 {
	for _, f := range event.Figures {
		if !f.Part && f.Of == "" && !f.Total && f.Measure == "killed" {
			return f.Low
		}
	}
	return unknown
}

// ascending gives the terms in strictly ascending order of their hashes: those that are not, are left out. A reading
// may come from anywhere.
func ascending(all report.Terms) report.Terms {
	sorted := true
	for i := 1; i < terms.Len(all); i++ {
		sorted = sorted && terms.At(all, i-1).Hash() < terms.At(all, i).Hash()
	}
	if sorted {
		return all
	}
	var kept report.Terms
	for t := range terms.All(all) {
		if n := terms.Len(kept); n == 0 || terms.At(kept, n-1).Hash() < t.Hash() {
			kept = binary.LittleEndian.AppendUint32(kept, uint32(t))
		}
	}
	return kept
}

// lotOf draws a number for a name: FNV-1a, and the finaliser of SplitMix64 so that names that differ in a digit differ
// in every bit.
func lotOf(id string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	x := h.Sum64()
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// compare puts subjects in an order that depends on their IDs alone.
func (s *Subject) compare(t *Subject) int {
	return cmp.Or(cmp.Compare(s.lot, t.lot), cmp.Compare(s.ID, t.ID))
}

// day counts a day from 1 January 1970.
func day(published string) int {
	t, err := time.Parse(time.DateOnly, report.Report{Published: published}.Day())
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
