package corefer

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/weigh/corefer/words"
	"firsthand/internal/weigh/registry"
)

// doc is one report made ready for weighing.
type Document struct {
	ID           string
	title        string
	Publisher    string
	PublisherKey string // the publisher's node; "" when the report names none
	Published    Stamp
	Order        int64 // grows with the time of publication, and of one time with the ID
	Text         string
	Sketch       report.Sketch
	Reading      *report.Reading
	statements   map[string]*report.Statement // of a report that has many
	Credits      []report.Credit              // of others than the publisher
	Merges       *registry.Merges             // what analysts merged

	At           int32       // which it was of all to come
	Fingerprints int32       // how many it has; see [provenance.fingerprintsOf]
	Parents      []Parent    // where it may have its words from, the best first
	Children     []*Document // those that may have theirs from it
	Mentions     []*Mention  // of its events, in their order
	Main         *Mention    // of its main event; nil where it tells of none
	subject      *words.Subject
	queued       bool            // its mentions may belong elsewhere
	shown        bool            // its figures are known to others: it is no copy
	asked        map[string]bool // keys of sources that were looked up for it; see [Document.AskedFor]
}

// Item is one report with its reading. Report.Text may be empty: copied words are then found from Reading.Sketch alone,
// and less exactly. Where Report names no publisher, day or title, the reading's Head does.
type Item struct {
	Report  report.Report
	Reading report.Reading
}

func ItemID(it *Item) string { return cmp.Or(it.Report.ID, it.Reading.ID) }

func (it *Item) Publisher() string { return cmp.Or(it.Report.Publisher, it.Reading.Report.Publisher) }

// Newer tells whether an item was read by a newer reader than another.
func (it *Item) Newer(than *Item) bool {
	return it.Reading.Reader.Version > than.Reading.Reader.Version
}

func NewDocument(it *Item, merged *registry.Merges) *Document {
	head := it.Reading.Report
	d := &Document{
		ID:        ItemID(it),
		title:     cmp.Or(it.Report.Title, head.Title),
		Publisher: it.Publisher(),
		Published: parseStamp(cmp.Or(it.Report.Published, head.Published)),
		Text:      it.Report.Text,
		Sketch:    it.Reading.Sketch,
		Merges:    merged,
		asked:     make(map[string]bool),
	}
	if len(d.Sketch) == 0 && d.Text != "" {
		d.Sketch = sketch.Of(d.Text)
	}
	d.take(&it.Reading)
	return d
}

// take takes a reading in, in the place of the one that it had.
func (d *Document) take(r *report.Reading) {
	d.Reading, d.statements, d.PublisherKey, d.Credits, d.Mentions, d.Main = r, nil, "", nil, nil, nil
	if d.Publisher != "" {
		d.PublisherKey = d.Source(d.Publisher, "").Key
	}
	if len(r.Statements) > manyStatements {
		d.statements = make(map[string]*report.Statement, len(r.Statements))
		for i := range r.Statements {
			if s := &r.Statements[i]; d.statements[s.ID] == nil {
				d.statements[s.ID] = s
			}
		}
	}
	for _, c := range r.Credits {
		if key := d.Source(c.Name, c.SourceID).Key; key != "" && key != d.PublisherKey {
			d.Credits = append(d.Credits, c)
		}
	}
	for i := range r.Events {
		if !took(&r.Events[i]) {
			continue
		}
		t := newMention(d, &r.Events[i], i)
		d.Mentions = append(d.Mentions, t)
		if t.Event == r.MainEvent() {
			d.Main = t
		}
	}
}

// place reports whether the report has a name for a place: nobody is called "Damascus" who is the government there.
func (d *Document) place(name string) bool {
	return slices.ContainsFunc(d.Reading.Places, func(p report.Place) bool { return p.Name == name })
}

// Called is what the report itself calls the source of a hop: the reading's name where the text has it, else the
// fullest of the other names that the text has, so that people read "WFP" where every report says WFP.
func (d *Document) Called(h report.Hop) string {
	const plain = 3 // letters of a short name that people know again: UN and AP are written out
	if h.Entity == "" || d.Text == "" || strings.Contains(d.Text, h.Name) {
		return h.Name
	}
	for i := range d.Reading.Entities {
		e := &d.Reading.Entities[i]
		if e.ID != h.Entity {
			continue
		}
		name := ""
		for _, n := range e.Names {
			if len(n) >= plain && strings.Contains(d.Text, n) && !d.place(n) {
				name = registry.Fuller(name, n)
			}
		}
		return cmp.Or(name, h.Name)
	}
	return h.Name
}

// near reports whether two spans of the report lie in one paragraph or in two that follow each other; where the text is
// not at hand, whether they lie no further apart than paragraphs do.
func (d *Document) near(a, b report.Span) bool {
	const most = 800 // bytes
	if a.Start > b.Start {
		a, b = b, a
	}
	if a.End >= b.Start {
		return true
	}
	if b.Start > len(d.Text) {
		return b.Start-a.End <= most
	}
	return strings.Count(strings.TrimRight(d.Text[a.End:b.Start], "\n"), "\n\n") <= 1
}

// manyStatements is how many statements are looked through one by one.
const manyStatements = 24

