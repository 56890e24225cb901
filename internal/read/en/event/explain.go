package event

import (
	"cmp"
	"slices"

	"firsthand/internal/read/core/why"
	"firsthand/internal/report"
)

// sighting is a sentence that tells of events of one family.
type sighting struct {
	sentence int
	family   family
}

// seen is what a scene rests on.
type seen struct {
	trigger report.Span
	list    bool // a word list or the model made the word a trigger; else a figure counts there
	kind    kind
	day     report.Span
}

// noteScene keeps what a scene rests on until it is known of which event it is.
func (r *reader) noteScene(sc *scene) {
	if !r.in.Log.On() {
		return
	}
	if r.seen == nil {
		r.seen = make(map[sighting]seen)
	}
	at := r.x.Tokens[sc.at]
	end := r.x.Tokens[min(sc.at+max(1, int(r.tags[sc.at].n)), len(r.x.Tokens))-1].End
	r.seen[sighting{sc.sentence, sc.family}] = seen{
		trigger: report.Span{Start: at.Start, End: end}, list: r.tags[sc.at].role.trigger(), kind: sc.kind, day: r.datedBy,
	}
}

// note writes down what an event rests on: the words that tell of it, the mentions that the model saw, and what gave it
// place and day.
func (r *reader) note(d *draft, e *report.Event) {
	if !r.in.Log.On() {
		return
	}
	add := func(rule string, words report.Span, says string) {
		r.in.Log.Add(why.Note{Of: e.ID, Rule: rule, Words: words, Says: says})
	}
	for _, n := range d.sentences {
		for _, f := range slices.Compact([]family{d.family, violence}) { // what came of a protest is part of it
			s, ok := r.seen[sighting{n, f}]
			switch {
			case !ok || f != d.family && d.family != crowd:
				continue
			case s.list:
				add("trigger", s.trigger, kinds[s.kind])
			default:
				add("figure tells", s.trigger, kinds[s.kind])
			}
			if s.day.Empty() {
				continue
			}
			if s.day.Start >= r.x.Sentences[n].Start && s.day.End <= r.x.Sentences[n].End && !r.inHead(r.x.TokenAt(s.day.Start)) {
				add("day of its sentence", s.day, "")
			} else {
				add("day of its head", s.day, "")
			}
		}
	}
	if e.Target != "" {
		add("target", report.Span{}, e.Target)
	}
	r.notePlace(d, add)
	switch {
	case e.Undated:
		add("day of publication", report.Span{}, e.When.Start)
	case d.day.none() && !d.past && !r.title.day.none():
		add("day of the title", report.Span{}, e.When.Start)
	case d.day.none() && !e.When.IsZero():
		add("day told of before", report.Span{}, e.When.Start)
	}
	if e.Main {
		add("main event", report.Span{}, "")
	}
}

// notePlace writes down what gave an event its place.
func (r *reader) notePlace(d *draft, add func(rule string, words report.Span, says string)) {
	at := r.settled(d).place
	if at < 0 {
		return
	}
	p := &r.in.Places[at]
	words := p.Span
	if p.Start >= len(r.x.Raw) { // of the title, in which the words stand
		words = report.Span{}
	}
	switch {
	case words.Empty():
		add("place of the title", words, p.Name)
	case d.spot.place == at && r.inHeading(at):
		add("place of its head", words, p.Name)
	case d.spot.place != at:
		add("place of the report", words, p.Name)
	case d.own:
		add("place of its sentence", words, p.Name)
	default:
		add("place told of before", words, p.Name)
	}
}

// noteMention writes down a mention of an event, and how sure the model is of it.
func (r *reader) noteMention(id string, i int) {
	if i >= len(r.in.Odds) {
		return
	}
	m, odds := &r.in.Mentions[i], r.in.Odds[i]
	r.in.Log.Add(why.Note{Of: id, Rule: "mention", Words: m.Span, Says: cmp.Or(m.Kind, "an event"), Probability: odds.Kind})
	r.in.Log.Add(why.Note{Of: id, Rule: "realis", Words: m.Span, Says: string(m.Realis), Probability: odds.Realis})
}
