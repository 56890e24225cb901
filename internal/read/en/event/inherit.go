package event

import (
	"firsthand/internal/read/core/segment"
	"firsthand/internal/read/en/when"
	"firsthand/internal/report"
)

// inherited is the day of a draft whose own sentences name none: that of the title, else the day that the report told
// of last before it, where that is near enough to be the same story, else the day of publication. "On Monday the army
// entered the town. … We count forty-four dead." tells of Monday, though it was published on Friday. published reports
// whether it is the day of publication.
func (r *reader) inherited(d *draft) (day days, published bool) {
	const story = 14 // days before publication
	if len(d.sentences) == 0 || d.past {
		return r.published, true
	}
	if !r.title.day.none() {
		return r.title.day, false
	}
	start := r.x.Sentences[d.sentences[0]].Start
	best := days{}
	for _, t := range r.in.Times {
		if t.Start >= start {
			break
		}
		if t.Role != report.WhenHappened {
			continue
		}
		day, ok := daysOf(t)
		s := r.x.SentenceAt(t.Start)
		if !ok || day.long() || s < 0 || r.stamp(&r.x.Sentences[s], r.x.TokenAt(t.Start), t) || r.later(day) {
			continue
		}
		if !r.published.none() && r.published.from-day.from > story {
			continue
		}
		best = day
	}
	if best.none() || r.elsewhere(d, best) {
		return r.published, true
	}
	return best, false
}

// elsewhere reports whether the report tells of something at another place on that day: then the day is of that, and
// says nothing of this draft.
func (r *reader) elsewhere(d *draft, day days) bool {
	for i := range r.drafts {
		e := &r.drafts[i]
		if e != d && !e.day.none() && e.day.meets(day) && e.spot.place >= 0 && !r.agree(e.spot.place, d.spot.place) {
			return true
		}
	}
	return false
}

// titleDay is the one day that the title names, where it lies shortly before publication: "attacks in Kramatorsk, 14
// May 2024". That of publication says nothing: it may be the date of the report.
func (r *reader) titleDay() days {
	const longest, story = 300, 31 // bytes of a title, days before publication
	if r.in.Title == "" || len(r.in.Title) > longest || r.published.none() {
		return days{}
	}
	var one days
	for _, t := range when.Find(segment.Split(r.in.Title), day(r.in.Published)) {
		d, ok := daysOf(t)
		if !ok {
			continue
		}
		if d.from != d.to || d.to >= r.published.from || r.published.from-d.from > story || !one.none() && d != one {
			return days{}
		}
		one = d
	}
	return one
}
