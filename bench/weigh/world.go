package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"firsthand/internal/report"
	"firsthand/internal/report/sketch"
	"firsthand/internal/report/terms"
	"firsthand/internal/weigh"
)

// A world is made up, and so are the reports of it: places, people, words and all. It is shaped like the reports of a
// war as they reach a desk:
//
//   - a hundred reports a day, so a ledger of more reports covers more days, in two thousand towns of which a few have most
//     of the events;
//   - most events have one or two reports, some have dozens;
//   - three reports in ten print an agency's dispatch, whole, cut short or with a paragraph of their own; the others tell in
//     words of their own, with the names, streets and numbers of the event;
//   - half of the events are dated in the report, the rest by its day of publication; figures differ from report to report;
//   - statements lead to monitors, officials, doctors, witnesses and to nobody who is named; one report in six credits an
//     agency;
//   - the words are those of a language: a few stand in every report, most in hardly any.
//
// The same seed makes the same world, and the first n reports of it are the same however many are made.
type world struct {
	random  *rand.Rand
	words   []string // the most frequent first
	towns   []report.Where
	sources []source
	events  []*event // of the days at hand, the newest last
}

type source struct {
	name, role, of string
	hand           report.Hand
	kind           report.HopKind
}

// event is something that happens in the world.
type event struct {
	kind     string
	where    report.Where
	day      time.Time
	killed   int64
	names    []string // of people, each two words
	street   string
	age      int
	origins  []source
	dispatch []string // sentences of the agency's words
	agency   string
	left     int // reports that will still tell of it
}

const (
	aDay       = 100 // reports
	towns      = 2000
	publishers = 400
	vocabulary = 30_000
)

func newWorld(seed uint64) *world {
	w := &world{random: rand.New(rand.NewPCG(seed, 29))}
	known := make(map[string]bool)
	for len(w.words) < vocabulary {
		if s := w.syllables(1 + w.random.IntN(4)); !known[s] {
			known[s] = true
			w.words = append(w.words, s)
		}
	}
	for i := range towns {
		lat, lon := 30+w.random.Float64()*7, 36+w.random.Float64()*10
		w.towns = append(w.towns, report.Where{
			Name: w.name(), ID: fmt.Sprintf("made:%d", i), Lat: &lat, Lon: &lon, Admin1: fmt.Sprintf("Province %d", i%14), Precision: report.City,
		})
	}
	for i := range 600 {
		s := source{name: w.name() + " " + w.name(), kind: report.Speaker, hand: report.Told}
		switch i % 4 {
		case 0:
			s.name = w.name() + " Monitor"
		case 1:
			s.role, s.of = "doctor", w.name()+" Hospital"
		case 2:
			s.hand = report.Witness
		}
		w.sources = append(w.sources, s)
	}
	return w
}

// syllables makes a word.
func (w *world) syllables(n int) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for range n {
		b.WriteByte(consonants[w.random.IntN(len(consonants))])
		b.WriteByte(vowels[w.random.IntN(len(vowels))])
	}
	if w.random.IntN(2) == 0 {
		b.WriteByte(consonants[w.random.IntN(len(consonants))])
	}
	return b.String()
}

func (w *world) name() string {
	s := w.syllables(2 + w.random.IntN(2))
	return strings.ToUpper(s[:1]) + s[1:]
}

// often draws a number below n, small ones far more often than large ones: the k-th about 1/k as often as the first.
func (w *world) often(n int) int {
	return min(n-1, int(math.Exp(w.random.Float64()*math.Log(float64(n))))-1)
}

// prose writes a sentence of ordinary words.
func (w *world) prose() string {
	words := make([]string, 8+w.random.IntN(18))
	for i := range words {
		words[i] = w.words[w.often(vocabulary)]
	}
	words[0] = strings.ToUpper(words[0][:1]) + words[0][1:]
	return strings.Join(words, " ") + "."
}

var kinds = []string{
	report.Killing, report.AirStrike, report.Shelling, report.Clash, report.Explosion, report.Attack, report.Execution, report.Detention,
	report.Siege, report.Evacuation, report.Aid,
}

