package weigh

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/weigh/same"
)

// telling is one event as one report tells it.
type telling struct {
	doc     *doc
	event   *report.Event
	place   place
	days    days // where the report names no day, the day it was published
	undated bool // it names none
	fresh   bool // the day is the day of publication, and so may stand for the night before
	bundle  *bundle
	why     string   // it was moved to its bundle from another: the reason
	after   *telling // and the telling it was moved to
	told    days     // of a copied event, the days that the first report gave it; else its own
}

func (t *telling) ref() report.EventRef { return report.EventRef{Report: t.doc.id, Event: t.event.ID} }

// bundle is the tellings that agree in place, days and kind.
type bundle struct {
	key      string
	place    place
	days     days
	kind     string
	tellings []*telling
	reports  map[*doc]int // how many events of each report it holds
}

// group is the tellings of one incident.
type group struct {
	id       string
	tellings []*telling // in order of publication
	bundles  []*bundle
	links    []report.Link
	names    []string // IDs it answers to: its own, and those it would have if it were named after another of its bundles
	graded   *report.Decision
}

const (
	// sameEvent is the least score at which two bundles become one incident: two strong signs and one weak one are
	// enough, two weak ones are not.
	sameEvent = 0.5
	// telltale is the least number that can show that two reports of following days tell of one event. Smaller ones
	// agree by chance.
	telltale = 5
	// longest is the most days an event may span and still be compared with others by its days: "in 2016" meets everything.
	longest = 7
)

// cluster finds the incidents. The documents come in order of publication.
func cluster(docs []*doc, copies copied, scorer *same.Scorer) []*group {
	bundles, tellings := gather(docs)
	followFigures(bundles, copies)
	followCopies(docs, tellings, copies)
	live := make([]*bundle, 0, len(bundles))
	for _, b := range bundles {
		b.tellings = slices.DeleteFunc(b.tellings, func(t *telling) bool { return t.bundle != b })
		if len(b.tellings) > 0 {
			b.place.where.Within = within(b.tellings)
			live = append(live, b)
		}
	}
	return unite(join(live), scorer)
}

// withinReports is how many tellings of a bundle are asked which places lie in its place.
const withinReports = 64

// within gathers the places that reports name as lying in the place of their event.
func within(tellings []*telling) []string {
	var names []string
	for _, t := range tellings[:min(len(tellings), withinReports)] {
		names = append(names, t.event.Where.Within...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// gather puts every telling into the bundle of its place, days and kind.
func gather(docs []*doc) (sorted []*bundle, tellings map[*doc][]*telling) {
	byKey := make(map[string]*bundle)
	tellings = make(map[*doc][]*telling, len(docs))
	for _, d := range docs {
		for i := range d.reading.Events {
			t := newTelling(d, &d.reading.Events[i])
			key := t.key()
			b := byKey[key]
			if b == nil {
				b = &bundle{key: key, place: t.place, days: t.days, kind: t.event.Kind, reports: make(map[*doc]int)}
				byKey[key] = b
				sorted = append(sorted, b)
			}
			t.bundle = b
			b.tellings = append(b.tellings, t)
			b.reports[d]++
			tellings[d] = append(tellings[d], t)
		}
	}
	slices.SortFunc(sorted, func(a, b *bundle) int {
		return cmp.Or(cmp.Compare(a.days.from, b.days.from), cmp.Compare(a.key, b.key))
	})
	return sorted, tellings
}

func newTelling(d *doc, e *report.Event) *telling {
	t := &telling{doc: d, event: e, place: newPlace(e.Where), days: parseDays(e.When)}
	published, ok := parseDay(d.published.day)
	if !t.days.known {
		t.undated = true
		if ok {
			t.days = days{published, published, true}
		}
	}
	t.fresh = ok && t.days.known && t.days.to == published
	t.told = t.days
	return t
}

// key is the same for tellings that agree. One without a place or a day is alone; one of a whole country, unless it
// tells of a situation, agrees only with those that give the same figures.
func (t *telling) key() string {
	if t.place.key == "" || !t.days.known {
		return strings.Join([]string{"alone", t.doc.id, t.event.ID}, "\x00")
	}
	extent := ""
	if t.place.precision == report.Country && !situation(t.event.Kind) {
		marks := t.marks()
		if len(marks) == 0 {
			return strings.Join([]string{"alone", t.doc.id, t.event.ID}, "\x00")
		}
		extent = fmt.Sprint(marks)
	}
	return strings.Join([]string{t.place.key, isoDay(t.days.from), isoDay(t.days.to), t.event.Kind, extent}, "\x00")
}

// mark is a figure by which an event can be known again.
type mark struct {
	measure, who string
	low, high    int64 // high is -1 where there is no upper bound
}

// marks lists the event's figures that are large enough to tell it by, parts and running totals left out, in order.
func (t *telling) marks() []mark {
	var marks []mark
	for _, f := range t.event.Figures {
		if f.Part || f.Of != "" || f.Total || f.Low < telltale {
			continue
		}
		marks = append(marks, mark{f.Measure, who(f), f.Low, highOr(f, -1)})
	}
	slices.SortFunc(marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.measure, b.measure), cmp.Compare(a.who, b.who), cmp.Compare(a.low, b.low), cmp.Compare(a.high, b.high))
	})
	return slices.Compact(marks)
}

