package weigh

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/weigh/corefer/words"
)

// doc is one report made ready for weighing.
type document struct {
	id           string
	title        string
	publisher    string
	publisherKey string // the publisher's node; "" when the report names none
	published    stamp
	order        int64 // grows with the time of publication, and of one time with the ID
	text         string
	sketch       report.Sketch
	reading      *report.Reading
	statements   map[string]*report.Statement // of a report that has many
	credits      []report.Credit              // of others than the publisher
	merges       *merges                      // what analysts merged

	at           int32       // which it was of all to come
	fingerprints int32       // how many it has; see [fingerprintsOf]
	parents      []parent    // where it may have its words from, the best first
	children     []*document // those that may have theirs from it
	mentions     []*mention  // of its events, in their order
	main         *mention    // of its main event; nil where it tells of none
	subject      *words.Subject
	queued       bool // its mentions may belong elsewhere
	shown        bool // its figures are known to others: it is no copy
}

// Item is one report with its reading. Report.Text may be empty: copied words are then found from Reading.Sketch alone,
// and less exactly. Where Report names no publisher, day or title, the reading's Head does.
type Item struct {
	Report  report.Report
	Reading report.Reading
}

func itemID(it *Item) string { return cmp.Or(it.Report.ID, it.Reading.ID) }

func (it *Item) publisher() string { return cmp.Or(it.Report.Publisher, it.Reading.Report.Publisher) }

// newer tells whether an item was read by a newer reader than another.
func (it *Item) newer(than *Item) bool {
	return it.Reading.Reader.Version > than.Reading.Reader.Version
}

func newDocument(it *Item, merged *merges) *document {
	head := it.Reading.Report
	d := &document{
		id:        itemID(it),
		title:     cmp.Or(it.Report.Title, head.Title),
		publisher: it.publisher(),
		published: parseStamp(cmp.Or(it.Report.Published, head.Published)),
		text:      it.Report.Text,
		sketch:    it.Reading.Sketch,
		reading:   &it.Reading,
		merges:    merged,
	}
	if len(d.sketch) == 0 && d.text != "" {
		d.sketch = sketch.Of(d.text)
	}
	if d.publisher != "" {
		d.publisherKey = d.source(d.publisher, "").key
	}
	if len(it.Reading.Statements) > manyStatements {
		d.statements = make(map[string]*report.Statement, len(it.Reading.Statements))
		for i := range it.Reading.Statements {
			if s := &it.Reading.Statements[i]; d.statements[s.ID] == nil {
				d.statements[s.ID] = s
			}
		}
	}
	for _, c := range it.Reading.Credits {
		if key := d.source(c.Name, c.SourceID).key; key != "" && key != d.publisherKey {
			d.credits = append(d.credits, c)
		}
	}
	for i := range it.Reading.Events {
		if !took(&it.Reading.Events[i]) {
			continue
		}
		t := newMention(d, &it.Reading.Events[i], i)
		d.mentions = append(d.mentions, t)
		if t.event == it.Reading.MainEvent() {
			d.main = t
		}
	}
	return d
}

// manyStatements is how many statements are looked through one by one.
const manyStatements = 24

// statement finds a statement of the reading; nil where there is none of that ID.
func (d *document) statement(id string) *report.Statement {
	if d.statements != nil {
		return d.statements[id]
	}
	for i := range d.reading.Statements {
		if s := &d.reading.Statements[i]; s.ID == id {
			return s
		}
	}
	return nil
}

// compare puts reports in order of publication, those of one time by ID.
func (d *document) compare(e *document) int {
	return cmp.Or(d.published.compare(e.published), cmp.Compare(d.id, e.id))
}

// leansOn tells whether the report says that it has words from the publisher of other: by a credit, or as a hop of a chain.
func (d *document) leansOn(other *document) bool {
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
func (d *document) label() string { return cmp.Or(d.publisher, d.title, "an untitled report") }

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

// copyShare is the part of one report's 5-grams that must stand in another for it to be a copy.
const copyShare = 0.6

// parent is one report from which another may have its words.
type parent struct {
	doc   *document
	share float64 // part of the later report's 5-grams that stand in this one
	words *passages
}

// copied tells whether the greater part of a report's words stands in an earlier one.
func (d *document) copied() bool { return len(d.parents) > 0 && d.parents[0].share > copyShare }

// passages are the words that two reports share.
type passages struct {
	exact   bool          // both texts were there to compare
	spans   []report.Span // of the later: the words that stand in the earlier as well, eight in a row or more
	longest report.Span   // of the later
	source  report.Span   // the longest passage where it stands in the earlier
}

// has tells whether a report may have its words from another.
func (d *document) has(from *document) bool {
	return slices.ContainsFunc(d.parents, func(p parent) bool { return p.doc == from })
}

// source finds who a name stands for, after what analysts decided; see [identifySource].
func (d *document) source(name, id string) source { return d.merges.of(identifySource(name, id)) }

// hop finds who a hop stands for, after what analysts decided; see [identifyHop].
func (d *document) hop(h report.Hop) source { return d.merges.of(identifyHop(h)) }

// whereIs finds the place that a name means in a report: the last place of that name before the words, else the first
// after them, else one of its events' places. What the reading does not hold is known by its name alone.
func (d *document) whereIs(name string, words report.Span) report.Where {
	if name == "" {
		return report.Where{}
	}
	var found *report.Place
	for i := range d.reading.Places {
		p := &d.reading.Places[i]
		if p.Name == name && (found == nil || p.Start <= words.End) {
			found = p
		}
	}
	if found != nil {
		return report.Where{Name: found.Name, ID: found.ID, Lat: found.Lat, Lon: found.Lon, Admin1: found.Admin1, Country: found.Country, Precision: found.Precision}
	}
	for _, e := range d.reading.Events {
		if e.Where.Name == name {
			return e.Where
		}
	}
	return report.Where{Name: name}
}