var agencies = []string{"Osprey News Agency", "Lowland Press", "Agence Tamaris", "North Wire", "Meridian Service"}

func (w *world) happens(day time.Time) *event {
	e := &event{
		kind: kinds[w.often(len(kinds))], where: w.towns[w.often(towns)], day: day, killed: int64(w.often(120)), street: w.name() + " Street",
		age: 17 + w.random.IntN(70), agency: agencies[w.often(len(agencies))], left: 1 + w.often(60)/2,
	}
	for range 1 + w.random.IntN(4) {
		e.names = append(e.names, w.name()+" "+w.name())
	}
	for range 1 + w.random.IntN(3) {
		e.origins = append(e.origins, w.sources[w.often(len(w.sources))])
	}
	for range 7 + w.random.IntN(10) {
		e.dispatch = append(e.dispatch, w.tell(e))
	}
	return e
}

// tell writes a sentence about an event.
func (w *world) tell(e *event) string {
	who := e.names[w.random.IntN(len(e.names))]
	ordinary := strings.TrimSuffix(w.prose(), ".")
	switch w.random.IntN(5) {
	case 0:
		return fmt.Sprintf("%s near %s, where %s, %d, was found.", ordinary, e.street, who, e.age)
	case 1:
		return fmt.Sprintf("%s in %s, and %s %s.", ordinary, e.where.Name, who, w.words[w.often(vocabulary)])
	case 2:
		return fmt.Sprintf("%s, %s.", who, strings.ToLower(ordinary))
	}
	return ordinary + "."
}

// draft is a report while it is written, sentence by sentence, with what a reader would find in each.
type draft struct {
	weigh.Item
	text strings.Builder
}

func (d *draft) write(sentence string) report.Span {
	if d.text.Len() > 0 {
		d.text.WriteByte(' ')
	}
	from := d.text.Len()
	d.text.WriteString(sentence)
	return report.Span{Start: from, End: d.text.Len()}
}

// reports makes n reports, in the order in which a desk would get them: by day, but two in ten some days late.
func (w *world) reports(n int) []weigh.Item {
	start := time.Date(2012, 1, 1, 0, 0, 0, 0, time.UTC)
	items := make([]weigh.Item, 0, n)
	for i := range n {
		day := start.AddDate(0, 0, i/aDay)
		if len(w.events) == 0 || w.random.IntN(3) == 0 {
			w.events = append(w.events, w.happens(day))
			if len(w.events) > 2*aDay {
				w.events = append([]*event(nil), w.events[aDay:]...)
			}
		}
		e := w.events[max(0, len(w.events)-1-w.often(len(w.events)))]
		for tries := 0; e.left == 0 && tries < 8; tries++ {
			e = w.events[max(0, len(w.events)-1-w.often(len(w.events)))]
		}
		e.left = max(0, e.left-1)
		items = append(items, w.report(i, e, day))
	}
	return items
}