func highOr(f report.Figure, otherwise int64) int64 {
	if f.High == nil {
		return otherwise
	}
	return *f.High
}

// move puts a telling where another is.
func (t *telling) move(to *telling, why string) {
	t.bundle.reports[t.doc]--
	to.bundle.reports[t.doc]++
	to.bundle.tellings = append(to.bundle.tellings, t)
	t.bundle, t.after, t.why = to.bundle, to, why
}

// followCopies puts an event that stands in copied words with the event of the report they were copied from, when kind
// and place are the same and the days are at most one apart: a copy that says "today" a day later still tells of the
// first day.
func followCopies(docs []*doc, tellings map[*doc][]*telling, copies copied) {
	for _, d := range docs {
		for _, p := range copies[d] {
			if p.share <= copyShare || p.doc.order > d.order {
				continue
			}
			for _, t := range tellings[d] {
				first := sameWords(t, tellings[p.doc])
				if t.after != nil || first == nil {
					continue
				}
				t.told = first.told
				apart := first.bundle.reports[d] > 0 && first.bundle.reports[p.doc] < 2 // one report's events stay apart, unless the first's did not
				if first.bundle != t.bundle && !apart {
					t.move(first, fmt.Sprintf("%d %% of its words stand in the other report, which tells of the same kind of event in the same place.", int(100*p.share)))
				}
			}
		}
	}
}

// sameWords finds the event of a report that its copy tells of as t: of the same kind, in the same place, on the same
// days if there is one, else at most a day apart; a copy that names no day may be of any. Bulletins that come out every
// day in the same words differ in their figures.
func sameWords(t *telling, others []*telling) *telling {
	var next *telling
	for _, o := range others {
		if t.event.Kind == "" || t.event.Kind != o.event.Kind || t.place.key != o.place.key || !t.undated && t.days.known != o.told.known {
			continue
		}
		switch gap := t.days.gap(o.told); {
		case gap == 0 && t.days.known == o.told.known:
			return o
		case gap <= 1 || t.undated:
			a, b := t.marks(), o.marks()
			if next == nil && (len(a) == 0 || len(b) == 0 || slices.ContainsFunc(a, func(m mark) bool { return slices.Contains(b, m) })) {
				next = o
			}
		}
	}
	return next
}

// followFigures puts an event that its report dates to its own day of publication with an event of the day before, when
// both give the same telltale figure in the same place, and no later report gives that figure for the later day. Copies
// settle nothing and follow what they copied.
func followFigures(bundles []*bundle, copies copied) {
	type at struct {
		mark
		place string
		day   int
	}
	known := make(map[at][]*telling)
	for _, b := range bundles {
		if !b.oneDay() {
			continue
		}
		for _, t := range b.tellings {
			if !copies.copies(t.doc) {
				for _, m := range t.marks() {
					key := at{m, b.place.key, b.days.from}
					known[key] = append(known[key], t)
				}
			}
		}
	}
	for _, b := range bundles {
		if !b.oneDay() {
			continue
		}
		for _, t := range b.tellings {
			if t.bundle != b || !t.fresh || copies.copies(t.doc) {
				continue
			}
			for _, m := range t.marks() {
				if slices.ContainsFunc(known[at{m, b.place.key, b.days.from}], func(t *telling) bool { return !t.fresh }) {
					continue
				}
				first := earliest(known[at{m, b.place.key, b.days.from - 1}], b.kind)
				if first != nil && first.bundle.reports[t.doc] == 0 { // one report's events stay apart
					t.move(first, fmt.Sprintf("It is dated to the day its report was published and gives the same figure, %s, for the same place as the other for the day before.", number(m.low)))
					break
				}
			}
		}
	}
}

// oneDay tells whether the bundle is of one day in a known place, and no situation.
func (b *bundle) oneDay() bool {
	return b.days.known && b.days.from == b.days.to && b.place.key != "" && !situation(b.kind)
}

// earliest is the first published telling that was not moved itself and whose kind is compatible.
func earliest(tellings []*telling, kind string) *telling {
	var first *telling
	for _, t := range tellings {
		if t.after != nil || kindScore(t.event.Kind, kind) == 0 {
			continue
		}
		if first == nil || (t.event.Kind == kind) != (first.event.Kind == kind) && t.event.Kind == kind ||
			(t.event.Kind == kind) == (first.event.Kind == kind) && t.doc.order < first.doc.order {
			first = t
		}
	}
	return first
}