// Statement finds a statement of the reading; nil where there is none of that ID.
func (d *Document) Statement(id string) *report.Statement {
	if d.statements != nil {
		return d.statements[id]
	}
	for i := range d.Reading.Statements {
		if s := &d.Reading.Statements[i]; s.ID == id {
			return s
		}
	}
	return nil
}

// Compare puts reports in order of publication, those of one time by ID.
func (d *Document) Compare(e *Document) int {
	return cmp.Or(d.Published.compare(e.Published), cmp.Compare(d.ID, e.ID))
}

// LeansOn tells whether the report says that it has words from the publisher of other: by a credit, or as a hop of a
// chain.
func (d *Document) LeansOn(other *Document) bool {
	if other.PublisherKey == "" || d.PublisherKey == other.PublisherKey {
		return false
	}
	for _, c := range d.Credits {
		if d.Source(c.Name, c.SourceID).Key == other.PublisherKey {
			return true
		}
	}
	for _, s := range d.Reading.Statements {
		for _, h := range s.Hops {
			if registry.Named(h) && d.Hop(h).Key == other.PublisherKey {
				return true
			}
		}
	}
	return false
}

// Label is what a report is called in a picture and in sentences. Its ID is no name: people would take it for one.
func (d *Document) Label() string { return cmp.Or(d.Publisher, d.title, "an untitled report") }

// Stamp is a time of publication: a day, and the instant where the report gives one.
type Stamp struct {
	Day   string
	At    time.Time // for a bare day, the last instant of it, so that a report that states its hour comes first
	Timed bool
}

func parseStamp(published string) Stamp {
	r := report.Report{Published: published}
	if t, err := time.Parse(time.RFC3339, published); err == nil {
		return Stamp{Day: r.Day(), At: t.UTC(), Timed: true}
	}
	day, err := time.Parse(time.DateOnly, r.Day())
	if err != nil {
		return Stamp{}
	}
	return Stamp{Day: r.Day(), At: day.Add(24*time.Hour - 1)}
}

// compare puts earlier stamps first and unknown ones last.
func (s Stamp) compare(t Stamp) int {
	if (s.Day == "") != (t.Day == "") {
		if s.Day == "" {
			return 1
		}
		return -1
	}
	return s.At.Compare(t.At)
}

// Before tells whether s is surely earlier than t: on an earlier day, or at an earlier instant where both state one.
func (s Stamp) Before(t Stamp) bool {
	switch {
	case s.Day == "" || t.Day == "":
		return false
	case s.Timed && t.Timed:
		return s.At.Before(t.At)
	}
	return s.Day < t.Day
}

// Identify makes a short name that stays the same as long as its parts do: 16 hexadecimal digits of a SHA-256.
func Identify(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// CopyShare is the part of one report's 5-grams that must stand in another for it to be a copy.
const CopyShare = 0.6

// Parent is one report from which another may have its words.
type Parent struct {
	Doc   *Document
	Share float64 // part of the later report's 5-grams that stand in this one
	Words *Passages
}

// Copied tells whether the greater part of a report's words stands in an earlier one.
func (d *Document) Copied() bool { return len(d.Parents) > 0 && d.Parents[0].Share > CopyShare }

// Passages are the words that two reports share.
type Passages struct {
	Exact   bool          // both texts were there to compare
	Spans   []report.Span // of the later: the words that stand in the earlier as well, eight in a row or more
	Longest report.Span   // of the later
	Source  report.Span   // the longest passage where it stands in the earlier
}

// Has tells whether a report may have its words from another.
func (d *Document) Has(from *Document) bool {
	return slices.ContainsFunc(d.Parents, func(p Parent) bool { return p.Doc == from })
}

// Source finds who a name stands for, after what analysts decided; see [registry.Identify].
func (d *Document) Source(name, id string) registry.Source {
	return d.who(d.Merges.Identify(name, id))
}

// Hop finds who a hop stands for, after what analysts decided; see [registry.IdentifyHop].
func (d *Document) Hop(h report.Hop) registry.Source { return d.who(d.Merges.IdentifyHop(h)) }

func (d *Document) who(s registry.Source) registry.Source {
	if s.Key != "" && d.Merges != nil && !d.asked[s.Key] {
		d.asked[s.Key] = true
	}
	return d.Merges.Of(s)
}

// AskedFor reports whether what the report comes to may depend on which source one of some keys stands for.
func (d *Document) AskedFor(keys []string) bool {
	return slices.ContainsFunc(keys, func(key string) bool { return d.asked[key] })
}

// WhereIs finds the place that a name means in a report: the last place of that name before the words, else the first
// after them, else one of its events' places. What the reading does not hold is known by its name alone.
func (d *Document) WhereIs(name string, words report.Span) report.Where {
	if name == "" {
		return report.Where{}
	}
	var found *report.Place
	for i := range d.Reading.Places {
		p := &d.Reading.Places[i]
		if p.Name == name && (found == nil || p.Start <= words.End) {
			found = p
		}
	}
	if found != nil {
		return report.Where{Name: found.Name, ID: found.ID, Lat: found.Lat, Lon: found.Lon, Admin1: found.Admin1, Country: found.Country, Precision: found.Precision}
	}
	for _, e := range d.Reading.Events {
		if e.Where.Name == name {
			return e.Where
		}
	}
	return report.Where{Name: name}
}