func (w *world) report(number int, e *event, day time.Time) weigh.Item {
	if w.random.IntN(5) == 0 {
		day = day.AddDate(0, 0, -w.random.IntN(10))
	}
	if day.Before(e.day) {
		day = e.day
	}
	id := fmt.Sprintf("r%07d", number)
	published := day.Add(time.Duration(w.random.IntN(24*60)) * time.Minute).Format(time.RFC3339)
	publisher := "The " + w.words[100+w.often(publishers)] + " Courier"
	title := strings.TrimSuffix(w.tell(e), ".")
	d := &draft{}
	d.Report = report.Report{ID: id, Title: title, Publisher: publisher, Published: published}
	d.Reading = report.Reading{ID: id, Reader: report.Reader{Version: "made"}, Report: report.Head{Title: title, Publisher: publisher, Published: published}}

	happened := report.Event{ID: "e1", Kind: e.kind, Main: true, Where: e.where}
	if w.random.IntN(2) == 0 {
		on := e.day.Format(time.DateOnly)
		happened.When = report.Days{Start: on, End: on}
	}
	happened.Evidence = append(happened.Evidence, d.write(fmt.Sprintf("What happened in %s was the %s of %s.", e.where.Name, e.kind, e.names[0])))
	d.Reading.Places = []report.Place{{Name: e.where.Name, ID: e.where.ID, Lat: e.where.Lat, Lon: e.where.Lon, Precision: e.where.Precision}}

	wire := w.random.IntN(10) < 3
	if wire {
		sentences := e.dispatch
		if w.random.IntN(3) == 0 {
			sentences = sentences[:3+w.random.IntN(len(sentences)-3)]
		}
		for _, s := range sentences {
			d.write(s)
		}
		for range w.random.IntN(4) {
			d.write(w.tell(e))
		}
	} else {
		for range 6 + w.random.IntN(12) {
			d.write(w.tell(e))
		}
	}
	for i, o := range e.origins {
		if i > 0 && w.random.IntN(2) == 0 {
			continue
		}
		w.quote(d, &happened, o)
	}
	if w.random.IntN(4) == 0 {
		w.quote(d, &happened, source{name: "activists", kind: report.Unnamed, hand: report.UnknownHand})
	}
	if e.killed > 0 {
		count := max(1, e.killed+int64(w.random.IntN(3)-1))
		span := d.write(fmt.Sprintf("They counted %d dead.", count))
		f := report.Figure{Span: span, ID: "f1", Measure: "killed", Low: count, High: &count, Bound: report.ExactBound, Sentence: span}
		if n := len(d.Reading.Statements); n > 0 && w.random.IntN(2) == 0 {
			f.Statement = d.Reading.Statements[n-1].ID
		}
		d.Reading.Figures = append(d.Reading.Figures, f)
		happened.Figures = append(happened.Figures, f)
	}
	d.Reading.Events = append(d.Reading.Events, happened)
	if w.random.IntN(6) == 0 { // it speaks of another event besides
		o := w.events[w.random.IntN(len(w.events))]
		span := d.write(w.tell(o))
		on := o.day.Format(time.DateOnly)
		d.Reading.Events = append(d.Reading.Events, report.Event{
			ID: "e2", Kind: o.kind, When: report.Days{Start: on, End: on}, Where: o.where, Evidence: []report.Span{span},
		})
	}
	if e.kind == report.Siege || e.kind == report.Evacuation {
		state := []string{"agreed", "begun", "in force", "violated", "suspended", "ended"}[w.random.IntN(6)]
		d.Reading.States = append(d.Reading.States, report.State{
			Span: d.write("It was " + state + "."), Situation: e.kind, State: state, Day: e.day.Format(time.DateOnly), Where: e.where.Name,
		})
	}
	if w.random.IntN(8) == 0 {
		span := d.write("It could not be verified.")
		d.Reading.Stances = append(d.Reading.Stances, report.Stance{Span: span, Who: publisher, Stance: report.Unverified})
	}
	if wire || w.random.IntN(20) == 0 {
		d.Reading.Credits = append(d.Reading.Credits, report.Credit{Span: d.write("--" + e.agency), Name: e.agency, Kind: "credit"})
	}
	d.Report.Text = strings.Clone(d.text.String())
	d.Reading.Sketch, d.Reading.Terms = sketch.Of(d.Report.Text), terms.Of(d.Report)
	return d.Item
}

// quote adds a statement on the event.
func (w *world) quote(d *draft, e *report.Event, o source) {
	span := d.write(strings.TrimSuffix(w.prose(), ".") + ", said " + o.name + ".")
	hop := report.Hop{Kind: o.kind, Name: o.name, Role: o.role, Of: o.of, Named: o.kind != report.Unnamed, Content: []report.Span{span}}
	if hop.Named {
		hop.SourceID = report.SourceID(o.name)
	}
	s := report.Statement{ID: fmt.Sprintf("s%d", len(d.Reading.Statements)+1), Hand: o.hand, Sentence: span, Hops: []report.Hop{hop}}
	d.Reading.Statements = append(d.Reading.Statements, s)
	e.Statements = append(e.Statements, s.ID)
	e.Evidence = append(e.Evidence, span)
}
