package weigh

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"firsthand/internal/report"
)

// mention is one event as one report tells it.
type mention struct {
	doc      *document
	event    *report.Event
	n        int // which of the report's events it is
	place    place
	days     days // where the report names no day, the day it was published
	undated  bool // it names none
	fresh    bool // the day is the day of publication, and so may stand for the night before
	assigned assignment
	native   *bucket // of the mentions that agree with it
	in       *incident
}

// assignment is where a mention belongs.
type assignment struct {
	bucket *bucket  // its native one, or that of another mention
	after  *mention // to which it was moved,
	why    string   // for this reason
	told   days     // of a copied event, the days that the first report gave it; else its own
}

func (t *mention) ref() report.EventRef { return report.EventRef{Report: t.doc.id, Event: t.event.ID} }

// compare puts mentions in order of publication, those of one report in its own order.
func (t *mention) compare(u *mention) int {
	return cmp.Or(cmp.Compare(t.doc.order, u.doc.order), cmp.Compare(t.n, u.n))
}

const (
	// telltale is the least number that can show that two reports of following days tell of one event. Smaller ones
	// agree by chance.
	telltale = 5
	// longest is the most days an event may span and still be compared with others by its days: "in 2016" meets everything.
	longest = 7
)

func newMention(d *document, e *report.Event, n int) *mention {
	t := &mention{doc: d, event: e, n: n, place: newPlace(e.Where), days: parseDays(e.When)}
	published, ok := parseDay(d.published.day)
	t.undated = e.Undated
	if !t.days.known {
		t.undated = true
		if ok {
			t.days = days{published, published, true}
		}
	}
	t.fresh = ok && t.days.known && t.days.to == published
	return t
}

// took reports whether an event is one that took place, as far as its report tells. A veto or a round of talks is no incident:
// it takes place where nothing happened.
func took(e *report.Event) bool {
	return (e.Realis == "" || e.Realis == report.Happened) && e.Kind != report.Diplomacy
}

// own reports whether the event can open an incident by itself: its report is about it, counts whom it harmed, or puts it in
// a place and on a day of its own. What is told in passing, or as history, opens none.
func (t *mention) own() bool {
	if t == t.doc.main {
		return true
	}
	if t.event.Background || t.event.Kind == report.Siege || t.event.Kind == report.Ceasefire {
		return false
	}
	counts := slices.ContainsFunc(t.event.Figures, func(f report.Figure) bool {
		return !f.Part && f.Of == "" && !f.Total && !ofWar(t.event, f)
	})
	return counts || t.elsewhere()
}

// elsewhere reports whether the event is violence on a day that the report names, in a town that it does not put its main
// event in or near, by the word of somebody with a name.
func (t *mention) elsewhere() bool {
	main := t.doc.main
	dated := !t.undated && t.days.known && t.days.from == t.days.to
	said := slices.ContainsFunc(t.statements(), func(s *report.Statement) bool { return named(s.Origin()) })
	return dated && said && violence(t.event.Kind) && t.place.key != "" && !t.place.coarse() && main != nil && placeScore(t.place, main.place) == 0
}

// warTotals are numbers from which on a figure counts a whole war, whatever event its report puts it with.
var warTotals = map[string]int64{"killed": 10_000, "injured": 50_000, "displaced": 1_000_000, "trapped": 1_000_000, "detained": 50_000, "missing": 50_000}

// ofWar reports whether a figure is too great for one event that people make, in one place.
func ofWar(e *report.Event, f report.Figure) bool {
	least, known := warTotals[f.Measure]
	return known && e.Kind != report.Disaster && f.Low >= least
}

// key is the same for mentions that agree. One without a place or a day is alone; one of a whole country, unless it
// tells of a situation, agrees only with those that give the same figures.
func (t *mention) key() string {
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
func (t *mention) marks() []mark {
	var marks []mark
	for _, f := range t.event.Figures {
		if f.Part || f.Of != "" || f.Total || f.Low < telltale || ofWar(t.event, f) {
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

// who is counted, "" for people of any sort.
func who(f report.Figure) string {
	switch w := strings.ToLower(f.Who); w {
	case "people", "persons", "person":
		return ""
	default:
		return w
	}
}
