package corefer

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"firsthand/internal/report"
	"firsthand/internal/weigh/registry"
	"firsthand/internal/weigh/scene"
)

// Mention is one event as one report tells it.
type Mention struct {
	Doc      *Document
	Event    *report.Event
	n        int // which of the report's events it is
	Place    scene.Place
	Days     scene.Days // where the report names no day, the day it was published
	Undated  bool       // it names none
	fresh    bool       // the day is the day of publication, and so may stand for the night before
	assigned assignment
	native   *bucket // of the mentions that agree with it
	In       *Incident
}

// assignment is where a mention belongs.
type assignment struct {
	bucket *bucket    // its native one, or that of another mention
	after  *Mention   // to which it was moved,
	why    moved      // for this reason
	told   scene.Days // of a copied event, the days that the first report gave it; else its own
}

// moved is why a mention was moved to another, in a form that can be compared: a code of the catalogue and what it
// speaks of.
type moved struct {
	code      string
	figure    int64
	published string // day
	days      scene.Days
}

// reason says why a mention was moved.
func (m moved) reason() report.Reason {
	switch m.code {
	case movedByCopy:
		return report.Because(m.code, m.figure)
	case movedByFigure:
		return report.Because(m.code, report.Grouped(m.figure))
	case movedByStory:
		return report.Because(m.code, report.Days{Start: m.published}, m.days.Report())
	}
	return report.Reason{}
}

// The reasons for which mentions are moved.
const (
	movedByCopy   = "link.copied"
	movedByFigure = "link.figure"
	movedByStory  = "link.story"
)

func (t *Mention) Ref() report.EventRef { return report.EventRef{Report: t.Doc.ID, Event: t.Event.ID} }

// compare puts mentions in order of publication, those of one report in its own order.
func (t *Mention) compare(u *Mention) int {
	return cmp.Or(cmp.Compare(t.Doc.Order, u.Doc.Order), cmp.Compare(t.n, u.n))
}

const (
	// telltale is the least number that can show that two reports of following days tell of one event. Smaller ones
	// agree by chance.
	telltale = 5
	// longest is the most days an event may span and still be compared with others by its days: "in 2016" meets
	// everything.
	longest = 7
)

func newMention(d *Document, e *report.Event, n int) *Mention {
	t := &Mention{Doc: d, Event: e, n: n, Place: scene.NewPlace(e.Where), Days: scene.ParseDays(e.When)}
	published, ok := scene.ParseDay(d.Published.Day)
	t.Undated = e.Undated
	if !t.Days.Known {
		t.Undated = true
		if ok {
			t.Days = scene.Days{From: published, To: published, Known: true}
		}
	}
	t.fresh = ok && t.Days.Known && t.Days.To == published
	return t
}

// took reports whether an event is one that took place, as far as its report tells. A veto or a round of talks is no
// incident: it takes place where nothing happened.
func took(e *report.Event) bool {
	return (e.Realis == "" || e.Realis == report.Happened) && e.Kind != report.Diplomacy
}

// own reports whether the event can open an incident by itself: its report is about it, counts whom it harmed, or puts
// it in a place and on a day of its own. What is told in passing, or as history, opens none.
func (t *Mention) own() bool {
	if t == t.Doc.Main {
		return !t.Event.Background
	}
	if t.Event.Background || t.Event.Kind == report.Siege || t.Event.Kind == report.Ceasefire {
		return false
	}
	counts := slices.ContainsFunc(t.Event.Figures, func(f report.Figure) bool {
		return !f.Part && f.Of == "" && !f.Total && !OfWar(t.Event, f)
	})
	return counts && !t.vague() && !t.taken() || t.entry() || t.elsewhere()
}

// vague reports whether the event is told in passing without a day: the figure is of something that others tell better.
func (t *Mention) vague() bool { return t.Undated && !t.Event.Entry && scene.Violence(t.Event.Kind) }

