package weigh

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
)

// doc is one report made ready for weighing.
type doc struct {
	id           string
	title        string
	publisher    string
	publisherKey string // the publisher's node; "" when the report names none
	published    stamp
	order        int // position among all reports by time of publication
	text         string
	sketch       report.Sketch
	reading      *report.Reading
	statements   map[string]*report.Statement
	credits      []report.Credit // of others than the publisher
	joined       *joined         // what analysts merged
}

// prepare puts items in order of publication. Of items with one ID the one read by the newest reader is kept.
func prepare(items []Item, merged *joined) []*doc {
	sorted := make([]*Item, len(items))
	for i := range items {
		sorted[i] = &items[i]
	}
	slices.SortStableFunc(sorted, func(a, b *Item) int {
		return cmp.Or(cmp.Compare(itemID(a), itemID(b)), cmp.Compare(b.Reading.Reader.Version, a.Reading.Reader.Version))
	})
	sorted = slices.CompactFunc(sorted, func(a, b *Item) bool { return itemID(a) == itemID(b) })

	docs := make([]*doc, len(sorted))
	for i, it := range sorted {
		docs[i] = newDoc(it, merged)
	}
	slices.SortStableFunc(docs, func(a, b *doc) int { return a.published.compare(b.published) })
	for i, d := range docs {
		d.order = i
	}
	return docs
}

func itemID(it *Item) string { return cmp.Or(it.Report.ID, it.Reading.ID) }

func newDoc(it *Item, merged *joined) *doc {
	head := it.Reading.Report
	d := &doc{
		id:         itemID(it),
		title:      cmp.Or(it.Report.Title, head.Title),
		publisher:  cmp.Or(it.Report.Publisher, head.Publisher),
		published:  parseStamp(cmp.Or(it.Report.Published, head.Published)),
		text:       it.Report.Text,
		sketch:     it.Reading.Sketch,
		reading:    &it.Reading,
		joined:     merged,
		statements: make(map[string]*report.Statement, len(it.Reading.Statements)),
	}
	if len(d.sketch) == 0 && d.text != "" {
		d.sketch = sketch.Of(d.text)
	}
	if d.publisher != "" {
		d.publisherKey = d.source(d.publisher, "").key
	}
	for i := range it.Reading.Statements {
		s := &it.Reading.Statements[i]
		d.statements[s.ID] = s
	}
	for _, c := range it.Reading.Credits {
		if key := d.source(c.Name, c.SourceID).key; key != "" && key != d.publisherKey {
			d.credits = append(d.credits, c)
		}
	}
	return d
}

// leansOn tells whether the report says that it has words from the publisher of other: by a credit, or as a hop of a chain.
func (d *doc) leansOn(other *doc) bool {
	if other.publisherKey == "" || d.publisherKey == other.publisherKey {
		return false
	}
	for _, c := range d.credits {
		if d.source(c.Name, c.SourceID).key == other.publisherKey {
			return true
		}
	}
	for _, s := range d.reading.Statements {
		for _, h := range s.Hops {
			if named(h) && d.hop(h).key == other.publisherKey {
				return true
			}
		}
	}
	return false
}

// label is what a report is called in a picture and in sentences. Its ID is no name: people would take it for one.
func (d *doc) label() string { return cmp.Or(d.publisher, d.title, "an untitled report") }

// stamp is a time of publication: a day, and the instant where the report gives one.
type stamp struct {
	day   string
	at    time.Time // for a bare day, the last instant of it, so that a report that states its hour comes first
	timed bool
}

func parseStamp(published string) stamp {
	r := report.Report{Published: published}
	if t, err := time.Parse(time.RFC3339, published); err == nil {
		return stamp{day: r.Day(), at: t.UTC(), timed: true}
	}
	day, err := time.Parse(time.DateOnly, r.Day())
	if err != nil {
		return stamp{}
	}
	return stamp{day: r.Day(), at: day.Add(24*time.Hour - 1)}
}

// compare puts earlier stamps first and unknown ones last.
func (s stamp) compare(t stamp) int {
	if (s.day == "") != (t.day == "") {
		if s.day == "" {
			return 1
		}
		return -1
	}
	return s.at.Compare(t.at)
}

// before tells whether s is surely earlier than t: on an earlier day, or at an earlier instant where both state one.
func (s stamp) before(t stamp) bool {
	switch {
	case s.day == "" || t.day == "":
		return false
	case s.timed && t.timed:
		return s.at.Before(t.at)
	}
	return s.day < t.day
}

// identify makes a short name that stays the same as long as its parts do: 16 hexadecimal digits of a SHA-256.
func identify(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