// taken reports whether the event is that people were taken where and when the main event is violence: they are among
// its toll.
func (t *Mention) taken() bool {
	main := t.Doc.Main
	return main != nil && t.Event.Kind == report.Abduction && scene.Violence(main.Event.Kind) && scene.PlaceScore(t.Place, main.Place) > 0 && t.Days.Gap(main.Days) <= 1
}

// entry reports whether the event is told in an entry of its own of a bulletin, in a town and on a day.
func (t *Mention) entry() bool {
	return t.Event.Entry && !t.Undated && t.Place.Key != "" && !t.Place.Coarse()
}

// elsewhere reports whether the event has a day that the report names and a town that it does not put its main event in
// or near, and is an accident, a disaster, violence by the word of somebody with a name, or of another sort than the
// main event: arrests, an abduction, a protest.
func (t *Mention) elsewhere() bool {
	main := t.Doc.Main
	dated := !t.Undated && t.Days.Known && t.Days.From == t.Days.To
	if main == nil || !dated || t.Place.Key == "" || t.Place.Coarse() {
		return false
	}
	apart := scene.PlaceScore(t.Place, main.Place) <= 0
	switch k := t.Event.Kind; {
	case k == report.Detention, k == report.Abduction, k == report.Protest:
		return k != main.Event.Kind && apart
	case scene.Mishap(k):
		return apart
	default:
		return apart && scene.Violence(k) && t.said()
	}
}

// said reports whether somebody with a name says what the report tells of the event.
func (t *Mention) said() bool {
	return slices.ContainsFunc(t.Statements(), func(s *report.Statement) bool { return registry.Named(s.Origin()) })
}

// warTotals are numbers from which on a figure counts a whole war, whatever event its report puts it with.
var warTotals = map[string]int64{"killed": 10_000, "injured": 50_000, "displaced": 1_000_000, "trapped": 1_000_000, "detained": 50_000, "missing": 50_000}

// OfWar reports whether a figure is too great for one event that people make, in one place.
func OfWar(e *report.Event, f report.Figure) bool {
	least, known := warTotals[f.Measure]
	return known && e.Kind != report.Disaster && f.Low >= least
}

// key is the same for mentions that agree. One without a place or a day is alone; one of a whole country, unless it
// tells of a situation, agrees only with those that give the same figures.
func (t *Mention) key() string {
	if t.Place.Key == "" || !t.Days.Known {
		return strings.Join([]string{"alone", t.Doc.ID, t.Event.ID}, "\x00")
	}
	extent := ""
	if t.Place.Precision == report.Country && !scene.Lasting(t.Event.Kind) {
		marks := t.marks()
		if len(marks) == 0 {
			return strings.Join([]string{"alone", t.Doc.ID, t.Event.ID}, "\x00")
		}
		extent = fmt.Sprint(marks)
	}
	return strings.Join([]string{t.Place.Key, scene.IsoDay(t.Days.From), scene.IsoDay(t.Days.To), t.Event.Kind, extent}, "\x00")
}

// mark is a figure by which an event can be known again.
type mark struct {
	measure, who string
	low, high    int64 // high is -1 where there is no upper bound
}

// marks lists the event's figures that are large enough to tell it by, parts and running totals left out, in order.
func (t *Mention) marks() []mark {
	var marks []mark
	for _, f := range t.Event.Figures {
		if f.Part || f.Of != "" || f.Total || f.Low < telltale || OfWar(t.Event, f) {
			continue
		}
		marks = append(marks, mark{f.Measure, Who(f), f.Low, HighOr(f, -1)})
	}
	slices.SortFunc(marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.measure, b.measure), cmp.Compare(a.who, b.who), cmp.Compare(a.low, b.low), cmp.Compare(a.high, b.high))
	})
	return slices.Compact(marks)
}

func HighOr(f report.Figure, otherwise int64) int64 {
	if f.High == nil {
		return otherwise
	}
	return *f.High
}

// Who is counted, "" for people of any sort.
func Who(f report.Figure) string {
	switch w := strings.ToLower(f.Who); w {
	case "people", "persons", "person":
		return ""
	default:
		return w
	}
}
